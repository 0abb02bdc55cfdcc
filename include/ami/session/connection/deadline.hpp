// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_CONNECTION_DEADLINE_HPP
#define AMI_SESSION_CONNECTION_DEADLINE_HPP

#include <ami/detail/chrono.hpp>

#include <optional>

namespace ami::detail {

using time_point = std::chrono::steady_clock::time_point;
using duration = std::chrono::steady_clock::duration;

// The longest duration means no deadline, and sums of it must not overflow.
constexpr time_point deadline_after(time_point begin, duration time) noexcept
{
    return time > time_point::max() - begin ? time_point::max() : begin + time;
}

constexpr duration longer_by(duration time, duration more) noexcept
{
    return time > duration::zero() && more > duration::max() - time ? duration::max() : time + more;
}

// Nothing if neither is set.
constexpr std::optional<time_point> earlier_of(
    std::optional<time_point> first, std::optional<time_point> second) noexcept
{
    return !first || (second && *second < *first) ? second : first;
}

} // namespace ami::detail

#endif // AMI_SESSION_CONNECTION_DEADLINE_HPP
