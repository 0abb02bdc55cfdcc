// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_NET_TRANSPORTS_OPEN_SOCKET_HPP
#define AMI_NET_TRANSPORTS_OPEN_SOCKET_HPP

#include <ami/protocol/errors/error.hpp>

#include <boost/asio/ip/tcp.hpp>

#include <cerrno>
#if !defined(_WIN32)
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>
#endif

namespace ami::detail {

namespace asio = boost::asio;

// Opens a socket or an acceptor that child processes do not inherit. (Asio's `open` lets them; a flag that is set later
// would miss a child that another thread starts in between.)
template <class Socket>
void open_socket(Socket& socket, const asio::ip::tcp& protocol, error_code& ec)
{
#if defined(_WIN32)
    const auto made = ::WSASocketW(protocol.family(), protocol.type(), protocol.protocol(), nullptr, 0,
        WSA_FLAG_OVERLAPPED | WSA_FLAG_NO_HANDLE_INHERIT);
    if (made == INVALID_SOCKET) {
        ec = {::WSAGetLastError(), boost::system::system_category()};
        return;
    }
    socket.assign(protocol, made, ec);
    if (ec)
        ::closesocket(made);
#elif defined(SOCK_CLOEXEC)
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

// So that a server can begin again on its port. On Windows it can anyway, and the option would let other programs take the port.
inline void reuse_address([[maybe_unused]] asio::ip::tcp::acceptor& acceptor, [[maybe_unused]] error_code& ec)
{
#if !defined(_WIN32)
    acceptor.set_option(asio::socket_base::reuse_address(true), ec);
#endif
}

// For a socket that was accepted.
inline void close_on_exec(asio::ip::tcp::socket& socket) noexcept
{
#if defined(_WIN32)
    const SOCKET handle = socket.native_handle();
    ::SetHandleInformation(reinterpret_cast<HANDLE>(handle), HANDLE_FLAG_INHERIT, 0);
#else
    ::fcntl(socket.native_handle(), F_SETFD, FD_CLOEXEC);
#endif
}

} // namespace ami::detail

#endif // AMI_NET_TRANSPORTS_OPEN_SOCKET_HPP
