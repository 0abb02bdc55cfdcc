// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.
//
// A client over several connections: what it restores, what becomes of actions, how it notices that a server is gone.

#include "support/client_world.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

using namespace tests;
using ami::errc;
using ami::session_state;

namespace {

using strings = std::vector<std::string>;

class trust_world : public client_world {
public:
    trust_world()
    {
        config.reconnect.enabled = true;
        config.reconnect.initial_delay = 1s;
        pbx->on_state([this](const ami::state_change& change) {
            states.emplace_back(to_string(change.state()));
            last = change;
            if (on_state)
                on_state(change);
        });
    }

    /// Until the next attempt has connected; the login is before the server.
    void wait_for_attempt()
    {
        const auto before = net->streams().size();
        advance(2s);
        REQUIRE(net->streams().size() == before + 1);
    }

    /// Until a connection has come about; the login is before the server.
    void wait_for_login()
    {
        for (int i = 0; i != 100 && server().idle(); ++i)
            advance(1s);
        REQUIRE_FALSE(server().idle());
    }

    /// How many actions of that name were written, on all connections.
    int sent(std::string_view action) const
    {
        const auto line = "Action: " + std::string(action) + "\r\n";
        int count = 0;
        for (const auto& each : net->streams()) {
            for (auto at = each->written().find(line); at != std::string::npos;
                 at = each->written().find(line, at + 1))
                ++count;
        }
        return count;
    }

    strings states;
    ami::state_change last{session_state::closed};
    std::function<void(const ami::state_change&)> on_state;
};

operation<> begin_filter(ami::client& pbx, const ami::event_filter& filter)
{
    return begin<>([&](auto handler) { pbx.async_add_filter(filter, std::move(handler)); });
}

} // namespace

