// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_IMPL_AGENT_STORE_IPP
#define AMI_SESSION_LIVE_IMPL_AGENT_STORE_IPP

#include <ami/protocol/wire/ascii.hpp>
#include <ami/session/live/agent_store.hpp>
#include <ami/typed/decoder.hpp>

#include <chrono>
#include <string_view>

namespace ami::detail {

AMI_DECL void agent_store::on_item(const event_view& item, const moment&)
{
    if (!iequals(item.name(), "Agents") || item["Agent"].empty())
        return;
    text_.clear();
    const auto known = records_.get(text_.key(item["Agent"]).key());
    for (const auto* const name : {"Agent", "Name", "Status", "Channel", "Uniqueid", "TalkingToChan"})
        text_.line(name, item[name]);
    if (const auto device = known.find("DeviceState"))
        text_.line("DeviceState", *device);
    agent_values now;
    std::chrono::sys_seconds since{};
    if (decode(item["LoggedInTime"], since))
        now.logged_in_since = since;
    // The event was heard a little later than the login was.
    const auto before = record_store<live::agent>::values_of(known);
    if (std::chrono::abs(now.logged_in_since - before.logged_in_since) <= std::chrono::seconds(2))
        now = before;
    records_.put(text_.key(), text_.lines(), now, live::change_origin::found);
}

AMI_DECL void agent_store::on_event(const event_view& event, const moment& at)
{
    const auto name = event.name();
    if (iequals(name, "AgentLogin"))
        log_in(event, at);
    else if (iequals(name, "AgentLogoff"))
        log_off(event);
    else if (iequals(name, "DeviceStateChange"))
        on_device(event["Device"], event["State"], at);
}

AMI_DECL void agent_store::log_in(const event_view& event, const moment& at)
{
    const auto id = event["Agent"];
    const auto known = records_.get(id);
    if (known) {
        // If the list was ahead, the login is known.
        auto now = record_store<live::agent>::values_of(known);
        if (known.channel_id() != event["Uniqueid"])
            now.logged_in_since = at.wall;
        update(known, id,
            {{"Status", known.channel_id() == event["Uniqueid"] ? known["Status"] : "AGENT_IDLE"},
                {"Channel", event["Channel"]}, {"Uniqueid", event["Uniqueid"]}},
            now);
    } else if (records_.is_filled()) {
        wanted_.want({live_list::agents, {}}, at.now);
    }
}

AMI_DECL void agent_store::log_off(const event_view& event)
{
    const auto id = event["Agent"];
    if (const auto known = records_.get(id)) {
        update(known, id,
            {{"Status", "AGENT_LOGGEDOFF"}, {"Channel", ""}, {"Uniqueid", ""}, {"TalkingToChan", ""}});
    }
}

AMI_DECL void agent_store::on_device(std::string_view device, std::string_view state, const moment& at)
{
    constexpr std::string_view begin = "Agent:";
    if (!device.starts_with(begin))
        return;
    const auto id = device.substr(begin.size());
    const auto known = records_.get(id);
    if (!known || known["DeviceState"] == state)
        return;
    update(known, id, {{"DeviceState", state}}, record_store<live::agent>::values_of(known));
    wanted_.want({live_list::agents, {}}, at.now + settle_time);
}

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_IMPL_AGENT_STORE_IPP
