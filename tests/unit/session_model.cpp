// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Random sequences of everything that can happen to a session, against a model of user, network and server.

#include "support/session_model.hpp"

#include "support/catch.hpp"
#include "support/model_run.hpp"

#include <map>
#include <string>

TEST_CASE("session: does what its model allows", "[session][model]")
{
    constexpr int runs = 200;
    constexpr int steps = 1500;
    std::map<std::string, std::uint64_t> happened;
    for (unsigned seed = 1; seed <= runs; ++seed) {
        const auto problem = tests::problem_of_seed<tests::session_run>(seed, steps, [&](auto& run) {
            for (const auto& [event, count] : run.happened())
                happened[event] += count;
        });
        REQUIRE(problem == "");
    }
    // Each of these was seen often; otherwise this test shows little.
    const auto words = [](ami::errc code) { return "action: " + make_error_code(code).message(); };
    for (const std::string& event : {std::string("ready"), std::string("connection lost"),
             std::string("ended"), std::string("event"), std::string("item"), std::string("discard"),
             std::string("not answered"), std::string("answer ended"), std::string("action: success"),
             std::string("other: success"), words(ami::errc::not_sent), words(ami::errc::outcome_unknown),
             words(ami::errc::timed_out), words(ami::errc::list_too_large)}) {
        CAPTURE(event);
        CHECK(happened[event] > 50);
    }
}
