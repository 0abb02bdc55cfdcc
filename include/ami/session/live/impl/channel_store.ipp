// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_IMPL_CHANNEL_STORE_IPP
#define AMI_SESSION_LIVE_IMPL_CHANNEL_STORE_IPP

#include <ami/protocol/values/hangup_cause.hpp>
#include <ami/session/live/channel_store.hpp>

#include <chrono>
#include <cstdint>
#include <string_view>

namespace ami::detail {

AMI_DECL void channel_store::on_created(const event_view& event, const moment& at)
{
    const auto seen = find_channel_block(event);
    if (seen.lines.empty())
        return;
    doubted_.on_created(seen.id);
    const auto known = channels_.locate(seen.id);
    if (known) {
        channels_.touch(known); // it is used again: this one's Hangup will be told
        return update(known, seen);
    }
    text_.clear();
    text_.whole_lines(seen.lines).line("Application", {}).line("ApplicationData", {});
    put_text(known, seen, {}, at.wall, live::change_origin::told);
}

// More than half of the events say what is known, and many are of no channel.
AMI_DECL std::string_view channel_store::on_described(const event_view& event)
{
    const auto id = event["Uniqueid"];
    const auto known = channels_.locate(id);
    if (!known || has_channel_block(event.header_lines(), id, known->snapshot_lines(), known->values().id_at))
        return id;
    const auto seen = find_channel_block(event.header_lines(), {}, id);
    if (seen.id == id)
        update(known, seen);
    return id;
}

AMI_DECL void channel_store::on_described(const event_view& event, std::string_view prefix)
{
    const auto lines = event.header_lines();
    const auto id = value_in(lines, prefix, "Uniqueid");
    const auto known = channels_.locate(id);
    if (!known || has_channel_block(lines, prefix, id, known->snapshot_lines(), known->values().id_at))
        return;
    const auto seen = find_channel_block(lines, prefix, id);
    if (seen.id != id)
        return;
    unprefixed_.clear();
    append_without_prefix(unprefixed_, seen.lines, prefix);
    update(known, find_channel_block(unprefixed_));
}

AMI_DECL void channel_store::on_application(const event_view& event)
{
    const auto seen = find_channel_block(event);
    const auto known = channels_.locate(seen.id);
    if (!known)
        return;
    const auto runs = find_application(lines_after(event, seen));
    text_.clear();
    text_.whole_lines(seen.lines).line("Application", runs.name).line("ApplicationData", runs.data);
    put_text(known, seen, channel_text::bridge_id(*known), known->since(), live::change_origin::told);
}

AMI_DECL void channel_store::on_hung_up(std::string_view id, std::string_view cause)
{
    erase(id, live::change_origin::told, live::change_details<live::channel>(parse_hangup_cause(cause)));
}

AMI_DECL void channel_store::on_bridge_entered(const event_view& event)
{
    const auto seen = find_channel_block(event);
    const auto bridge = event["BridgeUniqueid"];
    left_bridges_.forget(membership(seen.id, bridge));
    if (const auto known = channels_.locate(seen.id))
        put(known, seen, bridge);
}

AMI_DECL void channel_store::on_bridge_left(const event_view& event, const moment& at)
{
    const auto seen = find_channel_block(event);
    const auto bridge = event["BridgeUniqueid"];
    if (seen.lines.empty())
        return;
    left_bridges_.note(membership(seen.id, bridge), at.now);
    if (const auto known = channels_.locate(seen.id))
        put(known, seen,
            channel_text::bridge_id(*known) == bridge ? std::string_view() : channel_text::bridge_id(*known));
}

AMI_DECL void channel_store::on_bridge_gone(std::string_view bridge, const moment& at)
{
    left_bridges_.note(bridge, at.now);
    const auto members = bridges_.in(bridge); // a copy: each leaves the bridge
    for (const auto& id : members) {
        const auto known = channels_.locate(id);
        put(known, block_of(*known), {});
    }
}

AMI_DECL void channel_store::update(const place& at, const channel_block& seen)
{
    if (at && at->snapshot_lines() != seen.lines)
        put(at, seen, channel_text::bridge_id(*at));
}

AMI_DECL void channel_store::put(const place& at, const channel_block& seen, std::string_view bridge)
{
    text_.clear();
    text_.whole_lines(seen.lines).whole_lines(at->application_lines());
    put_text(at, seen, bridge, at->since(), live::change_origin::told);
}

AMI_DECL void channel_store::put_text(const place& at, const channel_block& seen, std::string_view bridge,
    std::chrono::system_clock::time_point since, live::change_origin origin)
{
    text_.line("BridgeId", bridge);
    const auto offset = [&](std::string_view of) {
        return static_cast<std::uint32_t>(of.data() - seen.lines.data());
    };
    const auto size = [](std::string_view of) { return static_cast<std::uint32_t>(of.size()); };
    // The key and the first linked id are parts of the lines, which then have them for the record too.
    const auto lines = text_.lines();
    const auto id = lines.substr(offset(seen.id), seen.id.size());
    const auto first_linked_id = at ? at->first_linked_id() : seen.linked_id;
    const auto linked_id = lines.substr(offset(seen.linked_id), seen.linked_id.size());
    if (!channels_.put(at, id, lines,
            {since, size(seen.lines), offset(seen.id), offset(seen.linked_id), size(seen.linked_id),
                size(bridge), seen.state},
            origin, first_linked_id == linked_id ? linked_id : first_linked_id))
        return;
    const auto& before = channels_.changes().back().before(); // all that was given here may be of it
    if (const auto old = channel_text::linked_id(before); old != seen.linked_id) {
        if (old != seen.id)
            linked_.leave(old, seen.id);
        if (seen.linked_id != seen.id)
            linked_.enter(seen.linked_id, seen.id);
    }
    if (const auto old = channel_text::bridge_id(before); old != bridge) {
        bridges_.leave(old, seen.id);
        bridges_.enter(bridge, seen.id);
    }
}

AMI_DECL void channel_store::erase(
    std::string_view id, live::change_origin origin, const live::change_details<live::channel>& more)
{
    const auto known = channels_.get(id);
    if (!known)
        return;
    linked_.leave(channel_text::linked_id(known), id);
    bridges_.leave(channel_text::bridge_id(known), id);
    channels_.erase(id, origin, more);
}

AMI_DECL id_groups::ids channel_store::linked_to(std::string_view linked_id) const
{
    auto all = linked_.in(linked_id);
    if (const auto first = channels_.locate(linked_id); first && first->linked_id() == linked_id)
        all.emplace_back(linked_id);
    return all;
}

AMI_DECL std::string_view channel_store::membership(std::string_view id, std::string_view bridge)
{
    membership_.assign(id).append("\n").append(bridge);
    return membership_;
}

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_IMPL_CHANNEL_STORE_IPP
