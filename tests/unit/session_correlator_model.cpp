// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Random sequences of everything that can happen, against a simple model.

#include "support/catch.hpp"
#include "support/correlator_model.hpp"
#include "support/model_run.hpp"

#include <map>
#include <string>

TEST_CASE("correlator: does what its model does", "[session][correlator][model]")
{
    constexpr int runs = 40;
    constexpr int steps = 5000;
    std::map<std::string, std::uint64_t> endings;
    for (unsigned seed = 1; seed <= runs; ++seed) {
        const auto problem = tests::problem_of_seed<tests::correlator_run>(seed, steps, [&](auto& run) {
            for (const auto& [how, count] : run.endings())
                endings[how] += count;
        });
        REQUIRE(problem == "");
    }
    // Each way to end was taken often; otherwise this test shows little.
    for (const auto* how :
        {"answered", "refused", "closed", "timed_out", "not_sent", "outcome_unknown", "list_too_large"}) {
        CAPTURE(how);
        CHECK(endings[how] > 50);
    }
}
