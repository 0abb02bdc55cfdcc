// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_IMPL_QUEUE_TALLY_IPP
#define AMI_SESSION_LIVE_IMPL_QUEUE_TALLY_IPP

#include <ami/session/live/queue_tally.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace ami::detail {

AMI_DECL void queue_tally::begin(const moment& at)
{
    since_ = at.wall;
}

AMI_DECL queue_tally::one_queue& queue_tally::of(std::string_view name)
{
    if (const auto found = queues_.find(name); found != queues_.end())
        return found->second;
    auto& made = queues_[std::string(name)];
    made.sums.since = since_;
    return made;
}

AMI_DECL std::uint64_t& queue_tally::counter(live::queue_counters& in, live::wait_outcome outcome)
{
    switch (outcome) {
    case live::wait_outcome::answered: return in.answered;
    case live::wait_outcome::abandoned: return in.abandoned;
    case live::wait_outcome::timed_out: return in.timed_out;
    case live::wait_outcome::left_empty: return in.left_empty;
    case live::wait_outcome::elsewhere: return in.elsewhere;
    case live::wait_outcome::unknown: break;
    }
    return in.unknown;
}

AMI_DECL void queue_tally::end_wait(
    std::string_view queue, live::wait_outcome outcome, duration wait, time_point now)
{
    auto& in = of(queue);
    ++counter(in.sums, outcome);
    const auto time = std::chrono::duration_cast<std::chrono::milliseconds>(wait);
    const bool is_answered = outcome == live::wait_outcome::answered;
    if (is_answered)
        in.sums.answered_wait += time;
    else if (outcome == live::wait_outcome::abandoned)
        in.sums.abandoned_wait += time;
    else if (outcome == live::wait_outcome::elsewhere || outcome == live::wait_outcome::unknown)
        return; // nobody was to answer, as far as is known
    while (!in.waits.empty() &&
           (in.waits.size() >= most_waits_ || deadline_after(in.waits.front().ended, window_) <= now))
        in.waits.pop_front();
    if (most_waits_ != 0)
        in.waits.push_back({now, wait, is_answered});
}

AMI_DECL void queue_tally::withdraw(std::string_view queue, live::wait_outcome outcome)
{
    auto& count = counter(of(queue).sums, outcome);
    count -= std::min<std::uint64_t>(count, 1); // it was counted before a reset
}

AMI_DECL void queue_tally::answer(std::string_view queue, std::string_view interface)
{
    ++of(queue).agents[std::string(interface)].answered;
}

AMI_DECL void queue_tally::miss(std::string_view queue, std::string_view interface)
{
    ++of(queue).agents[std::string(interface)].not_answered;
}

AMI_DECL void queue_tally::talk(std::string_view queue, std::string_view interface, duration time)
{
    auto& in = of(queue);
    auto& agent = in.agents[std::string(interface)];
    const auto talked = std::chrono::duration_cast<std::chrono::milliseconds>(time);
    ++in.sums.talks;
    in.sums.talk += talked;
    ++agent.talks;
    agent.talk += talked;
}

AMI_DECL live::queue_counters queue_tally::counts(std::string_view queue) const
{
    if (const auto found = queues_.find(queue); found != queues_.end())
        return found->second.sums;
    live::queue_counters none;
    none.since = since_;
    return none;
}

AMI_DECL live::agent_counters queue_tally::agent(std::string_view interface, std::string_view queue) const
{
    live::agent_counters sum;
    const auto add = [&](const auto& agents) {
        const auto found = agents.find(interface);
        if (found == agents.end())
            return;
        sum.answered += found->second.answered;
        sum.not_answered += found->second.not_answered;
        sum.talks += found->second.talks;
        sum.talk += found->second.talk;
    };
    if (queue.empty()) {
        for (const auto& each : queues_)
            add(each.second.agents);
    } else if (const auto found = queues_.find(queue); found != queues_.end())
        add(found->second.agents);
    return sum;
}

AMI_DECL live::service_level queue_tally::level(
    std::string_view queue, std::chrono::milliseconds within, time_point now) const
{
    live::service_level level;
    const auto found = queues_.find(queue);
    if (found == queues_.end())
        return level;
    for (const auto& each : found->second.waits) {
        if (deadline_after(each.ended, window_) <= now)
            continue;
        const bool is_within = each.time <= within;
        ++(each.is_answered ? level.answered : level.lost);
        if (is_within)
            ++(each.is_answered ? level.answered_within : level.lost_within);
    }
    return level;
}

AMI_DECL void queue_tally::reset(std::string_view queue, const moment& at)
{
    if (queue.empty())
        since_ = at.wall;
    const auto clear = [&](auto& in) {
        in.sums = {};
        in.sums.since = at.wall;
        in.agents.clear();
    };
    if (!queue.empty())
        return clear(of(queue));
    for (auto& each : queues_)
        clear(each.second);
}

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_IMPL_QUEUE_TALLY_IPP
