// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Channels in AGI(agi:async) are handled by coroutines, one command at a time.

#include "support/calls.hpp"
#include "support/catch.hpp"
#include "support/contract.hpp"
#include "support/inbox.hpp"
#include "support/led_channel.hpp"

#include <ami/actions.hpp>
#include <ami/agi.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>

#include <utility>

using namespace tests;
using ami::actions::originate;

TEST_CASE("agi: a channel is answered, hears sounds, gives digits and is hung up")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto id = unique("agi");
        ami::call call;
        ami::expectation gone;
        led_channel channel(pbx, id, [&](ami::agi_session agi) -> asio::awaitable<void> {
            gone =
                pbx.expect("Hangup", [id](const ami::event_view& e) { return e["Uniqueid"] == id + ";2"; });
            CHECK(agi["agi_extension"] == "2011");
            CHECK(agi["agi_context"] == "from-internal");
            CHECK(agi["agi_type"] == "Local");
            CHECK(agi.is_open());
            co_await agi.async_answer();
            const auto state = co_await agi.async_channel_status();
            CHECK(state == ami::channel_state::up);

            co_await agi.async_set_variable("ORDER", "it's \"42\" \\ (a)");
            const auto order = co_await agi.async_get_variable("ORDER");
            REQUIRE(order);
            CHECK(*order == "it's \"42\" \\ (a)");
            const auto unset = co_await agi.async_get_variable("NO_SUCH_VARIABLE");
            CHECK_FALSE(unset);
            const auto full = co_await agi.async_get_full_variable("${EXTEN}/${CONTEXT}");
            CHECK(full == "2011/from-internal");

            const auto played = co_await agi.async_stream_file("beep", "123");
            CHECK_FALSE(played);
            const auto said = co_await agi.async_say_digits("7");
            CHECK_FALSE(said);

            // Digits come from the other end, while they are waited for: Asterisk drops those that come before.
            std::string keys;
            auto pressing = pbx.on("AGIExecStart", [&](const ami::event_view& e) {
                const bool waits =
                    e["Command"].starts_with("WAIT FOR") || e["Command"].starts_with("GET DATA");
                if (e["Uniqueid"] != id + ";2" || !waits)
                    return;
                for (const char key : std::exchange(keys, {}))
                    pbx.async_perform(
                        ami::actions::play_dtmf{id, key}, [](ami::error_code, ami::response) {});
            });
            keys = "5";
            const auto digit = co_await agi.async_wait_for_digit(5s);
            CHECK(digit == '5');
            const auto none = co_await agi.async_wait_for_digit(50ms);
            CHECK_FALSE(none);
            keys = "1234";
            const auto pin = co_await agi.async_get_data("beep", 5s, 4);
            CHECK(pin.digits == "1234");
            CHECK_FALSE(pin.timed_out);
            const auto nothing = co_await agi.async_get_data("beep", 100ms, 4);
            CHECK(nothing.digits.empty());
            CHECK(nothing.timed_out);

            const auto returned = co_await agi.async_exec("NoOp", "hi");
            CHECK(returned == 0);
            const auto no_such = co_await failure_of(agi.async_exec("NoSuchApplication"));
            CHECK(no_such.code == ami::errc::agi_failed);

            pressing.cancel();
            co_await agi.async_hangup();
            const auto after = co_await failure_of(agi.async_answer());
            CHECK(after.code == ami::errc::agi_hung_up);
            // The session ends with the event that tells of it.
            co_await gone.async_wait(10s);
            CHECK_FALSE(agi.is_open());
        });
        call = co_await pbx.async_start_call(into_agi(id));
        co_await channel.ended();
        const auto end = co_await call.async_wait_end();
        CHECK(end.cause_known());
    });
}

