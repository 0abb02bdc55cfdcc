// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_NET_TRANSPORTS_LINGER_HPP
#define AMI_NET_TRANSPORTS_LINGER_HPP

#include <ami/detail/macros.hpp>

#include <boost/asio/ip/tcp.hpp>

namespace ami::detail {

namespace asio = boost::asio;

// Closes a connection whose last bytes matter: shuts its sending side down and waits a second at most for the peer to close.
// A socket that is closed with something unread is reset, which may take from the peer what it has not read yet.
AMI_DECL void linger(asio::ip::tcp::socket socket) noexcept;

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/net/transports/impl/linger.ipp>
#endif

#endif // AMI_NET_TRANSPORTS_LINGER_HPP
