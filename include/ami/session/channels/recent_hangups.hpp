// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_SESSION_CHANNELS_RECENT_HANGUPS_HPP
#define AMI_SESSION_CHANNELS_RECENT_HANGUPS_HPP

#include <ami/session/channels/by_id.hpp>
#include <ami/session/channels/call_timing.hpp>

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <utility>

namespace ami::detail {

// Channels that were hung up of late: an event that comes after a channel's Hangup does not make a new call of the channel.
class recent_hangups {
public:
    // Returns how many older ones it has removed.
    std::size_t add(std::string_view channel_id, time_point now, std::size_t most)
    {
        const auto removed = remove_old(now, most);
        if (until_.contains(channel_id))
            return removed;
        const auto until = deadline_after(now, call_timing::late_time);
        until_.emplace(channel_id, until);
        in_order_.emplace_back(until, channel_id);
        return removed;
    }

    bool contains(std::string_view channel_id, time_point now) const
    {
        const auto found = until_.find(channel_id);
        return found != until_.end() && now < found->second;
    }

    std::size_t remove_old(time_point now, std::size_t most)
    {
        std::size_t removed = 0;
        while (!in_order_.empty() && (in_order_.front().first <= now || in_order_.size() >= most)) {
            until_.erase(in_order_.front().second);
            in_order_.pop_front();
            ++removed;
        }
        return removed;
    }

private:
    by_id<time_point> until_;
    std::deque<std::pair<time_point, std::string>> in_order_;
};

} // namespace ami::detail

#endif // AMI_SESSION_CHANNELS_RECENT_HANGUPS_HPP
