// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SIMULATION_SURROUNDINGS_HPP
#define AMI_TESTS_SIMULATION_SURROUNDINGS_HPP

#include "simulation/ledger.hpp"
#include "simulation/trace.hpp"

#include <ami/testing/virtual_time.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/io_context.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace simulation {

// What all parts of a run share.
struct surroundings {
    boost::asio::io_context& context;
    ami::testing::virtual_time& time;
    std::shared_ptr<ami::detail::network> network; // HTTP too
    trace& told;
    ledger& book;
    std::function<void()> read_server;                // notes what has arrived there
    std::function<void(const std::string&)> complain; // a check failed
    std::uint64_t tokens = 0;
    std::uint64_t numbers = 0; // of events

    auto since_start() const { return time.now().time_since_epoch(); }
    void note(std::string_view text) { told.note(since_start(), text); }
};

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

} // namespace simulation

#endif // AMI_TESTS_SIMULATION_SURROUNDINGS_HPP
