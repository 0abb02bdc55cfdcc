// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Which connections a FastAGI server keeps.

#include "support/catch.hpp"

#include <ami/agi/fast/admission.hpp>

using ami::detail::admission;
using place = admission::place;

TEST_CASE("fastagi admission: the oldest connection without an environment makes place")
{
    admission places(2, 10);
    const auto first = places.enter();
    const auto second = places.enter();
    CHECK(first != 0);
    CHECK(places.surplus() == 0);
    const auto third = places.enter();
    CHECK(places.surplus() == first);
    CHECK(places.surplus() == 0); // each is named once
    CHECK(places.size() == 2);
    SECTION("it goes")
    {
        places.leave(first);
        places.enter();
        CHECK(places.surplus() == second);
    }
    SECTION("its environment came before it went")
    {
        CHECK(places.admit(first) == place::session);
        CHECK(places.size() == 3);
        CHECK(places.surplus() == 0);
    }
    SECTION("another one has its environment")
    {
        CHECK(places.admit(second) == place::session);
        places.enter();
        CHECK(places.surplus() == 0);
        places.enter();
        CHECK(places.surplus() == third);
    }
}

TEST_CASE("fastagi admission: sessions have a limit of their own")
{
    admission places(10, 2);
    const auto first = places.enter();
    const auto second = places.enter();
    const auto third = places.enter();
    CHECK(places.admit(third) == place::session);
    CHECK(places.admit(second) == place::session);
    CHECK(places.admit(first) == place::ending); // it only ends
    CHECK(places.size() == 2);
    CHECK(places.oldest() == 0);
    places.leave(third);
    const auto fourth = places.enter();
    CHECK(places.admit(fourth) == place::session);
    places.leave(first);
    places.leave(second);
    places.leave(fourth);
    places.leave(99);
    CHECK(places.size() == 0);
}

TEST_CASE("fastagi admission: connections that are refused have a limit, and take no other's place")
{
    admission places(1, 1);
    admission::number last = 0;
    int refused = 0;
    while (const auto number = places.refuse()) {
        last = number;
        ++refused;
    }
    CHECK(refused == 1000);
    CHECK(places.size() == 0);
    CHECK(places.admit(places.enter()) == place::session);
    places.leave(last);
    CHECK(places.refuse() != 0);
    CHECK(places.refuse() == 0);
}

TEST_CASE("fastagi admission: a limit of none is one, so that Asterisk can connect")
{
    admission places(0, 1);
    const auto first = places.enter();
    CHECK(places.surplus() == 0);
    CHECK(places.admit(first) == place::session);
}

TEST_CASE("fastagi admission: one that is spared is the oldest again")
{
    admission places(2, 10);
    const auto first = places.enter();
    const auto second = places.enter();
    CHECK(places.oldest() == first);
    places.spare(first);
    CHECK(places.size() == 2);
    CHECK(places.oldest() == first);
    CHECK(places.oldest() == second);
    CHECK(places.admit(second) == place::session);
    places.spare(second); // it has begun meanwhile
    places.spare(99);
    CHECK(places.oldest() == 0);
    CHECK(places.size() == 1);
}

TEST_CASE("fastagi admission: of sessions beyond the limit, those beyond a second one end at once")
{
    admission places(10, 0);
    admission::number first = 0;
    for (int i = 0; i != 1000; ++i) {
        const auto next = places.enter();
        first = first == 0 ? next : first;
        CHECK(places.admit(next) == place::ending);
    }
    const auto surplus = places.enter();
    CHECK(places.admit(surplus) == place::none);
    places.leave(surplus);
    places.leave(first);
    CHECK(places.admit(places.enter()) == place::ending);
    CHECK(places.size() == 0);
}
