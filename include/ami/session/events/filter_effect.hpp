// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_EVENTS_FILTER_EFFECT_HPP
#define AMI_SESSION_EVENTS_FILTER_EFFECT_HPP

#include <ami/protocol/wire/action.hpp>

#include <ami/detail/macros.hpp>

#include <string>
#include <string_view>
#include <vector>

// What the event filters of a session let through, as far as it is certain.

namespace ami::detail {

// The text of a filter, as the user wrote it.
AMI_DECL std::string filter_text(const action& filter);

// The first filter because of which certainly no event of this name is sent; null if one may be. Certain are criteria with
// `name()`, and expressions of `Event: ` and literal names.
AMI_DECL const action* filter_that_hides(const std::vector<action>& filters, std::string_view event_name);

// `; filters in force: "Event: Hangup"`; empty without filters. For errors because something did not come.
AMI_DECL std::string filters_in_force(const std::vector<action>& filters);

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/events/impl/filter_effect.ipp>
#endif

#endif // AMI_SESSION_EVENTS_FILTER_EFFECT_HPP
