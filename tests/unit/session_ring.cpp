// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// A queue of numbers that keeps its memory.

#include "support/catch.hpp"

#include <ami/session/actions/ring.hpp>

#include <cstddef>
#include <deque>
#include <random>
#include <vector>

namespace {

std::vector<int> all(const ami::detail::ring<int>& from)
{
    std::vector<int> values;
    for (std::size_t i = 0; i != from.size(); ++i)
        values.push_back(from[i]);
    return values;
}

} // namespace

TEST_CASE("ring: pushed and popped at random -> the same values as a deque", "[session][ring]")
{
    std::mt19937 random(GENERATE(1u, 2u, 3u));
    ami::detail::ring<int> ring;
    std::deque<int> model;
    const auto is_odd = [](int value) { return value % 2 != 0; };
    for (int step = 0; step != 20'000; ++step) {
        switch (const auto chance = random() % 1000; chance) {
        case 0: ring.clear(), model.clear(); break;
        case 1: ring.erase_if(is_odd), std::erase_if(model, is_odd); break;
        default:
            if (chance % 5 < 3) {
                ring.push_back(step);
                model.push_back(step);
            } else if (!model.empty()) {
                ring.pop_front();
                model.pop_front();
            }
        }
        REQUIRE(ring.size() == model.size());
        REQUIRE(ring.empty() == model.empty());
        if (!model.empty()) {
            REQUIRE(ring.front() == model.front());
            REQUIRE(ring.back() == model.back());
        }
    }
    CHECK(all(ring) == std::vector<int>(model.begin(), model.end()));
}

TEST_CASE("ring: a sorted one -> the first that is not less", "[session][ring]")
{
    ami::detail::ring<int> ring;
    for (int i = 0; i != 12; ++i) // so that the values lie around its end
        ring.push_back(0);
    for (int i = 0; i != 12; ++i)
        ring.pop_front();
    for (const int value : {10, 20, 30, 40, 50, 60, 70, 80})
        ring.push_back(value);
    const auto is_less = [](int value, int key) { return value < key; };
    struct row {
        int key;
        std::size_t number;
    };
    for (const auto& [key, number] :
        {row{0, 0}, row{10, 0}, row{11, 1}, row{20, 1}, row{45, 4}, row{80, 7}, row{81, 8}}) {
        CAPTURE(key);
        CHECK(ring.lower_bound(key, is_less) == number);
    }
    CHECK(ami::detail::ring<int>().lower_bound(1, is_less) == 0);
}
