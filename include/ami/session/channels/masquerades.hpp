// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_CHANNELS_MASQUERADES_HPP
#define AMI_SESSION_CHANNELS_MASQUERADES_HPP

#include <algorithm>
#include <cstddef>
#include <deque>
#include <string>
#include <string_view>

namespace ami::detail {

// Channels of calls that have given their name away: the channel that takes the name takes the call too.
class masquerades {
public:
    // Asterisk takes no pause between the two renames. So many can be under way in its threads.
    static constexpr std::size_t max_count = 64;

    void begin(std::string_view name, std::string_view channel_id)
    {
        if (under_way_.size() == max_count)
            under_way_.pop_front();
        under_way_.push_back({std::string(name), std::string(channel_id)});
    }

    // Returns the unique id of the channel that had this name; empty if there is none.
    std::string take(std::string_view name)
    {
        const auto found = std::find_if(
            under_way_.begin(), under_way_.end(), [&](const masquerade& each) { return each.name == name; });
        if (found == under_way_.end())
            return {};
        const auto channel_id = found->channel_id;
        under_way_.erase(found);
        return channel_id;
    }

private:
    struct masquerade {
        std::string name;
        std::string channel_id;
    };

    std::deque<masquerade> under_way_;
};

} // namespace ami::detail

#endif // AMI_SESSION_CHANNELS_MASQUERADES_HPP
