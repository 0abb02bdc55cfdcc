// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_CONNECTION_IMPL_CONNECTION_STEPS_IPP
#define AMI_SESSION_CONNECTION_IMPL_CONNECTION_STEPS_IPP

#include <ami/session/actions/aborted.hpp>
#include <ami/session/connection/connection_steps.hpp>

#include <algorithm>
#include <string>
#include <utility>

namespace ami::detail {

AMI_DECL void connection_steps::carry_out(lifecycle::step step, time_point now)
{
    switch (step) {
    case lifecycle::step::none: return;
    case lifecycle::step::resolve:
        announcements_.resolving();
        network_.ask(output::kind::resolve);
        return;
    case lifecycle::step::connect:
        announcements_.connecting();
        network_.ask(output::kind::connect).address = lifecycle_.addresses().current();
        return;
    case lifecycle::step::handshake: network_.ask(output::kind::handshake); return;
    case lifecycle::step::read: network_.ask(output::kind::read); return;
    case lifecycle::step::read_and_log_in: network_.ask(output::kind::read); return log_in(now);
    case lifecycle::step::log_in: return log_in(now);
    case lifecycle::step::end_boot: return on_login(login_.on_boot_timeout(now), now);
    case lifecycle::step::announce_ready: return become_ready(now);
    case lifecycle::step::lose: return lose(now);
    case lifecycle::step::close: return close();
    }
}

// --- the login -------------------------------------------------------------------------------------------------------

AMI_DECL void connection_steps::log_in(time_point now)
{
    announcements_.logging_in();
    on_login(login_.start(now), now);
}

AMI_DECL void connection_steps::on_login(session_login::result end, time_point now)
{
    if (end)
        return carry_out(lifecycle_.on_login(std::move(*end), now), now);
    const bool was_booting = lifecycle_.current() == lifecycle::state::booting;
    if (login_.is_waiting_for_boot() == was_booting)
        return;
    if (was_booting)
        return lifecycle_.on_boot_ended(now);
    lifecycle_.on_boot_awaited(now);
    start_liveness(now);
    announcements_.booting();
}

AMI_DECL void connection_steps::on_own_answer(output& ended, time_point now)
{
    on_login(login_.on_answer(ended, now), now);
}

AMI_DECL void connection_steps::start_liveness(time_point now)
{
    const auto& settings = lifecycle_.settings();
    liveness_.start(settings.ping_after_silence, settings.ping_timeout, now);
}

AMI_DECL void connection_steps::become_ready(time_point now)
{
    start_liveness(now);
    if (lifecycle_.is_reconnected())
        ++counters_.reconnects;
    announcements_.ready();
    actions_.on_ready();
}

AMI_DECL void connection_steps::check_liveness(time_point now)
{
    switch (liveness_.on_time(actions_.answers().is_waiting(), now)) {
    case liveness::verdict::alive: return;
    case liveness::verdict::ask: return actions_.ping(now);
    case liveness::verdict::gone: return carry_out(lifecycle_.on_silence(now), now);
    }
}

// --- the end of a connection -----------------------------------------------------------------------------------------

inline std::string reason_of(const failure& cause)
{
    return cause.text.empty() ? cause.ec.message() : cause.ec.message() + ": " + cause.text;
}

AMI_DECL void connection_steps::stop() noexcept
{
    packets_.stop();
    liveness_.stop();
    login_.stop();
}

AMI_DECL std::vector<correlator::ended_action> connection_steps::leave(error_code code, bool reconnects)
{
    const auto reason = reason_of(lifecycle_.cause());
    auto ended = actions_.connection_ended(reason, code, reconnects);
    stop();
    const bool gently = std::any_of(ended.begin(), ended.end(),
        [](const auto& each) { return each.operation && each.operation->must_arrive; });
    network_.leave(gently, {code ? code : make_error_code(errc::outcome_unknown), reason});
    return ended;
}

// There will be another connection.
AMI_DECL void connection_steps::lose(time_point now)
{
    auto ended = leave({}, true);
    announcements_.lost(now);
    actions_.settle(std::move(ended));
    announcements_.waiting(now);
}

AMI_DECL void connection_steps::close()
{
    const auto& cause = lifecycle_.cause();
    // That the client was destroyed says more of an action than that its connection ended.
    const auto code = cause.ec == aborted() ? cause.ec : error_code();
    auto ended = leave(code, false);
    announcements_.ending();
    actions_.fail_held({code ? code : make_error_code(errc::not_sent), reason_of(cause)});
    actions_.settle(std::move(ended));
    announcements_.ended();
}

} // namespace ami::detail

#endif // AMI_SESSION_CONNECTION_IMPL_CONNECTION_STEPS_IPP
