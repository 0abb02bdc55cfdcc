// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_SESSION_CHANNELS_IMPL_CALL_RESYNC_IPP
#define AMI_SESSION_CHANNELS_IMPL_CALL_RESYNC_IPP

#include <ami/protocol/values/channel_state.hpp>
#include <ami/protocol/wire/ascii.hpp>
#include <ami/session/channels/call_resync.hpp>

#include <algorithm>
#include <string>
#include <utility>

namespace ami::detail {

AMI_DECL void call_resync::on_gap(time_point now)
{
    // A report of failure is enough if no more evidence will come.
    std::vector<call_pointer> reported;
    for (const auto& [id, call] : calls_.all()) {
        if (call->reason && !call->outcome)
            reported.push_back(call);
    }
    for (const auto& call : reported)
        progress_.decide(call, now, true);
    progress_.set_seen_events(false);
    progress_.questions().on_gap(!calls_.empty());
    progress_.deadlines().clear();
    for (const auto& [id, call] : calls_.all()) {
        calls_.count_step();
        call->is_unconfirmed = true;
        call->check = tracked_call::list_check::none;
        call->settle_by.reset();
        call->probe_at.reset();
        call->is_probed = false;
        call->tests_visibility = false;
        call->awaits_hangup = false;
    }
    for (const auto& call : progress_.reports().awaiting())
        progress_.schedule(call);
    calls_.channels().clear_bridges();
}

AMI_DECL void call_resync::read_status(const call_pointer& call, const event_view& status, time_point now)
{
    call->is_unconfirmed = false;
    const auto headers = read_channel_headers(status);
    calls_.update(headers);
    progress_.on_event(call, status, headers, now);
    // No report will come for one that was asked for on another connection.
    if (call->state == call_state::up)
        progress_.decide(call, now, true);
}

AMI_DECL void call_resync::resync(const std::vector<event>& channels, time_point now)
{
    progress_.questions().on_resynced();
    boost::unordered_flat_set<std::string_view> listed;
    boost::unordered_flat_map<std::string_view, const event*> successors; // the first one for each linked id
    for (const auto& status : channels) {
        listed.insert(status["Uniqueid"]);
        if (!istarts_with(status["Channel"], "Local/"))
            successors.emplace(status["Linkedid"], &status);
    }
    calls_.channels().keep_only([&](const std::string& id) { return listed.contains(id); });
    std::vector<call_pointer> unconfirmed;
    for (const auto& [id, call] : calls_.all()) {
        if (call->is_unconfirmed)
            unconfirmed.push_back(call);
    }
    for (const auto& status : channels) {
        const auto headers = read_channel_headers(status.view());
        if (auto* const known = calls_.update(headers))
            calls_.channels().set_bridge(*known, status["BridgeID"]);
        if (const auto call = calls_.find(headers.id))
            read_status(call, status.view(), now);
    }
    for (const auto& call : unconfirmed) {
        if (!call->is_unconfirmed) {
            check_by(call, deadline_after(now, call_timing::hangup_time));
            continue;
        }
        const auto found = successors.find(call->id);
        resync_unlisted(call, found == successors.end() ? nullptr : found->second, now);
    }
    // A check may have failed before this list came.
    const auto waits = [](const auto& entry) {
        return entry.second->check != tracked_call::list_check::none;
    };
    auto& questions = progress_.questions();
    if (!questions.is_check_due() && std::any_of(calls_.all().begin(), calls_.all().end(), waits))
        questions.check_by(deadline_after(now, call_timing::hangup_time));
    if (!calls_.empty())
        questions.restart_silence(now);
}

AMI_DECL void call_resync::resync_unlisted(const call_pointer& call, const event* successor, time_point now)
{
    // A Local channel may have been optimised away meanwhile.
    if (successor && call->state == call_state::up && istarts_with(call->channel, "Local/")) {
        const auto headers = read_channel_headers(successor->view());
        // A channel that is a call of its own stays that.
        if (!calls_.contains(headers.id) && calls_.update(headers)) {
            call->is_unconfirmed = false;
            progress_.replace_channel(call, headers.id, now);
        }
    }
    // After a gap in the events the connection is there, and so may an originate be that has no channel yet.
    if (call->awaits_report() && !call->outcome && call->state != call_state::up)
        call->is_unconfirmed = false;
    if (call->is_unconfirmed)
        progress_.end_gone(call, now);
}

AMI_DECL call_resync::call_pointer call_resync::adopt_channel(const event_view& status, time_point now)
{
    const auto headers = read_channel_headers(status);
    auto call = calls_.find(headers.id);
    if (!call) {
        call = progress_.follow_new(headers.id, now);
        if (!call)
            return nullptr;
        call->began = now - std::chrono::seconds(parse_number<int>(status["Seconds"]).value_or(0));
        if (parse_number<channel_state>(headers.state) == channel_state::up) {
            progress_.set_state(call, call_state::up, now);
            call->answered_at = call->began; // Asterisk does not say when
        }
    }
    read_status(call, status, now);
    if (!call->originated_here)
        check_by(call, deadline_after(now, call_timing::hangup_time));
    return call;
}

AMI_DECL std::vector<call_resync::call_pointer> call_resync::adopt(
    const std::vector<event>& channels, time_point now)
{
    std::vector<call_pointer> found;
    const auto take = [&](const event& status) {
        if (auto call = adopt_channel(status.view(), now))
            found.push_back(std::move(call));
    };
    // The first channel of each call; if it has gone, the one that is listed first.
    boost::unordered_flat_set<std::string_view> taken; // linked ids
    // Older servers tell no linked ids, but which two channels are connected.
    const auto mark = [&](const event& status) {
        for (const auto name : {"Linkedid", "Uniqueid", "BridgedUniqueid"}) {
            if (const auto id = status[name]; !id.empty())
                taken.insert(id);
        }
    };
    for (const auto& status : channels) {
        if (status["Uniqueid"] == status["Linkedid"] || calls_.contains(status["Uniqueid"])) {
            mark(status);
            take(status);
        }
    }
    for (const auto& status : channels) {
        const auto linked_id = status["Linkedid"];
        const bool is_other = linked_id.empty() && is_second_half(status["Channel"]);
        if (is_other || taken.contains(linked_id.empty() ? status["Uniqueid"] : linked_id))
            continue;
        mark(status);
        take(status);
    }
    read_bridges(channels);
    return found;
}

AMI_DECL void call_resync::read_bridges(const std::vector<event>& channels)
{
    for (const auto& status : channels) {
        if (auto* const known = calls_.update(read_channel_headers(status.view())))
            calls_.channels().set_bridge(*known, status["BridgeID"]);
    }
}

// Asterisk 16 lists a channel for a moment after its Hangup, which this session has seen before or never will.
AMI_DECL void call_resync::check_by(const call_pointer& call, time_point time)
{
    if (!call->is_tracked)
        return;
    call->check = tracked_call::list_check::wanted;
    progress_.questions().check_by(time);
}

AMI_DECL void call_resync::check_silent_calls(time_point now)
{
    progress_.questions().ignore_silence();
    if (calls_.empty())
        return;
    progress_.questions().watch_silence(now);
    for (const auto& [id, call] : calls_.all()) {
        // A call that is still being set up needs no check: OriginateResponse or its timeout decides it.
        const bool is_set_up = call->awaits_report() && !call->outcome;
        const bool is_silent = now - call->last_heard >= call_timing::quiet_time;
        if (is_silent && !is_set_up && call->check == tracked_call::list_check::none && !call->is_unconfirmed)
            check_by(call, now);
    }
}

AMI_DECL void call_resync::check(const std::vector<event>& channels, time_point now)
{
    using list_check = tracked_call::list_check;
    boost::unordered_flat_set<std::string_view> listed;
    for (const auto& status : channels)
        listed.insert(status["Uniqueid"]);
    std::vector<call_pointer> gone;
    bool repeats = false;
    for (const auto& [id, call] : calls_.all()) {
        if (call->check == list_check::none)
            continue;
        const auto before = std::exchange(call->check, list_check::none);
        if (listed.contains(id)) {
            call->last_heard = now;
        } else if (before == list_check::missing_once) {
            gone.push_back(call);
        } else {
            // A Status answer can overtake events: the Hangup may be on its way, and knows more.
            call->check = list_check::missing_once;
            repeats = true;
        }
    }
    if (repeats)
        progress_.questions().check_at(deadline_after(now, call_timing::settle_time));
    for (const auto& call : gone)
        progress_.end_gone(call, now);
}

AMI_DECL void call_resync::on_check_failed(time_point now)
{
    if (!progress_.questions().awaits_resync() && !calls_.empty())
        progress_.questions().check_at(deadline_after(now, call_timing::hangup_time));
}

AMI_DECL void call_resync::on_channel_lives(
    const call_pointer& call, const event_view& status, time_point now)
{
    call->is_probed = false;
    const bool tests_visibility = std::exchange(call->tests_visibility, false);
    if (!call->is_tracked)
        return;
    if (tests_visibility && !progress_.has_seen_events() && !call->outcome)
        return progress_.lose(call,
            {errc::outcome_not_visible,
                "the channel is there, and no event of class call came: the user needs read=call in manager.conf" +
                    (server_ ? server_->filters_in_force() : std::string())});
    read_status(call, status, now);
}

AMI_DECL void call_resync::on_channel_gone(const call_pointer& call, time_point now)
{
    call->is_probed = false;
    call->tests_visibility = false;
    if (!call->is_tracked)
        return;
    if (call->hung_up && !call->outcome && call->settle_by)
        return; // its report has this long to come
    if (!call->seen || call->hung_up || call->is_unconfirmed)
        return progress_.end_gone(call, now);
    // A Status answer can overtake events: the Hangup may be on its way, and knows more.
    call->awaits_hangup = true;
    call->settle_by = deadline_after(now, call_timing::settle_time);
    progress_.schedule(call);
}

// Whatever it was asked for is of the same use later.
AMI_DECL void call_resync::on_probe_failed(const call_pointer& call, time_point now)
{
    call->is_probed = false;
    call->tests_visibility = false;
    if (call->is_tracked && !call->is_unconfirmed)
        progress_.probe_by(call, deadline_after(now, call_timing::hangup_time));
}

} // namespace ami::detail

#endif // AMI_SESSION_CHANNELS_IMPL_CALL_RESYNC_IPP
