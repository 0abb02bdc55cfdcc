// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// A client is ready when Asterisk has booted, as far as anybody can know that.

#include "support/catch.hpp"
#include "support/reconnecting_client.hpp"

#include <ami/testing/server.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace tests;
using ami::certainty;
using ami::errc;

namespace {

constexpr auto fully_booted = "Event: FullyBooted\nPrivilege: system,all\nStatus: Fully Booted\n\n";
constexpr auto user_may_see = "Output:        username: user\nOutput:       read perm: system,call\n";

struct booting_client : reconnecting_client {
    booting_client()
    {
        config.ready_when = ami::ready_when::booted;
        pbx->on_any([this](const ami::event_view& e) { seen.emplace_back(e.name()); });
    }

    // Connects as far as the answer to the Login.
    void start()
    {
        connecting = begin_connect(*pbx, config);
        run();
        accept();
    }
    void accept()
    {
        login = server().next();
        REQUIRE(login.name() == "Login");
        server().success(login, "Message: Authentication accepted\n");
        run();
    }
    void reconnect()
    {
        server().reset();
        wait_for_login();
        accept();
    }

    // Answers the next action, which has this name.
    void answer(std::string_view name, std::string_view more = {})
    {
        const auto sent = server().next();
        REQUIRE(sent.name() == name);
        server().success(sent, more);
        run();
    }
    // Says no to what is asked about the boot: no FullyBooted before the Ping's answer, and the rights.
    void answer_boot_questions(std::string_view rights)
    {
        answer("Ping", "Ping: Pong\n");
        answer("ListCommands", "Command: Execute Asterisk CLI Command.  (Priv: command,all)\n");
        const auto sent = server().next();
        REQUIRE(sent["Command"] == "manager show user user");
        server().success(sent, "Message: Command output follows\n" + std::string(rights));
        run();
    }

    // All of it but a nanosecond. The server answers the Ping that looks whether it is there.
    void wait_for_a_minute()
    {
        advance(30s);
        answer("Ping");
        advance(30s - 1ns);
    }

    operation<> connecting;
    request login;
    strings seen;
};

operation<> begin_filter(ami::client& pbx, const ami::event_filter& filter)
{
    return begin<>([&](auto handler) { pbx.async_add_filter(filter, std::move(handler)); });
}

operation<> begin_ready(ami::client& pbx)
{
    return begin<>([&](auto handler) { pbx.async_ready(std::move(handler)); });
}

} // namespace

TEST_CASE(
    "boot: FullyBooted comes with the answer to the login -> ready, and nothing is asked", "[client][boot]")
{
    booting_client w;
    w.connecting = begin_connect(*w.pbx, w.config);
    w.run();
    const auto login = w.server().next();
    w.server().success(login, "Message: Authentication accepted\n");
    w.server().say(fully_booted); // in the same turn
    w.run();
    CHECK(w.connecting->succeeded());
    CHECK(w.pbx->is_ready());
    CHECK(w.pbx->booted() == certainty::yes);
    CHECK(w.server().idle());
    CHECK(w.seen == strings{"FullyBooted"});
    CHECK(w.states == strings{"connecting", "logging in", "ready"});
    CHECK(w.pbx->get_counters().actions_started == 1);
    CHECK(w.pbx->get_counters().actions_cancelled == 0);
}

TEST_CASE("boot: who subscribes when the client is ready gets FullyBooted", "[client][boot]")
{
    booting_client w;
    w.pbx.emplace(w.context.get_executor(), w.net); // nobody else has subscribed
    strings told;
    bool connected = false;
    w.pbx->async_connect(w.config, [&](ami::error_code ec) {
        connected = !ec;
        w.pbx->on("FullyBooted", [&](const ami::event_view& e) { told.emplace_back(e.name()); });
    });
    w.run();
    w.accept();
    w.say(fully_booted);
    CHECK(connected);
    CHECK(told == strings{"FullyBooted"});
}

