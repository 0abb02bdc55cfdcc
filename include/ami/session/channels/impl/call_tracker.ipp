// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_SESSION_CHANNELS_IMPL_CALL_TRACKER_IPP
#define AMI_SESSION_CHANNELS_IMPL_CALL_TRACKER_IPP

#include <ami/session/channels/call_tracker.hpp>

#include <algorithm>
#include <utility>

namespace ami::detail {

AMI_DECL call_tracker::call_pointer call_tracker::call_of(std::string_view channel_id) const
{
    const auto found = calls_.find(channel_id);
    return found == calls_.end() ? nullptr : found->second;
}

// The channel's entry, if it belongs to a call that is followed.
AMI_DECL call_tracker::leg* call_tracker::touch(const channel_headers& channel)
{
    if (channel.id.empty())
        return nullptr;
    if (strays_.size() > max_channels())
        drop_strays();
    auto* known = legs_.find(channel.id);
    if (!known) {
        const bool is_call = calls_.contains(channel.id);
        if (!is_call && (!linked_ids_.contains(channel.linked_id) || legs_.size() >= max_channels()))
            return nullptr;
        known = &legs_.add(channel.id);
    }
    if (!channel.name.empty())
        known->name = channel.name;
    if (!channel.linked_id.empty() && known->linked_id() != channel.linked_id) {
        legs_.set_linked_id(*known, channel.linked_id);
        // Channels that are bridged get the linked id of the older one.
        if (const auto call = call_of(channel.id))
            watch(*call, channel.linked_id);
        else if (!is_wanted(*known))
            strays_.push_back(known->id());
    }
    return known;
}

AMI_DECL void call_tracker::watch(tracked_call& call, std::string_view linked_id)
{
    if (linked_id.empty() || !call.is_tracked ||
        std::find(call.linked_ids.begin(), call.linked_ids.end(), linked_id) != call.linked_ids.end())
        return;
    if (call.linked_ids.size() >= max_linked_ids) {
        const auto oldest = std::exchange(call.linked_ids[1], {}); // the first one is the call's own
        call.linked_ids.erase(call.linked_ids.begin() + 1);
        stop_watching(call, oldest);
    }
    call.linked_ids.emplace_back(linked_id);
    linked_ids_[std::string(linked_id)].insert(&call);
}

AMI_DECL void call_tracker::unwatch(tracked_call& call)
{
    for (const auto& each : std::exchange(call.linked_ids, {}))
        stop_watching(call, each);
    drop_strays();
}

// The channels with this linked id go with the last call that has it.
AMI_DECL void call_tracker::stop_watching(tracked_call& call, const std::string& linked_id)
{
    const auto found = linked_ids_.find(linked_id);
    if (found == linked_ids_.end())
        return;
    found->second.erase(&call);
    if (!found->second.empty())
        return;
    linked_ids_.erase(found);
    for (const auto* const each : legs_.linked_to(linked_id)) {
        ++steps_;
        strays_.push_back(each->id());
    }
}

AMI_DECL bool call_tracker::is_wanted(const leg& channel) const
{
    return linked_ids_.contains(channel.linked_id()) || calls_.contains(channel.id());
}

AMI_DECL void call_tracker::drop_strays()
{
    for (const auto& id : std::exchange(strays_, {})) {
        ++steps_;
        if (const auto* const found = legs_.find(id); found && !is_wanted(*found))
            legs_.erase(id);
    }
}

AMI_DECL void call_tracker::changed(const call_pointer& call)
{
    if (!std::exchange(call->is_changed, true))
        changes_.push_back(call);
}

AMI_DECL error_code call_tracker::dial(
    const call_pointer& call, const std::string& channel_id, time_point now)
{
    if (const auto error = follow(call, channel_id, now))
        return error;
    call->dialled = true;
    call->awaits_answer = true;
    ++unanswered_;
    return {};
}

AMI_DECL error_code call_tracker::follow(
    const call_pointer& call, const std::string& channel_id, time_point now)
{
    if (by_first_id_.contains(channel_id) || calls_.contains(channel_id))
        return errc::call_exists;
    if (calls_.size() >= max_calls_)
        return errc::too_many_calls;
    call->id = channel_id;
    call->channel_id = channel_id;
    call->is_tracked = true;
    call->began = now;
    call->news = now;
    if (!look_at_)
        look_at_ = deadline_after(now, quiet_time);
    calls_.emplace(channel_id, call);
    by_first_id_.emplace(channel_id, call);
    watch(*call, channel_id);
    return {};
}

AMI_DECL void call_tracker::hangup_failed(tracked_call& call)
{
    if (call.hangup_asked == 0 || --call.hangup_asked != 0 || call.by != hung_up_by::this_client)
        return;
    // What was taken for this client's was another manager's, or nothing was heard of anybody's.
    call.by = call.by_was_heard ? hung_up_by::asterisk : hung_up_by::unknown;
}

AMI_DECL void call_tracker::forget(const call_pointer& call)
{
    drop(call);
    if (std::exchange(call->is_changed, false))
        std::erase(changes_, call);
    if (call->asking)
        std::erase(questions_, call);
}

AMI_DECL void call_tracker::drop(const call_pointer& call)
{
    if (!std::exchange(call->is_tracked, false))
        return;
    calls_.erase(call->channel_id);
    by_first_id_.erase(call->id);
    answered(call);
    if (call->report.raw().empty())
        by_action_id_.erase(call->action_id);
    call->settle_by.reset();
    call->ask_at.reset();
    call->report_by.reset();
    schedule(call);
    unwatch(*call);
    legs_.erase(call->channel_id);
    if (calls_.empty())
        look_at_.reset();
}

// To be called where one of the call's deadlines has changed.
AMI_DECL void call_tracker::schedule(const call_pointer& call)
{
    auto next = call->settle_by;
    for (const auto& each : {call->ask_at, call->report_by}) {
        if (each && (!next || *each < *next))
            next = each;
    }
    deadlines_.set(call, next);
}

AMI_DECL void call_tracker::set_state(const call_pointer& call, call_state to, time_point now)
{
    if (to <= call->state)
        return;
    call->state = to;
    changed(call);
    if (to != call_state::up)
        return;
    call->answered_at = now;
    if (!call->outcome)
        decide(call, now, false);
}

AMI_DECL void call_tracker::lose(const call_pointer& call, failure why)
{
    if (!call->lost)
        call->lost = call->doubt && !call->outcome ? call->doubt : std::move(why);
    changed(call);
    drop(call);
}

AMI_DECL void call_tracker::end_all(const failure& why)
{
    const auto all = calls_;
    for (const auto& [id, call] : all) {
        ++steps_;
        if (call->in_doubt)
            lose(call, why);
    }
    in_doubt_ = false;
    reread_at_.reset();
}

AMI_DECL std::optional<time_point> call_tracker::deadline() const
{
    std::optional<time_point> next = review_at_;
    for (const auto& each : {look_at_, reread_at_, deadlines_.first()}) {
        if (each && (!next || *each < *next))
            next = each;
    }
    return next;
}

AMI_DECL void call_tracker::on_time(time_point now)
{
    const auto question = [this](const call_pointer& call) {
        if (!std::exchange(call->asking, true))
            questions_.push_back(call);
    };
    if (reread_at_ && *reread_at_ <= now) {
        reread_at_.reset();
        reread_wanted_ = in_doubt_;
    }
    if (look_at_ && *look_at_ <= now)
        look_for_quiet(now);
    if (review_at_ && *review_at_ <= now) {
        review_at_.reset();
        review_wanted_ = !calls_.empty();
    }
    for (const auto& call : deadlines_.take_due(now)) {
        ++steps_;
        const bool settled = call->settle_by && *call->settle_by <= now;
        const bool due = call->ask_at && *call->ask_at <= now;
        if (due && call->asking)
            call->ask_at = deadline_after(now, settle_time); // another question is under way
        else if (due)
            call->ask_at.reset();
        // Of a channel that was seen and did not fail, its Hangup will tell: Status is quicker than events.
        const bool has_failed = call->outcome && *call->outcome != call_outcome::answered;
        const bool asks = due && !call->ask_at && (!call->seen || has_failed);
        if (settled) {
            call->settle_by.reset();
            if (std::exchange(call->is_gone, false))
                end_gone(call, now);
            else
                decide(call, now, true);
        }
        if (call->report_by && *call->report_by <= now)
            lose_report(call,
                {errc::timed_out,
                    "action Originate: Asterisk accepted it and did not report its outcome in time; "
                    "possible cause: the user has no read=call in manager.conf"},
                now);
        if (asks && call->is_tracked) {
            call->asks_for_visibility = call->dialled && !call->outcome;
            question(call);
        }
        schedule(call);
    }
}

AMI_DECL std::vector<std::string> call_tracker::channels_of(const tracked_call& call) const
{
    std::vector<std::string> names{call.channel};
    for (const auto& linked_id : call.linked_ids) {
        for (const auto* const each : legs_.linked_to(linked_id)) {
            if (each->id() != call.channel_id)
                names.push_back(each->name);
        }
    }
    std::sort(names.begin() + 1, names.end());
    return names;
}

} // namespace ami::detail

#endif // AMI_SESSION_CHANNELS_IMPL_CALL_TRACKER_IPP
