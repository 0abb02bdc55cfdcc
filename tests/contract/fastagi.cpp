// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Asterisk gives calls to a FastAGI server of this process.

#include "support/fastagi_pbx.hpp"
#include "support/inbox.hpp"

#include <boost/asio/as_tuple.hpp>

#include <algorithm>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

using namespace tests;
using ami::errc;

namespace {

// As in examples/agi_menu.cpp.
asio::awaitable<void> menu(ami::agi_session agi)
{
    co_await agi.async_answer();
    for (int tries = 0; tries < 3; ++tries) {
        const auto choice = co_await agi.async_get_data("beep", 5s, 1);
        if (choice.digits == "1") {
            co_await agi.async_say_datetime(std::chrono::system_clock::now());
        } else if (choice.digits == "2") {
            const auto caller = co_await agi.async_get_variable("CALLERID(num)");
            co_await agi.async_say_digits(caller.value_or("0"));
        } else if (choice.digits == "9") {
            break;
        }
    }
    co_await agi.async_hangup();
}

} // namespace

TEST_CASE("fastagi: the menu of the AGI example runs over FastAGI as it is")
{
    if (!over_tcp())
        return;
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        fastagi_pbx agi(co_await asio::this_coro::executor);
        agi.server.route("menu", menu);
        const auto id = unique("menu");
        std::string keys = "2";
        auto pressing = press(pbx, id, keys);
        inbox commands(pbx, "AGIExecEnd", [id](const ami::event_view& e) { return e["Uniqueid"] == id; });
        auto status = status_of(pbx, id);
        co_await pbx.async_originate(agi.call(id, "menu"));
        const auto next = [&]() -> asio::awaitable<std::string> {
            const auto event = co_await commands.next();
            co_return std::string(event["Command"]);
        };
        const auto answered = co_await next();
        CHECK(answered == "ANSWER");
        const auto data = co_await next();
        CHECK(data == "GET DATA \"beep\" 5000 1");
        const auto caller = co_await next();
        CHECK(caller == "GET VARIABLE \"CALLERID(num)\"");
        keys = "9";
        const auto said = co_await next();
        CHECK(said == "SAY DIGITS \"100\" \"\"");
        const auto again = co_await next();
        CHECK(again == "GET DATA \"beep\" 5000 1");
        const auto hung = co_await next();
        CHECK(hung == "HANGUP");
        const auto ended = co_await value_of(status);
        CHECK(ended == "HANGUP");
        co_await until([&] { return agi.server.counters().sessions == 0; });
        // The handler may end before Asterisk tells of the hang-up.
        CHECK(agi.server.counters().hung_up + agi.server.counters().completed == 1);
        CHECK(agi.server.counters().commands == 6);
    });
}

