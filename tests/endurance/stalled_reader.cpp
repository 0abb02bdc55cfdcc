// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// stalled_reader URL_OF_A_USER_WITH_A_SHORT_WRITETIMEOUT URL: a client stops reading under a flood, until the server
// cuts it off; it must notice, say so and come back.

#include <ami/client.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include <cstdlib>
#include <exception>
#include <future>
#include <string>
#include <thread>

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

asio::awaitable<void> run(
    asio::io_context& context, std::string slow_url, std::promise<void>& listening, bool& good)
{
    ami::client slow(context);
    ami::config how{slow_url};
    how.reconnect.initial_delay = 100ms;
    how.log_level = ami::log_level::info;
    how.log = [](const ami::log_record& record) { fmt::print("log: {}\n", record.line()); };
    int blocked = 0;
    int heard_after = 0;
    slow.on("UserEvent", [&](const ami::event_view& e) {
        if (e["UserEvent"] == "Flood" && blocked++ == 0)
            std::this_thread::sleep_for(4s); // nothing is read meanwhile
        heard_after += e["UserEvent"] == "After";
    });
    bool lost = false;
    const auto states = slow.on_state([&](const ami::state_change& now) {
        lost = lost || now.state() == ami::session_state::lost;
        fmt::print("state: {} {} {}\n", to_string(now.state()), now.code().message(), now.message());
    });
    co_await slow.async_connect(how);
    listening.set_value();
    asio::steady_timer pause(context);
    for (int i = 0; i != 300 && !(lost && slow.is_ready()); ++i) {
        pause.expires_after(100ms);
        co_await pause.async_wait(asio::use_awaitable);
    }
    co_await slow.async_execute(ami::action("UserEvent").add("UserEvent", "After"));
    co_await slow.async_ping();
    fmt::print(
        "cut off: {}, connected again: {}, reconnects {}, flood events handled {}, events after it {}\n",
        lost, slow.is_ready(), slow.get_counters().reconnects, blocked, heard_after);
    good = lost && slow.is_ready() && heard_after == 1;
    co_await slow.async_logoff();
}

// Some 40 MB of events, more than the kernel takes for a connection that nobody reads.
asio::awaitable<void> flood(asio::io_context& context, std::string url)
{
    ami::client maker(context);
    ami::config how{url};
    how.events = ami::event_mask::none();
    co_await maker.async_connect(how);
    for (int i = 0; i != 400; ++i) {
        ami::action one("UserEvent");
        one.add("UserEvent", "Flood");
        for (int line = 0; line != 100; ++line)
            one.add(fmt::format("Line{}", line), std::string(1000, 'x'));
        co_await maker.async_execute(one);
    }
    co_await maker.async_logoff();
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 3) {
        fmt::print(stderr, "usage: {} URL_OF_A_USER_WITH_A_SHORT_WRITETIMEOUT URL\n", argv[0]);
        return 2;
    }
    const auto rethrow = [](std::exception_ptr error) {
        if (error)
            std::rethrow_exception(error);
    };
    bool good = false;
    asio::io_context context;
    std::promise<void> listening;
    asio::co_spawn(context, run(context, argv[1], listening, good), rethrow);
    // A thread of its own, so that the flood goes on while the other blocks.
    const auto finish = [](asio::io_context& what) {
        try {
            what.run();
        } catch (const std::exception& error) {
            fmt::print(stderr, "{}\n", error.what());
            std::_Exit(1); // the other thread may wait for ever
        }
    };
    std::thread other([&] {
        listening.get_future().wait();
        asio::io_context own;
        asio::co_spawn(own, flood(own, argv[2]), rethrow);
        finish(own);
    });
    finish(context);
    other.join();
    fmt::print("{}\n", good ? "good" : "NOT good");
    return good ? 0 : 1;
}
