// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Channels in AGI(agi:async): several commands that are started together.

#include "support/calls.hpp"
#include "support/catch.hpp"
#include "support/contract.hpp"
#include "support/inbox.hpp"
#include "support/led_channel.hpp"

#include <ami/actions.hpp>
#include <ami/agi.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

using namespace tests;

namespace {

// A command WAIT FOR DIGIT that runs until `press`, and the commands that were started after it.
class busy_channel {
public:
    busy_channel(ami::client& pbx, std::string id)
        : pbx_(pbx), id_(std::move(id)),
          runs_(pbx.expect("AGIExecStart",
              [id = id_ + ";2"](const ami::event_view& e) {
                  return e["Uniqueid"] == id && e["Command"].starts_with("WAIT FOR");
              })),
          acknowledged_before_(pbx.get_counters().actions_answered)
    {}

    // Until Asterisk has acknowledged `count` commands.
    asio::awaitable<void> has(std::uint64_t count)
    {
        co_await until([&] { return pbx_.get_counters().actions_answered >= acknowledged_before_ + count; });
        co_await runs_.async_wait(10s);
    }

    // Ends the command that runs.
    asio::awaitable<void> press() { co_await pbx_.async_perform(ami::actions::play_dtmf{id_, '5'}); }

    // How the command `name` ended: "a" is a success, "a!" a hang-up, "a-" a cancellation, "a?" anything else.
    auto note(std::string name)
    {
        return [this, name = std::move(name)](ami::error_code ec, const auto&...) {
            order += name;
            if (ec == ami::errc::agi_hung_up)
                order += '!';
            else if (ec == asio::error::operation_aborted)
                order += '-';
            else if (ec)
                order += '?';
            order += ' ';
        };
    }

    std::string order;

private:
    ami::client& pbx_;
    std::string id_;
    ami::expectation runs_;
    std::uint64_t acknowledged_before_;
};

} // namespace

TEST_CASE("agi queue: 20 commands started together -> all are sent before the first is answered")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto id = unique("together");
        led_channel channel(pbx, id, [&](ami::agi_session agi) -> asio::awaitable<void> {
            busy_channel busy(pbx, id);
            std::string expected = "wait ";
            agi.async_wait_for_digit(15s, busy.note("wait"));
            for (int i = 1; i != 20; ++i) {
                const auto value = std::to_string(i);
                agi.async_set_variable("LAST", value, busy.note(value));
                expected += value + ' ';
            }
            co_await busy.has(20);
            CHECK(busy.order.empty());
            co_await busy.press();
            const auto last = co_await agi.async_get_variable("LAST");
            CHECK(last == "19");
            CHECK(busy.order == expected);
        });
        co_await pbx.async_start_call(into_agi(id));
        co_await channel.ended();
    });
}

TEST_CASE("agi queue: a hang-up while a command runs -> it and those after it end, in their order")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto id = unique("middle");
        led_channel channel(pbx, id, [&](ami::agi_session agi) -> asio::awaitable<void> {
            busy_channel busy(pbx, id);
            auto gone = pbx.expect("Hangup",
                [gone_id = id + ";2"](const ami::event_view& e) { return e["Uniqueid"] == gone_id; });
            agi.async_set_variable("A", "1", busy.note("a"));
            agi.async_wait_for_digit(20s, busy.note("wait"));
            for (const auto* name : {"b", "c", "d"})
                agi.async_set_variable("A", name, busy.note(name));
            // This one is not even sent: the answer before it may have any length.
            agi.async_get_full_variable("${A}", busy.note("full"));
            agi.async_set_variable("A", "e", busy.note("e"));
            co_await busy.has(6);
            CHECK(busy.order == "a ");
            co_await pbx.async_perform(ami::actions::hangup{id + ";2"});
            co_await gone.async_wait(10s);
            CHECK(busy.order == "a wait! b! c! d! full! e! ");
        });
        co_await pbx.async_start_call(into_agi(id));
        co_await channel.ended();
    });
}

