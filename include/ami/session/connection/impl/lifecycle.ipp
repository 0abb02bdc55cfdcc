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
    return server_text(host_, port_);
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
    secret_.clear();
    return enter(state::closed, step::close, std::nullopt);
}

// What trying again cannot mend: the settings, the other side's protocol or identity, and a refused login that was
// never accepted before. Everything else may be the network's or the server's passing trouble.
AMI_DECL bool lifecycle::is_final(const failure& cause) const
{
    for (const auto code :
        {errc::invalid_config, errc::invalid_header_value, errc::header_too_long, errc::not_ami,
            errc::certificate_rejected, errc::md5_unavailable, errc::closed, errc::logged_off}) {
        if (cause.ec == code)
            return true;
    }
    // What was good once may be good again: a secret, or certificate files that are just being renewed.
    return !was_ready_ && (cause.ec == errc::authentication_failed ||
                              cause.ec == errc::invalid_tls_settings || cause.ec == errc::http_refused);
}

// The connection, or the attempt at one, has failed: the end, or a wait for the next attempt.
AMI_DECL lifecycle::step lifecycle::fail(failure cause, time_point now)
{
    const bool may_try = reconnect_.enabled && (was_ready_ || reconnect_.retry_initial_connect);
    if (!may_try || is_final(cause))
        return end(std::move(cause));
    if (state_ == state::ready && now - ready_since_ >= reconnect_.stable_after)
        backoff_.reset();
    if (backoff_.is_exhausted()) {
        cause.text += fmt::format(" (given up after {} attempts)", backoff_.attempts());
        return end(std::move(cause));
    }
    auto delay = backoff_.next(static_cast<std::uint32_t>(random_()) << 1);
    if (cause.ec == errc::authentication_failed)
        delay = reconnect_.delay_after_refused_login;
    cause_ = std::move(cause);
    return enter(state::waiting, step::lose, deadline_after(now, delay));
}

AMI_DECL lifecycle::step lifecycle::start(const config& settings, std::uint32_t seed, time_point now)
{
    host_ = settings.host;
    port_ = settings.port;
    tls_ = settings.uses_tls();
    greets_ = !settings.uses_http();
    secret_ = settings.secret;
    resolve_timeout_ = settings.resolve_timeout;
    connect_timeout_ = settings.connect_timeout;
    handshake_timeout_ = settings.handshake_timeout;
    banner_timeout_ = settings.banner_timeout;
    login_timeout_ = settings.login_timeout;
    logoff_timeout_ = settings.logoff_timeout;
    reconnect_ = settings.reconnect;
    backoff_.configure(reconnect_);
    random_.seed(seed);
    addresses_ = address_ = 0;
    attempts_.clear();
    banner_ = {};
    was_ready_ = false;
    cause_ = {};
    return enter(state::resolving, step::resolve, deadline_after(now, resolve_timeout_));
}

AMI_DECL lifecycle::step lifecycle::on_resolved(failure cause, std::size_t addresses, time_point now)
{
    if (state_ != state::resolving)
        return step::none;
    if (cause || addresses == 0)
        return fail({errc::host_not_found, fmt::format("{}: {}", host_,
                                               cause ? cause.text : std::string{"no address is known"})},
            now);
    addresses_ = addresses;
    address_ = 0;
    attempts_.clear();
    return enter(state::connecting, step::connect, deadline_after(now, connect_timeout_));
}

AMI_DECL lifecycle::step lifecycle::next_address(
    std::string_view address, std::string_view cause, error_code ec, time_point now)
{
    attempts_.append(attempts_.empty() ? "" : "; ").append(address).append(": ").append(cause);
    if (++address_ < addresses_)
        return enter(state::connecting, step::connect, deadline_after(now, connect_timeout_));
    return fail({ec, fmt::format("{} ({})", server(), attempts_)}, now);
}

