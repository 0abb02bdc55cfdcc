// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_CONFERENCE_KEYS_HPP
#define AMI_SESSION_LIVE_CONFERENCE_KEYS_HPP

#include <ami/protocol/wire/ascii.hpp>

#include <algorithm>
#include <string>
#include <string_view>

namespace ami::detail {

// Asterisk compares names of conferences without case.
inline std::string conference_key(std::string_view name)
{
    std::string key(name);
    std::transform(key.begin(), key.end(), key.begin(), to_lower);
    return key;
}

inline std::string conference_user_key(std::string_view conference, std::string_view channel_id)
{
    return conference_key(conference).append("\n").append(channel_id);
}

// Of the key of a user.
inline std::string_view conference_in(std::string_view key) noexcept
{
    return key.substr(0, key.find('\n'));
}
inline std::string_view channel_in(std::string_view key) noexcept
{
    return key.substr(key.find('\n') + 1);
}

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_CONFERENCE_KEYS_HPP
