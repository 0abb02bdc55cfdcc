// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_IMPL_CALL_STORE_IPP
#define AMI_SESSION_LIVE_IMPL_CALL_STORE_IPP

#include <ami/session/live/call_store.hpp>

#include <tuple>
#include <utility>
#include <vector>

// Which channels are one call.

namespace ami::detail {

// Both halves of a Local channel have it; empty of other channels.
inline std::string_view local_name(const live::channel& of) noexcept
{
    const auto name = channel_text::name(of);
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

AMI_DECL call_store::~call_store()
{
    for (const auto* const each : calls_)
        delete each;
}

AMI_DECL void call_store::on_channel(const live::change<live::channel>& change, const moment& at)
{
    const source by(change, at);
    const auto id = record_store<live::channel>::key_of(change.latest());
    const auto known = places_.find(id);
    if (change.is_gone()) {
        if (known != places_.end())
            leave(known, change, by);
        return;
    }
    const auto& now = change.now();
    if (known == places_.end())
        join(change, by);
    else {
        auto* of = known->call;
        note(*of, by);
        of = &tie_linked(channel_text::linked_id(change.before()), channel_text::linked_id(now), *of, by);
        if (!channel_text::is_same_name(change.before(), now))
            of = &tie_local(local_name(change.before()), local_name(now), *of, by);
        of->course.update(known->party, change, at);
    }
    const auto bridge = channel_text::bridge_id(now);
    if (bridge.empty() || bridge == channel_text::bridge_id(change.before()))
        return;
    const auto* const entered = bridges_.all().find(bridge);
    if (entered != nullptr && is_conversation(*entered))
        connect(bridge, by, id);
}

AMI_DECL void call_store::join(const live::change<live::channel>& change, const source& by)
{
    const auto& now = change.now();
    const auto linked_id = channel_text::linked_id(now);
    auto* of = find_linked(linked_id);
    if (of == nullptr)
        of = locals_.find(local_name(now));
    if (of == nullptr) {
        auto made = std::make_unique<entry>(linked_id, ++last_number_);
        calls_.insert(made.get());
        of = made.release();
    }
    note(*of, by);
    const auto id = channel_text::id(now);
    places_.insert(place{of, of->course.join(change, by.at), record_entry<live::channel>::key_hash::of(id)});
    if (const auto queue = queued_.find(id); queue != queued_.end())
        of->course.on_queued(queue->second, id);
    of = &tie_linked({}, linked_id, *of, by);
    tie_local({}, local_name(now), *of, by);
}

AMI_DECL call_store::entry* call_store::find_linked(std::string_view linked_id) const noexcept
{
    const auto named = calls_.find(linked_id);
    return named != calls_.end() ? *named : linked_.find(linked_id);
}

AMI_DECL call_store::entry& call_store::tie_linked(
    std::string_view before, std::string_view now, entry& of, const source& by)
{
    if (before == now)
        return of;
    auto* const other = find_linked(now);
    auto& both = other == nullptr || other == &of ? of : merge(of, *other, by);
    if (now != both.course.id())
        linked_.hold(now, &both);
    if (before != both.course.id())
        linked_.release(before);
    return both;
}

AMI_DECL call_store::entry& call_store::tie_local(
    std::string_view before, std::string_view now, entry& of, const source& by)
{
    if (before == now)
        return of;
    auto* const other = locals_.find(now);
    auto& both = other == nullptr || other == &of ? of : merge(of, *other, by);
    locals_.hold(now, &both);
    locals_.release(before);
    return both;
}

// The one that began first goes on: Asterisk keeps its linked id too.
AMI_DECL call_store::entry& call_store::merge(entry& a, entry& b, const source& by)
{
    const auto age = [](const entry& of) { return std::tuple(of.course.began(), of.number); };
    auto& kept = age(b) < age(a) ? b : a;
    auto& over = &kept == &a ? b : a;
    note(kept, by);
    note(over, by);
    const auto last =
        before_of(over) ? made([&] { return over.course.merged(kept.course.id(), by.at); }) : live::call();
    std::vector<const place*> moved; // while they move, none can be looked up
    over.course.parties().for_each([&](const kept_party& each) {
        moved.push_back(&*places_.find(record_store<live::channel>::key_of(each.channel)));
    });
    auto next = moved.begin();
    kept.course.merge(over.course, [&](const kept_party& each) {
        const auto linked_id = channel_text::linked_id(each.channel);
        if (linked_id == kept.course.id())
            linked_.release(linked_id);
        else if (linked_id == over.course.id())
            linked_.hold(linked_id, &kept);
        else
            linked_.move(linked_id, &kept);
        locals_.move(local_name(each.channel), &kept);
        const auto* const of = *next++;
        of->call = &kept;
        of->party = each.number;
    });
    end(over, last);
    return kept;
}

// Those who were in the bridge before somebody entered are in one call.
AMI_DECL void call_store::connect(std::string_view bridge, const source& by, std::string_view entered)
{
    const auto& in_bridge = channels_.in_bridge(bridge);
    const auto who = places_.find(entered);
    entry* all = who == places_.end() ? nullptr : who->call;
    bool are_two = false;
    for (const auto& id : in_bridge) {
        const auto found = id == entered ? places_.end() : places_.find(id);
        if (found == places_.end())
            continue; // the change that brings it follows
        are_two = all != nullptr;
        all = all == nullptr || all == found->call ? found->call : &merge(*all, *found->call, by);
        if (!entered.empty())
            break;
    }
    if (!are_two)
        return;
    note(*all, by);
    if (all->course.has_agent()) {
        if (who != places_.end() && all->course.may_be_agent(who->party))
            find_agent(*all, entered);
    } else if (!all->course.queue().empty()) {
        for (const auto& id : in_bridge)
            find_agent(*all, id);
    }
    all->course.on_connected(by.origin, by.at);
}

AMI_DECL void call_store::on_bridge(const live::change<live::bridge>& change, const moment& at)
{
    if (!change.is_gone() && is_conversation(change.now()) &&
        (change.has_appeared() || !is_conversation(change.before())))
        connect(change.now().id(), source(change, at));
}

AMI_DECL void call_store::leave(
    places::iterator of, const live::change<live::channel>& change, const source& by)
{
    auto& call = *of->call;
    const auto party = of->party;
    const auto& channel = change.before();
    note(call, by);
    places_.erase(of);
    call.course.leave(party, change, by.at);
    const auto linked_id = channel_text::linked_id(channel);
    if (linked_id != call.course.id())
        linked_.release(linked_id);
    locals_.release(local_name(channel));
    if (!call.course.has_parties())
        end(call, before_of(call) ? made([&] { return call.course.ended(by.at); }) : live::call());
}

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_IMPL_CALL_STORE_IPP
