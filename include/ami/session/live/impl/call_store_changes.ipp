// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_SESSION_LIVE_IMPL_CALL_STORE_CHANGES_IPP
#define AMI_SESSION_LIVE_IMPL_CALL_STORE_CHANGES_IPP

#include <ami/session/live/call_store.hpp>

#include <algorithm>
#include <utility>

// What else is known of calls, and what is told of them.

namespace ami::detail {

AMI_DECL void call_store::on_queue_caller(const live::change<live::queue_caller>& change, const moment& at)
{
    const auto& caller = change.latest();
    const std::string_view id = caller.channel_id();
    const auto known = queued_.find(id);
    if (change.is_gone()) {
        if (known != queued_.end() && caller.queue() == known->second)
            queued_.erase(known);
        return;
    }
    if (!change.has_appeared())
        return;
    if (known != queued_.end())
        known->second = caller.queue();
    else
        queued_.emplace(std::string(id), std::string(caller.queue()));
    if (const auto of = of_channels_.find(id); of != of_channels_.end()) {
        of->second->course.on_queued(caller.queue(), id);
        note(*of->second, source(change, at));
    }
}

AMI_DECL void call_store::on_hangup_requested(std::string_view channel_id, const moment& at)
{
    if (const auto of = of_channels_.find(channel_id); of != of_channels_.end())
        of->second->course.on_hangup_requested(channel_id, at);
}

// The interface of a member is what Asterisk dials: a Local channel's name lacks the options.
AMI_DECL void call_store::find_agent(entry& of, std::string_view channel_id)
{
    const auto& queue = of.course.queue();
    const auto* const who = channels_.all().find(channel_id);
    if (members_ == nullptr || queue.empty() || who == nullptr || channel_id == of.course.queued_channel())
        return;
    const std::string_view name = (*who)["Channel"];
    auto key = queue + '\n';
    key += name.substr(0, name.rfind('-'));
    const auto* member = members_->find(key);
    if (member == nullptr && name.starts_with("Local/"))
        member = members_->find(key += "/n");
    if (member != nullptr)
        of.course.on_agent(*member);
}

AMI_DECL void call_store::note(entry& of, const source& by)
{
    of.origin = by.origin;
    of.is_first_fill = by.is_first_fill;
    if (std::exchange(of.is_noted, true))
        return;
    noted_.push_back(calls_.find(of.course.id())->second);
}

AMI_DECL void call_store::end(entry& of, call_facts&& last)
{
    const auto keep = calls_.find(of.course.id())->second;
    of.is_over = true;
    linked_.release(of.course.id());
    calls_.erase(of.course.id());
    // Nothing was told of it if it came and went within one list.
    if (of.told)
        changes_.emplace_back(of.told, live::call(), of.origin, false,
            live::change_details<live::call>({}, made(std::move(last))));
}

AMI_DECL void call_store::tell()
{
    for (const auto& each : noted_) {
        each->is_noted = false;
        if (each->is_over)
            continue;
        auto now = made(each->course.facts());
        if (now == each->told)
            continue;
        std::vector<live::call_party> ringing;
        for (const auto& party : now.parties()) {
            if (!party.is_ringing())
                continue;
            const auto& before = each->told.parties();
            const bool rang = std::any_of(before.begin(), before.end(), [&](const live::call_party& other) {
                return other.is_ringing() && other.channel().id() == party.channel().id();
            });
            if (!rang)
                ringing.push_back(party);
        }
        changes_.emplace_back(each->told, now, each->origin, each->is_first_fill,
            live::change_details<live::call>(std::move(ringing), {}));
        each->told = std::move(now);
    }
    noted_.clear();
}

AMI_DECL live::call call_store::find(std::string_view id) const noexcept
{
    const auto found = calls_.find(id);
    return found == calls_.end() ? live::call() : found->second->told;
}

AMI_DECL live::call call_store::of_channel(std::string_view channel_id) const noexcept
{
    const auto found = of_channels_.find(channel_id);
    return found == of_channels_.end() ? live::call() : found->second->told;
}

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_IMPL_CALL_STORE_CHANGES_IPP
