// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_CONNECTION_IMPL_RECONNECT_SCHEDULE_IPP
#define AMI_SESSION_CONNECTION_IMPL_RECONNECT_SCHEDULE_IPP

#include <ami/session/connection/reconnect_schedule.hpp>

#include <fmt/format.h>

#include <utility>

namespace ami::detail {

// std::minstd_rand; <random> costs a program more to compile than this class.
inline constexpr std::uint32_t minimal_standard_modulus = 2'147'483'647;

AMI_DECL std::uint32_t reconnect_schedule::draw() noexcept
{
    random_ = static_cast<std::uint32_t>(std::uint64_t{random_} * 48'271 % minimal_standard_modulus);
    return random_;
}

AMI_DECL void reconnect_schedule::start(const reconnect_policy& policy, std::uint32_t seed)
{
    backoff_.configure(policy);
    random_ = seed % minimal_standard_modulus;
    if (random_ == 0)
        random_ = 1;
    has_logged_in_ = false;
    times_ready_ = 0;
    ready_since_.reset();
}

AMI_DECL void reconnect_schedule::on_ready(time_point now) noexcept
{
    has_logged_in_ = true;
    ++times_ready_;
    ready_since_ = now;
}

AMI_DECL bool reconnect_schedule::is_final(const failure& cause) const
{
    for (const auto code : {errc::invalid_config, errc::invalid_header_value, errc::header_too_long,
             errc::md5_unavailable, errc::closed, errc::logged_off}) {
        if (cause.ec == code)
            return true;
    }
    if (has_logged_in_)
        return false;
    // What was good once may be good again: a secret that is just being changed, a certificate or its files that are being
    // renewed; and a proxy may answer in place of the server while that restarts.
    for (const auto code : {errc::authentication_failed, errc::invalid_tls_settings, errc::http_refused,
             errc::certificate_rejected, errc::not_ami}) {
        if (cause.ec == code)
            return true;
    }
    return false;
}

AMI_DECL std::optional<duration> reconnect_schedule::next(failure& cause, time_point now)
{
    const auto& policy = backoff_.policy();
    const auto since = std::exchange(ready_since_, std::nullopt);
    const bool may_try = policy.enabled && (has_logged_in_ || policy.retry_initial_connect);
    if (!may_try || is_final(cause))
        return std::nullopt;
    if (since && now - *since >= policy.stable_after)
        backoff_.reset();
    if (backoff_.is_exhausted()) {
        cause.text += fmt::format(" (given up after {} attempts)", backoff_.attempts());
        return std::nullopt;
    }
    const auto delay = backoff_.next(draw() << 1);
    return cause.ec == errc::authentication_failed ? policy.delay_after_refused_login : delay;
}

} // namespace ami::detail

#endif // AMI_SESSION_CONNECTION_IMPL_RECONNECT_SCHEDULE_IPP
