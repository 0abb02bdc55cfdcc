// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_AGI_FAST_LIMITS_HPP
#define AMI_AGI_FAST_LIMITS_HPP

#include <chrono>
#include <cstddef>

namespace ami {

/// What a FastAGI server reads, keeps and waits for. `duration::max()` is no limit. If a limit is reached, the session ends with
/// the error that is named here.
struct fastagi_limits {
    /// The type of all times here.
    using duration = std::chrono::steady_clock::duration;

    /// Sessions at the same time, from the end of the environment on: `errc::too_many_agi_sessions`.
    std::size_t sessions = 1000;

    /// Connections whose environment is not complete, at the same time. One more ends the oldest of them:
    /// `errc::too_many_agi_sessions`. So peers that connect and say nothing do not keep out Asterisk, which sends the environment
    /// at once.
    std::size_t environments = 256;

    /// Bytes of a line of the environment: `errc::agi_line_too_long`.
    std::size_t line = 64 * 1024;

    /// Lines and bytes of the environment: `errc::agi_environment_too_large`.
    std::size_t environment_lines = 160;
    /// Bytes of the environment: `errc::agi_environment_too_large`.
    std::size_t environment_bytes = 1024 * 1024;

    /// Bytes of an answer: `errc::agi_answer_too_large`.
    std::size_t answer = 1024 * 1024;

    /// Bytes of a command. A longer one is not sent, the command ends with `errc::agi_command_too_long`. Asterisk before 20.16,
    /// 21.11 and 22.6 reads 2,046 bytes; set 8190 only if every Asterisk is newer: the rest of a longer line would be another
    /// command, and all later answers would be those of other commands.
    std::size_t command = 2046;

    /// Commands of a session that wait to be sent. One more ends with `errc::too_many_in_flight`.
    std::size_t waiting_commands = 1000;

    /// From the connection until the environment is complete: `errc::agi_environment_timeout`.
    duration environment_timeout = std::chrono::seconds(5);

    /// From the start of a command until its answer. The command ends with `errc::timed_out`, or `errc::not_sent` if it was
    /// not sent, and the session goes on. Some commands take hours, for example Dial: there is no limit unless this is set.
    duration command_timeout = duration::max();

    /// While no command runs and the call is up: `errc::agi_idle_timeout`.
    duration idle_timeout = duration::max();

    /// While no command runs after the hang-up: `errc::agi_hangup_timeout`. Until the session ends, Asterisk keeps the
    /// channel.
    duration hangup_timeout = std::chrono::seconds(30);

    /// While no command runs and the call is up: the session asks by CHANNEL STATUS whether it still is, and again each time this
    /// has passed. On a channel with `AGISIGHUP=no`, and in an interception routine, nothing else tells of a hang-up. In the
    /// extension `h` it asks as soon as no command runs.
    duration hangup_check = std::chrono::seconds(60);

    /// After the last byte was sent until Asterisk closes the connection. Then this end closes it.
    duration close_timeout = std::chrono::seconds(5);
};

} // namespace ami

#endif // AMI_AGI_FAST_LIMITS_HPP
