// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// A FastAGI server and its handlers, on sockets of loopback.

#include "support/fastagi_world.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/post.hpp>

#include <functional>
#include <memory>
#include <stdexcept>
#include <string>

using namespace tests;
using namespace std::chrono_literals;
using ami::errc;

namespace {

// Runs one command after another until one fails.
asio::awaitable<void> commands(ami::agi_session agi)
{
    for (;;)
        co_await agi.async_command("NOOP");
}

} // namespace

TEST_CASE("fastagi: a handler leads a call, the connection ends with it")
{
    fastagi_world w;
    w.server->route("menu", [&](ami::agi_session agi) -> asio::awaitable<void> {
        w.note("in " + std::string(agi["agi_channel"]));
        co_await agi.async_answer();
        const auto pin = co_await agi.async_get_data("enter-pin", 5s, 4);
        w.note("pin " + pin.digits);
        co_await agi.async_hangup();
    });
    fastagi_peer peer(w, fastagi_environment());
    w.wait_for("in Local/2018@from-internal-00000001;2");
    peer.expect("ANSWER");
    peer.expect("GET DATA \"enter-pin\" 5000 4", "200 result=12*4\n");
    w.wait_for("pin 12*4");
    peer.expect("HANGUP", "200 result=1\nHANGUP\n");
    CHECK(peer.rest().empty());
    peer.finish_writing();
    const auto counted = w.wait_until([](const auto& c) { return c.sessions == 0 && c.accepted == 1; });
    CHECK(counted.hung_up == 1);
    CHECK(counted.completed == 0);
    CHECK(counted.commands == 3);
    CHECK(w.notes() == 0);
}

TEST_CASE("fastagi: the environment in single bytes, answers in single bytes")
{
    fastagi_world w;
    w.server->route("menu", [&](ami::agi_session agi) -> asio::awaitable<void> {
        co_await agi.async_answer();
        w.note("answered");
    });
    fastagi_peer peer(w);
    for (const char c : fastagi_environment())
        peer.send({&c, 1});
    CHECK(peer.line() == "ANSWER\n");
    for (const char c : std::string_view("\n200 result=0\n"))
        peer.send({&c, 1});
    w.wait_for("answered");
    CHECK(peer.rest().empty());
    peer.finish_writing();
    CHECK(w.wait_until([](const auto& c) { return c.sessions == 0; }).completed == 1);
}

TEST_CASE("fastagi: routes by the script's name; the query, the arguments and the peer are the handler's")
{
    fastagi_world w;
    w.server->route("menu", [&](ami::agi_session, ami::fastagi_request request) -> asio::awaitable<void> {
        w.note("menu " + request.query("lang").value_or("-") + " " + request.arguments().at(1) + " " +
               request.peer());
        co_return;
    });
    w.server->route("", [&](ami::agi_session) -> asio::awaitable<void> {
        w.note("none");
        co_return;
    });
    fastagi_peer one(w, fastagi_environment("menu?lang=de", "x", "agi_arg_1: a\nagi_arg_2: b c\n"));
    CHECK(w.wait_for("menu").starts_with("menu de b c 127.0.0.1:"));
    CHECK(one.rest().empty());
    fastagi_peer two(w, fastagi_environment(""));
    w.wait_for("none");
    fastagi_peer unknown(w, fastagi_environment("../menu"));
    CHECK(unknown.rest() == "failure\n");
    CHECK(w.wait_for("no route").find("../menu") != std::string::npos);
    w.server->default_route([&](ami::agi_session, ami::fastagi_request request) -> asio::awaitable<void> {
        w.note("default " + std::string(request.script()));
        co_return;
    });
    fastagi_peer other(w, fastagi_environment("Menu"));
    w.wait_for("default Menu");
    unknown.finish_writing();
    w.wait_until([](const auto& c) { return c.refused_scripts == 1; });
}

TEST_CASE("fastagi: a handler that throws -> the line failure, a count and a record")
{
    fastagi_world w;
    w.server->route("menu", [&](ami::agi_session agi) -> asio::awaitable<void> {
        co_await agi.async_answer();
        throw std::runtime_error("no data base");
    });
    w.server->route(
        "at once", [&](ami::agi_session) -> asio::awaitable<void> { throw std::runtime_error("early"); });
    fastagi_peer peer(w, fastagi_environment());
    peer.expect("ANSWER");
    CHECK(peer.rest() == "failure\n");
    CHECK(w.wait_for("threw").find("no data base") != std::string::npos);
    fastagi_peer early(w, fastagi_environment("at once"));
    CHECK(early.rest() == "failure\n");
    w.wait_for("early");
    peer.finish_writing();
    early.finish_writing();
    CHECK(w.wait_until([](const auto& c) { return c.sessions == 0; }).handler_failed == 2);
}

