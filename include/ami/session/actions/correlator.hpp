// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_ACTIONS_CORRELATOR_HPP
#define AMI_SESSION_ACTIONS_CORRELATOR_HPP

#include <ami/protocol/config/limits.hpp>
#include <ami/protocol/wire/action.hpp>
#include <ami/protocol/wire/packet.hpp>
#include <ami/session/actions/action_ends.hpp>
#include <ami/session/actions/action_entry.hpp>
#include <ami/session/actions/action_ids.hpp>
#include <ami/session/actions/action_kind.hpp>
#include <ami/session/actions/action_line.hpp>
#include <ami/session/actions/action_terms.hpp>
#include <ami/session/actions/answer_order.hpp>
#include <ami/session/actions/held_actions.hpp>
#include <ami/session/actions/list_answers.hpp>
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

// Matches answers with actions by ActionID. It owns what waits for an answer (`action_line`) and what waits to be written,
// and knows neither clock nor socket. How operations end is told through outputs (`action_ends`).
class correlator {
public:
    correlator(counters& counts, const limits& bounds, output_queue& outputs)
        : counters_(counts), limits_(bounds), ends_(counts, outputs, line_, queue_),
          lists_(ids_, limits_, line_, order_, ends_)
    {}
    correlator(const correlator&) = delete;
    correlator& operator=(const correlator&) = delete;

    // A new connection: ActionIDs begin with `prefix`, which others must not be able to guess.
    AMI_DECL void start(std::string_view prefix, const limits& bounds);

    std::string_view action_id_prefix() const noexcept { return ids_.prefix(); }

    // Takes the action into the line and into the write queue. A failure leaves `operation` with the caller. `kind` and `mask`
    // are for the transport.
    AMI_DECL failure add(operation_pointer&& operation, const action& request, const action_terms& terms,
        time_point now, action_kind kind = action_kind::user, std::string_view mask = {});

    // How many bytes of what the parser found belong to its first packet. Some answers lack the blank line at their end.
    std::size_t size_of_first(const packet_view& found) noexcept
    {
        return may_lack_blank_lines_ ? end_of_first(found) : found.raw().size();
    }

    // False if the packet was an answer to nobody.
    AMI_DECL bool on_response(const packet_view& reply, time_point now);

    using use = event_use;
    use on_event(const packet_view& event, time_point now)
    {
        // Most of the time nobody waits for an event, and then it is not even copied as a view.
        return line_.takes_events() ? lists_.on_event(event_view(event), now) : use::subscribers;
    }
    // The operation that takes the item that on_event was called with.
    operation_pointer list_owner() { return lists_.item_owner(); }

    // A packet that is neither event nor response.
    AMI_DECL void on_text(const packet_view& packet);

    // Everything was received that answers the action. Fails it if its answer or list is not there.
    AMI_DECL void answer_ended(std::uint64_t id, time_point now);

    // The ends of waits; see there.
    using ended_action = detail::ended_action;
    void cancel(std::uint64_t id, failure error, time_point now) { ends_.cancel(id, std::move(error), now); }
    [[nodiscard]] std::optional<held_action> fail(
        std::uint64_t id, failure error, bool reconnects, time_point now)
    {
        return ends_.fail(id, std::move(error), reconnects, now);
    }
    bool on_time(time_point now) { return ends_.on_time(now); }
    [[nodiscard]] std::vector<ended_action> connection_ended(
        const std::string& error, error_code code, bool reconnects)
    {
        ids_.stop();
        return ends_.connection_ended(error, code, reconnects);
    }

    // When on_time must be called.
    std::optional<time_point> next_deadline() const { return line_.next_deadline(); }

    // The server is known to write an answer without anything in between, as Asterisk does.
    void answers_are_contiguous() noexcept { order_.set_contiguous(); }
    // ... and to answer actions in the order in which they were sent. Until an answer shows otherwise.
    void answers_in_order() noexcept { order_.set_serial(); }
    // Whether an action should be sent whose answer proves that those before it are over.
    bool take_barrier() noexcept { return order_.take_barrier(); }

    write_queue& queue() noexcept { return queue_; }
    // Whether the network took the action's last byte.
    bool was_sent(std::uint64_t id) const noexcept { return queue_.was_sent(id); }
    // Whether no byte of the action is on its way, so that `cancel` keeps it from being sent.
    bool can_withdraw(std::uint64_t id) const { return queue_.can_remove(id); }

    // Whether an ActionID is one of this connection.
    bool is_own(std::string_view action_id) const noexcept { return ids_.number_of(action_id) != 0; }
    // The number of the action that was added last.
    std::uint64_t last_id() const noexcept { return ids_.last(); }

    // Actions that somebody waits for.
    std::size_t in_flight() const noexcept { return line_.pending(); }
    // Whether an action's answer is awaited that Asterisk may be busy with.
    bool is_waiting() const noexcept { return line_.in_line() != 0; }
    // Whether the server owes more answers to actions that nobody waits for than `limits::max_cancelled` allows.
    bool has_too_many_cancelled() const noexcept { return line_.cancelled_in_line() > limits_.max_cancelled; }

private:
    using phase = action_entry::phase;

    AMI_COLD std::size_t end_of_first(const packet_view& found) noexcept;
    AMI_COLD failure refusal_of(const action& request) const;
    AMI_COLD action_entry* find_answered_without_id() noexcept;
    AMI_COLD bool keep_candidate(action_entry& oldest, const packet_view& reply);
    AMI_COLD void keep_answer(action_entry& answered, const packet_view& reply);
    void take_answer(action_entry& answered, const packet_view& reply, bool is_list, time_point now);
    AMI_COLD void end_earlier(std::uint64_t answered, time_point now);
    AMI_COLD void end_unanswered(action_entry& ended, std::string_view proof, time_point now);
    AMI_COLD bool orphan_response() noexcept
    {
        ++counters_.orphan_responses;
        return false;
    }

    counters& counters_;
    limits limits_;
    action_ids ids_;
    action_line line_;
    write_queue queue_;
    answer_order order_;
    action_ends ends_;
    list_answers lists_;
    bool may_lack_blank_lines_ = false; // an action was sent on this connection whose answer lacks them
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/actions/impl/correlator.ipp>
#endif

#endif // AMI_SESSION_ACTIONS_CORRELATOR_HPP
