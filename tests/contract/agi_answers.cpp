// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// AGI() calls a FastAGI server that knows nothing of the library. What it gets is the same from the embedded server and from
// Asterisk: the embedded one is true.

#include "support/agi_answers.hpp"

#include "support/agi_calls.hpp"
#include "support/catch.hpp"
#include "support/contract.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace tests;

TEST_CASE("agi answers: an environment -> the same lines from every server")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto id = unique("agienv");
        agi_peer peer(co_await asio::this_coro::executor);
        co_await call_peer(pbx, peer, id);
        const auto lines = co_await peer.accept();
        static constexpr std::string_view beginnings[] = {"agi_network: yes", "agi_network_script: menu?x=1",
            "agi_request: agi://127.0.0.1:", "agi_channel: Local/3060@from-internal-", "agi_language: en",
            "agi_type: Local", "agi_uniqueid: agienv", "agi_version: ", "agi_callerid: 123",
            "agi_calleridname: Joe X", "agi_callingpres: 0", "agi_callingani2: 0", "agi_callington: 0",
            "agi_callingtns: 0", "agi_dnid: unknown", "agi_rdnis: unknown", "agi_context: from-internal",
            "agi_extension: 3060", "agi_priority: 1", "agi_enhanced: 0.0",
            "agi_accountcode: ", "agi_threadid: ", "agi_arg_1: one", "agi_arg_2:  two ", "agi_arg_3: q,r",
            "agi_arg_4: "};
        REQUIRE(lines.size() == std::size(beginnings));
        for (std::size_t i = 0; i != lines.size(); ++i) {
            CAPTURE(lines[i], beginnings[i]);
            CHECK(lines[i].starts_with(beginnings[i]));
        }
        CHECK(lines[25] == "agi_arg_4: ");
    });
}

TEST_CASE("agi answers: a list of commands -> the same answers from every server")
{
    run(
        []() -> asio::awaitable<void> {
            auto pbx = co_await connected();
            const auto id = unique("agians");
            std::string status;
            auto ended = expect_status(pbx, id, status);
            agi_peer peer(co_await asio::this_coro::executor);
            co_await call_peer(pbx, peer, id);
            co_await peer.accept();
            for (const auto& each : agi_answers) {
                const auto given = co_await peer.ask(with_key(each.command, id));
                CAPTURE(each.command, given);
                CHECK(is_answer(given, each.answer));
            }
            const auto told = co_await peer.line();
            CHECK(told == "HANGUP");
            for (const auto& each : agi_answers_of_dead_channel) {
                const auto given = co_await peer.ask(with_key(each.command, id));
                CAPTURE(each.command, given);
                CHECK(is_answer(given, each.answer));
            }
            peer.finish_writing();
            const auto second = co_await peer.line();
            CHECK(second == "HANGUP");
            const auto end = co_await peer.line();
            CHECK(end == "<end>");
            co_await ended.async_wait(10s);
            // A sound was missing while the call was up.
            CHECK(status == "FAILURE");
        },
        60s);
}

TEST_CASE("agi answers: two commands in one segment -> the second is answered after further bytes")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        agi_peer peer(co_await asio::this_coro::executor);
        co_await call_peer(pbx, peer, unique("agitwo"));
        co_await peer.accept();
        co_await peer.send("NOOP\nCHANNEL STATUS\n");
        const auto first = co_await peer.line();
        CHECK(first == "200 result=0");
        co_await settled(pbx);
        CHECK(peer.is_silent());
        const auto second = co_await peer.ask("VERBOSE x");
        CHECK(second == "200 result=6");
        const auto third = co_await peer.line();
        CHECK(third == "200 result=1");
        // What is not answered in time is answered at the end.
        co_await peer.send("NOOP\nCHANNEL STATUS\n");
        const auto again = co_await peer.line();
        CHECK(again == "200 result=0");
        peer.finish_writing();
        const auto last = co_await peer.line();
        CHECK(last == "200 result=6");
        const auto end = co_await peer.line();
        CHECK(end == "HANGUP");
    });
}

TEST_CASE("agi answers: a command while another runs -> that is aborted, answered or awaited")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto id = unique("agirun");
        agi_peer peer(co_await asio::this_coro::executor);
        co_await call_peer(pbx, peer, id);
        co_await peer.accept();
        struct row {
            const char* command;
            std::vector<std::string> answers; // up to that of CHANNEL STATUS
        };
        const std::vector<row> rows = {
            {"STREAM FILE demo-congrats \"\"", {"200 result=6"}},
            {"GET DATA demo-congrats 5000", {"200 result=6"}},
            {"GET OPTION demo-congrats \"\" 5000", {"200 result=6"}},
            {"WAIT FOR DIGIT -1", {"200 result=1", "200 result=6"}},
            {"EXEC Wait 0.5", {"200 result=0", "200 result=6"}},
            {"CONTROL STREAM FILE beep \"\"", {"200 result=0 endpos=-1", "200 result=6"}},
            {"SAY DIGITS 1 \"\"", {"200 result=0", "200 result=6"}},
            {"RECEIVE TEXT 300", {"200 result=-1", "200 result=6"}},
        };
        for (const auto& each : rows) {
            CAPTURE(each.command);
            auto runs = pbx.expect("AGIExecStart", [&](const ami::event_view& e) {
                return e["Uniqueid"] == id && e["Command"] == each.command;
            });
            co_await pbx.async_in_force();
            co_await peer.send(std::string(each.command) + "\n");
            co_await runs.async_wait(10s);
            co_await peer.send("CHANNEL STATUS\n");
            for (const auto& expected : each.answers) {
                const auto given = co_await peer.line();
                CHECK(given == expected);
            }
        }
    });
}

