// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Made by cmake/typed/generate.py of cmake/typed/facts.json: change those.

#ifndef AMI_EVENTS_CHANNEL_HPP
#define AMI_EVENTS_CHANNEL_HPP

#include <ami/protocol/values/channel_variable.hpp>
#include <ami/typed/enumerations.hpp>
#include <ami/typed/typed_event.hpp>

#include <ami/detail/chrono.hpp>

#include <cstdint>
#include <string_view>
#include <vector>

namespace ami::events {

/// `ChannelHungup`, an item of a list: Hangup.
class channel_hungup : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "ChannelHungup";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using typed_event_base::typed_event_base;

    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
};

/// `ChannelsHungupListComplete`, which ends the list of Hangup.
class channels_hungup_list_complete : public list_completion {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "ChannelsHungupListComplete";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using list_completion::list_completion;
};

/// `ChannelTalkingStart` of class call. Asterisk 13 or later.
class channel_talking_start : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "ChannelTalkingStart";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
};

/// `ChannelTalkingStop` of class call. Asterisk 13 or later.
class channel_talking_stop : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "ChannelTalkingStop";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `Duration`, in milliseconds.
    field<std::chrono::milliseconds> duration() const noexcept { return header("Duration"); }
};

/// `ChanSpyStart` of class call. Asterisk 13 or later.
class chan_spy_start : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "ChanSpyStart";
    using typed_event_base::typed_event_base;

    /// A channel: `SpyerChannel`, `SpyerChannelState` and so on.
    channel_snapshot spyer() const noexcept { return {view(), "Spyer"}; }
    /// A channel: `SpyeeChannel`, `SpyeeChannelState` and so on.
    channel_snapshot spyee() const noexcept { return {view(), "Spyee"}; }
};

/// `ChanSpyStop` of class call. Asterisk 13 or later.
class chan_spy_stop : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "ChanSpyStop";
    using typed_event_base::typed_event_base;

    /// A channel: `SpyerChannel`, `SpyerChannelState` and so on.
    channel_snapshot spyer() const noexcept { return {view(), "Spyer"}; }
    /// A channel: `SpyeeChannel`, `SpyeeChannelState` and so on.
    channel_snapshot spyee() const noexcept { return {view(), "Spyee"}; }
};

/// `CoreShowChannel`, an item of a list: CoreShowChannels. Asterisk 13 or later.
class core_show_channel : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "CoreShowChannel";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `ActionID`.
    text_field action_id() const noexcept { return header("ActionID"); }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `BridgeId`.
    text_field bridge_id() const noexcept { return header("BridgeId"); }
    /// `Application`.
    text_field application() const noexcept { return header("Application"); }
    /// `ApplicationData`.
    text_field application_data() const noexcept { return header("ApplicationData"); }
    /// `Duration`, as HH:MM:SS.
    hms_field duration() const noexcept { return header("Duration"); }
};

/// `CoreShowChannelMap`, an item of a list: CoreShowChannelMap.
class core_show_channel_map : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "CoreShowChannelMap";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using typed_event_base::typed_event_base;

    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `ConnectedChannel`.
    text_field connected_channel() const noexcept { return header("ConnectedChannel"); }
};

/// `CoreShowChannelMapComplete`, which ends the list of CoreShowChannelMap. Asterisk 18.19, 20.4, 21, 22 and 23 or
/// later.
class core_show_channel_map_complete : public list_completion {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "CoreShowChannelMapComplete";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using list_completion::list_completion;
};

/// `CoreShowChannelsComplete`, which ends the list of CoreShowChannels. Asterisk 13 or later.
class core_show_channels_complete : public list_completion {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "CoreShowChannelsComplete";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using list_completion::list_completion;

    /// `ActionID`.
    text_field action_id() const noexcept { return header("ActionID"); }
};

/// `DialBegin` of class call. Asterisk 13 or later.
class dial_begin : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "DialBegin";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// A channel: `DestChannel`, `DestChannelState` and so on.
    channel_snapshot dest() const noexcept { return {view(), "Dest"}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `DialString`.
    text_field dial_string() const noexcept { return header("DialString"); }
};

/// `DialEnd` of class call. Asterisk 13 or later.
class dial_end : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "DialEnd";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// A channel: `DestChannel`, `DestChannelState` and so on.
    channel_snapshot dest() const noexcept { return {view(), "Dest"}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `DialStatus`.
    field<::ami::dial_result> dial_status() const noexcept { return header("DialStatus"); }
    /// `Forward`.
    text_field forward() const noexcept { return header("Forward"); }
};

