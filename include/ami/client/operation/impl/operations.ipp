// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_OPERATION_IMPL_OPERATIONS_IPP
#define AMI_CLIENT_OPERATION_IMPL_OPERATIONS_IPP

#include <ami/client/client_core.hpp>
#include <ami/client/operation/operations.hpp>
#include <ami/net/erased_function.hpp>
#include <ami/protocol/values/empty_list.hpp>

#include <ami/client/operation/impl/action_operation.hpp>
#include <ami/client/operation/impl/in_force_operation.hpp>
#include <ami/detail/shared_object.hpp>

#include <boost/asio/cancellation_type.hpp>
#include <boost/asio/error.hpp>
#include <fmt/format.h>

#include <exception>
#include <memory>
#include <utility>

namespace ami::detail {

AMI_DECL const asio::any_io_executor& executor_of(const core_pointer& core) noexcept
{
    return core->executor();
}

AMI_DECL void start_execute(
    const core_pointer& core, handler_for<response> done, diagnostics* diag, action&& request)
{
    const auto slot = asio::get_associated_cancellation_slot(done);
    auto operation = make_operation<response>(
        core, std::move(done), diag, [](completion<response>& end, failure&& error, response&& answer) {
            end.finish(std::move(error), std::move(answer));
        });
    run_action(core, slot, std::move(operation), std::move(request));
}

AMI_DECL void start_execute_each(const core_pointer& core, handler_for<response> done, diagnostics* diag,
    action&& request, item_handler on_item)
{
    const auto slot = asio::get_associated_cancellation_slot(done);
    auto operation = make_shared_object<list_operation>(
        completion<response>(std::move(done), diag, core->executor()), std::move(on_item), core);
    run_action(core, slot, std::move(operation), std::move(request));
}

AMI_DECL void start_verb(
    const core_pointer& core, handler_for<response> done, diagnostics* diag, action&& request)
{
    const auto slot = asio::get_associated_cancellation_slot(done);
    auto operation = make_operation<response>(core, std::move(done), diag,
        [weak = std::weak_ptr(core), name = request.name()](
            completion<response>& end, failure&& error, response&& answer) {
            if (!error && !answer.ok())
                error = refusal(name, answer, weak);
            end.finish(std::move(error), std::move(answer));
        });
    run_action(core, slot, std::move(operation), std::move(request));
}

AMI_DECL void start_list(
    const core_pointer& core, handler_for<response> done, diagnostics* diag, action&& request)
{
    const auto slot = asio::get_associated_cancellation_slot(done);
    auto operation = make_operation<response>(core, std::move(done), diag,
        [weak = std::weak_ptr(core), name = request.name()](
            completion<response>& end, failure&& error, response&& answer) {
            if (!error && !answer.ok() && !is_empty_list(name, answer))
                error = refusal(name, answer, weak);
            end.finish(std::move(error), std::move(answer));
        });
    run_action(core, slot, std::move(operation), std::move(request));
}

AMI_DECL void start_ping(const core_pointer& core, handler_for<round_trip> done, diagnostics* diag)
{
    const auto slot = asio::get_associated_cancellation_slot(done);
    auto operation = make_operation<round_trip>(core, std::move(done), diag,
        [weak = std::weak_ptr(core), began = core->now()](
            completion<round_trip>& end, failure&& error, response&& answer) {
            if (!error && !answer.ok())
                error = refusal("Ping", answer, weak);
            const auto living = weak.lock();
            end.finish(std::move(error), living ? living->now() - began : round_trip{});
        });
    run_action(core, slot, std::move(operation), action("Ping"));
}

AMI_DECL void start_command(
    const core_pointer& core, handler_for<command_output> done, diagnostics* diag, action&& request)
{
    const auto slot = asio::get_associated_cancellation_slot(done);
    auto operation = make_operation<command_output>(core, std::move(done), diag,
        [weak = std::weak_ptr(core)](completion<command_output>& end, failure&& error, response&& answer) {
            auto lines = answer.output();
            // An error without output is Asterisk's refusal to run the command at all.
            if (!error && !answer.ok() && lines.empty())
                error = refusal("Command", answer, weak);
            end.finish(std::move(error), command_output(answer.ok(), std::move(lines)));
        });
    run_action(core, slot, std::move(operation), std::move(request));
}

AMI_DECL void start_set_event_mask(
    const core_pointer& core, handler_for<> done, diagnostics* diag, event_mask mask)
{
    const auto slot = asio::get_associated_cancellation_slot(done);
    auto operation = make_operation<>(core, std::move(done), diag,
        [weak = std::weak_ptr(core)](completion<>& end, failure&& error, response&& answer) {
            if (!error && !answer.ok())
                error = refusal("Events", answer, weak);
            end.finish(std::move(error));
        });
    operation->asks_for_automatic_mask = mask.is_automatic();
    action request("Events");
    if (mask.fault())
        request.refuse(static_cast<errc>(mask.fault().value()), mask.fault_text());
    if (!mask.is_automatic())
        request.add("EventMask", mask.text());
    run_action(core, slot, std::move(operation), std::move(request));
}

AMI_DECL void start_in_force(const core_pointer& core, handler_for<> done, diagnostics* diag)
{
    run_in_force(
        core, core->shared_executor(), std::move(done), diag, [](client_core&) { return failure(); });
}

AMI_DECL void start_add_filter(
    const core_pointer& core, handler_for<> done, diagnostics* diag, event_filter filter)
{
    const auto slot = asio::get_associated_cancellation_slot(done);
    auto operation = make_operation<>(core, std::move(done), diag,
        [weak = std::weak_ptr(core)](completion<>& end, failure&& error, response&& answer) {
            if (!error && !answer.ok())
                error = refusal("Filter", answer, weak);
            end.finish(std::move(error));
        });
    run_action(core, slot, std::move(operation), action(filter.to_action()));
}

AMI_DECL void start_log_off(const core_pointer& core, handler_for<> done, diagnostics* diag)
{
    const auto slot = asio::get_associated_cancellation_slot(done);
    operation_pointer operation = make_operation<>(core, std::move(done), diag,
        [](completion<>& end, failure&& error, response&&) { end.finish(std::move(error)); });
    connect_cancellation(slot, core, operation,
        [](client_core& living, const operation_pointer& found, asio::cancellation_type_t type) {
            return living.cancel(found, only_if_unsent(type));
        });
    dispatch_function(
        core->executor(), [core, operation = std::move(operation)] { core->log_off(operation); });
}

AMI_DECL void start_connect(const core_pointer& core, handler_for<> done, diagnostics* diag, config settings)
{
    const auto slot = asio::get_associated_cancellation_slot(done);
    operation_pointer operation = make_operation<>(core, std::move(done), diag,
        [](completion<>& end, failure&& error, response&&) { end.finish(std::move(error)); });
    connect_cancellation(slot, core, operation,
        [](client_core& living, const operation_pointer& found, asio::cancellation_type_t) {
            return living.cancel_connect(found);
        });
    // Apart, since Asio keeps the memory of a function for a smaller one, that of a read which may last for ever.
    auto kept = std::make_unique<config>(std::move(settings));
    dispatch_function(
        core->executor(), [core, operation = std::move(operation), settings = std::move(kept)]() mutable {
            core->connect(std::move(*settings), std::move(operation));
        });
}

AMI_DECL void start_ready(const core_pointer& core, handler_for<> done, diagnostics* diag)
{
    const auto slot = asio::get_associated_cancellation_slot(done);
    operation_pointer operation = make_operation<>(core, std::move(done), diag,
        [](completion<>& end, failure&& error, response&&) { end.finish(std::move(error)); });
    connect_cancellation(slot, core, operation,
        [](client_core& living, const operation_pointer& found, asio::cancellation_type_t) {
            return living.cancel_wait_ready(found);
        });
    dispatch_function(
        core->executor(), [core, operation = std::move(operation)] { core->wait_ready(operation); });
}

AMI_DECL void start_wait_closed(const core_pointer& core, handler_for<session_end> done, diagnostics* diag)
{
    const auto slot = asio::get_associated_cancellation_slot(done);
    operation_pointer operation = make_operation<session_end>(
        core, std::move(done), diag, [](completion<session_end>& end, failure&& error, response&&) {
            // It is told how the session ended, which is no failure of the wait.
            session_end cause(error.ec, error.text);
            end.finish(
                error.ec == asio::error::operation_aborted ? std::move(error) : failure(), std::move(cause));
        });
    connect_cancellation(slot, core, operation,
        [](client_core& living, const operation_pointer& found, asio::cancellation_type_t) {
            return living.cancel_wait_closed(found);
        });
    dispatch_function(
        core->executor(), [core, operation = std::move(operation)] { core->wait_closed(operation); });
}

} // namespace ami::detail

#endif // AMI_CLIENT_OPERATION_IMPL_OPERATIONS_IPP
