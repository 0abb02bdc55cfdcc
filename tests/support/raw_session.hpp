// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SUPPORT_RAW_SESSION_HPP
#define AMI_TESTS_SUPPORT_RAW_SESSION_HPP

// A session that sends any bytes: what the client refuses to send, others do send.

#include <ami/client.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace tests {

class raw_session {
public:
    explicit raw_session(boost::asio::any_io_executor executor) : socket_(std::move(executor)) {}

    /// Logs in, without events.
    boost::asio::awaitable<void> login(const ami::config& how)
    {
        using boost::asio::use_awaitable;
        const auto address = boost::asio::ip::make_address(how.host);
        co_await socket_.async_connect({address, how.port}, use_awaitable);
        co_await boost::asio::async_read_until(
            socket_, boost::asio::dynamic_buffer(received_), "\r\n", use_awaitable);
        received_.erase(0, received_.find("\r\n") + 2);
        const auto answer = co_await execute("Action: Login\r\nUsername: " + how.username + "\r\nSecret: " +
                                             std::string(how.secret.view()) + "\r\nEvents: off\r\n\r\n");
        if (answer.find("Response: Success") == std::string::npos)
            throw std::runtime_error("the raw session is not logged in: " + answer);
    }

    /// Sends an action as it is and returns the next packet.
    boost::asio::awaitable<std::string> execute(std::string action)
    {
        using boost::asio::use_awaitable;
        co_await boost::asio::async_write(socket_, boost::asio::buffer(action), use_awaitable);
        const auto size = co_await boost::asio::async_read_until(
            socket_, boost::asio::dynamic_buffer(received_), "\r\n\r\n", use_awaitable);
        auto packet = received_.substr(0, size);
        received_.erase(0, size);
        co_return packet;
    }

    /// Sends an action, its lines as they are, and a Ping behind it. Returns all packets up to the Ping's answer.
    boost::asio::awaitable<std::vector<std::string>> execute_whole(std::string lines)
    {
        using boost::asio::use_awaitable;
        const auto id = "raw-" + std::to_string(++count_);
        const auto end = id + "-end";
        const auto text = lines + "ActionID: " + id + "\r\n\r\nAction: Ping\r\nActionID: " + end + "\r\n\r\n";
        co_await boost::asio::async_write(socket_, boost::asio::buffer(text), use_awaitable);
        std::vector<std::string> packets;
        for (;;) {
            const auto size = co_await boost::asio::async_read_until(
                socket_, boost::asio::dynamic_buffer(received_), "\r\n\r\n", use_awaitable);
            auto packet = received_.substr(0, size);
            received_.erase(0, size);
            // Blank lines between packets mean nothing.
            packet.erase(0, std::min(packet.find_first_not_of("\r\n"), packet.size()));
            if (packet.empty())
                continue;
            if (packet.find("\r\nActionID: " + end + "\r\n") != std::string::npos)
                co_return packets;
            packets.push_back(std::move(packet));
        }
    }

private:
    boost::asio::ip::tcp::socket socket_;
    int count_ = 0;
    std::string received_;
};

} // namespace tests

#endif // AMI_TESTS_SUPPORT_RAW_SESSION_HPP
