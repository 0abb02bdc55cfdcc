// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_CLIENT_CONNECTION_ACTION_ID_PREFIX_HPP
#define AMI_CLIENT_CONNECTION_ACTION_ID_PREFIX_HPP

#include <openssl/rand.h>

#include <cstdint>
#include <random>
#include <string>

namespace ami::detail {

// 55 random bits as 11 letters and digits, and a dash. A user who could guess our ActionIDs could forge items
// of our lists (protocol/README.md 3.3).
inline std::string make_action_id_prefix()
{
    unsigned char bytes[11];
    if (RAND_bytes(bytes, sizeof bytes) != 1) {
        std::random_device device;
        for (auto& byte : bytes)
            byte = static_cast<unsigned char>(device());
    }
    std::string prefix;
    for (const auto byte : bytes)
        prefix += "abcdefghijklmnopqrstuvwxyz234567"[byte % 32];
    return prefix + '-';
}

// A seed for what need not be secret.
inline std::uint32_t random_number()
{
    return std::random_device{}();
}

} // namespace ami::detail

#endif // AMI_CLIENT_CONNECTION_ACTION_ID_PREFIX_HPP
