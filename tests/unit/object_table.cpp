// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// The table of objects by id, beside one of the standard library.

#include "support/catch.hpp"

#include <ami/session/channels/object_table.hpp>

#include <map>
#include <random>
#include <string>

namespace {

// Counts those that there are.
struct counted {
    counted(int& count, int of) : value(of), count_(&count) { ++*count_; }
    counted(const counted&) = delete;
    counted& operator=(const counted&) = delete;
    ~counted() { --*count_; }

    int value;

private:
    int* count_;
};

using table_type = ami::detail::object_table<counted>;

std::map<std::string, int> contents(const table_type& table)
{
    std::map<std::string, int> all;
    for (const auto& [id, object] : table)
        all.emplace(id, object.value);
    return all;
}

} // namespace

TEST_CASE("object table: it has what was put into it, and no object more", "[session]")
{
    int alive = 0;
    {
        table_type table;
        std::map<std::string, int> expected;
        std::minstd_rand random(11);
        for (int i = 0; i != 20'000; ++i) {
            const auto id = "1795225169." + std::to_string(random() % 3'000);
            switch (random() % 3) {
            case 0:
                table.erase(id);
                expected.erase(id);
                break;
            default: CHECK(table.emplace(id, alive, i).value == expected.emplace(id, i).first->second);
            }
            REQUIRE(table.contains(id) == expected.contains(id));
            REQUIRE(table.size() == expected.size());
            REQUIRE(alive == static_cast<int>(expected.size()));
        }
        CHECK(contents(table) == expected);

        table.erase_if([](const std::string&, const counted& each) { return each.value % 2 == 0; });
        std::erase_if(expected, [](const auto& each) { return each.second % 2 == 0; });
        CHECK(contents(table) == expected);
        CHECK(alive == static_cast<int>(expected.size()));
    }
    CHECK(alive == 0);
}

TEST_CASE("object table: an object keeps its address while others come and go", "[session]")
{
    int alive = 0;
    table_type table;
    const auto* const first = &table.emplace("first", alive, 1);
    for (int i = 0; i != 5'000; ++i)
        table.emplace(std::to_string(i), alive, i);
    for (int i = 0; i != 4'000; ++i)
        table.erase(std::to_string(i));
    CHECK(table.find("first") == first);
    CHECK(&table.emplace("first", alive, 2) == first);
    table.clear();
    CHECK(table.empty());
    CHECK(alive == 0);
    CHECK_FALSE(table.find("first"));
}
