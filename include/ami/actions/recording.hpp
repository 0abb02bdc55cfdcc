// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Made by cmake/typed/generate.py of cmake/typed/facts.json: change those.

#ifndef AMI_ACTIONS_RECORDING_HPP
#define AMI_ACTIONS_RECORDING_HPP

#include <ami/actions/typed_builder.hpp>
#include <ami/typed/typed_answer.hpp>

#include <string_view>
#include <utility>

namespace ami::actions {

/// `ChangeMonitor`. Asterisk 13 to 20.
/// \par Server rights
/// write = call
class change_monitor : public typed_builder<change_monitor> {
public:
    /// Needs `Channel`; `File`.
    explicit change_monitor(std::string_view channel, std::string_view file) : typed_builder("ChangeMonitor")
    {
        require("Channel", channel);
        require("File", file);
    }
};

/// `MixMonitor`. Asterisk 13 or later.
/// \par Server rights
/// write = system
class mix_monitor : public typed_builder<mix_monitor> {
public:
    /// What `client::async_perform` completes with.
    class answer_type : public typed_answer {
    public:
        using typed_answer::typed_answer;

        /// `MixMonitorID`.
        text_field mix_monitor_id() const& noexcept { return header("MixMonitorID"); }
        text_field mix_monitor_id() const&& = delete;
    };

    /// Needs `Channel`.
    explicit mix_monitor(std::string_view channel) : typed_builder("MixMonitor")
    {
        require("Channel", channel);
    }

    /// `File`.
    mix_monitor& file(std::string_view value) &
    {
        put_text("File", value);
        return *this;
    }
    mix_monitor&& file(std::string_view value) && { return std::move(file(value)); }

    /// `Command`.
    mix_monitor& command(std::string_view value) &
    {
        put_text("Command", value);
        return *this;
    }
    mix_monitor&& command(std::string_view value) && { return std::move(command(value)); }

    /// `Options` (Asterisk 20.13, 21.8 and 22.3).
    mix_monitor& options(std::string_view value) &
    {
        put_text("Options", value);
        return *this;
    }
    mix_monitor&& options(std::string_view value) && { return std::move(options(value)); }
};

/// `MixMonitorMute`. Asterisk 13 or later.
/// \par Server rights
/// write = call or system
class mix_monitor_mute : public typed_builder<mix_monitor_mute> {
public:
    /// Needs `Channel`; `Direction`; `State`.
    explicit mix_monitor_mute(std::string_view channel, std::string_view direction, bool state)
        : typed_builder("MixMonitorMute")
    {
        require("Channel", channel);
        require("Direction", direction);
        put("State", state ? "1" : "0");
    }

    /// `MixMonitorID`.
    mix_monitor_mute& mix_monitor_id(std::string_view value) &
    {
        put_text("MixMonitorID", value);
        return *this;
    }
    mix_monitor_mute&& mix_monitor_id(std::string_view value) && { return std::move(mix_monitor_id(value)); }
};

/// `Monitor`. Asterisk 13 to 20.
/// \par Server rights
/// write = call
class monitor : public typed_builder<monitor> {
public:
    /// Needs `Channel`.
    explicit monitor(std::string_view channel) : typed_builder("Monitor") { require("Channel", channel); }

    /// `File`.
    monitor& file(std::string_view value) &
    {
        put_text("File", value);
        return *this;
    }
    monitor&& file(std::string_view value) && { return std::move(file(value)); }

    /// `Format`.
    monitor& format(std::string_view value) &
    {
        put_text("Format", value);
        return *this;
    }
    monitor&& format(std::string_view value) && { return std::move(format(value)); }

    /// `Mix`.
    monitor& mix(bool value = true) &
    {
        put("Mix", value ? "yes" : "no");
        return *this;
    }
    monitor&& mix(bool value = true) && { return std::move(mix(value)); }
};

/// `PauseMonitor`. Asterisk 13 to 20.
/// \par Server rights
/// write = call
class pause_monitor : public typed_builder<pause_monitor> {
public:
    /// Needs `Channel`.
    explicit pause_monitor(std::string_view channel) : typed_builder("PauseMonitor")
    {
        require("Channel", channel);
    }
};

/// `StopMixMonitor`. Asterisk 13 or later.
/// \par Server rights
/// write = call or system
class stop_mix_monitor : public typed_builder<stop_mix_monitor> {
public:
    /// Needs `Channel`.
    explicit stop_mix_monitor(std::string_view channel) : typed_builder("StopMixMonitor")
    {
        require("Channel", channel);
    }

    /// `MixMonitorID`.
    stop_mix_monitor& mix_monitor_id(std::string_view value) &
    {
        put_text("MixMonitorID", value);
        return *this;
    }
    stop_mix_monitor&& mix_monitor_id(std::string_view value) && { return std::move(mix_monitor_id(value)); }
};

/// `StopMonitor`. Asterisk 13 to 20.
/// \par Server rights
/// write = call
class stop_monitor : public typed_builder<stop_monitor> {
public:
    /// Needs `Channel`.
    explicit stop_monitor(std::string_view channel) : typed_builder("StopMonitor")
    {
        require("Channel", channel);
    }
};

/// `UnpauseMonitor`. Asterisk 13 to 20.
/// \par Server rights
/// write = call
class unpause_monitor : public typed_builder<unpause_monitor> {
public:
    /// Needs `Channel`.
    explicit unpause_monitor(std::string_view channel) : typed_builder("UnpauseMonitor")
    {
        require("Channel", channel);
    }
};

} // namespace ami::actions

#endif // AMI_ACTIONS_RECORDING_HPP
