// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_QUEUE_FIGURES_HPP
#define AMI_SESSION_LIVE_QUEUE_FIGURES_HPP

#include <ami/protocol/wire/packet_view.hpp>
#include <ami/session/connection/deadline.hpp>
#include <ami/session/live/agent_calls.hpp>
#include <ami/session/live/change.hpp>
#include <ami/session/live/channel.hpp>
#include <ami/session/live/member_activities.hpp>
#include <ami/session/live/moment.hpp>
#include <ami/session/live/queue_caller.hpp>
#include <ami/session/live/queue_member.hpp>
#include <ami/session/live/queue_tally.hpp>
#include <ami/session/live/queue_visits.hpp>
#include <ami/session/live/waiting_alarms.hpp>

#include <ami/detail/macros.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

namespace ami::detail {

// What people count of queues. It takes events, the changes of callers and members that a model knows, and the time. In which
// order it gets an event and the changes that the model makes of it does not matter.
class queue_figures {
public:
    queue_figures(duration window, std::size_t most_waits, member_activities::wrapup_times times)
        : tally_(window, most_waits), activities_(calls_, std::move(times))
    {}
    queue_figures(const queue_figures&) = delete;
    queue_figures& operator=(const queue_figures&) = delete;

    AMI_DECL static std::span<const std::string_view> event_names() noexcept;
    AMI_DECL void on_event(const event_view& event, const moment& at);
    AMI_DECL void on_caller(const live::change<live::queue_caller>& change, const moment& at);
    AMI_DECL void on_member(const live::change<live::queue_member>& change, const moment& at);
    AMI_DECL void on_channel(const live::change<live::channel>& change, const moment& at);

    // Whether events of class call come: without them, what became of callers is not known.
    void set_sees_channels(bool sees) noexcept
    {
        sees_channels_ = sees;
        visits_.set_sees_channels(sees);
    }
    // Counts from zero, a queue or all. Who waits is counted as having joined.
    AMI_DECL void reset(std::string_view queue, const moment& at);

    // Events are missed from now on; all that was missed is listed.
    AMI_DECL void on_lost(const moment& at);
    AMI_DECL void on_live(const moment& at);

    AMI_DECL void on_time(const moment& at);
    AMI_DECL std::optional<time_point> deadline() const;

    // A wait that is too long now. While it is not known who is still there, nobody is told.
    std::optional<waiting_alarms::due> take_alarm(time_point now)
    {
        return is_catching_up_ ? std::nullopt : alarms_.take_due(now);
    }
    // A new alarm, also for those who wait.
    AMI_DECL std::uint64_t add_alarm(std::string_view queue, duration time);

    queue_tally& tally() noexcept { return tally_; }
    const queue_tally& tally() const noexcept { return tally_; }
    waiting_alarms& alarms() noexcept { return alarms_; }
    queue_visits& visits() noexcept { return visits_; }
    const queue_visits& visits() const noexcept { return visits_; }
    member_activities& activities() noexcept { return activities_; }
    const member_activities& activities() const noexcept { return activities_; }

private:
    AMI_DECL void on_agent_event(std::string_view name, const event_view& event, const moment& at);
    AMI_DECL void count_talks(const moment& at);
    // Doubted talks of members who are in no call of the queue.
    AMI_DECL void drop_doubted_talks(bool is_news, const moment& at);

    queue_tally tally_;
    waiting_alarms alarms_;
    queue_visits visits_{tally_, alarms_};
    agent_calls calls_;
    member_activities activities_;
    bool is_catching_up_ = true; // what is told was so before
    bool sees_channels_ = true;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/live/impl/queue_figures.ipp>
#endif

#endif // AMI_SESSION_LIVE_QUEUE_FIGURES_HPP
