// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_LIVE_IMPL_QUEUE_STATISTICS_CORE_HPP
#define AMI_LIVE_IMPL_QUEUE_STATISTICS_CORE_HPP

#include <ami/client/connection/deadline_timer.hpp>
#include <ami/client/events/handler_list.hpp>
#include <ami/live/statistics_options.hpp>
#include <ami/session/events/subscription_entry.hpp>
#include <ami/session/live/queue_figures.hpp>

#include <ami/detail/macros.hpp>
#include <ami/detail/shared_object.hpp>
#include <ami/live/impl/live_core.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string_view>
#include <vector>

namespace ami::detail {

// Carries out for the user's `live::queue_statistics` what `queue_figures` decides: feeds it, and tells handlers. It keeps the
// model's core, which a moved model has too.
class queue_statistics_core final : public shared_from_this_of<queue_statistics_core> {
public:
    using alarm_handlers = handler_list<const live::queue_caller&>;
    using activity_handlers = handler_list<const live::agent_activity&, const live::agent_activity&>;

    AMI_DECL queue_statistics_core(
        const std::shared_ptr<live_core>& model, const live::statistics_options& settings);
    queue_statistics_core(const queue_statistics_core&) = delete;
    queue_statistics_core& operator=(const queue_statistics_core&) = delete;

    // Once, after it is owned by a shared pointer.
    AMI_DECL void begin();
    // The user's object is gone.
    AMI_DECL void end();

    AMI_DECL call_subscription add_alarm(std::string_view queue, std::chrono::milliseconds time,
        std::function<void(const live::queue_caller&)> handler);
    AMI_DECL call_subscription add_activity_handler(
        std::function<void(const live::agent_activity&, const live::agent_activity&)> handler);

    AMI_DECL std::vector<live::fault> faults() const;

    queue_figures& figures() noexcept { return figures_; }
    moment at() const { return model_->at(); }

private:
    AMI_DECL void fill();
    template <class Record>
    void follow(void (queue_figures::*function)(const live::change<Record>&, const moment&));
    AMI_DECL void on_freshness(live::freshness now);
    AMI_DECL void look_for_rights();
    // After something happened: users' handlers run in here.
    AMI_DECL void pump();
    AMI_DECL bool tell_alarm();
    AMI_DECL bool tell_activities();
    AMI_DECL void stop();
    AMI_DECL void rearm();

    std::shared_ptr<live_core> model_;
    queue_figures figures_;
    std::shared_ptr<subscription_entry> events_;
    std::vector<call_subscription> subscribed_;
    std::shared_ptr<alarm_handlers> on_alarm_;
    std::map<std::uint64_t, std::shared_ptr<alarm_handlers::entry>> alarms_;
    std::shared_ptr<activity_handlers> on_activity_;
    deadline_timer timer_;
    bool is_live_ = false;
    bool pumping_ = false;
    bool is_over_ = false;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/live/impl/queue_statistics_core.ipp>
#endif

#endif // AMI_LIVE_IMPL_QUEUE_STATISTICS_CORE_HPP
