// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_CHANNELS_CHANNEL_TABLE_HPP
#define AMI_SESSION_CHANNELS_CHANNEL_TABLE_HPP

#include <ami/session/channels/object_table.hpp>

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

    channel* find(std::string_view id) const noexcept { return channels_.find(id); }

    // `id` must not be there yet.
    channel& add(std::string_view id) { return channels_.emplace(id, id); }

    void erase(std::string_view id)
    {
        if (auto* const known = channels_.find(id)) {
            remove(*known);
            channels_.erase(id);
        }
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
        for (const auto each : channels_)
            each.object.bridge_.clear();
    }

    // Removes all channels for whose id `keep` is false.
    template <class Predicate>
    void keep_only(Predicate keep)
    {
        channels_.erase_if([&](const std::string& id, channel& each) {
            const bool goes = !keep(id);
            if (goes)
                remove(each);
            return goes;
        });
    }

    std::size_t size() const noexcept { return channels_.size(); }

private:
    static const list& at(const object_table<list>& lists, std::string_view id) noexcept
    {
        static const list none;
        const auto* const found = lists.find(id);
        return found ? *found : none;
    }

    static void enter(
        object_table<list>& lists, std::string_view id, channel& which, std::size_t channel::*place)
    {
        if (id.empty())
            return;
        auto& all = lists.emplace(id);
        which.*place = all.size();
        all.push_back(&which);
    }

    // The last one of the list takes its place.
    static void leave(
        object_table<list>& lists, std::string_view id, channel& which, std::size_t channel::*place)
    {
        auto* const found = lists.find(id);
        if (!found)
            return;
        auto& all = *found;
        all[which.*place] = all.back();
        all[which.*place]->*place = which.*place;
        all.pop_back();
        if (all.empty())
            lists.erase(id);
    }

    void remove(channel& which)
    {
        leave(linked_, which.linked_id_, which, &channel::linked_at_);
        leave(bridges_, which.bridge_, which, &channel::bridge_at_);
    }

    object_table<channel> channels_;
    object_table<list> linked_;
    object_table<list> bridges_;
};

} // namespace ami::detail

#endif // AMI_SESSION_CHANNELS_CHANNEL_TABLE_HPP
