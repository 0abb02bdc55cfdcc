// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_SESSION_ACTIONS_IMPL_CORRELATOR_IPP
#define AMI_SESSION_ACTIONS_IMPL_CORRELATOR_IPP

#include <ami/session/actions/correlator.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace ami::detail {

// Placeholders out of the line, whose answers may never come. The answer to one that is removed is an orphan.
inline constexpr std::size_t max_expired = 1024;

AMI_DECL void correlator::start(std::string_view prefix, const limits& bounds)
{
    ids_.start(prefix);
    limits_ = bounds;
    contiguous_ = serial_ = answers_without_id_ = barrier_due_ = false;
    current_list_ = 0;
}

AMI_DECL failure correlator::add(std::shared_ptr<pending_action>&& operation, const action& request,
    const action_terms& terms, time_point now, action_kind kind, std::string_view mask)
{
    if (request.fault())
        return {request.fault(), request.fault_text()};
    if (!terms.is_internal && in_flight() >= limits_.max_in_flight)
        return {errc::too_many_in_flight, fmt::format("limits::max_in_flight is {}", limits_.max_in_flight)};
    const auto action_id = ids_.next();
    const auto size = std::string_view("Action: \r\nActionID: \r\n\r\n").size() + request.name().size() +
                      action_id.size() + request.header_lines().size();
    if (!terms.is_internal && queue_.size() + size > limits_.max_write_queue)
        return {errc::write_queue_full, fmt::format("{} bytes wait, limits::max_write_queue is {}",
                                            queue_.size(), limits_.max_write_queue)};

    if (request.is_secret())
        queue_.reserve(size);
    request.serialize(queue_.text(), action_id);
    const auto id = ids_.use();
    queue_.added(id, kind, mask);
    ++counters_.actions_started;

    auto& added = entries_.add(id);
    operation->id = id;
    added.operation = std::move(operation);
    added.name = request.name();
    added.shape = find_answer_shape(request.name());
    // Not zero: an action started anew from its own completion would time out again and again, at once.
    added.timeout = std::max(request.timeout().value_or(terms.timeout), duration(1));
    enter(added);
    added.began = now;
    if (request.retries_if_unsent())
        added.again = std::make_unique<action>(request);
    if (line_.empty())
        head_since_ = now;
    else if (line_.size() > 2 * tally_.in_line + 64) // actions that were never sent leave their numbers here
        line_.erase_if([this](std::uint64_t each) { return !is_in_line(each); });
    line_.push_back(id);
    barrier_due_ = barrier_due_ || (serial_ && added.shape && !added.shape->silence.empty());
    auto deadline = deadline_after(now, std::max(terms.total_timeout, added.timeout));
    if (terms.latest)
        deadline = std::min(deadline, *terms.latest);
    set_deadline(added, deadline);
    return {};
}

AMI_DECL void correlator::enter(const entry& counted) noexcept
{
    tally_.pending += counted.operation != nullptr;
    tally_.in_line += counted.in_line;
    tally_.cancelled_in_line += !counted.operation && counted.in_line;
    tally_.cancelled_behind += !counted.operation && !counted.in_line;
    tally_.take_events += takes_events(counted);
}

AMI_DECL void correlator::leave(const entry& counted) noexcept
{
    tally_.pending -= counted.operation != nullptr;
    tally_.in_line -= counted.in_line;
    tally_.cancelled_in_line -= !counted.operation && counted.in_line;
    tally_.cancelled_behind -= !counted.operation && !counted.in_line;
    tally_.take_events -= takes_events(counted);
}

// Takes the owner out of the entry, which stays as a placeholder for what is still to come.
AMI_DECL std::shared_ptr<pending_action> correlator::abandon(entry& abandoned)
{
    leave(abandoned);
    auto owner = std::move(abandoned.operation);
    abandoned.answer.reset();
    enter(abandoned);
    queue_.give_up(abandoned.id);
    if (!abandoned.in_line)
        bound_placeholders(abandoned.id);
    return owner;
}

