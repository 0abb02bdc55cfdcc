// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SIMULATION_MINIMISE_HPP
#define AMI_TESTS_SIMULATION_MINIMISE_HPP

#include "simulation/run.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

namespace simulation {

// What is wrong, without whom and what it happened to.
inline std::string without_numbers(std::string problem)
{
    std::erase_if(problem, [](char c) { return c >= '0' && c <= '9'; });
    return problem;
}

// Takes kinds and steps out of a run that fails as long as it fails, and prints the smallest one.
inline void minimise(settings of)
{
    of.shown = false;
    const auto first_run = run(of).all();
    of.last_step = first_run.steps;
    const auto fails = [wanted = without_numbers(first_run.problem)](const settings& tried) {
        return without_numbers(run(tried).all().problem) == wanted;
    };
    for (unsigned i = 0; i != static_cast<unsigned>(kind::count); ++i) {
        auto tried = of;
        tried.off |= bit_of(static_cast<kind>(i));
        if (fails(tried))
            of = std::move(tried);
    }
    for (auto size = std::max<std::uint64_t>(of.last_step / 2, 1);; size /= 2) {
        for (std::uint64_t first = 1; first <= of.last_step; first += size) {
            auto tried = of;
            for (auto step = first; step != std::min(first + size, of.last_step + 1); ++step)
                tried.dropped.insert(step);
            if (tried.dropped.size() != of.dropped.size() && fails(tried))
                of = std::move(tried);
        }
        if (size == 1)
            break;
    }
    fmt::print("the smallest run of seed {} that fails, of {} steps {}:\n", of.seed, of.last_step,
        of.last_step - of.dropped.size());
    of.shown = true;
    run(of).all();
}

} // namespace simulation

#endif // AMI_TESTS_SIMULATION_MINIMISE_HPP