TEST_CASE("agi queue: the other party hangs up while a sound is played -> all commands end with agi_hung_up")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto id = unique("gone");
        led_channel channel(pbx, id, [&](ami::agi_session agi) -> asio::awaitable<void> {
            busy_channel busy(pbx, id);
            auto plays = pbx.expect("AGIExecStart", [play_id = id + ";2"](const ami::event_view& e) {
                return e["Uniqueid"] == play_id && e["Command"].starts_with("STREAM");
            });
            agi.async_stream_file("demo-congrats", "", busy.note("sound"));
            agi.async_answer(busy.note("answer"));
            co_await plays.async_wait(10s);
            co_await pbx.async_perform(ami::actions::hangup{id});
            co_await until([&] { return !agi.is_open(); });
            CHECK(busy.order == "sound! answer! ");
            const auto after = co_await failure_of(agi.async_answer());
            CHECK(after.code == ami::errc::agi_hung_up);
        });
        co_await pbx.async_start_call(into_agi(id));
        co_await channel.ended();
    });
}

TEST_CASE("agi queue: the command HANGUP -> those after it end, in their order")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto id = unique("over");
        led_channel channel(pbx, id, [&](ami::agi_session agi) -> asio::awaitable<void> {
            busy_channel busy(pbx, id);
            auto gone = pbx.expect("Hangup",
                [gone_id = id + ";2"](const ami::event_view& e) { return e["Uniqueid"] == gone_id; });
            agi.async_verbose("x", 1, busy.note("a"));
            agi.async_hangup(busy.note("hangup"));
            agi.async_verbose("x", 1, busy.note("b"));
            agi.async_verbose("x", 1, busy.note("c"));
            co_await gone.async_wait(10s);
            // Over HTTP the refusal of a later command may overtake the events that have the results.
            CHECK((busy.order == "a hangup b! c! " || (over_http() && busy.order == "a! hangup! b! c! ")));
        });
        co_await pbx.async_start_call(into_agi(id));
        co_await channel.ended();
    });
}

TEST_CASE("agi queue: commands fail -> those after them run")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto id = unique("failed");
        led_channel channel(pbx, id, [&](ami::agi_session agi) -> asio::awaitable<void> {
            busy_channel busy(pbx, id);
            agi.async_wait_for_digit(15s, busy.note("wait"));
            agi.async_set_variable("A", "1", busy.note("a"));
            agi.async_exec("NoSuchApplication", "", busy.note("exec"));
            agi.async_set_variable("A", "2", busy.note("b"));
            std::optional<int> code;
            agi.async_command("SAY NUMBER x \"\"",
                [&](ami::error_code, const ami::agi_result& answer) { code = answer.code(); });
            agi.async_set_variable("A", "3", busy.note("c"));
            co_await busy.has(6);
            CHECK(busy.order.empty());
            co_await busy.press();
            // One that Asterisk does not know: its answer may have any length, as far as the client can tell.
            agi.async_command("NO SUCH COMMAND", busy.note("unknown"));
            const auto last = co_await agi.async_get_variable("A");
            CHECK(last == "3");
            CHECK(code == 520);
            CHECK(busy.order == "wait a exec? b c unknown ");
        });
        co_await pbx.async_start_call(into_agi(id));
        co_await channel.ended();
    });
}