// Nothing waits for a placeholder out of the line, so nothing but this is sure to remove it.
AMI_DECL void correlator::bound_placeholders(std::uint64_t newest)
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

AMI_DECL void correlator::erase(entry& erased, time_point now)
{
    leave(erased);
    entries_.erase(erased);
    advance_line(now);
}

AMI_DECL void correlator::leave_line(entry& leaving, time_point now)
{
    const auto id = leaving.id;
    leave(leaving);
    leaving.in_line = false;
    enter(leaving);
    advance_line(now);
    if (!leaving.operation)
        bound_placeholders(id);
}

AMI_DECL void correlator::advance_line(time_point now)
{
    while (!line_.empty() && !is_in_line(line_.front())) {
        line_.pop_front();
        head_since_ = now;
    }
}

AMI_DECL bool correlator::is_in_line(std::uint64_t id) const noexcept
{
    const auto* const found = entries_.find(id);
    return found && found->in_line;
}

AMI_DECL void correlator::cancel(std::uint64_t id, failure error, time_point now)
{
    auto* const found = entries_.find(id);
    if (!found || !found->operation)
        return;
    count(error);
    auto owner = found->operation;
    if (queue_.remove(id))
        erase(*found, now);
    else
        abandon(*found);
    outputs_.complete(std::move(owner), std::move(error));
}

AMI_DECL std::optional<held_action> correlator::fail(
    std::uint64_t id, failure error, bool reconnects, time_point now)
{
    auto* const own = entries_.find(id);
    if (!own)
        return std::nullopt;
    auto& failed = *own;
    auto operation = failed.operation;
    std::optional<held_action> again;
    if (operation && reconnects && failed.again && error.ec == errc::not_sent)
        again = held_action{
            std::move(*failed.again), {failed.timeout, failed.timeout}, operation, failed.deadline};
    error.text = fmt::format("action {}: {}", failed.name, error.text);
    queue_.sent(id); // nothing of it is to be sent any more
    erase(failed, now);
    if (operation && !again) {
        count(error);
        outputs_.complete(std::move(operation), std::move(error));
    }
    return again;
}

AMI_DECL std::vector<correlator::ended_action> correlator::connection_ended(
    const std::string& error, error_code code, bool reconnects)
{
    std::vector<std::uint64_t> ids;
    ids.reserve(entries_.size());
    entries_.for_each([&](const entry& each) {
        if (each.operation)
            ids.push_back(each.id);
    });
    std::sort(ids.begin(), ids.end());

    std::vector<ended_action> ended;
    ended.reserve(ids.size());
    for (const auto id : ids) {
        auto& pending = *entries_.find(id);
        const bool accepted = pending.at == phase::awaiting_follow_up;
        const auto cause =
            code ? code : make_error_code(was_sent(id) ? errc::outcome_unknown : errc::not_sent);
        failure each{cause, fmt::format("action {}: {}{}", pending.name,
                                accepted ? "Asterisk accepted it, then " : "", error)};
        std::optional<held_action> again;
        if (reconnects && pending.again && cause == errc::not_sent)
            again = held_action{std::move(*pending.again), {pending.timeout, pending.timeout},
                pending.operation, pending.deadline};
        else
            count(each);
        ended.push_back({std::move(pending.operation), std::move(each), std::move(again)});
    }
    entries_.clear();
    line_.clear();
    expired_.clear();
    deadlines_.clear();
    tally_ = {};
    queue_.clear();
    ids_.stop();
    return ended;
}

AMI_DECL void correlator::count(const failure& error)
{
    if (error.ec == errc::timed_out)
        ++counters_.actions_timed_out;
    else if (error.ec == errc::not_sent)
        ++counters_.actions_not_sent;
    else if (error.ec == errc::outcome_unknown)
        ++counters_.actions_outcome_unknown;
    else if (error.ec == errc::list_too_large)
        ++counters_.actions_answered;
    else
        ++counters_.actions_cancelled;
}

} // namespace ami::detail

#endif // AMI_SESSION_ACTIONS_IMPL_CORRELATOR_IPP
