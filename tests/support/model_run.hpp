// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Runs a class and its model side by side, from a seed or from the bytes of a fuzzer. A `Run` is made from a chooser; `step`
// and `finish` return whether both did the same, and `problem` says how they differ.

#ifndef AMI_TESTS_SUPPORT_MODEL_RUN_HPP
#define AMI_TESTS_SUPPORT_MODEL_RUN_HPP

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>

namespace tests {

/// Empty if the run did what its model allows. `look` gets the run at its end.
template <class Run, class Look>
std::string problem_of_seed(unsigned seed, int steps, Look look)
{
    std::mt19937 random(seed);
    Run run([&](unsigned below) { return static_cast<unsigned>(random() % below); });
    int at = 0;
    while (at != steps && run.step())
        ++at;
    if (at != steps || !run.finish())
        return "seed " + std::to_string(seed) + ", step " + std::to_string(at) + ": " + run.problem();
    look(run);
    return {};
}

/// Aborts if the run does what its model does not allow, as a fuzz target does.
template <class Run>
void run_bytes(const std::uint8_t* data, std::size_t size)
{
    const auto* const end = data + size;
    Run run([&](unsigned below) { return data == end ? 0 : *data++ % below; });
    bool same = true;
    while (same && data != end)
        same = run.step();
    if (!same || !run.finish()) {
        std::fprintf(stderr, "%s\n", run.problem().c_str());
        std::abort();
    }
}

} // namespace tests

#endif // AMI_TESTS_SUPPORT_MODEL_RUN_HPP
