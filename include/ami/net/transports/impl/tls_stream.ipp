// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_NET_TRANSPORTS_IMPL_TLS_STREAM_IPP
#define AMI_NET_TRANSPORTS_IMPL_TLS_STREAM_IPP

#include <ami/net/transports/linger.hpp>
#include <ami/net/transports/open_socket.hpp>
#include <ami/net/transports/tls_record.hpp>
#include <ami/net/transports/tls_stream.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/error.hpp>
#include <fmt/format.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <new>
#include <string>
#include <sys/socket.h>
#include <utility>

namespace ami::detail {

// Several records per call of the system.
inline constexpr std::size_t tls_read_ahead = 65536;

inline constexpr std::size_t largest_record = SSL3_RT_MAX_PLAIN_LENGTH;

AMI_DECL tls_stream::tls_stream(const asio::any_io_executor& executor, std::shared_ptr<tls_identity> identity,
    failure fault, stream_observer& observer)
    : identity_(identity ? std::move(identity) : std::make_shared<tls_identity>()), fault_(std::move(fault)),
      socket_(executor), ssl_(SSL_new(identity_->context.native_handle()), &SSL_free), observer_(&observer)
{
    BIO* const bio = ssl_ ? BIO_new(transport()) : nullptr;
    if (!bio)
        throw std::bad_alloc();
    BIO_set_data(bio, this);
    BIO_set_init(bio, 1);
    SSL_set_bio(ssl_.get(), bio, bio);
    SSL_set_connect_state(ssl_.get());
    // What could not be written at once is written again from wherever it is then.
    SSL_set_mode(ssl_.get(),
        SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
    SSL_set_read_ahead(ssl_.get(), 1);
    SSL_set_default_read_buffer_len(ssl_.get(), tls_read_ahead);
}

AMI_DECL const BIO_METHOD* tls_stream::transport()
{
    static const std::unique_ptr<BIO_METHOD, decltype(&BIO_meth_free)> method = [] {
        std::unique_ptr<BIO_METHOD, decltype(&BIO_meth_free)> made(
            BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "ami"), &BIO_meth_free);
        if (!made || BIO_meth_set_read_ex(made.get(), &tls_stream::receive) != 1 ||
            BIO_meth_set_write_ex(made.get(), &tls_stream::send) != 1 ||
            BIO_meth_set_ctrl(made.get(), &tls_stream::control) != 1)
            throw std::bad_alloc();
        return made;
    }();
    return method.get();
}

AMI_DECL int tls_stream::receive(BIO* bio, char* into, std::size_t room, std::size_t* size)
{
    auto& self = *static_cast<tls_stream*>(BIO_get_data(bio));
    BIO_clear_retry_flags(bio);
    error_code ec;
    *size = self.socket_.read_some(asio::buffer(into, room), ec);
    if (ec == asio::error::would_block || ec == asio::error::try_again)
        BIO_set_retry_read(bio);
    else if (ec)
        self.transport_error_ = ec;
    return ec ? 0 : 1;
}

// Through Asio, which asks the system not to raise SIGPIPE.
AMI_DECL int tls_stream::send(BIO* bio, const char* bytes, std::size_t count, std::size_t* size)
{
    auto& self = *static_cast<tls_stream*>(BIO_get_data(bio));
    BIO_clear_retry_flags(bio);
    error_code ec;
    // A record each time: its end keeps the kernel from joining it with the next and cutting both at the segment size.
    *size = self.socket_.send(
        asio::buffer(bytes, count), self.whole_lines_ ? asio::socket_base::message_end_of_record : 0, ec);
    if (ec == asio::error::would_block || ec == asio::error::try_again)
        BIO_set_retry_write(bio);
    else if (ec)
        self.transport_error_ = ec;
    return ec ? 0 : 1;
}

AMI_DECL long tls_stream::control(BIO*, int command, long, void*)
{
    return command == BIO_CTRL_FLUSH ? 1 : 0;
}

template <class Call>
tls_stream::verdict tls_stream::call(Call function)
{
    // The queue of errors belongs to the thread: others leave something there, and look at what we leave.
    ERR_clear_error();
    transport_error_ = {};
    const int result = function(ssl_.get());
    const int status = SSL_get_error(ssl_.get(), result);
    const auto reason = static_cast<int>(ERR_peek_error());
    ERR_clear_error();
    switch (status) {
    case SSL_ERROR_NONE: return {};
    case SSL_ERROR_WANT_READ: return {step::wants_read, {}};
    case SSL_ERROR_WANT_WRITE: return {step::wants_write, {}};
    case SSL_ERROR_SSL: return {step::failed, {reason, asio::error::get_ssl_category()}};
    case SSL_ERROR_SYSCALL:
        if (transport_error_)
            return {step::failed, transport_error_};
        break;
    default: break;
    }
    return {step::failed, asio::error::eof};
}

AMI_DECL void tls_stream::wait_for(step wanted, void (tls_stream::*go_on)())
{
    socket_.async_wait(
        wanted == step::wants_write ? asio::socket_base::wait_write : asio::socket_base::wait_read,
        [self = shared_from_this(), go_on](error_code) {
            if (self->observer_)
                ((*self).*go_on)(); // meets what went wrong
        });
}

AMI_DECL void tls_stream::connect(const asio::ip::tcp::endpoint& to)
{
    error_code unusable;
    open_socket(socket_, to.protocol(), unusable);
    if (unusable) {
        asio::post(socket_.get_executor(), [self = shared_from_this(), unusable] {
            if (self->observer_)
                self->observer_->on_connected(unusable);
        });
        return;
    }
    socket_.async_connect(to, [self = shared_from_this()](error_code ec) {
        if (!self->observer_)
            return;
        if (!ec) {
            error_code ignored;
            self->socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
            self->socket_.set_option(asio::socket_base::keep_alive(true), ignored);
            self->socket_.non_blocking(true, ec);
        }
        self->observer_->on_connected(ec);
    });
}

AMI_DECL void tls_stream::read(std::span<char> into)
{
    reading_ = into;
    if (drained_)
        return wait_for(step::wants_read, &tls_stream::go_on_reading);
    asio::post(socket_.get_executor(), [self = shared_from_this()] {
        if (self->observer_)
            self->go_on_reading();
    });
}

AMI_DECL void tls_stream::go_on_reading()
{
    std::size_t size = 0;
    verdict last;
    while (!read_error_ && last.next == step::done && size < reading_.size()) {
        std::size_t more = 0;
        last = call([&](SSL* ssl) {
            return SSL_read_ex(ssl, reading_.data() + size, reading_.size() - size, &more);
        });
        size += more;
    }
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
    socklen_t size = sizeof segment;
    if (::getsockopt(socket_.native_handle(), IPPROTO_TCP, TCP_MAXSEG, &segment, &size) != 0 || segment < 0)
        segment = 0;
    return tls_record_limit(static_cast<std::size_t>(segment));
}

// At once, as over TCP: bytes that were written before a close are sent.
AMI_DECL write_progress tls_stream::write(std::string_view bytes)
{
    std::size_t taken = 0;
    if (last_write_.next != step::failed)
        last_write_ = {};
    const auto limit = whole_lines_ ? record_limit() : largest_record;
    while (last_write_.next == step::done && taken < bytes.size()) {
        const auto rest = bytes.substr(taken);
        if (record_ == 0)
            record_ = std::min(whole_lines_ ? tls_record_size(rest, limit) : rest.size(), largest_record);
        std::size_t size = 0;
        last_write_ = call([&](SSL* ssl) { return SSL_write_ex(ssl, rest.data(), record_, &size); });
        taken += size;
        if (last_write_.next == step::done)
            record_ = 0;
    }
    return {taken, taken + record_};
}

AMI_DECL void tls_stream::wait_writable()
{
    if (last_write_.next == step::wants_read || last_write_.next == step::wants_write)
        return wait_for(last_write_.next, &tls_stream::tell_writable);
    asio::post(socket_.get_executor(), [self = shared_from_this()] {
        if (self->observer_)
            self->tell_writable();
    });
}

AMI_DECL void tls_stream::tell_writable()
{
    observer_->on_writable(last_write_.ec);
}

// A close_notify is optional: nothing waits until it is sent.
AMI_DECL void tls_stream::say_goodbye() noexcept
{
    if (std::exchange(secure_, false))
        call([](SSL* ssl) { return SSL_shutdown(ssl); });
}

AMI_DECL void tls_stream::close() noexcept
{
    observer_ = nullptr;
    say_goodbye();
    error_code ignored;
    socket_.close(ignored);
}

AMI_DECL void tls_stream::close_gently() noexcept
{
    observer_ = nullptr;
    say_goodbye();
    error_code ignored;
    socket_.cancel(ignored);
    linger(std::move(socket_));
}

} // namespace ami::detail

#endif // AMI_NET_TRANSPORTS_IMPL_TLS_STREAM_IPP
