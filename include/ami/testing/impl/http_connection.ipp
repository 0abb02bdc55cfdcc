// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_HTTP_CONNECTION_IPP
#define AMI_TESTING_IMPL_HTTP_CONNECTION_IPP

#include <ami/testing/detail/calendar.hpp>
#include <ami/testing/detail/core.hpp>
#include <ami/testing/detail/http_connection.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <string_view>
#include <utility>

namespace ami::testing::detail {

// http.c: MAX_CONTENT_LENGTH, which itself is too much.
AMI_DECL http_connection::http_connection(core& owner, http_handler& front,
    std::unique_ptr<accepted_stream> stream, boost::asio::ssl::context* tls, std::uint64_t number)
    : core_(owner), handler_(&front), number_(number), stream_(std::move(stream), tls),
      out_(owner, *this, stream_), idle_alarm_(owner.agenda), delay_alarm_(owner.agenda)
{}

AMI_DECL void http_connection::start()
{
    faults_changed();
    if (core_.plan.closes_at_once)
        return end(core_.plan.closes_how);
    restart_idle_alarm();
    stream_.handshake([self = shared_from_this()](error_code ec) {
        if (ec)
            return self->end(ending::fin);
        self->step();
    });
}

AMI_DECL void http_connection::restart_idle_alarm()
{
    const auto most = handler_->keep_alive();
    const auto time = most.count() == 0 ? std::chrono::milliseconds(15'000) : most;
    idle_alarm_.start(time, [self = shared_from_this()] {
        if (!self->busy_)
            self->end(ending::fin);
    });
}

AMI_DECL void http_connection::step()
{
    if (!stream_.is_ready() || busy_ || out_.is_closing() || core_.plan.stalled)
        return;
    if (out_.is_half_closed()) // whoever ends a connection does nothing for a request that was still on its way
        return;
    switch (in_.next()) {
    case http_reader::result::need_more: return read();
    case http_reader::result::request: return dispatch();
    case http_reader::result::refused: break;
    }
    busy_ = true;
    is_head_ = false;
    answer(in_.refusal());
}

AMI_DECL void http_connection::read()
{
    in_.read(stream_, [self = shared_from_this()](error_code ec) {
        if (self->stream_.is_closed())
            return;
        if (ec)
            return self->end(ending::fin);
        self->step();
    });
}

AMI_DECL void http_connection::dispatch()
{
    auto request = in_.take_request();
    request.local = stream_.local();
    request.remote = stream_.remote();
    is_head_ = request.method == "HEAD";
    busy_ = true;
    idle_alarm_.cancel();
    handler_->handle(shared_from_this(), std::move(request));
}

AMI_DECL void http_connection::answer(
    http_reply outgoing, std::size_t fragment, std::chrono::microseconds pause)
{
    if (stream_.is_closed() || outgoing.never)
        return;
    if (outgoing.delay.count() == 0)
        return write_answer(outgoing, fragment, pause);
    const auto delay = outgoing.delay;
    delay_alarm_.start(delay, [self = shared_from_this(), outgoing = std::move(outgoing), fragment, pause] {
        self->write_answer(outgoing, fragment, pause);
    });
}

inline std::string http_date(std::time_t now)
{
    const auto parts = utc_calendar(now);
    char text[64] = "";
    std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts);
    return text;
}

AMI_DECL void http_connection::write_answer(
    const http_reply& outgoing, std::size_t fragment, std::chrono::microseconds pause)
{
    if (stream_.is_closed())
        return;
    const bool closes = outgoing.closes || in_.closes() || handler_->keep_alive().count() == 0;
    auto text =
        fmt::format("HTTP/1.1 {} {}\r\nServer: {}\r\nDate: {}\r\n{}Cache-Control: no-cache, no-store\r\n",
            outgoing.status, outgoing.reason, handler_->server_name(), http_date(unix_time(core_.agenda)),
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
    const bool ends = closes || outgoing.closes_silently || outgoing.cut_after;
    out_.write_answer(std::move(text), fragment, pause, ends ? std::optional(outgoing.how) : std::nullopt);
}

AMI_DECL void http_connection::on_answered()
{
    busy_ = false;
    restart_idle_alarm();
    step();
}

AMI_DECL void http_connection::faults_changed()
{
    out_.plan_changed();
    step();
}

AMI_DECL void http_connection::end(ending close_kind)
{
    if (stream_.is_closed())
        return;
    stream_.close(close_kind);
    idle_alarm_.cancel();
    delay_alarm_.cancel();
    out_.stop();
    core_.forget(number_);
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_HTTP_CONNECTION_IPP
