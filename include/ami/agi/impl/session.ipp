// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_AGI_IMPL_SESSION_IPP
#define AMI_AGI_IMPL_SESSION_IPP

#include <ami/agi/fast/command_check.hpp>
#include <ami/agi/session.hpp>
#include <ami/client/connection/action_id_prefix.hpp>
#include <ami/client/operation/complete_later.hpp>
#include <ami/net/erased_function.hpp>
#include <ami/protocol/values/redaction.hpp>
#include <ami/protocol/wire/percent_encoding.hpp>

#include <ami/detail/shared_object.hpp>

#include <boost/asio/cancellation_type.hpp>

namespace ami::detail {

AMI_DECL failure agi_fault(const agi_result& answer)
{
    const auto first_line = [&] {
        return quote_agi_answer(answer.raw().substr(0, answer.raw().find('\n')), 120);
    };
    if (answer.code() == 511)
        return {errc::agi_dead_channel, first_line()};
    if (!answer.ok())
        return {errc::agi_refused, first_line()};
    return {};
}

inline failure failed(const agi_result& answer)
{
    return {errc::agi_failed, "Asterisk answers \"" + quote_agi_answer(answer.raw(), 80) + "\""};
}

inline bool has_failed(const agi_result& answer, failure& error)
{
    if (answer.number() != -1)
        return false;
    error = failed(answer);
    return true;
}

AMI_DECL std::optional<char> agi_digit(const agi_result& answer, failure& error)
{
    const auto number = answer.number();
    if (has_failed(answer, error) || number == 0)
        return std::nullopt;
    if (!number || *number < 0 || *number > 127) {
        error = {errc::invalid_agi_result, "\"" + quote_agi_answer(answer.raw(), 80) + "\" has no digit"};
        return std::nullopt;
    }
    return static_cast<char>(*number);
}

AMI_DECL agi_digits agi_collected(const agi_result& answer, failure& error)
{
    if (has_failed(answer, error))
        return {};
    return {answer.text(), answer.data() == "timeout"};
}

AMI_DECL agi_recording agi_recorded(const agi_result& answer, failure& error)
{
    agi_recording made;
    made.samples = answer.endpos().value_or(0);
    made.hung_up = answer.data() == "hangup";
    if (!made.hung_up && has_failed(answer, error))
        return made;
    if (answer.data() == "dtmf" || (!answer.data() && answer.number().value_or(0) > 0))
        made.digit = agi_digit(answer, error);
    return made;
}

AMI_DECL int agi_executed(const agi_result& answer, failure& error)
{
    const auto number = answer.number();
    if (number == -2)
        error = {errc::agi_failed, "Asterisk has no such application"};
    else if (!number)
        error = {errc::invalid_agi_result, "\"" + quote_agi_answer(answer.raw(), 80) + "\" has no number"};
    return number.value_or(0);
}

AMI_DECL std::optional<std::string> agi_value(const agi_result& answer, failure& error)
{
    if (has_failed(answer, error) || answer.number() == 0)
        return std::nullopt;
    return answer.data().value_or(std::string());
}

AMI_DECL channel_state agi_state(const agi_result& answer, failure& error)
{
    if (has_failed(answer, error))
        return {};
    return static_cast<channel_state>(answer.number().value_or(0));
}

class raw_agi_operation final : public agi_operation {
public:
    explicit raw_agi_operation(completion<agi_result> handler) : completion_(std::move(handler)) {}
    void complete(failure error, agi_result answer) override
    {
        completion_.finish(std::move(error), std::move(answer));
    }

private:
    completion<agi_result> completion_;
};

class plain_agi_operation final : public agi_operation {
public:
    // `zero_fails`: a result of 0 is a failure, as of DATABASE PUT.
    plain_agi_operation(completion<> handler, bool zero_fails)
        : completion_(std::move(handler)), zero_fails_(zero_fails)
    {}
    void complete(failure error, agi_result answer) override
    {
        if (!error)
            error = agi_fault(answer);
        if (!error && !has_failed(answer, error) && zero_fails_ && answer.number() != 1)
            error = failed(answer);
        completion_.finish(std::move(error));
    }

private:
    completion<> completion_;
    bool zero_fails_;
};

// func_uri.c: URIENCODE writes into 4,096 bytes, and says nothing of what it leaves out (seen on 16 and 22). Three bytes may be
// too many for what is left.
inline constexpr std::size_t longest_encoded_value = 4092;

// Reads a value in which a word stands for each colon.
class encoded_agi_operation final : public agi_operation {
public:
    encoded_agi_operation(completion<std::string> handler, std::string colon)
        : completion_(std::move(handler)), colon_(std::move(colon))
    {}
    void complete(failure error, agi_result answer) override
    {
        std::string value;
        if (!error)
            error = agi_fault(answer);
        if (!error && !has_failed(answer, error)) {
            const auto encoded = answer.data().value_or(std::string());
            if (encoded.size() <= longest_encoded_value)
                value = percent_decode(encoded).text;
            else
                error = {errc::invalid_agi_result,
                    fmt::format("the value is longer than the {} bytes that Asterisk encodes: \"{}\"",
                        longest_encoded_value, quote_agi_answer(encoded, 80))};
        }
        for (auto at = value.find(colon_); at != std::string::npos; at = value.find(colon_, at + 1))
            value.replace(at, colon_.size(), ":");
        completion_.finish(std::move(error), std::move(value));
    }

private:
    completion<std::string> completion_;
    std::string colon_;
};

class hangup_operation final : public agi_operation {
public:
    explicit hangup_operation(completion<> handler) : completion_(std::move(handler)) {}
    void complete(failure error, agi_result) override { completion_.finish(std::move(error)); }

private:
    completion<> completion_;
};

inline void connect_agi_cancellation(
    const agi_pointer& channel, asio::cancellation_slot slot, const std::shared_ptr<agi_operation>& operation)
{
    if (slot.is_connected()) {
        slot.assign([weak_channel = std::weak_ptr(channel), weak = std::weak_ptr(operation)](
                        asio::cancellation_type_t type) {
            const auto living = weak_channel.lock();
            const auto found = weak.lock();
            if (!living || !found || type == asio::cancellation_type::none || !living->executor())
                return;
            // As `connect_cancellation` for actions.
            if (runs_in_this_thread(living->executor()) && living->cancel(found))
                return;
            post_function(living->executor(), [living, weak] {
                if (const auto waiting = weak.lock())
                    living->cancel(waiting);
            });
        });
    }
}

AMI_DECL void run_agi(const agi_pointer& channel, asio::cancellation_slot slot, std::string command,
    std::shared_ptr<agi_operation> operation)
{
    connect_agi_cancellation(channel, slot, operation);
    dispatch_function(channel->executor(),
        [channel, command = std::move(command), operation = std::move(operation)]() mutable {
            channel->run(std::move(command), std::move(operation));
        });
}

AMI_DECL void start_agi_raw(
    const agi_pointer& channel, handler_for<agi_result> handler, diagnostics* diag, std::string command)
{
    const auto slot = asio::get_associated_cancellation_slot(handler);
    run_agi(channel, slot, std::move(command),
        make_shared_object<raw_agi_operation>(
            completion<agi_result>(std::move(handler), diag, channel->executor())));
}

inline void start_plain_agi(const agi_pointer& channel, handler_for<> handler, diagnostics* diag,
    std::string command, bool zero_fails)
{
    const auto slot = asio::get_associated_cancellation_slot(handler);
    run_agi(channel, slot, std::move(command),
        make_shared_object<plain_agi_operation>(
            completion<>(std::move(handler), diag, channel->executor()), zero_fails));
}

AMI_DECL void start_agi_hangup_wait(const agi_pointer& channel, handler_for<> handler, diagnostics* diag)
{
    const auto slot = asio::get_associated_cancellation_slot(handler);
    std::shared_ptr<agi_operation> operation =
        make_shared_object<hangup_operation>(completion<>(std::move(handler), diag, channel->executor()));
    connect_agi_cancellation(channel, slot, operation);
    dispatch_function(channel->executor(), [channel, operation = std::move(operation)]() mutable {
        channel->wait_hangup(std::move(operation));
    });
}

AMI_DECL void start_agi_get_encoded(
    const agi_pointer& channel, handler_for<std::string> handler, diagnostics* diag, std::string name)
{
    // Asterisk looks for `:` and a substring's place in what it has put in already: a value with `)` and `:` would be cut.
    const auto colon = make_action_id_prefix();
    const auto slot = asio::get_associated_cancellation_slot(handler);
    std::shared_ptr<agi_operation> operation = make_shared_object<encoded_agi_operation>(
        completion<std::string>(std::move(handler), diag, channel->executor()), colon);
    if (is_plain_variable_name(name))
        return run_agi(channel, slot,
            "GET FULL VARIABLE " + quote_agi("${URIENCODE(${STRREPLACE(" + name + ",:," + colon + ")})}"),
            std::move(operation));
    complete_later(channel->executor(), std::move(operation),
        failure(errc::invalid_agi_command,
            "the name of the variable is empty, or has a blank, a quote, a backslash, one of ${}[], or a parenthesis or a comma alone: \"" +
                quote(name) + '"'));
}

AMI_DECL void start_agi_done(
    const agi_pointer& channel, handler_for<> handler, diagnostics* diag, std::string command)
{
    start_plain_agi(channel, std::move(handler), diag, std::move(command), false);
}

AMI_DECL void start_agi_stored(
    const agi_pointer& channel, handler_for<> handler, diagnostics* diag, std::string command)
{
    start_plain_agi(channel, std::move(handler), diag, std::move(command), true);
}

} // namespace ami::detail

#endif // AMI_AGI_IMPL_SESSION_IPP
