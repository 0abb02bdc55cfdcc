// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_MISSING_CHANNELS_HPP
#define AMI_SESSION_LIVE_MISSING_CHANNELS_HPP

#include <ami/session/connection/deadline.hpp>
#include <ami/session/live/channel.hpp>
#include <ami/session/live/record_store.hpp>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <utility>
#include <vector>

namespace ami::detail {

// Channels that were not in a list. Each waits some time for its Hangup, which tells why it is gone. After a restart of Asterisk all
// channels of before are among them.
class missing_channels {
public:
    using store = record_store<live::channel>;

    explicit missing_channels(duration time) : time_(time) {}

    // At the end of a list. A channel that waits already goes on waiting, no longer than before.
    void add_unlisted(const store& channels, time_point now)
    {
        list missing{deadline_after(now, time_), channels.last_mark(), {}, 0};
        channels.for_each_unlisted([&](const live::channel& each, store::list_mark mark) {
            if (lists_.empty() || !is_before(mark, lists_.back().mark))
                missing.channels.emplace_back(each, mark);
        });
        if (!missing.channels.empty())
            lists_.push_back(std::move(missing));
    }

    // One whose time is over. No record if there is none for now. What was told of or listed since then is not among them.
    live::channel take_expired(const store& channels, time_point now)
    {
        while (!lists_.empty() && lists_.front().until <= now) {
            auto& first = lists_.front();
            while (first.next != first.channels.size()) {
                const auto [missing, mark] = std::move(first.channels[first.next++]);
                if (channels.has_mark(store::key_of(missing), mark))
                    return missing;
            }
            lists_.pop_front();
        }
        return {};
    }

    std::optional<time_point> deadline() const noexcept
    {
        return lists_.empty() ? std::nullopt : std::optional(lists_.front().until);
    }

private:
    struct list {
        time_point until;
        store::list_mark mark; // of what it had
        std::vector<std::pair<live::channel, store::list_mark>> channels;
        std::size_t next;
    };

    // Numbers begin anew some day.
    static bool is_before(store::list_mark a, store::list_mark b) noexcept
    {
        const auto distance = static_cast<std::uint32_t>(b) - static_cast<std::uint32_t>(a);
        return distance != 0 && distance << 1 >> 31 == 0;
    }

    duration time_;
    std::deque<list> lists_;
};

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_MISSING_CHANNELS_HPP
