// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_CONNECTION_SESSION_LOGIN_HPP
#define AMI_SESSION_CONNECTION_SESSION_LOGIN_HPP

#include <ami/protocol/config/config.hpp>
#include <ami/session/actions/action_scheduler.hpp>
#include <ami/session/connection/login_sequence.hpp>
#include <ami/session/output.hpp>
#include <ami/session/session_log.hpp>

#include <ami/detail/macros.hpp>

#include <optional>

namespace ami::detail {

// The login of a session on each of its connections: sends the actions of the `login_sequence`, and takes their answers.
class session_login {
public:
    // `settings` are those of the session in hand.
    session_login(md5_function md5, const config& settings, action_scheduler& actions, session_log& log)
        : settings_(settings), actions_(actions), log_(log), sequence_(md5)
    {}

    // How the login ended, with no error if the client is ready; nothing while the login goes on.
    using result = std::optional<failure>;

    AMI_COLD [[nodiscard]] AMI_DECL result start(time_point now);
    // An action of the session's own has ended; only those of the login count.
    AMI_COLD [[nodiscard]] AMI_DECL result on_answer(output& ended, time_point now);
    // An action of the user ended that sets the mask or adds a filter. Before its operation completes: the handler may look, or
    // end the connection.
    AMI_COLD AMI_DECL void record_settings(const output& ended, bool is_overtaken, time_point now);
    // FullyBooted came, or not in time.
    AMI_COLD [[nodiscard]] AMI_DECL result on_booted(time_point now);
    AMI_COLD [[nodiscard]] AMI_DECL result on_boot_timeout(time_point now);
    // The connection is over.
    void stop() noexcept
    {
        sequence_.stop();
        boot_question_.reset();
    }

    void begin_session(const event_mask& mask) { sequence_.begin_session(mask); }
    bool is_waiting_for_boot() const noexcept { return sequence_.is_waiting_for_boot(); }
    certainty is_booted() const noexcept { return sequence_.is_booted(); }
    // Whether events must be looked at; and whether one must not reach subscribers; see login_sequence.
    bool watches_events() const noexcept { return sequence_.watches_events(); }
    bool holds_back(const event_view& event) const noexcept { return sequence_.holds_back(event); }

    server_settings& server() noexcept { return sequence_.server(); }
    const server_settings& server() const noexcept { return sequence_.server(); }

private:
    AMI_COLD AMI_DECL result send(time_point now);
    AMI_COLD AMI_DECL result go_on(login_sequence::verdict verdict, time_point now);
    AMI_COLD AMI_DECL result result_of(login_sequence::verdict verdict);

    const config& settings_;
    action_scheduler& actions_;
    session_log& log_;
    login_sequence sequence_;
    operation_pointer boot_question_; // the last one
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/connection/impl/session_login.ipp>
#endif

#endif // AMI_SESSION_CONNECTION_SESSION_LOGIN_HPP
