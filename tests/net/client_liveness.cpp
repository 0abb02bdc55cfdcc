// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// How a client notices that its server does not answer any more.

#include "support/reconnecting_client.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

using namespace tests;
using ami::errc;
using ami::session_state;

TEST_CASE("liveness: a Ping after silence", "[client][liveness]")
{
    reconnecting_client w;
    w.ready();
    w.advance(30s - 1ns);
    CHECK(w.server().idle());
    w.advance(1ns);
    const auto ping = w.server().next();
    CHECK(ping.name() == "Ping");
    SECTION("answered")
    {
        w.server().success(ping, "Ping: Pong\n");
        w.advance(30s - 1ns);
        CHECK(w.server().idle());
        w.advance(1ns);
        CHECK(w.server().next().name() == "Ping");
        CHECK(w.pbx->is_ready());
    }
    SECTION("any byte is a sign of life")
    {
        w.advance(9s);
        w.server().send("Ev");
        w.advance(20s);
        CHECK(w.pbx->is_ready());
    }
    SECTION("not answered: lost, and made anew")
    {
        w.advance(10s - 1ns);
        CHECK(w.pbx->is_ready());
        w.advance(1ns);
        CHECK_FALSE(w.pbx->is_ready());
        CHECK(w.server().closed());
        CHECK(w.states.back() == "waiting");
        CHECK(w.logged(ami::log_level::error, "no answer to a Ping"));
        w.wait_for_attempt();
        w.log_in();
        CHECK(w.pbx->is_ready());
    }
}

TEST_CASE("liveness: events put the Ping off", "[client][liveness]")
{
    reconnecting_client w;
    w.ready();
    for (int i = 0; i != 10; ++i) {
        w.advance(29s);
        w.say("Event: E\n\n");
    }
    CHECK(w.server().idle());
}

TEST_CASE("liveness: a pending action postpones the Ping", "[client][liveness]")
{
    reconnecting_client w;
    w.ready();
    const auto slow = begin_execute(*w.pbx, ami::action("Slow").timeout(100s));
    w.run();
    const auto found = w.server().next();
    w.advance(95s);
    CHECK(w.server().idle());
    w.server().success(found);
    w.run();
    CHECK(slow->succeeded());
    w.advance(30s);
    CHECK(w.server().next().name() == "Ping");
}

TEST_CASE("liveness: an action that timed out makes a half-open peer be noticed", "[client][liveness]")
{
    reconnecting_client w;
    w.ready();
    const auto first = begin_execute(*w.pbx, "First");
    const auto second = begin_execute(*w.pbx, ami::action("Second").timeout(1000s));
    w.run();
    CHECK(w.server().next().name() == "First");
    CHECK(w.server().next().name() == "Second");
    w.advance(10s);
    CHECK(first->failed(errc::timed_out));
    CHECK(w.server().idle()); // a long Command is silent too
    w.advance(20s);
    CHECK(w.server().next().name() == "Ping");
    w.advance(10s);
    CHECK(second->failed(errc::outcome_unknown));
    CHECK_FALSE(w.pbx->is_ready());
}

TEST_CASE("liveness: the outcome of a call is no reason not to ask", "[client][liveness]")
{
    reconnecting_client w;
    auto& server = w.ready();
    const auto call =
        begin_originate(*w.pbx, ami::actions::originate("Local/1@x").dialplan("x", "1").ring_time(10min));
    w.run();
    // A session that sees any event of calls does not ask for the channel.
    w.say("Event: Newchannel\nPrivilege: call,all\n\n");
    server.success(server.next());
    w.run();
    w.advance(30s);
    CHECK(server.next().name() == "Ping");
    w.advance(10s);
    CHECK(call->failed(errc::outcome_unknown));
}
