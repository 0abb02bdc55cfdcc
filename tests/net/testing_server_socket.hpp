// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_NET_TESTING_SERVER_SOCKET_HPP
#define AMI_TESTS_NET_TESTING_SERVER_SOCKET_HPP

#include "support/native_socket.hpp"

#include <ami/testing/server.hpp>

#include <chrono>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace tests {

// A client without any of the library's code: a blocking socket with a deadline for everything that it waits for.
class raw_socket {
public:
    using clock = std::chrono::steady_clock;

    explicit raw_socket(const ami::testing::server& to) : raw_socket(to.port()) {}

    explicit raw_socket(std::uint16_t port) : fd_(open_native())
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (::connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
            close_native(fd_);
            throw std::runtime_error("connecting failed");
        }
    }

    // For a connection that was accepted.
    struct accepted {
        native_socket fd;
    };
    explicit raw_socket(accepted connection) : fd_(connection.fd) {}

    ~raw_socket()
    {
        if (fd_ != no_socket)
            close_native(fd_);
    }

    raw_socket(const raw_socket&) = delete;
    raw_socket& operator=(const raw_socket&) = delete;

    void send(std::string_view bytes)
    {
        while (!bytes.empty()) {
            const auto size = ::send(fd_, bytes.data(), static_cast<int>(bytes.size()), without_signal);
            if (size <= 0)
                throw std::runtime_error("writing failed");
            bytes.remove_prefix(static_cast<std::size_t>(size));
        }
    }

    // Sends lines that end in LF with CRLF.
    void send_lines(std::string_view lines)
    {
        std::string bytes;
        for (const char c : lines)
            bytes.append(c == '\n' ? "\r\n" : std::string(1, c));
        send(bytes);
    }

    void finish_writing() { ::shutdown(fd_, sending); }

    // Ends the connection by RST.
    void reset()
    {
        const linger none{1, 0};
        ::setsockopt(fd_, SOL_SOCKET, SO_LINGER, reinterpret_cast<const char*>(&none), sizeof none);
        close_native(std::exchange(fd_, no_socket));
    }

    // One line with its line end.
    std::string line() { return until("\n"); }

    // One packet with the blank line that ends it.
    std::string packet() { return until("\r\n\r\n"); }

    // So many packets.
    std::string packets(int count)
    {
        std::string result;
        while (count-- > 0)
            result += packet();
        return result;
    }

    // Packets up to the one that contains this text, which comes last.
    std::string packets_until(std::string_view text)
    {
        std::string result;
        for (;;) {
            const auto next = packet();
            result += next;
            if (next.find(text) != std::string::npos)
                return result;
        }
    }

    // The one that contains this text; those before it are dropped.
    std::string packet_with(std::string_view text)
    {
        for (;;) {
            auto next = packet();
            if (next.find(text) != std::string::npos)
                return next;
        }
    }

    // What one read gives, at most this many bytes; empty at the end of the connection.
    std::string some(std::size_t most = 65536)
    {
        if (!buffer_.empty()) {
            const auto taken = buffer_.substr(0, most);
            buffer_.erase(0, most);
            return taken;
        }
        return read(most);
    }

    // Everything up to the end of the connection; `was_reset` tells which end it was.
    std::string rest()
    {
        std::string result = std::exchange(buffer_, {});
        for (;;) {
            const auto bytes = read(65536);
            if (bytes.empty())
                return result;
            result += bytes;
        }
    }

    bool was_reset() const { return was_reset_; }

    // Whether nothing comes for this long: to be asked only where the answer yes is expected and cannot be seen
    // otherwise.
    bool is_silent(std::chrono::milliseconds for_this_long)
    {
        pollfd waiting{fd_, POLLIN, 0};
        return buffer_.empty() && poll_native(&waiting, static_cast<int>(for_this_long.count())) == 0;
    }

    // Reads the banner and logs in without events.
    void log_in(
        std::string_view user = "hello", std::string_view secret = "world", std::string_view events = "off")
    {
        line();
        send("Action: Login\r\nUsername: " + std::string(user) + "\r\nSecret: " + std::string(secret) +
             "\r\nEvents: " + std::string(events) + "\r\n\r\n");
        const auto answer = packet();
        if (answer != "Response: Success\r\nMessage: Authentication accepted\r\n\r\n")
            throw std::runtime_error("the login failed: " + answer);
    }

    // Sends an action and returns so many packets.
    std::string ask(std::string_view lines, int count = 1)
    {
        send_lines(std::string(lines) + "\n\n");
        return packets(count);
    }

private:
    std::string until(std::string_view end)
    {
        for (std::size_t from = 0;;) {
            const auto found = buffer_.find(end, from);
            if (found != std::string::npos) {
                auto taken = buffer_.substr(0, found + end.size());
                buffer_.erase(0, taken.size());
                return taken;
            }
            from = buffer_.size() < end.size() ? 0 : buffer_.size() - end.size();
            const auto bytes = read(65536);
            if (bytes.empty())
                throw std::runtime_error("the connection ended; unread: " + buffer_);
            buffer_ += bytes;
        }
    }

    std::string read(std::size_t most)
    {
        pollfd waiting{fd_, POLLIN, 0};
        if (poll_native(&waiting, 20'000) != 1)
            throw std::runtime_error("nothing came; unread: " + buffer_);
        std::string bytes(most, '\0');
        const auto size = ::recv(fd_, bytes.data(), static_cast<int>(bytes.size()), 0);
        was_reset_ = size < 0 && last_was_reset();
        bytes.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
        return bytes;
    }

    native_socket fd_;
    std::string buffer_;
    bool was_reset_ = false;
};

// Text with CRLF from text with LF, to be read easily.
inline std::string crlf(std::string_view text)
{
    std::string result;
    for (const char c : text)
        result.append(c == '\n' ? "\r\n" : std::string(1, c));
    return result;
}

// Where the server under test connects to: a port of its own on the loopback interface.
class raw_listener {
public:
    raw_listener() : fd_(open_native())
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        if (::bind(fd_, reinterpret_cast<const sockaddr*>(&address), size) != 0 || ::listen(fd_, 100) != 0 ||
            ::getsockname(fd_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
            close_native(fd_);
            throw std::runtime_error("listening failed");
        }
        port_ = ntohs(address.sin_port);
    }

    ~raw_listener() { close_native(fd_); }

    raw_listener(const raw_listener&) = delete;
    raw_listener& operator=(const raw_listener&) = delete;

    std::uint16_t port() const { return port_; }

    raw_socket accept()
    {
        pollfd waiting{fd_, POLLIN, 0};
        if (poll_native(&waiting, 10'000) != 1)
            throw std::runtime_error("nobody connects");
        return raw_socket(raw_socket::accepted{accept_native(fd_)});
    }

private:
    native_socket fd_;
    std::uint16_t port_ = 0;
};

} // namespace tests

#endif // AMI_TESTS_NET_TESTING_SERVER_SOCKET_HPP
