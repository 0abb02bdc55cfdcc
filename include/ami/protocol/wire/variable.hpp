// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_WIRE_VARIABLE_HPP
#define AMI_PROTOCOL_WIRE_VARIABLE_HPP

#include <string>
#include <string_view>

namespace ami {

/// Escapes a text for a `Variable` header, so that Asterisk's own parser gives back the same bytes: it
/// splits at commas, removes quotes and backslashes and counts brackets (protocol/README.md 3.5).
inline std::string escape_variable(std::string_view text)
{
    std::string escaped;
    escaped.reserve(text.size());
    for (const char c : text) {
        if (std::string_view{"\\\",()[]"}.find(c) != std::string_view::npos)
            escaped += '\\';
        escaped += c;
    }
    return escaped;
}

} // namespace ami

#endif // AMI_PROTOCOL_WIRE_VARIABLE_HPP
