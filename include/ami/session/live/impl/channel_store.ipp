// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_SESSION_LIVE_IMPL_CHANNEL_STORE_IPP
#define AMI_SESSION_LIVE_IMPL_CHANNEL_STORE_IPP

#include <ami/protocol/values/hangup_cause.hpp>
#include <ami/session/live/channel_store.hpp>

#include <cstdint>

namespace ami::detail {

AMI_DECL void channel_store::on_created(const event_view& event, const moment& at)
{
    const auto seen = find_channel_block(event);
    if (seen.lines.empty())
        return;
    missing_.remove(seen.id); // it was used again: this one's Hangup will be told
    if (channels_.find(seen.id) != nullptr)
        update(seen);
    else
        put(seen.id, {seen.lines, seen.linked_id, {}, {}, {}}, at.wall, live::change_origin::told);
}

// More than half of the events say what is known, and many are of no channel.
AMI_DECL void channel_store::on_described(const event_view& event)
{
    const auto id = event.find("Uniqueid");
    if (!id)
        return;
    const auto* const known = channels_.find(*id);
    if (known == nullptr || !has_channel_block(event, known->snapshot_lines()))
        update(find_channel_block(event));
}

AMI_DECL void channel_store::on_described(const event_view& event, std::string_view prefix)
{
    auto seen = find_channel_block(event, prefix);
    if (channels_.find(seen.id) == nullptr)
        return;
    unprefixed_.clear();
    append_without_prefix(unprefixed_, seen.lines, prefix);
    seen.lines = unprefixed_;
    update(seen);
}

AMI_DECL void channel_store::on_application(const event_view& event)
{
    const auto seen = find_channel_block(event);
    const auto known = channels_.get(seen.id);
    if (!known)
        return;
    auto now = parts_of(known);
    now.snapshot = seen.lines;
    now.linked_id = seen.linked_id;
    now.application = event["Application"];
    now.application_data = event["AppData"];
    put(seen.id, now, known.since(), live::change_origin::told);
}

AMI_DECL void channel_store::on_hung_up(const event_view& event)
{
    erase(event["Uniqueid"], live::change_origin::told,
        live::change_details<live::channel>(parse_hangup_cause(event["Cause"])));
}

AMI_DECL void channel_store::on_bridge_entered(const event_view& event)
{
    const auto seen = find_channel_block(event);
    const auto bridge = event["BridgeUniqueid"];
    left_bridges_.forget(membership(seen.id, bridge));
    const auto known = channels_.get(seen.id);
    if (!known)
        return;
    auto now = parts_of(known);
    now.snapshot = seen.lines;
    now.linked_id = seen.linked_id;
    now.bridge = bridge;
    put(seen.id, now, known.since(), live::change_origin::told);
}

AMI_DECL void channel_store::on_bridge_left(const event_view& event, const moment& at)
{
    const auto seen = find_channel_block(event);
    const auto bridge = event["BridgeUniqueid"];
    if (seen.lines.empty())
        return;
    left_bridges_.note(membership(seen.id, bridge), at.now);
    const auto known = channels_.get(seen.id);
    if (!known)
        return;
    auto now = parts_of(known);
    now.snapshot = seen.lines;
    now.linked_id = seen.linked_id;
    if (now.bridge == bridge)
        now.bridge = {};
    put(seen.id, now, known.since(), live::change_origin::told);
}

AMI_DECL void channel_store::on_bridge_gone(std::string_view bridge, const moment& at)
{
    left_bridges_.note(bridge, at.now);
    const auto members = bridges_.in(bridge); // a copy: each leaves the bridge
    for (const auto& id : members) {
        const auto known = channels_.get(id);
        auto now = parts_of(known);
        now.bridge = {};
        put(id, now, known.since(), live::change_origin::told);
    }
}

AMI_DECL void channel_store::update(const channel_block& seen)
{
    const auto* const found = channels_.find(seen.id);
    if (found == nullptr || found->snapshot_lines() == seen.lines)
        return;
    const auto known = *found;
    auto now = parts_of(known);
    now.snapshot = seen.lines;
    now.linked_id = seen.linked_id;
    put(seen.id, now, known.since(), live::change_origin::told);
}

AMI_DECL void channel_store::put(std::string_view id, const parts& of,
    std::chrono::system_clock::time_point since, live::change_origin origin)
{
    const auto before = channels_.get(id);
    text_.clear();
    text_.whole_lines(of.snapshot)
        .line("Application", of.application)
        .line("ApplicationData", of.application_data)
        .line("BridgeId", of.bridge);
    if (!channels_.put(id, text_.lines(), {since, static_cast<std::uint32_t>(of.snapshot.size())}, origin,
            before ? before.first_linked_id() : of.linked_id))
        return;
    if (before.linked_id() != of.linked_id) {
        linked_.leave(before.linked_id(), id);
        linked_.enter(of.linked_id, id);
    }
    if (before.bridge_id() != of.bridge) {
        bridges_.leave(before.bridge_id(), id);
        bridges_.enter(of.bridge, id);
    }
}

AMI_DECL void channel_store::erase(
    std::string_view id, live::change_origin origin, const live::change_details<live::channel>& more)
{
    const auto known = channels_.get(id);
    if (!known)
        return;
    missing_.remove(known.id());
    linked_.leave(known.linked_id(), known.id());
    bridges_.leave(known.bridge_id(), known.id());
    channels_.erase(known.id(), origin, more);
}

AMI_DECL std::string_view channel_store::membership(std::string_view id, std::string_view bridge)
{
    membership_.assign(id).append("\n").append(bridge);
    return membership_;
}

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_IMPL_CHANNEL_STORE_IPP
