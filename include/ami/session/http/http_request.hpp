// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_HTTP_HTTP_REQUEST_HPP
#define AMI_SESSION_HTTP_HTTP_REQUEST_HPP

#include <ami/protocol/values/secret.hpp>
#include <ami/protocol/wire/packet_view.hpp>
#include <ami/session/actions/write_queue.hpp>

#include <ami/detail/macros.hpp>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string_view>

namespace ami::detail {

// One request of an HTTP session: an action of the queue, or one of the session's own.
struct http_request {
    enum class kind : unsigned char {
        action,
        challenge,
        login,
        logoff,
        mask,          // an action that sets the mask
        filter,        // an action that adds a filter
        keep_alive,    // this and the rest are the session's own
        prepare_mask,  // an empty mask, to discard old events
        prepare_drain, // takes old events
        prepare_filter,
        begin_events,
        wait,
        end_events
    };

    kind purpose = kind::action;
    std::uint64_t id = 0;      // of an action from the queue
    std::string_view name;     // a literal
    wiped_text headers;        // of the action
    bool has_no_mask = false;  // a mask after which no events come
    bool alone = false;        // no other request to its server session is pending meanwhile
    bool quiet = false;        // is sent with an empty mask
    bool sent = false;         // whole
    bool given_up = false;     // no operation waits for its answer
    std::size_t body_size = 0; // as sent
    unsigned tries = 0;

    // The user's actions, and not what belongs to a login.
    bool is_users() const noexcept { return can_be_withdrawn() || purpose == kind::logoff; }
    std::string_view action_id() const noexcept
    {
        return packet_view(headers.str(), headers.str().size(), {}, packet_kind::other)["ActionID"];
    }
    bool can_be_withdrawn() const noexcept
    {
        return purpose == kind::action || purpose == kind::mask || purpose == kind::filter;
    }
    // Over TLS, Asterisk closes the connection after the answer if the action reloads http.conf (protocol/README.md 5.6).
    AMI_DECL bool may_reload() const noexcept;
};

AMI_DECL http_request request_of(const queued_action& queued);
AMI_DECL http_request own_request(
    http_request::kind purpose, std::string_view name, std::string_view headers = {});

// The body: the headers as a form. The secret of a login is in it.
AMI_DECL wiped_text form_of(const http_request& request);

// Requests that wait for a connection. Those of the user wait in the `write_queue` instead, but for those that are sent
// again.
struct request_queues {
    std::deque<http_request> actions;
    std::deque<http_request> events;
    std::deque<http_request> control; // of the events' session while that waits

    AMI_DECL void clear();
    AMI_DECL void withdraw(std::uint64_t id);
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/http/impl/http_request.ipp>
#endif

#endif // AMI_SESSION_HTTP_HTTP_REQUEST_HPP
