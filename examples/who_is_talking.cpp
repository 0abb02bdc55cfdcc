// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

// Shows every second who is on the phone, and how long each queue is.
//
//   ami_who_is_talking ami://user:secret@host:5038 [SECONDS]
//
// Asterisk may be restarted meanwhile: the model says that it is stale, connects, and lists everything again.

#include <ami/live.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>
#include <string_view>

namespace asio = boost::asio;
namespace live = ami::live;

namespace {

void show(const live::model& now)
{
    if (now.state() != live::freshness::live)
        fmt::print("Asterisk is away; before that:\n");
    for (const live::channel& each : now.channels()) {
        if (each.state() == ami::channel_state::up)
            fmt::print("{} {} talks to {} {}\n", each.caller_number(), each.caller_name(),
                each.connected_number(), each.connected_name());
    }
    for (const live::queue& each : now.queues())
        fmt::print("queue {}: {} wait\n", each.name(), now.queue_callers(each.name()).size());
    fmt::print("--\n");
    std::fflush(stdout);
}

asio::awaitable<void> watch(std::string url)
{
    ami::client pbx{co_await asio::this_coro::executor};
    live::model now{pbx};
    const ami::config config{url};
    co_await pbx.async_connect(config);
    co_await now.async_filled();
    for (asio::steady_timer pause{pbx.get_executor()};; pause.expires_after(std::chrono::seconds(1))) {
        co_await pause.async_wait(asio::deferred);
        show(now);
    }
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 2 && argc != 3) {
        fmt::print(stderr, "usage: {} ami://user:secret@host:5038 [SECONDS]\n", argv[0]);
        return 2;
    }
    asio::io_context context;
    int status = 0;
    asio::co_spawn(context, watch(argv[1]), [&](std::exception_ptr failed) {
        try {
            if (failed)
                std::rethrow_exception(failed);
        } catch (const std::exception& error) {
            fmt::print(stderr, "{}\n", error.what());
            status = 1;
        }
    });
    if (argc == 3)
        context.run_for(std::chrono::seconds(std::atoi(argv[2])));
    else
        context.run();
    return status;
}
