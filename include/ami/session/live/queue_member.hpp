// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_QUEUE_MEMBER_HPP
#define AMI_SESSION_LIVE_QUEUE_MEMBER_HPP

#include <ami/protocol/values/device_state.hpp>
#include <ami/session/live/record.hpp>

#include <chrono>
#include <optional>
#include <string_view>

namespace ami::detail {

struct queue_member_values {
    bool shares_state_interface = false;
    std::chrono::system_clock::time_point
        paused_since; // if LastPause does not say; the epoch if it is not known

    friend bool operator==(const queue_member_values&, const queue_member_values&) = default;
};

} // namespace ami::detail

namespace ami::live {

/// A member of a queue. Its headers are those of the QueueMember events, also if a list told of it: `MemberName` and
/// `Interface`, not `Name` and `Location`. `Ringinuse` is known when an event told it: no list has it.
class queue_member : public record<queue_member, ::ami::detail::queue_member_values> {
public:
    using record::record;

    /// `Queue` and `Interface` are the key.
    text_field queue() const& noexcept { return header("Queue"); }
    text_field queue() const&& = delete;
    /// `Interface`: what the queue calls, for example `PJSIP/alice`.
    text_field interface() const& noexcept { return header("Interface"); }
    text_field interface() const&& = delete;
    /// `MemberName`.
    text_field name() const& noexcept { return header("MemberName"); }
    text_field name() const&& = delete;
    /// `StateInterface`: the device whose state the member has. One person is one state interface in all queues.
    text_field state_interface() const& noexcept { return header("StateInterface"); }
    text_field state_interface() const&& = delete;
    /// Whether another member of the queue has the same `StateInterface`. Asterisk then keeps the state of one of them only,
    /// so that `status()` may be wrong.
    bool shares_state_interface() const noexcept { return values().shares_state_interface; }

    /// `Membership`: `static`, `dynamic` or `realtime`. Lists call members of realtime static: until an event told it,
    /// so does this.
    text_field membership() const& noexcept { return header("Membership"); }
    text_field membership() const&& = delete;
    /// `Status`: the state of its device.
    field<device_state> status() const& noexcept { return header("Status"); }
    /// `InCall`: whether it talks to a caller of this queue.
    field<bool> in_call() const& noexcept { return header("InCall"); }

    /// `Paused`.
    field<bool> paused() const& noexcept { return header("Paused"); }
    /// `PausedReason`; empty unless it is paused.
    text_field paused_reason() const& noexcept { return header("PausedReason"); }
    text_field paused_reason() const&& = delete;
    /// Since when it is paused: `LastPause`, else when the event came. Nothing if it is not paused, or if that is not known.
    std::optional<std::chrono::system_clock::time_point> paused_since() const noexcept
    {
        if (!paused().value_or(false))
            return std::nullopt;
        const auto last = field<std::chrono::sys_seconds>(header("LastPause")).get();
        const std::chrono::system_clock::time_point since =
            last && last->time_since_epoch().count() != 0 ? *last : values().paused_since;
        return since.time_since_epoch().count() == 0 ? std::nullopt : std::optional(since);
    }

    /// `Penalty`.
    field<int> penalty() const& noexcept { return header("Penalty"); }
    /// `CallsTaken`.
    field<int> calls_taken() const& noexcept { return header("CallsTaken"); }
    /// `LastCall`: when its last call ended; 0 means never.
    field<std::chrono::sys_seconds> last_call() const& noexcept { return header("LastCall"); }
    /// `LoginTime`: when it became a member.
    field<std::chrono::sys_seconds> login_time() const& noexcept { return header("LoginTime"); }
    /// `Wrapuptime`; 0 means that of the queue, which only queues.conf says.
    field<std::chrono::seconds> wrapup_time() const& noexcept { return header("Wrapuptime"); }
    /// `Ringinuse`: whether it gets calls while it is in use.
    field<bool> ring_in_use() const& noexcept { return header("Ringinuse"); }
};

} // namespace ami::live

#endif // AMI_SESSION_LIVE_QUEUE_MEMBER_HPP
