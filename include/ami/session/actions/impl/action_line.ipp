// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_ACTIONS_IMPL_ACTION_LINE_IPP
#define AMI_SESSION_ACTIONS_IMPL_ACTION_LINE_IPP

#include <ami/session/actions/action_line.hpp>

#include <algorithm>

namespace ami::detail {

// Placeholders out of the line, whose answers may never come. The answer to one that is removed is an orphan.
inline constexpr std::size_t max_expired = 1024;

AMI_DECL std::vector<std::uint64_t> action_line::awaited() const
{
    std::vector<std::uint64_t> ids;
    ids.reserve(entries_.size());
    entries_.for_each([&](const action_entry& each) {
        if (each.operation)
            ids.push_back(each.id);
    });
    std::sort(ids.begin(), ids.end());
    return ids;
}

AMI_DECL operation_pointer action_line::abandon(action_entry& entry)
{
    leave(entry);
    auto owner = std::move(entry.operation);
    entry.answer.reset();
    enter(entry);
    if (!entry.in_line)
        bound_placeholders(entry.id);
    return owner;
}

AMI_DECL void action_line::leave_line(action_entry& entry, time_point now)
{
    const auto id = entry.id;
    const bool is_placeholder = !entry.operation;
    leave(entry);
    entry.in_line = false;
    enter(entry);
    if (is_oldest(id))
        advance(now);
    if (is_placeholder)
        bound_placeholders(id);
}

// Nothing waits for a placeholder out of the line, so nothing but this is sure to remove it.
AMI_DECL void action_line::bound_placeholders(std::uint64_t newest)
{
    expired_.push_back(newest);
    const auto find = [this](std::uint64_t id) {
        auto* const found = entries_.find(id);
        return found && !found->operation && !found->in_line ? found : nullptr;
    };
    while (tally_.cancelled_behind > max_expired) {
        if (auto* const oldest = find(expired_.front())) {
            leave(*oldest);
            entries_.erase(*oldest);
        }
        expired_.pop_front();
    }
    if (expired_.size() > 2 * max_expired)
        expired_.erase_if([&](std::uint64_t id) { return !find(id); });
}

AMI_DECL std::optional<time_point> action_line::next_deadline() const
{
    auto next = deadlines_.first();
    if (line_.empty())
        return next;
    const auto of_head = deadline_after(head_since_, entries_.find(line_.front())->timeout);
    return next ? std::min(*next, of_head) : of_head;
}

AMI_DECL action_entry* action_line::take_late(time_point now)
{
    while (const auto due = deadlines_.take_due(now)) {
        if (is_current(*due))
            return entries_.find(due->id);
    }
    return nullptr;
}

AMI_DECL void action_line::clear() noexcept
{
    entries_.clear();
    line_.clear();
    expired_.clear();
    deadlines_.clear();
    tally_ = {};
}

} // namespace ami::detail

#endif // AMI_SESSION_ACTIONS_IMPL_ACTION_LINE_IPP
