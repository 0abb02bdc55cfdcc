// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_CONNECTION_LIFECYCLE_HPP
#define AMI_SESSION_CONNECTION_LIFECYCLE_HPP

#include <ami/protocol/config/config.hpp>
#include <ami/protocol/wire/banner.hpp>
#include <ami/session/connection/address_attempts.hpp>
#include <ami/session/connection/connection_state.hpp>
#include <ami/session/connection/deadline.hpp>
#include <ami/session/connection/reconnect_schedule.hpp>

#include <ami/detail/macros.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ami::detail {

// The way of a session from `async_connect` to its end, over as many connections as it takes, as decisions only: each
// function takes what happened and when, and returns what to do next. The deadline of each step is in `deadline()`. It has
// the only copy of the session's settings, which no other part changes, and wipes the secrets in them at the end.
class lifecycle {
public:
    using state = connection_state;

    enum class step : unsigned char {
        // Wait for what comes.
        none,
        // Look the host's addresses up.
        resolve,
        // Connect to `addresses().current()`; an attempt under way is given up.
        connect,
        // Make the connection secure.
        handshake,
        // Start to read.
        read,
        // Begin the login sequence.
        log_in,
        // Both: the server does not greet (HTTP).
        read_and_log_in,
        // Asterisk has not booted in time: it is not waited for any longer.
        end_boot,
        // Tell everybody that the client can be used.
        announce_ready,
        // The connection is gone, and there will be another one: give up what belongs to it; `cause()` says why.
        lose,
        // Give everything up; `cause()` says why.
        close
    };

    AMI_COLD AMI_DECL step start(config settings, std::uint32_t seed, time_point now);
    AMI_COLD AMI_DECL step on_resolved(failure cause, std::vector<std::string> addresses, time_point now);
    AMI_COLD AMI_DECL step on_connected(error_code ec, time_point now);
    AMI_COLD AMI_DECL step on_handshake(failure cause, time_point now);
    AMI_COLD AMI_DECL step on_banner(std::string_view line, time_point now);
    // The login sequence is over: no error means that the client is ready.
    AMI_COLD AMI_DECL step on_login(failure error, time_point now);

    // The login was accepted, and Asterisk has not booted: it gets time for that.
    AMI_COLD AMI_DECL void on_boot_awaited(time_point now);
    // It has booted, and the rest of the login sequence follows.
    AMI_COLD AMI_DECL void on_boot_ended(time_point now);

    // The action Logoff was started.
    AMI_COLD AMI_DECL void on_logoff_started(time_point now);
    AMI_COLD AMI_DECL step on_logoff_answer();

    // It was withdrawn before a byte of it was written.
    AMI_COLD AMI_DECL void on_logoff_withdrawn();

    // The server closed the connection, or reading or writing failed. `pending` is what the server had sent of an
    // unfinished packet.
    AMI_COLD AMI_DECL step on_lost(error_code ec, std::string_view pending, time_point now);

    // Nothing was heard from the server, not even after a Ping.
    AMI_COLD AMI_DECL step on_silence(time_point now);

    // The server broke a limit or the protocol.
    AMI_COLD AMI_DECL step on_violation(failure cause, time_point now);

    // The client's user, or the client itself, wants the end for good.
    AMI_COLD AMI_DECL step on_close(failure cause);

    AMI_COLD AMI_DECL step on_time(time_point now);

    const config& settings() const noexcept { return settings_; }
    state current() const noexcept { return state_; }
    std::optional<time_point> deadline() const noexcept { return deadline_; }
    const address_attempts& addresses() const noexcept { return addresses_; }
    const failure& cause() const noexcept { return cause_; }
    bool is_reconnected() const noexcept { return schedule_.is_reconnected(); }
    const class banner& greeting() const noexcept { return banner_; }
    // Whether a login was accepted on this connection, and the connection is to stay.
    bool is_logged_in() const noexcept { return state_ == state::ready || state_ == state::booting; }
    bool is_active() const noexcept { return state_ != state::idle && state_ != state::closed; }

private:
    AMI_COLD step enter(state next, step next_step, std::optional<time_point> deadline = {}) noexcept;
    AMI_COLD step begin(state next, step next_step, time_point now) noexcept;
    AMI_COLD step end(failure cause);
    AMI_COLD step fail(failure cause, time_point now);
    AMI_COLD step fail_attempt(failure cause, time_point now);
    AMI_COLD step fail_address(failure cause, time_point now);
    AMI_COLD step fail_in_state(failure cause, time_point now);
    AMI_COLD step begin_session(time_point now);
    AMI_COLD step become_ready(time_point now);
    AMI_COLD std::string server() const;

    state state_ = state::idle;
    std::optional<time_point> deadline_;
    config settings_;
    address_attempts addresses_;
    reconnect_schedule schedule_;
    class banner banner_;
    failure cause_;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/connection/impl/lifecycle.ipp>
#endif

#endif // AMI_SESSION_CONNECTION_LIFECYCLE_HPP
