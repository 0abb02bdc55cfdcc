// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_SHARED_TEXT_HPP
#define AMI_SESSION_LIVE_SHARED_TEXT_HPP

#include <atomic>
#include <cstdint>
#include <cstring>
#include <new>
#include <string_view>
#include <utility>

namespace ami::detail {

// A text that never changes and whose copies share it: a call and each of its records have the same. Each thread may have copies of
// its own.
class shared_text {
public:
    shared_text() = default;
    explicit shared_text(std::string_view text)
    {
        if (text.empty())
            return;
        void* const place = ::operator new(sizeof(head) + text.size());
        head_ = ::new (place) head{{1}, static_cast<std::uint32_t>(text.size())};
        std::memcpy(static_cast<void*>(head_ + 1), text.data(), text.size());
    }
    shared_text(const shared_text& other) noexcept : head_(other.head_)
    {
        if (head_ != nullptr)
            head_->references.fetch_add(1, std::memory_order_relaxed);
    }
    shared_text(shared_text&& other) noexcept : head_(std::exchange(other.head_, nullptr)) {}
    shared_text& operator=(shared_text other) noexcept
    {
        std::swap(head_, other.head_);
        return *this;
    }
    ~shared_text()
    {
        if (head_ != nullptr && head_->references.fetch_sub(1, std::memory_order_acq_rel) == 1)
            ::operator delete(static_cast<void*>(head_));
    }

    std::string_view view() const noexcept
    {
        return head_ == nullptr ? std::string_view()
                                : std::string_view(reinterpret_cast<const char*>(head_ + 1), head_->size);
    }
    bool empty() const noexcept { return head_ == nullptr; }

    friend bool operator==(const shared_text& a, const shared_text& b) noexcept
    {
        return a.head_ == b.head_ || a.view() == b.view();
    }

private:
    struct head {
        std::atomic<std::uint32_t> references;
        std::uint32_t size;
    };

    head* head_ = nullptr;
};

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_SHARED_TEXT_HPP
