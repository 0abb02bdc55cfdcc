// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Made by cmake/typed/generate.py of cmake/typed/facts.json: change those.

#ifndef AMI_EVENTS_QUEUE_HPP
#define AMI_EVENTS_QUEUE_HPP

#include <ami/typed/enumerations.hpp>
#include <ami/typed/typed_event.hpp>

#include <ami/detail/chrono.hpp>

#include <cstdint>
#include <string_view>

namespace ami::events {

/// `AgentCalled` of class agent. Asterisk 13 or later.
class agent_called : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "AgentCalled";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// A channel: `DestChannel`, `DestChannelState` and so on.
    channel_snapshot dest() const noexcept { return {view(), "Dest"}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `Queue`.
    text_field queue() const noexcept { return header("Queue"); }
    /// `MemberName`.
    text_field member_name() const noexcept { return header("MemberName"); }
    /// `Interface`.
    text_field interface() const noexcept { return header("Interface"); }
};

/// `AgentComplete` of class agent. Asterisk 13 or later.
class agent_complete : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "AgentComplete";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// A channel: `DestChannel`, `DestChannelState` and so on.
    channel_snapshot dest() const noexcept { return {view(), "Dest"}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `Queue`.
    text_field queue() const noexcept { return header("Queue"); }
    /// `MemberName`.
    text_field member_name() const noexcept { return header("MemberName"); }
    /// `Interface`.
    text_field interface() const noexcept { return header("Interface"); }
    /// `HoldTime`, in seconds.
    field<std::chrono::seconds> hold_time() const noexcept { return header("HoldTime"); }
    /// `TalkTime`, in seconds.
    field<std::chrono::seconds> talk_time() const noexcept { return header("TalkTime"); }
    /// `Reason`.
    field<::ami::agent_completion> reason() const noexcept { return header("Reason"); }
};

/// `AgentConnect` of class agent. Asterisk 13 or later.
class agent_connect : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "AgentConnect";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// A channel: `DestChannel`, `DestChannelState` and so on.
    channel_snapshot dest() const noexcept { return {view(), "Dest"}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `Queue`.
    text_field queue() const noexcept { return header("Queue"); }
    /// `MemberName`.
    text_field member_name() const noexcept { return header("MemberName"); }
    /// `Interface`.
    text_field interface() const noexcept { return header("Interface"); }
    /// `RingTime`, in seconds.
    field<std::chrono::seconds> ring_time() const noexcept { return header("RingTime"); }
    /// `HoldTime`, in seconds.
    field<std::chrono::seconds> hold_time() const noexcept { return header("HoldTime"); }
};

/// `AgentDump` of class agent. Asterisk 13 or later.
class agent_dump : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "AgentDump";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// A channel: `DestChannel`, `DestChannelState` and so on.
    channel_snapshot dest() const noexcept { return {view(), "Dest"}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `Queue`.
    text_field queue() const noexcept { return header("Queue"); }
    /// `MemberName`.
    text_field member_name() const noexcept { return header("MemberName"); }
    /// `Interface`.
    text_field interface() const noexcept { return header("Interface"); }
};

/// `AgentLogin` of class agent. Asterisk 13 or later.
class agent_login : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "AgentLogin";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `Agent`.
    text_field agent() const noexcept { return header("Agent"); }
};

/// `AgentLogoff` of class agent. Asterisk 13 or later.
class agent_logoff : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "AgentLogoff";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel` (Asterisk 20.13, 21.8, 22.3 and 23 or later).
    text_field channel() const noexcept { return header("Channel"); }
    /// `Agent`.
    text_field agent() const noexcept { return header("Agent"); }
    /// `Logintime`, in seconds.
    field<std::chrono::seconds> login_time() const noexcept { return header("Logintime"); }
};

/// `AgentRingNoAnswer` of class agent. Asterisk 13 or later.
class agent_ring_no_answer : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "AgentRingNoAnswer";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// A channel: `DestChannel`, `DestChannelState` and so on.
    channel_snapshot dest() const noexcept { return {view(), "Dest"}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `Queue`.
    text_field queue() const noexcept { return header("Queue"); }
    /// `MemberName`.
    text_field member_name() const noexcept { return header("MemberName"); }
    /// `Interface`.
    text_field interface() const noexcept { return header("Interface"); }
    /// `RingTime`, in seconds.
    field<std::chrono::seconds> ring_time() const noexcept { return header("RingTime"); }
};

/// `Agents`, an item of a list: Agents. Asterisk 13 or later.
class agents : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "Agents";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Agent`.
    text_field agent() const noexcept { return header("Agent"); }
    /// `Name`.
    text_field name() const noexcept { return header("Name"); }
    /// `Status`.
    field<::ami::agent_state> status() const noexcept { return header("Status"); }
    /// `TalkingToChan`.
    text_field talking_to_chan() const noexcept { return header("TalkingToChan"); }
    /// `CallStarted`, in seconds since 1970; 0 means never.
    field<std::chrono::sys_seconds> call_started() const noexcept { return header("CallStarted"); }
    /// `LoggedInTime`, in seconds since 1970; 0 means never.
    field<std::chrono::sys_seconds> logged_in_time() const noexcept { return header("LoggedInTime"); }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `ActionID`.
    text_field action_id() const noexcept { return header("ActionID"); }
};

