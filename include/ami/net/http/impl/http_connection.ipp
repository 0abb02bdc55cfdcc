// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_NET_HTTP_IMPL_HTTP_CONNECTION_IPP
#define AMI_NET_HTTP_IMPL_HTTP_CONNECTION_IPP

#include <ami/net/http/http_connection.hpp>
#include <ami/protocol/values/redaction.hpp>
#include <ami/protocol/values/secret.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/field.hpp>
#include <fmt/format.h>

#include <cstddef>
#include <string_view>
#include <utility>

namespace ami::detail {

inline constexpr std::uint32_t max_http_head = 65536;
inline constexpr std::size_t shortest_chunked_end = 5; // "0", two line ends

AMI_DECL http_connection::~http_connection()
{
    close();
}

AMI_DECL void http_connection::connect(std::shared_ptr<stream> over, const asio::ip::tcp::endpoint& to)
{
    stream_ = std::move(over);
    stream_->connect(to);
}

AMI_DECL void http_connection::on_connected(error_code ec)
{
    const auto self = shared_from_this();
    observer_->on_http_connected(slot_, ec);
}

AMI_DECL void http_connection::on_handshake(failure error)
{
    const auto self = shared_from_this();
    observer_->on_http_handshake(slot_, std::move(error));
}

AMI_DECL void http_connection::start()
{
    read();
}

AMI_DECL void http_connection::read()
{
    stream_->read(buffer_);
}

AMI_DECL bool http_connection::send(std::string request)
{
    wipe(request_);
    request_ = std::move(request);
    sent_ = 0;
    expect_answer();
    writing_ = true;
    return write();
}

AMI_DECL bool http_connection::write()
{
    sent_ += stream_->write(std::string_view(request_).substr(sent_)).taken;
    stream_->wait_writable();
    return sent_ == request_.size();
}

AMI_DECL void http_connection::expect_answer()
{
    parser_.emplace();
    parser_->header_limit(max_http_head);
    parser_->body_limit(max_body_);
    parser_->eager(true);
    last_chunk_ = {};
    parser_->on_chunk_header(last_chunk_);
}

AMI_DECL void http_connection::on_writable(error_code ec)
{
    if (!ec && sent_ != request_.size()) {
        if (write())
            observer_->on_http_sent(slot_);
        return;
    }
    // A failure is for the reader to find: the server may have said why before it closed.
    writing_ = false;
    wipe(request_);
}

AMI_DECL void http_connection::on_read(error_code ec, std::size_t size)
{
    const auto self = shared_from_this();
    if (ec || size == 0) {
        const bool begun = parser_ && (!received_.empty() || parser_->got_some());
        return end({errc::connection_lost,
            ec ? ec.message()
            : begun
                ? "the server closed the connection in the middle of an answer"
                : "the server closed the connection without an answer; possible causes: sessionlimit in http.conf, or a "
                  "port that needs https:// instead of http://"});
    }
    received_.append(buffer_.data(), size);
    if (parse() && observer_)
        read();
}

// False if the connection is over.
AMI_DECL bool http_connection::parse()
{
    if (!parser_) {
        end({errc::not_ami,
            "the server sent bytes without a request; check that host and port are those of Asterisk's web server"});
        return false;
    }
    error_code ec;
    // Beast parses only when the head is complete. Bytes that are not HTTP may never complete it, so the first ones are
    // checked here.
    constexpr std::string_view start = "HTTP/";
    if (!parser_->got_some() && received_.compare(0, start.size(), start, 0, received_.size()) != 0)
        ec = beast::http::error::bad_version;
    while (!ec && !received_.empty() && !parser_->is_done()) {
        // Beast of Boost 1.81 asserts that there are as many bytes as the shortest end has. That of 1.92 takes the head of
        // the last chunk first, and then less than that is left.
        if (parser_->is_header_done() && parser_->chunked() && !last_chunk_.seen &&
            received_.size() < shortest_chunked_end)
            break;
        const auto used = parser_->put(asio::buffer(received_), ec);
        received_.erase(0, used);
        if (ec == beast::http::error::need_more) {
            ec = {};
            break;
        }
        if (ec)
            break;
    }
    if (ec == beast::http::error::body_limit) {
        end({errc::body_too_large,
            fmt::format(
                "limits::max_body is {} bytes, and an answer is larger; raise the limit, or ask for less",
                max_body_)});
        return false;
    }
    if (ec) {
        end({errc::not_ami,
            fmt::format(
                "not an HTTP answer ({}): it begins with \"{}\"; check the port (8088 for HTTP, 5038 for AMI over TCP)",
                ec.message(), quote(received_, 40))});
        return false;
    }
    if (parser_->is_header_done() && !parser_->is_done() && parser_->need_eof()) {
        end({errc::not_ami,
            "the answer has neither a Content-Length nor chunks, so its end is unknown; check whether the server "
            "is Asterisk, and what a proxy between changes"});
        return false;
    }
    // Beast has no limit for what stands between chunks.
    if (!parser_->is_done() && received_.size() > max_http_head) {
        end({errc::not_ami,
            fmt::format(
                "a chunk's head or a trailer has more than {} bytes; check whether the server is Asterisk",
                max_http_head)});
        return false;
    }
    if (parser_->is_done() && parser_->get().result_int() / 100 == 1 && parser_->get().result_int() != 101) {
        expect_answer(); // "100 Continue" and the like: the answer is still to come
        return parse();
    }
    return !parser_->is_done() || finish_answer();
}

AMI_DECL bool http_connection::finish_answer()
{
    http_answer answer;
    // A server that answered before it had read the request must not get another one after it.
    const bool keeps_alive = parser_->keep_alive() && received_.empty() && !writing_;
    auto message = parser_->release();
    parser_.reset();
    answer.status = message.result_int();
    for (const auto& field : message) {
        const auto value = field.value();
        switch (field.name()) {
        case beast::http::field::content_type: answer.content_type.assign(value.data(), value.size()); break;
        case beast::http::field::location: answer.location.assign(value.data(), value.size()); break;
        case beast::http::field::set_cookie: answer.cookies.emplace_back(value.data(), value.size()); break;
        case beast::http::field::www_authenticate:
            answer.challenges.emplace_back(value.data(), value.size());
            break;
        default: break;
        }
    }
    answer.body = std::move(message.body());
    observer_->on_http_answer(slot_, std::move(answer), keeps_alive);
    return observer_ != nullptr;
}

AMI_DECL void http_connection::end(failure error)
{
    if (auto* const heard = observer_) {
        close();
        heard->on_http_closed(slot_, std::move(error));
    }
}

AMI_DECL void http_connection::close() noexcept
{
    observer_ = nullptr;
    if (stream_)
        stream_->close();
    wipe(request_); // not before: it may be on its way
}

} // namespace ami::detail

#endif // AMI_NET_HTTP_IMPL_HTTP_CONNECTION_IPP