TEST_CASE("agi: raw commands and what is refused, one by one")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto id = unique("raw");
        led_channel channel(pbx, id, [&](ami::agi_session agi) -> asio::awaitable<void> {
            const auto status = co_await agi.async_command("CHANNEL STATUS");
            CHECK(status.ok());
            CHECK(status.number() == 6);
            const auto unknown = co_await agi.async_command("NO SUCH COMMAND");
            CHECK(unknown.code() == 510);
            const auto usage = co_await agi.async_command("SET VARIABLE");
            CHECK(usage.code() == 520);
            const auto number = co_await agi.async_command("SAY NUMBER x \"\"");
            CHECK(number.code() == 520);
            // Nothing injects: not even an action's line.
            const auto injected = co_await failure_of(agi.async_set_variable("A", "1\r\nAction: Logoff"));
            CHECK(injected.code == ami::errc::invalid_header_value);
            const auto long_one = co_await failure_of(agi.async_set_variable("A", std::string(2000, 'x')));
            CHECK(long_one.code == ami::errc::header_too_long);

            // Several at once are answered in order.
            std::string order;
            for (const char each : {'a', 'b', 'c'})
                agi.async_set_variable("A", std::string(1, each),
                    [&order, each](ami::error_code ec) { order += ec ? '!' : each; });
            const auto last = co_await agi.async_get_variable("A");
            CHECK(last == "c");
            CHECK(order == "abc");

            // A wait that is given up leaves the others alone.
            asio::cancellation_signal stop;
            ami::error_code cancelled;
            agi.async_wait_for_digit(
                300ms, asio::bind_cancellation_slot(
                           stop.slot(), [&](ami::error_code ec, std::optional<char>) { cancelled = ec; }));
            co_await pbx.async_ping();
            stop.emit(asio::cancellation_type::terminal);
            const auto behind = co_await agi.async_get_variable("A");
            CHECK(behind == "c");
            CHECK(cancelled == asio::error::operation_aborted);
        });
        ami::call call = co_await pbx.async_start_call(into_agi(id));
        auto left =
            pbx.expect("AsyncAGIEnd", [&](const ami::event_view& e) { return e["Uniqueid"] == id + ";2"; });
        co_await channel.ended();
        // The handler has ended: the channel leaves AGI, and its dialplan hangs up.
        co_await left.async_wait(10s);
        const auto end = co_await call.async_wait_end();
        CHECK(end.hung_up_by() != ami::hung_up_by::this_client);
    });
}

TEST_CASE("agi: expressions in expressions, functions of texts and parts of values")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto id = unique("expressions");
        led_channel channel(pbx, id, [&](ami::agi_session agi) -> asio::awaitable<void> {
            co_await agi.async_set_variable("A", "a:b");
            co_await agi.async_set_variable("NAME", "A");
            co_await agi.async_set_variable("ODD", "x)y:1:2");
            static constexpr std::pair<const char*, const char*> rows[] = {{"${A}${NAME}", "a:bA"},
                {"${${NAME}}", "a:b"}, {"${A:1}", ":b"}, {"${A:-1}", "b"}, {"${A:-2:-1}", ":"},
                {"${A:0:1}x", "ax"}, {"${A:5}", ""}, {"${UNSET}", ""}, {"${A", "a:b"}, {"x$y}", "x$y}"},
                {"${URIENCODE(${A} (+))}", "a%3Ab%20(%2B)"}, {"${URIDECODE(%41)}", "A"},
                {"${BASE64_ENCODE(${A})}", "YTpi"}, {"${BASE64_DECODE(QUI=)}", "AB"},
                {"${LEN(${A}${A})}", "6"}, {"${TOUPPER(${A})}", "A:B"}, {"${QUOTE(${A})}", "\"a:b\""},
                {"${STRREPLACE(A,:,--)}", "a--b"}, {"${STRREPLACE(A,:)}", "ab"},
                // What is put in is looked at again: the parenthesis ends the function, the numbers are a place.
                {"${URIENCODE(${ODD})}", ""}, {"${URIENCODE(${STRREPLACE(ODD,:,_)})}", "x)y_1_2"},
                {"${NOSUCH(x)}", ""}};
            for (const auto& [expression, value] : rows) {
                CAPTURE(expression);
                const auto full = co_await agi.async_get_full_variable(expression);
                CHECK(full == value);
            }
            const auto encoded = co_await agi.async_get_variable_encoded("ODD");
            CHECK(encoded == "x)y:1:2");
            co_await agi.async_set_variable("CALLERID(name)", "Ann) (: 1%2");
            const auto caller = co_await agi.async_get_variable_encoded("CALLERID(name)");
            CHECK(caller == "Ann) (: 1%2");
        });
        co_await pbx.async_start_call(into_agi(id));
        co_await channel.ended();
    });
}

