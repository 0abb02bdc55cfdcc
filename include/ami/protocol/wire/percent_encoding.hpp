// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_WIRE_PERCENT_ENCODING_HPP
#define AMI_PROTOCOL_WIRE_PERCENT_ENCODING_HPP

#include <ami/detail/macros.hpp>

#include <string>
#include <string_view>

namespace ami::detail {

struct percent_decoded {
    std::string text;
    bool is_malformed = false; // a % is without two hexadecimal digits; it stays as it is
};

AMI_DECL percent_decoded percent_decode(std::string_view text);

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/protocol/wire/impl/percent_encoding.ipp>
#endif

#endif // AMI_PROTOCOL_WIRE_PERCENT_ENCODING_HPP
