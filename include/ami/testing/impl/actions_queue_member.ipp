// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_ACTIONS_QUEUE_MEMBER_IPP
#define AMI_TESTING_IMPL_ACTIONS_QUEUE_MEMBER_IPP

#include <ami/testing/detail/actions.hpp>
#include <ami/testing/detail/core.hpp>
#include <ami/testing/detail/session.hpp>
#include <ami/testing/detail/text.hpp>

#include <algorithm>
#include <utility>

namespace ami::testing::detail {

AMI_DECL reply agents(core& server, session&, const request& action)
{
    auto answer = reply::list(action, "Agents will follow");
    for (const auto& each : server.calls.agents()) {
        auto item = packet_text::event("Agents").add("Agent", each.id).add("Name", each.name);
        if (const auto online = each.who.lock()) {
            item.add("Status", "AGENT_IDLE").add("LoggedInTime", each.login_time);
            online->append_to(item, server.settings.channel_variables);
        } else {
            item.add("Status", "AGENT_LOGGEDOFF");
        }
        answer.add(item.action_id(action.action_id()));
    }
    return answer.complete(action, "AgentsComplete", server.calls.agents().size());
}

AMI_DECL reply agent_logoff(core& server, session&, const request& action)
{
    if (action["Agent"].empty())
        return reply::error(action, "No agent specified");
    const auto* const agent = server.calls.find_agent(action["Agent"]);
    if (!agent)
        return reply::error(action, "No such agent");
    if (const auto online = agent->who.lock())
        server.calls.hang_up(online, 0);
    return reply::success(action, "Agent logged out");
}

AMI_DECL reply queue_add(core& server, session&, const request& action)
{
    const auto interface = action["Interface"];
    if (action["Queue"].empty())
        return reply::error(action, "'Queue' not specified.");
    if (interface.empty())
        return reply::error(action, "'Interface' not specified.");
    auto* const queue = server.calls.queues.find(action["Queue"]);
    if (!queue)
        return reply::error(action, "Unable to add interface to queue: No such queue");
    if (server.calls.queues.find_member(*queue, interface))
        return reply::error(action, "Unable to add interface: Already there");
    const auto name = action["MemberName"];
    live_member member(interface, name.empty() ? interface : name,
        std::max(leading_number(action["Penalty"]).value_or(0), 0));
    if (!action["StateInterface"].empty())
        member.state_interface = action["StateInterface"];
    member.membership = "dynamic";
    member.paused = is_true(action["Paused"]);
    // Asterisk 16 does not know it.
    if (member.paused && server.settings.asterisk == era::asterisk_22)
        member.paused_reason = action["Reason"];
    server.calls.queues.add(*queue, std::move(member));
    return reply::success(action, "Added interface to queue");
}

AMI_DECL reply queue_remove(core& server, session&, const request& action)
{
    const auto interface = action["Interface"];
    if (action["Queue"].empty() || interface.empty())
        return reply::error(action, "Need 'Queue' and 'Interface' parameters.");
    auto* const queue = server.calls.queues.find(action["Queue"]);
    if (!queue)
        return reply::error(action, "Unable to remove interface from queue: No such queue");
    const auto* const member = server.calls.queues.find_member(*queue, interface);
    if (!member)
        return reply::error(action, "Unable to remove interface: Not there");
    if (member->membership != "dynamic")
        return reply::error(action, "Member not dynamic");
    server.calls.queues.remove(*queue, interface);
    return reply::success(action, "Removed interface from queue");
}

AMI_DECL reply queue_pause(core& server, session&, const request& action)
{
    if (action["Interface"].empty() || action["Paused"].empty())
        return reply::error(action, "Need 'Interface' and 'Paused' parameters.");
    const bool paused = is_true(action["Paused"]);
    if (!server.calls.queues.pause(action["Queue"], action["Interface"], paused, action["Reason"]))
        return reply::error(action, "Interface not found");
    return reply::success(
        action, paused ? "Interface paused successfully" : "Interface unpaused successfully");
}

AMI_DECL reply queue_penalty(core& server, session&, const request& action)
{
    if (action["Interface"].empty() || action["Penalty"].empty())
        return reply::error(action, "Need 'Interface' and 'Penalty' parameters.");
    const int penalty = leading_number(action["Penalty"]).value_or(0);
    if (penalty < 0 || !server.calls.queues.set_penalty(action["Queue"], action["Interface"], penalty))
        return reply::error(action, "Invalid interface, queuename or penalty");
    return reply::success(action, "Interface penalty set successfully");
}

AMI_DECL reply queue_member_ring_in_use(core& server, session&, const request& action)
{
    if (action["Interface"].empty() || action["RingInUse"].empty())
        return reply::error(action, "Need 'Interface' and 'RingInUse' parameters.");
    const auto value = action["RingInUse"];
    const bool is_known = is_true(value) || is_false(value);
    if (!is_known ||
        !server.calls.queues.set_ring_in_use(action["Queue"], action["Interface"], is_true(value)))
        return reply::error(action, "Invalid interface, queuename, or ringinuse value\n");
    return reply::success(action, "Interface ringinuse set successfully");
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_ACTIONS_QUEUE_MEMBER_IPP
