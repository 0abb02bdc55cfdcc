// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_IMPL_MEMBER_ACTIVITIES_IPP
#define AMI_SESSION_LIVE_IMPL_MEMBER_ACTIVITIES_IPP

#include <ami/protocol/values/device_state.hpp>
#include <ami/session/live/member_activities.hpp>

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace ami::detail {

inline bool is_talking_state(device_state state) noexcept
{
    return state == device_state::in_use || state == device_state::busy || state == device_state::on_hold ||
           state == device_state::ringing_in_use;
}

inline int rank_of(device_state state) noexcept
{
    if (is_talking_state(state))
        return 5;
    switch (state) {
    case device_state::ringing: return 4;
    case device_state::not_in_use: return 3;
    case device_state::unavailable: return 2;
    case device_state::invalid: return 1;
    default: return 0;
    }
}

inline device_state state_of(const std::vector<live::queue_member>& members)
{
    auto best = device_state::unknown;
    for (const auto& each : members) {
        const auto state = each.status().value_or(device_state::unknown);
        if (rank_of(state) > rank_of(best))
            best = state;
    }
    return best;
}

inline bool has_time(std::string_view seconds) noexcept
{
    return !seconds.empty() && seconds != "0";
}

inline std::string device_key(const live::queue_member& of)
{
    return std::string(of["Queue"]).append("\n").append(of["StateInterface"]);
}

AMI_DECL std::vector<std::string> member_activities::sharing_with(
    const person& of, std::string_view interface) const
{
    std::vector<std::string> all;
    for (const auto& each : of.members) {
        for (const auto& other : devices_.in(device_key(each))) {
            if (other != interface)
                all.push_back(other);
        }
    }
    return all;
}

// Of the members of a queue that share a device Asterisk keeps the state of one. What the device does is of the one whose call of
// a queue it is; the others do not talk.
AMI_DECL device_state member_activities::device_of(std::string_view interface, const person& of) const
{
    auto state = state_of(of.members);
    bool is_of_another = false;
    for (const auto& each : sharing_with(of, interface)) {
        const auto* const other = find(each);
        const auto its_state = other == nullptr ? device_state::unknown : state_of(other->members);
        if (rank_of(its_state) > rank_of(state))
            state = its_state;
        is_of_another |= calls_.find(each) != nullptr;
    }
    const bool is_busy = is_talking_state(state) || state == device_state::ringing;
    return is_busy && is_of_another && calls_.find(interface) == nullptr ? device_state::not_in_use : state;
}

AMI_DECL void member_activities::look_all(std::string_view interface, bool is_news, const moment& at)
{
    auto* const found = find(interface);
    if (found == nullptr)
        return;
    look(interface, *found, is_news, at);
    for (const auto& each : sharing_with(*found, interface)) {
        if (auto* const other = find(each))
            look(each, *other, is_news, at);
    }
}

AMI_DECL member_activities::person* member_activities::find(std::string_view interface)
{
    const auto found = people_.find(interface);
    return found == people_.end() ? nullptr : &found->second;
}

AMI_DECL const member_activities::person* member_activities::find(std::string_view interface) const
{
    const auto found = people_.find(interface);
    return found == people_.end() ? nullptr : &found->second;
}

AMI_DECL const live::queue_member* member_activities::find(
    std::string_view queue, std::string_view interface) const
{
    const auto* const of = find(interface);
    if (of == nullptr)
        return nullptr;
    const auto found = std::find_if(
        of->members.begin(), of->members.end(), [&](const auto& each) { return each["Queue"] == queue; });
    return found == of->members.end() ? nullptr : &*found;
}

AMI_DECL bool member_activities::is_talking(std::string_view interface) const
{
    const auto* const of = find(interface);
    return of != nullptr && is_talking_state(device_of(interface, *of));
}

AMI_DECL duration member_activities::wrapup_time(std::string_view queue, const person& of) const
{
    for (const auto& each : of.members) {
        const auto own = each.wrapup_time().value_or(std::chrono::seconds(0));
        if (each["Queue"] == queue && own > std::chrono::seconds(0))
            return own;
    }
    const auto found = times_.find(queue);
    return found == times_.end() ? duration::zero() : found->second;
}

AMI_DECL void member_activities::set_wrap_end(
    std::string_view interface, person& of, std::string_view queue, std::optional<time_point> end)
{
    if (of.wrap_end)
        wrap_ends_.erase({*of.wrap_end, std::string(interface)});
    of.wrap_end = end;
    of.wrap_queue = queue;
    if (end)
        wrap_ends_.emplace(*end, interface);
}

AMI_DECL void member_activities::put(const live::queue_member& member, bool is_news, const moment& at)
{
    const std::string interface(member["Interface"]);
    auto& of = people_[interface];
    const auto found = std::find_if(of.members.begin(), of.members.end(),
        [&](const auto& each) { return each["Queue"] == member["Queue"]; });
    if (found == of.members.end()) {
        of.members.push_back(member);
        devices_.enter(device_key(member), interface);
    } else {
        if ((*found)["StateInterface"] != member["StateInterface"]) {
            devices_.leave(device_key(*found), interface);
            devices_.enter(device_key(member), interface);
        }
        *found = member;
    }
    // The end of a call that was not seen.
    if (const auto last = member.last_call().get();
        !is_news && last && last->time_since_epoch().count() != 0) {
        const auto time = wrapup_time(member["Queue"], of);
        const auto left = std::min<duration>(clock_.here(*last) + time - at.wall, time);
        if (left > left.zero() && (!of.wrap_end || *of.wrap_end < at.now + left))
            set_wrap_end(interface, of, member["Queue"], at.now + left);
    }
    look_all(interface, is_news, at);
}

AMI_DECL void member_activities::remove(const live::queue_member& member, const moment& at)
{
    const std::string interface(member["Interface"]);
    auto* const of = find(interface);
    if (of == nullptr)
        return;
    const auto sharing = sharing_with(*of, interface);
    std::erase_if(of->members, [&](const auto& each) { return each["Queue"] == member["Queue"]; });
    devices_.leave(device_key(member), interface);
    look(interface, *of, true, at);
    for (const auto& each : sharing)
        look(each, true, at);
    if (!of->members.empty())
        return;
    set_wrap_end(interface, *of, {}, std::nullopt);
    people_.erase(interface);
}

AMI_DECL void member_activities::wrap_up(const agent_calls::call& talk, const moment& at)
{
    auto* const of = find(talk.interface);
    if (of == nullptr)
        return;
    const auto time = wrapup_time(talk.queue, *of);
    if (time > duration::zero())
        set_wrap_end(talk.interface, *of, talk.queue, deadline_after(talk.ended, time));
    look(talk.interface, *of, true, at);
}

AMI_DECL live::agent_activity member_activities::make(
    std::string_view interface, const person& of, const moment& at) const
{
    live::agent_activity made;
    made.interface = interface;
    made.queues = static_cast<int>(of.members.size());
    for (const auto& each : of.members) {
        if (!each.paused().value_or(false))
            continue;
        ++made.paused_queues;
        const auto since = each.paused_since();
        if (made.paused_queues != 1 && !(since && (!made.paused_since || *made.paused_since < *since)))
            continue;
        made.paused_since = since;
        if (since && has_time(each["LastPause"]))
            made.paused_since = clock_.here(*since);
        made.paused_reason = each["PausedReason"];
    }
    const auto device = device_of(interface, of);
    const auto* const call = calls_.find(interface);
    const bool is_talk = call != nullptr && call->is_talk;
    const bool is_ring = call != nullptr && !call->is_talk;
    using live::activity;
    if (is_talk || is_talking_state(device)) {
        made.state = activity::talking;
        if (is_talk || (is_ring && !call->is_second)) // its AgentConnect comes
            made.queue = call->queue;
    } else if (is_ring || device == device_state::ringing) {
        made.state = activity::ringing;
        if (is_ring)
            made.queue = call->queue;
    } else if (device == device_state::unavailable || device == device_state::invalid)
        made.state = activity::unavailable;
    else if (made.queues != 0 && made.paused_queues == made.queues)
        made.state = activity::paused;
    else if (of.wrap_end && *of.wrap_end > at.now) {
        made.state = activity::wrapping_up;
        made.queue = of.wrap_queue;
        made.until =
            at.wall + std::chrono::duration_cast<std::chrono::system_clock::duration>(*of.wrap_end - at.now);
    } else if (device == device_state::not_in_use)
        made.state = activity::idle;
    if (of.since)
        made.since =
            at.wall - std::chrono::duration_cast<std::chrono::system_clock::duration>(at.now - *of.since);
    return made;
}

AMI_DECL live::agent_activity member_activities::of(std::string_view interface, const moment& at) const
{
    if (const auto* const found = find(interface))
        return make(interface, *found, at);
    live::agent_activity none;
    none.interface = interface;
    return none;
}

AMI_DECL void member_activities::look(std::string_view interface, bool is_news, const moment& at)
{
    look_all(interface, is_news, at);
}

AMI_DECL void member_activities::look(std::string_view interface, person& of, bool is_news, const moment& at)
{
    auto now = make(interface, of, at);
    if (now.is_same_as(of.known))
        return;
    if (now.state != of.known.state || now.queue != of.known.queue) {
        of.since = is_news ? std::optional(at.now) : std::nullopt;
        now.since = is_news ? std::optional(at.wall) : std::nullopt;
    }
    of.known.interface = interface;
    changes_.push_back({std::exchange(of.known, now), now});
}

AMI_DECL void member_activities::on_time(const moment& at)
{
    while (!wrap_ends_.empty() && wrap_ends_.begin()->first <= at.now) {
        const auto interface = wrap_ends_.begin()->second;
        auto& of = people_.find(interface)->second;
        set_wrap_end(interface, of, {}, std::nullopt);
        look(interface, of, true, at);
    }
}

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_IMPL_MEMBER_ACTIVITIES_IPP
