// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_CLIENT_IMPL_STATE_CHANGE_IPP
#define AMI_CLIENT_IMPL_STATE_CHANGE_IPP

#include <ami/client/handler_list.hpp>
#include <ami/client/state_change.hpp>

namespace ami {

AMI_DECL void state_subscription::cancel()
{
    const auto handlers = handlers_.lock();
    const auto entry = entry_.lock();
    if (handlers && entry)
        handlers->remove(entry);
}

} // namespace ami

#endif // AMI_CLIENT_IMPL_STATE_CHANGE_IPP
