// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// A client over several connections: what it restores, and what becomes of actions.

#include "support/reconnecting_client.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

using namespace tests;
using ami::errc;
using ami::session_state;

namespace {

operation<> begin_filter(ami::client& pbx, const ami::event_filter& filter)
{
    return begin<>([&](auto handler) { pbx.async_add_filter(filter, std::move(handler)); });
}

} // namespace

TEST_CASE("reconnect: mask and filters are restored before ready", "[client][reconnect]")
{
    for (const bool orderly : {true, false}) {
        reconnecting_client w;
        int events = 0;
        w.pbx->on("UserEvent", [&](const ami::event_view&) { ++events; });
        const auto closed = [&] {
            w.ready();
            return begin_closed(*w.pbx);
        }();
        CHECK(w.states == strings{"connecting", "logging in", "ready"});

        const auto mask = begin_mask(*w.pbx, ami::event_mask("user,call"));
        w.run();
        w.server().success(w.server().next());
        w.run();
        REQUIRE(mask->succeeded());
        const auto first = begin_filter(*w.pbx, ami::event_filter::matching("Event: UserEvent"));
        const auto second =
            begin_filter(*w.pbx, ami::event_filter::with_criteria("action(exclude),name(VarSet)"));
        const auto refused = begin_filter(*w.pbx, ami::event_filter::matching("("));
        w.run();
        w.server().success(w.server().next());
        w.server().success(w.server().next());
        w.server().error(w.server().next(), "Filter format error");
        w.run();
        CHECK(first->succeeded());
        CHECK(second->succeeded());
        CHECK(refused->failed(errc::action_refused));

        w.states.clear();
        if (orderly)
            w.server().eof();
        else
            w.server().reset();
        w.run();
        CHECK(w.states == strings{"lost", "waiting"});
        CHECK_FALSE(w.pbx->is_ready());
        REQUIRE(w.last.until());
        CHECK(*w.last.until() >= w.net->now());
        CHECK(*w.last.until() <= w.net->now() + 1s);
        CHECK(closed->pending());

        w.wait_for_attempt();
        const auto login = w.server().next();
        CHECK(login.name() == "Login");
        CHECK(login["Events"] == "off"); // until the filters are there
        w.server().success(login);
        w.run();
        CHECK(w.states == strings{"lost", "waiting", "connecting", "logging in"});
        CHECK_FALSE(w.pbx->is_ready());
        const auto one = w.server().next();
        CHECK(one.name() == "Filter");
        CHECK(one["Filter"] == "Event: UserEvent");
        const auto two = w.server().next();
        CHECK(two["MatchCriteria"] == "action(exclude),name(VarSet)");
        const auto three = w.server().next();
        CHECK(three.name() == "Events");
        CHECK(three["EventMask"] == "user,call");
        const auto four = w.server().next();
        CHECK(four.name() == "Ping"); // because Events is not always answered
        CHECK(w.server().idle());
        w.server().success(one);
        // One that the server does not take any more is logged, and no reason to stay away.
        w.server().error(two, "Filter format error");
        w.run();
        CHECK_FALSE(w.pbx->is_ready());
        if (orderly) // as with brokeneventsaction=yes otherwise
            w.server().success(three);
        w.run();
        CHECK_FALSE(w.pbx->is_ready());
        w.server().success(four);
        w.run();
        CHECK(w.pbx->is_ready());
        CHECK(w.logged(ami::log_level::error, "does not take a filter any more"));
        CHECK(w.states == strings{"lost", "waiting", "connecting", "logging in", "ready"});
        CHECK(w.pbx->get_counters().reconnects == 1);
        w.say("Event: UserEvent\n\n");
        CHECK(events == 1);
        w.pbx->close();
        w.run();
        CHECK(closed->value().code() == errc::closed);
        CHECK(w.states.back() == "closed");
    }
}

