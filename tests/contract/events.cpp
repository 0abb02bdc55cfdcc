// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Subscriptions, what handlers may do, and the event mask.

#include "support/calls.hpp"
#include "support/catch.hpp"
#include "support/contract.hpp"
#include "support/inbox.hpp"
#include "support/relay.hpp"

#include <boost/asio/steady_timer.hpp>
#include <fmt/format.h>

#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

using namespace tests;
using ami::errc;

namespace {

// Sends a UserEvent. Asterisk queues it for every session before it answers.
asio::awaitable<void> send(ami::client& pbx, std::string name, std::string value = {})
{
    const auto answer =
        co_await pbx.async_execute(ami::action{"UserEvent"}.add("UserEvent", name).add("Value", value));
    if (!answer.ok())
        throw std::runtime_error(std::string(answer.message()));
}

} // namespace

TEST_CASE("events: by name without case and by predicate and all of them in order")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto mark = unique("kinds");
        std::string order;
        const auto note = [&](char what) {
            return [&, what](const ami::event_view& seen) {
                if (seen["UserEvent"] == mark)
                    order += what;
            };
        };
        pbx.on_any(note('a'));
        pbx.on("userevent", note('b'));
        pbx.on_if([&](const ami::event_view& seen) { return seen["Value"] == "1"; }, note('c'));
        pbx.on("USEREVENT", note('d'));
        pbx.on("UserEvents", note('x'));
        pbx.on("UserEven", note('x'));
        pbx.on_if([](const ami::event_view&) { return false; }, note('x'));
        pbx.on_any(note('e'));
        co_await send(pbx, mark, "1");
        co_await send(pbx, mark, "2");
        co_await caught_up(pbx);
        CHECK(order == "abcdeabde");
    });
}

TEST_CASE("events: many arrive complete and in order")
{
    run([]() -> asio::awaitable<void> {
        auto sender = co_await connected();
        auto pbx = co_await connected();
        const auto mark = unique("many");
        inbox seen(pbx, "UserEvent", [mark](const ami::event_view& e) { return e["UserEvent"] == mark; });
        co_await pbx.async_ping(); // from now on the server collects events for it
        for (int i = 0; i < 500; ++i) {
            sender.async_execute(ami::action{"UserEvent"}.add("UserEvent", mark).add("Number", i),
                [](ami::error_code, ami::response) {});
        }
        for (int i = 0; i < 500; ++i) {
            const auto each = co_await seen.next();
            REQUIRE(each["Number"] == std::to_string(i));
        }
        co_await caught_up(pbx);
        CHECK(seen.size() == 500);
    });
}

TEST_CASE("events: subscribing and unsubscribing in handlers")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto mark = unique("handlers");
        std::string order;
        ami::subscription once;
        ami::subscription victim;
        once = pbx.on("UserEvent", [&](const ami::event_view& seen) {
            if (seen["UserEvent"] != mark)
                return;
            order += '1';
            once.cancel();
            victim.cancel();
            // Sees the next event, not this one.
            pbx.on("UserEvent", [&](const ami::event_view& later) { order += later["Value"]; });
        });
        victim = pbx.on("UserEvent", [&](const ami::event_view& seen) {
            if (seen["UserEvent"] == mark)
                order += 'x';
        });
        {
            const ami::scoped_subscription scoped =
                pbx.on("UserEvent", [&](const ami::event_view&) { order += 's'; });
        }
        CHECK(once.active());
        co_await send(pbx, mark, "A");
        co_await send(pbx, mark, "B");
        co_await send(pbx, mark, "C");
        co_await caught_up(pbx);
        CHECK(order.substr(0, 1) == "1");
        CHECK(order.find("BC") != std::string::npos);
        CHECK(order.find_first_of("Axs") == std::string::npos);
        CHECK_FALSE(once.active());
        once.cancel();
    });
}

TEST_CASE("events: a coroutine handler may wait for actions")
{
    // The README example of ruby_ami deadlocks here (peers.md 2, line 5).
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto mark = unique("coroutine");
        const auto done = unique("done");
        inbox finished(pbx, "UserEvent", [done](const ami::event_view& e) { return e["UserEvent"] == done; });
        pbx.on("UserEvent", [&](ami::event seen) -> asio::awaitable<void> {
            if (seen["UserEvent"] != mark)
                co_return;
            co_await pbx.async_ping();
            const auto list = co_await pbx.async_execute(ami::action{"QueueStatus"}.add("Queue", "sales"));
            const auto output = co_await pbx.async_command("core show version");
            // The event is the handler's own: it is still here.
            const auto answer = co_await pbx.async_execute(ami::action{"UserEvent"}
                                                               .add("UserEvent", done)
                                                               .add("Value", seen["Value"])
                                                               .add("Items", list.events().size())
                                                               .add("Lines", output.lines().size()));
            CHECK(answer.ok());
        });
        for (const auto* value : {"one", "two", "three"})
            co_await send(pbx, mark, value);
        for (const auto* value : {"one", "two", "three"}) {
            const auto each = co_await finished.next("Value", value);
            CHECK(each["Lines"] == "1");
            CHECK(each["Items"] != "0");
        }
    });
}

