// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SIMULATION_SURROUNDINGS_HPP
#define AMI_TESTS_SIMULATION_SURROUNDINGS_HPP

#include "simulation/ledger.hpp"
#include "simulation/trace.hpp"

#include <ami/testing/virtual_time.hpp>

#include <boost/asio/io_context.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace simulation {

// What the command `simulation lines` prints.
inline constexpr std::string_view command_text = "one\n  two: 2\n\nResponse: Success\nEvent: three\n";
// XML keeps neither empty lines nor blanks at the beginning of a line.
inline constexpr std::string_view command_text_in_xml = "one\ntwo: 2\nResponse: Success\nEvent: three\n";

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
    unsigned stops = 0;        // that the server has told of

    auto since_start() const { return time.now().time_since_epoch(); }
    void note(std::string_view text) { told.note(since_start(), text); }
};

} // namespace simulation

#endif // AMI_TESTS_SIMULATION_SURROUNDINGS_HPP
