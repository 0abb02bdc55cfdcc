// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_QUEUE_CALLS_IPP
#define AMI_TESTING_IMPL_QUEUE_CALLS_IPP

#include <ami/testing/detail/pbx.hpp>

#include <boost/asio/post.hpp>

#include <algorithm>
#include <cstdlib>

namespace ami::testing::detail {

// Queue(NAME): how a caller waits, whom it rings, and who takes the call.

inline std::string argument_of(std::string_view data, int number)
{
    for (; number > 0; --number) {
        const auto comma = data.find(',');
        data.remove_prefix(comma == std::string_view::npos ? data.size() : comma + 1);
    }
    return std::string(data.substr(0, data.find(',')));
}

// app_queue.c, get_member_status for `yes`: nobody is there who could ever be rung.
inline bool is_empty(const live_queue& queue)
{
    constexpr int invalid = 4;
    return std::all_of(queue.members.begin(), queue.members.end(),
        [](const live_member& each) { return each.paused || each.status == invalid; });
}

// The QUEUESTATUS of a caller who is not let in; empty if he is.
inline std::string_view why_not_joined(const live_queue& queue)
{
    if (!queue.join_when_empty && is_empty(queue))
        return "JOINEMPTY";
    const bool is_full =
        queue.max_callers > 0 && queue.callers.size() >= static_cast<std::size_t>(queue.max_callers);
    return is_full ? "FULL" : "";
}

// Queue(NAME,OPTIONS,URL,ANNOUNCEMENT,SECONDS).
AMI_DECL void pbx::enter_queue(const channel_ptr& which, std::string_view data)
{
    auto* const queue = queues.find(argument_of(data, 0));
    if (!queue)
        return next(which);
    if (const auto refusal = why_not_joined(*queue); !refusal.empty()) {
        set_variable(which, "QUEUESTATUS", refusal);
        return next(which);
    }
    which->queue = queue->name;
    which->queue_limit = std::chrono::duration_cast<std::chrono::milliseconds>(
        settings_.dialplan_second * std::atof(argument_of(data, 4).c_str()));
    auto& added = queue->callers.emplace_back();
    added.who = which;
    added.channel_name = which->name;
    added.uniqueid = which->uniqueid;
    added.number = which->caller_number;
    added.name = which->caller_name;
    added.connected_number = which->connected_number;
    added.connected_name = which->connected_name;
    added.first_position = static_cast<int>(queue->callers.size());
    added.since = agenda_.now();
    queues.tell_callers(*queue);
    emit_(class_agent, channel_event("QueueCallerJoin", "agent", *which)
                           .add("Queue", queue->name)
                           .add("Position", queue->callers.size())
                           .add("Count", queue->callers.size())
                           .str());
    emit_music(*which, true);
    ring_members(*queue);
}

// The first who waits is rung for, if nobody is yet: by all members of the lowest penalty that are free, or by one.
AMI_DECL void pbx::ring_members(live_queue& of)
{
    const auto first = std::find_if(
        of.callers.begin(), of.callers.end(), [](const live_caller& each) { return !each.who.expired(); });
    const auto caller = first == of.callers.end() ? nullptr : first->who.lock();
    if (!caller || !caller->members.empty())
        return;
    const auto is_free = [](const live_member& each) {
        const bool used = each.status == 2 || each.status == 3 || each.status >= 6;
        return !each.paused && each.status != 4 && each.status != 5 && (each.ring_in_use || !used);
    };
    std::vector<const live_member*> rung;
    for (std::size_t i = 0; i != of.members.size(); ++i) {
        const auto& each = of.members[(of.next_member + i) % of.members.size()];
        if (!is_free(each) || (!rung.empty() && each.penalty > rung.front()->penalty))
            continue;
        if (!rung.empty() && each.penalty < rung.front()->penalty)
            rung.clear();
        rung.push_back(&each);
    }
    if (rung.empty())
        return try_again(of.name, caller);
    if (of.strategy != "ringall")
        rung.resize(1);
    of.next_member = (static_cast<std::size_t>(rung.front() - of.members.data()) + 1) % of.members.size();
    for (const auto* const each : rung)
        ring(of, *each, caller);
}

AMI_DECL packet_text pbx::agent_event(
    std::string_view name, const channel& caller, const channel& agent) const
{
    auto packet = channel_event(name, "agent", caller);
    agent.append_to(packet, settings_.channel_variables, "Dest");
    return packet;
}

AMI_DECL void pbx::ring(live_queue& of, const live_member& member, const channel_ptr& caller)
{
    constexpr int ring_seconds = 15;
    const auto call = std::make_shared<origination>();
    call->channel = member.location;
    call->dial_string = member.location;
    call->timeout =
        std::chrono::duration_cast<std::chrono::milliseconds>(settings_.dialplan_second * ring_seconds);
    if (const auto left = time_left(of, *caller))
        call->timeout = std::min(call->timeout, *left);
    call->caller = caller;
    call->is_dialled = true;
    call->caller_number = caller->connected_number.empty() ? caller->exten : caller->connected_number;
    call->caller_name = caller->connected_name;
    call->application = "AppQueue";
    call->data = "(Outgoing Line)";
    const auto weak = std::weak_ptr(caller);
    call->dialling = [this, weak, queue = of.name, location = member.location, name = member.name](
                         const channel& one) {
        const auto waits = weak.lock();
        if (!waits)
            return;
        waits->members.push_back(find(one.uniqueid));
        emit_(class_agent, agent_event("AgentCalled", *waits, one)
                               .add("Queue", queue)
                               .add("Interface", location)
                               .add("MemberName", name)
                               .str());
    };
    call->unanswered = [this, weak, queue = of.name, location = member.location, name = member.name](
                           const channel& one) {
        const auto waits = weak.lock();
        if (!waits)
            return;
        const auto rung = std::chrono::duration_cast<std::chrono::milliseconds>(since(one.created));
        emit_(class_agent, agent_event("AgentRingNoAnswer", *waits, one)
                               .add("Queue", queue)
                               .add("Interface", location)
                               .add("MemberName", name)
                               .add("RingTime", rung.count())
                               .str());
    };
    call->done = [this, weak, queue = of.name, location = member.location](bool success, const channel* one) {
        const auto waits = weak.lock();
        if (!waits || waits->hung_up || waits->queue != queue)
            return;
        if (success)
            return member_answered(queue, location, waits, find(one->uniqueid));
        try_again(queue, waits);
    };
    originate(call);
}

// How long the caller may still wait; nothing without a limit.
AMI_DECL std::optional<std::chrono::milliseconds> pbx::time_left(
    const live_queue& in, const channel& caller) const
{
    const auto found = std::find_if(in.callers.begin(), in.callers.end(),
        [&](const live_caller& each) { return each.uniqueid == caller.uniqueid; });
    if (caller.queue_limit.count() == 0 || found == in.callers.end())
        return std::nullopt;
    const auto waited = std::chrono::duration_cast<std::chrono::milliseconds>(since(found->since));
    return std::max(caller.queue_limit - waited, std::chrono::milliseconds(0));
}

// The caller is let go: the dialplan goes on.
AMI_DECL void pbx::leave_queue(const channel_ptr& caller, std::string_view status)
{
    forget_caller(caller, "QueueCallerAbandon");
    set_variable(caller, "QUEUESTATUS", status);
    next(caller);
}

// Asterisk rings the next member, or the same one again, a second later, if there is still time.
AMI_DECL void pbx::try_again(const std::string& queue, const channel_ptr& caller)
{
    auto* const of = queues.find(queue);
    std::erase_if(caller->members, [](const auto& each) {
        const auto one = each.lock();
        return !one || one->hung_up;
    });
    const auto left = time_left(*of, *caller);
    if (left && left->count() == 0)
        return leave_queue(caller, "TIMEOUT");
    if (of->leave_when_empty && is_empty(*of))
        return leave_queue(caller, "LEAVEEMPTY");
    const std::chrono::microseconds pause =
        left ? std::min<std::chrono::microseconds>(settings_.dialplan_second, *left)
             : settings_.dialplan_second;
    caller->timer.start(pause, [this, queue, caller, turn = caller->turn] {
        if (caller->hung_up || turn != caller->turn || caller->queue != queue)
            return;
        auto* const now = queues.find(queue);
        const auto still_left = time_left(*now, *caller);
        if (still_left && still_left->count() == 0)
            return leave_queue(caller, "TIMEOUT");
        ring_members(*now);
    });
}

AMI_DECL void pbx::member_answered(
    const std::string& queue, const std::string& interface, const channel_ptr& caller, const channel_ptr& one)
{
    auto* const of = queues.find(queue);
    auto* const member = queues.find_member(*of, interface);
    const auto now = agenda_.now();
    const auto found = std::find_if(of->callers.begin(), of->callers.end(),
        [&](const live_caller& each) { return each.uniqueid == caller->uniqueid; });
    if (!one || found == of->callers.end())
        return;
    const auto talk = std::make_shared<queue_talk>();
    *talk = {queue, interface, caller, one,
        std::chrono::duration_cast<std::chrono::seconds>(now - found->since), now};
    std::erase_if(caller->members, [&](const auto& each) { return each.lock() == one; });
    forget_caller(caller, "AgentConnect");
    emit_(class_agent,
        agent_event("AgentConnect", *caller, *one)
            .add("Queue", queue)
            .add("Interface", interface)
            .add("MemberName", member ? member->name : interface)
            .add("HoldTime", talk->hold_time.count())
            .add("RingTime", std::chrono::duration_cast<std::chrono::seconds>(now - one->created).count())
            .str());
    if (member)
        member->in_call = true;
    connect(one, caller);
    caller->talk = talk;
    one->talk = talk;
}

AMI_DECL void pbx::stop_ringing(const channel_ptr& caller)
{
    const auto rung = std::exchange(caller->members, {});
    for (const auto& each : rung) {
        const auto one = each.lock();
        if (!one || one->hung_up)
            continue;
        if (const auto call = std::exchange(one->dialled, nullptr)) {
            call->decided = true;
            emit_dial("DialEnd", *one, "DialStatus: CANCEL\r\n");
            emit_dial("DialEnd", *one, "DialStatus: CANCEL\r\n");
        }
        hang_up(one, 0);
    }
}

// The caller waits no more. Nothing tells of one who was parked or bridged; one whom a member takes was not lost.
AMI_DECL bool pbx::forget_caller(const channel_ptr& which, std::string_view event)
{
    if (which->queue.empty())
        return false;
    auto* const queue = queues.find(std::exchange(which->queue, {}));
    which->timer.cancel();
    emit_music(*which, false);
    stop_ringing(which);
    const auto found = std::find_if(queue->callers.begin(), queue->callers.end(),
        [&](const live_caller& each) { return each.uniqueid == which->uniqueid; });
    if (found == queue->callers.end())
        return false;
    const auto position = found - queue->callers.begin() + 1;
    const auto gone = *found;
    queue->callers.erase(found);
    if (event == "QueueCallerAbandon") {
        ++queue->abandoned;
        const auto held = since(gone.since);
        emit_(
            class_agent, channel_event("QueueCallerAbandon", "agent", *which)
                             .add("Queue", queue->name)
                             .add("Position", position)
                             .add("OriginalPosition", gone.first_position)
                             .add("HoldTime", std::chrono::duration_cast<std::chrono::seconds>(held).count())
                             .str());
    }
    queues.tell_callers(*queue);
    if (!event.empty())
        emit_(class_agent, channel_event("QueueCallerLeave", "agent", *which)
                               .add("Queue", queue->name)
                               .add("Position", position)
                               .add("Count", queue->callers.size())
                               .str());
    boost::asio::post(context_, [this, name = queue->name] { ring_members(*queues.find(name)); });
    return true;
}

// The caller or the member leaves the bridge.
AMI_DECL void pbx::complete(const channel_ptr& which)
{
    const auto talk = std::exchange(which->talk, nullptr);
    if (!talk)
        return;
    const auto caller = talk->caller.lock();
    const auto agent = talk->agent.lock();
    for (const auto& each : {caller, agent}) {
        if (each)
            each->talk = nullptr;
    }
    auto* const queue = queues.find(talk->queue);
    auto* const member = queues.find_member(*queue, talk->interface);
    const auto talked = std::chrono::duration_cast<std::chrono::seconds>(since(talk->since));
    ++queue->completed;
    queue->talk_time = static_cast<int>(talked.count());
    queue->hold_time = static_cast<int>(talk->hold_time.count());
    if (member) {
        member->in_call = false;
        ++member->calls_taken;
        member->last_call = unix_time(agenda_);
    }
    // It is not told of a caller whom an Originate has put into the application.
    if (caller && agent && caller->in_dialplan)
        emit_(class_agent, agent_event("AgentComplete", *caller, *agent)
                               .add("Queue", talk->queue)
                               .add("Interface", talk->interface)
                               .add("MemberName", member ? member->name : talk->interface)
                               .add("HoldTime", talk->hold_time.count())
                               .add("TalkTime", talked.count())
                               .add("Reason", which == caller ? "caller" : "agent")
                               .str());
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_QUEUE_CALLS_IPP
