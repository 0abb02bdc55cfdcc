// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_HTTP_HTTP_SESSION_HPP
#define AMI_SESSION_HTTP_HTTP_SESSION_HPP

#include <ami/protocol/config/config.hpp>
#include <ami/protocol/http/answer.hpp>
#include <ami/protocol/http/digest.hpp>
#include <ami/session/actions/write_queue.hpp>
#include <ami/session/connection/deadline.hpp>
#include <ami/session/connection/server_settings.hpp>
#include <ami/session/http/answer_packets.hpp>
#include <ami/session/http/connection_slots.hpp>
#include <ami/session/http/event_polling.hpp>
#include <ami/session/http/http_request.hpp>
#include <ami/session/http/http_results.hpp>
#include <ami/session/http/server_login.hpp>

#include <ami/detail/macros.hpp>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ami::detail {

// One session of AMI over HTTP, as decisions only: takes actions, says which requests to send over which connection, and
// turns the answers into packets. Which of them go out is decided here; the rest is decided by its parts.
class http_session {
public:
    // Until `leave`, it takes what is to be sent from `queue`, says there what was sent, and tells the events' session what
    // `server` has.
    AMI_DECL http_session(const config& settings, md5_function md5, std::string random, write_queue& queue,
        const server_settings& server);
    http_session(const http_session&) = delete;
    http_session& operator=(const http_session&) = delete;

    // Takes those actions of the queue for which a connection is free now, in order, and returns the size of these; asked
    // again after something happened here. So an action that waits for its turn is not held in two places.
    AMI_DECL std::size_t send(time_point now);

    // The network took the last byte of the request that was sent over this slot.
    AMI_DECL void on_sent(std::size_t slot) noexcept;

    // No operation waits for the answer to this action any more. If it was not sent, it is not carried out; if it was, its
    // connection is given some time to bring the answer.
    AMI_DECL void withdraw(std::uint64_t id, time_point now);

    // Whether there are subscribers from now on.
    AMI_DECL void want_events(bool wanted, time_point now);

    // Slot 0 is open.
    AMI_DECL void start(time_point now);

    AMI_DECL void on_open(std::size_t slot, failure error, time_point now);
    AMI_DECL void on_answer(std::size_t slot, http_answer answer, bool keeps_alive, time_point now);

    // A connection ended; a request that it carried is not answered any more.
    AMI_DECL void on_closed(std::size_t slot, failure error, time_point now);

    // The session is not needed any more: pending requests are dropped, and the server gets a Logoff, so that it does not
    // keep the session until httptimeout. `fault` says when that is done; at once if there is no session on the server.
    AMI_DECL void leave(time_point now);

    AMI_DECL void on_time(time_point now);
    AMI_DECL std::optional<time_point> deadline() const;

    // The result with this id was given to the session above. An answer to a mask or a filter counts from here on: only
    // now `server` has what it says. Returns whether this changed anything here.
    AMI_DECL bool on_delivered(std::uint64_t id, time_point now);

    // What there is to do and to give since the last time; see also `fault`.
    std::vector<http_order> take_orders() { return slots_.take_orders(); }
    std::vector<http_result> take_results() { return results_.take(); }

    // Set once the session is over; then nothing more happens.
    const failure& fault() const noexcept { return fault_; }

    // Packets of mxml documents that could not be read.
    std::size_t damaged_packets() const noexcept { return results_.damaged_packets(); }

private:
    using kind = http_request::kind;
    using slot_state = connection_slots::state;
    enum class stage : unsigned char { logging_in, logged_in, logging_off };

    bool is_logged_in() const noexcept { return stage_ != stage::logging_in; }
    bool is_logging_off() const noexcept { return stage_ == stage::logging_off; }
    bool has_control() const noexcept { return login_.uses_digest(); }
    http_lane lane_of(std::size_t slot) const noexcept;
    std::deque<http_request>& queue_of(std::size_t slot) noexcept;
    duration time_for(const http_request& request) const;
    bool is_keep_alive_possible() const;

    // What goes out, and when.
    bool take_action(const queued_action& queued, bool more, time_point now);
    std::optional<std::size_t> slot_for(const http_request& request, bool more, time_point now);
    bool may_send(const http_request& request) const;
    bool is_controlling() const;
    bool is_changing_settings() const;
    bool is_emptying_mask() const;
    void pump(time_point now);
    void pump_slot(std::deque<http_request>& queue, std::size_t slot, time_point now);
    void send(std::size_t slot, http_request request, time_point now);
    void renew_session(std::size_t slot, time_point now);
    void prepare_events(time_point now);
    void close_waiting(time_point now);
    void begin_logoff();

    // What an answer means.
    bool accept_cookie(const http_request& request, const http_answer& answer);
    void on_challenge(http_request request, const http_answer& answer, std::size_t slot);
    void on_status(http_request request, const http_answer& answer);
    void on_packets(http_request request, http_answer& answer, time_point now);
    void on_action_packets(
        const http_request& request, const answer_summary& summary, std::string packets, time_point now);
    void on_own_packets(const http_request& request, std::string packets, time_point now);
    void on_logged_in(const http_request& request, std::string packets, time_point now);
    void on_events_prepared(time_point now);
    void on_events_ended(time_point now);
    void note_loss();
    void on_refused(std::size_t slot, const failure& error, time_point now);
    void lose_request(http_request request, failure error, time_point now);
    void lose_wait(failure error, time_point now);
    void repeat_request(http_request request);

    void fail(failure cause);
    void fail(const http_request& unsent, failure cause);
    failure session_lost(std::string_view cause) const;

    config settings_; // without the log
    server_login login_;
    connection_slots slots_;
    event_polling polling_;
    request_queues queues_;
    http_results results_;
    stage stage_ = stage::logging_in;
    std::optional<time_point> leave_by_; // set once the session is not needed any more
    failure fault_;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/http/impl/answers.ipp>
#include <ami/session/http/impl/connections.ipp>
#include <ami/session/http/impl/http_session.ipp>
#include <ami/session/http/impl/sending.ipp>
#endif

#endif // AMI_SESSION_HTTP_HTTP_SESSION_HPP
