// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_CHANNELS_IMPL_CALL_PARTIES_IPP
#define AMI_SESSION_CHANNELS_IMPL_CALL_PARTIES_IPP

#include <ami/session/channels/call_parties.hpp>

#include <algorithm>

namespace ami::detail {

// Asterisk's dialplan can chain Local channels: so many of them are followed.
inline constexpr int max_chained_channels = 8;

AMI_DECL bool is_own_side(const call_index& calls, const tracked_call& call, std::string_view channel_id)
{
    if (channel_id == call.channel_id)
        return true;
    const auto& channels = calls.channels();
    const auto* at = channels.find(channel_id);
    for (int depth = 0; at && depth != max_chained_channels; ++depth) {
        if (at->dialled_by == call.channel_id)
            return false;
        if (at->other_half == call.channel_id)
            return true;
        at = channels.find(at->dialled_by.empty() ? at->other_half : at->dialled_by);
    }
    return false;
}

AMI_DECL std::vector<tracked_call*> calls_near(const call_index& calls, std::string_view channel_id)
{
    std::vector<tracked_call*> found;
    const auto add = [&](std::string_view id) {
        calls.count_step();
        const auto call = calls.find(id);
        if (call && std::find(found.begin(), found.end(), call.get()) == found.end())
            found.push_back(call.get());
    };
    add(channel_id);
    const auto& channels = calls.channels();
    const auto* at = channels.find(channel_id);
    for (int depth = 0; at && depth != max_chained_channels; ++depth) {
        add(at->other_half);
        at = channels.find(at->dialled_by.empty() ? at->other_half : at->dialled_by);
    }
    return found;
}

AMI_DECL bool is_in_conference(const call_index& calls, std::string_view channel_id)
{
    const auto* const known = calls.channels().find(channel_id);
    return known && calls.channels().in_bridge(known->bridge()).size() > 2;
}

AMI_DECL std::string successor_of_half(
    const call_index& calls, std::string_view half, std::string_view other_half, std::string_view named)
{
    const auto& channels = calls.channels();
    const auto* const other = channels.find(other_half);
    if (!other || other->bridge().empty())
        return {};
    const auto may_follow = [&](const channel_table::channel& candidate) {
        return candidate.id() != other_half && candidate.id() != half &&
               candidate.bridge() == other->bridge() && !calls.contains(candidate.id());
    };
    // In a conference it is none in particular, unless the event names one.
    if (const auto* const source = channels.find(named); source && may_follow(*source))
        return source->id();
    const auto& bridged = channels.in_bridge(other->bridge());
    if (bridged.size() > max_other_parties)
        return {};
    std::string successor;
    for (const auto* const candidate : bridged) {
        calls.count_step();
        if (!may_follow(*candidate))
            continue;
        if (!successor.empty())
            return {};
        successor = candidate->id();
    }
    return successor;
}

} // namespace ami::detail

#endif // AMI_SESSION_CHANNELS_IMPL_CALL_PARTIES_IPP