TEST_CASE("events: a view handler may start actions")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto mark = unique("view");
        int answered = 0;
        pbx.on("UserEvent", [&](const ami::event_view& seen) {
            if (seen["UserEvent"] != mark)
                return;
            for (int i = 0; i < 3; ++i)
                pbx.async_execute(ami::action{"Ping"},
                    [&](ami::error_code ec, ami::response answer) { answered += !ec && answer.ok(); });
            CHECK(answered == 0);
        });
        co_await send(pbx, mark);
        // The event comes before this answer, so its pings are in line before the second.
        co_await caught_up(pbx);
        co_await pbx.async_ping();
        CHECK(answered == 3);
    });
}

TEST_CASE("events: exceptions in handlers are survived and counted")
{
    run([]() -> asio::awaitable<void> {
        auto how = settings();
        std::vector<std::string> log;
        how.log = [&](const ami::log_record& record) {
            if (record.level() == ami::log_level::error)
                log.emplace_back(record.line());
        };
        auto pbx = co_await connected(how);
        const auto mark = unique("throwing");
        int reached = 0;
        pbx.on("UserEvent", [&](const ami::event_view& seen) {
            if (seen["UserEvent"] == mark)
                throw std::runtime_error("a handler failed");
        });
        pbx.on("UserEvent", [&](ami::event seen) -> asio::awaitable<void> {
            if (seen["UserEvent"] != mark)
                co_return;
            co_await pbx.async_ping();
            throw std::runtime_error("a coroutine failed");
        });
        pbx.on("UserEvent", [&](const ami::event_view& seen) { reached += seen["UserEvent"] == mark; });
        co_await send(pbx, mark);
        co_await send(pbx, mark);
        co_await caught_up(pbx);
        for (int i = 0; i < 3; ++i)
            co_await pbx.async_ping();
        CHECK(reached == 2);
        CHECK(pbx.get_counters().handler_exceptions == 4);
        REQUIRE(log.size() == 4);
        for (const auto& line : log) {
            CHECK(line.find(" failed") != std::string::npos);
            CHECK(line.find("UserEvent") != std::string::npos);
        }
        CHECK(pbx.is_ready());
    });
}

TEST_CASE("events: a handler may destroy the client")
{
    run([]() -> asio::awaitable<void> {
        auto sender = co_await connected();
        std::optional<ami::client> pbx = co_await connected();
        const auto mark = unique("destroy");
        int calls = 0;
        pbx->on("UserEvent", [&](const ami::event_view& seen) {
            if (seen["UserEvent"] != mark)
                return;
            ++calls;
            pbx.reset();
        });
        pbx->on("UserEvent", [&](const ami::event_view& seen) { calls += 10 * (seen["UserEvent"] == mark); });
        ami::error_code ended;
        pbx->async_execute(
            ami::action{"IAXnetstats"}, [&](ami::error_code ec, ami::response) { ended = ec; });
        auto closed = pbx->async_wait_closed();
        const auto started = co_await failure_of(pbx->async_ping());
        CHECK_FALSE(started.code);
        asio::co_spawn(
            co_await asio::this_coro::executor,
            [&]() -> asio::awaitable<void> {
                co_await send(sender, mark);
                co_await send(sender, mark);
            },
            [](std::exception_ptr) {});
        const auto aborted = co_await failure_of(std::move(closed));
        CHECK(aborted.code == asio::error::operation_aborted);
        CHECK_FALSE(pbx);
        CHECK(calls == 1);
        co_await sender.async_ping();
        CHECK(ended == unanswered());
    });
}

namespace {

// What a session saw of one UserEvent and of one call.
class glimpse {
public:
    glimpse(ami::client& watcher, std::string user_mark, std::string call_mark)
        : user_(watcher, "UserEvent",
              [user_mark](const ami::event_view& e) { return e["UserEvent"] == user_mark; }),
          call_(watcher, "Newchannel",
              [call_mark](const ami::event_view& e) { return e["Uniqueid"] == call_mark; })
    {}

