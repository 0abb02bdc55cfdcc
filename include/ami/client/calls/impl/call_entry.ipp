// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_CALLS_IMPL_CALL_ENTRY_IPP
#define AMI_CLIENT_CALLS_IMPL_CALL_ENTRY_IPP

#include <ami/client/calls/call_entry.hpp>
#include <ami/client/calls/call_registry.hpp>
#include <ami/client/client_core.hpp>
#include <ami/net/erased_function.hpp>

#include <ami/detail/shared_object.hpp>

#include <utility>

namespace ami::detail {

AMI_DECL void hang_up_dropped(const entry_pointer& entry)
{
    auto core = entry->core.lock();
    if (!core || core->is_released()) // the context may be gone
        return;
    // The handle may be destroyed on any thread, and the client directly after it.
    dispatch_function(entry->executor(), [core = std::move(core), call = entry] {
        if (call->handle.expired())
            call_registry::of(*core).dropped().hang_up(call);
    });
}

AMI_DECL std::shared_ptr<call_handle> call_entry::make_handle()
{
    auto made = handle.lock();
    if (!made) {
        made = make_shared_object<call_handle>(shared_from_this());
        handle = made;
    }
    return made;
}

} // namespace ami::detail

#endif // AMI_CLIENT_CALLS_IMPL_CALL_ENTRY_IPP
