// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_ACTIONS_IMPL_ACTION_SCHEDULER_IPP
#define AMI_SESSION_ACTIONS_IMPL_ACTION_SCHEDULER_IPP

#include <ami/protocol/values/redaction.hpp>
#include <ami/protocol/wire/ascii.hpp>
#include <ami/protocol/wire/header_view.hpp>
#include <ami/session/actions/aborted.hpp>
#include <ami/session/actions/action_scheduler.hpp>
#include <ami/session/actions/own_operation.hpp>

#include <ami/detail/shared_object.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace ami::detail {

AMI_DECL void action_scheduler::start(std::string prefix)
{
    correlator_.start(std::move(prefix), settings().limits);
    user_masks_ = 0;
    if (settings().uses_http())
        correlator_.answers_are_contiguous();
}

// --- whether an action is taken --------------------------------------------------------------------------------------

AMI_DECL bool action_scheduler::can_wait() const noexcept
{
    return lifecycle_.is_active() && !is_ready() && lifecycle_.current() != lifecycle::state::logging_off;
}

// Why the session, in its state, takes no action.
AMI_DECL failure action_scheduler::refusal_of(const action& request) const
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
    case lifecycle::state::booting:
        return {errc::not_connected,
            fmt::format("action {}: Asterisk has not booted yet; wait for async_ready", request.name())};
    default:
        return {errc::not_connected,
            fmt::format("action {}: the client is still connecting; wait for async_connect", request.name())};
    }
}

// What only one of the transports takes.
AMI_DECL failure action_scheduler::check_transport(const action& request) const
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

AMI_DECL failure action_scheduler::hold(
    const action& request, const action_terms& terms, operation_pointer& operation, time_point now)
{
    // It is not held back for a later connection, which it would end.
    if (kind_of(request) == action_kind::logoff)
        return {errc::not_connected, "action Logoff: the client is not ready; close() ends the session"};
    if (held_.size() + correlator_.in_flight() >= settings().limits.max_in_flight)
        return {errc::too_many_in_flight,
            fmt::format("limits::max_in_flight is {}", settings().limits.max_in_flight)};
    const auto bound = std::max(terms.total_timeout, request.timeout().value_or(terms.timeout));
    held_.add({request, terms, std::move(operation), deadline_after(now, bound)});
    ++counters_.actions_started;
    return {};
}

AMI_DECL failure action_scheduler::submit(
    const action& request, const action_terms& terms, operation_pointer& operation, time_point now)
{
    if (request.fault())
        return {request.fault(), request.fault_text()};
    if (request.has_several_lines() || settings().uses_http()) {
        if (auto error = check_transport(request))
            return error;
    }
    if (!is_ready())
        return can_wait() && (terms.waits_for_connection || settings().reconnect.hold_actions)
                   ? hold(request, terms, operation, now)
                   : refusal_of(request);
    if (operation->asks_for_automatic_mask)
        return submit_automatic_mask(request, terms, operation, now);
    const auto kind = kind_of(request);
    if (kind == action_kind::logoff && operation->sent_for == pending_action::purpose::user)
        operation->sent_for = pending_action::purpose::user_logoff;
    auto* const change = kind == action_kind::mask || kind == action_kind::filter ? operation.get() : nullptr;
    if (change) {
        change->settings_change = std::make_unique<action>(request);
        change->mask_epoch = mask_epoch_;
    }
    if (auto error =
            correlator_.add(std::move(operation), request, terms, now, kind, mask_of(request, kind))) {
        if (change)
            change->settings_change.reset();
        return error; // it was not taken
    }
    if (kind == action_kind::logoff)
        lifecycle_.on_logoff_started(now);
    else if (kind == action_kind::mask)
        user_masks_ += std::exchange(change->is_user_mask, true) ? 0 : 1;
    if (!terms.is_internal)
        log_.action_started(request, correlator_.last_id(), settings().redact);
    send_barrier(now);
    return {};
}

// Masks that the user sent before do not count any more.
AMI_DECL failure action_scheduler::submit_automatic_mask(
    const action& request, const action_terms& terms, operation_pointer& operation, time_point now)
{
    const auto text = server_->mask_if_followed().text();
    auto mask = request;
    mask.add("EventMask", text);
    auto* const change = operation.get();
    if (auto error = correlator_.add(std::move(operation), mask, terms, now, action_kind::mask, text))
        return error;
    if (!server_->follows_subscriptions())
        change->replaced_mask =
            std::make_unique<action>(action("Events").add("EventMask", server_->mask().text()));
    change->mask_epoch = ++mask_epoch_;
    server_->follow(now);
    log_.action_started(mask, correlator_.last_id(), settings().redact);
    send_barrier(now);
    return {};
}

AMI_DECL void action_scheduler::automatic_mask_not_sent(pending_action& operation, time_point now)
{
    const auto replaced = std::move(operation.replaced_mask);
    if (!replaced || operation.mask_epoch != mask_epoch_)
        return server_->doubt_mask(now);
    --mask_epoch_;
    server_->on_accepted(*replaced);
}

// --- the session's own -----------------------------------------------------------------------------------------------

