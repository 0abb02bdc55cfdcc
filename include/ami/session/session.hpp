// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_SESSION_HPP
#define AMI_SESSION_SESSION_HPP

#include <ami/protocol/config/config.hpp>
#include <ami/protocol/wire/action.hpp>
#include <ami/session/actions/action_scheduler.hpp>
#include <ami/session/actions/action_terms.hpp>
#include <ami/session/connection/connection_steps.hpp>
#include <ami/session/connection/counters.hpp>
#include <ami/session/connection/lifecycle.hpp>
#include <ami/session/connection/server_settings.hpp>
#include <ami/session/output.hpp>
#include <ami/session/packet_reader.hpp>
#include <ami/session/session_log.hpp>

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
    explicit session(md5_function md5)
        : steps_(md5, counters_, outputs_, log_, lifecycle_, actions_, packets_)
    {
        actions_.use(steps_.login().server());
    }
    session(const session&) = delete;
    session& operator=(const session&) = delete;

    // --- what the user wants ---

    // Begins. `connecting` completes when the session is ready, or with the cause of its end. Without `sink`, there are
    // no log records.
    AMI_DECL void start(config settings, std::shared_ptr<log_function> sink, std::uint32_t seed,
        operation_pointer connecting, time_point now);
    // Ends it for good.
    void stop(failure cause, time_point now) { steps_.carry_out(lifecycle_.on_close(std::move(cause)), now); }
    // The same, but nothing is told: gives everything back that waits.
    AMI_DECL std::vector<output> discard(failure cause);

    // Starts an action. After a failure `operation` stays with the caller.
    failure submit(
        const action& request, const action_terms& terms, operation_pointer& operation, time_point now)
    {
        if (must_ask_for_events()) // those that the action causes
            ask_for_events(now);
        return actions_.submit(request, terms, operation, now);
    }
    // As all functions that cancel: false if the operation has not begun here yet, or is over.
    AMI_DECL bool cancel(const operation_pointer& operation, bool only_if_unsent, time_point now);
    AMI_DECL failure log_off(operation_pointer& operation, time_point now);
    AMI_DECL bool cancel_connect(const operation_pointer& operation, time_point now);
    // Completes with the cause of the session's end.
    void wait_closed(operation_pointer operation)
    {
        steps_.announcements().wait_closed(std::move(operation));
    }
    bool cancel_wait_closed(const operation_pointer& operation)
    {
        return steps_.announcements().waits().cancel_wait_for_end(operation);
    }
    // Completes when the session is ready, or with the cause of its end.
    void wait_ready(operation_pointer operation) { steps_.announcements().wait_ready(std::move(operation)); }
    bool cancel_wait_ready(const operation_pointer& operation)
    {
        return steps_.announcements().waits().cancel_wait_until_ready(operation);
    }

    // Something that the log shall tell.
    void log(log_level level, std::string_view text, session_log::fields fields = {})
    {
        log_.write(level, text, std::move(fields));
    }
    void mute_log(bool muted) noexcept { log_.mute(muted); }
    bool logs(log_level level) const noexcept { return log_.logs(level); }

    // --- what the network did ---

    AMI_DECL void on_resolved(
        failure error, std::vector<std::string> addresses, std::string action_id_prefix, time_point now);
    void on_connected(error_code ec, time_point now)
    {
        steps_.carry_out(lifecycle_.on_connected(ec, now), now);
    }
    void on_handshake(failure error, time_point now)
    {
        steps_.carry_out(lifecycle_.on_handshake(std::move(error), now), now);
    }
    // Where the next bytes go. Not while outputs wait.
    std::span<char> prepare(std::size_t size) { return packets_.prepare(size); }
    std::size_t read_size() const noexcept { return packets_.read_size(); }
    AMI_DECL void on_received(std::size_t size, time_point now);
    void on_lost(error_code ec, time_point now)
    {
        steps_.carry_out(lifecycle_.on_lost(ec, packets_.pending(), now), now);
    }
    void on_violation(failure error, time_point now)
    {
        steps_.carry_out(lifecycle_.on_violation(std::move(error), now), now);
    }
    // The transport says that an action gets no answer.
    void on_not_answered(std::uint64_t id, failure error, time_point now)
    {
        actions_.on_not_answered(id, std::move(error), now);
    }
    // The transport says that all of the answer to an action has been read (HTTP).
    void on_answer_ended(std::uint64_t id, time_point now) { actions_.answers().answer_ended(id, now); }
    // The transport says that events may have been lost, and goes on.
    AMI_DECL void on_events_missed();
    AMI_DECL void on_time(time_point now);
    // Which classes of events the subscribers need; the mask for them is sent by `ask_for_events`.
    void need_events(event_classes needed, time_point now) { steps_.login().server().need(needed, now); }
    bool must_ask_for_events() const noexcept { return server().must_ask() && may_ask_for_events(); }
    bool lacks_events() const noexcept { return server().lacks_classes() && may_ask_for_events(); }
    AMI_COLD AMI_DECL void ask_for_events(time_point now);
    // Whether anybody takes events; if not, none becomes an output.
    void want_events(bool wanted) noexcept { packets_.want_events(wanted); }

    // --- what follows from it ---

    // The next output; good until the next call. Reads the next packet only if nothing older waits.
    AMI_DECL output& next(time_point now);
    // Whether `next` has one that no packet has to be read for.
    bool has_output() const noexcept { return !outputs_.empty(); }
    // When `on_time` must be called.
    AMI_DECL std::optional<time_point> deadline() const;
    // What is to be sent, and where the transport says what was.
    write_queue& queue() noexcept { return actions_.answers().queue(); }

    void count_sent(std::size_t bytes) noexcept { counters_.bytes_sent += bytes; }
    counters& counts() noexcept { return counters_; }
    const counters& counts() const noexcept { return counters_; }

    bool is_active() const noexcept { return lifecycle_.is_active(); }
    bool is_ready() const noexcept { return lifecycle_.current() == lifecycle::state::ready; }
    certainty is_booted() const noexcept { return steps_.login().is_booted(); }
    const config& settings() const noexcept { return lifecycle_.settings(); }
    const server_settings& server() const noexcept { return steps_.login().server(); }
    const class banner& greeting() const noexcept { return lifecycle_.greeting(); }
    const correlator& actions() const noexcept { return actions_.answers(); }
    // Counts the sessions.
    std::uint64_t epoch() const noexcept { return steps_.announcements().waits().sessions(); }
    // Counts the connections that were left.
    std::uint64_t connections() const noexcept { return steps_.network().left(); }
    // Whether the server gets the time to read what was written on the last of them.
    bool leaves_gently() const noexcept { return steps_.network().leaves_gently(); }

private:
    using purpose = pending_action::purpose;

    void check_cancelled(time_point now);
    bool may_ask_for_events() const noexcept { return is_ready() && !actions_.has_user_mask(); }
    AMI_COLD void on_logged_off(output& ended, time_point now);
    void note_settings(const output& ended, time_point now);
    AMI_COLD void on_mask_answer(pending_action& operation, const response& answer, time_point now);
    AMI_COLD void events_missed(std::string_view cause);
    AMI_COLD bool is_held_back(const event_view& event, time_point now);
    bool take(output& waiting, time_point now);
    bool read_packet(time_point now);

    counters counters_;
    output_queue outputs_;
    session_log log_{outputs_};
    lifecycle lifecycle_;
    action_scheduler actions_{counters_, outputs_, lifecycle_, log_};
    packet_reader packets_;
    connection_steps steps_;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/impl/session.ipp>
#include <ami/session/impl/session_traffic.ipp>
#endif

#endif // AMI_SESSION_SESSION_HPP
