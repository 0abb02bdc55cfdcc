// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_NET_TRANSPORTS_TLS_RECORD_HPP
#define AMI_NET_TRANSPORTS_TLS_RECORD_HPP

#include <cstddef>
#include <string_view>

namespace ami::detail {

// Asterisk polls its socket, not OpenSSL, and then reads once into what is left of 1,024 bytes: what a record holds
// beyond that, or after a line's middle, waits until further bytes arrive. If only a part of a record has arrived,
// Asterisk ends the session (seen on 16 and 22). So a record holds whole lines, fits its buffer, and fits a segment.
inline constexpr std::size_t asterisk_read_size = 1024;

// What TCP and TLS add to a record, and some more.
inline constexpr std::size_t record_overhead = 64;

// How many bytes a record holds at most, if TCP sends segments of so many bytes (0: unknown).
constexpr std::size_t tls_record_limit(std::size_t segment) noexcept
{
    if (segment == 0 || segment >= asterisk_read_size + record_overhead)
        return asterisk_read_size;
    return segment > record_overhead ? segment - record_overhead : 1;
}

// How many of these bytes the next record takes: the lines that end within `limit` bytes, but at least one line.
inline std::size_t tls_record_size(std::string_view bytes, std::size_t limit) noexcept
{
    auto end = bytes.substr(0, limit).rfind('\n');
    if (end == std::string_view::npos)
        end = bytes.find('\n', limit < bytes.size() ? limit : bytes.size());
    return end == std::string_view::npos ? bytes.size() : end + 1;
}

} // namespace ami::detail

#endif // AMI_NET_TRANSPORTS_TLS_RECORD_HPP