/// `AgentsComplete`, which ends the list of Agents. Asterisk 13 or later.
class agents_complete : public list_completion {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "AgentsComplete";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using list_completion::list_completion;

    /// `ActionID`.
    text_field action_id() const noexcept { return header("ActionID"); }
};

/// `QueueCallerAbandon` of class agent. Asterisk 13 or later.
class queue_caller_abandon : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "QueueCallerAbandon";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `Queue`.
    text_field queue() const noexcept { return header("Queue"); }
    /// `Position`.
    field<std::int64_t> position() const noexcept { return header("Position"); }
    /// `OriginalPosition`.
    field<std::int64_t> original_position() const noexcept { return header("OriginalPosition"); }
    /// `HoldTime`, in seconds.
    field<std::chrono::seconds> hold_time() const noexcept { return header("HoldTime"); }
};

/// `QueueCallerJoin` of class agent. Asterisk 13 or later.
class queue_caller_join : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "QueueCallerJoin";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `Queue`.
    text_field queue() const noexcept { return header("Queue"); }
    /// `Position`.
    field<std::int64_t> position() const noexcept { return header("Position"); }
    /// `Count`.
    field<std::int64_t> count() const noexcept { return header("Count"); }
};

/// `QueueCallerLeave` of class agent. Asterisk 13 or later.
class queue_caller_leave : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "QueueCallerLeave";
    using typed_event_base::typed_event_base;

    /// A channel: `Channel`, `ChannelState` and so on.
    channel_snapshot snapshot() const noexcept { return {view(), ""}; }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `Queue`.
    text_field queue() const noexcept { return header("Queue"); }
    /// `Count`.
    field<std::int64_t> count() const noexcept { return header("Count"); }
    /// `Position`.
    field<std::int64_t> position() const noexcept { return header("Position"); }
};

/// `QueueEntry`, an item of a list: QueueStatus. Asterisk 16.24, 18.10, 20, 21, 22 and 23 or later.
class queue_entry : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "QueueEntry";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using typed_event_base::typed_event_base;

    /// `Queue`.
    text_field queue() const noexcept { return header("Queue"); }
    /// `Position`.
    field<std::int64_t> position() const noexcept { return header("Position"); }
    /// `Channel`.
    text_field channel() const noexcept { return header("Channel"); }
    /// `Uniqueid`.
    text_field unique_id() const noexcept { return header("Uniqueid"); }
    /// `CallerIDNum`.
    text_field caller_id_num() const noexcept { return header("CallerIDNum"); }
    /// `CallerIDName`.
    text_field caller_id_name() const noexcept { return header("CallerIDName"); }
    /// `ConnectedLineNum`.
    text_field connected_line_num() const noexcept { return header("ConnectedLineNum"); }
    /// `ConnectedLineName`.
    text_field connected_line_name() const noexcept { return header("ConnectedLineName"); }
    /// `Wait`, in seconds.
    field<std::chrono::seconds> wait() const noexcept { return header("Wait"); }
    /// `Priority`.
    field<std::int64_t> priority() const noexcept { return header("Priority"); }
};

