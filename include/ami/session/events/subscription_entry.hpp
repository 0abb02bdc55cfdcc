// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_EVENTS_SUBSCRIPTION_ENTRY_HPP
#define AMI_SESSION_EVENTS_SUBSCRIPTION_ENTRY_HPP

#include <ami/protocol/values/event_classes.hpp>
#include <ami/protocol/wire/packet_view.hpp>

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace ami::detail {

using event_function = std::function<void(const event_view&)>;
using event_predicate = std::function<bool(const event_view&)>;

// One handler of events.
struct subscription_entry {
    std::uint64_t id = 0;
    std::vector<std::string> names; // empty: every event
    event_predicate wants;          // empty: every event of these names
    event_function handle;
    event_classes classes; // of the events with these names
    bool cancelled = false;
    bool is_internal = false;     // the library's own
    bool was_told_silent = false; // the log has that it gets nothing
};

} // namespace ami::detail

#endif // AMI_SESSION_EVENTS_SUBSCRIPTION_ENTRY_HPP
