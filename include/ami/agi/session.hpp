// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_AGI_SESSION_HPP
#define AMI_AGI_SESSION_HPP

#include <ami/agi/channel.hpp>
#include <ami/client/operation/completion.hpp>
#include <ami/client/operation/operation.hpp>
#include <ami/protocol/values/channel_state.hpp>

#include <ami/detail/chrono.hpp>
#include <ami/detail/macros.hpp>
#include <ami/detail/shared_object.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <fmt/format.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace ami {

/// Digits that were collected.
class agi_digits {
public:
    /// The digits, without a `#` at the end.
    std::string digits;
    /// The time was over before `#` or the last digit.
    bool timed_out = false;

    agi_digits() = default;
    /// Digits, and whether the time was over.
    agi_digits(std::string value, bool over) : digits(std::move(value)), timed_out(over) {}
};

/// How a recording ended.
class agi_recording {
public:
    /// The digit that ended it, if one did.
    std::optional<char> digit;
    /// The caller hung up.
    bool hung_up = false;
    /// Its length, in samples of 8 kHz.
    std::int64_t samples = 0;

    agi_recording() = default;
};

namespace detail {

// What each kind of answer means. A failure is one of `agi_failed`, `agi_refused`, `agi_dead_channel`.
AMI_DECL failure agi_fault(const agi_result& answer);
AMI_DECL std::optional<char> agi_digit(const agi_result& answer, failure& error);
AMI_DECL agi_digits agi_collected(const agi_result& answer, failure& error);
AMI_DECL agi_recording agi_recorded(const agi_result& answer, failure& error);
AMI_DECL int agi_executed(const agi_result& answer, failure& error);
AMI_DECL std::optional<std::string> agi_value(const agi_result& answer, failure& error);
AMI_DECL channel_state agi_state(const agi_result& answer, failure& error);

AMI_DECL void start_agi_raw(
    const agi_pointer& channel, handler_for<agi_result> handler, diagnostics* diag, std::string command);
AMI_DECL void start_agi_done(
    const agi_pointer& channel, handler_for<> handler, diagnostics* diag, std::string command);
// As `start_agi_done`, but only a result of 1 is a success.
AMI_DECL void start_agi_stored(
    const agi_pointer& channel, handler_for<> handler, diagnostics* diag, std::string command);

AMI_DECL void start_agi_hangup_wait(const agi_pointer& channel, handler_for<> handler, diagnostics* diag);
AMI_DECL void start_agi_get_encoded(
    const agi_pointer& channel, handler_for<std::string> handler, diagnostics* diag, std::string name);

// Starts a command, and connects its cancellation slot with the channel.
AMI_DECL void run_agi(const agi_pointer& channel, asio::cancellation_slot slot, std::string command,
    std::shared_ptr<agi_operation> operation);

template <class Value, Value (*Convert)(const agi_result&, failure&)>
class typed_agi_operation final : public agi_operation {
public:
    explicit typed_agi_operation(completion<Value> handler) : completion_(std::move(handler)) {}

    void complete(failure error, agi_result answer) override
    {
        Value value{};
        if (!error)
            error = agi_fault(answer);
        if (!error)
            value = Convert(answer, error);
        completion_.finish(std::move(error), std::move(value));
    }

private:
    completion<Value> completion_;
};

template <class Value, Value (*Convert)(const agi_result&, failure&)>
void start_agi(const agi_pointer& channel, handler_for<Value> handler, diagnostics* diag, std::string command)
{
    const auto slot = asio::get_associated_cancellation_slot(handler);
    run_agi(channel, slot, std::move(command),
        make_shared_object<typed_agi_operation<Value, Convert>>(
            completion<Value>(std::move(handler), diag, channel->executor())));
}

inline const asio::any_io_executor& executor_of(const agi_pointer& channel) noexcept
{
    return channel->executor();
}

} // namespace detail

/// A channel in AGI that this program controls, by AsyncAGI (`agi_service`) or by FastAGI (`fastagi_server`). Commands run one
/// after another, in the order in which they were started.
///
/// **A failed command.** The commands after it run all the same. If the action Hangup ends a sound in AsyncAGI, the
/// answer is -1 too.
///
/// **Cancellation.** Any type ends the wait. A command that was sent is carried out all the same, and those after it
/// wait for it: a sound is played to its end. A command that was not sent is withdrawn.
///
/// **FastAGI.** One command is sent at a time: Asterisk may leave a second one unanswered, or ends a sound without an answer. After
/// the hang-up the session goes on until the handler ends. Asterisk still permits NOOP, GET VARIABLE, GET FULL VARIABLE,
/// SET VARIABLE, DATABASE, EXEC and VERBOSE. All else ends with `errc::agi_dead_channel`, also if it was started before
/// the hang-up and not sent. (In an interception routine such as CONNECTED_LINE_SEND_SUB, Asterisk permits the same commands though
/// the call is up; `is_hung_up()` is false then.) The command that runs waits for its answer. A command with LF, CR or NUL, with more than 127
/// words, or longer than `fastagi_limits::command`, is not sent (`errc::invalid_agi_command`,
/// `errc::agi_command_too_long`), nor is GET OPTION without a time-out. The limits are those of `fastagi_limits`; what is said of the client, of rights and of
/// `config` below is for AsyncAGI.
///
/// **Time in AsyncAGI.** Asterisk looks for commands every 100 ms and runs all that it has then. Commands that are started
/// together are sent together, at most 64 at a time, and run in one such round. If each is awaited before the next one is
/// started, each takes a round of its own: 20 commands take 0.1 s together and 2 s one after another. After
/// `async_get_full_variable`, `async_database_get` and commands that the library does not know, the next command is
/// sent only after their answer.
///
/// **The end in AsyncAGI.** If a sound, a recording or `GOSUB` fails with -1, Asterisk takes the channel out of AGI. Then
/// the commands after it end with `errc::agi_hung_up`. Those that were sent stay in Asterisk's queue, and run if the
/// dialplan enters AGI with this channel again. A hang-up ends all commands, in their order.
///
/// **Long answers in AsyncAGI.** Asterisk hands over 1,024 bytes of an answer, and 2,047 bytes of it percent-encoded (a blank,
/// a quote or a byte of UTF-8 takes three). An answer that reaches a limit is `errc::invalid_agi_result`, though the
/// command was carried out. Asterisk would put the rest in front of the next command's answer. The session fetches the
/// rest by commands `NOOP` of its own.
///
/// **Threads.** The `async_` functions may be called from any thread, everything else only on the executor of the client, or
/// of the FastAGI session. A session object is a small handle; copies are the same session.
class agi_session {
public:
    agi_session() = default;
    explicit agi_session(detail::agi_pointer channel) noexcept : channel_(std::move(channel)) {}

