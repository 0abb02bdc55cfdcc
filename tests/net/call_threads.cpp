// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// The functions of a call from threads of the program's own while the client is destroyed. ThreadSanitizer shows here what
// they share with the client's executor.

#include "support/catch.hpp"

#include <ami/client.hpp>
#include <ami/testing/server.hpp>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_future.hpp>

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

// An io_context that threads of its own run.
class running_context {
public:
    explicit running_context(int threads)
    {
        for (int i = 0; i != threads; ++i)
            threads_.emplace_back([this] { context_.run(); });
    }
    running_context(const running_context&) = delete;
    running_context& operator=(const running_context&) = delete;
    ~running_context()
    {
        work_.reset();
        for (auto& each : threads_)
            each.join();
    }

    asio::any_io_executor strand() { return asio::make_strand(context_); }

private:
    asio::io_context context_;
    asio::executor_work_guard<asio::io_context::executor_type> work_ = asio::make_work_guard(context_);
    std::vector<std::thread> threads_;
};

// Starts each function of a call a few times and counts the completions.
class starter {
public:
    void run(ami::call call)
    {
        for (int i = 0; i != 8; ++i) {
            call.async_wait_outcome(counted());
            call.async_wait_end(counted());
            call.async_set_variable("A", "1", counted());
            call.async_get_variable("A", counted());
            call.async_send_dtmf("12", counted());
            call.async_redirect("sets", "209", "1", counted());
            call.async_hangup(counted());
        }
    }

    int started() const { return started_; }
    int ended() const { return ended_; }

private:
    // A completion handler for every signature.
    class handler {
    public:
        explicit handler(starter& owner) : owner_(&owner) {}
        template <class... Values>
        void operator()(Values&&...)
        {
            ++owner_->ended_;
        }

    private:
        starter* owner_;
    };

    handler counted()
    {
        ++started_;
        return handler(*this);
    }

    std::atomic<int> started_ = 0;
    std::atomic<int> ended_ = 0;
};

} // namespace

TEST_CASE("calls: functions started on several threads while the client is destroyed -> each completes once",
    "[client][calls][threads]")
{
    ami::testing::server pbx;
    starter all;
    {
        running_context context(2);
        for (int round = 0; round != 40; ++round) {
            std::optional<ami::client> client(std::in_place, context.strand());
            client->async_connect(ami::config(pbx.url()), asio::use_future).get();
            std::vector<std::thread> users;
            std::atomic<int> under_way = 0;
            for (int i = 0; i != 3; ++i) {
                const auto what =
                    ami::actions::originate("Local/2002@from-internal/n").dialplan("sets", "103");
                auto call = client->async_start_call(what, asio::use_future).get();
                const auto set = [call]() mutable { call.hangup_when_dropped(); };
                asio::post(client->get_executor(), asio::use_future(set)).get();
                users.emplace_back([&, call = std::move(call)]() mutable {
                    ++under_way;
                    all.run(std::move(call));
                });
            }
            while (under_way == 0)
                std::this_thread::yield();
            // Later in each round, from before the first function to behind the last one.
            for (int i = 0; i != round * 20; ++i)
                std::this_thread::yield();
            client.reset();
            for (auto& each : users)
                each.join();
        }
    } // the context runs until nothing is left to do
    CHECK(all.started() == 40 * 3 * 8 * 7);
    CHECK(all.ended() == all.started());
}