TEST_CASE("boot: FullyBooted before the answer to the Ping -> ready", "[client][boot]")
{
    booting_client w;
    w.start();
    CHECK(w.connecting->pending());
    CHECK_FALSE(w.pbx->is_ready());
    CHECK(w.pbx->booted() == certainty::unknown);
    const auto ping = w.server().next();
    CHECK(ping.name() == "Ping");
    w.say(fully_booted);
    CHECK(w.connecting->succeeded());
    CHECK(w.pbx->booted() == certainty::yes);
    w.server().success(ping, "Ping: Pong\n");
    w.run();
    CHECK(w.pbx->is_ready());
    CHECK(w.pbx->get_counters().orphan_responses == 0);
    CHECK(w.server().idle());
}

TEST_CASE(
    "boot: the user sees class system, and FullyBooted did not come -> it is waited for", "[client][boot]")
{
    booting_client w;
    w.start();
    w.answer_boot_questions(user_may_see);
    CHECK(w.server().idle());
    CHECK(w.connecting->pending());
    CHECK_FALSE(w.pbx->is_ready());
    CHECK(w.pbx->booted() == certainty::no);
    CHECK(w.states == strings{"connecting", "logging in", "booting"});
    CHECK(w.logged(ami::log_level::info, "waits until Asterisk has booted"));
    const auto waiting = begin_ready(*w.pbx);
    const auto early = begin_execute(*w.pbx, ami::action("CoreStatus"));
    w.run();
    CHECK(early->failed(errc::not_connected));

    SECTION("it comes")
    {
        w.wait_for_a_minute();
        CHECK(w.connecting->pending());
        w.say(fully_booted);
        CHECK(w.connecting->succeeded());
        CHECK(waiting->succeeded());
        CHECK(w.pbx->booted() == certainty::yes);
        CHECK(w.states.back() == "ready");
        CHECK(w.seen == strings{"FullyBooted"});
    }
    SECTION("it does not come in time")
    {
        w.wait_for_a_minute();
        CHECK(w.connecting->pending());
        w.advance(1ns);
        CHECK(w.connecting->succeeded());
        CHECK(waiting->succeeded());
        CHECK(w.pbx->is_ready());
        CHECK(w.pbx->booted() == certainty::unknown);
        CHECK(w.logged(ami::log_level::error, "FullyBooted did not come in time"));
        w.say(fully_booted);
        CHECK(w.pbx->booted() == certainty::yes);
        CHECK(w.states == strings{"connecting", "logging in", "booting", "ready"});
    }
    SECTION("the connection is lost -> the next one waits without asking again")
    {
        w.reconnect();
        CHECK(w.connecting->pending());
        w.answer("Ping", "Ping: Pong\n");
        CHECK(w.server().idle());
        CHECK(w.pbx->booted() == certainty::no);
        w.server().reset();
        w.run();
        CHECK(w.pbx->booted() == certainty::unknown);
        w.wait_for_attempt();
        w.accept();
        w.say(fully_booted);
        CHECK(w.connecting->succeeded());
        CHECK(waiting->succeeded());
    }
    SECTION("the server is gone without a word -> a Ping finds out")
    {
        w.config.ping_after_silence = 30s;
        w.advance(30s);
        CHECK(w.server().next().name() == "Ping");
        w.advance(10s);
        CHECK(w.states.back() == "waiting");
        CHECK(w.connecting->pending());
    }
    SECTION("a Logoff is refused")
    {
        const auto end = begin_logoff(*w.pbx);
        w.run();
        CHECK(end->failed(errc::not_connected));
    }
    SECTION("the client is closed")
    {
        w.pbx->close();
        w.run();
        CHECK(w.connecting->failed(errc::closed));
        CHECK(waiting->failed(errc::closed));
    }
    SECTION("the client is destroyed")
    {
        w.pbx.reset();
        w.run();
        CHECK(w.connecting->failed(asio::error::operation_aborted));
        CHECK(waiting->failed(asio::error::operation_aborted));
    }
    SECTION("FullyBooted comes twice")
    {
        w.say(std::string(fully_booted) + fully_booted);
        CHECK(w.connecting->succeeded());
        CHECK(w.seen == strings{"FullyBooted", "FullyBooted"});
        CHECK(w.states.back() == "ready");
    }
}

