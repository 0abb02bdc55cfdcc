// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_IMPL_AGENT_CALLS_IPP
#define AMI_SESSION_LIVE_IMPL_AGENT_CALLS_IPP

#include <ami/session/live/agent_calls.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::detail {

AMI_DECL agent_calls::calls::iterator agent_calls::put(std::string_view channel, call&& made)
{
    if (const auto known = calls_.find(channel); known != calls_.end())
        erase(known);
    channels_[made.interface].emplace_back(channel);
    touched_.push_back(made.interface);
    return calls_.emplace(std::string(channel), std::move(made)).first;
}

AMI_DECL void agent_calls::erase(calls::iterator which)
{
    left_.remove(which->first);
    doubts_ -= which->second.is_doubted ? 1 : 0;
    touched_.push_back(which->second.interface);
    if (const auto found = channels_.find(which->second.interface); found != channels_.end()) {
        std::erase(found->second, which->first);
        if (found->second.empty())
            channels_.erase(found);
    }
    calls_.erase(which);
}

AMI_DECL void agent_calls::end(calls::iterator which, time_point ended)
{
    if (which->second.is_talk) {
        which->second.ended = ended;
        ended_.push_back(which->second);
    }
    erase(which);
}

AMI_DECL void agent_calls::ring(const event_view& event, bool is_second, time_point now)
{
    const auto channel = event["DestUniqueid"];
    if (channel.empty() || event["Interface"].empty())
        return;
    put(channel, {std::string(event["Queue"]), std::string(event["Interface"]),
                     std::string(event["Uniqueid"]), {}, now, now, false, is_second});
}

AMI_DECL void agent_calls::answer(const event_view& event, time_point now)
{
    const auto channel = event["DestUniqueid"];
    if (channel.empty() || event["Interface"].empty())
        return;
    put(channel, {std::string(event["Queue"]), std::string(event["Interface"]),
                     std::string(event["Uniqueid"]), {}, now, now, true, false});
}

AMI_DECL void agent_calls::stop_ringing(const event_view& event)
{
    const auto found = calls_.find(event["DestUniqueid"]);
    if (found != calls_.end() && !found->second.is_talk)
        erase(found);
}

AMI_DECL void agent_calls::complete(const event_view& event, time_point now)
{
    const auto found = calls_.find(event["DestUniqueid"]);
    if (found != calls_.end() && found->second.is_talk)
        end(found, now);
}

AMI_DECL std::optional<agent_calls::call> agent_calls::drop(std::string_view channel_id)
{
    const auto found = calls_.find(channel_id);
    if (found == calls_.end())
        return std::nullopt;
    auto gone = found->second.is_talk ? std::optional(found->second) : std::nullopt;
    erase(found);
    return gone;
}

AMI_DECL void agent_calls::enter_bridge(const event_view& event)
{
    const auto found = calls_.find(event["Uniqueid"]);
    if (found == calls_.end())
        return;
    found->second.bridge = event["BridgeUniqueid"];
    doubts_ -= std::exchange(found->second.is_doubted, false) ? 1 : 0;
    left_.remove(found->first);
    touched_.push_back(found->second.interface);
}

AMI_DECL void agent_calls::leave_bridge(const event_view& event, time_point now)
{
    const auto found = calls_.find(event["Uniqueid"]);
    if (found == calls_.end() || !found->second.is_talk)
        return;
    const auto bridge = event["BridgeUniqueid"];
    // The channel may be in the next bridge already.
    if (!found->second.bridge.empty() && found->second.bridge != bridge)
        return;
    found->second.ended = now;
    left_.add(found->first, now);
    touched_.push_back(found->second.interface);
}

AMI_DECL void agent_calls::optimize(const event_view& event)
{
    for (const auto* const header : {"LocalOneUniqueid", "LocalTwoUniqueid"}) {
        const auto found = calls_.find(event[header]);
        if (found != calls_.end() && found->second.is_talk && !found->second.caller.empty())
            return follow(found, found->second.caller);
    }
}

AMI_DECL void agent_calls::follow(calls::iterator which, std::string_view channel)
{
    const std::string to(channel);
    auto moved = which->second;
    moved.caller.clear();
    moved.is_doubted = false; // the events tell of it
    erase(which);
    put(to, std::move(moved));
}

AMI_DECL void agent_calls::hang_up(std::string_view channel_id, time_point now)
{
    const auto found = calls_.find(channel_id);
    if (found != calls_.end())
        end(found, left_.contains(channel_id) ? found->second.ended : now);
}

AMI_DECL void agent_calls::on_lost()
{
    std::vector<std::string> ringing;
    for (auto& [channel, each] : calls_) {
        if (each.is_talk)
            doubts_ += std::exchange(each.is_doubted, true) ? 0 : 1;
        else
            ringing.push_back(channel);
    }
    for (const auto& each : ringing)
        erase(calls_.find(each));
    // Whether such a channel enters a bridge again cannot be seen.
    while (const auto channel = left_.take_expired(time_point::max()))
        if (const auto found = calls_.find(*channel); found != calls_.end())
            end(found, found->second.ended);
}

AMI_DECL void agent_calls::on_time(time_point now)
{
    while (const auto channel = left_.take_expired(now))
        if (const auto found = calls_.find(*channel); found != calls_.end())
            end(found, found->second.ended);
}

AMI_DECL const agent_calls::call* agent_calls::find(std::string_view interface) const
{
    const auto found = channels_.find(interface);
    if (found == channels_.end())
        return nullptr;
    const call* best = nullptr;
    for (const auto& each : found->second) {
        const auto& one = calls_.find(each)->second;
        const bool is_over = left_.contains(each);
        if (is_over)
            continue;
        if (best == nullptr || one.is_talk > best->is_talk ||
            (one.is_talk == best->is_talk && one.since > best->since))
            best = &one;
    }
    return best;
}

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_IMPL_AGENT_CALLS_IPP
