// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_CONNECTION_SESSION_ANNOUNCEMENTS_HPP
#define AMI_SESSION_CONNECTION_SESSION_ANNOUNCEMENTS_HPP

#include <ami/session/connection/lifecycle.hpp>
#include <ami/session/connection/session_state.hpp>
#include <ami/session/connection/session_waits.hpp>
#include <ami/session/output.hpp>
#include <ami/session/session_log.hpp>

#include <ami/detail/macros.hpp>

#include <string_view>
#include <utility>

namespace ami::detail {

// What is told of a session's course, to whom, in which order, and the texts: to handlers of state changes, in the log, to
// operations that wait for the session (`session_waits`), and to what follows it (the outputs `ready`, `lost`, ...).
class session_announcements {
public:
    session_announcements(output_queue& outputs, session_log& log, const lifecycle& course)
        : outputs_(outputs), log_(log), lifecycle_(course), waits_(outputs)
    {}

    // A connection begins: the host is looked up, then an address is tried.
    AMI_COLD AMI_DECL void resolving();
    AMI_COLD AMI_DECL void connecting();
    AMI_COLD AMI_DECL void logging_in();
    AMI_COLD AMI_DECL void booting();
    AMI_COLD AMI_DECL void ready();
    // The session goes on.
    AMI_COLD AMI_DECL void events_missed(std::string_view cause);

    // The connection is gone, and its actions are about to end; then the wait for the next one begins, until the deadline.
    AMI_COLD AMI_DECL void lost(time_point now);
    AMI_COLD AMI_DECL void waiting(time_point now);

    // The session is over, and its actions are about to end; then all others are told.
    AMI_COLD AMI_DECL void ending();
    AMI_COLD AMI_DECL void ended();

    // Completes with the cause of the session's end.
    AMI_COLD AMI_DECL void wait_closed(operation_pointer operation);
    // Completes when the session is ready, or with the cause of its end.
    AMI_COLD AMI_DECL void wait_ready(operation_pointer operation);
    session_waits& waits() noexcept { return waits_; }
    const session_waits& waits() const noexcept { return waits_; }

private:
    AMI_COLD AMI_DECL void tell(state_change change);
    AMI_COLD void complete_without_session(operation_pointer operation);

    output_queue& outputs_;
    session_log& log_;
    const lifecycle& lifecycle_;
    session_waits waits_;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/connection/impl/session_announcements.ipp>
#endif

#endif // AMI_SESSION_CONNECTION_SESSION_ANNOUNCEMENTS_HPP
