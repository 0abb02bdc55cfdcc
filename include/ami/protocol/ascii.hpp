// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_PROTOCOL_ASCII_HPP
#define AMI_PROTOCOL_ASCII_HPP

#include <cstddef>
#include <cstdint>
#include <string_view>

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

constexpr std::string_view skip_blanks(std::string_view text) noexcept
{
    std::size_t i = 0;
    while (i != text.size() && (text[i] == ' ' || text[i] == '\t'))
        ++i;
    return text.substr(i);
}

constexpr bool is_digit(char c) noexcept
{
    return c >= '0' && c <= '9';
}

} // namespace ami::detail

#endif // AMI_PROTOCOL_ASCII_HPP
