// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_TCP_WRITER_IPP
#define AMI_TESTING_IMPL_TCP_WRITER_IPP

#include <ami/testing/detail/core.hpp>
#include <ami/testing/detail/tcp_session.hpp>

#include <boost/asio/error.hpp>

#include <utility>

namespace ami::testing::detail {

AMI_DECL tcp_writer::tcp_writer(core& owner, tcp_session& session, accepted_stream& stream)
    : session_(session), stream_(stream), queue_(owner.plan), room_alarm_(owner.agenda),
      pause_alarm_(owner.agenda)
{}

AMI_DECL void tcp_writer::write(std::string bytes, std::size_t fragment, std::chrono::microseconds pause)
{
    if (stopped_ || closing_ || half_closed_)
        return;
    queue_.push(std::move(bytes), fragment, pause);
    pump();
}

AMI_DECL void tcp_writer::close_when_written(ending close_kind)
{
    closing_ = close_kind;
    pump();
}

AMI_DECL void tcp_writer::half_close()
{
    half_closed_ = true;
    stream_.half_close();
}

AMI_DECL void tcp_writer::plan_changed()
{
    queue_.plan_changed();
    pump();
}

AMI_DECL void tcp_writer::stop()
{
    stopped_ = true;
    room_alarm_.cancel();
    pause_alarm_.cancel();
}

AMI_DECL void tcp_writer::pump()
{
    while (!waiting_ && !stopped_ && !queue_.is_stalled()) {
        if (queue_.is_cut())
            return session_.end(queue_.cut_end());
        if (queue_.empty() || half_closed_) {
            if (closing_)
                session_.end(*closing_);
            return;
        }
        const auto piece = queue_.next();
        error_code ec;
        const auto done = stream_.write_some(piece, ec);
        if (ec == boost::asio::error::would_block)
            return wait_for_room();
        if (ec)
            return session_.end(ending::fin);
        if (const auto pause = queue_.written(done); pause.count() != 0)
            wait_for(pause);
    }
}

AMI_DECL void tcp_writer::wait_for(std::chrono::microseconds pause)
{
    waiting_ = true;
    pause_alarm_.start(pause, [this, keeps = session_.shared_from_this()] {
        waiting_ = false;
        pump();
    });
}

AMI_DECL void tcp_writer::wait_for_room()
{
    waiting_ = true;
    room_alarm_.start(session_.write_timeout(), [this, keeps = session_.shared_from_this()] {
        // A stall is the test's wish and no client that does not read.
        if (waiting_ && !queue_.is_stalled())
            session_.end(ending::fin);
    });
    stream_.wait_writable([this, keeps = session_.shared_from_this()] {
        room_alarm_.cancel();
        waiting_ = false;
        pump();
    });
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_TCP_WRITER_IPP
