// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_WIRE_SCAN_HPP
#define AMI_PROTOCOL_WIRE_SCAN_HPP

#include <ami/detail/macros.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace ami::detail {

// Which instructions look for line ends and colons. One text of code serves all; they differ in how 64 bytes are
// compared with one.
enum class instructions : unsigned char { plain, sse2, avx2, avx512, neon };

// Bytes after the end that `packet_end` may read, whatever they are.
inline constexpr std::size_t scan_slack = 64;

// What was found of a text that is looked through in chunks.
struct line_marks {
    std::size_t lines = 0;
    std::size_t lines_with_colon = 0;
    bool behind_lf = true;     // a line begins with the next chunk
    bool before_colon = false; // a line without a colon so far goes on in the next chunk
};

struct scan_functions {
    instructions kind;

    // After the blank line that ends the packet at `begin`, or null. The packet's first line is not blank; up to
    // `from` there is no such end. Reads up to `scan_slack` bytes after `end`.
    const char* (*packet_end)(const char* begin, const char* from, const char* end) noexcept;

    // What is after the colon of the first line with this name, without the line's end; a null view if there is
    // none.
    std::string_view (*find_value)(std::string_view lines, std::string_view name) noexcept;

    // Adds to `ends` the LF of each line and to `colons` the first colon of each that has one, of the bytes `from` to
    // `to` of a text: at most `max_marked`, and up to the text's end if they are no multiple of 64. There is room
    // for as many marks and four. If a line without a colon is followed by one that begins with a colon, that one's
    // second is marked.
    void (*mark_lines)(const char* text, std::size_t from, std::size_t to, std::uint32_t* ends,
        std::uint32_t* colons, line_marks& marks) noexcept;
};

inline constexpr std::size_t max_marked = 512;

// The quickest that this machine has.
AMI_DECL const scan_functions& best_scan_functions() noexcept;

// Null if this machine or this build has them not.
AMI_DECL const scan_functions* find_scan_functions(instructions kind) noexcept;

inline std::atomic<const scan_functions*> scan_functions_in_use{nullptr};

inline const scan_functions& scan() noexcept
{
    const auto* const chosen = scan_functions_in_use.load(std::memory_order_relaxed);
    return chosen ? *chosen : best_scan_functions();
}

// For tests: everything uses these from now on. False if there are none.
inline bool use_instructions(instructions kind) noexcept
{
    const auto* const found = find_scan_functions(kind);
    if (found)
        scan_functions_in_use.store(found, std::memory_order_relaxed);
    return found != nullptr;
}

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/protocol/wire/impl/scan.ipp>
#endif

#endif // AMI_PROTOCOL_WIRE_SCAN_HPP
