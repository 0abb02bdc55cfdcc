// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

// Runs clients, a server and the network between them from a seed, in virtual time (README.md beside this file).

#include "simulation/live_blocks.hpp"
#include "simulation/minimise.hpp"
#include "simulation/run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace {

using simulation::outcome;
using simulation::settings;

[[noreturn]] void explain()
{
    fmt::print(stderr,
        "ami_simulation [SEED | FIRST-LAST]... [--for 24h|90m|60s] [--trace] [--minimise] [--twice] "
        "[--first] [--memory] [--without KIND]\n");
    std::exit(2);
}

std::chrono::seconds duration_of(std::string_view text)
{
    if (text.empty())
        explain();
    const auto count = std::strtoll(std::string(text).c_str(), nullptr, 10);
    return std::chrono::seconds(count * (text.back() == 'h' ? 3600 : text.back() == 'm' ? 60 : 1));
}

} // namespace

int main(int count, char** arguments)
{
    settings wanted;
    bool minimises = false;
    bool twice = false;
    bool ends_with_first = false; // that fails
    std::vector<std::uint64_t> seeds;
    for (int i = 1; i != count; ++i) {
        const std::string_view each = arguments[i];
        if (each == "--trace") {
            wanted.shown = true;
        } else if (each == "--minimise") {
            minimises = true;
        } else if (each == "--twice") {
            twice = true;
        } else if (each == "--first") {
            ends_with_first = true;
#ifdef AMI_TESTS_SIMULATION_FAULT_HPP
        } else if (each == "--fault" && i + 1 != count) {
            simulation::fault_number = static_cast<unsigned>(std::atoi(arguments[++i]));
#endif
        } else if (each == "--without" && i + 1 != count) {
            const auto found = std::find(simulation::kind_names.begin(), simulation::kind_names.end(),
                std::string_view(arguments[++i]));
            if (found == simulation::kind_names.end())
                explain();
            wanted.off |= std::uint64_t{1} << (found - simulation::kind_names.begin());
        } else if (each == "--memory") {
            wanted.memory = [] { return simulation::live_blocks; };
        } else if (each == "--for" && i + 1 != count) {
            wanted.length = duration_of(arguments[++i]);
        } else if (!each.empty() && each.front() >= '0' && each.front() <= '9') {
            char* end = nullptr;
            const auto first = std::strtoull(arguments[i], &end, 10);
            const auto last = *end == '-' ? std::strtoull(end + 1, nullptr, 10) : first;
            for (auto seed = first; seed <= last; ++seed)
                seeds.push_back(seed);
        } else {
            explain();
        }
    }
    if (seeds.empty())
        explain();

    int failed = 0;
    outcome sum;
    std::uint64_t hash = 0;
    const auto began = std::chrono::steady_clock::now();
    for (const auto seed : seeds) {
        wanted.seed = seed;
#ifdef AMI_TESTS_SIMULATION_FAULT_HPP
        simulation::limit_time(seed);
#endif
        const auto result = simulation::run(wanted).all();
        hash = hash * 31 + result.hash;
        sum.steps += result.steps;
        sum.actions += result.actions;
        sum.events += result.events;
        if (!result.problem.empty()) {
            ++failed;
            fmt::print("seed {}: {}\n", seed, result.problem);
            if (minimises)
                simulation::minimise(wanted);
        }
        if (ends_with_first && failed != 0)
            break;
        if (twice && simulation::run(wanted).all().hash != result.hash) {
            ++failed;
            fmt::print("seed {}: two runs differ\n", seed);
        }
    }
    const std::chrono::duration<double> real = std::chrono::steady_clock::now() - began;
    const auto hours = static_cast<double>(wanted.length.count()) * static_cast<double>(seeds.size()) / 3600;
    fmt::print(
        "{} seeds, {:.1f} hours in {:.1f} s ({:.0f} x): {} steps, {} actions, {} events, {} failed, hash {:016x}\n",
        seeds.size(), hours, real.count(), hours * 3600 / real.count(), sum.steps, sum.actions, sum.events,
        failed, hash);
    return failed == 0 ? 0 : 1;
}
