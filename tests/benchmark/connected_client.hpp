// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_BENCHMARK_CONNECTED_CLIENT_HPP
#define AMI_TESTS_BENCHMARK_CONNECTED_CLIENT_HPP

#include <ami/client.hpp>

#include <boost/asio/io_context.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <stdexcept>
#include <string>
#include <utility>

namespace bench {

// A client that is logged in, with an io_context of its own.
class connected_client {
public:
    explicit connected_client(int port, bool secure = false) : connected_client(settings_for(port, secure)) {}

    explicit connected_client(ami::config settings)
    {
        run([&](auto done) { pbx.async_connect(std::move(settings), std::move(done)); });
    }

    static ami::config settings_for(int port, bool secure = false)
    {
        ami::config settings{
            (secure ? "amis://u:p@127.0.0.1:" : "ami://u:p@127.0.0.1:") + std::to_string(port)};
        settings.tls.dangerously_accept_any_certificate = true;
        return settings;
    }

    // Starts an operation and runs until it completes.
    template <class Start>
    void run(Start start)
    {
        bool over = false;
        start([&over](ami::error_code ec, auto&&...) {
            if (ec)
                throw boost::system::system_error(ec, "the benchmark's client");
            over = true;
        });
        while (!over)
            context.run_one();
    }

    void execute(ami::action action)
    {
        action.timeout(std::chrono::minutes(5));
        run([&](auto done) { pbx.async_execute(std::move(action), std::move(done)); });
    }

    // Has the server send events, and runs until all have come.
    void flood(std::size_t count) { execute(ami::action("Flood").add("Count", count)); }

    boost::asio::io_context context{1};
    ami::client pbx{context};
};

} // namespace bench

#endif // AMI_TESTS_BENCHMARK_CONNECTED_CLIENT_HPP
