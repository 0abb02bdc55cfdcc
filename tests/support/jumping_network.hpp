// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SUPPORT_JUMPING_NETWORK_HPP
#define AMI_TESTS_SUPPORT_JUMPING_NETWORK_HPP

// The real network, with a clock that a test can set forward: connections are real, and no deadline is waited for.

#include <ami/net/asio_network.hpp>
#include <ami/net/network.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <algorithm>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tests {

class jumping_network final : public ami::detail::network {
public:
    using time_point = std::chrono::steady_clock::time_point;

    /// So much time has gone by. Everything happens in the thread that runs the executor.
    void jump(std::chrono::steady_clock::duration by)
    {
        *ahead_ += by;
        for (const auto& each : *timers_)
            each->start();
    }

    time_point now() override { return std::chrono::steady_clock::now() + *ahead_; }

    std::unique_ptr<ami::detail::timer> make_timer(
        const boost::asio::any_io_executor& executor, std::function<void()> expired) override
    {
        auto made = std::make_unique<jumping_timer>(executor, std::move(expired), ahead_, timers_);
        timers_->push_back(made.get());
        return made;
    }

    std::unique_ptr<ami::detail::lookup> resolve(const boost::asio::any_io_executor& executor,
        const std::string& host, std::uint16_t port, lookup_handler done) override
    {
        return real_->resolve(executor, host, port, std::move(done));
    }

    ami::detail::failure check(const ami::config& settings) override { return real_->check(settings); }

    std::shared_ptr<ami::detail::stream> make_stream(const boost::asio::any_io_executor& executor,
        const ami::config& settings, ami::detail::stream_observer& observer) override
    {
        return real_->make_stream(executor, settings, observer);
    }

private:
    using ahead_ptr = std::shared_ptr<std::chrono::steady_clock::duration>;

    class jumping_timer final : public ami::detail::timer {
    public:
        using list = std::shared_ptr<std::vector<jumping_timer*>>;

        jumping_timer(const boost::asio::any_io_executor& executor, std::function<void()> expired,
            ahead_ptr ahead, list all)
            : timer_(executor), expired_(std::make_shared<std::function<void()>>(std::move(expired))),
              ahead_(std::move(ahead)), all_(std::move(all))
        {}
        ~jumping_timer() override { std::erase(*all_, this); }

        void arm(time_point when) override
        {
            when_ = when;
            start();
        }
        void cancel() noexcept override
        {
            when_.reset();
            turn_ = std::make_shared<int>();
            timer_.cancel();
        }

        void start()
        {
            if (!when_)
                return;
            turn_ = std::make_shared<int>();
            timer_.expires_at(*when_ == time_point::max() ? *when_ : *when_ - *ahead_);
            timer_.async_wait(
                [this, expired = expired_, turn = std::weak_ptr<int>(turn_)](ami::error_code ec) {
                    if (ec || turn.expired()) // armed anew, or destroyed
                        return;
                    when_.reset();
                    (*expired)();
                });
        }

    private:
        boost::asio::steady_timer timer_;
        std::shared_ptr<std::function<void()>> expired_;
        ahead_ptr ahead_;
        list all_;
        std::optional<time_point> when_;
        std::shared_ptr<int> turn_;
    };

    std::shared_ptr<ami::detail::network> real_ = ami::detail::asio_network();
    ahead_ptr ahead_ = std::make_shared<std::chrono::steady_clock::duration>(0);
    jumping_timer::list timers_ = std::make_shared<std::vector<jumping_timer*>>();
};

} // namespace tests

#endif // AMI_TESTS_SUPPORT_JUMPING_NETWORK_HPP
