// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// certificate URL CA_FILE: tries to log in and says how it went. For servers with certificates of every kind.

#include <ami/client.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <fmt/format.h>

#include <exception>
#include <string>

namespace {

boost::asio::awaitable<void> run(std::string url, std::string authority)
{
    ami::client pbx{co_await boost::asio::this_coro::executor};
    ami::config how{url};
    how.tls.ca_file = authority;
    co_await pbx.async_connect(how);
    co_await pbx.async_ping();
    fmt::print("connected, Asterisk Call Manager {}\n", pbx.server_banner().version());
    co_await pbx.async_logoff();
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 3) {
        fmt::print(stderr, "usage: {} URL CA_FILE\n", argv[0]);
        return 2;
    }
    int status = 0;
    boost::asio::io_context context;
    co_spawn(context, run(argv[1], argv[2]), [&](std::exception_ptr error) {
        try {
            if (error)
                std::rethrow_exception(error);
        } catch (const std::exception& what) {
            fmt::print("{}\n", what.what());
            status = 1;
        }
    });
    context.run();
    return status;
}
