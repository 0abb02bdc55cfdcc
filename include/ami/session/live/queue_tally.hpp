// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_QUEUE_TALLY_HPP
#define AMI_SESSION_LIVE_QUEUE_TALLY_HPP

#include <ami/session/channels/by_id.hpp>
#include <ami/session/connection/deadline.hpp>
#include <ami/session/live/moment.hpp>
#include <ami/session/live/queue_counters.hpp>

#include <ami/detail/macros.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

namespace ami::detail {

// The sums, and the last waits of each queue for its service level: those of the window, and at most `most_waits` of them.
// Nothing in here knows how an outcome is found out.
class queue_tally {
public:
    queue_tally(duration window, std::size_t most_waits) : window_(window), most_waits_(most_waits) {}

    // From now on. Needed once before all else.
    AMI_DECL void begin(const moment& at);

    void join(std::string_view queue) { ++of(queue).sums.joined; }
    AMI_DECL void end_wait(std::string_view queue, live::wait_outcome outcome, duration wait, time_point now);
    // What was counted as this outcome ends otherwise.
    AMI_DECL void withdraw(std::string_view queue, live::wait_outcome outcome);

    AMI_DECL void answer(std::string_view queue, std::string_view interface);
    AMI_DECL void miss(std::string_view queue, std::string_view interface);
    AMI_DECL void talk(std::string_view queue, std::string_view interface, duration time);
    void lose_talk(std::string_view queue) { ++of(queue).sums.unknown_talks; }
    void transfer(std::string_view queue) { ++of(queue).sums.transferred; }

    AMI_DECL live::queue_counters counts(std::string_view queue) const;
    // In one queue; in all if there is no name.
    AMI_DECL live::agent_counters agent(std::string_view interface, std::string_view queue) const;
    AMI_DECL live::service_level level(
        std::string_view queue, std::chrono::milliseconds within, time_point now) const;

    // Counts from zero. The window of the service level stays. Of all queues if there is no name.
    AMI_DECL void reset(std::string_view queue, const moment& at);

private:
    struct past_wait {
        time_point ended;
        duration time;
        bool is_answered;
    };
    struct one_queue {
        live::queue_counters sums;
        std::deque<past_wait> waits;
        by_id<live::agent_counters> agents;
    };

    AMI_DECL one_queue& of(std::string_view name);
    AMI_DECL static std::uint64_t& counter(live::queue_counters& in, live::wait_outcome outcome);

    duration window_;
    std::size_t most_waits_;
    std::chrono::system_clock::time_point since_;
    by_id<one_queue> queues_;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/live/impl/queue_tally.ipp>
#endif

#endif // AMI_SESSION_LIVE_QUEUE_TALLY_HPP
