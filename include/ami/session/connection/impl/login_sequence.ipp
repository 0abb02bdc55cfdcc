// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_CONNECTION_IMPL_LOGIN_SEQUENCE_IPP
#define AMI_SESSION_CONNECTION_IMPL_LOGIN_SEQUENCE_IPP

#include <ami/protocol/values/event_classes.hpp>
#include <ami/protocol/values/redaction.hpp>
#include <ami/protocol/values/secret.hpp>
#include <ami/protocol/wire/ascii.hpp>
#include <ami/session/connection/login_sequence.hpp>
#include <ami/session/connection/server_text.hpp>

#include <fmt/format.h>

#include <utility>

namespace ami::detail {

AMI_DECL void login_sequence::start(const config& settings)
{
    settings_ = &settings;
    stage_ = settings.uses_md5() ? stage::challenge : stage::login;
    wipe(key_);
    restored_ = 0;
    has_mask_ = mask_is_refused_ = false;
    boot_.stop();
}

// Over HTTP, events come only while somebody fetches them. Of an unchecked mask nobody knows what it has.
AMI_DECL bool login_sequence::waits_for_boot() const noexcept
{
    return settings_->ready_when == ready_when::booted && !settings_->uses_http() &&
           !server_.mask().is_unchecked();
}

// Which events a login asks for. Before the filters are there, the server would send those that they keep away;
// FullyBooted of class system is sent at the login only. With digest no action is a login, and there is no FullyBooted.
AMI_DECL event_mask login_sequence::mask_of_login() const
{
    const auto& mask = server_.mask();
    const bool has_system = mask.has("system");
    if (!server_.filters().empty())
        return waits_for_boot() || (has_system && !settings_->uses_digest()) ? event_mask("system")
                                                                             : event_mask::none();
    if (!waits_for_boot() || has_system)
        return mask;
    return event_mask((mask.classes() | event_classes::system()).text());
}

AMI_DECL std::optional<login_sequence::request> login_sequence::next()
{
    switch (stage_) {
    case stage::challenge:
        stage_ = stage::awaiting_challenge;
        return request{purpose::challenge, action("Challenge").add("AuthType", "MD5")};
    case stage::login: stage_ = stage::awaiting_login; return make_login();
    case stage::booting:
        if (auto question = boot_.next())
            return request{purpose::boot, std::move(*question)};
        break;
    case stage::restoring: return next_to_restore();
    case stage::idle:
    case stage::awaiting_challenge:
    case stage::awaiting_login:
    case stage::done: break;
    }
    return std::nullopt;
}

AMI_DECL login_sequence::request login_sequence::make_login()
{
    auto at_login = mask_of_login();
    auto mask = at_login.text();
    server_.begin_with(std::move(at_login));
    // With HTTP digest every request is a login. The session that runs the actions collects events from its beginning
    // on, unless it is told not to; for events the transport has another.
    if (settings_->uses_digest())
        return {purpose::login, action("Events").add("EventMask", "off"), std::move(mask)};
    action login("Login");
    login.holds_secret();
    if (settings_->uses_md5())
        login.add("AuthType", "MD5").add("Username", settings_->username).add("Key", key_);
    else
        login.add("Username", settings_->username).add("Secret", settings_->secret.view());
    login.add("Events", mask);
    return {purpose::login, std::move(login), std::move(mask)};
}

// With brokeneventsaction=yes in manager.conf some masks are not answered: the Ping after it always is, and Asterisk
// carries out actions in order.
AMI_DECL std::optional<login_sequence::request> login_sequence::next_to_restore()
{
    const auto& filters = server_.filters();
    const auto at = restored_;
    if (at > filters.size() + 1)
        return std::nullopt;
    ++restored_;
    if (at < filters.size())
        return request{purpose::filter, filters[at]};
    if (at == filters.size()) {
        auto mask = server_.mask().text();
        return request{purpose::mask, action("Events").add("EventMask", mask), std::move(mask)};
    }
    return request{purpose::barrier, action("Ping")};
}

AMI_DECL login_sequence::verdict login_sequence::fail(failure error)
{
    stop();
    return {outcome::failed, std::move(error)};
}

AMI_DECL login_sequence::verdict login_sequence::on_answer(purpose of, const response& answer)
{
    if (!awaits(of))
        return {};
    switch (of) {
    case purpose::challenge: return on_challenge(answer);
    case purpose::login: return on_login(answer);
    case purpose::filter:
        if (!answer.ok())
            return {outcome::filter_refused,
                {errc::action_refused, quote(refusal_reason(answer), 200, settings_->secret.view())}};
        return {};
    case purpose::boot: boot_.on_answer(answer); return after_boot_check();
    case purpose::mask:
        has_mask_ = true;
        if (!answer.ok())
            return on_mask_refused(answer);
        server_.mask_sent();
        return {};
    case purpose::barrier:
        if (!mask_is_refused_)
            server_.mask_sent();
        break;
    }
    stage_ = stage::done; // whatever it answers, it has done what came before
    return {outcome::ready, {}};
}

// The automatic one is asked for again as soon as the client is ready.
AMI_DECL login_sequence::verdict login_sequence::on_mask_refused(const response& answer)
{
    mask_is_refused_ = true;
    server_.on_mask_answer(false, {});
    return {outcome::mask_refused,
        {errc::action_refused, quote(refusal_reason(answer), 200, settings_->secret.view())}};
}

AMI_DECL bool login_sequence::awaits(purpose of) const noexcept
{
    switch (of) {
    case purpose::challenge: return stage_ == stage::awaiting_challenge;
    case purpose::login: return stage_ == stage::awaiting_login;
    case purpose::boot: return stage_ == stage::booting;
    case purpose::filter:
    case purpose::mask:
    case purpose::barrier: break;
    }
    return stage_ == stage::restoring;
}

// The deadline of the login is about to end it, or the connection is gone. The barrier alone has to have an answer.
AMI_DECL login_sequence::verdict login_sequence::on_failure(purpose of, failure error)
{
    if (of == purpose::boot && awaits(of)) {
        boot_.on_failure();
        return after_boot_check();
    }
    if (of != purpose::barrier || !awaits(of))
        return {};
    return fail({error.ec, fmt::format("{}: {}", server_name(), error.text)});
}

AMI_DECL login_sequence::verdict login_sequence::on_refused(purpose of, failure error)
{
    if (of == purpose::filter || of == purpose::mask || !awaits(of))
        return {};
    if (of == purpose::boot)
        return on_failure(of, std::move(error));
    return fail({errc::invalid_config, std::move(error.text)});
}

AMI_DECL login_sequence::verdict login_sequence::on_booted()
{
    boot_.on_booted();
    return after_boot_check();
}

AMI_DECL login_sequence::verdict login_sequence::on_boot_timeout()
{
    boot_.on_timeout();
    return after_boot_check();
}

// A new connection has no filters, and a login may have asked for class system only to hear of the boot.
AMI_DECL login_sequence::verdict login_sequence::after_boot_check()
{
    if (stage_ != stage::booting || !boot_.is_over())
        return {};
    if (!server_.filters().empty() || server_.owes_mask()) {
        stage_ = stage::restoring;
        return {};
    }
    stage_ = stage::done;
    return {outcome::ready, {}};
}

AMI_DECL bool login_sequence::holds_back(const event_view& event) const noexcept
{
    if (!is_settling() || has_mask_ || iequals(event.name(), "FullyBooted"))
        return false;
    if (!server_.filters().empty())
        return true;
    // The last one in Privilege is no class: "system,all".
    const auto privilege = event["Privilege"];
    return server_.owes_mask() && event_classes::of_names(privilege.substr(0, privilege.rfind(',')))
                                      .includes(event_classes::system());
}

AMI_DECL void login_sequence::stop() noexcept
{
    stage_ = stage::idle;
    boot_.stop();
    wipe(key_);
}

AMI_DECL login_sequence::verdict login_sequence::on_challenge(const response& answer)
{
    if (!answer.ok())
        return fail(refused_login(refusal_reason(answer)));
    const auto challenge = answer["Challenge"];
    if (challenge.empty())
        return fail(
            {errc::not_ami, fmt::format("{}: the answer to Challenge has no challenge", server_name())});
    auto key = md5_(challenge, settings_->secret.view());
    if (!key)
        return fail({errc::md5_unavailable,
            "the platform's OpenSSL does not compute MD5 (FIPS mode?); use amis:// or login_method::plain"});
    key_ = std::move(*key);
    stage_ = stage::login;
    return {};
}

AMI_DECL login_sequence::verdict login_sequence::on_login(const response& answer)
{
    if (!answer.ok())
        return fail(refused_login(refusal_reason(answer)));
    wipe(key_);
    key_ = std::string(); // its memory too
    boot_.start(*settings_, server_.mask_in_force().has("system"), waits_for_boot());
    stage_ = stage::booting;
    return after_boot_check();
}

AMI_DECL std::string login_sequence::server_name() const
{
    return server_text(settings_->host, settings_->port);
}

AMI_DECL failure login_sequence::refused_login(std::string_view words) const
{
    // A server may say the secret or the key back. The key first: it may contain the secret's bytes.
    const auto said = [&](std::size_t most) {
        return quote(without(words, key_), most, settings_->secret.view());
    };
    if (iequals(words, "Login Already In Use"))
        return {errc::login_in_use,
            fmt::format("{} says \"{}\": the user has allowmultiplelogin=no in manager.conf and another "
                        "session; possible cause: a lost session that Asterisk still keeps",
                server_name(), words)};
    if (!iequals(words, "Authentication failed"))
        return {errc::login_refused, fmt::format("{} says \"{}\"", server_name(), said(200))};
    return {errc::authentication_failed,
        fmt::format("{} says \"{}\": the user name is unknown, the secret is wrong, or an ACL "
                    "(permit/deny in manager.conf) forbids this address; Asterisk does not tell which",
            server_name(), said(64))};
}

} // namespace ami::detail

#endif // AMI_SESSION_CONNECTION_IMPL_LOGIN_SEQUENCE_IPP
