// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_ACTIONS_ACTION_ENDS_HPP
#define AMI_SESSION_ACTIONS_ACTION_ENDS_HPP

#include <ami/protocol/errors/error.hpp>
#include <ami/protocol/wire/packet.hpp>
#include <ami/protocol/wire/response.hpp>
#include <ami/session/actions/action_entry.hpp>
#include <ami/session/actions/action_line.hpp>
#include <ami/session/actions/held_actions.hpp>
#include <ami/session/actions/pending_action.hpp>
#include <ami/session/actions/write_queue.hpp>
#include <ami/session/connection/counters.hpp>
#include <ami/session/connection/deadline.hpp>
#include <ami/session/output.hpp>

#include <ami/detail/macros.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::detail {

// An action that ended with its connection, and how.
struct ended_action {
    operation_pointer operation;
    failure error;
    // Set if it was never sent and is to be sent on the next connection.
    std::optional<held_action> again;
};

// How actions end: takes them out of the line and of what waits to be sent, counts them, and tells it by outputs.
class action_ends {
public:
    action_ends(counters& counts, output_queue& outputs, action_line& line, write_queue& queue)
        : counters_(counts), outputs_(outputs), line_(line), queue_(queue)
    {}

    // The whole answer is there.
    AMI_DECL void finish(action_entry& answered, response&& answer, time_point now);
    // It is one packet.
    void finish(action_entry& answered, const packet_view& reply, time_point now)
    {
        if (!answered.operation)
            return finish(answered, response(), now);
        response answer(reply);
        if (answered.shape && !answered.shape->last_header.empty())
            answer.set_last_header(answered.shape->last_header);
        finish(answered, std::move(answer), now);
    }
    // The answer is what came so far.
    void finish_partial(action_entry& answered, time_point now)
    {
        finish(answered, answered.answer ? response(std::move(*answered.answer)) : response(), now);
    }

    // Nobody waits any more; what the server says is still taken. An action that was not written yet never will be.
    AMI_COLD AMI_DECL void cancel(std::uint64_t id, failure error, time_point now);
    // As `cancel`, of one that is being answered.
    AMI_COLD AMI_DECL void stop_waiting(action_entry& answered, failure error);

    // All is there that answers the action: `proof` says how that is known. It ends with what came, or its outcome is
    // unknown. With `awaits_late_answer` a placeholder stays.
    AMI_COLD AMI_DECL void end_unanswered(
        action_entry& ended, std::string_view proof, bool awaits_late_answer, time_point now);

    // The transport says that the action gets no answer. Gives it back if it was never sent and is to be sent on
    // the next connection, and there will be one.
    AMI_COLD [[nodiscard]] AMI_DECL std::optional<held_action> fail(
        std::uint64_t id, failure error, bool reconnects, time_point now);

    // Ends the waits whose time is over. Returns whether the time of an action is over, a cancelled one included.
    AMI_DECL bool on_time(time_point now);

    // The connection is gone: gives out everybody who waits, oldest first, as not sent or as of unknown
    // outcome. A set `code` is used instead of these. The caller completes them, or sends those anew that can be.
    AMI_COLD [[nodiscard]] AMI_DECL std::vector<ended_action> connection_ended(
        const std::string& error, error_code code, bool reconnects);

private:
    void tell(operation_pointer&& operation, failure&& error);
    void count(const failure& error) noexcept;
    operation_pointer abandon(action_entry& entry);
    void end_late(action_entry& late, time_point now);

    counters& counters_;
    output_queue& outputs_;
    action_line& line_;
    write_queue& queue_;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/actions/impl/action_ends.ipp>
#endif

#endif // AMI_SESSION_ACTIONS_ACTION_ENDS_HPP