TEST_CASE(
    "reconnect: filters are owed -> FullyBooted is told, and nothing else before mask and filters stand",
    "[client][reconnect]")
{
    reconnecting_client w;
    w.ready();
    std::string seen;
    w.pbx->on_any([&](const ami::event_view& e) { seen.append(e.name()).append(" "); });
    const auto filter = begin_filter(*w.pbx, ami::event_filter::matching("!Event: Reload"));
    w.run();
    w.server().success(w.server().next());
    w.run();
    REQUIRE(filter->succeeded());
    w.server().reset();
    w.wait_for_attempt();
    const auto login = w.server().next();
    CHECK(login["Events"] == "system");
    w.server().success(login);
    w.say("Event: FullyBooted\n\n");
    w.say("Event: Reload\n\n");
    CHECK(seen == "FullyBooted ");
    w.server().success(w.server().next());
    w.say("Event: Reload\n\n");
    w.server().success(w.server().next()); // Events
    w.say("Event: UserEvent\n\n");
    w.server().success(w.server().next());
    w.run();
    CHECK(w.pbx->is_ready());
    w.say("Event: Hangup\n\n");
    CHECK(seen == "FullyBooted UserEvent Hangup ");
}

TEST_CASE("reconnect: without filters the login brings the mask", "[client][reconnect]")
{
    reconnecting_client w;
    w.config.events = ami::event_mask("call");
    w.ready();
    w.server().reset();
    w.wait_for_attempt();
    const auto login = w.server().next();
    CHECK(login["Events"] == "call");
    w.server().success(login);
    w.run();
    CHECK(w.server().idle());
    CHECK(w.pbx->is_ready());
}

TEST_CASE("reconnect: lost while restoring, and again all the way", "[client][reconnect]")
{
    reconnecting_client w;
    w.ready();
    const auto filter = begin_filter(*w.pbx, ami::event_filter::matching("x"));
    w.run();
    w.server().success(w.server().next());
    w.run();
    w.server().reset();
    w.wait_for_attempt();
    w.log_in();
    CHECK(w.server().next().name() == "Filter");
    w.server().reset();
    w.run();
    CHECK(w.last.state() == session_state::waiting);
    w.advance(2s);
    w.log_in();
    w.server().success(w.server().next());
    const auto events = w.server().next();
    SECTION("and it works")
    {
        w.server().success(events);
        w.server().success(w.server().next());
        w.run();
        CHECK(w.pbx->is_ready());
        CHECK(w.sent("Filter") == 3);
    }
    SECTION("and the server hangs")
    {
        w.advance(10s);
        CHECK_FALSE(w.pbx->is_ready());
        // The next attempt may have begun already, by chance.
        CHECK(std::count(w.states.begin(), w.states.end(), "waiting") == 3);
    }
}

TEST_CASE("reconnect: a refused login and one in use", "[client][reconnect]")
{
    reconnecting_client w;
    w.config.reconnect.delay_after_refused_login = 100s;
    w.ready();
    w.server().reset();
    w.wait_for_attempt();
    w.server().error(w.server().next(), "Login Already In Use");
    w.run();
    CHECK(w.states.back() == "waiting");
    w.wait_for_attempt();
    w.server().error(w.server().next(), "Authentication failed");
    w.run();
    CHECK(w.states.back() == "waiting");
    CHECK(*w.last.until() == w.net->now() + 100s);
    const auto attempts = w.net->streams().size();
    w.advance(99s);
    CHECK(w.net->streams().size() == attempts);
    w.advance(1s);
    CHECK(w.net->streams().size() == attempts + 1);
    w.log_in();
    CHECK(w.pbx->is_ready());
}

TEST_CASE("reconnect: another answers for the server for a while -> the client is there again after it",
    "[client][reconnect]")
{
    reconnecting_client w;
    w.ready();
    const auto closed = begin_closed(*w.pbx);
    w.net->greet_with("HTTP/1.0 503 Service Unavailable\r\n");
    std::vector<ami::error_code> causes;
    w.on_state = [&](const ami::state_change& change) {
        if (change.state() == session_state::lost)
            causes.push_back(change.code());
    };
    w.server().reset();
    w.advance(5min);
    CHECK(w.states.back() == "waiting");
    REQUIRE(causes.size() > 5);
    CHECK(std::all_of(causes.begin() + 1, causes.end(), [](auto each) { return each == errc::not_ami; }));
    w.net->greet_with("Asterisk Call Manager/11.0.0\r\n");
    w.wait_for_login();
    w.log_in();
    CHECK(w.pbx->is_ready());
    CHECK_FALSE(closed->done());
}

