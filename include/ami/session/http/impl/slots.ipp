// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_SESSION_HTTP_IMPL_SLOTS_IPP
#define AMI_SESSION_HTTP_IMPL_SLOTS_IPP

#include <ami/protocol/http/form_encoding.hpp>
#include <ami/protocol/values/event_mask.hpp>
#include <ami/protocol/values/secret.hpp>
#include <ami/protocol/wire/ascii.hpp>
#include <ami/protocol/wire/header_view.hpp>
#include <ami/session/http/http_session.hpp>
#include <ami/session/http/timing.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <utility>

// Which request goes over which connection when.

namespace ami::detail {

AMI_DECL void http_session::pump(time_point now)
{
    if (fault_)
        return;
    if (is_logged_in_ && !logging_off_ && events_ == event_state::off && may_ask_for_events() &&
        !is_changing_mask())
        prepare_events(now);
    pump_actions(now);
    pump_slot(events_queue_, events_slot(), now);
    // Before its events are prepared there is nothing that could be changed.
    if (uses_digest() && (events_ == event_state::on || logging_off_))
        pump_slot(control_queue_, control_slot(), now);
}

AMI_DECL void http_session::pump_actions(time_point now)
{
    while (!queue_.empty() && may_send(queue_.front())) {
        const auto slot = free_slot(queue_.size(), now);
        if (!slot)
            return;
        auto next = std::move(queue_.front());
        queue_.pop_front();
        send(*slot, std::move(next), now);
    }
}

// A connection over which an action can be sent. If there is none, one more is opened, unless for each of those that
// wait one is being opened already.
AMI_DECL std::optional<std::size_t> http_session::free_slot(std::size_t waiting, time_point now)
{
    std::optional<std::size_t> idle;
    std::optional<std::size_t> closed;
    std::size_t opening = 0;
    for (std::size_t i = usable_slots_; i-- != 0;) {
        if (slots_[i].state == slot_state::at::idle)
            idle = i;
        else if (slots_[i].state == slot_state::at::closed && now >= slots_[i].retry_at)
            closed = i;
        opening += slots_[i].state == slot_state::at::opening;
    }
    if (!idle && closed && opening < waiting)
        open(*closed, now);
    return idle;
}

AMI_DECL void http_session::pump_slot(std::deque<request>& queue, std::size_t slot, time_point now)
{
    // With cookies there is no control slot: the events' slot is the last.
    if (queue.empty())
        return;
    if (slots_[slot].state == slot_state::at::closed)
        open(slot, now);
    if (slots_[slot].state != slot_state::at::idle)
        return;
    auto next = std::move(queue.front());
    queue.pop_front();
    send(slot, std::move(next), now);
}

AMI_DECL void http_session::open(std::size_t slot, time_point now)
{
    auto time = settings_.connect_timeout;
    if (settings_.uses_tls())
        time = longer_by(time, settings_.handshake_timeout);
    slots_[slot].state = slot_state::at::opening;
    slots_[slot].since = now;
    slots_[slot].deadline = deadline_after(now, time);
    orders_.push_back({http_order::kind::open, slot, {}});
}

AMI_DECL void http_session::close_slot(std::size_t slot, time_point now)
{
    orders_.push_back({http_order::kind::close, slot, {}});
    slots_[slot].state = slot_state::at::closed;
    slots_[slot].since = now;
    slots_[slot].deadline.reset();
}

} // namespace ami::detail

#endif // AMI_SESSION_HTTP_IMPL_SLOTS_IPP
