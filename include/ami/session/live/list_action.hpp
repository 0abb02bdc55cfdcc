// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_LIST_ACTION_HPP
#define AMI_SESSION_LIVE_LIST_ACTION_HPP

#include <ami/session/live/wanted_lists.hpp>

#include <string_view>

namespace ami::detail {

// The action that gives a list.
constexpr std::string_view action_of(live_list list) noexcept
{
    switch (list) {
    case live_list::channels: return "CoreShowChannels";
    case live_list::channel: return "Status";
    case live_list::bridges: return "BridgeList";
    case live_list::queues: return "QueueStatus";
    case live_list::conferences: return "ConfbridgeListRooms";
    case live_list::conference: return "ConfbridgeList";
    case live_list::parked_calls: return "ParkedCalls";
    case live_list::devices: return "DeviceStateList";
    case live_list::extensions: return "ExtensionStateList";
    case live_list::presence: return "PresenceStateList";
    case live_list::endpoints: return "PJSIPShowEndpoints";
    case live_list::contacts: return "PJSIPShowContacts";
    case live_list::registrations: return "PJSIPShowRegistrationsOutbound";
    case live_list::agents: return "Agents";
    case live_list::mailboxes: return "VoicemailUsersList";
    }
    return {};
}

// The header of that action with what it lists one of.
constexpr std::string_view selecting_header(live_list list) noexcept
{
    switch (list) {
    case live_list::queues: return "Queue";
    case live_list::channel: return "Channel"; // a name, or an id
    default: return "Conference";
    }
}

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_LIST_ACTION_HPP
