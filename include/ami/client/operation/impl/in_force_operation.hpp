// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_OPERATION_IMPL_IN_FORCE_OPERATION_HPP
#define AMI_CLIENT_OPERATION_IMPL_IN_FORCE_OPERATION_HPP

#include <ami/client/client_core.hpp>
#include <ami/client/operation/complete_later.hpp>
#include <ami/client/operation/completion.hpp>
#include <ami/client/operation/operations.hpp>
#include <ami/net/erased_function.hpp>

#include <ami/client/operation/impl/action_operation.hpp>
#include <ami/detail/shared_object.hpp>

#include <boost/asio/error.hpp>

#include <memory>
#include <utility>

namespace ami::detail {

// Asterisk carries out actions in order: when it answers a Ping, the mask that was sent before is in force, or was refused. Over
// HTTP the Ping waits until events are fetched. `check` is invoked on the client's executor, and says why the wait is in vain. The client's
// last reference must not be on another thread: only the executor locks it.
template <class Check>
void run_in_force(const std::weak_ptr<client_core>& client, const executor_pointer& executor,
    handler_for<>&& done, diagnostics* diag, Check check)
{
    const auto slot = asio::get_associated_cancellation_slot(done);
    // The action after a mask that was refused is answered too.
    const auto give_nothing = [client](completion<>& end, failure&& error, response&&) {
        const auto core = error ? nullptr : client.lock();
        if (core && core->server().is_mask_refused())
            error = {errc::action_refused, "Asterisk refuses the event mask; the client asks again"};
        end.finish(std::move(error));
    };
    operation_pointer operation = make_shared_object<action_operation<decltype(give_nothing)>>(
        completion<>(std::move(done), diag, executor->get()), give_nothing);
    connect_cancellation(slot, client, executor, operation,
        [](auto& living, const auto& found, auto) { return living.cancel(found, false); });
    dispatch_function(executor->get(),
        [client, executor, operation = std::move(operation), check = std::move(check)]() mutable {
            const auto core = client.lock();
            auto error =
                core ? check(*core) : failure(asio::error::make_error_code(asio::error::operation_aborted));
            if (error)
                return complete_later(executor->get(), std::move(operation), std::move(error));
            const auto& settings = core->settings();
            action_terms terms{settings.action_timeout, settings.action_total_timeout};
            terms.waits_for_connection = true;
            core->execute(action("Ping"), terms, std::move(operation));
        });
}

} // namespace ami::detail

#endif // AMI_CLIENT_OPERATION_IMPL_IN_FORCE_OPERATION_HPP
