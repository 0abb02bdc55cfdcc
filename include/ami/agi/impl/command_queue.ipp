// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_AGI_IMPL_COMMAND_QUEUE_IPP
#define AMI_AGI_IMPL_COMMAND_QUEUE_IPP

#include <ami/agi/command_queue.hpp>
#include <ami/protocol/values/redaction.hpp>
#include <ami/protocol/wire/ascii.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <system_error>

namespace ami::detail {

// `short_answer`: one read takes it, also the usage text that wrong arguments get (969 bytes at most on Asterisk 16 and 22).
// `bounded_answer`: less than 2,000 bytes; a variable's value is cut at 1,023.
struct agi_command_queue::traits {
    enum class answer { short_answer, bounded_answer, unbounded_answer };

    std::string_view name;
    answer length = answer::short_answer;
    bool ends_on_failure = false; // the answer -1 takes the channel out of AGI
    bool runs_application = false;
    bool breaks_out = false;
    bool ends_by_hangup = false; // the answer -1 has no other cause
};

AMI_DECL const agi_command_queue::traits& agi_command_queue::traits_of(std::string_view command)
{
    constexpr auto brief = traits::answer::short_answer;
    constexpr auto bounded = traits::answer::bounded_answer;
    static constexpr traits table[] = {{"ANSWER"}, {"ASYNCAGI BREAK", brief, false, false, true},
        {"CHANNEL STATUS"}, {"CONTROL STREAM FILE", bounded, true}, {"DATABASE DEL"}, {"DATABASE DELTREE"},
        {"DATABASE PUT"}, {"EXEC", brief, false, true}, {"GET DATA", bounded}, {"GET OPTION", brief, true},
        {"GET VARIABLE", bounded}, {"GOSUB", brief, true, true}, {"HANGUP"}, {"NOOP"},
        {"RECEIVE CHAR", brief, true}, {"RECORD FILE", brief, true}, {"SAY ALPHA"}, {"SAY DATE"},
        {"SAY DATETIME"}, {"SAY DIGITS"}, {"SAY NUMBER"}, {"SAY PHONETIC"}, {"SAY TIME"}, {"SEND IMAGE"},
        {"SEND TEXT"}, {"SET AUTOHANGUP"}, {"SET CALLERID"}, {"SET CONTEXT"}, {"SET EXTENSION"},
        {"SET MUSIC"}, {"SET PRIORITY"}, {"SET VARIABLE"}, {"STREAM FILE", brief, true}, {"TDD MODE"},
        {"VERBOSE"}, {"WAIT FOR DIGIT", brief, false, false, false, true}};
    static constexpr traits unknown{"", traits::answer::unbounded_answer};
    for (const auto& each : table) {
        const auto size = each.name.size();
        if (istarts_with(command, each.name) && (command.size() == size || command[size] == ' '))
            return each;
    }
    return unknown;
}

AMI_DECL agi_command_queue::agi_command_queue(std::string id_prefix, bool stale_output_possible)
    : id_prefix_(std::move(id_prefix)), stale_output_possible_(stale_output_possible)
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
        [](const sent_command& each) { return each.known->ends_on_failure && each.at != stage::over; });
}

AMI_DECL agi_command_queue::order agi_command_queue::send(
    std::uint64_t number, std::string text, order_kind kind)
{
    const auto position = end_position();
    sent_.push_back({number, &traits_of(text)});
    return {kind, std::move(text), id_prefix_ + std::to_string(position)};
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
    if (sent_.size() >= max_sent || unbounded_answer_at_ >= first_position_)
        return std::nullopt;
    if (stale_output_possible_) {
        // Otherwise the answers of what was sent may take it along.
        return sent_.empty() ? std::optional(send(0, "NOOP", order_kind::no_op)) : std::nullopt;
    }
    if (bounded_answer_at_ >= first_position_) {
        bounded_answer_at_ = 0;
        return send(0, "NOOP", order_kind::no_op);
    }
    auto next = unsent_.extract(unsent_.begin());
    const auto position = end_position();
    const auto& known = traits_of(next.mapped());
    if (known.length == traits::answer::bounded_answer)
        bounded_answer_at_ = position;
    if (known.length == traits::answer::unbounded_answer)
        unbounded_answer_at_ = position;
    if (known.runs_application)
        application_at_ = position;
    is_over_soon_ = known.breaks_out;
    return send(next.key(), std::move(next.mapped()), order_kind::command);
}