// It accepted the connection and went no further: another address may be better.
AMI_DECL lifecycle::step lifecycle::fail_address(failure cause, time_point now)
{
    if (is_final(cause) || address_ + 1 >= addresses_) {
        if (!attempts_.empty())
            cause.text += fmt::format(" ({})", attempts_);
        return fail(std::move(cause), now);
    }
    attempts_.append(attempts_.empty() ? "" : "; ").append(cause.text);
    ++address_;
    return enter(state::connecting, step::connect, deadline_after(now, connect_timeout_));
}

AMI_DECL lifecycle::step lifecycle::begin_session(time_point now)
{
    if (!greets_)
        return enter(state::logging_in, step::read_and_log_in, deadline_after(now, login_timeout_));
    return enter(state::awaiting_banner, step::read, deadline_after(now, banner_timeout_));
}

AMI_DECL lifecycle::step lifecycle::on_connected(error_code ec, std::string_view address, time_point now)
{
    if (state_ != state::connecting)
        return step::none;
    if (ec)
        return next_address(address, ec.message(), ec, now);
    if (tls_)
        return enter(state::handshaking, step::handshake, deadline_after(now, handshake_timeout_));
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
        return fail({cause.ec, fmt::format("{}: {}", server(), without(cause.text, secret_.view()))}, now);
    return enter(state::logging_in, step::log_in, deadline_after(now, login_timeout_));
}

AMI_DECL lifecycle::step lifecycle::on_login(failure error, time_point now)
{
    if (state_ != state::logging_in)
        return step::none;
    return error ? fail(std::move(error), now) : become_ready(now);
}

AMI_DECL lifecycle::step lifecycle::become_ready(time_point now)
{
    was_ready_ = true;
    ready_since_ = now;
    cause_ = {};
    return enter(state::ready, step::announce_ready, std::nullopt);
}

AMI_DECL void lifecycle::on_logoff_started(time_point now)
{
    if (state_ == state::ready)
        enter(state::logging_off, step::none, deadline_after(now, logoff_timeout_));
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
    const auto cut = pending.empty()
                         ? std::string{}
                         : fmt::format(" in the middle of a packet that begins with \"{}\"",
                               quote(pending.substr(0, pending.find_first_of("\r\n")), 40, secret_.view()));
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

AMI_DECL lifecycle::step lifecycle::on_time(std::string_view address, time_point now)
{
    if (!deadline_ || now < *deadline_)
        return step::none;
    switch (state_) {
    case state::resolving:
        return fail(
            {errc::resolve_timeout, fmt::format("{}: no answer {}", host_, within(resolve_timeout_))}, now);
    case state::connecting:
        return next_address(
            address, fmt::format("no answer {}", within(connect_timeout_)), errc::connect_timeout, now);
    case state::handshaking:
        return fail_address(
            {errc::tls_failed,
                fmt::format(
                    "{}: the handshake did not end {}; possible cause: a port without TLS (AMI: 5038, "
                    "AMI over TLS: 5039)",
                    server(), within(handshake_timeout_))},
            now);
    case state::awaiting_banner:
        return fail_address(
            {errc::banner_timeout,
                fmt::format(
                    "{}: connected, but the server sent nothing {}; possible cause: a port for TLS or "
                    "HTTP, whose servers wait for the client (AMI: 5038, AMI over TLS: 5039, HTTP: 8088)",
                    server(), within(banner_timeout_))},
            now);
    case state::logging_in:
        return fail(
            {errc::login_timeout, fmt::format("{}: no answer {}", server(), within(login_timeout_))}, now);
    case state::logging_off: return end({errc::logged_off, server()});
    case state::waiting: return enter(state::resolving, step::resolve, deadline_after(now, resolve_timeout_));
    case state::idle:
    case state::ready:
    case state::closed: break;
    }
    deadline_.reset();
    return step::none;
}

} // namespace ami::detail

#endif // AMI_SESSION_CONNECTION_IMPL_LIFECYCLE_IPP
