// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_SESSION_IMPL_SESSION_CONNECTION_IPP
#define AMI_SESSION_IMPL_SESSION_CONNECTION_IPP

#include <ami/protocol/values/redaction.hpp>
#include <ami/protocol/wire/banner.hpp>
#include <ami/session/actions/aborted.hpp>
#include <ami/session/session.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <utility>

// From connecting to the end of a session, and to the next connection.

namespace ami::detail {

AMI_DECL void session::tell(state_change change)
{
    outputs_.push(output::kind::state).change =
        std::make_unique<state_change>(std::move(change), settings().name);
}

AMI_DECL void session::start(config settings, std::shared_ptr<log_function> sink, std::uint32_t seed,
    operation_pointer connecting, time_point now)
{
    log_.start(std::move(sink), settings.log_level, settings.name);
    login_.server().start(settings.events);
    waits_.start(std::move(connecting));
    apply(lifecycle_.start(std::move(settings), seed, now), now);
}

AMI_DECL void session::stop(failure cause, time_point now)
{
    apply(lifecycle_.on_close(std::move(cause)), now);
}

AMI_DECL std::vector<output> session::discard(failure cause)
{
    packets_.stop();
    liveness_.stop();
    login_.stop();
    lifecycle_.on_close(std::move(cause));
    actions_.discard();
    waits_.end({});
    return outputs_.take_all();
}

AMI_DECL void session::apply(lifecycle::step step, time_point now)
{
    switch (step) {
    case lifecycle::step::none: return;
    case lifecycle::step::resolve:
        tell(state_change(session_state::connecting));
        network_.ask(output::kind::resolve);
        return;
    case lifecycle::step::connect:
        log(log_level::debug, "connecting", {{"address", std::string(lifecycle_.addresses().address())}});
        network_.ask(output::kind::connect).address = lifecycle_.addresses().current();
        return;
    case lifecycle::step::handshake: network_.ask(output::kind::handshake); return;
    case lifecycle::step::read: network_.ask(output::kind::read); return;
    case lifecycle::step::read_and_log_in: network_.ask(output::kind::read); return log_in(now);
    case lifecycle::step::log_in: return log_in(now);
    case lifecycle::step::announce_ready: return become_ready(now);
    case lifecycle::step::lose: return lose_connection(now);
    case lifecycle::step::close: return end();
    }
}

AMI_DECL void session::on_resolved(
    failure error, std::vector<std::string> addresses, std::string action_id_prefix, time_point now)
{
    actions_.start(std::move(action_id_prefix));
    apply(lifecycle_.on_resolved(std::move(error), std::move(addresses), now), now);
}

AMI_DECL void session::on_connected(error_code ec, time_point now)
{
    apply(lifecycle_.on_connected(ec, now), now);
}

AMI_DECL void session::on_handshake(failure error, time_point now)
{
    apply(lifecycle_.on_handshake(std::move(error), now), now);
}

AMI_DECL void session::on_lost(error_code ec, time_point now)
{
    apply(lifecycle_.on_lost(ec, packets_.pending(), now), now);
}

AMI_DECL void session::on_violation(failure error, time_point now)
{
    apply(lifecycle_.on_violation(std::move(error), now), now);
}

AMI_DECL void session::become_ready(time_point now)
{
    liveness_.start(settings().ping_after_silence, settings().ping_timeout, now);
    log(log_level::info, "logged in",
        {{"server", std::string(lifecycle_.addresses().address())},
            {"version", quote(lifecycle_.greeting().version(), 64, settings().secret.view())},
            {"user", printable(settings().username)}});
    if (lifecycle_.is_reconnected())
        ++counters_.reconnects;
    waits_.ready();
    outputs_.push(output::kind::ready);
    tell(state_change(session_state::ready));
    actions_.on_ready();
}

// What belongs to the connection ends.
AMI_DECL void session::leave_connection(const std::vector<correlator::ended_action>& ended, failure cause)
{
    packets_.stop();
    liveness_.stop();
    login_.stop();
    const bool gently = std::any_of(ended.begin(), ended.end(),
        [](const auto& each) { return each.operation && each.operation->must_arrive; });
    network_.leave(gently, std::move(cause));
}

inline std::string reason_of(const failure& cause)
{
    return cause.text.empty() ? cause.ec.message() : cause.ec.message() + ": " + cause.text;
}

// There will be another connection.
AMI_DECL void session::lose_connection(time_point now)
{
    const failure cause = lifecycle_.cause();
    const auto until = lifecycle_.deadline().value_or(now);
    auto ended = actions_.connection_ended(reason_of(cause), {}, true);
    leave_connection(ended, {errc::outcome_unknown, reason_of(cause)});
    log(log_level::error, "connection lost",
        {{"cause", cause.ec.message()}, {"details", cause.text},
            {"seconds_to_wait", fmt::format("{:.1f}", std::chrono::duration<double>(until - now).count())}});
    outputs_.push(output::kind::lost).error = cause;
    actions_.settle(std::move(ended));
    tell(state_change(session_state::lost, cause.ec, cause.text));
    tell(state_change(session_state::waiting, until));
}

AMI_DECL void session::end()
{
    const failure cause = lifecycle_.cause();
    const bool is_aborted = cause.ec == aborted();
    const bool wanted = cause.ec == errc::logged_off || cause.ec == errc::closed || is_aborted;
    const auto reason = reason_of(cause);
    auto ended = actions_.connection_ended(reason, is_aborted ? cause.ec : error_code{}, false);
    leave_connection(ended, {is_aborted ? cause.ec : make_error_code(errc::outcome_unknown), reason});
    log(wanted ? log_level::info : log_level::error, "session ended",
        {{"cause", cause.ec.message()}, {"details", cause.text}});
    actions_.fail_held({is_aborted ? cause.ec : make_error_code(errc::not_sent), reason});
    actions_.settle(std::move(ended));
    auto& told = outputs_.push(output::kind::ended);
    told.error = cause;
    told.epoch = epoch();
    waits_.end(cause);
    tell(state_change(session_state::closed, cause.ec, cause.text));
}

AMI_DECL std::optional<time_point> session::deadline() const
{
    if (!lifecycle_.is_active())
        return std::nullopt;
    std::optional<time_point> first;
    for (const auto& each : {lifecycle_.deadline(), actions_.next_deadline(), liveness_.deadline()}) {
        if (each && (!first || *each < *first))
            first = each;
    }
    return first;
}

AMI_DECL void session::on_time(time_point now)
{
    apply(lifecycle_.on_time(now), now);
    if (actions_.on_time(now))
        liveness_.suspect(now);
    check_cancelled(now);
    actions_.fail_expired(now);
    check_life(now);
}

AMI_DECL void session::check_life(time_point now)
{
    switch (liveness_.on_time(actions_.answers().is_waiting(), now)) {
    case liveness::verdict::alive: return;
    case liveness::verdict::ask: return actions_.ping(now);
    case liveness::verdict::gone: return apply(lifecycle_.on_silence(now), now);
    }
}

} // namespace ami::detail

#endif // AMI_SESSION_IMPL_SESSION_CONNECTION_IPP
