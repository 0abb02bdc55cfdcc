// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_WIRE_IMPL_PERCENT_ENCODING_IPP
#define AMI_PROTOCOL_WIRE_IMPL_PERCENT_ENCODING_IPP

#include <ami/protocol/wire/hex_digit.hpp>
#include <ami/protocol/wire/percent_encoding.hpp>

#include <cstddef>

namespace ami::detail {

AMI_DECL percent_decoded percent_decode(std::string_view text)
{
    percent_decoded decoded;
    decoded.text.reserve(text.size());
    for (std::size_t i = 0; i != text.size(); ++i) {
        if (text[i] != '%') {
            decoded.text += text[i];
        } else if (text.size() - i < 3 || hex_digit(text[i + 1]) < 0 || hex_digit(text[i + 2]) < 0) {
            decoded.text += text[i];
            decoded.is_malformed = true;
        } else {
            decoded.text += static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]));
            i += 2;
        }
    }
    return decoded;
}

} // namespace ami::detail

#endif // AMI_PROTOCOL_WIRE_IMPL_PERCENT_ENCODING_IPP
