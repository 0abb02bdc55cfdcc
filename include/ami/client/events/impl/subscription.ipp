// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_CLIENT_EVENTS_IMPL_SUBSCRIPTION_IPP
#define AMI_CLIENT_EVENTS_IMPL_SUBSCRIPTION_IPP

#include <ami/client/events/subscription.hpp>
#include <ami/session/events/router.hpp>

namespace ami {

AMI_DECL void subscription::cancel()
{
    const auto router = router_.lock();
    const auto entry = entry_.lock();
    if (router && entry)
        router->remove(entry);
}

AMI_DECL bool subscription::active() const noexcept
{
    const auto entry = entry_.lock();
    return entry && !entry->cancelled && !router_.expired();
}

} // namespace ami

#endif // AMI_CLIENT_EVENTS_IMPL_SUBSCRIPTION_IPP
