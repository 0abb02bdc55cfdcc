// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

// Places a call, moves it to another extension and ends it, and shows what Asterisk tells meanwhile.
//
//   ami_demo                                                 against the embedded test server
//   ami_demo URL [CHANNEL CONTEXT EXTENSION OTHER_EXTENSION]  against a real Asterisk
//
// CHANNEL is called; once it answers it goes to EXTENSION, and is then moved to OTHER_EXTENSION.

#include <ami/http.hpp>
#include <ami/testing/server.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <exception>
#include <optional>
#include <string>

namespace asio = boost::asio;

namespace {

// Where the call goes; the defaults are what the test server has.
class plan {
public:
    plan() = default;

    std::string channel = "Local/2001@from-internal";
    std::string context = "sets";
    std::string extension = "103";
    std::string other_extension = "209";
};

void show_events(ami::client& pbx)
{
    pbx.on("Newchannel", [](const ami::event_view& e) { fmt::print("    new channel  {}\n", e["Channel"]); });
    pbx.on("Newstate", [](const ami::event_view& e) {
        fmt::print("    state        {} is {}\n", e["Channel"], e["ChannelStateDesc"]);
    });
    pbx.on("Hangup", [](const ami::event_view& e) {
        fmt::print("    hang-up      {}: {} ({})\n", e["Channel"], e["Cause-txt"], e["Cause"]);
    });
}

asio::awaitable<bool> demo(std::string url, plan where)
{
    ami::client pbx{co_await asio::this_coro::executor, ami::with_http};
    show_events(pbx);

    const ami::config config{url};
    co_await pbx.async_connect(config);
    fmt::print("Connected to {}:{}, {} {}\n", config.host, config.port, pbx.server_banner().product(),
        pbx.server_banner().version());

    fmt::print("Calling {}\n", where.channel);
    const auto call = co_await pbx.async_originate(ami::actions::originate{where.channel}
                                                       .dialplan(where.context, where.extension)
                                                       .caller_id("Demo <100>")
                                                       .variable("ORDER", "42"));
    fmt::print("The call: {}\n", ami::to_string(call.value()));
    if (!call.answered()) {
        fmt::print("Nothing to move. Name a channel that answers and where to send it:\n"
                   "  ami_demo URL CHANNEL CONTEXT EXTENSION OTHER_EXTENSION\n");
        co_await pbx.async_logoff();
        co_return false;
    }

    fmt::print("Moving {} to {},{}\n", call.channel(), where.context, where.other_extension);
    co_await pbx.async_redirect(
        ami::actions::redirect{call.channel()}.dialplan(where.context, where.other_extension));

    const auto channels = co_await pbx.async_execute(ami::action{"CoreShowChannels"});
    for (const ami::event& channel : channels.events()) {
        if (channel["Channel"] == call.channel())
            fmt::print("    now at       {},{}\n", channel["Context"], channel["Exten"]);
    }

    // Registered before the hang-up is asked for, so that its event cannot be missed.
    asio::steady_timer ended(co_await asio::this_coro::executor, std::chrono::seconds(5));
    pbx.on("Hangup", [&](const ami::event_view& e) {
        if (e["Channel"] == call.channel())
            ended.cancel();
    });
    fmt::print("Hanging up\n");
    co_await pbx.async_hangup(ami::actions::hangup{call.channel()}.cause(16));
    boost::system::error_code how;
    co_await ended.async_wait(asio::redirect_error(asio::use_awaitable, how));

    co_await pbx.async_logoff();
    fmt::print("Logged off\n");
    co_return how == asio::error::operation_aborted;
}

} // namespace

int main(int argc, char** argv)
{
    plan where;
    if (argc == 6) {
        where.channel = argv[2];
        where.context = argv[3];
        where.extension = argv[4];
        where.other_extension = argv[5];
    } else if (argc > 2) {
        fmt::print(stderr,
            "usage: {} [ami://user:secret@host:port [CHANNEL CONTEXT EXTENSION OTHER_EXTENSION]]\n", argv[0]);
        return 2;
    }

    try {
        std::optional<ami::testing::server> embedded;
        std::string url;
        if (argc > 1)
            url = argv[1];
        else
            url = embedded.emplace().url();

        bool done = false;
        std::exception_ptr failed;
        asio::io_context context;
        asio::co_spawn(context, demo(url, where), [&](std::exception_ptr error, bool result) {
            failed = error;
            done = result;
        });
        context.run();
        if (failed)
            std::rethrow_exception(failed);
        return done ? 0 : 1;
    } catch (const std::exception& error) {
        fmt::print(stderr, "{}\n", error.what());
        return 1;
    }
}
