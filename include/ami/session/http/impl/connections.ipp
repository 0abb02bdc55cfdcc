// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_HTTP_IMPL_CONNECTIONS_IPP
#define AMI_SESSION_HTTP_IMPL_CONNECTIONS_IPP

#include <ami/protocol/values/redaction.hpp>
#include <ami/session/http/http_session.hpp>

#include <fmt/format.h>

#include <string>
#include <utility>

// What becomes of connections, and of the requests that they carried.

namespace ami::detail {

inline std::string words_of(const failure& error)
{
    return error.text.empty() ? error.ec.message() : error.text;
}

AMI_DECL void http_session::on_open(std::size_t slot, failure error, time_point now)
{
    if (fault_ || !slots_.is(slot, slot_state::opening))
        return;
    if (error)
        return on_refused(slot, error, now);
    slots_.on_open(slot, now);
    pump(now);
}

// With other connections, actions can do without this one.
AMI_DECL void http_session::on_refused(std::size_t slot, const failure& error, time_point now)
{
    const bool is_last = slots_.on_refused(slot, now);
    if (slots_.is_for_events(slot) || is_last)
        return fail(
            {error.ec == errc::certificate_rejected ? error.ec : make_error_code(errc::connection_lost),
                fmt::format("a further connection to the server failed: {}", words_of(error))});
    pump(now);
}

AMI_DECL void http_session::on_closed(std::size_t slot, failure error, time_point now)
{
    if (fault_)
        return;
    error.text = without(error.text, settings_.secret.view()); // a server may say it back
    if (slots_.is(slot, slot_state::opening))
        return on_open(slot, std::move(error), now);
    const bool is_busy = slots_.is(slot, slot_state::busy);
    auto request = slots_.take_request(slot);
    slots_.on_closed(slot, now);
    if (is_busy)
        lose_request(std::move(request), std::move(error), now);
    else if (slot == slots_.events() && login_.uses_digest() && polling_.is(event_polling::state::on))
        lose_wait(std::move(error), now); // the server may have been restarted
    pump(now);
}

// The request was sent, and there will be no answer to it.
AMI_DECL void http_session::lose_request(http_request request, failure error, time_point now)
{
    switch (request.purpose) {
    case kind::action:
    case kind::filter:
    case kind::mask:
    case kind::logoff:
        if (request.purpose == kind::mask)
            polling_.on_mask(false); // events are begun with one of their own
        if (leave_by_)
            return fail({errc::closed, {}});
        // The connection is lost, the session is not: another connection is opened for the next action.
        if (error.ec != errc::body_too_large)
            error = {request.sent ? errc::outcome_unknown : errc::not_sent, words_of(error)};
        return results_.fail(request.id, {error.ec, words_of(error)});
    case kind::challenge:
    case kind::login:
        return fail({error.ec == errc::not_ami || error.ec == errc::body_too_large
                         ? error.ec
                         : make_error_code(errc::closed_during_login),
            words_of(error)});
    case kind::wait:
        if (error.ec == errc::connection_lost)
            return lose_wait(std::move(error), now);
        break;
    default: break;
    }
    // The server, or something between, may close an idle connection before the client does. Such a request does no harm
    // if it is carried out twice. A server that does not answer is lost.
    constexpr unsigned max_tries = 3;
    if (++request.tries < max_tries && error.ec == errc::connection_lost &&
        !(leave_by_ && request.purpose == kind::end_events))
        return repeat_request(std::move(request));
    if (!is_logging_off())
        fail({errc::connection_lost, fmt::format("{}: {}", request.name, words_of(error))});
}

// Another connection can fetch the events from now on. Those that were on their way are lost, which is told once no more can be.
AMI_DECL void http_session::lose_wait(failure error, time_point now)
{
    if (is_logging_off())
        return;
    queues_.events.clear();
    if (!polling_.on_wait_lost(now))
        fail({errc::connection_lost, fmt::format("WaitEvent: {}", words_of(error))});
}

AMI_DECL void http_session::repeat_request(http_request request)
{
    if (request.purpose == kind::keep_alive)
        queues_.actions.push_front(std::move(request));
    else if (!is_logging_off())
        queues_.events.push_front(std::move(request));
    else if (request.purpose == kind::end_events)
        queues_.control.push_front(std::move(request));
}

} // namespace ami::detail

#endif // AMI_SESSION_HTTP_IMPL_CONNECTIONS_IPP
