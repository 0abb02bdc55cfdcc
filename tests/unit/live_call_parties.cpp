// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Calls of many parties: how they are kept, and when records of calls are made.

#include "support/catch.hpp"
#include "support/live_phones.hpp"

#include <ami/session/live/bridge_counts.hpp>
#include <ami/session/live/call_parties.hpp>

#include <cstdint>
#include <string>
#include <vector>

using namespace tests::live_calls;

namespace {

kept_party party(std::uint32_t number)
{
    kept_party made;
    made.number = number;
    return made;
}

std::vector<std::uint32_t> numbers_of(const call_parties& parties)
{
    std::vector<std::uint32_t> all;
    parties.for_each([&](const kept_party& each) { all.push_back(each.number); });
    return all;
}

} // namespace

TEST_CASE("live call parties: changed and removed by their numbers, copies stay as they were")
{
    const std::uint32_t count = GENERATE(1u, 32u, 33u, 200u);
    call_parties parties;
    std::vector<std::uint32_t> all;
    for (std::uint32_t i = 1; i <= count; ++i) {
        parties.add(party(2 * i));
        all.push_back(2 * i);
    }
    CHECK(parties.size() == count);
    CHECK(numbers_of(parties) == all);
    CHECK(parties.find(1) == nullptr);
    CHECK(parties.find(2 * count + 2) == nullptr);
    CHECK(parties.edit(3) == nullptr);
    for (const auto number : all) {
        CAPTURE(number);
        const auto before = parties;
        CHECK(before == parties);
        REQUIRE(parties.find(number) != nullptr);
        parties.edit(number)->role = live::call_role::caller;
        CHECK(parties.find(number)->role == live::call_role::caller);
        CHECK(before.find(number)->role == live::call_role::called);
        CHECK_FALSE(before == parties);
    }
    const auto full = parties;
    while (!all.empty()) {
        const auto at = all.size() / 2;
        parties.erase(all[at]);
        CHECK(parties.find(all[at]) == nullptr);
        all.erase(all.begin() + static_cast<std::ptrdiff_t>(at));
        REQUIRE(numbers_of(parties) == all);
    }
    CHECK(parties.empty());
    CHECK(full.size() == count);
}

TEST_CASE("live bridge counts: whether two are in one bridge")
{
    bridge_counts counts;
    counts.enter("");
    counts.enter("");
    CHECK_FALSE(counts.has_pair());
    counts.enter("a");
    counts.enter("b");
    CHECK_FALSE(counts.has_pair());
    counts.enter("b");
    CHECK(counts.has_pair());
    bridge_counts more;
    more.enter("a");
    more.add(counts);
    counts.leave("b");
    CHECK_FALSE(counts.has_pair());
    counts.leave("b");
    counts.leave("b");
    counts.enter("b");
    CHECK_FALSE(counts.has_pair());
    more.leave("b");
    CHECK(more.has_pair());
    more.leave("a");
    CHECK_FALSE(more.has_pair());
}

TEST_CASE("live call: of hundreds of phones one answers")
{
    phones w;
    w.make("a", "a", ring);
    for (int i = 0; i != 300; ++i)
        w.make(fmt::format("p{}", i), "a", ringing);
    const auto& before = w.call("a");
    w.set("p150", "a", up);
    const auto& after = w.call("a");
    CHECK(before.parties().size() == 301);
    CHECK(before.parties()[151].is_ringing());
    CHECK(after.parties()[151].has_answered());
    CHECK(after.parties()[150].calling_number() == "100");
    for (int i = 0; i != 300; ++i) {
        if (i != 150)
            w.hang_up(fmt::format("p{}", i), 26);
    }
    CHECK_FALSE(w.call("a").is_ringing());
    CHECK(ids_of(w.call("a").parties()) == ids{"a", "p150"});
    CHECK(before.parties().size() == 301);
}

TEST_CASE("live call: as long as nobody is told, no change is made, and a look shows it as it is")
{
    phones w;
    w.side.calls().watch(false);
    w.talk("a", "b", "br");
    w.make("c", "c", ring);
    CHECK(w.changes().empty());
    CHECK(w.call("a").is_answered());
    CHECK(w.call_of("b") == w.call("a"));

    w.side.calls().watch(true);
    const auto& before = w.call("a");
    w.leave("br", "b", "a", 1);
    REQUIRE(w.changes().size() == 1);
    CHECK(w.last().before() == before);
    CHECK(w.last().now() == w.call("a"));
    w.hang_up("c");
    REQUIRE(w.changes().size() == 2);
    CHECK(w.last().is_gone());
    CHECK(w.last().before().id() == "c");
    CHECK(w.last().ended().hung_up_by().id() == "c");

    w.side.calls().watch(false);
    w.hang_up("b");
    w.hang_up("a");
    CHECK(w.changes().size() == 2);
    CHECK_FALSE(w.call("a"));
    // Who rang when nobody was told is not told of later.
    w.make("d", "d", ringing);
    w.side.calls().watch(true);
    w.tell("NewCallerid", phones::text("d", "d", ringing, "PJSIP/other"));
    REQUIRE(w.changes().size() == 3);
    CHECK(w.last().began_to_ring().empty());
    CHECK_FALSE(w.last().has_appeared());
}
