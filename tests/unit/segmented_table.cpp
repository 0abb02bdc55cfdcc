// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// The table that grows by a segment at a time, beside one of the standard library.

#include "support/catch.hpp"

#include <ami/session/channels/by_id.hpp>

#include <algorithm>
#include <cstddef>
#include <map>
#include <random>
#include <string>

using ami::detail::by_id;

namespace {

std::string key_of(std::size_t number)
{
    return "pbx-1795225169." + std::to_string(number);
}

} // namespace

TEST_CASE("segmented table: it has what was put into it, at any size", "[detail]")
{
    by_id<std::size_t> table;
    std::map<std::string, std::size_t> expected;
    std::minstd_rand random(7);
    CHECK(table.begin() == table.end());
    for (int i = 0; i != 20'000; ++i) {
        const auto key = key_of(random() % 5'000);
        switch (random() % 4) {
        case 0: CHECK(table.erase(key) == expected.erase(key)); break;
        case 1: table.insert_or_assign(key, random() % 100); break;
        default: CHECK(table.emplace(key, 1u).second == expected.emplace(key, 1u).second); break;
        }
        if (const auto found = table.find(key); found != table.end())
            expected[key] = found->second;
        REQUIRE(table.contains(key) == expected.contains(key));
        REQUIRE(table.size() == expected.size());
    }
    CHECK(std::map<std::string, std::size_t>(table.begin(), table.end()) == expected);
    for (auto each = table.begin(); each != table.end();) {
        const auto here = each++;
        if (here->second != 1)
            table.erase(here);
    }
    std::erase_if(expected, [](const auto& each) { return each.second != 1; });
    CHECK(std::map<std::string, std::size_t>(table.begin(), table.end()) == expected);
    CHECK(erase_if(table, [](const auto&) { return true; }) == expected.size());
    CHECK(table.empty());
    CHECK(table.begin() == table.end());
}

TEST_CASE("segmented table: no insertion moves more than a segment", "[detail]")
{
    // Of a table that moves all of its values at once, the last growth moves tens of thousands.
    struct counted {
        explicit counted(std::size_t& moves) : moves_(&moves) {}
        counted(counted&& other) noexcept : moves_(other.moves_) { ++*moves_; }
        std::size_t* moves_;
    };
    std::size_t moves = 0;
    std::size_t most = 0;
    by_id<counted> table;
    for (std::size_t i = 0; i != 50'000; ++i) {
        const auto before = moves;
        table.try_emplace(key_of(i), moves);
        most = std::max(most, moves - before);
    }
    CHECK(table.size() == 50'000);
    CHECK(most < 2'500);
}

TEST_CASE("segmented table: what stays is in one of its segments, although it grows between them", "[detail]")
{
    by_id<std::size_t> table;
    for (std::size_t i = 0; i != 1'000; ++i)
        table.emplace(key_of(i), 0u);
    std::map<std::string, int> met;
    std::size_t next = 1'000;
    for (std::size_t i = 0; i != table.segments(); ++i) {
        table.for_each_in(i, [&](const auto& each) { ++met[each.first]; });
        for (int more = 0; more != 300 && next != 20'000; ++more)
            table.emplace(key_of(next++), 0u);
    }
    for (std::size_t i = 0; i != 1'000; ++i)
        CHECK(met.contains(key_of(i)));
}
