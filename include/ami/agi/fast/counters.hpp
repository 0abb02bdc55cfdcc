// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_AGI_FAST_COUNTERS_HPP
#define AMI_AGI_FAST_COUNTERS_HPP

#include <ami/session/connection/duration_histogram.hpp>

#include <cstddef>
#include <cstdint>

namespace ami {

/// What a FastAGI server has done so far. Each connection that was accepted is in `sessions` at last in one of the other counts.
struct fastagi_counters {
    /// Connections now that were not refused: until the connection and the handler have ended.
    std::size_t sessions = 0;
    /// All connections so far.
    std::uint64_t accepted = 0;

    /// Connections that were closed by the peer before a byte, as health checks do.
    std::uint64_t silent = 0;
    /// Connections that `fastagi_options::peers` does not allow.
    std::uint64_t refused_peers = 0;
    /// Connections that were refused or ended for `fastagi_limits::sessions` or `environments`, or for too many open files.
    std::uint64_t refused_sessions = 0;
    /// Connections whose script has no route.
    std::uint64_t refused_scripts = 0;
    /// Connections that sent no environment, or one that reached a limit.
    std::uint64_t refused_environments = 0;

    /// The handler has ended while the call was up.
    std::uint64_t completed = 0;
    /// The call was hung up, or Asterisk closed the connection.
    std::uint64_t hung_up = 0;
    /// The handler threw.
    std::uint64_t handler_failed = 0;
    /// A limit was reached, bytes came that belong to nothing, or the network failed.
    std::uint64_t broken = 0;
    /// The server was stopped or destroyed.
    std::uint64_t stopped = 0;

    /// Commands that were sent.
    std::uint64_t commands = 0;
    /// From each command until its answer.
    duration_histogram command_times;
    /// From the connection until its end, of sessions with a handler.
    duration_histogram session_times;

    /// The listening socket failed, for example because the process has too many open files.
    std::uint64_t accept_errors = 0;
};

} // namespace ami

#endif // AMI_AGI_FAST_COUNTERS_HPP
