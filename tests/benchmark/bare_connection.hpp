// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_BENCHMARK_BARE_CONNECTION_HPP
#define AMI_TESTS_BENCHMARK_BARE_CONNECTION_HPP

#include <arpa/inet.h>
#include <cstddef>
#include <cstring>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdexcept>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

namespace bench {

// As much as the client reads at once.
inline constexpr std::size_t receive_size = 65536;

inline int connect_to(int port)
{
    const int made = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int on = 1;
    setsockopt(made, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (connect(made, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
        throw std::runtime_error("the benchmark's bare loop cannot connect");
    return made;
}

inline constexpr std::string_view login_action =
    "Action: Login\r\nActionID: l\r\nUsername: u\r\nSecret: p\r\n\r\n";

// No client library at all: a blocking socket whose packets are counted by `string_view::find`.
class bare_connection {
public:
    explicit bare_connection(int port) : socket_(connect_to(port)), buffer_(receive_size)
    {
        send(login_action);
        wait_for(1);
    }

    bare_connection(const bare_connection&) = delete;
    bare_connection& operator=(const bare_connection&) = delete;
    ~bare_connection() { close(socket_); }

    int native_handle() const { return socket_; }

    void send(std::string_view bytes)
    {
        while (!bytes.empty()) {
            const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0)
                throw std::runtime_error("the benchmark's bare loop cannot send");
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
    }

    // Reads once, and tells how many packets ended.
    std::size_t pump()
    {
        const auto size = recv(socket_, buffer_.data() + pending_, buffer_.size() - pending_, 0);
        if (size <= 0)
            throw std::runtime_error("the benchmark's bare loop lost its connection");
        const std::string_view bytes(buffer_.data(), pending_ + static_cast<std::size_t>(size));
        std::size_t packets = 0;
        std::size_t begin = 0;
        for (std::size_t end; (end = bytes.find("\r\n\r\n", begin)) != std::string_view::npos;
             begin = end + 4)
            ++packets;
        pending_ = bytes.size() - begin;
        std::memmove(buffer_.data(), buffer_.data() + begin, pending_);
        return packets;
    }

    void wait_for(std::size_t packets)
    {
        for (std::size_t seen = 0; seen < packets;)
            seen += pump();
    }

    void flood(std::size_t count)
    {
        send("Action: Flood\r\nActionID: f\r\nCount: " + std::to_string(count) + "\r\n\r\n");
        wait_for(count + 1);
    }

    // Keeps `window` Pings under way.
    void ping(std::size_t count, std::size_t window)
    {
        std::string text;
        for (std::size_t sent = 0, seen = 0; seen < count;) {
            text.clear();
            for (; sent < count && sent - seen < window; ++sent) {
                text += "Action: Ping\r\nActionID: p";
                text += std::to_string(sent);
                text += "\r\n\r\n";
            }
            send(text);
            seen += pump();
        }
    }

private:
    int socket_;
    std::vector<char> buffer_;
    std::size_t pending_ = 0;
};

} // namespace bench

#endif // AMI_TESTS_BENCHMARK_BARE_CONNECTION_HPP
