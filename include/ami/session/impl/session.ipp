// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_SESSION_IMPL_SESSION_IPP
#define AMI_SESSION_IMPL_SESSION_IPP

#include <ami/protocol/values/redaction.hpp>
#include <ami/protocol/wire/ascii.hpp>
#include <ami/protocol/wire/header_view.hpp>
#include <ami/session/actions/aborted.hpp>
#include <ami/session/session.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <utility>

// What the user wants: actions, waits, the end.

namespace ami::detail {

AMI_DECL session::session(counters& counts, md5_function md5)
    : counters_(counts), md5_(md5), correlator_(counts, limits{}, outputs_)
{}

AMI_DECL void session::log(
    log_level level, std::string_view text, std::vector<std::pair<std::string, std::string>> fields)
{
    if (logs(level))
        outputs_.push(output::kind::log).record = std::make_unique<owned_log_record>(
            owned_log_record{level, text, log_, std::move(fields), settings().name});
}

AMI_DECL void session::log_action(const action& request)
{
    if (!logs(log_level::debug))
        return;
    std::vector<std::pair<std::string, std::string>> fields{
        {"action", std::string(request.name())}, {"number", std::to_string(correlator_.last_id())}};
    for (auto& header : shown_headers(request, settings().redact))
        fields.emplace_back(std::move(header.name), std::move(header.value));
    log(log_level::debug, "action started", std::move(fields));
}

AMI_DECL bool session::must_wait_for_connection() const noexcept
{
    return settings().reconnect.hold_actions && lifecycle_.is_active() && !is_ready() &&
           lifecycle_.current() != lifecycle::state::logging_off;
}

// Why the session, in its state, takes no action.
AMI_DECL failure session::refusal_of(const action& request) const
{
    switch (lifecycle_.current()) {
    case lifecycle::state::idle:
        return {errc::not_connected, fmt::format("action {}: call async_connect first", request.name())};
    case lifecycle::state::closed:
    case lifecycle::state::logging_off: {
        const auto& cause = lifecycle_.cause();
        return {errc::not_connected, fmt::format("action {}: the session has ended{}{}", request.name(),
                                         cause ? ": " + cause.ec.message() : std::string{},
                                         cause.text.empty() ? std::string{} : "; " + cause.text)};
    }
    default:
        return {errc::not_connected,
            fmt::format("action {}: the client is still connecting; wait for async_connect", request.name())};
    }
}

// What only one of the transports takes.
AMI_DECL failure session::check_transport(const action& request) const
{
    if (request.has_several_lines() && !settings().uses_http())
        return {errc::invalid_header_value,
            fmt::format(
                "action {}: over TCP a value has one line; connect with an http:// or https:// URL to send "
                "a value of several",
                request.name())};
    if (settings().uses_http() && iequals(request.name(), "WaitEvent"))
        return {errc::action_refused,
            "action WaitEvent: over HTTP the client asks for events itself; subscribe to them with on() or events()"};
    return {};
}

// The mask that the user asks for with an action of this kind.
inline std::string_view mask_of(const action& request, action_kind kind) noexcept
{
    if (kind == action_kind::mask) {
        for (header_iterator at{request.header_lines()}; at != header_iterator{}; ++at) {
            if (iequals(at->name, "EventMask"))
                return at->value;
        }
    }
    return {};
}

AMI_DECL failure session::submit(
    const action& request, const action_terms& terms, operation_pointer& operation, time_point now)
{
    if (request.fault())
        return {request.fault(), request.fault_text()};
    if (auto error = check_transport(request))
        return error;
    const auto kind = kind_of(request);
    if (must_wait_for_connection()) {
        // It is not held back for a later connection, which it would end.
        if (kind == action_kind::logoff)
            return {errc::not_connected, "action Logoff: there is no connection; close() ends the session"};
        if (held_.size() + correlator_.in_flight() >= settings().limits.max_in_flight)
            return {errc::too_many_in_flight,
                fmt::format("limits::max_in_flight is {}", settings().limits.max_in_flight)};
        const auto bound = std::max(terms.total_timeout, request.timeout().value_or(terms.timeout));
        held_.add({request, terms, std::move(operation), deadline_after(now, bound)});
        ++counters_.actions_started;
        return {};
    }
    if (!is_ready())
        return refusal_of(request);
    if (kind == action_kind::logoff && operation->sent_for == purpose::user)
        operation->sent_for = purpose::user_logoff;
    if (kind == action_kind::mask || kind == action_kind::filter)
        operation->settings_change = std::make_unique<action>(request);
    if (auto error = correlator_.add(std::move(operation), request, terms, now, kind, mask_of(request, kind)))
        return error; // it was not taken
    if (kind == action_kind::logoff)
        lifecycle_.on_logoff_started(now);
    if (!terms.is_internal)
        log_action(request);
    send_barrier();
    return {};
}

AMI_DECL bool session::cancel(const operation_pointer& operation, bool only_if_unsent, time_point now)
{
    if (held_.remove(operation)) {
        ++counters_.actions_cancelled;
        outputs_.complete(operation, failure(aborted()));
        return true;
    }
    if (operation->id == 0)
        return false;
    const bool can_withdraw = correlator_.can_withdraw(operation->id);
    if (can_withdraw && operation->logs_off())
        lifecycle_.on_logoff_withdrawn();
    if (!only_if_unsent || can_withdraw)
        correlator_.cancel(operation->id, aborted(), now);
    check_cancelled(now);
    return true;
}

// A server that answers so little is as good as lost, and each placeholder takes memory.
AMI_DECL void session::check_cancelled(time_point now)
{
    if (correlator_.has_too_many_cancelled())
        on_violation(
            {errc::too_many_cancelled,
                fmt::format("limits::max_cancelled is {}, and more cancelled actions have no answer yet",
                    settings().limits.max_cancelled)},
            now);
}

AMI_DECL failure session::log_off(operation_pointer& operation, time_point now)
{
    operation->sent_for = purpose::logoff;
    const action_terms terms{settings().logoff_timeout, settings().logoff_timeout};
    return submit(action("Logoff"), terms, operation, now);
}

AMI_DECL bool session::cancel_connect(const operation_pointer& operation, time_point now)
{
    if (!operation || connecting_ != operation)
        return false;
    outputs_.complete(std::exchange(connecting_, nullptr), failure(aborted()));
    stop({errc::closed, "async_connect was cancelled"}, now);
    return true;
}

AMI_DECL void session::wait_closed(operation_pointer operation)
{
    if (lifecycle_.is_active())
        closing_.emplace_back(std::move(operation))->waits_for_end = true;
    else if (const auto& cause = lifecycle_.cause())
        outputs_.complete(std::move(operation), cause);
    else
        outputs_.complete(std::move(operation), {errc::not_connected, "there was no session yet"});
}

AMI_DECL bool session::cancel_wait_closed(const operation_pointer& operation)
{
    if (!std::exchange(operation->waits_for_end, false))
        return false;
    // They are looked for among all only when half have been cancelled.
    if (++closing_cancelled_ > closing_.size() / 2) {
        std::erase_if(closing_, [](const auto& each) { return !each->waits_for_end; });
        closing_cancelled_ = 0;
    }
    outputs_.complete(operation, failure(aborted()));
    return true;
}

} // namespace ami::detail

#endif // AMI_SESSION_IMPL_SESSION_IPP
