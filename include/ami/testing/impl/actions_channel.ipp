// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_ACTIONS_CHANNEL_IPP
#define AMI_TESTING_IMPL_ACTIONS_CHANNEL_IPP

#include <ami/protocol/wire/ascii.hpp>

#include <ami/testing/detail/actions.hpp>
#include <ami/testing/detail/core.hpp>
#include <ami/testing/detail/session.hpp>
#include <ami/testing/detail/text.hpp>

#include <fmt/format.h>

#include <chrono>
#include <regex>

namespace ami::testing::detail {

inline std::int64_t age_in_seconds(const core& server, const channel& of)
{
    return std::chrono::duration_cast<std::chrono::seconds>(server.calls.since(of.created)).count();
}

AMI_DECL reply show_channels(core& server, session&, const request& action)
{
    auto answer = reply::list(action, "Channels will follow");
    const auto& channels = server.calls.channels();
    for (const auto& each : channels) {
        auto item = packet_text::event("CoreShowChannel").action_id(action.action_id());
        each->append_to(item, server.settings.channel_variables);
        const auto seconds = age_in_seconds(server, *each);
        answer.add(item.add("Application", each->application)
                       .add("ApplicationData", each->data)
                       .add("Duration",
                           fmt::format("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60))
                       .add("BridgeId", each->bridge));
    }
    return answer.complete(action, "CoreShowChannelsComplete", channels.size());
}

inline packet_text status_of(core& server, const channel_ptr& which, const request& action)
{
    const auto& about = *which;
    auto item = packet_text::event("Status").add("Privilege", "Call");
    about.append_to(item, server.settings.channel_variables);
    const auto or_unknown = [](const std::string& text) { return text.empty() ? "<unknown>" : text; };
    item.add("Type", about.name.substr(0, about.name.find('/')))
        .add("DNID", "")
        .add("EffectiveConnectedLineNum", or_unknown(about.connected_number))
        .add("EffectiveConnectedLineName", or_unknown(about.connected_name))
        .add("TimeToHangup", "0")
        .add("BridgeID", about.bridge)
        .add("Application", about.application)
        .add("Data", about.data)
        .add("Nativeformats", "(slin)")
        .add("Readformat", "slin")
        .add("Readtrans", "")
        .add("Writeformat", "slin")
        .add("Writetrans", "")
        .add("Callgroup", "0")
        .add("Pickupgroup", "0")
        .add("Seconds", age_in_seconds(server, about));
    std::string_view wanted = action["Variables"];
    while (!wanted.empty()) {
        const auto comma = wanted.find(',');
        const auto name = wanted.substr(0, comma);
        wanted.remove_prefix(comma == std::string_view::npos ? wanted.size() : comma + 1);
        const auto value = server.calls.value_of(which, name);
        item.add("Variable", fmt::format("{}={}", name,
                                 value                 ? *value
                                 : name.ends_with(')') ? ""
                                                       : "(null)"));
    }
    if (is_true(action["AllVariables"])) {
        for (const auto& [name, value] : about.variables)
            item.add("Variable", std::string(plain_name(name)) + "=" + value);
    }
    return item.action_id(action.action_id());
}

AMI_DECL reply status(core& server, session&, const request& action)
{
    auto answer = reply::list(action, "Channel status will follow");
    std::size_t count = 0;
    if (!action["Channel"].empty()) {
        const auto found = server.calls.find(action["Channel"]);
        if (!found)
            return reply::error(action, "No such channel");
        answer.add(status_of(server, found, action));
        count = 1;
    } else {
        for (const auto& each : server.calls.channels())
            answer.add(status_of(server, each, action));
        count = server.calls.channels().size();
    }
    return answer.add(reply::list_end(action, "StatusComplete", count).add("Items", count));
}

AMI_DECL reply hangup(core& server, session&, const request& action)
{
    const auto name = action["Channel"];
    if (name.empty())
        return reply::error(action, "No channel specified");
    const auto cause_number = leading_number(action["Cause"]);
    const int cause = cause_number && *cause_number >= 0 && *cause_number <= 127 ? *cause_number : 0;
    if (name.size() < 2 || name.front() != '/' || name.back() != '/') {
        const auto found = server.calls.find(name);
        if (!found)
            return reply::error(action, "No such channel");
        server.calls.hang_up(found, cause);
        return reply::success(action, "Channel Hungup");
    }
    std::regex pattern;
    try {
        const auto inner = name.substr(1, name.size() - 2);
        pattern.assign(inner.begin(), inner.end(), std::regex::extended);
    } catch (const std::regex_error&) {
        return reply::error(action, fmt::format("Regex compile failed on: {}", name));
    }
    auto answer = reply::list(action, "Channels hung up will follow");
    std::size_t count = 0;
    const auto channels = server.calls.channels(); // it shrinks
    for (const auto& each : channels) {
        if (!std::regex_search(each->name, pattern))
            continue;
        ++count;
        answer.add(
            packet_text::event("ChannelHungup").add("Channel", each->name).action_id(action.action_id()));
        server.calls.hang_up(each, cause);
    }
    return answer.complete(action, "ChannelsHungupListComplete", count);
}

AMI_DECL reply redirect(core& server, session&, const request& action)
{
    if (action["Channel"].empty())
        return reply::error(action, "Channel not specified");
    for (const std::string_view name : {"Context", "Exten", "Priority"}) {
        if (action[name].empty())
            return reply::error(action, fmt::format("{} not specified", name));
    }
    const bool extra_target = !action["ExtraContext"].empty();
    if (extra_target) {
        for (const std::string_view name : {"ExtraExten", "ExtraPriority"}) {
            if (action[name].empty())
                return reply::error(action, fmt::format("{} not specified", name));
        }
    }
    const auto priority = leading_number(action["Priority"]);
    if (!priority || *priority < 1)
        return reply::error(action, "Priority is invalid");
    const auto extra_priority = extra_target ? leading_number(action["ExtraPriority"]) : priority;
    if (!extra_priority || *extra_priority < 1)
        return reply::error(action, "ExtraPriority is invalid");
    const auto first = server.calls.find(action["Channel"]);
    if (!first)
        return reply::error(action, fmt::format("Channel does not exist: {}", action["Channel"]));
    if (action["ExtraChannel"].empty()) {
        server.calls.redirect(first, action["Context"], action["Exten"], *priority);
        return reply::success(action, "Redirect successful");
    }
    const auto second = server.calls.find(action["ExtraChannel"]);
    if (!second)
        return reply::error(action, fmt::format("ExtraChannel does not exist: {}", action["ExtraChannel"]));
    server.calls.redirect(first, action["Context"], action["Exten"], *priority);
    server.calls.redirect(second, action[extra_target ? "ExtraContext" : "Context"],
        action[extra_target ? "ExtraExten" : "Exten"], *extra_priority);
    return reply::success(action, "Dual Redirect successful");
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_ACTIONS_CHANNEL_IPP
