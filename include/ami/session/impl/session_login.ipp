// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_SESSION_IMPL_SESSION_LOGIN_IPP
#define AMI_SESSION_IMPL_SESSION_LOGIN_IPP

#include <ami/protocol/values/redaction.hpp>
#include <ami/protocol/wire/banner.hpp>
#include <ami/session/actions/aborted.hpp>
#include <ami/session/session.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <utility>

// The login, and the other actions of the session itself.

namespace ami::detail {

// An action of the session's own. Only the client gives operations a meaning: nobody outside hears of these.
class own_operation final : public pending_action {
public:
    explicit own_operation(login_sequence::purpose step) : login_step(step) {}
    void complete(failure&&, response&&) override {}

    login_sequence::purpose login_step;
};

AMI_DECL failure session::send_own(const action& request, purpose sent_for, action_kind kind,
    login_sequence::purpose login_step, std::string_view mask)
{
    operation_pointer operation = std::make_shared<own_operation>(login_step);
    operation->sent_for = sent_for;
    operation->ends_silently = true;
    const auto timeout =
        sent_for == purpose::keep_alive ? 2 * settings().ping_timeout : duration(settings().login_timeout);
    action_terms terms{timeout, timeout};
    terms.is_internal = is_ready() || login_.is_restoring();
    return correlator_.add(std::move(operation), request, terms, batch_time_, kind, mask);
}

AMI_DECL void session::log_in(time_point now)
{
    tell(state_change(session_state::logging_in));
    login_.start(settings(), server_, md5_);
    continue_login(now);
}

inline action_kind kind_of(login_sequence::purpose step) noexcept
{
    switch (step) {
    case login_sequence::purpose::challenge: return action_kind::challenge;
    case login_sequence::purpose::login: return action_kind::login;
    case login_sequence::purpose::filter: return action_kind::filter;
    case login_sequence::purpose::mask: return action_kind::mask;
    case login_sequence::purpose::barrier: break;
    }
    return action_kind::ping;
}

AMI_DECL void session::continue_login(time_point now)
{
    while (const auto request = login_.next()) {
        if (auto error = send_own(
                request->message, purpose::login, kind_of(request->step), request->step, request->mask))
            on_login(login_.on_refused(request->step, std::move(error)), now);
    }
}

AMI_DECL void session::on_login(login_sequence::verdict verdict, time_point now)
{
    switch (verdict.result) {
    case login_sequence::outcome::go_on: return continue_login(now);
    case login_sequence::outcome::filter_refused:
        log(log_level::error, "Asterisk does not take a filter any more", {{"message", verdict.error.text}});
        return;
    case login_sequence::outcome::ready:
    case login_sequence::outcome::failed:
        return apply(lifecycle_.on_login(std::move(verdict.error), now), now);
    }
}

AMI_DECL void session::on_own_answer(output& ended, time_point now)
{
    if (ended.operation->sent_for != purpose::login) // the bytes of others were the sign of life
        return;
    const auto step = static_cast<const own_operation&>(*ended.operation).login_step;
    on_login(
        ended.error ? login_.on_failure(step, std::move(ended.error)) : login_.on_answer(step, ended.answer),
        now);
}

} // namespace ami::detail

#endif // AMI_SESSION_IMPL_SESSION_LOGIN_IPP