AMI_DECL std::optional<agi_command_queue::finished> agi_command_queue::next_finished()
{
    if (finished_.empty())
        return std::nullopt;
    auto first = std::move(finished_.front());
    finished_.pop_front();
    return first;
}

AMI_DECL std::optional<std::size_t> agi_command_queue::find(std::string_view command_id) const
{
    if (!command_id.starts_with(id_prefix_))
        return std::nullopt;
    command_id.remove_prefix(id_prefix_.size());
    std::uint64_t position = 0;
    const auto parsed = std::from_chars(command_id.data(), command_id.data() + command_id.size(), position);
    if (parsed.ec != std::errc{} || parsed.ptr != command_id.data() + command_id.size() ||
        position < first_position_ || position >= end_position())
        return std::nullopt;
    const auto index = static_cast<std::size_t>(position - first_position_);
    return sent_[index].at == stage::over ? std::nullopt : std::optional(index);
}

AMI_DECL void agi_command_queue::conclude(sent_command& command, failure error, agi_result answer)
{
    command.at = stage::over;
    command.error = std::move(error);
    command.answer = std::move(answer);
}

// The program hears of its commands in their order, whichever was over first.
AMI_DECL void agi_command_queue::collect()
{
    while (!sent_.empty() && sent_.front().at == stage::over) {
        auto first = std::move(sent_.front());
        sent_.pop_front();
        ++first_position_;
        if (first.number != 0) {
            finished_.push_back({first.number, std::move(first.error), std::move(first.answer)});
        } else if (first.error && sent_.empty() && !unsent_.empty()) {
            // The command that the NOOP had to precede is not sent.
            if (first.error.ec == errc::outcome_unknown || first.error.ec == errc::timed_out)
                first.error.ec = errc::not_sent;
            refuse_next(first.error);
        }
    }
}

AMI_DECL void agi_command_queue::on_acknowledged(std::string_view command_id, failure error)
{
    const auto found = find(command_id);
    if (!found)
        return;
    if (!error) {
        sent_[*found].at = stage::acknowledged;
        return;
    }
    if (error.ec == errc::outcome_unknown)
        stale_output_possible_ = true;
    if (*found + 1 == sent_.size())
        is_over_soon_ = false;
    conclude(sent_[*found], std::move(error));
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
    const sent_command& command, const agi_output& output, bool had_rest, failure& error) const
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
    if (!error && answer.number() == -1 && (hangup_seen_ || command.known->ends_by_hangup))
        error = agi_hung_up();
    return answer;
}

AMI_DECL void agi_command_queue::on_result(std::string_view command_id, const agi_output& output)
{
    const bool had_rest = std::exchange(stale_output_possible_, output.may_be_cut);
    const auto found = find(command_id);
    if (!found)
        return;
    // Asterisk runs them in order, so the results of those before were missed.
    for (std::size_t i = 0; i != *found; ++i) {
        if (sent_[i].at != stage::over)
            conclude(sent_[i], {errc::outcome_unknown, "the result of a later command came first"});
    }
    // Not while a Status is under way: it may tell of the time before this.
    if (first_position_ + *found >= application_at_ && !in_doubt_)
        application_at_ = 0;
    auto& command = sent_[*found];
    failure error;
    auto answer = read(command, output, had_rest, error);
    if (command.known->ends_on_failure && answer.ok() && answer.number() == -1)
        is_over_soon_ = true;
    else if (*found + 1 == sent_.size() && !(command.known->breaks_out && answer.ok()))
        is_over_soon_ = false; // a BREAK that was refused, or a failure that did not end the channel's stay
    if (command.number == 0)   // a NOOP, whatever its answer says
        conclude(command, {});
    else
        conclude(command, std::move(error), std::move(answer));
    collect();
}

AMI_DECL void agi_command_queue::on_connection_lost()
{
    in_doubt_ = true;
    stale_output_possible_ = true; // nobody knows
    is_over_soon_ = false;
    if (leaving_ == leaving::asked)
        leaving_ = leaving::wanted;
    for (auto& each : sent_) {
        if (each.at == stage::acknowledged)
            conclude(each, {errc::outcome_unknown, "the connection was lost before the command's result"});
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
    for (auto& each : sent_) {
        if (each.at != stage::over)
            conclude(each, cause);
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
