// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_AGI_FAST_TURN_AWAY_HPP
#define AMI_AGI_FAST_TURN_AWAY_HPP

#include <ami/agi/fast/fastagi_link.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>

namespace ami::detail {

namespace asio = boost::asio;

// Says `failure` to Asterisk and closes the connection, as far as both can be done at once.
inline void turn_away(asio::ip::tcp::socket& socket)
{
    error_code ignored;
    char buffer[4096];
    socket.non_blocking(true, ignored);
    socket.write_some(asio::buffer(failure_line), ignored);
    socket.read_some(asio::buffer(buffer), ignored); // a close with bytes unread is a reset
    socket.close(ignored);
}

} // namespace ami::detail

#endif // AMI_AGI_FAST_TURN_AWAY_HPP
