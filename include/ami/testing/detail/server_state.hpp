// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_DETAIL_SERVER_STATE_HPP
#define AMI_TESTING_DETAIL_SERVER_STATE_HPP

#include <ami/testing/options.hpp>

#include <ami/testing/detail/agenda.hpp>
#include <ami/testing/detail/core.hpp>
#include <ami/testing/detail/socket_host.hpp>
#include <ami/testing/detail/virtual_host.hpp>
#include <ami/testing/detail/virtual_world.hpp>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <exception>
#include <future>
#include <memory>
#include <mutex>
#include <thread>
#include <type_traits>
#include <utility>

namespace ami::testing::detail {

// A server: on a thread of its own, or in virtual time.
struct server_state {
    explicit server_state(options configuration)
        : agenda([] { return std::chrono::steady_clock::now(); }, std::chrono::system_clock::now()),
          host(std::make_unique<socket_host>(context)),
          core(context, agenda, *host, std::move(configuration)), timer(context), work(context.get_executor())
    {
        agenda.on_earlier([this] { arm(); });
        boost::asio::post(context, [this] { arm(); });
        thread = std::thread([this] { context.run(); });
    }

    server_state(std::shared_ptr<virtual_world> in, options configuration)
        : world(std::move(in)), agenda([clock = world] { return clock->now(); }, world->agenda().today()),
          host(std::make_unique<virtual_host>(*world, context)),
          core(context, agenda, *host, std::move(configuration)), timer(context), work(context.get_executor())
    {
        world->add({&context, &agenda});
    }

    ~server_state()
    {
        if (world) {
            const auto open = core.connections; // each waits for what keeps it
            for (const auto& [number, each] : open)
                each->end(ending::rst);
            world->remove(context);
            return;
        }
        context.stop();
        thread.join();
    }

    // Runs a function on the server's thread and waits for it.
    template <class Function>
    auto on_thread(Function function) -> std::invoke_result_t<Function>
    {
        if (world || std::this_thread::get_id() == thread.get_id())
            return function();
        using value = std::invoke_result_t<Function>;
        // Not std::packaged_task: g++ would compile its code in every file that includes this.
        const auto promise = std::make_shared<std::promise<value>>();
        auto result = promise->get_future();
        boost::asio::post(context, [promise, &function] {
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
        if (world)
            return world->run_until(condition, timeout);
        std::unique_lock lock(core.mutex);
        return core.changed.wait_for(lock, timeout, condition);
    }

    // Wakes the thread for what is next.
    void arm()
    {
        const auto next = agenda.next();
        if (!next)
            return;
        timer.expires_at(*next);
        timer.async_wait([this](error_code ec) {
            if (ec)
                return;
            while (agenda.run_next()) {}
            arm();
        });
    }

    std::shared_ptr<virtual_world> world; // null if it has a thread
    detail::agenda agenda;                // what is left in the context may have alarms
    boost::asio::io_context context{1};
    std::unique_ptr<detail::host> host;
    detail::core core;
    boost::asio::steady_timer timer;
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work;
    std::thread thread;
};

} // namespace ami::testing::detail

#endif // AMI_TESTING_DETAIL_SERVER_STATE_HPP
