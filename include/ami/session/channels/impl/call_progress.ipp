// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_CHANNELS_IMPL_CALL_PROGRESS_IPP
#define AMI_SESSION_CHANNELS_IMPL_CALL_PROGRESS_IPP

#include <ami/protocol/values/channel_state.hpp>
#include <ami/protocol/wire/escaped_text.hpp>
#include <ami/session/channels/call_outcome_rules.hpp>
#include <ami/session/channels/call_progress.hpp>

#include <utility>

namespace ami::detail {

AMI_DECL void call_progress::on_seen(const call_pointer& call)
{
    if (!std::exchange(call->seen, true))
        followed_.changes().add(call);
}

AMI_DECL void call_progress::set_name(const call_pointer& call, std::string_view channel_name)
{
    if (channel_name.empty() || call->channel == channel_name)
        return;
    calls_.set_name(call, channel_name);
    followed_.changes().add(call);
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

AMI_DECL void call_progress::on_status(const call_pointer& call, const event_view& status, time_point now)
{
    call->is_unconfirmed = false;
    const auto headers = read_channel_headers(status);
    calls_.update(headers);
    on_event(call, status, headers, now);
    // No report will come for one that was asked for on another connection.
    if (call->state == call_state::up)
        decide(call, now, true);
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
    followed_.changes().add(call);
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
    followed_.schedule(call);
    followed_.changes().add(call);
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

AMI_DECL void call_progress::decide(const call_pointer& call, time_point now, bool at_once)
{
    if (call->outcome)
        return;
    if (const auto outcome = outcome_of(*call, at_once))
        return set_outcome(call, *outcome, now);
    if (call->state == call_state::up && !call->reason)
        return followed_.settle_by(call, deadline_after(now, call_timing::settle_time));
    if (outcome_of_reason(call->reason.value_or(0))) {
        if (!std::exchange(call->awaits_cause, true))
            call->settle_by.reset(); // there is less time for the cause
        return followed_.settle_by(call, deadline_after(now, call_timing::cause_time));
    }
    followed_.settle_by(
        call, deadline_after(now, call->seen ? call_timing::settle_time : call_timing::settle_time_unseen));
}

AMI_DECL void call_progress::set_outcome(const call_pointer& call, call_outcome value, time_point now)
{
    call->outcome = value;
    if (!call->awaits_hangup) {
        call->settle_by.reset();
        followed_.schedule(call);
    }
    followed_.changes().add(call);
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
    followed_.probe_by(call, deadline_after(now, call_timing::hangup_time));
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
    followed_.remember_gone(call->channel_id, now);
    followed_.changes().add(call);
    followed_.drop(call);
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
    followed_.changes().add(call);
    followed_.drop(call);
}

} // namespace ami::detail

#endif // AMI_SESSION_CHANNELS_IMPL_CALL_PROGRESS_IPP
