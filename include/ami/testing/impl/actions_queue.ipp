// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_TESTING_IMPL_ACTIONS_QUEUE_IPP
#define AMI_TESTING_IMPL_ACTIONS_QUEUE_IPP

#include <ami/protocol/wire/ascii.hpp>

#include <ami/testing/detail/actions.hpp>
#include <ami/testing/detail/core.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>

namespace ami::testing::detail {

AMI_DECL reply queue_status(core& server, session&, const request& action)
{
    auto answer = reply::list(action, "Queue status will follow");
    std::size_t count = 0;
    const auto add = [&](const packet_text& packet) {
        ++count;
        answer.add(packet_text(packet).action_id(action.action_id()));
    };
    for (const auto& each : server.settings.queues) {
        if (!action["Queue"].empty() && !ami::detail::iequals(action["Queue"], each.name))
            continue;
        add(packet_text::event("QueueParams")
                .add("Queue", each.name)
                .add("Max", "0")
                .add("Strategy", each.strategy)
                .add("Calls", each.callers.size())
                .add("Holdtime", "0")
                .add("TalkTime", "0")
                .add("Completed", "0")
                .add("Abandoned", "0")
                .add("ServiceLevel", "0")
                .add("ServicelevelPerf", "0.0")
                .add("ServicelevelPerf2", "0.0")
                .add("Weight", "0"));
        for (const auto& member : each.members) {
            if (!action["Member"].empty() && action["Member"] != member.location)
                continue;
            add(packet_text::event("QueueMember")
                    .add("Queue", each.name)
                    .add("Name", member.name)
                    .add("Location", member.location)
                    .add("StateInterface", member.state_interface)
                    .add("Membership", "static")
                    .add("Penalty", member.penalty)
                    .add("CallsTaken", "0")
                    .add("LastCall", "0")
                    .add("LastPause", "0")
                    .add("LoginTime",
                        static_cast<std::int64_t>(std::chrono::system_clock::to_time_t(server.started)))
                    .add("InCall", "0")
                    .add("Status", member.status)
                    .add("Paused", member.paused ? "1" : "0")
                    .add("PausedReason", member.paused_reason)
                    .add("Wrapuptime", "0"));
        }
        int position = 0;
        for (const auto& caller : each.callers) {
            add(packet_text::event("QueueEntry")
                    .add("Queue", each.name)
                    .add("Position", ++position)
                    .add("Channel", caller.channel)
                    .add("Uniqueid", caller.uniqueid)
                    .add("CallerIDNum", caller.number)
                    .add("CallerIDName", caller.name)
                    .add("ConnectedLineNum", "unknown")
                    .add("ConnectedLineName", "unknown")
                    .add("Wait", static_cast<std::int64_t>(caller.wait.count()))
                    .add("Priority", caller.priority));
        }
    }
    return answer.complete(action, "QueueStatusComplete", count);
}

AMI_DECL reply queue_summary(core& server, session&, const request& action)
{
    auto answer = reply::list(action, "Queue summary will follow");
    std::size_t count = 0;
    for (const auto& each : server.settings.queues) {
        if (!action["Queue"].empty() && !ami::detail::iequals(action["Queue"], each.name))
            continue;
        ++count;
        std::size_t logged_in = 0;
        std::size_t available = 0;
        for (const auto& member : each.members) {
            const bool there = member.status != 4 && member.status != 5; // invalid, unavailable
            logged_in += there ? 1 : 0;
            available += !member.paused && (member.status == 0 || member.status == 1) ? 1 : 0;
        }
        std::int64_t longest = 0;
        for (const auto& caller : each.callers)
            longest = std::max(longest, static_cast<std::int64_t>(caller.wait.count()));
        answer.add(packet_text::event("QueueSummary")
                       .add("Queue", each.name)
                       .add("LoggedIn", logged_in)
                       .add("Available", available)
                       .add("Callers", each.callers.size())
                       .add("HoldTime", "0")
                       .add("TalkTime", "0")
                       .add("LongestHoldTime", longest)
                       .action_id(action.action_id()));
    }
    return answer.complete(action, "QueueSummaryComplete", count);
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_ACTIONS_QUEUE_IPP
