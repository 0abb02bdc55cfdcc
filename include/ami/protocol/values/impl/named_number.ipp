// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_VALUES_IMPL_NAMED_NUMBER_IPP
#define AMI_PROTOCOL_VALUES_IMPL_NAMED_NUMBER_IPP

#include <ami/protocol/values/named_number.hpp>

#include <charconv>
#include <system_error>

namespace ami::detail {

AMI_DECL std::optional<int> parse_int(std::string_view text) noexcept
{
    int number = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
    if (parsed.ec != std::errc{} || parsed.ptr != text.data() + text.size())
        return std::nullopt;
    return number;
}

} // namespace ami::detail

#endif // AMI_PROTOCOL_VALUES_IMPL_NAMED_NUMBER_IPP
