// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_ACTIONS_ACTION_DEADLINES_HPP
#define AMI_SESSION_ACTIONS_ACTION_DEADLINES_HPP

#include <ami/session/actions/ring.hpp>
#include <ami/session/connection/deadline.hpp>

#include <ami/detail/macros.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace ami::detail {

// The deadlines of many actions. Most actions are answered long before their deadlines: the deadline of such an action
// stays here until it is removed with others or its time comes. So the owner says which deadlines are current.
//
// Most deadlines are added in the order of their times; the heap is for the others.
class action_deadlines {
public:
    struct deadline {
        time_point when;
        std::uint64_t id;
    };

    // `actions` is the number of actions that have a current deadline. Deadlines that are not current are removed when
    // there are more than twice as many.
    template <class IsCurrent>
    void add(std::uint64_t id, time_point when, std::size_t actions, const IsCurrent& is_current)
    {
        const auto is_old = [&](const deadline& each) { return !is_current(each); };
        // With fewer, no more of them are old than there are actions without one.
        while (size() >= actions && !ordered_.empty() && is_old(ordered_.front()))
            ordered_.pop_front();
        const auto many = 2 * actions + 64;
        if (ordered_.size() > many)
            ordered_.erase_if(is_old);
        if (ordered_.empty() || ordered_.back().when <= when)
            ordered_.push_back({when, id});
        else
            add_to_heap({when, id}, many, is_old);
    }

    // It has no current deadline any more. Most actions end in the order in which they were added.
    void forget(std::uint64_t id) noexcept
    {
        if (!ordered_.empty() && ordered_.front().id == id)
            ordered_.pop_front();
    }

    // The earliest deadline, which may not be current any more.
    std::optional<time_point> first() const noexcept
    {
        if (ordered_.empty() && heap_.empty())
            return std::nullopt;
        return ordered_is_first() ? ordered_.front().when : heap_.front().when;
    }

    // Removes the earliest deadline if its time has come; it may not be current any more.
    std::optional<deadline> take_due(time_point now)
    {
        const auto earliest = first();
        if (!earliest || *earliest > now)
            return std::nullopt;
        if (ordered_is_first()) {
            const auto taken = ordered_.front();
            ordered_.pop_front();
            return taken;
        }
        std::pop_heap(heap_.begin(), heap_.end(), &is_later);
        const auto taken = heap_.back();
        heap_.pop_back();
        return taken;
    }

    void clear() noexcept
    {
        ordered_.clear();
        heap_.clear();
    }

    // Current deadlines and others.
    std::size_t size() const noexcept { return ordered_.size() + heap_.size(); }

private:
    template <class IsOld>
    AMI_COLD void add_to_heap(const deadline& added, std::size_t many, const IsOld& is_old)
    {
        if (heap_.size() > many) {
            std::erase_if(heap_, is_old);
            std::make_heap(heap_.begin(), heap_.end(), &is_later);
        }
        heap_.push_back(added);
        std::push_heap(heap_.begin(), heap_.end(), &is_later);
    }

    static bool is_later(const deadline& a, const deadline& b) noexcept { return a.when > b.when; }

    bool ordered_is_first() const noexcept
    {
        return !ordered_.empty() && (heap_.empty() || ordered_.front().when <= heap_.front().when);
    }

    ring<deadline> ordered_;
    std::vector<deadline> heap_;
};

} // namespace ami::detail

#endif // AMI_SESSION_ACTIONS_ACTION_DEADLINES_HPP
