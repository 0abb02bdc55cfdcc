// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_HTTP_IMPL_EVENT_POLLING_IPP
#define AMI_SESSION_HTTP_IMPL_EVENT_POLLING_IPP

#include <ami/protocol/values/event_mask.hpp>
#include <ami/session/http/event_polling.hpp>
#include <ami/session/http/timing.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace ami::detail {

AMI_DECL void wait_pace::start(time_point now)
{
    pause_ = min_pause;
    next_ = now;
}

AMI_DECL void wait_pace::on_answer(bool had_events, time_point now)
{
    pause_ = had_events || now - began_ >= max_pause ? min_pause : std::min(2 * pause_, max_pause);
    next_ = std::max(now, deadline_after(began_, pause_));
}

AMI_DECL void event_polling::want(bool wanted, time_point now)
{
    if (wanted) {
        is_wanted_ = true;
        unwanted_since_.reset();
    } else if (is_wanted_ && !unwanted_since_) {
        unwanted_since_ = now;
    }
}

AMI_DECL void event_polling::on_login()
{
    is_restoring_ = !server_.filters().empty() && !is_empty_mask(server_.mask().text());
}

AMI_DECL bool event_polling::on_mask(bool has_no_mask)
{
    is_restoring_ = false;
    if (!has_no_mask || state_ != state::on)
        return false;
    pace_.stop();
    state_ = state::off;
    return true;
}

AMI_DECL bool event_polling::may_begin() const
{
    return state_ == state::off && is_wanted_ && !is_restoring_ && !is_empty_mask(server_.mask().text());
}

AMI_DECL std::vector<http_request> event_polling::prepare()
{
    using kind = http_request::kind;
    state_ = state::preparing;
    std::vector<http_request> requests;
    if (!settings_.uses_digest()) {
        // The server has collected every event since the session began. A class that has next to none makes the answer
        // short.
        requests.push_back(own_request(kind::prepare_mask, "Events", "EventMask: aoc\r\n"));
        requests.push_back(own_request(kind::prepare_drain, "WaitEvent", "Timeout: 0\r\n"));
    } else if (!server_.filters().empty()) {
        requests.push_back(own_request(kind::prepare_mask, "Events", "EventMask: off\r\n"));
        for (const auto& filter : server_.filters())
            requests.push_back(own_request(kind::prepare_filter, "Filter", filter.header_lines()));
    }
    requests.push_back(
        own_request(kind::begin_events, "Events", fmt::format("EventMask: {}\r\n", server_.mask().text())));
    return requests;
}

AMI_DECL void event_polling::on_prepared(time_point now)
{
    state_ = state::on;
    pace_.start(now);
}

AMI_DECL duration event_polling::wait_time(duration lifetime) const
{
    return std::max<duration>(
        std::min<duration>(settings_.http.max_event_wait, lifetime - wait_reserve), std::chrono::seconds(1));
}

AMI_DECL std::optional<http_request> event_polling::next_wait(duration lifetime, time_point now)
{
    if (!pace_.next() || now < *pace_.next())
        return std::nullopt;
    pace_.stop();
    const auto time = is_resuming_ ? duration::zero() : wait_time(lifetime);
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(time).count();
    return own_request(http_request::kind::wait, "WaitEvent", fmt::format("Timeout: {}\r\n", seconds));
}

AMI_DECL bool event_polling::on_wait_lost(time_point now)
{
    constexpr unsigned max_losses = 3;
    is_resuming_ = true;
    if (settings_.uses_digest()) {
        state_ = state::off;
        pace_.stop();
    } else {
        pace_.start(now);
    }
    return ++losses_ < max_losses;
}

AMI_DECL void event_polling::on_wait_superseded(time_point now)
{
    if (state_ != state::on)
        return;
    is_resuming_ = true;
    pace_.on_answer(false, now);
}

AMI_DECL std::optional<http_request> event_polling::on_wait_answered(
    bool had_events, bool may_stop, time_point now)
{
    if (state_ != state::on)
        return std::nullopt;
    losses_ = 0;
    if (!may_stop || !unwanted_since_ || now - *unwanted_since_ < settings_.http.event_idle_timeout) {
        pace_.on_answer(had_events, now);
        return std::nullopt;
    }
    is_wanted_ = false;
    unwanted_since_.reset();
    pace_.stop();
    state_ = state::stopping;
    return settings_.uses_digest()
               ? own_request(http_request::kind::end_events, "Logoff")
               : own_request(http_request::kind::end_events, "Events", "EventMask: off\r\n");
}

} // namespace ami::detail

#endif // AMI_SESSION_HTTP_IMPL_EVENT_POLLING_IPP
