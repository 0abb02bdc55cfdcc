// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SUPPORT_FASTAGI_WORLD_HPP
#define AMI_TESTS_SUPPORT_FASTAGI_WORLD_HPP

#include "net/testing_server_socket.hpp"
#include "support/catch.hpp"
#include "support/fastagi_text.hpp"

#include <ami/fastagi.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace tests {

namespace asio = boost::asio;

// A FastAGI server on loopback, whose executor runs in threads of its own.
class fastagi_world {
public:
    explicit fastagi_world(
        ami::fastagi_options options = {}, int threads = 1, bool listens = true, ami::log_function log = {})
    {
        options.port = 0;
        if (threads > 1)
            options.strand_per_session = true;
        options.log = std::move(log);
        if (!options.log)
            options.log = [this](const ami::log_record& record) { note(record.line()); };
        server = std::make_unique<ami::fastagi_server>(context, std::move(options));
        if (listens)
            server->listen();
        for (int i = 0; i != threads; ++i)
            threads_.emplace_back([this] { context.run(); });
    }
    ~fastagi_world()
    {
        server.reset();
        guard_.reset();
        context.stop();
        for (auto& each : threads_)
            each.join();
    }

    // Something that a handler or the log says.
    void note(std::string text)
    {
        const std::lock_guard lock(mutex_);
        notes_.push_back(std::move(text));
        changed_.notify_all();
    }
    // Waits for a note that has this text in it, and removes it and those before it.
    std::string wait_for(std::string_view text)
    {
        std::unique_lock lock(mutex_);
        for (;;) {
            for (auto at = notes_.begin(); at != notes_.end(); ++at) {
                if (at->find(text) != std::string::npos) {
                    auto found = std::move(*at);
                    notes_.erase(notes_.begin(), at + 1);
                    return found;
                }
            }
            if (changed_.wait_for(lock, std::chrono::seconds(20)) == std::cv_status::timeout)
                throw std::runtime_error("nobody noted: " + std::string(text));
        }
    }
    std::size_t notes() const
    {
        const std::lock_guard lock(mutex_);
        return notes_.size();
    }

    // Waits until the counts are as wanted.
    ami::fastagi_counters wait_until(const std::function<bool(const ami::fastagi_counters&)>& wanted)
    {
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
        for (;;) {
            auto now = server->counters();
            if (wanted(now))
                return now;
            if (std::chrono::steady_clock::now() > end)
                throw std::runtime_error("the counters did not come to this");
            std::this_thread::yield();
        }
    }

    asio::io_context context;
    std::unique_ptr<ami::fastagi_server> server;

private:
    asio::executor_work_guard<asio::io_context::executor_type> guard_{context.get_executor()};
    std::vector<std::thread> threads_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<std::string> notes_;
};

// Asterisk's side of a session, byte by byte.
class fastagi_peer : public raw_socket {
public:
    explicit fastagi_peer(const fastagi_world& world) : raw_socket(world.server->port()) {}
    fastagi_peer(const fastagi_world& world, std::string_view environment) : fastagi_peer(world)
    {
        send(environment);
    }

    // The next command must be this one; answers it.
    void expect(std::string_view command, std::string_view answer = "200 result=0\n")
    {
        CHECK(line() == std::string(command) + "\n");
        send(answer);
    }
};

// How an operation ended, as text.
inline asio::awaitable<std::string> ending(asio::awaitable<void> operation)
{
    try {
        co_await std::move(operation);
        co_return "ok";
    } catch (const boost::system::system_error& error) {
        co_return error.code().message();
    }
}

inline std::string text_of(ami::errc code)
{
    return make_error_code(code).message();
}

} // namespace tests

#endif // AMI_TESTS_SUPPORT_FASTAGI_WORLD_HPP
