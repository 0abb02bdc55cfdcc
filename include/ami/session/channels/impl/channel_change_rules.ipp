// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_CHANNELS_IMPL_CHANNEL_CHANGE_RULES_IPP
#define AMI_SESSION_CHANNELS_IMPL_CHANNEL_CHANGE_RULES_IPP

#include <ami/protocol/values/channel_state.hpp>
#include <ami/protocol/wire/ascii.hpp>
#include <ami/session/channels/call_parties.hpp>
#include <ami/session/channels/channel_change_rules.hpp>

#include <string>

namespace ami::detail {

AMI_DECL void channel_change_rules::on_change(const channel_change& change, time_point now)
{
    using kind = channel_change::kind;
    switch (change.type) {
    case kind::described: return on_described(change, now);
    case kind::dial_begun:
    case kind::dial_progressed:
    case kind::dial_ended: return on_dial(change, now);
    case kind::gone: return on_gone(change, now);
    case kind::hangup_requested:
    case kind::soft_hangup_requested: return on_hangup_requested(change, now);
    case kind::renamed: return on_renamed(change);
    case kind::paired: return on_paired(change);
    case kind::optimizing: return on_optimizing(change, now);
    case kind::bridge_entered: return on_bridge_entered(change, now);
    case kind::bridge_left: return on_bridge_left(change);
    case kind::originate_reported: return; // call_tracker::on_report
    }
}

// Whether no other channel dialled it: its linked id is its own. Asterisk has linked ids in events since 13.5.
inline bool begins_a_call(const channel_change& change)
{
    const auto& channel = change.channel;
    if (!channel.linked_id.empty())
        return channel.id == channel.linked_id;
    // A Redirect makes such a channel, which takes the place of the one that it names.
    return iequals(change.event.name(), "Newchannel") && !is_second_half(channel.name) &&
           !channel.name.starts_with("AsyncGoto/");
}

// A channel that rings Asterisk.
AMI_DECL bool channel_change_rules::comes_in(const channel_change& change, time_point now) const
{
    const auto& channel = change.channel;
    return followed_.follows_incoming() && !channel.id.empty() &&
           parse_number<channel_state>(channel.state) == channel_state::ring && begins_a_call(change) &&
           !calls_.has_known(channel.id) && !followed_.is_gone(channel.id, now);
}

AMI_DECL void channel_change_rules::on_described(const channel_change& change, time_point now)
{
    const auto& channel = change.channel;
    if (comes_in(change, now)) {
        auto call = followed_.follow_new(channel.id, now);
        if (!call)
            return;
        followed_.changes().add_incoming(std::move(call));
    }
    if (!calls_.update(channel))
        return;
    if (const auto call = calls_.find(channel.id))
        progress_.on_event(call, change.event, channel, now);
}

AMI_DECL void channel_change_rules::on_dial(const channel_change& change, time_point now)
{
    using kind = channel_change::kind;
    auto* const known = calls_.update(change.channel);
    if (!known)
        return;
    if (const auto dialling = change.event["Uniqueid"]; !dialling.empty()) {
        known->dialled_by = dialling;
        if (const auto caller = calls_.find(dialling); caller && change.type == kind::dial_begun)
            caller->hangup.on_continued();
    }
    const auto call = calls_.find(change.channel.id);
    if (!call)
        return;
    progress_.on_seen(call);
    const auto status = change.event["DialStatus"];
    if (change.type == kind::dial_begun)
        progress_.set_state(call, call_state::dialing, now);
    else if (change.type == kind::dial_ended)
        on_dial_ended(call, status, now);
    else if (iequals(status, "RINGING"))
        progress_.set_state(call, call_state::ringing, now);
}

AMI_DECL void channel_change_rules::on_dial_ended(
    const call_pointer& call, std::string_view status, time_point now)
{
    if (call->dial_status.empty())
        call->dial_status = status;
    if (iequals(status, "ANSWER"))
        progress_.set_state(call, call_state::up, now);
    else if (call->reason || call->hung_up)
        progress_.decide(call, now, false);
}

AMI_DECL void channel_change_rules::on_gone(const channel_change& change, time_point now)
{
    const auto& channel = change.channel;
    const auto cause = parse_hangup_cause(change.event["Cause"]).value_or(hangup_cause::none);
    followed_.remember_gone(channel.id, now);
    if (const auto call = calls_.find(channel.id)) {
        progress_.on_event(call, change.event, channel, now);
        return progress_.on_gone(call, cause, now);
    }
    calls_.count_step(followed_.reports().on_hangup(channel.id, cause, now, calls_.max_channels()));
    // If a Local channel's dialplan refuses, Asterisk gives the cause to that half only.
    const auto* const known = calls_.channels().find(channel.id);
    if (!known)
        return;
    const auto half = calls_.find(known->other_half);
    if (half && half->cause == hangup_cause::none)
        half->cause = cause;
    calls_.channels().erase(channel.id);
}

AMI_DECL void channel_change_rules::on_hangup_requested(const channel_change& change, time_point now)
{
    const auto& channel = change.channel;
    const bool is_soft = change.type == channel_change::kind::soft_hangup_requested;
    if (!calls_.update(channel))
        return;
    const auto attribute = [&](tracked_call& call, bool own_side) {
        const bool is_phone = own_side && !is_soft && !istarts_with(channel.name, "Local/");
        if (!call.hung_up)
            call.hangup.on_requested(own_side, is_soft, is_phone, now);
    };
    const auto* const linked = calls_.with_linked_id(channel.linked_id);
    if (!linked) {
        // Older servers tell no linked ids: what other channels belong to the call is not known.
        if (const auto call = calls_.find(channel.id))
            attribute(*call, true);
        return;
    }
    if (is_in_conference(calls_, channel.id) || linked->size() > max_other_parties) {
        // It ends no call but those on its own side.
        for (auto* const call : calls_near(calls_, channel.id)) {
            if (linked->contains(call) && is_own_side(calls_, *call, channel.id))
                attribute(*call, true);
        }
        return;
    }
    for (auto* const call : *linked) {
        calls_.count_step();
        attribute(*call, is_own_side(calls_, *call, channel.id));
    }
}

// Asterisk 1.8 and 11 move a call to another channel by a masquerade, which shows as three Renames: the first channel N is
// renamed to N<MASQ>, another channel to N, and the first one to a name that ends in <ZOMBIE>, under which it is hung up.
AMI_DECL void channel_change_rules::on_renamed(const channel_change& change)
{
    const auto& channel = change.channel;
    const auto call = calls_.find(channel.id);
    if (!call) {
        const auto moved = calls_.find(masquerades_.take(channel.name));
        if (moved)
            return progress_.move_channel(moved, channel);
        calls_.update(channel);
        return;
    }
    if (channel.name.ends_with("<MASQ>"))
        return masquerades_.begin(change.event["Channel"], channel.id);
    if (channel.name.ends_with("<ZOMBIE>"))
        return;
    calls_.update(channel);
    progress_.set_name(call, channel.name);
}

AMI_DECL void channel_change_rules::on_paired(const channel_change& change)
{
    if (auto* const known = calls_.update(change.channel))
        known->other_half = change.other.id;
    if (auto* const known = calls_.update(change.other))
        known->other_half = change.channel.id;
}

AMI_DECL void channel_change_rules::on_bridge_entered(const channel_change& change, time_point now)
{
    const auto& channel = change.channel;
    auto* const known = calls_.update(channel);
    if (!known)
        return;
    calls_.channels().set_bridge(*known, change.event["BridgeUniqueid"]);
    if (const auto call = calls_.find(channel.id))
        call->hangup.on_continued();
    // A channel that takes the place of one half of a Local channel is the channel that the other half was connected to.
    // (Of any other channel it is another party: an attended transfer does that too.)
    const auto replaced = change.event["SwapUniqueid"];
    const auto call = replaced.empty() ? nullptr : calls_.find(replaced);
    if (call && istarts_with(call->channel, "Local/"))
        progress_.replace_channel(call, channel.id, now);
}

AMI_DECL void channel_change_rules::on_bridge_left(const channel_change& change)
{
    auto* const known = calls_.update(change.channel);
    if (known && known->bridge() == change.event["BridgeUniqueid"])
        calls_.channels().set_bridge(*known, {});
}

// A Local channel goes away: the channels on both sides of it are connected directly. Either side may be moved into the
// bridge of the other one; the channel on the other side of the call's half is in the bridge of the other half, before
// that begins. (LocalOptimizationEnd says `Success: No` whatever happened, on Asterisk 16 and 22.)
AMI_DECL void channel_change_rules::on_optimizing(const channel_change& change, time_point now)
{
    const auto named = change.event["SourceUniqueid"];
    for (const bool swapped : {false, true}) {
        const auto half = swapped ? change.other.id : change.channel.id;
        const auto other_half = swapped ? change.channel.id : change.other.id;
        const auto call = calls_.find(half);
        if (!call)
            continue;
        if (const auto successor = successor_of_half(calls_, half, other_half, named); !successor.empty())
            return progress_.replace_channel(call, successor, now);
    }
}

} // namespace ami::detail

#endif // AMI_SESSION_CHANNELS_IMPL_CHANNEL_CHANGE_RULES_IPP
