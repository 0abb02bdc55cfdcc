// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_PARTY_GROUP_HPP
#define AMI_SESSION_LIVE_PARTY_GROUP_HPP

#include <ami/session/live/call_party.hpp>
#include <ami/session/live/channel.hpp>

#include <ami/detail/macros.hpp>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>

namespace ami::detail {

// A party as its call keeps it. Times that are not known are those of no time.
struct kept_party {
    using wall_time = std::chrono::system_clock::time_point;
    static constexpr wall_time no_time = wall_time::min();

    live::channel channel;
    wall_time ringing_since = no_time;
    wall_time answered_since = no_time;
    std::uint32_t number = 0; // in the order in which they came
    live::call_role role = live::call_role::called;

    static std::optional<wall_time> known(wall_time time) noexcept
    {
        return time == no_time ? std::nullopt : std::optional(time);
    }
    bool operator==(const kept_party&) const = default;
};

// Some parties by their numbers, in one block of memory, which copies share until one of them changes. Each thread may have copies
// of its own.
class party_group {
public:
    party_group() = default;
    party_group(const party_group& other) noexcept : head_(other.head_)
    {
        if (head_ != nullptr)
            head_->references.fetch_add(1, std::memory_order_relaxed);
    }
    party_group(party_group&& other) noexcept : head_(std::exchange(other.head_, nullptr)) {}
    party_group& operator=(party_group other) noexcept
    {
        std::swap(head_, other.head_);
        return *this;
    }
    ~party_group()
    {
        if (head_ != nullptr && head_->references.fetch_sub(1, std::memory_order_acq_rel) == 1)
            free(head_);
    }

    std::size_t size() const noexcept { return head_ == nullptr ? 0 : head_->size; }
    bool empty() const noexcept { return size() == 0; }
    const kept_party* begin() const noexcept { return head_ == nullptr ? nullptr : places(head_); }
    const kept_party* end() const noexcept { return begin() + size(); }
    const kept_party& back() const noexcept { return end()[-1]; }

    // Null if there is none. Good until the next change.
    AMI_DECL const kept_party* find(std::uint32_t number) const noexcept;
    // To be changed, which copies do not see.
    AMI_DECL kept_party* edit(std::uint32_t number);
    // Its number is higher than all others.
    AMI_DECL void add(kept_party party);
    AMI_DECL void erase(std::uint32_t number);

    AMI_DECL bool operator==(const party_group& other) const noexcept;

private:
    struct head {
        std::atomic<std::uint32_t> references;
        std::uint16_t size;
        std::uint16_t capacity;
    };
    static_assert(sizeof(head) % alignof(kept_party) == 0);

    static kept_party* places(head* of) noexcept { return reinterpret_cast<kept_party*>(of + 1); }
    AMI_DECL static head* made(std::size_t capacity);
    AMI_DECL static void free(head* of) noexcept;
    // Nobody else has the block, and it has room for so many.
    AMI_DECL void own(std::size_t capacity);

    head* head_ = nullptr;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/live/impl/party_group.ipp>
#endif

#endif // AMI_SESSION_LIVE_PARTY_GROUP_HPP
