// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SIMULATION_OPERATIONS_HPP
#define AMI_TESTS_SIMULATION_OPERATIONS_HPP

#include "simulation/surroundings.hpp"

#include <ami/protocol/config/config.hpp>
#include <ami/protocol/errors/errc.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace simulation {

// An operation that was started.
struct operation {
    std::uint64_t token = 0;
    std::string name;
    std::chrono::steady_clock::time_point began;
    std::chrono::steady_clock::time_point limit;
    bool arrives = true;         // the server can tell of it
    bool must_succeed = false;   // nothing is wrong now
    bool must_be_prompt = false; // it is not answered, and ends with the next action that is
    bool cancelled = false;
    bool withdrawn = false; // by a total cancellation: if it ends so, it never arrives
    int completions = 0;
    boost::asio::cancellation_signal signal;
};

template <class Handler>
auto slot(const std::shared_ptr<operation>& op, Handler handler)
{
    return boost::asio::bind_cancellation_slot(op->signal.slot(), std::move(handler));
}

// The operations of a user that are under way. Each completes once, in its time.
class operations {
public:
    operations(surroundings& world, unsigned number) : world_(world), number_(number) {}

    std::shared_ptr<operation> begin(
        std::string_view name, std::chrono::seconds bound = std::chrono::minutes(6), bool arrives = true)
    {
        const auto op = std::make_shared<operation>();
        op->token = ++world_.tokens;
        op->name = name;
        op->began = world_.time.now();
        op->limit = op->began + bound;
        op->arrives = arrives;
        op->must_succeed = all_is_well_;
        operations_.push_back(op);
        if (arrives)
            world_.book.started(op->token);
        world_.note(fmt::format("user {} starts {} {}", number_, name, op->token));
        return op;
    }

    void done(const std::shared_ptr<operation>& op, ami::error_code ec)
    {
        world_.note(fmt::format("user {}: {} {} ends: {} {}", number_, op->name, op->token,
            ec ? ec.category().name() : "done", ec.value()));
        if (++op->completions != 1)
            world_.complain(fmt::format("user {}: {} {} completed twice", number_, op->name, op->token));
        if (op->must_succeed && ec)
            world_.complain(fmt::format(
                "user {}: {} {} fails though all is well: {}", number_, op->name, op->token, ec.message()));
        if (op->must_be_prompt && ec == ami::errc::timed_out)
            world_.complain(fmt::format("user {}: a barrier does not end {}", number_, op->name));
        if (ec == ami::errc::timed_out && world_.time.now() - op->began < ami::config().action_timeout)
            world_.complain(fmt::format("user {}: {} {} times out too soon", number_, op->name, op->token));
        std::erase(operations_, op);
        if (!op->arrives)
            return;
        world_.read_server();
        if (const auto problem = world_.book.ended(op->token, ec, op->withdrawn); !problem.empty())
            world_.complain(problem);
    }

    bool is_under_way(std::string_view name) const
    {
        return std::any_of(
            operations_.begin(), operations_.end(), [&](const auto& each) { return each->name == name; });
    }

    void cancel(std::uint64_t which)
    {
        if (!operations_.empty())
            cancel(operations_[which % operations_.size()], which / 7);
    }

    // The operation that was started last, soon.
    void cancel_last(std::chrono::milliseconds after, std::uint64_t how)
    {
        const auto op = operations_.back();
        if (after.count() == 0)
            return cancel(op, how);
        world_.time.after(after, [this, weak = std::weak_ptr(op), how] {
            if (const auto living = weak.lock())
                cancel(living, how);
        });
    }

    void cancel(const std::shared_ptr<operation>& op, std::uint64_t how)
    {
        world_.note(fmt::format("user {} cancels {} {}", number_, op->name, op->token));
        constexpr boost::asio::cancellation_type types[] = {boost::asio::cancellation_type::terminal,
            boost::asio::cancellation_type::partial, boost::asio::cancellation_type::total};
        const auto type = types[how % 3];
        op->cancelled = op->cancelled || type != boost::asio::cancellation_type::total;
        op->withdrawn = !op->cancelled;
        op->signal.emit(type);
    }

    // What was withdrawn ends with the client.
    void client_goes()
    {
        for (const auto& each : operations_)
            each->withdrawn = false;
    }

    // From now on all must succeed, or need not any more.
    void set_well(bool all_is_well) noexcept { all_is_well_ = all_is_well; }

    void check()
    {
        for (const auto& each : operations_) {
            if (world_.time.now() > each->limit)
                world_.complain(
                    fmt::format("user {}: {} {} has not completed", number_, each->name, each->token));
        }
    }

private:
    surroundings& world_;
    unsigned number_;
    std::vector<std::shared_ptr<operation>> operations_;
    bool all_is_well_ = false;
};

} // namespace simulation

#endif // AMI_TESTS_SIMULATION_OPERATIONS_HPP
