// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_CLIENT_CALLS_IMPL_CALL_REGISTRY_IPP
#define AMI_CLIENT_CALLS_IMPL_CALL_REGISTRY_IPP

#include <ami/actions/hangup.hpp>
#include <ami/client/calls/call_registry.hpp>
#include <ami/client/client_core.hpp>
#include <ami/protocol/values/redaction.hpp>

#include <ami/detail/scoped_flag.hpp>

#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>

#include <optional>
#include <utility>

namespace ami::detail {

AMI_DECL call_registry::call_registry(client_core& core)
    : core_(core), tracker_([this] { return make_entry(); }, &core.server())
{}

template <class F>
auto call_registry::later(F run)
{
    return [weak = core_.weak_from_this(), run = std::move(run)](auto&&... values) mutable {
        if (const auto core = weak.lock())
            run(core->calls(), std::forward<decltype(values)>(values)...);
    };
}

AMI_DECL entry_pointer call_registry::make_entry()
{
    return std::make_shared<call_entry>(core_.weak_from_this(), core_.shared_executor());
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

AMI_DECL void call_registry::hang_up_dropped(const entry_pointer& entry)
{
    if (core_.is_released() || entry->state == call_state::ended || entry->lost)
        return;
    if (!core_.is_ready()) {
        dropped_.push_back(entry);
        return;
    }
    core_.ask_even_at_the_end(
        actions::hangup(entry->channel_id).to_action(), [](const failure&, const response&) {});
}

AMI_DECL std::shared_ptr<own_hangup> call_registry::begin_hangup(const action& request) const
{
    return own_hangup::of(request, tracker_.calls());
}

AMI_DECL void call_registry::on_hangup_answered(
    pending_action& operation, const failure& error, const response& answer) const
{
    if (const auto hangup = std::exchange(operation.hangup, nullptr))
        hangup->on_answer(error, answer, tracker_.calls());
}

AMI_DECL void call_registry::connection_lost(const failure& cause)
{
    tracker_.connection_lost(cause, core_.now());
    drain();
}

AMI_DECL void call_registry::events_missed()
{
    tracker_.events_missed(core_.now());
    drain();
}

AMI_DECL void call_registry::ready()
{
    if (!tracker_.awaits_resync())
        return;
    core_.ask_channels(later([](call_registry& self, const failure& error, const response& answer) {
        if (error)
            self.tracker_.resync_failed(self.core_.now()); // nothing is known
        else if (answer.ok())
            self.tracker_.resync(answer.events(), self.core_.now());
        else
            self.tracker_.end_all({errc::action_refused,
                "calls cannot be looked up on the new connection: Asterisk says \"" +
                    quote(refusal_reason(answer), 100, self.core_.settings().secret.view()) + "\""});
        self.drain();
        for (const auto& each : std::exchange(self.dropped_, {})) {
            if (each->handle.expired())
                self.hang_up_dropped(each);
        }
    }));
}

AMI_DECL void call_registry::over(const failure& error, bool by_post)
{
    dropped_.clear();
    tracker_.end_all(error);
    if (!by_post)
        return drain();
    asio::post(core_.executor(), later([](call_registry& self) { self.drain(); }));
}

AMI_DECL void call_registry::drop() noexcept
{
    is_dropped_ = true;
    armed_.reset();
    timer_.reset();
    tracker_.connection_lost(errc::closed, core_.now());
    tracker_.end_all(errc::closed);
    const auto gone = tracker_.take_changes();
    for (const auto& each : gone) {
        auto& entry = static_cast<call_entry&>(*each);
        const auto waiters = std::exchange(entry.waiters, {});
        entry.observers->clear();
    }
    incoming_->clear();
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
    tracker_.follow_incoming(!incoming_->empty());
    tracker_.limit(core_.settings().limits.max_followed_calls);
}

AMI_DECL void call_registry::wait(const entry_pointer& entry, std::shared_ptr<call_waiter> waiter)
{
    waiter->id = ++entry->last_waiter_id;
    entry->waiters.add(waiter->id, waiter);
    if (!waiter->is_ready(*entry))
        return;
    asio::post(core_.executor(), [entry, waiter = std::move(waiter)] {
        if (entry->waiters.remove(waiter->id))
            waiter->serve(*entry);
    });
}

AMI_DECL bool call_registry::cancel(const entry_pointer& entry, const std::shared_ptr<call_waiter>& waiter)
{
    if (!entry->waiters.remove(waiter->id))
        return false;
    asio::post(core_.executor(),
        [waiter] { waiter->fail(asio::error::make_error_code(asio::error::operation_aborted)); });
    return true;
}

AMI_DECL void call_registry::probe(const entry_pointer& entry)
{
    if (entry->is_tracked && !std::exchange(entry->is_probed, true))
        send_probe(entry);
}

AMI_DECL void call_registry::send_probe(const entry_pointer& entry)
{
    core_.ask(action("Status").add("Channel", entry->channel_id),
        later([entry](call_registry& self, const failure& error, const response& answer) {
            if (error || (!answer.ok() && answer.message() != "No such channel"))
                self.tracker_.probe_failed(entry, self.core_.now());
            else if (!answer.ok() || answer.events().empty())
                self.tracker_.channel_is_gone(entry, self.core_.now());
            else
                self.tracker_.channel_lives(entry, answer.events().front(), self.core_.now());
            self.drain();
        }));
}

AMI_DECL void call_registry::send_check()
{
    core_.ask_channels(later([](call_registry& self, const failure& error, const response& answer) {
        if (error)
            self.tracker_.check_failed(self.core_.now());
        else if (answer.ok()) // else the user may not ask
            self.tracker_.check(answer.events(), self.core_.now());
        self.drain();
    }));
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
        for (const auto& call : arrived) {
            const auto entry = std::static_pointer_cast<call_entry>(call);
            entry->reported_state = entry->state; // the state that it comes with is no change
            for (const auto& handler : incoming_->all()) {
                if (!handler->cancelled && !core_.is_abandoned())
                    core_.guarded([&] { handler->handle(entry->make_handle()); });
            }
        }
        for (const auto& call : changed)
            notify(std::static_pointer_cast<call_entry>(call));
        for (const auto& call : probes)
            send_probe(std::static_pointer_cast<call_entry>(call));
        if (checks)
            send_check();
    }
    own.reset();
    rearm();
    if (const auto count = tracker_.take_not_followed())
        core_.count_calls_not_followed(count, !std::exchange(limit_was_logged_, true));
}

AMI_DECL void call_registry::notify(const entry_pointer& entry)
{
    if (std::exchange(entry->reported_state, entry->state) != entry->state) {
        for (const auto& observer : entry->observers->all()) {
            if (!observer->cancelled && !core_.is_abandoned())
                core_.guarded([&] { observer->handle(entry->reported_state); });
        }
    }
    std::vector<std::shared_ptr<call_waiter>> ready;
    entry->waiters.copy_to(ready);
    std::erase_if(ready, [&](const auto& waiter) { return !waiter->is_ready(*entry); });
    for (const auto& waiter : ready)
        entry->waiters.remove(waiter->id);
    for (const auto& waiter : ready)
        waiter->serve(*entry);
    if (entry->state == call_state::ended || entry->lost)
        entry->observers->release();
}

AMI_DECL void call_registry::rearm()
{
    const auto next = is_dropped_ ? std::nullopt : tracker_.deadline();
    if (!next && armed_) {
        timer_->cancel();
        armed_.reset();
    }
    if (!next || (armed_ && *armed_ <= *next))
        return;
    if (!timer_) {
        timer_ =
            core_.world().make_timer(core_.executor(), later([](call_registry& self) { self.on_timer(); }));
    }
    armed_ = next;
    timer_->arm(*next);
}

AMI_DECL void call_registry::on_timer()
{
    armed_.reset();
    tracker_.on_time(core_.now());
    if (tracker_.take_resync())
        ready();
    drain();
}

} // namespace ami::detail

#endif // AMI_CLIENT_CALLS_IMPL_CALL_REGISTRY_IPP
