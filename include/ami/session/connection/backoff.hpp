// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_CONNECTION_BACKOFF_HPP
#define AMI_SESSION_CONNECTION_BACKOFF_HPP

#include <ami/protocol/config/reconnect_policy.hpp>

#include <ami/detail/chrono.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace ami::detail {

// Exponential waits with full jitter. The random number comes from outside: 0 to 2^32 - 1.
class backoff {
public:
    using duration = reconnect_policy::duration;

    void configure(const reconnect_policy& policy) noexcept
    {
        policy_ = policy;
        reset();
    }

    const reconnect_policy& policy() const noexcept { return policy_; }

    void reset() noexcept { attempts_ = 0; }

    std::size_t attempts() const noexcept { return attempts_; }
    bool is_exhausted() const noexcept
    {
        return policy_.max_attempts != 0 && attempts_ >= policy_.max_attempts;
    }

    duration next(std::uint32_t random) noexcept
    {
        duration limit = policy_.initial_delay;
        // Without an overflow, whatever the longest wait is.
        for (std::size_t i = 0; i != attempts_ && limit < policy_.max_delay; ++i)
            limit = limit > policy_.max_delay / 2 ? policy_.max_delay : limit * 2;
        ++attempts_;
        limit = std::min(limit, policy_.max_delay);
        if (random == 4294967295U)
            return limit;
        const double share = static_cast<double>(random) / 4294967295.0;
        return duration(static_cast<duration::rep>(static_cast<double>(limit.count()) * share));
    }

private:
    reconnect_policy policy_;
    std::size_t attempts_ = 0;
};

} // namespace ami::detail

#endif // AMI_SESSION_CONNECTION_BACKOFF_HPP
