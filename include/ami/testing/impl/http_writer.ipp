// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_HTTP_WRITER_IPP
#define AMI_TESTING_IMPL_HTTP_WRITER_IPP

#include <ami/testing/detail/core.hpp>
#include <ami/testing/detail/http_connection.hpp>

#include <utility>

namespace ami::testing::detail {

AMI_DECL http_writer::http_writer(core& owner, http_connection& connection, http_stream& stream)
    : connection_(connection), stream_(stream), queue_(owner.plan), pause_alarm_(owner.agenda)
{}

AMI_DECL void http_writer::write_raw(std::string bytes)
{
    if (stream_.is_closed() || closing_)
        return;
    queue_.push(std::move(bytes));
    pump();
}

AMI_DECL void http_writer::write_answer(
    std::string bytes, std::size_t fragment, std::chrono::microseconds pause, std::optional<ending> closing)
{
    queue_.push(std::move(bytes), fragment, pause);
    answered_ = true;
    closing_ = closing;
    pump();
}

AMI_DECL void http_writer::half_close()
{
    half_closed_ = true;
    stream_.half_close();
}

AMI_DECL void http_writer::plan_changed()
{
    queue_.plan_changed();
    pump();
}

AMI_DECL void http_writer::pump()
{
    if (writing_ || stream_.is_closed() || queue_.is_stalled())
        return;
    if (queue_.is_cut())
        return connection_.end(queue_.cut_end());
    if (queue_.empty() || half_closed_) {
        if (!std::exchange(answered_, false))
            return;
        if (closing_)
            return connection_.end(*closing_);
        return connection_.on_answered();
    }
    writing_ = true;
    const auto piece = queue_.next();
    stream_.write_some(
        piece, [this, keeps = connection_.shared_from_this()](error_code ec, std::size_t done) {
            writing_ = false;
            if (stream_.is_closed())
                return;
            if (ec)
                return connection_.end(ending::fin);
            written(done);
        });
}

AMI_DECL void http_writer::written(std::size_t size)
{
    const auto pause = queue_.written(size);
    if (pause.count() == 0)
        return pump();
    writing_ = true;
    pause_alarm_.start(pause, [this, keeps = connection_.shared_from_this()] {
        writing_ = false;
        pump();
    });
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_HTTP_WRITER_IPP
