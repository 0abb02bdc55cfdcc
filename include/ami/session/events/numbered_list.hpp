// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_EVENTS_NUMBERED_LIST_HPP
#define AMI_SESSION_EVENTS_NUMBERED_LIST_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

namespace ami::detail {

// Pointers in the order in which they were added, found by numbers that grow. A removed one leaves a gap, and gaps are
// closed when they are half of the list: removing all of them one by one is linear work. `Pointer` is null by default.
template <class Pointer>
class numbered_list {
public:
    void add(std::uint64_t id, Pointer added) { slots_.push_back({id, std::move(added)}); }

    // Returns false if there is none of this number.
    bool remove(std::uint64_t id)
    {
        const auto found = std::lower_bound(slots_.begin(), slots_.end(), id,
            [](const slot& each, std::uint64_t wanted) { return each.id < wanted; });
        if (found == slots_.end() || found->id != id || !found->to)
            return false;
        // The pointer may be the last one, and what it owned may come back here.
        [[maybe_unused]] const auto removed = std::exchange(found->to, Pointer());
        if (2 * ++gaps_ >= slots_.size()) {
            std::erase_if(slots_, [](const slot& each) { return !each.to; });
            gaps_ = 0;
        }
        return true;
    }

    std::size_t size() const noexcept { return slots_.size() - gaps_; }
    bool empty() const noexcept { return slots_.size() == gaps_; }

    // The only one; there is no gap then.
    const Pointer& only() const noexcept { return slots_.front().to; }

    // Appends what `of` makes of each.
    template <class Target, class Of = std::identity>
    void copy_to(Target& target, Of of = {}) const
    {
        for (const auto& each : slots_) {
            if (each.to)
                target.push_back(of(each.to));
        }
    }

    // The same with those of another list, by their numbers.
    template <class Target, class Of = std::identity>
    void merge_to(Target& target, const numbered_list& other, Of of = {}) const
    {
        auto mine = slots_.begin();
        auto others = other.slots_.begin();
        while (mine != slots_.end() || others != other.slots_.end()) {
            const bool is_mine =
                others == other.slots_.end() || (mine != slots_.end() && mine->id < others->id);
            const auto& next = is_mine ? *mine++ : *others++;
            if (next.to)
                target.push_back(of(next.to));
        }
    }

private:
    struct slot {
        std::uint64_t id;
        Pointer to;
    };

    std::vector<slot> slots_;
    std::size_t gaps_ = 0;
};

} // namespace ami::detail

#endif // AMI_SESSION_EVENTS_NUMBERED_LIST_HPP
