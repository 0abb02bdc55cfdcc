// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_AGENTS_IPP
#define AMI_TESTING_IMPL_AGENTS_IPP

#include <ami/testing/detail/pbx.hpp>

#include <algorithm>
#include <chrono>
#include <string>

namespace ami::testing::detail {

// app_agent_pool: agents who are logged in and wait with music. Nobody is connected with them.

AMI_DECL live_agent* pbx::find_agent(std::string_view id)
{
    const auto found =
        std::find_if(agents_.begin(), agents_.end(), [&](const live_agent& each) { return each.id == id; });
    return found == agents_.end() ? nullptr : &*found;
}

// AgentLogin(ID).
AMI_DECL void pbx::log_in_agent(const channel_ptr& which, std::string_view data)
{
    auto* const agent = find_agent(data.substr(0, data.find(',')));
    if (!agent || agent->who.lock()) {
        set_variable(which, "AGENT_STATUS", agent ? "ALREADY_LOGGED_IN" : "INVALID");
        return next(which);
    }
    agent->who = which;
    agent->since = agenda_.now();
    agent->login_time = unix_time(agenda_);
    emit_(class_agent, channel_event("AgentLogin", "agent", *which).add("Agent", agent->id).str());
    if (agent_bridge_.empty()) {
        agent_bridge_ = make_bridge_id();
        emit_(class_call, bridge_event("BridgeCreate", agent_bridge_).str());
    }
    enter(agent_bridge_, which);
    emit_music(*which, true);
}

AMI_DECL void pbx::log_off_agent(const channel_ptr& which)
{
    const auto agent = std::find_if(
        agents_.begin(), agents_.end(), [&](const live_agent& each) { return each.who.lock() == which; });
    if (agent == agents_.end())
        return;
    agent->who.reset();
    emit_music(*which, false);
    which->bridge.clear();
    auto left = bridge_event("BridgeLeave", agent_bridge_);
    which->append_to(left, settings_.channel_variables);
    emit_(class_call, left.str());
    const auto time = std::chrono::duration_cast<std::chrono::seconds>(since(agent->since));
    emit_(class_agent, channel_event("AgentLogoff", "agent", *which)
                           .add("Agent", agent->id)
                           .add("Logintime", time.count())
                           .str());
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_AGENTS_IPP
