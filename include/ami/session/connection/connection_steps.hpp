// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_CONNECTION_CONNECTION_STEPS_HPP
#define AMI_SESSION_CONNECTION_CONNECTION_STEPS_HPP

#include <ami/session/actions/action_scheduler.hpp>
#include <ami/session/connection/counters.hpp>
#include <ami/session/connection/lifecycle.hpp>
#include <ami/session/connection/liveness.hpp>
#include <ami/session/connection/network_requests.hpp>
#include <ami/session/connection/session_announcements.hpp>
#include <ami/session/connection/session_login.hpp>
#include <ami/session/output.hpp>
#include <ami/session/packet_reader.hpp>
#include <ami/session/session_log.hpp>

#include <ami/detail/macros.hpp>

#include <optional>
#include <vector>

namespace ami::detail {

// Carries out the steps that `lifecycle` decides on: asks the network for a connection, logs in, and begins and ends what
// belongs to a connection: its login, its liveness, its packets and its actions.
class connection_steps {
public:
    connection_steps(md5_function md5, counters& counts, output_queue& outputs, session_log& log,
        lifecycle& course, action_scheduler& actions, packet_reader& packets)
        : counters_(counts), lifecycle_(course), actions_(actions), packets_(packets), network_(outputs),
          announcements_(outputs, log, course), login_(md5, course.settings(), actions, log)
    {}

    AMI_COLD AMI_DECL void carry_out(lifecycle::step step, time_point now);
    // The event FullyBooted came.
    AMI_COLD void on_booted(time_point now) { on_login(login_.on_booted(now), now); }
    // An action of the session's own has ended.
    AMI_COLD AMI_DECL void on_own_answer(output& ended, time_point now);

    // Something was received, or an action was not answered in time.
    void heard(time_point now) noexcept { liveness_.heard(now); }
    void suspect(time_point now) noexcept { liveness_.suspect(now); }
    // Sends a Ping after a silence, and gives the connection up if that is not answered.
    AMI_DECL void check_liveness(time_point now);
    std::optional<time_point> liveness_deadline() const noexcept { return liveness_.deadline(); }

    // What belongs to the connection ends; nobody is told.
    AMI_COLD AMI_DECL void stop() noexcept;

    session_login& login() noexcept { return login_; }
    const session_login& login() const noexcept { return login_; }
    const network_requests& network() const noexcept { return network_; }
    session_announcements& announcements() noexcept { return announcements_; }
    const session_announcements& announcements() const noexcept { return announcements_; }

private:
    AMI_COLD void log_in(time_point now);
    AMI_COLD void start_liveness(time_point now);
    AMI_COLD void become_ready(time_point now);
    AMI_COLD void lose(time_point now);
    AMI_COLD void close();
    AMI_COLD AMI_DECL void on_login(session_login::result end, time_point now);
    AMI_COLD std::vector<correlator::ended_action> leave(error_code code, bool reconnects);

    counters& counters_;
    lifecycle& lifecycle_;
    action_scheduler& actions_;
    packet_reader& packets_;
    network_requests network_;
    session_announcements announcements_;
    session_login login_;
    liveness liveness_;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/connection/impl/connection_steps.ipp>
#endif

#endif // AMI_SESSION_CONNECTION_CONNECTION_STEPS_HPP
