// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

// Shows what happens on a PBX, over its web port.
//
//   ami_http_events http://user:secret@host:8088/rawman [SECONDS]
//
// The program takes events from a queue as over TCP; behind it a request waits in Asterisk for the next ones.

#include <ami/http.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>

namespace asio = boost::asio;

namespace {

asio::awaitable<void> watch(std::string url)
{
    ami::client pbx{co_await asio::this_coro::executor, ami::with_http};
    auto events = pbx.events(""); // all of them
    pbx.on_state([](const ami::state_change& change) {
        if (change.state() == ami::session_state::lost)
            fmt::print("lost: {}\n", change.message());
    });
    const ami::config config{url};
    co_await pbx.async_connect(config);
    fmt::print("connected\n");
    for (;;) {
        const auto event = co_await events.async_next();
        fmt::print("{} {}\n", event.name(), event["Channel"]);
    }
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 2 && argc != 3) {
        fmt::print(stderr, "usage: {} http://user:secret@host:8088/rawman [SECONDS]\n", argv[0]);
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
