// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_ACTIONS_BRIDGE_IPP
#define AMI_TESTING_IMPL_ACTIONS_BRIDGE_IPP

#include <ami/protocol/wire/ascii.hpp>

#include <ami/testing/detail/actions.hpp>
#include <ami/testing/detail/core.hpp>
#include <ami/testing/detail/session.hpp>
#include <ami/testing/detail/text.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace ami::testing::detail {

AMI_DECL reply bridge(core& server, session&, const request& action)
{
    const auto first_name = action["Channel1"];
    const auto second_name = action["Channel2"];
    if (first_name.empty() || second_name.empty())
        return reply::error(action, "Missing channel parameter in request");
    channel_ptr first;
    channel_ptr second;
    if (!server.calls.begins_channel(first_name, first))
        return reply::error(action, fmt::format("Channel1 does not exist: {}\n", first_name));
    if (!server.calls.begins_channel(second_name, second))
        return reply::error(action, fmt::format("Channel2 does not exist: {}\n", second_name));
    if (first == second)
        return reply::error(action, fmt::format("Unable to add Channel2 to bridge: {}\n", second->name));
    server.calls.connect(first, second);
    return reply::success(action, "Channels have been bridged");
}

AMI_DECL reply blind_transfer(core& server, session&, const request& action)
{
    if (action["Channel"].empty())
        return reply::error(action, "No channel specified");
    if (action["Exten"].empty())
        return reply::error(action, "No extension specified");
    const auto found = server.calls.find(action["Channel"]);
    if (!found)
        return reply::error(action, "Channel specified does not exist");
    const auto context = action["Context"].empty() ? found->context : std::string(action["Context"]);
    if (!server.calls.blind_transfer(found, context, std::string(action["Exten"])))
        return reply::error(action, "Transfer invalid");
    return reply::success(action, "Transfer succeeded");
}

AMI_DECL reply attended_transfer(core& server, session&, const request& action)
{
    if (action["Channel"].empty())
        return reply::error(action, "No channel specified");
    if (action["Exten"].empty())
        return reply::error(action, "No extension specified");
    if (!server.calls.find(action["Channel"]))
        return reply::error(action, "Channel specified does not exist");
    return reply::success(action, "Atxfer successfully queued");
}

AMI_DECL reply cancel_attended_transfer(core& server, session&, const request& action)
{
    if (action["Channel"].empty())
        return reply::error(action, "No channel specified");
    if (!server.calls.find(action["Channel"]))
        return reply::error(action, "Channel specified does not exist");
    return reply::success(action, "CancelAtxfer successfully queued");
}

AMI_DECL reply park(core& server, session&, const request& action)
{
    if (action["Channel"].empty())
        return reply::error(action, "Channel not specified\n");
    const auto found = server.calls.find(action["Channel"]);
    if (!found)
        return reply::error(action, fmt::format("Channel does not exist: {}\n", action["Channel"]));
    const auto lot = action["Parkinglot"];
    if (!lot.empty() && lot != "default")
        return reply::error(action, "Park action failed\n");
    server.calls.park(found, action["TimeoutChannel"], leading_number(action["Timeout"]).value_or(45'000));
    return reply::success(action, "Park successful\n");
}

AMI_DECL reply parked_calls(core& server, session&, const request& action)
{
    const auto lot = action["ParkingLot"];
    if (!lot.empty() && lot != "default")
        return reply::error(action, "Requested parking lot could not be found.");
    auto answer = reply::list(action, "Parked calls will follow");
    std::size_t count = 0;
    for (const auto& each : server.calls.channels()) {
        if (!each->parking)
            continue;
        ++count;
        auto item = packet_text::event("ParkedCall");
        server.calls.append_parking(item, *each);
        answer.add(item.action_id(action.action_id()));
    }
    return answer.add(reply::list_end(action, "ParkedCallsComplete", count).add("Total", count));
}

AMI_DECL reply bridge_list(core& server, session&, const request& action)
{
    auto answer = reply::list(action, "Bridge listing will follow");
    const auto all = server.calls.bridges();
    for (const auto& each : all) {
        auto item = packet_text::event("BridgeListItem").action_id(action.action_id());
        server.calls.append_bridge(item, each);
        answer.add(item);
    }
    return answer.complete(action, "BridgeListComplete", all.size());
}

AMI_DECL reply bridge_info(core& server, session&, const request& action)
{
    const auto id = action["BridgeUniqueid"];
    if (id.empty())
        return reply::error(action, "BridgeUniqueid must be provided");
    const auto all = server.calls.bridges();
    const auto found = std::find(all.begin(), all.end(), id);
    if (found == all.end())
        return reply::error(action, "Specified BridgeUniqueid not found");
    auto answer = reply::list(action, "Bridge channel listing will follow");
    std::size_t count = 0;
    for (const auto& each : server.calls.channels()) {
        if (each->bridge != *found)
            continue;
        ++count;
        auto item = packet_text::event("BridgeInfoChannel").action_id(action.action_id());
        each->append_to(item, server.settings.channel_variables);
        answer.add(item);
    }
    auto end = reply::list_end(action, "BridgeInfoComplete", count);
    server.calls.append_bridge(end, *found);
    return answer.add(end);
}

AMI_DECL reply mute_audio(core& server, session&, const request& action)
{
    if (action["Channel"].empty())
        return reply::error(action, "Channel not specified");
    if (action["State"].empty())
        return reply::error(action, "State not specified");
    if (action["Direction"].empty())
        return reply::error(action, "Direction not specified");
    if (!server.calls.find(action["Channel"]))
        return reply::error(action, "No such channel");
    for (const std::string_view direction : {"in", "out", "all"}) {
        if (ami::detail::iequals(action["Direction"], direction))
            return reply::success(action);
    }
    return reply::error(action, "Failed to mute/unmute stream");
}

AMI_DECL reply play_dtmf(core& server, session&, const request& action)
{
    const auto found = server.calls.find(action["Channel"]);
    if (!found)
        return reply::error(action, "Channel not found");
    const auto digit = action["Digit"];
    if (digit.empty())
        return reply::error(action, "No digit specified");
    if (!action["Duration"].empty() && !leading_number(action["Duration"]))
        return reply::error(action, "Could not convert Duration parameter");
    server.calls.play_digit(found, digit.front(), is_true(action["Receive"]));
    return reply::success(action, "DTMF successfully queued");
}

AMI_DECL reply add_agi(core& server, session&, const request& action)
{
    if (action["Channel"].empty() || action["Command"].empty())
        return reply::error(action, "Both, Channel and Command are *required*");
    const auto found = server.calls.find(action["Channel"]);
    if (!found)
        return reply::error(action, fmt::format("Channel {} does not exist.", action["Channel"]));
    if (!found->takes_agi_commands)
        return reply::error(
            action, fmt::format("Failed to add AGI command to channel {} queue", found->name));
    server.calls.add_agi_command(found, action["Command"], action["CommandID"]);
    return reply::success(action, "Added AGI command to queue");
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_ACTIONS_BRIDGE_IPP
