// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Made by cmake/typed/generate.py of cmake/typed/facts.json: change those.

#ifndef AMI_EVENTS_SYSTEM_HPP
#define AMI_EVENTS_SYSTEM_HPP

#include <ami/typed/enumerations.hpp>
#include <ami/typed/typed_event.hpp>

#include <ami/detail/chrono.hpp>

#include <cstdint>
#include <string_view>

namespace ami::events {

/// `CloseSession` of class shutdown.
class close_session : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "CloseSession";
    using typed_event_base::typed_event_base;
};

/// `DeadlockStart` of class system. Asterisk 18.15, 20, 21, 22 and 23 or later.
class deadlock_start : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "DeadlockStart";
    using typed_event_base::typed_event_base;

    /// `Mutex`.
    text_field mutex() const noexcept { return header("Mutex"); }
};

/// `FullyBooted` of class system. Asterisk 13 or later.
class fully_booted : public typed_event_base {
public:
    /// The name that Asterisk sends.
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
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "ListDialplan";
    /// It answers an action: it cannot be subscribed to.
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
    /// The name that Asterisk sends.
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
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "LogChannel";
    using typed_event_base::typed_event_base;

    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
};

/// `MobileStatus` of class system.
class mobile_status : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "MobileStatus";
    using typed_event_base::typed_event_base;
};

/// `Reload` of class system. Asterisk 13 or later.
class reload : public typed_event_base {
public:
    /// The name that Asterisk sends.
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
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "ShowDialPlanComplete";
    /// It answers an action: it cannot be subscribed to.
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
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "Shutdown";
    using typed_event_base::typed_event_base;

    /// `Shutdown`.
    field<::ami::shutdown_manner> shutdown_() const noexcept { return header("Shutdown"); }
    /// `Restart`.
    field<bool> restart() const noexcept { return header("Restart"); }
};

/// `TestEvent` of class reporting. Only in builds with TEST_FRAMEWORK.
class test_event : public typed_event_base {
public:
    /// The name that Asterisk sends.
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
    /// The name that Asterisk sends.
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
    /// The name that Asterisk sends.
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
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "WaitEventComplete";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using typed_event_base::typed_event_base;
};

} // namespace ami::events

#endif // AMI_EVENTS_SYSTEM_HPP
