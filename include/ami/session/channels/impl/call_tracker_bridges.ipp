// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_SESSION_CHANNELS_IMPL_CALL_TRACKER_BRIDGES_IPP
#define AMI_SESSION_CHANNELS_IMPL_CALL_TRACKER_BRIDGES_IPP

#include <ami/session/channels/call_tracker.hpp>

#include <utility>

// Bridges, and Local channels that are optimised away.

namespace ami::detail {

AMI_DECL void call_tracker::on_paired(const channel_change& change)
{
    if (auto* const known = touch(change.channel))
        known->other_half = change.other.id;
    if (auto* const known = touch(change.other))
        known->other_half = change.channel.id;
}

AMI_DECL void call_tracker::on_bridge_entered(const channel_change& change, time_point now)
{
    const auto& channel = change.channel;
    auto* const known = touch(channel);
    if (!known)
        return;
    legs_.set_bridge(*known, change.event["BridgeUniqueid"]);
    if (const auto call = call_of(channel.id))
        goes_on(*call);
    // A channel that takes the place of one half of a Local channel is the channel that the other half was connected to.
    // (Of any other channel it is another party: an attended transfer does that too.)
    if (const auto swapped = change.event["SwapUniqueid"]; !swapped.empty()) {
        const auto call = call_of(swapped);
        if (call && istarts_with(call->channel, "Local/") && !call_of(channel.id))
            move(call, std::string(channel.id), now);
    }
}

AMI_DECL void call_tracker::on_bridge_left(const channel_change& change)
{
    auto* const known = touch(change.channel);
    if (known && known->bridge() == change.event["BridgeUniqueid"])
        legs_.set_bridge(*known, {});
}

// A Local channel goes away: the channels on both sides of it are connected directly. Either side may be moved into the
// bridge of the other one; what stood behind the call's half is in the bridge of the other half, before it begins.
// (LocalOptimizationEnd says `Success: No` whatever happened, on Asterisk 16 and 22.)
AMI_DECL void call_tracker::on_optimizing(const channel_change& change, time_point now)
{
    const auto one = change.channel.id;
    const auto two = change.other.id;
    for (const bool swapped : {false, true}) {
        const auto own = swapped ? two : one;
        const auto other = swapped ? one : two;
        const auto call = call_of(own);
        const auto* const half = legs_.find(other);
        if (!call || !half || half->bridge().empty())
            continue;
        const auto may_follow = [&](const leg& each) {
            return each.id() != other && each.id() != own && each.bridge() == half->bridge() &&
                   !call_of(each.id());
        };
        // In a conference it is nobody in particular, unless the event names them.
        const auto* const named = legs_.find(change.event["SourceUniqueid"]);
        if (named && may_follow(*named))
            return move(call, named->id(), now);
        const auto& bridged = legs_.in_bridge(half->bridge());
        if (bridged.size() > max_other_parties)
            continue;
        std::size_t candidates = 0;
        std::string successor;
        for (const auto* const each : bridged) {
            ++steps_;
            if (may_follow(*each) && ++candidates == 1)
                successor = each->id();
        }
        if (candidates == 1)
            return move(call, successor, now);
    }
}

// Another channel stands for the call from now on.
AMI_DECL void call_tracker::move(const call_pointer& call, const std::string& to, time_point now)
{
    const auto* const found = legs_.find(to);
    if (!found || calls_.contains(to) || !call->is_tracked)
        return;
    calls_.erase(call->channel_id);
    strays_.push_back(call->channel_id);
    goes_on(*call);
    if (std::exchange(call->is_gone, false))
        call->settle_by.reset();
    call->channel_id = to;
    calls_.emplace(to, call);
    call->channel = found->name;
    watch(*call, found->linked_id());
    // It came back from the dead, should the half's Hangup have come first.
    if (call->hung_up) {
        call->hung_up.reset();
        call->settle_by.reset();
    }
    schedule(call);
    set_state(call, call_state::up, now);
    changed(call);
}

} // namespace ami::detail

#endif // AMI_SESSION_CHANNELS_IMPL_CALL_TRACKER_BRIDGES_IPP
