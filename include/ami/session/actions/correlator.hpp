// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_SESSION_ACTIONS_CORRELATOR_HPP
#define AMI_SESSION_ACTIONS_CORRELATOR_HPP

#include <ami/protocol/config/limits.hpp>
#include <ami/protocol/wire/action.hpp>
#include <ami/protocol/wire/packet.hpp>
#include <ami/session/actions/action_deadlines.hpp>
#include <ami/session/actions/action_ids.hpp>
#include <ami/session/actions/action_terms.hpp>
#include <ami/session/actions/answer_shapes.hpp>
#include <ami/session/actions/held_actions.hpp>
#include <ami/session/actions/pending_action.hpp>
#include <ami/session/actions/ring.hpp>
#include <ami/session/actions/slot_table.hpp>
#include <ami/session/actions/write_queue.hpp>
#include <ami/session/connection/counters.hpp>
#include <ami/session/connection/deadline.hpp>
#include <ami/session/output.hpp>

#include <ami/detail/macros.hpp>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::detail {

// Matches answers with actions by ActionID. It owns what waits for an answer and what waits to be written,
// and knows neither clock nor socket.
//
// An action is in line from being added until its answer or list is complete. If an action is cancelled or times out
// before, its entry stays as a placeholder without an owner, which takes the answer when it comes. A placeholder keeps
// the action's deadlines: a server that does not answer is noticed, no matter whether anybody waits.
class correlator {
public:
    // How operations end is told through `outputs`.
    correlator(counters& counts, const limits& bounds, output_queue& outputs)
        : counters_(counts), limits_(bounds), outputs_(outputs)
    {}

    // A new connection: ActionIDs begin with `prefix`, which others must not be able to guess.
    AMI_DECL void start(std::string_view prefix, const limits& bounds);

    std::string_view action_id_prefix() const noexcept { return ids_.prefix(); }

    // Takes the action into the line and into the write queue. A failure leaves `operation` with the caller. `kind` and `mask`
    // are for the transport.
    AMI_DECL failure add(std::shared_ptr<pending_action>&& operation, const action& request,
        const action_terms& terms, time_point now, action_kind kind = action_kind::user,
        std::string_view mask = {});

    // False where the packet was an answer to nobody.
    AMI_DECL bool on_response(const packet_view& reply, time_point now);

    // Who an event is for: subscribers, `list_owner`, or nobody.
    enum class use : unsigned char { subscribers, item, none };
    use on_event(const event_view& request, time_point now)
    {
        // Most of the time nobody waits for an event, and then no header of it is looked at.
        return tally_.take_events == 0 ? use::subscribers : route_event(request, now);
    }
    // The operation that takes the item that on_event was called with.
    operation_pointer list_owner() { return std::move(list_owner_); }

    // An action that ended, and how.
    struct ended_action {
        std::shared_ptr<pending_action> operation;
        failure error;
        // Set if it was never sent and is to be sent on the next connection.
        std::optional<held_action> again;
    };

    // Ends the wait with `error`, if there is one. An action that was not written yet never will be.
    AMI_DECL void cancel(std::uint64_t id, failure error, time_point now);

    // Whether the server owes more answers to actions that nobody waits for than `limits::max_cancelled` allows.
    bool has_too_many_cancelled() const noexcept { return tally_.cancelled_in_line > limits_.max_cancelled; }

    // Whether the network took the action's last byte.
    bool was_sent(std::uint64_t id) const noexcept { return queue_.was_sent(id); }

    // Whether no byte of the action is on its way, so that `cancel` keeps it from being sent.
    bool can_withdraw(std::uint64_t id) const { return queue_.can_remove(id); }

    // The transport says that the action gets no answer. Gives it back if it was never sent and is to be sent on
    // the next connection, and there will be one.
    [[nodiscard]] AMI_DECL std::optional<held_action> fail(
        std::uint64_t id, failure error, bool reconnects, time_point now);

    // The server is known to write an answer without anything in between, as Asterisk does.
    void answers_are_contiguous() noexcept { contiguous_ = true; }
    // ... and to answer actions in the order in which they were sent. Until an answer shows otherwise.
    void answers_in_order() noexcept { serial_ = contiguous_ = true; }

    // Whether an action should be sent whose answer proves that those before it are over.
    bool take_barrier() noexcept { return std::exchange(barrier_due_, false); }

    // A packet that is neither event nor response.
    AMI_DECL void on_text(const packet_view& packet);

    // Everything was received that answers the action. Fails it if its answer or list is not there.
    AMI_DECL void answer_ended(std::uint64_t id, time_point now);

    // Whether an ActionID is one of this connection.
    bool is_own(std::string_view action_id) const noexcept { return ids_.number_of(action_id) != 0; }

    // Ends the waits whose time is over. Returns whether the time of an action is over, a cancelled one included.
    AMI_DECL bool on_time(time_point now);

    // When on_time must be called.
    AMI_DECL std::optional<time_point> next_deadline() const;

