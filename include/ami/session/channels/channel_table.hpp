// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_CHANNELS_CHANNEL_TABLE_HPP
#define AMI_SESSION_CHANNELS_CHANNEL_TABLE_HPP

#include <ami/session/channels/by_id.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::detail {

// Channels by unique id, by linked id and by bridge. No function but `clear_bridges` and `keep_only` walks all channels.
class channel_table {
public:
    class channel {
    public:
        explicit channel(std::string_view of) : id_(of) {}
        channel(const channel&) = delete;
        channel& operator=(const channel&) = delete;

        const std::string& id() const noexcept { return id_; }
        const std::string& linked_id() const noexcept { return linked_id_; }
        const std::string& bridge() const noexcept { return bridge_; }

        std::string name;
        std::string other_half; // of a Local channel
        std::string dialled_by; // unique id

    private:
        friend channel_table;
        std::string id_;
        std::string linked_id_;
        std::string bridge_;
        std::size_t linked_at_ = 0; // its place in the list
        std::size_t bridge_at_ = 0;
    };
    using list = std::vector<channel*>;

    channel* find(std::string_view id) const noexcept
    {
        const auto found = channels_.find(id);
        return found == channels_.end() ? nullptr : found->second.get();
    }

    // `id` must not be there yet.
    channel& add(std::string_view id)
    {
        return *channels_.emplace(std::string(id), std::make_unique<channel>(id)).first->second;
    }

    void erase(std::string_view id)
    {
        const auto found = channels_.find(id);
        if (found == channels_.end())
            return;
        remove(*found->second);
        channels_.erase(found);
    }

    void set_linked_id(channel& which, std::string_view to)
    {
        leave(linked_, which.linked_id_, which, &channel::linked_at_);
        which.linked_id_ = to;
        enter(linked_, to, which, &channel::linked_at_);
    }

    void set_bridge(channel& which, std::string_view to)
    {
        leave(bridges_, which.bridge_, which, &channel::bridge_at_);
        which.bridge_ = to;
        enter(bridges_, to, which, &channel::bridge_at_);
    }

    // Nothing for an empty id.
    const list& linked_to(std::string_view linked_id) const noexcept { return at(linked_, linked_id); }
    const list& in_bridge(std::string_view bridge) const noexcept { return at(bridges_, bridge); }

    void clear_bridges()
    {
        bridges_.clear();
        for (auto& [id, each] : channels_)
            each->bridge_.clear();
    }

    // Removes all channels for whose id `keep` is false.
    template <class Predicate>
    void keep_only(Predicate keep)
    {
        erase_if(channels_, [&](const auto& entry) {
            const bool goes = !keep(entry.first);
            if (goes)
                remove(*entry.second);
            return goes;
        });
    }

    std::size_t size() const noexcept { return channels_.size(); }

private:
    static const list& at(const by_id<list>& lists, std::string_view id) noexcept
    {
        static const list none;
        const auto found = lists.find(id);
        return found == lists.end() ? none : found->second;
    }

    static void enter(by_id<list>& lists, std::string_view id, channel& which, std::size_t channel::*place)
    {
        if (id.empty())
            return;
        auto found = lists.find(id);
        if (found == lists.end())
            found = lists.emplace(std::string(id), list()).first;
        which.*place = found->second.size();
        found->second.push_back(&which);
    }

    // The last one of the list takes its place.
    static void leave(by_id<list>& lists, std::string_view id, channel& which, std::size_t channel::*place)
    {
        const auto found = lists.find(id);
        if (found == lists.end())
            return;
        auto& all = found->second;
        all[which.*place] = all.back();
        all[which.*place]->*place = which.*place;
        all.pop_back();
        if (all.empty())
            lists.erase(found);
    }

    void remove(channel& which)
    {
        leave(linked_, which.linked_id_, which, &channel::linked_at_);
        leave(bridges_, which.bridge_, which, &channel::bridge_at_);
    }

    by_id<std::unique_ptr<channel>> channels_;
    by_id<list> linked_;
    by_id<list> bridges_;
};

} // namespace ami::detail

#endif // AMI_SESSION_CHANNELS_CHANNEL_TABLE_HPP
