// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_SESSION_LIVE_IMPL_CALL_STORE_IPP
#define AMI_SESSION_LIVE_IMPL_CALL_STORE_IPP

#include <ami/session/live/call_store.hpp>

#include <ami/detail/shared_object.hpp>

#include <tuple>
#include <utility>

// Which channels are one call.

namespace ami::detail {

// Both halves of a Local channel have it; empty of other channels.
inline std::string_view local_name(const live::channel& of) noexcept
{
    const std::string_view name = of["Channel"];
    return name.starts_with("Local/") ? name.substr(0, name.rfind(';')) : std::string_view();
}

// Not a conference, and not where channels only wait. Asterisk gives those in it one linked id, and tells that of some of them
// late or never.
inline bool is_conversation(const live::bridge& bridge) noexcept
{
    const std::string_view technology = bridge["BridgeTechnology"];
    return bridge["BridgeType"] == "basic" || technology == "simple_bridge" ||
           technology.starts_with("native");
}

AMI_DECL void call_store::on_channel(const live::change<live::channel>& change, const moment& at)
{
    const source by(change, at);
    const std::string_view id = change.latest().id();
    const auto known = of_channels_.find(id);
    if (change.is_gone()) {
        if (known != of_channels_.end())
            leave(*known->second, change, by);
        return;
    }
    const auto& now = change.now();
    if (known == of_channels_.end())
        note(join(change, by), by);
    else {
        known->second->course.update(change, at);
        auto* of = &tie(linked_, change.before().linked_id(), now.linked_id(), *known->second, by);
        of = &tie(locals_, local_name(change.before()), local_name(now), *of, by);
        note(*of, by);
    }
    const std::string_view bridge = now.bridge_id();
    if (bridge.empty() || bridge == change.before().bridge_id())
        return;
    const auto* const entered = bridges_.all().find(bridge);
    if (entered != nullptr && is_conversation(*entered))
        connect(bridge, by, id);
}

AMI_DECL call_store::entry& call_store::join(const live::change<live::channel>& change, const source& by)
{
    const auto& now = change.now();
    const std::string_view id = now.linked_id();
    auto* of = linked_.find(id);
    if (of == nullptr)
        of = locals_.find(local_name(now));
    if (of == nullptr) {
        of = calls_.emplace(std::string(id), make_shared_object<entry>(id, ++last_number_))
                 .first->second.get();
        linked_.hold(id, of);
    }
    of->course.join(change, by.at);
    of_channels_.emplace(std::string(now.id()), of);
    if (const auto queue = queued_.find(now.id()); queue != queued_.end())
        of->course.on_queued(queue->second, now.id());
    of = &tie(linked_, {}, id, *of, by);
    return tie(locals_, {}, local_name(now), *of, by);
}

AMI_DECL call_store::entry& call_store::tie(
    call_ties<entry>& ties, std::string_view before, std::string_view now, entry& of, const source& by)
{
    if (before == now)
        return of;
    auto* const other = ties.find(now);
    auto& both = other == nullptr || other == &of ? of : merge(of, *other, by);
    ties.hold(now, &both);
    ties.release(before);
    return both;
}

// The one that began first goes on: Asterisk keeps its linked id too.
AMI_DECL call_store::entry& call_store::merge(entry& a, entry& b, const source& by)
{
    const auto age = [](const entry& of) { return std::tuple(of.course.began(), of.number); };
    auto& kept = age(b) < age(a) ? b : a;
    auto& over = &kept == &a ? b : a;
    auto last = over.course.merged(kept.course.id(), by.at);
    for (const auto& each : over.course.parties()) {
        linked_.move(each.channel.linked_id(), &kept);
        locals_.move(local_name(each.channel), &kept);
        of_channels_.find(each.channel.id())->second = &kept;
    }
    kept.course.merge(over.course);
    note(kept, by);
    note(over, by);
    end(over, std::move(last));
    return kept;
}

AMI_DECL void call_store::connect(std::string_view bridge, const source& by, std::string_view entered)
{
    const auto& in_bridge = channels_.in_bridge(bridge);
    entry* all = nullptr;
    std::size_t count = 0;
    for (const auto& id : in_bridge) {
        const auto found = of_channels_.find(id);
        if (found == of_channels_.end())
            continue; // the change that brings it follows
        ++count;
        all = all == nullptr || all == found->second ? found->second : &merge(*all, *found->second, by);
    }
    if (count < 2)
        return;
    if (!all->course.has_agent()) {
        for (const auto& id : in_bridge)
            find_agent(*all, id);
    } else
        find_agent(*all, entered);
    all->course.on_connected(by.origin, by.at);
    note(*all, by);
}

AMI_DECL void call_store::on_bridge(const live::change<live::bridge>& change, const moment& at)
{
    if (!change.is_gone() && is_conversation(change.now()) &&
        (change.has_appeared() || !is_conversation(change.before())))
        connect(change.now().id(), source(change, at));
}

AMI_DECL void call_store::leave(entry& of, const live::change<live::channel>& change, const source& by)
{
    const auto& before = change.before();
    of.course.leave(change, by.at);
    note(of, by);
    of_channels_.erase(std::string_view(before.id()));
    linked_.release(before.linked_id());
    locals_.release(local_name(before));
    if (!of.course.has_parties())
        end(of, of.course.ended(by.at));
}

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_IMPL_CALL_STORE_IPP
