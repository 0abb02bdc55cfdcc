// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_CONNECTION_CONNECTION_FAILURE_HPP
#define AMI_SESSION_CONNECTION_CONNECTION_FAILURE_HPP

#include <ami/protocol/config/config.hpp>
#include <ami/protocol/errors/error.hpp>
#include <ami/session/connection/connection_state.hpp>

#include <ami/detail/macros.hpp>

#include <string_view>

namespace ami::detail {

// Why a connection, or the attempt at one, failed: the error by the state it was in, and the text for the user. After a
// Logoff the end of the connection is `errc::logged_off`.

// The time limit of `state` is over. While connecting the text does not name the server: `lifecycle` names the address.
AMI_DECL failure timeout_failure(connection_state state, const config& settings);

// Without an error in `ec` the server closed the connection. `pending` is what it had sent of an unfinished packet.
AMI_DECL failure loss_failure(
    connection_state state, const config& settings, error_code ec, std::string_view pending);

// The server did not answer a Ping either.
AMI_DECL failure silence_failure(const config& settings);

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/connection/impl/connection_failure.ipp>
#endif

#endif // AMI_SESSION_CONNECTION_CONNECTION_FAILURE_HPP
