// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SUPPORT_NATIVE_SOCKET_HPP
#define AMI_TESTS_SUPPORT_NATIVE_SOCKET_HPP

// The system's sockets, for clients and servers without any of the library's code. Windows has other names for them.

#if defined(_WIN32)
// As Asio has it. Otherwise <windows.h> makes macros of `interface`, `min` and `max`.
#ifndef WIN32_LEAN_AND_MEAN
#define WIN32_LEAN_AND_MEAN
#endif
#ifndef NOMINMAX
#define NOMINMAX
#endif
#include <winsock2.h>
#include <ws2tcpip.h>
#else
#include <arpa/inet.h>
#include <cerrno>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#endif

namespace tests {

#if defined(_WIN32)
using native_socket = SOCKET;
inline constexpr native_socket no_socket = INVALID_SOCKET;
inline constexpr int both_directions = SD_BOTH;
inline constexpr int sending = SD_SEND;
inline constexpr int without_signal = 0;
inline native_socket open_native()
{
    return ::WSASocketW(
        AF_INET, SOCK_STREAM, 0, nullptr, 0, WSA_FLAG_OVERLAPPED | WSA_FLAG_NO_HANDLE_INHERIT);
}
inline native_socket accept_native(native_socket from)
{
    return ::accept(from, nullptr, nullptr);
}
inline void close_native(native_socket socket)
{
    ::closesocket(socket);
}
inline int poll_native(pollfd* waiting, int milliseconds)
{
    return ::WSAPoll(waiting, 1, milliseconds);
}
inline bool last_was_reset()
{
    return ::WSAGetLastError() == WSAECONNRESET;
}
#else
using native_socket = int;
inline constexpr native_socket no_socket = -1;
inline constexpr int both_directions = SHUT_RDWR;
inline constexpr int sending = SHUT_WR;
inline constexpr int without_signal = MSG_NOSIGNAL;
inline native_socket open_native()
{
    return ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
}
inline native_socket accept_native(native_socket from)
{
    return ::accept4(from, nullptr, nullptr, SOCK_CLOEXEC);
}
inline void close_native(native_socket socket)
{
    ::close(socket);
}
inline int poll_native(pollfd* waiting, int milliseconds)
{
    return ::poll(waiting, 1, milliseconds);
}
inline bool last_was_reset()
{
    return errno == ECONNRESET;
}
#endif

} // namespace tests

#endif // AMI_TESTS_SUPPORT_NATIVE_SOCKET_HPP
