// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SIMULATION_FAULT_HPP
#define AMI_TESTS_SIMULATION_FAULT_HPP

// The faults of faults.txt. teeth.sh includes this before everything else, and puts `fault` into a copy of the headers.

#include <csignal>
#include <cstdint>
#include <string>
#include <unistd.h>

namespace simulation {

inline unsigned fault_number = 0; // the one that is on
inline std::string fault_seed;    // what is told if time stands still

// A fault may make a run that never ends.
inline void limit_time(std::uint64_t seed)
{
    fault_seed = "seed " + std::to_string(seed) + ": time stands still\n";
    std::signal(SIGALRM, [](int) {
        [[maybe_unused]] const auto told = ::write(STDOUT_FILENO, fault_seed.data(), fault_seed.size());
        ::_exit(1);
    });
    ::alarm(10);
}

inline bool fault(unsigned number) noexcept
{
    return number == fault_number;
}

} // namespace simulation

#endif // AMI_TESTS_SIMULATION_FAULT_HPP
