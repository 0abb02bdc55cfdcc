// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// http_life URL SECONDS: how late events are over HTTP; then nothing happens for so many seconds, in a client that
// listens and one that does not, and both are still in the same session; then each makes a call. Fails where one had to
// connect again, or a call's outcome is another than "answered".

#include <ami/http.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <exception>
#include <string>
#include <vector>

namespace asio = boost::asio;
using namespace std::chrono_literals;
using clock_type = std::chrono::steady_clock;

namespace {

asio::awaitable<void> wait(clock_type::duration time)
{
    asio::steady_timer timer(co_await asio::this_coro::executor, time);
    co_await timer.async_wait(asio::use_awaitable);
}

// From the moment at which an action that causes an event is started to the event.
asio::awaitable<void> measure_latency(ami::client& pbx)
{
    std::vector<double> late;
    auto events = pbx.events("UserEvent");
    for (int i = 0; i != 60; ++i) {
        // At every moment of the pause between two requests for events.
        co_await wait(100ms + i * 7ms);
        const auto began = clock_type::now();
        ami::action what("UserEvent");
        what.add("UserEvent", "Latency").add("Number", i);
        co_await pbx.async_execute(what);
        bool seen = false;
        while (!seen) {
            const auto event = co_await events.async_next();
            seen = event["UserEvent"] == "Latency" && event["Number"] == std::to_string(i);
        }
        late.push_back(std::chrono::duration<double, std::milli>(clock_type::now() - began).count());
    }
    std::sort(late.begin(), late.end());
    fmt::print("event latency: {:.1f} ms at least, {:.1f} ms median, {:.1f} ms at most\n", late.front(),
        late[late.size() / 2], late.back());
}

asio::awaitable<bool> still_there(ami::client& pbx, std::string who)
{
    co_await pbx.async_ping();
    const auto call = co_await pbx.async_originate(
        ami::actions::originate("Local/2001@from-internal").dialplan("sets", "103"));
    if (call.answered())
        co_await pbx.async_hangup(ami::actions::hangup(call.channel()).cause(16));
    const auto reconnects = pbx.get_counters().reconnects;
    fmt::print(
        "{}: {} reconnects, the call: {}\n", who, reconnects, call.answered() ? "answered" : "not answered");
    co_return reconnects == 0 && call.answered();
}

asio::awaitable<bool> live(std::string url, std::chrono::seconds idle)
{
    const auto executor = co_await asio::this_coro::executor;
    ami::client listening(executor, ami::with_http);
    ami::client silent(executor, ami::with_http);
    const ami::config how{url};
    co_await listening.async_connect(how);
    co_await silent.async_connect(how);
    co_await measure_latency(listening);
    const auto all = listening.on_any([](const ami::event_view&) {});
    co_await wait(idle);
    fmt::print("after {} s\n", idle.count());
    bool good = co_await still_there(listening, "listening");
    const bool other = co_await still_there(silent, "silent");
    good = good && other;
    co_await listening.async_logoff();
    co_await silent.async_logoff();
    co_return good;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 3) {
        fmt::print(stderr, "usage: {} URL SECONDS\n", argv[0]);
        return 2;
    }
    asio::io_context context;
    bool good = false;
    try {
        asio::co_spawn(context, live(argv[1], std::chrono::seconds(std::atoi(argv[2]))),
            [&](std::exception_ptr error, bool result) {
                if (error)
                    std::rethrow_exception(error);
                good = result;
            });
        context.run();
    } catch (const std::exception& error) {
        fmt::print(stderr, "{}\n", error.what());
        return 1;
    }
    fmt::print("{}\n", good ? "good" : "NOT good");
    return good ? 0 : 1;
}