    std::size_t size() const { return user_.size() + call_.size(); }
    std::string text() const { return std::string(user_.size(), 'u') + std::string(call_.size(), 'c'); }

private:
    inbox user_;
    inbox call_;
};

// Lets one UserEvent and one call happen and tells which of them `watcher` heard of; `expected` is how many it should.
asio::awaitable<std::string> hears(ami::client& watcher, ami::client& actor, std::size_t expected)
{
    const auto user_mark = unique("mask");
    const auto call_mark = unique("mask");
    const glimpse watched(watcher, user_mark, call_mark);
    inbox channels(actor, "Newchannel");
    co_await watcher.async_ping(); // from now on the server collects events for it
    co_await send(actor, user_mark);
    co_await answered_call(actor, call_mark);
    co_await channels.next("Uniqueid", call_mark);
    // Every session has the same queue, so the watcher's is past these events when it answers.
    co_await watcher.async_ping();
    // Over HTTP they come another way than the answer: those that must come are waited for.
    const auto deadline = std::chrono::steady_clock::now() + 5s;
    while (over_http() && watched.size() < expected && std::chrono::steady_clock::now() < deadline)
        co_await watcher.async_ping();
    auto result = watched.text();
    co_await actor.async_hangup(ami::actions::hangup{call_mark});
    co_return result;
}

} // namespace

TEST_CASE("events: the mask really changes what comes")
{
    run([]() -> asio::awaitable<void> {
        auto actor = co_await connected();
        auto pbx = co_await connected();
        const auto at_first = co_await hears(pbx, actor, 2);
        CHECK(at_first == "uc");
        co_await pbx.async_set_event_mask(ami::event_mask::none());
        const auto off = co_await hears(pbx, actor, 0);
        CHECK(off.empty());
        co_await pbx.async_set_event_mask(ami::event_mask{"call"});
        const auto call = co_await hears(pbx, actor, 1);
        CHECK(call == "c");
        co_await pbx.async_set_event_mask(ami::event_mask{"system, user"});
        const auto user = co_await hears(pbx, actor, 1);
        CHECK(user == "u");
        co_await pbx.async_set_event_mask(ami::event_mask::all());
        const auto on = co_await hears(pbx, actor, 2);
        CHECK(on == "uc");

        const auto wrong = co_await failure_of(pbx.async_set_event_mask(ami::event_mask{"calls"}));
        CHECK(wrong.code == ami::errc::invalid_event_mask);
        CHECK(wrong.says("calls"));
    });
}

TEST_CASE("events: the mask given at the login")
{
    run([]() -> asio::awaitable<void> {
        auto actor = co_await connected();
        auto how = settings();
        how.events = ami::event_mask{"user"};
        auto only_user = co_await connected(how);
        inbox booted(only_user, "FullyBooted");
        const auto user = co_await hears(only_user, actor, 1);
        CHECK(user == "u");
        CHECK(booted.size() == 0);

        how.events = ami::event_mask::none();
        auto silent = co_await connected(how);
        int seen = 0;
        silent.on_any([&](const ami::event_view&) { ++seen; });
        const auto nothing = co_await hears(silent, actor, 0);
        CHECK(nothing.empty());
        CHECK(seen == 0);
        CHECK(silent.get_counters().events_received <= 1); // FullyBooted
    });
}

TEST_CASE("events: a user sees what manager.conf lets it")
{
    run([]() -> asio::awaitable<void> {
        auto actor = co_await connected();
        // read = call
        auto limited = co_await connected("limited");
        const auto by_class = co_await hears(limited, actor, 1);
        CHECK(by_class == "c");
        // eventfilter = Event: UserEvent
        auto filtered = co_await connected("filtered");
        const auto by_filter = co_await hears(filtered, actor, 1);
        // Asterisk 16 and 22 do not give a session of digest the eventfilter of manager.conf.
        if (over_digest())
            CHECK(by_filter.starts_with("u"));
        else
            CHECK(by_filter == "u");
    });
}

TEST_CASE("events: a filter keeps events away, for this session")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto mark = unique("filtered");
        co_await pbx.async_add_filter(ami::event_filter::matching("!Kept: away"));
        auto stream =
            pbx.events_if([mark](const ami::event_view& seen) { return seen["UserEvent"] == mark; });
        ami::action away("UserEvent");
        away.add("UserEvent", mark).add("Kept", "away");
        co_await pbx.async_execute(away);
        ami::action here("UserEvent");
        here.add("UserEvent", mark).add("Kept", "here");
        co_await pbx.async_execute(here);
        const auto seen = co_await stream.async_next();
        CHECK(seen["Kept"] == "here");
        CHECK(stream.size() == 0);
        const auto faulty =
            co_await failure_of(pbx.async_add_filter(ami::event_filter::with_criteria("action")));
        CHECK(faulty.code == errc::invalid_filter);
    });
}

