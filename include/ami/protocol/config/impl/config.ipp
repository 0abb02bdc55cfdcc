// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_CONFIG_IMPL_CONFIG_IPP
#define AMI_PROTOCOL_CONFIG_IMPL_CONFIG_IPP

#include <ami/protocol/config/config.hpp>
#include <ami/protocol/wire/ascii.hpp>
#include <ami/protocol/wire/banner.hpp>
#include <ami/protocol/wire/percent_encoding.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace ami {
namespace detail {

constexpr bool is_scheme_byte(char c) noexcept
{
    return is_digit(c) || (to_lower(c) >= 'a' && to_lower(c) <= 'z') || c == '+' || c == '-' || c == '.';
}

inline failure parse_port(std::string_view text, std::uint16_t& port)
{
    unsigned value = 0;
    bool good = !text.empty() && text.size() <= 5;
    for (const char c : text) {
        good = good && is_digit(c);
        if (good)
            value = value * 10 + static_cast<unsigned>(c - '0');
    }
    if (!good || value == 0 || value > 65535)
        // Not quoted: if the @ is missing, this text is the secret.
        return {errc::invalid_url,
            "the port is not a number from 1 to 65535; a URL looks like ami://user:secret@host:5038"};
    port = static_cast<std::uint16_t>(value);
    return {};
}

// The part after `user:secret@`: a name, an IPv4 address, or an IPv6 address in brackets, and a port.
inline failure parse_host_and_port(std::string_view text, config& to)
{
    std::string_view host;
    std::string_view after;
    if (!text.empty() && text.front() == '[') {
        const auto close = text.find(']');
        if (close == std::string_view::npos)
            return {errc::invalid_url, "the bracket before an IPv6 address is not closed"};
        host = text.substr(1, close - 1);
        after = text.substr(close + 1);
        if (!after.empty() && after.front() != ':')
            return {errc::invalid_url, "only :port can follow the bracket of an IPv6 address"};
    } else {
        const auto colon = text.find(':');
        host = text.substr(0, colon);
        after = colon == std::string_view::npos ? std::string_view{} : text.substr(colon);
    }
    auto decoded = percent_decode(host);
    if (decoded.is_malformed)
        return {errc::invalid_url, "the host has a % that is not followed by two hexadecimal digits"};
    if (decoded.text.empty())
        return {errc::invalid_url, "the host is missing; a URL looks like ami://user:secret@host:5038"};
    for (const char c : decoded.text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte <= 0x20 || byte == 0x7f || c == '@')
            return {errc::invalid_url, "the host has a blank, a control byte or a second @; write @ in a "
                                       "secret as %40"};
    }
    to.host = std::move(decoded.text);
    return after.empty() ? failure{} : parse_port(after.substr(1), to.port);
}

inline failure parse_user_and_secret(std::string_view text, config& to)
{
    const auto colon = text.find(':');
    auto user = percent_decode(text.substr(0, colon));
    auto secret =
        percent_decode(colon == std::string_view::npos ? std::string_view{} : text.substr(colon + 1));
    if (user.is_malformed || secret.is_malformed) {
        wipe(secret.text);
        return {errc::invalid_url,
            fmt::format("the {} has a % that is not followed by two hexadecimal digits; write % as %25",
                user.is_malformed ? "user" : "secret")};
    }
    to.username = std::move(user.text);
    to.secret = std::string_view(secret.text);
    wipe(secret.text);
    return {};
}