TEST_CASE(
    "boot: nobody knows whether FullyBooted comes -> ready, and asked once in a session", "[client][boot]")
{
    booting_client w;
    w.start();
    SECTION("the user may not send Command")
    {
        w.answer("Ping", "Ping: Pong\n");
        w.answer("ListCommands", "Ping: Keepalive command.  (Priv: <none>)\n");
    }
    SECTION("the user does not see class system")
    {
        w.answer_boot_questions("Output:       read perm: call,agent\n");
    }
    SECTION("the rights are not told")
    {
        w.answer_boot_questions("Output: There is no such user\n");
    }
    SECTION("ListCommands is refused")
    {
        w.answer("Ping", "Ping: Pong\n");
        const auto sent = w.server().next();
        w.server().error(sent, "Permission denied");
        w.run();
    }
    CHECK(w.connecting->succeeded());
    CHECK(w.pbx->is_ready());
    CHECK(w.pbx->booted() == certainty::unknown);
    CHECK(w.server().idle());

    w.reconnect();
    CHECK_FALSE(w.pbx->is_ready());
    w.answer("Ping", "Ping: Pong\n");
    CHECK(w.pbx->is_ready());
    CHECK(w.server().idle());

    // It was seen: so it is certain from now on.
    w.say(fully_booted);
    CHECK(w.pbx->booted() == certainty::yes);
    w.reconnect();
    CHECK(w.pbx->booted() == certainty::unknown);
    w.answer("Ping", "Ping: Pong\n");
    CHECK_FALSE(w.pbx->is_ready());
    CHECK(w.pbx->booted() == certainty::no);
    const auto waiting = begin_ready(*w.pbx);
    w.run();
    CHECK(waiting->pending());
    w.say(fully_booted);
    CHECK(waiting->succeeded());
    CHECK(w.pbx->is_ready());

    // What was known does not hold any more: the user's rights are asked for anew.
    w.reconnect();
    w.answer("Ping", "Ping: Pong\n");
    CHECK(w.states.back() == "booting");
    w.wait_for_a_minute();
    CHECK_FALSE(w.pbx->is_ready());
    w.advance(1ns);
    CHECK(w.pbx->is_ready());
    w.reconnect();
    w.answer_boot_questions("Output:       read perm: call\n");
    CHECK(w.pbx->is_ready());

    // Another session, perhaps of another user, knows nothing.
    w.pbx->close();
    w.run();
    w.start();
    w.answer("Ping", "Ping: Pong\n");
    CHECK(w.server().next().name() == "ListCommands");
}

TEST_CASE(
    "boot: a mask without class system -> it is set after the boot, and hides what came", "[client][boot]")
{
    booting_client w;
    w.config.events = ami::event_mask(GENERATE("call", "off", "2"));
    const std::string mask = w.config.events.text();
    w.start();
    CHECK(w.login["Events"] == (mask == "off" ? "system" : "system,call"));
    const auto ping = w.server().next();
    CHECK(ping.name() == "Ping");
    w.say("Event: PeerStatus\nPrivilege: system,all\n\nEvent: Hangup\nPrivilege: call,all\n\n"
          "Event: Odd\n\nEvent: Both\nPrivilege: system,call,all\n\n");
    CHECK(w.seen == strings{"Hangup", "Odd"});
    w.say(fully_booted);
    CHECK(w.seen == strings{"Hangup", "Odd", "FullyBooted"});
    CHECK_FALSE(w.pbx->is_ready());
    CHECK(w.pbx->booted() == certainty::yes);
    w.say("Event: PeerStatus\nPrivilege: system,all\n\n");
    w.server().success(ping);
    const auto set = w.server().next();
    CHECK(set.name() == "Events");
    CHECK(set["EventMask"] == mask);
    const auto barrier = w.server().next();
    CHECK(barrier.name() == "Ping");
    if (GENERATE(true, false)) // some masks are not answered
        w.server().success(set, "Events: On\n");
    w.server().success(barrier);
    w.run();
    CHECK(w.connecting->succeeded());
    CHECK(w.pbx->is_ready());
    CHECK(w.seen.size() == 3);
}

