// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Made by cmake/typed/generate.py of cmake/typed/facts.json: change those.

#ifndef AMI_EVENTS_MESSAGING_HPP
#define AMI_EVENTS_MESSAGING_HPP

#include <ami/typed/typed_event.hpp>

#include <string_view>

namespace ami::events {

/// `JabberStatus` of class user.
class jabber_status : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "JabberStatus";
    using typed_event_base::typed_event_base;
};

} // namespace ami::events

#endif // AMI_EVENTS_MESSAGING_HPP
