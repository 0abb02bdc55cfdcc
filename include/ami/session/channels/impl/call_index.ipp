// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_CHANNELS_IMPL_CALL_INDEX_IPP
#define AMI_SESSION_CHANNELS_IMPL_CALL_INDEX_IPP

#include <ami/session/channels/call_index.hpp>

#include <algorithm>
#include <utility>

namespace ami::detail {

AMI_DECL void call_index::add(const call_pointer& call, const std::string& channel_id)
{
    call->id = channel_id;
    call->channel_id = channel_id;
    call->is_tracked = true;
    calls_.emplace(channel_id, call);
    by_first_id_.emplace(channel_id, call);
    add_linked_id(*call, channel_id);
}

AMI_DECL void call_index::remove(const call_pointer& call)
{
    calls_.erase(call->channel_id);
    by_first_id_.erase(call->id);
    erase_name(*call);
    for (const auto& linked_id : std::exchange(call->linked_ids, {}))
        remove_linked_id(*call, linked_id);
    prune();
    channels_.erase(call->channel_id);
}

AMI_DECL void call_index::change_first_id(const call_pointer& call, const std::string& channel_id)
{
    calls_.erase(call->channel_id);
    by_first_id_.erase(call->id);
    std::erase(call->linked_ids, call->id);
    remove_linked_id(*call, call->id);
    add(call, channel_id);
}

AMI_DECL void call_index::replace_channel(const call_pointer& call, const channel& successor)
{
    calls_.erase(call->channel_id);
    unneeded_.push_back(call->channel_id);
    call->channel_id = successor.id();
    calls_.emplace(successor.id(), call);
    set_name(call, successor.name);
    add_linked_id(*call, successor.linked_id());
}

AMI_DECL void call_index::set_name(const call_pointer& call, std::string_view channel_name)
{
    erase_name(*call);
    call->channel = channel_name;
    if (!channel_name.empty() && call->is_tracked)
        by_name_.emplace(call->channel) = call;
}

AMI_DECL void call_index::erase_name(const tracked_call& call)
{
    if (const auto* const found = by_name_.find(call.channel); found && found->get() == &call)
        by_name_.erase(call.channel);
}

AMI_DECL call_index::call_pointer call_index::find_named(std::string_view name) const
{
    if (auto call = find(name))
        return call;
    const auto* const found = by_name_.find(name);
    return found ? *found : nullptr;
}

AMI_DECL call_index::call_pointer call_index::find(std::string_view channel_id) const
{
    const auto* const found = calls_.find(channel_id);
    return found ? *found : nullptr;
}

AMI_DECL const call_index::call_set* call_index::with_linked_id(std::string_view linked_id) const
{
    return by_linked_id_.find(linked_id);
}

AMI_DECL call_index::channel* call_index::update(const channel_headers& headers)
{
    if (headers.id.empty())
        return nullptr;
    if (unneeded_.size() > max_channels())
        prune();
    auto* known = channels_.find(headers.id);
    if (!known) {
        const bool is_linked = by_linked_id_.contains(headers.linked_id) && channels_.size() < max_channels();
        if (!is_linked && !calls_.contains(headers.id))
            return nullptr;
        known = &channels_.add(headers.id);
    }
    if (!headers.name.empty())
        known->name = headers.name;
    if (!headers.linked_id.empty() && known->linked_id() != headers.linked_id) {
        channels_.set_linked_id(*known, headers.linked_id);
        // Channels that are bridged get the linked id of the older one.
        if (const auto call = find(headers.id))
            add_linked_id(*call, headers.linked_id);
        else if (!is_needed(*known))
            unneeded_.push_back(known->id());
    }
    return known;
}

AMI_DECL call_index::channel& call_index::remember(const channel_headers& headers)
{
    if (!channels_.find(headers.id))
        channels_.add(headers.id);
    return *update(headers);
}

AMI_DECL void call_index::add_linked_id(tracked_call& call, std::string_view linked_id)
{
    if (linked_id.empty() || !call.is_tracked ||
        std::find(call.linked_ids.begin(), call.linked_ids.end(), linked_id) != call.linked_ids.end())
        return;
    if (call.linked_ids.size() >= max_linked_ids) {
        const auto oldest = std::exchange(call.linked_ids[1], {}); // the first one is the call's own
        call.linked_ids.erase(call.linked_ids.begin() + 1);
        remove_linked_id(call, oldest);
    }
    call.linked_ids.emplace_back(linked_id);
    by_linked_id_.emplace(linked_id).insert(&call);
}

// The channels with this linked id go with the last call that has it.
AMI_DECL void call_index::remove_linked_id(tracked_call& call, const std::string& linked_id)
{
    auto* const found = by_linked_id_.find(linked_id);
    if (!found)
        return;
    found->erase(&call);
    if (!found->empty())
        return;
    by_linked_id_.erase(linked_id);
    for (const auto* const known : channels_.linked_to(linked_id)) {
        count_step();
        unneeded_.push_back(known->id());
    }
}

AMI_DECL bool call_index::is_needed(const channel& known) const
{
    return by_linked_id_.contains(known.linked_id()) || calls_.contains(known.id());
}

AMI_DECL void call_index::prune()
{
    for (const auto& id : std::exchange(unneeded_, {})) {
        count_step();
        if (const auto* const known = channels_.find(id); known && !is_needed(*known))
            channels_.erase(id);
    }
}

AMI_DECL std::vector<std::string> call_index::channels_of(const tracked_call& call) const
{
    std::vector<std::string> names{call.channel};
    for (const auto& linked_id : call.linked_ids) {
        for (const auto* const known : channels_.linked_to(linked_id)) {
            if (known->id() != call.channel_id)
                names.push_back(known->name);
        }
    }
    std::sort(names.begin() + 1, names.end());
    return names;
}

} // namespace ami::detail

#endif // AMI_SESSION_CHANNELS_IMPL_CALL_INDEX_IPP