/// `QueueMember`, an item of a list: QueueStatus.
class queue_member : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "QueueMember";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using typed_event_base::typed_event_base;

    /// `Queue`.
    text_field queue() const noexcept { return header("Queue"); }
    /// `Name`.
    text_field name() const noexcept { return header("Name"); }
    /// `Location`.
    text_field location() const noexcept { return header("Location"); }
    /// `StateInterface`.
    text_field state_interface() const noexcept { return header("StateInterface"); }
    /// `Membership`.
    text_field membership() const noexcept { return header("Membership"); }
    /// `Penalty`.
    field<std::int64_t> penalty() const noexcept { return header("Penalty"); }
    /// `CallsTaken`.
    field<std::int64_t> calls_taken() const noexcept { return header("CallsTaken"); }
    /// `LastCall`, in seconds since 1970; 0 means never.
    field<std::chrono::sys_seconds> last_call() const noexcept { return header("LastCall"); }
    /// `LastPause`, in seconds since 1970; 0 means never.
    field<std::chrono::sys_seconds> last_pause() const noexcept { return header("LastPause"); }
    /// `LoginTime`, in seconds since 1970; 0 means never.
    field<std::chrono::sys_seconds> login_time() const noexcept { return header("LoginTime"); }
    /// `InCall`.
    field<bool> in_call() const noexcept { return header("InCall"); }
    /// `Status`.
    field<::ami::device_state> status() const noexcept { return header("Status"); }
    /// `Paused`.
    field<bool> paused() const noexcept { return header("Paused"); }
    /// `PausedReason`.
    text_field paused_reason() const noexcept { return header("PausedReason"); }
    /// `Wrapuptime`, in seconds.
    field<std::chrono::seconds> wrapup_time() const noexcept { return header("Wrapuptime"); }
};

/// `QueueMemberAdded` of class agent. Asterisk 13 or later.
class queue_member_added : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "QueueMemberAdded";
    using typed_event_base::typed_event_base;

    /// `Queue`.
    text_field queue() const noexcept { return header("Queue"); }
    /// `MemberName`.
    text_field member_name() const noexcept { return header("MemberName"); }
    /// `Interface`.
    text_field interface() const noexcept { return header("Interface"); }
    /// `StateInterface`.
    text_field state_interface() const noexcept { return header("StateInterface"); }
    /// `Membership`.
    field<::ami::queue_membership> membership() const noexcept { return header("Membership"); }
    /// `Penalty`.
    field<std::int64_t> penalty() const noexcept { return header("Penalty"); }
    /// `CallsTaken`.
    field<std::int64_t> calls_taken() const noexcept { return header("CallsTaken"); }
    /// `LastCall`, in seconds since 1970; 0 means never.
    field<std::chrono::sys_seconds> last_call() const noexcept { return header("LastCall"); }
    /// `LastPause`, in seconds since 1970; 0 means never (Asterisk 16 or later).
    field<std::chrono::sys_seconds> last_pause() const noexcept { return header("LastPause"); }
    /// `LoginTime`, in seconds since 1970; 0 means never (Asterisk 16.23, 18.9, 20, 21, 22 and 23 or later).
    field<std::chrono::sys_seconds> login_time() const noexcept { return header("LoginTime"); }
    /// `InCall`.
    field<bool> in_call() const noexcept { return header("InCall"); }
    /// `Status`.
    field<::ami::device_state> status() const noexcept { return header("Status"); }
    /// `Paused`.
    field<bool> paused() const noexcept { return header("Paused"); }
    /// `PausedReason`.
    text_field paused_reason() const noexcept { return header("PausedReason"); }
    /// `Ringinuse`.
    field<bool> ring_in_use() const noexcept { return header("Ringinuse"); }
    /// `Wrapuptime`, in seconds (Asterisk 16.3, 18, 20, 21, 22 and 23 or later).
    field<std::chrono::seconds> wrapup_time() const noexcept { return header("Wrapuptime"); }
};

