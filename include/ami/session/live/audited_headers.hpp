// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

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

#include <array>
#include <string_view>

namespace ami::detail {

// What an audit has to know of a kind of records:
//     name     in the report
//     list     which has them
//     told     the headers whose changes events tell
template <class Record>
struct audited_headers;

template <>
struct audited_headers<live::channel> {
    static constexpr std::string_view name = "channel";
    static constexpr auto list = live_list::channels;
    static constexpr std::array<std::string_view, 8> told{"Channel", "ChannelState", "BridgeId",
        "CallerIDNum", "CallerIDName", "ConnectedLineNum", "ConnectedLineName", "AccountCode"};
};

template <>
struct audited_headers<live::bridge> {
    static constexpr std::string_view name = "bridge";
    static constexpr auto list = live_list::bridges;
    static constexpr std::array<std::string_view, 3> told{"BridgeType", "BridgeCreator", "BridgeName"};
};

template <>
struct audited_headers<live::conference> {
    static constexpr std::string_view name = "conference";
    static constexpr auto list = live_list::conferences;
    static constexpr std::array<std::string_view, 0> told{};
};

template <>
struct audited_headers<live::conference_user> {
    static constexpr std::string_view name = "conference user";
    static constexpr auto list = live_list::conference;
    static constexpr std::array<std::string_view, 3> told{"Admin", "Muted", "Channel"};
};

template <>
struct audited_headers<live::parked_call> {
    static constexpr std::string_view name = "parked call";
    static constexpr auto list = live_list::parked_calls;
    static constexpr std::array<std::string_view, 2> told{"ParkeeUniqueid", "ParkeeChannel"};
};

template <>
struct audited_headers<live::queue> {
    static constexpr std::string_view name = "queue";
    static constexpr auto list = live_list::queues;
    static constexpr std::array<std::string_view, 1> told{"Calls"};
};

// `Membership` of a member in a data base is known from events alone.
template <>
struct audited_headers<live::queue_member> {
    static constexpr std::string_view name = "queue member";
    static constexpr auto list = live_list::queues;
    static constexpr std::array<std::string_view, 6> told{
        "MemberName", "StateInterface", "Penalty", "Paused", "PausedReason", "Status"};
};

template <>
struct audited_headers<live::queue_caller> {
    static constexpr std::string_view name = "queue caller";
    static constexpr auto list = live_list::queues;
    static constexpr std::array<std::string_view, 2> told{"Position", "Channel"};
};

template <>
struct audited_headers<live::device> {
    static constexpr std::string_view name = "device";
    static constexpr auto list = live_list::devices;
    static constexpr std::array<std::string_view, 1> told{"State"};
};

template <>
struct audited_headers<live::extension> {
    static constexpr std::string_view name = "extension";
    static constexpr auto list = live_list::extensions;
    static constexpr std::array<std::string_view, 2> told{"Hint", "Status"};
};

template <>
struct audited_headers<live::presence> {
    static constexpr std::string_view name = "presence";
    static constexpr auto list = live_list::presence;
    static constexpr std::array<std::string_view, 1> told{"Status"};
};

template <>
struct audited_headers<live::endpoint> {
    static constexpr std::string_view name = "endpoint";
    static constexpr auto list = live_list::endpoints;
    static constexpr std::array<std::string_view, 1> told{"DeviceState"};
};

// Their states depend on when they were asked last.
template <>
struct audited_headers<live::contact> {
    static constexpr std::string_view name = "contact";
    static constexpr auto list = live_list::contacts;
    static constexpr std::array<std::string_view, 0> told{};
};

template <>
struct audited_headers<live::registration> {
    static constexpr std::string_view name = "registration";
    static constexpr auto list = live_list::registrations;
    static constexpr std::array<std::string_view, 1> told{"Status"};
};

template <>
struct audited_headers<live::agent> {
    static constexpr std::string_view name = "agent";
    static constexpr auto list = live_list::agents;
    static constexpr std::array<std::string_view, 2> told{"Name", "Status"};
};

template <>
struct audited_headers<live::mailbox> {
    static constexpr std::string_view name = "mailbox";
    static constexpr auto list = live_list::mailboxes;
    static constexpr std::array<std::string_view, 1> told{"New"};
};

// Whether the list has all records of its kind. Of others only events tell: of devices whose states are not cached, for example.
constexpr bool lists_all(live_list list) noexcept
{
    return list < live_list::devices;
}

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_AUDITED_HEADERS_HPP
