// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_ACTIONS_PJSIP_IPP
#define AMI_TESTING_IMPL_ACTIONS_PJSIP_IPP

#include <ami/testing/detail/actions.hpp>
#include <ami/testing/detail/core.hpp>
#include <ami/testing/detail/session.hpp>

#include <fmt/format.h>

#include <functional>
#include <string>

namespace ami::testing::detail {

AMI_DECL reply pjsip_endpoint_list(core& server, session&, const request& action)
{
    const auto& all = server.endpoints.all();
    if (all.empty())
        return reply::error(action, "No endpoints found\n");
    auto answer = reply::list(action, "A listing of Endpoints follows, presented as EndpointList events");
    for (const auto& each : all) {
        std::string contacts;
        for (const auto& [uri, status] : each.contacts)
            contacts += each.name + "/" + uri + ",";
        answer.add(packet_text::event("EndpointList")
                       .action_id(action.action_id())
                       .add("ObjectType", "endpoint")
                       .add("ObjectName", each.name)
                       .add("Transport", "")
                       .add("Aor", each.name)
                       .add("Auths", each.name)
                       .add("OutboundAuths", "")
                       .add("Contacts", contacts)
                       .add("DeviceState", server.endpoints.device_text(each))
                       .add("ActiveChannels", server.settings.asterisk == era::asterisk_22 ? "0" : ""));
    }
    return answer.complete(action, "EndpointListComplete", all.size());
}

AMI_DECL reply pjsip_contacts(core& server, session&, const request& action)
{
    auto answer = reply::list(action, "A listing of Contacts follows, presented as ContactList events");
    std::size_t count = 0;
    for (const auto& each : server.endpoints.all()) {
        for (const auto& [uri, status] : each.contacts) {
            ++count;
            auto item = packet_text::event("ContactList").action_id(action.action_id());
            item.add("ObjectType", "contact")
                .add("ObjectName", fmt::format("{};@{:032x}", each.name, std::hash<std::string>()(uri)))
                .add("ViaAddr", "127.0.0.1")
                .add("QualifyTimeout", "3.000000");
            if (server.settings.asterisk == era::asterisk_22)
                item.add("Qualify2xxOnly", "false");
            answer.add(item.add("CallId", "registered-by-the-test")
                           .add("RegServer", "")
                           .add("PruneOnBoot", "no")
                           .add("Path", "")
                           .add("Endpoint", each.name)
                           .add("ViaPort", "5060")
                           .add("AuthenticateQualify", "no")
                           .add("Uri", uri)
                           .add("QualifyFrequency", "0")
                           .add("UserAgent", "")
                           .add("ExpirationTime", unix_time(server.agenda) + 3600)
                           .add("OutboundProxy", "")
                           .add("Status", status)
                           .add("RoundtripUsec", "N/A"));
        }
    }
    if (count == 0)
        return reply::error(action, "No Contacts found\n");
    return answer.complete(action, "ContactListComplete", count);
}

AMI_DECL reply pjsip_registrations(core&, session&, const request& action)
{
    return reply::list(action, "Following are Events for each Outbound registration")
        .add(reply::list_end(action, "OutboundRegistrationDetailComplete", 0)
                 .add("Registered", "0")
                 .add("NotRegistered", "0"));
}

// Nobody subscribes here.
AMI_DECL reply pjsip_resource_lists(core&, session&, const request& action)
{
    return reply::error(action, "No resource lists found\n");
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_ACTIONS_PJSIP_IPP
