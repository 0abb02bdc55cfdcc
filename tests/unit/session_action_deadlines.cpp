// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#include "support/catch.hpp"

#include <ami/session/actions/action_deadlines.hpp>
#include <ami/session/actions/held_actions.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

using namespace std::chrono_literals;
using ami::detail::action_deadlines;
using ami::detail::time_point;

namespace {

constexpr time_point start = time_point{} + 1000s;

// The actions that have deadlines, and how often the structure asked for one.
struct owner {
    std::map<std::uint64_t, time_point> actions;
    mutable std::size_t questions = 0;

    void add(action_deadlines& deadlines, std::uint64_t id, time_point when)
    {
        actions[id] = when;
        deadlines.add(id, when, actions.size(), [this](const auto& each) { return is_current(each); });
    }

    bool is_current(const action_deadlines::deadline& each) const
    {
        ++questions;
        const auto found = actions.find(each.id);
        return found != actions.end() && found->second == each.when;
    }
};

} // namespace

TEST_CASE("action deadlines: added in any order -> taken in the order of their times", "[session][deadlines]")
{
    std::minstd_rand random(7);
    for (int round = 0; round != 200; ++round) {
        action_deadlines deadlines;
        owner all;
        CHECK_FALSE(deadlines.first());
        CHECK_FALSE(deadlines.take_due(time_point::max()));
        std::vector<std::pair<time_point, std::uint64_t>> expected;
        for (std::uint64_t id = 1; id != 50; ++id) {
            // Most come by their times.
            const auto when =
                start + id * 1s + (random() % 4 == 0 ? static_cast<int>(random() % 100) * 1s : 0 * 1s);
            all.add(deadlines, id, when);
            expected.emplace_back(when, id);
        }
        std::sort(expected.begin(), expected.end());
        CHECK(deadlines.first() == expected.front().first);
        CHECK_FALSE(deadlines.take_due(expected.front().first - 1ns));
        std::vector<std::pair<time_point, std::uint64_t>> taken;
        while (const auto due = deadlines.take_due(start + 1h))
            taken.emplace_back(due->when, due->id);
        CHECK(std::is_sorted(
            taken.begin(), taken.end(), [](const auto& a, const auto& b) { return a.first < b.first; }));
        std::sort(taken.begin(), taken.end());
        CHECK(taken == expected);
        CHECK(deadlines.size() == 0);
    }
}

TEST_CASE(
    "action deadlines: actions that end early -> their deadlines do not pile up", "[session][deadlines]")
{
    const bool in_order = GENERATE(true, false);
    action_deadlines deadlines;
    owner all;
    all.add(deadlines, 1, start + 24h); // stays
    for (std::uint64_t id = 2; id != 20'000; ++id) {
        all.add(deadlines, id, in_order ? start + 24h + id * 1ms : start + 24h - id * 1ms);
        all.actions.erase(id);
    }
    CHECK(deadlines.size() < 300);
    CHECK(all.questions < 20 * 20'000);
}

TEST_CASE("action deadlines: ten thousand actions -> linear work", "[session][deadlines]")
{
    constexpr std::uint64_t many = 10'000;
    action_deadlines deadlines;
    owner all;
    for (std::uint64_t id = 1; id <= many; ++id)
        all.add(deadlines, id, start + 10s + id * 1us);
    while (!all.actions.empty())
        all.actions.erase(all.actions.begin());
    for (std::uint64_t id = many + 1; id <= 2 * many; ++id)
        all.add(deadlines, id, start + 10s + id * 1us);
    CHECK(all.questions < 10 * many);
}

TEST_CASE(
    "action deadlines: forgotten in the order in which they were added -> none is left, none is asked for",
    "[session][deadlines]")
{
    action_deadlines deadlines;
    owner all;
    for (std::uint64_t id = 1; id != 1000; ++id) {
        all.add(deadlines, id, start + id * 1s);
        if (id % 3 == 0)
            deadlines.forget(id + 1); // it has none
        if (id > 10) {
            all.actions.erase(id - 10);
            deadlines.forget(id - 10);
            REQUIRE(deadlines.size() == 10);
        }
    }
    CHECK(all.questions < 1000);
    CHECK(deadlines.first() == start + 990s);
}
