// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Actions and their answers: order, refusals, the CLI, cancellation, what is never answered.

#include "support/catch.hpp"
#include "support/contract.hpp"
#include "support/inbox.hpp"

#include <ami/http.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <set>
#include <vector>

using namespace tests;

TEST_CASE("actions: ping")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto round_trip = co_await pbx.async_ping();
        CHECK(round_trip > 0s);
        CHECK(round_trip < 10s);
        const auto answer = co_await pbx.async_execute(ami::action{"pInG"});
        CHECK(answer.ok());
        CHECK(answer["Ping"] == "Pong");
        CHECK(answer["Timestamp"].find('.') != std::string_view::npos);
        CHECK(answer.events().empty());
        CHECK_FALSE(answer["ActionID"].empty());
        CHECK(answer["ActionID"].size() <= 32);
    });
}

TEST_CASE("actions: hundreds of pipelined pings are answered in order and each has its own")
{
    run([]() -> asio::awaitable<void> {
        constexpr int count = 600;
        auto pbx = co_await connected();
        std::vector<int> order;
        std::set<std::string> ids;
        for (int i = 0; i < count; ++i) {
            pbx.async_execute(ami::action{"Ping"}, [&, i](ami::error_code ec, ami::response answer) {
                if (!ec && answer["Ping"] == "Pong")
                    order.push_back(i);
                ids.emplace(answer["ActionID"]);
            });
        }
        CHECK(order.empty());
        co_await pbx.async_ping();
        REQUIRE(order.size() == count);
        CHECK(std::is_sorted(order.begin(), order.end()));
        CHECK(ids.size() == count);
        CHECK(pbx.get_counters().orphan_responses == 0);
    });
}

TEST_CASE("actions: large ones, started at once -> each is answered in time")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto mark = unique("large");
        inbox seen(pbx, "UserEvent", [mark](const ami::event_view& e) { return e["UserEvent"] == mark; });
        co_await pbx.async_ping();
        int answered = 0;
        int started = 0;
        const auto start = [&](const ami::action& what) {
            ++started;
            pbx.async_execute(what,
                [&](ami::error_code ec, const ami::response& answer) { answered += !ec && answer.ok(); });
        };
        for (int i = 0; i != 10; ++i) {
            ami::action large("UserEvent"); // some 1,218 bytes
            large.add("UserEvent", mark).add("Number", i);
            for (int line = 0; line != 6; ++line)
                large.add(fmt::format("Text{}", line), std::string(180, 'x'));
            start(large);
            ami::action call("Originate");
            call.add("Channel", "Local/2007@from-internal/n").add("Application", "Wait").add("Data", "1");
            call.add("Async", "true").add("ChannelId", unique("large"));
            for (int n = 0; n != 40; ++n)
                call.add("Variable", fmt::format("LARGE{}={}", n, std::string(40, 'v')));
            if (i % 5 == 0)
                start(call);
        }
        co_await pbx.async_ping();
        CHECK(answered == started);
        for (int i = 0; i != 10; ++i) {
            const auto each = co_await seen.next();
            CHECK(each["Number"] == std::to_string(i));
            CHECK(each["Text5"] == std::string(180, 'x'));
        }
    });
}

TEST_CASE("actions: over several connections each gets its own answer")
{
    if (!over_http() || over_digest()) {
        std::puts("SKIPPED: HTTP with a cookie only has several connections");
        return;
    }
    run([]() -> asio::awaitable<void> {
        auto how = settings();
        how.http.connections = 4;
        auto pbx = co_await connected(how);
        constexpr int count = 200;
        int answered = 0;
        int right = 0;
        for (int i = 0; i != count; ++i) {
            const auto name = fmt::format("CHANNEL{}", i);
            pbx.async_execute(ami::action{"Getvar"}.add("Variable", name),
                [&, name](ami::error_code ec, const ami::response& answer) {
                    ++answered;
                    right += !ec && answer.ok() && answer["Variable"] == name;
                });
        }
        while (answered != count)
            co_await pbx.async_ping();
        CHECK(right == count);
        co_await pbx.async_logoff();
    });
}

