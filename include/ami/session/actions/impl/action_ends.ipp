// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_ACTIONS_IMPL_ACTION_ENDS_IPP
#define AMI_SESSION_ACTIONS_IMPL_ACTION_ENDS_IPP

#include <ami/protocol/values/redaction.hpp>
#include <ami/protocol/wire/header_view.hpp>
#include <ami/session/actions/action_ends.hpp>

#include <fmt/format.h>

#include <chrono>
#include <utility>

namespace ami::detail {

inline std::string seconds_text(duration value)
{
    return fmt::format("{:g} s", std::chrono::duration<double>(value).count());
}

// For the text of an error.
inline std::string what_is_known(const action_entry& unanswered)
{
    std::string known;
    if (unanswered.shape && !unanswered.shape->silence.empty())
        known = fmt::format("; {}", unanswered.shape->silence);
    if (unanswered.answer && !unanswered.answer->list_error().raw().empty())
        known += fmt::format("; its list had the error \"{}\"", quote(unanswered.answer->message(), 200));
    if (unanswered.text) {
        std::string_view text = *unanswered.text;
        known += fmt::format("; Asterisk sent \"{}\"", quote(take_line(text), 80));
    }
    return known;
}

AMI_DECL void action_ends::count(const failure& error) noexcept
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

AMI_DECL void action_ends::tell(operation_pointer&& operation, failure&& error)
{
    count(error);
    outputs_.complete(std::move(operation), std::move(error));
}

AMI_DECL operation_pointer action_ends::abandon(action_entry& entry)
{
    queue_.give_up(entry.id);
    return line_.abandon(entry);
}

AMI_DECL void action_ends::finish(action_entry& answered, response&& answer, time_point now)
{
    const auto began = answered.began;
    auto operation = line_.remove(answered, now);
    if (operation) {
        ++counters_.actions_answered;
        counters_.round_trips.add(now - began);
        outputs_.complete(std::move(operation)).answer = std::move(answer);
    }
}

AMI_DECL void action_ends::cancel(std::uint64_t id, failure error, time_point now)
{
    auto* const found = line_.find(id);
    if (!found || !found->operation)
        return;
    tell(queue_.remove(id) ? line_.remove(*found, now) : abandon(*found), std::move(error));
}

AMI_DECL void action_ends::stop_waiting(action_entry& answered, failure error)
{
    tell(abandon(answered), std::move(error));
}

AMI_DECL void action_ends::end_unanswered(
    action_entry& ended, std::string_view proof, bool awaits_late_answer, time_point now)
{
    using phase = action_entry::phase;
    const auto* const shape = ended.shape;
    if (ended.at == phase::list_open && ended.answer) {
        const auto& list = *ended.answer;
        const bool whole = !list.completion().raw().empty() || !list.list_error().raw().empty() ||
                           (shape && shape->may_lack_completion && !list.events().empty());
        if (whole)
            return finish_partial(ended, now);
    } else if (ended.at == phase::in_line && ended.answer) {
        return finish_partial(ended, now);
    } else if (ended.at == phase::in_line && ended.operation && shape && shape->silence_is_success) {
        static constexpr std::string_view carried_out = "Response: Success\r\nMessage: No answer\r\n\r\n";
        return finish(ended,
            response(packet_view(carried_out, carried_out.size() - 2, {}, packet_kind::response)), now);
    }

    std::string_view missing = "no response came";
    if (ended.at == phase::list_open)
        missing = "the end of its list did not come";
    else if (ended.at == phase::awaiting_follow_up)
        missing = "the event that follows its answer did not come";
    failure error{errc::outcome_unknown,
        fmt::format("action {}: {}, and {}{}", ended.name, proof, missing, what_is_known(ended))};
    response text;
    if (ended.text)
        text = response(packet_view(*ended.text, ended.text->size(), {}, packet_kind::other));
    operation_pointer operation;
    if (awaits_late_answer) {
        ended.was_passed = ended.overdue = true; // its deadlines mean nothing any more
        if (ended.operation)
            operation = abandon(ended);
        line_.leave_line(ended, now);
    } else {
        queue_.sent(ended.id); // nothing of it is to be sent any more
        operation = line_.remove(ended, now);
    }
    if (operation) {
        count(error);
        outputs_.complete(std::move(operation), std::move(error)).answer = std::move(text);
    }
}

AMI_DECL std::optional<held_action> action_ends::fail(
    std::uint64_t id, failure error, bool reconnects, time_point now)
{
    auto* const failed = line_.find(id);
    if (!failed)
        return std::nullopt;
    error.text = fmt::format("action {}: {}", failed->name, error.text);
    const auto again = std::move(failed->again);
    const action_terms terms{failed->timeout, failed->timeout};
    const auto deadline = failed->deadline;
    queue_.sent(id); // nothing of it is to be sent any more
    auto operation = line_.remove(*failed, now);
    if (operation && reconnects && again && error.ec == errc::not_sent)
        return held_action{std::move(*again), terms, std::move(operation), deadline};
    if (operation)
        tell(std::move(operation), std::move(error));
    return std::nullopt;
}

AMI_DECL bool action_ends::on_time(time_point now)
{
    bool overdue = false;
    while (line_.oldest_is_late(now)) {
        auto& late = *line_.oldest();
        failure error{errc::timed_out, fmt::format("action {}: no answer within {}{}", late.name,
                                           seconds_text(late.timeout), what_is_known(late))};
        overdue = overdue || !late.overdue;
        late.overdue = true;
        operation_pointer operation;
        if (queue_.remove(late.id)) { // the network takes nothing
            operation = line_.remove(late, now);
            error.ec = errc::not_sent;
        } else {
            if (late.operation)
                operation = abandon(late);
            line_.leave_line(late, now);
        }
        if (operation)
            tell(std::move(operation), std::move(error));
    }
    while (auto* const late = line_.take_late(now)) {
        overdue = true;
        late->overdue = true;
        end_late(*late, now);
    }
    return overdue;
}

// Its own deadline has passed; it may be in line still.
AMI_DECL void action_ends::end_late(action_entry& late, time_point now)
{
    std::string_view error = "no answer in time, earlier actions were not answered";
    if (late.at == action_entry::phase::awaiting_follow_up)
        error = "the event that follows its answer did not come in time";
    else if (late.at == action_entry::phase::list_open)
        error = "its list did not end in time";
    else if (!queue_.was_sent(late.id))
        error = "it could not be written in time";
    // Of one that is partly written, the rest follows.
    const auto code = queue_.can_remove(late.id) ? errc::not_sent : errc::timed_out;
    cancel(late.id, {code, fmt::format("action {}: {}{}", late.name, error, what_is_known(late))}, now);
}

AMI_DECL std::vector<ended_action> action_ends::connection_ended(
    const std::string& error, error_code code, bool reconnects)
{
    const auto ids = line_.awaited();
    std::vector<ended_action> ended;
    ended.reserve(ids.size());
    for (const auto id : ids) {
        auto& pending = *line_.find(id);
        const bool accepted = pending.at == action_entry::phase::awaiting_follow_up;
        const auto cause =
            code ? code : make_error_code(queue_.was_sent(id) ? errc::outcome_unknown : errc::not_sent);
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
    line_.clear();
    queue_.clear();
    return ended;
}

} // namespace ami::detail

#endif // AMI_SESSION_ACTIONS_IMPL_ACTION_ENDS_IPP
