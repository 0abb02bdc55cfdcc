// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_QUEUE_COUNTERS_HPP
#define AMI_SESSION_LIVE_QUEUE_COUNTERS_HPP

#include <chrono>
#include <cstdint>

namespace ami::live {

/// How a wait in a queue ended.
enum class wait_outcome : std::uint8_t {
    /// AgentConnect.
    answered,
    /// QueueCallerAbandon, and then the caller's Hangup.
    abandoned,
    /// QueueCallerAbandon, and then `QUEUESTATUS` is TIMEOUT.
    timed_out,
    /// The same with LEAVEEMPTY or LEAVEUNAVAIL: no member could answer any more.
    left_empty,
    /// The caller lives on without an answer: redirected, parked, bridged, withdrawn, or by a key.
    elsewhere,
    /// The end was not seen: it came while the connection was lost, or Asterisk did not tell it.
    unknown
};

/// What came of the callers of a queue, counted from events. `joined` is the sum of the six outcomes and of those who wait.
struct queue_counters {
    /// Callers who have joined.
    std::uint64_t joined = 0;
    /// Callers whom a member has answered.
    std::uint64_t answered = 0;
    /// Callers who hung up while they waited.
    std::uint64_t abandoned = 0;
    /// Callers whose time in the queue was over.
    std::uint64_t timed_out = 0;
    /// Callers whom the queue sent on because no member could answer.
    std::uint64_t left_empty = 0;
    /// Callers who left in another way: redirected, parked, bridged, withdrawn, or by a key.
    std::uint64_t elsewhere = 0;
    /// Callers whose end was not seen.
    std::uint64_t unknown = 0;

    /// Of the answered ones: those whom the agent has transferred, as AgentComplete says.
    std::uint64_t transferred = 0;

    /// Talks that have ended, and how long they were together; `unknown_talks` ended while the connection was lost.
    std::uint64_t talks = 0;
    /// Talks that ended while the connection was lost.
    std::uint64_t unknown_talks = 0;
    /// How long the talks that have ended were together.
    std::chrono::milliseconds talk{};

    /// How long the answered callers, and the abandoned ones, had waited together.
    std::chrono::milliseconds answered_wait{};
    /// How long the abandoned callers had waited together.
    std::chrono::milliseconds abandoned_wait{};

    /// Since when this is counted.
    std::chrono::system_clock::time_point since;
};

/// What a member has done, counted from events.
struct agent_counters {
    /// Calls of queues that the member has answered.
    std::uint64_t answered = 0;
    /// AgentRingNoAnswer.
    std::uint64_t not_answered = 0;
    /// Talks that have ended, and how long they were together.
    std::uint64_t talks = 0;
    /// How long the talks that have ended were together.
    std::chrono::milliseconds talk{};
};

/// How fast the callers of a queue were answered lately.
struct service_level {
    /// Callers who were answered.
    std::uint64_t answered = 0;
    /// Callers who were answered in time.
    std::uint64_t answered_within = 0;
    /// Abandoned, timed out, or sent away because no member could answer.
    std::uint64_t lost = 0;
    /// Those of the lost callers who had waited at most that time.
    std::uint64_t lost_within = 0;

    /// The share of all those callers who were answered in time, 0 to 1; 1 if there were none.
    double ratio() const noexcept
    {
        const auto all = answered + lost;
        return all == 0 ? 1.0 : static_cast<double>(answered_within) / static_cast<double>(all);
    }
};

} // namespace ami::live

#endif // AMI_SESSION_LIVE_QUEUE_COUNTERS_HPP