TEST_CASE("boot: filters are restored after the boot", "[client][boot]")
{
    booting_client w;
    w.start();
    w.say(fully_booted);
    w.server().success(w.server().next()); // the Ping
    const auto filter = begin_filter(*w.pbx, ami::event_filter::matching("!Event: Reload"));
    w.run();
    w.server().success(w.server().next());
    w.run();
    REQUIRE(filter->succeeded());
    w.seen.clear();
    w.states.clear();

    w.reconnect();
    CHECK(w.login["Events"] == "system");
    w.answer("Ping", "Ping: Pong\n");
    CHECK(w.states.back() == "booting");
    w.say("Event: Reload\nPrivilege: system,all\n\n");
    w.say(fully_booted);
    CHECK(w.seen == strings{"FullyBooted"});
    CHECK_FALSE(w.pbx->is_ready());
    // These have the time of a login.
    w.answer("Filter");
    w.advance(9s);
    w.answer("Events");
    w.answer("Ping");
    CHECK(w.pbx->is_ready());
    CHECK(w.states.back() == "ready");
}

TEST_CASE("boot: only the login counts, if the program says so", "[client][boot]")
{
    booting_client w;
    w.config.ready_when = ami::ready_when::logged_in;
    w.start();
    CHECK(w.connecting->succeeded());
    CHECK(w.server().idle());
    CHECK(w.pbx->booted() == certainty::unknown);
    w.say(fully_booted);
    CHECK(w.pbx->booted() == certainty::yes);
}

TEST_CASE("boot: the server does not answer the Ping -> the login fails in its time", "[client][boot]")
{
    booting_client w;
    w.start();
    w.advance(10s);
    CHECK(w.connecting->failed(errc::login_timeout));
}

TEST_CASE("boot: the rights are not told in time -> the login is enough", "[client][boot]")
{
    booting_client w;
    w.start();
    w.answer("Ping", "Ping: Pong\n");
    CHECK(w.server().next().name() == "ListCommands");
    SECTION("no answer")
    {
        w.advance(5s - 1ns);
        CHECK(w.connecting->pending());
        w.advance(1ns);
        CHECK(w.connecting->succeeded());
        CHECK(w.pbx->booted() == certainty::unknown);
    }
    SECTION("the connection is lost -> they are asked for on the next one")
    {
        w.config.reconnect.retry_initial_connect = true;
        w.pbx->close();
        w.run();
        w.start();
        w.answer("Ping", "Ping: Pong\n");
        CHECK(w.server().next().name() == "ListCommands");
        w.reconnect();
        w.answer_boot_questions(user_may_see);
        CHECK(w.states.back() == "booting");
    }
    SECTION("FullyBooted meanwhile, in other letters")
    {
        w.say("event: fullybooted\nprivilege: system,all\n\n");
        CHECK(w.connecting->succeeded());
        CHECK(w.pbx->booted() == certainty::yes);
    }
}

TEST_CASE("boot: FullyBooted before the answer to the login counts", "[client][boot]")
{
    booting_client w;
    w.connecting = begin_connect(*w.pbx, w.config);
    w.run();
    const auto login = w.server().next();
    w.say(fully_booted);
    CHECK(w.connecting->pending());
    w.server().success(login);
    w.run();
    CHECK(w.connecting->succeeded());
    CHECK(w.server().idle());
    CHECK(w.pbx->booted() == certainty::yes);
}

TEST_CASE("boot: an unchecked mask, or HTTP -> nothing is asked or waited for", "[client][boot]")
{
    booting_client w;
    w.config.events = ami::event_mask::unchecked(GENERATE("call,foo", "system"));
    w.start();
    CHECK(w.login["Events"] == w.config.events.text());
    CHECK(w.connecting->succeeded());
    CHECK(w.server().idle());
}

