// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

// Shows who calls when a phone begins to ring.
//
//   ami_screen_pop ami://user:secret@host:5038 [PHONE [SECONDS]]
//   ami_screen_pop ami://user:secret@pbx PJSIP/alice
//
// PHONE is a technology and a name; without it all phones are shown. A CRM would look up the number in place of `show`.

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

// `PJSIP/alice` of `PJSIP/alice-00000001`.
std::string_view phone_of(std::string_view channel)
{
    return channel.substr(0, channel.rfind('-'));
}

void show(std::string_view phone, std::string_view number, std::string_view name)
{
    fmt::print("{} rings: {} {}\n", phone, number.empty() ? "unknown number" : number, name);
    std::fflush(stdout);
}

asio::awaitable<void> watch(std::string url, std::string phone)
{
    ami::client pbx{co_await asio::this_coro::executor};
    live::options options;
    options.parts = live::part::calls;
    live::model now{pbx, options};
    // A channel that rings is the phone's; the party that it is connected to is the caller.
    now.on_channel([phone](const live::change<live::channel>& change) {
        const live::channel& channel = change.latest();
        const auto ringing = ami::channel_state::ringing;
        if (change.now().state() != ringing || change.before().state() == ringing)
            return;
        if (const auto rings = phone_of(channel.name()); phone.empty() || rings == phone)
            show(rings, channel.connected_number(), channel.connected_name());
    });
    const ami::config config{url};
    co_await pbx.async_connect(config);
    co_await now.async_filled();
    fmt::print("waiting for calls\n");
    asio::steady_timer forever{pbx.get_executor(), asio::steady_timer::time_point::max()};
    co_await forever.async_wait(asio::deferred);
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 2 || argc > 4) {
        fmt::print(stderr, "usage: {} ami://user:secret@host:5038 [PHONE [SECONDS]]\n", argv[0]);
        return 2;
    }
    asio::io_context context;
    int status = 0;
    asio::co_spawn(context, watch(argv[1], argc > 2 ? argv[2] : ""), [&](std::exception_ptr failed) {
        try {
            if (failed)
                std::rethrow_exception(failed);
        } catch (const std::exception& error) {
            fmt::print(stderr, "{}\n", error.what());
            status = 1;
        }
    });
    if (argc == 4)
        context.run_for(std::chrono::seconds(std::atoi(argv[3])));
    else
        context.run();
    return status;
}
