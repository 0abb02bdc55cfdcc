// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_HTTP_SESSIONS_IPP
#define AMI_TESTING_IMPL_HTTP_SESSIONS_IPP

#include <ami/net/md5.hpp>
#include <ami/protocol/wire/ascii.hpp>

#include <ami/testing/detail/http_sessions.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

namespace ami::testing::detail {

// So long Asterisk takes requests with one nonce.
inline constexpr std::chrono::seconds nonce_lifetime{62};

// A session that nobody logged in on, with a cookie.
inline constexpr std::chrono::seconds unauthenticated_lifetime{5};

inline unsigned random_identity(host& from)
{
    for (;;) {
        if (const unsigned number = from.random() & 0x7fffffff; number != 0)
            return number;
    }
}

AMI_DECL std::optional<http_path> http_sessions::find_path(std::string_view path) const
{
    if (!path.starts_with(settings_.prefix))
        return std::nullopt;
    path.remove_prefix(settings_.prefix.size());
    if (path.ends_with('/'))
        path.remove_suffix(1);
    using ami::detail::iequals;
    if (iequals(path, "/rawman"))
        return http_path{false, false};
    if (iequals(path, "/mxml"))
        return http_path{false, true};
    if (iequals(path, "/arawman"))
        return http_path{true, false};
    if (iequals(path, "/amxml"))
        return http_path{true, true};
    return std::nullopt;
}

AMI_DECL http_sessions::session_ptr http_sessions::add(
    const http_request& from, unsigned identity, class_mask first_mask)
{
    const auto number = core_.next_number();
    const auto made =
        std::make_shared<http_session>(number, from.local, from.remote, identity, first_mask, world_);
    all_.push_back(made);
    core_.sessions.emplace(number, made);
    return made;
}

AMI_DECL http_sessions::session_ptr http_sessions::by_cookie(const http_request& from)
{
    const auto wanted = find_cookie(from);
    for (const auto& each : all_) {
        if (each->digest_user.empty() && each->identity == wanted && !each->over)
            return each;
    }
    return add(from, random_identity(core_.host), 0);
}

AMI_DECL std::string http_sessions::challenge(std::optional<unsigned> nonce, bool stale) const
{
    const auto number = nonce.value_or(random_identity(core_.host));
    return fmt::format(R"(Digest algorithm=MD5, realm="{}", nonce="{:08x}", qop="auth", opaque="{:08x}"{})",
        settings_.realm, number, number, stale ? ", stale=true" : "");
}

AMI_DECL http_sessions::session_ptr http_sessions::by_digest(
    const http_request& from, time_point now, refusal& refused)
{
    refused.challenge = challenge(std::nullopt, false);
    const auto answer = parse_digest_answer(from.authorization);
    if (!answer)
        return nullptr;
    const auto* const known = core_.find_user(answer->username);
    if (!known)
        return nullptr;
    if (known->denied) {
        refused.denied = true;
        return nullptr;
    }
    const auto md5 = [](const std::string& text) { return ami::detail::md5_hex(text, {}).value_or(""); };
    const auto secret = md5(fmt::format("{}:{}:{}", known->name, settings_.realm, known->secret));
    const auto request_part = md5(fmt::format("{}:{}", from.method, answer->uri));
    const auto expected =
        md5(answer->has_quality ? fmt::format("{}:{:08x}:{}:{}:auth:{}", secret, answer->nonce, answer->count,
                                      answer->client_nonce, request_part)
                                : fmt::format("{}:{:08x}:{}", secret, answer->nonce, request_part));
    if (answer->response != expected)
        return nullptr;
    const auto nonce = static_cast<unsigned>(answer->nonce);
    for (const auto& each : all_) {
        if (!ami::detail::iequals(each->digest_user, answer->username) || each->over)
            continue;
        if (each->old_nonce == nonce) {
            refused.challenge = challenge(each->identity, true);
            return nullptr;
        }
        if (each->identity != nonce)
            continue;
        const auto count = std::strtoul(answer->count.c_str(), nullptr, 16);
        if (count <= each->count || now - each->nonce_since > nonce_lifetime) {
            // The session stays what it is, under another nonce.
            each->count = 0;
            each->old_nonce = each->identity;
            each->identity = random_identity(core_.host);
            each->nonce_since = now;
            refused.challenge = challenge(each->identity, true);
            return nullptr;
        }
        each->count = count;
        return each;
    }
    // Asterisk keeps no list of the nonces that it gave away, and does not count the first request.
    const auto made = add(from, nonce, -1);
    made->digest_user = known->name;
    made->nonce_since = now;
    made->log_in(*known, false);
    return made;
}

AMI_DECL void http_sessions::used(http_session& which, bool digest, time_point now)
{
    const auto lifetime = settings_.session_timeout;
    if (digest)
        which.expires_at = now + std::max(lifetime, unauthenticated_lifetime);
    else
        which.expires_at = now + (which.who() ? lifetime : std::min(lifetime, unauthenticated_lifetime));
}

AMI_DECL void http_sessions::purge(time_point now)
{
    const auto kept = all_;
    for (const auto& each : kept) {
        if (each->is_expired(now))
            forget(*each);
    }
}

AMI_DECL void http_sessions::forget(http_session& which)
{
    which.over = true;
    which.drop_wait();
    const auto number = which.number();
    std::erase_if(all_, [&](const auto& each) { return each->number() == number; });
    core_.forget(number);
}

AMI_DECL void http_sessions::forget_all()
{
    const auto kept = all_;
    for (const auto& each : kept)
        forget(*each);
}

AMI_DECL void http_sessions::invalidate_nonces(time_point now)
{
    for (const auto& each : all_) {
        if (!each->digest_user.empty())
            each->nonce_since = now - nonce_lifetime - std::chrono::seconds(1);
    }
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_HTTP_SESSIONS_IPP
