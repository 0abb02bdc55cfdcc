// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_RECORD_ENTRY_HPP
#define AMI_SESSION_LIVE_RECORD_ENTRY_HPP

#include <ami/session/live/change.hpp>

#include <ami/detail/text_hash.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

namespace ami::detail {

// A record in its table, and when it was told or listed last.
template <class Record>
struct record_entry {
    explicit record_entry(Record of) noexcept : record(std::move(of)), hash(key_hash::of(key())) {}

    std::string_view key() const noexcept { return record.block_.key(); }

    bool is_of(std::uint32_t list) const noexcept { return marks >> 1 == list << 1 >> 1; }
    bool was_listed() const noexcept { return (marks & 1) != 0; }
    void mark(std::uint32_t list, live::change_origin by) const noexcept
    {
        marks = list << 1 | (marks & 1) | (by == live::change_origin::found);
    }

    struct key_hash {
        static std::uint32_t of(std::string_view key) noexcept
        {
            return static_cast<std::uint32_t>(text_hash(key));
        }
        std::size_t operator()(std::string_view key) const noexcept { return of(key); }
        std::size_t operator()(const record_entry& of) const noexcept { return of.hash; }
    };
    struct key_equal {
        bool operator()(const record_entry& a, const record_entry& b) const noexcept
        {
            return a.key() == b.key();
        }
        bool operator()(std::string_view key, const record_entry& of) const noexcept
        {
            return key == of.key();
        }
        bool operator()(const record_entry& of, std::string_view key) const noexcept
        {
            return key == of.key();
        }
    };

    mutable Record record; // another with the same key may take its place
    std::uint32_t hash;    // a table that grows need not read the records
    // The last list that began before it was put, and whether any list had it.
    mutable std::uint32_t marks = 0;
};

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_RECORD_ENTRY_HPP