/// `QueueMemberPause` of class agent. Asterisk 13 or later.
class queue_member_pause : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "QueueMemberPause";
    using typed_event_base::typed_event_base;

    /// `Queue`.
    text_field queue() const noexcept { return header("Queue"); }
    /// `MemberName`.
    text_field member_name() const noexcept { return header("MemberName"); }
    /// `Interface`.
    text_field interface() const noexcept { return header("Interface"); }
    /// `StateInterface`.
    text_field state_interface() const noexcept { return header("StateInterface"); }
    /// `Membership`.
    field<::ami::queue_membership> membership() const noexcept { return header("Membership"); }
    /// `Penalty`.
    field<std::int64_t> penalty() const noexcept { return header("Penalty"); }
    /// `CallsTaken`.
    field<std::int64_t> calls_taken() const noexcept { return header("CallsTaken"); }
    /// `LastCall`, in seconds since 1970; 0 means never.
    field<std::chrono::sys_seconds> last_call() const noexcept { return header("LastCall"); }
    /// `LastPause`, in seconds since 1970; 0 means never (Asterisk 16 or later).
    field<std::chrono::sys_seconds> last_pause() const noexcept { return header("LastPause"); }
    /// `LoginTime`, in seconds since 1970; 0 means never (Asterisk 16.23, 18.9, 20, 21, 22 and 23 or later).
    field<std::chrono::sys_seconds> login_time() const noexcept { return header("LoginTime"); }
    /// `InCall`.
    field<bool> in_call() const noexcept { return header("InCall"); }
    /// `Status`.
    field<::ami::device_state> status() const noexcept { return header("Status"); }
    /// `Paused`.
    field<bool> paused() const noexcept { return header("Paused"); }
    /// `PausedReason`.
    text_field paused_reason() const noexcept { return header("PausedReason"); }
    /// `Ringinuse`.
    field<bool> ring_in_use() const noexcept { return header("Ringinuse"); }
    /// `Wrapuptime`, in seconds (Asterisk 16.3, 18, 20, 21, 22 and 23 or later).
    field<std::chrono::seconds> wrapup_time() const noexcept { return header("Wrapuptime"); }
    /// `Reason` (Asterisk 13 to 16).
    text_field reason() const noexcept { return header("Reason"); }
};

/// `QueueMemberPenalty` of class agent. Asterisk 13 or later.
class queue_member_penalty : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "QueueMemberPenalty";
    using typed_event_base::typed_event_base;

    /// `Queue`.
    text_field queue() const noexcept { return header("Queue"); }
    /// `MemberName`.
    text_field member_name() const noexcept { return header("MemberName"); }
    /// `Interface`.
    text_field interface() const noexcept { return header("Interface"); }
    /// `StateInterface`.
    text_field state_interface() const noexcept { return header("StateInterface"); }
    /// `Membership`.
    field<::ami::queue_membership> membership() const noexcept { return header("Membership"); }
    /// `Penalty`.
    field<std::int64_t> penalty() const noexcept { return header("Penalty"); }
    /// `CallsTaken`.
    field<std::int64_t> calls_taken() const noexcept { return header("CallsTaken"); }
    /// `LastCall`, in seconds since 1970; 0 means never.
    field<std::chrono::sys_seconds> last_call() const noexcept { return header("LastCall"); }
    /// `LastPause`, in seconds since 1970; 0 means never (Asterisk 16 or later).
    field<std::chrono::sys_seconds> last_pause() const noexcept { return header("LastPause"); }
    /// `LoginTime`, in seconds since 1970; 0 means never (Asterisk 16.23, 18.9, 20, 21, 22 and 23 or later).
    field<std::chrono::sys_seconds> login_time() const noexcept { return header("LoginTime"); }
    /// `InCall`.
    field<bool> in_call() const noexcept { return header("InCall"); }
    /// `Status`.
    field<::ami::device_state> status() const noexcept { return header("Status"); }
    /// `Paused`.
    field<bool> paused() const noexcept { return header("Paused"); }
    /// `PausedReason`.
    text_field paused_reason() const noexcept { return header("PausedReason"); }
    /// `Ringinuse`.
    field<bool> ring_in_use() const noexcept { return header("Ringinuse"); }
    /// `Wrapuptime`, in seconds (Asterisk 16.3, 18, 20, 21, 22 and 23 or later).
    field<std::chrono::seconds> wrapup_time() const noexcept { return header("Wrapuptime"); }
};

