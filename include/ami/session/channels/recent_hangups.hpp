// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_CHANNELS_RECENT_HANGUPS_HPP
#define AMI_SESSION_CHANNELS_RECENT_HANGUPS_HPP

#include <ami/protocol/values/hangup_cause.hpp>
#include <ami/session/channels/call_timing.hpp>
#include <ami/session/channels/object_table.hpp>

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace ami::detail {

// Channels that were hung up of late, and why. An event that comes after a channel's Hangup does not make a new call of the
// channel. An OriginateResponse may be the first to tell which channel was a call's.
class recent_hangups {
public:
    // Returns how many older ones it has removed.
    std::size_t add(std::string_view channel_id, time_point now, std::size_t most,
        hangup_cause cause = hangup_cause::none)
    {
        const auto removed = remove_old(now, most);
        if (hangups_.contains(channel_id))
            return removed;
        const auto until = deadline_after(now, call_timing::late_time);
        hangups_.emplace(channel_id, hangup{until, cause});
        in_order_.emplace_back(until, channel_id);
        return removed;
    }

    bool contains(std::string_view channel_id, time_point now) const
    {
        return cause_of(channel_id, now).has_value();
    }

    // Nothing if the channel is not known to be gone.
    std::optional<hangup_cause> cause_of(std::string_view channel_id, time_point now) const
    {
        const auto* const found = hangups_.find(channel_id);
        if (!found || now >= found->until)
            return std::nullopt;
        return found->cause;
    }

    std::size_t remove_old(time_point now, std::size_t most)
    {
        std::size_t removed = 0;
        while (!in_order_.empty() && (in_order_.front().first <= now || in_order_.size() >= most)) {
            hangups_.erase(in_order_.front().second);
            in_order_.pop_front();
            ++removed;
        }
        return removed;
    }

private:
    struct hangup {
        time_point until;
        hangup_cause cause;
    };

    object_table<hangup> hangups_;
    std::deque<std::pair<time_point, std::string>> in_order_;
};

} // namespace ami::detail

#endif // AMI_SESSION_CHANNELS_RECENT_HANGUPS_HPP
