// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_SESSION_HTTP_IMPL_EVENT_POLLING_IPP
#define AMI_SESSION_HTTP_IMPL_EVENT_POLLING_IPP

#include <ami/protocol/values/event_mask.hpp>
#include <ami/session/http/http_session.hpp>
#include <ami/session/http/timing.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <utility>

// How the events of the session are asked for.

namespace ami::detail {

AMI_DECL void http_session::want_events(bool wanted, time_point now)
{
    if (!wanted) {
        if (wanted_ && !unwanted_since_)
            unwanted_since_ = now;
        return;
    }
    wanted_ = true;
    unwanted_since_.reset();
    pump(now);
}

AMI_DECL void http_session::prepare_events(time_point now)
{
    events_ = event_state::preparing;
    events_queue_.clear();
    close_waiting(now);
    if (uses_digest()) {
        digests_[event_lane] = {};
        const auto& filters = server_->filters();
        if (!filters.empty())
            events_queue_.push_back(make_internal(kind::prepare_mask, "Events", "EventMask: off\r\n"));
        for (const auto& filter : filters)
            events_queue_.push_back(make_internal(kind::prepare_filter, "Filter", filter.header_lines()));
    } else {
        // The server has kept every event since the session began. They are of no use any more; a class that has next
        // to none makes the answer short. (WaitEvent turns an empty mask into a full one.)
        events_queue_.push_back(make_internal(kind::prepare_mask, "Events", "EventMask: aoc\r\n"));
        events_queue_.push_back(make_internal(kind::prepare_drain, "WaitEvent", "Timeout: 0\r\n"));
    }
    events_queue_.push_back(make_internal(
        kind::begin_events, "Events", fmt::format("EventMask: {}\r\n", server_->mask().text())));
    pump_slot(events_queue_, events_slot(), now);
}

// What still waits for events is not waited for.
AMI_DECL void http_session::close_waiting(time_point now)
{
    auto& slot = slots_[events_slot()];
    if (slot.state == slot_state::at::busy)
        close_slot(events_slot(), now);
}

AMI_DECL void http_session::events_prepared(time_point now)
{
    events_ = event_state::on;
    receive(std::exchange(held_login_, {}));
    pause_ = min_pause;
    next_wait_ = now;
    on_time(now);
}

AMI_DECL duration http_session::wait_time() const
{
    const duration fitting = lifetime_ - wait_reserve;
    return std::max<duration>(std::min(settings_.http.max_event_wait, fitting), std::chrono::seconds(1));
}

AMI_DECL void http_session::wait_again(bool had_events, time_point now)
{
    if (events_ != event_state::on || logging_off_)
        return;
    if (unwanted_since_ && now - *unwanted_since_ >= settings_.http.event_idle_timeout && !is_changing_mask())
        return stop_events();
    pause_ = had_events || now - wait_began_ >= max_pause ? min_pause : std::min(2 * pause_, max_pause);
    next_wait_ = std::max(now, deadline_after(wait_began_, pause_));
}

AMI_DECL void http_session::stop_events()
{
    wanted_ = false;
    unwanted_since_.reset();
    next_wait_.reset();
    events_ = event_state::stopping;
    events_queue_.clear();
    events_queue_.push_back(uses_digest() ? make_internal(kind::end_events, "Logoff")
                                          : make_internal(kind::end_events, "Events", "EventMask: off\r\n"));
}

} // namespace ami::detail

#endif // AMI_SESSION_HTTP_IMPL_EVENT_POLLING_IPP
