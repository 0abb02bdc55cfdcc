// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// The bare program beside twelve_lines.cpp: name look-up, a socket of Asio and coroutines, by which the same actions go
// and packets come; nothing that knows AMI.

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <cstdio>
#include <string>
#include <string_view>

namespace asio = boost::asio;

asio::awaitable<void> run(std::string host)
{
    asio::ip::tcp::resolver resolver{co_await asio::this_coro::executor};
    asio::ip::tcp::socket socket{co_await asio::this_coro::executor};
    const auto addresses = co_await resolver.async_resolve(host, "5038", asio::use_awaitable);
    co_await asio::async_connect(socket, addresses, asio::use_awaitable);
    std::string buffer;
    for (const std::string_view action : {"Action: Login\r\nUsername: user\r\nSecret: secret\r\n\r\n",
             "Action: Ping\r\n\r\n", "Action: Logoff\r\n\r\n"}) {
        co_await asio::async_write(socket, asio::buffer(action), asio::use_awaitable);
        const auto size = co_await asio::async_read_until(
            socket, asio::dynamic_buffer(buffer), "\r\n\r\n", asio::use_awaitable);
        std::puts(buffer.substr(0, size).c_str());
        buffer.erase(0, size);
    }
}

int main(int, char** argv)
{
    asio::io_context context;
    co_spawn(context, run(argv[1]), asio::detached);
    context.run();
}
