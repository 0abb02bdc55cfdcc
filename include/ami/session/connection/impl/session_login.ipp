// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_CONNECTION_IMPL_SESSION_LOGIN_IPP
#define AMI_SESSION_CONNECTION_IMPL_SESSION_LOGIN_IPP

#include <ami/session/actions/own_operation.hpp>
#include <ami/session/connection/session_login.hpp>

#include <ami/detail/shared_object.hpp>

#include <fmt/format.h>

#include <chrono>
#include <memory>
#include <utility>

namespace ami::detail {

inline action_kind kind_of(login_sequence::purpose step) noexcept
{
    switch (step) {
    case login_sequence::purpose::challenge: return action_kind::challenge;
    case login_sequence::purpose::login: return action_kind::login;
    case login_sequence::purpose::boot: return action_kind::user;
    case login_sequence::purpose::filter: return action_kind::filter;
    case login_sequence::purpose::mask: return action_kind::mask;
    case login_sequence::purpose::barrier: break;
    }
    return action_kind::ping;
}

AMI_DECL session_login::result session_login::start(time_point now)
{
    sequence_.start(settings_);
    // FullyBooted comes right after the login, and who connects may subscribe to it then. Over HTTP nobody fetches it.
    const bool over_http = settings_.uses_http();
    server().log_in(over_http ? event_classes() : event_classes::system(), !over_http, now);
    return send(now);
}

AMI_DECL session_login::result session_login::send(time_point now)
{
    while (const auto request = sequence_.next()) {
        operation_pointer operation =
            make_shared_object<own_operation>(pending_action::purpose::login, request->step);
        if (request->step == login_sequence::purpose::boot)
            boot_question_ = operation;
        // The questions for the rights end before the time of the login does.
        const auto timeout = sequence_.asks_rights() ? settings_.login_timeout / 2 : settings_.login_timeout;
        auto error = actions_.send_own(std::move(operation), request->message, timeout,
            sequence_.is_settling(), kind_of(request->step), request->mask, now);
        if (!error)
            continue;
        if (auto end = result_of(sequence_.on_refused(request->step, std::move(error))))
            return end;
    }
    return std::nullopt;
}

AMI_DECL session_login::result session_login::on_answer(output& ended, time_point now)
{
    if (ended.operation->sent_for != pending_action::purpose::login)
        return std::nullopt;
    const auto step = static_cast<const own_operation&>(*ended.operation).login_step;
    if (boot_question_ == ended.operation)
        boot_question_.reset();
    return go_on(ended.error ? sequence_.on_failure(step, std::move(ended.error))
                             : sequence_.on_answer(step, ended.answer),
        now);
}

AMI_DECL session_login::result session_login::go_on(login_sequence::verdict verdict, time_point now)
{
    if (auto end = result_of(std::move(verdict)))
        return end;
    return send(now);
}

AMI_DECL session_login::result session_login::on_booted(time_point now)
{
    // As a rule it comes together with the answer to the login: then the question was not sent yet, and is not needed.
    if (const auto question = std::exchange(boot_question_, nullptr))
        actions_.take_back_own(question, now);
    return go_on(sequence_.on_booted(), now);
}

AMI_DECL session_login::result session_login::on_boot_timeout(time_point now)
{
    log_.write(log_level::error, "FullyBooted did not come in time, and is not waited for any longer",
        {{"boot_timeout",
            fmt::format("{:g} s", std::chrono::duration<double>(settings_.boot_timeout).count())}});
    return go_on(sequence_.on_boot_timeout(), now);
}

AMI_DECL void session_login::record_settings(const output& ended, bool is_overtaken, time_point now)
{
    const auto change = std::move(ended.operation->settings_change);
    server().on_answered(*change, ended.error, ended.answer, is_overtaken, now);
}

AMI_DECL session_login::result session_login::result_of(login_sequence::verdict verdict)
{
    switch (verdict.result) {
    case login_sequence::outcome::go_on: break;
    case login_sequence::outcome::filter_refused:
        log_.write(
            log_level::error, "Asterisk does not take a filter any more", {{"message", verdict.error.text}});
        break;
    case login_sequence::outcome::mask_refused:
        log_.write(log_level::error, "Asterisk does not take the event mask any more",
            {{"message", verdict.error.text}});
        break;
    case login_sequence::outcome::ready:
    case login_sequence::outcome::failed: return std::move(verdict.error);
    }
    return std::nullopt;
}

} // namespace ami::detail

#endif // AMI_SESSION_CONNECTION_IMPL_SESSION_LOGIN_IPP
