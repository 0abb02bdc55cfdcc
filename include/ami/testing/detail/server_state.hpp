// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_TESTING_DETAIL_SERVER_STATE_HPP
#define AMI_TESTING_DETAIL_SERVER_STATE_HPP

#include <ami/testing/options.hpp>

#include <ami/testing/detail/core.hpp>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include <chrono>
#include <exception>
#include <future>
#include <memory>
#include <mutex>
#include <thread>
#include <type_traits>
#include <utility>

namespace ami::testing::detail {

// The server and its thread.
struct server_state {
    explicit server_state(options configuration)
        : core(std::move(configuration)), work(core.context.get_executor())
    {
        thread = std::thread([this] { core.context.run(); });
    }

    ~server_state()
    {
        core.context.stop();
        thread.join();
    }

    // Runs a function on the server's thread and waits for it.
    template <class Function>
    auto on_thread(Function function) -> std::invoke_result_t<Function>
    {
        if (std::this_thread::get_id() == thread.get_id())
            return function();
        using value = std::invoke_result_t<Function>;
        // Not std::packaged_task: g++ would compile its code in every file that includes this.
        const auto promise = std::make_shared<std::promise<value>>();
        auto result = promise->get_future();
        boost::asio::post(core.context, [promise, &function] {
            try {
                if constexpr (std::is_void_v<value>) {
                    function();
                    promise->set_value();
                } else {
                    promise->set_value(function());
                }
            } catch (...) {
                promise->set_exception(std::current_exception());
            }
        });
        return result.get();
    }

    // Waits until a condition over what the mutex guards holds.
    template <class Condition>
    bool wait(std::chrono::steady_clock::duration timeout, Condition condition)
    {
        std::unique_lock lock(core.mutex);
        return core.changed.wait_for(lock, timeout, condition);
    }

    detail::core core;
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work;
    std::thread thread;
};

} // namespace ami::testing::detail

#endif // AMI_TESTING_DETAIL_SERVER_STATE_HPP
