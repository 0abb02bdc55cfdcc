// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_CALLS_IMPL_CALL_REGISTRY_IPP
#define AMI_CLIENT_CALLS_IMPL_CALL_REGISTRY_IPP

#include <ami/client/calls/call_registry.hpp>
#include <ami/client/client_core.hpp>
#include <ami/client/connection/action_id_prefix.hpp>
#include <ami/net/erased_function.hpp>

#include <ami/detail/scoped_flag.hpp>
#include <ami/detail/shared_object.hpp>

#include <fmt/format.h>

#include <optional>
#include <utility>

namespace ami::detail {

AMI_DECL call_registry::call_registry(client_core& core)
    : core_(core), tracker_([this] { return make_entry(); }, &core.server()), listeners_(core),
      lookups_(core, tracker_), dropped_(core)
{}

AMI_DECL call_registry& call_registry::of(client_core& core)
{
    auto& followers = core.followers();
    if (const auto made = followers.get<call_registry>(follower_kind::calls))
        return *made;
    const auto made = make_shared_object<call_registry>(core);
    followers.set(follower_kind::calls, made);
    return *made; // the core has it
}

template <class F>
auto call_registry::later(F run)
{
    return [weak = core_.weak_from_this(), run = std::move(run)](auto&&... values) mutable {
        if (const auto core = weak.lock())
            run(of(*core), std::forward<decltype(values)>(values)...);
    };
}

AMI_DECL entry_pointer call_registry::make_entry()
{
    return make_shared_object<call_entry>(core_.weak_from_this(), core_.shared_executor());
}

AMI_DECL std::string call_registry::make_channel_id()
{
    if (channel_id_prefix_.empty())
        channel_id_prefix_ = "ami-" + make_action_id_prefix(core_.world());
    return fmt::format("{}{:010}", channel_id_prefix_, ++channel_ids_);
}

AMI_DECL failure call_registry::originate(const entry_pointer& entry, const std::string& channel_id)
{
    follow_incoming();
    const auto error = tracker_.originate(entry, channel_id, core_.now());
    if (error == errc::too_many_calls)
        return {error, "limits::max_followed_calls is " +
                           std::to_string(core_.settings().limits.max_followed_calls) +
                           "; wait for the end of a call, or raise the limit"};
    return error ? failure(error, "channel id \"" + channel_id + "\"") : failure();
}

AMI_DECL void call_registry::accepted(
    const entry_pointer& entry, std::string_view action_id, duration report_time)
{
    tracker_.accepted(entry, action_id, report_time, core_.now(),
        core_.settings().uses_http() ? call_timing::visible_time_http : call_timing::visible_time);
    drain();
}

AMI_DECL void call_registry::forget(const entry_pointer& entry)
{
    tracker_.forget(entry);
    rearm();
}

AMI_DECL void call_registry::on_channel_change(const channel_change& change, time_point now)
{
    follow_incoming(); // its last handler may have gone
    if (change.type == channel_change::kind::originate_reported)
        tracker_.on_report(change.event, core_.is_own(change.event["ActionID"]), now);
    else
        tracker_.on_change(change, now);
    drain();
}

AMI_DECL void call_registry::on_action_started(const action& request, pending_action& operation)
{
    operation.hangup = own_hangup::of(request, tracker_.calls());
}

AMI_DECL void call_registry::on_action_ended(
    pending_action& operation, const failure& error, const response& answer)
{
    if (const auto hangup = std::exchange(operation.hangup, nullptr))
        hangup->on_answer(error, answer, tracker_.calls());
}

AMI_DECL void call_registry::disconnected(const failure& error)
{
    tracker_.connection_lost(error, core_.now());
    drain();
}

AMI_DECL void call_registry::events_missed()
{
    tracker_.events_missed(core_.now());
    drain();
}

AMI_DECL void call_registry::ready()
{
    if (tracker_.awaits_resync())
        lookups_.resync();
}

AMI_DECL void call_registry::on_resynced()
{
    drain();
    dropped_.hang_up_waiting();
}

AMI_DECL void call_registry::over(const failure& error)
{
    dropped_.clear();
    tracker_.end_all(error);
    drain();
}

AMI_DECL void call_registry::abandoned(const failure& error)
{
    disconnected(error);
    dropped_.clear();
    tracker_.end_all(error);
    post_function(core_.executor(), later([](call_registry& self) { self.drain(); }));
}

AMI_DECL void call_registry::drop() noexcept
{
    is_dropped_ = true;
    timer_.reset();
    tracker_.connection_lost(errc::closed, core_.now());
    tracker_.end_all(errc::closed);
    const auto gone = tracker_.take_changes();
    for (const auto& each : gone) {
        auto& entry = static_cast<call_entry&>(*each);
        const auto waiters = std::exchange(entry.waiters, {});
        entry.observers->clear();
    }
    incoming()->clear();
    dropped_.clear();
}

AMI_DECL std::vector<std::shared_ptr<call_handle>> call_registry::adopt(const std::vector<event>& channels)
{
    std::vector<std::shared_ptr<call_handle>> found;
    follow_incoming();
    for (const auto& each : tracker_.adopt(channels, core_.now()))
        found.push_back(std::static_pointer_cast<call_entry>(each)->make_handle());
    drain();
    return found;
}

AMI_DECL void call_registry::follow_incoming()
{
    tracker_.follow_incoming(!incoming()->empty());
    tracker_.limit(core_.settings().limits.max_followed_calls);
}

// Users' handlers run in here, and may come back to any function of this class.
AMI_DECL void call_registry::drain()
{
    if (draining_)
        return;
    const auto core = core_.shared_from_this(); // a handler may destroy the client
    std::optional<scoped_flag> own(draining_);
    for (;;) {
        const auto arrived = tracker_.take_incoming();
        const auto changed = tracker_.take_changes();
        const auto probes = tracker_.take_probes();
        const bool checks = tracker_.take_check();
        if (arrived.empty() && changed.empty() && probes.empty() && !checks)
            break;
        for (const auto& call : arrived)
            listeners_.on_arrived(std::static_pointer_cast<call_entry>(call));
        for (const auto& call : changed)
            listeners_.on_changed(std::static_pointer_cast<call_entry>(call));
        for (const auto& call : probes)
            lookups_.send_probe(std::static_pointer_cast<call_entry>(call));
        if (checks)
            lookups_.send_check();
    }
    own.reset();
    rearm();
    if (const auto count = tracker_.take_not_followed())
        tell_not_followed(count);
}

AMI_DECL void call_registry::tell_not_followed(std::uint64_t count)
{
    core_.counts().calls_not_followed += count;
    if (!std::exchange(limit_was_logged_, true))
        core_.log(log_level::error,
            "limits::max_followed_calls is reached: new calls are not followed (logged once)",
            {{"limit", std::to_string(core_.settings().limits.max_followed_calls)}});
}

AMI_DECL void call_registry::rearm()
{
    timer_.arm(is_dropped_ ? std::nullopt : tracker_.deadline(), [this] {
        return core_.world().make_timer(
            core_.executor(), later([](call_registry& self) { self.on_timer(); }));
    });
}

AMI_DECL void call_registry::on_timer()
{
    timer_.expired();
    tracker_.on_time(core_.now());
    if (tracker_.take_resync())
        ready();
    drain();
}

} // namespace ami::detail

#endif // AMI_CLIENT_CALLS_IMPL_CALL_REGISTRY_IPP
