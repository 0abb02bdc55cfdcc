// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// FastAGI with Asterisk on channels that are dead, or that Asterisk treats so: the extension h, an interception routine, the
// variables AGISIGHUP and AGIEXITONHANGUP.

#include "support/agi_calls.hpp"
#include "support/catch.hpp"
#include "support/fastagi_pbx.hpp"

#include <string>

using namespace tests;
using ami::errc;

namespace {

std::string url(const fastagi_pbx& agi, const std::string& script)
{
    return "agi://127.0.0.1:" + std::to_string(agi.server.port()) + "/" + script;
}

} // namespace

TEST_CASE(
    "fastagi dead: the extension h runs when the session before has ended, and knows that the call is over")
{
    if (!needs_asterisk())
        return;
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        fastagi_pbx agi(co_await asio::this_coro::executor);
        agi_peer peer(co_await asio::this_coro::executor);
        own_dialplan plan(pbx);
        const auto id = unique("h");
        bool began = false;
        bool ended = false;
        bool is_over = false;
        agi.server.route("main", [&](ami::agi_session session) -> asio::awaitable<void> {
            co_await session.async_answer();
            began = true;
            co_await session.async_wait_hangup();
            // Asterisk waits for this.
            for (int i = 0; i != 10; ++i)
                co_await session.async_verbose("still here", 4);
            ended = true;
        });
        agi.server.route("after", [&](ami::agi_session session) -> asio::awaitable<void> {
            CHECK(ended);
            CHECK(session["agi_extension"] == "h");
            CHECK(session["agi_priority"] == "1");
            CHECK_FALSE(session.is_hung_up()); // it was not told
            const auto status = co_await session.async_get_variable("AGISTATUS");
            CHECK(status == "HANGUP");
            co_await session.async_wait_hangup();
            CHECK(session.is_hung_up());
            const auto answer = co_await failure_of(session.async_answer());
            CHECK(answer.code == errc::agi_dead_channel);
            const auto result = co_await session.async_exec("Wait", "1");
            CHECK(result == -1);
            is_over = true;
        });
        const own_dialplan::steps main = {{"AGI", url(agi, "main")}, {"Wait", "20"}};
        const own_dialplan::steps after = {{"AGI", url(agi, "after")}, {"AGI", peer.url("last")}};
        co_await plan.add("s", main);
        co_await plan.add("h", after);
        co_await plan.call(id, "s");
        co_await until([&] { return began; });
        const ami::actions::hangup over{id + ";2"};
        co_await pbx.async_perform(over);
        // A server that knows nothing of it.
        const auto environment = co_await peer.accept();
        CHECK(environment.at(17) == "agi_extension: h");
        CHECK(environment.at(18) == "agi_priority: 2");
        CHECK(is_over);
        const auto dead = co_await peer.ask("ANSWER");
        CHECK(dead.starts_with("511 "));
        co_await settled(pbx);
        CHECK(peer.is_silent()); // no HANGUP at the beginning
        peer.finish_writing();
        const auto told = co_await peer.line();
        CHECK(told == "HANGUP");
        const auto end = co_await peer.line();
        CHECK(end == "<end>");
        co_await until([&] { return agi.server.counters().sessions == 0; });
        CHECK(agi.server.counters().hung_up == 2);
        co_await plan.remove();
    });
}

TEST_CASE("fastagi dead: the dialplan goes to h with a call that is up -> it is up for the session too")
{
    if (!needs_asterisk())
        return;
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        fastagi_pbx agi(co_await asio::this_coro::executor);
        own_dialplan plan(pbx);
        bool is_over = false;
        int runs = 0;
        agi.server.route("h", [&](ami::agi_session session) -> asio::awaitable<void> {
            if (++runs != 1)
                co_return;                                                       // the true one, at the end
            co_await until([&] { return agi.server.counters().commands == 1; }); // it is asked by itself
            co_await session.async_answer();
            CHECK_FALSE(session.is_hung_up());
            is_over = true;
        });
        const own_dialplan::steps start = {{"Answer", ""}, {"Goto", "h,1"}};
        const own_dialplan::steps end = {{"AGI", url(agi, "h")}};
        co_await plan.add("s", start);
        co_await plan.add("h", end);
        co_await plan.call(unique("goto"), "s");
        co_await until([&] { return is_over && runs == 2 && agi.server.counters().sessions == 0; });
        CHECK(agi.server.counters().handler_failed == 0);
        co_await plan.remove();
    });
}

