// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_BRIDGE_COUNTS_HPP
#define AMI_SESSION_LIVE_BRIDGE_COUNTS_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

namespace ami::detail {

// How many of some channels are in each bridge. Of a bridge's id the hash is kept: it is one of a few.
class bridge_counts {
public:
    // Nothing happens if there is no bridge.
    void enter(std::string_view bridge) { enter(hash_of(bridge), bridge.empty() ? 0 : 1); }
    void leave(std::string_view bridge)
    {
        const auto found = find(hash_of(bridge));
        if (bridge.empty() || found == counts_.end())
            return;
        if (--found->channels == 1)
            --shared_;
        if (found->channels == 0) {
            *found = counts_.back();
            counts_.pop_back();
        }
    }
    void add(const bridge_counts& other)
    {
        for (const auto& each : other.counts_)
            enter(each.bridge, each.channels);
    }

    // Whether two of them are in one bridge.
    bool has_pair() const noexcept { return shared_ != 0; }

private:
    struct count {
        std::size_t bridge;
        std::uint32_t channels;
    };

    static std::size_t hash_of(std::string_view bridge) noexcept
    {
        return std::hash<std::string_view>{}(bridge);
    }
    std::vector<count>::iterator find(std::size_t bridge) noexcept
    {
        return std::find_if(
            counts_.begin(), counts_.end(), [&](const count& each) { return each.bridge == bridge; });
    }
    void enter(std::size_t bridge, std::uint32_t channels)
    {
        if (channels == 0)
            return;
        auto found = find(bridge);
        if (found == counts_.end())
            found = counts_.insert(counts_.end(), {bridge, 0});
        if (found->channels < 2 && found->channels + channels >= 2)
            ++shared_;
        found->channels += channels;
    }

    std::vector<count> counts_;
    std::uint32_t shared_ = 0; // bridges that two or more are in
};

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_BRIDGE_COUNTS_HPP
