// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_HTTP_IMPL_HTTP_SESSION_IPP
#define AMI_SESSION_HTTP_IMPL_HTTP_SESSION_IPP

#include <ami/session/http/http_session.hpp>
#include <ami/session/http/timing.hpp>

#include <fmt/format.h>

#include <utility>

namespace ami::detail {

inline config without_log(config settings)
{
    settings.log = nullptr;
    return settings;
}

AMI_DECL http_session::http_session(const config& settings, md5_function md5, std::string random,
    write_queue& queue, const server_settings& server)
    : settings_(without_log(settings)), login_(settings_, md5, std::move(random)), slots_(settings_),
      polling_(settings_, server), results_(queue)
{}

AMI_DECL void http_session::start(time_point now)
{
    slots_.on_open(0, now);
    login_.on_use(http_lane::actions, now);
}

AMI_DECL http_lane http_session::lane_of(std::size_t slot) const noexcept
{
    return login_.uses_digest() && slots_.is_for_events(slot) ? http_lane::events : http_lane::actions;
}

AMI_DECL std::deque<http_request>& http_session::queue_of(std::size_t slot) noexcept
{
    if (!slots_.is_for_events(slot))
        return queues_.actions;
    return slot == slots_.events() ? queues_.events : queues_.control;
}

AMI_DECL duration http_session::time_for(const http_request& request) const
{
    switch (request.purpose) {
    case kind::action:
    case kind::filter:
    case kind::mask: return duration::max(); // its own deadline counts: see `withdraw`
    case kind::wait:
        if (polling_.is_resuming()) // it is answered at once
            return settings_.action_timeout;
        return longer_by(polling_.wait_time(login_.lifetime()), settings_.action_timeout);
    case kind::challenge:
    case kind::login: return settings_.login_timeout;
    case kind::logoff: return settings_.logoff_timeout;
    default: return settings_.action_timeout;
    }
}

// Nothing else keeps the actions' session on the server.
AMI_DECL bool http_session::is_keep_alive_possible() const
{
    if (stage_ != stage::logged_in || !queues_.actions.empty())
        return false;
    for (std::size_t slot = 0; slot != slots_.size(); ++slot) {
        if (slots_.is(slot, slot_state::busy) && lane_of(slot) == http_lane::actions)
            return false;
    }
    return true;
}

AMI_DECL void http_session::on_time(time_point now)
{
    if (leave_by_ && now >= *leave_by_)
        fail({errc::closed, {}});
    while (!fault_) {
        const auto expired = slots_.find_expired(now);
        if (!expired)
            break;
        const bool opening = slots_.is(*expired, slot_state::opening);
        const bool given_up = slots_.request(*expired).given_up;
        auto request = slots_.take_request(*expired);
        slots_.close(*expired, now);
        if (given_up)
            continue;
        if (opening) {
            on_refused(*expired, {errc::timed_out, "the server did not accept the connection in time"}, now);
        } else {
            lose_request(std::move(request), {errc::timed_out, "no answer in time"}, now);
            pump(now);
        }
    }
    if (fault_)
        return;
    if (!is_emptying_mask()) {
        if (auto wait = polling_.next_wait(login_.lifetime(), now))
            queues_.events.push_back(std::move(*wait));
    }
    if (is_keep_alive_possible() && now >= login_.keep_alive_at()) {
        login_.on_use(http_lane::actions, now);
        queues_.actions.push_back(own_request(kind::keep_alive, "Ping"));
    }
    pump(now);
    slots_.close_idle(now);
}

AMI_DECL std::optional<time_point> http_session::deadline() const
{
    if (fault_)
        return std::nullopt;
    const auto next_wait = is_emptying_mask() ? std::nullopt : polling_.deadline();
    const auto next = earlier_of(earlier_of(slots_.deadline(), next_wait), leave_by_);
    return is_keep_alive_possible() ? earlier_of(next, login_.keep_alive_at()) : next;
}

AMI_DECL void http_session::want_events(bool wanted, time_point now)
{
    polling_.want(wanted, now);
    if (wanted)
        pump(now);
}

AMI_DECL bool http_session::on_delivered(std::uint64_t id, time_point now)
{
    if (!results_.on_delivered(id))
        return false;
    pump(now);
    return true;
}

AMI_DECL void http_session::leave(time_point now)
{
    results_.leave();
    if (fault_ || stage_ != stage::logged_in)
        return fail({errc::closed, {}});
    leave_by_ = deadline_after(now, leave_time);
    queues_.clear();
    for (std::size_t slot = 0; slot != slots_.size(); ++slot) {
        if (slots_.is(slot, slot_state::busy))
            slots_.close(slot, now);
    }
    begin_logoff();
    auto logoff = own_request(kind::logoff, "Logoff");
    logoff.alone = true;
    queues_.actions.push_back(std::move(logoff));
    pump(now);
}

AMI_DECL void http_session::begin_logoff()
{
    stage_ = stage::logging_off;
    polling_.stop_waiting();
    queues_.events.clear(); // after the Logoff there is no session for them
    if (has_control() && !polling_.is(event_polling::state::off))
        queues_.control.push_back(own_request(kind::end_events, "Logoff"));
}

AMI_DECL void http_session::withdraw(std::uint64_t id, time_point now)
{
    queues_.withdraw(id);
    for (std::size_t slot = 0; slot != slots_.size(); ++slot) {
        auto& request = slots_.request(slot);
        if (!slots_.is(slot, slot_state::busy) || request.id != id || !request.can_be_withdrawn())
            continue;
        request.given_up = true;
        if (request.sent)
            slots_.set_deadline(slot, now + given_up_time);
        else
            slots_.close(slot, now);
    }
    pump(now);
}

AMI_DECL void http_session::fail(const http_request& unsent, failure cause)
{
    if (unsent.is_users())
        results_.fail_unsent(unsent.id, cause);
    fail(std::move(cause));
}

AMI_DECL void http_session::fail(failure cause)
{
    if (fault_)
        return;
    fault_ = std::move(cause);
    for (const auto* const queue : {&queues_.actions, &queues_.control}) {
        for (const auto& request : *queue)
            results_.fail_unsent(request.id, fault_);
    }
    queues_.clear();
    for (std::size_t slot = 0; slot != slots_.size(); ++slot) {
        const auto& request = slots_.request(slot);
        if (slots_.is(slot, slot_state::busy) && !request.sent && request.is_users())
            results_.fail_unsent(request.id, fault_);
    }
    slots_.close_all();
}

AMI_DECL failure http_session::session_lost(std::string_view cause) const
{
    if (!is_logged_in())
        return {errc::closed_during_login,
            fmt::format("{} during the login (Asterisk allows 5 s); check whether a proxy between client and "
                        "server drops cookies",
                cause)};
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(login_.lifetime()).count();
    return {errc::connection_lost,
        fmt::format("{}; possible causes: Asterisk was restarted, or the session was idle for longer than "
                    "httptimeout in manager.conf ({} s)",
            cause, seconds)};
}

} // namespace ami::detail

#endif // AMI_SESSION_HTTP_IMPL_HTTP_SESSION_IPP
