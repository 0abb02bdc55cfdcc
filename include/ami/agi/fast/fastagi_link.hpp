// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_AGI_FAST_FASTAGI_LINK_HPP
#define AMI_AGI_FAST_FASTAGI_LINK_HPP

#include <ami/agi/fast/answer_reader.hpp>
#include <ami/agi/fast/command_gate.hpp>
#include <ami/agi/fast/environment_reader.hpp>
#include <ami/agi/fast/limits.hpp>
#include <ami/protocol/errors/error.hpp>

#include <ami/detail/macros.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace ami::detail {

// What makes the dialplan go on with AGISTATUS=FAILURE.
inline constexpr std::string_view failure_line = "failure\n";

// One FastAGI session: what is sent when, how it ends. No clock, no socket.
class fastagi_link {
public:
    using time_point = command_gate::time_point;

    enum class step {
        begin,          // the environment is here: the handler begins
        hung_up,        // the channel was hung up
        complete,       // a command is over: `result`
        send,           // `line`, in one piece
        finish_writing, // Asterisk is to close the connection
        close
    };

    struct output {
        step type;
        std::string line;
        command_gate::finished result;
    };

    fastagi_link(const fastagi_limits& limits, time_point now)
        : limits_(limits), environment_(limits_), answers_(limits_.answer), phase_since_(now)
    {}
    fastagi_link(const fastagi_link&) = delete;
    fastagi_link& operator=(const fastagi_link&) = delete;

    AMI_DECL void on_received(std::string_view bytes, time_point now);
    // The connection has ended; `error` is none or an end of file if Asterisk closed it.
    AMI_DECL void on_closed(error_code error);
    AMI_DECL void on_time(time_point now);

    // What is to be done now, one after another.
    AMI_DECL std::optional<output> next(time_point now);

    // Starts a command: its number, or why not.
    AMI_DECL std::uint64_t add(std::string command, time_point now, failure& error);
    bool withdraw(std::uint64_t number) { return gate_.withdraw(number); }

    // The handler has ended: the commands that are awaited still run.
    void leave() noexcept { is_leaving_ = true; }
    // Ends the session by the line `failure`: the dialplan goes on with AGISTATUS=FAILURE.
    void fail(failure cause, time_point now) { end(std::move(cause), true, now); }

    // Whether commands can be started.
    bool is_open() const noexcept { return phase_ == phase::running && !is_leaving_; }
    bool is_hung_up() const noexcept { return gate_.is_hung_up(); }
    // No command runs any more.
    bool has_ended() const noexcept { return phase_ == phase::closing || phase_ == phase::over; }
    // Why the session has ended; nothing while it runs, and if its handler just ended.
    const failure& cause() const noexcept { return cause_; }
    // Nothing was received: a health check.
    bool was_silent() const noexcept { return !environment_.has_begun(); }

    environment_reader& environment() noexcept { return environment_; }

    // When `on_time` is to be invoked.
    AMI_DECL time_point deadline() const noexcept;

private:
    enum class phase { environment, running, closing, over };

    void end(failure cause, bool says_failure, time_point now);
    void on_answers(time_point now);
    bool is_busy() const noexcept { return !gate_.is_idle(); }
    time_point idle_deadline() const noexcept;
    time_point check_deadline() const noexcept;

    fastagi_limits limits_;
    environment_reader environment_;
    answer_reader answers_;
    command_gate gate_;
    phase phase_ = phase::environment;
    time_point phase_since_; // while it runs: since the last answer or the hang-up
    time_point checked_{};   // when it was last asked whether the channel is up
    failure cause_;
    bool is_in_h_ = false; // the extension that runs after a hang-up
    bool is_leaving_ = false;
    bool begins_ = false;
    bool hangup_is_new_ = false;
    bool says_failure_ = false;
    bool finishes_ = false;
    bool closes_ = false;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/agi/fast/impl/fastagi_link.ipp>
#endif

#endif // AMI_AGI_FAST_FASTAGI_LINK_HPP
