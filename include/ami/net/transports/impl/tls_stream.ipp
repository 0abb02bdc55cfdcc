// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_NET_TRANSPORTS_IMPL_TLS_STREAM_IPP
#define AMI_NET_TRANSPORTS_IMPL_TLS_STREAM_IPP

#include <ami/net/erased_function.hpp>
#include <ami/net/transports/linger.hpp>
#include <ami/net/transports/open_socket.hpp>
#include <ami/net/transports/tls_record.hpp>
#include <ami/net/transports/tls_stream.hpp>

#include <openssl/ssl.h>

#include <algorithm>
#include <utility>

#if !defined(_WIN32)
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#endif

namespace ami::detail {

inline constexpr std::size_t largest_record = SSL3_RT_MAX_PLAIN_LENGTH;

AMI_DECL tls_stream::tls_stream(const asio::any_io_executor& executor, std::shared_ptr<tls_identity> identity,
    failure fault, stream_observer& observer)
    : peer_(std::move(identity), std::move(fault)), socket_(executor, peer_.context()), observer_(&observer)
{}

AMI_DECL void tls_stream::wait_for(step next, void (tls_stream::*go_on)())
{
    socket_.tcp().async_wait(
        next == step::wants_write ? asio::socket_base::wait_write : asio::socket_base::wait_read,
        [self = shared_from_this(), go_on](error_code) {
            if (self->observer_)
                ((*self).*go_on)(); // meets the error again
        });
}

AMI_DECL void tls_stream::connect(const asio::ip::tcp::endpoint& to)
{
    error_code unusable;
    open_socket(socket_.tcp(), to.protocol(), unusable);
    if (unusable) {
        post_function(socket_.tcp().get_executor(), [self = shared_from_this(), unusable] {
            if (self->observer_)
                self->observer_->on_connected(unusable);
        });
        return;
    }
    socket_.tcp().async_connect(to, [self = shared_from_this()](error_code ec) {
        if (!self->observer_)
            return;
        if (!ec) {
            error_code ignored;
            self->socket_.tcp().set_option(asio::ip::tcp::no_delay(true), ignored);
            self->socket_.tcp().set_option(asio::socket_base::keep_alive(true), ignored);
            self->socket_.tcp().non_blocking(true, ec);
        }
        self->observer_->on_connected(ec);
    });
}

AMI_DECL void tls_stream::handshake()
{
    post_function(socket_.tcp().get_executor(), [self = shared_from_this()] {
        if (!self->observer_)
            return;
        if (auto error = self->peer_.prepare(self->socket_.ssl()))
            self->observer_->on_handshake(std::move(error));
        else
            self->go_on_with_handshake();
    });
}

AMI_DECL void tls_stream::go_on_with_handshake()
{
    const auto last = socket_.call([](SSL* ssl) { return SSL_do_handshake(ssl); });
    if (last.next == step::wants_read || last.next == step::wants_write)
        return wait_for(last.next, &tls_stream::go_on_with_handshake);
    auto error = last.ec ? peer_.explain(socket_.ssl(), last.ec) : peer_.check_pin(socket_.ssl());
    secure_ = !error;
    socket_.keep_unsent();
    observer_->on_handshake(std::move(error));
}

AMI_DECL void tls_stream::read(std::span<char> into)
{
    reading_ = into;
    if (drained_)
        return wait_for(step::wants_read, &tls_stream::go_on_reading);
    post_function(socket_.tcp().get_executor(), [self = shared_from_this()] {
        if (self->observer_)
            self->go_on_reading();
    });
}

AMI_DECL void tls_stream::go_on_reading()
{
    std::size_t size = 0;
    tls_socket::result last;
    while (!read_error_ && last.next == step::done && size < reading_.size()) {
        std::size_t more = 0;
        last = socket_.call([&](SSL* ssl) {
            return SSL_read_ex(ssl, reading_.data() + size, reading_.size() - size, &more);
        });
        size += more;
    }
    if (!is_made_)
        socket_.flush(); // an answer of OpenSSL's own; a failure is met again
    drained_ = last.next == step::wants_read;
    read_error_ = last.ec ? last.ec : read_error_;
    if (size == 0 && !read_error_)
        return wait_for(last.next, &tls_stream::go_on_reading);
    // Asterisk closes without a close_notify; the packets' own framing shows what is missing.
    observer_->on_read(size > 0 || read_error_ == asio::error::eof ? error_code{} : read_error_, size);
}

// The segment size may change while the connection lasts.
AMI_DECL std::size_t tls_stream::record_limit() noexcept
{
    int segment = 0;
#if !defined(_WIN32)
    socklen_t size = sizeof segment;
    if (::getsockopt(socket_.tcp().native_handle(), IPPROTO_TCP, TCP_MAXSEG, &segment, &size) != 0 ||
        segment < 0)
        segment = 0;
#endif
    return tls_record_limit(static_cast<std::size_t>(segment));
}

// At once, as over TCP: bytes that were written before a close are sent.
AMI_DECL write_progress tls_stream::write(std::string_view bytes)
{
    std::size_t taken = 0;
    if (last_write_.next != step::failed)
        last_write_ = {};
    const auto limit = socket_.ends_records() ? record_limit() : largest_record;
    while (last_write_.next == step::done && taken < bytes.size()) {
        const auto rest = bytes.substr(taken);
        if (record_ == 0)
            record_ =
                std::min(socket_.ends_records() ? tls_record_size(rest, limit) : rest.size(), largest_record);
        if (!is_made_) {
            std::size_t size = 0;
            last_write_ =
                socket_.call([&](SSL* ssl) { return SSL_write_ex(ssl, rest.data(), record_, &size); });
            is_made_ = last_write_.next == step::done;
            if (is_made_)
                record_ = size;
        }
        if (is_made_)
            last_write_ = socket_.flush();
        if (last_write_.next != step::done)
            break;
        taken += record_;
        record_ = 0;
        is_made_ = false;
    }
    return {taken, taken + record_};
}

AMI_DECL void tls_stream::wait_writable()
{
    if (last_write_.next == step::wants_read || last_write_.next == step::wants_write)
        return wait_for(last_write_.next, &tls_stream::tell_writable);
    post_function(socket_.tcp().get_executor(), [self = shared_from_this()] {
        if (self->observer_)
            self->tell_writable();
    });
}

AMI_DECL void tls_stream::tell_writable()
{
    observer_->on_writable(last_write_.ec);
}

// A close_notify is optional: nothing waits until it is sent, and none follows a part of a record.
AMI_DECL void tls_stream::close_tls() noexcept
{
    if (std::exchange(secure_, false) && !is_made_)
        socket_.call([](SSL* ssl) { return SSL_shutdown(ssl); });
}

AMI_DECL void tls_stream::close() noexcept
{
    observer_ = nullptr;
    close_tls();
    error_code ignored;
    socket_.tcp().close(ignored);
}

AMI_DECL void tls_stream::close_gently() noexcept
{
    observer_ = nullptr;
    close_tls();
    error_code ignored;
    socket_.tcp().cancel(ignored);
    linger(std::move(socket_.tcp()));
}

} // namespace ami::detail

#endif // AMI_NET_TRANSPORTS_IMPL_TLS_STREAM_IPP
