// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Made by cmake/typed/generate.py of cmake/typed/facts.json: change those.

#ifndef AMI_EVENTS_DAHDI_HPP
#define AMI_EVENTS_DAHDI_HPP

#include <ami/typed/typed_event.hpp>

#include <cstdint>
#include <string_view>

namespace ami::events {

/// `Alarm` of class system. Asterisk 13 or later.
class alarm : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "Alarm";
    using typed_event_base::typed_event_base;

    /// `DAHDIChannel`.
    text_field dahdi_channel() const noexcept { return header("DAHDIChannel"); }
    /// `Alarm`.
    text_field alarm_() const noexcept { return header("Alarm"); }
};

/// `AlarmClear` of class system. Asterisk 13 or later.
class alarm_clear : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "AlarmClear";
    using typed_event_base::typed_event_base;

    /// `DAHDIChannel`.
    text_field dahdi_channel() const noexcept { return header("DAHDIChannel"); }
};

/// `DAHDIChannel` of class call. Asterisk 13 or later.
class dahdi_channel : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "DAHDIChannel";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `DAHDIGroup` (Asterisk 16.3, 18, 20, 21 and 22).
    field<std::int64_t> dahdi_group() const noexcept { return header("DAHDIGroup"); }
    /// `DAHDISpan`.
    field<std::int64_t> dahdi_span() const noexcept { return header("DAHDISpan"); }
    /// `DAHDIChannel`.
    text_field dahdi_channel_() const noexcept { return header("DAHDIChannel"); }
};

/// `DAHDIShowChannels`, an item of a list: DAHDIShowChannels.
class dahdi_show_channels : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "DAHDIShowChannels";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using typed_event_base::typed_event_base;
};

/// `DAHDIShowChannelsComplete`, which ends the list of DAHDIShowChannels.
class dahdi_show_channels_complete : public list_completion {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "DAHDIShowChannelsComplete";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using list_completion::list_completion;

    /// `Items`.
    field<std::int64_t> items() const noexcept { return header("Items"); }
};

/// `DAHDIShowStatus`, an item of a list: DAHDIShowStatus.
class dahdi_show_status : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "DAHDIShowStatus";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using typed_event_base::typed_event_base;
};

/// `DAHDIShowStatusComplete`, which ends the list of DAHDIShowStatus.
class dahdi_show_status_complete : public list_completion {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "DAHDIShowStatusComplete";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using list_completion::list_completion;
};

/// `DNDState` of class system. Asterisk 13 or later.
class dnd_state : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "DNDState";
    using typed_event_base::typed_event_base;

    /// `DAHDIChannel`.
    text_field dahdi_channel() const noexcept { return header("DAHDIChannel"); }
    /// `Status`.
    field<bool> status() const noexcept { return header("Status"); }
};

/// `MCID` of class call. Asterisk 13 or later.
class mcid : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "MCID";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `MCallerIDNumValid`.
    text_field m_caller_id_num_valid() const noexcept { return header("MCallerIDNumValid"); }
    /// `MCallerIDNum`.
    text_field m_caller_id_num() const noexcept { return header("MCallerIDNum"); }
    /// `MCallerIDton`.
    text_field m_caller_id_ton() const noexcept { return header("MCallerIDton"); }
    /// `MCallerIDNumPlan`.
    text_field m_caller_id_num_plan() const noexcept { return header("MCallerIDNumPlan"); }
    /// `MCallerIDNumPres`.
    text_field m_caller_id_num_pres() const noexcept { return header("MCallerIDNumPres"); }
    /// `MCallerIDNameValid`.
    text_field m_caller_id_name_valid() const noexcept { return header("MCallerIDNameValid"); }
    /// `MCallerIDName`.
    text_field m_caller_id_name() const noexcept { return header("MCallerIDName"); }
    /// `MCallerIDNameCharSet`.
    text_field m_caller_id_name_char_set() const noexcept { return header("MCallerIDNameCharSet"); }
    /// `MCallerIDNamePres`.
    text_field m_caller_id_name_pres() const noexcept { return header("MCallerIDNamePres"); }
    /// `MCallerIDSubaddr`.
    text_field m_caller_id_subaddr() const noexcept { return header("MCallerIDSubaddr"); }
    /// `MCallerIDSubaddrType`.
    text_field m_caller_id_subaddr_type() const noexcept { return header("MCallerIDSubaddrType"); }
    /// `MCallerIDSubaddrOdd`.
    text_field m_caller_id_subaddr_odd() const noexcept { return header("MCallerIDSubaddrOdd"); }
    /// `MCallerIDPres`.
    text_field m_caller_id_pres() const noexcept { return header("MCallerIDPres"); }
    /// `MConnectedIDNumValid`.
    text_field m_connected_id_num_valid() const noexcept { return header("MConnectedIDNumValid"); }
    /// `MConnectedIDNum`.
    text_field m_connected_id_num() const noexcept { return header("MConnectedIDNum"); }
    /// `MConnectedIDton`.
    text_field m_connected_id_ton() const noexcept { return header("MConnectedIDton"); }
    /// `MConnectedIDNumPlan`.
    text_field m_connected_id_num_plan() const noexcept { return header("MConnectedIDNumPlan"); }
    /// `MConnectedIDNumPres`.
    text_field m_connected_id_num_pres() const noexcept { return header("MConnectedIDNumPres"); }
    /// `MConnectedIDNameValid`.
    text_field m_connected_id_name_valid() const noexcept { return header("MConnectedIDNameValid"); }
    /// `MConnectedIDName`.
    text_field m_connected_id_name() const noexcept { return header("MConnectedIDName"); }
    /// `MConnectedIDNameCharSet`.
    text_field m_connected_id_name_char_set() const noexcept { return header("MConnectedIDNameCharSet"); }
    /// `MConnectedIDNamePres`.
    text_field m_connected_id_name_pres() const noexcept { return header("MConnectedIDNamePres"); }
    /// `MConnectedIDSubaddr`.
    text_field m_connected_id_subaddr() const noexcept { return header("MConnectedIDSubaddr"); }
    /// `MConnectedIDSubaddrType`.
    text_field m_connected_id_subaddr_type() const noexcept { return header("MConnectedIDSubaddrType"); }
    /// `MConnectedIDSubaddrOdd`.
    text_field m_connected_id_subaddr_odd() const noexcept { return header("MConnectedIDSubaddrOdd"); }
    /// `MConnectedIDPres`.
    text_field m_connected_id_pres() const noexcept { return header("MConnectedIDPres"); }
};

/// `PRIShowSpansComplete`, which ends the list of PRIShowSpans.
class pri_show_spans_complete : public list_completion {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "PRIShowSpansComplete";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using list_completion::list_completion;

    /// `Items`.
    field<std::int64_t> items() const noexcept { return header("Items"); }
};

/// `SpanAlarm` of class system. Asterisk 13 or later.
class span_alarm : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "SpanAlarm";
    using typed_event_base::typed_event_base;

    /// `Span`.
    field<std::int64_t> span() const noexcept { return header("Span"); }
    /// `Alarm`.
    text_field alarm() const noexcept { return header("Alarm"); }
};

/// `SpanAlarmClear` of class system. Asterisk 13 or later.
class span_alarm_clear : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "SpanAlarmClear";
    using typed_event_base::typed_event_base;

    /// `Span`.
    field<std::int64_t> span() const noexcept { return header("Span"); }
};

} // namespace ami::events

#endif // AMI_EVENTS_DAHDI_HPP
