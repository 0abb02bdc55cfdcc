// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_FLAG_TEXT_HPP
#define AMI_SESSION_LIVE_FLAG_TEXT_HPP

#include <ami/typed/decoder.hpp>

#include <optional>
#include <string_view>

namespace ami::detail {

// Nothing if the header is absent or says neither yes nor no.
inline std::optional<bool> flag_in(std::string_view text) noexcept
{
    bool value{};
    return decode(text, value) ? std::optional(value) : std::nullopt;
}

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_FLAG_TEXT_HPP
