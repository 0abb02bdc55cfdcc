// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// The session as a whole: what it wants done and told, in which order, at every stage.

#include "support/catch.hpp"
#include "support/session_world.hpp"

using namespace tests;
using ami::errc;

namespace {

std::string words(errc code)
{
    return make_error_code(code).message();
}

} // namespace

TEST_CASE("session: a plain login, output by output", "[session][composition]")
{
    session_world w;
    CHECK(w.start() == lines{"state connecting", "resolve"});
    CHECK(w.resolved() == lines{"connect 0"});
    CHECK(w.connected() == lines{"read"});
    CHECK(w.banner() == lines{"state logging in"});
    CHECK(w.written() == lines{"Login ActionID: p-1 Username: hello Secret: world Events: on"});
    CHECK(w.answer(1) == lines{"connect done", "ready", "state ready"});
    CHECK(w.s.is_ready());
}

TEST_CASE("session: a login by challenge", "[session][composition]")
{
    session_world w;
    w.config.login_method = ami::login_method::challenge;
    w.start();
    w.resolved();
    w.connected();
    CHECK(w.banner() == lines{"state logging in"});
    CHECK(w.written() == lines{"Challenge ActionID: p-1 AuthType: MD5"});
    CHECK(w.answer(1, "Response: Success\nChallenge: 123\n").empty());
    CHECK(w.written() ==
          lines{"Login ActionID: p-2 AuthType: MD5 Username: hello Key: md5(123,world) Events: on"});
    CHECK(w.answer(2) == lines{"connect done", "ready", "state ready"});
}

TEST_CASE("session: over HTTP nobody greets -> the login goes out at once", "[session][composition]")
{
    for (const std::string_view url : {"http://hello:world@pbx/rawman", "http://hello:world@pbx/arawman"}) {
        session_world w(url);
        CAPTURE(url);
        w.start();
        w.resolved();
        CHECK(w.connected() == lines{"read", "state logging in"});
        CHECK(w.s.queue().front().kind == ami::detail::action_kind::login);
        CHECK(w.s.queue().front().mask == "on");
        // With digest each request is a login.
        CHECK(w.written() == lines{w.config.uses_digest()
                                       ? "Events ActionID: p-1 EventMask: off"
                                       : "Login ActionID: p-1 Username: hello Secret: world Events: on"});
        w.s.on_time(w.now); // its time counts from now on
        CHECK(w.drain().empty());
        CHECK(w.answer(1) == lines{"connect done", "ready", "state ready"});
        CHECK(w.s.greeting().product().empty());
        CHECK(w.submit("WaitEvent").at(0).find("over HTTP the client asks for events itself") !=
              std::string::npos);
    }
}

TEST_CASE("session: a transport is told what each action does", "[session][composition]")
{
    using ami::detail::action_kind;
    session_world w;
    w.make_ready();
    const std::pair<const char*, action_kind> cases[] = {{"Ping", action_kind::user},
        {"events", action_kind::mask}, {"Filter", action_kind::filter}, {"Login", action_kind::user},
        {"LOGOFF", action_kind::logoff}};
    for (const auto& [name, kind] : cases) {
        CAPTURE(name);
        w.submit(name, [](ami::action& request) { request.add("EventMask", "call"); });
        CHECK(w.s.queue().front().kind == kind);
        CHECK(w.s.queue().front().mask == (kind == action_kind::mask ? "call" : ""));
        w.written();
    }
}

