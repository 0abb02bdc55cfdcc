// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SIMULATION_TRACE_HPP
#define AMI_TESTS_SIMULATION_TRACE_HPP

#include <fmt/format.h>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace simulation {

// What happened, as a hash and, if it is wanted, as text.
class trace {
public:
    explicit trace(bool shown) : shown_(shown) {}

    void note(std::chrono::steady_clock::duration when, std::string_view text)
    {
        const auto line = fmt::format("{:>12.3f} s  {}\n",
            static_cast<double>(std::chrono::duration_cast<std::chrono::milliseconds>(when).count()) / 1000,
            text);
        for (const char c : line)
            hash_ = (hash_ ^ static_cast<unsigned char>(c)) * 0x100000001b3; // FNV-1a
        ++lines_;
        if (shown_)
            fmt::print("{}", line);
    }

    std::uint64_t hash() const noexcept { return hash_; }
    std::uint64_t lines() const noexcept { return lines_; }

private:
    bool shown_;
    std::uint64_t hash_ = 0xcbf29ce484222325;
    std::uint64_t lines_ = 0;
};

} // namespace simulation

#endif // AMI_TESTS_SIMULATION_TRACE_HPP
