// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_IMPL_CALL_SIDE_IPP
#define AMI_SESSION_LIVE_IMPL_CALL_SIDE_IPP

#include <ami/protocol/wire/ascii.hpp>
#include <ami/session/live/call_side.hpp>

#include <algorithm>
#include <iterator>
#include <string_view>

namespace ami::detail {

enum class call_event : unsigned char {
    other,
    user_event,
    new_channel,
    new_exten,
    hangup,
    bridge_create,
    bridge_enter,
    bridge_leave,
    bridge_merge,
    bridge_destroy,
    bridge_other,
    conference_start,
    conference_end,
    conference_join,
    conference_leave,
    conference_mute,
    conference_unmute,
    conference_talking,
    parked,
    unparked,
    dial,
    local_channels,
    hangup_request,
    blind_transfer,
    attended_transfer
};

inline call_event call_event_named(std::string_view name) noexcept
{
    struct row {
        std::string_view name;
        call_event type;
    };
    using type = call_event;
    static constexpr row rows[] = {{"Newexten", type::new_exten}, {"DialBegin", type::dial},
        {"DialState", type::dial}, {"DialEnd", type::dial}, {"Newchannel", type::new_channel},
        {"Hangup", type::hangup}, {"BridgeCreate", type::bridge_create}, {"BridgeEnter", type::bridge_enter},
        {"BridgeLeave", type::bridge_leave}, {"BridgeDestroy", type::bridge_destroy},
        {"BridgeMerge", type::bridge_merge}, {"BridgeVideoSourceUpdate", type::bridge_other},
        {"ConfbridgeStart", type::conference_start}, {"ConfbridgeEnd", type::conference_end},
        {"ConfbridgeJoin", type::conference_join}, {"ConfbridgeLeave", type::conference_leave},
        {"ConfbridgeMute", type::conference_mute}, {"ConfbridgeUnmute", type::conference_unmute},
        {"ConfbridgeTalking", type::conference_talking}, {"ParkedCall", type::parked},
        {"ParkedCallSwap", type::parked}, {"UnParkedCall", type::unparked},
        {"ParkedCallTimeOut", type::unparked}, {"ParkedCallGiveUp", type::unparked},
        {"HangupRequest", type::hangup_request}, {"SoftHangupRequest", type::hangup_request},
        {"LocalBridge", type::local_channels}, {"BlindTransfer", type::blind_transfer},
        {"AttendedTransfer", type::attended_transfer}, {"UserEvent", type::user_event}};
    const auto* const found = std::find_if(
        std::begin(rows), std::end(rows), [&](const row& each) { return iequals(each.name, name); });
    return found == std::end(rows) ? type::other : found->type;
}

AMI_DECL void call_side::on_event(const event_view& event, const moment& at)
{
    const auto before = here();
    apply(event, at);
    follow(before, at);
    calls_.tell();
}

AMI_DECL void call_side::follow(const mark& since, const moment& at)
{
    const auto& channels = channels_.changes();
    for (auto i = since.channel; i != channels.size(); ++i)
        calls_.on_channel(channels[i], at);
    const auto& bridges = bridges_.changes();
    for (auto i = since.bridge; i != bridges.size(); ++i)
        calls_.on_bridge(bridges[i], at);
}

AMI_DECL void call_side::apply(const event_view& event, const moment& at)
{
    const auto type = call_event_named(event.name());
    switch (type) {
    case call_event::user_event: return; // whoever sends it writes what he likes
    case call_event::new_channel: channels_.on_created(event, at); return;
    case call_event::new_exten: channels_.on_application(event); return;
    case call_event::hangup:
        channels_.on_hung_up(event);
        conferences_.on_channel_gone(event["Uniqueid"], live::change_origin::told, at);
        parking_.on_channel_gone(event["Uniqueid"], live::change_origin::told, at);
        return;
    case call_event::bridge_create: bridges_.on_created(event, at); return;
    case call_event::bridge_enter:
        channels_.on_bridge_entered(event);
        bridges_.on_entered(event, at);
        return;
    case call_event::bridge_leave:
        channels_.on_bridge_left(event, at);
        bridges_.on_left(event, at);
        return;
    case call_event::bridge_merge: // followed by the Leave and the Enter of each channel
        bridges_.on_described(event, "To");
        bridges_.on_described(event, "From");
        return;
    case call_event::bridge_destroy:
        channels_.on_bridge_gone(event["BridgeUniqueid"], at);
        bridges_.on_destroyed(event);
        return;
    default: break;
    }
    channels_.on_described(event);
    switch (type) {
    case call_event::bridge_other: bridges_.on_described(event); break;
    case call_event::conference_start: conferences_.on_started(event, at); break;
    case call_event::conference_end: conferences_.on_ended(event, at); break;
    case call_event::conference_join: conferences_.on_joined(event, at); break;
    case call_event::conference_leave: conferences_.on_left(event, at); break;
    case call_event::conference_mute: conferences_.on_muted(event, true); break;
    case call_event::conference_unmute: conferences_.on_muted(event, false); break;
    case call_event::conference_talking: conferences_.on_talking(event); break;
    case call_event::parked:
        channels_.on_described(event, "Parkee");
        parking_.on_parked(event, at);
        break;
    case call_event::unparked:
        channels_.on_described(event, "Parkee");
        parking_.on_left(event, at);
        break;
    case call_event::dial: channels_.on_described(event, "Dest"); break;
    case call_event::hangup_request: calls_.on_hangup_requested(event["Uniqueid"], at); break;
    case call_event::local_channels:
        channels_.on_described(event, "LocalOne");
        channels_.on_described(event, "LocalTwo");
        break;
    case call_event::blind_transfer:
        channels_.on_described(event, "Transferer");
        channels_.on_described(event, "Transferee");
        calls_.on_transferred(event);
        break;
    case call_event::attended_transfer: calls_.on_transferred(event); break;
    default: break;
    }
}

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_IMPL_CALL_SIDE_IPP
