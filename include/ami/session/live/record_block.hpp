// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_RECORD_BLOCK_HPP
#define AMI_SESSION_LIVE_RECORD_BLOCK_HPP

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstring>
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
    record_block(
        std::string_view key, std::string_view lines, const Values& values, std::string_view own_text = {})
    {
        void* const place = ::operator new(sizeof(head) + key.size() + lines.size() + own_text.size());
        head_ = ::new (place) head{{1}, size_of(key), size_of(lines), size_of(own_text), values};
        auto* to = text();
        for (const auto part : {key, lines, own_text}) {
            if (!part.empty())
                std::memcpy(to, part.data(), part.size());
            to += part.size();
        }
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
        return head_ == nullptr ? std::string_view() : std::string_view(text(), head_->key_size);
    }
    std::string_view lines() const noexcept
    {
        return head_ == nullptr ? std::string_view()
                                : std::string_view(text() + head_->key_size, head_->lines_size);
    }
    std::string_view own_text() const noexcept
    {
        return head_ == nullptr
                   ? std::string_view()
                   : std::string_view(text() + head_->key_size + head_->lines_size, head_->own_text_size);
    }
    Values values() const noexcept { return head_ == nullptr ? Values() : head_->values; }

    bool is_same_as(const record_block& other) const noexcept { return head_ == other.head_; }

private:
    struct head {
        std::atomic<std::uint32_t> references;
        std::uint32_t key_size;
        std::uint32_t lines_size;
        std::uint32_t own_text_size;
        Values values;
    };

    static std::uint32_t size_of(std::string_view text) noexcept
    {
        return static_cast<std::uint32_t>(text.size());
    }

    char* text() const noexcept { return reinterpret_cast<char*>(head_ + 1); }

    head* head_ = nullptr;
};

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_RECORD_BLOCK_HPP
