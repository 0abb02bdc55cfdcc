// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_AGI_SESSION_HPP
#define AMI_AGI_SESSION_HPP

#include <ami/agi/link.hpp>
#include <ami/client/completion.hpp>
#include <ami/client/operation.hpp>
#include <ami/protocol/channel_state.hpp>

#include <ami/detail/config.hpp>
#include <ami/detail/duration.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <fmt/format.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace ami {

/// Digits that were collected.
class agi_digits {
public:
    std::string digits;
    /// The time was over before `#` or the last digit.
    bool timed_out = false;

    agi_digits() = default;
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
    long samples = 0;

    agi_recording() = default;
};

namespace detail {

// What each kind of answer means. A failure is one of `agi_failed`, `agi_refused`, `agi_hung_up`.
AMI_DECL failure agi_fault(const agi_result& answer);
AMI_DECL std::optional<char> agi_digit(const agi_result& answer, failure& why);
AMI_DECL agi_digits agi_collected(const agi_result& answer, failure& why);
AMI_DECL agi_recording agi_recorded(const agi_result& answer, failure& why);
AMI_DECL int agi_executed(const agi_result& answer, failure& why);
AMI_DECL std::optional<std::string> agi_value(const agi_result& answer, failure& why);
AMI_DECL channel_state agi_state(const agi_result& answer, failure& why);

AMI_DECL void start_agi_raw(
    const agi_pointer& link, handler_for<agi_result> done, diagnostics* why, std::string command);
AMI_DECL void start_agi_done(
    const agi_pointer& link, handler_for<> done, diagnostics* why, std::string command);
// As `start_agi_done`, where only a result of 1 is a success.
AMI_DECL void start_agi_stored(
    const agi_pointer& link, handler_for<> done, diagnostics* why, std::string command);

// Connects a waiter's cancellation with the link.
AMI_DECL void run_agi(const agi_pointer& link, asio::cancellation_slot slot, std::string command,
    std::shared_ptr<agi_waiter> who);

template <class Value, Value (*Convert)(const agi_result&, failure&)>
class typed_agi_waiter final : public agi_waiter {
public:
    explicit typed_agi_waiter(completion<Value> done) : done_(std::move(done)) {}

    void complete(failure why, agi_result answer) override
    {
        Value value{};
        if (!why)
            why = agi_fault(answer);
        if (!why)
            value = Convert(answer, why);
        done_.finish(std::move(why), std::move(value));
    }

private:
    completion<Value> done_;
};

template <class Value, Value (*Convert)(const agi_result&, failure&)>
void start_agi(const agi_pointer& link, handler_for<Value> done, diagnostics* why, std::string command)
{
    const auto slot = asio::get_associated_cancellation_slot(done);
    run_agi(link, slot, std::move(command),
        std::make_shared<typed_agi_waiter<Value, Convert>>(
            completion<Value>(std::move(done), why, link->executor())));
}

inline const asio::any_io_executor& executor_of(const agi_pointer& link) noexcept
{
    return link->executor();
}

} // namespace detail

/// A channel in AGI, handled by this program. Commands run one after another, in the order in which they were started.
///
/// **Time**: Asterisk looks for commands every 100 ms and runs all that it has then. Commands that are started together are
/// sent together, at most 64 at a time, and run in one such round. If each is awaited before the next one is started, each
/// takes a round of its own: 20 commands take 0.1 s together and 2 s one after another. After `async_get_full_variable`,
/// `async_database_get` and commands that the library does not know, the next command is sent only when their answer is here.
///
/// **Errors** of every verb: `errc::agi_hung_up` if the channel was hung up or has left AGI; `agi_failed` if the command
/// failed (Asterisk answers -1, and does not say why; if the action Hangup ends a sound, this is the answer too);
/// `agi_refused` for a command or arguments that Asterisk does not know; `invalid_agi_result` for an answer that cannot be
/// read; `too_many_in_flight` if `limits::max_in_flight` commands wait to be sent; those of `client::async_execute`.
///
/// If a command fails, the commands after it run all the same: Asterisk has them already. But if a sound, a recording or
/// `GOSUB` fails with -1, Asterisk takes the channel out of AGI. Then the commands after it end with `agi_hung_up`. Those
/// that were sent stay in Asterisk's queue, and run if the dialplan enters AGI with this channel again. A hang-up ends all
/// commands, in their order.
///
/// **Long answers**: Asterisk hands over 1,024 bytes of an answer, and 2,047 of it percent-encoded (a blank, a quote or a byte
/// of UTF-8 takes three). An answer that reaches a limit is `invalid_agi_result`, though the command was carried out. Asterisk
/// would put the rest in front of the next command's answer. The session fetches the rest by commands `NOOP` of its own.
///
/// **Cancellation**: any type ends the wait. A command that was sent is carried out all the same, and those after it wait for
/// it. A command that was not sent yet never is.
///
/// **Threads**: the verbs may be called from any thread. A small handle; copies are the same session.
class agi_session {
public:
    agi_session() = default;
    explicit agi_session(detail::agi_pointer link) noexcept : link_(std::move(link)) {}