TEST_CASE("session: every stage of connecting and how it can fail", "[session][composition]")
{
    enum class stage { resolving, connecting, banner, login };
    enum class fate { lost, timed_out, refused, garbage, stopped, cancelled };
    const auto run = [](stage at, fate how) {
        session_world w;
        w.s.start(w.config, nullptr, 1, w.make("connect"), w.now);
        w.drain();
        if (at >= stage::connecting)
            w.resolved();
        if (at >= stage::banner)
            w.connected();
        if (at >= stage::login) {
            w.banner();
            w.written();
        }
        switch (how) {
        case fate::lost:
            if (at == stage::resolving)
                w.s.on_resolved(errc::host_not_found, {}, "p-", w.now);
            else if (at == stage::connecting)
                w.s.on_connected(make_error_code(errc::connection_lost), w.now);
            else
                return w.lose();
            return w.drain();
        case fate::timed_out: return w.pass(2min);
        case fate::refused: return w.answer(1, "Response: Error\nMessage: Authentication failed\n");
        case fate::garbage: return w.say(std::string(2'000'000, 'x'));
        case fate::stopped: return w.stop();
        case fate::cancelled: break;
        }
        return lines{};
    };
    const auto ended = [](errc code) {
        return lines{"disconnect", "ended: " + words(code), "connect failed: " + words(code), "state closed"};
    };
    CHECK(run(stage::resolving, fate::lost) == ended(errc::host_not_found));
    CHECK(run(stage::resolving, fate::timed_out) == ended(errc::resolve_timeout));
    CHECK(run(stage::connecting, fate::lost) == ended(errc::connection_lost));
    CHECK(run(stage::connecting, fate::timed_out) == ended(errc::connect_timeout));
    CHECK(run(stage::banner, fate::lost) == ended(errc::closed_before_banner));
    CHECK(run(stage::banner, fate::timed_out) == ended(errc::banner_timeout));
    CHECK(run(stage::banner, fate::garbage) == ended(errc::not_ami));
    CHECK(run(stage::login, fate::lost) == ended(errc::closed_during_login));
    CHECK(run(stage::login, fate::timed_out) == ended(errc::login_timeout));
    CHECK(run(stage::login, fate::refused) == ended(errc::authentication_failed));
    for (const auto at : {stage::resolving, stage::connecting, stage::banner, stage::login})
        CHECK(run(at, fate::stopped) == ended(errc::closed));
}

TEST_CASE(
    "session: async_connect that is cancelled completes once and ends the session", "[session][composition]")
{
    session_world w;
    const auto connect = w.make("connect");
    w.s.start(w.config, nullptr, 1, connect, w.now);
    w.drain();
    w.s.cancel_connect(connect, w.now);
    CHECK(w.drain() == lines{"connect failed: Operation canceled", "disconnect",
                           "ended: " + words(errc::closed), "state closed"});
    w.s.cancel_connect(connect, w.now);
    CHECK(w.drain().empty());
}

TEST_CASE("session: what is asked of the network is dropped with its connection", "[session][composition]")
{
    session_world w;
    w.on_output = [&](const std::string& told) {
        if (told == "state connecting")
            w.s.stop({errc::closed, {}}, w.now);
    };
    CHECK(w.start() == lines{"state connecting", "disconnect", "ended: " + words(errc::closed),
                           "connect failed: " + words(errc::closed), "state closed"});
}

TEST_CASE("session: admission by state, with and without hold_actions", "[session][composition]")
{
    const bool holds = GENERATE(false, true);
    session_world w;
    w.config.reconnect.enabled = true;
    w.config.reconnect.hold_actions = holds;
    const auto refused = [](std::string_view text) {
        return lines{fmt::format("refused: {}: action Ping: {}", words(errc::not_connected), text)};
    };
    const auto early = holds ? lines{} : refused("the client is still connecting; wait for async_connect");
    CHECK(w.submit("Ping") == refused("call async_connect first"));
    w.start();
    CHECK(w.submit("Ping") == early);
    w.resolved();
    CHECK(w.submit("Ping") == early);
    w.connected();
    CHECK(w.submit("Ping") == early);
    w.banner();
    w.written();
    CHECK(w.submit("Ping") == early);
    w.answer(1);
    CHECK(w.written().size() == (holds ? 4u : 0u));
    CHECK(w.submit("Ping").empty());
    CHECK(w.written().size() == 1);
    auto logoff = w.make("logoff");
    CHECK_FALSE(w.s.log_off(logoff, w.now));
    CHECK(w.submit("Ping") == refused("the session has ended"));
    w.stop();
    CHECK(w.submit("Ping") == refused("the session has ended: " + words(errc::closed) + "; test"));
}

TEST_CASE("session: what is told when the connection is lost, and in which order", "[session][composition]")
{
    session_world w;
    w.config.reconnect.enabled = true;
    w.make_ready();
    w.submit("Sent");
    w.written();
    w.submit("Unsent");
    w.submit("Again", [](ami::action& request) { request.retry_if_unsent(); });
    CHECK(w.lose() == lines{"disconnect", "lost: " + words(errc::connection_lost),
                          "Sent failed: " + words(errc::outcome_unknown),
                          "Unsent failed: " + words(errc::not_sent), "state lost", "state waiting"});
    const auto next = w.pass(2s);
    CHECK(next == lines{"state connecting", "resolve"});
    w.resolved();
    w.connected();
    w.banner();
    w.written();
    CHECK(w.answer(5) == lines{"ready", "state ready"});
    CHECK(w.written() == lines{"Again ActionID: p-6"});
    CHECK(w.counts.reconnects == 1);
}

