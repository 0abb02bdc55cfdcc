// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.
//
// Made by cmake/typed/generate.py of cmake/typed/facts.json: change those.

#ifndef AMI_EVENTS_CHANNEL_HPP
#define AMI_EVENTS_CHANNEL_HPP

#include <ami/typed/enumerations.hpp>
#include <ami/typed/typed_event.hpp>

#include <ami/detail/chrono.hpp>

#include <cstdint>
#include <string_view>

namespace ami::events {

/// `AorListComplete`, which ends the list of PJSIPShowAors. Asterisk 16 or later.
class aor_list_complete : public list_completion {
public:
    static constexpr std::string_view event_name = "AorListComplete";
    static constexpr bool only_in_lists = true;
    using list_completion::list_completion;
};

/// `ChanSpyStart` of class call. Asterisk 13 or later.
class chan_spy_start : public typed_event_base {
public:
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
    static constexpr std::string_view event_name = "ChanSpyStop";
    using typed_event_base::typed_event_base;

    /// A channel: `SpyerChannel`, `SpyerChannelState` and so on.
    channel_snapshot spyer() const noexcept { return {view(), "Spyer"}; }
    /// A channel: `SpyeeChannel`, `SpyeeChannelState` and so on.
    channel_snapshot spyee() const noexcept { return {view(), "Spyee"}; }
};

/// `DialBegin` of class call. Asterisk 13 or later.
class dial_begin : public typed_event_base {
public:
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

/// `FAXStatus` of class call. Asterisk 13 or later.
class fax_status : public typed_event_base {
public:
    static constexpr std::string_view event_name = "FAXStatus";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `Operation`.
    field<::ami::fax_operation> operation() const noexcept { return header("Operation"); }
    /// `Status`.
    text_field status() const noexcept { return header("Status"); }
    /// `LocalStationID`.
    text_field local_station_id() const noexcept { return header("LocalStationID"); }
    /// `FileName`.
    text_field file_name() const noexcept { return header("FileName"); }
};

/// `Flash` of class call. Asterisk 16.24, 18.10, 20, 21, 22 and 23 or later.
class flash : public typed_event_base {
public:
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
    static constexpr std::string_view event_name = "Hold";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `MusicClass`.
    text_field music_class() const noexcept { return header("MusicClass"); }
};

/// `MonitorStart` of class call. Asterisk 13 to 20.
class monitor_start : public typed_event_base {
public:
    static constexpr std::string_view event_name = "MonitorStart";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
};

/// `MonitorStop` of class call. Asterisk 13 to 20.
class monitor_stop : public typed_event_base {
public:
    static constexpr std::string_view event_name = "MonitorStop";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
};

/// `MusicOnHoldStart` of class call. Asterisk 13 or later.
class music_on_hold_start : public typed_event_base {
public:
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
    static constexpr std::string_view event_name = "NewCallerid";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `CID-CallingPres`.
    escaped_field cid_calling_pres() const noexcept { return punctuated("CID-CallingPres"); }
};

/// `NewConnectedLine` of class call. Asterisk 13 or later.
class new_connected_line : public typed_event_base {
public:
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
    static constexpr std::string_view event_name = "Newstate";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
};

/// `Pickup` of class call. Asterisk 13 or later.
class pickup : public typed_event_base {
public:
    static constexpr std::string_view event_name = "Pickup";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// A channel: `TargetChannel`, `TargetChannelState` and so on.
    channel_snapshot target() const noexcept { return {view(), "Target"}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
};

/// `ReceiveFAX` of class call. Asterisk 13 or later.
class receive_fax : public typed_event_base {
public:
    static constexpr std::string_view event_name = "ReceiveFAX";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `LocalStationID`.
    text_field local_station_id() const noexcept { return header("LocalStationID"); }
    /// `RemoteStationID`.
    text_field remote_station_id() const noexcept { return header("RemoteStationID"); }
    /// `PagesTransferred`.
    field<std::int64_t> pages_transferred() const noexcept { return header("PagesTransferred"); }
    /// `Resolution`.
    text_field resolution() const noexcept { return header("Resolution"); }
    /// `TransferRate`.
    field<std::int64_t> transfer_rate() const noexcept { return header("TransferRate"); }
    /// `FileName`.
    text_field file_name() const noexcept { return header("FileName"); }
};

/// `Rename` of class call. Asterisk 16.24, 18.10, 20, 21, 22 and 23 or later.
class rename : public typed_event_base {
public:
    static constexpr std::string_view event_name = "Rename";
    using typed_event_base::typed_event_base;
};

/// `SendFAX` of class call. Asterisk 13 or later.
class send_fax : public typed_event_base {
public:
    static constexpr std::string_view event_name = "SendFAX";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `LocalStationID`.
    text_field local_station_id() const noexcept { return header("LocalStationID"); }
    /// `RemoteStationID`.
    text_field remote_station_id() const noexcept { return header("RemoteStationID"); }
    /// `PagesTransferred`.
    field<std::int64_t> pages_transferred() const noexcept { return header("PagesTransferred"); }
    /// `Resolution`.
    text_field resolution() const noexcept { return header("Resolution"); }
    /// `TransferRate`.
    field<std::int64_t> transfer_rate() const noexcept { return header("TransferRate"); }
    /// `FileName`.
    text_field file_name() const noexcept { return header("FileName"); }
};

/// `SoftHangupRequest` of class call. Asterisk 13 or later.
class soft_hangup_request : public typed_event_base {
public:
    static constexpr std::string_view event_name = "SoftHangupRequest";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `Cause`.
    field<::ami::hangup_cause> cause() const noexcept { return header("Cause"); }
};

/// `Unhold` of class call. Asterisk 13 or later.
class unhold : public typed_event_base {
public:
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
    static constexpr std::string_view event_name = "Wink";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
};

} // namespace ami::events

#endif // AMI_EVENTS_CHANNEL_HPP
