// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_LIVE_IMPL_LIVE_CORE_IPP
#define AMI_LIVE_IMPL_LIVE_CORE_IPP

#include <ami/client/client_core.hpp>
#include <ami/net/erased_function.hpp>
#include <ami/session/actions/aborted.hpp>

#include <ami/detail/shared_object.hpp>
#include <ami/live/impl/live_core.hpp>
#include <ami/live/impl/live_registry.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace ami::detail {

AMI_DECL live_core::live_core(const std::shared_ptr<client_core>& core, const live::options& settings)
    : core_(core), executor_(core->shared_executor()),
      state_(settings.parts, {settings.queue_audit, settings.audit}),
      on_freshness_(make_shared_object<freshness_handlers>()), on_stop_(make_shared_object<handler_list<>>())
{
    std::apply(
        [](auto&... each) {
            ((each = make_shared_object<typename std::remove_reference_t<decltype(each)>::element_type>()),
                ...);
        },
        handlers_);
}

AMI_DECL moment live_core::at() const
{
    const auto core = core_.lock();
    return {core ? core->now() : time_point(), std::chrono::system_clock::now()};
}

AMI_DECL void live_core::begin()
{
    const auto core = core_.lock();
    names wanted(state_.event_names().front());
    for (const auto each : state_.event_names())
        wanted.add(each);
    subscribed_ = core->routes()->add(std::move(wanted), {}, [weak = weak_from_this()](const event_view& e) {
        if (const auto living = weak.lock())
            living->on_event(e);
    });
    subscribed_->is_internal = true;
    live_registry::of(*core).add(shared_from_this());
    if (core->is_ready())
        post_function(core->executor(), [weak = weak_from_this()] {
            const auto living = weak.lock();
            const auto client = living ? living->core_.lock() : nullptr;
            // It may have become ready anew meanwhile.
            if (client && client->is_ready() && living->state_.freshness() == live::freshness::none)
                living->ready();
        });
}

AMI_DECL void live_core::end()
{
    stop();
    if (const auto core = core_.lock(); core && subscribed_)
        core->routes()->remove(subscribed_);
    subscribed_.reset();
    std::apply([](const auto&... each) { (each->clear(), ...); }, handlers_);
    on_freshness_->clear();
    abort_waiters();
    tell_follower(live_occasion::ended);
}

AMI_DECL void live_core::stop()
{
    is_over_ = true;
    timer_.reset();
    if (!pumping_)
        untold_.clear();
    state_.on_lost();
    audits_.restart(); // nothing begins any more
    for (const auto& each : on_stop_->all())
        each->handle();
    on_stop_->clear();
}

AMI_DECL void live_core::on_event(const event_view& event)
{
    watch_calls();
    state_.on_event(event, at());
    audits_.on_event(event, at());
    pump();
}

AMI_DECL void live_core::ready()
{
    if (is_over_)
        return;
    if (const auto core = core_.lock()) {
        state_.limit(core->settings().limits.max_live_records);
        state_.set_hears(!core->server().is_mask_refused());
        tell_follower(live_occasion::faults_may_differ);
    }
    list_ = 0; // of a session that has missed events, one may be under way
    session_end_ = {};
    state_.on_ready(at());
    audits_.restart();
    look_for_rights();
    pump();
}

AMI_DECL void live_core::lost()
{
    state_.on_lost();
    finish_audits({errc::connection_lost, "the connection was lost during the audit"});
    pump();
}

AMI_DECL void live_core::over(const failure& error)
{
    const auto core = core_.lock();
    if (!core || core->is_abandoned())
        stop();
    else
        state_.on_lost();
    session_end_ = error;
    finish_waiters(error);
    finish_audits(error);
    pump();
    if (is_over_)
        tell_follower(live_occasion::ended);
    else if (knows_all()) // when it does, it settles
        tell_follower(live_occasion::session_over);
}

// Handlers are not called any more.
AMI_DECL void live_core::abandoned(const failure&)
{
    stop();
    abort_waiters();
    tell_follower(live_occasion::ended);
}

AMI_DECL void live_core::drop() noexcept
{
    stop();
    subscribed_.reset();
    const auto waiters = std::exchange(waiters_, {});
    const auto audits = take_awaited_audits();
    std::apply([](const auto&... each) { (each->release(), ...); }, handlers_);
    on_freshness_->release();
    tell_follower(live_occasion::dropped);
}

AMI_DECL void live_core::wait_filled(std::shared_ptr<waiter> done)
{
    const auto core = core_.lock();
    if (is_over_ || !core || core->is_abandoned())
        return done->finish(failure(aborted()));
    if (!core->is_active())
        return done->finish({errc::not_connected, "there is no session"});
    if (is_filled() && knows_all())
        return done->finish({});
    waiters_.push_back(std::move(done));
}

AMI_DECL bool live_core::cancel_wait(const std::shared_ptr<waiter>& which)
{
    if (std::erase(waiters_, which) == 0)
        return false;
    post_function(executor(), [which] { which->finish(failure(aborted())); });
    return true;
}

AMI_DECL void live_core::finish_waiters(const failure& error)
{
    for (const auto& each : std::exchange(waiters_, {}))
        each->finish(failure(error));
}

AMI_DECL void live_core::abort_waiters()
{
    if (waiters_.empty() && awaited_audits_.empty())
        return;
    post_function(executor(), [waiters = std::exchange(waiters_, {}), audits = take_awaited_audits()] {
        for (const auto& each : waiters)
            each->finish(failure(aborted()));
        for (const auto& each : audits)
            each.waiter->finish(failure(aborted()), {});
    });
}

} // namespace ami::detail

#endif // AMI_LIVE_IMPL_LIVE_CORE_IPP
