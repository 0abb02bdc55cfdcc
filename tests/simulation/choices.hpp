// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SIMULATION_CHOICES_HPP
#define AMI_TESTS_SIMULATION_CHOICES_HPP

#include <cstddef>
#include <cstdint>

namespace simulation {

// SplitMix64. The same numbers on every platform, which no distribution of the standard library promises.
class choices {
public:
    explicit choices(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next() noexcept
    {
        auto z = state_ += 0x9e3779b97f4a7c15;
        z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27U)) * 0x94d049bb133111eb;
        return z ^ (z >> 31U);
    }
    std::uint64_t below(std::uint64_t limit) noexcept { return next() % limit; }
    bool chance(unsigned percent) noexcept { return below(100) < percent; }

    // Choices of their own: what is left out elsewhere does not change them.
    static choices of(std::uint64_t seed, std::uint64_t purpose, std::uint64_t number)
    {
        choices mixed(seed ^ (purpose * 0xd1342543de82ef95));
        return choices(mixed.next() ^ (number * 0x2545f4914f6cdd1d));
    }

private:
    std::uint64_t state_;
};

} // namespace simulation

#endif // AMI_TESTS_SIMULATION_CHOICES_HPP
