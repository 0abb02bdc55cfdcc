// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Made by cmake/typed/generate.py of cmake/typed/facts.json: change those.

#ifndef AMI_EVENTS_RECORDING_HPP
#define AMI_EVENTS_RECORDING_HPP

#include <ami/typed/typed_event.hpp>

#include <string_view>

namespace ami::events {

/// `MixMonitorMute` of class call. Asterisk 16.17, 18.3, 20, 21, 22 and 23 or later.
class mix_monitor_mute : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "MixMonitorMute";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `Direction`.
    text_field direction() const noexcept { return header("Direction"); }
    /// `State`.
    field<bool> state() const noexcept { return header("State"); }
};

/// `MixMonitorStart` of class call. Asterisk 16.17, 18.3, 20, 21, 22 and 23 or later.
class mix_monitor_start : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "MixMonitorStart";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
};

/// `MixMonitorStop` of class call. Asterisk 16.17, 18.3, 20, 21, 22 and 23 or later.
class mix_monitor_stop : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "MixMonitorStop";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
};

/// `MonitorStart` of class call. Asterisk 13 to 20.
class monitor_start : public typed_event_base {
public:
    /// The name that Asterisk sends.
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
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "MonitorStop";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
};

} // namespace ami::events

#endif // AMI_EVENTS_RECORDING_HPP
