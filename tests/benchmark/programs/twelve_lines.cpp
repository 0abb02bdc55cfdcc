// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// What a user's first program looks like: connect, one action, one event, log off. `compiling` compiles it beside
// twelve_lines_bare.cpp.

#include <ami/client.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <cstdio>
#include <string>

boost::asio::awaitable<void> run(std::string url)
{
    ami::client pbx{co_await boost::asio::this_coro::executor};
    pbx.on("Hangup", [](const ami::event_view& event) { std::puts(std::string(event["Channel"]).c_str()); });
    co_await pbx.async_connect(ami::config{url});
    const ami::response answer = co_await pbx.async_execute(ami::action{"Ping"});
    std::puts(std::string(answer.message()).c_str());
    co_await pbx.async_logoff();
}

int main(int, char** argv)
{
    boost::asio::io_context context;
    co_spawn(context, run(argv[1]), boost::asio::detached);
    context.run();
}