TEST_CASE("reconnect: another answers at the first attempt -> the end", "[client][reconnect]")
{
    reconnecting_client w;
    w.config.reconnect.retry_initial_connect = true;
    w.net->greet_with("SSH-2.0-OpenSSH\n");
    const auto connected = begin_connect(*w.pbx, w.config);
    w.run();
    CHECK(connected->failed(errc::not_ami));
    CHECK(w.states.back() == "closed");
    CHECK(w.net->armed() == std::nullopt);
}

TEST_CASE("reconnect: actions meanwhile fail at once, or wait", "[client][reconnect]")
{
    reconnecting_client w;
    w.config.reconnect.hold_actions = GENERATE(false, true);
    const bool holds = w.config.reconnect.hold_actions;
    CAPTURE(holds);
    w.config.action_timeout = 5s;
    w.config.action_total_timeout = 20s;
    w.ready();
    const auto before = begin_execute(*w.pbx, "Before");
    w.run();
    w.server().reset();
    w.run();
    CHECK(before->failed(errc::outcome_unknown));
    const auto first = begin_execute(*w.pbx, "First");
    const auto second = begin_execute(*w.pbx, "Second");
    const auto cancelled = begin_execute(*w.pbx, "Cancelled");
    const auto faulty = begin_execute(*w.pbx, ami::action("A").add("B", "\n"));
    w.run();
    CHECK(faulty->failed(errc::invalid_header_value));
    if (!holds) {
        CHECK(first->failed(errc::not_connected));
        CHECK(second->failed(errc::not_connected));
        return;
    }
    CHECK(first->pending());
    cancelled->cancel(asio::cancellation_type::total);
    w.run();
    CHECK(cancelled->aborted());
    SECTION("they are sent once, in their order, behind the login")
    {
        w.wait_for_attempt();
        CHECK(w.sent("First") == 0);
        w.log_in();
        const auto one = w.server().next();
        const auto two = w.server().next();
        CHECK(one.name() == "First");
        CHECK(two.name() == "Second");
        CHECK(w.server().idle());
        w.server().success(one);
        w.server().success(two);
        w.run();
        CHECK(first->succeeded());
        CHECK(second->succeeded());
        CHECK(w.sent("First") == 1);
        CHECK(w.sent("Second") == 1);
        CHECK(w.sent("Before") == 1);
        CHECK(w.sent("Cancelled") == 0);
    }
    SECTION("they do not wait for ever")
    {
        w.net->refuse("192.0.2.1");
        w.advance(20s - 1ns);
        CHECK(first->pending());
        w.advance(1ns);
        CHECK(first->failed(errc::not_sent));
        CHECK(second->failed(errc::not_sent));
        CHECK(first->text() == "action First: the client was not ready in time");
    }
    SECTION("the client is closed")
    {
        w.pbx->close();
        CHECK(first->pending());
        w.run();
        CHECK(first->failed(errc::not_sent));
    }
    SECTION("the client is destroyed")
    {
        w.pbx.reset();
        w.run();
        CHECK(first->aborted());
    }
    SECTION("a logoff does not wait")
    {
        const auto logoff = begin_logoff(*w.pbx);
        w.run();
        CHECK(logoff->failed(errc::not_connected));
        w.wait_for_attempt();
        w.log_in();
        CHECK(w.sent("Logoff") == 0);
        CHECK(w.pbx->is_ready());
    }
}

TEST_CASE("reconnect: as many actions wait as may be in flight", "[client][reconnect]")
{
    reconnecting_client w;
    w.config.reconnect.hold_actions = true;
    w.config.limits.max_in_flight = 2;
    w.ready();
    w.server().reset();
    w.run();
    const auto one = begin_execute(*w.pbx, "One");
    const auto two = begin_execute(*w.pbx, "Two");
    const auto three = begin_execute(*w.pbx, "Three");
    w.run();
    CHECK(one->pending());
    CHECK(two->pending());
    CHECK(three->failed(errc::too_many_in_flight));
    w.wait_for_attempt();
    w.log_in();
    CHECK(w.server().next().name() == "One");
    CHECK(w.server().next().name() == "Two");
}

