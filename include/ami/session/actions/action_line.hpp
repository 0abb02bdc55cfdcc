// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_ACTIONS_ACTION_LINE_HPP
#define AMI_SESSION_ACTIONS_ACTION_LINE_HPP

#include <ami/session/actions/action_deadlines.hpp>
#include <ami/session/actions/action_entry.hpp>
#include <ami/session/actions/pending_action.hpp>
#include <ami/session/actions/ring.hpp>
#include <ami/session/actions/slot_table.hpp>
#include <ami/session/connection/deadline.hpp>

#include <ami/detail/macros.hpp>
#include <ami/detail/shared_object.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace ami::detail {

// The actions without a whole answer, in the order in which they were sent, and their deadlines.
//
// An action is in line from being added until its answer or list is complete. If it is cancelled or times out before, its
// entry stays as a placeholder. A placeholder keeps the action's deadlines: a server that does not answer is noticed, no
// matter whether anybody waits.
class action_line {
public:
    // `id` is greater than all before.
    action_entry& add(std::uint64_t id, operation_pointer&& operation, time_point now)
    {
        auto& added = entries_.add(id);
        operation->id = id;
        added.operation = std::move(operation);
        added.began = now;
        enter(added);
        if (line_.empty())
            head_since_ = now;
        else if (line_.size() >
                 2 * tally_.in_line + 64) // actions that were never sent leave their numbers here
            drop_old_numbers();
        line_.push_back(id);
        return added;
    }

    // Good until the next one is added.
    action_entry* find(std::uint64_t id) noexcept { return entries_.find(id); }
    const action_entry* find(std::uint64_t id) const noexcept { return entries_.find(id); }
    action_entry* oldest() noexcept { return line_.empty() ? nullptr : entries_.find(line_.front()); }
    bool is_oldest(std::uint64_t id) const noexcept { return !line_.empty() && line_.front() == id; }
    bool is_in_line(std::uint64_t id) const noexcept
    {
        const auto* const found = entries_.find(id);
        return found && found->in_line;
    }

    // Those that somebody waits for, oldest first.
    AMI_DECL std::vector<std::uint64_t> awaited() const;

    void enter_phase(action_entry& entry, action_entry::phase next) noexcept
    {
        leave(entry);
        entry.at = next;
        enter(entry);
    }

    // A part of its answer came: if it is the oldest, its time begins anew.
    void on_progress(const action_entry& entry, time_point now) noexcept
    {
        if (is_oldest(entry.id))
            head_since_ = now;
    }

    // It becomes a placeholder.
    AMI_DECL operation_pointer abandon(action_entry& entry);
    // Later actions need not wait for it.
    AMI_DECL void leave_line(action_entry& entry, time_point now);
    // The entry is gone.
    operation_pointer remove(action_entry& entry, time_point now)
    {
        leave(entry);
        auto operation = std::move(entry.operation);
        deadlines_.forget(entry.id);
        const bool was_oldest = is_oldest(entry.id);
        entries_.erase(entry);
        if (was_oldest)
            advance(now);
        return operation;
    }

    void set_deadline(action_entry& entry, time_point when)
    {
        entry.deadline = when;
        deadlines_.add(
            entry.id, when, entries_.size(), [this](const auto& each) { return is_current(each); });
    }
    // When `oldest_is_late` or `take_late` may have one.
    AMI_DECL std::optional<time_point> next_deadline() const;
    bool oldest_is_late(time_point now) noexcept
    {
        const auto* const first = oldest();
        return first && now >= deadline_after(head_since_, first->timeout);
    }
    // One whose deadline has passed; null if there is none left.
    AMI_DECL action_entry* take_late(time_point now);

    AMI_DECL void clear() noexcept;

    // Actions that somebody waits for.
    std::size_t pending() const noexcept { return tally_.pending; }
    std::size_t in_line() const noexcept { return tally_.in_line; }
    std::size_t cancelled_in_line() const noexcept { return tally_.cancelled_in_line; }
    // Whether an event may belong to an action.
    bool takes_events() const noexcept { return tally_.take_events != 0; }

private:
    // Entries by what they are.
    struct tally {
        std::size_t pending = 0;
        std::size_t in_line = 0;
        std::size_t cancelled_in_line = 0;
        std::size_t cancelled_behind = 0; // placeholders that have left the line
        std::size_t take_events = 0;
    };

    void enter(const action_entry& counted) noexcept { count(counted, 1); }
    void leave(const action_entry& counted) noexcept { count(counted, static_cast<std::size_t>(-1)); }
    AMI_ALWAYS_INLINE void count(const action_entry& counted, std::size_t change) noexcept
    {
        tally_.pending += counted.operation ? change : 0;
        tally_.in_line += counted.in_line ? change : 0;
        if (!counted.operation)
            (counted.in_line ? tally_.cancelled_in_line : tally_.cancelled_behind) += change;
        tally_.take_events += counted.takes_events() ? change : 0;
    }

    // The oldest is in line no more.
    void advance(time_point now) noexcept
    {
        head_since_ = now;
        do
            line_.pop_front();
        while (!line_.empty() && !is_in_line(line_.front()));
        if (const auto* const next = oldest(); next && next->operation)
            fetch(*next->operation);
    }

    // Into the processor's cache: most likely its answer comes next. Of 1,000 that wait, none is there by chance.
    static void fetch(const pending_action& next) noexcept
    {
        const auto* const begin = reinterpret_cast<const char*>(&next) - shared_block::counts;
        for (std::size_t i = 0; i != 4; ++i)
            AMI_PREFETCH(begin + 64 * i);
    }

    bool is_current(const action_deadlines::deadline& each) const noexcept
    {
        const auto* const found = entries_.find(each.id);
        return found && !found->overdue && found->deadline == each.when;
    }

    AMI_COLD void drop_old_numbers()
    {
        line_.erase_if([this](std::uint64_t each) { return !is_in_line(each); });
    }

    AMI_COLD void bound_placeholders(std::uint64_t newest);

    slot_table<action_entry> entries_;
    ring<std::uint64_t> line_;    // oldest first; some may have left it
    time_point head_since_{};     // when the oldest became the oldest, or its list last moved
    ring<std::uint64_t> expired_; // placeholders that have left the line; some are gone
    action_deadlines deadlines_;
    tally tally_;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/actions/impl/action_line.ipp>
#endif

#endif // AMI_SESSION_ACTIONS_ACTION_LINE_HPP
