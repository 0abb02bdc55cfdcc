// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_CONNECTION_ACTION_ID_PREFIX_HPP
#define AMI_CLIENT_CONNECTION_ACTION_ID_PREFIX_HPP

#include <ami/net/network.hpp>

#include <cstdint>
#include <span>
#include <string>

namespace ami::detail {

// 55 random bits as 11 letters and digits, and a dash. A user who could guess our ActionIDs could forge items
// of our lists (protocol/README.md 3.3).
inline std::string action_id_prefix_of(std::span<const unsigned char, 11> bytes)
{
    std::string prefix;
    for (const auto byte : bytes)
        prefix += "abcdefghijklmnopqrstuvwxyz234567"[byte % 32];
    return prefix + '-';
}

inline std::string make_action_id_prefix(network& from)
{
    unsigned char bytes[11];
    from.fill_random(bytes);
    return action_id_prefix_of(bytes);
}

// For what no network knows of.
inline std::string make_action_id_prefix()
{
    unsigned char bytes[11];
    fill_unpredictably(bytes);
    return action_id_prefix_of(bytes);
}

// A seed for what need not be secret.
inline std::uint32_t random_number(network& from)
{
    unsigned char bytes[4];
    from.fill_random(bytes);
    std::uint32_t number = 0;
    for (const auto byte : bytes)
        number = number << 8 | byte;
    return number;
}

} // namespace ami::detail

#endif // AMI_CLIENT_CONNECTION_ACTION_ID_PREFIX_HPP
