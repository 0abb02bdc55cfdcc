// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_BENCHMARK_PACED_HPP
#define AMI_TESTS_BENCHMARK_PACED_HPP

#include <ctime>
#include <sched.h>
#include <string_view>
#include <unistd.h>

namespace bench {

// The header with the time at which an event was sent, in nanoseconds of CLOCK_MONOTONIC.
inline constexpr std::string_view sent_header = "Sent: ";

inline long long monotonic_nanoseconds()
{
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return static_cast<long long>(now.tv_sec) * 1'000'000'000 + now.tv_nsec;
}

// This thread stays on one processor, if there are that many.
inline void run_on_processor(unsigned which)
{
    if (sysconf(_SC_NPROCESSORS_ONLN) <= static_cast<long>(which))
        return;
    cpu_set_t only;
    CPU_ZERO(&only);
    CPU_SET(which, &only);
    sched_setaffinity(0, sizeof only, &only);
}

} // namespace bench

#endif // AMI_TESTS_BENCHMARK_PACED_HPP
