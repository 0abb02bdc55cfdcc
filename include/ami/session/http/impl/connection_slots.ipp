// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_HTTP_IMPL_CONNECTION_SLOTS_IPP
#define AMI_SESSION_HTTP_IMPL_CONNECTION_SLOTS_IPP

#include <ami/protocol/values/secret.hpp>
#include <ami/session/http/connection_slots.hpp>
#include <ami/session/http/timing.hpp>

#include <utility>

namespace ami::detail {

AMI_DECL connection_slots::connection_slots(const config& settings)
    : events_(settings.uses_digest() ? 1 : settings.http.connections),
      connect_time_(settings.uses_tls() ? longer_by(settings.connect_timeout, settings.handshake_timeout)
                                        : duration(settings.connect_timeout))
{
    slots_.resize(settings.uses_digest() ? 3 : events_ + 1);
}

AMI_DECL void connection_slots::set(std::size_t slot, state next, time_point now)
{
    slots_[slot].at = next;
    slots_[slot].since = now;
    slots_[slot].deadline.reset();
}

AMI_DECL void connection_slots::open(std::size_t slot, time_point now)
{
    set(slot, state::opening, now);
    slots_[slot].deadline = deadline_after(now, connect_time_);
    orders_.push_back({http_order::kind::open, slot, {}});
}

AMI_DECL void connection_slots::send(
    std::size_t slot, http_request request, std::string text, duration time, time_point now)
{
    set(slot, state::busy, now);
    if (const auto deadline = deadline_after(now, time); deadline != time_point::max())
        slots_[slot].deadline = deadline;
    request.sent = false;
    slots_[slot].request = std::move(request);
    orders_.push_back({http_order::kind::send, slot, std::move(text)});
}

AMI_DECL void connection_slots::close(std::size_t slot, time_point now)
{
    orders_.push_back({http_order::kind::close, slot, {}});
    on_closed(slot, now);
}

AMI_DECL void connection_slots::close_all()
{
    for (auto& order : orders_)
        wipe(order.text);
    orders_.clear();
    for (std::size_t slot = 0; slot != slots_.size(); ++slot) {
        slots_[slot] = {};
        orders_.push_back({http_order::kind::close, slot, {}});
    }
}

AMI_DECL void connection_slots::close_idle(time_point now)
{
    for (std::size_t slot = 0; slot != slots_.size(); ++slot) {
        if (is(slot, state::idle) && now - slots_[slot].since >= max_idle)
            close(slot, now);
    }
}

AMI_DECL std::optional<std::size_t> connection_slots::find_idle(std::size_t waiting, time_point now)
{
    std::optional<std::size_t> idle;
    std::optional<std::size_t> closed;
    std::size_t opening = 0;
    for (std::size_t slot = events_; slot-- != 0;) {
        if (is(slot, state::idle))
            idle = slot;
        else if (is(slot, state::closed) && now >= slots_[slot].retry_at)
            closed = slot;
        opening += is(slot, state::opening);
    }
    if (!idle && closed && opening < waiting)
        open(*closed, now);
    return idle;
}

AMI_DECL void connection_slots::on_open(std::size_t slot, time_point now)
{
    set(slot, state::idle, now);
}

AMI_DECL void connection_slots::on_closed(std::size_t slot, time_point now)
{
    slots_[slot].request = {};
    set(slot, state::closed, now);
}

AMI_DECL void connection_slots::on_answer(std::size_t slot, bool keeps_alive, time_point now)
{
    if (keeps_alive)
        set(slot, state::idle, now);
    else
        close(slot, now);
}

AMI_DECL bool connection_slots::on_refused(std::size_t slot, time_point now)
{
    set(slot, state::closed, now);
    slots_[slot].retry_at = now + max_idle;
    return std::all_of(slots_.begin(), slots_.begin() + static_cast<std::ptrdiff_t>(events_),
        [](const slot_state& other) { return other.at == state::closed; });
}

AMI_DECL std::optional<std::size_t> connection_slots::find_expired(time_point now) const
{
    for (std::size_t slot = 0; slot != slots_.size(); ++slot) {
        if (slots_[slot].deadline && now >= *slots_[slot].deadline)
            return slot;
    }
    return std::nullopt;
}

AMI_DECL std::optional<time_point> connection_slots::deadline() const
{
    std::optional<time_point> next;
    for (const auto& slot : slots_)
        next = earlier_of(next, slot.at == state::idle ? slot.since + max_idle : slot.deadline);
    return next;
}

} // namespace ami::detail

#endif // AMI_SESSION_HTTP_IMPL_CONNECTION_SLOTS_IPP
