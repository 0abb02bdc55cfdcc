// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_TESTING_DETAIL_HTTP_STREAM_HPP
#define AMI_TESTING_DETAIL_HTTP_STREAM_HPP

#include <ami/testing/reply.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/socket_base.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>

#include <array>
#include <optional>
#include <utility>

namespace ami::testing::detail {

// The socket of an HTTP connection, with TLS or without.
class http_stream {
public:
    http_stream(boost::asio::ip::tcp::socket socket, boost::asio::ssl::context* tls)
        : socket_(std::move(socket))
    {
        boost::system::error_code ignored;
        socket_.set_option(boost::asio::ip::tcp::no_delay(true), ignored);
        local_ = socket_.local_endpoint(ignored);
        remote_ = socket_.remote_endpoint(ignored);
        if (tls)
            tls_.emplace(socket_, *tls);
    }
    http_stream(const http_stream&) = delete;
    http_stream& operator=(const http_stream&) = delete;

    // `done` gets an error, or none; without TLS at once.
    template <class Done>
    void handshake(Done done)
    {
        if (!tls_) {
            is_ready_ = true;
            return done(boost::system::error_code());
        }
        tls_->async_handshake(boost::asio::ssl::stream_base::server,
            [this, done = std::move(done)](boost::system::error_code ec) {
                is_ready_ = !ec;
                done(ec);
            });
    }
    bool is_ready() const noexcept { return is_ready_ && !is_closed_; }
    bool is_closed() const noexcept { return is_closed_; }

    template <class Buffer, class Done>
    void read_some(Buffer buffer, Done done)
    {
        if (tls_)
            tls_->async_read_some(buffer, std::move(done));
        else
            socket_.async_read_some(buffer, std::move(done));
    }
    template <class Buffer, class Done>
    void write_some(Buffer buffer, Done done)
    {
        if (tls_)
            tls_->async_write_some(buffer, std::move(done));
        else
            socket_.async_write_some(buffer, std::move(done));
    }

    void half_close()
    {
        boost::system::error_code ignored;
        socket_.shutdown(boost::asio::ip::tcp::socket::shutdown_send, ignored);
    }

    void close(ending close_kind)
    {
        is_closed_ = true;
        boost::system::error_code ec;
        if (close_kind == ending::rst) {
            socket_.set_option(boost::asio::socket_base::linger(true, 0), ec);
        } else {
            socket_.shutdown(boost::asio::ip::tcp::socket::shutdown_send, ec);
            // Closing with unread input would send a reset, and the client might lose what was written.
            std::array<char, 8192> unread;
            ec.clear();
            socket_.non_blocking(true, ec);
            for (int i = 0; i != 1000 && !ec; ++i)
                socket_.read_some(boost::asio::buffer(unread), ec);
        }
        socket_.close(ec);
    }

    const boost::asio::ip::tcp::endpoint& local() const noexcept { return local_; }
    const boost::asio::ip::tcp::endpoint& remote() const noexcept { return remote_; }

private:
    boost::asio::ip::tcp::socket socket_;
    std::optional<boost::asio::ssl::stream<boost::asio::ip::tcp::socket&>> tls_;
    boost::asio::ip::tcp::endpoint local_;
    boost::asio::ip::tcp::endpoint remote_;
    bool is_ready_ = false; // the handshake, if any, is done
    bool is_closed_ = false;
};

} // namespace ami::testing::detail

#endif // AMI_TESTING_DETAIL_HTTP_STREAM_HPP
