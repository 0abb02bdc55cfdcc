// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_ACTIONS_ACTION_SCHEDULER_HPP
#define AMI_SESSION_ACTIONS_ACTION_SCHEDULER_HPP

#include <ami/session/actions/correlator.hpp>
#include <ami/session/actions/held_actions.hpp>
#include <ami/session/connection/lifecycle.hpp>
#include <ami/session/connection/server_settings.hpp>
#include <ami/session/session_log.hpp>

#include <ami/detail/macros.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::detail {

// Whether an action is sent now, waits for the next connection, or is refused, and who a packet is for: all messages, sent and
// received, pass here. It has the actions that wait for an answer and those that wait for a connection.
class action_scheduler {
public:
    // What it decides follows from where `connection` is, which it tells of a Logoff. How actions end is told through
    // `outputs`.
    action_scheduler(counters& counts, output_queue& outputs, lifecycle& connection, session_log& log)
        : counters_(counts), outputs_(outputs), lifecycle_(connection), log_(log),
          correlator_(counts, limits{}, outputs)
    {}

    // A new connection; see correlator.
    AMI_DECL void start(std::string prefix);

    // An action of the user. After a failure `operation` stays with the caller.
    AMI_DECL failure submit(
        const action& request, const action_terms& terms, operation_pointer& operation, time_point now);
    // Whether an action can be held back until there is a connection.
    AMI_DECL bool can_wait() const noexcept;

    // Whether a mask of the user is on its way: another one would undo it.
    bool has_user_mask() const noexcept { return user_masks_ != 0; }
    AMI_COLD void user_mask_ended(pending_action& operation) noexcept
    {
        if (std::exchange(operation.is_user_mask, false) && has_user_mask())
            --user_masks_;
    }
    // The user's action that asks for the automatic mask ended without being sent.
    AMI_COLD AMI_DECL void automatic_mask_not_sent(pending_action& operation, time_point now);
    // Counts how often the user asked for the automatic mask.
    unsigned mask_epoch() const noexcept { return mask_epoch_; }
    // Whose masks these are.
    void use(server_settings& server) noexcept { server_ = &server; }

    // An action of the session's own.
    AMI_DECL failure send_own(operation_pointer operation, const action& request, duration timeout,
        bool is_internal, action_kind kind, std::string_view mask, time_point now);
    // It is not needed any more. If nothing of it was sent, it has never been.
    AMI_COLD AMI_DECL void take_back_own(const operation_pointer& operation, time_point now);
    // Its answer proves that the server lives, and that it is done with what was sent before.
    AMI_COLD AMI_DECL void ping(time_point now);

    // Every packet passes here: who it is for. If it is an item, `answers().list_owner()` is the operation.
    AMI_DECL correlator::use on_packet(const packet_view& packet, time_point now);

    // False if the operation is none of an action that is here.
    AMI_DECL bool cancel(const operation_pointer& operation, bool only_if_unsent, time_point now);

    // The transport says that it gets no answer.
    AMI_DECL void on_not_answered(std::uint64_t id, failure error, time_point now);

    // Actions that were held are sent once everything was told that waits now.
    void on_ready() noexcept { held_are_due_ = held_.size() != 0; }
    // False if none is due. Nothing else may be told before.
    bool send_held(time_point now) { return held_are_due_ && send_all_held(now); }
    bool has_due() const noexcept { return held_are_due_; }

    // The connection is over; see correlator. Its actions must be given to `settle`.
    [[nodiscard]] AMI_DECL std::vector<correlator::ended_action> connection_ended(
        const std::string& reason, error_code code, bool reconnects);
    // Each completes, or waits for the next connection.
    AMI_DECL void settle(std::vector<correlator::ended_action> ended);
    // There is no next connection.
    void fail_held(const failure& cause) { fail(held_.take_all(), cause); }
    // Everything ends; nobody is told why.
    AMI_DECL void discard();

    // Actions whose time is over end; see correlator.
    bool on_time(time_point now) { return correlator_.on_time(now); }
    void fail_expired(time_point now)
    {
        fail(held_.take_expired(now), {errc::not_sent, "the client was not ready in time"});
    }
    AMI_DECL std::optional<time_point> next_deadline() const;

    correlator& answers() noexcept { return correlator_; }
    const correlator& answers() const noexcept { return correlator_; }

private:
    const config& settings() const noexcept { return lifecycle_.settings(); }
    bool is_ready() const noexcept { return lifecycle_.current() == lifecycle::state::ready; }
    AMI_COLD failure check_transport(const action& request) const;
    AMI_COLD failure submit_automatic_mask(
        const action& request, const action_terms& terms, operation_pointer& operation, time_point now);
    void hold_again(held_action held);
    AMI_COLD failure refusal_of(const action& request) const;
    AMI_COLD failure hold(
        const action& request, const action_terms& terms, operation_pointer& operation, time_point now);
    // A Ping, if something waits for the proof that it is over.
    void send_barrier(time_point now)
    {
        if (correlator_.take_barrier() && is_ready())
            ping(now);
    }
    AMI_COLD AMI_DECL bool send_all_held(time_point now);
    AMI_DECL void fail(std::vector<held_action> held, const failure& cause);

    counters& counters_;
    output_queue& outputs_;
    lifecycle& lifecycle_;
    session_log& log_;
    correlator correlator_;
    held_actions held_;
    bool held_are_due_ = false;
    unsigned user_masks_ = 0;
    unsigned mask_epoch_ = 0;
    server_settings* server_ = nullptr;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/actions/impl/action_scheduler.ipp>
#endif

#endif // AMI_SESSION_ACTIONS_ACTION_SCHEDULER_HPP