TEST_CASE("events: a stream's consumer may take its time")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto mark = unique("stream");
        auto stream =
            pbx.events_if([mark](const ami::event_view& seen) { return seen["UserEvent"] == mark; }, 3);
        for (int i = 0; i != 5; ++i) {
            ami::action what("UserEvent");
            what.add("UserEvent", mark).add("N", i);
            co_await pbx.async_execute(what);
        }
        co_await caught_up(pbx);
        auto seen = co_await stream.async_next();
        // The last one may come behind the answer to its action.
        const auto first = seen.lost();
        CHECK(seen["N"] == std::to_string(first));
        CHECK((first == 1 || first == 2));
        std::uint64_t lost = first;
        for (std::uint64_t n = first + 1; n != 5; ++n) {
            seen = co_await stream.async_next();
            lost += seen.lost();
            CHECK(seen["N"] == std::to_string(n));
        }
        CHECK(stream.lost() == lost);
        co_await pbx.async_logoff();
        const auto end = co_await failure_of(stream.async_next());
        CHECK(end.code == errc::logged_off);
    });
}

TEST_CASE("events: reconnect with filters -> FullyBooted is told, and the filters hold before anything else")
{
    if (over_digest()) {
        std::printf("SKIPPED: with digest no action is a login, and no FullyBooted comes\n");
        return;
    }
    run([]() -> asio::awaitable<void> {
        const auto executor = co_await asio::this_coro::executor;
        auto actor = co_await connected();
        auto how = settings();
        relay cable(executor, how.host, how.port);
        how = cable.lead(std::move(how));
        how.reconnect.enabled = true;
        how.reconnect.initial_delay = 20ms;
        auto pbx = co_await connected(how);
        const auto mark = unique("filtered");
        co_await pbx.async_add_filter(ami::event_filter::matching("!Kept: away"));
        inbox booted(pbx, "FullyBooted");
        inbox seen(pbx, "UserEvent", [mark](const ami::event_view& e) { return e["UserEvent"] == mark; });
        cable.cut();
        co_await until([&] { return !pbx.is_ready(); });
        cable.mend();
        co_await until([&] { return pbx.is_ready(); });
        const auto told = co_await booted.next();
        CHECK(told["Status"] == "Fully Booted");
        const auto say = [&mark](std::string_view kept) {
            return ami::action{"UserEvent"}.add("UserEvent", mark).add("Kept", kept);
        };
        co_await actor.async_execute(say("away"));
        co_await actor.async_execute(say("here"));
        const auto first = co_await seen.next();
        CHECK(first["Kept"] == "here");
    });
}

TEST_CASE("events: the connection of a WaitEvent ends -> told once no more events are lost")
{
    if (!over_http()) {
        std::printf("SKIPPED: only HTTP has WaitEvent\n");
        return;
    }
    run([]() -> asio::awaitable<void> {
        const auto executor = co_await asio::this_coro::executor;
        auto actor = co_await connected();
        auto how = settings();
        relay cable(executor, how.host, how.port);
        how = cable.lead(std::move(how));
        auto pbx = co_await connected(how);
        int gaps = 0;
        pbx.on_state(
            [&](const ami::state_change& now) { gaps += now.code() == errc::events_missed ? 1 : 0; });
        const auto mark = unique("gap");
        std::vector<std::string> seen;
        const auto subscription = pbx.on("UserEvent", [&](const ami::event_view& e) {
            if (e["UserEvent"] == mark)
                seen.push_back(fmt::format("{} {}", gaps, e["Value"]));
        });
        co_await subscription.async_in_force();
        co_await send(actor, mark, "before");
        co_await until([&] { return seen.size() == 1; });
        const auto before = cable.sends();
        co_await until([&] { return cable.sends() != before; }); // the next WaitEvent

        cable.hold();
        // Asterisk goes on to wait for the connection that is gone, and looks for events once a second, which nothing tells:
        // earlier, the next WaitEvent would have the event, and less would be shown.
        co_await send(actor, mark, "taken");
        bool is_in_force = false;
        subscription.async_in_force([&](ami::error_code ec) { is_in_force = !ec; });
        asio::steady_timer looked{executor, 1500ms};
        co_await looked.async_wait(asio::deferred);
        CHECK(gaps == 0);
        CHECK_FALSE(is_in_force);
        cable.release();
        co_await until([&] { return is_in_force; });
        CHECK(gaps == 1);
        co_await send(actor, mark, "after");
        co_await until([&] { return seen.size() == 2; });
        CHECK(seen == std::vector<std::string>{"0 before", "1 after"});
        CHECK(pbx.is_ready());
    });
}
