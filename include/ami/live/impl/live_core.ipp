// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_LIVE_IMPL_LIVE_CORE_IPP
#define AMI_LIVE_IMPL_LIVE_CORE_IPP

#include <ami/client/client_core.hpp>
#include <ami/net/erased_function.hpp>
#include <ami/session/actions/aborted.hpp>
#include <ami/session/live/list_action.hpp>

#include <ami/detail/scoped_flag.hpp>
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

// A list, whose items are not collected.
class live_core::list_operation final : public pending_action {
public:
    list_operation(std::weak_ptr<live_core> of, std::uint64_t number)
        : pending_action(this), of_(std::move(of)), number_(number)
    {
        takes_items = true;
        ends_silently = true; // the model hears of a lost connection
    }
    void item(const event_view& event)
    {
        const auto living = of_.lock();
        if (auto* const state = living ? living->state_that_asked(number_) : nullptr) {
            living->watch_calls();
            state->on_item(event, living->at());
        }
    }
    void complete(failure&& error, response&& answer)
    {
        const auto living = of_.lock();
        if (auto* const state = living ? living->state_that_asked(number_) : nullptr)
            living->on_answer(*state, error, answer);
    }

private:
    std::weak_ptr<live_core> of_;
    std::uint64_t number_; // another one may have been asked for since
};

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

// What cannot be listed, and parts whose events certainly do not come.
AMI_DECL std::vector<live::fault> live_core::faults() const
{
    auto all = state_.faults();
    const auto core = core_.lock();
    if (!core || !core->is_ready())
        return all;
    for (const auto& [which, event] : single_parts) {
        if (!live::includes(state_.parts(), which))
            continue;
        subscription_entry asked;
        asked.names.emplace_back(event);
        if (core->server().is_mask_refused())
            all.emplace_back(which, "no event tells what changes: Asterisk refuses the event mask");
        else if (auto found = core->assess(asked); found.answer == certainty::no)
            all.emplace_back(which, "no event tells what changes: " + found.reason);
    }
    return all;
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
    audit_.reset();
    for (const auto& each : on_stop_->all())
        each->handle();
    on_stop_->clear();
}

AMI_DECL void live_core::on_event(const event_view& event)
{
    watch_calls();
    state_.on_event(event, at());
    if (audit_)
        audit_->on_event(event, at());
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
    audit_.reset(); // it begins anew
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
    const auto audits = std::exchange(audit_waiters_, {});
    const auto next_audits = std::exchange(next_audit_waiters_, {});
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
    if (state_.freshness() == live::freshness::live && knows_all())
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
    if (waiters_.empty() && audit_waiters_.empty() && next_audit_waiters_.empty())
        return;
    post_function(executor(), [waiters = std::exchange(waiters_, {}), audit_waiters = take_audit_waiters()] {
        for (const auto& each : waiters)
            each->finish(failure(aborted()));
        for (const auto& each : audit_waiters)
            each->finish(failure(aborted()), {});
    });
}

// --- lists -----------------------------------------------------------------------------------------------------------

AMI_DECL bool live_core::ask_next(pbx_state& state, std::uint64_t& number)
{
    const auto core = core_.lock();
    if (!core)
        return false;
    const auto list = state.next_list(core->now());
    if (!list)
        return false;
    number = ++lists_;
    ask(state, *list);
    return true;
}

AMI_DECL void live_core::ask(pbx_state& state, const wanted_list& list)
{
    const auto core = core_.lock();
    action request{std::string(action_of(list.which))};
    if (!list.of.empty())
        request.add(list.which == live_list::queues ? "Queue" : "Conference", list.of);
    const auto& settings = core->settings();
    action_terms terms{settings.action_timeout, settings.action_total_timeout};
    terms.is_internal = true;
    if (settings.uses_http())
        state.on_asked(at());
    core->execute_own(request, terms, make_shared_object<list_operation>(weak_from_this(), lists_));
}

AMI_DECL pbx_state* live_core::state_that_asked(std::uint64_t number) noexcept
{
    if (number == list_)
        return &state_;
    return audit_ && number == audit_list_ ? &audit_->listed() : nullptr;
}

AMI_DECL void live_core::on_answer(pbx_state& state, const failure& error, const response& answer)
{
    watch_calls();
    state.on_answer(error, answer, at());
    tell_follower(live_occasion::faults_may_differ);
    pump();
}

// --- what follows ------------------------------------------------------------------------------------------------------

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
            if (!run_audit() && !ask_next(state_, list_) &&
                (!audit_ || !ask_next(audit_->listed(), audit_list_)))
                break;
        }
    }
    if (is_over_ || core->is_abandoned())
        return untold_.clear();
    log_full_parts();
    if (state_.freshness() == live::freshness::live)
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
    auto soonest = state_.deadline();
    if (audit_)
        soonest = earlier_of(soonest, audit_->deadline());
    timer_.arm(is_over_ ? std::nullopt : soonest, [&] {
        return core->world().make_timer(core->executor(), [weak = weak_from_this()] {
            const auto living = weak.lock();
            if (!living || living->is_over_)
                return;
            living->timer_.expired();
            living->watch_calls();
            living->state_.on_time(living->at());
            if (living->audit_)
                living->audit_->on_time(living->at());
            living->pump();
        });
    });
}

} // namespace ami::detail

#endif // AMI_LIVE_IMPL_LIVE_CORE_IPP