TEST_CASE(
    "session: filters, the mask and a Ping come before a new connection is ready", "[session][composition]")
{
    session_world w;
    w.config.reconnect.enabled = true;
    w.make_ready();
    for (const int id : {2, 3}) {
        w.submit("Filter", [](ami::action& request) { request.add("Filter", "Event: Hangup"); });
        w.written();
        w.answer(id);
    }
    w.lose();
    w.pass(2s);
    w.resolved();
    w.connected();
    w.banner();
    CHECK(w.written() == lines{"Login ActionID: p-4 Username: hello Secret: world Events: system"});
    CHECK(w.answer(4).empty());
    CHECK(w.written() == lines{"Filter ActionID: p-5 Filter: Event: Hangup",
                             "Events ActionID: p-6 EventMask: on", "Ping ActionID: p-7"});
    CHECK(w.answer(5).empty());
    CHECK(w.answer(7) == lines{"ready", "state ready"}); // the mask may stay without an answer
}

TEST_CASE(
    "session: a mask or a filter of the user ends -> recorded if the server has it", "[session][composition]")
{
    session_world w;
    w.make_ready();
    const auto events = [&w](std::string_view mask) {
        w.submit("Events", [&](ami::action& request) { request.add("EventMask", mask); });
        w.written();
    };
    const auto mask = [&w] { return w.s.server().mask().text(); };

    events("call"); // p-2, and a Ping after it
    CHECK(mask() == "on");
    w.on_output = [&](const std::string& told) {
        if (told == "Events done")
            CHECK(mask() == "call"); // its handler sees it
    };
    w.answer(2);
    w.on_output = nullptr;
    CHECK(mask() == "call");
    events("user");
    w.answer(4, "Response: Error\nMessage: no\n");
    CHECK(mask() == "call");
    events("user");
    w.s.cancel(w.last, false, w.now);
    w.drain();
    w.answer(6);
    CHECK(mask() == "user"); // it was sent
    events("nothing-known");
    w.answer(8);
    CHECK(mask() == "nothing-known");
    events("n"); // as Asterisk reads it
    w.answer(10);
    CHECK(mask() == "off");
    events("system");
    w.answer(13); // the Ping: some masks are not answered
    CHECK(mask() == "system");

    const auto filter = [&w] {
        w.submit("Filter", [](ami::action& request) { request.add("Filter", "!Event: A"); });
        w.written();
    };
    filter();
    w.answer(14, "Response: Error\nMessage: no\n");
    filter();
    w.pass(11s);
    CHECK(w.s.server().filters().empty());
    filter();
    w.answer(16);
    REQUIRE(w.s.server().filters().size() == 1);
    events("call");
    w.lose();
    CHECK(mask() == "system");
}

TEST_CASE("session: an HTTP answer without a response -> a mask is recorded, a filter is not",
    "[session][composition]")
{
    session_world w("http://hello:world@pbx/rawman");
    w.config.login_method = ami::login_method::plain;
    w.start();
    w.resolved();
    w.connected();
    w.written();
    w.answer(1);
    for (const std::uint64_t id : {2, 3}) {
        w.submit(id == 2 ? "Events" : "Filter",
            [](ami::action& request) { request.add("EventMask", "call").add("Filter", "A"); });
        w.written();
        w.s.on_answer_ended(id, w.now);
        w.drain();
    }
    CHECK(w.s.server().mask().text() == "call");
    CHECK(w.s.server().filters().empty());
}

TEST_CASE("session: outputs come in the order of the wire", "[session][composition]")
{
    session_world w;
    w.make_ready();
    w.submit("A");
    w.submit("B");
    w.written();
    CHECK(
        w.say(
            "Event: One\n\nResponse: Success\nActionID: $2\n\nEvent: Two\n\n"
            "Response: Success\nActionID: $3\nEventList: start\n\nEvent: Item\nActionID: $3\n\nEvent: Three\n\n"
            "Event: End\nActionID: $3\nEventList: Complete\n\nEvent: Four\n\n") ==
        lines{"event One", "A done", "event Two", "event Three", "B answered, 1 items", "event Four"});
}