TEST_CASE("reconnect: retry_if_unsent, and nothing is sent twice", "[client][reconnect]")
{
    reconnecting_client w;
    w.ready();
    const auto handed = begin_execute(*w.pbx, ami::action("Handed").retry_if_unsent());
    w.run();
    // The network takes no byte of those after it.
    w.server().stop_taking();
    const auto again = begin_execute(*w.pbx, ami::action("Again").retry_if_unsent());
    const auto once = begin_execute(*w.pbx, ami::action("Once"));
    w.run();
    w.server().reset();
    w.run();
    CHECK(handed->failed(errc::outcome_unknown));
    CHECK(once->failed(errc::not_sent));
    CHECK(again->pending());
    SECTION("on the next connection")
    {
        w.wait_for_attempt();
        w.log_in();
        const auto found = w.server().next();
        CHECK(found.name() == "Again");
        w.server().success(found);
        w.run();
        CHECK(again->succeeded());
        CHECK(w.sent("Again") == 1);
        CHECK(w.sent("Handed") == 1);
        CHECK(w.sent("Once") == 0);
        CHECK(w.server().idle());
        const auto& counts = w.pbx->get_counters();
        CHECK(counts.actions_not_sent == 1);
        CHECK(counts.actions_outcome_unknown == 1);
    }
    SECTION("once it was sent, it is not sent again")
    {
        w.wait_for_attempt();
        w.log_in();
        CHECK(w.server().next().name() == "Again");
        w.server().reset();
        w.run();
        CHECK(again->failed(errc::outcome_unknown));
        w.advance(3s);
        w.log_in();
        CHECK(w.server().idle());
        CHECK(w.sent("Again") == 1);
    }
    SECTION("cancelled while it waits")
    {
        again->cancel();
        w.run();
        CHECK(again->aborted());
        w.wait_for_attempt();
        w.log_in();
        CHECK(w.server().idle());
    }
    SECTION("no further connection comes")
    {
        w.pbx->close();
        w.run();
        CHECK(again->failed(errc::not_sent));
    }
}

TEST_CASE("reconnect: without reconnecting, retry_if_unsent changes nothing", "[client][reconnect]")
{
    reconnecting_client w;
    w.config.reconnect.enabled = false;
    w.ready();
    const auto handed = begin_execute(*w.pbx, "Handed");
    w.run();
    w.server().stop_taking();
    const auto again = begin_execute(*w.pbx, ami::action("Again").retry_if_unsent());
    w.run();
    w.server().reset();
    w.run();
    CHECK(handed->failed(errc::outcome_unknown));
    CHECK(again->failed(errc::not_sent));
}

TEST_CASE("connect: retry_initial_connect tries until it succeeds", "[client][connect][reconnect]")
{
    reconnecting_client w;
    w.config.reconnect.retry_initial_connect = true;
    w.net->refuse("192.0.2.1");
    const auto op = begin_connect(*w.pbx, w.config);
    w.advance(10s);
    CHECK(op->pending());
    const auto attempts = w.net->streams().size();
    CHECK(attempts > 1);
    SECTION("it comes up")
    {
        w.net->forget("192.0.2.1");
        w.wait_for_login();
        w.log_in();
        CHECK(op->succeeded());
        CHECK(w.pbx->get_counters().reconnects == 0);
    }
    SECTION("cancelled")
    {
        op->cancel();
        w.run();
        CHECK(op->aborted());
        w.advance(1h);
        CHECK(w.net->streams().size() == attempts);
        CHECK(w.states.back() == "closed");
    }
    SECTION("closed")
    {
        w.pbx->close();
        w.run();
        CHECK(op->failed(errc::closed));
    }
    SECTION("destroyed")
    {
        w.pbx.reset();
        w.run();
        CHECK(op->aborted());
    }
    SECTION("the wrong secret is final")
    {
        w.net->forget("192.0.2.1");
        w.wait_for_login();
        w.server().error(w.server().next(), "Authentication failed");
        w.run();
        CHECK(op->failed(errc::authentication_failed));
    }
}

