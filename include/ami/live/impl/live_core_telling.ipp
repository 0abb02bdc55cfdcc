// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_LIVE_IMPL_LIVE_CORE_TELLING_IPP
#define AMI_LIVE_IMPL_LIVE_CORE_TELLING_IPP

#include <ami/client/client_core.hpp>
#include <ami/net/erased_function.hpp>

#include <ami/detail/scoped_flag.hpp>
#include <ami/live/impl/live_core.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

// What follows when something has happened: handlers are told, lists asked for, the timer is set.

namespace ami::detail {

// Handlers' calls in one turn; and for each event while there are more than that. An event changes fewer records than that.
inline constexpr std::size_t live_calls_per_turn = 512;
inline constexpr std::size_t live_calls_per_event = 16;

AMI_DECL void live_core::pump()
{
    pump_portion(goes_on_ ? live_calls_per_event : live_calls_per_turn);
}

AMI_DECL void live_core::pump_portion(std::size_t most)
{
    if (pumping_ || is_over_)
        return;
    const auto keep = shared_from_this(); // a handler may end the model
    const auto core = core_.lock();
    if (!core)
        return;
    {
        const scoped_flag pumping(pumping_);
        for (;;) {
            const bool has_told = tell_changes(most);
            if (is_over_ || core->is_abandoned())
                break;
            if (most == 0 && !knows_all())
                return go_on_later();
            if (has_told || tell_freshness())
                continue;
            if (is_over_ || core->is_abandoned())
                break;
            auto* const listed = audits_.listed();
            if (!run_audit() && !ask_next(state_, list_) && (!listed || !ask_next(*listed, audit_list_)))
                break;
        }
    }
    if (is_over_ || core->is_abandoned())
        return untold_.clear();
    log_full_parts();
    if (is_filled())
        finish_waiters({});
    rearm();
    if (follower_ && is_settled())
        tell_follower(live_occasion::settled);
}

AMI_DECL void live_core::tell_follower(live_occasion occasion)
{
    if (const auto follower = follower_) // it may end the model
        follower->on_occasion(occasion);
}

AMI_DECL void live_core::take_changes()
{
    if (state_.is_reading())
        return;
    const auto take = [this]<class Record>(std::vector<live::change<Record>>& changes) {
        untold_.take(changes, *handlers_of<Record>());
    };
    auto& calls = state_.calls().calls();
    if (!lacks_calls_)
        state_.for_each_changes(take);
    while (lacks_calls_ && untold_.empty()) {
        calls.tell();
        take(calls.changes());
        lacks_calls_ = !calls.has_told_all();
    }
    lacks_calls_ = !calls.has_told_all();
}

// True if there was something to tell.
AMI_DECL bool live_core::tell_changes(std::size_t& most)
{
    if (untold_.empty())
        take_changes();
    if (untold_.empty())
        return false;
    untold_.tell(most, [this](auto& handler, const auto& change) {
        const auto core = core_.lock();
        if (is_over_ || !core || core->is_abandoned())
            return false;
        core->guarded([&] { handler.handle(change); }, "a handler of live state threw");
        return true;
    });
    return true;
}

AMI_DECL void live_core::go_on_later()
{
    if (std::exchange(goes_on_, true))
        return;
    post_function(executor(), [weak = weak_from_this()] {
        const auto living = weak.lock();
        if (!living)
            return;
        living->goes_on_ = false;
        living->pump_portion(live_calls_per_turn);
    });
}

AMI_DECL bool live_core::tell_freshness()
{
    const auto now = state_.freshness();
    if (std::exchange(told_freshness_, now) == now)
        return false;
    for (const auto& each : on_freshness_->all()) {
        const auto core = core_.lock();
        if (!core || core->is_abandoned())
            return true;
        if (!each->cancelled)
            core->guarded([&] { each->handle(now); }, "a handler of live state threw");
    }
    return true;
}

AMI_DECL void live_core::log_full_parts()
{
    const auto full = state_.full_parts();
    if (live::includes(logged_full_, full))
        return;
    logged_full_ = logged_full_ | full;
    if (const auto core = core_.lock())
        core->log(log_level::error,
            "limits::max_live_records is reached: a live model does not show everything (logged once)",
            {{"limit", std::to_string(state_.max_records())}});
    tell_follower(live_occasion::faults_may_differ);
}

AMI_DECL void live_core::rearm()
{
    const auto core = core_.lock();
    if (!core)
        return;
    const auto soonest = earlier_of(state_.deadline(), audits_.deadline());
    timer_.arm(is_over_ ? std::nullopt : soonest, [&] {
        return core->world().make_timer(core->executor(), [weak = weak_from_this()] {
            const auto living = weak.lock();
            if (!living || living->is_over_)
                return;
            living->timer_.expired();
            living->watch_calls();
            living->state_.on_time(living->at());
            living->audits_.on_time(living->at());
            living->pump();
        });
    });
}

} // namespace ami::detail

#endif // AMI_LIVE_IMPL_LIVE_CORE_TELLING_IPP
