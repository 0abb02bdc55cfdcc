// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_HTTP_SERVER_LOGIN_HPP
#define AMI_SESSION_HTTP_SERVER_LOGIN_HPP

#include <ami/protocol/config/config.hpp>
#include <ami/protocol/http/answer.hpp>
#include <ami/protocol/http/digest.hpp>
#include <ami/session/connection/deadline.hpp>

#include <ami/detail/macros.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace ami::detail {

// Requests of one lane belong to one session on the server. With a cookie both lanes have the same; with digest, where
// the nonce is the session (RFC 7616), events have their own.
enum class http_lane : std::size_t { actions, events };

// By what the server knows its sessions: the cookie, or a digest nonce a lane; and for how long it keeps them.
class server_login {
public:
    // `settings` must outlive it. `random` begins the client's nonces.
    AMI_DECL server_login(const config& settings, md5_function md5, std::string random);

    bool uses_digest() const noexcept { return settings_.uses_digest(); }

    // The head of the next request of a lane; nothing if the platform has no MD5.
    AMI_DECL std::optional<std::string> head(http_lane lane, std::size_t body_size);

    enum class cookie {
        good,
        missing, // the first answer must have one
        foreign  // the server has made another session
    };
    // Takes the cookie of an answer. There is none with digest.
    AMI_DECL cookie take_cookie(const http_answer& answer);

    // The challenge of a 401, or why there is none that can be answered.
    AMI_DECL static std::optional<digest_challenge> find_challenge(const http_answer& answer, failure& error);
    AMI_DECL void take_challenge(http_lane lane, digest_challenge challenge);
    bool has_challenge(http_lane lane) const noexcept { return state_of(lane).challenge.has_value(); }

    // The next request of the lane makes a new session.
    void forget(http_lane lane) { state_of(lane) = {}; }

    // A request of the lane begins; the server counts the idle time from here.
    AMI_DECL void on_request(http_lane lane, time_point now);
    AMI_DECL void on_use(http_lane lane, time_point now);

    // Whether the server has dropped a session by digest. It counts from the beginning of the last request, and makes a
    // new session of an old nonce without an error.
    AMI_DECL bool has_expired(http_lane lane, time_point now) const;

    // How long the server keeps an idle session, and when a request is due that it does not drop it.
    duration lifetime() const noexcept { return lifetime_; }
    time_point keep_alive_at() const { return deadline_after(last_use_, lifetime_ / 3); }

private:
    struct lane_state {
        std::optional<digest_challenge> challenge;
        std::uint32_t count = 0; // of requests with its nonce
        time_point last_request{};
    };

    lane_state& state_of(http_lane lane) noexcept { return lanes_[static_cast<std::size_t>(lane)]; }
    const lane_state& state_of(http_lane lane) const noexcept
    {
        return lanes_[static_cast<std::size_t>(lane)];
    }

    const config& settings_;
    md5_function md5_;
    std::string random_;
    std::uint32_t nonces_ = 0; // of the client that were made
    std::string host_;
    std::string cookie_;
    duration lifetime_;
    lane_state lanes_[2];
    time_point last_use_{}; // of the actions' session
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/http/impl/server_login.ipp>
#endif

#endif // AMI_SESSION_HTTP_SERVER_LOGIN_HPP
