// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_SESSION_HTTP_HTTP_SESSION_HPP
#define AMI_SESSION_HTTP_HTTP_SESSION_HPP

#include <ami/protocol/config/config.hpp>
#include <ami/protocol/http/answer.hpp>
#include <ami/protocol/http/digest.hpp>
#include <ami/protocol/values/secret.hpp>
#include <ami/protocol/wire/header_view.hpp>
#include <ami/protocol/wire/packet_view.hpp>
#include <ami/session/actions/write_queue.hpp>
#include <ami/session/connection/deadline.hpp>
#include <ami/session/connection/server_settings.hpp>

#include <ami/detail/macros.hpp>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::detail {

// What the network must do for an HTTP session, in this order.
struct http_order {
    enum class kind : unsigned char { open, send, close } type;
    std::size_t slot;
    std::string text; // of a request, to be wiped behind its use: it may hold a secret
};

// One session of AMI over HTTP, as decisions only: takes actions, says which requests to send over which connection (a
// slot), and turns the answers into packets.
//
// Slots 0 to n-1 are for actions. Slot n waits for events. With digest, where events have a server session of their own
// (RFC 7616's nonce is the session), slot n+1 is for what must be said to that session while it waits.
//
// Events: the server collects for a session whose mask is not none, so the mask is none while nobody wants any. When
// somebody does, what was collected before is thrown away, the mask set, and WaitEvent asked for again and again;
// actions are held back for so long, because what they cause must be seen.
class http_session {
public:
    // Until `leave`, it takes what is to be sent from `queue`, says there what was sent, and tells the events' session what
    // `server` has.
    http_session(const config& settings, md5_function md5, std::string random, write_queue& queue,
        const server_settings& server);

    // Takes those actions of the queue for which a connection is free now, in order, and returns the size of these; asked
    // again after something happened here. So an action that waits for its turn is not held in two places.
    std::size_t send(time_point now);

    // The network took the last byte of the request that was sent over this slot.
    void on_sent(std::size_t slot) noexcept;

    // Nobody waits for the answer to this action any more. If it was not sent, it is not carried out; if it was, its
    // connection is given some time to bring the answer.
    void withdraw(std::uint64_t id, time_point now);

    // Whether anybody wants events from now on.
    void want_events(bool wanted, time_point now);

    // Slot 0 is open.
    void start(time_point now);

    void on_open(std::size_t slot, failure error, time_point now);
    void on_answer(std::size_t slot, http_answer answer, bool keeps_alive, time_point now);

    // A connection ended; a request that it carried is not answered any more.
    void on_closed(std::size_t slot, failure error, time_point now);

    // Nobody needs the session any more: what is under way is dropped, and the server is told, so that it does not keep
    // the session until httptimeout. `fault` says when that is done; at once if there is nothing to say.
    void leave(time_point now);

    void on_time(time_point now);
    std::optional<time_point> deadline() const;

    // What an answer brought: packets, none of which is cut. Where `id` is set, they are all of the answer to that action,
    // or there is none, and `error` says why.
    struct result {
        std::uint64_t id = 0;
        std::string packets;
        failure error;
    };

    // The result with this id was given out. An answer to a mask or a filter counts from here on: only now
    // `server` has what it says. Returns whether this changed anything here.
    bool on_delivered(std::uint64_t id, time_point now);

    // What has come about since they were asked last; see also `fault`.
    std::vector<http_order> take_orders() { return std::exchange(orders_, {}); }
    std::vector<result> take_results() { return std::exchange(results_, {}); }
    // Whether events may have been lost on the way: the connection ended over which they were awaited.
    bool take_gap() noexcept { return std::exchange(gap_, false); }

    // Set once the session is over; then nothing more happens.
    const failure& fault() const noexcept { return fault_; }

    // Packets of mxml documents that could not be read.
    std::size_t damaged_packets() const noexcept { return damaged_; }

private:
    enum class kind : unsigned char {
        action,
        challenge,
        login,
        logoff,
        mask,          // an action of the user that sets the mask
        filter,        // ... that adds a filter
        keep_alive,    // the rest are our own
        prepare_mask,  // an empty mask, for throwing old events away
        prepare_drain, // ... by taking them
        prepare_filter,
        begin_events,
        wait,
        end_events
    };

    struct request {
        kind type = kind::action;
        std::uint64_t id = 0;      // of an action from the queue
        std::string_view name;     // a literal
        wiped_text headers;        // of the action
        bool has_no_mask = false;  // a login or a mask after which no events come
        bool alone = false;        // nothing else of its lane runs beside it
        bool quiet = false;        // it was sent with an empty mask
        bool sent = false;         // whole
        bool given_up = false;     // nobody waits for its answer
        std::size_t body_size = 0; // as sent
        unsigned tries = 0;
    };

