// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_SESSION_CHANNELS_IMPL_CALL_TRACKER_EVENTS_IPP
#define AMI_SESSION_CHANNELS_IMPL_CALL_TRACKER_EVENTS_IPP

#include <ami/protocol/values/channel_state.hpp>
#include <ami/protocol/wire/escaped_text.hpp>
#include <ami/session/channels/call_tracker.hpp>

#include <algorithm>
#include <array>
#include <utility>

// What the events of channels and dials say of calls.

namespace ami::detail {

namespace call_event {

enum : std::uint8_t {
    new_channel,
    new_state,
    dial_begin,
    dial_state,
    dial_end,
    hangup,
    hangup_request,
    soft_hangup_request,
    rename,
    local_bridge,
    optimization_begin,
    bridge_enter,
    bridge_leave,
    originate_response
};

} // namespace call_event

AMI_DECL std::optional<std::uint8_t> call_tracker::kind_of(std::string_view event_name) noexcept
{
    using namespace call_event;
    static constexpr std::pair<std::string_view, std::uint8_t> kinds[] = {{"Newchannel", new_channel},
        {"Newstate", new_state}, {"DialBegin", dial_begin}, {"DialState", dial_state}, {"DialEnd", dial_end},
        {"Hangup", hangup}, {"HangupRequest", hangup_request}, {"SoftHangupRequest", soft_hangup_request},
        {"Rename", rename}, {"LocalBridge", local_bridge}, {"LocalOptimizationBegin", optimization_begin},
        {"BridgeEnter", bridge_enter}, {"BridgeLeave", bridge_leave},
        {"OriginateResponse", originate_response}};
    for (const auto& [name, kind] : kinds) {
        if (iequals(name, event_name))
            return kind;
    }
    return std::nullopt;
}

AMI_DECL bool call_tracker::is_report(std::uint8_t kind) noexcept
{
    return kind == call_event::originate_response;
}

AMI_DECL call_tracker::described call_tracker::channel_in(const event_view& what, std::string_view prefix)
{
    const auto value = [&](std::string_view name) {
        std::array<char, 24> full; // the longest is LocalOneChannelState
        auto* const end = std::copy(prefix.begin(), prefix.end(), full.data());
        const auto size = static_cast<std::size_t>(std::copy(name.begin(), name.end(), end) - full.data());
        return what[std::string_view(full.data(), size)];
    };
    return {value("Uniqueid"), value("Linkedid"), value("Channel"), value("ChannelState")};
}

AMI_DECL void call_tracker::on_event(std::uint8_t kind, const event_view& what, time_point now)
{
    call_events_seen_ = true;
    if (calls_.empty() && !follow_incoming_)
        return;
    switch (kind) {
    case call_event::new_channel:
    case call_event::new_state: return on_channel(what, now);
    case call_event::dial_begin:
    case call_event::dial_state:
    case call_event::dial_end: return on_dial(what, kind, now);
    case call_event::hangup: return on_hangup(what, now);
    case call_event::hangup_request: return on_hangup_request(what, false, now);
    case call_event::soft_hangup_request: return on_hangup_request(what, true, now);
    case call_event::rename: return on_rename(what);
    case call_event::local_bridge: return on_local_bridge(what);
    case call_event::optimization_begin: return on_optimization(what, now);
    case call_event::bridge_enter: return on_bridge(what, true, now);
    case call_event::bridge_leave: return on_bridge(what, false, now);
    default: return;
    }
}

// What an event says of the channel that stands for a call.
AMI_DECL void call_tracker::see(
    const call_pointer& call, const event_view& what, const described& channel, time_point now)
{
    if (!call->seen) {
        call->seen = true;
        changed(call);
    }
    call->news = now;
    if (call->channel != channel.name && !channel.name.empty()) {
        call->channel = channel.name;
        changed(call);
    }
    watch(*call, channel.linked_id);
    if (const auto number = what["CallerIDNum"]; !number.empty() && number != "<unknown>")
        call->caller_number = number;
    if (const auto name = what["CallerIDName"]; !name.empty() && name != "<unknown>")
        call->caller_name = unescape(name);
    if (call->exten.empty()) {
        call->context = what["Context"];
        call->exten = what["Exten"];
    }
    const auto state = parse_number<channel_state>(channel.state);
    if (!state || call->hung_up)
        return;
    switch (*state) {
    case channel_state::up: return set_state(call, call_state::up, now);
    case channel_state::ring:
    case channel_state::ringing: return set_state(call, call_state::ringing, now);
    default: return set_state(call, call_state::dialing, now);
    }
}

// An event of a channel that comes behind its Hangup does not make a new call of it.
AMI_DECL void call_tracker::remember_gone(std::string_view channel_id, time_point now)
{
    while (!gone_in_order_.empty() &&
           (gone_in_order_.front().first <= now || gone_in_order_.size() >= max_channels())) {
        ++steps_;
        gone_.erase(gone_in_order_.front().second);
        gone_in_order_.pop_front();
    }
    if (!follow_incoming_ || gone_.contains(channel_id))
        return;
    const auto until = deadline_after(now, late_time);
    gone_.emplace(channel_id, until);
    gone_in_order_.emplace_back(until, channel_id);
}

AMI_DECL bool call_tracker::has_gone(std::string_view channel_id, time_point now)
{
    const auto found = gone_.find(channel_id);
    return found != gone_.end() && now < found->second;
}

AMI_DECL void call_tracker::on_channel(const event_view& what, time_point now)
{
    const auto channel = channel_in(what, {});
    // A channel that rings us and that nobody dialled: its linked id is its own.
    if (follow_incoming_ && channel.id == channel.linked_id && !channel.id.empty() &&
        parse_number<channel_state>(channel.state) == channel_state::ring && !call_of(channel.id) &&
        !by_first_id_.contains(channel.id) && !has_gone(channel.id, now)) {
        if (calls_.size() >= max_calls_) {
            ++not_followed_;
            return;
        }
        const auto call = make_();
        if (!follow(call, std::string(channel.id), now)) {
            incoming_.push_back(call);
        }
    }
    auto* const known = touch(channel);
    if (!known)
        return;
    if (const auto call = call_of(channel.id))
        see(call, what, channel, now);
}

AMI_DECL void call_tracker::on_dial(const event_view& what, std::uint8_t kind, time_point now)
{
    const auto dialled = channel_in(what, "Dest");
    auto* const known = touch(dialled);
    if (!known)
        return;
    if (const auto by = what["Uniqueid"]; !by.empty()) {
        known->dialled_by = by;
        if (const auto caller = call_of(by); caller && kind == call_event::dial_begin)
            goes_on(*caller);
    }
    const auto call = call_of(dialled.id);
    if (!call)
        return;
    if (!call->seen) {
        call->seen = true;
        changed(call);
    }
    const auto status = what["DialStatus"];
    if (kind == call_event::dial_begin) {
        set_state(call, call_state::dialing, now);
    } else if (kind == call_event::dial_state) {
        if (iequals(status, "RINGING"))
            set_state(call, call_state::ringing, now);
    } else {
        if (call->dial_status.empty())
            call->dial_status = status;
        if (iequals(status, "ANSWER"))
            set_state(call, call_state::up, now);
        else if (call->reason || call->hung_up)
            decide(call, now, false);
    }
}

AMI_DECL void call_tracker::on_rename(const event_view& what)
{
    described channel{what["Uniqueid"], {}, what["Newname"], {}};
    if (!touch(channel))
        return;
    if (const auto call = call_of(channel.id); call && call->channel != channel.name) {
        call->channel = channel.name;
        changed(call);
    }
}

AMI_DECL void call_tracker::on_hangup(const event_view& what, time_point now)
{
    const auto channel = channel_in(what, {});
    const auto cause = parse_hangup_cause(what["Cause"]).value_or(hangup_cause::none);
    remember_gone(channel.id, now);
    const auto call = call_of(channel.id);
    if (!call) {
        // Where a Local channel's dialplan refuses, Asterisk gives the cause to its own half only.
        const auto* const known = legs_.find(channel.id);
        if (!known)
            return;
        const auto half = call_of(known->other_half);
        if (half && half->cause == hangup_cause::none)
            half->cause = cause;
        legs_.erase(channel.id);
        return;
    }
    see(call, what, channel, now);
    if (call->hung_up)
        return;
    call->hung_up = cause;
    call->is_gone = false;
    if (cause != hangup_cause::none)
        call->cause = cause;
    call->cause_known = true;
    conclude_who(*call, now);
    if (call->outcome || !call->dialled)
        end(call, now);
    else
        decide(call, now, false);
}

} // namespace ami::detail

#endif // AMI_SESSION_CHANNELS_IMPL_CALL_TRACKER_EVENTS_IPP
