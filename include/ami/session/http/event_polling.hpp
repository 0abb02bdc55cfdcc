// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_HTTP_EVENT_POLLING_HPP
#define AMI_SESSION_HTTP_EVENT_POLLING_HPP

#include <ami/protocol/config/config.hpp>
#include <ami/session/connection/deadline.hpp>
#include <ami/session/connection/server_settings.hpp>
#include <ami/session/http/http_request.hpp>

#include <ami/detail/macros.hpp>

#include <optional>
#include <utility>
#include <vector>

namespace ami::detail {

// When the next WaitEvent is sent. Between two there is a pause, which grows while there are no events.
class wait_pace {
public:
    AMI_DECL void start(time_point now);
    AMI_DECL void on_answer(bool had_events, time_point now);
    void on_sent(time_point now) noexcept { began_ = now; }
    void stop() noexcept { next_.reset(); }

    std::optional<time_point> next() const noexcept { return next_; }

private:
    time_point began_{}; // the last one
    duration pause_{};   // from one to the next, at least
    std::optional<time_point> next_;
};

// Whether and how the server is asked for events.
//
// The server collects events for a session whose mask is not empty, so the mask is empty while there are no subscribers.
// When there are, what it collected before is discarded, the mask is set, and WaitEvent is sent again and again. Until
// then actions are held back: the events that they cause must be seen.
//
// A WaitEvent whose connection ended still waits on the server, and takes events that nobody gets, until the server has
// another one (protocol/README.md 5.4). So the next one is to be answered at once, and until then actions are held back, too.
// With digest, a server that was restarted meanwhile would take the nonce and begin a session without mask and filters: another
// session is begun for the events.
class event_polling {
public:
    enum class state : unsigned char { off, preparing, on, stopping };

    // Both must outlive it, `server` until nothing is prepared any more.
    event_polling(const config& settings, const server_settings& server)
        : settings_(settings), server_(server)
    {}

    state at() const noexcept { return state_; }
    bool is(state wanted) const noexcept { return state_ == wanted; }
    bool is_wanted() const noexcept { return is_wanted_; }
    // What the server collects until then is discarded, so actions wait.
    bool is_about_to_begin() const noexcept
    {
        return state_ == state::preparing || (state_ == state::stopping && is_wanted_) ||
               (is_resuming_ && (state_ == state::on || may_begin()));
    }

    AMI_DECL void want(bool wanted, time_point now);

    // A login begins. If `server` has filters, they and the mask follow, and then events.
    AMI_DECL void on_login();
    // A mask was accepted. Returns whether a WaitEvent must not be answered any more: it would make an empty mask a full
    // one.
    AMI_DECL bool on_mask(bool has_no_mask);

    // Whether there is a mask to ask for events with.
    AMI_DECL bool may_begin() const;
    // The requests after which events can be waited for.
    AMI_DECL std::vector<http_request> prepare();
    // The mask came with the login.
    void skip_preparation() noexcept { state_ = state::preparing; }
    AMI_DECL void on_prepared(time_point now);

    // The next WaitEvent, if it is due. The server ends it so long before it would drop the session.
    AMI_DECL std::optional<http_request> next_wait(duration lifetime, time_point now);
    AMI_DECL duration wait_time(duration lifetime) const;
    void on_wait_sent(time_point now) noexcept { pace_.on_sent(now); }
    // Its connection ended, or another one took its place. Returns the one that is sent next; nothing with digest. False: it
    // was lost too often.
    // Its connection ended. False: that happened too often.
    AMI_DECL bool on_wait_lost(time_point now);
    // Another one took its place, and the events.
    AMI_DECL void on_wait_superseded(time_point now);
    bool is_resuming() const noexcept { return is_resuming_; }
    // Whether a WaitEvent was lost before the one that was answered now, or before events are not wanted any more.
    bool take_loss() noexcept { return std::exchange(is_resuming_, false); }
    // Returns the request that ends the collecting, if there were no subscribers for long and `may_stop`.
    AMI_DECL std::optional<http_request> on_wait_answered(bool had_events, bool may_stop, time_point now);

    // The session is about to end.
    void stop_waiting() noexcept { pace_.stop(); }
    void on_ended() noexcept { state_ = state::off; }

    std::optional<time_point> deadline() const noexcept { return pace_.next(); }

private:
    const config& settings_;
    const server_settings& server_;
    state state_ = state::off;
    bool is_wanted_ = false;
    std::optional<time_point> unwanted_since_;
    bool is_restoring_ = false;
    bool is_resuming_ = false; // a WaitEvent was lost, and none was answered since
    unsigned losses_ = 0;      // since one was answered
    wait_pace pace_;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/http/impl/event_polling.ipp>
#endif

#endif // AMI_SESSION_HTTP_EVENT_POLLING_HPP
