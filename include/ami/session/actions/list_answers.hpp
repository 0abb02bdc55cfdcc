// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_ACTIONS_LIST_ANSWERS_HPP
#define AMI_SESSION_ACTIONS_LIST_ANSWERS_HPP

#include <ami/protocol/config/limits.hpp>
#include <ami/protocol/wire/packet.hpp>
#include <ami/session/actions/action_ends.hpp>
#include <ami/session/actions/action_entry.hpp>
#include <ami/session/actions/action_ids.hpp>
#include <ami/session/actions/action_line.hpp>
#include <ami/session/actions/answer_order.hpp>
#include <ami/session/actions/answer_shapes.hpp>
#include <ami/session/actions/pending_action.hpp>
#include <ami/session/connection/deadline.hpp>

#include <ami/detail/macros.hpp>

#include <cstdint>
#include <optional>
#include <utility>

namespace ami::detail {

// Who an event is for: subscribers, the operation of the list that it is an item of, or nobody.
enum class event_use : unsigned char { subscribers, item, none };

// Answers of several packets: lists, and an event that follows its response. Of the lists that are open, the one that was
// opened last is the current one: what has no ActionID may belong to it.
class list_answers {
public:
    list_answers(const action_ids& ids, const limits& bounds, action_line& line, answer_order& order,
        action_ends& ends)
        : ids_(ids), limits_(bounds), line_(line), order_(order), ends_(ends)
    {}

    void start() noexcept { current_ = 0; }

    // Whether a response without `EventList` opens a list, as up to Asterisk 13.1.
    AMI_DECL static bool opens_old_list(const answer_shape& shape, const packet_view& reply);
    AMI_DECL void open(action_entry& list, const packet_view& reply, time_point now);
    AMI_DECL void await_follow_up(action_entry& answered, const packet_view& reply, time_point now);

    // A response with the ActionID of an open list.
    AMI_DECL void on_response(action_entry& list, const packet_view& reply, time_point now);
    AMI_DECL event_use on_event(const event_view& event, time_point now);
    // Whether a packet of no kind is the rest of a cut item.
    AMI_DECL bool takes_text(const packet_view& packet);

    // The operation that takes the item that on_event was called with.
    operation_pointer item_owner() { return std::move(item_owner_); }

    // No more of this list will come.
    void close(std::uint64_t id) noexcept
    {
        if (current_ == id)
            current_ = 0;
    }

private:
    std::optional<event_use> route_rest_of_item(const event_view& event);
    bool completes_old_list(const action_entry& list, const event_view& event) const;
    event_use on_own_event(action_entry& own, const event_view& event, time_point now);
    event_use on_event_without_id(const event_view& event, time_point now);
    event_use add_item(action_entry& list, const event_view& item, time_point now);

    const action_ids& ids_;
    const limits& limits_;
    action_line& line_;
    answer_order& order_;
    action_ends& ends_;
    std::uint64_t current_ = 0;
    operation_pointer item_owner_;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/actions/impl/list_answers.ipp>
#endif

#endif // AMI_SESSION_ACTIONS_LIST_ANSWERS_HPP
