// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// What Asterisk makes of commands of AGI beyond the list that every server answers alike: GOSUB, lines that are
// no whole commands.

#include "support/agi_answers.hpp"
#include "support/agi_calls.hpp"
#include "support/catch.hpp"
#include "support/fastagi_pbx.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

using namespace tests;

TEST_CASE("agi details: a list of commands -> Asterisk's answers")
{
    if (!needs_asterisk())
        return;
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto id = unique("agilist");
        agi_peer peer(co_await asio::this_coro::executor);
        co_await call_peer(pbx, peer, id);
        co_await peer.accept();
        for (const auto& each : agi_answers_of_asterisk) {
            const auto given = co_await peer.ask(with_key(each.command, id));
            CAPTURE(each.command, given);
            const auto expected = with_key(each.answer, id);
            CHECK(is_answer(given, expected));
        }
        // Words beyond the 127th are dropped.
        std::string words = "NOOP";
        for (int i = 0; i != 130; ++i)
            words += " x";
        const auto many = co_await peer.ask(words);
        CHECK(many == "200 result=0");
        // GET VARIABLE cuts a value, GET FULL VARIABLE does not.
        const std::string value(1500, 'x');
        const auto set = co_await peer.ask("SET VARIABLE L " + value);
        CHECK(set == "200 result=1");
        const auto cut = co_await peer.ask("GET VARIABLE L");
        CHECK(cut == "200 result=1 (" + value.substr(0, 1023) + ")");
        std::string expression;
        std::string whole;
        for (int i = 0; i != 13; ++i) {
            expression += "${L}";
            whole += value;
        }
        const auto full = co_await peer.ask("GET FULL VARIABLE " + expression);
        CHECK(full == "200 result=1 (" + whole + ")");
        // A value that ends in a line end: the parenthesis comes alone.
        const auto shell = co_await peer.ask("GET FULL VARIABLE \"${SHELL(echo x)}\"");
        CHECK(shell == "200 result=1 (x");
        const auto rest = co_await peer.line();
        CHECK(rest == ")");
        const auto system = co_await peer.ask("GET VARIABLE \"SHELL(id -u)\""); // as Asterisk's user
        CHECK(system == "200 result=1 (" + asterisk_value("UID"));
        co_await peer.line();
    });
}

TEST_CASE("agi details: GOSUB -> a provisional answer, and another")
{
    if (!needs_asterisk())
        return;
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto id = unique("agisub");
        own_dialplan plan(pbx);
        const own_dialplan::steps returns = {{"Return", "value"}};
        const own_dialplan::steps ends = {{"NoOp", ""}};
        const own_dialplan::steps hangs_up = {{"Hangup", ""}};
        co_await plan.add("r", returns);
        co_await plan.add("e", ends);
        co_await plan.add("h2", hangs_up);
        agi_peer peer(co_await asio::this_coro::executor);
        co_await call_peer(pbx, peer, id);
        co_await peer.accept();
        const auto begun = co_await peer.ask("GOSUB " + plan.context + " r 1 one");
        CHECK(begun == "100 result=0 Trying...");
        const auto returned = co_await peer.line();
        CHECK(returned == "200 result=0 Gosub complete");
        const auto value = co_await peer.ask("GET VARIABLE GOSUB_RETVAL");
        CHECK(value == "200 result=1 (value)");
        for (const auto* const extension : {"e", "h2"}) {
            co_await peer.ask("GOSUB " + plan.context + " " + extension + " 1");
            const auto left = co_await peer.line();
            CHECK(left == "200 result=0 Gosub complete (abnormal exit)");
        }
        const auto told = co_await peer.line();
        CHECK(told == "HANGUP");
        co_await plan.remove();
    });
}

TEST_CASE(
    "agi details: where the channel is sent takes effect when the AGI ends; EXEC Hangup ends the call, not the AGI")
{
    if (!needs_asterisk())
        return;
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        struct row {
            std::vector<std::string> commands;
            const char* application; // of the context `sets`
        };
        for (const auto& each : {row{{"SET CONTEXT sets", "SET EXTENSION 103", "SET PRIORITY 2"}, "Answer"},
                 row{{"EXEC Goto sets,209,1"}, "NoOp"}}) {
            agi_peer peer(co_await asio::this_coro::executor);
            own_dialplan plan(pbx);
            const auto id = unique("agiset");
            const own_dialplan::steps steps = {{"Answer", ""}, {"AGI", peer.url("x")}, {"Hangup", ""}};
            co_await plan.add("s", steps);
            co_await plan.call(id, "s");
            co_await peer.accept();
            bool has_gone = false;
            auto goes = pbx.on("Newexten", [&](const ami::event_view& e) {
                has_gone = has_gone || (e["Uniqueid"] == id + ";2" && e["Context"] == "sets");
            });
            auto is_there = pbx.expect("Newexten", [&](const ami::event_view& e) {
                return e["Uniqueid"] == id + ";2" && e["Context"] == "sets" &&
                       e["Application"] == each.application;
            });
            for (const auto& command : each.commands) {
                const auto set = co_await peer.ask(command);
                CHECK(set == "200 result=0");
            }
            co_await settled(pbx);
            CHECK_FALSE(has_gone);
            peer.finish_writing();
            co_await is_there.async_wait(10s);
            co_await plan.remove();
        }
        agi_peer peer(co_await asio::this_coro::executor);
        co_await call_peer(pbx, peer, unique("agihang"));
        co_await peer.accept();
        const auto hung = co_await peer.ask("EXEC Hangup");
        CHECK(hung == "200 result=-1");
        const auto told = co_await peer.line();
        CHECK(told == "HANGUP");
        const auto still = co_await peer.ask("NOOP");
        CHECK(still == "200 result=0");
    });
}

TEST_CASE("agi details: half a line -> neither an answer nor a HANGUP, until its end")
{
    if (!needs_asterisk())
        return;
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto id = unique("agihalf");
        agi_peer peer(co_await asio::this_coro::executor);
        co_await call_peer(pbx, peer, id);
        co_await peer.accept();
        co_await peer.send("NOO");
        co_await settled(pbx);
        const ami::actions::hangup over{id};
        co_await pbx.async_perform(over);
        co_await settled(pbx);
        CHECK(peer.is_silent());
        const auto answer = co_await peer.ask("P");
        CHECK(answer == "200 result=0");
        const auto told = co_await peer.line();
        CHECK(told == "HANGUP");
    });
}

TEST_CASE("agi details: a burst of commands -> the last ones are answered when more comes, or the end")
{
    if (!needs_asterisk())
        return;
    run([]() -> asio::awaitable<void> {
        constexpr std::size_t count = 6'000;
        auto pbx = co_await connected();
        agi_peer peer(co_await asio::this_coro::executor);
        co_await call_peer(pbx, peer, unique("agiburst"));
        co_await peer.accept();
        std::string burst;
        for (std::size_t i = 0; i != count; ++i)
            burst += "NOOP\n";
        co_await peer.send(burst);
        std::size_t answers = 0;
        while (!peer.is_silent() || answers < count / 2) {
            co_await peer.line();
            ++answers;
            if (peer.is_silent())
                co_await settled(pbx);
        }
        CHECK(answers < count);
        peer.finish_writing();
        std::string last;
        for (;;) {
            auto next = co_await peer.line();
            if (next == "<end>")
                break;
            answers += next == "200 result=0";
            last = next;
        }
        CHECK(answers == count);
        CHECK(last == "HANGUP");
    });
}
