// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_AUDITED_HEADERS_HPP
#define AMI_SESSION_LIVE_AUDITED_HEADERS_HPP

#include <ami/session/live/agent.hpp>
#include <ami/session/live/bridge.hpp>
#include <ami/session/live/channel.hpp>
#include <ami/session/live/conference.hpp>
#include <ami/session/live/conference_user.hpp>
#include <ami/session/live/contact.hpp>
#include <ami/session/live/device.hpp>
#include <ami/session/live/endpoint.hpp>
#include <ami/session/live/extension.hpp>
#include <ami/session/live/mailbox.hpp>
#include <ami/session/live/parked_call.hpp>
#include <ami/session/live/presence.hpp>
#include <ami/session/live/queue.hpp>
#include <ami/session/live/queue_caller.hpp>
#include <ami/session/live/queue_member.hpp>
#include <ami/session/live/registration.hpp>
#include <ami/session/live/wanted_lists.hpp>

#include <algorithm>
#include <array>
#include <string_view>

namespace ami::detail {

// What an audit has to know of a kind of records.
struct audited_headers {
    std::string_view name;                  // in the report
    live_list list;                         // which has them
    std::array<std::string_view, 8> told{}; // the headers whose changes events tell

    constexpr bool tells(std::string_view header) const noexcept
    {
        return !header.empty() && std::find(told.begin(), told.end(), header) != told.end();
    }
};

template <class Record>
extern const audited_headers audited;

template <>
inline constexpr audited_headers audited<live::channel>{"channel", live_list::channels,
    {"Channel", "ChannelState", "BridgeId", "CallerIDNum", "CallerIDName", "ConnectedLineNum",
        "ConnectedLineName", "AccountCode"}};
template <>
inline constexpr audited_headers audited<live::bridge>{
    "bridge", live_list::bridges, {"BridgeType", "BridgeCreator", "BridgeName"}};
template <>
inline constexpr audited_headers audited<live::conference>{"conference", live_list::conferences};
template <>
inline constexpr audited_headers audited<live::conference_user>{
    "conference user", live_list::conference, {"Admin", "Muted", "Channel"}};
template <>
inline constexpr audited_headers audited<live::parked_call>{
    "parked call", live_list::parked_calls, {"ParkeeUniqueid", "ParkeeChannel"}};
template <>
inline constexpr audited_headers audited<live::queue>{"queue", live_list::queues, {"Calls"}};
// `Membership` of a member in a data base is known from events alone.
template <>
inline constexpr audited_headers audited<live::queue_member>{"queue member", live_list::queues,
    {"MemberName", "StateInterface", "Penalty", "Paused", "PausedReason", "Status"}};
template <>
inline constexpr audited_headers audited<live::queue_caller>{
    "queue caller", live_list::queues, {"Position", "Channel"}};
template <>
inline constexpr audited_headers audited<live::device>{"device", live_list::devices, {"State"}};
template <>
inline constexpr audited_headers audited<live::extension>{
    "extension", live_list::extensions, {"Hint", "Status"}};
template <>
inline constexpr audited_headers audited<live::presence>{"presence", live_list::presence, {"Status"}};
template <>
inline constexpr audited_headers audited<live::endpoint>{"endpoint", live_list::endpoints, {"DeviceState"}};
// Their states depend on when they were asked last.
template <>
inline constexpr audited_headers audited<live::contact>{"contact", live_list::contacts};
template <>
inline constexpr audited_headers audited<live::registration>{
    "registration", live_list::registrations, {"Status"}};
template <>
inline constexpr audited_headers audited<live::agent>{"agent", live_list::agents, {"Name", "Status"}};
template <>
inline constexpr audited_headers audited<live::mailbox>{"mailbox", live_list::mailboxes, {"New"}};

// Whether the list has all records of its kind. Of others only events tell: of devices whose states are not cached, for example.
constexpr bool lists_all(live_list list) noexcept
{
    return list < live_list::devices;
}

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_AUDITED_HEADERS_HPP
