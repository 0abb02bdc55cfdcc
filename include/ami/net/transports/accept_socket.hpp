// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_NET_TRANSPORTS_ACCEPT_SOCKET_HPP
#define AMI_NET_TRANSPORTS_ACCEPT_SOCKET_HPP

#include <ami/net/transports/open_socket.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/ip/tcp.hpp>

#if defined(__linux__)
#include <cerrno>
#include <sys/socket.h>
#include <unistd.h>
#endif

namespace ami::detail {

// Accepts a connection without waiting for one. Child processes do not inherit the socket. `peer` is the other side's
// address, also if that has gone already.
inline asio::ip::tcp::socket accept_socket(asio::ip::tcp::acceptor& acceptor,
    const asio::any_io_executor& executor, asio::ip::tcp::endpoint& peer, error_code& ec)
{
    asio::ip::tcp::socket socket(executor);
#if defined(__linux__)
    auto size = static_cast<socklen_t>(peer.capacity());
    const int made = ::accept4(acceptor.native_handle(), peer.data(), &size, SOCK_CLOEXEC);
    if (made < 0) {
        ec = {errno, boost::system::system_category()};
        return socket;
    }
    peer.resize(size);
    socket.assign(peer.protocol(), made, ec);
    if (ec)
        ::close(made);
#else
    acceptor.accept(socket, peer, ec);
    if (!ec)
        close_on_exec(socket);
#endif
    return socket;
}

} // namespace ami::detail

#endif // AMI_NET_TRANSPORTS_ACCEPT_SOCKET_HPP
