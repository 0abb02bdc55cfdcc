// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_DETAIL_CALENDAR_HPP
#define AMI_TESTING_DETAIL_CALENDAR_HPP

#include <ctime>

namespace ami::testing::detail {

// The C library's own functions share a buffer among threads; those that do not have other names on Windows.
inline std::tm utc_calendar(std::time_t time) noexcept
{
    std::tm parts{};
#if defined(_WIN32)
    ::gmtime_s(&parts, &time);
#else
    ::gmtime_r(&time, &parts);
#endif
    return parts;
}

inline std::tm local_calendar(std::time_t time) noexcept
{
    std::tm parts{};
#if defined(_WIN32)
    ::localtime_s(&parts, &time);
#else
    ::localtime_r(&time, &parts);
#endif
    return parts;
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_DETAIL_CALENDAR_HPP
