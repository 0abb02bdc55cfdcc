// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_IMPL_CALL_JSON_IPP
#define AMI_SESSION_LIVE_IMPL_CALL_JSON_IPP

#include <ami/session/live/record_json.hpp>

#include <cstdint>
#include <optional>

namespace ami::detail {

AMI_DECL void write_cause(json_writer& to, std::optional<hangup_cause> cause)
{
    to.number("hangup_cause", cause ? std::optional<std::int64_t>(static_cast<int>(*cause)) : std::nullopt);
    to.text("hangup_cause_text", cause ? to_string(*cause) : std::string_view());
}

AMI_DECL void write_parties(
    json_writer& to, std::string_view name, const std::vector<live::call_party>& parties)
{
    to.begin_array(name);
    for (const auto& each : parties) {
        const auto& channel = each.channel();
        to.begin_object();
        to.text("channel_id", channel.id());
        to.text("device", each.device());
        to.text("role", each.role() == live::call_role::caller ? "caller" : "called");
        to.flag("is_local", each.is_local());
        to.flag("is_ringing", each.is_ringing());
        to.time("ringing_since", each.ringing_since());
        to.flag("has_answered", each.has_answered());
        to.time("answered_since", each.answered_since());
        to.text("number", channel.caller_number());
        to.text("name", channel.caller_name());
        to.text("calling_number", each.calling_number());
        to.text("calling_name", each.calling_name());
        to.end_object();
    }
    to.end_array();
}

AMI_DECL void write_members(json_writer& to, const live::call& of)
{
    to.time("began", of.began());
    to.flag("is_ringing", of.is_ringing());
    to.flag("is_answered", of.is_answered());
    to.time("answered", of.answered());
    to.text("dialled", of.dialled());
    to.text("queue", of.queue());
    to.text("agent", of.agent()["Interface"]);
    to.text("agent_name", of.agent()["MemberName"]);
    write_parties(to, "parties", of.parties());
}

AMI_DECL void write_end(json_writer& to, const live::call& of)
{
    to.time("ended", of.ended());
    to.text("hung_up_by", of.hung_up_by()["Uniqueid"]);
    write_cause(to, of.hangup_cause());
    to.text("merged_into", of.merged_into());
}

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_IMPL_CALL_JSON_IPP
