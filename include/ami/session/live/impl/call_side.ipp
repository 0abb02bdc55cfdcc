// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_IMPL_CALL_SIDE_IPP
#define AMI_SESSION_LIVE_IMPL_CALL_SIDE_IPP

#include <ami/session/live/call_side.hpp>

namespace ami::detail {

AMI_DECL void call_side::on_event(live_meaning meaning, const event_view& event, const moment& at)
{
    const auto before = here();
    apply(meaning, event, at);
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

AMI_DECL void call_side::apply(live_meaning meaning, const event_view& event, const moment& at)
{
    using enum live_meaning;
    switch (meaning) {
    case nothing: return;
    case new_channel: channels_.on_created(event, at); return;
    case new_exten: channels_.on_application(event); return;
    case hangup: {
        const auto id = event["Uniqueid"];
        channels_.on_hung_up(id, event["Cause"]);
        conferences_.on_channel_gone(id, live::change_origin::told, at);
        parking_.on_channel_gone(id, live::change_origin::told, at);
        return;
    }
    case bridge_create: bridges_.on_created(event, at); return;
    case bridge_enter:
        channels_.on_bridge_entered(event);
        bridges_.on_entered(event, at);
        return;
    case bridge_leave:
        channels_.on_bridge_left(event, at);
        bridges_.on_left(event, at);
        return;
    case bridge_merge: // followed by the Leave and the Enter of each channel
        bridges_.on_described(event, "To");
        bridges_.on_described(event, "From");
        return;
    case bridge_destroy:
        channels_.on_bridge_gone(event["BridgeUniqueid"], at);
        bridges_.on_destroyed(event);
        return;
    default: break;
    }
    const auto id = channels_.on_described(event);
    switch (meaning) {
    case bridge_other: bridges_.on_described(event); break;
    case conference_start: conferences_.on_started(event, at); break;
    case conference_end: conferences_.on_ended(event, at); break;
    case conference_join: conferences_.on_joined(event, at); break;
    case conference_leave: conferences_.on_left(event, at); break;
    case conference_mute: conferences_.on_muted(event, true); break;
    case conference_unmute: conferences_.on_muted(event, false); break;
    case conference_talking: conferences_.on_talking(event); break;
    case parked:
        channels_.on_described(event, "Parkee");
        parking_.on_parked(event, at);
        break;
    case unparked:
        channels_.on_described(event, "Parkee");
        parking_.on_left(event, at);
        break;
    case dial: channels_.on_described(event, "Dest"); break;
    case hangup_request: calls_.on_hangup_requested(id, at); break;
    case local_channels:
        channels_.on_described(event, "LocalOne");
        channels_.on_described(event, "LocalTwo");
        break;
    case blind_transfer:
        channels_.on_described(event, "Transferer");
        channels_.on_described(event, "Transferee");
        calls_.on_transferred(event);
        break;
    case attended_transfer: calls_.on_transferred(event); break;
    default: break;
    }
}

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_IMPL_CALL_SIDE_IPP