TEST_CASE("fastagi: the hang-up is told at once, the command waits for its answer, variables can be read")
{
    fastagi_world w;
    w.server->route("menu", [&](ami::agi_session agi) -> asio::awaitable<void> {
        agi.async_wait_hangup([&w](ami::error_code ec) { w.note("hung up " + ec.message()); });
        const auto result = co_await agi.async_exec("Dial", "PJSIP/100");
        w.note("dialed " + std::to_string(result) + (agi.is_hung_up() ? " hung up" : ""));
        CHECK(agi.is_open());
        const auto status = co_await agi.async_get_variable("DIALSTATUS");
        w.note("status " + status.value_or("-"));
        co_await agi.async_wait_hangup(); // at once
        w.note("answer: " + co_await ending(agi.async_answer(asio::use_awaitable)));
        const auto raw = co_await agi.async_command("no such command");
        w.note("raw " + std::to_string(raw.code()));
    });
    fastagi_peer peer(w, fastagi_environment());
    CHECK(peer.line() == "EXEC \"Dial\" \"PJSIP/100\"\n");
    peer.send("HANGUP\n");
    w.wait_for("hung up Success");
    peer.send("200 result=-1\n");
    w.wait_for("dialed -1 hung up");
    peer.expect("GET VARIABLE \"DIALSTATUS\"", "200 result=1 (CANCEL)\n");
    w.wait_for("status CANCEL");
    w.wait_for("answer: " + text_of(errc::agi_dead_channel));
    peer.expect("no such command", "510 Invalid or unknown command\n");
    w.wait_for("raw 510");
    CHECK(peer.rest().empty());
}

