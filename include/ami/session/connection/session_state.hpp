// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_CONNECTION_SESSION_STATE_HPP
#define AMI_SESSION_CONNECTION_SESSION_STATE_HPP

#include <ami/protocol/errors/error.hpp>

#include <ami/detail/chrono.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace ami {

/// Where a client's session is.
enum class session_state : unsigned char {
    /// Looking the host up, connecting to its addresses, waiting for the banner.
    connecting,
    logging_in,
    /// Logged in; Asterisk has not finished booting (`config::ready_when`).
    booting,
    /// Logged in; the event mask and the filters are in force.
    ready,
    /// The connection ended, or an attempt failed.
    lost,
    /// Until the next attempt.
    waiting,
    /// Over for good.
    closed
};

/// The state's name, for example `logging in`.
constexpr std::string_view to_string(session_state value) noexcept
{
    switch (value) {
    case session_state::connecting: return "connecting";
    case session_state::logging_in: return "logging in";
    case session_state::booting: return "booting";
    case session_state::ready: return "ready";
    case session_state::lost: return "lost";
    case session_state::waiting: return "waiting";
    case session_state::closed: break;
    }
    return "closed";
}

/// What a handler of `client::on_state` gets.
class state_change {
public:
    /// A change to this state.
    explicit state_change(session_state to) : state_(to) {}
    /// A change to this state, with its reason.
    state_change(session_state to, error_code code, std::string text)
        : state_(to), code_(code), text_(std::move(text))
    {}
    /// A change to `session_state::waiting`, with the time of the next attempt.
    state_change(session_state to, std::chrono::steady_clock::time_point until) : state_(to), until_(until) {}

    /// The same change, of the client with this `config::name`.
    state_change(state_change change, std::string client) : state_change(std::move(change))
    {
        client_ = std::move(client);
    }

    /// The state that the session has now.
    session_state state() const noexcept { return state_; }

    /// The client's `config::name`; empty if it has none.
    const std::string& client() const& noexcept { return client_; }
    const std::string& client() const&& = delete;

    /// Why, for `lost` and `closed`. `errc::events_missed` for a `ready` that says that events may have been lost.
    error_code code() const noexcept { return code_; }
    /// Which server, and what happened; empty if there is nothing to say.
    const std::string& message() const& noexcept { return text_; }
    const std::string& message() const&& = delete;

    /// When the next attempt is made, for `waiting`.
    std::optional<std::chrono::steady_clock::time_point> until() const noexcept { return until_; }

private:
    session_state state_;
    error_code code_;
    std::string text_;
    std::string client_;
    std::optional<std::chrono::steady_clock::time_point> until_;
};

} // namespace ami

#endif // AMI_SESSION_CONNECTION_SESSION_STATE_HPP
