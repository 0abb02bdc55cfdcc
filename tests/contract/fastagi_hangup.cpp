// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// FastAGI with Asterisk: the call is hung up, in and between commands.

#include "support/fastagi_pbx.hpp"

#include <cstdio>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace tests;
using ami::errc;

TEST_CASE("fastagi: a hang-up in each command is told, and variables can be read after it")
{
    if (!over_tcp())
        return;
    const auto* const command = GENERATE("STREAM FILE demo-congrats \"\"",
        "CONTROL STREAM FILE demo-congrats \"\"", "GET DATA demo-congrats 20000 4",
        "GET OPTION demo-congrats 123 20000", "WAIT FOR DIGIT 20000",
        "SAY ALPHA abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz \"\"", "EXEC Wait 20",
        "SAY NUMBER 123456789 \"\"", "SAY DIGITS 12345678901234567890 \"\"",
        "SAY PHONETIC abcdefghijklm \"\"", "SAY DATE 1 \"\"", "SAY TIME 1 \"\"", "SAY DATETIME 1 \"\"",
        "GOSUB from-internal 2001 1", "EXEC Dial Local/2004@from-internal/n", "EXEC Playback demo-congrats",
        "RECEIVE CHAR 20000", "RECEIVE TEXT 20000", "RECORD FILE SPOOL/ami-fastagi wav # 20000", "");
    run([command]() -> asio::awaitable<void> {
        INFO(command);
        auto pbx = co_await connected();
        fastagi_pbx agi(co_await asio::this_coro::executor);
        const auto id = unique("hangup");
        std::string order;
        agi.server.route("wait", [&](ami::agi_session session) -> asio::awaitable<void> {
            co_await session.async_answer();
            session.async_wait_hangup([&](ami::error_code ec) { order += ec ? "error " : "hangup "; });
            std::string text(command);
            const std::string_view folder = "SPOOL";
            if (const auto at = text.find(folder); at != std::string::npos)
                text.replace(at, folder.size(), asterisk_value("SPOOL"));
            if (!text.empty()) {
                session.async_command(text, [&](ami::error_code, ami::agi_result) { order += "command "; });
                // Queued: these are sent after it. What a dead channel does not permit fails, unless Asterisk runs it before
                // it knows of the hang-up.
                session.async_answer([&](ami::error_code ec) {
                    order += !ec || ec == errc::agi_dead_channel ? "answer " : ec.message() + ' ';
                });
            }
            session.async_verbose("begins", 1, [&](ami::error_code) { order += "verbose "; });
            co_await session.async_wait_hangup();
            const auto gosub = co_await failure_of(session.async_command("GOSUB from-internal 2001 1"));
            CHECK(gosub.code == errc::agi_dead_channel);
            const auto value = co_await session.async_get_variable("UNIQUEID");
            CHECK(value == id);
            CHECK(session.is_hung_up());
            CHECK(session.is_open());
        });
        auto status = status_of(pbx, id);
        const std::string_view waited = *command ? std::string_view(command) : std::string_view("VERBOSE");
        auto runs = pbx.expect("AGIExecStart", [&](const ami::event_view& e) {
            return e["Uniqueid"] == id && e["Command"].starts_with(waited.substr(0, 6));
        });
        co_await pbx.async_originate(agi.call(id, "wait"));
        co_await runs.async_wait(20s);
        co_await pbx.async_perform(ami::actions::hangup{id + ";2"});
        const auto value = co_await value_of(status);
        // A command that failed with -1 before makes it FAILURE, for ever.
        CHECK((value == "HANGUP" || value == "FAILURE"));
        co_await until([&] { return agi.server.counters().sessions == 0; });
        std::remove((asterisk_value("SPOOL") + "/ami-fastagi.wav").c_str());
        CHECK(agi.server.counters().hung_up == 1);
        if (!*command) {
            CHECK(order == "verbose hangup ");
            co_return;
        }
        // Asterisk tells the hang-up before or after any of the answers.
        const std::string_view told = "hangup ";
        INFO(order);
        const auto at = order.find(told);
        REQUIRE(at != std::string::npos);
        order.erase(at, told.size());
        CHECK(order == "command answer verbose ");
    });
}

