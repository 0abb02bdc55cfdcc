// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_DETAIL_HTTP_SESSIONS_HPP
#define AMI_TESTING_DETAIL_HTTP_SESSIONS_HPP

#include <ami/testing/http_options.hpp>

#include <ami/detail/macros.hpp>
#include <ami/testing/detail/core.hpp>
#include <ami/testing/detail/http_request.hpp>
#include <ami/testing/detail/http_session.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ami::testing::detail {

// The four paths.
struct http_path {
    bool digest;
    bool mxml;
};

// The sessions over HTTP: finds the one that a request belongs to, or makes one, as manager.c does.
class http_sessions {
public:
    using time_point = http_session::time_point;
    using session_ptr = std::shared_ptr<http_session>;

    http_sessions(core& owner, const http_options& settings, const http_session::surroundings& world)
        : core_(owner), settings_(settings), world_(world)
    {}

    // Which path it is; nothing if it is none.
    AMI_DECL std::optional<http_path> find_path(std::string_view path) const;

    // generic_http_callback: by the cookie.
    AMI_DECL session_ptr by_cookie(const http_request& from);

    // auth_http_callback: by digest. Null if the request is refused: `denied`, or with the challenge.
    struct refusal {
        bool denied = false;
        std::string challenge; // of WWW-authenticate
    };
    AMI_DECL session_ptr by_digest(const http_request& from, time_point now, refusal& refused);

    // A request of this session was answered.
    AMI_DECL void used(http_session& which, bool digest, time_point now);

    // Forgets those whose time is over.
    AMI_DECL void purge(time_point now);

    AMI_DECL void forget(http_session& which);
    AMI_DECL void forget_all();
    AMI_DECL void invalidate_nonces(time_point now);

    const std::vector<session_ptr>& all() const noexcept { return all_; }

private:
    AMI_DECL session_ptr add(const http_request& from, unsigned identity, class_mask first_mask);
    AMI_DECL std::string challenge(std::optional<unsigned> nonce, bool stale) const;

    core& core_;
    const http_options& settings_;
    const http_session::surroundings& world_;
    std::vector<session_ptr> all_;
};

} // namespace ami::testing::detail

#ifdef AMI_HEADER_ONLY
#include <ami/testing/impl/http_sessions.ipp>
#endif

#endif // AMI_TESTING_DETAIL_HTTP_SESSIONS_HPP
