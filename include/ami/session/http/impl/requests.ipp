// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_SESSION_HTTP_IMPL_REQUESTS_IPP
#define AMI_SESSION_HTTP_IMPL_REQUESTS_IPP

#include <ami/protocol/http/form_encoding.hpp>
#include <ami/protocol/values/event_mask.hpp>
#include <ami/protocol/values/secret.hpp>
#include <ami/protocol/wire/ascii.hpp>
#include <ami/protocol/wire/header_view.hpp>
#include <ami/session/http/http_session.hpp>
#include <ami/session/http/timing.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <utility>

// How actions become requests, and which of them goes over which connection when.

namespace ami::detail {

AMI_DECL bool http_session::is_users(kind type) noexcept
{
    return type == kind::action || type == kind::mask || type == kind::filter || type == kind::logoff;
}

// The header of a login or of a mask that says which events the session on the server shall have.
AMI_DECL std::string_view http_session::mask_header(kind type) noexcept
{
    return type == kind::login ? "Events" : type == kind::mask ? "EventMask" : std::string_view();
}

// The headers as a form. The one named `quiet` says that no events are wanted.
inline void append_form(std::string& body, std::string_view headers, std::string_view quiet)
{
    body.reserve(3 * headers.size()); // growing would leave copies of a secret behind
    for (header_iterator at{headers}; at != header_iterator{}; ++at)
        append_form_field(
            body, at->name, !quiet.empty() && iequals(at->name, quiet) ? std::string_view("off") : at->value);
}

AMI_DECL http_session::request http_session::make_request(const queued_action& queued)
{
    request made;
    made.id = queued.id;
    made.has_no_mask = is_empty_mask(queued.mask);
    switch (queued.kind) {
    case action_kind::user:
    case action_kind::ping: made.name = "an action"; break;
    case action_kind::challenge:
        made.type = kind::challenge;
        made.name = "Challenge";
        break;
    case action_kind::login:
        made.type = kind::login;
        made.name = "Login";
        break;
    case action_kind::filter:
        made.type = kind::filter;
        made.name = "Filter";
        break;
    case action_kind::mask:
        made.type = kind::mask;
        made.name = "Events";
        break;
    case action_kind::logoff:
        made.type = kind::logoff;
        made.name = "Logoff";
        break;
    }
    // What follows on the user's side relies on these having been done.
    made.alone = made.type != kind::action;
    made.headers = std::string(queued.text.substr(0, queued.text.size() - std::string_view("\r\n").size()));
    return made;
}

AMI_DECL http_session::request http_session::make_internal(
    kind type, std::string_view name, std::string_view headers)
{
    request made;
    made.type = type;
    made.name = name;
    made.headers = fmt::format("Action: {}\r\n{}", name, headers);
    return made;
}

AMI_DECL bool http_session::may_send(const request& pending) const
{
    const auto in_flight = [this](const auto& which) {
        return std::any_of(slots_.begin(), slots_.begin() + static_cast<std::ptrdiff_t>(events_slot()),
            [&](const slot_state& slot) {
                return slot.state == slot_state::at::busy && which(slot.pending);
            });
    };
    if (!unread_changes_.empty() ||
        in_flight([&](const request& other) { return other.alone || pending.alone; }))
        return false;
    if (!is_logged_in_ || pending.type == kind::keep_alive)
        return true;
    // Requests for the events' session are sent first, its Logoff too.
    if (is_controlling())
        return false;
    return pending.type == kind::logoff || events_ != event_state::preparing;
}

// Something is being said, or about to be, to the events' session while that waits.
AMI_DECL bool http_session::is_controlling() const
{
    return uses_digest() && (!control_queue_.empty() || slots_[control_slot()].state == slot_state::at::busy);
}

// A mask or a filter is on its way: what the events' session begins with depends on the answer.
AMI_DECL bool http_session::is_changing_mask() const
{
    return is_controlling() || !unread_changes_.empty() ||
           std::any_of(slots_.begin(), slots_.begin() + static_cast<std::ptrdiff_t>(events_slot()),
               [](const slot_state& slot) {
                   return slot.state == slot_state::at::busy &&
                          (slot.pending.type == kind::mask || slot.pending.type == kind::filter);
               });
}

// WaitEvent makes an empty mask a full one.
AMI_DECL bool http_session::may_ask_for_events() const
{
    return wanted_ && !is_restoring_ && !is_empty_mask(server_->mask().text());
}

AMI_DECL duration http_session::time_for(const request& pending) const
{
    switch (pending.type) {
    case kind::action:
    case kind::filter:
    case kind::mask: return duration::max(); // the action's own deadline counts: see forget_unless
    case kind::wait: return longer_by(wait_time(), settings_.action_timeout);
    case kind::challenge:
    case kind::login: return settings_.login_timeout;
    case kind::logoff: return settings_.logoff_timeout;
    default: return settings_.action_timeout;
    }
}

AMI_DECL void http_session::send(std::size_t slot, request pending, time_point now)
{
    const auto used = lane_of(slot);
    if (has_expired(used, now)) {
        if (used == event_lane) {
            auto error = session_lost("nothing was asked of the events' session in time");
            fail_unsent(pending, error);
            return fail(std::move(error));
        }
        if (pending.type != kind::keep_alive)
            queue_.push_front(std::move(pending));
        return refresh_session(slot, now);
    }
    // Nobody would fetch what the server collects. With digest, another session does that.
    pending.quiet = (pending.type == kind::login || pending.type == kind::mask) && used == action_lane &&
                    (!wanted_ || uses_digest());
    wiped_text body;
    append_form(
        body.str(), pending.headers.str(), pending.quiet ? mask_header(pending.type) : std::string_view());
    pending.body_size = body.str().size();
    auto text = head_of(slot, pending.body_size);
    if (fault_)
        return fail_unsent(pending, fault_);
    text.reserve(text.size() + pending.body_size);
    text += body.str();
    lane_used_[used] = now;
    auto& state = slots_[slot];
    state.state = slot_state::at::busy;
    state.since = now;
    state.deadline = deadline_after(now, time_for(pending));
    if (*state.deadline == time_point::max())
        state.deadline.reset();
    if (used == action_lane)
        last_use_ = now;
    if (pending.type == kind::wait)
        wait_began_ = now;
    pending.sent = false;
    state.pending = std::move(pending);
    orders_.push_back({http_order::kind::send, slot, std::move(text)});
}

// The server has forgotten the session by digest. The same nonce would make another one, which collects all events
// unless it is told not to.
AMI_DECL void http_session::refresh_session(std::size_t slot, time_point now)
{
    digests_[action_lane] = {};
    auto pending = make_internal(kind::keep_alive, "Events", "EventMask: off\r\n");
    pending.alone = true;
    send(slot, std::move(pending), now);
}

// Whether the server has forgotten a session by digest. It counts from the beginning of the last request, and takes the
// nonce for a new session without a word.
AMI_DECL bool http_session::has_expired(lane which, time_point now) const
{
    return uses_digest() && is_logged_in_ && digests_[which].challenge &&
           now >= deadline_after(lane_used_[which], lifetime_);
}

AMI_DECL std::string http_session::head_of(std::size_t slot, std::size_t size)
{
    auto head = fmt::format("POST {} HTTP/1.1\r\nHost: {}\r\nUser-Agent: ami\r\nContent-Type: "
                            "application/x-www-form-urlencoded\r\nContent-Length: {}\r\n",
        settings_.http.path, host_header_, size);
    if (!cookie_.empty())
        head += fmt::format("Cookie: mansession_id=\"{}\"\r\n", cookie_);
    auto& digest = digests_[lane_of(slot)];
    if (uses_digest() && digest.challenge) {
        const auto client_nonce = fmt::format("{}{:08x}", random_, ++nonces_);
        const auto authorization = digest_authorization(*digest.challenge,
            {"POST", settings_.http.path, settings_.username, settings_.secret.view(), client_nonce,
                ++digest.count},
            md5_);
        if (!authorization) {
            fail({errc::md5_unavailable,
                "the platform's OpenSSL does not compute MD5 (FIPS mode?), which HTTP digest needs; use https:// with a "
                "path that ends in rawman"});
            return {};
        }
        head += fmt::format("Authorization: {}\r\n", *authorization);
    }
    return head += "\r\n";
}

} // namespace ami::detail

#endif // AMI_SESSION_HTTP_IMPL_REQUESTS_IPP
