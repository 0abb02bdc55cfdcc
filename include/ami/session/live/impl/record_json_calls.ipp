// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_IMPL_RECORD_JSON_CALLS_IPP
#define AMI_SESSION_LIVE_IMPL_RECORD_JSON_CALLS_IPP

#include <ami/protocol/wire/escaped_text.hpp>
#include <ami/session/live/record_json.hpp>

#include <algorithm>

// Channels, bridges, conferences and parked calls.

namespace ami::detail {

AMI_DECL void write_members(json_writer& to, const live::channel& of)
{
    to.text("name", of.name());
    to.text("linked_id", of.linked_id());
    to.text("first_linked_id", of.first_linked_id());
    to.text("state", to_string(of.state()));
    to.text("caller_number", of.caller_number());
    to.text("caller_name", of.caller_name());
    to.text("connected_number", of.connected_number());
    to.text("connected_name", of.connected_name());
    to.text("account", of.account());
    to.text("context", of.context());
    to.text("exten", of.exten());
    to.number("priority", of.priority());
    to.text("language", of.language());
    to.text("application", of.application());
    to.text("application_data", of.application_data());
    to.text("bridge_id", of.bridge_id());
    to.time("since", of.since());
    to.begin_array("variables");
    for (const std::string_view each : of.all("ChanVariable")) {
        const auto name = each.substr(0, each.find('='));
        to.begin_object();
        to.text("name", name);
        to.text("value", unescape(each.substr(std::min(name.size() + 1, each.size()))));
        to.end_object();
    }
    to.end_array();
}

AMI_DECL void write_members(json_writer& to, const live::bridge& of)
{
    to.text("type", of.type());
    to.text("technology", of.technology());
    to.text("creator", of.creator());
    to.text("name", of.name());
    to.number("channel_count", of.channel_count());
    to.time("since", of.since());
}

AMI_DECL void write_members(json_writer& to, const live::conference& of)
{
    to.text("name", of.name());
    to.text("bridge_id", of.bridge_id());
    to.flag("locked", of.locked());
    to.flag("muted", of.muted());
    to.time("since", of.since());
}

AMI_DECL void write_members(json_writer& to, const live::conference_user& of)
{
    to.text("conference", of.conference());
    to.text("channel_id", of.channel_id());
    to.text("channel_name", of.channel_name());
    to.text("caller_number", of.caller_number());
    to.text("caller_name", of.caller_name());
    to.flag("is_admin", of.is_admin());
    to.flag("is_muted", of.is_muted());
    to.flag("is_talking", of.is_talking());
    to.flag("is_marked", of.is_marked());
    to.flag("is_waiting", of.is_waiting());
    to.time("joined_at", of.joined_at());
}

AMI_DECL void write_members(json_writer& to, const live::parked_call& of)
{
    to.text("lot", of.lot());
    to.text("space", of.space());
    to.text("channel_id", of.channel_id());
    to.text("channel_name", of.channel_name());
    to.text("caller_number", of.caller_number());
    to.text("caller_name", of.caller_name());
    to.text("parker", of.parker());
    to.time("since", of.since());
    to.time("times_out_at", of.times_out_at());
}

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_IMPL_RECORD_JSON_CALLS_IPP
