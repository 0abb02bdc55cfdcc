// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_IMPL_QUEUE_VISITS_IPP
#define AMI_SESSION_LIVE_IMPL_QUEUE_VISITS_IPP

#include <ami/protocol/values/named_number.hpp>
#include <ami/session/live/queue_visits.hpp>

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ami::detail {

// As Asterisk counted, in whole seconds: of a wait whose beginning was not seen.
inline std::chrono::seconds hold_time_of(const event_view& event) noexcept
{
    return std::chrono::seconds(std::max(0, parse_int(event["HoldTime"]).value_or(0)));
}

AMI_DECL queue_visits::visits::iterator queue_visits::begin(
    std::string_view queue, std::string_view caller, time_point since)
{
    tally_.join(queue);
    alarms_.begin_wait(queue, caller, since);
    return visits_.insert_or_assign(std::string(caller), visit_record{std::string(queue), {}, since, since})
        .first;
}

AMI_DECL std::string queue_visits::place_of(const event_view& event)
{
    std::string place;
    for (const auto* const header : {"Context", "Exten", "Priority"}) {
        const auto part = event[header];
        if (part.empty())
            return {};
        place.append(part).append(1, '\n');
    }
    return place;
}

AMI_DECL queue_visits::visits::iterator queue_visits::find(const event_view& event)
{
    const auto found = visits_.find(event["Uniqueid"]);
    return found != visits_.end() && found->second.queue == event["Queue"] ? found : visits_.end();
}

AMI_DECL void queue_visits::move(visits::iterator which, step to, time_point now)
{
    auto& of = which->second;
    // A caller whom a list lacks may be in the next one, and is not told of twice.
    if (to != step::missed)
        alarms_.end_wait(of.queue, which->first, of.since);
    of.at = to;
    of.ended = now;
    undecided_.add(which->first, now);
}

AMI_DECL void queue_visits::count(const visit_record& of, live::wait_outcome outcome, time_point now)
{
    tally_.end_wait(of.queue, outcome, std::max(of.ended - of.since, duration::zero()), now);
}

AMI_DECL void queue_visits::end(visits::iterator which, live::wait_outcome outcome, time_point now)
{
    auto& of = which->second;
    if (of.at == step::waiting)
        of.ended = now;
    count(of, outcome, now);
    alarms_.end_wait(of.queue, which->first, of.since);
    undecided_.remove(which->first);
    visits_.erase(which);
}

AMI_DECL void queue_visits::count_for_now(visits::iterator which, live::wait_outcome outcome, time_point now)
{
    count(which->second, outcome, now);
    undecided_.remove(which->first);
    which->second.at = step::counted;
    which->second.as = outcome;
}

AMI_DECL void queue_visits::settle(visits::iterator which, time_point now)
{
    switch (which->second.at) {
    case step::given_up:
        return end(which, sees_channels_ ? live::wait_outcome::elsewhere : live::wait_outcome::unknown, now);
    case step::leaving: return end(which, live::wait_outcome::elsewhere, now);
    case step::waiting:
    case step::missed: return end(which, live::wait_outcome::unknown, now);
    case step::counted: visits_.erase(which); return;
    }
}

AMI_DECL void queue_visits::join(const event_view& event, time_point now)
{
    const auto queue = event["Queue"];
    const auto caller = event["Uniqueid"];
    if (queue.empty() || caller.empty())
        return;
    if (const auto known = visits_.find(caller); known != visits_.end()) {
        // A list was ahead of the event.
        if (known->second.at == step::waiting && known->second.queue == queue)
            return;
        settle(known, now);
    }
    begin(queue, caller, now)->second.place = place_of(event);
}

AMI_DECL void queue_visits::abandon(const event_view& event, time_point now)
{
    auto found = find(event);
    if (found == visits_.end()) {
        if (event["Queue"].empty() || event["Uniqueid"].empty() || visits_.contains(event["Uniqueid"]))
            return;
        found = begin(event["Queue"], event["Uniqueid"], now - hold_time_of(event));
    }
    if (!found->second.is_waiting())
        return;
    const auto place = place_of(event);
    const bool is_redirected = !found->second.place.empty() && !place.empty() && place != found->second.place;
    move(found, step::given_up, now);
    if (is_redirected)
        end(found, live::wait_outcome::elsewhere, now);
}

AMI_DECL void queue_visits::leave(const event_view& event, time_point now)
{
    if (const auto found = find(event); found != visits_.end() && found->second.is_waiting())
        move(found, step::leaving, now);
}

AMI_DECL void queue_visits::answer(const event_view& event, time_point now)
{
    const auto queue = event["Queue"];
    auto found = find(event);
    if (found == visits_.end()) {
        if (queue.empty())
            return;
        tally_.join(queue);
        return tally_.end_wait(queue, live::wait_outcome::answered, hold_time_of(event), now);
    }
    if (found->second.at == step::counted)
        tally_.withdraw(queue, found->second.as);
    end(found, live::wait_outcome::answered, now);
}

AMI_DECL void queue_visits::status(std::string_view channel_id, std::string_view value, time_point now)
{
    const auto found = visits_.find(channel_id);
    if (found == visits_.end() || value.empty() || found->second.at == step::counted ||
        found->second.is_waiting())
        return;
    using outcome = live::wait_outcome;
    const bool is_empty = value == "LEAVEEMPTY" || value == "LEAVEUNAVAIL";
    end(found,
        value == "TIMEOUT" ? outcome::timed_out
        : is_empty         ? outcome::left_empty
                           : outcome::elsewhere,
        now);
}

AMI_DECL void queue_visits::hang_up(std::string_view channel_id, time_point now)
{
    const auto found = visits_.find(channel_id);
    if (found == visits_.end())
        return;
    if (found->second.at == step::given_up)
        return end(found, live::wait_outcome::abandoned, now);
    settle(found, now);
}

AMI_DECL void queue_visits::take(std::string_view channel_id, time_point now)
{
    const auto found = visits_.find(channel_id);
    if (found == visits_.end() || found->second.at == step::counted)
        return;
    if (found->second.at == step::leaving)
        return count_for_now(found, live::wait_outcome::elsewhere, now);
    end(found, live::wait_outcome::elsewhere, now);
}

AMI_DECL void queue_visits::find(const live::queue_caller& caller, const moment& at)
{
    const auto known = visits_.find(caller["Uniqueid"]);
    if (known == visits_.end() || known->second.at == step::counted) {
        // The wall clock may be set later.
        const auto wait = std::max(at.wall - caller.waiting_since(), std::chrono::system_clock::duration());
        begin(caller["Queue"], caller["Uniqueid"], at.now - wait);
    } else if (known->second.at == step::missed && known->second.queue == caller["Queue"]) {
        known->second.at = step::waiting;
        undecided_.remove(known->first);
    }
}

AMI_DECL void queue_visits::miss(const live::queue_caller& caller, time_point now)
{
    const auto known = visits_.find(caller["Uniqueid"]);
    if (known != visits_.end() && known->second.at == step::waiting && known->second.queue == caller["Queue"])
        move(known, step::missed, now);
}

AMI_DECL void queue_visits::on_reset(std::string_view queue)
{
    const auto is_of = [&](const visit_record& each) { return queue.empty() || each.queue == queue; };
    erase_if(
        visits_, [&](const auto& each) { return each.second.at == step::counted && is_of(each.second); });
    for (const auto& [id, each] : visits_) {
        if (is_of(each))
            tally_.join(each.queue);
    }
}

AMI_DECL void queue_visits::on_lost(time_point now)
{
    erase_if(visits_, [](const auto& each) { return each.second.at == step::counted; });
    std::vector<std::string> given_up;
    std::vector<std::string> leaving;
    for (const auto& [id, each] : visits_) {
        if (each.at == step::given_up)
            given_up.push_back(id);
        else if (each.at == step::leaving)
            leaving.push_back(id);
    }
    for (const auto& each : given_up)
        end(visits_.find(each), live::wait_outcome::unknown, now);
    for (const auto& each : leaving)
        count_for_now(visits_.find(each), live::wait_outcome::unknown, now);
}

AMI_DECL void queue_visits::on_time(time_point now)
{
    while (const auto id = undecided_.take_expired(now)) {
        const auto found = visits_.find(*id);
        if (found == visits_.end())
            continue;
        if (found->second.at == step::leaving)
            count_for_now(found, live::wait_outcome::elsewhere, now);
        else
            settle(found, now);
    }
}

AMI_DECL std::optional<duration> queue_visits::longest_wait(std::string_view queue, time_point now) const
{
    std::optional<duration> longest;
    for_each_waiting([&](std::string_view in, std::string_view, time_point since) {
        if (in == queue)
            longest = std::max(longest.value_or(duration::zero()), now - since);
    });
    return longest;
}

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_IMPL_QUEUE_VISITS_IPP
