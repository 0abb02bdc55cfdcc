// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_DETAIL_CHRONO_HPP
#define AMI_DETAIL_CHRONO_HPP

// Durations, time points and clocks of std::chrono, for headers that need no more of it. Calendars, time zones and their
// streams cost as much to compile as half of all others that this library adds to Asio's; libstdc++ has the rest of
// <chrono> after <mutex> as well, whose functions take durations.

#include <version>

#if defined(_GLIBCXX_RELEASE) && _GLIBCXX_RELEASE >= 12
#include <mutex>
#else
#include <chrono>
#endif

#endif // AMI_DETAIL_CHRONO_HPP
