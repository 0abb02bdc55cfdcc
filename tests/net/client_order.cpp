// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Who hears what, in which order; coroutines, futures and other threads; what does not compile.

#include "support/client_world.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>

#include <atomic>
#include <future>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <type_traits>
#include <vector>

using ami::errc;
using ami::event_view;
using namespace tests;

// --- what a handler may be --------------------------------------------------------------------------------------

namespace {

template <class F>
constexpr bool is_handler = ami::event_handler<F>;

struct callable {
    void operator()(const event_view&) {}
};
struct const_callable {
    void operator()(event_view) const {}
};
struct not_callable {};

static_assert(is_handler<void (*)(const event_view&)>);
static_assert(is_handler<void(const event_view&)>);
static_assert(is_handler<callable>);
static_assert(is_handler<callable&>);
static_assert(is_handler<const const_callable>);
static_assert(is_handler<asio::awaitable<void> (*)(ami::event)>);
static_assert(is_handler<asio::awaitable<void> (*)(const ami::event&)>);
static_assert(is_handler<asio::awaitable<void> (*)(ami::event&&)>);
static_assert(ami::view_handler<void (*)(const event_view&)>);
static_assert(ami::coroutine_handler<asio::awaitable<void> (*)(ami::event)>);

// Something else than void or an awaitable is returned.
static_assert(!is_handler<int (*)(const event_view&)>);
static_assert(!is_handler<bool (*)(const event_view&)>);
static_assert(!is_handler<asio::awaitable<int> (*)(ami::event)>);
static_assert(!is_handler<std::future<void> (*)(ami::event)>);
static_assert(!is_handler<std::string (*)(ami::event)>);
// A coroutine that takes a view would look at it when it is gone.
static_assert(!is_handler<asio::awaitable<void> (*)(const event_view&)> ||
              !ami::view_handler<asio::awaitable<void> (*)(const event_view&)>);
// Something else is taken.
static_assert(!is_handler<void (*)()>);
static_assert(!is_handler<void (*)(int)>);
static_assert(!is_handler<void (*)(event_view&)>);
static_assert(!is_handler<void (*)(std::string)>);
static_assert(!is_handler<void (*)(const ami::response&)>);
static_assert(!is_handler<const callable>); // its operator() is not const
static_assert(!is_handler<not_callable>);
static_assert(!is_handler<int>);
static_assert(!is_handler<std::nullptr_t>);

template <class F>
concept can_subscribe = requires(ami::client pbx, F f)
{
    pbx.on("Ring", f);
};
static_assert(can_subscribe<void (*)(const event_view&)>);
static_assert(!can_subscribe<int (*)(const event_view&)>);
static_assert(!can_subscribe<asio::awaitable<int> (*)(ami::event)>);

// No aggregate stands in an operation's arguments or results (style.md 0.3).
static_assert(!std::is_aggregate_v<ami::action>);
static_assert(!std::is_aggregate_v<ami::response>);
static_assert(!std::is_aggregate_v<ami::event>);
static_assert(!std::is_aggregate_v<ami::event_mask>);
static_assert(!std::is_aggregate_v<ami::session_end>);
static_assert(!std::is_aggregate_v<ami::command_output>);
static_assert(!std::is_aggregate_v<ami::originate_outcome>);
static_assert(!std::is_aggregate_v<ami::actions::originate>);
static_assert(!std::is_aggregate_v<ami::actions::hangup>);
static_assert(!std::is_aggregate_v<ami::actions::redirect>);

} // namespace

// --- order ------------------------------------------------------------------------------------------------------

TEST_CASE("order: completions and events happen as on the wire", "[client][order]")
{
    client_world w;
    auto& server = w.ready();
    std::vector<std::string> seen;
    w.pbx->on_any([&](const event_view& e) { seen.emplace_back(e.name()); });
    std::vector<operation<ami::response>> ops;
    std::vector<std::string> ids;
    for (const auto* name : {"A", "B", "C"}) {
        ops.push_back(begin_execute(*w.pbx, name));
        ops.back()->then = [&seen, name] { seen.emplace_back(name); };
    }
    w.run();
    for (int i = 0; i != 3; ++i)
        ids.push_back(server.next().id());
    const auto success = [&](std::size_t i) { return "Response: Success\nActionID: " + ids[i] + "\n\n"; };
    server.say("Event: 1\n\n" + success(0) + "Event: 2\n\n" + success(2) + success(1) + "Event: 3\n\n");
    w.run();
    CHECK(seen == std::vector<std::string>{"1", "A", "2", "C", "B", "3"});
}

