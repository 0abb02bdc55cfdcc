// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_CONNECTION_IMPL_LIFECYCLE_IPP
#define AMI_SESSION_CONNECTION_IMPL_LIFECYCLE_IPP

#include <ami/protocol/values/redaction.hpp>
#include <ami/session/connection/connection_failure.hpp>
#include <ami/session/connection/deadline.hpp>
#include <ami/session/connection/lifecycle.hpp>
#include <ami/session/connection/server_text.hpp>

#include <fmt/format.h>

#include <utility>

namespace ami::detail {

AMI_DECL std::string lifecycle::server() const
{
    return server_text(settings_.host, settings_.port);
}

AMI_DECL lifecycle::step lifecycle::enter(
    state next, step next_step, std::optional<time_point> deadline) noexcept
{
    state_ = next;
    deadline_ = deadline;
    return next_step;
}

// For as long as the settings allow.
AMI_DECL lifecycle::step lifecycle::begin(state next, step next_step, time_point now) noexcept
{
    return enter(next, next_step, deadline_after(now, time_limit(next, settings_)));
}

AMI_DECL lifecycle::step lifecycle::end(failure cause)
{
    cause_ = std::move(cause);
    settings_.secret.clear();
    settings_.tls.key_password.clear();
    return enter(state::closed, step::close);
}

// The connection, or the attempt at one, has failed: the end, or a wait for the next attempt.
AMI_DECL lifecycle::step lifecycle::fail(failure cause, time_point now)
{
    const auto delay = schedule_.next(cause, now);
    if (!delay)
        return end(std::move(cause));
    cause_ = std::move(cause);
    return enter(state::waiting, step::lose, deadline_after(now, *delay));
}

AMI_DECL lifecycle::step lifecycle::start(config settings, std::uint32_t seed, time_point now)
{
    settings_ = std::move(settings);
    schedule_.start(settings_.reconnect, seed);
    addresses_.clear();
    banner_ = {};
    cause_ = {};
    return begin(state::resolving, step::resolve, now);
}

AMI_DECL lifecycle::step lifecycle::on_resolved(
    failure cause, std::vector<std::string> addresses, time_point now)
{
    if (state_ != state::resolving)
        return step::none;
    if (cause || addresses.empty())
        return fail({errc::host_not_found, fmt::format("{}: {}", settings_.host,
                                               cause ? cause.text : std::string{"no address is known"})},
            now);
    addresses_.start(std::move(addresses));
    return begin(state::connecting, step::connect, now);
}

// It did not accept the connection.
AMI_DECL lifecycle::step lifecycle::fail_attempt(failure cause, time_point now)
{
    if (addresses_.fail(fmt::format("{}: {}", addresses_.address(), cause.text)))
        return begin(state::connecting, step::connect, now);
    return fail({cause.ec, fmt::format("{} ({})", server(), addresses_.failures())}, now);
}

// It accepted the connection and went no further: another address may be better.
AMI_DECL lifecycle::step lifecycle::fail_address(failure cause, time_point now)
{
    if (schedule_.is_final(cause) || addresses_.is_last()) {
        if (!addresses_.failures().empty())
            cause.text += fmt::format(" ({})", addresses_.failures());
        return fail(std::move(cause), now);
    }
    addresses_.fail(cause.text);
    return begin(state::connecting, step::connect, now);
}

// How far the connection had come tells what has failed.
AMI_DECL lifecycle::step lifecycle::fail_in_state(failure cause, time_point now)
{
    switch (state_) {
    case state::connecting: return fail_attempt(std::move(cause), now);
    case state::handshaking:
    case state::awaiting_banner: return fail_address(std::move(cause), now);
    case state::logging_off: return end(std::move(cause)); // no reconnect after a Logoff
    default: return fail(std::move(cause), now);
    }
}

AMI_DECL lifecycle::step lifecycle::begin_session(time_point now)
{
    if (settings_.uses_http()) // the client speaks first
        return begin(state::logging_in, step::read_and_log_in, now);
    return begin(state::awaiting_banner, step::read, now);
}

AMI_DECL lifecycle::step lifecycle::on_connected(error_code ec, time_point now)
{
    if (state_ != state::connecting)
        return step::none;
    if (ec)
        return fail_attempt({ec, ec.message()}, now);
    if (settings_.uses_tls())
        return begin(state::handshaking, step::handshake, now);
    return begin_session(now);
}

AMI_DECL lifecycle::step lifecycle::on_handshake(failure cause, time_point now)
{
    if (state_ != state::handshaking)
        return step::none;
    if (cause)
        return fail_address({cause.ec, fmt::format("{}: {}", server(), cause.text)}, now);
    return begin_session(now);
}

AMI_DECL lifecycle::step lifecycle::on_banner(std::string_view line, time_point now)
{
    if (state_ != state::awaiting_banner)
        return step::none;
    failure cause;
    banner_ = parse_banner(line, cause);
    if (cause)
        return fail(
            {cause.ec, fmt::format("{}: {}", server(), without(cause.text, settings_.secret.view()))}, now);
    return begin(state::logging_in, step::log_in, now);
}

AMI_DECL lifecycle::step lifecycle::on_login(failure error, time_point now)
{
    if (state_ != state::logging_in && state_ != state::booting)
        return step::none;
    return error ? fail(std::move(error), now) : become_ready(now);
}

AMI_DECL void lifecycle::on_boot_awaited(time_point now)
{
    if (state_ != state::logging_in)
        return;
    schedule_.on_logged_in();
    begin(state::booting, step::none, now);
}

AMI_DECL void lifecycle::on_boot_ended(time_point now)
{
    if (state_ == state::booting)
        begin(state::logging_in, step::none, now);
}

AMI_DECL lifecycle::step lifecycle::become_ready(time_point now)
{
    schedule_.on_ready(now);
    cause_ = {};
    return enter(state::ready, step::announce_ready);
}

AMI_DECL void lifecycle::on_logoff_started(time_point now)
{
    if (state_ == state::ready)
        begin(state::logging_off, step::none, now);
}

AMI_DECL lifecycle::step lifecycle::on_logoff_answer()
{
    return state_ == state::logging_off ? end({errc::logged_off, server()}) : step::none;
}

AMI_DECL void lifecycle::on_logoff_withdrawn()
{
    if (state_ == state::logging_off)
        enter(state::ready, step::none);
}

AMI_DECL lifecycle::step lifecycle::on_lost(error_code ec, std::string_view pending, time_point now)
{
    switch (state_) {
    case state::idle:
    case state::closed:
    case state::waiting:
    case state::resolving:
    case state::connecting: return step::none; // nothing is read or written in these states
    default: return fail_in_state(loss_failure(state_, settings_, ec, pending), now);
    }
}

AMI_DECL lifecycle::step lifecycle::on_silence(time_point now)
{
    return is_logged_in() ? fail(silence_failure(settings_), now) : step::none;
}

AMI_DECL lifecycle::step lifecycle::on_violation(failure cause, time_point now)
{
    if (!is_active() || state_ == state::waiting)
        return step::none;
    cause.text = fmt::format("{}: {}", server(), cause.text);
    // No reconnect after a Logoff.
    return state_ == state::logging_off ? end(std::move(cause)) : fail(std::move(cause), now);
}

AMI_DECL lifecycle::step lifecycle::on_close(failure cause)
{
    return is_active() ? end(std::move(cause)) : step::none;
}

AMI_DECL lifecycle::step lifecycle::on_time(time_point now)
{
    if (!deadline_ || now < *deadline_)
        return step::none;
    if (state_ == state::waiting)
        return begin(state::resolving, step::resolve, now);
    if (state_ == state::booting)
        return begin(state::logging_in, step::end_boot, now);
    return fail_in_state(timeout_failure(state_, settings_), now);
}

} // namespace ami::detail

#endif // AMI_SESSION_CONNECTION_IMPL_LIFECYCLE_IPP
