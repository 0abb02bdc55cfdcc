// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_IMPL_QUEUE_MEMBERS_IPP
#define AMI_SESSION_LIVE_IMPL_QUEUE_MEMBERS_IPP

#include <ami/session/live/queue_members.hpp>
#include <ami/typed/decoder.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ami::detail {

struct queue_member_header {
    const char* name;
    const char* in_list = name;
};

// In the order of the events.
inline constexpr queue_member_header queue_member_headers[] = {{"Queue"}, {"MemberName", "Name"},
    {"Interface", "Location"}, {"StateInterface"}, {"Membership"}, {"Penalty"}, {"CallsTaken"}, {"LastCall"},
    {"LastPause"}, {"LoginTime"}, {"InCall"}, {"Status"}, {"Paused"}, {"PausedReason"}, {"Ringinuse"},
    {"Wrapuptime"}};

AMI_DECL bool queue_members::put(const event_view& packet, live::change_origin origin, const moment& at)
{
    const auto queue = packet["Queue"];
    const auto interface = packet.find("Interface").value_or(packet["Location"]);
    if (queue.empty() || interface.empty())
        return false;
    const auto known = records_.get(key(queue, interface));
    auto values = store::values_of(known);
    if (!write_headers(packet, known))
        values.paused_since = {};
    else if (!known.paused().value_or(false) && origin == live::change_origin::told)
        values.paused_since = at.wall;
    const auto first = records_.changes().size();
    const bool has_changed = records_.put(text_.key(), text_.lines(), values, origin);
    regroup(first);
    return has_changed;
}

AMI_DECL bool queue_members::write_headers(const event_view& packet, const live::queue_member& known)
{
    bool is_paused = false;
    bool has_time = false;
    for (const auto& header : queue_member_headers) {
        const std::string_view name = header.name;
        auto value = packet.find(name);
        if (!value)
            value = packet.find(header.in_list);
        if (!value)
            value = known.find(name);
        if (!value)
            continue;
        if (name == "LastPause")
            has_time = *value != "0";
        else if (name == "Paused")
            decode(*value, is_paused);
        // Unpausing has a reason too, which Asterisk forgets.
        else if (name == "PausedReason" && !is_paused)
            value = std::string_view("");
        // Lists say so of members of realtime.
        else if (name == "Membership" && *value == "static" && packet.contains("Location") &&
                 known["Membership"] == "realtime")
            value = std::string_view("realtime");
        text_.line(name, *value);
    }
    return is_paused && !has_time;
}

AMI_DECL bool queue_members::remove(const event_view& event)
{
    const auto first = records_.changes().size();
    const bool was_there = records_.erase(key(event["Queue"], event["Interface"]), live::change_origin::told);
    regroup(first);
    return was_there;
}

AMI_DECL void queue_members::end_list(std::string_view queue)
{
    const auto first = records_.changes().size();
    records_.end_list_of_keys(queue.empty() ? queue : key(queue, ""));
    regroup(first);
}

AMI_DECL void queue_members::regroup(std::size_t first_change)
{
    // Marking a member is a change too, which changes no group.
    const auto end = records_.changes().size();
    for (auto i = first_change; i != end; ++i) {
        const auto change = records_.changes()[i];
        if (change.before()["StateInterface"] == change.now()["StateInterface"])
            continue;
        if (change.before())
            leave_group(change.before(), change.origin());
        if (change.now())
            enter_group(change.now(), change.origin());
    }
}

AMI_DECL void queue_members::leave_group(const live::queue_member& member, live::change_origin origin)
{
    const auto group = groups_.find(key(member.queue(), member.state_interface()));
    if (group == groups_.end())
        return;
    auto& interfaces = group->second;
    std::erase(interfaces, member.interface().text());
    mark(member.queue(), member.interface(), false, origin);
    if (interfaces.size() == 1)
        mark(member.queue(), interfaces.front(), false, origin);
    else if (interfaces.empty())
        groups_.erase(group);
}

AMI_DECL void queue_members::enter_group(const live::queue_member& member, live::change_origin origin)
{
    if (member.state_interface().empty())
        return;
    auto& interfaces = groups_[std::string(key(member.queue(), member.state_interface()))];
    interfaces.emplace_back(member.interface());
    if (interfaces.size() == 1)
        return;
    for (const auto& each : interfaces)
        mark(member.queue(), each, true, origin);
}

AMI_DECL void queue_members::mark(
    std::string_view queue, std::string_view interface, bool is_sharing, live::change_origin origin)
{
    const auto* const member = records_.find(key(queue, interface));
    if (member == nullptr)
        return;
    auto values = store::values_of(*member);
    values.shares_state_interface = is_sharing;
    records_.amend(text_.key(), values, origin);
}

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_IMPL_QUEUE_MEMBERS_IPP
