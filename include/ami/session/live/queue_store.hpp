// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_QUEUE_STORE_HPP
#define AMI_SESSION_LIVE_QUEUE_STORE_HPP

#include <ami/protocol/wire/packet_view.hpp>
#include <ami/session/channels/by_id.hpp>
#include <ami/session/connection/deadline.hpp>
#include <ami/session/live/live_events.hpp>
#include <ami/session/live/moment.hpp>
#include <ami/session/live/queue.hpp>
#include <ami/session/live/queue_callers.hpp>
#include <ami/session/live/queue_members.hpp>
#include <ami/session/live/record_store.hpp>
#include <ami/session/live/record_text.hpp>
#include <ami/session/live/wanted_lists.hpp>

#include <ami/detail/macros.hpp>

#include <chrono>
#include <string_view>
#include <vector>

namespace ami::detail {

// Queues, their members and their callers: by QueueStatus, of one queue or of all, and by events of class agent.
//
// Not everything that changes in a queue is told. So a list of the queue is wanted after what may have changed it silently, and
// after an event that does not agree with what is known.
class queue_store {
public:
    // Asterisk tells AgentConnect and AgentComplete before it changes the member's figures, and events may be late.
    static constexpr std::chrono::milliseconds settle_time{1500};

    // `wanted` must outlive the store.
    explicit queue_store(wanted_lists& wanted) noexcept : wanted_(wanted) {}
    queue_store(const queue_store&) = delete;
    queue_store& operator=(const queue_store&) = delete;

    AMI_DECL void on_event(live_meaning meaning, const event_view& event, const moment& at);
    void on_event(const event_view& event, const moment& at)
    {
        on_event(live_event_index::meaning_of(event.name()), event, at);
    }
    // DeviceStateChange.
    AMI_DECL void on_device(std::string_view device, const moment& at);

    // What the model knows of channels. A caller whom the actions Park or Bridge take out of a queue leaves it untold; after
    // Bridge, lists of 16 still have the caller. So these functions are for channels that a list shows in a bridge or parked, too.
    void on_channel_gone(std::string_view id, const moment& at) { take_caller(id, at); }
    void on_bridge_entered(std::string_view channel_id, const moment& at) { take_caller(channel_id, at); }
    void on_parked(std::string_view channel_id, const moment& at) { take_caller(channel_id, at); }

    // QueueStatus.
    AMI_DECL void begin_list(const moment& at);
    AMI_DECL void on_item(const event_view& item, const moment& at);
    // Of one queue; of all if there is no name.
    AMI_DECL void end_list(std::string_view queue);

    record_store<live::queue>& queues() noexcept { return queues_; }
    record_store<live::queue_member>& members() noexcept { return members_.records(); }
    record_store<live::queue_caller>& callers() noexcept { return callers_.records(); }
    const record_store<live::queue>& queues() const noexcept { return queues_; }
    const record_store<live::queue_member>& members() const noexcept { return members_.records(); }
    const record_store<live::queue_caller>& callers() const noexcept { return callers_.records(); }
    // In order.
    std::vector<live::queue_caller> waiting_in(std::string_view queue) const
    {
        return callers_.waiting_in(queue);
    }

private:
    AMI_DECL void on_member_event(live_meaning meaning, const event_view& event, const moment& at);
    AMI_DECL void on_agent_event(live_meaning meaning, const event_view& event, const moment& at);
    AMI_DECL void on_caller_event(const event_view& event, bool agrees, const moment& at);
    AMI_DECL void take_caller(std::string_view channel_id, const moment& at);
    AMI_DECL void want_list(std::string_view queue, const moment& at);

    wanted_lists& wanted_;
    record_store<live::queue> queues_;
    queue_members members_;
    queue_callers callers_;
    by_id<time_point> unsettled_; // when a list of the queue was wanted last
    time_point listed_at_;        // the last list, of whichever queue
    record_text text_;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/live/impl/queue_store.ipp>
#endif

#endif // AMI_SESSION_LIVE_QUEUE_STORE_HPP
