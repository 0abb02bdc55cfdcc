// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_QUEUES_IPP
#define AMI_TESTING_IMPL_QUEUES_IPP

#include <ami/protocol/wire/ascii.hpp>

#include <ami/testing/detail/queues.hpp>

#include <algorithm>
#include <utility>

namespace ami::testing::detail {

AMI_DECL std::int64_t unix_time(const agenda& now)
{
    return std::chrono::system_clock::to_time_t(now.today());
}

AMI_DECL queues::queues(const options& settings, agenda& later, device_states& devices, emitter emit)
    : settings_(settings), agenda_(later), devices_(devices), emit_(std::move(emit))
{
    for (const auto& each : settings.queues) {
        auto& added = all_.emplace_back();
        added.name = each.name;
        added.strategy = each.strategy;
        added.max_callers = each.max_callers;
        added.join_when_empty = each.join_when_empty;
        added.leave_when_empty = each.leave_when_empty;
        devices_.set("Queue:" + each.name + "_avail", device_state::in_use);
        for (const auto& member : each.members) {
            live_member known(member.location, member.name, member.penalty);
            static_cast<queue_member&>(known) = member;
            known.login_time = unix_time(agenda_);
            tell_pause(added, known);
            added.members.push_back(std::move(known));
        }
        for (const auto& caller : each.callers) {
            auto& waits = added.callers.emplace_back();
            waits.channel_name = caller.channel;
            waits.uniqueid = caller.uniqueid;
            waits.number = caller.number;
            waits.name = caller.name;
            waits.priority = caller.priority;
            waits.since = agenda_.now() - caller.wait;
        }
    }
    devices_.on_told = [this](std::string_view device, device_state state) { follow(device, state); };
}

AMI_DECL live_queue* queues::find(std::string_view name)
{
    const auto found = std::find_if(all_.begin(), all_.end(),
        [&](const live_queue& each) { return ami::detail::iequals(each.name, name); });
    return found == all_.end() ? nullptr : &*found;
}

AMI_DECL live_member* queues::find_member(live_queue& in, std::string_view interface)
{
    const auto found = std::find_if(in.members.begin(), in.members.end(),
        [&](const live_member& each) { return ami::detail::iequals(each.location, interface); });
    return found == in.members.end() ? nullptr : &*found;
}

AMI_DECL void queues::add(live_queue& to, live_member member)
{
    member.login_time = unix_time(agenda_);
    member.status = static_cast<int>(devices_.state(member.state_interface));
    if (member.paused)
        member.last_pause = member.login_time;
    to.members.push_back(std::move(member));
    const auto& added = to.members.back();
    tell_pause(to, added);
    emit_member("QueueMemberAdded", to, added);
}

AMI_DECL void queues::remove(live_queue& from, std::string_view interface)
{
    const auto* const member = find_member(from, interface);
    if (!member)
        return;
    const auto kept = *member;
    from.members.erase(from.members.begin() + (member - from.members.data()));
    emit_member("QueueMemberRemoved", from, kept);
    devices_.set("Queue:" + from.name + "_pause_" + kept.location, device_state::not_in_use);
}

template <class Function>
bool queues::for_each(std::string_view queue, std::string_view interface, const Function& function)
{
    bool found = false;
    for (auto& each : all_) {
        if (!queue.empty() && !ami::detail::iequals(queue, each.name))
            continue;
        auto* const member = find_member(each, interface);
        if (!member)
            continue;
        function(each, *member);
        found = true;
    }
    return found;
}

AMI_DECL bool queues::pause(
    std::string_view queue, std::string_view interface, bool paused, std::string_view reason)
{
    return for_each(queue, interface, [&](live_queue& in, live_member& member) {
        if (paused && !member.paused)
            member.last_pause = unix_time(agenda_);
        member.paused = paused;
        tell_pause(in, member);
        // The reason of a return is told once. Before 22 it stands in a header of its own, too, and only there then.
        const bool is_old = settings_.asterisk != era::asterisk_22;
        member.paused_reason = paused || !is_old ? reason : std::string_view{};
        emit_member("QueueMemberPause", in, member, is_old && !reason.empty() ? reason : std::string_view{});
        if (!paused)
            member.paused_reason.clear();
    });
}

AMI_DECL bool queues::set_penalty(std::string_view queue, std::string_view interface, int penalty)
{
    return for_each(queue, interface, [&](live_queue& in, live_member& member) {
        member.penalty = penalty;
        emit_member("QueueMemberPenalty", in, member);
    });
}

AMI_DECL bool queues::set_ring_in_use(std::string_view queue, std::string_view interface, bool value)
{
    return for_each(queue, interface, [&](live_queue& in, live_member& member) {
        member.ring_in_use = value;
        emit_member("QueueMemberRinginuse", in, member);
    });
}

AMI_DECL void queues::tell_callers(const live_queue& of)
{
    devices_.set("Queue:" + of.name, of.callers.empty() ? device_state::not_in_use : device_state::ringing);
}

AMI_DECL void queues::follow(std::string_view device, device_state state)
{
    for (auto& queue : all_) {
        for (auto& member : queue.members) {
            if (member.state_interface != device)
                continue;
            // Of two members with one device the first is told of.
            if (std::exchange(member.status, static_cast<int>(state)) != static_cast<int>(state)) {
                emit_member("QueueMemberStatus", queue, member);
                const bool is_free =
                    std::any_of(queue.members.begin(), queue.members.end(), [](const live_member& each) {
                        return !each.paused && (each.status == 0 || each.status == 1);
                    });
                devices_.set("Queue:" + queue.name + "_avail",
                    is_free ? device_state::not_in_use : device_state::in_use);
            }
            break;
        }
    }
}

AMI_DECL void queues::emit_member(
    std::string_view event, const live_queue& in, const live_member& about, std::string_view reason)
{
    auto packet = packet_text::event(event)
                      .add("Privilege", "agent,all")
                      .add("Queue", in.name)
                      .add("MemberName", about.name)
                      .add("Interface", about.location)
                      .add("StateInterface", about.state_interface)
                      .add("Membership", about.membership)
                      .add("Penalty", about.penalty)
                      .add("CallsTaken", about.calls_taken)
                      .add("LastCall", about.last_call)
                      .add("LastPause", about.last_pause)
                      .add("LoginTime", about.login_time)
                      .add("InCall", about.in_call ? "1" : "0")
                      .add("Status", about.status)
                      .add("Paused", about.paused ? "1" : "0")
                      .add("PausedReason", about.paused_reason)
                      .add("Ringinuse", about.ring_in_use ? "1" : "0")
                      .add("Wrapuptime", "0");
    if (!reason.empty())
        packet.add("Reason", reason);
    emit_(class_agent, packet.str());
}

AMI_DECL void queues::tell_pause(const live_queue& in, const live_member& of)
{
    devices_.set("Queue:" + in.name + "_pause_" + of.location,
        of.paused ? device_state::in_use : device_state::not_in_use);
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_QUEUES_IPP