TEST_CASE("actions: answers of every shape do not get mixed up")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        std::string order;
        pbx.async_execute(ami::action{"QueueStatus"}, [&](ami::error_code ec, ami::response answer) {
            order += 'a';
            CHECK_FALSE(ec);
            CHECK(answer.completion().name() == "QueueStatusComplete");
        });
        pbx.async_command("core show settings", [&](ami::error_code ec, ami::command_output output) {
            order += 'b';
            CHECK_FALSE(ec);
            CHECK(output.lines().size() > 5);
        });
        pbx.async_execute(ami::action{"Nonsense"}, [&](ami::error_code ec, ami::response answer) {
            order += 'c';
            CHECK_FALSE(ec);
            CHECK_FALSE(answer.ok());
        });
        pbx.async_execute(ami::action{"ListCommands"}, [&](ami::error_code ec, ami::response answer) {
            order += 'd';
            CHECK_FALSE(ec);
            CHECK(answer.contains("Ping"));
        });
        pbx.async_execute(ami::action{"CoreShowChannels"}, [&](ami::error_code ec, ami::response answer) {
            order += 'e';
            CHECK_FALSE(ec);
            CHECK(answer.completion().name() == "CoreShowChannelsComplete");
        });
        co_await pbx.async_ping();
        CHECK(order == "abcde");
    });
}

TEST_CASE("actions: a command's output has all its lines")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto version = co_await pbx.async_command("core show version");
        CHECK(version.ok());
        REQUIRE(version.lines().size() == 1);
        CHECK(version.text().starts_with("Asterisk "));

        const auto layout = co_await pbx.async_command("core show settings");
        const auto& lines = layout.lines();
        REQUIRE(lines.size() > 8);
        CHECK(lines[0].empty());
        CHECK(lines[1] == "PBX Core settings");
        CHECK(lines[2] == "-----------------");
        CHECK(lines[3].starts_with(
            over_mxml() ? "Version:                     " : "  Version:                     "));
        CHECK(std::count(lines.begin(), lines.end(), "* Subsystems") == 1);
        CHECK(std::count(lines.begin(), lines.end(), as_received("  -------------")) >= 1);
        CHECK(std::count(lines.begin(), lines.end(), "") >= 2);

        const auto many = co_await pbx.async_command("core show applications");
        CHECK(many.lines().size() > 150);
        CHECK(many.lines().front() == as_received("    -= Registered Asterisk Applications =-"));
        CHECK(many.lines().back().find("Applications Registered =-") != std::string::npos);
    });
}

TEST_CASE("actions: a command that fails still shows what it printed")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto nonsense = co_await pbx.async_command("core show nonsense");
        CHECK_FALSE(nonsense.ok());
        REQUIRE(nonsense.lines().size() == 1);
        CHECK(nonsense.text().starts_with("No such command 'core show nonsense'"));
    });
}

TEST_CASE("actions: commands that Asterisk does not run")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto blacklisted = co_await failure_of(pbx.async_command("module load res_nothing.so"));
        CHECK(blacklisted.code == ami::errc::action_refused);
        CHECK(blacklisted.says("Command blacklisted"));
        const auto empty = co_await failure_of(pbx.async_command(""));
        CHECK(empty.code == ami::errc::action_refused);
        CHECK(empty.says("No command provided"));

        auto limited = co_await connected("limited");
        const auto forbidden = co_await failure_of(limited.async_command("core show version"));
        CHECK(forbidden.code == ami::errc::action_refused);
        CHECK(forbidden.says("Permission denied"));
        co_await limited.async_ping();
    });
}

TEST_CASE("actions: an unknown action and one that is not permitted are answers")
{
    run([]() -> asio::awaitable<void> {
        auto limited = co_await connected("limited");
        const auto unknown = co_await limited.async_execute(ami::action{"Nonsense"});
        CHECK_FALSE(unknown.ok());
        CHECK(unknown.message().starts_with("Invalid/unknown command"));
        for (const auto* name : {"CoreSettings", "DBPut", "UserEvent", "Originate"}) {
            INFO(name);
            const auto forbidden = co_await limited.async_execute(ami::action{name});
            CHECK_FALSE(forbidden.ok());
            CHECK(forbidden["Response"] == "Error");
            CHECK(forbidden.message() == "Permission denied");
        }
        co_await limited.async_ping();
    });
}

