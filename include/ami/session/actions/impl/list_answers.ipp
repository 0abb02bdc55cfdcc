// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_ACTIONS_IMPL_LIST_ANSWERS_IPP
#define AMI_SESSION_ACTIONS_IMPL_LIST_ANSWERS_IPP

#include <ami/protocol/wire/ascii.hpp>
#include <ami/protocol/wire/header_view.hpp>
#include <ami/session/actions/list_answers.hpp>

#include <fmt/format.h>

#include <memory>
#include <string_view>
#include <utility>

namespace ami::detail {

// The ActionID if it stands next to the first header.
inline std::string_view leading_action_id(const packet_view& packet) noexcept
{
    auto rest = packet.header_lines();
    for (int line = 0; line != 2; ++line) {
        const auto header = split_line(take_line(rest));
        if (iequals(header.name, "ActionID"))
            return header.value;
    }
    return {};
}

// Whether the ActionID stands before `EventList`, as in all that completes a list.
inline bool has_id_before_event_list(const packet_view& packet) noexcept
{
    for (const auto& header : packet) {
        if (iequals(header.name, "ActionID"))
            return true;
        if (iequals(header.name, "EventList"))
            return false;
    }
    return false;
}

// An empty list of voicemail users has the words too, elsewhere, and does not end.
AMI_DECL bool list_answers::opens_old_list(const answer_shape& shape, const packet_view& reply)
{
    constexpr std::string_view announced = "will follow";
    return !shape.completion.empty() && !reply.contains("EventList") && reply["Message"].ends_with(announced);
}

AMI_DECL void list_answers::open(action_entry& list, const packet_view& reply, time_point now)
{
    line_.enter_phase(list, action_entry::phase::list_open);
    current_ = list.id;
    const bool is_old = !reply.contains("EventList");
    list.by_name = is_old;
    if (is_old)
        order_.want_proof();
    if (list.operation)
        list.answer = std::make_unique<partial_answer>(reply);
    line_.on_progress(list, now);
}

AMI_DECL void list_answers::await_follow_up(action_entry& answered, const packet_view& reply, time_point now)
{
    line_.enter_phase(answered, action_entry::phase::awaiting_follow_up);
    if (answered.operation)
        answered.answer = std::make_unique<partial_answer>(reply);
    line_.set_deadline(answered, deadline_after(now, answered.timeout));
    line_.leave_line(answered, now);
}

AMI_DECL void list_answers::on_response(action_entry& list, const packet_view& reply, time_point now)
{
    if (ids_.number_of(leading_action_id(reply)) != list.id) {
        list.is_cut = false; // the rest of an item, with a head that somebody else chose
        return;
    }
    if (is_success(event_view(reply).name()))
        return;
    if (list.answer && list.answer->list_error().raw().empty())
        list.answer->set_list_error(reply);
    order_.want_proof(); // there may be no completion
    if (list.shape && list.shape->error_ends_list)
        ends_.finish_partial(list, now);
}

AMI_DECL event_use list_answers::on_event(const event_view& event, time_point now)
{
    // A UserEvent carries whatever headers its sender chose, an ActionID of ours and an `EventList:
    // Complete` too (protocol/README.md 3.3).
    if (const auto rest = route_rest_of_item(event))
        return *rest;
    if (iequals(event.name(), "UserEvent"))
        return event_use::subscribers;
    auto* const own = line_.find(ids_.number_of(event["ActionID"]));
    return own ? on_own_event(*own, event, now) : on_event_without_id(event, now);
}

AMI_DECL event_use list_answers::on_own_event(action_entry& own, const event_view& event, time_point now)
{
    if (own.at == action_entry::phase::in_line)
        return event_use::subscribers;
    if (own.at == action_entry::phase::awaiting_follow_up) {
        if (!iequals(event.name(), own.shape->follow_up))
            return event_use::subscribers;
        if (own.answer)
            own.answer->add_event(event);
        ends_.finish_partial(own, now);
        return event_use::none;
    }
    const auto mark = event.find("EventList");
    if (mark && !has_id_before_event_list(event))
        return event_use::none; // the rest of an item, with a head that somebody else chose
    if (!mark && !completes_old_list(own, event))
        return add_item(own, event, now);
    if (own.answer) {
        own.answer->set_completion(event);
        if (mark && !iequals(*mark, "Complete"))
            own.answer->set_list_error(event);
    }
    ends_.finish_partial(own, now);
    return event_use::none;
}

// After an item was cut: up to our ActionID, everything is the rest of that item, whatever it looks like. The rest has its
// ActionID last; a packet that has it next to the first header is another one.
AMI_DECL std::optional<event_use> list_answers::route_rest_of_item(const event_view& event)
{
    auto* const list = line_.find(current_);
    if (!list || !list->is_cut)
        return std::nullopt;
    if (ids_.number_of(event["ActionID"]) != list->id)
        return order_.is_contiguous() ? std::optional(event_use::none) : std::nullopt;
    list->is_cut = false;
    return ids_.number_of(leading_action_id(event)) == list->id ? std::nullopt
                                                                : std::optional(event_use::none);
}

AMI_DECL bool list_answers::takes_text(const packet_view& packet)
{
    auto* const list = line_.find(current_);
    if (!list || !list->is_cut)
        return false;
    list->is_cut = ids_.number_of(packet["ActionID"]) != list->id;
    return true;
}

AMI_DECL bool list_answers::completes_old_list(const action_entry& list, const event_view& event) const
{
    return list.by_name && iequals(event.name(), list.shape->completion) &&
           ids_.number_of(leading_action_id(event)) == list.id;
}

// While a list is open, Asterisk writes nothing else (protocol/README.md 0.8). What has a Privilege is an event of others
// all the same.
AMI_DECL event_use list_answers::on_event_without_id(const event_view& event, time_point now)
{
    auto* const list = line_.find(current_);
    if (!list || !list->shape || list->at != action_entry::phase::list_open || event.contains("ActionID"))
        return event_use::subscribers;
    if (!list->is_cut && !list->shape->broken_item.empty() &&
        iequals(event.name(), list->shape->broken_item)) {
        list->is_cut = true;
        return add_item(*list, event, now);
    }
    if (!list->shape->items_have_no_id || event.contains("Privilege"))
        return event_use::subscribers;
    if (!event.contains("EventList") && !(list->by_name && iequals(event.name(), list->shape->completion)))
        return add_item(*list, event, now);
    // It counts once a later action is answered.
    if (list->answer)
        list->answer->set_completion(event);
    current_ = 0;
    order_.want_proof();
    return event_use::none;
}

AMI_DECL event_use list_answers::add_item(action_entry& list, const event_view& item, time_point now)
{
    line_.on_progress(list, now);
    if (!list.operation)
        return event_use::none;
    if (list.operation->takes_items) {
        item_owner_ = list.operation;
        return event_use::item;
    }
    auto& collected = *list.answer;
    ++collected.items;
    collected.bytes += item.raw().size();
    if (collected.items > limits_.max_list_items || collected.bytes > limits_.max_list_bytes) {
        ends_.stop_waiting(
            list, {errc::list_too_large, fmt::format("the list of {} has more than {} events or {} bytes "
                                                     "(limits::max_list_items, limits::max_list_bytes)",
                                             list.name, limits_.max_list_items, limits_.max_list_bytes)});
        return event_use::none;
    }
    collected.add_event(item);
    return event_use::none;
}

} // namespace ami::detail

#endif // AMI_SESSION_ACTIONS_IMPL_LIST_ANSWERS_IPP
