// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_HTTP_ANSWER_HPP
#define AMI_PROTOCOL_HTTP_ANSWER_HPP

#include <ami/protocol/errors/error.hpp>

#include <ami/detail/macros.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ami::detail {

// What of an HTTP answer matters to AMI.
struct http_answer {
    unsigned status = 0;
    std::string content_type;
    std::string location;
    std::vector<std::string> cookies;    // each Set-Cookie
    std::vector<std::string> challenges; // each WWW-Authenticate
    std::string body;
};

// What a status other than 200 means and which setting to look at. `path` is what was asked for, `size` the request's
// body. `errc::http_refused` if asking again is of no use, `errc::http_failed` if it may be.
AMI_DECL failure explain_http_status(
    const http_answer& answer, std::string_view path, std::size_t size, bool digest);

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/protocol/http/impl/answer.ipp>
#endif

#endif // AMI_PROTOCOL_HTTP_ANSWER_HPP
