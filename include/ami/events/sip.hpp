// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Made by cmake/typed/generate.py of cmake/typed/facts.json: change those.

#ifndef AMI_EVENTS_SIP_HPP
#define AMI_EVENTS_SIP_HPP

#include <ami/typed/typed_event.hpp>

#include <cstdint>
#include <string_view>

namespace ami::events {

/// `DeviceEntry`, an item of a list: SKINNYdevices.
class device_entry : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "DeviceEntry";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using typed_event_base::typed_event_base;

    /// `Channeltype`.
    text_field channel_type() const noexcept { return header("Channeltype"); }
    /// `ObjectName`.
    text_field object_name() const noexcept { return header("ObjectName"); }
    /// `ChannelObjectType`.
    text_field channel_object_type() const noexcept { return header("ChannelObjectType"); }
    /// `DeviceId`.
    text_field device_id() const noexcept { return header("DeviceId"); }
    /// `IPaddress`.
    text_field ip_address() const noexcept { return header("IPaddress"); }
    /// `Type`.
    text_field type() const noexcept { return header("Type"); }
    /// `Devicestatus`.
    text_field device_status() const noexcept { return header("Devicestatus"); }
    /// `NumberOfLines`.
    field<std::int64_t> number_of_lines() const noexcept { return header("NumberOfLines"); }
};

/// `DevicelistComplete`, which ends the list of SKINNYdevices.
class device_list_complete : public list_completion {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "DevicelistComplete";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using list_completion::list_completion;
};

/// `LineEntry`, an item of a list: SKINNYlines.
class line_entry : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "LineEntry";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using typed_event_base::typed_event_base;

    /// `Channeltype`.
    text_field channel_type() const noexcept { return header("Channeltype"); }
    /// `ObjectName`.
    text_field object_name() const noexcept { return header("ObjectName"); }
    /// `ChannelObjectType`.
    text_field channel_object_type() const noexcept { return header("ChannelObjectType"); }
    /// `Device`.
    text_field device() const noexcept { return header("Device"); }
    /// `Instance`.
    field<std::int64_t> instance() const noexcept { return header("Instance"); }
    /// `Label`.
    text_field label() const noexcept { return header("Label"); }
};

/// `LinelistComplete`, which ends the list of SKINNYlines.
class line_list_complete : public list_completion {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "LinelistComplete";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using list_completion::list_completion;
};

/// `SessionTimeout` of class call. Asterisk 13 to 20.
class session_timeout : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "SessionTimeout";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `Source`.
    text_field source() const noexcept { return header("Source"); }
};

/// `SIPpeerstatusComplete`, which ends the list of SIPpeerstatus.
class sip_peer_status_complete : public list_completion {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "SIPpeerstatusComplete";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using list_completion::list_completion;
};

/// `SIPQualifyPeerDone` of class call. Asterisk 13 to 20.
class sip_qualify_peer_done : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "SIPQualifyPeerDone";
    using typed_event_base::typed_event_base;

    /// `Peer`.
    text_field peer() const noexcept { return header("Peer"); }
    /// `ActionID`.
    text_field action_id() const noexcept { return header("ActionID"); }
};

} // namespace ami::events

#endif // AMI_EVENTS_SIP_HPP
