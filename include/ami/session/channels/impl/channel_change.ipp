// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_CHANNELS_IMPL_CHANNEL_CHANGE_IPP
#define AMI_SESSION_CHANNELS_IMPL_CHANNEL_CHANGE_IPP

#include <ami/protocol/wire/ascii.hpp>
#include <ami/session/channels/channel_change.hpp>

#include <algorithm>
#include <array>
#include <cstddef>

namespace ami::detail {

AMI_DECL channel_headers read_channel_headers(const event_view& event, std::string_view prefix)
{
    const auto value = [&](std::string_view name) {
        std::array<char, 24> full; // the longest is LocalOneChannelState
        auto* const end = std::copy(prefix.begin(), prefix.end(), full.data());
        const auto size = static_cast<std::size_t>(std::copy(name.begin(), name.end(), end) - full.data());
        return event[std::string_view(full.data(), size)];
    };
    return {value("Uniqueid"), value("Linkedid"), value("Channel"), value("ChannelState")};
}

AMI_DECL std::optional<channel_change> read_channel_change(const event_view& event, channel_scope scope)
{
    struct row {
        std::string_view name;
        channel_change::kind type;
        channel_scope from = channel_scope::linked_ids;
    };
    using kind = channel_change::kind;
    static constexpr row rows[] = {{"Newchannel", kind::described}, {"Newstate", kind::described},
        {"DialBegin", kind::dial_begun}, {"DialState", kind::dial_progressed}, {"DialEnd", kind::dial_ended},
        {"Hangup", kind::gone, channel_scope::unique_ids},
        {"HangupRequest", kind::hangup_requested, channel_scope::unique_ids},
        {"SoftHangupRequest", kind::soft_hangup_requested, channel_scope::unique_ids},
        {"Rename", kind::renamed}, {"LocalBridge", kind::paired},
        {"LocalOptimizationBegin", kind::optimizing}, {"BridgeEnter", kind::bridge_entered},
        {"BridgeLeave", kind::bridge_left}, {"OriginateResponse", kind::originate_reported}};
    if (scope == channel_scope::nothing)
        return std::nullopt;
    const auto name = event.name();
    const auto* const found = std::find_if(std::begin(rows), std::end(rows),
        [&](const row& each) { return each.from <= scope && iequals(each.name, name); });
    if (found == std::end(rows))
        return std::nullopt;
    channel_change change{found->type, event};
    switch (found->type) {
    case kind::dial_begun:
    case kind::dial_progressed:
    case kind::dial_ended: change.channel = read_channel_headers(event, "Dest"); break;
    case kind::renamed: change.channel = {event["Uniqueid"], {}, event["Newname"], {}}; break;
    case kind::paired:
        change.channel = read_channel_headers(event, "LocalOne");
        change.other = read_channel_headers(event, "LocalTwo");
        break;
    case kind::optimizing:
        change.channel.id = event["LocalOneUniqueid"];
        change.other.id = event["LocalTwoUniqueid"];
        break;
    case kind::originate_reported: break;
    default: change.channel = read_channel_headers(event);
    }
    return change;
}

} // namespace ami::detail

#endif // AMI_SESSION_CHANNELS_IMPL_CHANNEL_CHANGE_IPP
