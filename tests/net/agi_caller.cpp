// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// `agi_caller`: the Asterisk of one FastAGI session, against a peer that knows nothing of the library.

#include "support/agi_peer.hpp"
#include "support/catch.hpp"

#include <ami/testing/agi_caller.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/io_context.hpp>

#include <algorithm>
#include <chrono>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace asio = boost::asio;
using namespace std::chrono_literals;
using ami::testing::agi_call;
using ami::testing::agi_caller;
using ami::testing::agi_played;
using tests::agi_peer;

namespace {

void run(const std::function<asio::awaitable<void>(asio::any_io_executor)>& body)
{
    asio::io_context context;
    bool ended = false;
    std::exception_ptr failed;
    asio::co_spawn(context, body(context.get_executor()), [&](std::exception_ptr error) {
        ended = true;
        failed = error;
        context.stop();
    });
    context.run_for(20s);
    if (failed)
        std::rethrow_exception(failed);
    CHECK(ended);
}

// A second of a command lasts 5 ms.
agi_call quick(std::string_view script = "menu")
{
    agi_call call(script);
    call.with_second(5ms);
    return call;
}

// A call that is played while the test leads the peer.
struct played_call {
    played_call(const asio::any_io_executor& executor, agi_call call)
        : peer(executor), caller(executor, std::move(call))
    {}

    asio::awaitable<std::vector<std::string>> begin()
    {
        co_await caller.async_connect(peer.endpoint());
        auto lines = co_await peer.accept();
        // The call may be destroyed before it completes.
        caller.async_play([kept = ended](ami::error_code ec, agi_played result) {
            kept->error = ec;
            kept->played = std::move(result);
        });
        co_return lines;
    }

    // Closes the peer's half, reads the rest, and gives the result.
    asio::awaitable<agi_played> end()
    {
        peer.finish_writing();
        co_return co_await outcome();
    }

    asio::awaitable<agi_played> outcome()
    {
        const auto executor = co_await asio::this_coro::executor;
        while (!ended->played)
            co_await asio::post(executor, asio::use_awaitable);
        co_return *ended->played;
    }

    agi_peer peer;
    agi_caller caller;
    struct end_of_call {
        ami::error_code error;
        std::optional<agi_played> played;
    };
    std::shared_ptr<end_of_call> ended = std::make_shared<end_of_call>();
};

} // namespace

TEST_CASE("agi caller: a call -> its environment, with what the test changes in it")
{
    run([](asio::any_io_executor executor) -> asio::awaitable<void> {
        auto what = quick("menu?lang=de");
        what.with_argument("sales").with_argument("");
        what.with_variable("CALLERID(num)", "123").with_environment("agi_calleridname", "a\nagi_x: y");
        what.with_environment("agi_more", "z");
        played_call call(executor, what);
        const auto lines = co_await call.begin();
        REQUIRE(lines.size() == 26);
        CHECK(lines[1] == "agi_network_script: menu?lang=de");
        CHECK(lines[2] == "agi_request: " + call.peer.url("menu?lang=de"));
        CHECK(lines[8] == "agi_callerid: 123");
        CHECK(lines[9] == "agi_calleridname: a");
        CHECK(lines[10] == "agi_x: y");
        CHECK(lines[23] == "agi_arg_1: sales");
        CHECK(lines[24] == "agi_arg_2: ");
        CHECK(lines[25] == "agi_more: z");
    });
}

TEST_CASE("agi caller: a call is played -> digits, variables, and a record of commands and answers")
{
    run([](asio::any_io_executor executor) -> asio::awaitable<void> {
        auto what = quick();
        what.with_digits("12#9")
            .with_variable("ORDER", "42")
            .with_missing_sound("gone")
            .with_sound("long", 1s);
        played_call call(executor, what);
        co_await call.begin();
        using pairs = std::vector<std::pair<std::string, std::string>>;
        const pairs dialogue = {{"ANSWER", "200 result=0"},
            {"STREAM FILE hello \"\"", "200 result=0 endpos=3520"}, {"GET DATA enter 5000", "200 result=12"},
            {"WAIT FOR DIGIT -1", "200 result=57"}, {"GET VARIABLE ORDER", "200 result=1 (42)"},
            {"SET VARIABLE DONE yes", "200 result=1"}, {"STREAM FILE long \"\"", "200 result=0 endpos=8000"},
            {"GET DATA gone", "200 result=-1"}};
        for (const auto& [command, expected] : dialogue) {
            const auto answer = co_await call.peer.ask(command);
            CHECK(answer == expected);
        }
        const auto played = co_await call.end();
        CHECK_FALSE(call.ended->error);
        CHECK(played.status == "SUCCESS");
        CHECK(played.commands == dialogue);
        CHECK(played.variables == pairs{{"DONE", "yes"}, {"ORDER", "42"}});
    });
}

