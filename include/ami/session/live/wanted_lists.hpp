// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_WANTED_LISTS_HPP
#define AMI_SESSION_LIVE_WANTED_LISTS_HPP

#include <ami/session/connection/deadline.hpp>

#include <algorithm>
#include <compare>
#include <map>
#include <optional>
#include <string>
#include <utility>

namespace ami::detail {

// The lists by which the model of the PBX is filled.
enum class live_list : unsigned char {
    channels,    // CoreShowChannels
    channel,     // Status, of one channel
    bridges,     // BridgeList
    queues,      // QueueStatus, of one queue or of all
    conferences, // ConfbridgeListRooms
    conference,  // ConfbridgeList, of one conference
    parked_calls,
    devices,
    extensions,
    presence,
    endpoints,
    contacts,
    registrations,
    agents,
    mailboxes
};

// A list, and of what: a queue, a conference or a channel; empty for all.
struct wanted_list {
    live_list which;
    std::string of;

    auto operator<=>(const wanted_list&) const = default;
};

// Which lists are to be asked for, and when. One that is wanted several times is asked for at the first and at the last of
// these times: a list says nothing of what it is wanted for at a later time.
class wanted_lists {
public:
    void want(wanted_list list, time_point at)
    {
        const auto [found, is_new] = wanted_.try_emplace(std::move(list), times{at, at});
        if (is_new)
            return;
        found->second.first = std::min(found->second.first, at);
        found->second.last = std::max(found->second.last, at);
    }

    // The one that is due for the longest time.
    std::optional<wanted_list> take(time_point now)
    {
        const auto due = std::min_element(wanted_.begin(), wanted_.end(),
            [](const auto& a, const auto& b) { return a.second.first < b.second.first; });
        if (due == wanted_.end() || due->second.first > now)
            return std::nullopt;
        auto list = due->first;
        if (due->second.last <= now)
            wanted_.erase(due);
        else
            due->second.first = due->second.last;
        return list;
    }

    bool is_due(const wanted_list& list, time_point now) const
    {
        const auto found = wanted_.find(list);
        return found != wanted_.end() && found->second.first <= now;
    }

    std::optional<time_point> deadline() const
    {
        const auto first = std::min_element(wanted_.begin(), wanted_.end(),
            [](const auto& a, const auto& b) { return a.second.first < b.second.first; });
        return first == wanted_.end() ? std::nullopt : std::optional(first->second.first);
    }

    bool empty() const noexcept { return wanted_.empty(); }
    void clear() noexcept { wanted_.clear(); }

private:
    struct times {
        time_point first;
        time_point last;
    };

    std::map<wanted_list, times> wanted_;
};

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_WANTED_LISTS_HPP
