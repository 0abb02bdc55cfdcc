// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_SESSION_SESSION_HPP
#define AMI_SESSION_SESSION_HPP

#include <ami/protocol/config/config.hpp>
#include <ami/protocol/values/event_mask.hpp>
#include <ami/protocol/wire/action.hpp>
#include <ami/protocol/wire/parser.hpp>
#include <ami/session/actions/action_terms.hpp>
#include <ami/session/actions/correlator.hpp>
#include <ami/session/actions/held_actions.hpp>
#include <ami/session/connection/counters.hpp>
#include <ami/session/connection/lifecycle.hpp>
#include <ami/session/connection/liveness.hpp>
#include <ami/session/connection/login_sequence.hpp>
#include <ami/session/connection/server_settings.hpp>
#include <ami/session/output.hpp>

#include <ami/detail/macros.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ami::detail {

// A session with one server, over as many connections as it takes, as decisions only. Each function takes what happened
// and when; `next` then gives what to do and what to tell, one output after another, in the order of the wire. It reads
// no clock, owns no socket and invokes nobody.
class session {
public:
    AMI_DECL session(counters& counts, md5_function md5);

    // --- what the user wants ---

    // Begins. `connecting` completes when the session is ready, or with the cause of its end. Without `sink`, there are
    // no log records.
    AMI_DECL void start(config settings, std::shared_ptr<log_function> sink, std::uint32_t seed,
        operation_pointer connecting, time_point now);
    // Ends it for good.
    AMI_DECL void stop(failure cause, time_point now);
    // The same, but nothing is told: gives everything back that waits.
    AMI_DECL std::vector<output> discard(failure cause);

    // Starts an action. After a failure `operation` stays with the caller.
    AMI_DECL failure submit(
        const action& request, const action_terms& terms, operation_pointer& operation, time_point now);
    // As all functions that cancel: false if the operation has not begun here yet, or is over.
    AMI_DECL bool cancel(const operation_pointer& operation, bool only_if_unsent, time_point now);
    AMI_DECL failure log_off(operation_pointer& operation, time_point now);
    AMI_DECL bool cancel_connect(const operation_pointer& operation, time_point now);
    // Completes with the cause of the session's end.
    AMI_DECL void wait_closed(operation_pointer operation);
    AMI_DECL bool cancel_wait_closed(const operation_pointer& operation);

    // Something that the log shall tell.
    AMI_DECL void log(
        log_level level, std::string_view text, std::vector<std::pair<std::string, std::string>> fields = {});
    // What the log callback causes while it runs is not logged: one that sends an action at each record would never end.
    void mute_log(bool muted) noexcept { log_is_muted_ = muted; }
    bool logs(log_level level) const noexcept
    {
        return log_ && !log_is_muted_ && level <= settings().log_level;
    }

    // --- what the network did ---

    AMI_DECL void on_resolved(
        failure error, std::vector<std::string> addresses, std::string action_id_prefix, time_point now);
    AMI_DECL void on_connected(error_code ec, time_point now);
    AMI_DECL void on_handshake(failure error, time_point now);
    // Where the next bytes go. Not while outputs wait.
    std::span<char> prepare(std::size_t size) { return parser_.prepare(size); }
    AMI_DECL void on_received(std::size_t size, time_point now);
    AMI_DECL void on_lost(error_code ec, time_point now);
    AMI_DECL void on_violation(failure error, time_point now);
    // The transport says that an action gets no answer.
    AMI_DECL void on_not_answered(std::uint64_t id, failure error, time_point now);
    // The transport says that all of the answer to an action has been read (HTTP).
    AMI_DECL void on_answer_ended(std::uint64_t id, time_point now);
    // The transport says that events may have been lost, and goes on.
    AMI_DECL void on_events_missed();
    AMI_DECL void on_time(time_point now);

    // --- what follows from it ---

    // The next output; good until the next call. Reads the next packet only if nothing older waits.
    AMI_DECL output& next(time_point now);
    // Whether `next` has one that no packet has to be read for.
    bool has_output() const noexcept { return !outputs_.empty(); }
    // When `on_time` must be called.
    AMI_DECL std::optional<time_point> deadline() const;
    // What is to be sent, and where the transport says what was.
    write_queue& queue() noexcept { return correlator_.queue(); }

    bool is_active() const noexcept { return lifecycle_.is_active(); }
    bool is_ready() const noexcept { return lifecycle_.current() == lifecycle::state::ready; }
    const config& settings() const noexcept { return lifecycle_.settings(); }
    const server_settings& server() const noexcept { return server_; }
    const class banner& greeting() const noexcept { return lifecycle_.greeting(); }
    const correlator& actions() const noexcept { return correlator_; }
    // Counts the sessions.
    std::uint64_t epoch() const noexcept { return epoch_; }
    // Counts the connections that were left.
    std::uint64_t connections() const noexcept { return connections_; }
    // Whether the server gets the time to read what was written on the last of them.
    bool leaves_gently() const noexcept { return leaves_gently_; }

private:
    using purpose = pending_action::purpose;

    bool must_wait_for_connection() const noexcept;
    failure check_transport(const action& request) const;
    failure refusal_of(const action& request) const;
    void log_action(const action& request);
    failure send_own(const action& request, purpose sent_for, action_kind kind,
        login_sequence::purpose login_step = {}, std::string_view mask = {});

    void apply(lifecycle::step step, time_point now);
    void log_in(time_point now);
    void continue_login(time_point now);
    void on_login(login_sequence::verdict verdict, time_point now);
    void become_ready(time_point now);
    void lose_connection(time_point now);
    std::vector<operation_pointer> take_closing();
    void end();
    void leave_connection(const std::vector<correlator::ended_action>& ended, failure cause);
    void fail_held(std::vector<held_action> held, const failure& cause);
    void resend_held(time_point now);
    void check_life(time_point now);
    void check_cancelled(time_point now);
    void on_own_answer(output& ended, time_point now);
    void record_settings(output& ended);
    bool take(output& waiting, time_point now);
    bool read_packet(time_point now);
    void on_packet(const packet_view& packet, time_point now);
    void send_barrier();
    void tell(state_change change);
    output& ask_network(output::kind type);

    counters& counters_;
    md5_function md5_;
    output_queue outputs_;
    std::shared_ptr<log_function> log_;
    lifecycle lifecycle_;
    server_settings server_;
    login_sequence login_;
    correlator correlator_;
    liveness liveness_;
    held_actions held_;
    parser parser_;
    operation_pointer connecting_;
    std::vector<operation_pointer> closing_; // some were cancelled
    std::size_t closing_cancelled_ = 0;
    output current_;
    time_point batch_time_{};
    std::uint64_t epoch_ = 0;
    std::uint64_t connections_ = 0; // that were left
    bool log_is_muted_ = false;
    bool leaves_gently_ = false;
    bool reads_ = false; // packets of the connection in hand may be in the parser
    bool event_waits_ = false;
    bool held_wait_ = false; // are sent after what was told of being ready
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/impl/session.ipp>
#include <ami/session/impl/session_connection.ipp>
#include <ami/session/impl/session_login.ipp>
#include <ami/session/impl/session_traffic.ipp>
#endif

#endif // AMI_SESSION_SESSION_HPP
