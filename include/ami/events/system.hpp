// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.
//
// Made by cmake/typed/generate.py of cmake/typed/facts.json: change those.

#ifndef AMI_EVENTS_SYSTEM_HPP
#define AMI_EVENTS_SYSTEM_HPP

#include <ami/protocol/values/channel_variable.hpp>
#include <ami/typed/enumerations.hpp>
#include <ami/typed/typed_event.hpp>

#include <ami/detail/chrono.hpp>

#include <cstdint>
#include <string_view>
#include <vector>

namespace ami::events {

/// `AuthListComplete`, which ends the list of PJSIPShowAuths. Asterisk 16 or later.
class auth_list_complete : public list_completion {
public:
    static constexpr std::string_view event_name = "AuthListComplete";
    static constexpr bool only_in_lists = true;
    using list_completion::list_completion;
};

/// `ChannelHungup`, an item of a list: Hangup.
class channel_hungup : public typed_event_base {
public:
    static constexpr std::string_view event_name = "ChannelHungup";
    static constexpr bool only_in_lists = true;
    using typed_event_base::typed_event_base;

    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
};

/// `ChannelsHungupListComplete`, which ends the list of Hangup.
class channels_hungup_list_complete : public list_completion {
public:
    static constexpr std::string_view event_name = "ChannelsHungupListComplete";
    static constexpr bool only_in_lists = true;
    using list_completion::list_completion;
};

/// `CloseSession` of class shutdown.
class close_session : public typed_event_base {
public:
    static constexpr std::string_view event_name = "CloseSession";
    using typed_event_base::typed_event_base;
};

/// `CoreShowChannel`, an item of a list: CoreShowChannels. Asterisk 13 or later.
class core_show_channel : public typed_event_base {
public:
    static constexpr std::string_view event_name = "CoreShowChannel";
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
    static constexpr std::string_view event_name = "CoreShowChannelMap";
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
    static constexpr std::string_view event_name = "CoreShowChannelMapComplete";
    static constexpr bool only_in_lists = true;
    using list_completion::list_completion;
};

/// `CoreShowChannelsComplete`, which ends the list of CoreShowChannels. Asterisk 13 or later.
class core_show_channels_complete : public list_completion {
public:
    static constexpr std::string_view event_name = "CoreShowChannelsComplete";
    static constexpr bool only_in_lists = true;
    using list_completion::list_completion;

    /// `ActionID`.
    text_field action_id() const noexcept { return header("ActionID"); }
};

/// `DeadlockStart` of class system. Asterisk 18.15, 20, 21, 22 and 23 or later.
class deadlock_start : public typed_event_base {
public:
    static constexpr std::string_view event_name = "DeadlockStart";
    using typed_event_base::typed_event_base;

    /// `Mutex`.
    text_field mutex() const noexcept { return header("Mutex"); }
};

/// `ExtensionStateListComplete`, which ends the list of ExtensionStateList. Asterisk 13 or later.
class extension_state_list_complete : public list_completion {
public:
    static constexpr std::string_view event_name = "ExtensionStateListComplete";
    static constexpr bool only_in_lists = true;
    using list_completion::list_completion;
};

/// `ExtensionStatus` of class call. Also an item of the list of ExtensionStateList. Asterisk 13 or later.
class extension_status : public typed_event_base {
public:
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

/// `FullyBooted` of class system. Asterisk 13 or later.
class fully_booted : public typed_event_base {
public:
    static constexpr std::string_view event_name = "FullyBooted";
    using typed_event_base::typed_event_base;

    /// `Status`.
    text_field status() const noexcept { return header("Status"); }
    /// `Uptime`, in seconds (Asterisk 16 or later).
    field<std::chrono::seconds> uptime() const noexcept { return header("Uptime"); }
    /// `LastReload`, in seconds (Asterisk 16 or later).
    field<std::chrono::seconds> last_reload() const noexcept { return header("LastReload"); }
};

/// `ListDialplan`, an item of a list: ShowDialPlan.
class list_dialplan : public typed_event_base {
public:
    static constexpr std::string_view event_name = "ListDialplan";
    static constexpr bool only_in_lists = true;
    using typed_event_base::typed_event_base;

    /// `Context`.
    text_field context() const noexcept { return header("Context"); }
    /// `Extension`.
    text_field extension() const noexcept { return header("Extension"); }
    /// `Priority`.
    text_field priority() const noexcept { return header("Priority"); }
    /// `Application`.
    text_field application() const noexcept { return header("Application"); }
    /// `AppData`.
    text_field app_data() const noexcept { return header("AppData"); }
    /// `Registrar`.
    text_field registrar() const noexcept { return header("Registrar"); }
    /// `Switch`.
    text_field switch_() const noexcept { return header("Switch"); }
    /// `IncludeContext`.
    text_field include_context() const noexcept { return header("IncludeContext"); }
    /// `ExtensionLabel`.
    text_field extension_label() const noexcept { return header("ExtensionLabel"); }
    /// `IgnorePattern`.
    text_field ignore_pattern() const noexcept { return header("IgnorePattern"); }
};

/// `Load` of class system. Asterisk 16 or later.
class load : public typed_event_base {
public:
    static constexpr std::string_view event_name = "Load";
    using typed_event_base::typed_event_base;

