// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_CONNECTION_IMPL_CONNECTION_DRIVER_IO_IPP
#define AMI_CLIENT_CONNECTION_IMPL_CONNECTION_DRIVER_IO_IPP

#include <ami/client/connection/connection_driver.hpp>

#include <cstddef>

// Reading, writing, and the timer.

namespace ami::detail {

// Not while packets are handed out: they are in the buffer that is read into.
AMI_DECL void connection_driver::read()
{
    if (link_.can_read() && !sink_.is_abandoned())
        link_.read(session_.prepare(session_.read_size()));
}

AMI_DECL void connection_driver::on_read(error_code ec, std::size_t size)
{
    if (sink_.is_abandoned())
        return;
    const auto keep = sink_.keep_alive();
    link_.on_read();
    clock_.start();
    if (ec || size == 0)
        session_.on_lost(ec, clock_.now());
    else
        session_.on_received(size, clock_.now());
    run();
}

AMI_DECL void connection_driver::flush()
{
    session_.count_sent(link_.flush(session_.queue()));
}

AMI_DECL void connection_driver::flush_now()
{
    session_.count_sent(link_.flush_all(session_.queue()));
}

AMI_DECL void connection_driver::on_writable(error_code ec)
{
    const auto keep = sink_.keep_alive();
    link_.on_writable(ec.failed());
    if (!running_)
        flush();
}

// One timer serves every deadline.
AMI_DECL void connection_driver::arm()
{
    timer_.arm(session_.deadline(), [this] {
        return network_.make_timer(executor_->get(), [this, weak = sink_.weak()] {
            if (const auto keep = weak.lock())
                on_timer();
        });
    });
}

AMI_DECL void connection_driver::on_timer()
{
    timer_.expired();
    clock_.start();
    session_.on_time(clock_.now());
    run();
}

} // namespace ami::detail

#endif // AMI_CLIENT_CONNECTION_IMPL_CONNECTION_DRIVER_IO_IPP
