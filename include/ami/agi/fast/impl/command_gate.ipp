// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_AGI_FAST_IMPL_COMMAND_GATE_IPP
#define AMI_AGI_FAST_IMPL_COMMAND_GATE_IPP

#include <ami/agi/command_queue.hpp>
#include <ami/agi/fast/command_check.hpp>
#include <ami/agi/fast/command_gate.hpp>
#include <ami/protocol/values/redaction.hpp>
#include <ami/protocol/wire/ascii.hpp>

#include <utility>

namespace ami::detail {

AMI_DECL std::uint64_t command_gate::add(std::string command, time_point deadline)
{
    waiting_.push_back({++last_number_, std::move(command), deadline, true});
    return last_number_;
}

AMI_DECL bool command_gate::withdraw(std::uint64_t number)
{
    if (number != 0 && number == current_.number)
        return std::exchange(current_.is_awaited, false);
    return std::erase_if(waiting_, [&](const entry& each) { return each.number == number; }) != 0;
}

AMI_DECL std::optional<std::string> command_gate::next_line()
{
    if (error_)
        return std::nullopt;
    if (std::exchange(asks_, false))
        return in_hand_ == hand::status_probe ? "CHANNEL STATUS\n" : "GET VARIABLE CHANNEL(checkhangup)\n";
    if (std::exchange(checks_, false) && in_hand_ == hand::nothing && waiting_.empty()) {
        in_hand_ = hand::check;
        return "CHANNEL STATUS\n";
    }
    while (in_hand_ == hand::nothing && !waiting_.empty()) {
        if (usage_follows_) {
            in_hand_ = hand::no_op;
            return "NOOP\n";
        }
        current_ = std::move(waiting_.front());
        waiting_.pop_front();
        if (is_hung_up_ && !is_permitted_when_dead(current_.text)) {
            conclude(current_, {errc::agi_dead_channel, "the channel was hung up; the command was not sent"});
            continue;
        }
        in_hand_ = hand::command;
        return current_.text + '\n';
    }
    return std::nullopt;
}

// The answer to CHANNEL(checkhangup). A version that does not know it gives no value: 511 is taken for a hang-up there.
inline bool says_hung_up(const agi_result& answer)
{
    return answer.data() != "0";
}

AMI_DECL void command_gate::on_answer(std::string text)
{
    failure error;
    auto answer = parse_agi_result(text, error);
    const auto before = std::exchange(in_hand_, hand::nothing);
    const bool is_refused = answer.code() == 511;
    if (usage_follows_ && before != hand::command && answer.code() == 520) {
        // What belongs to the EXEC before.
        usage_follows_ = false;
        in_hand_ = before;
        return;
    }
    if (before == hand::nothing || asks_) {
        error_ = {
            errc::invalid_agi_result, "\"" + quote_agi_answer(text, 80) +
                                          "\" answers no command; possible cause: a value has line ends"};
        return;
    }
    switch (before) {
    case hand::nothing: break;
    case hand::command: on_command_answer(std::move(error), std::move(answer)); break;
    case hand::status_probe:
        // Not in an interception routine: there the command would not have had an answer but 511.
        is_hung_up_ = is_hung_up_ || is_refused;
        conclude(current_, is_hung_up_ ? agi_hung_up() : failure(), std::move(held_));
        break;
    case hand::hangup_probe:
        is_hung_up_ = is_hung_up_ || says_hung_up(answer);
        conclude(current_, {}, std::move(held_));
        break;
    case hand::no_op: usage_follows_ = false; break;
    case hand::check:
        usage_follows_ = false;
        if (is_refused && !is_hung_up_)
            ask(hand::check_again);
        break;
    case hand::check_again: is_hung_up_ = is_hung_up_ || says_hung_up(answer); break;
    }
}

AMI_DECL void command_gate::on_command_answer(failure error, agi_result answer)
{
    const bool is_exec = istarts_with(agi_command_name(current_.text), "EXEC ");
    usage_follows_ = is_exec && answer.ok() && answer.number() == 1;
    if (!error && may_be_hangup(answer)) {
        if (is_hung_up_)
            return conclude(current_, agi_hung_up(), std::move(answer));
        held_ = std::move(answer);
        return ask(hand::status_probe);
    }
    if (answer.code() == 511 && !is_hung_up_) {
        held_ = std::move(answer);
        return ask(hand::hangup_probe);
    }
    conclude(current_, std::move(error), std::move(answer));
}

AMI_DECL void command_gate::ask(hand question)
{
    in_hand_ = question;
    asks_ = true;
}

AMI_DECL bool command_gate::may_be_hangup(const agi_result& answer) const
{
    if (!answer.ok() || answer.number() != -1 || answer.data() == "hangup")
        return false;
    const auto name = agi_command_name(current_.text);
    // -1 has another meaning there.
    for (const std::string_view each : {"EXEC", "CHANNEL STATUS", "HANGUP", "DATABASE"}) {
        if (istarts_with(name, each))
            return false;
    }
    return true;
}

AMI_DECL void command_gate::on_hangup()
{
    is_hung_up_ = true;
    if (!std::exchange(asks_, false))
        return;
    const auto question = std::exchange(in_hand_, hand::nothing); // there is no need to ask
    if (question != hand::check_again)
        conclude(current_, question == hand::status_probe ? agi_hung_up() : failure(), std::move(held_));
}

AMI_DECL void command_gate::on_time(time_point now)
{
    if (current_.is_awaited && current_.deadline <= now)
        conclude(
            current_, {errc::timed_out, "fastagi_limits::command_timeout passed; the command still runs"});
    for (auto& each : waiting_) {
        if (each.deadline <= now)
            conclude(
                each, {errc::not_sent, "fastagi_limits::command_timeout passed before it could be sent"});
    }
    std::erase_if(waiting_, [](const entry& each) { return !each.is_awaited; });
}

AMI_DECL void command_gate::check()
{
    checks_ = in_hand_ == hand::nothing && waiting_.empty() && !is_hung_up_;
}

AMI_DECL void command_gate::end(const failure& cause, bool is_lost)
{
    // A hang-up ends what runs.
    const auto sent_cause = is_lost && !(is_hung_up_ && cause.ec == errc::agi_hung_up)
                                ? failure(errc::outcome_unknown, "the connection ended before the answer")
                                : cause;
    // The answer -1 was here, and then the end; 511 needs no cause.
    if (in_hand_ == hand::status_probe)
        conclude(current_, cause, std::move(held_));
    else if (in_hand_ == hand::hangup_probe)
        conclude(current_, {}, std::move(held_));
    else
        conclude(current_, sent_cause);
    for (auto& each : waiting_)
        conclude(each, cause);
    waiting_.clear();
    in_hand_ = hand::nothing;
    asks_ = checks_ = false;
}

AMI_DECL void command_gate::conclude(entry& over, failure error, agi_result answer)
{
    if (std::exchange(over.is_awaited, false))
        finished_.push_back({over.number, std::move(error), std::move(answer)});
}

AMI_DECL std::optional<command_gate::finished> command_gate::next_finished()
{
    if (finished_.empty())
        return std::nullopt;
    auto first = std::move(finished_.front());
    finished_.pop_front();
    return first;
}

AMI_DECL command_gate::time_point command_gate::deadline() const noexcept
{
    // All have the same time, so an older one ends first.
    if (current_.is_awaited)
        return current_.deadline;
    return waiting_.empty() ? time_point::max() : waiting_.front().deadline;
}

} // namespace ami::detail

#endif // AMI_AGI_FAST_IMPL_COMMAND_GATE_IPP
