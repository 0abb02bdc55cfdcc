// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_ACTIONS_STATES_IPP
#define AMI_TESTING_IMPL_ACTIONS_STATES_IPP

#include <ami/testing/detail/actions.hpp>
#include <ami/testing/detail/core.hpp>
#include <ami/testing/detail/session.hpp>

namespace ami::testing::detail {

AMI_DECL reply device_state_list(core& server, session&, const request& action)
{
    auto answer = reply::list(action, "Device State Changes will follow");
    const auto& all = server.devices.listed();
    for (const auto& [device, state] : all)
        answer.add(packet_text::event("DeviceStateChange")
                       .action_id(action.action_id())
                       .add("Device", device)
                       .add("State", to_string(state)));
    return answer.complete(action, "DeviceStateListComplete", all.size());
}

AMI_DECL reply extension_state(core& server, session&, const request& action)
{
    const auto exten = action["Exten"];
    if (exten.empty())
        return reply::error(action, "Extension not specified");
    const auto context = action["Context"].empty() ? std::string_view{"default"} : action["Context"];
    const auto* const lamp = server.devices.find_lamp(exten, context);
    const int status = lamp ? lamp->status : -1;
    return reply::of(reply::response(action, "Success", "Extension Status")
                         .add("Exten", exten)
                         .add("Context", context)
                         .add("Hint", lamp ? lamp->of.device : "")
                         .add("Status", status)
                         .add("StatusText", extension_status_text(status)));
}

AMI_DECL reply extension_state_list(core& server, session&, const request& action)
{
    auto answer = reply::list(action, "Extension Statuses will follow");
    const auto& all = server.devices.lamps();
    for (const auto& each : all)
        answer.add(packet_text::event("ExtensionStatus")
                       .action_id(action.action_id())
                       .add("Exten", each.of.exten)
                       .add("Context", each.of.context)
                       .add("Hint", each.of.device)
                       .add("Status", each.status)
                       .add("StatusText", extension_status_text(each.status)));
    return answer.complete(action, "ExtensionStateListComplete", all.size());
}

AMI_DECL reply presence_state_list(core&, session&, const request& action)
{
    return reply::list(action, "Presence State Changes will follow")
        .complete(action, "PresenceStateListComplete", 0);
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_ACTIONS_STATES_IPP
