// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// What a client tells of itself: states and log records. How it logs in by challenge.

#include "support/reconnecting_client.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

using namespace tests;
using ami::errc;
using ami::session_state;

TEST_CASE("md5: the bytes of a login", "[client][md5]")
{
    reconnecting_client w;
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

TEST_CASE("on_state: a handler may close or destroy the client, whatever the state", "[client][state]")
{
    for (const auto at : {session_state::connecting, session_state::logging_in, session_state::ready,
             session_state::lost, session_state::waiting, session_state::closed}) {
        for (const bool destroys : {false, true}) {
            for (const bool md5 : {false, true}) {
                CAPTURE(to_string(at), destroys, md5);
                reconnecting_client w;
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
    reconnecting_client w;
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
    reconnecting_client w;
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

TEST_CASE("log: a callback that throws harms nothing", "[client][log][bad]")
{
    reconnecting_client w;
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
