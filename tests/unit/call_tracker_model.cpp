// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.
//
// Random sequences of everything that can happen to calls that are followed, against a simple model.

#include "support/call_tracker_model.hpp"

#include "support/catch.hpp"

#include <map>
#include <random>
#include <string>

TEST_CASE("call tracker: random sequences -> what its model allows", "[session][calls][model]")
{
    constexpr unsigned runs = 2000;
    constexpr int steps = 300;
    std::map<std::string, std::uint64_t> endings;
    for (unsigned seed = 1; seed <= runs; ++seed) {
        std::mt19937 random(seed);
        tests::call_tracker_run run([&](unsigned below) { return static_cast<unsigned>(random() % below); });
        bool same = true;
        int at = 0;
        while (same && at != steps) {
            same = run.step();
            ++at;
        }
        same = same && run.finish();
        CAPTURE(seed, at, run.problem());
        REQUIRE(same);
        for (const auto& [how, count] : run.endings())
            endings[how] += count;
    }
    // Each thing came about often; otherwise this test shows little.
    for (const auto* how : {"answered", "busy", "no answer", "congested", "failed", "ended", "lost",
             "incoming", "question", "review", "reread", "connection lost", "session over"}) {
        CAPTURE(how, endings[how]);
        CHECK(endings[how] > 50);
    }
}
