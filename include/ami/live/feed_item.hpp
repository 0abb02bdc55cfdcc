// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_LIVE_FEED_ITEM_HPP
#define AMI_LIVE_FEED_ITEM_HPP

#include <ami/live/impl/feed_entry.hpp>

#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>

namespace ami::live {

/// One item of a feed: a snapshot, or what has changed since the item before. It is small and shares its bytes with its copies
/// and with those of the other feeds of a model: keep it as long as its text is needed, for example until it was written.
/// Thread safety: copies may be used on any threads at a time.
class feed_item {
public:
    feed_item() = default;
    explicit feed_item(std::shared_ptr<::ami::detail::feed_entry> entry) noexcept : entry_(std::move(entry))
    {}

    /// Whether it is an item: what completes with an error is none.
    explicit operator bool() const noexcept { return entry_ != nullptr; }

    /// Of a change, the number of the item before and 1. Of a snapshot, the number of the last change that it has.
    std::uint64_t number() const noexcept { return entry_ ? entry_->number() : 0; }

    /// Whether it is a snapshot, not a change.
    bool is_snapshot() const noexcept { return entry_ && entry_->is_snapshot(); }

    /// The item as JSON, which `feed` describes. Whoever asks for it first writes it; all others get the same bytes. A snapshot of
    /// many records takes its time: ask for it on another thread if the client's must not wait.
    std::string_view json() const& { return entry_ ? entry_->json() : std::string_view(); }
    std::string_view json() const&& = delete;

private:
    std::shared_ptr<::ami::detail::feed_entry> entry_;
};

} // namespace ami::live

#endif // AMI_LIVE_FEED_ITEM_HPP
