// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Made by cmake/typed/generate.py of cmake/typed/facts.json: change those.

#ifndef AMI_EVENTS_STATE_HPP
#define AMI_EVENTS_STATE_HPP

#include <ami/typed/enumerations.hpp>
#include <ami/typed/typed_event.hpp>

#include <ami/detail/chrono.hpp>

#include <string_view>

namespace ami::events {

/// `DeviceStateChange` of class call. Also an item of the list of DeviceStateList. Asterisk 13 or later.
class device_state_change : public typed_event_base {
public:
    /// The name that Asterisk sends.
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
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "DeviceStateListComplete";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using list_completion::list_completion;
};

/// `ExtensionStateListComplete`, which ends the list of ExtensionStateList. Asterisk 13 or later.
class extension_state_list_complete : public list_completion {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "ExtensionStateListComplete";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using list_completion::list_completion;
};

/// `ExtensionStatus` of class call. Also an item of the list of ExtensionStateList. Asterisk 13 or later.
class extension_status : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "ExtensionStatus";
    using typed_event_base::typed_event_base;

    /// `Exten`.
    text_field exten() const noexcept { return header("Exten"); }
    /// `Context`.
    text_field context() const noexcept { return header("Context"); }
    /// `Hint`.
    text_field hint() const noexcept { return header("Hint"); }
    /// `Status`.
    field<::ami::extension_state> status() const noexcept { return header("Status"); }
    /// `StatusText`.
    field<::ami::extension_state_text> status_text() const noexcept { return header("StatusText"); }
};

/// `PeerStatus` of class system. Also an item of the list of SIPpeerstatus. Asterisk 13 or later.
class peer_status : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "PeerStatus";
    using typed_event_base::typed_event_base;

    /// `ChannelType`.
    text_field channel_type() const noexcept { return header("ChannelType"); }
    /// `Peer`.
    text_field peer() const noexcept { return header("Peer"); }
    /// `PeerStatus`.
    field<::ami::peer_state> peer_status_() const noexcept { return header("PeerStatus"); }
    /// `Cause`.
    text_field cause() const noexcept { return header("Cause"); }
    /// `Address`.
    text_field address() const noexcept { return header("Address"); }
    /// `Port`.
    text_field port() const noexcept { return header("Port"); }
    /// `Time`, in milliseconds.
    field<std::chrono::milliseconds> time() const noexcept { return header("Time"); }
};

/// `PresenceStateChange` of class call. Also an item of the list of PresenceStateList. Asterisk 13 or later.
class presence_state_change : public typed_event_base {
public:
    /// The name that Asterisk sends.
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
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "PresenceStateListComplete";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using list_completion::list_completion;
};

/// `PresenceStatus` of class call. Asterisk 13 or later.
class presence_status : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "PresenceStatus";
    using typed_event_base::typed_event_base;

    /// `Exten`.
    text_field exten() const noexcept { return header("Exten"); }
    /// `Context`.
    text_field context() const noexcept { return header("Context"); }
    /// `Hint`.
    text_field hint() const noexcept { return header("Hint"); }
    /// `Status`.
    text_field status() const noexcept { return header("Status"); }
    /// `Subtype`.
    text_field subtype() const noexcept { return header("Subtype"); }
    /// `Message`.
    escaped_field message() const noexcept { return header("Message"); }
};

/// `Registry` of class system. Asterisk 13 or later.
class registry : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "Registry";
    using typed_event_base::typed_event_base;

    /// `ChannelType`.
    text_field channel_type() const noexcept { return header("ChannelType"); }
    /// `Username`.
    text_field username() const noexcept { return header("Username"); }
    /// `Domain`.
    text_field domain() const noexcept { return header("Domain"); }
    /// `Status`.
    field<::ami::registry_state> status() const noexcept { return header("Status"); }
    /// `Cause`.
    text_field cause() const noexcept { return header("Cause"); }
};

} // namespace ami::events

#endif // AMI_EVENTS_STATE_HPP
