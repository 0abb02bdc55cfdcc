// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_QUEUE_CALLER_HPP
#define AMI_SESSION_LIVE_QUEUE_CALLER_HPP

#include <ami/session/live/record.hpp>

#include <chrono>
#include <string_view>

namespace ami::detail {

struct queue_caller_values {
    std::chrono::system_clock::time_point waiting_since;

    friend bool operator==(const queue_caller_values&, const queue_caller_values&) = default;
};

} // namespace ami::detail

namespace ami::live {

/// A caller who waits in a queue, until a member's phone was answered. Its headers are those of QueueEntry, an item of
/// QueueStatus, but for `Wait`: see `waiting_since()`.
class queue_caller : public record<queue_caller, ::ami::detail::queue_caller_values> {
public:
    using record::record;

    /// `Queue` and `Uniqueid` are the key.
    text_field queue() const& noexcept { return header("Queue"); }
    text_field queue() const&& = delete;
    /// `Uniqueid` of the caller's channel.
    text_field channel_id() const& noexcept { return header("Uniqueid"); }
    text_field channel_id() const&& = delete;
    /// `Channel`: its name.
    text_field channel() const& noexcept { return header("Channel"); }
    text_field channel() const&& = delete;
    /// `Position`; the first is 1.
    field<int> position() const& noexcept { return header("Position"); }
    /// `Priority` in the queue. Only lists tell it.
    field<int> priority() const& noexcept { return header("Priority"); }
    /// `CallerIDNum`.
    text_field caller_id_number() const& noexcept { return header("CallerIDNum"); }
    text_field caller_id_number() const&& = delete;
    /// `CallerIDName`.
    text_field caller_id_name() const& noexcept { return header("CallerIDName"); }
    text_field caller_id_name() const&& = delete;
    /// `ConnectedLineNum`.
    text_field connected_line_number() const& noexcept { return header("ConnectedLineNum"); }
    text_field connected_line_number() const&& = delete;
    /// `ConnectedLineName`.
    text_field connected_line_name() const& noexcept { return header("ConnectedLineName"); }
    text_field connected_line_name() const&& = delete;

    /// When QueueCallerJoin came; if only a list told of the caller, that list's time less `Wait`, which is whole seconds.
    std::chrono::system_clock::time_point waiting_since() const noexcept { return values().waiting_since; }
};

} // namespace ami::live

#endif // AMI_SESSION_LIVE_QUEUE_CALLER_HPP
