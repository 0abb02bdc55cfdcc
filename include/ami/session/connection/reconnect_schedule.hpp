// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_CONNECTION_RECONNECT_SCHEDULE_HPP
#define AMI_SESSION_CONNECTION_RECONNECT_SCHEDULE_HPP

#include <ami/protocol/config/reconnect_policy.hpp>
#include <ami/protocol/errors/error.hpp>
#include <ami/session/connection/backoff.hpp>
#include <ami/session/connection/deadline.hpp>

#include <ami/detail/macros.hpp>

#include <cstdint>
#include <optional>

namespace ami::detail {

// Whether there is another attempt after a connection, or an attempt at one, has failed, and when.
class reconnect_schedule {
public:
    AMI_COLD AMI_DECL void start(const reconnect_policy& policy, std::uint32_t seed);

    // A login was accepted; and: the client can be used.
    void on_logged_in() noexcept { has_logged_in_ = true; }
    AMI_COLD AMI_DECL void on_ready(time_point now) noexcept;

    // The time until the next attempt. Nothing if there is none: `cause` is final, or says then how many there were.
    AMI_COLD AMI_DECL std::optional<duration> next(failure& cause, time_point now);

    // Whether trying again cannot mend it: the settings, the other side's protocol or identity, and a refused login
    // that was never accepted before. Everything else may be the network's or the server's passing trouble.
    AMI_COLD AMI_DECL bool is_final(const failure& cause) const;

    // Whether it could be used over an earlier connection too.
    bool is_reconnected() const noexcept { return times_ready_ > 1; }

private:
    AMI_DECL std::uint32_t draw() noexcept;

    backoff backoff_;
    std::uint32_t random_ = 1;
    bool has_logged_in_ = false;
    std::uint64_t times_ready_ = 0;
    std::optional<time_point> ready_since_; // the connection in hand
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/connection/impl/reconnect_schedule.ipp>
#endif

#endif // AMI_SESSION_CONNECTION_RECONNECT_SCHEDULE_HPP
