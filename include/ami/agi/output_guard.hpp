// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_AGI_OUTPUT_GUARD_HPP
#define AMI_AGI_OUTPUT_GUARD_HPP

#include <ami/agi/sent_commands.hpp>

#include <cstddef>
#include <cstdint>
#include <utility>

namespace ami::detail {

// Decides whether a command may be sent now, so that its answer is not mixed with the rest of another one.
//
// Asterisk has a queue of commands for each channel. Every 100 ms it runs all that are in it, one after another. After each
// command it reads the channel's pipe once, 1,024 bytes at most: if an answer is longer, its rest stands in front of the
// next answer. So commands are sent at once, with two exceptions: after a command whose answer may be a little longer, a
// NOOP is sent first, whose answer takes the rest along; after one whose answer may have any length, nothing is sent until
// that answer is here (res_agi.c, launch_asyncagi; seen on Asterisk 16 and 22).
class agi_output_guard {
public:
    // Asterisk has so many commands of a channel at most. The others can still be withdrawn.
    static constexpr std::size_t max_sent = 64;

    enum class verdict { send, send_no_op, wait };

    explicit agi_output_guard(bool stale_output_possible) : stale_output_possible_(stale_output_possible) {}

    verdict next(const agi_sent_commands& sent) const
    {
        if (sent.size() >= max_sent || unbounded_answer_at_ >= sent.first_position())
            return verdict::wait;
        // Otherwise the answers of the commands that were sent may take the stale output along.
        if (stale_output_possible_)
            return sent.empty() ? verdict::send_no_op : verdict::wait;
        return bounded_answer_at_ >= sent.first_position() ? verdict::send_no_op : verdict::send;
    }

    void on_no_op_sent() noexcept { bounded_answer_at_ = 0; }
    void on_sent(std::uint64_t position, const agi_command_traits& traits) noexcept
    {
        if (traits.answer == agi_command_traits::length::bounded)
            bounded_answer_at_ = position;
        if (traits.answer == agi_command_traits::length::unbounded)
            unbounded_answer_at_ = position;
    }

    // Whether the rest of another answer may be in front of this one.
    bool on_output(const agi_output& output) noexcept
    {
        return std::exchange(stale_output_possible_, output.may_be_cut);
    }
    // The output of a command was missed.
    void on_output_missed() noexcept { stale_output_possible_ = true; }

private:
    std::uint64_t bounded_answer_at_ = 0; // positions of the last command of each kind
    std::uint64_t unbounded_answer_at_ = 0;
    bool stale_output_possible_;
};

} // namespace ami::detail

#endif // AMI_AGI_OUTPUT_GUARD_HPP
