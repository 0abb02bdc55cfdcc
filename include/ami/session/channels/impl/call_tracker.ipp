// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_CHANNELS_IMPL_CALL_TRACKER_IPP
#define AMI_SESSION_CHANNELS_IMPL_CALL_TRACKER_IPP

#include <ami/protocol/wire/ascii.hpp>
#include <ami/session/channels/call_tracker.hpp>

#include <utility>

namespace ami::detail {

AMI_DECL error_code call_tracker::originate(
    const call_pointer& call, const std::string& channel_id, time_point now)
{
    if (const auto error = followed_.follow(call, channel_id, now))
        return error;
    call->originated_here = true;
    followed_.reports().on_sent(*call);
    return {};
}

AMI_DECL void call_tracker::accepted(const call_pointer& call, std::string_view action_id,
    duration report_time, time_point now, duration visible)
{
    const auto early = followed_.reports().take_early(action_id);
    followed_.reports().on_answered(*call);
    if (!call->is_tracked)
        return;
    if (!followed_.has_seen_events() && !call->seen)
        followed_.probe_by(call, deadline_after(now, visible));
    call->action_id = action_id;
    call->report_by = deadline_after(now, report_time);
    followed_.reports().await(call);
    followed_.schedule(call);
    if (early)
        read_report(call, early->view(), now);
}

AMI_DECL void call_tracker::forget(const call_pointer& call)
{
    followed_.drop(call);
    followed_.changes().forget(call);
    followed_.questions().forget(call);
}

AMI_DECL void call_tracker::on_change(const channel_change& change, time_point now)
{
    followed_.set_seen_events(true);
    if (!empty() || followed_.follows_incoming())
        rules_.on_change(change, now);
}

AMI_DECL void call_tracker::on_report(const event_view& report, bool may_be_early, time_point now)
{
    followed_.set_seen_events(true);
    if (const auto call = followed_.reports().find(report["ActionID"]))
        read_report(call, report, now);
    else if (may_be_early)
        followed_.reports().keep_early(report);
}

AMI_DECL void call_tracker::read_report(const call_pointer& call, const event_view& report, time_point now)
{
    followed_.reports().remove(*call);
    call->report_by.reset();
    call->report_failure = {};
    call->report = event(report);
    if (iequals(report["Response"], "Success")) {
        // Asterisk ignores a ChannelId up to 12.1. A report of failure may name the channel of another call.
        if (const auto id = report["Uniqueid"]; !call->seen && !id.empty() && id != call->channel_id)
            progress_.change_id(call, id);
        if (call->channel.empty())
            progress_.set_name(call, report["Channel"]);
        progress_.set_state(call, call_state::up, now);
        progress_.decide(call, now, true);
        if (const auto cause = followed_.reports().hangup_of(call->channel_id, now))
            progress_.on_gone(call, *cause, now);
    } else {
        call->reason = parse_number<int>(report["Reason"]).value_or(0);
        progress_.decide(call, now, false);
    }
    followed_.schedule(call);
    followed_.changes().add(call);
}

AMI_DECL void call_tracker::lose_report(const call_pointer& call, failure error, time_point now)
{
    call->report_by.reset();
    call->is_unreported = true;
    followed_.changes().add(call);
    if (awaits_resync()) {
        call->report_failure = std::move(error); // until the channels are read again
        return;
    }
    followed_.reports().remove(*call);
    if (call->outcome)
        return;
    if (call->hung_up || call->state == call_state::up)
        progress_.decide(call, now, true);
    else
        progress_.lose(call, std::move(error));
}

AMI_DECL void call_tracker::connection_lost(const failure& cause, time_point now)
{
    resync_.on_gap(now);
    for (const auto& call : followed_.reports().awaiting()) {
        calls().count_step();
        if (!call->report_by)
            continue;
        lose_report(call, {cause.ec, "action Originate: Asterisk accepted it, then " + cause.text}, now);
        followed_.schedule(call);
    }
}

AMI_DECL void call_tracker::end_all(const failure& error)
{
    std::vector<call_pointer> all; // what one of them does when it ends may change the table
    all.reserve(calls().size());
    for (const auto& [id, call] : calls().all())
        all.push_back(call);
    for (const auto& call : all) {
        calls().count_step();
        if (call->is_unconfirmed)
            progress_.lose(call, error);
    }
    followed_.questions().on_resynced();
}

AMI_DECL std::optional<time_point> call_tracker::deadline() const
{
    const auto asks = followed_.questions().deadline();
    const auto first = followed_.deadlines().first();
    return asks && (!first || *asks < *first) ? asks : first;
}

AMI_DECL void call_tracker::on_time(time_point now)
{
    auto& questions = followed_.questions();
    if (questions.is_silence_due(now))
        silent_.look_for(now);
    questions.on_time(now, !empty());
    for (const auto& call : followed_.deadlines().take_due(now)) {
        calls().count_step();
        on_call_time(call, now);
    }
}

AMI_DECL void call_tracker::on_call_time(const call_pointer& call, time_point now)
{
    const bool is_settled = call->settle_by && *call->settle_by <= now;
    const bool is_due = call->probe_at && *call->probe_at <= now;
    if (is_due && call->is_probed)
        call->probe_at = deadline_after(now, call_timing::settle_time); // another probe is under way
    else if (is_due)
        call->probe_at.reset();
    // A channel that was seen and has not failed needs no probe: its Hangup will come. A Status answer can overtake events.
    const bool has_failed = call->outcome && *call->outcome != call_outcome::answered;
    const bool probes = is_due && !call->probe_at && (!call->seen || has_failed);
    if (is_settled) {
        call->settle_by.reset();
        if (std::exchange(call->awaits_hangup, false))
            progress_.end_gone(call, now);
        else
            progress_.decide(call, now, true);
    }
    if (call->report_by && *call->report_by <= now)
        lose_report(call,
            {errc::timed_out,
                "action Originate: Asterisk accepted it and did not report its outcome in time; "
                "possible cause: the user has no read=call in manager.conf" +
                    (server_ ? server_->filters_in_force() : std::string())},
            now);
    if (probes && call->is_tracked) {
        call->tests_visibility = call->originated_here && !call->outcome;
        followed_.questions().probe(call);
    }
    followed_.schedule(call);
}

} // namespace ami::detail

#endif // AMI_SESSION_CHANNELS_IMPL_CALL_TRACKER_IPP