TEST_CASE("actions: ListCommands has the actions' names as header names")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto all = co_await pbx.async_execute(ami::action{"ListCommands"});
        CHECK(all.ok());
        for (const auto* name : {"Ping", "Login", "Command", "Originate", "Redirect", "Hangup",
                 "CoreShowChannels", "UserEvent"}) {
            INFO(name);
            CHECK(all[name].find("(Priv: ") != std::string_view::npos);
        }
        auto limited = co_await connected("limited");
        const auto some = co_await limited.async_execute(ami::action{"ListCommands"});
        CHECK(some.contains("Ping"));
        CHECK(some.contains("Hangup"));
        CHECK_FALSE(some.contains("Command"));
        CHECK_FALSE(some.contains("Originate"));
    });
}

TEST_CASE("actions: an action without an answer -> it ends at once, with the cause")
{
    run([]() -> asio::awaitable<void> {
        auto how = settings();
        auto pbx = co_await connected(how);
        const auto by_config = co_await failure_of(pbx.async_execute(ami::action{"IAXnetstats"}));
        CHECK(by_config.code == unanswered());
        CHECK(by_config.says("IAXnetstats"));
        CHECK(by_config.says("never answers IAXnetstats with a response"));

        // Three that are sent together: none waits for the time of another.
        int ended = 0;
        for (int i = 0; i != 3; ++i)
            pbx.async_execute(ami::action{"IAXnetstats"}, [&](ami::error_code ec, ami::response) {
                CHECK(ec == unanswered());
                ++ended;
            });
        co_await pbx.async_execute(ami::action{"Ping"});
        co_await until([&] { return ended == 3; });
        CHECK(pbx.get_counters().actions_timed_out == 0);
        CHECK(pbx.is_ready());
    });
}

TEST_CASE("actions: cancelling one that is under way leaves the connection usable")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        for (const auto type : {asio::cancellation_type::terminal, asio::cancellation_type::partial}) {
            asio::cancellation_signal stop;
            std::optional<ami::error_code> ended;
            do { // until the answer is slower than the cancellation
                ended.reset();
                const auto before = pbx.get_counters().bytes_sent;
                pbx.async_ping(asio::bind_cancellation_slot(stop.slot(),
                    [&](ami::error_code ec, std::chrono::steady_clock::duration) { ended = ec; }));
                co_await more_is_sent(pbx, before);
                stop.emit(type);
                const auto answer = co_await pbx.async_execute(ami::action{"Ping"});
                CHECK(answer["Ping"] == "Pong");
                co_await until([&] { return ended.has_value(); });
            } while (!*ended);
            CHECK(*ended == asio::error::operation_aborted);
        }
        CHECK(pbx.get_counters().actions_cancelled == 2);
        CHECK(pbx.get_counters().late_answers == 2);
        CHECK(pbx.get_counters().orphan_responses == 0);

        // Total cancellation promises that nothing happened, and a ping that was sent has happened.
        asio::cancellation_signal stop;
        ami::error_code ended = ami::errc::closed;
        const auto before = pbx.get_counters().bytes_sent;
        pbx.async_ping(asio::bind_cancellation_slot(
            stop.slot(), [&](ami::error_code ec, std::chrono::steady_clock::duration) { ended = ec; }));
        co_await more_is_sent(pbx, before);
        stop.emit(asio::cancellation_type::total);
        co_await pbx.async_ping();
        CHECK_FALSE(ended);
    });
}

TEST_CASE("actions: a cancelled list is swallowed whole")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        int items = 0;
        int leaked = 0;
        pbx.on_if(
            [](const ami::event_view& e) {
                return e.name().starts_with("Queue") && !e.contains("Privilege");
            },
            [&](const ami::event_view&) { ++leaked; });
        const auto on_item = [&](const ami::event_view&) { ++items; };
        asio::cancellation_signal stop;
        std::optional<ami::error_code> ended;
        pbx.async_execute_each(ami::action{"QueueStatus"}, on_item,
            asio::bind_cancellation_slot(
                stop.slot(), [&](ami::error_code ec, ami::response) { ended = ec; }));
        stop.emit(asio::cancellation_type::terminal);
        co_await pbx.async_ping();
        co_await until([&] { return ended.has_value(); });
        CHECK(*ended == asio::error::operation_aborted);
        CHECK(items == 0);
        CHECK(leaked == 0);
        ended.reset();
        // Whoever cancels from inside the list may get some more of it, and an end in either way.
        pbx.async_execute_each(
            ami::action{"QueueStatus"},
            [&](const ami::event_view&) {
                ++items;
                stop.emit(asio::cancellation_type::terminal);
            },
            asio::bind_cancellation_slot(
                stop.slot(), [&](ami::error_code ec, ami::response) { ended = ec; }));
        co_await pbx.async_ping();
        co_await until([&] { return ended.has_value(); });
        CHECK(items >= 1);
        CHECK(leaked == 0);
        const auto again = co_await pbx.async_execute(ami::action{"QueueStatus"});
        CHECK(again.events().size() >= 5);
    });
}

