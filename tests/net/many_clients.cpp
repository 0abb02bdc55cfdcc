// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Several clients on several threads, a strand each, against a server that cuts connections: for ThreadSanitizer.

#include "support/catch.hpp"

#include <ami/client.hpp>
#include <ami/testing/server.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>
#include <fmt/format.h>

#include <atomic>
#include <chrono>
#include <exception>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace asio = boost::asio;
using namespace std::chrono_literals;
using ami::errc;

namespace {

constexpr auto tuple = asio::as_tuple(asio::use_awaitable);

struct account {
    std::atomic<int> started = 0;
    std::atomic<int> ended = 0;
    std::atomic<int> odd = 0;
    std::atomic<int> events = 0;
    std::atomic<int> streamed = 0;

    void note(ami::error_code ec)
    {
        ++ended;
        odd += ec && ec != errc::not_sent && ec != errc::not_connected && ec != errc::outcome_unknown &&
               ec != asio::error::operation_aborted;
    }
};

class user {
public:
    user(asio::io_context& context, std::string url, account& sum)
        : strand_(asio::make_strand(context)), pbx_(strand_), url_(std::move(url)), sum_(sum)
    {}

    ami::client& pbx() { return pbx_; }

    asio::awaitable<void> run(int turns)
    {
        ami::config how{url_};
        how.reconnect.retry_initial_connect = true;
        how.reconnect.hold_actions = true;
        how.reconnect.initial_delay = 1ms;
        how.reconnect.max_delay = 20ms;
        co_await pbx_.async_connect(how);
        pbx_.on("UserEvent", [this](const ami::event_view&) { ++sum_.events; });
        const auto states = pbx_.on_state([](const ami::state_change&) {});
        stream_ = pbx_.events("UserEvent", 16);
        asio::co_spawn(strand_, take(), [](std::exception_ptr) {});
        for (int i = 0; i != turns; ++i) {
            ami::action what("Ping");
            if (i % 3 == 1)
                what = ami::action("CoreShowChannels");
            else if (i % 3 == 2)
                what = ami::action("UserEvent").add("UserEvent", "Many").add("Number", i);
            what.retry_if_unsent();
            ++sum_.started;
            const auto [ec, answer] = co_await pbx_.async_execute(std::move(what), tuple);
            sum_.note(ec);
        }
        co_await pbx_.async_wait_closed(tuple); // by the thread that ends it
    }

private:
    asio::awaitable<void> take()
    {
        for (;;) {
            const auto [ec, event] = co_await stream_.async_next(tuple);
            if (ec)
                co_return;
            ++sum_.streamed;
        }
    }

    asio::strand<asio::io_context::executor_type> strand_;
    ami::client pbx_;
    ami::event_stream stream_;
    std::string url_;
    account& sum_;
};

} // namespace

TEST_CASE(
    "threads: several clients on several threads, while connections break", "[client][threads][reconnect]")
{
    constexpr int clients = 6;
    constexpr int turns = 100;
    ami::testing::server pbx;
    asio::io_context context;
    account sum;
    std::vector<std::unique_ptr<user>> users;
    std::vector<std::future<void>> ends;
    auto guard = asio::make_work_guard(context);
    std::vector<std::thread> threads;
    for (int i = 0; i != 4; ++i)
        threads.emplace_back([&] { context.run(); });
    for (int i = 0; i != clients; ++i) {
        users.push_back(std::make_unique<user>(context, pbx.url(), sum));
        ends.push_back(
            asio::co_spawn(users.back()->pbx().get_executor(), users.back()->run(turns), asio::use_future));
    }
    // Breaks every connection again and again, and starts actions from a thread that is nobody's.
    while (sum.ended < clients * turns) {
        pbx.wait_for_sessions(clients, 100ms);
        pbx.faults().cut(sum.ended % 2 == 0 ? ami::testing::ending::fin : ami::testing::ending::rst);
        for (auto& each : users) {
            ++sum.started;
            each->pbx().async_ping([&](ami::error_code ec, auto) { sum.note(ec); });
        }
        pbx.wait_for_sessions(clients, 100ms);
    }
    for (auto& each : users) {
        auto off = asio::post(each->pbx().get_executor(), asio::use_future([&each] { each->pbx().close(); }));
        off.get();
    }
    for (auto& end : ends)
        end.get();
    users.clear(); // on a thread that is not theirs
    guard.reset();
    for (auto& thread : threads)
        thread.join();
    CHECK(sum.odd == 0);
    CHECK(sum.started == sum.ended);
    CHECK(sum.events > 0);
    CHECK(sum.streamed > 0);
}
