// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_ACTIONS_QUEUE_IPP
#define AMI_TESTING_IMPL_ACTIONS_QUEUE_IPP

#include <ami/protocol/wire/ascii.hpp>

#include <ami/testing/detail/actions.hpp>
#include <ami/testing/detail/core.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>

namespace ami::testing::detail {

inline std::int64_t waited(const core& server, const live_caller& caller)
{
    return std::chrono::duration_cast<std::chrono::seconds>(server.calls.since(caller.since)).count();
}

inline std::string_view or_unknown(const std::string& text)
{
    return text.empty() ? std::string_view{"unknown"} : std::string_view{text};
}

AMI_DECL reply queue_status(core& server, session&, const request& action)
{
    auto answer = reply::list(action, "Queue status will follow");
    std::size_t count = 0;
    const auto add = [&](const packet_text& packet) {
        ++count;
        answer.add(packet_text(packet).action_id(action.action_id()));
    };
    for (const auto& each : server.calls.queues.all()) {
        if (!action["Queue"].empty() && !ami::detail::iequals(action["Queue"], each.name))
            continue;
        add(packet_text::event("QueueParams")
                .add("Queue", each.name)
                .add("Max", each.max_callers)
                .add("Strategy", each.strategy)
                .add("Calls", each.callers.size())
                .add("Holdtime", each.hold_time)
                .add("TalkTime", each.talk_time)
                .add("Completed", each.completed)
                .add("Abandoned", each.abandoned)
                .add("ServiceLevel", "0")
                .add("ServicelevelPerf", each.completed == 0 ? "0.0" : "100.0")
                .add("ServicelevelPerf2", each.completed == 0 ? "0.0" : "100.0")
                .add("Weight", "0"));
        for (const auto& member : each.members) {
            if (!action["Member"].empty() && action["Member"] != member.location)
                continue;
            add(packet_text::event("QueueMember")
                    .add("Queue", each.name)
                    .add("Name", member.name)
                    .add("Location", member.location)
                    .add("StateInterface", member.state_interface)
                    .add("Membership", member.membership)
                    .add("Penalty", member.penalty)
                    .add("CallsTaken", member.calls_taken)
                    .add("LastCall", member.last_call)
                    .add("LastPause", member.last_pause)
                    .add("LoginTime", member.login_time)
                    .add("InCall", member.in_call ? "1" : "0")
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
                    .add("Channel", caller.channel_name)
                    .add("Uniqueid", caller.uniqueid)
                    .add("CallerIDNum", or_unknown(caller.number))
                    .add("CallerIDName", or_unknown(caller.name))
                    .add("ConnectedLineNum", or_unknown(caller.connected_number))
                    .add("ConnectedLineName", or_unknown(caller.connected_name))
                    .add("Wait", waited(server, caller))
                    .add("Priority", caller.priority));
        }
    }
    return answer.complete(action, "QueueStatusComplete", count);
}

AMI_DECL reply queue_summary(core& server, session&, const request& action)
{
    auto answer = reply::list(action, "Queue summary will follow");
    std::size_t count = 0;
    for (const auto& each : server.calls.queues.all()) {
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
            longest = std::max(longest, waited(server, caller));
        answer.add(packet_text::event("QueueSummary")
                       .add("Queue", each.name)
                       .add("LoggedIn", logged_in)
                       .add("Available", available)
                       .add("Callers", each.callers.size())
                       .add("HoldTime", each.hold_time)
                       .add("TalkTime", each.talk_time)
                       .add("LongestHoldTime", longest)
                       .action_id(action.action_id()));
    }
    return answer.complete(action, "QueueSummaryComplete", count);
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_ACTIONS_QUEUE_IPP
