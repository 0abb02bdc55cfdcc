// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_SESSION_LIVE_IMPL_CALL_COURSE_IPP
#define AMI_SESSION_LIVE_IMPL_CALL_COURSE_IPP

#include <ami/protocol/values/channel_state.hpp>
#include <ami/session/live/call_course.hpp>

#include <algorithm>
#include <iterator>
#include <utility>

namespace ami::detail {

AMI_DECL void call_course::join(const live::change<live::channel>& change, const moment& at)
{
    const auto& channel = change.now();
    const bool is_new = first_channel_.empty();
    call_party_facts party;
    if (channel.state() == channel_state::ring)
        party.role = live::call_role::caller;
    if (is_first(change)) {
        for (auto& each : parties_) {
            if (each.channel.id() == first_channel_ && each.channel.state() != channel_state::ring)
                each.role = live::call_role::called;
        }
        party.role = live::call_role::caller;
        first_channel_ = channel.id();
        is_first_certain_ = change.origin() == live::change_origin::told || channel.id() == facts_.id;
        facts_.dialled.clear();
    }
    facts_.began = is_new ? channel.since() : std::min(facts_.began, channel.since());
    note_dialled(channel);
    note_state(party, change, at);
    party.channel = channel;
    parties_.push_back(std::move(party));
    forget_end();
}

// A list has channels in any order. The linked id is most often the id of the first one.
AMI_DECL bool call_course::is_first(const live::change<live::channel>& change) const
{
    if (first_channel_.empty())
        return true;
    const auto& channel = change.now();
    return change.origin() == live::change_origin::found && !is_first_certain_ &&
           (channel.id() == facts_.id || channel.since() < facts_.began);
}

AMI_DECL void call_course::update(const live::change<live::channel>& change, const moment& at)
{
    const auto& channel = change.now();
    const auto party = std::find_if(parties_.begin(), parties_.end(),
        [&](const auto& each) { return each.channel.id() == channel.id(); });
    if (party == parties_.end())
        return;
    note_dialled(channel);
    note_state(*party, change, at);
    const std::string_view bridge = channel.bridge_id();
    const bool has_left = bridge.empty() && !party->channel.bridge_id().empty();
    if (!bridge.empty() && bridge != party->channel.bridge_id())
        forget_end();
    party->channel = channel;
    if (has_left && change.origin() == live::change_origin::told)
        note_left(channel, at);
}

// Who hangs up leaves the bridge first, whatever comes first of the requests and the Hangups.
AMI_DECL void call_course::note_left(const live::channel& channel, const moment& at)
{
    forget_settled(at.now);
    if (left_.who)
        return;
    left_.who = channel;
    left_.left_others = at.now;
}

// Before it calls or runs an application, its extension is not one that it has dialled. AppDial and AppDial2 stand for the
// application as long as a channel is called itself.
AMI_DECL void call_course::note_dialled(const live::channel& channel)
{
    const std::string_view application = channel.application();
    if (facts_.dialled.empty() && channel.id() == first_channel_ &&
        (channel.state() == channel_state::ring || !application.empty()) &&
        !application.starts_with("AppDial"))
        facts_.dialled = channel.exten();
}

// What a list shows began at some time before.
AMI_DECL void call_course::note_state(
    call_party_facts& of, const live::change<live::channel>& change, const moment& at)
{
    const auto now = change.now().state();
    if (!change.has_appeared() && now == change.before().state())
        return;
    const bool is_told = change.origin() == live::change_origin::told;
    const auto seen = is_told ? std::optional(at.wall) : std::nullopt;
    if (now == channel_state::ringing) {
        // A phone rings as soon as its channel is there.
        of.ringing_since = is_told || !change.has_appeared() ? seen : change.now().since();
        forget_end();
    } else if (now == channel_state::up) {
        of.answered_since = seen;
        forget_end();
    }
}

AMI_DECL void call_course::leave(const live::change<live::channel>& change, const moment& at)
{
    const auto party = std::find_if(parties_.begin(), parties_.end(),
        [&](const auto& each) { return each.channel.id() == change.before().id(); });
    if (party == parties_.end())
        return;
    keep_former(*party);
    parties_.erase(party);
    note_end(change, at);
}

AMI_DECL void call_course::note_end(const live::change<live::channel>& change, const moment& at)
{
    const auto& channel = change.before();
    forget_settled(at.now);
    if (change.origin() == live::change_origin::found)
        is_end_missed_ = true;
    else if (!first_.who)
        first_ = {channel, change.hangup_cause(), {}};
    for (auto* const each : {&left_, &requested_}) {
        if (each->who && each->who.id() == channel.id())
            each->cause = change.hangup_cause();
    }
    const bool others_go_on = goes_on();
    if (others_go_on)
        is_end_missed_ = false;
    for (auto* const each : {&left_, &requested_, &first_}) {
        if (!each->who || each->who.id() != channel.id())
            continue;
        // If one of several phones stops ringing, that is not the end of the call.
        if (others_go_on && channel.state() != channel_state::up)
            *each = {};
        else if (!each->left_others)
            each->left_others = at.now;
    }
}

// A party that was gone so long ago did not end the call.
AMI_DECL void call_course::forget_settled(time_point now)
{
    for (auto* const each : {&left_, &requested_, &first_}) {
        if (each->left_others && now - *each->left_others >= settle_time)
            *each = {};
    }
}

// Whether somebody rings, or two talk.
AMI_DECL bool call_course::goes_on() const noexcept
{
    for (auto each = parties_.begin(); each != parties_.end(); ++each) {
        if (each->channel.state() == channel_state::ringing)
            return true;
        const std::string_view bridge = each->channel.bridge_id();
        if (!bridge.empty() && std::any_of(std::next(each), parties_.end(),
                                   [&](const auto& other) { return other.channel.bridge_id() == bridge; }))
            return true;
    }
    return false;
}

AMI_DECL void call_course::keep_former(const call_party_facts& party)
{
    auto& former = facts_.former;
    former.emplace_back(party);
    if (former.size() <= most_former)
        return;
    const auto least = std::find_if(former.begin(), former.end(), [](const live::call_party& each) {
        return each.role() == live::call_role::called && !each.has_answered();
    });
    former.erase(least == former.end() ? former.begin() : least);
}

AMI_DECL void call_course::merge(call_course& other)
{
    parties_.insert(parties_.end(), std::make_move_iterator(other.parties_.begin()),
        std::make_move_iterator(other.parties_.end()));
    other.parties_.clear();
    const auto former = std::move(facts_.former);
    facts_.former = std::move(other.facts_.former);
    facts_.former.insert(facts_.former.begin(), former.begin(), former.end());
    if (facts_.former.size() > most_former)
        facts_.former.erase(
            facts_.former.begin(), facts_.former.end() - static_cast<std::ptrdiff_t>(most_former));
    if (!facts_.is_answered) {
        facts_.is_answered = other.facts_.is_answered;
        facts_.answered = other.facts_.answered;
    }
    if (facts_.dialled.empty())
        facts_.dialled = other.facts_.dialled;
    if (facts_.queue.empty()) {
        facts_.queue = other.facts_.queue;
        queued_channel_ = other.queued_channel_;
    }
    if (!facts_.agent)
        facts_.agent = other.facts_.agent;
    forget_end();
}

AMI_DECL void call_course::on_hangup_requested(std::string_view channel_id, const moment& at)
{
    forget_settled(at.now);
    if (requested_.who)
        return;
    for (const auto& each : parties_) {
        if (each.channel.id() == channel_id)
            requested_.who = each.channel;
    }
}

AMI_DECL void call_course::on_queued(std::string_view queue, std::string_view channel_id)
{
    facts_.queue = queue;
    facts_.agent = {};
    queued_channel_ = channel_id;
}

AMI_DECL void call_course::on_connected(live::change_origin origin, const moment& at)
{
    if (std::exchange(facts_.is_answered, true))
        return;
    if (origin == live::change_origin::told)
        facts_.answered = at.wall;
}

AMI_DECL call_facts call_course::facts() const
{
    auto all = facts_;
    const auto caller = std::find_if(parties_.begin(), parties_.end(),
        [](const auto& each) { return each.role == live::call_role::caller; });
    all.parties.reserve(parties_.size());
    for (auto each : parties_) {
        if (each.channel.state() == channel_state::ringing && caller != parties_.end() &&
            caller->channel.id() != each.channel.id())
            each.calls_it = caller->channel;
        all.parties.emplace_back(std::move(each));
    }
    return all;
}

AMI_DECL call_facts call_course::ended(const moment& at) const
{
    auto all = facts();
    all.ended = at.wall;
    for (const auto* const each : {&left_, &requested_, &first_}) {
        if (!each->who || (is_end_missed_ && (each == &first_ || !each->cause)))
            continue;
        all.hung_up_by = each->who;
        all.cause = each->cause;
        break;
    }
    return all;
}

AMI_DECL call_facts call_course::merged(std::string_view into, const moment& at) const
{
    auto all = facts();
    all.ended = at.wall;
    all.merged_into = into;
    return all;
}

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_IMPL_CALL_COURSE_IPP
