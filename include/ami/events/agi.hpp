// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Made by cmake/typed/generate.py of cmake/typed/facts.json: change those.

#ifndef AMI_EVENTS_AGI_HPP
#define AMI_EVENTS_AGI_HPP

#include <ami/typed/typed_event.hpp>

#include <cstdint>
#include <string_view>

namespace ami::events {

/// `AGIExecEnd` of class agi. Asterisk 13 or later.
class agi_exec_end : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "AGIExecEnd";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `Command`.
    text_field command() const noexcept { return header("Command"); }
    /// `CommandId`.
    field<std::int64_t> command_id() const noexcept { return header("CommandId"); }
    /// `ResultCode`.
    field<std::int64_t> result_code() const noexcept { return header("ResultCode"); }
    /// `Result`.
    text_field result() const noexcept { return header("Result"); }
};

/// `AGIExecStart` of class agi. Asterisk 13 or later.
class agi_exec_start : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "AGIExecStart";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `Command`.
    text_field command() const noexcept { return header("Command"); }
    /// `CommandId`.
    field<std::int64_t> command_id() const noexcept { return header("CommandId"); }
};

/// `AsyncAGIEnd` of class agi. Asterisk 13 or later.
class async_agi_end : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "AsyncAGIEnd";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
};

/// `AsyncAGIExec` of class agi. Asterisk 13 or later.
class async_agi_exec : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "AsyncAGIExec";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `CommandId`.
    text_field command_id() const noexcept { return header("CommandId"); }
    /// `Result`.
    percent_encoded_field result() const noexcept { return header("Result"); }
};

/// `AsyncAGIStart` of class agi. Asterisk 13 or later.
class async_agi_start : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "AsyncAGIStart";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `Env`.
    percent_encoded_field env() const noexcept { return header("Env"); }
};

} // namespace ami::events

#endif // AMI_EVENTS_AGI_HPP
