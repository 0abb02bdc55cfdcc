// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Completion tokens, threads, the text of errors, and the order of completions and events.

#include "support/catch.hpp"
#include "support/contract.hpp"
#include "support/inbox.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>

#include <future>
#include <thread>
#include <tuple>
#include <vector>

using namespace tests;

namespace {

// An io_context that another thread runs, until it goes out of scope.
class background {
public:
    asio::io_context context;

    ~background()
    {
        guard_.reset();
        context.stop();
    }

private:
    asio::executor_work_guard<asio::io_context::executor_type> guard_ = asio::make_work_guard(context);
    std::jthread thread_{[this] { context.run(); }};
};

// `.get()`, but not for ever.
template <class Value>
Value wait(std::future<Value> from)
{
    if (from.wait_for(20s) != std::future_status::ready)
        throw std::runtime_error("the operation did not end within 20 s");
    return from.get();
}

} // namespace

TEST_CASE("tokens: futures from a thread that does not run the io_context")
{
    background loop;
    ami::client pbx(loop.context, tests::any_transport());
    wait(pbx.async_connect(settings(), asio::use_future));
    CHECK(wait(pbx.async_ping(asio::use_future)) > 0s);
    const auto queues = wait(pbx.async_execute(ami::action{"QueueStatus"}, asio::use_future));
    CHECK(queues.events().size() >= 5);
    const auto call = wait(pbx.async_originate(
        ami::actions::originate{"Local/2003@from-internal"}.dialplan("sets", "103"), asio::use_future));
    CHECK(call.value() == ami::call_outcome::busy);
    CHECK(wait(pbx.async_command("core show version", asio::use_future)).ok());
    wait(pbx.async_set_event_mask(ami::event_mask::none(), asio::use_future));
    auto closed = pbx.async_wait_closed(asio::use_future);
    wait(pbx.async_logoff(asio::use_future));
    CHECK(wait(std::move(closed)).code() == ami::errc::logged_off);

    // A future throws the error code; with the adapter, the error with its text.
    try {
        wait(pbx.async_ping(asio::use_future));
        FAIL("not connected any more");
    } catch (const boost::system::system_error& error) {
        CHECK(error.code() == ami::errc::not_connected);
    }
    try {
        wait(pbx.async_ping(ami::with_diagnostics(asio::use_future)));
        FAIL("not connected any more");
    } catch (const ami::error& error) {
        CHECK(error.code() == ami::errc::not_connected);
        CHECK(std::string(error.what()).find("logged off") != std::string::npos);
    }
}

TEST_CASE("tokens: many threads start actions on one client")
{
    background loop;
    ami::client pbx(loop.context, tests::any_transport());
    wait(pbx.async_connect(settings(), asio::use_future));
    std::vector<std::future<int>> workers;
    for (int worker = 0; worker < 4; ++worker) {
        workers.push_back(std::async(std::launch::async, [&pbx] {
            int right = 0;
            for (int i = 0; i < 50; ++i) {
                const auto answer = wait(pbx.async_execute(ami::action{"Ping"}, asio::use_future));
                right += answer["Ping"] == "Pong";
            }
            return right;
        }));
    }
    for (auto& each : workers)
        CHECK(wait(std::move(each)) == 50);
}

TEST_CASE("tokens: callbacks")
{
    asio::io_context context;
    ami::client pbx(context, tests::any_transport());
    std::string order;
    pbx.async_connect(settings(), [&](ami::error_code ec) {
        CHECK_FALSE(ec);
        order += 'c';
        pbx.async_execute(ami::action{"Ping"}, [&](ami::error_code ping_ec, ami::response answer) {
            CHECK_FALSE(ping_ec);
            CHECK(answer.ok());
            order += 'p';
            pbx.async_logoff([&](ami::error_code logoff_ec) {
                CHECK_FALSE(logoff_ec);
                order += 'l';
            });
            CHECK(order == "cp");
        });
        CHECK(order == "c");
    });
    CHECK(order.empty());
    // Nothing is left that keeps the context busy.
    context.run_for(20s);
    CHECK(order == "cpl");
    CHECK(context.stopped());
}

