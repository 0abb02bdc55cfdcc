// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_TIMED_IDS_HPP
#define AMI_SESSION_LIVE_TIMED_IDS_HPP

#include <ami/session/channels/by_id.hpp>
#include <ami/session/connection/deadline.hpp>

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace ami::detail {

// Ids, each of which is kept for the same time.
class timed_ids {
public:
    explicit timed_ids(duration time) : time_(time) {}

    // For the whole time from now on, also if it is there.
    void add(std::string_view id, time_point now)
    {
        const auto end = deadline_after(now, time_);
        const auto found = ends_.find(id);
        if (found != ends_.end())
            found->second = end;
        else
            ends_.emplace(std::string(id), end);
        order_.emplace_back(end, std::string(id));
        drop_outdated();
    }

    void remove(std::string_view id)
    {
        const auto found = ends_.find(id);
        if (found == ends_.end())
            return;
        ends_.erase(found);
        drop_outdated();
    }

    // When its time is over. Nothing if it is not there.
    std::optional<time_point> end_of(std::string_view id) const noexcept
    {
        const auto found = ends_.find(id);
        return found == ends_.end() ? std::nullopt : std::optional(found->second);
    }
    bool contains(std::string_view id) const noexcept { return ends_.contains(id); }

    // Removes one whose time is over, and returns it.
    std::optional<std::string> take_expired(time_point now)
    {
        if (order_.empty() || order_.front().first > now)
            return std::nullopt;
        auto id = std::move(order_.front().second);
        remove(id);
        return id;
    }
    void remove_expired(time_point now)
    {
        while (take_expired(now)) {}
    }

    std::optional<time_point> deadline() const noexcept
    {
        return order_.empty() ? std::nullopt : std::optional(order_.front().first);
    }

    bool empty() const noexcept { return ends_.empty(); }

private:
    // What was removed, or added again, leaves its old place in the order. The first place is always in force.
    void drop_outdated()
    {
        while (!order_.empty() && end_of(order_.front().second) != order_.front().first)
            order_.pop_front();
    }

    duration time_;
    by_id<time_point> ends_;
    std::deque<std::pair<time_point, std::string>> order_; // by time: the time of all is the same
};

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_TIMED_IDS_HPP
