// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_CLIENT_CONNECTION_IMPL_CONNECTION_DRIVER_IO_IPP
#define AMI_CLIENT_CONNECTION_IMPL_CONNECTION_DRIVER_IO_IPP

#include <ami/client/connection/action_id_prefix.hpp>
#include <ami/client/connection/connection_driver.hpp>
#include <ami/net/md5.hpp>

#include <ami/detail/scoped_flag.hpp>

#include <boost/asio/post.hpp>
#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

// Reading, writing, and the timer.

namespace ami::detail {

inline constexpr std::size_t read_size = 65536;
inline constexpr std::size_t write_size = 65536; // in one turn of the executor

// Not while packets are handed out: they are in the buffer that is read into.
AMI_DECL void connection_driver::read()
{
    if (!must_read_ || reading_ || sink_.is_abandoned())
        return;
    reading_ = true;
    transport_->read(session_.prepare(read_size));
}

AMI_DECL void connection_driver::on_read(error_code ec, std::size_t size)
{
    if (sink_.is_abandoned())
        return;
    const auto keep = sink_.keep_alive();
    reading_ = false;
    clock_.start();
    if (ec || size == 0)
        session_.on_lost(ec, clock_.now());
    else
        session_.on_received(size, clock_.now());
    run();
}

// Several actions that are started in one turn: the first is written at once, the others go out together after it.
AMI_DECL void connection_driver::flush()
{
    if (writing_ || !transport_ || session_.queue().empty())
        return;
    send();
    writing_ = true;
    transport_->wait_writable();
}

// For the actions of a batch of packets, which go out together: a next turn is only waited for if something is left.
AMI_DECL void connection_driver::flush_now()
{
    if (writing_ || !transport_ || session_.queue().empty())
        return;
    send();
    if (session_.queue().empty())
        return;
    writing_ = true;
    transport_->wait_writable();
}

AMI_DECL void connection_driver::send()
{
    counters_.bytes_sent += transport_->send(write_size);
}

AMI_DECL void connection_driver::on_writable(error_code ec)
{
    const auto keep = sink_.keep_alive();
    // After a failure nothing more is written. What the server said before it went away is still to be
    // read, and the reader ends the session then.
    writing_ = ec.failed();
    if (!running_)
        flush();
}

// One timer serves every deadline. It is set anew only for an earlier one: most actions are answered long
// before theirs, and a timer that fires too early just looks again.
AMI_DECL void connection_driver::arm()
{
    const auto next = session_.deadline();
    if (!next) {
        if (std::exchange(armed_, std::nullopt))
            timer_->cancel();
        return;
    }
    if (armed_ && *armed_ <= *next)
        return;
    if (!timer_) {
        timer_ = network_.make_timer(executor_->get(), [this, weak = sink_.weak()] {
            if (const auto keep = weak.lock())
                on_timer();
        });
    }
    armed_ = next;
    timer_->arm(*next);
}

AMI_DECL void connection_driver::on_timer()
{
    armed_.reset();
    clock_.start();
    session_.on_time(clock_.now());
    run();
}

} // namespace ami::detail

#endif // AMI_CLIENT_CONNECTION_IMPL_CONNECTION_DRIVER_IO_IPP