/// `QueueMemberRemoved` of class agent. Asterisk 13 or later.
class queue_member_removed : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "QueueMemberRemoved";
    using typed_event_base::typed_event_base;

    /// `Queue`.
    text_field queue() const noexcept { return header("Queue"); }
    /// `MemberName`.
    text_field member_name() const noexcept { return header("MemberName"); }
    /// `Interface`.
    text_field interface() const noexcept { return header("Interface"); }
    /// `StateInterface`.
    text_field state_interface() const noexcept { return header("StateInterface"); }
    /// `Membership`.
    field<::ami::queue_membership> membership() const noexcept { return header("Membership"); }
    /// `Penalty`.
    field<std::int64_t> penalty() const noexcept { return header("Penalty"); }
    /// `CallsTaken`.
    field<std::int64_t> calls_taken() const noexcept { return header("CallsTaken"); }
    /// `LastCall`, in seconds since 1970; 0 means never.
    field<std::chrono::sys_seconds> last_call() const noexcept { return header("LastCall"); }
    /// `LastPause`, in seconds since 1970; 0 means never (Asterisk 16 or later).
    field<std::chrono::sys_seconds> last_pause() const noexcept { return header("LastPause"); }
    /// `LoginTime`, in seconds since 1970; 0 means never (Asterisk 16.23, 18.9, 20, 21, 22 and 23 or later).
    field<std::chrono::sys_seconds> login_time() const noexcept { return header("LoginTime"); }
    /// `InCall`.
    field<bool> in_call() const noexcept { return header("InCall"); }
    /// `Status`.
    field<::ami::device_state> status() const noexcept { return header("Status"); }
    /// `Paused`.
    field<bool> paused() const noexcept { return header("Paused"); }
    /// `PausedReason`.
    text_field paused_reason() const noexcept { return header("PausedReason"); }
    /// `Ringinuse`.
    field<bool> ring_in_use() const noexcept { return header("Ringinuse"); }
    /// `Wrapuptime`, in seconds (Asterisk 16.3, 18, 20, 21, 22 and 23 or later).
    field<std::chrono::seconds> wrapup_time() const noexcept { return header("Wrapuptime"); }
};

/// `QueueMemberRinginuse` of class agent. Asterisk 13 or later.
class queue_member_ring_in_use : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "QueueMemberRinginuse";
    using typed_event_base::typed_event_base;

    /// `Queue`.
    text_field queue() const noexcept { return header("Queue"); }
    /// `MemberName`.
    text_field member_name() const noexcept { return header("MemberName"); }
    /// `Interface`.
    text_field interface() const noexcept { return header("Interface"); }
    /// `StateInterface`.
    text_field state_interface() const noexcept { return header("StateInterface"); }
    /// `Membership`.
    field<::ami::queue_membership> membership() const noexcept { return header("Membership"); }
    /// `Penalty`.
    field<std::int64_t> penalty() const noexcept { return header("Penalty"); }
    /// `CallsTaken`.
    field<std::int64_t> calls_taken() const noexcept { return header("CallsTaken"); }
    /// `LastCall`, in seconds since 1970; 0 means never.
    field<std::chrono::sys_seconds> last_call() const noexcept { return header("LastCall"); }
    /// `LastPause`, in seconds since 1970; 0 means never (Asterisk 16 or later).
    field<std::chrono::sys_seconds> last_pause() const noexcept { return header("LastPause"); }
    /// `LoginTime`, in seconds since 1970; 0 means never (Asterisk 16.23, 18.9, 20, 21, 22 and 23 or later).
    field<std::chrono::sys_seconds> login_time() const noexcept { return header("LoginTime"); }
    /// `InCall`.
    field<bool> in_call() const noexcept { return header("InCall"); }
    /// `Status`.
    field<::ami::device_state> status() const noexcept { return header("Status"); }
    /// `Paused`.
    field<bool> paused() const noexcept { return header("Paused"); }
    /// `PausedReason`.
    text_field paused_reason() const noexcept { return header("PausedReason"); }
    /// `Ringinuse`.
    field<bool> ring_in_use() const noexcept { return header("Ringinuse"); }
    /// `Wrapuptime`, in seconds (Asterisk 16.3, 18, 20, 21, 22 and 23 or later).
    field<std::chrono::seconds> wrapup_time() const noexcept { return header("Wrapuptime"); }
};

