// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_SESSION_CHANNELS_IMPL_CALL_PROGRESS_IPP
#define AMI_SESSION_CHANNELS_IMPL_CALL_PROGRESS_IPP

#include <ami/protocol/values/channel_state.hpp>
#include <ami/protocol/wire/escaped_text.hpp>
#include <ami/session/channels/call_outcome_rules.hpp>
#include <ami/session/channels/call_progress.hpp>

#include <utility>

namespace ami::detail {

AMI_DECL error_code call_progress::follow(
    const call_pointer& call, const std::string& channel_id, time_point now)
{
    if (calls_.has_known(channel_id))
        return errc::call_exists;
    if (calls_.is_full())
        return errc::too_many_calls;
    call->began = now;
    call->last_heard = now;
    questions_.watch_silence(now);
    calls_.add(call, channel_id);
    return {};
}

AMI_DECL call_progress::call_pointer call_progress::follow_new(std::string_view channel_id, time_point now)
{
    if (calls_.is_full()) {
        changes_.count_not_followed();
        return nullptr;
    }
    auto call = make_();
    return follow(call, std::string(channel_id), now) ? nullptr : call;
}

AMI_DECL void call_progress::drop(const call_pointer& call)
{
    if (!std::exchange(call->is_tracked, false))
        return;
    reports_.on_answered(*call);
    if (call->report.raw().empty())
        reports_.remove(*call);
    call->settle_by.reset();
    call->probe_at.reset();
    call->report_by.reset();
    schedule(call);
    calls_.remove(call);
    if (calls_.empty())
        questions_.ignore_silence();
}

AMI_DECL void call_progress::on_seen(const call_pointer& call)
{
    if (!std::exchange(call->seen, true))
        changes_.add(call);
}

AMI_DECL void call_progress::set_name(const call_pointer& call, std::string_view channel_name)
{
    if (channel_name.empty() || call->channel == channel_name)
        return;
    calls_.set_name(call, channel_name);
    changes_.add(call);
}

AMI_DECL void call_progress::on_event(
    const call_pointer& call, const event_view& event, const channel_headers& headers, time_point now)
{
    on_seen(call);
    call->last_heard = now;
    set_name(call, headers.name);
    calls_.add_linked_id(*call, headers.linked_id);
    if (const auto number = event["CallerIDNum"]; !number.empty() && number != "<unknown>")
        call->caller_number = number;
    if (const auto name = event["CallerIDName"]; !name.empty() && name != "<unknown>")
        call->caller_name = unescape(name);
    if (call->exten.empty()) {
        call->context = event["Context"];
        call->exten = event["Exten"];
    }
    const auto state = parse_number<channel_state>(headers.state);
    if (!state || call->hung_up)
        return;
    switch (*state) {
    case channel_state::up: return set_state(call, call_state::up, now);
    case channel_state::ring:
    case channel_state::ringing: return set_state(call, call_state::ringing, now);
    default: return set_state(call, call_state::dialing, now);
    }
}

AMI_DECL void call_progress::on_gone(const call_pointer& call, hangup_cause cause, time_point now)
{
    if (call->hung_up)
        return;
    call->hung_up = cause;
    call->awaits_hangup = false;
    if (cause != hangup_cause::none)
        call->cause = cause;
    call->cause_known = true;
    call->hangup.on_ended(now);
    if (call->outcome || !call->originated_here)
        end(call, now);
    else
        decide(call, now, false);
}

AMI_DECL void call_progress::set_state(const call_pointer& call, call_state to, time_point now)
{
    if (to <= call->state)
        return;
    call->state = to;
    changes_.add(call);
    if (to != call_state::up)
        return;
    call->answered_at = now;
    if (!call->outcome)
        decide(call, now, false);
}

AMI_DECL void call_progress::replace_channel(
    const call_pointer& call, std::string_view successor, time_point now)
{
    const auto* const found = calls_.channels().find(successor);
    if (!found || calls_.contains(successor) || !call->is_tracked)
        return;
    take_over(call, *found);
    set_state(call, call_state::up, now);
}

AMI_DECL void call_progress::move_channel(const call_pointer& call, const channel_headers& successor)
{
    if (!calls_.contains(successor.id) && !successor.id.empty())
        take_over(call, calls_.remember(successor));
}

AMI_DECL void call_progress::take_over(const call_pointer& call, const call_index::channel& successor)
{
    call->hangup.on_continued();
    if (std::exchange(call->awaits_hangup, false))
        call->settle_by.reset();
    calls_.replace_channel(call, successor);
    // If the Hangup of the replaced channel arrived first, the call was already marked as ended: undo this.
    if (call->hung_up) {
        call->hung_up.reset();
        call->settle_by.reset();
    }
    schedule(call);
    changes_.add(call);
}

AMI_DECL void call_progress::change_id(const call_pointer& call, std::string_view channel_id)
{
    if (const auto other = calls_.find(channel_id))
        lose(other, {errc::call_exists, "the channel is that of a call which this client placed"});
    if (calls_.has_known(channel_id))
        return;
    calls_.change_first_id(call, std::string(channel_id));
    on_seen(call);
}

AMI_DECL void call_progress::settle_by(const call_pointer& call, time_point time)
{
    if (!call->settle_by)
        call->settle_by = time;
    schedule(call);
}

AMI_DECL void call_progress::decide(const call_pointer& call, time_point now, bool at_once)
{
    if (call->outcome)
        return;
    if (const auto outcome = outcome_of(*call, at_once))
        return set_outcome(call, *outcome, now);
    if (call->state == call_state::up && !call->reason)
        return settle_by(call, deadline_after(now, call_timing::settle_time));
    if (outcome_of_reason(call->reason.value_or(0))) {
        if (!std::exchange(call->awaits_cause, true))
            call->settle_by.reset(); // there is less time for the cause
        return settle_by(call, deadline_after(now, call_timing::cause_time));
    }
    settle_by(
        call, deadline_after(now, call->seen ? call_timing::settle_time : call_timing::settle_time_unseen));
}

AMI_DECL void call_progress::set_outcome(const call_pointer& call, call_outcome value, time_point now)
{
    call->outcome = value;
    if (!call->awaits_hangup) {
        call->settle_by.reset();
        schedule(call);
    }
    changes_.add(call);
    if (value == call_outcome::answered) {
        if (call->hung_up)
            end(call, now);
        return;
    }
    // Any other reason than 0 is that of a channel, whose events are late. Without its unique id they are not recognized.
    const auto reported_id = call->report["Uniqueid"];
    const bool has_id = reported_id != "<null>" && reported_id != "<unknown>";
    const bool had_channel = call->seen || (call->reason.value_or(0) != 0 && has_id);
    if (call->hung_up || !had_channel)
        return end(call, now);
    // Its Hangup is about to come, unless it was sent elsewhere before it was answered.
    probe_by(call, deadline_after(now, call_timing::hangup_time));
}

AMI_DECL void call_progress::end(const call_pointer& call, time_point now)
{
    if (call->state == call_state::ended)
        return;
    if (call->cause == hangup_cause::none && call->outcome)
        call->cause = cause_of(*call->outcome);
    if (!call->hung_up)
        call->hangup.on_ended(now);
    call->state = call_state::ended;
    call->ended_at = now;
    remember_gone(call->channel_id, now);
    changes_.add(call);
    drop(call);
}

AMI_DECL void call_progress::end_gone(const call_pointer& call, time_point now)
{
    if (!call->outcome && call->state == call_state::up)
        decide(call, now, true);
    if (!call->outcome && call->originated_here && (call->report_failure || call->is_unconfirmed)) {
        call->lost = call->report_failure
                         ? call->report_failure
                         : failure(errc::outcome_unknown,
                               "the connection was lost before it was known, and the channel is gone");
    } else if (!call->outcome && call->originated_here) {
        if (call->awaits_report() && !call->hung_up)
            return;
        decide(call, now, true);
    }
    end(call, now);
}

AMI_DECL void call_progress::lose(const call_pointer& call, failure error)
{
    if (!call->lost)
        call->lost = call->report_failure && !call->outcome ? call->report_failure : std::move(error);
    changes_.add(call);
    drop(call);
}

AMI_DECL void call_progress::probe_by(const call_pointer& call, time_point time)
{
    if (!call->probe_at || time < *call->probe_at)
        call->probe_at = time;
    schedule(call);
}

AMI_DECL void call_progress::schedule(const call_pointer& call)
{
    auto next = call->settle_by;
    for (const auto& time : {call->probe_at, call->report_by}) {
        if (time && (!next || *time < *next))
            next = time;
    }
    deadlines_.set(call, next);
}

AMI_DECL void call_progress::remember_gone(std::string_view channel_id, time_point now)
{
    calls_.count_step(follows_incoming_ ? hangups_.add(channel_id, now, calls_.max_channels())
                                        : hangups_.remove_old(now, calls_.max_channels()));
}

} // namespace ami::detail

#endif // AMI_SESSION_CHANNELS_IMPL_CALL_PROGRESS_IPP
