// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_EVENTS_IMPL_EVENT_DEMAND_IPP
#define AMI_SESSION_EVENTS_IMPL_EVENT_DEMAND_IPP

#include <ami/session/events/event_demand.hpp>

#include <cstddef>

namespace ami::detail {

AMI_DECL void event_demand::count(event_classes needed, std::uint32_t step) noexcept
{
    std::uint32_t total = 0;
    for (std::size_t place = 0; place != subscriptions_.size(); ++place) {
        if ((needed.bits() >> place & 1) != 0)
            subscriptions_[place] += step;
        if (subscriptions_[place] != 0)
            total |= std::uint32_t{1} << place;
    }
    total_ = event_classes(total);
}

} // namespace ami::detail

#endif // AMI_SESSION_EVENTS_IMPL_EVENT_DEMAND_IPP
