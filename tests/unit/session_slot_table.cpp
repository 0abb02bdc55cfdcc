// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Numbers, slots and who has them.

#include "support/catch.hpp"

#include <ami/session/actions/slot_table.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <map>
#include <memory>
#include <random>
#include <vector>

namespace {

struct entry {
    std::uint64_t id = 0;
    std::unique_ptr<int> value;
    void reset() noexcept
    {
        id = 0;
        value.reset();
    }
};

class table : public ami::detail::slot_table<entry> {
public:
    std::uint64_t take(int value)
    {
        add(++last).value = std::make_unique<int>(value);
        return last;
    }

    std::uint64_t last = 0;
};

} // namespace

TEST_CASE("slot table: an empty one has nothing", "[session][slots]")
{
    table t;
    CHECK(t.size() == 0);
    for (const std::uint64_t id : {0u, 1u, 8u, 4294967295u})
        CHECK(t.find(id) == nullptr);
    CHECK(t.find(~std::uint64_t{0}) == nullptr);
    t.clear();
    CHECK(t.take(1) == 1);
}

TEST_CASE("slot table: a slot is reused -> its earlier owner is not found", "[session][slots]")
{
    table t;
    std::uint64_t before = 0;
    for (int i = 0; i != 1000; ++i) {
        const auto id = t.take(i);
        CHECK(t.find(before) == nullptr);
        CHECK(t.find(id + 8) == nullptr); // whose slot it is too
        REQUIRE(t.find(id) != nullptr);
        CHECK(*t.find(id)->value == i);
        t.erase(*t.find(id));
        CHECK(t.find(id) == nullptr);
        before = id;
    }
    CHECK(t.size() == 0);
}

TEST_CASE("slot table: those that stay are found, however many come after", "[session][slots]")
{
    table t;
    std::vector<std::uint64_t> stay;
    for (int i = 0; i != 1000; ++i) {
        const auto id = t.take(i);
        if (i % 100 == 0)
            stay.push_back(id);
        else
            t.erase(*t.find(id));
        for (const auto each : stay) {
            REQUIRE(t.find(each) != nullptr);
            CHECK(t.find(each)->id == each);
            CHECK(*t.find(each)->value == static_cast<int>(each) - 1);
        }
        CHECK(t.size() == stay.size());
    }
    for (const auto each : stay) {
        t.erase(*t.find(each));
        CHECK(t.find(each) == nullptr);
    }
    CHECK(t.size() == 0);
}

TEST_CASE("slot table: does what a map does", "[session][slots][model]")
{
    std::mt19937 random(7);
    table t;
    std::map<std::uint64_t, int> model;
    std::uint64_t greatest = 0;
    std::size_t most = 0;
    for (int step = 0; step != 200'000; ++step) {
        // Fuller and emptier by turns.
        const bool add = model.empty() || random() % 100 < (step / 5000 % 2 == 0 ? 60u : 40u);
        if (add) {
            const auto id = t.take(step);
            greatest = id;
            model[id] = step;
        } else {
            // Now and then the oldest, more often a young one: some stay long.
            auto which = model.lower_bound(random() % 10 == 0 ? 0 : greatest - random() % (greatest / 4 + 1));
            if (which == model.end())
                which = std::prev(which);
            auto* const found = t.find(which->first);
            REQUIRE(found != nullptr);
            REQUIRE(*found->value == which->second);
            t.erase(*found);
            REQUIRE(t.find(which->first) == nullptr);
            model.erase(which);
        }
        REQUIRE(t.size() == model.size());
        most = std::max(most, model.size());
        if (step % 1000 == 0) {
            std::map<std::uint64_t, int> all;
            t.for_each([&](const entry& each) { all[each.id] = *each.value; });
            REQUIRE(all == model);
        }
        // What an answer out of nowhere may ask for.
        const auto stranger = random() % (2 * greatest + 1);
        REQUIRE((t.find(stranger) != nullptr) == model.contains(stranger));
    }
    CHECK(most > 500);
    t.clear();
    CHECK(t.size() == 0);
    CHECK(t.find(greatest) == nullptr);
}
