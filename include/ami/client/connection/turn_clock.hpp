// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_CONNECTION_TURN_CLOCK_HPP
#define AMI_CLIENT_CONNECTION_TURN_CLOCK_HPP

#include <ami/net/network.hpp>
#include <ami/session/connection/deadline.hpp>

#include <chrono>

namespace ami::detail {

// The time within a turn. Looking at the clock costs as much as handing out an event; so it is done where a quicker clock
// has moved, or where a handler of few milliseconds is to be noticed.
class turn_clock {
public:
    explicit turn_clock(network& network) : network_(network) {}

    void start()
    {
        now_ = network_.now();
        coarse_ = network_.recent_now();
    }

    // After code of the user; false where no time has passed that matters.
    bool advance(duration slow_handler)
    {
        const auto coarse = network_.recent_now();
        if (coarse == coarse_ && slow_handler >= std::chrono::milliseconds(20))
            return false;
        coarse_ = coarse;
        now_ = network_.now();
        return true;
    }

    time_point now() const noexcept { return now_; }

private:
    network& network_;
    time_point now_{};
    time_point coarse_{};
};

} // namespace ami::detail

#endif // AMI_CLIENT_CONNECTION_TURN_CLOCK_HPP