inline failure parse_url(std::string_view url, config& to)
{
    const auto scheme_end = url.find("://");
    const auto scheme = url.substr(0, scheme_end);
    // Quoted below, so it must not be a piece of anything else.
    if (scheme_end == std::string_view::npos || scheme.empty() ||
        !std::all_of(scheme.begin(), scheme.end(), is_scheme_byte))
        return {errc::invalid_url, "there is no scheme; a URL looks like ami://user:secret@host:5038"};
    if (iequals(scheme, "amis")) {
        to.transport = transport::tls;
        to.port = 5039;
    } else if (iequals(scheme, "http")) {
        to.transport = transport::http;
        to.port = 8088;
    } else if (iequals(scheme, "https")) {
        to.transport = transport::https;
        to.port = 8089;
    } else if (!iequals(scheme, "ami")) {
        return {errc::unsupported_scheme,
            fmt::format(
                "\"{}\"; this client speaks ami:// (AMI over TCP), amis:// (AMI over TLS), http:// and "
                "https:// (AMI over HTTP)",
                printable(scheme, 16))};
    }
    auto rest = url.substr(scheme_end + 3);
    const auto authority_end = rest.find_first_of("/?#");
    if (to.uses_http()) {
        // A secret with a raw / looks like a path: nothing of it is quoted.
        to.http.path =
            authority_end == std::string_view::npos ? std::string_view{"/"} : rest.substr(authority_end);
        if (auto error = to.http.check())
            return {errc::invalid_url, std::move(error.text)};
        rest = rest.substr(0, authority_end);
    } else if (authority_end != std::string_view::npos) {
        if (rest.substr(authority_end) != "/")
            return {errc::invalid_url, "nothing can follow the port; write / ? # in a user or a secret "
                                       "as %2F %3F %23"};
        rest = rest.substr(0, authority_end);
    }
    if (const auto at = rest.rfind('@'); at != std::string_view::npos) {
        if (auto error = parse_user_and_secret(rest.substr(0, at), to))
            return error;
        rest = rest.substr(at + 1);
    }
    return parse_host_and_port(rest, to);
}

} // namespace detail

AMI_DECL config config::parse(std::string_view url, error_code& ec, diagnostics& details)
{
    config result;
    auto failure = detail::parse_url(url, result);
    ec = failure.ec;
    details = diagnostics(std::move(failure.text));
    return result;
}

AMI_DECL config::config(std::string_view url)
{
    if (auto error = detail::parse_url(url, *this))
        detail::throw_failure(std::move(error));
}

AMI_DECL detail::failure config::check() const
{
    const auto missing = [](std::string_view setting) {
        return detail::failure{errc::invalid_config, fmt::format("{} is missing", setting)};
    };
    if (host.empty())
        return missing("the host");
    if (std::any_of(host.begin(), host.end(),
            [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == 0x7f; }))
        return {errc::invalid_config,
            fmt::format("the host \"{}\" has a blank or a control character", detail::printable(host, 100))};
    if (port == 0)
        return {errc::invalid_config, "the port is 0; a port is a number from 1 to 65535"};
    if (username.empty())
        return missing("the user name");
    if (events.fault())
        return {events.fault(), events.fault_text()};
    if (uses_http()) {
        if (auto error = http.check())
            return error;
        if (uses_digest() && username.find_first_of("\"\\:") != std::string::npos)
            return {errc::invalid_config,
                "HTTP digest cannot carry a user name with a colon, a quote or a backslash; "
                "use a path that ends in rawman"};
    }

    const struct {
        const char* option;
        duration value;
    } durations[] = {{"resolve_timeout", resolve_timeout}, {"connect_timeout", connect_timeout},
        {"banner_timeout", banner_timeout}, {"login_timeout", login_timeout}, {"boot_timeout", boot_timeout},
        {"action_timeout", action_timeout}, {"action_total_timeout", action_total_timeout},
        {"originate_margin", originate_margin}, {"logoff_timeout", logoff_timeout},
        {"slow_handler", slow_handler}, {"handshake_timeout", handshake_timeout},
        {"ping_after_silence", ping_after_silence}, {"ping_timeout", ping_timeout},
        {"http.max_event_wait", http.max_event_wait}, {"http.session_timeout", http.session_timeout},
        {"http.event_idle_timeout", http.event_idle_timeout},
        {"reconnect.initial_delay", reconnect.initial_delay}, {"reconnect.max_delay", reconnect.max_delay},
        {"reconnect.stable_after", reconnect.stable_after},
        {"reconnect.delay_after_refused_login", reconnect.delay_after_refused_login}};
    for (const auto& [option, value] : durations) {
        if (value <= duration::zero())
            return {errc::invalid_config, fmt::format("{} must be longer than zero", option)};
    }
    return {};
}

} // namespace ami

#endif // AMI_PROTOCOL_CONFIG_IMPL_CONFIG_IPP
