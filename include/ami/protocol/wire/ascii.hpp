// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_WIRE_ASCII_HPP
#define AMI_PROTOCOL_WIRE_ASCII_HPP

#include <ami/detail/macros.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>

namespace ami::detail {

// AMI compares names without case and knows only ASCII letters there, so no locale is involved.
constexpr char to_lower(char c) noexcept
{
    return (c >= 'A' && c <= 'Z') ? static_cast<char>(c + ('a' - 'A')) : c;
}

constexpr bool iequals(std::string_view a, std::string_view b) noexcept
{
    if (a.size() != b.size())
        return false;
    // Most names are spelt as they are asked for.
    if (!std::is_constant_evaluated() && (a.empty() || std::memcmp(a.data(), b.data(), a.size()) == 0))
        return true;
    for (std::size_t i = 0; i != a.size(); ++i) {
        if (a[i] != b[i] && to_lower(a[i]) != to_lower(b[i]))
            return false;
    }
    return true;
}

constexpr bool istarts_with(std::string_view text, std::string_view prefix) noexcept
{
    return text.size() >= prefix.size() && iequals(text.substr(0, prefix.size()), prefix);
}

// As `starts_with`. The size of the literal is known: a few instructions, and no function is called.
template <std::size_t Size>
inline bool begins_with(std::string_view text, const char (&literal)[Size]) noexcept
{
    return text.size() >= Size - 1 && std::memcmp(text.data(), literal, Size - 1) == 0;
}

// FNV-1a over the lower-cased bytes: equal names in any letter case have equal hashes.
constexpr std::uint64_t ihash(std::string_view text) noexcept
{
    std::uint64_t hash = 14695981039346656037ull;
    for (const char c : text) {
        hash ^= static_cast<unsigned char>(to_lower(c));
        hash *= 1099511628211ull;
    }
    return hash;
}

// The first and the last eight bytes of a name, or four, or three that stand for the few it has.
struct name_ends {
    static constexpr std::uint64_t letters = 0x2020202020202020; // set in all that differ in case alone

    AMI_ALWAYS_INLINE name_ends(const char* name, std::size_t size) noexcept
    {
        const auto load = [](const char* at, std::size_t count) {
            std::uint64_t bytes = 0;
            std::memcpy(&bytes, at, count);
            return bytes;
        };
        if (size >= 8) {
            first = load(name, 8);
            last = load(name + size - 8, 8);
        } else if (size >= 4) {
            first = load(name, 4);
            last = load(name + size - 4, 4);
        } else if (size != 0) {
            const auto byte = [](char c) { return std::uint64_t{static_cast<unsigned char>(c)}; };
            first = byte(name[0]) | byte(name[size / 2])
                                        << 8; // loaded, they would be high bytes on big-endian machines
            last = byte(name[size - 1]);
        }
    }

    std::uint64_t first = 0;
    std::uint64_t last = 0;
};

// As `iequals`, for names: most are short and spelt alike, and take no call here.
inline bool names_equal(std::string_view a, std::string_view b) noexcept
{
    if (a.size() != b.size())
        return false;
    const name_ends ends_of_a(a.data(), a.size());
    const name_ends ends_of_b(b.data(), b.size());
    const auto differs = (ends_of_a.first ^ ends_of_b.first) | (ends_of_a.last ^ ends_of_b.last);
    if ((differs & ~name_ends::letters) != 0)
        return false;
    return (differs == 0 && a.size() <= 16) || iequals(a, b);
}

// A hash for names, of their sizes and ends: equal names in any letter case have equal hashes, and names that differ in
// the middle only are rare.
inline std::uint64_t name_hash(std::string_view name) noexcept
{
    const name_ends ends(name.data(), name.size());
    auto hash = ((ends.first | name_ends::letters) ^ name.size()) * 0x9e3779b97f4a7c15 ^
                ((ends.last | name_ends::letters) * 0xc2b2ae3d27d4eb4f);
    hash ^= hash >> 29;
    hash *= 0xbf58476d1ce4e5b9;
    return hash ^ hash >> 32;
}

constexpr std::string_view skip_blanks(std::string_view text) noexcept
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    return text;
}

constexpr bool is_digit(char c) noexcept
{
    return c >= '0' && c <= '9';
}

} // namespace ami::detail

#endif // AMI_PROTOCOL_WIRE_ASCII_HPP
