// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_SESSION_HTTP_IMPL_ANSWERS_IPP
#define AMI_SESSION_HTTP_IMPL_ANSWERS_IPP

#include <ami/protocol/http/mxml_decoder.hpp>
#include <ami/protocol/http/session_cookie.hpp>
#include <ami/protocol/values/event_mask.hpp>
#include <ami/protocol/values/redaction.hpp>
#include <ami/protocol/wire/ascii.hpp>
#include <ami/protocol/wire/parser.hpp>
#include <ami/session/http/http_session.hpp>
#include <ami/session/http/timing.hpp>

#include <boost/assert.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <utility>

// What comes back, and what it means for the session.

namespace ami::detail {

AMI_DECL void http_session::on_open(std::size_t slot, failure error, time_point now)
{
    if (fault_ || slots_[slot].state != slot_state::at::opening)
        return;
    slots_[slot].since = now;
    slots_[slot].deadline.reset();
    slots_[slot].state = error ? slot_state::at::closed : slot_state::at::idle;
    if (error) {
        // With others there, one less will do.
        const auto open =
            std::count_if(slots_.begin(), slots_.begin() + static_cast<std::ptrdiff_t>(usable_slots_),
                [](const slot_state& each) { return each.state != slot_state::at::closed; });
        if (slot >= events_slot() || open == 0)
            return fail(
                {error.ec == errc::certificate_rejected ? error.ec : make_error_code(errc::connection_lost),
                    fmt::format("no new connection can be made: {}",
                        error.text.empty() ? error.ec.message() : error.text)});
        slots_[slot].retry_at = now + max_idle;
    }
    pump(now);
}

AMI_DECL void http_session::on_closed(std::size_t slot, failure error, time_point now)
{
    if (fault_)
        return;
    auto& state = slots_[slot];
    const bool busy = state.state == slot_state::at::busy;
    const bool opening = state.state == slot_state::at::opening;
    // It may quote what a server says back.
    error.text = without(error.text, settings_.secret.view());
    if (opening)
        return on_open(slot, std::move(error), now);
    state.state = slot_state::at::closed;
    state.since = now;
    state.deadline.reset();
    if (busy)
        lose_request(std::exchange(state.pending, {}), std::move(error));
    pump(now);
}

// The request was sent and will not be answered.
AMI_DECL void http_session::lose_request(request pending, failure error)
{
    const auto reason = error.text.empty() ? error.ec.message() : error.text;
    switch (pending.type) {
    case kind::action:
    case kind::filter:
    case kind::mask:
    case kind::logoff:
        if (leave_by_)
            return fail({errc::closed, {}});
        // The connection is lost, the session is not: another connection is opened for what comes next.
        if (error.ec != errc::body_too_large)
            error.ec = pending.sent ? errc::outcome_unknown : errc::not_sent;
        fail_action(pending.id, {error.ec, reason});
        return;
    case kind::wait:
    case kind::prepare_mask:
    case kind::prepare_drain:
    case kind::prepare_filter:
    case kind::begin_events:
    case kind::end_events:
    case kind::keep_alive:
        // A connection that was idle is closed by the server sooner than by us, or by something on the way. Said twice
        // they do no harm. A server that does not answer is lost.
        if (++pending.tries < 3 && error.ec == errc::connection_lost &&
            !(leave_by_ && pending.type == kind::end_events)) {
            // Another connection can fetch what comes from now on. What was on its way is lost.
            gap_ = gap_ || (pending.type == kind::wait && !logging_off_);
            auto& queue = pending.type == kind::keep_alive ? queue_
                          : logging_off_                   ? control_queue_
                                                           : events_queue_;
            if (!logging_off_ || pending.type == kind::keep_alive || pending.type == kind::end_events)
                queue.push_front(std::move(pending));
            return;
        }
        if (logging_off_)
            return;
        return fail({errc::connection_lost, fmt::format("{}: {}", pending.name, reason)});
    case kind::challenge:
    case kind::login:
        return fail({error.ec == errc::not_ami || error.ec == errc::body_too_large
                         ? error.ec
                         : make_error_code(errc::closed_during_login),
            reason});
    }
}

AMI_DECL void http_session::on_answer(std::size_t slot, http_answer answer, bool keeps_alive, time_point now)
{
    auto& state = slots_[slot];
    if (fault_ || state.state != slot_state::at::busy)
        return;
    auto pending = std::exchange(state.pending, {});
    if (waiting_ && pending.id != 0)
        waiting_->sent(pending.id); // the server may answer before it has read all of it
    if (lane_of(slot) == action_lane)
        last_use_ = now; // from here on the server counts
    if (keeps_alive) {
        state.state = slot_state::at::idle;
        state.since = now;
        state.deadline.reset();
    } else {
        close_slot(slot, now);
    }
    if (answer.status == 200) {
        std::string packets;
        if (decode(pending, answer, packets) && follow_cookie(pending, answer))
            on_packets(std::move(pending), std::move(packets), now);
    } else {
        on_status(std::move(pending), answer, slot, now);
    }
    pump(now);
}

// Takes the session's cookie out of an answer; false if it shows that the session is gone.
AMI_DECL bool http_session::follow_cookie(const request& pending, const http_answer& answer)
{
    if (uses_digest())
        return true;
    std::optional<session_cookie> found;
    for (const auto& header : answer.cookies) {
        if (auto one = parse_session_cookie(header))
            found = std::move(one);
    }
    if (!found) {
        if (!cookie_.empty())
            return true;
        fail({errc::not_ami,
            "the answer has no cookie mansession_id, by which Asterisk knows a session; does a proxy "
            "between drop Set-Cookie?"});
        return false;
    }
    // A lifetime of no time is what a session that has ended is given.
    if (found->lifetime && *found->lifetime > std::chrono::seconds(0))
        lifetime_ = *found->lifetime;
    if (cookie_.empty() || cookie_ == found->value) {
        cookie_ = std::move(found->value);
        return true;
    }
    if (logging_off_ && !is_users(pending.type)) // it came behind the logoff
        return false;
    const auto error = session_lost("the server did not know the session's cookie any more");
    if (is_logged_in_) // what it says is "Permission denied"
        fail_action(pending.id, {errc::not_sent, error.text});
    fail(error);
    return false;
}

AMI_DECL failure http_session::session_lost(std::string_view cause) const
{
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(lifetime_).count();
    if (!is_logged_in_)
        return {errc::closed_during_login,
            fmt::format(
                "{} during the login, for which Asterisk gives 5 s; does a proxy between drop cookies?",
                cause)};
    return {errc::connection_lost,
        fmt::format(
            "{}: Asterisk was restarted, or the session was idle for longer than httptimeout in manager.conf "
            "({} s)",
            cause, seconds)};
}

// Answers a challenge of HTTP digest by the same request, again. True where that was done.
AMI_DECL bool http_session::follow_challenge(std::size_t slot, request& pending, const http_answer& answer)
{
    auto& digest = digests_[lane_of(slot)];
    failure error;
    if (answer.challenges.empty())
        error = {errc::not_ami, "HTTP 401 without a challenge (WWW-Authenticate)"};
    std::optional<digest_challenge> challenge;
    for (const auto& header : answer.challenges) {
        failure fault;
        challenge = parse_digest_challenge(header, fault);
        if (challenge)
            break;
        error = std::move(fault);
    }
    if (!challenge) {
        if (is_logged_in_)
            error.ec = errc::connection_lost;
        error.text = without(error.text, settings_.secret.view());
        if (is_users(pending.type))
            fail_unsent(pending, error);
        fail(std::move(error));
        return false;
    }
    constexpr unsigned max_tries = 4;
    if ((digest.challenge && !challenge->stale) || ++pending.tries >= max_tries) {
        error = explain_http_status(answer, settings_.http.path, pending.body_size, true);
        if (is_users(pending.type))
            fail_unsent(pending, error);
        fail(std::move(error));
        return false;
    }
    // Another connection of this lane may have had the same news.
    if (!digest.challenge || digest.challenge->nonce != challenge->nonce)
        digest.count = 0;
    digest.challenge = std::move(challenge);
    if (pending.given_up) // nobody wants it done any more
        return true;
    if (waiting_ && may_be_unsent(pending) && pending.id != 0)
        waiting_->sent_in_vain(pending.id);
    auto& queue = slot == events_slot() ? events_queue_ : slot < events_slot() ? queue_ : control_queue_;
    queue.push_front(std::move(pending));
    return true;
}

AMI_DECL void http_session::on_status(
    request pending, const http_answer& answer, std::size_t slot, time_point)
{
    if (answer.status == 401 && uses_digest()) {
        follow_challenge(slot, pending, answer);
        return;
    }
    auto error = explain_http_status(answer, settings_.http.path, pending.body_size, uses_digest());
    error.text = without(error.text, settings_.secret.view());
    const bool users = is_users(pending.type);
    switch (answer.status) {
    case 400:
    case 413:
    case 500:
        if (users)
            return fail_action(pending.id, std::move(error));
        break;
    case 301:
    case 302:
    case 303:
    case 307:
    case 308:
    case 401:
    case 403:
    case 404:
    case 405:
    case 501:
        // Nobody ran the action.
        if (users)
            fail_unsent(pending, error);
        break;
    default:
        // A proxy that gave up does not know either.
        if (users)
            fail_action(pending.id, {errc::outcome_unknown, error.text});
        if (users && pending.type != kind::logoff && answer.status != 503)
            return;
    }
    fail(std::move(error));
}

} // namespace ami::detail

#endif // AMI_SESSION_HTTP_IMPL_ANSWERS_IPP
