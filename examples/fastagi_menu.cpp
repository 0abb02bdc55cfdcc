// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

// The voice menu of agi_menu.cpp by FastAGI: Asterisk connects to this program. The dialplan is
//
//   exten => 2018,1,AGI(agi://127.0.0.1:4573/menu?lang=en)
//    same => n,NoOp(${AGISTATUS})
//
//   ami_fastagi_menu [PORT]    leads calls until it gets SIGINT or SIGTERM; then calls have 10 s to end

#include <ami/fastagi.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>
#include <utility>

namespace asio = boost::asio;

namespace {

using namespace std::chrono_literals;

asio::awaitable<void> menu(ami::agi_session agi)
{
    fmt::print("{} is in the menu\n", agi["agi_channel"]);
    co_await agi.async_answer();
    for (int tries = 0; tries < 3; ++tries) {
        const auto choice = co_await agi.async_get_data("beep", 5s, 1);
        fmt::print("  chose \"{}\"\n", choice.digits);
        if (choice.digits == "1") {
            co_await agi.async_say_datetime(std::chrono::system_clock::now());
        } else if (choice.digits == "2") {
            const auto caller = co_await agi.async_get_variable("CALLERID(num)");
            co_await agi.async_say_digits(caller.value_or("0"));
        } else if (choice.digits == "9") {
            break;
        }
    }
    co_await agi.async_hangup();
    fmt::print("  good-bye\n");
}

asio::awaitable<void> serve(ami::fastagi_options options)
{
    const auto executor = co_await asio::this_coro::executor;
    ami::fastagi_server server{executor, std::move(options)};
    server.route("menu", menu);
    server.route("who", [](ami::agi_session agi, ami::fastagi_request request) -> asio::awaitable<void> {
        // The caller's name may hold any bytes.
        const auto name = co_await agi.async_get_variable_encoded("CALLERID(name)");
        fmt::print("\"{}\" asks in {}\n", name, request.query("lang").value_or("en"));
        co_await agi.async_set_variable("GREETED", "1");
    });
    asio::signal_set signals(executor, SIGINT, SIGTERM);
    server.listen();
    fmt::print("listening on port {}\n", server.port());
    std::fflush(stdout);

    co_await signals.async_wait(asio::use_awaitable);
    co_await server.async_stop(10s);
    const auto counters = server.counters();
    fmt::print("{} calls, {} commands\n", counters.completed + counters.hung_up, counters.commands);
}

} // namespace

int main(int argc, char** argv)
{
    if (argc > 2) {
        fmt::print(stderr, "usage: {} [PORT]\n", argv[0]);
        return 2;
    }
    try {
        ami::fastagi_options options;
        if (argc == 2)
            options.port = static_cast<std::uint16_t>(std::stoi(argv[1]));
        options.log = [](const ami::log_record& record) { fmt::print(stderr, "{}\n", record.line()); };
        std::exception_ptr failed;
        asio::io_context context;
        asio::co_spawn(context, serve(std::move(options)), [&](std::exception_ptr error) { failed = error; });
        context.run();
        if (failed)
            std::rethrow_exception(failed);
        return 0;
    } catch (const std::exception& error) {
        fmt::print(stderr, "{}\n", error.what());
        return 1;
    }
}
