// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_MEMBER_ACTIVITIES_HPP
#define AMI_SESSION_LIVE_MEMBER_ACTIVITIES_HPP

#include <ami/protocol/values/device_state.hpp>
#include <ami/session/channels/by_id.hpp>
#include <ami/session/connection/deadline.hpp>
#include <ami/session/live/agent_activity.hpp>
#include <ami/session/live/agent_calls.hpp>
#include <ami/session/live/change.hpp>
#include <ami/session/live/id_groups.hpp>
#include <ami/session/live/moment.hpp>
#include <ami/session/live/queue_member.hpp>
#include <ami/session/live/server_clock.hpp>

#include <ami/detail/macros.hpp>

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::detail {

// What each interface does across all queues: from its memberships, its calls of queues, and the times for wrapping up.
class member_activities {
public:
    using wrapup_times = std::map<std::string, duration, std::less<>>; // of queues
    struct change {
        live::agent_activity before;
        live::agent_activity now;
    };

    // A member whose Wrapuptime is 0 has that of its queue, which no list tells. `calls` must outlive this.
    member_activities(const agent_calls& calls, wrapup_times times) : calls_(calls), times_(std::move(times))
    {}
    member_activities(const member_activities&) = delete;
    member_activities& operator=(const member_activities&) = delete;

    // A membership. `is_news`: it has become so now, and was not just found so.
    AMI_DECL void put(const live::queue_member& member, bool is_news, const moment& at);
    AMI_DECL void remove(const live::queue_member& member, const moment& at);

    // What time it is on the server: its times are turned into those of this machine.
    server_clock& clock() noexcept { return clock_; }

    // A talk has ended.
    AMI_DECL void wrap_up(const agent_calls::call& talk, const moment& at);
    // What its calls are may have changed.
    AMI_DECL void look(std::string_view interface, bool is_news, const moment& at);

    AMI_DECL bool is_talking(std::string_view interface) const;
    // Null if there is none.
    AMI_DECL const live::queue_member* find(std::string_view queue, std::string_view interface) const;

    AMI_DECL live::agent_activity of(std::string_view interface, const moment& at) const;
    template <class Function>
    void for_each_interface(Function function) const
    {
        for (const auto& each : people_)
            function(each.first);
    }

    AMI_DECL void on_time(const moment& at);
    std::optional<time_point> deadline() const noexcept
    {
        return wrap_ends_.empty() ? std::nullopt : std::optional(wrap_ends_.begin()->first);
    }

    std::vector<change> take_changes() { return std::exchange(changes_, {}); }

private:
    struct person {
        std::vector<live::queue_member> members;
        std::optional<time_point> wrap_end;
        std::string wrap_queue;
        live::agent_activity known;      // its times are those of the change
        std::optional<time_point> since; // of the state
    };

    AMI_DECL person* find(std::string_view interface);
    AMI_DECL const person* find(std::string_view interface) const;
    AMI_DECL duration wrapup_time(std::string_view queue, const person& of) const;
    AMI_DECL void set_wrap_end(
        std::string_view interface, person& of, std::string_view queue, std::optional<time_point> end);
    AMI_DECL live::agent_activity make(std::string_view interface, const person& of, const moment& at) const;
    AMI_DECL void look(std::string_view interface, person& of, bool is_news, const moment& at);
    // Those who share a device with it, in one queue: their states depend on each other.
    AMI_DECL std::vector<std::string> sharing_with(const person& of, std::string_view interface) const;
    AMI_DECL void look_all(std::string_view interface, bool is_news, const moment& at);
    AMI_DECL device_state device_of(std::string_view interface, const person& of) const;

    const agent_calls& calls_;
    wrapup_times times_;
    server_clock clock_;
    by_id<person> people_;
    id_groups devices_; // interfaces by queue and state interface
    std::set<std::pair<time_point, std::string>> wrap_ends_;
    std::vector<change> changes_;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/live/impl/member_activities.ipp>
#endif

#endif // AMI_SESSION_LIVE_MEMBER_ACTIVITIES_HPP
