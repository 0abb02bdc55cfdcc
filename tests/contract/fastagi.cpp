// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.
//
// Asterisk gives calls to a FastAGI server of this process.

#include "support/calls.hpp"
#include "support/catch.hpp"
#include "support/contract.hpp"
#include "support/inbox.hpp"

#include <ami/actions.hpp>
#include <ami/fastagi.hpp>

#include <boost/asio/as_tuple.hpp>

#include <cstdio>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

using namespace tests;
using ami::errc;

namespace {

bool needs_asterisk()
{
    if (server() != server_kind::embedded && transport() == transport_kind::tcp)
        return true;
    std::puts("SKIPPED: the application AGI is Asterisk's own");
    return false;
}

// A FastAGI server, and calls whose first half is given to it by the application AGI.
class fastagi_pbx {
public:
    explicit fastagi_pbx(const asio::any_io_executor& executor) : server(executor, options())
    {
        server.listen();
    }

    static ami::fastagi_options options()
    {
        ami::fastagi_options made;
        made.port = 0;
        made.log = [](const ami::log_record& record) { UNSCOPED_INFO(record.line()); };
        return made;
    }

    // `id` is the half in AGI, `id;2` the other one, which answers and stays.
    ami::actions::originate call(const std::string& id, const std::string& script) const
    {
        ami::actions::originate made{"Local/2001@from-internal/n"};
        made.application("AGI", "agi://127.0.0.1:" + std::to_string(server.port()) + "/" + script);
        made.channel_id(id).ring_time(10s).caller_id("Ann <100>");
        return made;
    }

    ami::fastagi_server server;
};

// Which AGISTATUS the channel gets.
ami::expectation status_of(ami::client& pbx, const std::string& id)
{
    return pbx.expect("VarSet", [id](const ami::event_view& e) {
        return e["Uniqueid"] == id && e["Variable"] == "AGISTATUS" && !e["Value"].empty();
    });
}

asio::awaitable<std::string> value_of(ami::expectation& status)
{
    const auto event = co_await status.async_wait(20s);
    co_return std::string(event["Value"]);
}

// Presses keys at the other half whenever the channel waits for them.
auto press(ami::client& pbx, const std::string& id, std::string& keys)
{
    return pbx.on("AGIExecStart", [&pbx, &keys, id](const ami::event_view& e) {
        const bool waits = e["Command"].starts_with("WAIT FOR") || e["Command"].starts_with("GET DATA");
        if (e["Uniqueid"] != id || !waits)
            return;
        for (const char key : std::exchange(keys, {}))
            pbx.async_perform(ami::actions::play_dtmf{id + ";2", key}, [](ami::error_code, ami::response) {});
    });
}

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
    if (!needs_asterisk())
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
    if (!needs_asterisk())
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
    if (!needs_asterisk())
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
    if (!needs_asterisk())
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

TEST_CASE("fastagi: a hang-up in each command is told, and variables can be read after it")
{
    if (!needs_asterisk())
        return;
    const auto* const command =
        GENERATE("STREAM FILE demo-congrats \"\"", "CONTROL STREAM FILE demo-congrats \"\"",
            "GET DATA demo-congrats 20000 4", "GET OPTION demo-congrats 123 20000", "WAIT FOR DIGIT 20000",
            "SAY ALPHA abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz \"\"", "EXEC Wait 20",
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
    if (!needs_asterisk())
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

TEST_CASE("fastagi: 200 calls at once, each with its own dialogue")
{
    if (!needs_asterisk())
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

TEST_CASE("fastagi: the server is stopped while calls run -> the dialplan goes on with FAILURE")
{
    if (!needs_asterisk())
        return;
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        fastagi_pbx agi(co_await asio::this_coro::executor);
        bool began = false;
        agi.server.route("wait", [&](ami::agi_session session) -> asio::awaitable<void> {
            co_await session.async_answer();
            began = true;
            const auto waited = co_await failure_of(session.async_wait_for_digit(20s));
            CHECK(waited.code == errc::closed);
        });
        const auto id = unique("stop");
        auto status = status_of(pbx, id);
        co_await pbx.async_originate(agi.call(id, "wait"));
        co_await until([&] { return began; });
        co_await agi.server.async_stop(10ms);
        const auto value = co_await value_of(status);
        CHECK(value == "FAILURE");
        CHECK(agi.server.counters().stopped == 1);
        // Nobody listens any more.
        const auto late = unique("late");
        auto refused = status_of(pbx, late);
        co_await pbx.async_originate(agi.call(late, "wait"));
        const auto failed = co_await value_of(refused);
        CHECK(failed == "FAILURE");
    });
}
