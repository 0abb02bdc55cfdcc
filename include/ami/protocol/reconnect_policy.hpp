// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_PROTOCOL_RECONNECT_POLICY_HPP
#define AMI_PROTOCOL_RECONNECT_POLICY_HPP

#include <ami/detail/duration.hpp>

#include <cstddef>

namespace ami {

/// What a client does after a lost connection. Durations must be longer than zero.
struct reconnect_policy {
    using duration = std::chrono::steady_clock::duration;

    /// Whether a connection that was logged in once is made anew after it was lost.
    bool enabled = true;

    /// Whether `async_connect` itself tries again after a transient failure; otherwise it reports the first one.
    bool from_start = false;

    /// The longest wait before the first attempt. Each attempt that fails doubles it, up to `max_delay`; the wait is a
    /// random time between zero and that, so that many clients do not come back all at once.
    duration initial_delay = std::chrono::seconds(1);
    duration max_delay = std::chrono::minutes(1);

    /// A connection that lasted this long counts as good: the next loss begins with `initial_delay` again.
    duration stable_after = std::chrono::minutes(1);

    /// Attempts in a row before the client gives up; zero: it never does.
    std::size_t max_attempts = 0;

    /// The wait after "Authentication failed" behind a login that had succeeded before: the secret may have been
    /// changed, or manager.conf may be half written.
    duration after_refused_login = std::chrono::minutes(5);

    /// Whether actions that are started while there is no connection wait for it, within their deadlines, instead of
    /// failing at once with `errc::not_connected`.
    bool hold_actions = false;
};

} // namespace ami

#endif // AMI_PROTOCOL_RECONNECT_POLICY_HPP
