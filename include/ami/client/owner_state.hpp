// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_OWNER_STATE_HPP
#define AMI_CLIENT_OWNER_STATE_HPP

#include <atomic>

namespace ami::detail {

// How far the end of the user's client has come; asked on any thread. It goes forward only.
class owner_state {
public:
    // The client is being destroyed: nothing of the user's is invoked any more but completion handlers.
    void abandon() noexcept
    {
        auto expected = stage::alive;
        stage_.compare_exchange_strong(expected, stage::abandoned);
    }

    // What the client had on its executor was let go of, or the execution context is going.
    void release() noexcept { stage_ = stage::released; }

    bool is_abandoned() const noexcept { return stage_ != stage::alive; }
    bool is_released() const noexcept { return stage_ == stage::released; }

private:
    enum class stage : unsigned char { alive, abandoned, released };

    std::atomic<stage> stage_ = stage::alive;
};

} // namespace ami::detail

#endif // AMI_CLIENT_OWNER_STATE_HPP
