// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_HTTP_SESSION_COOKIE_HPP
#define AMI_PROTOCOL_HTTP_SESSION_COOKIE_HPP

#include <ami/detail/chrono.hpp>
#include <ami/detail/macros.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace ami::detail {

// The cookie by which Asterisk knows a session: `mansession_id="3e909511"; Version=1; Max-Age=60`.
struct session_cookie {
    // Without the quotes.
    std::string value;

    // For how long an idle session lives: httptimeout of manager.conf. Nothing if the cookie does not tell.
    std::optional<std::chrono::seconds> lifetime;
};

// Reads the value of a Set-Cookie header; nothing if it is another cookie or has no usable value.
AMI_DECL std::optional<session_cookie> parse_session_cookie(std::string_view header);

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/protocol/http/impl/session_cookie.ipp>
#endif

#endif // AMI_PROTOCOL_HTTP_SESSION_COOKIE_HPP
