// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_DOUBTED_CHANNELS_HPP
#define AMI_SESSION_LIVE_DOUBTED_CHANNELS_HPP

#include <ami/session/connection/deadline.hpp>
#include <ami/session/live/timed_ids.hpp>

#include <ami/detail/chrono.hpp>

#include <chrono>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace ami::detail {

// Channels that CoreShowChannels may list although there are none: until 18.24, 20.9 and 21.4 Asterisk can list a channel that is
// gone for ever (issue 783 of Asterisk). Status knows better: it is asked for each channel that was listed hours after it began.
class doubted_channels {
public:
    static constexpr std::chrono::hours time{2};
    // In one list. The others' turn is at the next ones.
    static constexpr int most_asked = 100;

    // Whether to ask for a channel of that age now. Each one is asked for again after that time.
    bool is_to_be_asked(std::string_view id, std::chrono::system_clock::duration age, time_point now)
    {
        if (age < time || asked_now_ == most_asked)
            return false;
        asked_.remove_expired(now);
        if (asked_.contains(id))
            return false;
        asked_.add(id, now);
        ++asked_now_;
        return true;
    }

    // Status has it not.
    void on_not_found(std::string_view id) { gone_.emplace(id); }
    // Newchannel told of it.
    void on_created(std::string_view id)
    {
        if (const auto found = gone_.find(id); found != gone_.end())
            gone_.erase(found);
    }

    // Whether a list is not to be believed that has it.
    void begin_list() noexcept
    {
        listed_.clear();
        asked_now_ = 0;
    }
    bool is_gone(std::string_view id)
    {
        const auto found = gone_.find(id);
        if (found == gone_.end())
            return false;
        listed_.insert(*found);
        return true;
    }
    // What Asterisk does not list any more is forgotten.
    void end_list() noexcept { gone_ = std::exchange(listed_, {}); }

private:
    using ids = std::set<std::string, std::less<>>;

    timed_ids asked_{time};
    int asked_now_ = 0; // since the list began
    ids gone_;
    ids listed_;
};

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_DOUBTED_CHANNELS_HPP
