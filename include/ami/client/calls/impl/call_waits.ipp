// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_CALLS_IMPL_CALL_WAITS_IPP
#define AMI_CLIENT_CALLS_IMPL_CALL_WAITS_IPP

#include <ami/client/calls/call.hpp>
#include <ami/client/calls/call_registry.hpp>
#include <ami/net/erased_function.hpp>

#include <ami/client/operation/impl/action_operation.hpp>
#include <ami/detail/shared_object.hpp>

#include <boost/asio/error.hpp>

#include <utility>

// Waiting for what becomes of a call.

namespace ami::detail {

template <class Value, class Ready, class Convert>
class waiting_operation final : public call_waiter {
public:
    waiting_operation(completion<Value> done, Ready ready, Convert convert)
        : done_(std::move(done)), ready_(std::move(ready)), convert_(std::move(convert))
    {}

    bool is_ready(const call_entry& of) const override { return of.lost || ready_(of); }

    void serve(const call_entry& of) override
    {
        if (ready_(of))
            done_.finish({}, convert_(of));
        else
            done_.finish(failure(of.lost), {});
    }

    void fail(failure error) override { done_.finish(std::move(error), {}); }

private:
    completion<Value> done_;
    Ready ready_;
    Convert convert_;
};

template <class Value, class Ready, class Convert>
void start_waiting(
    const handle_pointer& handle, handler_for<Value> done, diagnostics* diag, Ready ready, Convert convert)
{
    auto slot = asio::get_associated_cancellation_slot(done);
    const auto& entry = handle->entry;
    auto operation = make_shared_object<waiting_operation<Value, Ready, Convert>>(
        completion<Value>(std::move(done), diag, entry->executor()), std::move(ready), std::move(convert));
    connect_cancellation(slot, entry->core, entry->shared_executor(), std::shared_ptr<call_waiter>(operation),
        [entry](client_core& living, const std::shared_ptr<call_waiter>& found, asio::cancellation_type_t) {
            return call_registry::of(living).listeners().cancel(entry, found);
        });
    dispatch_function(entry->executor(), [entry, operation = std::move(operation)] {
        if (const auto core = entry->core.lock()) {
            call_registry::of(*core).listeners().wait(entry, operation);
            return;
        }
        // The client is gone.
        post_function(entry->executor(), [entry, operation] {
            if (operation->is_ready(*entry))
                operation->serve(*entry);
            else
                operation->fail(asio::error::make_error_code(asio::error::operation_aborted));
        });
    });
}

AMI_DECL void start_call_answered(
    const handle_pointer& handle, handler_for<originate_outcome> done, diagnostics* diag)
{
    start_waiting<originate_outcome>(
        handle, std::move(done), diag, [](const call_entry& of) { return of.outcome.has_value(); },
        [](const call_entry& of) { return originate_outcome(of); });
}

AMI_DECL void start_call_ended(const handle_pointer& handle, handler_for<call_end> done, diagnostics* diag)
{
    start_waiting<call_end>(
        handle, std::move(done), diag, [](const call_entry& of) { return of.state == call_state::ended; },
        [](const call_entry& of) { return call_end(of); });
}

} // namespace ami::detail

#endif // AMI_CLIENT_CALLS_IMPL_CALL_WAITS_IPP
