// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_SESSION_IMPL_SESSION_LOGIN_IPP
#define AMI_SESSION_IMPL_SESSION_LOGIN_IPP

#include <ami/session/actions/own_operation.hpp>
#include <ami/session/session.hpp>

#include <memory>
#include <utility>

// The login, and the other actions of the session itself.

namespace ami::detail {

AMI_DECL void session::log_in(time_point now)
{
    tell(state_change(session_state::logging_in));
    login_.start(settings());
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
        if (auto error = actions_.send_own(std::make_shared<own_operation>(purpose::login, request->step),
                request->message, settings().login_timeout, is_ready() || login_.is_restoring(),
                kind_of(request->step), request->mask, now))
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
