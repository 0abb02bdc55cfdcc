// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_AGENT_STORE_HPP
#define AMI_SESSION_LIVE_AGENT_STORE_HPP

#include <ami/protocol/wire/packet_view.hpp>
#include <ami/session/live/agent.hpp>
#include <ami/session/live/listed_store.hpp>
#include <ami/session/live/moment.hpp>
#include <ami/session/live/wanted_lists.hpp>

#include <ami/detail/macros.hpp>

#include <chrono>
#include <string_view>

namespace ami::detail {

// By the action Agents, and by AgentLogin and AgentLogoff. Of the calls of agents nothing tells but DeviceStateChange of
// `Agent:ID`: after it a list is wanted.
class agent_store : public listed_store<live::agent> {
public:
    static constexpr std::chrono::milliseconds settle_time{1500};

    // `wanted` must outlive the store.
    explicit agent_store(wanted_lists& wanted) noexcept : wanted_(wanted) {}

    AMI_DECL void on_item(const event_view& item, const moment& at);
    AMI_DECL void on_event(const event_view& event, const moment& at);
    // DeviceStateChange.
    AMI_DECL void on_device(std::string_view device, std::string_view state, const moment& at);

private:
    AMI_DECL void log_in(const event_view& event, const moment& at);
    AMI_DECL void log_off(const event_view& event);

    wanted_lists& wanted_;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/live/impl/agent_store.ipp>
#endif

#endif // AMI_SESSION_LIVE_AGENT_STORE_HPP