    /// The variables with which the channel entered AGI (`agi_channel`, `agi_extension`, ...).
    const agi_environment& environment() const& noexcept { return channel_->environment(); }
    const agi_environment& environment() const&& = delete;
    /// A variable with which the channel entered AGI, for example `agi["agi_extension"]`; empty if there is
    /// none.
    std::string_view operator[](std::string_view name) const& { return environment()[name]; }
    std::string_view operator[](std::string_view name) const&& = delete;

    /// Whether the channel is in AGI, and commands can be started. In AsyncAGI the hang-up ends that; in FastAGI the end of the
    /// connection does.
    /// \par Thread safety
    /// On the session's executor.
    bool is_open() const { return channel_->is_open(); }

    /// Whether the hang-up is known. With the channel variable `AGISIGHUP=no` Asterisk does not tell of it: then FastAGI knows it
    /// by an answer to a command, or after `fastagi_limits::hangup_check`.
    /// \par Thread safety
    /// On the session's executor.
    bool is_hung_up() const { return channel_->is_hung_up(); }

    /// Waits for the hang-up, also while a command runs. Nothing is sent for it.
    ///
    /// \par Completion signature
    /// `void(error_code)`
    /// \par Completes when
    /// Asterisk tells that the channel was hung up, or the channel has left AGI, at once if it was before.
    /// \par Errors
    /// - the reason of the session's end, for example `errc::closed`.
    /// \par Cancellation
    /// Any type: the wait ends.
    /// \par Server rights
    /// read = agi, call
    /// \par Thread safety
    /// Any thread.
    /// \par Time
    /// No limit.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_wait_hangup(Token&& token = Token())
    {
        return detail::start<&detail::start_agi_hangup_wait>(channel_, token);
    }

    /// Runs any command, written as in AGI. Its answer is given whatever it says.
    ///
    /// `GET OPTION` needs its time-out: without one Asterisk 16 and 22 crash if the channel has no dialplan, as after an
    /// Originate with an application. FastAGI refuses it (`errc::invalid_agi_command`), AsyncAGI sends it.
    ///
    /// \par Completion signature
    /// `void(error_code, agi_result)`
    /// \par Completes when
    /// Asterisk has sent the answer to the command. A refusal or a failure of the command is no error of the operation.
    /// \par Errors
    /// - `errc::agi_hung_up`: the channel was hung up, or has left AGI.
    /// - `errc::agi_dead_channel`: Asterisk does not permit the command on a channel that was hung up.
    /// - `errc::invalid_agi_result`: the answer cannot be read, or reaches a limit of Asterisk (see the class). The
    ///   command was carried out.
    /// - `errc::outcome_unknown`: the connection was lost. The command may have been carried out.
    /// - `errc::action_refused`: Asterisk did not take the command, for example `Permission denied`.
    /// - `errc::too_many_in_flight`: `limits::max_in_flight` commands wait to be sent. Nothing was sent.
    /// - FastAGI: `errc::invalid_agi_command` or `errc::agi_command_too_long`, and nothing was sent; `errc::timed_out` or
    ///   `errc::not_sent` after `fastagi_limits::command_timeout`.
    /// - the reason of the session's end, for example `errc::closed`; and those of `client::async_execute`.
    /// \par Cancellation
    /// Any type: the wait ends. A command that was sent is still carried out; a command that was not sent is withdrawn.
    /// \par Server rights
    /// read = agi, call; write = agi
    /// \par Thread safety
    /// Any thread.
    /// \par Time
    /// No limit for the command (FastAGI: `fastagi_limits::command_timeout`). Asterisk has to accept it within
    /// `config::action_timeout` (10 s; AsyncAGI).
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_command(std::string command, Token&& token = Token())
    {
        return detail::start<&detail::start_agi_raw>(channel_, token, std::move(command));
    }

    /// Answers the channel (AGI command `ANSWER`).
    ///
    /// \par Completion signature
    /// `void(error_code)`
    /// \par Completes when
    /// The channel is answered.
    /// \par Errors
    /// - `errc::agi_hung_up`: the channel was hung up, or has left AGI.
    /// - `errc::agi_dead_channel`: Asterisk does not permit the command on a channel that was hung up.
    /// - `errc::agi_refused`: Asterisk does not know the command or its arguments; the text has its words.
    /// - `errc::invalid_agi_result`: the answer cannot be read, or reaches a limit of Asterisk (see the class). The
    ///   command was carried out.
    /// - `errc::agi_failed`: the command failed; Asterisk does not say why.
    /// - `errc::outcome_unknown`: the connection was lost. The command may have been carried out.
    /// - `errc::action_refused`: Asterisk did not take the command, for example `Permission denied`.
    /// - `errc::too_many_in_flight`: `limits::max_in_flight` commands wait to be sent. Nothing was sent.
    /// - FastAGI: `errc::invalid_agi_command` or `errc::agi_command_too_long`, and nothing was sent; `errc::timed_out` or
    ///   `errc::not_sent` after `fastagi_limits::command_timeout`.
    /// - the reason of the session's end, for example `errc::closed`; and those of `client::async_execute`.
    /// \par Cancellation
    /// Any type: the wait ends. A command that was sent is still carried out; a command that was not sent is withdrawn.
    /// \par Server rights
    /// read = agi, call; write = agi
    /// \par Thread safety
    /// Any thread.
    /// \par Time
    /// No limit for the command (FastAGI: `fastagi_limits::command_timeout`). Asterisk has to accept it within
    /// `config::action_timeout` (10 s; AsyncAGI).
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_answer(Token&& token = Token())
    {
        return detail::start<&detail::start_agi_done>(channel_, token, "ANSWER");
    }

