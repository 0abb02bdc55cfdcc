// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_DETAIL_HTTP_REQUEST_HPP
#define AMI_TESTING_DETAIL_HTTP_REQUEST_HPP

#include <ami/detail/macros.hpp>

#include <boost/asio/ip/tcp.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::testing::detail {

// What of an HTTP request matters to AMI.
struct http_request {
    std::string method;
    std::string target;
    std::vector<std::string> cookies; // each Cookie header
    std::string authorization;
    std::string content_type;
    std::string body;
    boost::asio::ip::tcp::endpoint local;
    boost::asio::ip::tcp::endpoint remote;

    std::string_view path() const { return std::string_view(target).substr(0, target.find('?')); }
};

using form_fields = std::vector<std::pair<std::string, std::string>>;

// What a request asks for as Asterisk reads it: a POST's form, else the query. NUL ends a name or a value.
AMI_DECL form_fields parse_fields(const http_request& from);

// The session's number in the Cookie headers; 0 if there is none that can be read.
AMI_DECL unsigned find_cookie(const http_request& in);

// What an `Authorization: Digest` header says.
struct digest_answer {
    std::string username;
    unsigned long nonce = 0;
    std::string uri;
    std::string count; // nc, as it was sent
    std::string client_nonce;
    std::string response;
    bool has_quality = false; // qop
};

// Nothing if it is another scheme or lacks something.
AMI_DECL std::optional<digest_answer> parse_digest_answer(std::string_view header);

} // namespace ami::testing::detail

#ifdef AMI_HEADER_ONLY
#include <ami/testing/impl/http_request.ipp>
#endif

#endif // AMI_TESTING_DETAIL_HTTP_REQUEST_HPP
