// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Actions over HTTP, path rawman, one after another on one connection. The bare loop is what Beast's examples are: the
// same requests, written and read by Beast on a socket of Asio, and no look at what the answers say.

#include "benchmark/connected_client.hpp"
#include "benchmark/measure.hpp"
#include "benchmark/server.hpp"

#include <ami/http.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>

#include <string>

namespace bench {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;

class our_session {
public:
    explicit our_session(int port)
    {
        bool over = false;
        pbx_.async_connect(
            ami::config{"http://u:p@127.0.0.1:" + std::to_string(port) + "/rawman"}, [&](ami::error_code ec) {
                if (ec)
                    throw boost::system::system_error(ec, "the benchmark's client over HTTP");
                over = true;
            });
        while (!over)
            context_.run_one();
    }

    void ping(std::size_t count)
    {
        left_ = count;
        next();
        while (left_ != 0)
            context_.run_one();
    }

private:
    void next()
    {
        pbx_.async_execute(ami::action("Ping"), [this](ami::error_code ec, const ami::response&) {
            if (ec)
                throw boost::system::system_error(ec);
            if (--left_ != 0)
                next();
        });
    }

    asio::io_context context_{1};
    ami::client pbx_{context_, ami::with_http};
    std::size_t left_ = 0;
};

class bare_session {
public:
    explicit bare_session(int port) : host_("127.0.0.1:" + std::to_string(port))
    {
        socket_.connect({asio::ip::address_v4::loopback(), static_cast<std::uint16_t>(port)});
        socket_.set_option(asio::ip::tcp::no_delay(true));
    }

    void ping(std::size_t count)
    {
        left_ = count;
        context_.restart(); // it stops when nothing is pending
        send();
        while (left_ != 0)
            context_.run_one();
    }

private:
    using string_body = beast::http::string_body;

    void send()
    {
        request_ = {beast::http::verb::post, "/rawman", 11};
        request_.set(beast::http::field::host, host_);
        request_.set(beast::http::field::user_agent, "ami");
        request_.set(beast::http::field::content_type, "application/x-www-form-urlencoded");
        request_.set(beast::http::field::cookie, "mansession_id=\"d95ab36b\"");
        request_.body() = "Action=Ping&ActionID=abcdefghijk-" + std::to_string(left_);
        request_.prepare_payload();
        beast::http::async_write(socket_, request_, [this](beast::error_code ec, std::size_t) {
            if (ec)
                throw boost::system::system_error(ec);
            response_ = {};
            beast::http::async_read(
                socket_, buffer_, response_, [this](beast::error_code failed, std::size_t) {
                    if (failed)
                        throw boost::system::system_error(failed);
                    if (--left_ != 0)
                        send();
                });
        });
    }

    std::string host_;
    asio::io_context context_{1};
    asio::ip::tcp::socket socket_{context_};
    beast::flat_buffer buffer_;
    beast::http::request<string_body> request_;
    beast::http::response<string_body> response_;
    std::size_t left_ = 0;
};

} // namespace

void http(const options& how, std::vector<row>& rows)
{
    const server source;
    our_session ours(source.http_port());
    bare_session bare(source.http_port());
    const std::size_t count = how.quick ? 2'000 : 10'000;
    rows.push_back(compare(
        how, "HTTP rawman, Pings in turn, rate to bare Beast's", static_cast<double>(count), direction::rate,
        0.9, [&] { ours.ping(count); }, [&] { bare.ping(count); }));
}

} // namespace bench