TEST_CASE("session: nobody takes events -> they are counted, none is an output, answers are",
    "[session][composition]")
{
    session_world w;
    w.make_ready();
    w.submit("A");
    w.submit("B");
    w.written();
    w.s.want_events(false);
    const auto before = w.s.counts().events_received;
    CHECK(
        w.say("Event: One\n\nResponse: Success\nActionID: $2\n\nResponse: Success\nActionID: $3\n"
              "EventList: start\n\nEvent: Item\nActionID: $3\n\nEvent: Two\n\n"
              "Event: End\nActionID: $3\nEventList: Complete\n\n") == lines{"A done", "B answered, 1 items"});
    CHECK(w.s.counts().events_received == before + 4);

    // A handler subscribes: the next event is told.
    w.submit("C");
    w.written();
    w.on_output = [&](const std::string& told) {
        if (told == "C done")
            w.s.want_events(true);
    };
    CHECK(w.say("Event: One\n\nResponse: Success\nActionID: $4\n\nEvent: Two\n\n") ==
          lines{"C done", "event Two"});
}

TEST_CASE("session: packets after the end -> are not given out", "[session][composition]")
{
    session_world w;
    w.make_ready();
    w.on_output = [&](const std::string& told) {
        if (told == "event One")
            w.s.stop({errc::closed, {}}, w.now);
    };
    CHECK(w.say("Event: One\n\nEvent: Two\n\n") ==
          lines{"event One", "disconnect", "ended: " + words(errc::closed), "state closed"});
}

TEST_CASE("session: a new session begun by a handler of the old one's end", "[session][composition]")
{
    session_world w;
    w.make_ready();
    w.submit("Sent");
    w.written();
    w.on_output = [&](const std::string& told) {
        if (told == "Sent failed: " + words(errc::outcome_unknown))
            w.s.start(w.config, nullptr, 2, w.make("second"), w.now);
    };
    CHECK(w.stop() == lines{"disconnect", "Sent failed: " + words(errc::outcome_unknown),
                          "ended: " + words(errc::closed), "state closed", "state connecting", "resolve"});
    CHECK(w.s.is_active());
}

TEST_CASE("session: a Logoff ends well however the server takes leave", "[session][composition]")
{
    session_world w;
    w.make_ready();
    auto logoff = w.make("logoff");
    REQUIRE_FALSE(w.s.log_off(logoff, w.now));
    w.written();
    const auto end = lines{"disconnect", "ended: " + words(errc::logged_off), "state closed", "logoff done"};
    SECTION("an answer")
    {
        CHECK(w.answer(2, "Response: Goodbye\n") == end);
    }
    SECTION("the end of the connection")
    {
        CHECK(w.lose() == end);
    }
    SECTION("silence")
    {
        CHECK(w.pass(1min) == end);
    }
}

TEST_CASE("session: the user's action Logoff -> ends the session, and completes with its own answer",
    "[session][composition]")
{
    session_world w;
    w.make_ready();
    w.submit("Logoff");
    w.written();
    CHECK_FALSE(w.s.is_ready());
    const lines end = {"disconnect", "ended: " + words(errc::logged_off), "state closed"};
    SECTION("an answer")
    {
        auto expected = end;
        expected.push_back("Logoff done");
        CHECK(w.answer(2, "Response: Goodbye\n") == expected);
    }
    SECTION("the end of the connection")
    {
        auto expected = end;
        expected.push_back("Logoff failed: " + words(errc::outcome_unknown));
        CHECK(w.lose() == expected);
    }
}

TEST_CASE("session: an operation that has ended is not cancelled any more", "[session][composition]")
{
    session_world w;
    w.make_ready();
    w.submit("A");
    const auto a = w.last;
    w.submit("B");
    const auto b = w.last;
    w.written();
    w.on_output = [&](const std::string& told) {
        if (told.starts_with("A "))
            w.s.cancel(b, false, w.now);
    };
    CHECK(w.lose() == lines{"disconnect", "A failed: " + words(errc::outcome_unknown),
                          "B failed: " + words(errc::outcome_unknown),
                          "ended: " + words(errc::connection_lost), "state closed"});
    CHECK(w.counts.actions_cancelled == 0);
}

