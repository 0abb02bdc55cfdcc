// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_IMPL_ENDPOINT_STORE_IPP
#define AMI_SESSION_LIVE_IMPL_ENDPOINT_STORE_IPP

#include <ami/protocol/values/device_state.hpp>
#include <ami/protocol/values/named_number.hpp>
#include <ami/protocol/wire/ascii.hpp>
#include <ami/session/live/endpoint_store.hpp>

#include <string_view>

namespace ami::detail {

// As lists of endpoints spell them, if that is not the name in another letter case.
inline constexpr named_number<device_state> listed_device_states[] = {
    {device_state::not_in_use, "Not in use"},
    {device_state::in_use, "In use"},
    {device_state::ringing_in_use, "Ring+Inuse"},
    {device_state::on_hold, "On Hold"},
};

inline std::string_view event_spelling(std::string_view state) noexcept
{
    const auto listed = number_in(listed_device_states, state);
    const auto known = listed ? listed : number_in(device_state_names, state);
    return known ? to_string(*known) : state;
}

AMI_DECL void endpoint_store::on_item(const event_view& item, const moment&)
{
    if (!iequals(item.name(), "EndpointList") || item["ObjectName"].empty())
        return;
    text_.clear();
    text_.key(item["ObjectName"]);
    for (const auto* const name : {"ObjectName", "Transport", "Aor", "Auths", "OutboundAuths", "Contacts"})
        text_.line(name, item[name]);
    text_.line("DeviceState", event_spelling(item["DeviceState"]));
    records_.put(text_.key(), text_.lines(), {}, live::change_origin::found);
}

AMI_DECL void endpoint_store::on_event(const event_view& event, const moment&)
{
    if (iequals(event.name(), "DeviceStateChange"))
        on_device(event["Device"], event["State"]);
}

AMI_DECL void endpoint_store::on_device(std::string_view device, std::string_view state)
{
    constexpr std::string_view technology = "PJSIP/";
    if (!device.starts_with(technology))
        return;
    const auto name = device.substr(technology.size());
    const auto at = records_.locate(name);
    if (!at)
        return;
    if ((*at)["DeviceState"] == state)
        return records_.touch(at);
    const auto known = *at;
    update(known, name, {{"DeviceState", state}});
}

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_IMPL_ENDPOINT_STORE_IPP
