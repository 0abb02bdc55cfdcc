// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Made by cmake/typed/generate.py of cmake/typed/facts.json: change those.

#ifndef AMI_EVENTS_CONFBRIDGE_HPP
#define AMI_EVENTS_CONFBRIDGE_HPP

#include <ami/typed/typed_event.hpp>

#include <ami/detail/chrono.hpp>

#include <cstdint>
#include <string_view>

namespace ami::events {

/// `ConfbridgeEnd` of class call. Asterisk 13 or later.
class confbridge_end : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "ConfbridgeEnd";
    using typed_event_base::typed_event_base;

    /// A bridge: `BridgeUniqueid`, `BridgeType` and so on.
    bridge_snapshot bridge() const noexcept { return {view(), ""}; }
    /// `Conference`.
    text_field conference() const noexcept { return header("Conference"); }
};

/// `ConfbridgeJoin` of class call. Asterisk 13 or later.
class confbridge_join : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "ConfbridgeJoin";
    using typed_event_base::typed_event_base;

    /// A bridge: `BridgeUniqueid`, `BridgeType` and so on.
    bridge_snapshot bridge() const noexcept { return {view(), ""}; }
    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Conference`.
    text_field conference() const noexcept { return header("Conference"); }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `Admin`.
    field<bool> admin() const noexcept { return header("Admin"); }
    /// `Muted`.
    field<bool> muted() const noexcept { return header("Muted"); }
};

/// `ConfbridgeLeave` of class call. Asterisk 13 or later.
class confbridge_leave : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "ConfbridgeLeave";
    using typed_event_base::typed_event_base;

    /// A bridge: `BridgeUniqueid`, `BridgeType` and so on.
    bridge_snapshot bridge() const noexcept { return {view(), ""}; }
    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Conference`.
    text_field conference() const noexcept { return header("Conference"); }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `Admin`.
    field<bool> admin() const noexcept { return header("Admin"); }
    /// `BridgeVideoSource`.
    text_field bridge_video_source() const noexcept { return header("BridgeVideoSource"); }
};

/// `ConfbridgeList`, an item of a list: ConfbridgeList. Asterisk 13 or later.
class confbridge_list : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "ConfbridgeList";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Conference`.
    text_field conference() const noexcept { return header("Conference"); }
    /// `Admin`.
    field<bool> admin() const noexcept { return header("Admin"); }
    /// `MarkedUser`.
    field<bool> marked_user() const noexcept { return header("MarkedUser"); }
    /// `WaitMarked`.
    field<bool> wait_marked() const noexcept { return header("WaitMarked"); }
    /// `EndMarked`.
    field<bool> end_marked() const noexcept { return header("EndMarked"); }
    /// `Waiting`.
    field<bool> waiting() const noexcept { return header("Waiting"); }
    /// `Muted`.
    field<bool> muted() const noexcept { return header("Muted"); }
    /// `Talking`.
    field<bool> talking() const noexcept { return header("Talking"); }
    /// `AnsweredTime`, in seconds.
    field<std::chrono::seconds> answered_time() const noexcept { return header("AnsweredTime"); }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `EndMarkedAny`.
    field<bool> end_marked_any() const noexcept { return header("EndMarkedAny"); }
};

/// `ConfbridgeListComplete`, which ends the list of ConfbridgeList.
class confbridge_list_complete : public list_completion {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "ConfbridgeListComplete";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using list_completion::list_completion;
};

/// `ConfbridgeListRooms`, an item of a list: ConfbridgeListRooms. Asterisk 18.15, 20, 21, 22 and 23 or later.
class confbridge_list_rooms : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "ConfbridgeListRooms";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using typed_event_base::typed_event_base;

    /// `Conference`.
    text_field conference() const noexcept { return header("Conference"); }
    /// `Parties`.
    field<std::int64_t> parties() const noexcept { return header("Parties"); }
    /// `Marked`.
    field<std::int64_t> marked() const noexcept { return header("Marked"); }
    /// `Locked`.
    field<bool> locked() const noexcept { return header("Locked"); }
    /// `Muted`.
    field<bool> muted() const noexcept { return header("Muted"); }
};

/// `ConfbridgeListRoomsComplete`, which ends the list of ConfbridgeListRooms.
class confbridge_list_rooms_complete : public list_completion {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "ConfbridgeListRoomsComplete";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using list_completion::list_completion;
};

/// `ConfbridgeMute` of class call. Asterisk 13 or later.
class confbridge_mute : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "ConfbridgeMute";
    using typed_event_base::typed_event_base;

    /// A bridge: `BridgeUniqueid`, `BridgeType` and so on.
    bridge_snapshot bridge() const noexcept { return {view(), ""}; }
    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Conference`.
    text_field conference() const noexcept { return header("Conference"); }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `Admin`.
    field<bool> admin() const noexcept { return header("Admin"); }
};

/// `ConfbridgeRecord` of class call. Asterisk 13 or later.
class confbridge_record : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "ConfbridgeRecord";
    using typed_event_base::typed_event_base;

    /// A bridge: `BridgeUniqueid`, `BridgeType` and so on.
    bridge_snapshot bridge() const noexcept { return {view(), ""}; }
    /// `Conference`.
    text_field conference() const noexcept { return header("Conference"); }
    /// `BridgeVideoSource`.
    text_field bridge_video_source() const noexcept { return header("BridgeVideoSource"); }
};

/// `ConfbridgeStart` of class call. Asterisk 13 or later.
class confbridge_start : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "ConfbridgeStart";
    using typed_event_base::typed_event_base;

    /// A bridge: `BridgeUniqueid`, `BridgeType` and so on.
    bridge_snapshot bridge() const noexcept { return {view(), ""}; }
    /// `Conference`.
    text_field conference() const noexcept { return header("Conference"); }
};

/// `ConfbridgeStopRecord` of class call. Asterisk 13 or later.
class confbridge_stop_record : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "ConfbridgeStopRecord";
    using typed_event_base::typed_event_base;

    /// A bridge: `BridgeUniqueid`, `BridgeType` and so on.
    bridge_snapshot bridge() const noexcept { return {view(), ""}; }
    /// `Conference`.
    text_field conference() const noexcept { return header("Conference"); }
    /// `BridgeVideoSource`.
    text_field bridge_video_source() const noexcept { return header("BridgeVideoSource"); }
};

/// `ConfbridgeTalking` of class call. Asterisk 13 or later.
class confbridge_talking : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "ConfbridgeTalking";
    using typed_event_base::typed_event_base;

    /// A bridge: `BridgeUniqueid`, `BridgeType` and so on.
    bridge_snapshot bridge() const noexcept { return {view(), ""}; }
    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Conference`.
    text_field conference() const noexcept { return header("Conference"); }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `TalkingStatus`.
    field<bool> talking_status() const noexcept { return header("TalkingStatus"); }
    /// `Admin`.
    field<bool> admin() const noexcept { return header("Admin"); }
};

/// `ConfbridgeUnmute` of class call. Asterisk 13 or later.
class confbridge_unmute : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "ConfbridgeUnmute";
    using typed_event_base::typed_event_base;

    /// A bridge: `BridgeUniqueid`, `BridgeType` and so on.
    bridge_snapshot bridge() const noexcept { return {view(), ""}; }
    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Conference`.
    text_field conference() const noexcept { return header("Conference"); }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `Admin`.
    field<bool> admin() const noexcept { return header("Admin"); }
    /// `BridgeVideoSource`.
    text_field bridge_video_source() const noexcept { return header("BridgeVideoSource"); }
};

} // namespace ami::events

#endif // AMI_EVENTS_CONFBRIDGE_HPP