TEST_CASE("agi caller: the call ends -> after so many commands, or during one")
{
    run([](asio::any_io_executor executor) -> asio::awaitable<void> {
        {
            played_call call(executor, quick().with_hangup_after(2));
            co_await call.begin();
            for (const char* const expected : {"200 result=0", "200 result=0"}) {
                const auto answer = co_await call.peer.ask("NOOP");
                CHECK(answer == expected);
            }
            const auto told = co_await call.peer.line();
            CHECK(told == "HANGUP");
            const auto dead = co_await call.peer.ask("ANSWER");
            CHECK(dead.starts_with("511"));
            const auto played = co_await call.end();
            CHECK(played.status == "HANGUP");
        }
        {
            played_call call(executor, quick().with_hangup_during(2));
            co_await call.begin();
            co_await call.peer.ask("NOOP");
            const auto answer = co_await call.peer.ask("WAIT FOR DIGIT -1");
            CHECK(answer == "200 result=-1");
            const auto told = co_await call.peer.line();
            CHECK(told == "HANGUP");
        }
        {
            played_call call(executor, quick().with_hangup_after(0));
            co_await call.begin();
            const auto told = co_await call.peer.line();
            CHECK(told == "HANGUP");
        }
        {
            played_call call(executor, quick().with_hangup_after(1).without_hangup_line());
            co_await call.begin();
            co_await call.peer.ask("NOOP");
            const auto dead = co_await call.peer.ask("ANSWER");
            CHECK(dead.starts_with("511"));
        }
        {
            played_call call(executor, quick().with_hangup_after(0).with_exit_on_hangup());
            co_await call.begin();
            const auto played = co_await call.outcome();
            CHECK(played.status == "HANGUP");
        }
        {
            played_call call(executor, quick().with_dead_channel());
            co_await call.begin();
            const auto dead = co_await call.peer.ask("ANSWER");
            CHECK(dead.starts_with("511"));
        }
    });
}

TEST_CASE("agi caller: the AGI server fails or resets -> AGISTATUS as on Asterisk")
{
    run([](asio::any_io_executor executor) -> asio::awaitable<void> {
        {
            played_call call(executor, quick());
            co_await call.begin();
            co_await call.peer.send("failure\n");
            const auto played = co_await call.outcome();
            CHECK(played.status == "FAILURE");
            CHECK(played.commands.empty());
        }
        {
            played_call call(executor, quick());
            co_await call.begin();
            co_await call.peer.send("STREAM FILE demo-congrats \"\"\n");
            call.peer.close();
            const auto played = co_await call.outcome();
            CHECK(played.status == "SUCCESS");
            CHECK(played.commands.front().second.empty());
        }
    });
}

TEST_CASE("agi caller: the test answers by itself -> every byte is its own")
{
    run([](asio::any_io_executor executor) -> asio::awaitable<void> {
        agi_peer peer(executor);
        agi_caller caller(executor, agi_call("x"));
        co_await caller.async_connect_silently(peer.endpoint());
        co_await caller.async_write(caller.environment());
        const auto lines = co_await peer.accept();
        CHECK(lines.front() == "agi_network: yes");
        co_await peer.send("NOOP\nVERBOSE x\n");
        const auto first = co_await caller.async_read_command();
        CHECK(first == "NOOP");
        const auto second = co_await caller.async_read_command();
        CHECK(second == "VERBOSE x");
        co_await caller.async_hangup();
        co_await caller.async_answer("200 result=0");
        co_await caller.async_write("200 res");
        co_await caller.async_write("ult=1\n");
        for (const char* const expected : {"HANGUP", "200 result=0", "200 result=1"}) {
            const auto line = co_await peer.line();
            CHECK(line == expected);
        }
        caller.finish_writing();
        const auto end = co_await peer.line();
        CHECK(end == "<end>");
        peer.close();
        const auto [ec, nothing] = co_await caller.async_read_command(asio::as_tuple(asio::deferred));
        CHECK(ec == asio::error::eof);
        CHECK(nothing.empty());
    });
}