    /// Hangs the channel up (AGI command `HANGUP`). Commands after it fail with `errc::agi_hung_up`.
    ///
    /// \par Completion signature
    /// `void(error_code)`
    /// \par Completes when
    /// Asterisk has begun to hang up.
    /// \par Errors
    /// - `errc::agi_hung_up`: the channel was hung up, or has left AGI.
    /// - `errc::agi_dead_channel`: Asterisk does not permit the command on a channel that was hung up.
    /// - `errc::agi_refused`: Asterisk does not know the command or its arguments; the text has its words.
    /// - `errc::invalid_agi_result`: the answer cannot be read, or reaches a limit of Asterisk (see the class). The
    ///   command was carried out.
    /// - `errc::agi_failed`: the command failed; Asterisk does not say why.
    /// - `errc::outcome_unknown`: the connection was lost. The command may have been carried out.
    /// - `errc::action_refused`: Asterisk did not take the command, for example `Permission denied`.
    /// - `errc::too_many_in_flight`: `limits::max_in_flight` commands wait to be sent. Nothing was sent.
    /// - FastAGI: `errc::invalid_agi_command` or `errc::agi_command_too_long`, and nothing was sent; `errc::timed_out` or
    ///   `errc::not_sent` after `fastagi_limits::command_timeout`.
    /// - the reason of the session's end, for example `errc::closed`; and those of `client::async_execute`.
    /// \par Cancellation
    /// Any type: the wait ends. A command that was sent is still carried out; a command that was not sent is withdrawn.
    /// \par Server rights
    /// read = agi, call; write = agi
    /// \par Thread safety
    /// Any thread.
    /// \par Time
    /// No limit for the command (FastAGI: `fastagi_limits::command_timeout`). Asterisk has to accept it within
    /// `config::action_timeout` (10 s; AsyncAGI).
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_hangup(Token&& token = Token())
    {
        return detail::start<&detail::start_agi_done>(channel_, token, "HANGUP");
    }

    /// Plays a sound; one of `escape_digits` ends it (AGI command `STREAM FILE`).
    ///
    /// \par Completion signature
    /// `void(error_code, std::optional<char>)`: the digit that ended it, if one was pressed.
    /// \par Completes when
    /// The sound has ended, or a digit has ended it.
    /// \par Errors
    /// - `errc::agi_hung_up`: the channel was hung up, or has left AGI.
    /// - `errc::agi_dead_channel`: Asterisk does not permit the command on a channel that was hung up.
    /// - `errc::agi_refused`: Asterisk does not know the command or its arguments; the text has its words.
    /// - `errc::invalid_agi_result`: the answer cannot be read, or reaches a limit of Asterisk (see the class). The
    ///   command was carried out.
    /// - `errc::agi_failed`: the file does not exist, or the sound failed. Asterisk takes the channel out of AGI.
    /// - `errc::outcome_unknown`: the connection was lost. The command may have been carried out.
    /// - `errc::action_refused`: Asterisk did not take the command, for example `Permission denied`.
    /// - `errc::too_many_in_flight`: `limits::max_in_flight` commands wait to be sent. Nothing was sent.
    /// - FastAGI: `errc::invalid_agi_command` or `errc::agi_command_too_long`, and nothing was sent; `errc::timed_out` or
    ///   `errc::not_sent` after `fastagi_limits::command_timeout`.
    /// - the reason of the session's end, for example `errc::closed`; and those of `client::async_execute`.
    /// \par Cancellation
    /// Any type: the wait ends. A command that was sent is still carried out; a command that was not sent is withdrawn.
    /// \par Server rights
    /// read = agi, call; write = agi
    /// \par Thread safety
    /// Any thread.
    /// \par Time
    /// No limit for the command (FastAGI: `fastagi_limits::command_timeout`). Asterisk has to accept it within
    /// `config::action_timeout` (10 s; AsyncAGI).
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_stream_file(
        std::string file, std::string escape_digits = "", Token&& token = Token())
    {
        return detail::start<&detail::start_agi<std::optional<char>, &detail::agi_digit>>(channel_, token,
            "STREAM FILE " + detail::quote_agi(file) + " " + detail::quote_agi(escape_digits));
    }