TEST_CASE("tokens: as_tuple and use_awaitable and diagnostics")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto [ec, pong] =
            co_await pbx.async_execute(ami::action{"Ping"}, asio::as_tuple(asio::deferred));
        CHECK_FALSE(ec);
        CHECK(pong["Ping"] == "Pong");

        const auto [refused, answer] =
            co_await pbx.async_hangup(ami::actions::hangup{unique("nobody")}, asio::as_tuple(asio::deferred));
        CHECK(refused == ami::errc::action_refused);
        CHECK(answer.message() == "No such channel");

        const auto plain = co_await pbx.async_execute(ami::action{"Ping"}, asio::use_awaitable);
        CHECK(plain.ok());

        ami::diagnostics why;
        const auto [with_text, nothing] = co_await pbx.async_hangup(ami::actions::hangup{unique("nobody")},
            ami::with_diagnostics(asio::as_tuple(asio::deferred), why));
        CHECK(with_text == ami::errc::action_refused);
        CHECK(why.message().find("No such channel") != std::string::npos);
        // A success clears it.
        const auto [fine, duration] =
            co_await pbx.async_ping(ami::with_diagnostics(asio::as_tuple(asio::deferred), why));
        CHECK_FALSE(fine);
        CHECK(why.message().empty());

        // The default token throws with the text.
        const auto thrown = co_await failure_of(pbx.async_hangup(ami::actions::hangup{unique("nobody")}));
        CHECK(thrown.code == ami::errc::action_refused);
        CHECK(thrown.says("Asterisk refused the action"));
        CHECK(thrown.says("No such channel"));

        // A deferred operation does not begin before it is waited for.
        const auto started = pbx.get_counters().actions_started;
        auto later = pbx.async_execute(ami::action{"Nonsense"});
        co_await pbx.async_ping();
        CHECK(pbx.get_counters().actions_started == started + 1);
        const auto unknown = co_await std::move(later);
        CHECK_FALSE(unknown.ok());
    });
}

TEST_CASE("tokens: a completion handler with an executor of its own runs there")
{
    asio::thread_pool pool(1);
    background loop;
    ami::client pbx(loop.context, tests::any_transport());
    wait(pbx.async_connect(settings(), asio::use_future));
    std::promise<std::thread::id> ran;
    pbx.async_ping(asio::bind_executor(pool, [&](ami::error_code, std::chrono::steady_clock::duration) {
        ran.set_value(std::this_thread::get_id());
    }));
    std::promise<std::thread::id> expected;
    asio::post(pool, [&] { expected.set_value(std::this_thread::get_id()); });
    CHECK(wait(ran.get_future()) == wait(expected.get_future()));
}

TEST_CASE("tokens: a completion resumes before what comes later on the wire")
{
    if (needs_tcp("over HTTP events have a wire of their own"))
        return;
    run([]() -> asio::awaitable<void> {
        // FullyBooted follows the login at once.
        ami::client pbx{co_await asio::this_coro::executor, tests::any_transport()};
        auto how = settings();
        how.events = ami::event_mask::all();
        co_await pbx.async_connect(how);
        inbox booted(pbx, "FullyBooted");
        const auto first = co_await booted.next();
        CHECK(first["Status"] == "Fully Booted");

        // The echo of a UserEvent follows its answer.
        for (int i = 0; i < 50; ++i) {
            const auto mark = unique("order");
            co_await pbx.async_execute(ami::action{"UserEvent"}.add("UserEvent", mark));
            inbox seen(pbx, "UserEvent");
            co_await seen.next("UserEvent", mark);
        }
    });
}

TEST_CASE("tokens: completions and events in the order of the wire")
{
    if (needs_tcp("over HTTP events have a wire of their own"))
        return;
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto mark = unique("wire");
        std::string order;
        pbx.on("UserEvent", [&](const ami::event_view& seen) {
            if (seen["UserEvent"] == mark)
                order += 'e';
        });
        // All are written together; Asterisk sends an action's events before it looks at the next one.
        for (int i = 0; i < 20; ++i) {
            pbx.async_execute(ami::action{"UserEvent"}.add("UserEvent", mark),
                [&](ami::error_code, ami::response) { order += 'u'; });
            pbx.async_execute(ami::action{"Ping"}, [&](ami::error_code, ami::response) { order += 'p'; });
        }
        co_await pbx.async_ping();
        std::string expected;
        for (int i = 0; i < 20; ++i)
            expected += "uep";
        CHECK(order == expected);
    });
}
