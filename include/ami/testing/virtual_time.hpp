// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_VIRTUAL_TIME_HPP
#define AMI_TESTING_VIRTUAL_TIME_HPP

#include <ami/net/network.hpp>
#include <ami/testing/server.hpp>

#include <ami/detail/macros.hpp>
#include <ami/testing/detail/virtual_network.hpp>
#include <ami/testing/detail/virtual_world.hpp>

#include <boost/asio/io_context.hpp>

#include <chrono>
#include <functional>
#include <memory>

namespace ami::testing {

/// A clock and a network in memory, for tests in which minutes must pass: a test of a reconnect takes a millisecond.
///
///     boost::asio::io_context context;
///     ami::testing::virtual_time time{context};
///     ami::testing::server pbx{time};
///     ami::client client{context, time.network()};
///     client.async_connect(ami::config{pbx.url()}, boost::asio::detached);
///     time.run();                                      // connected
///     pbx.faults().cut();
///     time.run_for(std::chrono::minutes(1));           // reconnected
///
/// Servers and clients that are made with it have its clock. Nothing happens but inside its functions, in the thread that
/// invokes them; the context has nobody else who runs it. Two runs of the same program are the same, step by step.
///
/// HTTP is in `<ami/testing/virtual_http.hpp>`. There is no TLS; `AGI(agi://...)` ends with the `AGISTATUS` `FAILURE`. Timers of Asio in the program go by the real
/// clock; `after` takes their place.
class virtual_time {
public:
    /// The type of durations of this clock.
    using duration = std::chrono::steady_clock::duration;
    /// The type of times of this clock.
    using time_point = std::chrono::steady_clock::time_point;

    /// The programs' handlers are run by this context.
    explicit virtual_time(boost::asio::io_context& context)
        : world_(std::make_shared<detail::virtual_world>(context)),
          network_(std::make_shared<detail::virtual_network>(world_))
    {}
    virtual_time(const virtual_time&) = delete;
    virtual_time& operator=(const virtual_time&) = delete;

    /// For the constructor of a client.
    const std::shared_ptr<ami::detail::network>& network() const noexcept { return network_; }

    /// The time of this clock. Only differences mean something.
    time_point now() const noexcept { return world_->now(); }

    /// Everything happens that can without time passing.
    void run() { world_->run(); }

    /// Time passes. What is due on the way happens at its moment.
    void run_for(duration time)
    {
        const auto end = now() + time;
        world_->run();
        while (world_->step(end)) {}
    }

    /// Time passes until `done()` is true, which is asked after each step. False if it is not after `limit`.
    template <class Predicate>
    bool run_until(Predicate done, duration limit = std::chrono::hours(1))
    {
        return world_->run_until(done, limit);
    }

    /// `deed` is invoked when this time has passed.
    void after(duration time, std::function<void()> deed) { world_->agenda().later(time, std::move(deed)); }

    /// For the library's own tests: links and their faults.
    detail::virtual_world& world() noexcept { return *world_; }

private:
    friend class server;

    std::shared_ptr<detail::virtual_world> world_;
    std::shared_ptr<ami::detail::network> network_;
};

} // namespace ami::testing

#ifdef AMI_HEADER_ONLY
#include <ami/testing/impl/virtual_time.ipp>
#endif

#endif // AMI_TESTING_VIRTUAL_TIME_HPP
