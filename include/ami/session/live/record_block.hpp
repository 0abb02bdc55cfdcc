// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_RECORD_BLOCK_HPP
#define AMI_SESSION_LIVE_RECORD_BLOCK_HPP

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <new>
#include <string_view>
#include <type_traits>
#include <utility>

namespace ami::detail {

// A pointer to what never changes: the key of a record, its header lines, and a few values and a text that no header has, with
// the count of the pointers, all in one block of memory. Each thread may have pointers of its own.
template <class Values>
class record_block {
    static_assert(std::is_trivially_destructible_v<Values> && std::is_nothrow_copy_constructible_v<Values>);

public:
    record_block() = default;
    // What is a part of the lines, by its address, is not stored twice.
    record_block(
        std::string_view key, std::string_view lines, const Values& values, std::string_view own_text = {})
    {
        std::size_t size = lines.size();
        const auto place_of = [&](std::string_view part) {
            const std::less_equal<> is_at_most;
            const bool is_in_lines = is_at_most(lines.data(), part.data()) &&
                                     is_at_most(part.data() + part.size(), lines.data() + lines.size());
            const auto at = is_in_lines ? static_cast<std::size_t>(part.data() - lines.data()) : size;
            size += is_in_lines ? 0 : part.size();
            return piece{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(part.size())};
        };
        const auto key_at = place_of(key);
        const auto own_text_at = place_of(own_text);
        void* const place = ::operator new(sizeof(head) + size);
        head_ =
            ::new (place) head{{1}, static_cast<std::uint32_t>(lines.size()), key_at, own_text_at, values};
        copy(lines, 0);
        if (key_at.at >= lines.size())
            copy(key, key_at.at);
        if (own_text_at.at >= lines.size())
            copy(own_text, own_text_at.at);
    }
    record_block(const record_block& other) noexcept : head_(other.head_)
    {
        if (head_ != nullptr)
            head_->references.fetch_add(1, std::memory_order_relaxed);
    }
    record_block(record_block&& other) noexcept : head_(std::exchange(other.head_, nullptr)) {}
    record_block& operator=(record_block other) noexcept
    {
        std::swap(head_, other.head_);
        return *this;
    }
    ~record_block()
    {
        if (head_ != nullptr && head_->references.fetch_sub(1, std::memory_order_acq_rel) == 1)
            ::operator delete(static_cast<void*>(head_));
    }

    explicit operator bool() const noexcept { return head_ != nullptr; }

    // Of no block: nothing.
    std::string_view key() const noexcept
    {
        return head_ == nullptr ? std::string_view() : text_of(head_->key);
    }
    std::string_view lines() const noexcept
    {
        return head_ == nullptr ? std::string_view() : std::string_view(text(), head_->lines_size);
    }
    std::string_view own_text() const noexcept
    {
        return head_ == nullptr ? std::string_view() : text_of(head_->own_text);
    }
    Values values() const noexcept { return head_ == nullptr ? Values() : head_->values; }

    bool is_same_as(const record_block& other) const noexcept { return head_ == other.head_; }

private:
    struct piece {
        std::uint32_t at;
        std::uint32_t size;
    };
    // The lines follow it, then what is no part of them.
    struct head {
        std::atomic<std::uint32_t> references;
        std::uint32_t lines_size;
        piece key;
        piece own_text;
        Values values;
    };

    void copy(std::string_view part, std::size_t at) noexcept
    {
        if (!part.empty())
            std::memcpy(text() + at, part.data(), part.size());
    }
    std::string_view text_of(const piece& of) const noexcept { return {text() + of.at, of.size}; }
    char* text() const noexcept { return reinterpret_cast<char*>(head_ + 1); }

    head* head_ = nullptr;
};

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_RECORD_BLOCK_HPP