TEST_CASE("fastagi: AGISIGHUP=no -> a hang-up is seen by the answers")
{
    if (!over_tcp())
        return;
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        fastagi_pbx agi(co_await asio::this_coro::executor);
        const auto id = unique("sighup");
        ami::error_code first;
        ami::error_code second;
        agi.server.route("wait", [&](ami::agi_session session) -> asio::awaitable<void> {
            co_await session.async_answer();
            const auto waited = co_await failure_of(session.async_stream_file("demo-congrats"));
            first = waited.code;
            CHECK(session.is_hung_up());
            const auto after = co_await failure_of(session.async_answer());
            second = after.code;
            const auto value = co_await session.async_get_variable("UNIQUEID");
            CHECK(value == id);
        });
        auto runs = pbx.expect("AGIExecStart", [&](const ami::event_view& e) {
            return e["Uniqueid"] == id && e["Command"].starts_with("STREAM");
        });
        auto call = agi.call(id, "wait");
        call.variable("AGISIGHUP", "no");
        co_await pbx.async_originate(call);
        co_await runs.async_wait(20s);
        co_await pbx.async_perform(ami::actions::hangup{id + ";2"});
        co_await until([&] { return agi.server.counters().completed + agi.server.counters().hung_up == 1; });
        CHECK(first == errc::agi_hung_up);
        CHECK(second == errc::agi_dead_channel);
    });
}

TEST_CASE("fastagi: AGISIGHUP=no -> a session that runs no command is told too, and ends")
{
    if (!needs_asterisk())
        return;
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        auto options = fastagi_pbx::options();
        options.limits.hangup_check = 100ms;
        options.limits.hangup_timeout = 100ms;
        fastagi_pbx agi(co_await asio::this_coro::executor, std::move(options));
        const auto id = unique("silent");
        bool began = false;
        bool told = false;
        bool forgets = true;
        agi.server.route("wait", [&](ami::agi_session session) -> asio::awaitable<void> {
            co_await session.async_answer();
            began = true;
            co_await session.async_wait_hangup();
            told = true;
            co_await until([&] { return !forgets; });
        });
        auto call = agi.call(id, "wait");
        call.variable("AGISIGHUP", "no");
        auto status = status_of(pbx, id);
        co_await pbx.async_originate(call);
        co_await until([&] { return began && agi.server.counters().commands >= 3; });
        CHECK_FALSE(told); // it was asked, and the call is up
        co_await pbx.async_perform(ami::actions::hangup{id + ";2"});
        co_await until([&] { return told; });
        const auto value = co_await value_of(status); // Asterisk has the channel back
        CHECK(value == "HANGUP");
        forgets = false;
        co_await until([&] { return agi.server.counters().sessions == 0; });
        CHECK(agi.server.counters().broken == 1);
    });
}

TEST_CASE("fastagi: AGISIGHUP=no -> GOSUB on a dead channel is refused by Asterisk")
{
    if (!needs_asterisk())
        return;
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        fastagi_pbx agi(co_await asio::this_coro::executor);
        const auto id = unique("gosub");
        bool is_over = false;
        int code = 0;
        agi.server.route("wait", [&](ami::agi_session session) -> asio::awaitable<void> {
            co_await session.async_answer();
            co_await session.async_command("EXEC Wait 20");
            CHECK_FALSE(session.is_hung_up()); // -1 is what an application says, too
            const auto answer = co_await session.async_command("GOSUB from-internal 2001 1");
            code = answer.code();
            CHECK(session.is_hung_up());
            is_over = true;
        });
        auto runs = pbx.expect("AGIExecStart", [&](const ami::event_view& e) {
            return e["Uniqueid"] == id && e["Command"].starts_with("EXEC");
        });
        auto call = agi.call(id, "wait");
        call.variable("AGISIGHUP", "no");
        co_await pbx.async_originate(call);
        co_await runs.async_wait(20s);
        co_await pbx.async_perform(ami::actions::hangup{id + ";2"});
        co_await until([&] { return is_over && agi.server.counters().sessions == 0; });
        CHECK(code == 511);
        CHECK(agi.server.counters().hung_up == 1);
    });
}

