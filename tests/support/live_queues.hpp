// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SUPPORT_LIVE_QUEUES_HPP
#define AMI_TESTS_SUPPORT_LIVE_QUEUES_HPP

// The store of queues, and the bytes that Asterisk sends about queues.

#include "support/live_state.hpp"

#include <ami/session/live/queue_store.hpp>

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

namespace tests::live_state {

inline std::string queue_params(std::string_view queue, int calls = 0)
{
    return fmt::format(
        "Event: QueueParams\nActionID: 1\nQueue: {}\nMax: 0\nStrategy: ringall\nCalls: {}\nHoldtime: 7\n"
        "TalkTime: 0\nCompleted: 3\nAbandoned: 1\nServiceLevel: 20\nServicelevelPerf: 66.7\n"
        "ServicelevelPerf2: 50.0\nWeight: 0\n",
        queue, calls);
}

// What can be said of a member, by an event or by a list.
struct member_facts {
    std::string queue = "support";
    std::string interface = "PJSIP/a";
    std::string name = "Ana";
    std::string state_interface = "PJSIP/a";
    std::string membership = "static";
    int penalty = 0;
    int calls_taken = 0;
    int last_call = 0;
    int last_pause = 0;
    int in_call = 0;
    int status = 1;
    int paused = 0;
    std::string reason;
    int ring_in_use = 1;

    friend bool operator==(const member_facts&, const member_facts&) = default;

    std::string event(std::string_view type, std::string_view more = "") const
    {
        return fmt::format(
            "Event: QueueMember{}\nPrivilege: agent,all\nQueue: {}\nMemberName: {}\nInterface: {}\n"
            "{}Ringinuse: {}\nWrapuptime: 0\n{}",
            type, queue, name, interface, middle(), ring_in_use, more);
    }
    std::string item() const
    {
        return fmt::format(
            "Event: QueueMember\nActionID: 1\nQueue: {}\nName: {}\nLocation: {}\n{}Wrapuptime: 0\n", queue,
            name, interface, middle());
    }

private:
    std::string middle() const
    {
        return fmt::format("StateInterface: {}\nMembership: {}\nPenalty: {}\nCallsTaken: {}\nLastCall: {}\n"
                           "LastPause: {}\nLoginTime: 1795224924\nInCall: {}\nStatus: {}\nPaused: {}\n"
                           "PausedReason: {}\n",
            state_interface, membership, penalty, calls_taken, last_call, last_pause, in_call, status, paused,
            reason);
    }
};

inline std::string joined(std::string_view queue, std::string_view id, int position, int count)
{
    return fmt::format(
        "Event: QueueCallerJoin\nPrivilege: agent,all\nChannel: PJSIP/t-{1}\nChannelState: 6\n"
        "ChannelStateDesc: Up\nCallerIDNum: <unknown>\nCallerIDName: <unknown>\n"
        "ConnectedLineNum: <unknown>\nConnectedLineName: <unknown>\nLanguage: en\nAccountCode: \n"
        "Context: in\nExten: 1\nPriority: 4\nUniqueid: {1}\nLinkedid: {1}\nQueue: {0}\n"
        "Position: {2}\nCount: {3}\n",
        queue, id, position, count);
}

inline std::string left(std::string_view queue, std::string_view id, int position, int count)
{
    return fmt::format("Event: QueueCallerLeave\nPrivilege: agent,all\nChannel: PJSIP/t-{1}\nUniqueid: {1}\n"
                       "Queue: {0}\nPosition: {2}\nCount: {3}\n",
        queue, id, position, count);
}

inline std::string queue_entry(
    std::string_view queue, std::string_view id, int position, int wait = 0, int priority = 0)
{
    return fmt::format(
        "Event: QueueEntry\nActionID: 1\nQueue: {0}\nPosition: {2}\nChannel: PJSIP/t-{1}\n"
        "Uniqueid: {1}\nCallerIDNum: unknown\nCallerIDName: unknown\nConnectedLineNum: unknown\n"
        "ConnectedLineName: unknown\nWait: {3}\nPriority: {4}\n",
        queue, id, position, wait, priority);
}

inline std::string agent_event(std::string_view name, std::string_view queue, std::string_view interface)
{
    return fmt::format("Event: {}\nPrivilege: agent,all\nQueue: {}\nMemberName: Ana\nInterface: {}\n", name,
        queue, interface);
}

class queue_world {
public:
    void tell(const std::string& lines)
    {
        const auto event = packet_of(lines);
        store.on_event(event, time.now());
    }

    void list(std::string_view queue, const std::vector<std::string>& items)
    {
        store.begin_list(time.now());
        for (const auto& each : items) {
            const auto item = packet_of(each);
            store.on_item(item, time.now());
        }
        store.end_list(queue);
    }

    // The first list, with the changes that it causes.
    void fill(const std::vector<std::string>& items)
    {
        list("", items);
        forget_changes();
    }

    void forget_changes()
    {
        store.queues().changes().clear();
        store.members().changes().clear();
        store.callers().changes().clear();
    }
    bool has_changes()
    {
        return !store.queues().changes().empty() || !store.members().changes().empty() ||
               !store.callers().changes().empty();
    }

    // Good until the next one is asked for.
    const live::queue_member& member(std::string_view queue, std::string_view interface)
    {
        return member_ = store.members().get(fmt::format("{}\n{}", queue, interface));
    }

    // As "a1 b2": who waits at which position.
    std::string line(std::string_view queue) const
    {
        std::string text;
        for (const auto& each : store.waiting_in(queue))
            text += fmt::format("{}{}{}", text.empty() ? "" : " ", each["Uniqueid"], each["Position"]);
        return text;
    }

    // The queue of the list that is due next, and when.
    std::string due_at(std::chrono::milliseconds from_now)
    {
        if (wanted.take(time.now().now + from_now - 1ms))
            return "too early";
        const auto list = wanted.take(time.now().now + from_now);
        return list ? list->of : "nothing";
    }

    time_line time;
    wanted_lists wanted;
    queue_store store{wanted};

private:
    live::queue_member member_;
};

} // namespace tests::live_state

#endif // AMI_TESTS_SUPPORT_LIVE_QUEUES_HPP
