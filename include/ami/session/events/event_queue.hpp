// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_EVENTS_EVENT_QUEUE_HPP
#define AMI_SESSION_EVENTS_EVENT_QUEUE_HPP

#include <ami/session/events/streamed_event.hpp>

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace ami::detail {

// A bounded queue of events. Losses are counted with the event that came after them. What is taken all at once is handed
// over as it is: no event is moved.
class event_queue {
public:
    event_queue(std::size_t capacity, overflow policy) : capacity_(capacity), policy_(policy) {}

    void push(const event_view& seen)
    {
        if (broken_)
            return;
        if (has_room()) {
            events_.emplace_back(event(seen), std::exchange(lost_at_end_, 0));
            return;
        }
        switch (policy_) {
        case overflow::fail: broken_ = true; break;
        case overflow::drop_newest: ++lost_at_end_; break;
        case overflow::drop_oldest:
            if (empty()) { // a capacity of zero
                ++lost_at_end_;
                break;
            }
            const auto lost = pop().lost() + 1;
            events_.emplace_back(event(seen), std::exchange(lost_at_end_, 0));
            auto& oldest = events_[taken_];
            oldest = streamed_event(std::move(oldest), oldest.lost() + lost);
            break;
        }
        ++lost_;
    }

    streamed_event pop()
    {
        auto first = std::move(events_[taken_++]);
        if (2 * taken_ >= events_.size()) { // so that each event is moved once at most
            events_.erase(events_.begin(), events_.begin() + static_cast<std::ptrdiff_t>(taken_));
            taken_ = 0;
        }
        return first;
    }

    std::vector<streamed_event> pop_all()
    {
        events_.erase(
            events_.begin(), events_.begin() + static_cast<std::ptrdiff_t>(std::exchange(taken_, 0)));
        return std::exchange(events_, {});
    }

    bool empty() const noexcept { return size() == 0; }
    bool has_room() const noexcept { return size() < capacity_; }
    std::size_t size() const noexcept { return events_.size() - taken_; }

    // Whether an event was lost that must not be.
    bool is_broken() const noexcept { return broken_; }

    // All that were ever lost.
    std::uint64_t lost() const noexcept { return lost_; }

private:
    std::size_t capacity_;
    overflow policy_;
    std::vector<streamed_event> events_;
    std::size_t taken_ = 0;         // of these, at the front
    std::uint64_t lost_at_end_ = 0; // since the last one that was taken in
    std::uint64_t lost_ = 0;
    bool broken_ = false;
};

} // namespace ami::detail

#endif // AMI_SESSION_EVENTS_EVENT_QUEUE_HPP
