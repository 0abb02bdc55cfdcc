// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// What Asterisk answers when the other side of a call in AGI presses digits, sends a text, or is silent.

#include "support/agi_answers.hpp"
#include "support/agi_calls.hpp"
#include "support/catch.hpp"
#include "support/fastagi_pbx.hpp"

#include <ami/agi/result.hpp>

#include <string>
#include <string_view>

using namespace tests;

namespace {

// Starts a command, and waits until Asterisk runs it.
asio::awaitable<void> start(ami::client& pbx, agi_peer& peer, std::string id, std::string command)
{
    auto runs = pbx.expect("AGIExecStart",
        [&](const ami::event_view& e) { return e["Uniqueid"] == id && e["Command"] == command; });
    co_await pbx.async_in_force();
    co_await peer.send(command + "\n");
    co_await runs.async_wait(10s);
}

} // namespace

TEST_CASE("agi digits: digits and texts -> the answer of the command that runs")
{
    if (!needs_asterisk())
        return;
    run(
        []() -> asio::awaitable<void> {
            auto pbx = co_await connected();
            const auto id = unique("agikeys");
            agi_peer peer(co_await asio::this_coro::executor);
            // The other half plays music: without a frame now and then, Asterisk keeps back the second of two digits.
            ami::actions::originate call{"Local/2018@from-internal/n"};
            call.application("AGI", peer.url("x")).channel_id(id).ring_time(5s);
            co_await pbx.async_start_call(call);
            co_await peer.accept();
            struct row {
                const char* command;
                const char* keys;
                const char* answer; // its beginning
            };
            for (const auto& each : {row{"STREAM FILE demo-congrats 1", "1", "200 result=49 endpos="},
                     row{"CONTROL STREAM FILE demo-congrats 1", "1", "200 result=49 endpos="},
                     row{"GET OPTION demo-congrats 1 1000", "1", "200 result=49 endpos="},
                     row{"GET DATA demo-congrats 20000 4", "1*2#", "200 result=1*2"},
                     row{"GET DATA demo-congrats 20000 4", "#", "200 result="},
                     row{"GET DATA demo-congrats 400 4", "12", "200 result=12 (timeout)"},
                     row{"WAIT FOR DIGIT 5000", "5", "200 result=53"},
                     row{"EXEC Background demo-congrats", "7", "200 result=55"},
                     row{"SAY DIGITS 111111 3", "3", "200 result=51"},
                     row{"RECORD FILE /tmp/KEY wav 1 5000", "1", "200 result=49 (dtmf) endpos="}}) {
                CAPTURE(each.command);
                co_await start(pbx, peer, id, with_key(each.command, id));
                for (const char key : std::string_view(each.keys)) {
                    const ami::actions::play_dtmf press{id + ";2", key};
                    co_await pbx.async_perform(press);
                }
                const auto answer = co_await peer.line();
                CAPTURE(answer);
                CHECK(answer.starts_with(each.answer));
            }
            for (const auto& each : {row{"RECEIVE TEXT 5000", "a(b)c", "200 result=1 (a(b)c)"},
                     row{"RECEIVE CHAR 5000", "a", "200 result=97"}}) {
                CAPTURE(each.command);
                co_await start(pbx, peer, id, each.command);
                const ami::actions::send_text text{id + ";2", each.keys};
                co_await pbx.async_perform(text);
                const auto answer = co_await peer.line();
                CHECK(answer == each.answer);
            }
        },
        60s);
}

TEST_CASE("agi digits: a recording that silence ends -> a time-out, and the milliseconds that were left")
{
    if (!needs_asterisk())
        return;
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto id = unique("agiquiet");
        own_dialplan plan(pbx);
        const own_dialplan::steps steps = {{"Answer", ""}, {"Playback", "silence/5"}, {"Wait", "5"}};
        co_await plan.add("s", steps);
        agi_peer peer(co_await asio::this_coro::executor);
        ami::actions::originate call{"Local/s@" + plan.context + "/n"};
        call.application("AGI", peer.url("x")).channel_id(id).ring_time(5s);
        co_await pbx.async_start_call(call);
        co_await peer.accept();
        const auto recorded = co_await peer.ask("RECORD FILE /tmp/" + id + " wav \"\" 9000 0 s=1");
        ami::detail::failure error;
        const auto answer = ami::parse_agi_result(recorded + "\n", error);
        CHECK(answer.data() == "timeout");
        CHECK(answer.number().value_or(0) > 1000);
        CHECK(answer.endpos().value_or(0) > 0);
        co_await plan.remove();
    });
}
