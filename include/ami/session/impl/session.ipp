// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_IMPL_SESSION_IPP
#define AMI_SESSION_IMPL_SESSION_IPP

#include <ami/session/actions/own_operation.hpp>
#include <ami/session/connection/limit_failure.hpp>
#include <ami/session/session.hpp>

#include <ami/detail/shared_object.hpp>

#include <utility>

// What the user wants, and what time and the network bring.

namespace ami::detail {

AMI_DECL void session::start(config settings, std::shared_ptr<log_function> sink, std::uint32_t seed,
    operation_pointer connecting, time_point now)
{
    log_.start(std::move(sink), settings.log_level, settings.name);
    steps_.login().begin_session(settings.events);
    steps_.announcements().waits().start(std::move(connecting));
    steps_.carry_out(lifecycle_.start(std::move(settings), seed, now), now);
}

AMI_DECL std::vector<output> session::discard(failure cause)
{
    steps_.stop();
    lifecycle_.on_close(std::move(cause));
    actions_.discard();
    steps_.announcements().waits().end({});
    return outputs_.take_all();
}

AMI_DECL bool session::cancel(const operation_pointer& operation, bool only_if_unsent, time_point now)
{
    const bool cancelled = actions_.cancel(operation, only_if_unsent, now);
    if (cancelled)
        check_cancelled(now);
    if (is_ready()) // again, if a Logoff was withdrawn
        steps_.announcements().waits().ready();
    return cancelled;
}

AMI_DECL void session::check_cancelled(time_point now)
{
    if (actions_.answers().has_too_many_cancelled())
        on_violation(too_many_cancelled(settings().limits), now);
}

AMI_DECL failure session::log_off(operation_pointer& operation, time_point now)
{
    operation->sent_for = pending_action::purpose::logoff;
    const action_terms terms{settings().logoff_timeout, settings().logoff_timeout};
    return submit(action("Logoff"), terms, operation, now);
}

AMI_DECL bool session::cancel_connect(const operation_pointer& operation, time_point now)
{
    if (!steps_.announcements().waits().cancel_connecting(operation))
        return false;
    stop({errc::closed, "async_connect was cancelled"}, now);
    return true;
}

AMI_DECL void session::on_resolved(
    failure error, std::vector<std::string> addresses, std::string action_id_prefix, time_point now)
{
    actions_.start(std::move(action_id_prefix));
    steps_.carry_out(lifecycle_.on_resolved(std::move(error), std::move(addresses), now), now);
}

AMI_DECL std::optional<time_point> session::deadline() const
{
    if (!lifecycle_.is_active())
        return std::nullopt;
    const auto soonest =
        earlier_of(lifecycle_.deadline(), earlier_of(actions_.next_deadline(), steps_.liveness_deadline()));
    return may_ask_for_events() ? earlier_of(soonest, server().deadline()) : soonest;
}

AMI_DECL void session::ask_for_events(time_point now)
{
    if (!may_ask_for_events())
        return;
    auto& at_server = steps_.login().server();
    // Over HTTP other actions wait for a mask, and it for them: less events are no reason for that.
    if (settings().uses_http() && !at_server.must_ask() && actions_.answers().in_flight() != 0)
        return at_server.keep_mask(now);
    const auto mask = at_server.next_mask(now);
    if (!mask)
        return;
    log_.write(log_level::debug, "asks for the events that are subscribed to", {{"mask", mask->text()}});
    // It cannot be refused: it is not counted against the limits.
    actions_.send_own(make_shared_object<own_operation>(pending_action::purpose::mask),
        action("Events").add("EventMask", mask->text()), settings().action_timeout, true, action_kind::mask,
        mask->text(), now);
}

AMI_DECL void session::on_time(time_point now)
{
    steps_.carry_out(lifecycle_.on_time(now), now);
    if (actions_.on_time(now))
        steps_.suspect(now);
    check_cancelled(now);
    actions_.fail_expired(now);
    ask_for_events(now);
    steps_.check_liveness(now);
}

} // namespace ami::detail

#endif // AMI_SESSION_IMPL_SESSION_IPP
