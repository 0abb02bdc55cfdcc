// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_EVENTS_EVENT_DEMAND_HPP
#define AMI_SESSION_EVENTS_EVENT_DEMAND_HPP

#include <ami/protocol/values/event_classes.hpp>

#include <ami/detail/macros.hpp>

#include <array>
#include <cstdint>

namespace ami::detail {

// Which classes of events all subscriptions together need.
class event_demand {
public:
    void add(event_classes needed) noexcept { count(needed, 1); }
    void remove(event_classes needed) noexcept { count(needed, std::uint32_t(-1)); }
    void clear() noexcept { *this = {}; }

    event_classes total() const noexcept { return total_; }

private:
    AMI_DECL void count(event_classes needed, std::uint32_t step) noexcept;

    std::array<std::uint32_t, 32> subscriptions_{}; // that need the class of each bit
    event_classes total_;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/events/impl/event_demand.ipp>
#endif

#endif // AMI_SESSION_EVENTS_EVENT_DEMAND_HPP
