// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Random sequences of everything that can happen to a session over HTTP, against a simple model.

#include "support/http_session_model.hpp"

#include "support/catch.hpp"
#include "support/model_run.hpp"

#include <map>
#include <string>

TEST_CASE("http session: random sequences -> what its model allows", "[session][http][model]")
{
    constexpr unsigned runs = 2000;
    constexpr int steps = 300;
    std::map<std::string, std::uint64_t> endings;
    for (unsigned seed = 1; seed <= runs; ++seed) {
        const auto problem = tests::problem_of_seed<tests::http_session_run>(seed, steps, [&](auto& run) {
            for (const auto& [how, count] : run.endings())
                endings[how] += count;
        });
        REQUIRE(problem == "");
    }
    // Each thing came about often; otherwise this test shows little.
    for (const auto* how :
        {"answered", "event", "gap", "challenged", "lost request", "faulty answer", "session over"}) {
        CAPTURE(how);
        CHECK(endings[how] > 50);
    }
}
