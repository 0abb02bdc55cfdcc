// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_CONNECTION_COUNTERS_HPP
#define AMI_SESSION_CONNECTION_COUNTERS_HPP

#include <ami/session/connection/duration_histogram.hpp>

#include <cstdint>

namespace ami {

/// What a client has seen since it was made. Read them on the client's executor.
struct counters {
    /// Bytes that were received.
    std::uint64_t bytes_received = 0;
    /// Bytes that were handed to the network.
    std::uint64_t bytes_sent = 0;
    /// Events, items of lists included.
    std::uint64_t events_received = 0;
    /// Responses.
    std::uint64_t responses_received = 0;
    /// Packets that begin with neither `Event` nor `Response`.
    std::uint64_t other_packets = 0;

    /// Every action that was started, and how it ended: `actions_started` is the sum of the counters up to
    /// `actions_rejected` and of the actions that are pending. An answer with an error counts as answered.
    std::uint64_t actions_started = 0;
    /// Actions with an answer, also if it was an error.
    std::uint64_t actions_answered = 0;
    /// Actions that ended with `errc::timed_out`.
    std::uint64_t actions_timed_out = 0;
    /// Actions that the program cancelled.
    std::uint64_t actions_cancelled = 0;
    /// Actions that ended with `errc::not_sent`.
    std::uint64_t actions_not_sent = 0;
    /// Actions that ended with `errc::outcome_unknown`.
    std::uint64_t actions_outcome_unknown = 0;
    /// Refused here: a faulty action, no connection, a limit.
    std::uint64_t actions_rejected = 0;

    /// Answers that came after their action had been cancelled or had timed out.
    std::uint64_t late_answers = 0;
    /// Responses without an action of ours.
    std::uint64_t orphan_responses = 0;

    /// From the moment an action was started to its whole answer.
    duration_histogram round_trips;

    /// Events that streams lost because their queues were full.
    std::uint64_t events_dropped = 0;

    /// How often events may have been lost without the session's end; see `errc::events_missed`.
    std::uint64_t event_gaps = 0;

    /// Calls that came in or were listed while `limits::max_followed_calls` calls were followed.
    std::uint64_t calls_not_followed = 0;

    /// Reconnects that led to a login.
    std::uint64_t reconnects = 0;

    /// Calls of event handlers.
    std::uint64_t events_delivered = 0;
    /// Exceptions that left handlers of events.
    std::uint64_t handler_exceptions = 0;
    /// Invocations that took longer than `config::slow_handler`.
    std::uint64_t slow_handlers = 0;
};

} // namespace ami

#endif // AMI_SESSION_CONNECTION_COUNTERS_HPP