TEST_CASE("reconnect: a hundred times, and nothing piles up", "[client][reconnect]")
{
    reconnecting_client w;
    w.config.reconnect.stable_after = 1s;
    w.ready();
    for (int i = 0; i != 100; ++i) {
        const auto op = begin_execute(*w.pbx, "Status");
        w.run();
        w.advance(1s);
        w.server().reset();
        w.run();
        CHECK(op->failed(errc::outcome_unknown));
        w.wait_for_attempt();
        w.log_in();
        REQUIRE(w.pbx->is_ready());
    }
    CHECK(w.pbx->get_counters().reconnects == 100);
    CHECK(w.pbx->get_counters().actions_outcome_unknown == 100);
}

TEST_CASE("reconnect: a completion of a held action connects again", "[client][reconnect]")
{
    reconnecting_client w;
    w.config.reconnect.hold_actions = true;
    w.config.reconnect.max_attempts = 1;
    w.ready();
    w.net->refuse("192.0.2.1");
    w.server().reset();
    w.run();
    const auto held = begin_ping(*w.pbx);
    operation<> second;
    held->then = [&] {
        w.net->forget("192.0.2.1");
        second = begin_connect(*w.pbx, w.config);
    };
    w.advance(10s);
    CHECK(held->failed(errc::not_sent));
    REQUIRE(second);
    w.log_in();
    CHECK(second->succeeded());
    CHECK(w.pbx->is_ready());
    const auto ping = begin_ping(*w.pbx);
    w.run();
    w.server().success(w.server().next());
    w.run();
    CHECK(ping->succeeded());
}

TEST_CASE("reconnect: the log callback closes and connects again when the connection is lost",
    "[client][reconnect]")
{
    reconnecting_client w;
    w.ready();
    const auto before = begin_ping(*w.pbx);
    w.run();
    operation<> second;
    w.on_log = [&](ami::log_level, std::string_view text) {
        if (second || text.find("connection lost") == std::string_view::npos)
            return;
        w.pbx->close();
        second = begin_connect(*w.pbx, w.config);
    };
    w.server().reset();
    w.run();
    REQUIRE(second);
    CHECK(before->failed(errc::outcome_unknown));
    w.log_in();
    CHECK(second->succeeded());
    CHECK(w.pbx->is_ready());
    w.on_log = nullptr;
}

TEST_CASE("reconnect: the time of a held action goes on, also after the reconnect", "[client][reconnect]")
{
    reconnecting_client w;
    w.config.reconnect.hold_actions = true;
    w.config.reconnect.max_delay = 2s;
    w.ready();
    w.net->refuse("192.0.2.1");
    w.server().reset();
    w.run();
    const auto began = w.net->now();
    const auto total = w.config.action_total_timeout;
    const auto held = begin_execute(*w.pbx, ami::action("Held").timeout(total + 10s));
    w.advance(total);
    CHECK(held->pending());
    w.net->forget("192.0.2.1");
    w.advance(w.config.reconnect.max_delay);
    w.log_in();
    CHECK(w.pbx->is_ready());
    w.advance(began + total + 10s - w.net->now() - 1ms);
    CHECK(held->pending());
    w.advance(1ms);
    CHECK(held->failed(ami::errc::timed_out));
}

TEST_CASE("reconnect: counters add up where actions are held or tried again", "[client][reconnect]")
{
    reconnecting_client w;
    w.config.reconnect.hold_actions = true;
    w.ready();
    w.server().stop_taking();
    const auto stuck = begin_ping(*w.pbx);
    w.run();
    const auto again = begin_execute(*w.pbx, ami::action("Again").retry_if_unsent());
    w.run();
    w.server().reset();
    w.run();
    const auto held = begin_ping(*w.pbx);
    const auto cancelled = begin_ping(*w.pbx);
    w.run();
    cancelled->cancel();
    w.wait_for_attempt();
    w.log_in();
    w.server().success(w.server().next());
    w.server().success(w.server().next());
    w.run();
    CHECK(again->succeeded());
    CHECK(held->succeeded());
    CHECK(stuck->done());
    CHECK(cancelled->aborted());
    const auto& counts = w.pbx->get_counters();
    CHECK(counts.actions_started == counts.actions_answered + counts.actions_timed_out +
                                        counts.actions_cancelled + counts.actions_not_sent +
                                        counts.actions_outcome_unknown);
}
