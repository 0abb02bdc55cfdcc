// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Made by cmake/typed/generate.py of cmake/typed/facts.json: change those.

#ifndef AMI_EVENTS_MEETME_HPP
#define AMI_EVENTS_MEETME_HPP

#include <ami/typed/typed_event.hpp>

#include <ami/detail/chrono.hpp>

#include <cstdint>
#include <string_view>

namespace ami::events {

/// `MeetmeEnd` of class call. Asterisk 13 or later.
class meetme_end : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "MeetmeEnd";
    using typed_event_base::typed_event_base;

    /// `Meetme`.
    text_field meetme() const noexcept { return header("Meetme"); }
};

/// `MeetmeJoin` of class call. Asterisk 13 or later.
class meetme_join : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "MeetmeJoin";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Meetme`.
    text_field meetme() const noexcept { return header("Meetme"); }
    /// `User`.
    text_field user() const noexcept { return header("User"); }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
};

/// `MeetmeLeave` of class call. Asterisk 13 or later.
class meetme_leave : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "MeetmeLeave";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Meetme`.
    text_field meetme() const noexcept { return header("Meetme"); }
    /// `User`.
    text_field user() const noexcept { return header("User"); }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `Duration`, in seconds.
    field<std::chrono::seconds> duration() const noexcept { return header("Duration"); }
};

/// `MeetmeList`, an item of a list: MeetmeList. Asterisk 18.15, 20, 21, 22 and 23 or later.
class meetme_list : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "MeetmeList";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using typed_event_base::typed_event_base;

    /// `Conference`.
    text_field conference() const noexcept { return header("Conference"); }
    /// `UserNumber`.
    field<std::int64_t> user_number() const noexcept { return header("UserNumber"); }
    /// `CallerIDNum`.
    text_field caller_id_num() const noexcept { return header("CallerIDNum"); }
    /// `CallerIDName`.
    text_field caller_id_name() const noexcept { return header("CallerIDName"); }
    /// `ConnectedLineNum`.
    text_field connected_line_num() const noexcept { return header("ConnectedLineNum"); }
    /// `ConnectedLineName`.
    text_field connected_line_name() const noexcept { return header("ConnectedLineName"); }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `Admin`.
    text_field admin() const noexcept { return header("Admin"); }
    /// `Role`.
    text_field role() const noexcept { return header("Role"); }
    /// `MarkedUser`.
    text_field marked_user() const noexcept { return header("MarkedUser"); }
    /// `Muted`.
    text_field muted() const noexcept { return header("Muted"); }
    /// `Talking`.
    text_field talking() const noexcept { return header("Talking"); }
};

/// `MeetmeListComplete`, which ends the list of MeetmeList.
class meetme_list_complete : public list_completion {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "MeetmeListComplete";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using list_completion::list_completion;
};

/// `MeetmeListRooms`, an item of a list: MeetmeListRooms. Asterisk 18.15, 20, 21, 22 and 23 or later.
class meetme_list_rooms : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "MeetmeListRooms";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using typed_event_base::typed_event_base;

    /// `Conference`.
    text_field conference() const noexcept { return header("Conference"); }
    /// `Parties`.
    field<std::int64_t> parties() const noexcept { return header("Parties"); }
    /// `Marked`.
    text_field marked() const noexcept { return header("Marked"); }
    /// `Activity`.
    text_field activity() const noexcept { return header("Activity"); }
    /// `Creation`.
    text_field creation() const noexcept { return header("Creation"); }
    /// `Locked`.
    text_field locked() const noexcept { return header("Locked"); }
};

/// `MeetmeListRoomsComplete`, which ends the list of MeetmeListRooms.
class meetme_list_rooms_complete : public list_completion {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "MeetmeListRoomsComplete";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using list_completion::list_completion;
};

/// `MeetmeMute` of class call. Asterisk 13 or later.
class meetme_mute : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "MeetmeMute";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Meetme`.
    text_field meetme() const noexcept { return header("Meetme"); }
    /// `User`.
    text_field user() const noexcept { return header("User"); }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `Duration`, in seconds.
    field<std::chrono::seconds> duration() const noexcept { return header("Duration"); }
    /// `Status`.
    field<bool> status() const noexcept { return header("Status"); }
};

/// `MeetmeTalking` of class call. Asterisk 13 or later.
class meetme_talking : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "MeetmeTalking";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Meetme`.
    text_field meetme() const noexcept { return header("Meetme"); }
    /// `User`.
    text_field user() const noexcept { return header("User"); }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `Duration`, in seconds.
    field<std::chrono::seconds> duration() const noexcept { return header("Duration"); }
    /// `Status`.
    field<bool> status() const noexcept { return header("Status"); }
};

/// `MeetmeTalkRequest` of class call. Asterisk 13 or later.
class meetme_talk_request : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "MeetmeTalkRequest";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Meetme`.
    text_field meetme() const noexcept { return header("Meetme"); }
    /// `User`.
    text_field user() const noexcept { return header("User"); }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `Duration`, in seconds.
    field<std::chrono::seconds> duration() const noexcept { return header("Duration"); }
    /// `Status`.
    field<bool> status() const noexcept { return header("Status"); }
};

} // namespace ami::events

#endif // AMI_EVENTS_MEETME_HPP