TEST_CASE("reconnect: mask and filters are restored before ready", "[client][reconnect]")
{
    for (const bool orderly : {true, false}) {
        trust_world w;
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

TEST_CASE("reconnect: without filters the login brings the mask", "[client][reconnect]")
{
    trust_world w;
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
    trust_world w;
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
    trust_world w;
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

TEST_CASE("reconnect: final causes end the session", "[client][reconnect]")
{
    trust_world w;
    w.ready();
    const auto closed = begin_closed(*w.pbx);
    w.net->greet_with("SSH-2.0-OpenSSH\n");
    w.server().reset();
    w.advance(2s);
    CHECK(closed->value().code() == errc::not_ami);
    CHECK(w.states.back() == "closed");
    CHECK(w.last.code() == errc::not_ami);
    CHECK(w.net->armed() == std::nullopt);
}

TEST_CASE("reconnect: actions meanwhile fail at once, or wait", "[client][reconnect]")
{
    trust_world w;
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
        CHECK(first->text() == "action First: there was no connection in time");
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
    trust_world w;
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
    trust_world w;
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
        w.net->greet_with("SSH-2.0\n");
        w.advance(2s);
        CHECK(again->failed(errc::not_sent));
    }
}

TEST_CASE("reconnect: without reconnecting, retry_if_unsent changes nothing", "[client][reconnect]")
{
    trust_world w;
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

TEST_CASE("liveness: a Ping after silence", "[client][liveness]")
{
    trust_world w;
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
    trust_world w;
    w.ready();
    for (int i = 0; i != 10; ++i) {
        w.advance(29s);
        w.say("Event: E\n\n");
    }
    CHECK(w.server().idle());
}

TEST_CASE("liveness: a pending action postpones the Ping", "[client][liveness]")
{
    trust_world w;
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
    trust_world w;
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

TEST_CASE("md5: the bytes of a login", "[client][md5]")
{
    trust_world w;
    w.config.login_method = ami::login_method::automatic;
    const auto op = begin_connect(*w.pbx, w.config);
    w.run();
    const auto challenge = w.server().next();
    CHECK(challenge.name() == "Challenge");
    CHECK(challenge["AuthType"] == "MD5");
    SECTION("accepted")
    {
        w.server().success(challenge, "Challenge: 840415273\n");
        w.run();
        const auto login = w.server().next();
        CHECK(login.name() == "Login");
        CHECK(login["AuthType"] == "MD5");
        CHECK(login["Username"] == "user");
        CHECK(login["Key"] == "cc5da49435fc4c44ff1252628d392068");
        CHECK(login["Secret"].empty());
        w.server().success(login);
        w.run();
        CHECK(op->succeeded());
        CHECK(w.states == strings{"connecting", "logging in", "ready"});
        // And again with another challenge, for which the secret is still known.
        w.server().reset();
        w.wait_for_attempt();
        w.server().success(w.server().next(), "Challenge: 1\n");
        w.run();
        const auto second = w.server().next();
        CHECK(second["Key"] != login["Key"]);
        CHECK(second["Key"].size() == 32);
    }
    SECTION("the challenge is refused: no login in clear")
    {
        w.server().error(challenge, "Must specify AuthType");
        w.run();
        CHECK(op->failed(errc::login_refused));
        CHECK(op->text() == "pbx:5038 says \"Must specify AuthType\"");
        CHECK(w.sent("Login") == 0);
    }
    SECTION("the login is refused: no login in clear")
    {
        w.server().success(challenge, "Challenge: 840415273\n");
        w.run();
        w.server().error(w.server().next(), "Authentication failed");
        w.advance(1h);
        CHECK(op->failed(errc::authentication_failed));
        CHECK(w.sent("Login") == 1);
        CHECK(w.net->streams().size() == 1);
    }
    SECTION("a challenge is missing")
    {
        w.server().success(challenge);
        w.run();
        CHECK(op->failed(errc::not_ami));
    }
    SECTION("silence")
    {
        w.advance(10s);
        CHECK(op->failed(errc::login_timeout));
    }
    SECTION("the end")
    {
        w.server().eof();
        w.run();
        CHECK(op->failed(errc::closed_during_login));
    }
    for (const auto& each : w.net->streams())
        CHECK(each->written().find("s3cr3t") == std::string::npos);
}

TEST_CASE("connect: retry_initial_connect tries until it succeeds", "[client][connect][reconnect]")
{
    trust_world w;
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

TEST_CASE("on_state: a handler may close or destroy the client, whatever the state", "[client][state]")
{
    for (const auto at : {session_state::connecting, session_state::logging_in, session_state::ready,
             session_state::lost, session_state::waiting, session_state::closed}) {
        for (const bool destroys : {false, true}) {
            for (const bool md5 : {false, true}) {
                CAPTURE(to_string(at), destroys, md5);
                trust_world w;
                if (md5)
                    w.config.login_method = ami::login_method::challenge;
                int hits = 0;
                int after = 0;
                w.on_state = [&](const ami::state_change& change) {
                    if (hits != 0 || change.state() != at)
                        return;
                    ++hits;
                    if (destroys)
                        w.pbx.reset();
                    else
                        w.pbx->close();
                };
                w.pbx->on_state([&](const ami::state_change&) { after += hits; });
                const auto connect = begin_connect(*w.pbx, w.config);
                const auto closed = begin_closed(*w.pbx);
                w.run();
                if (!w.net->streams().empty() && !w.server().idle()) {
                    if (md5) {
                        w.server().success(w.server().next(), "Challenge: 1\n");
                        w.run();
                    }
                    if (!w.server().idle())
                        w.log_in();
                }
                operation<ami::response> action;
                if (w.pbx && w.pbx->is_ready()) {
                    action = begin_execute(*w.pbx, "Status");
                    w.run();
                    w.server().reset();
                    w.run();
                    if (at == session_state::closed)
                        w.pbx->close();
                }
                w.advance(5s);
                CHECK(hits == 1);
                CHECK(connect->done());
                CHECK(closed->done());
                if (action)
                    CHECK(action->failed(errc::outcome_unknown));
                if (destroys)
                    CHECK(after == 0); // nobody hears of a client that is gone
                CHECK(w.net->armed() == std::nullopt);
            }
        }
    }
}

TEST_CASE("on_state: handlers that throw, cancel themselves or come later", "[client][state]")
{
    trust_world w;
    int calls = 0;
    ami::state_subscription self;
    self = w.pbx->on_state([&](const ami::state_change&) {
        ++calls;
        self.cancel();
        self.cancel();
        throw std::runtime_error("no");
    });
    w.ready();
    CHECK(calls == 1);
    CHECK(w.pbx->get_counters().handler_exceptions == 1);
    CHECK(w.logged(ami::log_level::error, "a handler of state changes threw error=no"));
}

TEST_CASE("log: headers that hold secrets are not shown", "[client][log]")
{
    trust_world w;
    w.config.redact = {"Variable"};
    w.ready();
    const auto op = begin_execute(*w.pbx, ami::action("Demo")
                                              .add("secret", "hidden1")
                                              .add("Key", "hidden2")
                                              .add("Variable", "A=hidden3")
                                              .add("Channel", "shown"));
    w.run();
    CHECK(w.logged(ami::log_level::debug, "Channel=shown"));
    CHECK(w.logged(ami::log_level::debug, "secret=(redacted)"));
    for (const auto& [level, text] : w.log)
        CHECK(text.find("hidden") == std::string::npos);
}

TEST_CASE("reconnect: a hundred times, and nothing piles up", "[client][reconnect]")
{
    trust_world w;
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
    trust_world w;
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
    trust_world w;
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
    trust_world w;
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
    trust_world w;
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

TEST_CASE("liveness: the outcome of a call is no reason not to ask", "[client][liveness]")
{
    trust_world w;
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

TEST_CASE("log: a callback that throws harms nothing", "[client][log][bad]")
{
    trust_world w;
    w.on_log = [](ami::log_level, std::string_view) { throw std::runtime_error("on purpose"); };
    w.ready();
    const auto closed = begin_closed(*w.pbx);
    const auto ping = begin_ping(*w.pbx);
    w.run();
    w.say("Response: Success\nActionID: nobody\n\n");
    w.server().success(w.server().next());
    w.run();
    CHECK(ping->succeeded());
    CHECK(w.pbx->get_counters().handler_exceptions > 0);
    const auto second = begin_ping(*w.pbx);
    w.run();
    w.server().reset();
    w.run();
    CHECK(second->failed(errc::outcome_unknown));
    w.pbx->close();
    w.run();
    CHECK(closed->succeeded());
    w.on_log = nullptr;
}
