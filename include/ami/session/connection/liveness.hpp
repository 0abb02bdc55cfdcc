// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_CONNECTION_LIVENESS_HPP
#define AMI_SESSION_CONNECTION_LIVENESS_HPP

#include <ami/session/connection/deadline.hpp>

#include <algorithm>
#include <optional>

namespace ami::detail {

// Notices a peer that does not answer any more. Any byte that comes shows that it does. After a silence a Ping asks for
// one, but only where no action is outstanding: a long Command or a synchronous Originate is silence too, and has a
// deadline of its own.
class liveness {
public:
    enum class verdict : unsigned char { alive, ask, gone };

    void start(duration silence, duration patience, time_point now) noexcept
    {
        silence_ = silence;
        patience_ = patience;
        heard(now);
    }

    void stop() noexcept { deadline_.reset(); }

    void heard(time_point now) noexcept
    {
        asked_ = suspicious_ = false;
        heard_at_ = now;
        deadline_ = deadline_after(now, silence_);
    }

    // An action was not answered in time, and nothing else was heard: whether more actions wait does not count now.
    void suspect(time_point now) noexcept
    {
        if (!deadline_ || asked_ || silence_ == duration::max())
            return;
        suspicious_ = true;
        deadline_ = std::max(now, deadline_after(heard_at_, silence_));
    }

    // `ask` means that a Ping must go out now.
    verdict on_time(bool action_outstanding, time_point now) noexcept
    {
        if (!deadline_ || now < *deadline_)
            return verdict::alive;
        if (asked_) {
            deadline_.reset();
            return verdict::gone;
        }
        if (action_outstanding && !suspicious_) {
            deadline_ = deadline_after(now, silence_);
            return verdict::alive;
        }
        asked_ = true;
        deadline_ = deadline_after(now, patience_);
        return verdict::ask;
    }

    std::optional<time_point> deadline() const noexcept { return deadline_; }

private:
    duration silence_{};
    duration patience_{};
    time_point heard_at_{};
    std::optional<time_point> deadline_;
    bool asked_ = false;
    bool suspicious_ = false;
};

} // namespace ami::detail

#endif // AMI_SESSION_CONNECTION_LIVENESS_HPP