TEST_CASE("fastagi: a hang-up between commands that take no time -> each answer is its command's")
{
    if (!needs_asterisk())
        return;
    static const std::vector<std::string> quick = {"NOOP", "CHANNEL STATUS", "SET VARIABLE A b",
        "GET VARIABLE A", "GET FULL VARIABLE ${A}", "SET CALLERID 1", "SET CONTEXT from-internal",
        "SET EXTENSION 2001", "SET PRIORITY 1", "SET MUSIC OFF", "SET AUTOHANGUP 0", "VERBOSE x 4",
        "DATABASE PUT ami fastagi x", "DATABASE GET ami fastagi", "DATABASE DEL ami fastagi-none",
        "DATABASE DELTREE ami-none", "SEND TEXT x", "SEND IMAGE none", "TDD MODE OFF", "SPEECH DESTROY",
        "SPEECH SET a b", "ASYNCAGI BREAK", "EXEC NoOp x", "GOSUB nowhere s 1", "GET VARIABLE",
        "NO SUCH COMMAND"};
    run(
        []() -> asio::awaitable<void> {
            auto pbx = co_await connected();
            fastagi_pbx agi(co_await asio::this_coro::executor);
            std::size_t began = 0;
            std::size_t ended = 0;
            agi.server.route("quick",
                [&](ami::agi_session session, ami::fastagi_request request) -> asio::awaitable<void> {
                    const auto& command = quick.at(std::stoul(request.arguments().at(0)));
                    co_await session.async_answer();
                    ++began;
                    while (!session.is_hung_up()) {
                        const auto given = co_await failure_of(session.async_command(command));
                        INFO(command);
                        CHECK((!given.code || given.code == errc::agi_hung_up ||
                               given.code == errc::agi_dead_channel));
                        // An answer of another command would say something else.
                        const auto own = std::to_string(began) + command;
                        co_await session.async_set_variable("OWN", own);
                        const auto read = co_await session.async_get_variable("OWN");
                        CHECK(read == own);
                    }
                    const auto id = co_await session.async_get_variable("UNIQUEID");
                    CHECK(id == session["agi_uniqueid"]);
                    ++ended;
                });
            std::vector<std::string> ids;
            for (std::size_t i = 0; i != quick.size(); ++i) {
                ids.push_back(unique("quick"));
                co_await pbx.async_originate(agi.call(ids.back(), "quick," + std::to_string(i)));
            }
            co_await until([&] { return began == quick.size(); });
            for (const auto& each : ids)
                co_await pbx.async_perform(ami::actions::hangup{each + ";2"});
            co_await until([&] { return ended == quick.size() && agi.server.counters().sessions == 0; });
            CHECK(agi.server.counters().hung_up == quick.size());
        },
        60s);
}

TEST_CASE("fastagi: a session in a session: the hang-up is told to the inner one first")
{
    if (!needs_asterisk())
        return;
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        fastagi_pbx agi(co_await asio::this_coro::executor);
        const auto id = unique("nested");
        std::string order;
        bool waits = false;
        agi.server.route("inner", [&](ami::agi_session session) -> asio::awaitable<void> {
            CHECK(session["agi_uniqueid"] == id);
            waits = true;
            co_await session.async_wait_hangup();
            order += "inner ";
        });
        agi.server.route("outer", [&](ami::agi_session session) -> asio::awaitable<void> {
            co_await session.async_answer();
            const auto result = co_await session.async_exec(
                "AGI", "agi://127.0.0.1:" + std::to_string(agi.server.port()) + "/inner");
            order += "EXEC " + std::to_string(result);
            co_await session.async_wait_hangup();
            const auto value = co_await session.async_get_variable("UNIQUEID");
            CHECK(value == id);
        });
        co_await pbx.async_originate(agi.call(id, "outer"));
        co_await until([&] { return waits; });
        CHECK(agi.server.counters().sessions == 2);
        co_await pbx.async_perform(ami::actions::hangup{id + ";2"});
        co_await until([&] { return agi.server.counters().hung_up == 2; });
        CHECK(order == "inner EXEC -1");
    });
}