TEST_CASE("fastagi: a date after 2038 -> its seconds are sent, also where time_t has 32 bits")
{
    fastagi_world w;
    w.server->route("menu", [&](ami::agi_session agi) -> asio::awaitable<void> {
        const std::chrono::system_clock::time_point when(std::chrono::seconds(4'000'000'000));
        co_await agi.async_say_datetime(when);
    });
    fastagi_peer peer(w, fastagi_environment());
    peer.expect("SAY DATETIME 4000000000 \"\" \"ABdY 'digits/at' IMp\"", "200 result=0\n");
    CHECK(peer.rest().empty());
}

TEST_CASE("fastagi: a sound that ends by a hang-up is no failure of the handler")
{
    fastagi_world w;
    w.server->route("menu",
        [&](ami::agi_session agi) -> asio::awaitable<void> { co_await agi.async_stream_file("missing"); });
    fastagi_peer hung(w, fastagi_environment());
    hung.expect("STREAM FILE \"missing\" \"\"", "200 result=-1 endpos=0\n");
    hung.expect(
        "CHANNEL STATUS", "HANGUP\n511 Command Not Permitted on a dead channel or intercept routine\n");
    CHECK(hung.rest().empty());
    fastagi_peer missing(w, fastagi_environment());
    missing.expect("STREAM FILE \"missing\" \"\"", "200 result=-1 endpos=0\n");
    missing.expect("CHANNEL STATUS", "200 result=6\n");
    CHECK(missing.rest() == "failure\n");
    w.wait_for("threw");
    hung.finish_writing();
    missing.finish_writing();
    const auto counted = w.wait_until([](const auto& c) { return c.sessions == 0; });
    CHECK(counted.hung_up == 1);
    CHECK(counted.handler_failed == 1);
}

TEST_CASE("fastagi: the answer 511 on a call that is up is no hang-up, and a failure of the handler")
{
    fastagi_world w;
    w.server->route("menu", [&](ami::agi_session agi) -> asio::awaitable<void> {
        agi.async_wait_hangup([&w](ami::error_code ec) { w.note("told " + ec.message()); });
        w.note("answer: " + co_await ending(agi.async_answer(asio::use_awaitable)));
        w.note(agi.is_hung_up() ? "hung up" : "up");
        co_await agi.async_answer();
    });
    const std::string refused = "511 Command Not Permitted on a dead channel or intercept routine\n";
    const auto asked = "GET VARIABLE CHANNEL(checkhangup)";
    fastagi_peer peer(w, fastagi_environment());
    peer.expect("ANSWER", refused);
    peer.expect(asked, "200 result=1 (0)\n");
    w.wait_for("answer: " + text_of(errc::agi_dead_channel));
    w.wait_for("up");
    SECTION("it stays up")
    {
        peer.expect("ANSWER", refused);
        peer.expect(asked, "200 result=1 (0)\n");
        CHECK(peer.rest() == "failure\n");
        peer.finish_writing();
        CHECK(w.wait_until([](const auto& c) { return c.sessions == 0; }).handler_failed == 1);
    }
    SECTION("it is hung up")
    {
        peer.expect("ANSWER", refused);
        peer.expect(asked, "200 result=1 (1)\n");
        w.wait_for("told Success");
        CHECK(peer.rest().empty());
        peer.finish_writing();
        CHECK(w.wait_until([](const auto& c) { return c.sessions == 0; }).hung_up == 1);
    }
}

TEST_CASE("fastagi: a command that cannot be sent leaves no byte on the wire")
{
    fastagi_world w;
    w.server->route("menu", [&](ami::agi_session agi) -> asio::awaitable<void> {
        w.note(
            "LF: " + co_await ending(agi.async_set_variable("A", "x\nEXEC System y", asio::use_awaitable)));
        w.note("long: " +
               co_await ending(agi.async_set_variable("A", std::string(2040, 'x'), asio::use_awaitable)));
        const auto [ends, nothing] =
            co_await agi.async_command("failure", asio::as_tuple(asio::use_awaitable));
        w.note("ends: " + ends.message());
        const auto name = co_await agi.async_get_variable_encoded("CALLERID(name)");
        w.note("name " + name);
        const auto [bad, none] =
            co_await agi.async_get_variable_encoded("X})}${SHELL(id", asio::as_tuple(asio::use_awaitable));
        w.note("bad: " + bad.message());
    });
    fastagi_peer peer(w, fastagi_environment());
    w.wait_for("LF: " + text_of(errc::invalid_agi_command));
    w.wait_for("long: " + text_of(errc::agi_command_too_long));
    w.wait_for("ends: " + text_of(errc::invalid_agi_command));
    const auto asked = peer.line();
    const std::string_view front = "GET FULL VARIABLE \"${URIENCODE(${STRREPLACE(CALLERID(name),:,";
    REQUIRE(asked.starts_with(front));
    const auto colon = asked.substr(front.size(), asked.find(')', front.size()) - front.size());
    CHECK(colon.size() >= 11);
    CHECK(asked == std::string(front) + colon + ")})}\"\n");
    peer.send("200 result=1 (a)%0A200 result=0%0Ab%25" + colon + "c)\n");
    w.wait_for("name a)\n200 result=0\nb%:c");
    w.wait_for("bad: " + text_of(errc::invalid_agi_command));
    CHECK(peer.rest().empty());
}

TEST_CASE("fastagi: a cancelled command runs on, later ones wait for its answer")
{
    fastagi_world w;
    asio::cancellation_signal signal;
    w.server->route("menu", [&](ami::agi_session agi) -> asio::awaitable<void> {
        agi.async_stream_file("long", "",
            asio::bind_cancellation_slot(signal.slot(),
                [&w](ami::error_code ec, std::optional<char>) { w.note("cancelled " + ec.message()); }));
        agi.async_verbose("second", 1, [&w](ami::error_code ec) { w.note("second " + ec.message()); });
        w.note("started");
        co_await agi.async_wait_hangup();
    });
    fastagi_peer peer(w, fastagi_environment());
    CHECK(peer.line() == "STREAM FILE \"long\" \"\"\n");
    w.wait_for("started");
    asio::post(w.context, [&] { signal.emit(asio::cancellation_type::total); });
    w.wait_for("cancelled " + ami::error_code(asio::error::operation_aborted).message());
    peer.send("200 result=0 endpos=1\n");
    peer.expect("VERBOSE \"second\" 1", "200 result=1\n");
    w.wait_for("second Success");
    peer.send("HANGUP\n");
    CHECK(peer.rest().empty());
}

TEST_CASE("fastagi: each kind of verb is cancelled, in the queue and in hand; the other commands go on")
{
    using signal = asio::cancellation_signal;
    struct verb {
        const char* line; // its beginning; empty for one that sends nothing
        std::function<void(ami::agi_session&, signal&, std::function<void(ami::error_code)>)> start;
    };
    const verb verbs[] = {
        {"NOOP",
            [](auto& agi, auto& cancel, auto done) {
                agi.async_command(
                    "NOOP", asio::bind_cancellation_slot(cancel.slot(),
                                [done](ami::error_code ec, const ami::agi_result&) { done(ec); }));
            }},
        {"ANSWER", [](auto& agi, auto& cancel,
                       auto done) { agi.async_answer(asio::bind_cancellation_slot(cancel.slot(), done)); }},
        {"DATABASE PUT",
            [](auto& agi, auto& cancel, auto done) {
                agi.async_database_put("a", "b", "c", asio::bind_cancellation_slot(cancel.slot(), done));
            }},
        {"GET DATA",
            [](auto& agi, auto& cancel, auto done) {
                agi.async_get_data("x", 5s, 4,
                    asio::bind_cancellation_slot(
                        cancel.slot(), [done](ami::error_code ec, const ami::agi_digits&) { done(ec); }));
            }},
        {"GET FULL VARIABLE",
            [](auto& agi, auto& cancel, auto done) {
                agi.async_get_variable_encoded(
                    "X", asio::bind_cancellation_slot(
                             cancel.slot(), [done](ami::error_code ec, const std::string&) { done(ec); }));
            }},
        {"", [](auto& agi, auto& cancel,
                 auto done) { agi.async_wait_hangup(asio::bind_cancellation_slot(cancel.slot(), done)); }},
    };
    for (const auto& each : verbs) {
        for (const bool is_queued : {false, true}) {
            INFO(each.line << (is_queued ? " in the queue" : " in hand"));
            fastagi_world w;
            signal cancel;
            w.server->route("menu", [&](ami::agi_session agi) -> asio::awaitable<void> {
                if (is_queued)
                    agi.async_verbose("first", 1, [](ami::error_code) {});
                each.start(agi, cancel, [&w](ami::error_code ec) { w.note("ends " + ec.message()); });
                agi.async_verbose("last", 1, [&w](ami::error_code ec) { w.note("last " + ec.message()); });
                w.note("started");
                co_await agi.async_wait_hangup();
            });
            fastagi_peer peer(w, fastagi_environment());
            w.wait_for("started");
            if (is_queued)
                CHECK(peer.line() == "VERBOSE \"first\" 1\n");
            else if (*each.line)
                CHECK(peer.line().starts_with(each.line));
            asio::post(w.context, [&] {
                cancel.emit(asio::cancellation_type::terminal);
                cancel.emit(asio::cancellation_type::terminal); // the second one finds nothing
            });
            w.wait_for("ends Operation canceled");
            if (is_queued || *each.line)
                peer.send("200 result=1\n");
            peer.expect("VERBOSE \"last\" 1", "200 result=1\n");
            w.wait_for("last Success");
            peer.send("HANGUP\n");
            CHECK(peer.rest().empty());
        }
    }
}

TEST_CASE("fastagi: the peer ends the connection, in each state")
{
    fastagi_world w;
    w.server->route("menu", [&](ami::agi_session agi) -> asio::awaitable<void> {
        w.note("begins");
        const auto [ec, result] =
            co_await agi.async_command("EXEC Wait", asio::as_tuple(asio::use_awaitable));
        w.note("ends: " + ec.message());
        w.note("then: " + co_await ending(agi.async_answer(asio::use_awaitable)));
        CHECK_FALSE(agi.is_open());
    });
    const bool by_reset = GENERATE(false, true);
    const auto end = [&](std::unique_ptr<fastagi_peer>& peer) {
        if (by_reset)
            peer->reset();
        peer.reset();
    };
    SECTION("before the first byte: a health check is counted and not logged")
    {
        auto peer = std::make_unique<fastagi_peer>(w);
        w.wait_until([](const auto& c) { return c.accepted == 1; });
        end(peer);
        w.wait_until([](const auto& c) { return c.silent == 1 && c.sessions == 0; });
        CHECK(w.notes() == 0);
    }
    SECTION("in the environment")
    {
        auto peer = std::make_unique<fastagi_peer>(w, fastagi_environment().substr(0, 100));
        end(peer);
        w.wait_until([&](const auto& c) { return c.refused_environments + c.silent == 1; });
    }
    SECTION("while a command runs")
    {
        auto peer = std::make_unique<fastagi_peer>(w, fastagi_environment());
        w.wait_for("begins");
        CHECK(peer->line() == "EXEC Wait\n");
        end(peer);
        w.wait_for("ends: " + text_of(errc::outcome_unknown));
        w.wait_for("then: " + text_of(errc::agi_hung_up));
        w.wait_until([](const auto& c) { return c.hung_up == 1 && c.sessions == 0; });
    }
    SECTION("while a command runs, after the hang-up")
    {
        auto peer = std::make_unique<fastagi_peer>(w, fastagi_environment());
        CHECK(peer->line() == "EXEC Wait\n");
        peer->send("HANGUP\nHANGUP\n");
        w.wait_until([](const auto& c) { return c.commands == 1; });
        peer->finish_writing();
        end(peer);
        w.wait_for("ends: ");
        w.wait_for("then: ");
        w.wait_until([](const auto& c) { return c.hung_up == 1 && c.sessions == 0; });
    }
    SECTION("after it was refused")
    {
        auto peer = std::make_unique<fastagi_peer>(w, "GET / HTTP/1.1\r\n\r\n");
        CHECK(peer->line() == "failure\n");
        end(peer);
        w.wait_until([](const auto& c) { return c.refused_environments == 1 && c.sessions == 0; });
    }
}

TEST_CASE("fastagi: two coroutines of a call share its commands, in order")
{
    fastagi_world w;
    w.server->route("menu", [&](ami::agi_session agi) -> asio::awaitable<void> {
        for (int i = 0; i != 3; ++i)
            agi.async_verbose(
                std::to_string(i), 1, [&w, i](ami::error_code) { w.note("over " + std::to_string(i)); });
        co_await commands(agi);
    });
    fastagi_peer peer(w, fastagi_environment());
    for (int i = 0; i != 3; ++i) {
        peer.expect("VERBOSE \"" + std::to_string(i) + "\" 1", "200 result=1\n");
        w.wait_for("over " + std::to_string(i));
    }
    for (int i = 0; i != 100; ++i)
        peer.expect("NOOP");
    peer.finish_writing();
    CHECK(peer.line() == "NOOP\n");
    w.wait_until([](const auto& c) { return c.sessions == 0; });
}

TEST_CASE("fastagi: no command completes inside the function that starts it, not even one that is refused")
{
    fastagi_world w;
    w.server->route("menu", [&](ami::agi_session agi) -> asio::awaitable<void> {
        co_await agi.async_wait_hangup();
        co_await asio::post(co_await asio::this_coro::executor, asio::use_awaitable);
        bool starting = true;
        agi.async_answer([&w, &starting](ami::error_code ec) {
            w.note((starting ? "inside " : "later ") + ec.message());
        });
        starting = false;
        const auto value = co_await agi.async_get_variable("X");
        w.note("value " + value.value_or("-"));
    });
    fastagi_peer peer(w, fastagi_environment());
    peer.send("HANGUP\n");
    w.wait_for("later " + text_of(errc::agi_dead_channel));
    peer.expect("GET VARIABLE \"X\"", "200 result=1 (y)\n");
    w.wait_for("value y");
    CHECK(peer.rest().empty());
}

TEST_CASE("fastagi: a log function that throws changes nothing")
{
    fastagi_world w(ami::fastagi_options(), 1, true,
        [](const ami::log_record&) { throw std::runtime_error("full disk"); });
    w.server->route(
        "menu", [&](ami::agi_session) -> asio::awaitable<void> { throw std::runtime_error("x"); });
    for (const auto* const script : {"menu", "unknown"}) {
        fastagi_peer peer(w, fastagi_environment(script));
        CHECK(peer.rest() == "failure\n");
    }
    fastagi_peer other(w, "GET /\n");
    CHECK(other.rest() == "failure\n");
    w.wait_until([](const auto& c) { return c.handler_failed == 1 && c.refused_scripts == 1; });
    other.finish_writing();
    w.wait_until([](const auto& c) { return c.sessions == 0; });
}
