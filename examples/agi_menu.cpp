// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

// A voice menu by AsyncAGI: every call to extension 2011, whose dialplan is AGI(agi:async), is led by a coroutine.
//
//   ami_agi_menu URL           calls the menu itself, presses 2 and then 9, and ends
//   ami_agi_menu URL serve     leads calls until it is stopped

#include <ami/actions.hpp>
#include <ami/agi.hpp>
#include <ami/client.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/this_coro.hpp>
#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <exception>
#include <string>
#include <string_view>

namespace asio = boost::asio;

namespace {

asio::awaitable<void> menu(ami::agi_session agi)
{
    using namespace std::chrono_literals;
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

asio::awaitable<void> run(std::string url, bool serves)
{
    ami::client pbx{co_await asio::this_coro::executor};
    co_await pbx.async_connect(ami::config{url});
    const ami::agi_service service(
        pbx, [](const ami::agi_environment& channel) { return channel["agi_extension"] == "2011"; }, menu);
    if (serves) {
        fmt::print("leading calls to extension 2011\n");
        co_await pbx.async_wait_closed();
        co_return;
    }
    // Somebody who calls the menu and knows what to press.
    ami::actions::originate originate{"Local/2011@from-internal/n"};
    originate.dialplan("sets", "103").caller_id("Demo <100>");
    ami::call call = co_await pbx.async_start_call(originate);
    co_await call.async_wait_outcome();
    co_await call.async_send_dtmf("29");
    const auto end = co_await call.async_wait_end();
    fmt::print("the call ended: {}\n", end.cause());
    co_await pbx.async_logoff();
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 2 || argc > 3 || (argc == 3 && std::string_view(argv[2]) != "serve")) {
        fmt::print(stderr, "usage: {} ami://user:secret@host [serve]\n", argv[0]);
        return 2;
    }
    try {
        std::exception_ptr failed;
        asio::io_context context;
        asio::co_spawn(context, run(argv[1], argc == 3), [&](std::exception_ptr error) { failed = error; });
        context.run();
        if (failed)
            std::rethrow_exception(failed);
        return 0;
    } catch (const std::exception& error) {
        fmt::print(stderr, "{}\n", error.what());
        return 1;
    }
}
