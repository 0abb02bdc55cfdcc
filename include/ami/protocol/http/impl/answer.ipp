// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_HTTP_IMPL_ANSWER_IPP
#define AMI_PROTOCOL_HTTP_IMPL_ANSWER_IPP

#include <ami/protocol/http/answer.hpp>
#include <ami/protocol/values/redaction.hpp>
#include <ami/protocol/wire/banner.hpp>

#include <fmt/format.h>

namespace ami::detail {

AMI_DECL failure explain_http_status(
    const http_answer& answer, std::string_view path, std::size_t size, bool digest)
{
    const auto refused = [&](std::string_view explanation) {
        return failure(errc::http_refused, fmt::format("HTTP {}: {}", answer.status, explanation));
    };
    const auto failed = [&](std::string_view explanation) {
        return failure(errc::http_failed, fmt::format("HTTP {}: {}", answer.status, explanation));
    };
    switch (answer.status) {
    case 301:
    case 302:
    case 303:
    case 307:
    case 308:
        return refused(
            fmt::format("the server redirects to \"{}\"; the client does not follow it, because it "
                        "would send the secret there; put the right address into the URL",
                quote(answer.location.substr(0, answer.location.find_first_of("?#")), 200)));
    case 400:
        return failed("the server says that the request is malformed, or could not read it in time; "
                      "check whether a proxy between changes requests");
    case 401:
        return digest
                   ? failure(errc::authentication_failed,
                         "HTTP 401: the user name is unknown or not spelt as in manager.conf, the secret is "
                         "wrong, or a proxy requires its own login; Asterisk does not tell which")
                   : refused(
                         "the server requires HTTP authentication, which Asterisk does only on paths that end in "
                         "arawman or amxml; possible cause: a proxy that requires its own login");
    case 403:
        return refused(
            "the server forbids it; possible causes: an ACL of the user (permit, deny, acl in manager.conf), "
            "an ACL of the path (http.conf), a proxy");
    case 404:
        return refused(fmt::format(
            "there is nothing at {}: manager.conf needs enabled=yes and webenabled=yes, http.conf enabled=yes, and "
            "the path must begin with the prefix of http.conf",
            quote(path, 200)));
    case 405:
    case 501:
        return refused(
            "the server does not accept POST there; possible cause: it is not Asterisk's web server");
    case 413:
        return failed(
            fmt::format("the action has {} bytes as a form, more than the web server accepts (Asterisk: "
                        "40,960, up to version 13 4,096)",
                size));
    case 500:
        return failed(
            "Asterisk had no memory or no temporary file for the answer; check its memory and its disk");
    case 502:
    case 504:
        return failed(
            "a proxy cannot reach Asterisk, or got no answer in time; check the proxy's timeout, and whether Asterisk runs");
    case 503:
        return failed("Asterisk is shutting down or starting, or a proxy cannot reach it; try again later");
    default:
        return failed(
            fmt::format("unexpected HTTP status at {}; check what answers there", quote(path, 200)));
    }
}

} // namespace ami::detail

#endif // AMI_PROTOCOL_HTTP_IMPL_ANSWER_IPP
