// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_DETAIL_HTTP_SESSION_HPP
#define AMI_TESTING_DETAIL_HTTP_SESSION_HPP

#include <ami/testing/reply.hpp>
#include <ami/testing/request.hpp>

#include <ami/detail/macros.hpp>
#include <ami/testing/detail/classes.hpp>
#include <ami/testing/detail/session.hpp>

#include <boost/asio/ip/tcp.hpp>

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <utility>

namespace ami::testing::detail {

// A session over HTTP, known by a cookie or by digest's nonce. It outlives connections, and any number of requests may
// be in hand. Decisions only: somebody else has the clock and is told what to do.
class http_session final : public session {
public:
    using time_point = std::chrono::steady_clock::time_point;
    using answerer = std::function<void(const reply&)>;

    // What it needs of the world.
    struct surroundings {
        std::function<time_point()> now;
        std::function<void(http_session&)> look_again; // call `check_wait`, soon or at `wait_deadline`
        std::function<void(http_session&)> closed;     // it is over
    };

    AMI_DECL http_session(std::uint64_t number, const boost::asio::ip::tcp::endpoint& local,
        const boost::asio::ip::tcp::endpoint& remote, unsigned identity, class_mask first_mask,
        const surroundings& world);

    AMI_DECL void deliver(class_mask classes, const std::string& text) override;
    std::function<void(const reply&)> answer_later() override { return in_hand; }
    AMI_DECL reply wait_for_event(const request& action) override;
    AMI_DECL void close(ending close_kind) override;

    // Answers the WaitEvent in hand, if it is time.
    AMI_DECL void check_wait(time_point now);

    // Nobody answers the WaitEvent in hand any more.
    void drop_wait() { wait_.reset(); }

    // When a WaitEvent in hand is to be answered whatever happens.
    std::optional<time_point> wait_deadline() const
    {
        return wait_ ? std::optional(wait_->deadline) : std::nullopt;
    }

    // Not used any more: purged if `now` is beyond its time and no request is in hand.
    bool is_expired(time_point now) const { return requests == 0 && expires_at && now > *expires_at; }

    // The number in the cookie, or the nonce.
    unsigned identity;

    // Of digest: who, the nonce before this one, the count of requests, and since when the nonce is used.
    std::string digest_user;
    std::optional<unsigned> old_nonce;
    unsigned long count = 0;
    time_point nonce_since{};

    std::optional<time_point> expires_at;
    unsigned requests = 0; // in hand
    bool over = false;     // to be forgotten with the last of them

    // Takes the answer to the action that is being run.
    answerer in_hand;

private:
    struct wait {
        request action;
        answerer give;
        time_point deadline;
    };

    AMI_DECL std::string take_events();

    surroundings world_;
    std::deque<std::pair<class_mask, std::string>>
        events_; // since the session began, or since they were taken
    std::optional<wait> wait_;
};

} // namespace ami::testing::detail

#ifdef AMI_HEADER_ONLY
#include <ami/testing/impl/http_session.ipp>
#endif

#endif // AMI_TESTING_DETAIL_HTTP_SESSION_HPP
