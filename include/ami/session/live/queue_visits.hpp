// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_QUEUE_VISITS_HPP
#define AMI_SESSION_LIVE_QUEUE_VISITS_HPP

#include <ami/protocol/wire/packet_view.hpp>
#include <ami/session/channels/by_id.hpp>
#include <ami/session/connection/deadline.hpp>
#include <ami/session/live/moment.hpp>
#include <ami/session/live/queue_caller.hpp>
#include <ami/session/live/queue_tally.hpp>
#include <ami/session/live/timed_ids.hpp>
#include <ami/session/live/waiting_alarms.hpp>

#include <ami/detail/macros.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ami::detail {

// Each caller's wait, from the queue's door to what became of the caller. What 16 and 22 tell:
//
//   answered            QueueCallerLeave, AgentConnect; a subroutine of the dialplan may run between them
//   caller hangs up     QueueCallerAbandon, QueueCallerLeave, Hangup
//   time-out, empty     QueueCallerAbandon, QueueCallerLeave, VarSet of QUEUESTATUS (class dialplan)
//   redirected          QueueCallerAbandon and QueueCallerLeave with the new place in the dialplan; a channel that an
//                       Originate has sent straight to Queue: nothing
//   a key               QueueCallerLeave
//   parked, bridged     ParkedCall or BridgeEnter
//
// So an Abandon is decided by what follows. If nothing does, the channel lives on.
class queue_visits {
public:
    // In it, what follows has come. `h` extensions may run before a Hangup.
    static constexpr std::chrono::seconds settle_time{2};

    // Both must outlive it.
    queue_visits(queue_tally& tally, waiting_alarms& alarms) noexcept : tally_(tally), alarms_(alarms) {}
    queue_visits(const queue_visits&) = delete;
    queue_visits& operator=(const queue_visits&) = delete;

    AMI_DECL void join(const event_view& event, time_point now);
    AMI_DECL void abandon(const event_view& event, time_point now);
    AMI_DECL void leave(const event_view& event, time_point now);
    AMI_DECL void answer(const event_view& event, time_point now);
    // The variable QUEUESTATUS.
    AMI_DECL void status(std::string_view channel_id, std::string_view value, time_point now);
    AMI_DECL void hang_up(std::string_view channel_id, time_point now);
    // In a bridge, or parked.
    AMI_DECL void take(std::string_view channel_id, time_point now);

    // A list has a caller, or does not have one. Events may tell more of either later.
    AMI_DECL void find(const live::queue_caller& caller, const moment& at);
    AMI_DECL void miss(const live::queue_caller& caller, time_point now);

    // Without the events of channels, who has given up is not known to have hung up.
    void set_sees_channels(bool sees) noexcept { sees_channels_ = sees; }
    // The tally begins anew, of a queue or of all: those who wait have joined.
    AMI_DECL void on_reset(std::string_view queue);
    // Events will be missed.
    AMI_DECL void on_lost(time_point now);
    AMI_DECL void on_time(time_point now);
    std::optional<time_point> deadline() const noexcept { return undecided_.deadline(); }

    // Nothing if nobody waits.
    AMI_DECL std::optional<duration> longest_wait(std::string_view queue, time_point now) const;
    // Calls a function with the queue, the caller, and since when.
    template <class Function>
    void for_each_waiting(Function function) const
    {
        for (const auto& [id, each] : visits_) {
            if (each.at == step::waiting)
                function(each.queue, id, each.since);
        }
    }

private:
    enum class step : std::uint8_t {
        waiting,
        missed,   // not in a list
        given_up, // QueueCallerAbandon
        leaving,  // QueueCallerLeave alone
        counted   // left, and counted as `as`, which an AgentConnect corrects
    };
    struct visit_record {
        std::string queue;
        std::string place; // in the dialplan; empty if it is not known
        time_point since;
        time_point ended;
        step at = step::waiting;
        live::wait_outcome as = live::wait_outcome::unknown;

        bool is_waiting() const noexcept { return at == step::waiting || at == step::missed; }
    };
    using visits = by_id<visit_record>;

    AMI_DECL visits::iterator begin(std::string_view queue, std::string_view caller, time_point since);
    AMI_DECL visits::iterator find(const event_view& event);
    AMI_DECL static std::string place_of(const event_view& event);
    AMI_DECL void move(visits::iterator which, step to, time_point now);
    AMI_DECL void count(const visit_record& of, live::wait_outcome outcome, time_point now);
    AMI_DECL void end(visits::iterator which, live::wait_outcome outcome, time_point now);
    // An AgentConnect may still come.
    AMI_DECL void count_for_now(visits::iterator which, live::wait_outcome outcome, time_point now);
    // What is known now decides.
    AMI_DECL void settle(visits::iterator which, time_point now);

    queue_tally& tally_;
    waiting_alarms& alarms_;
    visits visits_; // by the caller's channel
    timed_ids undecided_{settle_time};
    bool sees_channels_ = true;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/live/impl/queue_visits.ipp>
#endif

#endif // AMI_SESSION_LIVE_QUEUE_VISITS_HPP
