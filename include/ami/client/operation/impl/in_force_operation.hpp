// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_CLIENT_OPERATION_IMPL_IN_FORCE_OPERATION_HPP
#define AMI_CLIENT_OPERATION_IMPL_IN_FORCE_OPERATION_HPP

#include <ami/client/client_core.hpp>
#include <ami/client/operation/complete_later.hpp>
#include <ami/client/operation/completion.hpp>
#include <ami/client/operation/operations.hpp>
#include <ami/net/erased_function.hpp>

#include <ami/client/operation/impl/action_operation.hpp>

#include <utility>

namespace ami::detail {

// Asterisk carries out actions in order: when it answers a Ping, the mask that was sent before is in force. Over HTTP the Ping
// waits until events are fetched. `check` is invoked on the client's executor, and says why the wait is in vain.
template <class Check>
void run_in_force(const core_pointer& core, handler_for<>&& done, diagnostics* diag, Check check)
{
    const auto slot = asio::get_associated_cancellation_slot(done);
    operation_pointer operation = make_operation<>(core, std::move(done), diag,
        [](completion<>& end, failure&& error, response&&) { end.finish(std::move(error)); });
    connect_cancellation(slot, core, operation,
        [](auto& living, const auto& found, auto) { return living.cancel(found, false); });
    dispatch_function(
        core->executor(), [core, operation = std::move(operation), check = std::move(check)]() mutable {
            if (auto error = check(*core))
                return complete_later(core->executor(), std::move(operation), std::move(error));
            const auto& settings = core->settings();
            action_terms terms{settings.action_timeout, settings.action_total_timeout};
            terms.waits_for_connection = true;
            core->execute(action("Ping"), terms, std::move(operation));
        });
}

} // namespace ami::detail

#endif // AMI_CLIENT_OPERATION_IMPL_IN_FORCE_OPERATION_HPP
