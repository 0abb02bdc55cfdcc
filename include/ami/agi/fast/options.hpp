// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_AGI_FAST_OPTIONS_HPP
#define AMI_AGI_FAST_OPTIONS_HPP

#include <ami/agi/fast/limits.hpp>
#include <ami/protocol/config/log.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace ami {

/// How a FastAGI server listens, and whom it serves.
struct fastagi_options {
    /// The address and the port to listen on; with port 0 the system chooses one.
    ///
    /// FastAGI has no login and no TLS, in either direction. A program that reaches the port can claim any call; a program that
    /// is reached by Asterisk instead of this one can run commands as Asterisk's user. Listen on another address than
    /// loopback only in a network that belongs to Asterisk and this program alone (a VPN, WireGuard, an SSH tunnel), and set
    /// `peers`.
    std::string address = "127.0.0.1";
    /// The port to listen on; with 0 the system chooses one.
    std::uint16_t port = 4573;

    /// Who may connect: addresses and networks such as `10.1.2.3`, `10.1.0.0/16`, `fd00::/8`. All may if it is empty. It is looked
    /// at before anything else: others take no place among `fastagi_limits::environments` and `sessions`. Without it, a
    /// program that sends environments of its own can take all of `sessions`.
    std::vector<std::string> peers;

    /// What the server reads, keeps and waits for.
    fastagi_limits limits;

    /// Connections that wait to be accepted. Asterisk takes them for accepted ones, and the caller waits.
    int backlog = 4096;

    /// Each session has a strand of its own: for an executor that several threads run. Without it, the executor must be one
    /// thread or a strand.
    bool strand_per_session = false;

    /// Gets a record of each handler that threw, of connections that were refused, and of errors of the listening socket. With
    /// `strand_per_session`, from several threads at once.
    log_function log;
};

} // namespace ami

#endif // AMI_AGI_FAST_OPTIONS_HPP