TEST_CASE("fastagi dead: in an interception routine 511 is no hang-up, and a hang-up is found all the same")
{
    if (!needs_asterisk())
        return;
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        auto options = fastagi_pbx::options();
        options.limits.hangup_check = 50ms;
        fastagi_pbx agi(co_await asio::this_coro::executor, std::move(options));
        own_dialplan plan(pbx);
        bool is_up = false;
        bool told = false;
        std::string channel;
        agi.server.route("routine", [&](ami::agi_session session) -> asio::awaitable<void> {
            channel = session["agi_channel"];
            const auto answer = co_await failure_of(session.async_answer());
            CHECK(answer.code == errc::agi_dead_channel);
            const auto state = co_await failure_of(session.async_channel_status());
            CHECK(state.code == errc::agi_dead_channel);
            const auto sound = co_await session.async_command("STREAM FILE beep \"\"");
            CHECK(sound.code() == 511);
            CHECK_FALSE(session.is_hung_up());
            const auto exec = co_await session.async_exec("Wait", "0.1");
            CHECK(exec == 0);
            const auto name = co_await session.async_get_variable("CHANNEL(name)");
            CHECK(name == channel);
            session.async_wait_hangup([&](ami::error_code ec) { told = !ec; });
            const auto before = agi.server.counters().commands;
            co_await until(
                [&] { return agi.server.counters().commands >= before + 4; }); // it was asked twice
            CHECK_FALSE(told);
            CHECK_FALSE(session.is_hung_up());
            is_up = true;
            co_await session.async_wait_hangup(); // Asterisk says nothing
            CHECK(session.is_hung_up());
            const auto after = co_await session.async_get_variable("UNIQUEID");
            CHECK(after == session["agi_uniqueid"]);
        });
        // The callee tells the caller another number: that runs the caller's routine, in the thread that dials.
        const own_dialplan::steps routine = {{"AGI", url(agi, "routine")}, {"Return", ""}};
        const own_dialplan::steps caller = {{"Set", "CONNECTED_LINE_SEND_SUB=" + plan.context + ",r,1"},
            {"Dial", "Local/callee@" + plan.context + "/n,20"}};
        const own_dialplan::steps callee = {{"Answer", ""}, {"Set", "CONNECTEDLINE(num)=77"}, {"Wait", "20"}};
        co_await plan.add("r", routine);
        co_await plan.add("callee", callee);
        co_await plan.add("s", caller);
        co_await plan.call(unique("routine"), "s");
        co_await until([&] { return is_up; });
        const ami::actions::hangup over{channel};
        co_await pbx.async_perform(over);
        co_await until([&] { return told && agi.server.counters().sessions == 0; });
        CHECK(agi.server.counters().hung_up == 1);
        co_await plan.remove();
    });
}

TEST_CASE(
    "fastagi dead: AGIEXITONHANGUP -> Asterisk ends the session itself, with AGISIGHUP=no without a word")
{
    if (!needs_asterisk())
        return;
    const bool is_silent = GENERATE(false, true);
    const bool runs = GENERATE(false, true);
    run([is_silent, runs]() -> asio::awaitable<void> {
        CAPTURE(is_silent, runs);
        auto pbx = co_await connected();
        fastagi_pbx agi(co_await asio::this_coro::executor);
        const auto id = unique("exit");
        bool began = false;
        bool is_over = false;
        agi.server.route("exit", [&](ami::agi_session session) -> asio::awaitable<void> {
            co_await session.async_answer();
            began = true;
            if (runs) {
                const auto waited = co_await failure_of(session.async_wait_for_digit(20s));
                CHECK(waited.code == errc::agi_hung_up);
            } else {
                co_await session.async_wait_hangup();
            }
            co_await until([&] { return !session.is_open(); });
            const auto next = co_await failure_of(session.async_get_variable("UNIQUEID"));
            CHECK(next.code == errc::agi_hung_up);
            is_over = true;
        });
        auto call = agi.call(id, "exit");
        call.variable("AGIEXITONHANGUP", "yes");
        if (is_silent)
            call.variable("AGISIGHUP", "no");
        auto status = status_of(pbx, id);
        auto starts = pbx.expect("AGIExecStart", [&](const ami::event_view& e) {
            return e["Uniqueid"] == id && e["Command"].starts_with(runs ? "WAIT" : "ANSWER");
        });
        co_await pbx.async_originate(call);
        co_await starts.async_wait(20s);
        co_await until([&] { return began; });
        const ami::actions::hangup over{id + ";2"};
        co_await pbx.async_perform(over);
        const auto value = co_await value_of(status);
        CHECK((value == "HANGUP" || value == "FAILURE"));
        co_await until([&] { return is_over && agi.server.counters().sessions == 0; });
        CHECK(agi.server.counters().hung_up == 1);
    });
}

TEST_CASE("fastagi dead: AGIEXITONHANGUP, byte by byte; set by a command it is too late, and so is AGISIGHUP")
{
    if (!needs_asterisk())
        return;
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        struct row {
            const char* sighup;
            const char* received;
        };
        for (const auto& each : {row{"yes", "HANGUP HANGUP <end>"}, row{"no", "<end>"}}) {
            const auto id = unique("exit");
            agi_peer peer(co_await asio::this_coro::executor);
            ami::actions::originate call{"Local/3060@from-internal/n"};
            call.application("AGI", peer.url("x")).channel_id(id).ring_time(5s);
            call.variable("AGIEXITONHANGUP", "yes").variable("AGISIGHUP", each.sighup);
            co_await pbx.async_start_call(call);
            co_await peer.accept();
            const ami::actions::hangup over{id};
            co_await pbx.async_perform(over);
            std::string received;
            while (!received.ends_with("<end>")) {
                const auto line = co_await peer.line();
                received += (received.empty() ? "" : " ") + line;
            }
            CHECK(received == each.received);
        }
        const auto id = unique("late");
        agi_peer peer(co_await asio::this_coro::executor);
        co_await call_peer(pbx, peer, id);
        co_await peer.accept();
        for (const auto* const command : {"SET VARIABLE AGISIGHUP no", "SET VARIABLE AGIEXITONHANGUP yes"}) {
            const auto set = co_await peer.ask(command);
            CHECK(set == "200 result=1");
        }
        const auto later = co_await peer.ask("SET AUTOHANGUP 1");
        CHECK(later == "200 result=0");
        const auto told = co_await peer.line(); // when that time is over
        CHECK(told == "HANGUP");
        const auto still = co_await peer.ask("NOOP");
        CHECK(still == "200 result=0");
    });
}
