// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_CALLS_IMPL_CALL_ACTIONS_IPP
#define AMI_CLIENT_CALLS_IMPL_CALL_ACTIONS_IPP

#include <ami/actions/hangup.hpp>
#include <ami/actions/play_dtmf.hpp>
#include <ami/actions/redirect.hpp>
#include <ami/actions/variable.hpp>
#include <ami/client/calls/call.hpp>
#include <ami/client/calls/call_registry.hpp>
#include <ami/client/operation/complete_later.hpp>
#include <ami/net/erased_function.hpp>

#include <ami/client/operation/impl/action_operation.hpp>
#include <ami/detail/shared_object.hpp>

#include <boost/asio/error.hpp>

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

// Actions about the channel of a call.

namespace ami::detail {

inline failure over_failure(const call_entry& of)
{
    return {errc::call_ended, of.lost ? of.lost.ec.message() : std::string()};
}

// An action about the call's channel, whose id is that of the moment in which it is sent. On the executor.
template <class Make>
void execute_for_call(const entry_pointer& entry, std::shared_ptr<pending_action> operation, Make&& make)
{
    const auto core = entry->core.lock();
    failure error;
    if (!core)
        error = asio::error::make_error_code(asio::error::operation_aborted);
    else if (entry->state == call_state::ended || entry->lost)
        error = over_failure(*entry);
    if (error)
        return complete_later(entry->executor(), std::move(operation), std::move(error));
    const auto& settings = core->settings();
    const action_terms terms{settings.action_timeout, settings.action_total_timeout};
    core->execute(make(*entry), terms, std::move(operation));
}

// The same from any thread.
template <class Make>
void run_for_call(const handle_pointer& handle, asio::cancellation_slot slot,
    std::shared_ptr<pending_action> operation, Make make)
{
    const auto& entry = handle->entry;
    connect_cancellation(slot, entry->core, entry->shared_executor(), operation, &cancel_action);
    dispatch_function(
        entry->executor(), [entry, operation = std::move(operation), make = std::move(make)]() mutable {
            execute_for_call(entry, std::move(operation), make);
        });
}

// A refusal may mean that the channel is gone and its Hangup was not seen.
template <class... Values, class Convert>
auto make_call_operation(const handle_pointer& handle, const char* action_name, handler_for<Values...> done,
    diagnostics* diag, Convert convert)
{
    const auto& entry = handle->entry;
    const auto checked = [entry, action_name, convert](
                             completion<Values...>& end, failure&& error, response&& answer) {
        if (!error && !answer.ok()) {
            error = refusal(action_name, answer, entry->core);
            if (const auto core = entry->core.lock())
                call_registry::of(*core).lookups().probe(entry);
        }
        convert(end, std::move(error), std::move(answer));
    };
    return make_shared_object<action_operation<std::decay_t<decltype(checked)>, Values...>>(
        completion<Values...>(std::move(done), diag, entry->executor()), checked);
}

inline void give_response(completion<response>& end, failure&& error, response&& answer)
{
    end.finish(std::move(error), std::move(answer));
}

inline void give_nothing(completion<>& end, failure&& error, response&&)
{
    end.finish(std::move(error));
}

AMI_DECL void start_call_hangup(
    const handle_pointer& handle, handler_for<response> done, diagnostics* diag, hangup_cause cause)
{
    const auto slot = asio::get_associated_cancellation_slot(done);
    run_for_call(handle, slot,
        make_call_operation<response>(handle, "Hangup", std::move(done), diag, &give_response),
        [cause](const call_entry& of) { return actions::hangup(of.channel_id).cause(cause).to_action(); });
}

AMI_DECL void start_call_redirect(const handle_pointer& handle, handler_for<response> done, diagnostics* diag,
    std::string context, std::string exten, std::string priority)
{
    const auto slot = asio::get_associated_cancellation_slot(done);
    run_for_call(handle, slot,
        make_call_operation<response>(handle, "Redirect", std::move(done), diag, &give_response),
        [context = std::move(context), exten = std::move(exten), priority = std::move(priority)](
            const call_entry& of) {
            return actions::redirect(of.channel_id).dialplan(context, exten, priority).to_action();
        });
}

AMI_DECL void start_call_set(
    const handle_pointer& handle, handler_for<> done, diagnostics* diag, std::string name, std::string value)
{
    const auto slot = asio::get_associated_cancellation_slot(done);
    run_for_call(handle, slot, make_call_operation<>(handle, "Setvar", std::move(done), diag, &give_nothing),
        [name = std::move(name), value = std::move(value)](const call_entry& of) {
            return actions::set_variable(name, value).of(of.channel_id).to_action();
        });
}

AMI_DECL void start_call_get(
    const handle_pointer& handle, handler_for<std::string> done, diagnostics* diag, std::string name)
{
    const auto slot = asio::get_associated_cancellation_slot(done);
    run_for_call(handle, slot,
        make_call_operation<std::string>(handle, "Getvar", std::move(done), diag,
            [](completion<std::string>& end, failure&& error, response&& answer) {
                end.finish(std::move(error), std::string(answer["Value"]));
            }),
        [name = std::move(name)](
            const call_entry& of) { return actions::get_variable(name).of(of.channel_id).to_action(); });
}

// Several digits are several actions, which Asterisk carries out one after another. The operation ends with the last one,
// and has the first failure.
class dtmf_operation {
public:
    dtmf_operation(completion<> done, std::size_t count) : done_(std::move(done)), left_(count) {}

