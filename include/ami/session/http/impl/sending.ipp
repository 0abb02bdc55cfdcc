// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_HTTP_IMPL_SENDING_IPP
#define AMI_SESSION_HTTP_IMPL_SENDING_IPP

#include <ami/session/http/http_session.hpp>

#include <utility>

// Which actions are taken, and which request goes over which connection when.

namespace ami::detail {

AMI_DECL std::size_t http_session::send(time_point now)
{
    pump(now); // what was taken before goes first
    std::size_t taken = 0;
    for (auto* queue = results_.queue(); !fault_ && queue && !queue->empty();) {
        const auto next = queue->front();
        const auto size = next.text.size();
        if (!take_action(next, queue->size() != size, now))
            break;
        taken += size;
    }
    pump(now);
    return taken;
}

AMI_DECL void http_session::on_sent(std::size_t slot) noexcept
{
    auto& request = slots_.request(slot);
    request.sent = true;
    results_.sent(request.id);
}

// False if its turn has not come.
AMI_DECL bool http_session::take_action(const queued_action& queued, bool more, time_point now)
{
    auto request = request_of(queued);
    if (!queues_.actions.empty() || !may_send(request))
        return false;
    // With digest, a Logoff waits until the events' session has had its own.
    const bool waits = request.purpose == kind::logoff;
    const auto slot = waits ? std::nullopt : slot_for(request, more, now);
    if (!slot && !waits)
        return false;
    if (request.purpose == kind::login)
        polling_.on_login();
    results_.queue()->hand_over();
    if (!request.can_be_withdrawn())
        results_.sent(request.id);
    if (slot) {
        send(*slot, std::move(request), now);
    } else {
        begin_logoff();
        queues_.actions.push_back(std::move(request));
    }
    return true;
}

// With digest, masks and filters are for the events' session.
AMI_DECL std::optional<std::size_t> http_session::slot_for(
    const http_request& request, bool more, time_point now)
{
    const bool is_setting = request.purpose == kind::mask || request.purpose == kind::filter;
    if (is_setting && has_control() && polling_.is(event_polling::state::on) && !is_logging_off()) {
        const auto control = slots_.control();
        if (slots_.is(control, slot_state::closed))
            slots_.open(control, now);
        return slots_.is(control, slot_state::idle) ? std::optional(control) : std::nullopt;
    }
    const auto slot = slots_.find_idle(more ? 2 : 1, now);
    if (slot && is_logged_in() && login_.has_expired(http_lane::actions, now)) {
        renew_session(*slot, now);
        return std::nullopt;
    }
    return slot;
}

AMI_DECL bool http_session::may_send(const http_request& request) const
{
    if (results_.has_undelivered() ||
        slots_.any_action([&](const http_request& other) { return other.alone || request.alone; }))
        return false;
    if (!is_logged_in() || request.purpose == kind::keep_alive)
        return true;
    // Requests to the events' session, its Logoff too, go first.
    if (is_controlling())
        return false;
    return request.purpose == kind::logoff || !polling_.is_about_to_begin();
}

// A request to the events' session waits or is pending, while WaitEvent is.
AMI_DECL bool http_session::is_controlling() const
{
    return has_control() && (!queues_.control.empty() || slots_.is(slots_.control(), slot_state::busy));
}

// A mask or a filter is on its way: the answer decides what the events' session begins with.
AMI_DECL bool http_session::is_changing_settings() const
{
    return is_controlling() || results_.has_undelivered() ||
           slots_.any_action([](const http_request& request) {
               return request.purpose == kind::mask || request.purpose == kind::filter;
           });
}

// The user's empty mask is on its way: a WaitEvent after it would make it a full one.
AMI_DECL bool http_session::is_emptying_mask() const
{
    const auto is_one = [](const http_request& request) {
        return request.purpose == kind::mask && request.has_no_mask;
    };
    return slots_.any_action(is_one) || (has_control() && slots_.is(slots_.control(), slot_state::busy) &&
                                            is_one(slots_.request(slots_.control())));
}

AMI_DECL void http_session::pump(time_point now)
{
    if (fault_)
        return;
    if (stage_ == stage::logged_in && polling_.may_begin() && !is_changing_settings())
        prepare_events(now);
    while (!queues_.actions.empty() && may_send(queues_.actions.front())) {
        const auto slot = slots_.find_idle(queues_.actions.size(), now);
        if (!slot)
            break;
        auto next = std::move(queues_.actions.front());
        queues_.actions.pop_front();
        send(*slot, std::move(next), now);
    }
    pump_slot(queues_.events, slots_.events(), now);
    // Before its events are prepared there is nothing that could be changed.
    if (has_control() && (polling_.is(event_polling::state::on) || is_logging_off()))
        pump_slot(queues_.control, slots_.control(), now);
}

AMI_DECL void http_session::pump_slot(std::deque<http_request>& queue, std::size_t slot, time_point now)
{
    if (queue.empty())
        return;
    if (slots_.is(slot, slot_state::closed))
        slots_.open(slot, now);
    if (!slots_.is(slot, slot_state::idle))
        return;
    auto next = std::move(queue.front());
    queue.pop_front();
    send(slot, std::move(next), now);
}

AMI_DECL void http_session::send(std::size_t slot, http_request request, time_point now)
{
    const auto lane = lane_of(slot);
    if (is_logged_in() && login_.has_expired(lane, now)) {
        if (lane == http_lane::events) {
            auto error = session_lost("no request was sent to the events' session in time");
            results_.fail_unsent(request.id, error);
            return fail(std::move(error));
        }
        if (request.purpose != kind::keep_alive)
            queues_.actions.push_front(std::move(request));
        return renew_session(slot, now);
    }
    // Nobody would fetch what the server collects. With digest, another session does that.
    request.quiet = (request.purpose == kind::login || request.purpose == kind::mask) &&
                    lane == http_lane::actions && (!polling_.is_wanted() || login_.uses_digest());
    const auto body = form_of(request);
    request.body_size = body.str().size();
    auto text = login_.head(lane, request.body_size);
    if (!text) {
        fail({errc::md5_unavailable,
            "the platform's OpenSSL does not compute MD5 (FIPS mode?), which HTTP digest needs; use https:// with a "
            "path that ends in rawman"});
        return results_.fail_unsent(request.id, fault_);
    }
    text->reserve(text->size() + body.str().size()); // growing later would leave a copy of a secret
    *text += body.str();
    login_.on_request(lane, now);
    if (request.purpose == kind::wait)
        polling_.on_wait_sent(now);
    const auto time = time_for(request);
    slots_.send(slot, std::move(request), std::move(*text), time, now);
}

// The server has dropped the session by digest. The same nonce would make another one, which collects all events unless
// it is told not to.
AMI_DECL void http_session::renew_session(std::size_t slot, time_point now)
{
    login_.forget(http_lane::actions);
    auto request = own_request(kind::keep_alive, "Events", "EventMask: off\r\n");
    request.alone = true;
    send(slot, std::move(request), now);
}

AMI_DECL void http_session::prepare_events(time_point now)
{
    queues_.events.clear();
    close_waiting(now);
    if (login_.uses_digest())
        login_.forget(http_lane::events);
    for (auto& request : polling_.prepare())
        queues_.events.push_back(std::move(request));
    pump_slot(queues_.events, slots_.events(), now);
}

// A WaitEvent that is pending is not waited for.
AMI_DECL void http_session::close_waiting(time_point now)
{
    if (slots_.is(slots_.events(), slot_state::busy))
        slots_.close(slots_.events(), now);
}

} // namespace ami::detail

#endif // AMI_SESSION_HTTP_IMPL_SENDING_IPP
