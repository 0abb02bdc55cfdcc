// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_SESSION_CHANNELS_IMPL_CALL_TRACKER_EVENTS_IPP
#define AMI_SESSION_CHANNELS_IMPL_CALL_TRACKER_EVENTS_IPP

#include <ami/protocol/values/channel_state.hpp>
#include <ami/protocol/wire/escaped_text.hpp>
#include <ami/session/channels/call_tracker.hpp>

#include <algorithm>
#include <utility>

// What the events of channels and dials say of calls.

namespace ami::detail {

AMI_DECL void call_tracker::on_change(const channel_change& change, time_point now)
{
    using kind = channel_change::kind;
    call_events_seen_ = true;
    if (calls_.empty() && !follow_incoming_)
        return;
    switch (change.type) {
    case kind::described: return on_described(change, now);
    case kind::dial_begun:
    case kind::dial_progressed:
    case kind::dial_ended: return on_dial(change, now);
    case kind::gone: return on_gone(change, now);
    case kind::hangup_requested:
    case kind::soft_hangup_requested: return on_hangup_requested(change, now);
    case kind::renamed: return on_renamed(change.channel);
    case kind::paired: return on_paired(change);
    case kind::optimizing: return on_optimizing(change, now);
    case kind::bridge_entered: return on_bridge_entered(change, now);
    case kind::bridge_left: return on_bridge_left(change);
    case kind::originate_reported: return;
    }
}

// What an event says of the channel that stands for a call.
AMI_DECL void call_tracker::see(
    const call_pointer& call, const event_view& event, const channel_headers& channel, time_point now)
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
    if (const auto number = event["CallerIDNum"]; !number.empty() && number != "<unknown>")
        call->caller_number = number;
    if (const auto name = event["CallerIDName"]; !name.empty() && name != "<unknown>")
        call->caller_name = unescape(name);
    if (call->exten.empty()) {
        call->context = event["Context"];
        call->exten = event["Exten"];
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

AMI_DECL void call_tracker::on_described(const channel_change& change, time_point now)
{
    const auto& channel = change.channel;
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
        see(call, change.event, channel, now);
}

AMI_DECL void call_tracker::on_dial(const channel_change& change, time_point now)
{
    const auto& dialled = change.channel;
    auto* const known = touch(dialled);
    if (!known)
        return;
    if (const auto by = change.event["Uniqueid"]; !by.empty()) {
        known->dialled_by = by;
        if (const auto caller = call_of(by); caller && change.type == channel_change::kind::dial_begun)
            goes_on(*caller);
    }
    const auto call = call_of(dialled.id);
    if (!call)
        return;
    if (!call->seen) {
        call->seen = true;
        changed(call);
    }
    const auto status = change.event["DialStatus"];
    if (change.type == channel_change::kind::dial_begun) {
        set_state(call, call_state::dialing, now);
    } else if (change.type == channel_change::kind::dial_progressed) {
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

AMI_DECL void call_tracker::on_renamed(const channel_headers& channel)
{
    if (!touch(channel))
        return;
    if (const auto call = call_of(channel.id); call && call->channel != channel.name) {
        call->channel = channel.name;
        changed(call);
    }
}

AMI_DECL void call_tracker::on_gone(const channel_change& change, time_point now)
{
    const auto& channel = change.channel;
    const auto cause = parse_hangup_cause(change.event["Cause"]).value_or(hangup_cause::none);
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
    see(call, change.event, channel, now);
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
