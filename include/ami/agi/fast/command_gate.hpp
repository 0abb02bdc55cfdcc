// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_AGI_FAST_COMMAND_GATE_HPP
#define AMI_AGI_FAST_COMMAND_GATE_HPP

#include <ami/agi/result.hpp>
#include <ami/protocol/errors/error.hpp>

#include <ami/detail/macros.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

namespace ami::detail {

// Which command is sent to Asterisk when, and what its answer means. No clock, no socket.
//
// One command is in hand at a time: Asterisk may leave a second one in its buffer, unanswered, and ends STREAM FILE and its
// like without an answer if one comes. The gate has three commands of its own:
// - CHANNEL STATUS after the answer -1, and if it is asked to. Asterisk says the same of a sound that failed and of one that a
//   hang-up ended, and tells of the hang-up later, or never (AGISIGHUP=no). On a dead channel the answer is 511.
// - GET VARIABLE CHANNEL(checkhangup) after the answer 511. In an interception routine Asterisk answers so though the call is
//   up, and nothing else tells of a hang-up there.
// - NOOP after EXEC with the answer 1. Asterisk takes the 1, which is the application's, for wrong syntax, and writes a block
//   520 after it (res_agi.c, handle_exec).
class command_gate {
public:
    using time_point = std::chrono::steady_clock::time_point;

    struct finished {
        std::uint64_t number;
        failure error;
        agi_result answer;
    };

    // Takes a command that was checked. Returns its number: 1, 2, ...
    AMI_DECL std::uint64_t add(std::string command, time_point deadline = time_point::max());

    // Nobody waits for the command any more. If it was not sent, it never will be. One that was sent is carried out, and
    // those after it wait for its answer. False if it is over.
    AMI_DECL bool withdraw(std::uint64_t number);

    // The line that is to be sent now, in one piece.
    AMI_DECL std::optional<std::string> next_line();

    AMI_DECL void on_answer(std::string text);
    AMI_DECL void on_hangup();
    AMI_DECL void on_time(time_point now);
    // Asks whether the channel is up, unless a command does or waits.
    AMI_DECL void check();
    // No answer comes any more. `is_lost`: what was sent may have been carried out.
    AMI_DECL void end(const failure& cause, bool is_lost);

    // Commands that are over, in the order in which they ended.
    AMI_DECL std::optional<finished> next_finished();

    // Asterisk has sent what belongs to no command: later answers could be those of others.
    const failure& error() const noexcept { return error_; }
    bool is_hung_up() const noexcept { return is_hung_up_; }
    // Neither is a command in hand, nor does one wait to be sent.
    bool is_idle() const noexcept { return (in_hand_ == hand::nothing || is_checking()) && waiting_.empty(); }
    bool is_checking() const noexcept { return in_hand_ == hand::check || in_hand_ == hand::check_again; }
    // Somebody waits for a command.
    bool is_awaited() const noexcept { return !waiting_.empty() || current_.is_awaited; }
    std::size_t waiting() const noexcept { return waiting_.size(); }
    // When the next command's time is over.
    AMI_DECL time_point deadline() const noexcept;

private:
    enum class hand {
        nothing,
        command,
        status_probe, // CHANNEL STATUS for a command whose answer was -1
        hangup_probe, // CHANNEL(checkhangup) for a command whose answer was 511
        no_op,
        check,      // CHANNEL STATUS for no command
        check_again // CHANNEL(checkhangup), as the answer to that was 511
    };

    struct entry {
        std::uint64_t number = 0;
        std::string text;
        time_point deadline = time_point::max();
        bool is_awaited = false;
    };

    void conclude(entry& over, failure error, agi_result answer = {});
    void on_command_answer(failure error, agi_result answer);
    void ask(hand question);
    bool may_be_hangup(const agi_result& answer) const;

    std::deque<entry> waiting_;
    std::deque<finished> finished_;
    entry current_;
    agi_result held_; // the answer to the current command, while it is asked what that means
    std::uint64_t last_number_ = 0;
    hand in_hand_ = hand::nothing;
    bool asks_ = false;   // the question that is in hand is to be sent
    bool checks_ = false; // CHANNEL STATUS is to be sent for no command
    bool usage_follows_ = false;
    bool is_hung_up_ = false;
    failure error_;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/agi/fast/impl/command_gate.ipp>
#endif

#endif // AMI_AGI_FAST_COMMAND_GATE_HPP
