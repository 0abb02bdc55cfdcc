// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_SESSION_ACTIONS_IMPL_CORRELATOR_TIME_IPP
#define AMI_SESSION_ACTIONS_IMPL_CORRELATOR_TIME_IPP

#include <ami/session/actions/correlator.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <string_view>
#include <utility>

// The deadlines of actions.

namespace ami::detail {

inline std::string seconds_text(duration value)
{
    return fmt::format("{:g} s", std::chrono::duration<double>(value).count());
}

AMI_DECL void correlator::set_deadline(entry& limited, time_point when)
{
    limited.deadline = when;
    deadlines_.add(limited.id, when, entries_.size(), [this](const auto& each) { return is_current(each); });
}

AMI_DECL bool correlator::is_current(const action_deadlines::deadline& each) const
{
    const auto* const found = entries_.find(each.id);
    return found && !found->overdue && found->deadline == each.when;
}

AMI_DECL std::optional<time_point> correlator::next_deadline() const
{
    auto next = deadlines_.first();
    if (line_.empty())
        return next;
    const auto of_head = deadline_after(head_since_, entries_.find(line_.front())->timeout);
    return next ? std::min(*next, of_head) : of_head;
}

AMI_DECL bool correlator::on_time(time_point now)
{
    bool overdue = false;
    while (!line_.empty()) {
        auto& late = *entries_.find(line_.front());
        if (now < deadline_after(head_since_, late.timeout))
            break;
        failure error{errc::timed_out, fmt::format("action {}: no answer within {}{}", late.name,
                                           seconds_text(late.timeout), what_is_known(late))};
        overdue = overdue || !late.overdue;
        late.overdue = true;
        auto operation = late.operation;
        if (queue_.remove(late.id)) { // the network takes nothing
            erase(late, now);
            error.ec = errc::not_sent;
        } else {
            if (operation)
                abandon(late);
            leave_line(late, now);
        }
        if (operation) {
            count(error);
            outputs_.complete(std::move(operation), std::move(error));
        }
    }
    while (const auto due = deadlines_.take_due(now)) {
        if (!is_current(*due))
            continue;
        auto& late = *entries_.find(due->id);
        overdue = true;
        late.overdue = true;
        std::string_view error = "no answer in time, earlier actions were not answered";
        if (late.at == phase::awaiting_follow_up)
            error = "the event that follows its answer did not come in time";
        else if (late.at == phase::list_open)
            error = "its list did not end in time";
        else if (!was_sent(late.id))
            error = "it could not be written in time";
        // Of one that is partly written, the rest follows.
        const auto code = can_withdraw(late.id) ? errc::not_sent : errc::timed_out;
        cancel(late.id, {code, fmt::format("action {}: {}{}", late.name, error, what_is_known(late))}, now);
    }
    return overdue;
}

} // namespace ami::detail

#endif // AMI_SESSION_ACTIONS_IMPL_CORRELATOR_TIME_IPP
