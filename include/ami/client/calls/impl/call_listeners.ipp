// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_CALLS_IMPL_CALL_LISTENERS_IPP
#define AMI_CLIENT_CALLS_IMPL_CALL_LISTENERS_IPP

#include <ami/client/calls/call_listeners.hpp>
#include <ami/client/client_core.hpp>
#include <ami/net/erased_function.hpp>

#include <boost/asio/error.hpp>

#include <utility>
#include <vector>

namespace ami::detail {

AMI_DECL void call_listeners::wait(const entry_pointer& entry, std::shared_ptr<call_waiter> waiter)
{
    waiter->id = ++entry->last_waiter_id;
    entry->waiters.add(waiter->id, waiter);
    if (!waiter->is_ready(*entry))
        return;
    post_function(core_.executor(), [entry, waiter = std::move(waiter)] {
        if (entry->waiters.remove(waiter->id))
            waiter->serve(*entry);
    });
}

AMI_DECL bool call_listeners::cancel(const entry_pointer& entry, const std::shared_ptr<call_waiter>& waiter)
{
    if (!entry->waiters.remove(waiter->id))
        return false;
    post_function(core_.executor(),
        [waiter] { waiter->fail(asio::error::make_error_code(asio::error::operation_aborted)); });
    return true;
}

AMI_DECL void call_listeners::on_changed(const entry_pointer& entry)
{
    if (std::exchange(entry->reported_state, entry->state) != entry->state) {
        for (const auto& observer : entry->observers->all()) {
            if (!observer->cancelled && !core_.is_abandoned())
                core_.guarded([&] { observer->handle(entry->reported_state); });
        }
    }
    std::vector<std::shared_ptr<call_waiter>> ready;
    entry->waiters.copy_to(ready);
    std::erase_if(ready, [&](const auto& waiter) { return !waiter->is_ready(*entry); });
    for (const auto& waiter : ready)
        entry->waiters.remove(waiter->id);
    for (const auto& waiter : ready)
        waiter->serve(*entry);
    if (entry->state == call_state::ended || entry->lost)
        entry->observers->release();
}

AMI_DECL void call_listeners::on_arrived(const entry_pointer& entry)
{
    entry->reported_state = entry->state; // the state that it comes with is no change
    for (const auto& handler : incoming_->all()) {
        if (!handler->cancelled && !core_.is_abandoned())
            core_.guarded([&] { handler->handle(entry->make_handle()); });
    }
}

} // namespace ami::detail

#endif // AMI_CLIENT_CALLS_IMPL_CALL_LISTENERS_IPP
