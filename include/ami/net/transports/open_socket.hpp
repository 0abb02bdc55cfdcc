// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_NET_TRANSPORTS_OPEN_SOCKET_HPP
#define AMI_NET_TRANSPORTS_OPEN_SOCKET_HPP

#include <ami/protocol/errors/error.hpp>

#include <boost/asio/ip/tcp.hpp>

#include <cerrno>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace ami::detail {

namespace asio = boost::asio;

// Opens a socket or an acceptor that child processes do not inherit. (Asio's `open` lets them; a flag that is set later
// would miss a child that another thread starts in between.)
template <class Socket>
void open_socket(Socket& socket, const asio::ip::tcp& protocol, error_code& ec)
{
#ifdef SOCK_CLOEXEC
    const int made = ::socket(protocol.family(), protocol.type() | SOCK_CLOEXEC, protocol.protocol());
    if (made < 0) {
        ec = {errno, boost::system::system_category()};
        return;
    }
    socket.assign(protocol, made, ec);
    if (ec)
        ::close(made);
#else
    socket.open(protocol, ec);
    if (!ec)
        ::fcntl(socket.native_handle(), F_SETFD, FD_CLOEXEC);
#endif
}

// For a socket that was accepted.
inline void close_on_exec(asio::ip::tcp::socket& socket) noexcept
{
    ::fcntl(socket.native_handle(), F_SETFD, FD_CLOEXEC);
}

} // namespace ami::detail

#endif // AMI_NET_TRANSPORTS_OPEN_SOCKET_HPP
