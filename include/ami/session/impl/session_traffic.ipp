// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_IMPL_SESSION_TRAFFIC_IPP
#define AMI_SESSION_IMPL_SESSION_TRAFFIC_IPP

#include <ami/protocol/values/redaction.hpp>
#include <ami/protocol/wire/ascii.hpp>
#include <ami/protocol/wire/response.hpp>
#include <ami/session/actions/aborted.hpp>
#include <ami/session/connection/limit_failure.hpp>
#include <ami/session/session.hpp>

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>

// What is read, and what is given out.

namespace ami::detail {

AMI_DECL void session::on_received(std::size_t size, time_point now)
{
    counters_.bytes_received += size;
    packets_.commit(size);
    if (lifecycle_.is_logged_in())
        steps_.heard(now);
}

AMI_DECL void session::on_events_missed()
{
    if (!is_ready())
        return;
    events_missed("the connection ended over which events were awaited");
}

AMI_DECL void session::events_missed(std::string_view cause)
{
    ++counters_.event_gaps;
    steps_.announcements().events_missed(cause);
}

AMI_DECL output& session::next(time_point now)
{
    packets_.release();
    for (;;) {
        while (auto* const oldest = outputs_.take()) {
            if (take(*oldest, now))
                return *oldest;
        }
        if (packets_.take_event())
            return packets_.tell(output::kind::event);
        if (actions_.has_due() && must_ask_for_events())
            ask_for_events(now);
        if (actions_.send_held(now))
            continue;
        if (!read_packet(now))
            return packets_.tell(output::kind::none);
        if (packets_.has_item())
            return packets_.told();
    }
}

// Whether an output is for somebody else than the session.
AMI_DECL bool session::take(output& waiting, time_point now)
{
    if (steps_.network().is_outdated(waiting))
        return false;
    if (waiting.type == output::kind::read)
        packets_.start(settings().limits,
            settings().uses_http() ? parser::greeting::none : parser::greeting::banner,
            std::string(actions_.answers().action_id_prefix()));
    if (waiting.type != output::kind::complete)
        return true;
    note_settings(waiting, now);
    if (waiting.operation->sent_for == pending_action::purpose::user)
        return true;
    if (waiting.operation->logs_off())
        on_logged_off(waiting, now);
    else
        steps_.on_own_answer(waiting, now);
    return false;
}

// The end of an action says what the server was told about events.
AMI_DECL void session::note_settings(const output& ended, time_point now)
{
    auto& operation = *ended.operation;
    if (operation.settings_change) {
        actions_.user_mask_ended(operation);
        steps_.login().record_settings(ended, operation.mask_epoch != actions_.mask_epoch(), now);
        return;
    }
    const bool is_own = operation.sent_for == purpose::mask || operation.asks_for_automatic_mask;
    if (!is_own || ended.error.ec == errc::timed_out || ended.error.ec == aborted())
        return;
    if (!ended.error)
        return on_mask_answer(operation, ended.answer, now);
    if (operation.asks_for_automatic_mask && ended.error.ec == errc::not_sent)
        actions_.automatic_mask_not_sent(operation, now);
    else
        steps_.login().server().doubt_mask(now);
}

// A server that is about to stop refuses each action, and may then stay.
AMI_DECL void session::on_mask_answer(pending_action& operation, const response& answer, time_point now)
{
    if (!answer.ok() && operation.replaced_mask)
        return actions_.automatic_mask_not_sent(operation, now);
    if (!steps_.login().server().on_mask_answer(answer.ok(), now) || !is_ready())
        return;
    events_missed(answer.ok() ? "the event mask was refused until now"
                              : fmt::format("the event mask is refused: {}",
                                    quote(refusal_reason(answer), 200, settings().secret.view())));
}

AMI_DECL void session::on_logged_off(output& ended, time_point now)
{
    // The answer to a Logoff may be nothing but the end of the connection (protocol/README.md 0.10).
    const auto ec = ended.error.ec;
    auto error = std::move(ended.error);
    auto answer = std::move(ended.answer);
    if (!ec || ec == errc::outcome_unknown || ec == errc::timed_out || ec == errc::not_sent) {
        if (ended.operation->sent_for == pending_action::purpose::logoff)
            error = {};
        steps_.carry_out(lifecycle_.on_logoff_answer(), now);
    }
    // It completes after all that its session's end tells.
    ended.operation->sent_for = pending_action::purpose::user;
    outputs_.complete(std::move(ended.operation), std::move(error)).answer = std::move(answer);
}

// An event of the time before the client is ready, or before FullyBooted came.
AMI_DECL bool session::is_held_back(const event_view& event, time_point now)
{
    const bool is_held = steps_.login().holds_back(event);
    if (iequals(event.name(), "FullyBooted"))
        steps_.on_booted(now);
    return is_held;
}

// False where more bytes are needed.
AMI_DECL bool session::read_packet(time_point now)
{
    error_code ec;
    switch (packets_.next(ec)) {
    case parser::result::need_more: return false;
    case parser::result::banner:
        steps_.carry_out(lifecycle_.on_banner(packets_.banner(), now), now);
        if (greeting().product() == "Asterisk Call Manager")
            actions_.answers().answers_in_order();
        break;
    case parser::result::packet:
        packets_.cut(actions_.answers().size_of_first(packets_.packet()));
        switch (actions_.on_packet(packets_.packet(), now)) {
        case correlator::use::subscribers:
            if (!steps_.login().watches_events() || !is_held_back(event_view(packets_.packet()), now))
                packets_.keep_event();
            break;
        case correlator::use::item: packets_.tell_item(actions_.answers().list_owner()); break;
        case correlator::use::none: break;
        }
        break;
    case parser::result::error:
        on_violation(limit_failure(ec, settings().limits, packets_.pending(), settings().secret.view()), now);
        break;
    }
    return true;
}

} // namespace ami::detail

#endif // AMI_SESSION_IMPL_SESSION_TRAFFIC_IPP
