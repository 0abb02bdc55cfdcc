// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_HTTP_TIMING_HPP
#define AMI_SESSION_HTTP_TIMING_HPP

#include <ami/session/connection/deadline.hpp>

#include <ami/detail/chrono.hpp>

namespace ami::detail {

// Asterisk closes an idle connection after session_keep_alive, 15 s unless http.conf says otherwise. We are first, so
// that no request meets a connection that is being closed.
inline constexpr duration max_idle = std::chrono::seconds(10);

// How long the answer to a withdrawn action may keep its connection.
inline constexpr duration given_up_time = std::chrono::seconds(5);

// What Asterisk takes off the lifetime of a session before it waits (protocol/README.md 5.4), and some for the way.
inline constexpr duration wait_reserve = std::chrono::seconds(15);

// A server is not asked for events more often than that, so that a busy one gives many at once. One that returns at
// once with nothing, because its httptimeout is 10 s or less or because a mask keeps out what happens, is asked ever
// more slowly.
inline constexpr duration min_pause = std::chrono::milliseconds(50);
inline constexpr duration max_pause = std::chrono::seconds(1);

// How long the client tries to log off after `close`.
inline constexpr duration leave_time = std::chrono::seconds(1);

} // namespace ami::detail

#endif // AMI_SESSION_HTTP_TIMING_HPP
