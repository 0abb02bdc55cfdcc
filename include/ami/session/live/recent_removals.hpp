// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_RECENT_REMOVALS_HPP
#define AMI_SESSION_LIVE_RECENT_REMOVALS_HPP

#include <ami/session/connection/deadline.hpp>
#include <ami/session/live/timed_ids.hpp>

#include <ami/detail/chrono.hpp>

#include <optional>
#include <string_view>

namespace ami::detail {

// What events told to be gone, a short time ago. Asterisk tells of users of conferences, members of bridges and parked calls
// before they are gone: a list can still have them, and nothing is told about them again.
class recent_removals {
public:
    static constexpr auto time = std::chrono::seconds(5);

    void note(std::string_view key, time_point now)
    {
        removals_.remove_expired(now);
        removals_.add(key, now);
    }
    // It was told to be there again.
    void forget(std::string_view key) { removals_.remove(key); }

    // Until when a list that has it is not believed. Nothing if the list is right.
    std::optional<time_point> doubt_until(std::string_view key, time_point now) const noexcept
    {
        const auto end = removals_.end_of(key);
        return end && *end > now ? end : std::nullopt;
    }

private:
    timed_ids removals_{time};
};

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_RECENT_REMOVALS_HPP
