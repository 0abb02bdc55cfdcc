// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_SESSION_EVENTS_EVENT_QUEUE_HPP
#define AMI_SESSION_EVENTS_EVENT_QUEUE_HPP

#include <ami/session/events/streamed_event.hpp>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <iterator>
#include <utility>
#include <vector>

namespace ami::detail {

// A bounded queue of events. Losses are counted with the event that came after them.
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
            if (events_.empty()) { // a capacity of zero
                ++lost_at_end_;
                break;
            }
            const auto lost = events_.front().lost() + 1;
            events_.pop_front();
            events_.emplace_back(event(seen), std::exchange(lost_at_end_, 0));
            events_.front() = streamed_event(std::move(events_.front()), events_.front().lost() + lost);
            break;
        }
        ++lost_;
    }

    streamed_event pop()
    {
        auto first = std::move(events_.front());
        events_.pop_front();
        return first;
    }

    std::vector<streamed_event> pop_all()
    {
        std::vector<streamed_event> all(
            std::make_move_iterator(events_.begin()), std::make_move_iterator(events_.end()));
        events_.clear();
        return all;
    }

    bool empty() const noexcept { return events_.empty(); }
    bool has_room() const noexcept { return events_.size() < capacity_; }
    std::size_t size() const noexcept { return events_.size(); }

    // Whether an event was lost that must not be.
    bool is_broken() const noexcept { return broken_; }

    // All that were ever lost.
    std::uint64_t lost() const noexcept { return lost_; }

private:
    std::size_t capacity_;
    overflow policy_;
    std::deque<streamed_event> events_;
    std::uint64_t lost_at_end_ = 0; // since the last one that was taken in
    std::uint64_t lost_ = 0;
    bool broken_ = false;
};

} // namespace ami::detail

#endif // AMI_SESSION_EVENTS_EVENT_QUEUE_HPP
