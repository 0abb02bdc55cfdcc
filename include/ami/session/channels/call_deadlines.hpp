// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_CHANNELS_CALL_DEADLINES_HPP
#define AMI_SESSION_CHANNELS_CALL_DEADLINES_HPP

#include <ami/session/channels/tracked_call.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace ami::detail {

// Calls with a deadline, each at most once: a heap in which every call knows its place.
class call_deadlines {
public:
    using call_pointer = std::shared_ptr<tracked_call>;

    std::optional<time_point> first() const
    {
        return heap_.empty() ? std::nullopt : std::optional(heap_.front().when);
    }

    // Without a time the call is removed.
    void set(const call_pointer& call, std::optional<time_point> when)
    {
        if (when && call->deadline_place == 0) {
            heap_.push_back({*when, call});
            call->deadline_place = heap_.size();
            rise(heap_.size() - 1);
        } else if (when) {
            const auto at = call->deadline_place - 1;
            heap_[at].when = *when;
            sink(rise(at));
        } else if (call->deadline_place != 0) {
            remove(call->deadline_place - 1);
        }
    }

    // Removes the calls whose deadline has come, the earliest first.
    std::vector<call_pointer> take_due(time_point now)
    {
        std::vector<call_pointer> due;
        while (!heap_.empty() && heap_.front().when <= now) {
            due.push_back(heap_.front().call);
            remove(0);
        }
        return due;
    }

    void clear()
    {
        for (const auto& each : heap_)
            each.call->deadline_place = 0;
        heap_.clear();
    }

private:
    struct entry {
        time_point when;
        call_pointer call;
    };

    void remove(std::size_t at)
    {
        heap_[at].call->deadline_place = 0;
        if (at + 1 != heap_.size()) {
            put(at, std::move(heap_.back()));
            heap_.pop_back();
            sink(rise(at));
        } else {
            heap_.pop_back();
        }
    }

    void put(std::size_t at, entry&& moved)
    {
        heap_[at] = std::move(moved);
        heap_[at].call->deadline_place = at + 1;
    }

    std::size_t rise(std::size_t at)
    {
        while (at != 0 && heap_[at].when < heap_[(at - 1) / 2].when)
            at = exchange(at, (at - 1) / 2);
        return at;
    }

    void sink(std::size_t at)
    {
        for (;;) {
            auto least = at;
            for (const auto child : {2 * at + 1, 2 * at + 2}) {
                if (child < heap_.size() && heap_[child].when < heap_[least].when)
                    least = child;
            }
            if (least == at)
                return;
            at = exchange(at, least);
        }
    }

    std::size_t exchange(std::size_t from, std::size_t to)
    {
        std::swap(heap_[from], heap_[to]);
        heap_[from].call->deadline_place = from + 1;
        heap_[to].call->deadline_place = to + 1;
        return to;
    }

    std::vector<entry> heap_;
};

} // namespace ami::detail

#endif // AMI_SESSION_CHANNELS_CALL_DEADLINES_HPP