TEST_CASE("fastagi: the verbs, the request and the answers of Asterisk")
{
    if (!over_tcp())
        return;
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        fastagi_pbx agi(co_await asio::this_coro::executor);
        const auto id = unique("verbs");
        std::string keys;
        auto pressing = press(pbx, id, keys);
        bool ended = false;
        agi.server.route(
            "verbs", [&](ami::agi_session session, ami::fastagi_request request) -> asio::awaitable<void> {
                CHECK(request.name() == "verbs");
                CHECK(request.query("lang") == "d e");
                CHECK(request.arguments() == std::vector<std::string>{"one", "", " q,r "});
                CHECK_FALSE(request.is_doubtful());
                CHECK(session["agi_uniqueid"] == id);
                CHECK(session["agi_callerid"] == "100");
                co_await session.async_answer();
                const auto state = co_await session.async_channel_status();
                CHECK(state == ami::channel_state::up);
                co_await session.async_set_variable("ORDER", "it's \"42\" \\ (a)");
                const auto order = co_await session.async_get_variable("ORDER");
                CHECK(order == "it's \"42\" \\ (a)");
                const auto unset = co_await session.async_get_variable("NO_SUCH_VARIABLE");
                CHECK_FALSE(unset);
                const auto played = co_await session.async_stream_file("beep", "123");
                CHECK_FALSE(played);
                keys = "5";
                const auto digit = co_await session.async_wait_for_digit(5s);
                CHECK(digit == '5');
                const auto none = co_await session.async_wait_for_digit(50ms);
                CHECK_FALSE(none);
                keys = "1234";
                const auto pin = co_await session.async_get_data("beep", 5s, 4);
                CHECK(pin.digits == "1234");
                const auto nothing = co_await session.async_get_data("beep", 100ms, 4);
                CHECK(nothing.timed_out);
                // The sound that does not exist is no hang-up.
                const auto missing = co_await failure_of(session.async_stream_file("no-such-sound"));
                CHECK(missing.code == errc::agi_failed);
                // All kinds of answers, one after another: each belongs to its command.
                const auto unknown = co_await session.async_command("NO SUCH COMMAND");
                CHECK(unknown.code() == 510);
                const auto usage = co_await session.async_command("GET VARIABLE");
                CHECK(usage.code() == 520);
                const auto gosub = co_await session.async_command("GOSUB nowhere s 1");
                CHECK(gosub.code() == 200);
                const auto no_such = co_await failure_of(session.async_exec("NoSuchApplication"));
                CHECK(no_such.code == errc::agi_failed);
                const auto again = co_await session.async_get_variable("ORDER");
                CHECK(again == "it's \"42\" \\ (a)");
                // A whole line: 2,046 bytes.
                const std::string front = "SET VARIABLE LONG ";
                const auto whole =
                    co_await session.async_command(front + std::string(2046 - front.size(), 'x'));
                CHECK(whole.ok());
                const auto long_one = co_await session.async_get_full_variable("${LONG}");
                CHECK(long_one.value_or("").size() == 2046 - front.size());
                ended = true;
            });
        auto call = agi.call(id, "verbs?lang=d%20e,one,,\" q,r \"");
        co_await pbx.async_originate(call);
        co_await until([&] { return ended && agi.server.counters().sessions == 0; });
        CHECK(agi.server.counters().completed == 1);
    });
}

TEST_CASE("fastagi: a value with line ends and parentheses is read by an encoding function")
{
    if (!over_tcp())
        return;
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        fastagi_pbx agi(co_await asio::this_coro::executor);
        bool ended = false;
        agi.server.route("values", [&](ami::agi_session session) -> asio::awaitable<void> {
            // "a)\n200 result=0\nHANGUP\n${X} %41 \"q\" \\ ü,(:)\n:"
            co_await session.async_set_variable("AGIEXECFULL", "true");
            co_await session.async_exec("Set",
                "EVIL=${BASE64_DECODE(YSkKMjAwIHJlc3VsdD0wCkhBTkdVUAoke1h9ICU0MSAicSIgXCDDvCwoOikKOg==)}");
            const auto value = co_await session.async_get_variable_encoded("EVIL");
            CHECK(value == "a)\n200 result=0\nHANGUP\n${X} %41 \"q\" \\ \xc3\xbc,(:)\n:");
            const auto unset = co_await session.async_get_variable_encoded("NO_SUCH_VARIABLE");
            CHECK(unset.empty());
            const auto number = co_await session.async_get_variable_encoded("CALLERID(num)");
            CHECK(number == "100");
            // A blank takes three bytes.
            co_await session.async_set_variable("LONG", std::string(1300, ' ') + "x");
            const auto whole = co_await session.async_get_variable_encoded("LONG");
            CHECK(whole == std::string(1300, ' ') + "x");
            co_await session.async_set_variable("LONG", std::string(1500, ' ') + "x");
            const auto cut = co_await failure_of(session.async_get_variable_encoded("LONG"));
            CHECK(cut.code == errc::invalid_agi_result);
            ended = true;
            // As it is, it looks like several answers: the session ends, no later command gets a wrong one.
            const auto plain =
                co_await session.async_get_full_variable("${EVIL}", asio::as_tuple(asio::use_awaitable));
            CHECK(std::get<1>(plain) == "a");
            const auto next = co_await failure_of(session.async_get_variable("EXTEN"));
            CHECK(next.code == errc::invalid_agi_result);
        });
        const auto id = unique("values");
        auto status = status_of(pbx, id);
        co_await pbx.async_originate(agi.call(id, "values"));
        const auto value = co_await value_of(status);
        CHECK(value == "FAILURE");
        CHECK(ended);
        co_await until([&] { return agi.server.counters().broken == 1; });
    });
}