TEST_CASE("agi: an answer that Asterisk cuts breaks its own command alone")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto id = unique("cut");
        led_channel channel(pbx, id, [&](ami::agi_session agi) -> asio::awaitable<void> {
            co_await agi.async_set_variable("BIG", std::string(700, 'x'));
            co_await agi.async_set_variable("ODD", std::string(700, '%'));
            co_await agi.async_set_variable("HALF", std::string(503, 'x'));
            // The longest that is whole, one byte more, what fills two reads and three, and what is too long only encoded.
            const auto longest = co_await agi.async_get_full_variable("x${HALF}${HALF}");
            CHECK(longest == std::string(1007, 'x'));
            static constexpr const char* too_long[] = {
                "xx${HALF}${HALF}", "${BIG}${BIG}", "${BIG}${BIG}${BIG}${BIG}", "${ODD}", "${ODD}${ODD}"};
            for (const auto* const expression : too_long) {
                CAPTURE(expression);
                const auto cut = co_await failure_of(agi.async_get_full_variable(expression));
                CHECK(cut.code == ami::errc::invalid_agi_result);
                CHECK(cut.says("1024"));
                const auto next = co_await agi.async_get_full_variable("${EXTEN}");
                CHECK(next == "2011");
            }
            const auto cut = co_await failure_of(agi.async_get_full_variable("${BIG}${BIG}"));
            CHECK(cut.code == ami::errc::invalid_agi_result);
        });
        co_await pbx.async_start_call(into_agi(id));
        co_await channel.ended();
    });
}

TEST_CASE("agi: an environment that Asterisk cuts is in front of no answer")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto id = unique("args");
        bool led = false;
        ami::error_code failed;
        auto left = pbx.expect("AsyncAGIEnd", [&](const ami::event_view& e) { return e["Uniqueid"] == id; });
        ami::agi_service service(
            pbx, [&](const ami::agi_environment& e) { return e["agi_uniqueid"] == id; },
            [&](ami::agi_session agi) -> asio::awaitable<void> {
                led = true;
                CHECK(agi["agi_arg_1"] == std::string(80, 'a'));
                CHECK(agi["agi_arg_9"].empty());
                const auto status = co_await agi.async_channel_status(asio::as_tuple(asio::deferred));
                failed = std::get<0>(status);
                CHECK(std::get<1>(status) == ami::channel_state::up);
            });
        std::string data = "agi:async";
        for (int i = 0; i != 9; ++i)
            data += "," + std::string(80, 'a');
        originate call{"Local/3020@from-internal/n"};
        call.application("AGI", data).channel_id(id).ring_time(5s);
        co_await pbx.async_start_call(call);
        co_await left.async_wait(10s);
        CHECK(led);
        CHECK_FALSE(failed);
    });
}

TEST_CASE("agi: the database is written, or the verb says that it was not")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto id = unique("db");
        led_channel channel(pbx, id, [&](ami::agi_session agi) -> asio::awaitable<void> {
            const auto family = unique("family");
            const std::string key(253 - family.size(), 'k');
            co_await agi.async_database_put(family, key, "1");
            const auto stored = co_await agi.async_database_get(family, key);
            CHECK(stored == "1");
            // 16 does not take it, 22 does.
            const auto longer = co_await failure_of(agi.async_database_put(family, key + "k", "2"));
            const auto found = co_await agi.async_database_get(family, key + "k");
            CHECK(found.has_value() == !longer.code);
            if (longer.code)
                CHECK(longer.code == ami::errc::agi_failed);
            const auto deleted = co_await agi.async_command("DATABASE DELTREE " + family);
            CHECK(deleted.ok());
        });
        co_await pbx.async_start_call(into_agi(id));
        co_await channel.ended();
    });
}

TEST_CASE("agi: commands for channels that were never in AGI are refused")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto id = unique("never");
        ami::call one = co_await pbx.async_start_call(call_named(id));
        co_await one.async_wait_outcome();
        ami::action elsewhere("AGI");
        elsewhere.add("Channel", id).add("Command", "NOOP");
        const auto refused = co_await pbx.async_execute(elsewhere);
        CHECK_FALSE(refused.ok());
        CHECK(refused.message() == "Failed to add AGI command to channel " + one.channel() + " queue");
        ami::action nowhere("AGI");
        nowhere.add("Channel", id + "-nobody").add("Command", "NOOP");
        const auto unknown = co_await pbx.async_execute(nowhere);
        CHECK(unknown.message() == "Channel " + id + "-nobody does not exist.");
        const ami::actions::hangup over{id};
        co_await pbx.async_perform(over);
    });
}

TEST_CASE("agi: a sound that is not there fails, and takes the channel out of AGI")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto id = unique("missing");
        led_channel channel(pbx, id, [&](ami::agi_session agi) -> asio::awaitable<void> {
            const auto missing = co_await failure_of(agi.async_stream_file("no-such-file"));
            CHECK(missing.code == ami::errc::agi_failed);
            CHECK(missing.says("result=-1"));
            const auto after = co_await failure_of(agi.async_answer());
            CHECK(after.code == ami::errc::agi_hung_up);
        });
        co_await pbx.async_start_call(into_agi(id));
        co_await channel.ended();
    });
}