TEST_CASE("agi caller: commands that were not read -> are played")
{
    run([](asio::any_io_executor executor) -> asio::awaitable<void> {
        played_call call(executor, quick());
        co_await call.caller.async_connect(call.peer.endpoint());
        co_await call.peer.accept();
        co_await call.peer.send("NOOP\nGET VARIABLE A\n");
        const auto first = co_await call.caller.async_read_command();
        CHECK(first == "NOOP");
        call.caller.async_play(
            [&](ami::error_code, agi_played result) { call.ended->played = std::move(result); });
        const auto answer = co_await call.peer.line();
        CHECK(answer == "200 result=0");
        const auto played = co_await call.end();
        CHECK(played.commands.front().first == "GET VARIABLE A");
    });
}

TEST_CASE("agi caller: closed, reset, cancelled, not connected -> each operation completes with its error")
{
    run([](asio::any_io_executor executor) -> asio::awaitable<void> {
        {
            played_call call(executor, quick());
            co_await call.begin();
            call.caller.close();
            CHECK_FALSE(call.ended->played); // never inside the function
            co_await call.outcome();
            CHECK(call.ended->error == asio::error::operation_aborted);
            const auto end = co_await call.peer.line();
            CHECK(end == "<end>");
        }
        {
            played_call call(executor, quick());
            co_await call.begin();
            call.caller.reset();
            co_await call.outcome();
            CHECK(call.ended->error == asio::error::operation_aborted);
        }
        {
            agi_peer peer(executor);
            agi_caller caller(executor, quick());
            co_await caller.async_connect(peer.endpoint());
            co_await peer.accept();
            asio::cancellation_signal stop;
            ami::error_code ended;
            bool told = false;
            caller.async_play(asio::bind_cancellation_slot(stop.slot(), [&](ami::error_code ec, agi_played) {
                ended = ec;
                told = true;
            }));
            stop.emit(asio::cancellation_type::terminal);
            while (!told)
                co_await asio::post(executor, asio::use_awaitable);
            CHECK(ended == asio::error::operation_aborted);
        }
        {
            agi_caller caller(executor);
            const auto [ec, played] = co_await caller.async_play(asio::as_tuple(asio::deferred));
            CHECK(ec == asio::error::not_connected);
            CHECK(played.commands.empty());
        }
        {
            agi_peer::tcp::endpoint nowhere;
            {
                agi_peer closed(executor);
                nowhere = closed.endpoint();
            }
            agi_caller caller(executor);
            const auto [ec] = co_await caller.async_connect(nowhere, asio::as_tuple(asio::deferred));
            CHECK(ec == asio::error::connection_refused);
        }
    });
}

TEST_CASE(
    "agi caller: cancelled, closed or destroyed while it connects -> operation_aborted, whatever is on its way")
{
    const int way = GENERATE(0, 1, 2, 3);
    const bool is_silent = GENERATE(false, true);
    INFO(way << is_silent);
    asio::io_context context;
    agi_peer peer(context.get_executor());
    auto caller = std::make_unique<agi_caller>(context.get_executor(), quick());
    asio::cancellation_signal stop;
    std::optional<ami::error_code> told;
    const auto told_by = [&](ami::error_code ec) {
        CHECK_FALSE(told); // once
        told = ec;
    };
    if (is_silent)
        caller->async_connect_silently(peer.endpoint(), asio::bind_cancellation_slot(stop.slot(), told_by));
    else
        caller->async_connect(peer.endpoint(), asio::bind_cancellation_slot(stop.slot(), told_by));
    if (way == 0)
        stop.emit(asio::cancellation_type::terminal);
    else if (way == 1)
        caller->close();
    else if (way == 2)
        caller.reset();
    else
        *caller = agi_caller(context.get_executor(), quick("other"));
    CHECK_FALSE(told); // never inside the function
    context.run_for(10s);
    REQUIRE(told);
    CHECK(*told == asio::error::operation_aborted);
    if (way == 3) { // what took its place works
        told.reset();
        context.restart();
        caller->async_connect(peer.endpoint(), told_by);
        context.run_for(10s);
        CHECK((told && !*told));
    }
}

TEST_CASE("agi caller: the context is destroyed during a call -> nothing is left")
{
    bool told = false;
    {
        asio::io_context context;
        played_call call(context.get_executor(), quick());
        asio::co_spawn(context, call.begin(), [&](std::exception_ptr, const std::vector<std::string>&) {
            context.stop();
            told = true;
        });
        context.run_for(10s);
    }
    CHECK(told);
}
