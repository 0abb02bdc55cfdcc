// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_CONNECTION_IMPL_STATE_CHANGE_IPP
#define AMI_CLIENT_CONNECTION_IMPL_STATE_CHANGE_IPP

#include <ami/client/connection/state_change.hpp>
#include <ami/client/events/handler_list.hpp>

namespace ami {

AMI_DECL void state_subscription::cancel()
{
    const auto handlers = handlers_.lock();
    const auto entry = entry_.lock();
    if (handlers && entry)
        handlers->remove(entry);
}

} // namespace ami

#endif // AMI_CLIENT_CONNECTION_IMPL_STATE_CHANGE_IPP
