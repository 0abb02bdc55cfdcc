// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_HTTP_FORM_ENCODING_HPP
#define AMI_PROTOCOL_HTTP_FORM_ENCODING_HPP

#include <ami/protocol/wire/ascii.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace ami::detail {

// Letters, digits, `-`, `.` and `_` as they are, every other byte as %XX: a blank too, because `+` means a blank only
// in a form.
inline void append_form_encoded(std::string& to, std::string_view text)
{
    for (std::size_t i = 0; i != text.size(); ++i) {
        char c = text[i];
        // `action::multi_line` writes its line ends this way; no value has a NUL.
        if (c == '\0' && i + 1 != text.size())
            c = text[++i] == 'n' ? '\n' : '\r';
        const char low = to_lower(c);
        if (is_digit(c) || (low >= 'a' && low <= 'z') || c == '-' || c == '.' || c == '_') {
            to += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        to += '%';
        to += "0123456789ABCDEF"[byte >> 4];
        to += "0123456789ABCDEF"[byte & 15];
    }
}

// Appends a field of an `application/x-www-form-urlencoded` body.
inline void append_form_field(std::string& to, std::string_view name, std::string_view value)
{
    if (!to.empty())
        to += '&';
    append_form_encoded(to, name);
    to += '=';
    append_form_encoded(to, value);
}

} // namespace ami::detail

#endif // AMI_PROTOCOL_HTTP_FORM_ENCODING_HPP
