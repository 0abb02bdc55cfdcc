// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_WAITING_ALARMS_HPP
#define AMI_SESSION_LIVE_WAITING_ALARMS_HPP

#include <ami/session/connection/deadline.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

namespace ami::detail {

// Who is to be told when a caller has waited for a time: once for each wait.
class waiting_alarms {
public:
    struct due {
        std::uint64_t alarm;
        std::string queue;
        std::string caller;
    };

    // For one queue; for all if there is no name. Those who wait already are told of by `begin_wait`.
    std::uint64_t add(std::string_view queue, duration time)
    {
        alarms_.emplace(++last_, alarm{std::string(queue), time, {}});
        return last_;
    }
    void remove(std::uint64_t which) { alarms_.erase(which); }
    void begin_wait(std::string_view queue, std::string_view caller, time_point since)
    {
        for (auto& each : alarms_)
            begin_wait(each.second, queue, caller, since);
    }
    // Of the alarm that was added last.
    void begin_wait_of_last(std::string_view queue, std::string_view caller, time_point since)
    {
        begin_wait(alarms_.at(last_), queue, caller, since);
    }
    void end_wait(std::string_view queue, std::string_view caller, time_point since)
    {
        for (auto& [id, each] : alarms_)
            each.waits.erase({deadline_after(since, each.time), std::string(queue), std::string(caller)});
    }

    // One wait that is too long now.
    std::optional<due> take_due(time_point now)
    {
        for (auto& [id, each] : alarms_) {
            if (each.waits.empty() || std::get<0>(*each.waits.begin()) > now)
                continue;
            auto first = each.waits.extract(each.waits.begin());
            return due{id, std::move(std::get<1>(first.value())), std::move(std::get<2>(first.value()))};
        }
        return std::nullopt;
    }

    std::optional<time_point> deadline() const
    {
        std::optional<time_point> soonest;
        for (const auto& [id, each] : alarms_) {
            if (!each.waits.empty())
                soonest = earlier_of(soonest, std::get<0>(*each.waits.begin()));
        }
        return soonest;
    }

private:
    using wait = std::tuple<time_point, std::string, std::string>; // when, queue, caller
    struct alarm {
        std::string queue;
        duration time;
        std::set<wait> waits;
    };

    static void begin_wait(alarm& of, std::string_view queue, std::string_view caller, time_point since)
    {
        if (of.queue.empty() || of.queue == queue)
            of.waits.emplace(deadline_after(since, of.time), std::string(queue), std::string(caller));
    }

    std::map<std::uint64_t, alarm> alarms_;
    std::uint64_t last_ = 0;
};

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_WAITING_ALARMS_HPP