/// `DialState` of class call. Asterisk 16 or later.
class dial_state : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "DialState";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// A channel: `DestChannel`, `DestChannelState` and so on.
    channel_snapshot dest() const noexcept { return {view(), "Dest"}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `DialStatus`.
    field<::ami::dial_progress> dial_status() const noexcept { return header("DialStatus"); }
    /// `Forward`.
    text_field forward() const noexcept { return header("Forward"); }
};

/// `DTMFBegin` of class dtmf. Asterisk 16.24, 18.10, 20, 21, 22 and 23 or later.
class dtmf_begin : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "DTMFBegin";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `Digit`.
    text_field digit() const noexcept { return header("Digit"); }
    /// `Direction`.
    field<::ami::dtmf_direction> direction() const noexcept { return header("Direction"); }
};

/// `DTMFEnd` of class dtmf. Asterisk 16.24, 18.10, 20, 21, 22 and 23 or later.
class dtmf_end : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "DTMFEnd";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `Digit`.
    text_field digit() const noexcept { return header("Digit"); }
    /// `DurationMs`, in milliseconds.
    field<std::chrono::milliseconds> duration_ms() const noexcept { return header("DurationMs"); }
    /// `Direction`.
    field<::ami::dtmf_direction> direction() const noexcept { return header("Direction"); }
};

/// `Flash` of class call. Asterisk 16.24, 18.10, 20, 21, 22 and 23 or later.
class flash : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "Flash";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
};

/// `Hangup` of class call. Asterisk 13 or later.
class hangup : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "Hangup";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `Cause`.
    field<::ami::hangup_cause> cause() const noexcept { return header("Cause"); }
    /// `Cause-txt`.
    text_field cause_txt() const noexcept { return punctuated("Cause-txt"); }
    /// `TechCause` (Asterisk 20.17, 22.7 and 23 or later).
    field<std::int64_t> tech_cause() const noexcept { return header("TechCause"); }
};

/// `HangupHandlerPop` of class dialplan. Asterisk 13 or later.
class hangup_handler_pop : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "HangupHandlerPop";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `Handler`.
    text_field handler() const noexcept { return header("Handler"); }
};

/// `HangupHandlerPush` of class dialplan. Asterisk 13 or later.
class hangup_handler_push : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "HangupHandlerPush";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `Handler`.
    text_field handler() const noexcept { return header("Handler"); }
};

/// `HangupHandlerRun` of class dialplan. Asterisk 13 or later.
class hangup_handler_run : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "HangupHandlerRun";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `Handler`.
    text_field handler() const noexcept { return header("Handler"); }
};

/// `HangupRequest` of class call. Asterisk 13 or later.
class hangup_request : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "HangupRequest";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `Cause`.
    field<::ami::hangup_cause> cause() const noexcept { return header("Cause"); }
    /// `TechCause`.
    field<std::int64_t> tech_cause() const noexcept { return header("TechCause"); }
};

/// `Hold` of class call. Asterisk 13 or later.
class hold : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "Hold";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `MusicClass`.
    text_field music_class() const noexcept { return header("MusicClass"); }
};

/// `MusicOnHoldStart` of class call. Asterisk 13 or later.
class music_on_hold_start : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "MusicOnHoldStart";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `Class`.
    text_field class_() const noexcept { return header("Class"); }
};

/// `MusicOnHoldStop` of class call. Asterisk 13 or later.
class music_on_hold_stop : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "MusicOnHoldStop";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
};

/// `NewAccountCode` of class call. Asterisk 13 or later.
class new_account_code : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "NewAccountCode";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `OldAccountCode`.
    text_field old_account_code() const noexcept { return header("OldAccountCode"); }
};

/// `NewCallerid` of class call. Asterisk 13 or later.
class new_caller_id : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "NewCallerid";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `CID-CallingPres`.
    escaped_field cid_calling_pres() const noexcept { return punctuated("CID-CallingPres"); }
};

/// `Newchannel` of class call. Asterisk 13 or later.
class newchannel : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "Newchannel";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
};

/// `NewConnectedLine` of class call. Asterisk 13 or later.
class new_connected_line : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "NewConnectedLine";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
};

/// `Newexten` of class dialplan. Asterisk 13 or later.
class newexten : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "Newexten";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `Extension`.
    text_field extension() const noexcept { return header("Extension"); }
    /// `Application`.
    text_field application() const noexcept { return header("Application"); }
    /// `AppData`.
    text_field app_data() const noexcept { return header("AppData"); }
};

/// `Newstate` of class call. Asterisk 13 or later.
class newstate : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "Newstate";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
};

