// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_IMPL_QUEUE_FIGURES_IPP
#define AMI_SESSION_LIVE_IMPL_QUEUE_FIGURES_IPP

#include <ami/protocol/wire/ascii.hpp>
#include <ami/session/live/queue_figures.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ami::detail {

inline constexpr std::string_view queue_figures_events[] = {"QueueCallerJoin", "QueueCallerLeave",
    "QueueCallerAbandon", "AgentCalled", "AgentConnect", "AgentComplete", "AgentRingNoAnswer", "BridgeEnter",
    "BridgeLeave", "LocalOptimizationBegin", "ParkedCall", "Hangup", "VarSet"};

AMI_DECL std::span<const std::string_view> queue_figures::event_names() noexcept
{
    return queue_figures_events;
}

AMI_DECL void queue_figures::on_event(const event_view& event, const moment& at)
{
    activities_.clock().hear(event, at.wall);
    const auto name = event.name();
    if (iequals(name, "VarSet")) {
        if (event["Variable"] == "QUEUESTATUS")
            visits_.status(event["Uniqueid"], event["Value"], at.now);
    } else if (iequals(name, "BridgeEnter")) {
        visits_.take(event["Uniqueid"], at.now);
        calls_.enter_bridge(event);
    } else if (iequals(name, "BridgeLeave")) {
        calls_.leave_bridge(event, at.now);
    } else if (iequals(name, "Hangup")) {
        visits_.hang_up(event["Uniqueid"], at.now);
        calls_.hang_up(event["Uniqueid"], at.now);
    } else if (iequals(name, "QueueCallerJoin")) {
        visits_.join(event, at.now);
    } else if (iequals(name, "QueueCallerLeave")) {
        visits_.leave(event, at.now);
    } else if (iequals(name, "QueueCallerAbandon")) {
        visits_.abandon(event, at.now);
    } else if (iequals(name, "ParkedCall")) {
        visits_.take(event["ParkeeUniqueid"], at.now);
    } else if (iequals(name, "LocalOptimizationBegin")) {
        calls_.optimize(event);
    } else
        on_agent_event(name, event, at);
    count_talks(at);
}

AMI_DECL void queue_figures::on_agent_event(std::string_view name, const event_view& event, const moment& at)
{
    const auto queue = event["Queue"];
    const auto interface = event["Interface"];
    if (iequals(name, "AgentCalled")) {
        calls_.ring(event, activities_.is_talking(interface), at.now);
    } else if (iequals(name, "AgentConnect")) {
        visits_.answer(event, at.now);
        calls_.answer(event, at.now);
        tally_.answer(queue, interface);
    } else if (iequals(name, "AgentRingNoAnswer")) {
        calls_.stop_ringing(event);
        tally_.miss(queue, interface);
    } else if (iequals(name, "AgentComplete")) {
        if (event["Reason"] == "transfer")
            tally_.transfer(queue);
        if (!sees_channels_)
            calls_.complete(event, at.now);
    }
}

AMI_DECL void queue_figures::count_talks(const moment& at)
{
    for (const auto& each : calls_.take_ended()) {
        tally_.talk(each.queue, each.interface, each.ended - each.since);
        activities_.wrap_up(each, at);
    }
    for (const auto& each : calls_.take_touched())
        activities_.look(each, true, at);
}

AMI_DECL void queue_figures::on_caller(const live::change<live::queue_caller>& change, const moment& at)
{
    if (change.is_gone())
        visits_.miss(change.before(), at.now);
    else if (change.has_appeared() && change.origin() == live::change_origin::found)
        visits_.find(change.now(), at);
}

AMI_DECL void queue_figures::on_member(const live::change<live::queue_member>& change, const moment& at)
{
    if (change.is_gone())
        activities_.remove(change.before(), at);
    else {
        if (change.origin() == live::change_origin::told)
            activities_.clock().hear(change.before(), change.now(), at.wall);
        activities_.put(change.now(), !is_catching_up_, at);
    }
    if (!is_catching_up_ && calls_.has_doubts())
        drop_doubted_talks(true, at);
}

// An event that told its end was heard here as well.
AMI_DECL void queue_figures::on_channel(const live::change<live::channel>& change, const moment& at)
{
    if (!change.is_gone() || change.origin() != live::change_origin::found)
        return;
    if (const auto talk = calls_.drop(change.before()["Uniqueid"]))
        tally_.lose_talk(talk->queue);
    count_talks(at);
}

AMI_DECL void queue_figures::reset(std::string_view queue, const moment& at)
{
    tally_.reset(queue, at);
    visits_.on_reset(queue);
}

AMI_DECL void queue_figures::on_lost(const moment& at)
{
    is_catching_up_ = true;
    visits_.on_lost(at.now);
    calls_.on_lost();
    count_talks(at);
}

AMI_DECL void queue_figures::on_live(const moment& at)
{
    is_catching_up_ = false;
    drop_doubted_talks(false, at);
}

AMI_DECL void queue_figures::drop_doubted_talks(bool is_news, const moment& at)
{
    // Only of those that began before the gap: no event tells `InCall`, and what was answered since may not be listed so.
    const auto over = calls_.drop_doubted_unless([&](const agent_calls::call& each) {
        const auto* const member = activities_.find(each.queue, each.interface);
        return member != nullptr && member->in_call().value_or(false);
    });
    for (const auto& each : over)
        tally_.lose_talk(each.queue);
    for (const auto& each : calls_.take_touched())
        activities_.look(each, is_news, at);
}

AMI_DECL void queue_figures::on_time(const moment& at)
{
    visits_.on_time(at.now);
    calls_.on_time(at.now);
    count_talks(at);
    activities_.on_time(at);
}

AMI_DECL std::optional<time_point> queue_figures::deadline() const
{
    const auto alarm = is_catching_up_ ? std::nullopt : alarms_.deadline();
    return earlier_of(
        earlier_of(visits_.deadline(), calls_.deadline()), earlier_of(alarm, activities_.deadline()));
}

AMI_DECL std::uint64_t queue_figures::add_alarm(std::string_view queue, duration time)
{
    const auto added = alarms_.add(queue, time);
    visits_.for_each_waiting([&](std::string_view in, std::string_view caller, time_point since) {
        alarms_.begin_wait_of_last(in, caller, since);
    });
    return added;
}

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_IMPL_QUEUE_FIGURES_IPP
