// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_HTTP_IMPL_SERVER_LOGIN_IPP
#define AMI_SESSION_HTTP_IMPL_SERVER_LOGIN_IPP

#include <ami/protocol/http/session_cookie.hpp>
#include <ami/session/http/server_login.hpp>

#include <fmt/format.h>

#include <utility>

namespace ami::detail {

AMI_DECL server_login::server_login(const config& settings, md5_function md5, std::string random)
    : settings_(settings), md5_(md5), random_(std::move(random)),
      host_(settings.host.find(':') == std::string::npos
                ? fmt::format("{}:{}", settings.host, settings.port)
                : fmt::format("[{}]:{}", settings.host.substr(0, settings.host.find('%')), settings.port)),
      lifetime_(settings.http.session_timeout)
{}

AMI_DECL std::optional<std::string> server_login::head(http_lane lane, std::size_t body_size)
{
    auto head = fmt::format("POST {} HTTP/1.1\r\nHost: {}\r\nUser-Agent: ami\r\nContent-Type: "
                            "application/x-www-form-urlencoded\r\nContent-Length: {}\r\n",
        settings_.http.path, host_, body_size);
    if (!cookie_.empty())
        head += fmt::format("Cookie: mansession_id=\"{}\"\r\n", cookie_);
    auto& state = state_of(lane);
    if (uses_digest() && state.challenge) {
        const auto client_nonce = fmt::format("{}{:08x}", random_, ++nonces_);
        const auto authorization = digest_authorization(*state.challenge,
            {"POST", settings_.http.path, settings_.username, settings_.secret.view(), client_nonce,
                ++state.count},
            md5_);
        if (!authorization)
            return std::nullopt;
        head += fmt::format("Authorization: {}\r\n", *authorization);
    }
    return head += "\r\n";
}

AMI_DECL server_login::cookie server_login::take_cookie(const http_answer& answer)
{
    if (uses_digest())
        return cookie::good;
    std::optional<session_cookie> found;
    for (const auto& header : answer.cookies) {
        if (auto parsed = parse_session_cookie(header))
            found = std::move(parsed);
    }
    if (!found)
        return cookie_.empty() ? cookie::missing : cookie::good;
    // A session that has ended has a lifetime of 0.
    if (found->lifetime && *found->lifetime > std::chrono::seconds(0))
        lifetime_ = *found->lifetime;
    if (!cookie_.empty() && cookie_ != found->value)
        return cookie::foreign;
    cookie_ = std::move(found->value);
    return cookie::good;
}

AMI_DECL std::optional<digest_challenge> server_login::find_challenge(
    const http_answer& answer, failure& error)
{
    if (answer.challenges.empty())
        error = {errc::not_ami,
            "HTTP 401 without a challenge (header WWW-Authenticate); check whether http.path is the path of AMI"};
    for (const auto& header : answer.challenges) {
        failure fault;
        if (auto challenge = parse_digest_challenge(header, fault))
            return challenge;
        error = std::move(fault);
    }
    return std::nullopt;
}

AMI_DECL void server_login::take_challenge(http_lane lane, digest_challenge challenge)
{
    // Another connection of the lane may have had the same challenge.
    auto& state = state_of(lane);
    if (!state.challenge || state.challenge->nonce != challenge.nonce)
        state.count = 0;
    state.challenge = std::move(challenge);
}

AMI_DECL void server_login::on_request(http_lane lane, time_point now)
{
    state_of(lane).last_request = now;
    if (lane == http_lane::actions)
        last_use_ = now;
}

AMI_DECL void server_login::on_use(http_lane lane, time_point now)
{
    if (lane == http_lane::actions)
        last_use_ = now;
}

AMI_DECL bool server_login::has_expired(http_lane lane, time_point now) const
{
    const auto& state = state_of(lane);
    return uses_digest() && state.challenge && now >= deadline_after(state.last_request, lifetime_);
}

} // namespace ami::detail

#endif // AMI_SESSION_HTTP_IMPL_SERVER_LOGIN_IPP
