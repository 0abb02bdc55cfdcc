// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_CLIENT_IMPL_STATE_CHANGE_IPP
#define AMI_CLIENT_IMPL_STATE_CHANGE_IPP

#include <ami/client/state_change.hpp>
#include <ami/client/state_observers.hpp>

namespace ami {

AMI_DECL void state_subscription::cancel()
{
    const auto observers = observers_.lock();
    const auto entry = entry_.lock();
    if (observers && entry)
        observers->remove(entry);
}

} // namespace ami

#endif // AMI_CLIENT_IMPL_STATE_CHANGE_IPP
