// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_CONNECTION_IMPL_SESSION_ANNOUNCEMENTS_IPP
#define AMI_SESSION_CONNECTION_IMPL_SESSION_ANNOUNCEMENTS_IPP

#include <ami/protocol/values/redaction.hpp>
#include <ami/session/actions/aborted.hpp>
#include <ami/session/connection/session_announcements.hpp>

#include <fmt/format.h>

#include <chrono>
#include <memory>
#include <string>

namespace ami::detail {

AMI_DECL void session_announcements::tell(state_change change)
{
    outputs_.push(output::kind::state).change =
        std::make_unique<state_change>(std::move(change), lifecycle_.settings().name);
}

AMI_DECL void session_announcements::resolving()
{
    tell(state_change(session_state::connecting));
}

AMI_DECL void session_announcements::connecting()
{
    log_.write(log_level::debug, "connecting", {{"address", std::string(lifecycle_.addresses().address())}});
}

AMI_DECL void session_announcements::logging_in()
{
    tell(state_change(session_state::logging_in));
}

AMI_DECL void session_announcements::booting()
{
    log_.write(log_level::info, "waits until Asterisk has booted",
        {{"server", std::string(lifecycle_.addresses().address())}});
    tell(state_change(session_state::booting));
}

AMI_DECL void session_announcements::ready()
{
    const auto& settings = lifecycle_.settings();
    log_.write(log_level::info, "logged in",
        {{"server", std::string(lifecycle_.addresses().address())},
            {"version", quote(lifecycle_.greeting().version(), 64, settings.secret.view())},
            {"user", printable(settings.username)}});
    waits_.ready();
    outputs_.push(output::kind::ready);
    tell(state_change(session_state::ready));
}

AMI_DECL void session_announcements::events_missed(std::string_view cause)
{
    log_.write(log_level::error, "events may have been lost", {{"cause", std::string(cause)}});
    outputs_.push(output::kind::events_missed);
    tell(state_change(
        session_state::ready, errc::events_missed, fmt::format("{}; the session goes on", cause)));
}

AMI_DECL void session_announcements::lost(time_point now)
{
    const auto& cause = lifecycle_.cause();
    const auto until = lifecycle_.deadline().value_or(now);
    log_.write(log_level::error, "connection lost",
        {{"cause", cause.ec.message()}, {"details", cause.text},
            {"seconds_to_wait", fmt::format("{:.1f}", std::chrono::duration<double>(until - now).count())}});
    outputs_.push(output::kind::lost).error = cause;
}

AMI_DECL void session_announcements::waiting(time_point now)
{
    const auto& cause = lifecycle_.cause();
    tell(state_change(session_state::lost, cause.ec, cause.text));
    tell(state_change(session_state::waiting, lifecycle_.deadline().value_or(now)));
}

AMI_DECL void session_announcements::ending()
{
    const auto& cause = lifecycle_.cause();
    const bool is_wanted = cause.ec == errc::logged_off || cause.ec == errc::closed || cause.ec == aborted();
    log_.write(is_wanted ? log_level::info : log_level::error, "session ended",
        {{"cause", cause.ec.message()}, {"details", cause.text}});
}

AMI_DECL void session_announcements::ended()
{
    const auto& cause = lifecycle_.cause();
    auto& told = outputs_.push(output::kind::ended);
    told.error = cause;
    told.epoch = waits_.sessions();
    waits_.end(cause);
    tell(state_change(session_state::closed, cause.ec, cause.text));
}

AMI_DECL void session_announcements::wait_closed(operation_pointer operation)
{
    if (lifecycle_.is_active())
        waits_.wait_for_end(std::move(operation));
    else
        complete_without_session(std::move(operation));
}

AMI_DECL void session_announcements::wait_ready(operation_pointer operation)
{
    if (lifecycle_.current() == lifecycle::state::ready)
        outputs_.complete(std::move(operation), {});
    else if (lifecycle_.is_active())
        waits_.wait_until_ready(std::move(operation));
    else
        complete_without_session(std::move(operation));
}

AMI_DECL void session_announcements::complete_without_session(operation_pointer operation)
{
    if (const auto& cause = lifecycle_.cause())
        outputs_.complete(std::move(operation), cause);
    else
        outputs_.complete(std::move(operation), {errc::not_connected, "there was no session yet"});
}

} // namespace ami::detail

#endif // AMI_SESSION_CONNECTION_IMPL_SESSION_ANNOUNCEMENTS_IPP
