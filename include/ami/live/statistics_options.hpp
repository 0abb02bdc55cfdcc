// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_LIVE_STATISTICS_OPTIONS_HPP
#define AMI_LIVE_STATISTICS_OPTIONS_HPP

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <string>

namespace ami::live {

/// What `queue_statistics` keeps.
struct statistics_options {
    /// The type of all times here.
    using duration = std::chrono::steady_clock::duration;

    /// How far `queue_statistics::level` looks back.
    duration window = std::chrono::hours(1);

    /// Of each queue, at most so many waits are kept for it, the last ones: 24 bytes each.
    std::size_t most_waits = 10'000;

    /// The wrap-up times of queues, as queues.conf has them: no event or list tells them. They are for members whose own
    /// `Wrapuptime` is 0.
    std::map<std::string, duration, std::less<>> wrapup_times;
};

} // namespace ami::live

#endif // AMI_LIVE_STATISTICS_OPTIONS_HPP
