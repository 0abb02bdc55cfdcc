// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Random sequences of everything that can happen to calls that are followed, against a simple model.

#include "support/call_tracker_model.hpp"

#include "support/catch.hpp"
#include "support/model_run.hpp"

#include <map>
#include <string>

TEST_CASE("call tracker: random sequences -> what its model allows", "[session][calls][model]")
{
    constexpr unsigned runs = 2000;
    constexpr int steps = 300;
    std::map<std::string, std::uint64_t> endings;
    for (unsigned seed = 1; seed <= runs; ++seed) {
        const auto problem = tests::problem_of_seed<tests::call_tracker_run>(seed, steps, [&](auto& run) {
            for (const auto& [how, count] : run.endings())
                endings[how] += count;
        });
        REQUIRE(problem == "");
    }
    // Each thing came about often; otherwise this test shows little.
    for (const auto* how : {"answered", "busy", "no answer", "congested", "failed", "ended", "lost",
             "incoming", "question", "review", "reread", "connection lost", "session over"}) {
        CAPTURE(how, endings[how]);
        CHECK(endings[how] > 50);
    }
}
