// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_AGENT_ACTIVITY_HPP
#define AMI_SESSION_LIVE_AGENT_ACTIVITY_HPP

#include <ami/protocol/values/call_outcome.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ami::live {

/// What somebody does who is a member of queues. If several are true, the first one counts.
enum class activity : std::uint8_t {
    /// On a call, of a queue or not.
    talking,
    ringing,
    /// The device is unavailable or invalid.
    unavailable,
    /// In all queues.
    paused,
    /// The wrap-up time after a call of a queue.
    wrapping_up,
    idle,
    /// No member has this interface, or Asterisk does not know the state of its device.
    unknown
};

/// The activity's name, for example `wrapping up`.
constexpr std::string_view to_string(activity value) noexcept
{
    switch (value) {
    case activity::talking: return "talking";
    case activity::ringing: return "ringing";
    case activity::unavailable: return "unavailable";
    case activity::paused: return "paused";
    case activity::wrapping_up: return "wrapping up";
    case activity::idle: return "idle";
    case activity::unknown: break;
    }
    return "unknown";
}

/// What an interface does across all queues. Times are computed when it is made: later steps of the clock do not change how
/// long something lasts.
struct agent_activity {
    /// The interface, for example `PJSIP/alice`.
    std::string interface;
    /// What the interface does.
    activity state = activity::unknown;

    /// Since when `state` is so; nothing if it was so when the model was filled.
    std::optional<std::chrono::system_clock::time_point> since;
    /// Until when the wrap-up lasts.
    std::optional<std::chrono::system_clock::time_point> until;
    /// The queue of the call that is ringing, talked on, or was talked on; empty if it is no queue's.
    std::string queue;

    /// In how many queues it is a member, and in how many of them paused.
    int queues = 0;
    /// In how many queues it is paused.
    int paused_queues = 0;
    /// Why and since when it is paused: of the last pause.
    std::string paused_reason;
    /// Since when it is paused: of the last pause.
    std::optional<std::chrono::system_clock::time_point> paused_since;

    /// Whether both say the same but for the times.
    bool is_same_as(const agent_activity& other) const noexcept
    {
        return state == other.state && queue == other.queue && queues == other.queues &&
               paused_queues == other.paused_queues && paused_reason == other.paused_reason;
    }
};

} // namespace ami::live

template <>
struct fmt::formatter<ami::live::activity> : ami::detail::name_formatter<ami::live::activity> {};

#endif // AMI_SESSION_LIVE_AGENT_ACTIVITY_HPP