    /// What the channel came with.
    const agi_environment& environment() const& noexcept { return link_->environment(); }
    const agi_environment& environment() const&& = delete;
    std::string_view operator[](std::string_view name) const& { return environment()[name]; }
    std::string_view operator[](std::string_view name) const&& = delete;

    /// Whether the channel is still there, and in AGI. On the client's executor.
    bool is_open() const { return link_->is_open(); }

    /// Any command, as it is written in AGI. Its answer is given whatever it says.
    ///
    /// Completion: `void(error_code, agi_result)`.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_command(std::string command, Token&& token = Token())
    {
        return detail::start<&detail::start_agi_raw>(link_, token, std::move(command));
    }

    /// Answers the channel.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_answer(Token&& token = Token())
    {
        return detail::start<&detail::start_agi_done>(link_, token, "ANSWER");
    }

    /// Hangs the channel up. Commands behind it fail with `errc::agi_hung_up`.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_hangup(Token&& token = Token())
    {
        return detail::start<&detail::start_agi_done>(link_, token, "HANGUP");
    }

    /// Plays a sound; one of `escape_digits` ends it.
    ///
    /// Completion: `void(error_code, std::optional<char>)`: the digit, if one was pressed. A file that is not there fails
    /// it (`errc::agi_failed`), and Asterisk takes the channel out of AGI.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_stream_file(
        std::string file, std::string escape_digits = "", Token&& token = Token())
    {
        return detail::start<&detail::start_agi<std::optional<char>, &detail::agi_digit>>(
            link_, token, "STREAM FILE " + detail::quote_agi(file) + " " + detail::quote_agi(escape_digits));
    }

    /// Plays a sound and collects digits, until `#`, so many of them, or none came for `timeout`.
    ///
    /// Completion: `void(error_code, agi_digits)`.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_get_data(
        std::string file, std::chrono::milliseconds timeout, int max_digits, Token&& token = Token())
    {
        return detail::start<&detail::start_agi<agi_digits, &detail::agi_collected>>(link_, token,
            fmt::format("GET DATA {} {} {}", detail::quote_agi(file), timeout.count(), max_digits));
    }

    /// Waits for one digit; a negative time waits for ever.
    ///
    /// Completion: `void(error_code, std::optional<char>)`; nothing when the time is over.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_wait_for_digit(std::chrono::milliseconds timeout, Token&& token = Token())
    {
        return detail::start<&detail::start_agi<std::optional<char>, &detail::agi_digit>>(
            link_, token, fmt::format("WAIT FOR DIGIT {}", timeout.count()));
    }

    /// Says digits one by one.
    ///
    /// Completion: `void(error_code, std::optional<char>)`: the escape digit, if one was pressed.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_say_digits(
        std::string digits, std::string escape_digits = "", Token&& token = Token())
    {
        return detail::start<&detail::start_agi<std::optional<char>, &detail::agi_digit>>(
            link_, token, "SAY DIGITS " + detail::quote_agi(digits) + " " + detail::quote_agi(escape_digits));
    }

    /// Says a number. Completion: as `async_say_digits`.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_say_number(long number, std::string escape_digits = "", Token&& token = Token())
    {
        return detail::start<&detail::start_agi<std::optional<char>, &detail::agi_digit>>(
            link_, token, fmt::format("SAY NUMBER {} {}", number, detail::quote_agi(escape_digits)));
    }

    /// Says letters one by one. Completion: as `async_say_digits`.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_say_alpha(
        std::string text, std::string escape_digits = "", Token&& token = Token())
    {
        return detail::start<&detail::start_agi<std::optional<char>, &detail::agi_digit>>(
            link_, token, "SAY ALPHA " + detail::quote_agi(text) + " " + detail::quote_agi(escape_digits));
    }

    /// Says letters by their alphabet (alpha, bravo). Completion: as `async_say_digits`.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_say_phonetic(
        std::string text, std::string escape_digits = "", Token&& token = Token())
    {
        return detail::start<&detail::start_agi<std::optional<char>, &detail::agi_digit>>(
            link_, token, "SAY PHONETIC " + detail::quote_agi(text) + " " + detail::quote_agi(escape_digits));
    }

    /// Says a date and time, in the way of `format` (voicemail.conf tells its letters). Completion: as `async_say_digits`.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_say_datetime(std::chrono::system_clock::time_point when,
        std::string escape_digits = "", std::string format = "ABdY 'digits/at' IMp", Token&& token = Token())
    {
        return detail::start<&detail::start_agi<std::optional<char>, &detail::agi_digit>>(link_, token,
            fmt::format("SAY DATETIME {} {} {}", std::chrono::system_clock::to_time_t(when),
                detail::quote_agi(escape_digits), detail::quote_agi(format)));
    }

    /// Records what the channel says, until an escape digit, the time is over (negative: no limit) or a hang-up.
    ///
    /// Completion: `void(error_code, agi_recording)`. A file that cannot be written fails it, and Asterisk takes the
    /// channel out of AGI.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_record_file(std::string file, std::string format, std::string escape_digits,
        std::chrono::milliseconds max_time, Token&& token = Token())
    {
        return detail::start<&detail::start_agi<agi_recording, &detail::agi_recorded>>(link_, token,
            fmt::format("RECORD FILE {} {} {} {}", detail::quote_agi(file), detail::quote_agi(format),
                detail::quote_agi(escape_digits), max_time.count()));
    }

    /// Runs an application of the dialplan.
    ///
    /// Completion: `void(error_code, int)` with what it returned. One that Asterisk does not have: `errc::agi_failed`.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_exec(
        std::string application, std::string arguments = "", Token&& token = Token())
    {
        return detail::start<&detail::start_agi<int, &detail::agi_executed>>(
            link_, token, "EXEC " + detail::quote_agi(application) + " " + detail::quote_agi(arguments));
    }

    /// Asks for a variable, or a function's value.
    ///
    /// Completion: `void(error_code, std::optional<std::string>)`; nothing where it is not set.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_get_variable(std::string name, Token&& token = Token())
    {
        return detail::start<&detail::start_agi<std::optional<std::string>, &detail::agi_value>>(
            link_, token, "GET VARIABLE " + detail::quote_agi(name));
    }

    /// Evaluates an expression such as `${CALLERID(num)}/${EXTEN}`. Completion: as `async_get_variable`.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_get_full_variable(std::string expression, Token&& token = Token())
    {
        return detail::start<&detail::start_agi<std::optional<std::string>, &detail::agi_value>>(
            link_, token, "GET FULL VARIABLE " + detail::quote_agi(expression));
    }

    /// Sets a variable, or a function's value.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_set_variable(std::string name, std::string value, Token&& token = Token())
    {
        return detail::start<&detail::start_agi_done>(
            link_, token, "SET VARIABLE " + detail::quote_agi(name) + " " + detail::quote_agi(value));
    }

    /// Asks for the channel's state.
    ///
    /// Completion: `void(error_code, channel_state)`.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_channel_status(Token&& token = Token())
    {
        return detail::start<&detail::start_agi<channel_state, &detail::agi_state>>(
            link_, token, "CHANNEL STATUS");
    }

    /// Writes into Asterisk's log.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_verbose(std::string text, int level = 1, Token&& token = Token())
    {
        return detail::start<&detail::start_agi_done>(
            link_, token, fmt::format("VERBOSE {} {}", detail::quote_agi(text), level));
    }

    /// Reads from Asterisk's database. Completion: as `async_get_variable`.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_database_get(std::string family, std::string key, Token&& token = Token())
    {
        return detail::start<&detail::start_agi<std::optional<std::string>, &detail::agi_value>>(
            link_, token, "DATABASE GET " + detail::quote_agi(family) + " " + detail::quote_agi(key));
    }

    /// Writes into Asterisk's database. What it does not take fails it (`errc::agi_failed`): Asterisk 16 a family and a key of
    /// more than 253 bytes together.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_database_put(
        std::string family, std::string key, std::string value, Token&& token = Token())
    {
        return detail::start<&detail::start_agi_stored>(link_, token,
            "DATABASE PUT " + detail::quote_agi(family) + " " + detail::quote_agi(key) + " " +
                detail::quote_agi(value));
    }

private:
    detail::agi_pointer link_;
};

} // namespace ami

#ifdef AMI_HEADER_ONLY
#include <ami/agi/impl/session.ipp>
#endif

#endif // AMI_AGI_SESSION_HPP