TEST_CASE("actions: what Asterisk could misread is refused and nothing is sent")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto refused = [&pbx](
                                 ami::action what) { return failure_of(pbx.async_execute(std::move(what))); };
        const auto sent = pbx.get_counters().bytes_sent;
        const auto newline = co_await refused(ami::action{"Ping"}.add("X", "a\r\nAction: Logoff"));
        CHECK(newline.code == ami::errc::invalid_header_value);
        CHECK(newline.says("\"X\""));
        const auto name = co_await refused(ami::action{"Ping"}.add("X: Y", "a"));
        CHECK(name.code == ami::errc::invalid_header_name);
        const auto blank = co_await refused(ami::action{"Ping"}.add("X", " a"));
        CHECK(blank.code == ami::errc::invalid_header_value);
        const auto id = co_await refused(ami::action{"Ping"}.add("ActionID", "mine"));
        CHECK(id.code == ami::errc::reserved_header);
        CHECK(pbx.get_counters().bytes_sent == sent);
        co_await pbx.async_ping();
    });
}

TEST_CASE("actions: the longest line and the most lines arrive and one more is refused")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        inbox seen(pbx, "UserEvent");
        const auto mark = unique("limits");
        // "Long: " and 1,016 bytes are 1,022.
        const std::string longest(1016, 'x');
        co_await pbx.async_execute(ami::action{"UserEvent"}.add("UserEvent", mark).add("Long", longest));
        const auto with_long = co_await seen.next("UserEvent", mark);
        CHECK(with_long["Long"] == longest);
        const auto too_long =
            co_await failure_of(pbx.async_execute(ami::action{"UserEvent"}.add("Long", longest + 'x')));
        CHECK(too_long.code == ami::errc::header_too_long);

        // Action, ActionID and UserEvent are three.
        ami::action many{"UserEvent"};
        many.add("UserEvent", mark);
        for (int i = 0; i < 125; ++i)
            many.add("Line", i);
        const auto accepted = co_await pbx.async_execute(many);
        CHECK(accepted.ok());
        const auto with_many = co_await seen.next("UserEvent", mark);
        int expected = 0;
        for (const auto value : with_many.all("Line"))
            CHECK(value == std::to_string(expected++));
        CHECK(expected == 125);
        many.add("Line", 125);
        const auto too_many = co_await failure_of(pbx.async_execute(many));
        CHECK(too_many.code == ami::errc::too_many_headers);
        co_await pbx.async_ping();
    });
}

TEST_CASE("actions: a UserEvent that forges the answer of a Command -> nothing behind it waits")
{
    run([]() -> asio::awaitable<void> {
        auto attacker = co_await attacker_over_http();
        auto pbx = co_await connected();
        inbox seen(pbx, "UserEvent");
        co_await caught_up(pbx);
        for (const std::string_view end :
            {"", "\r\nActionID: 1", "\r\nPrivilege: Command\r\nActionID: x-1"}) {
            const auto mark = unique("forged");
            co_await attacker.async_execute(
                ami::action{"UserEvent"}
                    .add("UserEvent", mark)
                    .multi_line("Foo", "a\r\n\r\nResponse: Follows" + std::string(end)));
            const auto forged = co_await seen.next("UserEvent", mark);
            CHECK(forged["Foo"] == "a");
            const auto answer =
                co_await pbx.async_execute(ami::action{"Command"}.add("Command", "core show uptime"));
            CHECK_FALSE(answer.output().empty());
            const auto after = unique("after");
            co_await attacker.async_execute(ami::action{"UserEvent"}.add("UserEvent", after));
            const auto next = co_await seen.next("UserEvent", after);
            CHECK(next["UserEvent"] == after);
        }
        co_await attacker.async_logoff();
    });
}
