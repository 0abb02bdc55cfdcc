// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_SESSION_CONNECTION_IMPL_LIFECYCLE_IPP
#define AMI_SESSION_CONNECTION_IMPL_LIFECYCLE_IPP

#include <ami/protocol/values/redaction.hpp>
#include <ami/session/connection/deadline.hpp>
#include <ami/session/connection/lifecycle.hpp>
#include <ami/session/connection/server_text.hpp>

#include <fmt/format.h>

#include <utility>

namespace ami::detail {

inline std::string within(config::duration value)
{
    return fmt::format("within {:g} s", std::chrono::duration<double>(value).count());
}

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

AMI_DECL lifecycle::step lifecycle::end(failure cause)
{
    cause_ = std::move(cause);
    settings_.secret.clear();
    settings_.tls.key_password.clear();
    return enter(state::closed, step::close, std::nullopt);
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
    return enter(state::resolving, step::resolve, deadline_after(now, settings_.resolve_timeout));
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
    return enter(state::connecting, step::connect, deadline_after(now, settings_.connect_timeout));
}

// It did not accept the connection.
AMI_DECL lifecycle::step lifecycle::fail_attempt(std::string_view cause, error_code ec, time_point now)
{
    if (addresses_.fail(fmt::format("{}: {}", addresses_.address(), cause)))
        return enter(state::connecting, step::connect, deadline_after(now, settings_.connect_timeout));
    return fail({ec, fmt::format("{} ({})", server(), addresses_.failures())}, now);
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
    return enter(state::connecting, step::connect, deadline_after(now, settings_.connect_timeout));
}

AMI_DECL lifecycle::step lifecycle::begin_session(time_point now)
{
    if (settings_.uses_http()) // the client speaks first
        return enter(state::logging_in, step::read_and_log_in, deadline_after(now, settings_.login_timeout));
    return enter(state::awaiting_banner, step::read, deadline_after(now, settings_.banner_timeout));
}

AMI_DECL lifecycle::step lifecycle::on_connected(error_code ec, time_point now)
{
    if (state_ != state::connecting)
        return step::none;
    if (ec)
        return fail_attempt(ec.message(), ec, now);
    if (settings_.uses_tls())
        return enter(state::handshaking, step::handshake, deadline_after(now, settings_.handshake_timeout));
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
    return enter(state::logging_in, step::log_in, deadline_after(now, settings_.login_timeout));
}

AMI_DECL lifecycle::step lifecycle::on_login(failure error, time_point now)
{
    if (state_ != state::logging_in)
        return step::none;
    return error ? fail(std::move(error), now) : become_ready(now);
}

AMI_DECL lifecycle::step lifecycle::become_ready(time_point now)
{
    schedule_.on_ready(now);
    cause_ = {};
    return enter(state::ready, step::announce_ready, std::nullopt);
}

AMI_DECL void lifecycle::on_logoff_started(time_point now)
{
    if (state_ == state::ready)
        enter(state::logging_off, step::none, deadline_after(now, settings_.logoff_timeout));
}

AMI_DECL lifecycle::step lifecycle::on_logoff_answer()
{
    return state_ == state::logging_off ? end({errc::logged_off, server()}) : step::none;
}

AMI_DECL void lifecycle::on_logoff_withdrawn()
{
    if (state_ == state::logging_off)
        enter(state::ready, step::none, std::nullopt);
}

AMI_DECL lifecycle::step lifecycle::on_lost(error_code ec, std::string_view pending, time_point now)
{
    const auto reason = ec.failed() ? ec.message() : std::string{"the server closed the connection"};
    const auto cut =
        pending.empty()
            ? std::string{}
            : fmt::format(" in the middle of a packet that begins with \"{}\"",
                  quote(pending.substr(0, pending.find_first_of("\r\n")), 40, settings_.secret.view()));
    switch (state_) {
    case state::idle:
    case state::closed:
    case state::waiting:
    case state::resolving:
    case state::connecting: return step::none; // nothing is read or written in these states
    case state::handshaking:
        return fail_address({errc::tls_failed, fmt::format("{}: {}", server(), reason)}, now);
    case state::awaiting_banner:
        return fail_address(
            {errc::closed_before_banner,
                fmt::format("{}: {}{}; possible cause: too many sessions are waiting to log in "
                            "(authlimit in manager.conf)",
                    server(), reason, cut)},
            now);
    case state::logging_in:
        return fail({errc::closed_during_login, fmt::format("{}: {}{}", server(), reason, cut)}, now);
    case state::logging_off: return end({errc::logged_off, server()});
    case state::ready: break;
    }
    return fail({errc::connection_lost, fmt::format("{}: {}{}", server(), reason, cut)}, now);
}

AMI_DECL lifecycle::step lifecycle::on_silence(time_point now)
{
    if (state_ != state::ready)
        return step::none;
    return fail(
        {errc::connection_lost, fmt::format("{}: no data was received, and no answer to a Ping", server())},
        now);
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
    switch (state_) {
    case state::resolving:
        return fail({errc::resolve_timeout,
                        fmt::format("{}: no answer {}", settings_.host, within(settings_.resolve_timeout))},
            now);
    case state::connecting:
        return fail_attempt(
            fmt::format("no answer {}", within(settings_.connect_timeout)), errc::connect_timeout, now);
    case state::handshaking:
        return fail_address(
            {errc::tls_failed,
                fmt::format(
                    "{}: the handshake did not end {}; possible cause: a port without TLS (AMI: 5038, "
                    "AMI over TLS: 5039)",
                    server(), within(settings_.handshake_timeout))},
            now);
    case state::awaiting_banner:
        return fail_address(
            {errc::banner_timeout,
                fmt::format(
                    "{}: connected, but the server sent nothing {}; possible cause: a port for TLS or "
                    "HTTP, whose servers wait for the client (AMI: 5038, AMI over TLS: 5039, HTTP: 8088)",
                    server(), within(settings_.banner_timeout))},
            now);
    case state::logging_in:
        return fail(
            {errc::login_timeout, fmt::format("{}: no answer {}", server(), within(settings_.login_timeout))},
            now);
    case state::logging_off: return end({errc::logged_off, server()});
    case state::waiting:
        return enter(state::resolving, step::resolve, deadline_after(now, settings_.resolve_timeout));
    case state::idle:
    case state::ready:
    case state::closed: break;
    }
    deadline_.reset();
    return step::none;
}

} // namespace ami::detail

#endif // AMI_SESSION_CONNECTION_IMPL_LIFECYCLE_IPP
