// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SUPPORT_LIVE_COUNTS_HPP
#define AMI_TESTS_SUPPORT_LIVE_COUNTS_HPP

// What people count of queues, beside the store of queues that feeds it, and the events that are counted.

#include "support/live_queues.hpp"

#include <ami/session/live/queue_figures.hpp>

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

namespace tests::live_state {

inline std::string abandoned(std::string_view queue, std::string_view id, int hold_time = 0)
{
    return fmt::format(
        "Event: QueueCallerAbandon\nPrivilege: agent,all\nChannel: PJSIP/t-{1}\nUniqueid: {1}\n"
        "Queue: {0}\nPosition: 1\nOriginalPosition: 1\nHoldTime: {2}\n",
        queue, id, hold_time);
}
inline std::string hung_up(std::string_view id)
{
    return fmt::format(
        "Event: Hangup\nPrivilege: call,all\nChannel: PJSIP/t-{0}\nUniqueid: {0}\nCause: 16\n", id);
}
inline std::string status_set(std::string_view id, std::string_view value)
{
    return fmt::format(
        "Event: VarSet\nPrivilege: dialplan,all\nUniqueid: {}\nVariable: QUEUESTATUS\nValue: {}\n", id,
        value);
}
inline std::string of_bridge(std::string_view name, std::string_view id, std::string_view bridge)
{
    return fmt::format(
        "Event: Bridge{}\nPrivilege: call,all\nBridgeUniqueid: {}\nUniqueid: {}\n", name, bridge, id);
}
inline std::string parked(std::string_view id)
{
    return fmt::format("Event: ParkedCall\nPrivilege: call,all\nParkeeUniqueid: {}\n", id);
}
// AgentCalled, AgentConnect, AgentRingNoAnswer, AgentComplete.
inline std::string of_agent(std::string_view name, std::string_view queue, std::string_view caller,
    std::string_view agent, std::string_view more = "")
{
    return fmt::format("Event: Agent{}\nPrivilege: agent,all\nUniqueid: {}\nDestUniqueid: {}\nQueue: {}\n"
                       "Interface: PJSIP/a\nMemberName: Ana\n{}",
        name, caller, agent, queue, more);
}

class counting_world : public queue_world {
public:
    counting_world()
    {
        figures.tally().begin(time.now());
        member_facts ana;
        list_all({queue_params("support"), ana.item()});
        figures.on_live(time.now());
        figures.activities().take_changes();
    }

    // As a model does: what an event says of channels is for the store, too.
    void hear(const std::string& lines)
    {
        const auto heard = packet_of(lines);
        if (figures_come_first)
            figures.on_event(heard, time.now());
        const auto name = heard.name();
        if (name == "Hangup")
            store.on_channel_gone(heard["Uniqueid"], time.now());
        else if (name == "BridgeEnter")
            store.on_bridge_entered(heard["Uniqueid"], time.now());
        else if (name == "ParkedCall")
            store.on_parked(heard["ParkeeUniqueid"], time.now());
        else
            store.on_event(heard, time.now());
        follow();
        if (!figures_come_first)
            figures.on_event(heard, time.now());
    }
    void list_all(const std::vector<std::string>& items)
    {
        list("", items);
        follow();
    }

    void pass(std::chrono::milliseconds by)
    {
        time.pass(by);
        figures.on_time(time.now());
    }

    void follow()
    {
        for (const auto& each : changes_of(store.callers()))
            figures.on_caller(each, time.now());
        for (const auto& each : changes_of(store.members()))
            figures.on_member(each, time.now());
        store.queues().changes().clear();
    }

    // As "2 joined, 1 answered": what is not zero.
    std::string counts(std::string_view queue = "support") const
    {
        const auto of = figures.tally().counts(queue);
        std::string text;
        const auto add = [&](std::uint64_t count, std::string_view name) {
            if (count != 0)
                text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, name);
        };
        add(of.joined, "joined");
        add(of.answered, "answered");
        add(of.abandoned, "abandoned");
        add(of.timed_out, "timed out");
        add(of.left_empty, "left empty");
        add(of.elsewhere, "elsewhere");
        add(of.unknown, "unknown");
        add(of.transferred, "transferred");
        add(of.talks, "talks");
        add(of.unknown_talks, "unknown talks");
        return text;
    }

    // The states that an interface has had since the last call, as "ringing support, talking support".
    std::string activities()
    {
        std::string text;
        for (const auto& each : figures.activities().take_changes())
            text += fmt::format("{}{}{}{}", text.empty() ? "" : ", ", each.now.state,
                each.now.queue.empty() ? "" : " ", each.now.queue);
        return text;
    }

    bool figures_come_first = false;
    queue_figures figures{1h, 1000, {{"support", 10s}}};
};

} // namespace tests::live_state

#endif // AMI_TESTS_SUPPORT_LIVE_COUNTS_HPP
