// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.
//
// Made by cmake/typed/generate.py of cmake/typed/facts.json: change those.

#ifndef AMI_EVENTS_STATE_HPP
#define AMI_EVENTS_STATE_HPP

#include <ami/typed/typed_event.hpp>

#include <string_view>

namespace ami::events {

/// `DeviceStateChange` of class call. Also an item of the list of DeviceStateList. Asterisk 13 or later.
class device_state_change : public typed_event_base {
public:
    static constexpr std::string_view event_name = "DeviceStateChange";
    using typed_event_base::typed_event_base;

    /// `Device`.
    text_field device() const noexcept { return header("Device"); }
    /// `State`.
    field<::ami::device_state> state() const noexcept { return header("State"); }
};

/// `DeviceStateListComplete`, which ends the list of DeviceStateList. Asterisk 13 or later.
class device_state_list_complete : public list_completion {
public:
    static constexpr std::string_view event_name = "DeviceStateListComplete";
    static constexpr bool only_in_lists = true;
    using list_completion::list_completion;
};

/// `PresenceStateChange` of class call. Also an item of the list of PresenceStateList. Asterisk 13 or later.
class presence_state_change : public typed_event_base {
public:
    static constexpr std::string_view event_name = "PresenceStateChange";
    using typed_event_base::typed_event_base;

    /// `Presentity`.
    text_field presentity() const noexcept { return header("Presentity"); }
    /// `Status`.
    text_field status() const noexcept { return header("Status"); }
    /// `Subtype`.
    text_field subtype() const noexcept { return header("Subtype"); }
    /// `Message`.
    escaped_field message() const noexcept { return header("Message"); }
};

/// `PresenceStateListComplete`, which ends the list of PresenceStateList. Asterisk 13 or later.
class presence_state_list_complete : public list_completion {
public:
    static constexpr std::string_view event_name = "PresenceStateListComplete";
    static constexpr bool only_in_lists = true;
    using list_completion::list_completion;
};

} // namespace ami::events

#endif // AMI_EVENTS_STATE_HPP
