// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_AGENT_HPP
#define AMI_SESSION_LIVE_AGENT_HPP

#include <ami/protocol/values/device_state.hpp>
#include <ami/session/live/record.hpp>
#include <ami/typed/enumerations.hpp>

#include <chrono>
#include <optional>

namespace ami::detail {

struct agent_values {
    std::chrono::system_clock::time_point logged_in_since; // the epoch if not logged in

    friend bool operator==(const agent_values&, const agent_values&) = default;
};

} // namespace ami::detail

namespace ami::live {

/// An agent of agents.conf. Its headers are `Agent`, `Name`, `Status`, `Channel`, `Uniqueid` and `TalkingToChan` of the event
/// Agents, which is the item of a list, and `DeviceState`: what DeviceStateChange tells of `Agent:ID`.
class agent : public record<agent, ::ami::detail::agent_values> {
public:
    using record::record;

    /// `Agent`, the key.
    text_field id() const& noexcept { return header("Agent"); }
    text_field id() const&& = delete;
    /// `Name`.
    text_field name() const& noexcept { return header("Name"); }
    text_field name() const&& = delete;
    /// `Status`. Of calls only lists tell it; one is wanted when `device()` changes.
    field<agent_state> status() const& noexcept { return header("Status"); }
    /// `DeviceState`; absent until an event tells it. It is `in_use` on calls, and between two if there is a wrap-up time.
    field<device_state> device() const& noexcept { return header("DeviceState"); }
    /// `Uniqueid` of the channel that is logged in; empty if none is.
    text_field channel_id() const& noexcept { return header("Uniqueid"); }
    text_field channel_id() const&& = delete;
    /// `Channel`: its name.
    text_field channel() const& noexcept { return header("Channel"); }
    text_field channel() const&& = delete;
    /// `TalkingToChan`: the channel that the agent talks to.
    text_field talking_to() const& noexcept { return header("TalkingToChan"); }
    text_field talking_to() const&& = delete;
    /// Since when the agent is logged in; nothing if it is not.
    std::optional<std::chrono::system_clock::time_point> logged_in_since() const noexcept
    {
        const auto since = values().logged_in_since;
        return since.time_since_epoch().count() == 0 ? std::nullopt : std::optional(since);
    }
};

} // namespace ami::live

#endif // AMI_SESSION_LIVE_AGENT_HPP
