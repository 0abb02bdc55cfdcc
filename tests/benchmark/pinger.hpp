// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_BENCHMARK_PINGER_HPP
#define AMI_TESTS_BENCHMARK_PINGER_HPP

#include "benchmark/connected_client.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>

#include <chrono>
#include <cstddef>
#include <exception>

namespace bench {

// Pings with our client, each started when one before was answered; `window` are under way.
class pinger {
public:
    explicit pinger(connected_client& client) : client_(client) {}

    // One after another, by the verb for it.
    void in_turn(std::size_t count)
    {
        to_start_ = to_end_ = count;
        next_in_turn();
        run();
    }

    // With the whole answer, which the handler owns.
    void at_once(std::size_t count, std::size_t window)
    {
        to_start_ = to_end_ = count;
        for (std::size_t i = 0; i != window && to_start_ != 0; ++i)
            next_at_once();
        run();
    }

    // The same, each of the window in a coroutine of its own.
    void in_coroutines(std::size_t count, std::size_t window)
    {
        to_start_ = to_end_ = count;
        for (std::size_t i = 0; i != window; ++i)
            boost::asio::co_spawn(client_.context, ping_on(), [](std::exception_ptr error) {
                if (error)
                    std::rethrow_exception(error);
            });
        run();
    }

    std::size_t bytes = 0;

private:
    void run()
    {
        while (to_end_ != 0)
            client_.context.run_one();
    }

    boost::asio::awaitable<void> ping_on()
    {
        while (to_start_ != 0) {
            --to_start_;
            const ami::response answer = co_await client_.pbx.async_execute(ami::action("Ping"));
            bytes += answer.raw().size();
            --to_end_;
        }
    }

    void next_in_turn()
    {
        --to_start_;
        client_.pbx.async_ping([this](ami::error_code ec, std::chrono::steady_clock::duration) {
            if (ec)
                throw boost::system::system_error(ec);
            --to_end_;
            if (to_start_ != 0)
                next_in_turn();
        });
    }

    void next_at_once()
    {
        --to_start_;
        client_.pbx.async_execute(
            ami::action("Ping"), [this](ami::error_code ec, const ami::response& answer) {
                if (ec)
                    throw boost::system::system_error(ec);
                bytes += answer.raw().size();
                --to_end_;
                if (to_start_ != 0)
                    next_at_once();
            });
    }

    connected_client& client_;
    std::size_t to_start_ = 0;
    std::size_t to_end_ = 0;
};

} // namespace bench

#endif // AMI_TESTS_BENCHMARK_PINGER_HPP
