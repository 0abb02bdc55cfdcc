// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_IMPL_BRIDGE_STORE_IPP
#define AMI_SESSION_LIVE_IMPL_BRIDGE_STORE_IPP

#include <ami/session/live/bridge_store.hpp>

#include <algorithm>
#include <cstddef>

namespace ami::detail {

AMI_DECL void bridge_store::on_created(const event_view& event, const moment& at)
{
    put(find_bridge_block(event), at, live::change_origin::told);
}

AMI_DECL void bridge_store::on_entered(const event_view& event, const moment& at)
{
    const auto seen = find_bridge_block(event);
    put(seen, at, live::change_origin::told);
    check(seen.id, at.now);
}

AMI_DECL void bridge_store::on_left(const event_view& event, const moment& at)
{
    const auto seen = find_bridge_block(event);
    if (const auto* const known = bridges_.find(seen.id))
        bridges_.put(seen.id, seen.lines, {known->since()}, live::change_origin::told);
    check(seen.id, at.now);
}

AMI_DECL void bridge_store::on_described(const event_view& event, std::string_view prefix)
{
    auto seen = find_bridge_block(event, prefix);
    const auto* const known = bridges_.find(seen.id);
    if (known == nullptr)
        return;
    if (!prefix.empty()) {
        unprefixed_.clear();
        append_without_prefix(unprefixed_, seen.lines, prefix);
        seen.lines = unprefixed_;
    }
    bridges_.put(seen.id, seen.lines, {known->since()}, live::change_origin::told);
}

AMI_DECL void bridge_store::on_destroyed(const event_view& event)
{
    const auto id = event["BridgeUniqueid"];
    unsettled_.remove(id);
    listed_for_.remove(id);
    bridges_.erase(id, live::change_origin::told);
}

AMI_DECL void bridge_store::on_item(const event_view& item, const moment& at)
{
    put(find_bridge_block(item), at, live::change_origin::found);
}

AMI_DECL void bridge_store::end_list()
{
    bridges_.end_list([](const live::bridge&) { return true; });
    bridges_.end_first_fill();
}

AMI_DECL void bridge_store::on_time(time_point now)
{
    listed_for_.remove_expired(now);
    while (const auto id = unsettled_.take_expired(now)) {
        if (!has_other_count(*id))
            continue;
        listed_for_.add(*id, now);
        wanted_.want({live_list::channels, {}}, now);
    }
}

AMI_DECL std::optional<time_point> bridge_store::deadline() const noexcept
{
    return unsettled_.deadline();
}

AMI_DECL void bridge_store::put(const bridge_block& seen, const moment& at, live::change_origin origin)
{
    if (seen.lines.empty())
        return;
    const auto* const known = bridges_.find(seen.id);
    bridges_.put(seen.id, seen.lines, {known != nullptr ? known->since() : at.wall}, origin);
}

AMI_DECL void bridge_store::check(std::string_view id, time_point now)
{
    listed_for_.remove_expired(now);
    if (has_other_count(id) && !unsettled_.contains(id) && !listed_for_.contains(id))
        unsettled_.add(id, now);
}

// Announcements in conferences come from channels that Asterisk counts and keeps to itself.
AMI_DECL bool bridge_store::has_other_count(std::string_view id) const noexcept
{
    const auto* const known = bridges_.find(id);
    if (known == nullptr)
        return false;
    const auto told = static_cast<std::size_t>(std::max(known->channel_count(), 0));
    const auto found = channels_.in_bridge(id).size();
    return told < found || (told > found && (*known)["BridgeType"] == "basic");
}

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_IMPL_BRIDGE_STORE_IPP