TEST_CASE("boot: actions that are held are sent when Asterisk has booted, or expire", "[client][boot]")
{
    booting_client w;
    w.config.reconnect.hold_actions = true;
    w.start();
    w.answer_boot_questions(user_may_see);
    const auto held = begin_execute(*w.pbx, ami::action("CoreStatus"));
    w.run();
    CHECK(held->pending());
    SECTION("sent")
    {
        w.say(fully_booted);
        w.answer("CoreStatus");
        CHECK(held->succeeded());
    }
    SECTION("expired")
    {
        w.advance(5min);
        CHECK(held->pending() == false);
    }
}

TEST_CASE("async_ready: a Logoff that was withdrawn -> the client is ready again", "[client][boot]")
{
    booting_client w;
    w.config.ready_when = ami::ready_when::logged_in;
    w.start();
    w.server().stop_taking(0);
    const auto filler = begin_execute(*w.pbx, ami::action("CoreStatus"));
    w.run();
    asio::cancellation_signal signal;
    bool ended = false;
    w.pbx->async_logoff(asio::bind_cancellation_slot(signal.slot(), [&](ami::error_code) { ended = true; }));
    w.run();
    const auto waiting = begin_ready(*w.pbx);
    w.run();
    signal.emit(asio::cancellation_type::total);
    w.run();
    CHECK(ended);
    CHECK(w.pbx->is_ready());
    CHECK(waiting->succeeded());
}

TEST_CASE("boot: a handler of the state closes or destroys the client", "[client][boot]")
{
    const bool destroys = GENERATE(false, true);
    booting_client w;
    w.on_state = [&](const ami::state_change& change) {
        if (change.state() != ami::session_state::booting)
            return;
        if (destroys)
            w.pbx.reset();
        else
            w.pbx->close();
    };
    w.start();
    w.answer_boot_questions(user_may_see);
    CHECK(w.connecting->failed(
        destroys ? ami::error_code(asio::error::operation_aborted) : ami::error_code(errc::closed)));
    w.advance(2min);
}

TEST_CASE("async_ready: before, during and after a session", "[client][boot]")
{
    booting_client w;
    w.config.ready_when = ami::ready_when::logged_in;
    auto none = begin_ready(*w.pbx);
    w.run();
    CHECK(none->failed(errc::not_connected));

    w.connecting = begin_connect(*w.pbx, w.config);
    auto waiting = begin_ready(*w.pbx);
    asio::cancellation_signal signal;
    ami::error_code cancelled;
    w.pbx->async_ready(
        asio::bind_cancellation_slot(signal.slot(), [&](ami::error_code ec) { cancelled = ec; }));
    w.run();
    CHECK(waiting->pending());
    signal.emit(asio::cancellation_type::total);
    w.run();
    CHECK(cancelled == asio::error::operation_aborted);
    w.accept();
    CHECK(waiting->succeeded());
    auto at_once = begin_ready(*w.pbx);
    w.run();
    CHECK(at_once->succeeded());

    w.server().reset();
    w.run();
    auto again = begin_ready(*w.pbx);
    w.run();
    CHECK(again->pending());
    w.wait_for_attempt();
    w.accept();
    CHECK(again->succeeded());
    w.pbx->close();
    w.run();
    auto after = begin_ready(*w.pbx);
    w.run();
    CHECK(after->failed(errc::closed));
}

TEST_CASE("boot: a server that boots while the client waits", "[client][boot]")
{
    ami::testing::options settings;
    settings.fully_booted = false;
    ami::testing::server server(settings);
    asio::io_context context;
    ami::client pbx(context);
    strings states;
    pbx.on_state([&](const ami::state_change& change) {
        states.emplace_back(to_string(change.state()));
        if (change.state() == ami::session_state::booting)
            server.finish_boot();
    });
    ami::error_code result = asio::error::would_block;
    std::size_t queues = 0;
    pbx.async_connect(ami::config{server.url()}, [&](ami::error_code ec) {
        result = ec;
        pbx.async_list(ami::action("QueueStatus"), [&](ami::error_code failed, ami::response list) {
            CHECK_FALSE(failed);
            queues = list.events().size();
            pbx.close();
        });
    });
    context.run();
    CHECK_FALSE(result);
    CHECK(queues != 0);
    CHECK(states == strings{"connecting", "logging in", "booting", "ready", "closed"});
}
