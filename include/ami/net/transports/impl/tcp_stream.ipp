// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_NET_TRANSPORTS_IMPL_TCP_STREAM_IPP
#define AMI_NET_TRANSPORTS_IMPL_TCP_STREAM_IPP

#include <ami/net/erased_function.hpp>
#include <ami/net/transports/linger.hpp>
#include <ami/net/transports/open_socket.hpp>
#include <ami/net/transports/tcp_stream.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>

#include <utility>

namespace ami::detail {

AMI_DECL void tcp_stream::connect(const asio::ip::tcp::endpoint& to)
{
    error_code unusable;
    open_socket(socket_, to.protocol(), unusable);
    if (unusable) {
        post_function(socket_.get_executor(), [self = shared_from_this(), unusable] {
            if (self->observer_)
                self->observer_->on_connected(unusable);
        });
        return;
    }
    socket_.async_connect(to, [self = shared_from_this()](error_code ec) {
        if (!self->observer_)
            return;
        if (!ec) {
            // Small actions must not wait for each other, and a peer that vanished must be noticed even
            // if nothing is asked. A socket that refuses either still works.
            error_code ignored;
            self->socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
            self->socket_.set_option(asio::socket_base::keep_alive(true), ignored);
            self->socket_.non_blocking(true, ec);
        }
        self->observer_->on_connected(ec);
    });
}

AMI_DECL void tcp_stream::read(std::span<char> into)
{
    socket_.async_read_some(
        read_place_.prepare(into), [self = shared_from_this()](error_code ec, std::size_t size) {
            if (!self->observer_)
                return;
            self->read_place_.deliver(size);
            self->observer_->on_read(ec == asio::error::eof ? error_code{} : ec, size);
        });
}

AMI_DECL write_progress tcp_stream::write(std::string_view bytes)
{
    std::size_t taken = 0;
    write_error_ = {};
    while (!write_error_ && taken < bytes.size())
        taken += socket_.write_some(asio::buffer(bytes.data() + taken, bytes.size() - taken), write_error_);
    return {taken, taken};
}

AMI_DECL void tcp_stream::wait_writable()
{
    auto tell = [self = shared_from_this()](error_code ec) {
        if (self->observer_)
            self->observer_->on_writable(ec);
    };
    if (write_error_ == asio::error::would_block || write_error_ == asio::error::try_again)
        socket_.async_wait(asio::socket_base::wait_write, std::move(tell));
    else
        post_function(socket_.get_executor(), [tell = std::move(tell), ec = write_error_] { tell(ec); });
}

AMI_DECL void tcp_stream::close() noexcept
{
    observer_ = nullptr;
    error_code ignored;
    socket_.close(ignored);
}

AMI_DECL void tcp_stream::close_gently() noexcept
{
    observer_ = nullptr;
    error_code ignored;
    socket_.cancel(ignored);
    linger(std::move(socket_));
}

} // namespace ami::detail

#endif // AMI_NET_TRANSPORTS_IMPL_TCP_STREAM_IPP
