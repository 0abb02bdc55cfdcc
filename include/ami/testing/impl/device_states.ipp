// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_DEVICE_STATES_IPP
#define AMI_TESTING_IMPL_DEVICE_STATES_IPP

#include <ami/protocol/wire/ascii.hpp>
#include <ami/testing/packet_text.hpp>

#include <ami/testing/detail/device_states.hpp>

#include <utility>

namespace ami::testing::detail {

AMI_DECL device_states::device_states(
    const options& settings, std::map<std::string, std::string>& database, emitter emit)
    : database_(database), emit_(std::move(emit))
{
    for (const auto& each : settings.hints)
        lamps_.push_back({each});
}

AMI_DECL void device_states::set(std::string_view device, device_state state)
{
    const auto known = listed_.find(device);
    if (known != listed_.end() && known->second == state)
        return;
    listed_.insert_or_assign(std::string(device), state);
    announce(device, state);
}

AMI_DECL void device_states::tell(std::string_view device, device_state state)
{
    asked_.insert_or_assign(std::string(device), state);
    announce(device, state);
}

AMI_DECL bool device_states::set_custom(std::string_view device, std::string_view state)
{
    constexpr std::string_view kind = "Custom:";
    if (!ami::detail::istarts_with(device, kind))
        return false;
    for (const auto& [value, name] : ami::detail::device_state_names) {
        if (value == device_state::unknown || !ami::detail::iequals(name, state))
            continue;
        database_.insert_or_assign(
            "/CustomDevstate/" + std::string(device.substr(kind.size())), std::string(name));
        set(device, value);
        return true;
    }
    return false;
}

AMI_DECL device_state device_states::state(std::string_view device) const
{
    if (const auto known = listed_.find(device); known != listed_.end())
        return known->second;
    const auto asked = asked_.find(device);
    return asked == asked_.end() ? device_state::unknown : asked->second;
}

AMI_DECL const device_states::lamp* device_states::find_lamp(
    std::string_view exten, std::string_view context) const
{
    for (const auto& each : lamps_) {
        if (each.of.exten == exten && each.of.context == context)
            return &each;
    }
    return nullptr;
}

AMI_DECL void device_states::announce(std::string_view device, device_state state)
{
    emit_(class_call, packet_text::event("DeviceStateChange")
                          .add("Privilege", "call,all")
                          .add("Device", device)
                          .add("State", to_string(state))
                          .str());
    if (on_told)
        on_told(device, state);
    for (auto& each : lamps_) {
        const auto status = status_of(each.of);
        if (std::exchange(each.status, status) == status)
            continue;
        emit_(class_call, packet_text::event("ExtensionStatus")
                              .add("Privilege", "call,all")
                              .add("Exten", each.of.exten)
                              .add("Context", each.of.context)
                              .add("Hint", each.of.device)
                              .add("Status", status)
                              .add("StatusText", extension_status_text(status))
                              .str());
    }
}

// devicestate.c: ast_devstate_aggregate_add, then pbx.c: ast_devstate_to_extenstate.
AMI_DECL int device_states::status_of(const hint& of) const
{
    constexpr int weights[] = {1, 3, 6, 7, 0, 2, 5, 8, 4}; // by the number of the state
    auto strongest = device_state::invalid;
    bool rings = false;
    bool is_used = false;
    std::string_view rest = of.device;
    for (;;) {
        const auto end = rest.find('&');
        const auto now = state(rest.substr(0, end));
        rings = rings || now == device_state::ringing;
        is_used = is_used || now == device_state::in_use || now == device_state::on_hold ||
                  now == device_state::busy;
        if (weights[static_cast<int>(now)] > weights[static_cast<int>(strongest)])
            strongest = now;
        if (end == std::string_view::npos)
            break;
        rest.remove_prefix(end + 1);
    }
    if (rings && is_used)
        strongest = device_state::ringing_in_use;
    switch (strongest) {
    case device_state::in_use: return 1;
    case device_state::busy: return 2;
    case device_state::invalid:
    case device_state::unavailable: return 4;
    case device_state::ringing: return 8;
    case device_state::ringing_in_use: return 9;
    case device_state::on_hold: return 16;
    case device_state::unknown:
    case device_state::not_in_use: break;
    }
    return 0;
}

AMI_DECL std::string_view extension_status_text(int status)
{
    switch (status) {
    case 0: return "Idle";
    case 1: return "InUse";
    case 2: return "Busy";
    case 4: return "Unavailable";
    case 8: return "Ringing";
    case 9: return "InUse&Ringing";
    case 16: return "Hold";
    case 17: return "InUse&Hold";
    default: break;
    }
    return "Unknown";
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_DEVICE_STATES_IPP
