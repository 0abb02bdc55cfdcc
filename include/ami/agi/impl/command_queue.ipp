// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_AGI_IMPL_COMMAND_QUEUE_IPP
#define AMI_AGI_IMPL_COMMAND_QUEUE_IPP

#include <ami/agi/command_queue.hpp>
#include <ami/protocol/values/redaction.hpp>
#include <ami/protocol/wire/ascii.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace ami::detail {

AMI_DECL agi_command_queue::agi_command_queue(std::string id_prefix, bool stale_output_possible)
    : sent_(std::move(id_prefix)), guard_(stale_output_possible)
{}

AMI_DECL std::uint64_t agi_command_queue::add(std::string command)
{
    unsent_.emplace_hint(unsent_.end(), ++last_number_, std::move(command));
    return last_number_;
}

AMI_DECL void agi_command_queue::refuse_next(const failure& cause)
{
    finished_.push_back({unsent_.begin()->first, cause, {}});
    unsent_.erase(unsent_.begin());
}

AMI_DECL bool agi_command_queue::may_leave_by_itself() const
{
    return std::any_of(sent_.begin(), sent_.end(),
        [](const auto& command) { return command.traits->ends_on_failure && !command.is_over(); });
}

AMI_DECL std::optional<agi_command_queue::order> agi_command_queue::next_order(bool is_ready)
{
    if (is_over_soon_)
        return std::nullopt;
    if (unsent_.empty()) {
        // Once per connection, and never again if Asterisk has it. If the channel has left AGI by then, the BREAK stays in
        // Asterisk's queue and ends the channel's next stay: so it waits for commands whose failure would do that.
        if (leaving_ != leaving::wanted || !is_ready || may_leave_by_itself())
            return std::nullopt;
        leaving_ = leaving::asked;
        return order{order_kind::leave, "ASYNCAGI BREAK", {}};
    }
    switch (guard_.next(sent_)) {
    case agi_output_guard::verdict::wait: return std::nullopt;
    case agi_output_guard::verdict::send_no_op:
        guard_.on_no_op_sent();
        return order{order_kind::no_op, "NOOP", sent_.add(0, agi_traits_of("NOOP"))};
    case agi_output_guard::verdict::send: break;
    }
    auto next = unsent_.extract(unsent_.begin());
    const auto position = sent_.end_position();
    const auto& traits = agi_traits_of(next.mapped());
    guard_.on_sent(position, traits);
    if (traits.runs_application)
        application_at_ = position;
    is_over_soon_ = traits.breaks_out;
    auto command_id = sent_.add(next.key(), traits);
    return order{order_kind::command, std::move(next.mapped()), std::move(command_id)};
}

AMI_DECL std::optional<agi_command_queue::finished> agi_command_queue::next_finished()
{
    if (finished_.empty())
        return std::nullopt;
    auto first = std::move(finished_.front());
    finished_.pop_front();
    return first;
}

// Commands are reported in their order, whichever was over first.
AMI_DECL void agi_command_queue::collect()
{
    while (auto oldest = sent_.take_over()) {
        if (oldest->number != 0) {
            finished_.push_back({oldest->number, std::move(oldest->error), std::move(oldest->answer)});
        } else if (oldest->error && sent_.empty() && !unsent_.empty()) {
            // The command that the NOOP had to precede is not sent.
            if (oldest->error.ec == errc::outcome_unknown || oldest->error.ec == errc::timed_out)
                oldest->error.ec = errc::not_sent;
            refuse_next(oldest->error);
        }
    }
}

AMI_DECL void agi_command_queue::on_acknowledged(std::string_view command_id, failure error)
{
    const auto found = sent_.find(command_id);
    if (!found)
        return;
    if (!error) {
        sent_[*found].at = agi_sent_commands::stage::acknowledged;
        return;
    }
    if (error.ec == errc::outcome_unknown)
        guard_.on_output_missed();
    if (*found + 1 == sent_.size())
        is_over_soon_ = false;
    sent_[*found].conclude(std::move(error));
    collect();
}

