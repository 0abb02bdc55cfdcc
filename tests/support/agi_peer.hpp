// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SUPPORT_AGI_PEER_HPP
#define AMI_TESTS_SUPPORT_AGI_PEER_HPP

// A FastAGI server without any of the library's code, for one call: it sends any bytes and reads what comes.

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/ip/address_v4.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <string>
#include <utility>
#include <vector>

namespace tests {

class agi_peer {
public:
    using tcp = boost::asio::ip::tcp;

    explicit agi_peer(const boost::asio::any_io_executor& executor,
        const tcp::endpoint& at = {boost::asio::ip::address_v4::loopback(), 0})
        : acceptor_(executor, at), socket_(executor)
    {}

    /// Where the call has to be sent: agi://127.0.0.1:PORT/SCRIPT
    std::string url(const std::string& script) const
    {
        return "agi://127.0.0.1:" + std::to_string(acceptor_.local_endpoint().port()) + "/" + script;
    }

    tcp::endpoint endpoint() const { return acceptor_.local_endpoint(); }

    /// Waits for the call, and returns the lines of its environment.
    boost::asio::awaitable<std::vector<std::string>> accept()
    {
        co_await acceptor_.async_accept(socket_, boost::asio::use_awaitable);
        std::vector<std::string> lines;
        for (;;) {
            auto next = co_await line();
            if (next.empty())
                co_return lines;
            lines.push_back(std::move(next));
        }
    }

    boost::asio::awaitable<void> send(std::string bytes)
    {
        co_await boost::asio::async_write(socket_, boost::asio::buffer(bytes), boost::asio::use_awaitable);
    }

    /// A line without its line end; `<end>` at the end of the connection.
    boost::asio::awaitable<std::string> line()
    {
        boost::system::error_code ec;
        const auto size =
            co_await boost::asio::async_read_until(socket_, boost::asio::dynamic_buffer(received_), '\n',
                boost::asio::redirect_error(boost::asio::use_awaitable, ec));
        if (ec)
            co_return "<end>";
        auto taken = received_.substr(0, size - 1);
        received_.erase(0, size);
        co_return taken;
    }

    /// Sends a command and returns its whole answer, without the last line end.
    boost::asio::awaitable<std::string> ask(std::string command)
    {
        co_await send(std::move(command) + "\n");
        auto answer = co_await line();
        if (!answer.starts_with("520-"))
            co_return answer;
        for (;;) {
            const auto next = co_await line();
            answer += "\n" + next;
            if (next.starts_with("520 ") || next == "<end>")
                co_return answer;
        }
    }

    /// Whether nothing was received that was not read.
    bool is_silent() { return received_.empty() && socket_.available() == 0; }

    /// Whether nobody has connected.
    bool has_no_connection()
    {
        acceptor_.non_blocking(true);
        boost::system::error_code ec;
        acceptor_.accept(socket_, ec);
        return ec == boost::asio::error::would_block;
    }

    void finish_writing() { socket_.shutdown(tcp::socket::shutdown_send); }
    void close() { socket_.close(); }
    void reset()
    {
        socket_.set_option(tcp::socket::linger(true, 0));
        socket_.close();
    }

private:
    tcp::acceptor acceptor_;
    tcp::socket socket_;
    std::string received_;
};

} // namespace tests

#endif // AMI_TESTS_SUPPORT_AGI_PEER_HPP