TEST_CASE("session: a silent server is asked, then given up", "[session][composition]")
{
    session_world w;
    w.config.ping_after_silence = 30s;
    w.config.ping_timeout = 5s;
    w.make_ready();
    CHECK(w.pass(29s).empty());
    CHECK(w.written().empty());
    CHECK(w.pass(1s).empty());
    CHECK(w.written() == lines{"Ping ActionID: p-2"});
    CHECK(w.pass(5s) == lines{"disconnect", "ended: " + words(errc::connection_lost), "state closed"});
}

TEST_CASE(
    "session: everything is given back without being told when its context goes", "[session][composition]")
{
    session_world w;
    w.make_ready();
    w.submit("A");
    w.s.wait_closed(w.make("closed"));
    const auto waiting = w.s.discard({errc::closed, {}});
    CHECK(waiting.size() == 2);
    CHECK(w.drain().empty());
    CHECK_FALSE(w.s.is_active());
}

TEST_CASE("session: the transport reads an answer's end and misses events -> told in order",
    "[session][composition]")
{
    session_world w;
    w.s.on_events_missed(); // of a session that is not ready
    CHECK(w.drain().empty());
    w.make_ready();
    REQUIRE(w.s.is_ready());
    w.submit("Ping");
    w.written();
    w.s.on_answer_ended(2, w.now);
    CHECK(w.drain() == lines{"Ping failed: " + words(errc::outcome_unknown)});
    w.s.on_events_missed();
    CHECK(w.drain() == lines{"events missed", "state ready"});
    CHECK(w.counts.event_gaps == 1);
}

TEST_CASE("session: a client with a name -> log records and state changes have it", "[session][composition]")
{
    session_world w;
    w.config.name = "pbx-2";
    w.config.log_level = ami::log_level::debug;
    w.s.start(w.config, std::make_shared<ami::log_function>(), 1, w.make("connect"), w.now);
    std::size_t told = 0;
    for (;;) {
        const auto& out = w.s.next(w.now);
        if (out.type == ami::detail::output::kind::none)
            break;
        if (out.change)
            CHECK(out.change->client() == "pbx-2");
        if (out.record)
            CHECK(out.record->client == "pbx-2");
        told += out.change || out.record;
        if (out.type == ami::detail::output::kind::resolve)
            w.s.on_resolved({}, {"192.0.2.1:5038"}, "p-", w.now);
    }
    CHECK(told == 2);
}

TEST_CASE(
    "session: an answer that lacks its blank line -> the packets after it are read", "[session][composition]")
{
    session_world w;
    w.make_ready();
    SECTION("items of a list")
    {
        w.submit("SKINNYdevices");
        w.written();
        CHECK(w.answer(2, "Response: Success\nEventList: start\n").empty());
        CHECK(
            w.say(
                "Event: DeviceEntry\nActionID: p-2\nDeviceId: a\nEvent: DeviceEntry\nActionID: p-2\nDeviceId: b\n"
                "Event: DevicelistComplete\nActionID: p-2\nEventList: Complete\nListItems: 2\n\n"
                "Event: After\n\n") == lines{"SKINNYdevices answered, 2 items", "event After"});
    }
    SECTION("items of a list over mxml, with names in lower case")
    {
        w.submit("SKINNYdevices");
        w.written();
        CHECK(w.answer(2, "Response: Success\nEventList: start\n").empty());
        CHECK(w.say("event: DeviceEntry\nactionid: p-2\ndeviceid: a\n"
                    "event: DevicelistComplete\nactionid: p-2\neventlist: Complete\nlistitems: 1\n\n"
                    "event: After\n\n") == lines{"SKINNYdevices answered, 1 items", "event After"});
    }
    SECTION("a response")
    {
        w.submit("CheckFreeze");
        w.written();
        CHECK(w.say("Response: Fail\nActionID: p-2\nEvent: After\nX: 1\n\nEvent: Last\n\n") ==
              lines{"CheckFreeze done", "event After", "event Last"});
    }
    SECTION("of another action -> the packet stays whole")
    {
        w.submit("Getvar");
        w.submit("CheckFreeze");
        w.written();
        CHECK(w.say("Response: Success\nActionID: p-2\nVariable: a\nEvent: no\n\n") == lines{"Getvar done"});
        CHECK(w.say("Event: OriginateResponse\nResponse: Failure\n\n") == lines{"event OriginateResponse"});
    }
}
