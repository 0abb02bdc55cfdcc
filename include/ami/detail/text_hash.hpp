// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_DETAIL_TEXT_HASH_HPP
#define AMI_DETAIL_TEXT_HASH_HPP

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace ami::detail {

// A hash of ids, by words: several are looked up for each event, and std::hash is a function of another library that takes bytes.
inline std::uint64_t text_hash(std::string_view text) noexcept
{
    constexpr std::uint64_t factor = 0x9e3779b97f4a7c15;
    const char* at = text.data();
    const char* const end = at + text.size();
    std::uint64_t hash = text.size() * factor;
    const auto add = [&](const char* from, std::size_t size) {
        std::uint64_t word = 0;
        std::memcpy(&word, from, size);
        hash = (std::rotl(hash, 23) ^ word) * factor;
    };
    if (text.size() >= 8) {
        for (; end - at > 8; at += 8)
            add(at, 8);
        add(end - 8, 8); // a part of it may have been added
    } else {
        for (; at != end; ++at)
            add(at, 1);
    }
    hash ^= hash >> 32;
    hash *= 0xbf58476d1ce4e5b9;
    return hash ^ hash >> 29;
}

} // namespace ami::detail

#endif // AMI_DETAIL_TEXT_HASH_HPP
