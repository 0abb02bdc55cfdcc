// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_DETAIL_VIRTUAL_WORLD_HPP
#define AMI_TESTING_DETAIL_VIRTUAL_WORLD_HPP

#include <ami/detail/macros.hpp>
#include <ami/testing/detail/agenda.hpp>
#include <ami/testing/detail/host.hpp>
#include <ami/testing/detail/network_conditions.hpp>
#include <ami/testing/detail/virtual_link.hpp>

#include <boost/asio/io_context.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace ami::testing::detail {

// Clock and network of programs and servers that share one thread. Time passes only here.
class virtual_world {
public:
    using time_point = std::chrono::steady_clock::time_point;
    using duration = std::chrono::steady_clock::duration;

    // The programs' handlers are run by `programs`.
    AMI_DECL explicit virtual_world(boost::asio::io_context& programs);
    virtual_world(const virtual_world&) = delete;
    virtual_world& operator=(const virtual_world&) = delete;

    time_point now() const noexcept { return now_; }
    detail::agenda& agenda() noexcept { return agenda_; }

    // Runs everything that can run without time passing.
    AMI_DECL void run();

    // Time passes to what is next. False, and it is `limit`, if nothing is before that.
    AMI_DECL bool step(time_point limit);

    // Time passes until the condition holds. False if it does not after `limit`.
    template <class Condition>
    bool run_until(const Condition& condition, duration limit)
    {
        const auto end = now_ + limit;
        run();
        while (!condition()) {
            if (!step(end))
                return condition();
        }
        return true;
    }

    // A server that is run with the rest.
    struct resident {
        boost::asio::io_context* context;
        detail::agenda* later;
    };
    AMI_DECL void add(const resident& server);
    AMI_DECL void remove(const boost::asio::io_context& context);

    // A port that is listened on, and where what it accepts is run.
    struct port {
        boost::asio::io_context* context;
        host::acceptance accepted;
    };
    // False if it is taken. 0 becomes a free one.
    AMI_DECL bool open(std::uint16_t& number, std::shared_ptr<port> opened);
    AMI_DECL void close(std::uint16_t number);

    // A connection to this port; null if nobody listens there.
    AMI_DECL std::shared_ptr<virtual_link> connect(const host::endpoint& from, const host::endpoint& to);

    void set_conditions(std::shared_ptr<network_conditions> changed) { conditions_ = std::move(changed); }
    network_conditions& conditions() noexcept { return *conditions_; }

    // The connections that there are.
    AMI_DECL std::vector<std::shared_ptr<virtual_link>> links();

    // The same numbers in each run.
    unsigned random() noexcept
    {
        return static_cast<unsigned>(
            (random_ = random_ * 6364136223846793005U + 1442695040888963407U) >> 33U);
    }
    std::uint16_t next_port() noexcept
    {
        return client_port_ = client_port_ == 65535 ? 49152 : static_cast<std::uint16_t>(client_port_ + 1);
    }

private:
    AMI_DECL detail::agenda* first() noexcept;

    boost::asio::io_context& programs_;
    time_point now_ = time_point{} + std::chrono::hours(1);
    detail::agenda agenda_;
    std::vector<resident> residents_;
    std::map<std::uint16_t, std::shared_ptr<port>> ports_;
    std::shared_ptr<network_conditions> conditions_ = std::make_shared<network_conditions>();
    std::vector<std::weak_ptr<virtual_link>> links_;
    std::uint64_t random_ = 1;
    std::uint16_t client_port_ = 49151;
};

} // namespace ami::testing::detail

#ifdef AMI_HEADER_ONLY
#include <ami/testing/impl/virtual_world.ipp>
#endif

#endif // AMI_TESTING_DETAIL_VIRTUAL_WORLD_HPP
