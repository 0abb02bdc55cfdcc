// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_KNOWN_TEXT_HPP
#define AMI_SESSION_LIVE_KNOWN_TEXT_HPP

#include <string_view>

namespace ami::detail {

// Asterisk writes `<unknown>` for numbers and names that it does not have.
constexpr std::string_view known_text(std::string_view value) noexcept
{
    return value == "<unknown>" ? std::string_view() : value;
}

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_KNOWN_TEXT_HPP
