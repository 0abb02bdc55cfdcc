// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.
//
// Made by cmake/typed/generate.py of cmake/typed/facts.json: change those.

#ifndef AMI_ACTIONS_STATE_HPP
#define AMI_ACTIONS_STATE_HPP

#include <ami/actions/typed_builder.hpp>
#include <ami/events/state.hpp>
#include <ami/typed/typed_list.hpp>

namespace ami::actions {

/// `DeviceStateList`. It is answered with a list: use `client::async_list`. Asterisk 13 or later.
/// \par Server rights
/// write = call or reporting
class device_state_list : public typed_builder<device_state_list> {
public:
    /// What `client::async_list` completes with.
    using list_type =
        typed_list<::ami::events::device_state_list_complete, ::ami::events::device_state_change>;

    device_state_list() : typed_builder("DeviceStateList") {}
};

/// `PresenceStateList`. It is answered with a list: use `client::async_list`. Asterisk 13 or later.
/// \par Server rights
/// write = call or reporting
class presence_state_list : public typed_builder<presence_state_list> {
public:
    /// What `client::async_list` completes with.
    using list_type =
        typed_list<::ami::events::presence_state_list_complete, ::ami::events::presence_state_change>;

    presence_state_list() : typed_builder("PresenceStateList") {}
};

} // namespace ami::actions

#endif // AMI_ACTIONS_STATE_HPP
