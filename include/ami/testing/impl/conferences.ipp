// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_CONFERENCES_IPP
#define AMI_TESTING_IMPL_CONFERENCES_IPP

#include <ami/protocol/wire/ascii.hpp>

#include <ami/testing/detail/pbx.hpp>

#include <algorithm>

namespace ami::testing::detail {

// ConfBridge(ROOM): who is in a conference. It plays no prompts: who leaves is gone at once.

AMI_DECL conference* pbx::find_conference(std::string_view name)
{
    const auto found = std::find_if(conferences_.begin(), conferences_.end(),
        [&](const conference& each) { return ami::detail::iequals(each.name, name); });
    return found == conferences_.end() ? nullptr : &*found;
}

AMI_DECL packet_text pbx::conference_event(std::string_view name, const conference& about) const
{
    auto packet = packet_text::event(name).add("Privilege", "call,all").add("Conference", about.name);
    append_bridge(packet, about.bridge);
    return packet;
}

AMI_DECL void pbx::enter_conference(const channel_ptr& which, std::string_view data)
{
    const auto name = data.substr(0, data.find(','));
    auto* room = find_conference(name);
    if (name.empty() || (room && room->locked))
        return next(which);
    if (!room) {
        room = &conferences_.emplace_back();
        room->name = name;
        room->bridge = make_bridge_id();
        emit_(class_call, bridge_event("BridgeCreate", room->bridge).str());
        emit_(class_call, conference_event("ConfbridgeStart", *room).str());
        devices_.set("confbridge:" + room->name, device_state::in_use);
    }
    room->users.push_back({which, false, agenda_.now()});
    enter(room->bridge, which);
    auto packet = conference_event("ConfbridgeJoin", *room);
    which->append_to(packet, settings_.channel_variables);
    emit_(class_call, packet.add("Admin", "No").add("Muted", "No").str());
}

AMI_DECL void pbx::leave_conference(const channel_ptr& which)
{
    const auto room = std::find_if(conferences_.begin(), conferences_.end(),
        [&](const conference& each) { return each.bridge == which->bridge; });
    if (room == conferences_.end())
        return;
    std::erase_if(room->users, [&](const conference_user& each) { return each.who == which; });
    auto packet = conference_event("ConfbridgeLeave", *room);
    which->append_to(packet, settings_.channel_variables);
    emit_(class_call, packet.add("Admin", "No").str());
    which->bridge.clear();
    auto left = bridge_event("BridgeLeave", room->bridge);
    which->append_to(left, settings_.channel_variables);
    emit_(class_call, left.str());
    if (!room->users.empty())
        return;
    emit_(class_call, conference_event("ConfbridgeEnd", *room).str());
    emit_(class_call, bridge_event("BridgeDestroy", room->bridge).str());
    const auto device = "confbridge:" + room->name;
    conferences_.erase(room);
    devices_.set(device, device_state::not_in_use);
}

AMI_DECL void pbx::mute(const conference& in, conference_user& whom, bool muted)
{
    whom.muted = muted;
    auto packet = muted ? conference_event("ConfbridgeMute", in) : conference_event("ConfbridgeUnmute", in);
    whom.who->append_to(packet, settings_.channel_variables);
    emit_(class_call, packet.add("Admin", "No").str());
}

// Its dialplan goes on after the application.
AMI_DECL void pbx::kick(const channel_ptr& whom)
{
    constexpr int normal_clearing = 16;
    leave_conference(whom);
    if (whom->cause == 0)
        whom->cause = normal_clearing;
    next(whom);
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_CONFERENCES_IPP
