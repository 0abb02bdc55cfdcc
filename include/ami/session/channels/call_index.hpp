// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_CHANNELS_CALL_INDEX_HPP
#define AMI_SESSION_CHANNELS_CALL_INDEX_HPP

#include <ami/protocol/config/limits.hpp>
#include <ami/session/channels/channel_change.hpp>
#include <ami/session/channels/channel_table.hpp>
#include <ami/session/channels/object_table.hpp>
#include <ami/session/channels/tracked_call.hpp>

#include <ami/detail/macros.hpp>

#include <boost/unordered/unordered_flat_set.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace ami::detail {

// Which calls are followed, and which channels belong to them: those that stand for a call, and those with a linked id of
// a call. No other channel is remembered.
//
// No function walks all calls or all channels. `steps` counts what loops look at.
class call_index {
public:
    using call_pointer = std::shared_ptr<tracked_call>;
    using channel = channel_table::channel;
    using call_set = boost::unordered_flat_set<tracked_call*>;

    // The linked ids of one call that are remembered. More come only by many transfers.
    static constexpr std::size_t max_linked_ids = 64;

    // A number of channels for each call, and some more if the calls are few.
    void limit(std::size_t max_calls) noexcept { max_calls_ = max_calls; }
    std::size_t max_channels() const noexcept
    {
        return 1000 + 16 * std::min<std::size_t>(max_calls_, 1u << 24);
    }
    bool is_full() const noexcept { return calls_.size() >= max_calls_; }

    AMI_DECL void add(const call_pointer& call, const std::string& channel_id);
    AMI_DECL void remove(const call_pointer& call);
    // The call's first channel has another unique id than the one that it was added with.
    AMI_DECL void change_first_id(const call_pointer& call, const std::string& channel_id);
    // Another channel stands for the call from now on.
    AMI_DECL void replace_channel(const call_pointer& call, const channel& successor);
    AMI_DECL void add_linked_id(tracked_call& call, std::string_view linked_id);

    AMI_DECL void set_name(const call_pointer& call, std::string_view channel_name);
    // The call for whose channel this is the name or the unique id, as in an action.
    AMI_DECL call_pointer find_named(std::string_view name) const;

    // The call for which this channel stands.
    AMI_DECL call_pointer find(std::string_view channel_id) const;
    bool contains(std::string_view channel_id) const { return calls_.contains(channel_id); }
    // The same, or a call that began with this channel.
    bool has_known(std::string_view channel_id) const
    {
        return by_first_id_.contains(channel_id) || calls_.contains(channel_id);
    }
    AMI_DECL const call_set* with_linked_id(std::string_view linked_id) const;
    const object_table<call_pointer>& all() const noexcept { return calls_; }
    bool empty() const noexcept { return calls_.empty(); }
    std::size_t size() const noexcept { return calls_.size(); }

    // Notes what an event says of a channel. Returns null if the channel belongs to no call.
    AMI_DECL channel* update(const channel_headers& headers);
    // The same, and notes a channel that belongs to no call too: the next one that stands for a call.
    AMI_DECL channel& remember(const channel_headers& headers);
    channel_table& channels() noexcept { return channels_; }
    const channel_table& channels() const noexcept { return channels_; }
    // Names of the channels that belong to the call, its own first.
    AMI_DECL std::vector<std::string> channels_of(const tracked_call& call) const;

    void count_step(std::uint64_t steps = 1) const noexcept { steps_ += steps; }
    std::uint64_t steps() const noexcept { return steps_; }

private:
    AMI_DECL bool is_needed(const channel& known) const;
    AMI_DECL void erase_name(const tracked_call& call);
    AMI_DECL void remove_linked_id(tracked_call& call, const std::string& linked_id);
    AMI_DECL void prune();

    object_table<call_pointer> calls_;       // by the channel that stands for it
    object_table<call_pointer> by_first_id_; // by the channel that it began with
    object_table<call_pointer> by_name_;     // of that channel
    object_table<call_set> by_linked_id_;
    channel_table channels_;
    std::vector<std::string> unneeded_; // unique ids of channels that may not be needed any more
    std::size_t max_calls_ = limits{}.max_followed_calls;
    mutable std::uint64_t steps_ = 0;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/channels/impl/call_index.ipp>
#endif

#endif // AMI_SESSION_CHANNELS_CALL_INDEX_HPP