AMI_DECL void agi_command_queue::on_leave_acknowledged(const failure& error)
{
    if (leaving_ != leaving::asked)
        return;
    if (!error)
        leaving_ = leaving::accepted;
    else if (error.ec != errc::outcome_unknown && error.ec != errc::timed_out)
        leaving_ = leaving::wanted; // it was not sent
}

AMI_DECL agi_result agi_command_queue::read(
    const agi_sent_commands::command& command, const agi_output& output, bool had_rest, failure& error) const
{
    auto answer = parse_agi_result(output.text, error);
    if (had_rest)
        error = {errc::invalid_agi_result, "the rest of another command's answer is in front of it"};
    else if (output.may_be_cut)
        error = {errc::invalid_agi_result,
            fmt::format(
                "Asterisk hands over 1024 bytes of an answer, percent-encoded 2047; these are {}: \"{}\"",
                output.text.size(), quote_agi_answer(output.text, 80))};
    // A sound that ends with the call ends so too. Asterisk tells of an action Hangup only after the answer.
    if (!error && answer.number() == -1 && (hangup_seen_ || command.traits->ends_by_hangup))
        error = agi_hung_up();
    return answer;
}

AMI_DECL void agi_command_queue::on_result(std::string_view command_id, const agi_output& output)
{
    const bool had_rest = guard_.on_output(output);
    const auto found = sent_.find(command_id);
    if (!found)
        return;
    // Asterisk runs them in order, so the results of those before were missed.
    for (std::size_t i = 0; i != *found; ++i) {
        if (!sent_[i].is_over())
            sent_[i].conclude({errc::outcome_unknown, "the result of a later command came first"});
    }
    // Not while a Status is under way: it may tell of the time before this.
    if (sent_.first_position() + *found >= application_at_ && !in_doubt_)
        application_at_ = 0;
    auto& command = sent_[*found];
    failure error;
    auto answer = read(command, output, had_rest, error);
    if (command.traits->ends_on_failure && answer.ok() && answer.number() == -1)
        is_over_soon_ = true;
    else if (*found + 1 == sent_.size() && !(command.traits->breaks_out && answer.ok()))
        is_over_soon_ = false; // a BREAK that was refused, or a failure that did not end the channel's stay
    if (command.number == 0)   // a NOOP, whatever its answer says
        command.conclude({});
    else
        command.conclude(std::move(error), std::move(answer));
    collect();
}

AMI_DECL void agi_command_queue::on_connection_lost()
{
    in_doubt_ = true;
    guard_.on_output_missed(); // perhaps
    is_over_soon_ = false;
    if (leaving_ == leaving::asked)
        leaving_ = leaving::wanted;
    for (auto& command : sent_) {
        if (command.at == agi_sent_commands::stage::acknowledged)
            command.conclude({errc::outcome_unknown, "the connection was lost before the command's result"});
    }
    collect();
}

AMI_DECL bool agi_command_queue::on_status(std::string_view application, std::string_view data)
{
    in_doubt_ = false;
    // The application may be one that a command runs.
    return is_async_agi(application, data) || application_at_ != 0;
}

AMI_DECL void agi_command_queue::end(const failure& cause)
{
    for (auto& command : sent_) {
        if (!command.is_over())
            command.conclude(cause);
    }
    collect();
    while (!unsent_.empty())
        refuse_next(cause);
}

AMI_DECL bool is_agi_channel_gone(const response& answer)
{
    const auto text = answer.message();
    return !answer.ok() &&
           (text.ends_with("does not exist.") || text.starts_with("Failed to add AGI command to channel"));
}

AMI_DECL bool is_async_agi(std::string_view application, std::string_view data) noexcept
{
    return application == "AGI" && data.starts_with("agi:async");
}

AMI_DECL failure agi_hung_up()
{
    return {errc::agi_hung_up, "the channel was hung up, or has left AGI"};
}

} // namespace ami::detail

#endif // AMI_AGI_IMPL_COMMAND_QUEUE_IPP
