// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_AGI_IMPL_AGI_CHANNEL_INDEX_HPP
#define AMI_AGI_IMPL_AGI_CHANNEL_INDEX_HPP

#include <ami/agi/impl/async_agi_channel.hpp>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::detail {

// The channels in AGI of one client, by unique id, and by name those whose events have no unique id (up
// to Asterisk 11).
class agi_channel_index {
public:
    using pointer = std::shared_ptr<async_agi_channel>;

    void add(const pointer& channel)
    {
        channels_.insert_or_assign(channel->channel_id(), channel);
        if (!channel->name().empty())
            named_.insert_or_assign(channel->name(), channel);
    }

    // Not one with the same unique id that entered AGI later.
    void remove(const async_agi_channel& channel)
    {
        if (const auto found = channels_.find(channel.channel_id());
            found != channels_.end() && found->second.get() == &channel)
            channels_.erase(found);
        forget_name(channel);
    }

    void rename(async_agi_channel& channel, std::string_view name)
    {
        if (channel.name().empty())
            return;
        forget_name(channel);
        channel.rename(std::string(name));
        named_.insert_or_assign(channel.name(), channel.shared_from_this());
    }

    pointer find(std::string_view unique_id) const { return find_in(channels_, unique_id); }
    pointer find_named(std::string_view name) const { return find_in(named_, name); }

    bool empty() const noexcept { return channels_.empty(); }
    bool have_names() const noexcept { return !named_.empty(); }

    std::vector<pointer> all() const
    {
        std::vector<pointer> found;
        for (const auto& [id, channel] : channels_)
            found.push_back(channel);
        return found;
    }

    std::vector<pointer> take_all()
    {
        auto taken = all();
        channels_.clear();
        named_.clear();
        return taken;
    }

private:
    using map = std::map<std::string, pointer, std::less<>>;

    static pointer find_in(const map& channels, std::string_view key)
    {
        const auto found = channels.find(key);
        return found == channels.end() ? nullptr : found->second;
    }

    void forget_name(const async_agi_channel& channel)
    {
        if (const auto found = named_.find(channel.name());
            found != named_.end() && found->second.get() == &channel)
            named_.erase(found);
    }

    map channels_;
    map named_;
};

} // namespace ami::detail

#endif // AMI_AGI_IMPL_AGI_CHANNEL_INDEX_HPP