/// `OriginateResponse` of class call. Asterisk 13 or later.
class originate_response : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "OriginateResponse";
    using typed_event_base::typed_event_base;

    /// `ActionID`.
    text_field action_id() const noexcept { return header("ActionID"); }
    /// `Response`.
    field<::ami::originate_result> response() const noexcept { return header("Response"); }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `Context`.
    text_field context() const noexcept { return header("Context"); }
    /// `Exten`.
    text_field exten() const noexcept { return header("Exten"); }
    /// `Application`.
    text_field application() const noexcept { return header("Application"); }
    /// `Data`.
    text_field data() const noexcept { return header("Data"); }
    /// `Reason`.
    field<::ami::originate_reason> reason() const noexcept { return header("Reason"); }
    /// `Uniqueid`.
    text_field unique_id() const noexcept { return header("Uniqueid"); }
    /// `CallerIDNum`.
    text_field caller_id_num() const noexcept { return header("CallerIDNum"); }
    /// `CallerIDName`.
    text_field caller_id_name() const noexcept { return header("CallerIDName"); }
    /// `ChanVariable(*)`, the variables of the channel.
    std::vector<channel_variable> variables() const { return channel_variables(view()); }
};

/// `Pickup` of class call. Asterisk 13 or later.
class pickup : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "Pickup";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// A channel: `TargetChannel`, `TargetChannelState` and so on.
    channel_snapshot target() const noexcept { return {view(), "Target"}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
};

/// `Rename` of class call. Asterisk 16.24, 18.10, 20, 21, 22 and 23 or later.
class rename : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "Rename";
    using typed_event_base::typed_event_base;
};

/// `SoftHangupRequest` of class call. Asterisk 13 or later.
class soft_hangup_request : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "SoftHangupRequest";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `Cause`.
    field<::ami::hangup_cause> cause() const noexcept { return header("Cause"); }
};

/// `Status`, an item of a list: Status. Asterisk 13 or later.
class status : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "Status";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `ActionID`.
    text_field action_id() const noexcept { return header("ActionID"); }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `Type`.
    text_field type() const noexcept { return header("Type"); }
    /// `DNID`.
    text_field dnid() const noexcept { return header("DNID"); }
    /// `EffectiveConnectedLineNum`.
    text_field effective_connected_line_num() const noexcept { return header("EffectiveConnectedLineNum"); }
    /// `EffectiveConnectedLineName`.
    text_field effective_connected_line_name() const noexcept { return header("EffectiveConnectedLineName"); }
    /// `TimeToHangup`, in seconds since 1970; 0 means never.
    field<std::chrono::sys_seconds> time_to_hangup() const noexcept { return header("TimeToHangup"); }
    /// `BridgeID`.
    text_field bridge_id() const noexcept { return header("BridgeID"); }
    /// `Application`.
    text_field application() const noexcept { return header("Application"); }
    /// `Data`.
    text_field data() const noexcept { return header("Data"); }
    /// `Nativeformats`.
    text_field native_formats() const noexcept { return header("Nativeformats"); }
    /// `Readformat`.
    text_field read_format() const noexcept { return header("Readformat"); }
    /// `Readtrans`.
    text_field read_trans() const noexcept { return header("Readtrans"); }
    /// `Writeformat`.
    text_field write_format() const noexcept { return header("Writeformat"); }
    /// `Writetrans`.
    text_field write_trans() const noexcept { return header("Writetrans"); }
    /// `Callgroup`, a bit for each.
    field<std::uint64_t> call_group() const noexcept { return header("Callgroup"); }
    /// `Pickupgroup`, a bit for each.
    field<std::uint64_t> pickup_group() const noexcept { return header("Pickupgroup"); }
    /// `Seconds`, in seconds.
    field<std::chrono::seconds> seconds() const noexcept { return header("Seconds"); }
    /// `Variable`, which can come several times.
    value_range variable() const noexcept { return view().all("Variable"); }
};

/// `StatusComplete`, which ends the list of Status. Asterisk 13 or later.
class status_complete : public list_completion {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "StatusComplete";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using list_completion::list_completion;

    /// `Items`.
    field<std::int64_t> items() const noexcept { return header("Items"); }
};

/// `Unhold` of class call. Asterisk 13 or later.
class unhold : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "Unhold";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
};

/// `VarSet` of class dialplan. Asterisk 13 or later.
class var_set : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "VarSet";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `Variable`.
    text_field variable() const noexcept { return header("Variable"); }
    /// `Value`.
    escaped_field value() const noexcept { return header("Value"); }
};

/// `Wink` of class call. Asterisk 16.24, 18.10, 20, 21, 22 and 23 or later.
class wink : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "Wink";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
};

} // namespace ami::events

#endif // AMI_EVENTS_CHANNEL_HPP
