// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_SESSION_IMPL_LIFECYCLE_IPP
#define AMI_SESSION_IMPL_LIFECYCLE_IPP

#include <ami/session/deadline.hpp>
#include <ami/session/lifecycle.hpp>

#include <fmt/format.h>

#include <utility>

namespace ami::detail {

inline std::string within(config::duration value)
{
    return fmt::format("within {:g} s", std::chrono::duration<double>(value).count());
}

AMI_DECL std::string lifecycle::server() const
{
    return host_.find(':') == std::string::npos ? fmt::format("{}:{}", host_, port_)
                                                : fmt::format("[{}]:{}", host_, port_);
}

AMI_DECL lifecycle::step lifecycle::enter(state next, step what, std::optional<time_point> deadline) noexcept
{
    state_ = next;
    deadline_ = deadline;
    return what;
}

AMI_DECL lifecycle::step lifecycle::end(failure why)
{
    cause_ = std::move(why);
    return enter(state::closed, step::close, std::nullopt);
}

AMI_DECL lifecycle::step lifecycle::start(const config& settings, time_point now)
{
    host_ = settings.host;
    port_ = settings.port;
    resolve_timeout_ = settings.resolve_timeout;
    connect_timeout_ = settings.connect_timeout;
    banner_timeout_ = settings.banner_timeout;
    login_timeout_ = settings.login_timeout;
    logoff_timeout_ = settings.logoff_timeout;
    addresses_ = address_ = 0;
    attempts_.clear();
    banner_ = {};
    cause_ = {};
    return enter(state::resolving, step::resolve, deadline_after(now, resolve_timeout_));
}

AMI_DECL lifecycle::step lifecycle::on_resolved(failure why, std::size_t addresses, time_point now)
{
    if (state_ != state::resolving)
        return step::none;
    if (why || addresses == 0)
        return end({errc::host_not_found,
            fmt::format("{}: {}", host_, why ? why.text : std::string{"no address is known"})});
    addresses_ = addresses;
    address_ = 0;
    return enter(state::connecting, step::connect, deadline_after(now, connect_timeout_));
}

AMI_DECL lifecycle::step lifecycle::next_address(
    std::string_view address, std::string_view why, error_code ec, time_point now)
{
    attempts_.append(attempts_.empty() ? "" : "; ").append(address).append(": ").append(why);
    if (++address_ < addresses_)
        return enter(state::connecting, step::connect, deadline_after(now, connect_timeout_));
    return end({ec, fmt::format("{} ({})", server(), attempts_)});
}

AMI_DECL lifecycle::step lifecycle::on_connected(error_code ec, std::string_view address, time_point now)
{
    if (state_ != state::connecting)
        return step::none;
    if (ec)
        return next_address(address, ec.message(), ec, now);
    return enter(state::awaiting_banner, step::read, deadline_after(now, banner_timeout_));
}

AMI_DECL lifecycle::step lifecycle::on_banner(std::string_view line, time_point now)
{
    if (state_ != state::awaiting_banner)
        return step::none;
    failure why;
    banner_ = parse_banner(line, why);
    if (why)
        return end({why.ec, fmt::format("{}: {}", server(), why.text)});
    return enter(state::logging_in, step::login, deadline_after(now, login_timeout_));
}

AMI_DECL lifecycle::step lifecycle::on_login_answer(const response& answer, time_point now)
{
    static_cast<void>(now);
    if (state_ != state::logging_in)
        return step::none;
    if (answer.ok())
        return enter(state::ready, step::announce_ready, std::nullopt);
    const auto words = answer.message();
    if (iequals(words, "Login Already In Use"))
        return end({errc::login_in_use,
            fmt::format("{} says \"{}\": the user has allowmultiplelogin=no in manager.conf and another "
                        "session, which may be a lost one that Asterisk still holds",
                server(), words)});
    return end({errc::authentication_failed,
        fmt::format(
            "{} says \"{}\": the user name is unknown, the secret is wrong, or an ACL (permit/deny in "
            "manager.conf) forbids this address; Asterisk does not tell which",
            server(), printable(words))});
}

AMI_DECL void lifecycle::on_logoff_started(time_point now)
{
    if (state_ == state::ready)
        enter(state::logging_off, step::none, deadline_after(now, logoff_timeout_));
}

AMI_DECL lifecycle::step lifecycle::on_logoff_answer()
{
    return state_ == state::logging_off ? end({errc::logged_off, server()}) : step::none;
}

AMI_DECL void lifecycle::on_logoff_withdrawn()
{
    if (state_ == state::logging_off)
        enter(state::ready, step::none, std::nullopt);
}

AMI_DECL lifecycle::step lifecycle::on_lost(error_code ec, std::string_view pending)
{
    const auto reason = ec.failed() ? ec.message() : std::string{"the server closed the connection"};
    const auto cut = pending.empty() ? std::string{}
                                     : fmt::format(" in the middle of a packet that begins with \"{}\"",
                                           printable(pending.substr(0, pending.find_first_of("\r\n")), 40));
    switch (state_) {
    case state::idle:
    case state::closed: return step::none;
    case state::resolving:
    case state::connecting:
        // Nothing is read or written in these states.
        return end(
            {ec ? ec : make_error_code(errc::connection_lost), fmt::format("{}: {}", server(), reason)});
    case state::awaiting_banner:
        return end({errc::closed_before_banner,
            fmt::format(
                "{}: {}{}; too many sessions may wait for their login there (authlimit in manager.conf)",
                server(), reason, cut)});
    case state::logging_in:
        return end({errc::closed_during_login, fmt::format("{}: {}{}", server(), reason, cut)});
    case state::logging_off: return end({errc::logged_off, server()});
    case state::ready: break;
    }
    return end({errc::connection_lost, fmt::format("{}: {}{}", server(), reason, cut)});
}

AMI_DECL lifecycle::step lifecycle::on_violation(failure why)
{
    if (!is_active())
        return step::none;
    return end({why.ec, fmt::format("{}: {}", server(), why.text)});
}

AMI_DECL lifecycle::step lifecycle::on_close(failure why)
{
    return is_active() ? end(std::move(why)) : step::none;
}

AMI_DECL lifecycle::step lifecycle::on_time(std::string_view address, time_point now)
{
    if (!deadline_ || now < *deadline_)
        return step::none;
    switch (state_) {
    case state::resolving:
        return end({errc::resolve_timeout, fmt::format("{}: no answer {}", host_, within(resolve_timeout_))});
    case state::connecting:
        return next_address(
            address, fmt::format("no answer {}", within(connect_timeout_)), errc::connect_timeout, now);
    case state::awaiting_banner:
        return end({errc::banner_timeout,
            fmt::format(
                "{}: connected, but the server said nothing {}; AMI greets first, a TLS or HTTP server "
                "waits for the client: the port may be one of these (AMI: 5038, AMI over TLS: 5039, "
                "HTTP: 8088)",
                server(), within(banner_timeout_))});
    case state::logging_in:
        return end({errc::login_timeout, fmt::format("{}: no answer {}", server(), within(login_timeout_))});
    case state::logging_off: return end({errc::logged_off, server()});
    case state::idle:
    case state::ready:
    case state::closed: break;
    }
    deadline_.reset();
    return step::none;
}

} // namespace ami::detail

#endif // AMI_SESSION_IMPL_LIFECYCLE_IPP
