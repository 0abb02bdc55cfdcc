// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_HTTP_REPLY_HPP
#define AMI_TESTING_HTTP_REPLY_HPP

#include <ami/protocol/wire/ascii.hpp>
#include <ami/testing/reply.hpp>

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::testing {

/// An HTTP answer as the server would send it, to be changed by a test: see `http_port::rewrite`. Everything may be
/// made wrong.
class http_reply {
public:
    http_reply() = default;

    /// A page as Asterisk's web server makes it for an error, or as any other server would.
    static http_reply page(unsigned status, std::string_view reason, std::string_view text)
    {
        http_reply made;
        made.status = status;
        made.reason = reason;
        made.set("Content-type", "text/html");
        made.body.append("<!DOCTYPE HTML PUBLIC \"-//IETF//DTD HTML 2.0//EN\">\r\n<html><head>\r\n<title>")
            .append(std::to_string(status) + ' ')
            .append(reason)
            .append("</title>\r\n</head><body>\r\n<h1>")
            .append(reason)
            .append("</h1>\r\n<p>")
            .append(text)
            .append("</p>\r\n<hr />\r\n<address>Asterisk</address>\r\n</body></html>\r\n");
        return made;
    }

    /// Replaces the header's first value, or appends the header.
    http_reply& set(std::string_view name, std::string_view value) &
    {
        for (auto& [known, old] : headers) {
            if (ami::detail::iequals(known, name)) {
                old = value;
                return *this;
            }
        }
        headers.emplace_back(name, value);
        return *this;
    }

    /// Removes every header with this name.
    http_reply& erase(std::string_view name) &
    {
        std::erase_if(headers, [&](const auto& each) { return ami::detail::iequals(each.first, name); });
        return *this;
    }

    /// The status, for example 200.
    unsigned status = 200;
    /// The text after the status.
    std::string reason = "OK";

    /// In their order, but for Server, Date, Connection and Cache-Control before and Content-Length after them.
    std::vector<std::pair<std::string, std::string>> headers;
    /// The body.
    std::string body;

    /// Another Content-Length than the body's.
    std::optional<std::size_t> content_length;

    /// The body in chunks of at most so many bytes, without Content-Length; 0: not.
    std::size_t chunk_size = 0;

    /// After the body, beyond its length.
    std::string trailing;

    /// Only so many bytes of the body are sent, then the connection ends.
    std::optional<std::size_t> cut_after;
    /// How the connection ends after `cut_after`.
    ending how = ending::fin;

    /// Waits before it answers.
    std::chrono::milliseconds delay{0};

    /// Never answers, and keeps the connection open.
    bool never = false;

    /// Says `Connection: close` and closes after the answer.
    bool closes = false;

    /// Closes after the answer without having said so.
    bool closes_silently = false;
};

} // namespace ami::testing

#endif // AMI_TESTING_HTTP_REPLY_HPP
