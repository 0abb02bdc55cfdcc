// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_IMPL_CALL_COURSE_IPP
#define AMI_SESSION_LIVE_IMPL_CALL_COURSE_IPP

#include <ami/protocol/values/channel_state.hpp>
#include <ami/session/live/call_course.hpp>

#include <algorithm>
#include <utility>

namespace ami::detail {

AMI_DECL std::uint32_t call_course::join(const live::change<live::channel>& change, const moment& at)
{
    const auto& channel = change.now();
    const bool is_new = first_ == 0;
    kept_party party;
    party.number = ++last_number_;
    if (channel.state() == channel_state::ring)
        party.role = live::call_role::caller;
    if (is_first(change)) {
        if (const auto* const other = parties_.find(first_);
            other != nullptr && other->channel.state() != channel_state::ring)
            parties_.edit(first_)->role = live::call_role::called;
        party.role = live::call_role::caller;
        first_ = party.number;
        is_first_certain_ = change.origin() == live::change_origin::told || channel_text::id(channel) == id();
        dialled_ = {};
    }
    began_ = is_new ? channel.since() : std::min(began_, channel.since());
    note_dialled(channel, party.number);
    note_state(party, change, at);
    party.channel = channel;
    bridges_.enter(channel_text::bridge_id(channel));
    const auto number = party.number;
    parties_.add(std::move(party));
    forget_end();
    return number;
}

// A list has channels in any order. The linked id is most often the id of the first one.
AMI_DECL bool call_course::is_first(const live::change<live::channel>& change) const
{
    if (first_ == 0)
        return true;
    const auto& channel = change.now();
    return change.origin() == live::change_origin::found && !is_first_certain_ &&
           (channel_text::id(channel) == id() || channel.since() < began_);
}

AMI_DECL void call_course::update(
    std::uint32_t number, const live::change<live::channel>& change, const moment& at)
{
    auto* const party = parties_.edit(number);
    if (party == nullptr)
        return;
    const auto& channel = change.now();
    note_dialled(channel, number);
    note_state(*party, change, at);
    const auto before = std::exchange(party->channel, channel);
    const auto bridge = channel_text::bridge_id(channel);
    const auto old_bridge = channel_text::bridge_id(before);
    if (bridge == old_bridge)
        return;
    bridges_.leave(old_bridge);
    bridges_.enter(bridge);
    if (!bridge.empty())
        forget_end();
    else if (change.origin() == live::change_origin::told)
        end().on_left(channel, at.now);
}

// Before it calls or runs an application, its extension is not one that it has dialled. AppDial and AppDial2 stand for the
// application as long as a channel is called itself.
AMI_DECL void call_course::note_dialled(const live::channel& channel, std::uint32_t party)
{
    if (!dialled_.empty() || party != first_)
        return;
    const auto application = channel_text::application(channel);
    if ((channel.state() == channel_state::ring || !application.empty()) &&
        !application.starts_with("AppDial"))
        dialled_ = shared_text(channel.exten());
}

// What a list shows began at some time before.
AMI_DECL void call_course::note_state(
    kept_party& of, const live::change<live::channel>& change, const moment& at)
{
    const auto now = change.now().state();
    if (!change.has_appeared()) {
        const auto before = change.before().state();
        if (now == before)
            return;
        if (before == channel_state::ringing)
            --ringing_;
    }
    const bool is_told = change.origin() == live::change_origin::told;
    const auto seen = is_told ? at.wall : kept_party::no_time;
    if (now == channel_state::ringing) {
        // A phone rings as soon as its channel is there.
        of.ringing_since = is_told || !change.has_appeared() ? seen : change.now().since();
        ++ringing_;
        note_began_to_ring(of.number);
        forget_end();
    } else if (now == channel_state::up) {
        of.answered_since = seen;
        forget_end();
    }
}

AMI_DECL void call_course::leave(
    std::uint32_t number, const live::change<live::channel>& change, const moment& at)
{
    const auto* const party = parties_.find(number);
    if (party == nullptr)
        return;
    keep_former(*party);
    bridges_.leave(channel_text::bridge_id(party->channel));
    if (party->channel.state() == channel_state::ringing)
        --ringing_;
    parties_.erase(number);
    end().on_gone(change, ringing_ != 0 || bridges_.has_pair(), at.now);
}

AMI_DECL void call_course::keep_former(const kept_party& party)
{
    auto& former = rest().former;
    auto kept = party;
    kept.number = ++last_number_;
    former.add(std::move(kept));
    if (former.size() <= most_former)
        return;
    std::uint32_t least = 0;
    std::uint32_t oldest = 0;
    former.any_of([&](const kept_party& each) {
        if (oldest == 0)
            oldest = each.number;
        if (each.role == live::call_role::called && each.channel.state() != channel_state::up)
            least = each.number;
        return least != 0;
    });
    former.erase(least != 0 ? least : oldest);
}

AMI_DECL void call_course::merge_rest(call_course& other)
{
    ringing_ += std::exchange(other.ringing_, 0);
    bridges_.add(std::exchange(other.bridges_, {}));
    if (!is_answered_) {
        is_answered_ = other.is_answered_;
        answered_ = other.answered_;
    }
    if (dialled_.empty())
        dialled_ = other.dialled_;
    if (other.rest_) {
        other.rest_->former.for_each([&](const kept_party& each) { keep_former(each); });
        if (rest().queue.empty()) {
            rest_->queue = other.rest_->queue;
            rest_->queued_channel = other.rest_->queued_channel;
        }
        if (!rest_->agent)
            rest_->agent = other.rest_->agent;
    }
    forget_end();
}

AMI_DECL void call_course::on_hangup_requested(std::uint32_t number, const moment& at)
{
    if (const auto* const party = parties_.find(number))
        end().on_requested(party->channel, at.now);
}

AMI_DECL void call_course::on_queued(std::string_view queue, std::string_view channel_id)
{
    rest().queue = shared_text(queue);
    rest().agent = {};
    rest().before_agent = 0;
    rest().queued_channel = channel_id;
}

AMI_DECL void call_course::on_connected(live::change_origin origin, const moment& at)
{
    if (std::exchange(is_answered_, true))
        return;
    if (origin == live::change_origin::told)
        answered_ = at.wall;
}

AMI_DECL std::vector<live::call_party> call_course::take_began_to_ring()
{
    std::vector<live::call_party> all;
    const auto numbers = std::exchange(began_to_ring_, {});
    if (!numbers)
        return all;
    const auto caller = caller_of(parties_);
    for (const auto number : *numbers) {
        const auto* const party = parties_.find(number);
        if (party != nullptr && party->channel.state() == channel_state::ringing)
            all.push_back(made_party(*party, caller));
    }
    return all;
}

AMI_DECL call_facts call_course::facts() const
{
    call_facts all;
    all.id = id_;
    all.parties = parties_;
    all.is_ringing = ringing_ != 0;
    all.began = began_;
    all.answered = kept_party::known(answered_);
    all.is_answered = is_answered_;
    all.dialled = dialled_;
    if (rest_) {
        all.former = rest_->former;
        all.queue = rest_->queue;
        all.agent = rest_->agent;
    }
    return all;
}

AMI_DECL call_facts call_course::ended(const moment& at) const
{
    auto all = facts();
    all.ended = at.wall;
    if (const auto* const by = rest_ ? rest_->end.first() : nullptr) {
        all.hung_up_by = by->who;
        all.cause = by->cause;
    }
    return all;
}

AMI_DECL call_facts call_course::merged(std::string_view into, const moment& at) const
{
    auto all = facts();
    all.ended = at.wall;
    all.merged_into = shared_text(into);
    return all;
}

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_IMPL_CALL_COURSE_IPP
