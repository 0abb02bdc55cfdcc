// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_CONFIG_RECONNECT_POLICY_HPP
#define AMI_PROTOCOL_CONFIG_RECONNECT_POLICY_HPP

#include <ami/detail/chrono.hpp>

#include <cstddef>

namespace ami {

/// What a client does after a lost connection. Durations must be longer than zero.
struct reconnect_policy {
    /// The type of all times here.
    using duration = std::chrono::steady_clock::duration;

    /// Whether the client reconnects after it was logged in once.
    bool enabled = true;

    /// Whether `async_connect` itself tries again after a transient failure. If not, it fails with the first one.
    bool retry_initial_connect = false;

    /// The longest wait before the first attempt. Each failed attempt doubles it, up to `max_delay`. The wait is a
    /// random time between zero and this value, so that many clients do not reconnect at the same moment.
    duration initial_delay = std::chrono::seconds(1);
    /// The longest wait between two attempts.
    duration max_delay = std::chrono::minutes(1);

    /// If a connection lasted this long, the next loss begins with `initial_delay` again.
    duration stable_after = std::chrono::minutes(1);

    /// Attempts in a row before the session ends; zero: no limit.
    std::size_t max_attempts = 0;

    /// The wait after "Authentication failed", if an earlier login had succeeded. The secret may have been changed, or
    /// manager.conf may be incomplete at the moment.
    duration delay_after_refused_login = std::chrono::minutes(5);

    /// Whether actions that are started without a connection wait for it, within their deadlines. If not, they fail at
    /// once with `errc::not_connected`.
    bool hold_actions = false;
};

} // namespace ami

#endif // AMI_PROTOCOL_CONFIG_RECONNECT_POLICY_HPP
