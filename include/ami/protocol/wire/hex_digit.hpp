// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_WIRE_HEX_DIGIT_HPP
#define AMI_PROTOCOL_WIRE_HEX_DIGIT_HPP

#include <ami/protocol/wire/ascii.hpp>

namespace ami::detail {

// The value of a hexadecimal digit; negative if it is none.
constexpr int hex_digit(char c) noexcept
{
    if (is_digit(c))
        return c - '0';
    const char lower = to_lower(c);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

} // namespace ami::detail

#endif // AMI_PROTOCOL_WIRE_HEX_DIGIT_HPP
