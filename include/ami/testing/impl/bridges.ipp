// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTING_IMPL_BRIDGES_IPP
#define AMI_TESTING_IMPL_BRIDGES_IPP

#include <ami/protocol/wire/ascii.hpp>

#include <ami/testing/detail/pbx.hpp>
#include <ami/testing/detail/text.hpp>

#include <boost/asio/post.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

namespace ami::testing::detail {

// Channels that are connected with each other, and the digits that they send. A Local channel between two bridges is never
// optimised away here, as it is not on an Asterisk if nobody speaks.

AMI_DECL std::size_t pbx::members(const std::string& bridge) const
{
    std::size_t count = 0;
    for (const auto& each : channels_)
        count += each->bridge == bridge ? 1 : 0;
    return count;
}

AMI_DECL packet_text pbx::bridge_event(std::string_view name, const std::string& bridge) const
{
    auto packet = packet_text::event(name).add("Privilege", "call,all");
    append_bridge(packet, bridge);
    return packet;
}

AMI_DECL void pbx::append_bridge(packet_text& packet, const std::string& bridge) const
{
    const bool parks = bridge == parking_bridge_;
    const bool holds = bridge == agent_bridge_;
    const auto room = std::find_if(conferences_.begin(), conferences_.end(),
        [&](const conference& each) { return each.bridge == bridge; });
    const bool confers = room != conferences_.end();
    packet.add("BridgeUniqueid", bridge)
        .add("BridgeType", parks     ? "parking"
                           : holds   ? "agent_hold"
                           : confers ? "base"
                                     : "basic")
        .add("BridgeTechnology", parks || holds ? "holding_bridge"
                                 : confers      ? "softmix"
                                                : "simple_bridge")
        .add("BridgeCreator", parks     ? "Parking"
                              : holds   ? "AgentPool"
                              : confers ? "ConfBridge"
                                        : "<unknown>")
        .add("BridgeName", parks     ? "default"
                           : confers ? room->name
                                     : "<unknown>")
        .add("BridgeNumChannels", members(bridge))
        .add("BridgeVideoSourceMode", "none");
}

AMI_DECL std::vector<std::string> pbx::bridges() const
{
    std::vector<std::string> all;
    for (const auto& each : {parking_bridge_, agent_bridge_}) {
        if (!each.empty())
            all.push_back(each);
    }
    for (const auto& each : channels_) {
        if (!each->bridge.empty() && std::find(all.begin(), all.end(), each->bridge) == all.end())
            all.push_back(each->bridge);
    }
    return all;
}

AMI_DECL std::string pbx::make_bridge_id()
{
    return fmt::format("00000000-0000-4000-8000-{:012x}", ++next_bridge_);
}

AMI_DECL channel_ptr pbx::partner(const channel_ptr& of) const
{
    const auto confers = [&](const conference& each) { return each.bridge == of->bridge; };
    // Who is parked hears nobody, and in a conference nobody goes because another one does.
    if (of->bridge.empty() || of->bridge == parking_bridge_ || of->bridge == agent_bridge_ ||
        std::any_of(conferences_.begin(), conferences_.end(), confers))
        return nullptr;
    for (const auto& each : channels_) {
        if (each != of && each->bridge == of->bridge)
            return each;
    }
    return nullptr;
}

AMI_DECL void pbx::enter(const std::string& bridge, const channel_ptr& which)
{
    which->bridge = bridge;
    auto packet = bridge_event("BridgeEnter", bridge);
    which->append_to(packet, settings_.channel_variables);
    emit_(class_call, packet.str());
}

AMI_DECL void pbx::connect(const channel_ptr& first, const channel_ptr& second)
{
    for (const auto& each : {first, second}) {
        each->timer.cancel();
        ++each->turn;
        forget_caller(each, {});
        leave(each);
    }
    const auto bridge = make_bridge_id();
    emit_(class_call, bridge_event("BridgeCreate", bridge).str());
    enter(bridge, first);
    enter(bridge, second);
}

// A channel that is alone in a bridge leaves it too, a moment later. The bridge of the parking lot stays.
AMI_DECL void pbx::leave(const channel_ptr& which)
{
    if (which->bridge.empty())
        return;
    complete(which);
    leave_conference(which);
    log_off_agent(which);
    if (which->bridge.empty())
        return;
    const bool parked = which->parking.has_value();
    if (parked) {
        emit_music(*which, false);
        free_space(*which);
        emit_parked("ParkedCallGiveUp", *which);
    }
    which->parking.reset();
    const auto other = partner(which);
    const auto bridge = std::exchange(which->bridge, {});
    auto packet = bridge_event("BridgeLeave", bridge);
    which->append_to(packet, settings_.channel_variables);
    emit_(class_call, packet.str());
    if (!other && !parked)
        emit_(class_call, bridge_event("BridgeDestroy", bridge).str());
    else if (other)
        boost::asio::post(context_, [this, other, turn = other->turn] {
            if (!other->hung_up && other->turn == turn)
                after_bridge(other);
        });
}

AMI_DECL void pbx::after_bridge(const channel_ptr& which)
{
    leave(which);
    if (which->in_dialplan)
        next(which);
    else
        hang_up(which, 16);
}

AMI_DECL bool pbx::blind_transfer(
    const channel_ptr& which, const std::string& context, const std::string& exten)
{
    const auto other = partner(which);
    if (other)
        emit_channel("Unhold", *which);
    auto packet = packet_text::event("BlindTransfer").add("Privilege", "call,all");
    packet.add("Result", other ? "Success" : "Invalid");
    which->append_to(packet, settings_.channel_variables, "Transferer");
    if (other)
        other->append_to(packet, settings_.channel_variables, "Transferee");
    if (!which->bridge.empty())
        append_bridge(packet, which->bridge);
    packet.add("IsExternal", "Yes").add("Context", context).add("Extension", exten);
    emit_(class_call, packet.str());
    if (!other)
        return false;
    redirect(other, context, exten, 1);
    hang_up(which, 16);
    return true;
}

// As channel.c's lookup by a name's or unique id's beginning.
AMI_DECL bool pbx::begins_channel(std::string_view prefix, channel_ptr& found) const
{
    for (const auto& each : channels_) {
        if (ami::detail::istarts_with(each->name, prefix) || each->uniqueid.starts_with(prefix)) {
            found = each;
            return true;
        }
    }
    return false;
}

// A digit comes in on a channel.
AMI_DECL void pbx::hear(const channel_ptr& which, char digit)
{
    emit_(class_dtmf, channel_event("DTMFEnd", "dtmf", *which)
                          .add("Digit", std::string_view(&digit, 1))
                          .add("DurationMs", "100")
                          .add("Direction", "Received")
                          .str());
    if (which->on_digit) {
        const auto waits = which->on_digit; // it may wait for something else afterwards
        waits(digit);
    }
}

AMI_DECL void pbx::play_digit(const channel_ptr& which, char digit, bool receive)
{
    if (receive)
        return hear(which, digit);
    const auto other = which->peer.lock();
    if (!other || other->hung_up)
        return;
    emit_(class_dtmf, channel_event("DTMFBegin", "dtmf", *other)
                          .add("Digit", std::string_view(&digit, 1))
                          .add("Direction", "Received")
                          .str());
    hear(other, digit);
}

// Read(VARIABLE,FILE,MAXDIGITS,OPTIONS,ATTEMPTS,SECONDS), for the first attempt.
AMI_DECL void pbx::read_digits(const channel_ptr& which, std::string_view data)
{
    std::vector<std::string> arguments;
    for (;;) {
        const auto comma = data.find(',');
        arguments.emplace_back(data.substr(0, comma));
        if (comma == std::string_view::npos)
            break;
        data.remove_prefix(comma + 1);
    }
    arguments.resize(6);
    const auto most = static_cast<std::size_t>(std::atoi(arguments[2].c_str()));
    which->set_variable(arguments[0], "");
    const auto done = [this, weak = std::weak_ptr(which)] {
        const auto channel = weak.lock();
        if (!channel || channel->hung_up)
            return;
        channel->on_digit = nullptr;
        channel->timer.cancel();
        next(channel);
    };
    which->on_digit = [this, weak = std::weak_ptr(which), name = arguments[0], most, done](char digit) {
        const auto channel = weak.lock();
        if (!channel)
            return;
        const auto so_far = channel->variable(name).value_or("");
        if (digit == '#')
            return done();
        set_variable(channel, name, so_far + digit);
        if (most != 0 && so_far.size() + 1 >= most)
            done();
    };
    const auto time = std::chrono::duration_cast<std::chrono::microseconds>(
        settings_.dialplan_second * std::max(1.0, std::atof(arguments[5].c_str())));
    which->timer.start(time, [done, weak = std::weak_ptr(which), turn = which->turn] {
        const auto channel = weak.lock();
        if (channel && channel->turn == turn)
            done();
    });
}

AMI_DECL void pbx::send_digits(const channel_ptr& which, std::string_view digits)
{
    const auto other = which->peer.lock();
    for (const char digit : digits) {
        if (other && !other->hung_up)
            hear(other, digit);
    }
}

} // namespace ami::testing::detail

#endif // AMI_TESTING_IMPL_BRIDGES_IPP