TEST_CASE("agi answers: a line that is too long, or has a NUL -> what Asterisk makes of it")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        agi_peer peer(co_await asio::this_coro::executor);
        co_await call_peer(pbx, peer, unique("agilong"));
        co_await peer.accept();
        const std::size_t longest = server() == server_kind::asterisk_16 ? 2047 : 8191;
        const std::string begin = "SET VARIABLE Q ";
        const std::string value(longest - begin.size() - 1, 'x');
        const auto whole = co_await peer.ask(begin + value);
        CHECK(whole == "200 result=1");
        const auto next = co_await peer.ask("CHANNEL STATUS");
        CHECK(next == "200 result=6");
        const auto cut = co_await peer.ask(begin + value + "y");
        CHECK(cut == "200 result=1");
        const auto rest = co_await peer.ask("CHANNEL STATUS");
        CHECK(rest == "510 Invalid or unknown command");
        const auto late = co_await peer.line();
        CHECK(late == "200 result=6");
        const auto length = co_await peer.ask("GET FULL VARIABLE ${Q}");
        CHECK(length == "200 result=1 (" + value + "y)");
        co_await peer.send(std::string("NOOP\0junk\n", 10));
        const auto glued = co_await peer.ask(" more");
        CHECK(glued == "200 result=0");
        const auto after = co_await peer.ask("CHANNEL STATUS");
        CHECK(after == "200 result=6");
    });
}

TEST_CASE("agi answers: a hang-up -> the running command's answer, HANGUP, and a channel until the end")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        struct row {
            const char* command;
            const char* answer;
        };
        for (const auto& each :
            {row{"WAIT FOR DIGIT -1", "200 result=-1"}, row{"GET DATA demo-congrats 5000", "200 result=-1"},
                row{"RECORD FILE /tmp/KEY wav \"\" -1", "200 result=-1 (hangup) endpos=0"},
                row{"CONTROL STREAM FILE demo-congrats \"\"", "200 result=-1"},
                row{"STREAM FILE demo-congrats \"\"", "200 result=-1 endpos="},
                row{"EXEC Wait 30", "200 result=-1"}, row{"SAY DIGITS 111111 \"\"", "200 result=-1"},
                row{"NOOP", nullptr}}) {
            CAPTURE(each.command);
            const auto id = unique("agihup");
            std::string status;
            auto ended = expect_status(pbx, id, status);
            agi_peer peer(co_await asio::this_coro::executor);
            co_await call_peer(pbx, peer, id);
            co_await peer.accept();
            auto runs =
                pbx.expect("AGIExecStart", [&](const ami::event_view& e) { return e["Uniqueid"] == id; });
            co_await pbx.async_in_force();
            co_await peer.send(with_key(each.command, id) + "\n");
            co_await runs.async_wait(10s);
            if (!each.answer) {
                const auto idle = co_await peer.line();
                CHECK(idle == "200 result=0");
            }
            const ami::actions::hangup over{id};
            co_await pbx.async_perform(over);
            if (each.answer) {
                const auto answer = co_await peer.line();
                CAPTURE(answer);
                CHECK(answer.starts_with(each.answer));
            }
            const auto told = co_await peer.line();
            CHECK(told == "HANGUP");
            const auto still = co_await peer.ask("NOOP");
            CHECK(still == "200 result=0");
            CHECK(status.empty());
            peer.finish_writing();
            co_await ended.async_wait(10s);
            CHECK(status == "HANGUP");
        }
    });
}

TEST_CASE("agi answers: how the session ends -> AGISTATUS")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        struct row {
            const char* bytes;
            const char* status;
        };
        for (const auto& each : {row{"", "SUCCESS"}, row{"GET DATA no-such-file 20\n", "SUCCESS"},
                 row{"FOO\n", "SUCCESS"}, row{"EXEC NoSuch\n", "SUCCESS"}, row{"NOOP", "SUCCESS"},
                 row{"STREAM FILE demo-congrats \"\"\n", "SUCCESS"},
                 row{"STREAM FILE no-such-file \"\"\n", "FAILURE"},
                 row{"FAILURE is not an option\n", "FAILURE"}}) {
            CAPTURE(each.bytes);
            const auto id = unique("agiend");
            std::string status;
            auto ended = expect_status(pbx, id, status);
            agi_peer peer(co_await asio::this_coro::executor);
            co_await call_peer(pbx, peer, id);
            co_await peer.accept();
            co_await peer.send(each.bytes);
            peer.finish_writing();
            co_await ended.async_wait(10s);
            CHECK(status == each.status);
        }
    });
}
