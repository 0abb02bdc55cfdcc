// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_SESSION_CHANNELS_IMPL_CALL_TRACKER_REVIEW_IPP
#define AMI_SESSION_CHANNELS_IMPL_CALL_TRACKER_REVIEW_IPP

#include <ami/protocol/values/channel_state.hpp>
#include <ami/session/channels/call_tracker.hpp>

#include <algorithm>
#include <utility>

// What the list of channels says where events are missing: behind a lost connection, and in long silence.

namespace ami::detail {

AMI_DECL void call_tracker::ask(const call_pointer& call, time_point when)
{
    if (!call->ask_at || when < *call->ask_at)
        call->ask_at = when;
    schedule(call);
}

AMI_DECL void call_tracker::connection_lost(const failure& cause, time_point now)
{
    events_missed(now);
    std::vector<call_pointer> awaiting;
    for (const auto& [id, call] : by_action_id_) {
        ++steps_;
        if (call->report_by)
            awaiting.push_back(call);
    }
    for (const auto& call : awaiting) {
        lose_report(call, {cause.ec, "action Originate: Asterisk accepted it, then " + cause.text}, now);
        schedule(call);
    }
}

AMI_DECL void call_tracker::events_missed(time_point now)
{
    // A report of failure is enough where no more evidence will come.
    std::vector<call_pointer> reported;
    for (const auto& [id, call] : calls_) {
        if (call->reason && !call->outcome)
            reported.push_back(call);
    }
    for (const auto& call : reported)
        decide(call, now, true);
    call_events_seen_ = false;
    in_doubt_ = !calls_.empty();
    review_at_.reset();
    reread_at_.reset();
    look_at_.reset();
    review_wanted_ = false;
    reread_wanted_ = false;
    for (const auto& [id, call] : calls_) {
        ++steps_;
        call->in_doubt = true;
        call->to_review = false;
        call->settle_by.reset();
        call->ask_at.reset();
        call->asking = false;
        call->is_gone = false;
        call->asks_for_visibility = false;
    }
    deadlines_.clear();
    for (const auto& [id, call] : by_action_id_)
        schedule(call);
    questions_.clear();
    legs_.clear_bridges();
}

AMI_DECL void call_tracker::read_status(const call_pointer& call, const event_view& status, time_point now)
{
    call->in_doubt = false;
    const auto channel = read_channel_headers(status);
    touch(channel);
    see(call, status, channel, now);
    // No report will come for one that was asked for on another connection.
    if (call->state == call_state::up)
        decide(call, now, true);
}

AMI_DECL void call_tracker::reread(const std::vector<event>& channels, time_point now)
{
    in_doubt_ = false;
    reread_at_.reset();
    boost::unordered_flat_set<std::string_view> listed;
    boost::unordered_flat_map<std::string_view, const event*> others; // the first one for each linked id
    for (const auto& each : channels) {
        listed.insert(each["Uniqueid"]);
        if (!istarts_with(each["Channel"], "Local/"))
            others.emplace(each["Linkedid"], &each);
    }
    legs_.keep_only([&](const std::string& id) { return listed.contains(id); });
    std::vector<call_pointer> doubtful;
    for (const auto& [id, call] : calls_) {
        if (call->in_doubt)
            doubtful.push_back(call);
    }
    for (const auto& each : channels) {
        const auto channel = read_channel_headers(each.view());
        if (auto* const known = touch(channel))
            legs_.set_bridge(*known, each["BridgeID"]);
        if (const auto call = call_of(channel.id))
            read_status(call, each.view(), now);
    }
    for (const auto& call : doubtful) {
        if (!call->in_doubt) {
            review_later(call, deadline_after(now, hangup_time));
            continue;
        }
        // A Local channel may have been optimised away meanwhile.
        if (call->state == call_state::up && istarts_with(call->channel, "Local/")) {
            const auto found = others.find(call->id);
            const auto successor =
                found == others.end() ? channel_headers{} : read_channel_headers(found->second->view());
            // A channel that is a call of its own stays that.
            if (!call_of(successor.id) && touch(successor)) {
                call->in_doubt = false;
                move(call, std::string(successor.id), now);
            }
        }
        // After a gap in the events the connection is there, and so may an originate be that has no channel yet.
        if (call->awaits_report() && !call->outcome && call->state != call_state::up)
            call->in_doubt = false;
        if (call->in_doubt)
            end_gone(call, now);
    }
    // A review may have failed before this list came.
    const auto waits = [](const auto& entry) { return entry.second->to_review; };
    if (!review_at_ && std::any_of(calls_.begin(), calls_.end(), waits))
        review_at_ = deadline_after(now, hangup_time);
    if (!calls_.empty())
        look_at_ = deadline_after(now, quiet_time);
}

AMI_DECL std::vector<call_tracker::call_pointer> call_tracker::adopt(
    const std::vector<event>& channels, time_point now)
{
    std::vector<call_pointer> found;
    const auto take = [&](const event& each) {
        const auto channel = read_channel_headers(each.view());
        auto call = call_of(channel.id);
        if (!call) {
            if (calls_.size() >= max_calls_) {
                ++not_followed_;
                return;
            }
            call = make_();
            if (follow(call, std::string(channel.id), now))
                return;
            const auto seconds = parse_number<int>(each["Seconds"]).value_or(0);
            call->began = now - std::chrono::seconds(seconds);
            if (parse_number<channel_state>(each["ChannelState"]) == channel_state::up) {
                set_state(call, call_state::up, now);
                call->answered_at = call->began; // Asterisk does not say when
            }
        }
        read_status(call, each.view(), now);
        if (!call->dialled)
            review_later(call, deadline_after(now, hangup_time));
        found.push_back(std::move(call));
    };
    // The first channel of each call; where it has gone, the one that is listed first.
    boost::unordered_flat_set<std::string_view> taken; // linked ids
    for (const auto& each : channels) {
        if (each["Uniqueid"] == each["Linkedid"] || call_of(each["Uniqueid"])) {
            taken.insert(each["Linkedid"]);
            take(each);
        }
    }
    for (const auto& each : channels) {
        if (taken.insert(each["Linkedid"]).second)
            take(each);
    }
    for (const auto& each : channels) {
        if (auto* const known = touch(read_channel_headers(each.view())))
            legs_.set_bridge(*known, each["BridgeID"]);
    }
    return found;
}

// Asterisk 16 lists a channel for a moment after its Hangup, which this session has seen before or never will.
AMI_DECL void call_tracker::review_later(const call_pointer& call, time_point when)
{
    if (!call->is_tracked)
        return;
    call->to_review = true;
    call->was_missing = false;
    if (!review_at_ || when < *review_at_)
        review_at_ = when;
}

AMI_DECL void call_tracker::look_for_quiet(time_point now)
{
    look_at_.reset();
    if (calls_.empty())
        return;
    look_at_ = deadline_after(now, quiet_time);
    for (const auto& [id, call] : calls_) {
        // A call that is being made needs no check: its report or its timeout comes.
        const bool is_made = call->awaits_report() && !call->outcome;
        if (now - call->news >= quiet_time && !is_made && !call->to_review && !call->in_doubt)
            review_later(call, now);
    }
}

AMI_DECL void call_tracker::review(const std::vector<event>& channels, time_point now)
{
    boost::unordered_flat_set<std::string_view> listed;
    for (const auto& each : channels)
        listed.insert(each["Uniqueid"]);
    std::vector<call_pointer> gone;
    for (const auto& [id, call] : calls_) {
        if (!std::exchange(call->to_review, false))
            continue;
        if (listed.contains(id)) {
            call->news = now;
            continue;
        }
        // Status is quicker than events: the Hangup may be on its way, and knows more.
        if (std::exchange(call->was_missing, true)) {
            gone.push_back(call);
        } else {
            call->to_review = true;
            review_at_ = deadline_after(now, settle_time);
        }
    }
    for (const auto& call : gone)
        end_gone(call, now);
}

AMI_DECL void call_tracker::channel_lives(const call_pointer& call, const event_view& status, time_point now)
{
    call->asking = false;
    const bool visibility = std::exchange(call->asks_for_visibility, false);
    if (!call->is_tracked)
        return;
    if (visibility && !call_events_seen_ && !call->outcome)
        return lose(call,
            {errc::outcome_not_visible,
                "the channel is there, and no event of class call came: the user needs read=call in manager.conf"});
    read_status(call, status, now);
}

AMI_DECL void call_tracker::channel_is_gone(const call_pointer& call, time_point now)
{
    call->asking = false;
    call->asks_for_visibility = false;
    if (!call->is_tracked)
        return;
    if (call->hung_up && !call->outcome && call->settle_by)
        return; // its report has this long to come
    if (!call->seen || call->hung_up || call->in_doubt)
        return end_gone(call, now);
    // Status is quicker than events: the Hangup may be on its way, and knows more.
    call->is_gone = true;
    call->settle_by = deadline_after(now, settle_time);
    schedule(call);
}

AMI_DECL void call_tracker::end_gone(const call_pointer& call, time_point now)
{
    if (!call->outcome && call->state == call_state::up)
        decide(call, now, true);
    if (!call->outcome && call->dialled && (call->doubt || call->in_doubt)) {
        call->lost = call->doubt
                         ? call->doubt
                         : failure(errc::outcome_unknown,
                               "the connection was lost before it was known, and the channel is gone");
    } else if (!call->outcome && call->dialled) {
        if (call->awaits_report() && !call->hung_up)
            return;
        decide(call, now, true);
    }
    end(call, now);
}

// Whatever it was asked for is of the same use later.
AMI_DECL void call_tracker::channel_unknown(const call_pointer& call, time_point now)
{
    call->asking = false;
    call->asks_for_visibility = false;
    if (call->is_tracked && !call->in_doubt)
        ask(call, deadline_after(now, hangup_time));
}

AMI_DECL void call_tracker::review_failed(time_point now)
{
    if (!in_doubt_ && !calls_.empty())
        review_at_ = deadline_after(now, hangup_time);
}

AMI_DECL void call_tracker::reread_failed(time_point now)
{
    if (in_doubt_)
        reread_at_ = deadline_after(now, hangup_time);
}

} // namespace ami::detail

#endif // AMI_SESSION_CHANNELS_IMPL_CALL_TRACKER_REVIEW_IPP
