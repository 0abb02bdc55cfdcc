// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_LIVE_IMPL_QUEUE_STATISTICS_CORE_IPP
#define AMI_LIVE_IMPL_QUEUE_STATISTICS_CORE_IPP

#include <ami/client/client_core.hpp>
#include <ami/session/live/record_text.hpp>

#include <ami/detail/scoped_flag.hpp>
#include <ami/detail/shared_object.hpp>
#include <ami/live/impl/live_core.hpp>
#include <ami/live/impl/queue_statistics_core.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::detail {

AMI_DECL queue_statistics_core::queue_statistics_core(
    const std::shared_ptr<live_core>& model, const live::statistics_options& settings)
    : model_(model), figures_(settings.window, settings.most_waits, settings.wrapup_times),
      on_alarm_(make_shared_object<alarm_handlers>()), on_activity_(make_shared_object<activity_handlers>())
{}

template <class Record>
void queue_statistics_core::follow(
    void (queue_figures::*function)(const live::change<Record>&, const moment&))
{
    const auto& list = model_->handlers_of<Record>();
    subscribed_.emplace_back(
        list, list->add([weak = weak_from_this(), function](const live::change<Record>& change) {
            const auto living = weak.lock();
            if (!living || living->is_over_)
                return;
            (living->figures_.*function)(change, living->at());
            living->pump();
        }));
}

AMI_DECL void queue_statistics_core::begin()
{
    figures_.tally().begin(at());
    const auto core = model_->client().lock();
    if (!core)
        return;
    fill();
    follow(&queue_figures::on_caller);
    follow(&queue_figures::on_member);
    follow(&queue_figures::on_channel);
    const auto weak = weak_from_this();
    subscribed_.emplace_back(model_->on_freshness(), model_->on_freshness()->add([weak](live::freshness now) {
        if (const auto living = weak.lock(); living && !living->is_over_)
            living->on_freshness(now);
    }));
    subscribed_.emplace_back(model_->on_stop(), model_->on_stop()->add([weak] {
        if (const auto living = weak.lock())
            living->stop();
    }));
    const auto wanted = queue_figures::event_names();
    names list(wanted.front());
    for (const auto each : wanted.subspan(1))
        list.add(each);
    events_ = core->routes()->add(std::move(list), {}, [weak](const event_view& event) {
        const auto living = weak.lock();
        if (!living || living->is_over_)
            return;
        living->figures_.on_event(event, living->at());
        living->pump();
    });
    events_->is_internal = true;
}

// What the model knows already.
AMI_DECL void queue_statistics_core::fill()
{
    auto& queues = model_->state().queues();
    queues.callers().for_each([&](const live::queue_caller& each) { figures_.visits().find(each, at()); });
    queues.members().for_each(
        [&](const live::queue_member& each) { figures_.activities().put(each, false, at()); });
    figures_.activities().take_changes();
    is_live_ = model_->state().freshness() == live::freshness::live;
    if (is_live_) {
        look_for_rights();
        figures_.on_live(at());
    }
}

AMI_DECL void queue_statistics_core::on_freshness(live::freshness now)
{
    const bool was_live = std::exchange(is_live_, now == live::freshness::live);
    if (is_live_)
        look_for_rights();
    if (is_live_ && !was_live)
        figures_.on_live(at());
    else if (was_live && !is_live_)
        figures_.on_lost(at());
    pump();
}

AMI_DECL std::vector<live::fault> queue_statistics_core::faults() const
{
    std::vector<live::fault> all;
    const auto core = model_->client().lock();
    if (!core || !core->is_ready())
        return all;
    static constexpr std::pair<std::string_view, std::string_view> events[] = {
        {"QueueCallerJoin", "nothing is counted: "}, {"Hangup", "how waits and talks end is not known: "},
        {"VarSet", "callers who have timed out are not told from others: "}};
    for (const auto& [event, text] : events) {
        subscription_entry asked;
        asked.names.emplace_back(event);
        if (const auto found = core->assess(asked); found.answer == certainty::no)
            all.emplace_back(live::part::queues, std::string(text) + found.reason);
    }
    return all;
}

