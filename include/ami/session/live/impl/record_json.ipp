// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_IMPL_RECORD_JSON_IPP
#define AMI_SESSION_LIVE_IMPL_RECORD_JSON_IPP

#include <ami/session/live/record_json.hpp>
#include <ami/typed/field.hpp>

#include <cstdint>
#include <optional>
#include <string>

// Keys, and all records but those of calls.

namespace ami::detail {

// The name of a state, as events spell it. Null if there is none, or if it has no name.
template <class State>
void write_state(json_writer& to, std::string_view name, const field<State>& state)
{
    const auto known = state.get();
    const auto text = known ? to_string(*known) : std::string_view();
    if (text.empty())
        to.null(name);
    else
        to.text(name, text);
}

// Times and durations that Asterisk tells in seconds.
template <class Value>
void write_seconds(json_writer& to, std::string_view name, const field<Value>& seconds)
{
    const auto known = seconds.get();
    std::optional<std::int64_t> count;
    if constexpr (requires(const Value& value) { value.time_since_epoch(); }) {
        if (known)
            count = known->time_since_epoch().count();
    } else if (known)
        count = known->count();
    to.number(name, count);
}

AMI_DECL void write_key(json_writer& to, std::string_view kind, std::string_view key)
{
    to.text("kind", kind);
    auto rest = key;
    while (!rest.empty()) {
        const auto next = begin_of_utf8(rest);
        if (!next.is_valid) {
            std::string id("base64:");
            append_base64(id, key);
            return to.text("id", id);
        }
        rest.remove_prefix(next.size);
    }
    to.text("id", key);
}

AMI_DECL void write_members(json_writer& to, const live::queue& of)
{
    to.text("name", of.name());
    to.text("strategy", of.strategy());
    to.number("max", of.max().get());
    to.number("calls", of.calls().get());
    write_seconds(to, "hold_time", of.hold_time());
    write_seconds(to, "talk_time", of.talk_time());
    to.number("completed", of.completed().get());
    to.number("abandoned", of.abandoned().get());
    write_seconds(to, "service_level", of.service_level());
    to.real("service_level_performance", of.service_level_performance().get());
    to.real("service_level_performance_2", of.service_level_performance_2().get());
    to.number("weight", of.weight().get());
}

AMI_DECL void write_members(json_writer& to, const live::queue_member& of)
{
    to.text("queue", of.queue());
    to.text("interface", of.interface());
    to.text("name", of.name());
    to.text("state_interface", of.state_interface());
    to.flag("shares_state_interface", of.shares_state_interface());
    to.text("membership", of.membership());
    write_state(to, "status", of.status());
    to.flag("in_call", of.in_call().get());
    to.flag("paused", of.paused().get());
    to.text("paused_reason", of.paused_reason());
    to.time("paused_since", of.paused_since());
    to.number("penalty", of.penalty().get());
    to.number("calls_taken", of.calls_taken().get());
    write_seconds(to, "last_call", of.last_call());
    write_seconds(to, "login_time", of.login_time());
    write_seconds(to, "wrapup_time", of.wrapup_time());
    to.flag("ring_in_use", of.ring_in_use().get());
}

AMI_DECL void write_members(json_writer& to, const live::queue_caller& of)
{
    to.text("queue", of.queue());
    to.text("channel_id", of.channel_id());
    to.text("channel", of.channel());
    to.number("position", of.position().get());
    to.number("priority", of.priority().get());
    to.text("caller_id_number", of.caller_id_number());
    to.text("caller_id_name", of.caller_id_name());
    to.text("connected_line_number", of.connected_line_number());
    to.text("connected_line_name", of.connected_line_name());
    to.time("waiting_since", of.waiting_since());
}

AMI_DECL void write_members(json_writer& to, const live::device& of)
{
    to.text("name", of.name());
    write_state(to, "state", of.state());
}

AMI_DECL void write_members(json_writer& to, const live::extension& of)
{
    to.text("exten", of.exten());
    to.text("context", of.context());
    to.text("hint", of.hint());
    write_state(to, "state", of.state());
    to.flag("is_in_use", of.is_in_use());
    to.flag("is_busy", of.is_busy());
    to.flag("is_unavailable", of.is_unavailable());
    to.flag("is_ringing", of.is_ringing());
    to.flag("is_on_hold", of.is_on_hold());
}

AMI_DECL void write_members(json_writer& to, const live::presence& of)
{
    to.text("presentity", of.presentity());
    to.text("status", of.status());
    to.text("subtype", of.subtype());
    to.text("message", of.message().value_or({}));
}

AMI_DECL void write_members(json_writer& to, const live::endpoint& of)
{
    to.text("name", of.name());
    write_state(to, "state", of.state());
    to.text("aors", of.aors());
    to.text("transport", of.transport());
    to.text("contacts", of.contacts());
}

AMI_DECL void write_members(json_writer& to, const live::contact& of)
{
    to.text("aor", of.aor());
    to.text("uri", of.uri());
    to.text("endpoint", of.endpoint());
    to.text("user_agent", of.user_agent());
    to.text("via_address", of.via_address());
    to.text("status", of.status().text());
    to.seconds("round_trip", of.round_trip().get());
}

AMI_DECL void write_members(json_writer& to, const live::registration& of)
{
    to.text("name", of.name());
    to.text("client_uri", of.client_uri());
    to.text("server_uri", of.server_uri());
    to.text("status", of.status().text());
}

AMI_DECL void write_members(json_writer& to, const live::agent& of)
{
    to.text("name", of.name());
    to.text("status", of.status().text());
    write_state(to, "device", of.device());
    to.text("channel_id", of.channel_id());
    to.text("channel", of.channel());
    to.text("talking_to", of.talking_to());
    to.time("logged_in_since", of.logged_in_since());
}

AMI_DECL void write_members(json_writer& to, const live::mailbox& of)
{
    to.text("name", of.name());
    to.flag("is_waiting", of.is_waiting().get());
    to.number("new_messages", of.new_messages().get());
    to.number("old_messages", of.old_messages().get());
    to.text("full_name", of.full_name());
}

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_IMPL_RECORD_JSON_IPP
