// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_SESSION_CHANNELS_IMPL_CALL_TRACKER_OUTCOME_IPP
#define AMI_SESSION_CHANNELS_IMPL_CALL_TRACKER_OUTCOME_IPP

#include <ami/session/channels/call_tracker.hpp>

#include <algorithm>
#include <optional>
#include <utility>

// Whether somebody answered, who hung up, and when a call is over.

namespace ami::detail {

AMI_DECL void call_tracker::accepted(const call_pointer& call, std::string_view action_id,
    duration report_time, time_point now, duration visible)
{
    std::optional<event> early;
    if (const auto found = early_reports_.find(action_id); found != early_reports_.end()) {
        early = std::move(found->second);
        early_reports_.erase(found);
    }
    answered(call);
    if (!call->is_tracked)
        return;
    if (!call_events_seen_ && !call->seen)
        ask(call, deadline_after(now, visible));
    call->action_id = action_id;
    call->report_by = deadline_after(now, report_time);
    by_action_id_.emplace(call->action_id, call);
    schedule(call);
    if (early)
        report(call, early->view(), now);
}

// What becomes of the originate is known, or nobody waits for it.
AMI_DECL void call_tracker::answered(const call_pointer& call)
{
    if (std::exchange(call->awaits_answer, false) && --unanswered_ == 0)
        early_reports_.clear();
}

AMI_DECL void call_tracker::on_report(const event_view& report_event, bool may_be_early, time_point now)
{
    call_events_seen_ = true;
    const auto action_id = report_event["ActionID"];
    if (const auto found = by_action_id_.find(action_id); found != by_action_id_.end()) {
        const auto call = found->second;
        return report(call, report_event, now);
    }
    if (may_be_early && unanswered_ != 0 && early_reports_.size() < unanswered_ + max_spare_reports)
        early_reports_.emplace(std::string(action_id), event(report_event));
}

AMI_DECL void call_tracker::report(const call_pointer& call, const event_view& report_event, time_point now)
{
    by_action_id_.erase(call->action_id);
    call->report_by.reset();
    call->doubt = {};
    call->report = event(report_event);
    if (iequals(report_event["Response"], "Success")) {
        if (call->channel.empty())
            call->channel = report_event["Channel"];
        set_state(call, call_state::up, now);
        decide(call, now, true);
    } else {
        call->reason = parse_number<int>(report_event["Reason"]).value_or(0);
        decide(call, now, false);
    }
    schedule(call);
    changed(call);
}

AMI_DECL void call_tracker::lose_report(const call_pointer& call, failure error, time_point now)
{
    call->report_by.reset();
    call->is_unreported = true;
    changed(call);
    if (in_doubt_) {
        call->doubt = std::move(error); // until the channels are read again
        return;
    }
    by_action_id_.erase(call->action_id);
    if (call->outcome)
        return;
    if (call->hung_up || call->state == call_state::up)
        decide(call, now, true);
    else
        lose(call, std::move(error));
}

// Whether a channel is on the side of the one that was called: itself, the other half where it is a Local channel, and
// whom that one dialled.
AMI_DECL bool call_tracker::is_of_party(const tracked_call& call, std::string_view channel_id) const
{
    if (channel_id == call.channel_id)
        return true;
    const auto* at = legs_.find(channel_id);
    for (int depth = 0; at && depth != 8; ++depth) {
        if (at->dialled_by == call.channel_id)
            return false;
        if (at->other_half == call.channel_id)
            return true;
        at = legs_.find(at->dialled_by.empty() ? at->other_half : at->dialled_by);
    }
    return false;
}

// The calls of which `is_of_party` may be true.
AMI_DECL std::vector<tracked_call*> call_tracker::calls_near(std::string_view channel_id) const
{
    std::vector<tracked_call*> found;
    const auto add = [&](std::string_view id) {
        ++steps_;
        const auto call = call_of(id);
        if (call && std::find(found.begin(), found.end(), call.get()) == found.end())
            found.push_back(call.get());
    };
    add(channel_id);
    const auto* at = legs_.find(channel_id);
    for (int depth = 0; at && depth != 8; ++depth) {
        add(at->other_half);
        at = legs_.find(at->dialled_by.empty() ? at->other_half : at->dialled_by);
    }
    return found;
}

// Who goes from a bridge of more than two leaves the others behind.
AMI_DECL bool call_tracker::is_in_conference(std::string_view channel_id) const
{
    const auto* const found = legs_.find(channel_id);
    return found && legs_.in_bridge(found->bridge()).size() > 2;
}

// The first one of all channels of a call that is asked to go ends it, if it does end.
AMI_DECL void call_tracker::on_hangup_requested(const channel_change& change, time_point now)
{
    const auto& channel = change.channel;
    const bool soft = change.type == channel_change::kind::soft_hangup_requested;
    if (!touch(channel))
        return;
    const auto linked = linked_ids_.find(channel.linked_id);
    if (linked == linked_ids_.end())
        return;
    const auto judge = [&](tracked_call& call, bool own_side) {
        if (call.hung_up)
            return;
        // A phone says so when it is hung up, and never because somebody else was.
        const bool phone = own_side && !soft && !istarts_with(channel.name, "Local/");
        const bool is_late = !call.by_own_side && now - call.by_since > leaving_time;
        if (call.by != hung_up_by::unknown && !is_late && !(phone && call.by == hung_up_by::other_party))
            return;
        call.by_own_side = own_side;
        call.by_since = now;
        call.by_was_heard = true;
        if (call.hangup_asked && !phone)
            call.by = hung_up_by::this_client;
        else if (soft)
            call.by = hung_up_by::asterisk;
        else
            call.by = own_side ? hung_up_by::party : hung_up_by::other_party;
    };
    if (is_in_conference(channel.id) || linked->second.size() > max_other_parties) {
        // It ends no call but those on its own side.
        for (auto* const call : calls_near(channel.id)) {
            if (linked->second.contains(call) && is_of_party(*call, channel.id))
                judge(*call, true);
        }
        return;
    }
    for (auto* const call : linked->second) {
        ++steps_;
        judge(*call, is_of_party(*call, channel.id));
    }
}

// Others come and go: whoever refused the call or left it long ago did not end it.
AMI_DECL void call_tracker::conclude_who(tracked_call& call, time_point now)
{
    if (!call.by_own_side && now - call.by_since > leaving_time)
        goes_on(call);
    if (call.by == hung_up_by::unknown && call.hangup_asked)
        call.by = hung_up_by::this_client;
}

AMI_DECL void call_tracker::goes_on(tracked_call& call)
{
    call.by = hung_up_by::unknown;
    call.by_own_side = false;
    call.by_was_heard = false;
}

// Takes the evidence together; without all of it only where it has to be.
AMI_DECL void call_tracker::decide(const call_pointer& call, time_point now, bool at_once)
{
    if (call->outcome)
        return;
    // Up by the channel's own word. The report follows at once; where it says that the originate failed, the channel is
    // somebody else's, who took the same id.
    if (call->state == call_state::up && !call->reason) {
        if (at_once || call->hung_up || !call->dialled || call->doubt)
            return set_outcome(call, call_outcome::answered, now);
        if (!call->settle_by)
            call->settle_by = deadline_after(now, settle_time);
        schedule(call);
        return;
    }
    if (const auto told = outcome_of_reason(call->reason.value_or(0))) {
        if (call->hung_up || at_once)
            return set_outcome(call, *told, now);
        // The outcome is known, its cause comes with the Hangup.
        const auto until = deadline_after(now, cause_time);
        if (!call->awaits_cause)
            call->settle_by = until;
        call->awaits_cause = true;
        schedule(call);
        return;
    }
    // Reason 0 says nothing: a SIP phone that is busy is reported so.
    if (call->reason || at_once) {
        if (iequals(call->dial_status, "BUSY"))
            return set_outcome(call, call_outcome::busy, now);
        if (iequals(call->dial_status, "CONGESTION"))
            return set_outcome(call, call_outcome::congested, now);
    }
    if ((call->hung_up && call->reason) || at_once) {
        switch (call->cause) {
        case hangup_cause::user_busy: return set_outcome(call, call_outcome::busy, now);
        case hangup_cause::no_user_response:
        case hangup_cause::no_answer: return set_outcome(call, call_outcome::no_answer, now);
        case hangup_cause::normal_circuit_congestion:
        case hangup_cause::switch_congestion: return set_outcome(call, call_outcome::congested, now);
        default: return set_outcome(call, call_outcome::failed, now);
        }
    }
    const auto wait = call->seen ? settle_time : settle_time_unseen;
    if (!call->settle_by)
        call->settle_by = deadline_after(now, wait);
    schedule(call);
}

AMI_DECL void call_tracker::set_outcome(const call_pointer& call, call_outcome value, time_point now)
{
    call->outcome = value;
    if (!call->is_gone) {
        call->settle_by.reset();
        schedule(call);
    }
    changed(call);
    if (value == call_outcome::answered) {
        if (call->hung_up)
            end(call, now);
        return;
    }
    // Any other reason than 0 is that of a channel, whose events are late.
    const bool had_channel = call->seen || call->reason.value_or(0) != 0;
    if (call->hung_up || !had_channel)
        return end(call, now);
    // Its Hangup is about to come, unless it was sent elsewhere before it was answered.
    ask(call, deadline_after(now, hangup_time));
}

AMI_DECL void call_tracker::end(const call_pointer& call, time_point now)
{
    if (call->state == call_state::ended)
        return;
    if (call->cause == hangup_cause::none && call->outcome && *call->outcome != call_outcome::answered) {
        // The half of a Local channel that was dialled is often hung up without a cause.
        switch (*call->outcome) {
        case call_outcome::busy: call->cause = hangup_cause::user_busy; break;
        case call_outcome::no_answer: call->cause = hangup_cause::no_answer; break;
        case call_outcome::congested: call->cause = hangup_cause::normal_circuit_congestion; break;
        default: break;
        }
    }
    if (!call->hung_up)
        conclude_who(*call, now);
    call->state = call_state::ended;
    call->ended_at = now;
    remember_gone(call->channel_id, now);
    changed(call);
    drop(call);
}

} // namespace ami::detail

#endif // AMI_SESSION_CHANNELS_IMPL_CALL_TRACKER_OUTCOME_IPP
