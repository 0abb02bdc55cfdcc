// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_HTTP_IMPL_ANSWERS_IPP
#define AMI_SESSION_HTTP_IMPL_ANSWERS_IPP

#include <ami/protocol/values/redaction.hpp>
#include <ami/session/http/http_session.hpp>

#include <fmt/format.h>

#include <utility>

// What the server answers, and what it means for the session.

namespace ami::detail {

AMI_DECL void http_session::on_answer(std::size_t slot, http_answer answer, bool keeps_alive, time_point now)
{
    if (fault_ || !slots_.is(slot, slot_state::busy))
        return;
    auto request = slots_.take_request(slot);
    results_.sent(request.id);         // the server may answer before it has read all of it
    login_.on_use(lane_of(slot), now); // from here on the server counts
    slots_.on_answer(slot, keeps_alive && !(settings_.uses_tls() && request.may_reload()), now);
    if (answer.status == 200)
        on_packets(std::move(request), answer, now);
    else if (answer.status == 401 && login_.uses_digest())
        on_challenge(std::move(request), answer, slot);
    else
        on_status(std::move(request), answer);
    pump(now);
}

// False if the server has dropped the session.
AMI_DECL bool http_session::accept_cookie(const http_request& request, const http_answer& answer)
{
    switch (login_.take_cookie(answer)) {
    case server_login::cookie::good: return true;
    case server_login::cookie::missing:
        fail({errc::not_ami,
            "the answer has no cookie mansession_id, by which Asterisk knows a session; check "
            "whether a proxy between client and server drops Set-Cookie"});
        return false;
    case server_login::cookie::foreign: break;
    }
    if (is_logging_off() && !request.is_users()) // it came after the Logoff
        return false;
    auto error = session_lost("the server did not know the session's cookie any more");
    if (is_logged_in()) // its answer is "Permission denied"
        results_.fail_unsent(request.id, error);
    fail(std::move(error));
    return false;
}

// Repeats the request with the challenge of a 401, which was not carried out.
AMI_DECL void http_session::on_challenge(http_request request, const http_answer& answer, std::size_t slot)
{
    failure error;
    auto challenge = login_.find_challenge(answer, error);
    if (!challenge) {
        if (is_logged_in())
            error.ec = errc::connection_lost;
        error.text = without(error.text, settings_.secret.view());
        return fail(request, std::move(error));
    }
    constexpr unsigned max_tries = 4;
    const auto lane = lane_of(slot);
    if ((login_.has_challenge(lane) && !challenge->stale) || ++request.tries >= max_tries)
        return fail(request, explain_http_status(answer, settings_.http.path, request.body_size, true));
    login_.take_challenge(lane, std::move(*challenge));
    if (request.given_up) // no operation waits for it any more
        return;
    if (request.can_be_withdrawn())
        results_.sent_in_vain(request.id);
    queue_of(slot).push_front(std::move(request));
}

AMI_DECL void http_session::on_status(http_request request, const http_answer& answer)
{
    auto error = explain_http_status(answer, settings_.http.path, request.body_size, login_.uses_digest());
    error.text = without(error.text, settings_.secret.view());
    if (request.purpose == kind::mask)
        polling_.on_mask(false); // events are begun with one of their own
    switch (answer.status) {
    case 400:
    case 413:
    case 500:
        if (request.is_users())
            return results_.fail(request.id, std::move(error));
        return fail(std::move(error));
    case 301:
    case 302:
    case 303:
    case 307:
    case 308:
    case 401:
    case 403:
    case 404:
    case 405:
    case 501: return fail(request, std::move(error)); // the action was not carried out
    default: break;
    }
    // A proxy that gave up does not know whether it was.
    if (request.is_users()) {
        results_.fail(request.id, {errc::outcome_unknown, error.text});
        if (request.purpose != kind::logoff && answer.status != 503)
            return;
    }
    fail(std::move(error));
}

AMI_DECL void http_session::on_packets(http_request request, http_answer& answer, time_point now)
{
    auto packets = packets_of(answer, settings_);
    results_.note_damaged(packets.damaged);
    if (packets.error) {
        if (is_logged_in())
            packets.error.ec = errc::connection_lost;
        results_.fail(request.id, {errc::outcome_unknown, packets.error.text});
        return fail(std::move(packets.error));
    }
    if (!accept_cookie(request, answer))
        return;
    const bool is_login = request.purpose == kind::login || request.purpose == kind::challenge;
    if (!is_login && !request.is_users())
        return on_own_packets(request, std::move(packets.text), now);
    const auto summary = read_answer(packets.text, request.action_id(), settings_);
    if (summary.error)
        return fail({summary.error.ec, fmt::format("in the answer to {}", request.name)});
    if (request.purpose == kind::logoff) {
        results_.add(std::move(packets.text));
        return fail({errc::connection_lost, "the session was logged off"});
    }
    if (!is_login)
        return on_action_packets(request, summary, std::move(packets.text), now);
    if (summary.is_empty)
        return fail({errc::not_ami, fmt::format("the answer to {} at {} has no packet; check http.path",
                                        request.name, quote(settings_.http.path, 200))});
    if (request.purpose == kind::login && summary.is_accepted)
        return on_logged_in(request, std::move(packets.text), now);
    results_.add(std::move(packets.text));
}

AMI_DECL void http_session::on_action_packets(
    const http_request& request, const answer_summary& summary, std::string packets, time_point now)
{
    if (request.purpose == kind::filter || request.purpose == kind::mask)
        results_.await_delivery(request.id);
    // With brokeneventsaction=yes some masks are accepted without a response.
    const bool is_in_force = summary.is_accepted || summary.is_empty;
    const bool has_no_mask = request.purpose == kind::mask && is_in_force && request.has_no_mask;
    if (request.purpose == kind::mask && polling_.on_mask(has_no_mask)) {
        queues_.events.clear();
        close_waiting(now);
    }
    if (has_no_mask)
        note_loss();
    results_.add(std::move(packets), request.id); // the session above knows whether that was the whole answer
}

AMI_DECL void http_session::on_logged_in(const http_request& request, std::string packets, time_point now)
{
    stage_ = stage::logged_in;
    login_.on_use(http_lane::actions, now);
    if (!polling_.may_begin())
        return results_.add(std::move(packets));
    results_.hold_login(std::move(packets));
    if (request.quiet)
        return prepare_events(now);
    polling_.skip_preparation(); // with a cookie it is one session, whose mask came with the login
    on_events_prepared(now);
}

AMI_DECL void http_session::on_events_prepared(time_point now)
{
    polling_.on_prepared(now);
    note_loss();
    results_.release_login();
    on_time(now);
}

AMI_DECL void http_session::on_own_packets(const http_request& request, std::string packets, time_point now)
{
    const auto summary = read_own_answer(packets, settings_, request.purpose == kind::wait);
    const bool had_events = !packets.empty();
    if (request.purpose == kind::wait && summary.is_empty)
        return polling_.on_wait_superseded(now);
    if (request.purpose == kind::wait && !summary.error && !summary.is_denied)
        note_loss();
    results_.add(std::move(packets));
    if (summary.error)
        return fail({summary.error.ec, fmt::format("in the answer to {}", request.name)});
    // A filter that was accepted once and is not now is no reason to stop.
    if (summary.is_denied && request.purpose != kind::prepare_filter && request.purpose != kind::end_events &&
        !is_logging_off())
        return fail(session_lost(fmt::format("{} was answered with \"{}\"", request.name, summary.refusal)));
    switch (request.purpose) {
    case kind::begin_events: return on_events_prepared(now);
    case kind::end_events: return on_events_ended(now);
    case kind::wait: break;
    default: return;
    }
    if (is_logging_off())
        return;
    if (auto end = polling_.on_wait_answered(had_events, !is_changing_settings(), now)) {
        queues_.events.clear();
        queues_.events.push_back(std::move(*end));
    }
}

AMI_DECL void http_session::note_loss()
{
    if (polling_.take_loss())
        results_.add_gap();
}

AMI_DECL void http_session::on_events_ended(time_point now)
{
    polling_.on_ended();
    if (login_.uses_digest()) {
        login_.forget(http_lane::events);
        for (const auto slot : {slots_.events(), slots_.control()}) {
            if (!slots_.is(slot, slot_state::closed))
                slots_.close(slot, now);
        }
    }
    if (polling_.is_wanted())
        want_events(true, now);
}

} // namespace ami::detail

#endif // AMI_SESSION_HTTP_IMPL_ANSWERS_IPP