TEST_CASE("order: a coroutine resumes before the events after its answer", "[client][order]")
{
    for (const std::size_t fragment : {std::size_t{100'000}, std::size_t{1}}) {
        CAPTURE(fragment);
        client_world w;
        auto& server = w.ready();
        std::vector<std::string> seen;
        const auto demo = [&]() -> asio::awaitable<void> {
            const auto answer = co_await w.pbx->async_execute(ami::action("Status"));
            seen.push_back("list of " + std::to_string(answer.events().size()));
            // It sees what follows on the wire, and nothing before.
            w.pbx->on_any([&](const event_view& e) { seen.emplace_back(e.name()); });
            co_await w.pbx->async_ping();
            seen.emplace_back("pong");
        };
        asio::co_spawn(w.context, demo(), asio::detached);
        w.run();
        server.fragment(fragment);
        server.say(
            "Event: Before\n\nResponse: Success\nActionID: $ID\nEventList: start\n\n"
            "Event: Status\nActionID: $ID\n\nEvent: StatusComplete\nActionID: $ID\nEventList: Complete\n\n"
            "Event: After\n\n",
            server.next().id());
        w.run();
        const auto ping = server.next();
        server.say("Event: Last\n\nResponse: Success\nActionID: $ID\n\nEvent: Behind\n\n", ping.id());
        w.run();
        CHECK(seen == std::vector<std::string>{"list of 1", "After", "Last", "pong", "Behind"});
    }
}

TEST_CASE("order: on a strand too", "[client][order]")
{
    asio::io_context context;
    const auto net = std::make_shared<virtual_network>(context);
    net->expect_login();
    net->expect("Ping").reply("Event: 1\n\nResponse: Success\nActionID: $ID\n\nEvent: 2\n\n");
    const auto strand = asio::make_strand(context);
    ami::client pbx(strand, net);
    std::vector<std::string> seen;
    pbx.on_any([&](const event_view& e) { seen.emplace_back(e.name()); });
    const auto demo = [&]() -> asio::awaitable<void> {
        co_await pbx.async_connect(usual_config());
        co_await pbx.async_ping();
        seen.emplace_back("pong");
    };
    asio::co_spawn(strand, demo(), asio::detached);
    net->run();
    CHECK(seen == std::vector<std::string>{"1", "pong", "2"});
}

TEST_CASE("order: subscribing and cancelling in handlers", "[client][order]")
{
    client_world w;
    w.ready();
    std::vector<std::string> seen;
    ami::subscription first;
    ami::subscription second;
    first = w.pbx->on("Ring", [&](const event_view&) {
        seen.emplace_back("first");
        first.cancel();
        second.cancel();
        w.pbx->on("ring", [&](const event_view&) { seen.emplace_back("third"); });
    });
    second = w.pbx->on("Ring", [&](const event_view&) { seen.emplace_back("second"); });
    CHECK(first.active());
    w.say("Event: Ring\n\nEvent: RING\n\n");
    CHECK(seen == std::vector<std::string>{"first", "third"});
    CHECK_FALSE(first.active());
    CHECK_FALSE(second.active());
    first.cancel();
    CHECK_FALSE(ami::subscription().active());
    {
        const ami::scoped_subscription scoped =
            w.pbx->on_any([&](const event_view&) { seen.emplace_back("scoped"); });
        CHECK(scoped.get().active());
        w.say("Event: x\n\n");
    }
    ami::scoped_subscription kept = w.pbx->on_any([&](const event_view&) { seen.emplace_back("kept"); });
    const auto released = kept.release();
    kept = {};
    w.say("Event: y\n\n");
    CHECK(seen == std::vector<std::string>{"first", "third", "scoped", "kept"});
    w.pbx.reset();
    w.run();
    CHECK_FALSE(released.active());
    auto after = released;
    after.cancel(); // the client is gone
}

TEST_CASE("order: coroutine handlers get their own event", "[client][order]")
{
    client_world w;
    auto& server = w.ready();
    std::vector<std::string> seen;
    w.pbx->on("Ring", [&](ami::event e) -> asio::awaitable<void> {
        co_await w.pbx->async_ping();
        seen.emplace_back(e["N"]);
    });
    w.pbx->on("Ring", [&](const ami::event& e) -> asio::awaitable<void> {
        co_await w.pbx->async_ping();
        seen.emplace_back(e["N"]);
    });
    w.say("Event: Ring\nN: 1\n\nEvent: Ring\nN: 2\n\n");
    CHECK(seen.empty()); // nobody waited for them
    for (int i = 0; i != 4; ++i)
        server.success(server.next());
    w.run();
    CHECK(seen == std::vector<std::string>{"1", "1", "2", "2"});
}

// --- completion tokens ------------------------------------------------------------------------------------------

TEST_CASE("tokens: the default one throws the text", "[client][tokens]")
{
    client_world w;
    std::string what;
    ami::error_code code;
    bool done = false;
    const auto demo = [&]() -> asio::awaitable<void> {
        try {
            co_await w.pbx->async_execute(ami::action("Getvar").add("Variable", "a\nb"));
        } catch (const ami::error& error) {
            what = error.what();
            code = error.code();
        }
        // Others: an error code.
        const auto [ec, answer] =
            co_await w.pbx->async_execute(ami::action("X"), asio::as_tuple(asio::use_awaitable));
        CHECK(ec == errc::not_connected);
        ami::error_code redirected;
        ami::diagnostics why;
        co_await w.pbx->async_ping(
            ami::with_diagnostics(asio::redirect_error(asio::use_awaitable, redirected), why));
        CHECK(redirected == errc::not_connected);
        CHECK(why.message() == "action Ping: call async_connect first");
        auto deferred = w.pbx->async_ping(asio::deferred);
        try {
            co_await std::move(deferred);
        } catch (const boost::system::system_error& error) {
            CHECK(error.code() == errc::not_connected);
        }
        done = true;
    };
    asio::co_spawn(w.context, demo(), asio::detached);
    w.run();
    CHECK(done);
    CHECK(code == errc::invalid_header_value);
    CHECK(
        what ==
        "a header's value cannot be sent: header \"Variable\": its value has LF at byte 1, which would end the line; multi_line() sends several lines over HTTP, some actions have a Base64 form");
}

TEST_CASE("tokens: an operation that is never started does nothing", "[client][tokens]")
{
    client_world w;
    auto& server = w.ready();
    {
        auto op = w.pbx->async_ping();
        static_cast<void>(op);
        auto other = w.pbx->async_ping(asio::deferred);
        static_cast<void>(other);
    }
    w.run();
    CHECK(server.idle());
}

TEST_CASE("tokens: an operation outlives the client that made it", "[client][tokens]")
{
    client_world w;
    w.ready();
    auto op = w.pbx->async_ping(asio::deferred);
    w.pbx.reset();
    ami::error_code got;
    std::move(op)([&](ami::error_code ec, duration) { got = ec; });
    w.run();
    CHECK(got == asio::error::operation_aborted);
}

TEST_CASE("tokens: a handler's own executor", "[client][tokens]")
{
    client_world w;
    auto& server = w.ready();
    asio::io_context elsewhere;
    bool there = false;
    w.pbx->async_ping(asio::bind_executor(elsewhere.get_executor(), [&](ami::error_code ec, duration) {
        CHECK_FALSE(ec.failed());
        there = elsewhere.get_executor().running_in_this_thread();
    }));
    w.run();
    server.success(server.next());
    w.run();
    CHECK_FALSE(there);
    elsewhere.run(); // it had outstanding work there, and so did not return before
    CHECK(there);
}

// --- threads ----------------------------------------------------------------------------------------------------

TEST_CASE("threads: futures from another thread", "[client][threads]")
{
    asio::io_context context;
    const auto net = std::make_shared<virtual_network>(context);
    net->expect_login();
    net->expect("Ping").success("Ping: Pong\n");
    net->expect("Status").reply(
        "Response: Success\nActionID: $ID\nEventList: start\n\nEvent: Status\nActionID: $ID\n\n"
        "Event: StatusComplete\nActionID: $ID\nEventList: Complete\n\n");
    net->expect("Logoff").reply("Response: Goodbye\nActionID: $ID\n\n").eof();
    ami::client pbx(context.get_executor(), net);
    auto guard = asio::make_work_guard(context);
    std::thread runner([&] { context.run(); });

    pbx.async_connect(usual_config(), asio::use_future).get();
    CHECK(pbx.async_ping(asio::use_future).get() == duration(0));
    CHECK(pbx.async_execute(ami::action("Status"), asio::use_future).get().events().size() == 1);
    try {
        pbx.async_execute(ami::action("X").add("ActionID", "1"), ami::with_diagnostics(asio::use_future))
            .get();
        FAIL("no exception");
    } catch (const ami::error& error) {
        CHECK(error.code() == errc::reserved_header);
        CHECK(
            std::string(error.what()).find("the client generates it to match answers") != std::string::npos);
    }
    try {
        pbx.async_execute(ami::action("X").add("ActionID", "1"), asio::use_future).get();
        FAIL("no exception");
    } catch (const boost::system::system_error& error) {
        CHECK(error.code() == errc::reserved_header);
    }
    auto closed = pbx.async_wait_closed(asio::use_future);
    pbx.async_logoff(asio::use_future).get();
    CHECK(closed.get().code() == errc::logged_off);
    guard.reset();
    runner.join();
    CHECK(net->problems().empty());
    CHECK(net->conversation_over());
}

TEST_CASE("threads: many threads start actions at once", "[client][threads]")
{
    constexpr int threads = 4;
    constexpr int each = 200;
    asio::io_context context;
    const auto net = std::make_shared<virtual_network>(context);
    net->expect_login();
    for (int i = 0; i != threads * each; ++i)
        net->expect("Ping").success();
    std::optional<ami::client> pbx(std::in_place, asio::make_strand(context), net);
    auto guard = asio::make_work_guard(context);
    std::thread runner([&] { context.run(); });
    pbx->async_connect(usual_config(), asio::use_future).get();
    std::atomic<int> good = 0;
    std::vector<std::thread> users;
    for (int i = 0; i != threads; ++i) {
        users.emplace_back([&] {
            std::vector<std::future<duration>> all;
            for (int n = 0; n != each; ++n)
                all.push_back(pbx->async_ping(asio::use_future));
            for (auto& one : all) {
                one.get();
                ++good;
            }
        });
    }
    for (auto& user : users)
        user.join();
    CHECK(good == threads * each);
    pbx.reset(); // from a thread that is not the client's
    guard.reset();
    runner.join();
}
