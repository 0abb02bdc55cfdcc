// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_CONNECTION_IMPL_CONNECTION_FAILURE_IPP
#define AMI_SESSION_CONNECTION_IMPL_CONNECTION_FAILURE_IPP

#include <ami/protocol/values/redaction.hpp>
#include <ami/session/connection/connection_failure.hpp>
#include <ami/session/connection/server_text.hpp>

#include <fmt/format.h>

#include <string>

namespace ami::detail {

AMI_DECL failure timeout_failure(connection_state state, const config& settings)
{
    const auto server = server_text(settings.host, settings.port);
    const auto within =
        fmt::format("within {:g} s", std::chrono::duration<double>(time_limit(state, settings)).count());
    switch (state) {
    case connection_state::resolving:
        return {errc::resolve_timeout, fmt::format("{}: no answer {}", settings.host, within)};
    case connection_state::connecting: return {errc::connect_timeout, fmt::format("no answer {}", within)};
    case connection_state::handshaking:
        return {errc::tls_failed,
            fmt::format("{}: the handshake did not end {}; possible cause: a port without TLS (AMI: 5038, "
                        "AMI over TLS: 5039)",
                server, within)};
    case connection_state::awaiting_banner:
        return {errc::banner_timeout,
            fmt::format("{}: connected, but the server sent nothing {}; possible cause: a port for TLS or "
                        "HTTP, whose servers wait for the client (AMI: 5038, AMI over TLS: 5039, HTTP: 8088)",
                server, within)};
    case connection_state::logging_in:
        return {errc::login_timeout, fmt::format("{}: no answer {}", server, within)};
    case connection_state::logging_off: return {errc::logged_off, server};
    case connection_state::booting: // no failure
    case connection_state::idle:
    case connection_state::ready:
    case connection_state::waiting:
    case connection_state::closed: break;
    }
    return {}; // no time limit
}

AMI_DECL failure loss_failure(
    connection_state state, const config& settings, error_code ec, std::string_view pending)
{
    const auto server = server_text(settings.host, settings.port);
    auto text =
        fmt::format("{}: {}", server, ec.failed() ? ec.message() : "the server closed the connection");
    if (state == connection_state::handshaking)
        return {errc::tls_failed, std::move(text)};
    if (state == connection_state::logging_off)
        return {errc::logged_off, server};
    if (!pending.empty())
        text += fmt::format(" in the middle of a packet that begins with \"{}\"",
            quote(pending.substr(0, pending.find_first_of("\r\n")), 40, settings.secret.view()));
    if (state == connection_state::logging_in)
        return {errc::closed_during_login, std::move(text)};
    if (state == connection_state::awaiting_banner)
        return {errc::closed_before_banner,
            text + "; possible cause: too many sessions are waiting to log in (authlimit in manager.conf)"};
    return {errc::connection_lost, std::move(text)};
}

AMI_DECL failure silence_failure(const config& settings)
{
    return {errc::connection_lost, fmt::format("{}: no data was received, and no answer to a Ping",
                                       server_text(settings.host, settings.port))};
}

} // namespace ami::detail

#endif // AMI_SESSION_CONNECTION_IMPL_CONNECTION_FAILURE_IPP
