// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_SESSION_ACTIONS_IMPL_CORRELATOR_LISTS_IPP
#define AMI_SESSION_ACTIONS_IMPL_CORRELATOR_LISTS_IPP

#include <ami/protocol/wire/ascii.hpp>
#include <ami/session/actions/correlator.hpp>

#include <fmt/format.h>

#include <utility>

// Answers of several packets: lists, and an event that follows its response.

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

AMI_DECL void correlator::open_list(entry& list, const packet_view& reply, time_point now)
{
    leave(list);
    list.at = phase::list_open;
    enter(list);
    current_list_ = list.id;
    const bool is_old = !reply.contains("EventList");
    list.by_name = is_old;
    barrier_due_ = barrier_due_ || (serial_ && is_old);
    if (list.operation)
        list.answer = std::make_unique<response>(reply);
    if (!line_.empty() && line_.front() == list.id)
        head_since_ = now;
}

AMI_DECL void correlator::error_in_list(entry& list, const packet_view& reply, time_point now)
{
    if (ids_.number_of(leading_action_id(reply)) != list.id) {
        list.is_cut = false; // the rest of an item, with a head that somebody else chose
        return;
    }
    if (is_success(event_view(reply).name()))
        return;
    if (list.answer && list.answer->list_error().raw().empty())
        list.answer->set_list_error(reply);
    barrier_due_ = barrier_due_ || serial_; // there may be no completion
    if (list.shape && list.shape->error_ends_list)
        finish(list, list.answer ? std::move(*list.answer) : response(), now);
}

AMI_DECL void correlator::await_follow_up(entry& waiting, const packet_view& reply, time_point now)
{
    leave(waiting);
    waiting.at = phase::awaiting_follow_up;
    enter(waiting);
    if (waiting.operation)
        waiting.answer = std::make_unique<response>(reply);
    set_deadline(waiting, deadline_after(now, waiting.timeout));
    leave_line(waiting, now);
}

AMI_DECL correlator::use correlator::route_event(const event_view& event, time_point now)
{
    // A UserEvent carries whatever headers its sender chose, an ActionID of ours and an `EventList:
    // Complete` too (protocol/README.md 3.3).
    const auto name = event.name();
    if (const auto rest = route_rest_of_item(event))
        return *rest;
    if (iequals(name, "UserEvent"))
        return use::subscribers;
    auto* const own = find_own(event["ActionID"]);
    if (!own)
        return route_event_without_id(event, now);

    auto& found = *own;
    if (found.at == phase::in_line)
        return use::subscribers;
    if (found.at == phase::awaiting_follow_up) {
        if (!iequals(name, found.shape->follow_up))
            return use::subscribers;
        response answer = found.answer ? std::move(*found.answer) : response();
        answer.add_event(event);
        finish(found, std::move(answer), now);
        return use::none;
    }
    const auto mark = event.find("EventList");
    if (mark && !has_id_before_event_list(event))
        return use::none; // the rest of an item, with a head that somebody else chose
    if (!mark && !completes_old_list(found, event))
        return add_item(found, event, now);
    response answer = found.answer ? std::move(*found.answer) : response();
    if (found.answer) {
        answer.set_completion(event);
        if (mark && !iequals(*mark, "Complete"))
            answer.set_list_error(event);
    }
    finish(found, std::move(answer), now);
    return use::none;
}

// After an item was cut: up to our ActionID, everything is the rest of that item, whatever it looks like. The rest has its
// ActionID last; a packet that has it next to the first header is another one.
AMI_DECL std::optional<correlator::use> correlator::route_rest_of_item(const event_view& event)
{
    auto* const list = entries_.find(current_list_);
    if (!list || !list->is_cut)
        return std::nullopt;
    if (ids_.number_of(event["ActionID"]) != list->id)
        return contiguous_ ? std::optional(use::none) : std::nullopt;
    list->is_cut = false;
    return ids_.number_of(leading_action_id(event)) == list->id ? std::nullopt : std::optional(use::none);
}

AMI_DECL bool correlator::completes_old_list(const entry& list, const event_view& event) const
{
    return list.by_name && iequals(event.name(), list.shape->completion) &&
           ids_.number_of(leading_action_id(event)) == list.id;
}

// While a list is open, Asterisk writes nothing else (protocol/README.md 0.8). What has a Privilege is an event of others
// all the same.
AMI_DECL correlator::use correlator::route_event_without_id(const event_view& event, time_point now)
{
    auto* const list = entries_.find(current_list_);
    if (!list || !list->shape || list->at != phase::list_open || event.contains("ActionID"))
        return use::subscribers;
    if (!list->is_cut && !list->shape->broken_item.empty() &&
        iequals(event.name(), list->shape->broken_item)) {
        list->is_cut = true;
        return add_item(*list, event, now);
    }
    if (!list->shape->items_have_no_id || event.contains("Privilege"))
        return use::subscribers;
    if (!event.contains("EventList") && !(list->by_name && iequals(event.name(), list->shape->completion)))
        return add_item(*list, event, now);
    // It counts once a later action is answered.
    if (list->answer)
        list->answer->set_completion(event);
    current_list_ = 0;
    barrier_due_ = serial_;
    return use::none;
}

AMI_DECL correlator::use correlator::add_item(entry& list, const event_view& item, time_point now)
{
    if (!line_.empty() && line_.front() == list.id)
        head_since_ = now;
    if (!list.operation)
        return use::none;
    ++list.list_items;
    list.list_bytes += item.raw().size();
    if (list.operation->takes_items) {
        list_owner_ = list.operation;
        return use::item;
    }
    if (list.list_items > limits_.max_list_items || list.list_bytes > limits_.max_list_bytes) {
        failure error{errc::list_too_large, fmt::format("the list of {} has more than {} events or {} bytes "
                                                        "(limits::max_list_items, limits::max_list_bytes)",
                                                list.name, limits_.max_list_items, limits_.max_list_bytes)};
        count(error);
        outputs_.complete(abandon(list), std::move(error));
        return use::none;
    }
    list.answer->add_event(item);
    return use::none;
}

AMI_DECL void correlator::finish(entry& ended, response&& answer, time_point now)
{
    leave(ended);
    auto operation = std::move(ended.operation);
    const auto began = ended.began;
    if (current_list_ == ended.id)
        current_list_ = 0;
    entries_.erase(ended);
    advance_line(now);
    if (operation) {
        ++counters_.actions_answered;
        counters_.round_trips.add(now - began);
        outputs_.complete(std::move(operation)).answer = std::move(answer);
    }
}

} // namespace ami::detail

#endif // AMI_SESSION_ACTIONS_IMPL_CORRELATOR_LISTS_IPP