    /// Plays a sound and collects digits (AGI command `GET DATA`).
    ///
    /// \par Completion signature
    /// `void(error_code, agi_digits)`
    /// \par Completes when
    /// `#` was pressed, `max_digits` digits were pressed, or no digit came for `timeout`.
    /// \par Errors
    /// - `errc::agi_hung_up`: the channel was hung up, or has left AGI.
    /// - `errc::agi_dead_channel`: Asterisk does not permit the command on a channel that was hung up.
    /// - `errc::agi_refused`: Asterisk does not know the command or its arguments; the text has its words.
    /// - `errc::invalid_agi_result`: the answer cannot be read, or reaches a limit of Asterisk (see the class). The
    ///   command was carried out.
    /// - `errc::agi_failed`: the command failed; Asterisk does not say why.
    /// - `errc::outcome_unknown`: the connection was lost. The command may have been carried out.
    /// - `errc::action_refused`: Asterisk did not take the command, for example `Permission denied`.
    /// - `errc::too_many_in_flight`: `limits::max_in_flight` commands wait to be sent. Nothing was sent.
    /// - FastAGI: `errc::invalid_agi_command` or `errc::agi_command_too_long`, and nothing was sent; `errc::timed_out` or
    ///   `errc::not_sent` after `fastagi_limits::command_timeout`.
    /// - the reason of the session's end, for example `errc::closed`; and those of `client::async_execute`.
    /// \par Cancellation
    /// Any type: the wait ends. A command that was sent is still carried out; a command that was not sent is withdrawn.
    /// \par Server rights
    /// read = agi, call; write = agi
    /// \par Thread safety
    /// Any thread.
    /// \par Time
    /// `timeout`, in milliseconds on the wire, after the sound and after each digit.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_get_data(
        std::string file, std::chrono::milliseconds timeout, int max_digits, Token&& token = Token())
    {
        return detail::start<&detail::start_agi<agi_digits, &detail::agi_collected>>(channel_, token,
            fmt::format("GET DATA {} {} {}", detail::quote_agi(file), timeout.count(), max_digits));
    }

    /// Waits for one digit (AGI command `WAIT FOR DIGIT`).
    ///
    /// \par Completion signature
    /// `void(error_code, std::optional<char>)`: nothing if no digit came in time.
    /// \par Completes when
    /// A digit was pressed, or `timeout` has passed.
    /// \par Errors
    /// - `errc::agi_hung_up`: the channel was hung up, or has left AGI.
    /// - `errc::agi_dead_channel`: Asterisk does not permit the command on a channel that was hung up.
    /// - `errc::agi_refused`: Asterisk does not know the command or its arguments; the text has its words.
    /// - `errc::invalid_agi_result`: the answer cannot be read, or reaches a limit of Asterisk (see the class). The
    ///   command was carried out.
    /// - `errc::agi_failed`: the command failed; Asterisk does not say why.
    /// - `errc::outcome_unknown`: the connection was lost. The command may have been carried out.
    /// - `errc::action_refused`: Asterisk did not take the command, for example `Permission denied`.
    /// - `errc::too_many_in_flight`: `limits::max_in_flight` commands wait to be sent. Nothing was sent.
    /// - FastAGI: `errc::invalid_agi_command` or `errc::agi_command_too_long`, and nothing was sent; `errc::timed_out` or
    ///   `errc::not_sent` after `fastagi_limits::command_timeout`.
    /// - the reason of the session's end, for example `errc::closed`; and those of `client::async_execute`.
    /// \par Cancellation
    /// Any type: the wait ends. A command that was sent is still carried out; a command that was not sent is withdrawn.
    /// \par Server rights
    /// read = agi, call; write = agi
    /// \par Thread safety
    /// Any thread.
    /// \par Time
    /// `timeout`, in milliseconds on the wire; negative: no limit.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_wait_for_digit(std::chrono::milliseconds timeout, Token&& token = Token())
    {
        return detail::start<&detail::start_agi<std::optional<char>, &detail::agi_digit>>(
            channel_, token, fmt::format("WAIT FOR DIGIT {}", timeout.count()));
    }

    /// Says digits one by one; one of `escape_digits` ends it (AGI command `SAY DIGITS`).
    ///
    /// \par Completion signature
    /// `void(error_code, std::optional<char>)`: the digit that ended it, if one was pressed.
    /// \par Completes when
    /// All is said, or a digit has ended it.
    /// \par Errors
    /// - `errc::agi_hung_up`: the channel was hung up, or has left AGI.
    /// - `errc::agi_dead_channel`: Asterisk does not permit the command on a channel that was hung up.
    /// - `errc::agi_refused`: Asterisk does not know the command or its arguments; the text has its words.
    /// - `errc::invalid_agi_result`: the answer cannot be read, or reaches a limit of Asterisk (see the class). The
    ///   command was carried out.
    /// - `errc::agi_failed`: the command failed; Asterisk does not say why.
    /// - `errc::outcome_unknown`: the connection was lost. The command may have been carried out.
    /// - `errc::action_refused`: Asterisk did not take the command, for example `Permission denied`.
    /// - `errc::too_many_in_flight`: `limits::max_in_flight` commands wait to be sent. Nothing was sent.
    /// - FastAGI: `errc::invalid_agi_command` or `errc::agi_command_too_long`, and nothing was sent; `errc::timed_out` or
    ///   `errc::not_sent` after `fastagi_limits::command_timeout`.
    /// - the reason of the session's end, for example `errc::closed`; and those of `client::async_execute`.
    /// \par Cancellation
    /// Any type: the wait ends. A command that was sent is still carried out; a command that was not sent is withdrawn.
    /// \par Server rights
    /// read = agi, call; write = agi
    /// \par Thread safety
    /// Any thread.
    /// \par Time
    /// No limit for the command (FastAGI: `fastagi_limits::command_timeout`). Asterisk has to accept it within
    /// `config::action_timeout` (10 s; AsyncAGI).
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_say_digits(
        std::string digits, std::string escape_digits = "", Token&& token = Token())
    {
        return detail::start<&detail::start_agi<std::optional<char>, &detail::agi_digit>>(channel_, token,
            "SAY DIGITS " + detail::quote_agi(digits) + " " + detail::quote_agi(escape_digits));
    }

    /// Says a number; one of `escape_digits` ends it (AGI command `SAY NUMBER`).
    ///
    /// \par Completion signature
    /// `void(error_code, std::optional<char>)`: the digit that ended it, if one was pressed.
    /// \par Completes when
    /// All is said, or a digit has ended it.
    /// \par Errors
    /// - `errc::agi_hung_up`: the channel was hung up, or has left AGI.
    /// - `errc::agi_dead_channel`: Asterisk does not permit the command on a channel that was hung up.
    /// - `errc::agi_refused`: Asterisk does not know the command or its arguments; the text has its words.
    /// - `errc::invalid_agi_result`: the answer cannot be read, or reaches a limit of Asterisk (see the class). The
    ///   command was carried out.
    /// - `errc::agi_failed`: the command failed; Asterisk does not say why.
    /// - `errc::outcome_unknown`: the connection was lost. The command may have been carried out.
    /// - `errc::action_refused`: Asterisk did not take the command, for example `Permission denied`.
    /// - `errc::too_many_in_flight`: `limits::max_in_flight` commands wait to be sent. Nothing was sent.
    /// - FastAGI: `errc::invalid_agi_command` or `errc::agi_command_too_long`, and nothing was sent; `errc::timed_out` or
    ///   `errc::not_sent` after `fastagi_limits::command_timeout`.
    /// - the reason of the session's end, for example `errc::closed`; and those of `client::async_execute`.
    /// \par Cancellation
    /// Any type: the wait ends. A command that was sent is still carried out; a command that was not sent is withdrawn.
    /// \par Server rights
    /// read = agi, call; write = agi
    /// \par Thread safety
    /// Any thread.
    /// \par Time
    /// No limit for the command (FastAGI: `fastagi_limits::command_timeout`). Asterisk has to accept it within
    /// `config::action_timeout` (10 s; AsyncAGI).
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_say_number(long number, std::string escape_digits = "", Token&& token = Token())
    {
        return detail::start<&detail::start_agi<std::optional<char>, &detail::agi_digit>>(
            channel_, token, fmt::format("SAY NUMBER {} {}", number, detail::quote_agi(escape_digits)));
    }

    /// Says letters one by one; one of `escape_digits` ends it (AGI command `SAY ALPHA`).
    ///
    /// \par Completion signature
    /// `void(error_code, std::optional<char>)`: the digit that ended it, if one was pressed.
    /// \par Completes when
    /// All is said, or a digit has ended it.
    /// \par Errors
    /// - `errc::agi_hung_up`: the channel was hung up, or has left AGI.
    /// - `errc::agi_dead_channel`: Asterisk does not permit the command on a channel that was hung up.
    /// - `errc::agi_refused`: Asterisk does not know the command or its arguments; the text has its words.
    /// - `errc::invalid_agi_result`: the answer cannot be read, or reaches a limit of Asterisk (see the class). The
    ///   command was carried out.
    /// - `errc::agi_failed`: the command failed; Asterisk does not say why.
    /// - `errc::outcome_unknown`: the connection was lost. The command may have been carried out.
    /// - `errc::action_refused`: Asterisk did not take the command, for example `Permission denied`.
    /// - `errc::too_many_in_flight`: `limits::max_in_flight` commands wait to be sent. Nothing was sent.
    /// - FastAGI: `errc::invalid_agi_command` or `errc::agi_command_too_long`, and nothing was sent; `errc::timed_out` or
    ///   `errc::not_sent` after `fastagi_limits::command_timeout`.
    /// - the reason of the session's end, for example `errc::closed`; and those of `client::async_execute`.
    /// \par Cancellation
    /// Any type: the wait ends. A command that was sent is still carried out; a command that was not sent is withdrawn.
    /// \par Server rights
    /// read = agi, call; write = agi
    /// \par Thread safety
    /// Any thread.
    /// \par Time
    /// No limit for the command (FastAGI: `fastagi_limits::command_timeout`). Asterisk has to accept it within
    /// `config::action_timeout` (10 s; AsyncAGI).
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_say_alpha(
        std::string text, std::string escape_digits = "", Token&& token = Token())
    {
        return detail::start<&detail::start_agi<std::optional<char>, &detail::agi_digit>>(
            channel_, token, "SAY ALPHA " + detail::quote_agi(text) + " " + detail::quote_agi(escape_digits));
    }

    /// Says letters by their alphabet (alpha, bravo); one of `escape_digits` ends it (AGI command `SAY PHONETIC`).
    ///
    /// \par Completion signature
    /// `void(error_code, std::optional<char>)`: the digit that ended it, if one was pressed.
    /// \par Completes when
    /// All is said, or a digit has ended it.
    /// \par Errors
    /// - `errc::agi_hung_up`: the channel was hung up, or has left AGI.
    /// - `errc::agi_dead_channel`: Asterisk does not permit the command on a channel that was hung up.
    /// - `errc::agi_refused`: Asterisk does not know the command or its arguments; the text has its words.
    /// - `errc::invalid_agi_result`: the answer cannot be read, or reaches a limit of Asterisk (see the class). The
    ///   command was carried out.
    /// - `errc::agi_failed`: the command failed; Asterisk does not say why.
    /// - `errc::outcome_unknown`: the connection was lost. The command may have been carried out.
    /// - `errc::action_refused`: Asterisk did not take the command, for example `Permission denied`.
    /// - `errc::too_many_in_flight`: `limits::max_in_flight` commands wait to be sent. Nothing was sent.
    /// - FastAGI: `errc::invalid_agi_command` or `errc::agi_command_too_long`, and nothing was sent; `errc::timed_out` or
    ///   `errc::not_sent` after `fastagi_limits::command_timeout`.
    /// - the reason of the session's end, for example `errc::closed`; and those of `client::async_execute`.
    /// \par Cancellation
    /// Any type: the wait ends. A command that was sent is still carried out; a command that was not sent is withdrawn.
    /// \par Server rights
    /// read = agi, call; write = agi
    /// \par Thread safety
    /// Any thread.
    /// \par Time
    /// No limit for the command (FastAGI: `fastagi_limits::command_timeout`). Asterisk has to accept it within
    /// `config::action_timeout` (10 s; AsyncAGI).
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_say_phonetic(
        std::string text, std::string escape_digits = "", Token&& token = Token())
    {
        return detail::start<&detail::start_agi<std::optional<char>, &detail::agi_digit>>(channel_, token,
            "SAY PHONETIC " + detail::quote_agi(text) + " " + detail::quote_agi(escape_digits));
    }

    /// Says a date and time; one of `escape_digits` ends it (AGI command `SAY DATETIME`).
    ///
    /// `format` chooses what is said; voicemail.conf lists its letters.
    ///
    /// \par Completion signature
    /// `void(error_code, std::optional<char>)`: the digit that ended it, if one was pressed.
    /// \par Completes when
    /// All is said, or a digit has ended it.
    /// \par Errors
    /// - `errc::agi_hung_up`: the channel was hung up, or has left AGI.
    /// - `errc::agi_dead_channel`: Asterisk does not permit the command on a channel that was hung up.
    /// - `errc::agi_refused`: Asterisk does not know the command or its arguments; the text has its words.
    /// - `errc::invalid_agi_result`: the answer cannot be read, or reaches a limit of Asterisk (see the class). The
    ///   command was carried out.
    /// - `errc::agi_failed`: the command failed; Asterisk does not say why.
    /// - `errc::outcome_unknown`: the connection was lost. The command may have been carried out.
    /// - `errc::action_refused`: Asterisk did not take the command, for example `Permission denied`.
    /// - `errc::too_many_in_flight`: `limits::max_in_flight` commands wait to be sent. Nothing was sent.
    /// - FastAGI: `errc::invalid_agi_command` or `errc::agi_command_too_long`, and nothing was sent; `errc::timed_out` or
    ///   `errc::not_sent` after `fastagi_limits::command_timeout`.
    /// - the reason of the session's end, for example `errc::closed`; and those of `client::async_execute`.
    /// \par Cancellation
    /// Any type: the wait ends. A command that was sent is still carried out; a command that was not sent is withdrawn.
    /// \par Server rights
    /// read = agi, call; write = agi
    /// \par Thread safety
    /// Any thread.
    /// \par Time
    /// No limit for the command (FastAGI: `fastagi_limits::command_timeout`). Asterisk has to accept it within
    /// `config::action_timeout` (10 s; AsyncAGI).
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_say_datetime(std::chrono::system_clock::time_point when,
        std::string escape_digits = "", std::string format = "ABdY 'digits/at' IMp", Token&& token = Token())
    {
        return detail::start<&detail::start_agi<std::optional<char>, &detail::agi_digit>>(channel_, token,
            fmt::format("SAY DATETIME {} {} {}",
                std::chrono::duration_cast<std::chrono::seconds>(when.time_since_epoch())
                    .count(), // time_t may have 32 bits
                detail::quote_agi(escape_digits), detail::quote_agi(format)));
    }

    /// Records what the channel says (AGI command `RECORD FILE`).
    ///
    /// \par Completion signature
    /// `void(error_code, agi_recording)`
    /// \par Completes when
    /// One of `escape_digits` was pressed, `max_time` has passed, or the caller hung up.
    /// \par Errors
    /// - `errc::agi_hung_up`: the channel was hung up, or has left AGI.
    /// - `errc::agi_dead_channel`: Asterisk does not permit the command on a channel that was hung up.
    /// - `errc::agi_refused`: Asterisk does not know the command or its arguments; the text has its words.
    /// - `errc::invalid_agi_result`: the answer cannot be read, or reaches a limit of Asterisk (see the class). The
    ///   command was carried out.
    /// - `errc::agi_failed`: the file cannot be written. Asterisk takes the channel out of AGI.
    /// - `errc::outcome_unknown`: the connection was lost. The command may have been carried out.
    /// - `errc::action_refused`: Asterisk did not take the command, for example `Permission denied`.
    /// - `errc::too_many_in_flight`: `limits::max_in_flight` commands wait to be sent. Nothing was sent.
    /// - FastAGI: `errc::invalid_agi_command` or `errc::agi_command_too_long`, and nothing was sent; `errc::timed_out` or
    ///   `errc::not_sent` after `fastagi_limits::command_timeout`.
    /// - the reason of the session's end, for example `errc::closed`; and those of `client::async_execute`.
    /// \par Cancellation
    /// Any type: the wait ends. A command that was sent is still carried out; a command that was not sent is withdrawn.
    /// \par Server rights
    /// read = agi, call; write = agi
    /// \par Thread safety
    /// Any thread.
    /// \par Time
    /// `max_time`, in milliseconds on the wire; negative: no limit.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_record_file(std::string file, std::string format, std::string escape_digits,
        std::chrono::milliseconds max_time, Token&& token = Token())
    {
        return detail::start<&detail::start_agi<agi_recording, &detail::agi_recorded>>(channel_, token,
            fmt::format("RECORD FILE {} {} {} {}", detail::quote_agi(file), detail::quote_agi(format),
                detail::quote_agi(escape_digits), max_time.count()));
    }

    /// Runs an application of the dialplan (AGI command `EXEC`).
    ///
    /// \par Completion signature
    /// `void(error_code, int)`: what the application returned.
    /// \par Completes when
    /// The application has ended.
    /// \par Errors
    /// - `errc::agi_hung_up`: the channel was hung up, or has left AGI.
    /// - `errc::agi_dead_channel`: Asterisk does not permit the command on a channel that was hung up.
    /// - `errc::agi_refused`: Asterisk does not know the command or its arguments; the text has its words.
    /// - `errc::invalid_agi_result`: the answer cannot be read, or reaches a limit of Asterisk (see the class). The
    ///   command was carried out.
    /// - `errc::agi_failed`: Asterisk has no such application.
    /// - `errc::outcome_unknown`: the connection was lost. The command may have been carried out.
    /// - `errc::action_refused`: Asterisk did not take the command, for example `Permission denied`.
    /// - `errc::too_many_in_flight`: `limits::max_in_flight` commands wait to be sent. Nothing was sent.
    /// - FastAGI: `errc::invalid_agi_command` or `errc::agi_command_too_long`, and nothing was sent; `errc::timed_out` or
    ///   `errc::not_sent` after `fastagi_limits::command_timeout`.
    /// - the reason of the session's end, for example `errc::closed`; and those of `client::async_execute`.
    /// \par Cancellation
    /// Any type: the wait ends. A command that was sent is still carried out; a command that was not sent is withdrawn.
    /// \par Server rights
    /// read = agi, call; write = agi
    /// \par Thread safety
    /// Any thread.
    /// \par Time
    /// No limit for the command (FastAGI: `fastagi_limits::command_timeout`). Asterisk has to accept it within
    /// `config::action_timeout` (10 s; AsyncAGI).
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_exec(
        std::string application, std::string arguments = "", Token&& token = Token())
    {
        return detail::start<&detail::start_agi<int, &detail::agi_executed>>(
            channel_, token, "EXEC " + detail::quote_agi(application) + " " + detail::quote_agi(arguments));
    }

    /// Gets a channel variable or the value of a function (AGI command `GET VARIABLE`).
    ///
    /// \par Completion signature
    /// `void(error_code, std::optional<std::string>)`: nothing if it is not set.
    /// \par Completes when
    /// Asterisk has sent the answer.
    /// \par Errors
    /// - `errc::agi_hung_up`: the channel was hung up, or has left AGI.
    /// - `errc::agi_dead_channel`: Asterisk does not permit the command on a channel that was hung up.
    /// - `errc::agi_refused`: Asterisk does not know the command or its arguments; the text has its words.
    /// - `errc::invalid_agi_result`: the answer cannot be read, or reaches a limit of Asterisk (see the class). The
    ///   command was carried out.
    /// - `errc::agi_failed`: the command failed; Asterisk does not say why.
    /// - `errc::outcome_unknown`: the connection was lost. The command may have been carried out.
    /// - `errc::action_refused`: Asterisk did not take the command, for example `Permission denied`.
    /// - `errc::too_many_in_flight`: `limits::max_in_flight` commands wait to be sent. Nothing was sent.
    /// - FastAGI: `errc::invalid_agi_command` or `errc::agi_command_too_long`, and nothing was sent; `errc::timed_out` or
    ///   `errc::not_sent` after `fastagi_limits::command_timeout`.
    /// - the reason of the session's end, for example `errc::closed`; and those of `client::async_execute`.
    /// \par Cancellation
    /// Any type: the wait ends. A command that was sent is still carried out; a command that was not sent is withdrawn.
    /// \par Server rights
    /// read = agi, call; write = agi
    /// \par Thread safety
    /// Any thread.
    /// \par Time
    /// No limit for the command (FastAGI: `fastagi_limits::command_timeout`). Asterisk has to accept it within
    /// `config::action_timeout` (10 s; AsyncAGI).
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_get_variable(std::string name, Token&& token = Token())
    {
        return detail::start<&detail::start_agi<std::optional<std::string>, &detail::agi_value>>(
            channel_, token, "GET VARIABLE " + detail::quote_agi(name));
    }

    /// Evaluates an expression such as `${CALLERID(num)}/${EXTEN}` (AGI command `GET FULL VARIABLE`).
    ///
    /// \par Completion signature
    /// `void(error_code, std::optional<std::string>)`: nothing if it has no value.
    /// \par Completes when
    /// Asterisk has sent the answer.
    /// \par Errors
    /// - `errc::agi_hung_up`: the channel was hung up, or has left AGI.
    /// - `errc::agi_dead_channel`: Asterisk does not permit the command on a channel that was hung up.
    /// - `errc::agi_refused`: Asterisk does not know the command or its arguments; the text has its words.
    /// - `errc::invalid_agi_result`: the answer cannot be read, or reaches a limit of Asterisk (see the class). The
    ///   command was carried out.
    /// - `errc::agi_failed`: the command failed; Asterisk does not say why.
    /// - `errc::outcome_unknown`: the connection was lost. The command may have been carried out.
    /// - `errc::action_refused`: Asterisk did not take the command, for example `Permission denied`.
    /// - `errc::too_many_in_flight`: `limits::max_in_flight` commands wait to be sent. Nothing was sent.
    /// - FastAGI: `errc::invalid_agi_command` or `errc::agi_command_too_long`, and nothing was sent; `errc::timed_out` or
    ///   `errc::not_sent` after `fastagi_limits::command_timeout`.
    /// - the reason of the session's end, for example `errc::closed`; and those of `client::async_execute`.
    /// \par Cancellation
    /// Any type: the wait ends. A command that was sent is still carried out; a command that was not sent is withdrawn.
    /// \par Server rights
    /// read = agi, call; write = agi
    /// \par Thread safety
    /// Any thread.
    /// \par Time
    /// No limit for the command (FastAGI: `fastagi_limits::command_timeout`). Asterisk has to accept it within
    /// `config::action_timeout` (10 s; AsyncAGI).
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_get_full_variable(std::string expression, Token&& token = Token())
    {
        return detail::start<&detail::start_agi<std::optional<std::string>, &detail::agi_value>>(
            channel_, token, "GET FULL VARIABLE " + detail::quote_agi(expression));
    }

    /// The value of a variable or of a function such as `CALLERID(name)`, whatever bytes it has. Use it for each value that a
    /// caller can influence: other answers have values as they are, and one with `)` and a line end looks like several
    /// answers. Asterisk encodes the value (`URIENCODE`, `STRREPLACE`); encoded, it may have 4,092 bytes in FastAGI (of
    /// `async_get_variable`, Asterisk gives the first 1,023). The module func_uri has to be loaded.
    ///
    /// \par Completion signature
    /// `void(error_code, std::string)`: empty if it is not set.
    /// \par Completes when
    /// Asterisk has sent the answer.
    /// \par Errors
    /// - `errc::agi_hung_up`: the channel was hung up, or has left AGI.
    /// - `errc::agi_dead_channel`: Asterisk does not permit the command on a channel that was hung up.
    /// - `errc::agi_refused`: Asterisk does not know the command or its arguments; the text has its words.
    /// - `errc::invalid_agi_result`: the answer cannot be read, or reaches a limit of Asterisk (see the class, and above). The
    ///   command was carried out.
    /// - `errc::invalid_agi_command`: the name has what Asterisk would expand. Nothing was sent.
    /// - `errc::agi_failed`: the command failed; Asterisk does not say why.
    /// - `errc::outcome_unknown`: the connection was lost. The command may have been carried out.
    /// - `errc::action_refused`: Asterisk did not take the command, for example `Permission denied`.
    /// - `errc::too_many_in_flight`: `limits::max_in_flight` commands wait to be sent. Nothing was sent.
    /// - FastAGI: `errc::invalid_agi_command` or `errc::agi_command_too_long`, and nothing was sent; `errc::timed_out` or
    ///   `errc::not_sent` after `fastagi_limits::command_timeout`.
    /// - the reason of the session's end, for example `errc::closed`; and those of `client::async_execute`.
    /// \par Cancellation
    /// Any type: the wait ends. A command that was sent is still carried out; a command that was not sent is withdrawn.
    /// \par Server rights
    /// read = agi, call; write = agi
    /// \par Thread safety
    /// Any thread.
    /// \par Time
    /// No limit for the command (FastAGI: `fastagi_limits::command_timeout`). Asterisk has to accept it within
    /// `config::action_timeout` (10 s; AsyncAGI).
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_get_variable_encoded(std::string name, Token&& token = Token())
    {
        return detail::start<&detail::start_agi_get_encoded>(channel_, token, std::move(name));
    }

    /// Sets a channel variable or the value of a function (AGI command `SET VARIABLE`).
    ///
    /// \par Completion signature
    /// `void(error_code)`
    /// \par Completes when
    /// The value is set.
    /// \par Errors
    /// - `errc::agi_hung_up`: the channel was hung up, or has left AGI.
    /// - `errc::agi_dead_channel`: Asterisk does not permit the command on a channel that was hung up.
    /// - `errc::agi_refused`: Asterisk does not know the command or its arguments; the text has its words.
    /// - `errc::invalid_agi_result`: the answer cannot be read, or reaches a limit of Asterisk (see the class). The
    ///   command was carried out.
    /// - `errc::agi_failed`: the command failed; Asterisk does not say why.
    /// - `errc::outcome_unknown`: the connection was lost. The command may have been carried out.
    /// - `errc::action_refused`: Asterisk did not take the command, for example `Permission denied`.
    /// - `errc::too_many_in_flight`: `limits::max_in_flight` commands wait to be sent. Nothing was sent.
    /// - FastAGI: `errc::invalid_agi_command` or `errc::agi_command_too_long`, and nothing was sent; `errc::timed_out` or
    ///   `errc::not_sent` after `fastagi_limits::command_timeout`.
    /// - the reason of the session's end, for example `errc::closed`; and those of `client::async_execute`.
    /// \par Cancellation
    /// Any type: the wait ends. A command that was sent is still carried out; a command that was not sent is withdrawn.
    /// \par Server rights
    /// read = agi, call; write = agi
    /// \par Thread safety
    /// Any thread.
    /// \par Time
    /// No limit for the command (FastAGI: `fastagi_limits::command_timeout`). Asterisk has to accept it within
    /// `config::action_timeout` (10 s; AsyncAGI).
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_set_variable(std::string name, std::string value, Token&& token = Token())
    {
        return detail::start<&detail::start_agi_done>(
            channel_, token, "SET VARIABLE " + detail::quote_agi(name) + " " + detail::quote_agi(value));
    }

    /// Gets the channel's state (AGI command `CHANNEL STATUS`).
    ///
    /// \par Completion signature
    /// `void(error_code, channel_state)`
    /// \par Completes when
    /// Asterisk has sent the answer.
    /// \par Errors
    /// - `errc::agi_hung_up`: the channel was hung up, or has left AGI.
    /// - `errc::agi_dead_channel`: Asterisk does not permit the command on a channel that was hung up.
    /// - `errc::agi_refused`: Asterisk does not know the command or its arguments; the text has its words.
    /// - `errc::invalid_agi_result`: the answer cannot be read, or reaches a limit of Asterisk (see the class). The
    ///   command was carried out.
    /// - `errc::agi_failed`: the command failed; Asterisk does not say why.
    /// - `errc::outcome_unknown`: the connection was lost. The command may have been carried out.
    /// - `errc::action_refused`: Asterisk did not take the command, for example `Permission denied`.
    /// - `errc::too_many_in_flight`: `limits::max_in_flight` commands wait to be sent. Nothing was sent.
    /// - FastAGI: `errc::invalid_agi_command` or `errc::agi_command_too_long`, and nothing was sent; `errc::timed_out` or
    ///   `errc::not_sent` after `fastagi_limits::command_timeout`.
    /// - the reason of the session's end, for example `errc::closed`; and those of `client::async_execute`.
    /// \par Cancellation
    /// Any type: the wait ends. A command that was sent is still carried out; a command that was not sent is withdrawn.
    /// \par Server rights
    /// read = agi, call; write = agi
    /// \par Thread safety
    /// Any thread.
    /// \par Time
    /// No limit for the command (FastAGI: `fastagi_limits::command_timeout`). Asterisk has to accept it within
    /// `config::action_timeout` (10 s; AsyncAGI).
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_channel_status(Token&& token = Token())
    {
        return detail::start<&detail::start_agi<channel_state, &detail::agi_state>>(
            channel_, token, "CHANNEL STATUS");
    }

    /// Writes a text into Asterisk's log (AGI command `VERBOSE`).
    ///
    /// \par Completion signature
    /// `void(error_code)`
    /// \par Completes when
    /// Asterisk has sent the answer.
    /// \par Errors
    /// - `errc::agi_hung_up`: the channel was hung up, or has left AGI.
    /// - `errc::agi_dead_channel`: Asterisk does not permit the command on a channel that was hung up.
    /// - `errc::agi_refused`: Asterisk does not know the command or its arguments; the text has its words.
    /// - `errc::invalid_agi_result`: the answer cannot be read, or reaches a limit of Asterisk (see the class). The
    ///   command was carried out.
    /// - `errc::agi_failed`: the command failed; Asterisk does not say why.
    /// - `errc::outcome_unknown`: the connection was lost. The command may have been carried out.
    /// - `errc::action_refused`: Asterisk did not take the command, for example `Permission denied`.
    /// - `errc::too_many_in_flight`: `limits::max_in_flight` commands wait to be sent. Nothing was sent.
    /// - FastAGI: `errc::invalid_agi_command` or `errc::agi_command_too_long`, and nothing was sent; `errc::timed_out` or
    ///   `errc::not_sent` after `fastagi_limits::command_timeout`.
    /// - the reason of the session's end, for example `errc::closed`; and those of `client::async_execute`.
    /// \par Cancellation
    /// Any type: the wait ends. A command that was sent is still carried out; a command that was not sent is withdrawn.
    /// \par Server rights
    /// read = agi, call; write = agi
    /// \par Thread safety
    /// Any thread.
    /// \par Time
    /// No limit for the command (FastAGI: `fastagi_limits::command_timeout`). Asterisk has to accept it within
    /// `config::action_timeout` (10 s; AsyncAGI).
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_verbose(std::string text, int level = 1, Token&& token = Token())
    {
        return detail::start<&detail::start_agi_done>(
            channel_, token, fmt::format("VERBOSE {} {}", detail::quote_agi(text), level));
    }

    /// Gets a value from Asterisk's database (AGI command `DATABASE GET`).
    ///
    /// \par Completion signature
    /// `void(error_code, std::optional<std::string>)`: nothing if the key does not exist.
    /// \par Completes when
    /// Asterisk has sent the answer.
    /// \par Errors
    /// - `errc::agi_hung_up`: the channel was hung up, or has left AGI.
    /// - `errc::agi_dead_channel`: Asterisk does not permit the command on a channel that was hung up.
    /// - `errc::agi_refused`: Asterisk does not know the command or its arguments; the text has its words.
    /// - `errc::invalid_agi_result`: the answer cannot be read, or reaches a limit of Asterisk (see the class). The
    ///   command was carried out.
    /// - `errc::agi_failed`: the command failed; Asterisk does not say why.
    /// - `errc::outcome_unknown`: the connection was lost. The command may have been carried out.
    /// - `errc::action_refused`: Asterisk did not take the command, for example `Permission denied`.
    /// - `errc::too_many_in_flight`: `limits::max_in_flight` commands wait to be sent. Nothing was sent.
    /// - FastAGI: `errc::invalid_agi_command` or `errc::agi_command_too_long`, and nothing was sent; `errc::timed_out` or
    ///   `errc::not_sent` after `fastagi_limits::command_timeout`.
    /// - the reason of the session's end, for example `errc::closed`; and those of `client::async_execute`.
    /// \par Cancellation
    /// Any type: the wait ends. A command that was sent is still carried out; a command that was not sent is withdrawn.
    /// \par Server rights
    /// read = agi, call; write = agi
    /// \par Thread safety
    /// Any thread.
    /// \par Time
    /// No limit for the command (FastAGI: `fastagi_limits::command_timeout`). Asterisk has to accept it within
    /// `config::action_timeout` (10 s; AsyncAGI).
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_database_get(std::string family, std::string key, Token&& token = Token())
    {
        return detail::start<&detail::start_agi<std::optional<std::string>, &detail::agi_value>>(
            channel_, token, "DATABASE GET " + detail::quote_agi(family) + " " + detail::quote_agi(key));
    }

    /// Sets a value in Asterisk's database (AGI command `DATABASE PUT`).
    ///
    /// \par Completion signature
    /// `void(error_code)`
    /// \par Completes when
    /// The value is stored.
    /// \par Errors
    /// - `errc::agi_hung_up`: the channel was hung up, or has left AGI.
    /// - `errc::agi_dead_channel`: Asterisk does not permit the command on a channel that was hung up.
    /// - `errc::agi_refused`: Asterisk does not know the command or its arguments; the text has its words.
    /// - `errc::invalid_agi_result`: the answer cannot be read, or reaches a limit of Asterisk (see the class). The
    ///   command was carried out.
    /// - `errc::agi_failed`: Asterisk did not store it. Asterisk 16 takes at most 253 bytes of family and key together.
    /// - `errc::outcome_unknown`: the connection was lost. The command may have been carried out.
    /// - `errc::action_refused`: Asterisk did not take the command, for example `Permission denied`.
    /// - `errc::too_many_in_flight`: `limits::max_in_flight` commands wait to be sent. Nothing was sent.
    /// - FastAGI: `errc::invalid_agi_command` or `errc::agi_command_too_long`, and nothing was sent; `errc::timed_out` or
    ///   `errc::not_sent` after `fastagi_limits::command_timeout`.
    /// - the reason of the session's end, for example `errc::closed`; and those of `client::async_execute`.
    /// \par Cancellation
    /// Any type: the wait ends. A command that was sent is still carried out; a command that was not sent is withdrawn.
    /// \par Server rights
    /// read = agi, call; write = agi
    /// \par Thread safety
    /// Any thread.
    /// \par Time
    /// No limit for the command (FastAGI: `fastagi_limits::command_timeout`). Asterisk has to accept it within
    /// `config::action_timeout` (10 s; AsyncAGI).
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_database_put(
        std::string family, std::string key, std::string value, Token&& token = Token())
    {
        return detail::start<&detail::start_agi_stored>(channel_, token,
            "DATABASE PUT " + detail::quote_agi(family) + " " + detail::quote_agi(key) + " " +
                detail::quote_agi(value));
    }

private:
    detail::agi_pointer channel_;
};

} // namespace ami

#ifdef AMI_HEADER_ONLY
#include <ami/agi/impl/session.ipp>
#endif

#endif // AMI_AGI_SESSION_HPP
