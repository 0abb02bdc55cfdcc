// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_AGI_COMMAND_QUEUE_HPP
#define AMI_AGI_COMMAND_QUEUE_HPP

#include <ami/agi/output_guard.hpp>
#include <ami/agi/result.hpp>
#include <ami/agi/sent_commands.hpp>
#include <ami/protocol/errors/error.hpp>
#include <ami/protocol/wire/response.hpp>

#include <ami/detail/macros.hpp>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace ami::detail {

// Decides what is sent to a channel in AGI(agi:async), and what the answers mean. No clock, no socket.
class agi_command_queue {
public:
    enum class order_kind { command, no_op, leave };

    struct order {
        order_kind kind;
        std::string text;
        std::string command_id; // none for `leave`
    };

    struct finished {
        std::uint64_t number;
        failure error;
        agi_result answer;
    };

    // No other CommandID may begin with `id_prefix`, not even one of an earlier stay of the channel in AGI: what that left
    // in Asterisk's queue runs in this one.
    AMI_DECL agi_command_queue(std::string id_prefix, bool stale_output_possible);

    // Returns the command's number: 1, 2, ...
    AMI_DECL std::uint64_t add(std::string command);

    // True if the command was not sent: it never will be, and has no result. A command that was sent keeps its place.
    bool withdraw(std::uint64_t number) { return unsent_.erase(number) != 0; }

    // Commands that wait to be sent.
    std::size_t unsent() const noexcept { return unsent_.size(); }

    // What is to be sent now. `is_ready`: there is a connection.
    AMI_DECL std::optional<order> next_order(bool is_ready);

    // Commands that are over, in the order in which they were added.
    AMI_DECL std::optional<finished> next_finished();

    // Asterisk has taken the command into its queue, or `error` says why it has not.
    AMI_DECL void on_acknowledged(std::string_view command_id, failure error);
    AMI_DECL void on_leave_acknowledged(const failure& error);
    // `command_id` may be anybody's: all commands share the channel's pipe.
    AMI_DECL void on_result(std::string_view command_id, const agi_output& output);
    void on_hangup_request() noexcept { hangup_seen_ = true; }
    AMI_DECL void on_connection_lost();
    // What `Status` says of the channel on the next connection. False if the channel has left AGI.
    AMI_DECL bool on_status(std::string_view application, std::string_view data);
    // The channel has left AGI, or the session is over: ends all commands.
    AMI_DECL void end(const failure& cause);

    // The channel is to leave AGI once the commands so far were sent. No more may be added.
    void leave() noexcept { leaving_ = leaving::wanted; }
    bool is_leaving() const noexcept { return leaving_ != leaving::no; }

    // Whether the channel's end may have been missed.
    bool is_in_doubt() const noexcept { return in_doubt_; }

private:
    enum class leaving { no, wanted, asked, accepted };

    agi_result read(const agi_sent_commands::command& command, const agi_output& output, bool had_rest,
        failure& error) const;
    void collect();
    // Concludes the oldest command that was not sent.
    void refuse_next(const failure& cause);
    // Whether a command that was sent can still take the channel out of AGI.
    bool may_leave_by_itself() const;

    agi_sent_commands sent_;
    agi_output_guard guard_;
    std::map<std::uint64_t, std::string> unsent_; // by number
    std::deque<finished> finished_;
    std::uint64_t last_number_ = 0;
    std::uint64_t application_at_ = 0; // position of the last command that runs one
    leaving leaving_ = leaving::no;
    bool hangup_seen_ = false;
    bool in_doubt_ = false;
    // AsyncAGIEnd is about to come: a command that is sent now would stay in Asterisk's queue.
    bool is_over_soon_ = false;
};

// The answer to the action AGI tells that the channel is not there, or was never in AGI (res_agi.c, action_add_agi_cmd: there
// is nothing but the text).
AMI_DECL bool is_agi_channel_gone(const response& answer);

AMI_DECL bool is_async_agi(std::string_view application, std::string_view data) noexcept;

AMI_DECL failure agi_hung_up();

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/agi/impl/command_queue.ipp>
#endif

#endif // AMI_AGI_COMMAND_QUEUE_HPP
