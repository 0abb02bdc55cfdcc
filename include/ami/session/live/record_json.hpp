// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_RECORD_JSON_HPP
#define AMI_SESSION_LIVE_RECORD_JSON_HPP

#include <ami/protocol/values/hangup_cause.hpp>
#include <ami/session/live/agent.hpp>
#include <ami/session/live/bridge.hpp>
#include <ami/session/live/call.hpp>
#include <ami/session/live/call_party.hpp>
#include <ami/session/live/channel.hpp>
#include <ami/session/live/conference.hpp>
#include <ami/session/live/conference_user.hpp>
#include <ami/session/live/contact.hpp>
#include <ami/session/live/device.hpp>
#include <ami/session/live/endpoint.hpp>
#include <ami/session/live/extension.hpp>
#include <ami/session/live/json_writer.hpp>
#include <ami/session/live/mailbox.hpp>
#include <ami/session/live/parked_call.hpp>
#include <ami/session/live/presence.hpp>
#include <ami/session/live/queue.hpp>
#include <ami/session/live/queue_caller.hpp>
#include <ami/session/live/queue_member.hpp>
#include <ami/session/live/record_store.hpp>
#include <ami/session/live/registration.hpp>

#include <ami/detail/macros.hpp>

#include <optional>
#include <string_view>
#include <vector>

namespace ami::detail {

// The members that a kind of records has in JSON, named as its accessors are: <ami/live/feed.hpp> describes them.
AMI_DECL void write_members(json_writer& to, const live::call& of);
// Of one that is over: its end.
AMI_DECL void write_end(json_writer& to, const live::call& of);
AMI_DECL void write_parties(
    json_writer& to, std::string_view name, const std::vector<live::call_party>& parties);
AMI_DECL void write_cause(json_writer& to, std::optional<hangup_cause> cause);

AMI_DECL void write_members(json_writer& to, const live::channel& of);
AMI_DECL void write_members(json_writer& to, const live::bridge& of);
AMI_DECL void write_members(json_writer& to, const live::conference& of);
AMI_DECL void write_members(json_writer& to, const live::conference_user& of);
AMI_DECL void write_members(json_writer& to, const live::parked_call& of);
AMI_DECL void write_members(json_writer& to, const live::queue& of);
AMI_DECL void write_members(json_writer& to, const live::queue_member& of);
AMI_DECL void write_members(json_writer& to, const live::queue_caller& of);
AMI_DECL void write_members(json_writer& to, const live::device& of);
AMI_DECL void write_members(json_writer& to, const live::extension& of);
AMI_DECL void write_members(json_writer& to, const live::presence& of);
AMI_DECL void write_members(json_writer& to, const live::endpoint& of);
AMI_DECL void write_members(json_writer& to, const live::contact& of);
AMI_DECL void write_members(json_writer& to, const live::registration& of);
AMI_DECL void write_members(json_writer& to, const live::agent& of);
AMI_DECL void write_members(json_writer& to, const live::mailbox& of);

constexpr std::string_view kind_of(const live::call&) noexcept
{
    return "call";
}
constexpr std::string_view kind_of(const live::channel&) noexcept
{
    return "channel";
}
constexpr std::string_view kind_of(const live::bridge&) noexcept
{
    return "bridge";
}
constexpr std::string_view kind_of(const live::conference&) noexcept
{
    return "conference";
}
constexpr std::string_view kind_of(const live::conference_user&) noexcept
{
    return "conference_user";
}
constexpr std::string_view kind_of(const live::parked_call&) noexcept
{
    return "parked_call";
}
constexpr std::string_view kind_of(const live::queue&) noexcept
{
    return "queue";
}
constexpr std::string_view kind_of(const live::queue_member&) noexcept
{
    return "queue_member";
}
constexpr std::string_view kind_of(const live::queue_caller&) noexcept
{
    return "queue_caller";
}
constexpr std::string_view kind_of(const live::device&) noexcept
{
    return "device";
}
constexpr std::string_view kind_of(const live::extension&) noexcept
{
    return "extension";
}
constexpr std::string_view kind_of(const live::presence&) noexcept
{
    return "presence";
}
constexpr std::string_view kind_of(const live::endpoint&) noexcept
{
    return "endpoint";
}
constexpr std::string_view kind_of(const live::contact&) noexcept
{
    return "contact";
}
constexpr std::string_view kind_of(const live::registration&) noexcept
{
    return "registration";
}
constexpr std::string_view kind_of(const live::agent&) noexcept
{
    return "agent";
}
constexpr std::string_view kind_of(const live::mailbox&) noexcept
{
    return "mailbox";
}

// `kind` and `id`. No two ids of a kind are equal, also if they are no UTF-8.
AMI_DECL void write_key(json_writer& to, std::string_view kind, std::string_view key);

template <class Record>
void write_key(json_writer& to, const Record& of)
{
    write_key(to, kind_of(of), record_store<Record>::key_of(of));
}

inline void write_key(json_writer& to, const live::call& of)
{
    write_key(to, kind_of(of), of.id());
}

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/live/impl/call_json.ipp>
#include <ami/session/live/impl/record_json.ipp>
#include <ami/session/live/impl/record_json_calls.ipp>
#endif

#endif // AMI_SESSION_LIVE_RECORD_JSON_HPP
