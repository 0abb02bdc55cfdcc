// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// The socket and the timer of a session.

#ifndef AMI_AGI_FAST_IMPL_FASTAGI_CHANNEL_IO_IPP
#define AMI_AGI_FAST_IMPL_FASTAGI_CHANNEL_IO_IPP

#include <ami/agi/fast/fastagi_channel.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>

#include <cstddef>
#include <utility>

#if !defined(_WIN32)
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#endif

namespace ami::detail {

AMI_DECL void tune_fastagi_socket(asio::ip::tcp::socket::native_handle_type handle) noexcept
{
    const auto set = [handle](int level, int option, int value) {
        ::setsockopt(handle, level, option, reinterpret_cast<const char*>(&value), sizeof value);
    };
    set(IPPROTO_TCP, TCP_NODELAY, 1);
    // Asterisk sends nothing by itself, however long a call is: only the kernel can find out that it is gone.
    set(SOL_SOCKET, SO_KEEPALIVE, 1);
#if defined(TCP_KEEPIDLE)
    set(IPPROTO_TCP, TCP_KEEPIDLE, 60);
    set(IPPROTO_TCP, TCP_KEEPINTVL, 15);
    set(IPPROTO_TCP, TCP_KEEPCNT, 4);
#endif
}

AMI_DECL void fastagi_channel::read()
{
    if (!socket_ || is_closed_)
        return;
    socket_->async_read_some(
        asio::buffer(received_), [self = shared_from_this()](error_code ec, std::size_t size) {
            if (ec != asio::error::operation_aborted)
                self->on_read(ec, size);
        });
}

AMI_DECL void fastagi_channel::on_read(error_code ec, std::size_t size)
{
    if (!socket_ || is_closed_)
        return;
    has_written_ = false;
    if (ec) {
        link_.on_closed(ec);
    } else {
        link_.on_received({received_.data(), size}, clock::now());
        if (size == received_.size())
            receive();
    }
    advance();
    if (!has_written_)
        acknowledge();
    read();
}

// What is left, a large answer for example.
AMI_DECL void fastagi_channel::receive()
{
    constexpr int most_reads = 8; // then others have their turn
    char buffer[8192];
    for (int i = 0; i != most_reads && socket_ && !is_closed_; ++i) {
        advance(); // so that no more than one buffer is kept
        if (is_closed_)
            return;
        error_code ec;
        const auto size = socket_->read_some(asio::buffer(buffer), ec);
        if (ec == asio::error::would_block || ec == asio::error::try_again || ec == asio::error::interrupted)
            return;
        if (ec)
            return link_.on_closed(ec);
        link_.on_received({buffer, size}, clock::now());
        if (size < sizeof buffer)
            return;
    }
}

// Asterisk writes an answer and the HANGUP after it as two segments, and has Nagle's algorithm on: the second waits for the
// acknowledgement of the first. A command acknowledges it as well; the kernel delays what has no command to go with.
AMI_DECL void fastagi_channel::acknowledge()
{
#if defined(TCP_QUICKACK)
    constexpr int on = 1; // the kernel leaves this mode by itself
    if (socket_ && !is_closed_)
        ::setsockopt(socket_->native_handle(), IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on);
#endif
}

AMI_DECL void fastagi_channel::write()
{
    if (is_writing_ || is_closed_ || !socket_)
        return;
    error_code ec;
    while (!unwritten_.empty() && !ec) {
        unwritten_.erase(0, socket_->write_some(asio::buffer(unwritten_), ec));
        has_written_ = true;
    }
    if (ec == asio::error::would_block || ec == asio::error::try_again) {
        is_writing_ = true;
        return socket_->async_wait(
            asio::ip::tcp::socket::wait_write, [self = shared_from_this()](error_code failed) {
                self->is_writing_ = false;
                if (!failed)
                    self->write();
            });
    }
    // After another error the next read fails too, and says more: a HANGUP may be there still.
    if (std::exchange(finishes_writing_, false)) {
        has_written_ = true;
        socket_->shutdown(asio::ip::tcp::socket::shutdown_send, ec);
    }
}

AMI_DECL void fastagi_channel::close()
{
    if (std::exchange(is_closed_, true))
        return;
    error_code ignored;
    if (socket_)
        socket_->close(ignored);
    if (timer_)
        timer_->cancel();
    tell_hangup_waiters();
}

AMI_DECL void fastagi_channel::arm()
{
    const auto at = link_.deadline();
    // An earlier time stays: it costs less to look again then.
    if (!timer_ || is_closed_ || at >= armed_for_)
        return;
    armed_for_ = at;
    timer_->expires_at(at);
    timer_->async_wait([self = shared_from_this()](error_code ec) {
        if (!ec)
            self->on_time();
    });
}

AMI_DECL void fastagi_channel::on_time()
{
    armed_for_ = clock::time_point::max();
    link_.on_time(clock::now());
    advance();
}

} // namespace ami::detail

#endif // AMI_AGI_FAST_IMPL_FASTAGI_CHANNEL_IO_IPP
