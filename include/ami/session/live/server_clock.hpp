// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_SERVER_CLOCK_HPP
#define AMI_SESSION_LIVE_SERVER_CLOCK_HPP

#include <ami/protocol/wire/packet_view.hpp>
#include <ami/session/live/queue_member.hpp>
#include <ami/typed/decoder.hpp>

#include <chrono>
#include <string_view>

namespace ami::detail {

// How far the server's clock is ahead of this machine's: some headers say when something was by the server's clock.
class server_clock {
public:
    using wall_time = std::chrono::system_clock::time_point;
    using wall_duration = std::chrono::system_clock::duration;

    // An event that came now may say when it was sent: `Timestamp`, if manager.conf has timestampevents.
    void hear(const event_view& event, wall_time now)
    {
        std::chrono::duration<double> since_epoch{};
        const auto text = event["Timestamp"];
        if (!text.empty() && decode(text, since_epoch) && since_epoch.count() >= 0)
            set(wall_time(std::chrono::duration_cast<wall_duration>(since_epoch)), now);
    }
    // A member has been paused now, and says since when.
    void hear(const live::queue_member& before, const live::queue_member& now, wall_time at)
    {
        std::chrono::sys_seconds since;
        const auto text = now["LastPause"];
        if (before && text != before["LastPause"] && text != "0" && decode(text, since))
            set(since, at);
    }
    // It is this time there.
    void set(wall_time there, wall_time now) noexcept
    {
        const auto ahead = there - now;
        // What is less is delay, and times in whole seconds.
        ahead_ = ahead > tolerance || ahead < -tolerance ? ahead : wall_duration::zero();
    }

    // A time of the server by this machine's clock.
    wall_time here(wall_time there) const noexcept { return there - ahead_; }

private:
    static constexpr std::chrono::seconds tolerance{2};

    wall_duration ahead_{};
};

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_SERVER_CLOCK_HPP
