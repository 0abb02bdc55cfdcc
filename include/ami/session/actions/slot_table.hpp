// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_ACTIONS_SLOT_TABLE_HPP
#define AMI_SESSION_ACTIONS_SLOT_TABLE_HPP

#include <ami/detail/macros.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

namespace ami::detail {

// What is under way, by numbers that are counted up. A number's low bits are its slot, the others tell it from who had
// the slot before: nothing is hashed. The few that are still there when the count comes round to their slots are put
// aside.
//
// `Entry` has a member `id`, 0 where the slot is free, and a function `reset` that makes it as it was at first.
template <class Entry>
class slot_table {
public:
    std::size_t size() const noexcept { return taken_ + aside_.size(); }

    // Good until the next call of `add`.
    Entry* find(std::uint64_t id) noexcept
    {
        if (slots_.empty() || id == 0)
            return nullptr;
        if (auto& slot = slot_of(id); slot.id == id)
            return &slot;
        return aside_.empty() ? nullptr : find_aside(id);
    }
    const Entry* find(std::uint64_t id) const noexcept { return const_cast<slot_table*>(this)->find(id); }

    // `id` is greater than all before.
    Entry& add(std::uint64_t id)
    {
        if (slots_.empty() || taken_ >= slots_.size() - slots_.size() / 4)
            grow();
        auto& slot = slot_of(id);
        if (slot.id != 0)
            put_aside(slot);
        slot.id = id;
        ++taken_;
        return slot;
    }

    void erase(Entry& which)
    {
        const auto id = which.id;
        if (&which == &slot_of(id)) {
            which.reset();
            --taken_;
        } else {
            aside_.erase(id);
        }
    }

    void clear() noexcept
    {
        slots_ = std::vector<Entry>();
        mask_ = taken_ = 0;
        aside_.clear();
    }

    template <class Function>
    void for_each(Function function) const
    {
        for (const auto& slot : slots_) {
            if (slot.id != 0)
                function(slot);
        }
        for (const auto& [id, entry] : aside_)
            function(entry);
    }

private:
    static std::size_t place_of(std::uint64_t id, std::size_t mask) noexcept
    {
        return static_cast<std::size_t>(id) & mask;
    }
    Entry& slot_of(std::uint64_t id) noexcept { return slots_[place_of(id, mask_)]; }

    AMI_COLD void put_aside(Entry& slot)
    {
        aside_.emplace(slot.id, std::move(slot));
        slot.reset();
        --taken_;
    }

    AMI_COLD Entry* find_aside(std::uint64_t id) noexcept
    {
        const auto found = aside_.find(id);
        return found == aside_.end() ? nullptr : &found->second;
    }

    AMI_COLD void grow()
    {
        constexpr std::size_t first_size = 2;
        std::vector<Entry> larger(slots_.empty() ? first_size : 2 * slots_.size());
        // Those that had slots of their own have them among more slots too.
        for (auto& slot : slots_) {
            if (slot.id != 0)
                larger[place_of(slot.id, larger.size() - 1)] = std::move(slot);
        }
        slots_ = std::move(larger);
        mask_ = slots_.size() - 1;
    }

    std::vector<Entry> slots_; // a power of two, or none
    std::size_t mask_ = 0;     // one less
    std::size_t taken_ = 0;
    std::map<std::uint64_t, Entry> aside_;
};

} // namespace ami::detail

#endif // AMI_SESSION_ACTIONS_SLOT_TABLE_HPP
