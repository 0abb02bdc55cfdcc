// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_EVENTS_EVENT_VISIBILITY_HPP
#define AMI_SESSION_EVENTS_EVENT_VISIBILITY_HPP

#include <ami/protocol/values/certainty.hpp>
#include <ami/protocol/values/event_classes.hpp>
#include <ami/protocol/values/user_rights.hpp>
#include <ami/session/connection/server_settings.hpp>
#include <ami/session/events/subscription_entry.hpp>

#include <ami/detail/macros.hpp>

namespace ami::detail {

// What is known of the events that a session gets.
struct event_visibility {
    const server_settings& server;
    const user_rights* rights; // null if nobody has asked
    event_classes seen;        // of events that came

    // Whether the events of a subscription can come. Of several names the one counts that is likeliest to come.
    AMI_COLD AMI_DECL assessment of(const subscription_entry& entry) const;
    AMI_COLD AMI_DECL assessment of(std::string_view event_name) const;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/events/impl/event_visibility.ipp>
#endif

#endif // AMI_SESSION_EVENTS_EVENT_VISIBILITY_HPP
