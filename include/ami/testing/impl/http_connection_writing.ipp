// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_TESTING_IMPL_HTTP_CONNECTION_WRITING_IPP
#define AMI_TESTING_IMPL_HTTP_CONNECTION_WRITING_IPP

#include <ami/testing/detail/core.hpp>
#include <ami/testing/detail/http_connection.hpp>

#include <boost/asio/buffer.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <ctime>

namespace ami::testing::detail {

AMI_DECL void http_connection::answer(
    http_reply outgoing, std::size_t fragment, std::chrono::microseconds pause)
{
    if (closed_ || outgoing.never)
        return;
    fragment_ = fragment;
    pause_ = pause;
    if (outgoing.delay.count() == 0)
        return write_answer(outgoing);
    pause_timer_.expires_after(outgoing.delay);
    pause_timer_.async_wait([self = shared_from_this(), outgoing = std::move(outgoing)](error_code ec) {
        if (!ec)
            self->write_answer(outgoing);
    });
}

inline std::string http_date()
{
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    gmtime_r(&now, &parts);
    char text[64] = "";
    std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts);
    return text;
}

AMI_DECL void http_connection::write_answer(const http_reply& outgoing)
{
    if (closed_)
        return;
    const bool closes = outgoing.closes || client_closes_ || handler_->keep_alive().count() == 0;
    auto text =
        fmt::format("HTTP/1.1 {} {}\r\nServer: {}\r\nDate: {}\r\n{}Cache-Control: no-cache, no-store\r\n",
            outgoing.status, outgoing.reason, handler_->server_name(), http_date(),
            closes ? "Connection: close\r\n" : "");
    for (const auto& [name, value] : outgoing.headers)
        text += fmt::format("{}: {}\r\n", name, value);
    if (outgoing.chunk_size != 0)
        text += "Transfer-Encoding: chunked\r\n\r\n";
    else
        text +=
            fmt::format("Content-Length: {}\r\n\r\n", outgoing.content_length.value_or(outgoing.body.size()));
    std::string_view body = is_head_ ? std::string_view{} : std::string_view{outgoing.body};
    if (outgoing.cut_after)
        body = body.substr(0, *outgoing.cut_after);
    if (outgoing.chunk_size == 0) {
        text += body;
    } else {
        for (; !body.empty(); body.remove_prefix(std::min(body.size(), outgoing.chunk_size))) {
            const auto chunk = body.substr(0, outgoing.chunk_size);
            text += fmt::format("{:x}\r\n{}\r\n", chunk.size(), chunk);
        }
        if (!outgoing.cut_after)
            text += "0\r\n\r\n";
    }
    text += outgoing.trailing;
    pending_ += text;
    answered_ = true;
    if (closes || outgoing.closes_silently || outgoing.cut_after)
        closing_ = outgoing.how;
    write();
}

AMI_DECL void http_connection::write()
{
    if (writing_ || closed_ || core_.plan.stalled)
        return;
    if (cut_at_ && written_ >= *cut_at_)
        return end(core_.plan.cut_how);
    if (output_used_ == output_.size()) {
        output_ = std::exchange(pending_, {});
        output_used_ = 0;
    }
    if (output_.empty() || half_closed_) {
        if (!std::exchange(answered_, false))
            return;
        if (closing_)
            return end(*closing_);
        busy_ = false;
        restart_idle_timer();
        return step();
    }
    const auto fragment = fragment_ != 0 ? fragment_ : core_.plan.fragment;
    std::size_t size = output_.size() - output_used_;
    if (fragment != 0)
        size = std::min(size, fragment);
    if (cut_at_)
        size = static_cast<std::size_t>(std::min<std::uint64_t>(size, *cut_at_ - written_));
    writing_ = true;
    on_stream([&](auto& stream) {
        stream.async_write_some(boost::asio::buffer(output_.data() + output_used_, size),
            [self = shared_from_this()](error_code ec, std::size_t done) {
                self->writing_ = false;
                if (self->closed_)
                    return;
                if (ec)
                    return self->end(ending::fin);
                self->written(done);
            });
    });
}

AMI_DECL void http_connection::written(std::size_t size)
{
    written_ += size;
    output_used_ += size;
    const bool by_plan = fragment_ == 0;
    const auto pause = by_plan ? core_.plan.pause : pause_;
    if ((by_plan ? core_.plan.fragment : fragment_) == 0 || pause.count() == 0)
        return write();
    writing_ = true;
    pause_timer_.expires_after(pause);
    pause_timer_.async_wait([self = shared_from_this()](error_code) {
        self->writing_ = false;
        self->write();
    });
}

AMI_DECL void http_connection::write_raw(std::string bytes)
{
    if (closed_ || closing_)
        return;
    pending_ += bytes;
    write();
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_HTTP_CONNECTION_WRITING_IPP
