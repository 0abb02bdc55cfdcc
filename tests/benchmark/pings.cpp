// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Actions and their answers: one after another, and many at once.

#include "benchmark/bare_connection.hpp"
#include "benchmark/connected_client.hpp"
#include "benchmark/measure.hpp"
#include "benchmark/pinger.hpp"
#include "benchmark/server.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace bench {
namespace {

namespace asio = boost::asio;

// A socket of Asio with a read always under way, and nothing else.
class asio_connection {
public:
    explicit asio_connection(int port) : buffer_(receive_size)
    {
        socket_.connect({asio::ip::address_v4::loopback(), static_cast<std::uint16_t>(port)});
        socket_.set_option(asio::ip::tcp::no_delay(true));
        asio::write(socket_, asio::buffer(login_action));
        wanted_ = 1;
        read();
        run();
    }

    void ping(std::size_t count)
    {
        wanted_ = count;
        send();
        run();
    }

private:
    void run()
    {
        while (wanted_ != 0)
            context_.run_one();
    }

    void send()
    {
        text_ = "Action: Ping\r\nActionID: p";
        text_ += std::to_string(wanted_);
        text_ += "\r\n\r\n";
        asio::async_write(socket_, asio::buffer(text_), [](boost::system::error_code, std::size_t) {});
    }

    void read()
    {
        socket_.async_read_some(asio::buffer(buffer_.data() + pending_, buffer_.size() - pending_),
            [this](boost::system::error_code ec, std::size_t size) {
                if (ec)
                    throw boost::system::system_error(ec);
                const std::string_view bytes(buffer_.data(), pending_ + size);
                const bool whole = bytes.find("\r\n\r\n") != std::string_view::npos;
                pending_ = whole ? 0 : bytes.size();
                if (whole && --wanted_ != 0)
                    send();
                read();
            });
    }

    asio::io_context context_{1};
    asio::ip::tcp::socket socket_{context_};
    std::vector<char> buffer_;
    std::size_t pending_ = 0;
    std::size_t wanted_ = 0;
    std::string text_;
};

} // namespace

void pings(const options& how, std::vector<row>& rows)
{
    const server source;
    connected_client ours(source.port());
    pinger pinging(ours);

    const std::size_t in_turn = how.quick ? 5'000 : 30'000;
    asio_connection bare_asio(source.port());
    rows.push_back(compare(
        how, "Pings in turn, rate to bare Asio's", static_cast<double>(in_turn), direction::rate, 0.95,
        [&] { pinging.in_turn(in_turn); }, [&] { bare_asio.ping(in_turn); }));
    bare_connection blocking(source.port());
    rows.push_back(compare(
        how, "Pings in turn, rate to a blocking loop's", static_cast<double>(in_turn), direction::rate, 0.8,
        [&] { pinging.in_turn(in_turn); }, [&] { blocking.ping(in_turn, 1); }));
}

void pipelined(const options& how, std::vector<row>& rows)
{
    const server source;
    connected_client ours(source.port());
    pinger pinging(ours);
    const std::size_t at_once = how.quick ? 100'000 : 500'000;
    bare_connection bare(source.port());
    const auto by_callbacks = [&] { pinging.at_once(at_once, 1000); };
    const auto count = static_cast<double>(at_once);
    const auto all = run_pairs(how, by_callbacks, [&] { bare.ping(at_once, 1000); });
    rows.push_back(
        all.wall.summary("1,000 Pings pending, rate by the clock", "ns", 1e9 / count, direction::rate, 0.6));
    rows.push_back(
        all.processor.summary("1,000 Pings pending, processor", "ns", 1e9 / count, direction::time, 3));
    rows.push_back(compare(
        how, "1,000 Pings pending from coroutines, to callbacks", count, direction::time, 1.15,
        [&] { pinging.in_coroutines(at_once, 1000); }, by_callbacks));
}

} // namespace bench
