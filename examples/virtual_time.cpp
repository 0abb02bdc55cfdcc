// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

// A test of a program that waits for a minute, in a millisecond: server and client have a clock that the test sets.
//
//   ami_virtual_time
//
// Exits with 0 if the program under test does what it should.

#include <ami/client.hpp>
#include <ami/testing/virtual_time.hpp>

#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

// The program under test: keeps a list of the orders that came in, over every restart of the server.
class orders {
public:
    explicit orders(ami::client pbx)
        : pbx_(std::move(pbx)), arrived_(pbx_.on("UserEvent", [this](const ami::event_view& event) {
              seen_.emplace_back(event["Order"]);
          }))
    {}

    void start(std::string_view url)
    {
        ami::config config{url};
        config.reconnect.retry_initial_connect = true;
        pbx_.async_connect(config, asio::detached);
    }

    bool is_ready() const { return pbx_.is_ready(); }
    const std::vector<std::string>& seen() const { return seen_; }

private:
    ami::client pbx_;
    std::vector<std::string> seen_;
    ami::subscription arrived_;
};

void require(bool good, std::string_view expectation)
{
    if (good)
        return;
    fmt::print(stderr, "not true: {}\n", expectation);
    std::exit(1);
}

} // namespace

int main()
{
    asio::io_context context;
    ami::testing::virtual_time time{context};
    ami::testing::server pbx{time};
    orders program{ami::client{context, time.network()}};

    program.start(pbx.url());
    time.run();
    require(program.is_ready(), "it connects");
    pbx.inject("UserEvent", {{"Order", "1"}});
    time.run();

    // The server is away for an hour.
    pbx.faults().stop_listening();
    pbx.faults().cut();
    time.run_for(1h);
    require(!program.is_ready(), "it is not connected while there is no server");
    pbx.faults().listen();
    time.run_for(1min);
    require(program.is_ready(), "it is connected a minute after the server has come back");

    pbx.inject("UserEvent", {{"Order", "2"}});
    time.run();
    require(program.seen() == std::vector<std::string>{"1", "2"}, "it has both orders");
    fmt::print("an hour and a minute have passed; {} orders arrived\n", program.seen().size());
}