    // Requests of one lane share a server session, and with digest a nonce.
    enum lane : std::size_t { action_lane, event_lane };

    struct slot_state {
        enum class at : unsigned char { closed, opening, idle, busy } state = at::closed;
        request pending;    // where busy
        time_point since{}; // of this state
        time_point retry_at{};
        std::optional<time_point> deadline;
    };

    struct digest_state {
        std::optional<digest_challenge> challenge;
        std::uint32_t count = 0;
    };

    enum class event_state : unsigned char { off, preparing, on, stopping };

    bool uses_digest() const noexcept { return settings_.uses_digest(); }
    std::size_t events_slot() const noexcept { return slots_.size() - (uses_digest() ? 2 : 1); }
    std::size_t control_slot() const noexcept { return slots_.size() - 1; }
    lane lane_of(std::size_t slot) const noexcept;

    static std::string_view mask_header(kind type) noexcept;
    static request make_request(const queued_action& queued);
    static request make_internal(kind type, std::string_view name, std::string_view headers = {});
    bool take_action(const queued_action& queued, bool more, time_point now);
    void begin_logoff();
    bool may_send(const request& pending) const;
    bool is_changing_mask() const;
    bool is_controlling() const;
    bool may_ask_for_events() const;
    void pump(time_point now);
    void pump_actions(time_point now);
    std::optional<std::size_t> free_slot(std::size_t waiting, time_point now);
    static bool may_be_unsent(const request& pending) noexcept;
    void pump_slot(std::deque<request>& queue, std::size_t slot, time_point now);
    void open(std::size_t slot, time_point now);
    void send(std::size_t slot, request pending, time_point now);
    void refresh_session(std::size_t slot, time_point now);
    void close_slot(std::size_t slot, time_point now);
    bool has_expired(lane which, time_point now) const;
    std::string head_of(std::size_t slot, std::size_t size);
    duration time_for(const request& pending) const;

    bool follow_challenge(std::size_t slot, request& pending, const http_answer& answer);
    bool follow_cookie(const request& pending, const http_answer& answer);
    void on_status(request pending, const http_answer& answer, std::size_t slot, time_point now);
    bool decode(const request& pending, http_answer& answer, std::string& packets);
    template <class Keep>
    failure keep_packets(std::string& packets, Keep keep) const;
    void receive(std::string packets, std::uint64_t id = 0);
    void on_packets(request pending, std::string packets, time_point now);
    void on_own_packets(const request& pending, std::string packets, time_point now);
    static bool is_users(kind type) noexcept;
    void logged_in(const request& pending, time_point now);
    void lose_request(request pending, failure error);

    void prepare_events(time_point now);
    void events_prepared(time_point now);
    void wait_again(bool had_events, time_point now);
    void stop_events();
    void close_waiting(time_point now);
    duration wait_time() const;

    void fail_action(std::uint64_t id, failure error);
    void fail_unsent(const request& pending, const failure& error);
    void fail(failure error);
    failure session_lost(std::string_view cause) const;

    config settings_; // without the log
    write_queue* waiting_;
    const server_settings* server_;
    md5_function md5_;
    std::string random_;
    std::uint32_t nonces_ = 0; // of our own that were made
    std::string host_header_;

    std::vector<slot_state> slots_;
    std::size_t usable_slots_; // for actions
    std::deque<request> queue_;
    std::deque<request> events_queue_;
    std::deque<request> control_queue_;

    std::string cookie_;
    std::chrono::steady_clock::duration lifetime_;
    digest_state digests_[2];
    time_point lane_used_[2] = {}; // when its last request began

    bool is_logged_in_ = false;
    bool logging_off_ = false;
    bool wanted_ = false;
    std::optional<time_point> unwanted_since_;
    bool is_restoring_ = false; // the login had an empty mask, and the one of `server_` follows
    std::vector<std::uint64_t>
        unread_changes_; // answers to masks and filters that `server_` does not know yet
    event_state events_ = event_state::off;
    std::string held_login_; // its answer, until events are prepared
    time_point wait_began_{};
    duration pause_{}; // from one wait's beginning to the next's, at least
    std::optional<time_point> next_wait_;
    std::optional<time_point> leave_by_; // set once nobody needs the session any more
    time_point last_use_{};              // of the actions' session

    std::vector<http_order> orders_;
    std::vector<result> results_;
    bool gap_ = false;
    failure fault_;
    std::size_t damaged_ = 0;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/http/impl/actions.ipp>
#include <ami/session/http/impl/answers.ipp>
#include <ami/session/http/impl/event_polling.ipp>
#include <ami/session/http/impl/http_session.ipp>
#include <ami/session/http/impl/packets.ipp>
#include <ami/session/http/impl/requests.ipp>
#include <ami/session/http/impl/slots.ipp>
#endif

#endif // AMI_SESSION_HTTP_HTTP_SESSION_HPP
