// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_AGI_IMPL_SESSION_IPP
#define AMI_AGI_IMPL_SESSION_IPP

#include <ami/agi/session.hpp>
#include <ami/protocol/values/redaction.hpp>

#include <boost/asio/cancellation_type.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>

namespace ami::detail {

AMI_DECL failure agi_fault(const agi_result& answer)
{
    const auto first_line = [&] {
        return quote_agi_answer(answer.raw().substr(0, answer.raw().find('\n')), 120);
    };
    if (answer.code() == 511)
        return {errc::agi_hung_up, first_line()};
    if (!answer.ok())
        return {errc::agi_refused, first_line()};
    return {};
}

inline failure failed(const agi_result& answer)
{
    return {errc::agi_failed, "Asterisk answers \"" + quote_agi_answer(answer.raw(), 80) + "\""};
}

inline bool has_failed(const agi_result& answer, failure& why)
{
    if (answer.number() != -1)
        return false;
    why = failed(answer);
    return true;
}

AMI_DECL std::optional<char> agi_digit(const agi_result& answer, failure& why)
{
    const auto number = answer.number();
    if (has_failed(answer, why) || number == 0)
        return std::nullopt;
    if (!number || *number < 0 || *number > 127) {
        why = {errc::invalid_agi_result, "\"" + quote_agi_answer(answer.raw(), 80) + "\" has no digit"};
        return std::nullopt;
    }
    return static_cast<char>(*number);
}

AMI_DECL agi_digits agi_collected(const agi_result& answer, failure& why)
{
    if (has_failed(answer, why))
        return {};
    return {answer.text(), answer.data() == "timeout"};
}

AMI_DECL agi_recording agi_recorded(const agi_result& answer, failure& why)
{
    agi_recording made;
    made.samples = answer.endpos().value_or(0);
    made.hung_up = answer.data() == "hangup";
    if (!made.hung_up && has_failed(answer, why))
        return made;
    if (answer.data() == "dtmf" || (!answer.data() && answer.number().value_or(0) > 0))
        made.digit = agi_digit(answer, why);
    return made;
}

AMI_DECL int agi_executed(const agi_result& answer, failure& why)
{
    const auto number = answer.number();
    if (number == -2)
        why = {errc::agi_failed, "Asterisk has no such application"};
    else if (!number)
        why = {errc::invalid_agi_result, "\"" + quote_agi_answer(answer.raw(), 80) + "\" has no number"};
    return number.value_or(0);
}

AMI_DECL std::optional<std::string> agi_value(const agi_result& answer, failure& why)
{
    if (has_failed(answer, why) || answer.number() == 0)
        return std::nullopt;
    return answer.data().value_or(std::string());
}

AMI_DECL channel_state agi_state(const agi_result& answer, failure& why)
{
    if (has_failed(answer, why))
        return {};
    return static_cast<channel_state>(answer.number().value_or(0));
}

class raw_agi_waiter final : public agi_waiter {
public:
    explicit raw_agi_waiter(completion<agi_result> done) : done_(std::move(done)) {}
    void complete(failure why, agi_result answer) override
    {
        done_.finish(std::move(why), std::move(answer));
    }

private:
    completion<agi_result> done_;
};

class plain_agi_waiter final : public agi_waiter {
public:
    // `zero_fails`: as DATABASE PUT answers where it did not.
    plain_agi_waiter(completion<> done, bool zero_fails) : done_(std::move(done)), zero_fails_(zero_fails) {}
    void complete(failure why, agi_result answer) override
    {
        if (!why)
            why = agi_fault(answer);
        if (!why && !has_failed(answer, why) && zero_fails_ && answer.number() != 1)
            why = failed(answer);
        done_.finish(std::move(why));
    }

private:
    completion<> done_;
    bool zero_fails_;
};

AMI_DECL void run_agi(const agi_pointer& link, asio::cancellation_slot slot, std::string command,
    std::shared_ptr<agi_waiter> waiter)
{
    if (slot.is_connected()) {
        slot.assign(
            [weak_link = std::weak_ptr(link), weak = std::weak_ptr(waiter)](asio::cancellation_type_t type) {
                const auto living = weak_link.lock();
                const auto found = weak.lock();
                if (!living || !found || type == asio::cancellation_type::none || !living->executor())
                    return;
                // As `connect_cancellation` for actions.
                if (runs_in_this_thread(living->executor()) && living->cancel(found))
                    return;
                asio::post(living->executor(), [living, weak] {
                    if (const auto waiting = weak.lock())
                        living->cancel(waiting);
                });
            });
    }
    asio::dispatch(
        link->executor(), [link, command = std::move(command), waiter = std::move(waiter)]() mutable {
            link->run(std::move(command), std::move(waiter));
        });
}

AMI_DECL void start_agi_raw(
    const agi_pointer& link, handler_for<agi_result> done, diagnostics* why, std::string command)
{
    const auto slot = asio::get_associated_cancellation_slot(done);
    run_agi(link, slot, std::move(command),
        std::make_shared<raw_agi_waiter>(completion<agi_result>(std::move(done), why, link->executor())));
}

inline void start_plain_agi(
    const agi_pointer& link, handler_for<> done, diagnostics* why, std::string command, bool zero_fails)
{
    const auto slot = asio::get_associated_cancellation_slot(done);
    run_agi(link, slot, std::move(command),
        std::make_shared<plain_agi_waiter>(completion<>(std::move(done), why, link->executor()), zero_fails));
}

AMI_DECL void start_agi_done(
    const agi_pointer& link, handler_for<> done, diagnostics* why, std::string command)
{
    start_plain_agi(link, std::move(done), why, std::move(command), false);
}

AMI_DECL void start_agi_stored(
    const agi_pointer& link, handler_for<> done, diagnostics* why, std::string command)
{
    start_plain_agi(link, std::move(done), why, std::move(command), true);
}

} // namespace ami::detail

#endif // AMI_AGI_IMPL_SESSION_IPP
