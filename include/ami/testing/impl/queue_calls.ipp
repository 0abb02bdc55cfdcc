// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_TESTING_IMPL_QUEUE_CALLS_IPP
#define AMI_TESTING_IMPL_QUEUE_CALLS_IPP

#include <ami/testing/detail/pbx.hpp>

#include <boost/asio/post.hpp>

#include <algorithm>
#include <cstdlib>

namespace ami::testing::detail {

// Queue(NAME): how a caller waits, whom it rings, and who takes the call.

// The application is over: the dialplan goes on, or the channel ends if an Originate asked for it.
AMI_DECL void pbx::leave_application(const channel_ptr& which)
{
    if (which->in_dialplan)
        next(which);
    else
        hang_up(which, 0);
}

inline std::string argument_of(std::string_view data, int number)
{
    for (; number > 0; --number) {
        const auto comma = data.find(',');
        data.remove_prefix(comma == std::string_view::npos ? data.size() : comma + 1);
    }
    return std::string(data.substr(0, data.find(',')));
}

// Queue(NAME,OPTIONS,URL,ANNOUNCEMENT,SECONDS).
AMI_DECL void pbx::enter_queue(const channel_ptr& which, std::string_view data)
{
    auto* const queue = queues.find(argument_of(data, 0));
    if (!queue)
        return leave_application(which);
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
    call->caller = caller;
    call->caller_number = caller->caller_number;
    call->caller_name = caller->caller_name;
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

// Asterisk rings the next member, or the same one again, a second later.
AMI_DECL void pbx::try_again(const std::string& queue, const channel_ptr& caller)
{
    caller->timer.start(settings_.dialplan_second, [this, queue, caller, turn = caller->turn] {
        if (caller->hung_up || turn != caller->turn || caller->queue != queue)
            return;
        auto* const of = queues.find(queue);
        std::erase_if(caller->members, [](const auto& each) {
            const auto one = each.lock();
            return !one || one->hung_up;
        });
        const auto found = std::find_if(of->callers.begin(), of->callers.end(),
            [&](const live_caller& each) { return each.uniqueid == caller->uniqueid; });
        const bool is_over = caller->queue_limit.count() != 0 && found != of->callers.end() &&
                             since(found->since) >= caller->queue_limit;
        if (!is_over)
            return ring_members(*of);
        forget_caller(caller, "QueueCallerAbandon");
        set_variable(caller, "QUEUESTATUS", "TIMEOUT");
        leave_application(caller);
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
        if (const auto one = each.lock())
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
    if (caller && agent)
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
