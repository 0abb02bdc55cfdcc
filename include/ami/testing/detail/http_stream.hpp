// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_DETAIL_HTTP_STREAM_HPP
#define AMI_TESTING_DETAIL_HTTP_STREAM_HPP

#include <ami/testing/reply.hpp>

#include <ami/testing/detail/host.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

namespace ami::testing::detail {

// The stream of an HTTP connection, with TLS or without.
class http_stream {
public:
    // TLS needs a stream that has a socket.
    http_stream(std::unique_ptr<accepted_stream> over, boost::asio::ssl::context* tls)
        : over_(std::move(over))
    {
        if (tls)
            tls_.emplace(*over_->socket(), *tls);
    }
    http_stream(const http_stream&) = delete;
    http_stream& operator=(const http_stream&) = delete;

    // `done` gets an error, or none; without TLS at once.
    template <class Done>
    void handshake(Done done)
    {
        if (!tls_) {
            is_ready_ = true;
            return done(error_code());
        }
        tls_->async_handshake(
            boost::asio::ssl::stream_base::server, [this, done = std::move(done)](error_code ec) {
                is_ready_ = !ec;
                done(ec);
            });
    }
    bool is_ready() const noexcept { return is_ready_ && !is_closed_; }
    bool is_closed() const noexcept { return is_closed_; }

    template <class Done>
    void read_some(std::span<char> into, Done done)
    {
        if (tls_)
            tls_->async_read_some(boost::asio::buffer(into.data(), into.size()), std::move(done));
        else
            over_->read_some(into, std::move(done));
    }

    // `done` keeps this object; `bytes` stay valid until it is invoked.
    template <class Done>
    void write_some(std::string_view bytes, Done done)
    {
        if (tls_)
            return tls_->async_write_some(boost::asio::buffer(bytes.data(), bytes.size()), std::move(done));
        over_->wait_writable([this, bytes, done = std::move(done)]() mutable {
            error_code ec;
            const auto size = over_->write_some(bytes, ec);
            if (ec == boost::asio::error::would_block)
                return write_some(bytes, std::move(done));
            done(ec, size);
        });
    }

    void half_close() { over_->half_close(); }

    void close(ending close_kind)
    {
        is_closed_ = true;
        over_->close(close_kind);
    }

    accepted_stream::endpoint local() const { return over_->local(); }
    accepted_stream::endpoint remote() const { return over_->remote(); }

private:
    std::unique_ptr<accepted_stream> over_;
    std::optional<boost::asio::ssl::stream<boost::asio::ip::tcp::socket&>> tls_;
    bool is_ready_ = false; // the handshake, if any, is done
    bool is_closed_ = false;
};

} // namespace ami::testing::detail

#endif // AMI_TESTING_DETAIL_HTTP_STREAM_HPP
