// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_BRIDGE_COUNTS_HPP
#define AMI_SESSION_LIVE_BRIDGE_COUNTS_HPP

#include <ami/detail/text_hash.hpp>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::detail {

// How many of some channels are in each bridge. Of a bridge's id the hash is kept: it is one of a few.
class bridge_counts {
public:
    // Nothing happens if there is no bridge.
    void enter(std::string_view bridge) { enter(hash_of(bridge), bridge.empty() ? 0 : 1); }
    void leave(std::string_view bridge)
    {
        auto* const found = bridge.empty() ? nullptr : find(hash_of(bridge));
        if (found == nullptr)
            return;
        if (--found->channels == 1)
            --shared_;
        if (found->channels != 0)
            return;
        auto& last = others_ ? others_->back() : first_;
        *found = std::exchange(last, {});
        if (!others_)
            return;
        others_->pop_back();
        if (others_->empty())
            others_.reset();
    }
    void add(const bridge_counts& other)
    {
        enter(other.first_.bridge, other.first_.channels);
        if (!other.others_)
            return;
        for (const auto& each : *other.others_)
            enter(each.bridge, each.channels);
    }

    // Whether two of them are in one bridge.
    bool has_pair() const noexcept { return shared_ != 0; }

private:
    struct count {
        std::uint32_t bridge = 0;
        std::uint32_t channels = 0; // none: there is no such bridge
    };

    static std::uint32_t hash_of(std::string_view bridge) noexcept
    {
        return static_cast<std::uint32_t>(text_hash(bridge));
    }
    // Null if none of them is in it.
    count* find(std::uint32_t bridge) noexcept
    {
        if (first_.channels == 0)
            return nullptr;
        if (first_.bridge == bridge)
            return &first_;
        if (!others_)
            return nullptr;
        const auto place = std::find_if(
            others_->begin(), others_->end(), [&](const count& each) { return each.bridge == bridge; });
        return place == others_->end() ? nullptr : &*place;
    }
    count& made(std::uint32_t bridge)
    {
        if (first_.channels == 0)
            return first_ = {bridge, 0};
        if (!others_)
            others_ = std::make_unique<std::vector<count>>();
        return others_->emplace_back(count{bridge, 0});
    }
    void enter(std::uint32_t bridge, std::uint32_t channels)
    {
        if (channels == 0)
            return;
        auto* const found = find(bridge);
        auto& in = found != nullptr ? *found : made(bridge);
        if (in.channels < 2 && in.channels + channels >= 2)
            ++shared_;
        in.channels += channels;
    }

    count first_; // the channels of most calls are in one bridge, or in none
    std::unique_ptr<std::vector<count>> others_;
    std::uint32_t shared_ = 0; // bridges that two or more are in
};

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_BRIDGE_COUNTS_HPP
