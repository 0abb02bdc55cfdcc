// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_TESTING_IMPL_TCP_SESSION_WRITING_IPP
#define AMI_TESTING_IMPL_TCP_SESSION_WRITING_IPP

#include <ami/testing/detail/core.hpp>
#include <ami/testing/detail/tcp_session.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>

#include <algorithm>

namespace ami::testing::detail {

AMI_DECL void tcp_session::write(std::string bytes, std::size_t fragment, std::chrono::microseconds pause)
{
    if (closed_ || closing_ || half_closed_ || bytes.empty())
        return;
    outbox_.push_back({std::move(bytes), fragment, pause});
    pump();
}

// Writes until there is nothing left, the kernel takes no more, or a fault says to pause.
AMI_DECL void tcp_session::pump()
{
    while (!waiting_ && !closed_ && !core_.plan.stalled) {
        if (cut_at_ && written_ >= *cut_at_)
            return finish_closing(core_.plan.cut_how);
        if (outbox_.empty() || half_closed_) {
            if (closing_)
                finish_closing(*closing_);
            return;
        }
        const auto& front = outbox_.front();
        const auto fragment = front.fragment != 0 ? front.fragment : core_.plan.fragment;
        const auto pause = front.fragment != 0 ? front.pause : core_.plan.pause;
        std::size_t size = front.bytes.size() - front_used_;
        if (fragment != 0)
            size = std::min(size, fragment);
        if (cut_at_)
            size = static_cast<std::size_t>(std::min<std::uint64_t>(size, *cut_at_ - written_));
        error_code ec;
        const auto done = socket_.write_some(boost::asio::buffer(front.bytes.data() + front_used_, size), ec);
        if (ec == boost::asio::error::would_block)
            return wait_for_room();
        if (ec)
            return finish_closing(ending::fin);
        written_ += done;
        front_used_ += done;
        if (front_used_ == front.bytes.size()) {
            outbox_.pop_front();
            front_used_ = 0;
        }
        if (fragment != 0 && pause.count() != 0)
            wait_for(pause);
    }
}

AMI_DECL void tcp_session::wait_for(std::chrono::microseconds pause)
{
    waiting_ = true;
    pause_timer_.expires_after(pause);
    pause_timer_.async_wait([self = shared_from_this()](error_code) {
        self->waiting_ = false;
        self->pump();
    });
}

AMI_DECL void tcp_session::wait_for_room()
{
    waiting_ = true;
    write_timer_.expires_after(account_ ? account_->write_timeout : std::chrono::milliseconds{100});
    write_timer_.async_wait([self = shared_from_this()](error_code ec) {
        // A stall is the test's wish and no client that does not read.
        if (!ec && self->waiting_ && !self->core_.plan.stalled)
            self->finish_closing(ending::fin);
    });
    socket_.async_wait(boost::asio::ip::tcp::socket::wait_write, [self = shared_from_this()](error_code) {
        self->write_timer_.cancel();
        self->waiting_ = false;
        self->pump();
    });
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_TCP_SESSION_WRITING_IPP