    // The connection is gone: gives out everybody who waits, oldest first, as not sent or as of unknown
    // outcome. A set `code` is used instead of these. The caller completes them, or sends those anew that can be.
    [[nodiscard]] AMI_DECL std::vector<ended_action> connection_ended(
        const std::string& error, error_code code, bool reconnects);

    // The number of the action that was added last.
    std::uint64_t last_id() const noexcept { return ids_.last(); }

    write_queue& queue() noexcept { return queue_; }
    // Actions that somebody waits for.
    std::size_t in_flight() const noexcept { return tally_.pending; }
    // Whether an action's answer is awaited that Asterisk may be busy with.
    bool is_waiting() const noexcept { return tally_.in_line != 0; }

private:
    enum class phase : unsigned char { in_line, list_open, awaiting_follow_up };

    struct entry {
        std::uint64_t id = 0;
        std::shared_ptr<pending_action> operation; // null: a placeholder
        std::string name;
        std::unique_ptr<response> answer;  // of an open list, or of one whose follow-up is awaited
        std::unique_ptr<action> again;     // to be sent anew where it was not sent
        std::unique_ptr<std::string> text; // of legacy modules, while it was the oldest
        const answer_shape* shape = nullptr;
        std::size_t list_items = 0;
        std::size_t list_bytes = 0;
        duration timeout{};
        time_point began{};
        time_point deadline{}; // of the whole
        phase at = phase::in_line;
        bool in_line = true;
        bool overdue = false;    // a deadline of it has passed
        bool by_name = false;    // the event with the name of its shape completes its list
        bool was_passed = false; // a later action was answered before it
        bool is_cut = false;     // the rest of its last item is to come

        bool is_login() const noexcept
        {
            return operation && operation->sent_for == pending_action::purpose::login &&
                   (name == "Login" || name == "Challenge");
        }

        // What `add` sets anyway stays.
        void reset() noexcept
        {
            id = 0;
            operation.reset();
            answer.reset();
            again.reset();
            list_items = list_bytes = 0;
            at = phase::in_line;
            in_line = true;
            overdue = by_name = was_passed = is_cut = false;
            text.reset();
        }
    };

    // Entries by what they are.
    struct tally {
        std::size_t pending = 0;
        std::size_t in_line = 0;
        std::size_t cancelled_in_line = 0;
        std::size_t cancelled_behind = 0; // placeholders that have left the line
        std::size_t take_events = 0;
    };

    // Whether an event may belong to it.
    static bool takes_events(const entry& which) noexcept { return which.at != phase::in_line; }

    entry* find_own(std::string_view action_id) noexcept { return entries_.find(ids_.number_of(action_id)); }
    entry* find_answered_without_id() noexcept;
    bool keep_candidate(entry& oldest, const packet_view& reply);
    void end_earlier(std::uint64_t answered, time_point now);
    void end_unanswered(entry& ended, std::string_view proof, time_point now);
    static std::string what_is_known(const entry& unanswered);
    static bool opens_old_list(const answer_shape& shape, const packet_view& reply);
    std::optional<use> route_rest_of_item(const event_view& event);
    bool completes_old_list(const entry& list, const event_view& event) const;
    use route_event(const event_view& event, time_point now);
    use route_event_without_id(const event_view& event, time_point now);
    void finish(entry& answered, const packet_view& reply, time_point now);
    void open_list(entry& list, const packet_view& reply, time_point now);
    use add_item(entry& list, const event_view& item, time_point now);
    void error_in_list(entry& list, const packet_view& reply, time_point now);
    void await_follow_up(entry& waiting, const packet_view& reply, time_point now);
    void finish(entry& ended, response&& answer, time_point now);
    std::shared_ptr<pending_action> abandon(entry& abandoned);
    void bound_placeholders(std::uint64_t newest);
    void erase(entry& erased, time_point now);
    void leave_line(entry& leaving, time_point now);
    void advance_line(time_point now);
    bool is_in_line(std::uint64_t id) const noexcept;
    void set_deadline(entry& limited, time_point when);
    bool is_current(const action_deadlines::deadline& each) const;
    void enter(const entry& counted) noexcept;
    void leave(const entry& counted) noexcept;
    void count(const failure& error);

    counters& counters_;
    limits limits_;
    output_queue& outputs_;
    operation_pointer list_owner_;
    action_ids ids_;
    slot_table<entry> entries_;
    ring<std::uint64_t> line_;    // oldest first; some may have left it
    time_point head_since_{};     // when the oldest became the oldest, or its list last moved
    ring<std::uint64_t> expired_; // placeholders that have left the line; some are gone
    action_deadlines deadlines_;
    tally tally_;
    std::uint64_t current_list_ = 0; // the one that was opened last, until its end
    bool contiguous_ = false;
    bool serial_ = false;             // the server answers in order
    bool answers_without_id_ = false; // it answered our login so
    bool barrier_due_ = false;
    write_queue queue_;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/actions/impl/correlator.ipp>
#include <ami/session/actions/impl/correlator_answers.ipp>
#include <ami/session/actions/impl/correlator_lists.ipp>
#include <ami/session/actions/impl/correlator_time.ipp>
#endif

#endif // AMI_SESSION_ACTIONS_CORRELATOR_HPP
