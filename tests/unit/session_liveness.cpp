// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// When a silent connection gets a Ping, and when it is given up.

#include "support/catch.hpp"

#include <ami/protocol/config/config.hpp>
#include <ami/session/connection/liveness.hpp>

#include <chrono>

using namespace std::chrono_literals;
using ami::detail::liveness;
using ami::detail::time_point;
using verdict = liveness::verdict;

namespace {

const time_point start = time_point{} + 1h;

} // namespace

TEST_CASE("liveness: silence, question, answer", "[session][liveness]")
{
    liveness peer;
    CHECK(peer.on_time(false, start) == verdict::alive); // not started
    CHECK(peer.deadline() == std::nullopt);
    peer.start(30s, 10s, start);
    CHECK(peer.deadline() == start + 30s);
    CHECK(peer.on_time(false, start + 30s - 1ns) == verdict::alive);
    CHECK(peer.on_time(false, start + 30s) == verdict::ask);
    CHECK(peer.deadline() == start + 40s);
    SECTION("any byte counts")
    {
        peer.heard(start + 39s);
        CHECK(peer.deadline() == start + 69s);
        CHECK(peer.on_time(false, start + 68s) == verdict::alive);
        CHECK(peer.on_time(false, start + 69s) == verdict::ask);
    }
    SECTION("nothing comes: our own Ping does not count as an action that is outstanding")
    {
        CHECK(peer.on_time(true, start + 40s - 1ns) == verdict::alive);
        CHECK(peer.on_time(true, start + 40s) == verdict::gone);
        CHECK(peer.deadline() == std::nullopt);
        CHECK(peer.on_time(true, start + 400s) == verdict::alive);
    }
    SECTION("stopped")
    {
        peer.stop();
        CHECK(peer.deadline() == std::nullopt);
        CHECK(peer.on_time(false, start + 400s) == verdict::alive);
        peer.suspect(start + 400s);
        CHECK(peer.deadline() == std::nullopt);
    }
}

TEST_CASE("liveness: bytes put the question off", "[session][liveness]")
{
    liveness peer;
    peer.start(30s, 10s, start);
    for (auto now = start; now != start + 290s; now += 29s) {
        CHECK(peer.on_time(false, now) == verdict::alive);
        peer.heard(now);
    }
}

TEST_CASE("liveness: an action that is outstanding puts the question off", "[session][liveness]")
{
    liveness peer;
    peer.start(30s, 10s, start);
    CHECK(peer.on_time(true, start + 30s) == verdict::alive);
    CHECK(peer.deadline() == start + 60s);
    CHECK(peer.on_time(true, start + 60s) == verdict::alive);
    CHECK(peer.on_time(false, start + 90s) == verdict::ask);
}

TEST_CASE("liveness: never asks", "[session][liveness]")
{
    liveness peer;
    peer.start(ami::config::duration::max(), 10s, start);
    peer.suspect(start + 1h);
    CHECK(peer.on_time(false, start + 1h) == verdict::alive);
    CHECK(peer.on_time(false, start + 8760h) == verdict::alive);
}

TEST_CASE("liveness: an action that timed out raises a suspicion", "[session][liveness]")
{
    liveness peer;
    peer.start(30s, 10s, start);
    peer.suspect(start + 10s);
    CHECK(peer.deadline() == start + 30s);
    SECTION("and more that wait do not matter then")
    {
        CHECK(peer.on_time(true, start + 30s) == verdict::ask);
        CHECK(peer.deadline() == start + 40s);
        peer.suspect(start + 35s); // asked already
        CHECK(peer.deadline() == start + 40s);
        CHECK(peer.on_time(true, start + 40s) == verdict::gone);
    }
    SECTION("after a silence that is long enough already")
    {
        CHECK(peer.on_time(true, start + 30s) == verdict::ask);
        peer.heard(start + 35s);
        CHECK(peer.on_time(true, start + 65s) == verdict::alive); // put off
        peer.suspect(start + 70s);
        CHECK(peer.deadline() == start + 70s);
    }
    SECTION("a byte ends it")
    {
        peer.heard(start + 11s);
        CHECK(peer.on_time(true, start + 41s) == verdict::alive);
        CHECK(peer.deadline() == start + 71s);
    }
}

TEST_CASE("liveness: the longest durations mean never", "[session][liveness]")
{
    liveness peer;
    peer.start(ami::detail::duration::max(), 10s, start);
    CHECK(peer.on_time(false, start + 24h * 365 * 100) == verdict::alive);
}
