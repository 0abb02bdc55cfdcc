// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_BENCHMARK_SERVING_HPP
#define AMI_TESTS_BENCHMARK_SERVING_HPP

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <functional>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdexcept>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <vector>

namespace bench {

// What the server's parts have in common.

// Takes bytes; false once the client is gone.
using sink = std::function<bool(std::string_view)>;

inline std::string_view header(std::string_view action, std::string_view name)
{
    while (!action.empty()) {
        const auto line = action.substr(0, action.find("\r\n"));
        if (line.size() > name.size() + 1 && line.starts_with(name) && line[name.size()] == ':')
            return line.substr(name.size() + 2);
        action.remove_prefix(std::min(action.size(), line.size() + 2));
    }
    return {};
}

inline std::size_t number(std::string_view action, std::string_view name)
{
    return std::stoul("0" + std::string(header(action, name)));
}

inline bool send_all(int client, std::string_view bytes)
{
    while (!bytes.empty()) {
        const auto sent = send(client, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent <= 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

inline int listen_on_loopback(int& port)
{
    const int listening = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const generic = reinterpret_cast<sockaddr*>(&address);
    if (listening < 0 || bind(listening, generic, size) != 0 || listen(listening, 4096) != 0 ||
        getsockname(listening, generic, &size) != 0)
        throw std::runtime_error("the benchmark's server cannot listen");
    port = ntohs(address.sin_port);
    return listening;
}

inline void set_no_delay(int client)
{
    const int on = 1;
    setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

// The response to an action that needs nothing else.
void append_response(std::string_view action, std::string& text);

// AMI over HTTP, path rawman (http_server.cpp).
[[noreturn]] void serve_http(int listening);

// Sends `count` events, `rate` in a second, to the clients in turn, then `last` to the first (pacer.cpp).
void pace(const std::vector<int>& clients, std::size_t rate, std::size_t count, std::string_view last);

} // namespace bench

#endif // AMI_TESTS_BENCHMARK_SERVING_HPP
