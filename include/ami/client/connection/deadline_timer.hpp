// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_CONNECTION_DEADLINE_TIMER_HPP
#define AMI_CLIENT_CONNECTION_DEADLINE_TIMER_HPP

#include <ami/net/network.hpp>
#include <ami/session/connection/deadline.hpp>

#include <memory>
#include <optional>
#include <utility>

namespace ami::detail {

// One timer for the first of many deadlines. It is set anew only for an earlier one: most of them are over before they
// come, and if the timer expires too early, the caller just looks again.
class deadline_timer {
public:
    // `make` returns the timer, which is made when it is needed first. What it invokes calls `expired`, and arms it again.
    template <class Make>
    void arm(std::optional<time_point> next, Make make)
    {
        if (!next) {
            if (std::exchange(armed_, std::nullopt))
                timer_->cancel();
            return;
        }
        if (armed_ && *armed_ <= *next)
            return;
        if (!timer_)
            timer_ = make();
        armed_ = next;
        timer_->arm(*next);
    }

    void expired() noexcept { armed_.reset(); }

    void reset() noexcept
    {
        timer_.reset();
        armed_.reset();
    }

private:
    std::unique_ptr<timer> timer_;
    std::optional<time_point> armed_;
};

} // namespace ami::detail

#endif // AMI_CLIENT_CONNECTION_DEADLINE_TIMER_HPP