TEST_CASE("fastagi: how the handler ends -> AGISTATUS")
{
    if (!over_tcp())
        return;
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        fastagi_pbx agi(co_await asio::this_coro::executor);
        agi.server.route("returns",
            [](ami::agi_session session) -> asio::awaitable<void> { co_await session.async_answer(); });
        agi.server.route("throws", [](ami::agi_session session) -> asio::awaitable<void> {
            co_await session.async_answer();
            throw std::runtime_error("no data base");
        });
        const auto status_after = [&](const std::string& script) -> asio::awaitable<std::string> {
            const auto id = unique("status");
            auto status = status_of(pbx, id);
            co_await pbx.async_originate(agi.call(id, script));
            co_return co_await value_of(status);
        };
        const auto returned = co_await status_after("returns");
        CHECK(returned == "SUCCESS");
        const auto threw = co_await status_after("throws");
        CHECK(threw == "FAILURE");
        const auto unknown = co_await status_after("no-such-script");
        CHECK(unknown == "FAILURE");
        co_await until([&] { return agi.server.counters().sessions == 0; });
        CHECK(agi.server.counters().completed == 1);
        CHECK(agi.server.counters().handler_failed == 1);
        CHECK(agi.server.counters().refused_scripts == 1);
    });
}

TEST_CASE("fastagi: the longest line that the server reads")
{
    if (!needs_asterisk())
        return;
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        auto options = fastagi_pbx::options();
        options.limits.command = server() == server_kind::asterisk_16 ? 2046 : 8190;
        fastagi_pbx agi(co_await asio::this_coro::executor, options);
        bool ended = false;
        agi.server.route("long", [&](ami::agi_session session) -> asio::awaitable<void> {
            const std::string front = "SET VARIABLE LONG ";
            const auto size = options.limits.command - front.size();
            const auto longer =
                co_await failure_of(session.async_command(front + std::string(size + 1, 'x')));
            CHECK(longer.code == errc::agi_command_too_long);
            const auto whole = co_await session.async_command(front + std::string(size, 'x'));
            CHECK(whole.ok());
            const auto value = co_await session.async_get_full_variable("${LEN(${LONG})}");
            CHECK(value == std::to_string(size));
            ended = true;
        });
        co_await pbx.async_originate(agi.call(unique("long"), "long"));
        co_await until([&] { return ended && agi.server.counters().sessions == 0; });
        CHECK(agi.server.counters().completed == 1);
    });
}

TEST_CASE("fastagi: 200 calls at once, each with its own dialogue")
{
    if (!over_tcp())
        return;
    run(
        []() -> asio::awaitable<void> {
            constexpr std::size_t count = 200;
            auto pbx = co_await connected();
            fastagi_pbx agi(co_await asio::this_coro::executor);
            std::set<std::string> seen;
            std::size_t at_once = 0;
            agi.server.route(
                "own", [&](ami::agi_session session, ami::fastagi_request request) -> asio::awaitable<void> {
                    at_once = std::max(at_once, agi.server.counters().sessions);
                    const std::string own(session["agi_uniqueid"]);
                    CHECK(request.query("id") == own);
                    for (int i = 0; i != 3; ++i) {
                        const auto value = own + "/" + std::to_string(i);
                        co_await session.async_set_variable("OWN", value);
                        const auto read = co_await session.async_get_variable("OWN");
                        CHECK(read == value);
                    }
                    co_await session.async_wait_for_digit(1s);
                    seen.insert(own);
                });
            std::set<std::string> wanted;
            for (std::size_t i = 0; i != count; ++i) {
                const auto id = unique("many");
                wanted.insert(id);
                pbx.async_start_call(agi.call(id, "own?id=" + id), [](ami::error_code, ami::call) {});
            }
            co_await until([&] { return agi.server.counters().completed == count; });
            CHECK(seen == wanted);
            CHECK(agi.server.counters().commands == 7 * count);
            CHECK(agi.server.counters().handler_failed == 0);
            CHECK(at_once > count / 2);
        },
        60s);
}