AMI_DECL failure action_scheduler::send_own(operation_pointer operation, const action& request,
    duration timeout, bool is_internal, action_kind kind, std::string_view mask, time_point now)
{
    // While the actions before it are not answered it says nothing of the server: they may take long.
    action_terms terms{timeout, lifecycle_.current() == lifecycle::state::ready ? duration::max() : timeout};
    terms.is_internal = is_internal;
    auto error = correlator_.add(std::move(operation), request, terms, now, kind, mask);
    send_barrier(now);
    return error;
}

// Its answer counts as any other byte does; its own deadline only keeps it from waiting for ever.
AMI_DECL void action_scheduler::ping(time_point now)
{
    send_own(make_shared_object<own_operation>(pending_action::purpose::keep_alive), action("Ping"),
        2 * settings().ping_timeout, is_ready(), action_kind::ping, {}, now);
}

// --- what comes back -------------------------------------------------------------------------------------------------

AMI_DECL correlator::use action_scheduler::on_packet(const packet_view& packet, time_point now)
{
    auto taken_by = correlator::use::none;
    switch (packet.kind()) {
    case packet_kind::event:
        ++counters_.events_received;
        taken_by = correlator_.on_event(packet, now);
        send_barrier(now);
        break;
    case packet_kind::response:
        ++counters_.responses_received;
        if (!correlator_.on_response(packet, now))
            log_.write(log_level::info, "a response to no action of ours",
                {{"action_id", quote(packet["ActionID"], 64, settings().secret.view())}});
        send_barrier(now);
        break;
    case packet_kind::other:
        ++counters_.other_packets;
        correlator_.on_text(packet);
        if (log_.logs(log_level::debug))
            log_.write(log_level::debug, "a packet that is neither event nor response",
                {{"begins", quote(packet.raw(), 40, settings().secret.view())}});
        break;
    }
    return taken_by;
}

// --- how actions end -------------------------------------------------------------------------------------------------

AMI_DECL bool action_scheduler::cancel(
    const operation_pointer& operation, bool only_if_unsent, time_point now)
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
    if (can_withdraw && operation->settings_change) {
        operation->settings_change.reset(); // nothing changes
        user_mask_ended(*operation);
    }
    if (can_withdraw && operation->asks_for_automatic_mask)
        automatic_mask_not_sent(*operation, now);
    if (!only_if_unsent || can_withdraw)
        correlator_.cancel(operation->id, aborted(), now);
    return true;
}

AMI_DECL void action_scheduler::take_back_own(const operation_pointer& operation, time_point now)
{
    if (operation->id == 0 || !correlator_.can_withdraw(operation->id))
        return;
    correlator_.cancel(operation->id, aborted(), now);
    --counters_.actions_started;
    --counters_.actions_cancelled;
}

AMI_DECL void action_scheduler::on_not_answered(std::uint64_t id, failure error, time_point now)
{
    if (auto again = correlator_.fail(id, std::move(error), settings().reconnect.enabled, now))
        hold_again(std::move(*again));
    // The session goes on; if it does not, they are held again.
    held_are_due_ = is_ready() && held_.size() != 0;
}

AMI_DECL bool action_scheduler::send_all_held(time_point now)
{
    held_are_due_ = false;
    for (auto& held : held_.take_all()) {
        auto terms = held.terms;
        terms.latest = std::max(held.deadline, now + duration(1));
        --counters_.actions_started; // counted when it was held
        if (auto error = submit(held.request, terms, held.operation, now)) {
            ++counters_.actions_started;
            ++counters_.actions_rejected;
            outputs_.complete(std::move(held.operation), std::move(error));
        }
    }
    return true;
}

AMI_DECL std::vector<correlator::ended_action> action_scheduler::connection_ended(
    const std::string& reason, error_code code, bool reconnects)
{
    held_are_due_ = false;
    return correlator_.connection_ended(reason, code, reconnects);
}

inline void action_scheduler::hold_again(held_action held)
{
    user_mask_ended(*held.operation);
    held.operation->settings_change.reset(); // it is made anew when it is sent
    held_.add(std::move(held));
}

AMI_DECL void action_scheduler::settle(std::vector<correlator::ended_action> ended)
{
    for (auto& each : ended) {
        if (each.again)
            hold_again(std::move(*each.again));
        else if (!each.operation->ends_silently)
            outputs_.complete(std::move(each.operation), std::move(each.error));
    }
}

AMI_DECL void action_scheduler::fail(std::vector<held_action> held, const failure& cause)
{
    counters_.actions_not_sent += held.size();
    for (auto& each : held)
        outputs_.complete(std::move(each.operation),
            {cause.ec, fmt::format("action {}: {}", each.request.name(), cause.text)});
}

AMI_DECL void action_scheduler::discard()
{
    for (auto& ended : connection_ended({}, {}, false))
        outputs_.complete(std::move(ended.operation), {});
    for (auto& held : held_.take_all())
        outputs_.complete(std::move(held.operation), {});
}

AMI_DECL std::optional<time_point> action_scheduler::next_deadline() const
{
    return earlier_of(correlator_.next_deadline(), held_.next_deadline());
}

} // namespace ami::detail

#endif // AMI_SESSION_ACTIONS_IMPL_ACTION_SCHEDULER_IPP
