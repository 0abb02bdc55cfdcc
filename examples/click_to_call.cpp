// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

// Click-to-call: rings a phone, connects it with an extension once somebody answers, and follows the call to its end.
//
//   ami_click_to_call URL [CHANNEL CONTEXT EXTENSION]
//   ami_click_to_call ami://user:secret@pbx PJSIP/alice from-internal 100
//
// Ctrl-C hangs up; a second one does not wait for that.

#include <ami/client.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/this_coro.hpp>
#include <fmt/format.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <exception>
#include <string>

namespace asio = boost::asio;

namespace {

class wish {
public:
    wish() = default;

    std::string channel = "Local/2007@from-internal/n"; // answers and hangs up after a second
    std::string context = "sets";
    std::string extension = "103";
};

asio::awaitable<int> click(std::string url, wish what)
{
    ami::client pbx{co_await asio::this_coro::executor};
    co_await pbx.async_connect(ami::config{url});

    ami::actions::originate originate{what.channel};
    originate.dialplan(what.context, what.extension)
        .caller_id("Click to call <0>")
        .ring_time(std::chrono::seconds(30));
    ami::call call = co_await pbx.async_start_call(originate);
    call.on_state([](ami::call_state now) { fmt::print("  {}\n", now); });
    asio::signal_set interrupted(co_await asio::this_coro::executor, SIGINT, SIGTERM);
    interrupted.async_wait([&pbx, &interrupted, call](boost::system::error_code ec, int) mutable {
        if (ec)
            return;
        call.async_hangup([](boost::system::error_code, ami::response) {});
        interrupted.async_wait([&pbx](boost::system::error_code again, int) {
            if (!again)
                pbx.close();
        });
    });

    fmt::print("ringing {}\n", what.channel);
    const auto answer = co_await call.async_wait_outcome();
    if (!answer.answered()) {
        fmt::print("{}: {} ({})\n", what.channel, answer.value(), answer.cause());
        co_return 1;
    }
    fmt::print("{} talks to {},{}\n", call.channel(), what.context, what.extension);
    const auto end = co_await call.async_wait_end();
    fmt::print("ended after {:.1f} s by {}: {}\n", std::chrono::duration<double>(end.talk_time()).count(),
        end.hung_up_by(), end.cause());
    interrupted.cancel();
    co_await pbx.async_logoff();
    co_return 0;
}

} // namespace

int main(int argc, char** argv)
{
    wish what;
    if (argc == 5) {
        what.channel = argv[2];
        what.context = argv[3];
        what.extension = argv[4];
    } else if (argc != 2) {
        fmt::print(stderr, "usage: {} ami://user:secret@host [CHANNEL CONTEXT EXTENSION]\n", argv[0]);
        return 2;
    }
    try {
        int result = 1;
        std::exception_ptr failed;
        asio::io_context context;
        asio::co_spawn(context, click(argv[1], what), [&](std::exception_ptr error, int code) {
            failed = error;
            result = code;
        });
        context.run();
        if (failed)
            std::rethrow_exception(failed);
        return result;
    } catch (const std::exception& error) {
        fmt::print(stderr, "{}\n", error.what());
        return 1;
    }
}