    /// `Module`.
    text_field module() const noexcept { return header("Module"); }
    /// `Status`.
    field<::ami::module_load_result> status() const noexcept { return header("Status"); }
};

/// `LogChannel` of class system. Asterisk 16.24, 18.10, 20, 21, 22 and 23 or later.
class log_channel : public typed_event_base {
public:
    static constexpr std::string_view event_name = "LogChannel";
    using typed_event_base::typed_event_base;

    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
};

/// `MobileStatus` of class system.
class mobile_status : public typed_event_base {
public:
    static constexpr std::string_view event_name = "MobileStatus";
    using typed_event_base::typed_event_base;
};

/// `Newchannel` of class call. Asterisk 13 or later.
class newchannel : public typed_event_base {
public:
    static constexpr std::string_view event_name = "Newchannel";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
};

/// `OriginateResponse` of class call. Asterisk 13 or later.
class originate_response : public typed_event_base {
public:
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

/// `PresenceStatus` of class call. Asterisk 13 or later.
class presence_status : public typed_event_base {
public:
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

/// `Reload` of class system. Asterisk 13 or later.
class reload : public typed_event_base {
public:
    static constexpr std::string_view event_name = "Reload";
    using typed_event_base::typed_event_base;

    /// `Module`.
    text_field module() const noexcept { return header("Module"); }
    /// `Status`.
    field<std::int64_t> status() const noexcept { return header("Status"); }
};

/// `ShowDialPlanComplete`, which ends the list of ShowDialPlan.
class show_dial_plan_complete : public list_completion {
public:
    static constexpr std::string_view event_name = "ShowDialPlanComplete";
    static constexpr bool only_in_lists = true;
    using list_completion::list_completion;

    /// `ListExtensions`.
    field<std::int64_t> list_extensions() const noexcept { return header("ListExtensions"); }
    /// `ListPriorities`.
    field<std::int64_t> list_priorities() const noexcept { return header("ListPriorities"); }
    /// `ListContexts`.
    field<std::int64_t> list_contexts() const noexcept { return header("ListContexts"); }
};

/// `Shutdown` of class system. Asterisk 13 or later.
class shutdown : public typed_event_base {
public:
    static constexpr std::string_view event_name = "Shutdown";
    using typed_event_base::typed_event_base;

    /// `Shutdown`.
    field<::ami::shutdown_manner> shutdown_() const noexcept { return header("Shutdown"); }
    /// `Restart`.
    field<bool> restart() const noexcept { return header("Restart"); }
};

/// `Status`, an item of a list: Status. Asterisk 13 or later.
class status : public typed_event_base {
public:
    static constexpr std::string_view event_name = "Status";
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
    static constexpr std::string_view event_name = "StatusComplete";
    static constexpr bool only_in_lists = true;
    using list_completion::list_completion;

    /// `Items`.
    field<std::int64_t> items() const noexcept { return header("Items"); }
};

/// `TestEvent` of class reporting. Only in builds with TEST_FRAMEWORK.
class test_event : public typed_event_base {
public:
    static constexpr std::string_view event_name = "TestEvent";
    using typed_event_base::typed_event_base;

    /// `Type`, which can come several times.
    value_range type() const noexcept { return view().all("Type"); }
    /// `State`, which can come several times.
    value_range state() const noexcept { return view().all("State"); }
    /// `AppFile`.
    text_field app_file() const noexcept { return header("AppFile"); }
    /// `AppFunction`.
    text_field app_function() const noexcept { return header("AppFunction"); }
    /// `AppLine`.
    field<std::int64_t> app_line() const noexcept { return header("AppLine"); }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
};

/// `Unload` of class system. Asterisk 16 or later.
class unload : public typed_event_base {
public:
    static constexpr std::string_view event_name = "Unload";
    using typed_event_base::typed_event_base;

    /// `Module`.
    text_field module() const noexcept { return header("Module"); }
    /// `Status`.
    field<::ami::module_unload_result> status() const noexcept { return header("Status"); }
};

/// `UserEvent` of class user. Asterisk 13 or later.
class user_event : public typed_event_base {
public:
    static constexpr std::string_view event_name = "UserEvent";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `UserEvent`.
    text_field user_event_() const noexcept { return header("UserEvent"); }
};

/// `WaitEventComplete`, an item of a list or of an answer.
class wait_event_complete : public typed_event_base {
public:
    static constexpr std::string_view event_name = "WaitEventComplete";
    static constexpr bool only_in_lists = true;
    using typed_event_base::typed_event_base;
};

} // namespace ami::events

#endif // AMI_EVENTS_SYSTEM_HPP
