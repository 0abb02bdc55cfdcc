// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_ACTIONS_CONFERENCE_IPP
#define AMI_TESTING_IMPL_ACTIONS_CONFERENCE_IPP

#include <ami/protocol/wire/ascii.hpp>

#include <ami/testing/detail/actions.hpp>
#include <ami/testing/detail/core.hpp>
#include <ami/testing/detail/session.hpp>

#include <chrono>
#include <string>
#include <string_view>

namespace ami::testing::detail {

// app_confbridge.c: what each action needs first.
inline constexpr std::string_view no_room_named = "No Conference name provided.";
inline constexpr std::string_view no_channel_named = "No channel name provided.";
inline constexpr std::string_view no_such_user = "No Channel by that name found in Conference.";

inline reply no_such_room(core& server, const request& action)
{
    return reply::error(action,
        server.calls.conferences().empty() ? "No active conferences." : "No Conference by that name found.");
}

AMI_DECL reply conference_rooms(core& server, session&, const request& action)
{
    const auto& all = server.calls.conferences();
    if (all.empty())
        return no_such_room(server, action);
    auto answer = reply::list(action, "Confbridge conferences will follow");
    for (const auto& each : all)
        answer.add(packet_text::event("ConfbridgeListRooms")
                       .action_id(action.action_id())
                       .add("Conference", each.name)
                       .add("Parties", each.users.size())
                       .add("Marked", "0")
                       .add("Locked", each.locked ? "Yes" : "No")
                       .add("Muted", "No"));
    return answer.complete(action, "ConfbridgeListRoomsComplete", all.size());
}

AMI_DECL reply conference_list(core& server, session&, const request& action)
{
    if (action["Conference"].empty())
        return reply::error(action, no_room_named);
    const auto* const room = server.calls.find_conference(action["Conference"]);
    if (!room)
        return no_such_room(server, action);
    auto answer = reply::list(action, "Confbridge user list will follow");
    for (const auto& each : room->users) {
        auto item = packet_text::event("ConfbridgeList").action_id(action.action_id());
        item.add("Conference", room->name);
        for (const std::string_view flag :
            {"Admin", "MarkedUser", "WaitMarked", "EndMarked", "EndMarkedAny", "Waiting"}) {
            const bool is_new = flag == "EndMarkedAny";
            if (!is_new || server.settings.asterisk == era::asterisk_22)
                item.add(flag, "No");
        }
        item.add("Muted", each.muted ? "Yes" : "No").add("Talking", "No");
        const auto since = server.calls.since(each.since);
        item.add("AnsweredTime", std::chrono::duration_cast<std::chrono::seconds>(since).count());
        each.who->append_to(item, server.settings.channel_variables);
        answer.add(item);
    }
    return answer.complete(action, "ConfbridgeListComplete", room->users.size());
}

inline reply lock_conference(core& server, const request& action, bool locked)
{
    if (action["Conference"].empty())
        return reply::error(action, no_room_named);
    auto* const room = server.calls.find_conference(action["Conference"]);
    if (!room)
        return no_such_room(server, action);
    room->locked = locked;
    return reply::success(action, locked ? "Conference locked" : "Conference unlocked");
}

AMI_DECL reply conference_lock(core& server, session&, const request& action)
{
    return lock_conference(server, action, true);
}

AMI_DECL reply conference_unlock(core& server, session&, const request& action)
{
    return lock_conference(server, action, false);
}

inline bool is_all(std::string_view channel)
{
    return ami::detail::iequals(channel, "all") || ami::detail::iequals(channel, "participants");
}

inline reply mute_conference(core& server, const request& action, bool muted)
{
    const auto channel = action["Channel"];
    if (action["Conference"].empty())
        return reply::error(action, no_room_named);
    if (channel.empty())
        return reply::error(action, no_channel_named);
    auto* const room = server.calls.find_conference(action["Conference"]);
    if (!room)
        return no_such_room(server, action);
    bool found = is_all(channel);
    for (auto& each : room->users) {
        // The beginning of a name is enough, and then the first one is meant.
        if (!is_all(channel) && (found || !ami::detail::istarts_with(each.who->name, channel)))
            continue;
        found = true;
        server.calls.mute(*room, each, muted);
    }
    if (!found)
        return reply::error(action, no_such_user);
    return reply::success(action, muted ? "User muted" : "User unmuted");
}

AMI_DECL reply conference_mute(core& server, session&, const request& action)
{
    return mute_conference(server, action, true);
}

AMI_DECL reply conference_unmute(core& server, session&, const request& action)
{
    return mute_conference(server, action, false);
}

AMI_DECL reply conference_kick(core& server, session&, const request& action)
{
    const auto channel = action["Channel"];
    if (action["Conference"].empty())
        return reply::error(action, no_room_named);
    const auto* const room = server.calls.find_conference(action["Conference"]);
    if (!room)
        return no_such_room(server, action);
    const auto users = room->users; // it shrinks
    bool found = is_all(channel);
    for (const auto& each : users) {
        if (!is_all(channel) && !ami::detail::iequals(each.who->name, channel))
            continue;
        found = true;
        server.calls.kick(each.who);
    }
    if (!found)
        return reply::error(action, no_such_user);
    return reply::success(action, is_all(channel) ? "All participants kicked" : "User kicked");
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_ACTIONS_CONFERENCE_IPP
