// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_HTTP_IMPL_SESSION_COOKIE_IPP
#define AMI_PROTOCOL_HTTP_IMPL_SESSION_COOKIE_IPP

#include <ami/protocol/http/session_cookie.hpp>
#include <ami/protocol/wire/ascii.hpp>

#include <algorithm>

namespace ami::detail {

inline constexpr std::size_t max_cookie_value = 256;

inline std::string_view trim_blanks(std::string_view text) noexcept
{
    text = skip_blanks(text);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

// What may be sent back in a Cookie header; anything else could end the header or begin another cookie.
constexpr bool is_cookie_byte(char c) noexcept
{
    const auto byte = static_cast<unsigned char>(c);
    return byte > 0x20 && byte < 0x7f && c != '"' && c != ',' && c != ';' && c != '\\';
}

AMI_DECL std::optional<session_cookie> parse_session_cookie(std::string_view header)
{
    std::optional<session_cookie> found;
    for (bool first = true; first || !header.empty(); first = false) {
        const auto end = std::min(header.find(';'), header.size());
        const auto part = header.substr(0, end);
        header.remove_prefix(std::min(end + 1, header.size()));
        const auto equals = std::min(part.find('='), part.size());
        const auto name = trim_blanks(part.substr(0, equals));
        auto value = trim_blanks(part.substr(std::min(equals + 1, part.size())));
        if (value.size() >= 2 && value.front() == '"' && value.back() == '"')
            value = value.substr(1, value.size() - 2);
        if (first) {
            if (!iequals(name, "mansession_id") || value.empty() || value.size() > max_cookie_value ||
                !std::all_of(value.begin(), value.end(), is_cookie_byte))
                return std::nullopt;
            found = session_cookie{std::string(value), std::nullopt};
        } else if (iequals(name, "Max-Age") && !value.empty() && value.size() <= 9 &&
                   std::all_of(value.begin(), value.end(), is_digit)) {
            long seconds = 0;
            for (const char c : value)
                seconds = seconds * 10 + (c - '0');
            found->lifetime = std::chrono::seconds(seconds);
        }
    }
    return found;
}

} // namespace ami::detail

#endif // AMI_PROTOCOL_HTTP_IMPL_SESSION_COOKIE_IPP
