// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_DETAIL_AGI_CALLER_STATE_HPP
#define AMI_TESTING_DETAIL_AGI_CALLER_STATE_HPP

#include <ami/testing/agi_call.hpp>

#include <ami/testing/detail/agi_link.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <utility>

namespace ami::testing::detail {

struct agi_caller_state {
    agi_caller_state(boost::asio::any_io_executor io, agi_call to_play)
        : executor(std::move(io)), call(std::move(to_play)), socket(executor)
    {}

    boost::asio::any_io_executor executor;
    agi_call call;
    boost::asio::ip::tcp::socket socket; // until the call is played
    std::string received;
    std::weak_ptr<agi_link> link;
    std::size_t closings = 0; // so that what began before one knows of it
};

} // namespace ami::testing::detail

#endif // AMI_TESTING_DETAIL_AGI_CALLER_STATE_HPP