TEST_CASE("agi queue: a command is cancelled -> it is carried out if it was sent, the others go on")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto id = unique("cancelled");
        led_channel channel(pbx, id, [&](ami::agi_session agi) -> asio::awaitable<void> {
            busy_channel busy(pbx, id);
            asio::cancellation_signal sent;
            asio::cancellation_signal unsent;
            agi.async_wait_for_digit(15s, busy.note("wait"));
            agi.async_set_variable("A", "1", busy.note("a"));
            agi.async_set_variable("A", "2", asio::bind_cancellation_slot(sent.slot(), busy.note("sent")));
            agi.async_set_variable("B", "1", busy.note("b"));
            // Nothing is sent before this one's answer.
            agi.async_get_full_variable("${A}", busy.note("full"));
            agi.async_set_variable(
                "A", "3", asio::bind_cancellation_slot(unsent.slot(), busy.note("unsent")));
            agi.async_set_variable("B", "2", busy.note("c"));
            co_await busy.has(5);
            sent.emit(asio::cancellation_type::terminal);
            unsent.emit(asio::cancellation_type::terminal);
            co_await until([&] { return busy.order == "sent- unsent- "; });
            co_await busy.press();
            const auto a = co_await agi.async_get_variable("A");
            CHECK(a == "2");
            CHECK(busy.order == "sent- unsent- wait a b full c ");
        });
        co_await pbx.async_start_call(into_agi(id));
        co_await channel.ended();
    });
}

TEST_CASE("agi queue: the channel enters AGI again -> what its first stay left runs, and answers nothing")
{
    run([]() -> asio::awaitable<void> {
        for (const bool by_break : {true, false}) {
            CAPTURE(by_break);
            auto pbx = co_await connected();
            const auto id = unique("again");
            std::optional<busy_channel> busy;
            int stays = 0;
            led_channel channel(
                pbx, id,
                [&](ami::agi_session agi) -> asio::awaitable<void> {
                    if (++stays == 1) {
                        busy.emplace(pbx, id);
                        agi.async_wait_for_digit(15s, busy->note("wait"));
                        if (by_break) {
                            // The client sends nothing after a BREAK, but somebody else may.
                            const auto add = [&](std::string_view text, std::string_view command_id) {
                                ami::action command("AGI");
                                command.add("Channel", id + ";2")
                                    .add("Command", text)
                                    .add("CommandID", command_id);
                                return command;
                            };
                            const auto stop = add("ASYNCAGI BREAK", id + "-stop");
                            const auto stopped = co_await pbx.async_execute(stop);
                            CHECK(stopped.ok());
                            const auto left = add("SET VARIABLE LEFT 1", id + "-left");
                            const auto queued = co_await pbx.async_execute(left);
                            CHECK(queued.ok());
                            co_await busy->has(3);
                        } else {
                            agi.async_stream_file("no-such-file", "", busy->note("sound"));
                            agi.async_set_variable("LEFT", "1", busy->note("left"));
                            co_await busy->has(3);
                        }
                        co_await busy->press();
                        co_await until([&] { return !agi.is_open(); });
                        CHECK(busy->order == (by_break ? "wait " : "wait sound? left! "));
                    } else {
                        // The left one answers `200 result=1` while these two wait. Their numbers are those of the first stay.
                        std::optional<std::string> left;
                        agi.async_get_variable(
                            "LEFT", [&](ami::error_code, std::optional<std::string> value) {
                                left = std::move(value);
                            });
                        const auto status = co_await agi.async_channel_status();
                        CHECK(status == ami::channel_state::up);
                        CHECK(left == "1");
                    }
                },
                2);
            co_await pbx.async_start_call(into_agi(id, "2022"));
            co_await channel.ended();
            CHECK(stays == 2);
        }
    });
}

TEST_CASE("agi queue: the handler ends while a sound fails -> the channel's next stay is not ended")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto id = unique("nextstay");
        int stays = 0;
        led_channel channel(
            pbx, id,
            [&](ami::agi_session agi) -> asio::awaitable<void> {
                if (++stays == 1) {
                    agi.async_stream_file("no-such-file", "", [](ami::error_code, std::optional<char>) {});
                    co_return;
                }
                // Each of them takes a round of Asterisk's.
                for (int i = 0; i != 3; ++i) {
                    const auto status = co_await agi.async_channel_status();
                    CHECK(status == ami::channel_state::up);
                }
            },
            2);
        co_await pbx.async_start_call(into_agi(id, "2022"));
        co_await channel.ended();
        CHECK(stays == 2);
    });
}