AMI_DECL void queue_statistics_core::look_for_rights()
{
    const auto core = model_->client().lock();
    if (!core)
        return;
    subscription_entry asked;
    asked.names.emplace_back("Hangup");
    figures_.set_sees_channels(core->assess(asked).answer != certainty::no);
}

AMI_DECL void queue_statistics_core::end()
{
    stop();
    for (auto& each : subscribed_)
        each.cancel();
    if (const auto core = model_->client().lock(); core && events_)
        core->routes()->remove(events_);
    events_.reset();
    on_alarm_->clear();
    on_activity_->clear();
    alarms_.clear();
}

AMI_DECL void queue_statistics_core::stop()
{
    is_over_ = true;
    timer_.reset();
}

AMI_DECL call_subscription queue_statistics_core::add_alarm(std::string_view queue,
    std::chrono::milliseconds time, std::function<void(const live::queue_caller&)> handler)
{
    auto added = on_alarm_->add(std::move(handler));
    alarms_.emplace(figures_.add_alarm(queue, time), added);
    rearm();
    return {on_alarm_, std::move(added)};
}

AMI_DECL call_subscription queue_statistics_core::add_activity_handler(
    std::function<void(const live::agent_activity&, const live::agent_activity&)> handler)
{
    return {on_activity_, on_activity_->add(std::move(handler))};
}

AMI_DECL void queue_statistics_core::pump()
{
    if (pumping_ || is_over_)
        return;
    const auto keep = shared_from_this(); // a handler may end this
    {
        const scoped_flag pumping(pumping_);
        while (!is_over_ && (tell_alarm() || tell_activities())) {}
    }
    if (!is_over_)
        rearm();
}

AMI_DECL bool queue_statistics_core::tell_alarm()
{
    const auto due = figures_.take_alarm(at().now);
    if (!due)
        return false;
    const auto found = alarms_.find(due->alarm);
    if (found == alarms_.end() || found->second->cancelled)
        return true;
    record_text text;
    const auto& callers = model_->state().queues().callers();
    const auto caller = callers.get(text.key(due->queue).key(due->caller).key());
    const auto core = model_->client().lock();
    if (!caller || !core || core->is_abandoned())
        return true;
    const auto entry = found->second;
    core->guarded([&] { entry->handle(caller); }, "a handler of live state threw");
    return true;
}

AMI_DECL bool queue_statistics_core::tell_activities()
{
    const auto changes = figures_.activities().take_changes();
    const auto listening = on_activity_->all();
    for (const auto& change : changes) {
        for (const auto& each : listening) {
            const auto core = model_->client().lock();
            if (is_over_ || !core || core->is_abandoned())
                return false;
            if (!each->cancelled)
                core->guarded(
                    [&] { each->handle(change.before, change.now); }, "a handler of live state threw");
        }
    }
    return !changes.empty();
}

AMI_DECL void queue_statistics_core::rearm()
{
    const auto core = model_->client().lock();
    if (!core || is_over_)
        return;
    std::erase_if(alarms_, [&](const auto& each) {
        if (each.second->cancelled)
            figures_.alarms().remove(each.first);
        return each.second->cancelled;
    });
    // Without a session nothing is told, and a closed client leaves no timer.
    timer_.arm(is_live_ ? figures_.deadline() : std::nullopt, [&] {
        return core->world().make_timer(core->executor(), [weak = weak_from_this()] {
            const auto living = weak.lock();
            if (!living || living->is_over_)
                return;
            living->timer_.expired();
            living->look_for_rights();
            living->figures_.on_time(living->at());
            living->pump();
        });
    });
}

} // namespace ami::detail

#endif // AMI_LIVE_IMPL_QUEUE_STATISTICS_CORE_IPP
