// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_FEED_QUEUE_HPP
#define AMI_SESSION_LIVE_FEED_QUEUE_HPP

#include <algorithm>
#include <cstddef>
#include <deque>
#include <utility>

namespace ami::detail {

// What one reader of a feed has not taken yet. It begins with a snapshot; what follows has numbers without gaps. If too much
// waits, all of it is dropped, and the next item is a new snapshot.
template <class Item>
class feed_queue {
public:
    explicit feed_queue(std::size_t limit) noexcept : limit_(std::max<std::size_t>(limit, 1)) {}

    bool needs_snapshot() const noexcept { return needs_snapshot_; }
    bool empty() const noexcept { return items_.empty(); }
    std::size_t size() const noexcept { return items_.size(); }

    // The item that follows the one before. Before a snapshot it says nothing new.
    void push(const Item& item)
    {
        if (needs_snapshot_)
            return;
        if (items_.size() == limit_) {
            std::deque<Item>().swap(items_); // its memory, too
            needs_snapshot_ = true;
            return;
        }
        items_.push_back(item);
    }

    // The reader has a snapshot that has all that was pushed so far.
    void begin_after_snapshot() noexcept { needs_snapshot_ = false; }

    // The oldest of them. There must be one.
    Item pop()
    {
        Item first = std::move(items_.front());
        items_.pop_front();
        return first;
    }

private:
    std::size_t limit_;
    std::deque<Item> items_;
    bool needs_snapshot_ = true;
};

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_FEED_QUEUE_HPP
