// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_CONNECTION_DURATION_HISTOGRAM_HPP
#define AMI_SESSION_CONNECTION_DURATION_HISTOGRAM_HPP

#include <ami/detail/chrono.hpp>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace ami {

/// Counts durations by their order of magnitude: bucket 0 counts those below one microsecond, bucket n those from
/// 2^(n-1) up to 2^n microseconds; the last one, everything from about half an hour on.
class duration_histogram {
public:
    /// The number of buckets.
    static constexpr std::size_t size = 32;

    /// Counts a duration.
    void add(std::chrono::steady_clock::duration value) noexcept
    {
        const auto microseconds = std::chrono::duration_cast<std::chrono::microseconds>(value).count();
        const auto bucket = static_cast<std::size_t>(
            std::bit_width(static_cast<std::uint64_t>(microseconds < 0 ? 0 : microseconds)));
        ++buckets_[bucket < size ? bucket : size - 1];
    }

    /// How many durations each bucket has.
    const std::array<std::uint64_t, size>& buckets() const noexcept { return buckets_; }

    /// The end of a bucket, exclusive.
    static constexpr std::chrono::microseconds upper_bound(std::size_t bucket) noexcept
    {
        return std::chrono::microseconds(std::int64_t{1} << bucket);
    }

private:
    std::array<std::uint64_t, size> buckets_{};
};

} // namespace ami

#endif // AMI_SESSION_CONNECTION_DURATION_HISTOGRAM_HPP
