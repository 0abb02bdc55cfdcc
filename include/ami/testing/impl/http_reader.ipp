// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_HTTP_READER_IPP
#define AMI_TESTING_IMPL_HTTP_READER_IPP

#include <ami/protocol/wire/ascii.hpp>

#include <ami/testing/detail/http_reader.hpp>

#include <boost/beast/http/error.hpp>
#include <boost/beast/http/field.hpp>

#include <cstdint>

namespace ami::testing::detail {

inline constexpr std::uint64_t max_http_request = 40959;
inline constexpr std::uint32_t max_http_request_head = 65536;

AMI_DECL http_reader::result http_reader::next()
{
    if (!parser_) {
        parser_.emplace();
        parser_->eager(true);
        parser_->header_limit(max_http_request_head);
        parser_->body_limit(max_http_request);
    }
    error_.clear();
    while (!input_.empty() && !parser_->is_done()) {
        const auto used = parser_->put(boost::asio::buffer(input_), error_);
        input_.erase(0, used);
        if (error_ == boost::beast::http::error::need_more)
            return result::need_more;
        if (error_)
            return result::refused;
    }
    return parser_->is_done() ? result::request : result::need_more;
}

AMI_DECL http_request http_reader::take_request()
{
    auto message = parser_->release();
    parser_.reset();
    const auto text = [](auto view) { return std::string(view.data(), view.size()); };
    http_request request;
    request.method = text(message.method_string());
    request.target = text(message.target());
    for (const auto& field : message) {
        switch (field.name()) {
        case boost::beast::http::field::cookie: request.cookies.push_back(text(field.value())); break;
        case boost::beast::http::field::authorization: request.authorization = text(field.value()); break;
        case boost::beast::http::field::content_type: request.content_type = text(field.value()); break;
        default: break;
        }
    }
    request.body = std::move(message.body());
    // Asterisk compares the whole value, and takes HTTP/1.0 for 1.1.
    closes_ = ami::detail::iequals(text(message[boost::beast::http::field::connection]), "close");
    return request;
}

AMI_DECL http_reply http_reader::refusal()
{
    using boost::beast::http::error;
    auto answer = http_reply::page(400, "Bad Request", "Invalid Request");
    if (error_ == error::body_limit)
        answer = http_reply::page(413, "Request Entity Too Large", "Body too large");
    else if (error_ == error::bad_content_length)
        answer = http_reply::page(400, "Bad Request", "Invalid Content-Length in request!");
    else if (error_ == error::header_limit)
        answer = http_reply::page(400, "Bad Request", "Header line too long");
    input_.clear();
    answer.closes = true;
    return answer;
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_HTTP_READER_IPP