    void ended(failure error)
    {
        if (error && !first_)
            first_ = std::move(error);
        if (--left_ == 0)
            done_.finish(std::move(first_));
    }

private:
    completion<> done_;
    std::size_t left_;
    failure first_;
};

class digit_action final : public pending_action {
public:
    digit_action(std::shared_ptr<dtmf_operation> of, entry_pointer entry)
        : pending_action(this), of_(std::move(of)), entry_(std::move(entry))
    {}

    void complete(failure&& error, response&& answer)
    {
        if (!error && !answer.ok()) {
            error = refusal("PlayDTMF", answer, entry_->core);
            if (const auto core = entry_->core.lock())
                call_registry::of(*core).lookups().probe(entry_);
        }
        of_->ended(std::move(error));
    }

private:
    std::shared_ptr<dtmf_operation> of_;
    entry_pointer entry_;
};

AMI_DECL void start_call_dtmf(
    const handle_pointer& handle, handler_for<> done, diagnostics* diag, std::string digits)
{
    auto slot = asio::get_associated_cancellation_slot(done);
    const auto& entry = handle->entry;
    const auto count = std::max<std::size_t>(digits.size(), 1);
    const auto all =
        make_shared_object<dtmf_operation>(completion<>(std::move(done), diag, entry->executor()), count);
    std::vector<std::shared_ptr<pending_action>> each;
    for (std::size_t i = 0; i != count; ++i)
        each.push_back(make_shared_object<digit_action>(all, entry));
    // The last one first: none of them is sent because another was withdrawn.
    connect_cancellation(slot, entry->core, entry->shared_executor(), all,
        [actions = std::vector<std::weak_ptr<pending_action>>(each.rbegin(), each.rend())](
            client_core& living, const std::shared_ptr<dtmf_operation>&, asio::cancellation_type_t type) {
            bool began = false;
            for (const auto& weak : actions) {
                if (const auto found = weak.lock())
                    began = cancel_action(living, found, type) || began;
            }
            return began;
        });
    dispatch_function(
        entry->executor(), [entry, each = std::move(each), digits = std::move(digits)]() mutable {
            // Nothing is played of a text that is not all digits.
            action fault = actions::play_dtmf(entry->id, digits.empty() ? '\0' : digits.front()).to_action();
            for (const char digit : digits) {
                if (auto next = actions::play_dtmf(entry->id, digit).to_action(); next.fault())
                    fault = std::move(next);
            }
            for (std::size_t i = 0; i != each.size(); ++i) {
                execute_for_call(entry, std::move(each[i]), [&](const call_entry& of) {
                    return fault.fault() ? fault : actions::play_dtmf(of.channel_id, digits[i]).to_action();
                });
            }
        });
}

} // namespace ami::detail

#endif // AMI_CLIENT_CALLS_IMPL_CALL_ACTIONS_IPP
