// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_CONNECTION_CONNECTION_STATE_HPP
#define AMI_SESSION_CONNECTION_CONNECTION_STATE_HPP

#include <ami/protocol/config/config.hpp>
#include <ami/session/connection/deadline.hpp>

namespace ami::detail {

// How far a session has come with its connection.
enum class connection_state : unsigned char {
    idle,
    resolving,
    connecting,
    handshaking,
    awaiting_banner,
    logging_in,
    booting, // logged in; Asterisk is not
    ready,
    logging_off,
    waiting,
    closed
};

// How long the settings allow for a state. `waiting` has its time from the reconnect schedule.
constexpr duration time_limit(connection_state state, const config& settings) noexcept
{
    switch (state) {
    case connection_state::resolving: return settings.resolve_timeout;
    case connection_state::connecting: return settings.connect_timeout;
    case connection_state::handshaking: return settings.handshake_timeout;
    case connection_state::awaiting_banner: return settings.banner_timeout;
    case connection_state::logging_in: return settings.login_timeout;
    case connection_state::booting: return settings.boot_timeout;
    case connection_state::logging_off: return settings.logoff_timeout;
    case connection_state::idle:
    case connection_state::ready:
    case connection_state::waiting:
    case connection_state::closed: break;
    }
    return duration::max();
}

} // namespace ami::detail

#endif // AMI_SESSION_CONNECTION_CONNECTION_STATE_HPP