/// `QueueMemberStatus` of class agent. Asterisk 13 or later.
class queue_member_status : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "QueueMemberStatus";
    using typed_event_base::typed_event_base;

    /// `Queue`.
    text_field queue() const noexcept { return header("Queue"); }
    /// `MemberName`.
    text_field member_name() const noexcept { return header("MemberName"); }
    /// `Interface`.
    text_field interface() const noexcept { return header("Interface"); }
    /// `StateInterface`.
    text_field state_interface() const noexcept { return header("StateInterface"); }
    /// `Membership`.
    field<::ami::queue_membership> membership() const noexcept { return header("Membership"); }
    /// `Penalty`.
    field<std::int64_t> penalty() const noexcept { return header("Penalty"); }
    /// `CallsTaken`.
    field<std::int64_t> calls_taken() const noexcept { return header("CallsTaken"); }
    /// `LastCall`, in seconds since 1970; 0 means never.
    field<std::chrono::sys_seconds> last_call() const noexcept { return header("LastCall"); }
    /// `LastPause`, in seconds since 1970; 0 means never (Asterisk 16 or later).
    field<std::chrono::sys_seconds> last_pause() const noexcept { return header("LastPause"); }
    /// `LoginTime`, in seconds since 1970; 0 means never (Asterisk 16.23, 18.9, 20, 21, 22 and 23 or later).
    field<std::chrono::sys_seconds> login_time() const noexcept { return header("LoginTime"); }
    /// `InCall`.
    field<bool> in_call() const noexcept { return header("InCall"); }
    /// `Status`.
    field<::ami::device_state> status() const noexcept { return header("Status"); }
    /// `Paused`.
    field<bool> paused() const noexcept { return header("Paused"); }
    /// `PausedReason`.
    text_field paused_reason() const noexcept { return header("PausedReason"); }
    /// `Ringinuse`.
    field<bool> ring_in_use() const noexcept { return header("Ringinuse"); }
    /// `Wrapuptime`, in seconds (Asterisk 16.3, 18, 20, 21, 22 and 23 or later).
    field<std::chrono::seconds> wrapup_time() const noexcept { return header("Wrapuptime"); }
};

/// `QueueParams`, an item of a list: QueueStatus. Asterisk 16.24, 18.10, 20, 21, 22 and 23 or later.
class queue_params : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "QueueParams";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using typed_event_base::typed_event_base;

    /// `Max`.
    field<std::int64_t> max() const noexcept { return header("Max"); }
    /// `Strategy`.
    text_field strategy() const noexcept { return header("Strategy"); }
    /// `Calls`.
    field<std::int64_t> calls() const noexcept { return header("Calls"); }
    /// `Holdtime`, in seconds.
    field<std::chrono::seconds> hold_time() const noexcept { return header("Holdtime"); }
    /// `TalkTime`, in seconds.
    field<std::chrono::seconds> talk_time() const noexcept { return header("TalkTime"); }
    /// `Completed`.
    field<std::int64_t> completed() const noexcept { return header("Completed"); }
    /// `Abandoned`.
    field<std::int64_t> abandoned() const noexcept { return header("Abandoned"); }
    /// `ServicelevelPerf`.
    field<double> service_level_perf() const noexcept { return header("ServicelevelPerf"); }
    /// `ServicelevelPerf2`.
    field<double> service_level_perf2() const noexcept { return header("ServicelevelPerf2"); }
    /// `Queue`.
    text_field queue() const noexcept { return header("Queue"); }
    /// `ServiceLevel`.
    field<std::int64_t> service_level() const noexcept { return header("ServiceLevel"); }
    /// `Weight`.
    field<std::int64_t> weight() const noexcept { return header("Weight"); }
};

/// `QueueStatusComplete`, which ends the list of QueueStatus.
class queue_status_complete : public list_completion {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "QueueStatusComplete";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using list_completion::list_completion;
};

/// `QueueSummary`, an item of a list: QueueSummary.
class queue_summary : public typed_event_base {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "QueueSummary";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using typed_event_base::typed_event_base;

    /// `Queue`.
    text_field queue() const noexcept { return header("Queue"); }
    /// `LoggedIn`.
    field<std::int64_t> logged_in() const noexcept { return header("LoggedIn"); }
    /// `Available`.
    field<std::int64_t> available() const noexcept { return header("Available"); }
    /// `Callers`.
    field<std::int64_t> callers() const noexcept { return header("Callers"); }
    /// `HoldTime`, in seconds.
    field<std::chrono::seconds> hold_time() const noexcept { return header("HoldTime"); }
    /// `TalkTime`, in seconds.
    field<std::chrono::seconds> talk_time() const noexcept { return header("TalkTime"); }
    /// `LongestHoldTime`, in seconds.
    field<std::chrono::seconds> longest_hold_time() const noexcept { return header("LongestHoldTime"); }
};

/// `QueueSummaryComplete`, which ends the list of QueueSummary.
class queue_summary_complete : public list_completion {
public:
    /// The name that Asterisk sends.
    static constexpr std::string_view event_name = "QueueSummaryComplete";
    /// It answers an action: it cannot be subscribed to.
    static constexpr bool only_in_lists = true;
    using list_completion::list_completion;
};

} // namespace ami::events

#endif // AMI_EVENTS_QUEUE_HPP
