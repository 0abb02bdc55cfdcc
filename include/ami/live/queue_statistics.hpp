// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_LIVE_QUEUE_STATISTICS_HPP
#define AMI_LIVE_QUEUE_STATISTICS_HPP

#include <ami/live/model.hpp>
#include <ami/live/statistics_options.hpp>
#include <ami/live/subscription.hpp>
#include <ami/session/live/agent_activity.hpp>
#include <ami/session/live/fault.hpp>
#include <ami/session/live/queue_counters.hpp>

#include <ami/detail/macros.hpp>
#include <ami/detail/shared_object.hpp>
#include <ami/live/impl/queue_statistics_core.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::live {

/// What people count of queues: who waits how long, how the waits end, and what the agents do.
///
///     ami::live::model live{pbx};
///     ami::live::queue_statistics counts{live};
///     ...
///     counts.on_waiting_longer("support", 30s, [](const ami::live::queue_caller& caller) { ... });
///     fmt::print("{} answered, {} abandoned\n", counts.counts("support").answered, counts.counts("support").abandoned);
///
/// It counts from events, from its construction on. Asterisk's own figures, which a reload, `queue reset stats` and a restart
/// set to zero, have no part in it. It goes on after a reconnect: nothing is counted twice, and what was not seen is `unknown`.
///
/// **How a wait has ended** Asterisk does not tell in one event (`wait_outcome` says what decides). `timed_out` and `left_empty`
/// need the event VarSet of class dialplan: without it such a caller is counted `abandoned` if the dialplan hangs up within
/// 2 s, else `elsewhere`. A caller whose hang-up takes the dialplan longer than 2 s (an `h` extension) is `elsewhere`, too.
///
/// **Times** are those of a steady clock: a step of the wall clock changes no wait.
///
/// Names of queues and interfaces are those of Asterisk, in the same case.
/// \par Server rights
/// read = agent, call, dialplan; and those of the model, whose parts must have the queues.
/// \par Thread safety
/// On the client's executor.
class [[nodiscard]] queue_statistics {
public:
    /// Counts from now on what the queues of this model do.
    explicit queue_statistics(model& live, const statistics_options& settings = {})
        : core_(::ami::detail::make_shared_object<::ami::detail::queue_statistics_core>(live.core_, settings))
    {
        core_->begin();
    }
    queue_statistics(queue_statistics&&) noexcept = default;
    /// Ends the counting that this object did, as the destructor does.
    queue_statistics& operator=(queue_statistics&& other) noexcept
    {
        if (this == &other)
            return *this;
        if (const auto mine = std::exchange(core_, std::move(other.core_)))
            mine->end();
        return *this;
    }
    ~queue_statistics()
    {
        if (core_)
            core_->end();
    }

    /// What came of the callers of a queue, since the construction or the last `reset`.
    AMI_DECL queue_counters counts(std::string_view queue_name) const;
    /// The calls of a member: in one queue, or in all if there is no name.
    AMI_DECL agent_counters agent(std::string_view interface, std::string_view queue_name = {}) const;
    /// Counts from zero: a queue, or all if there is no name. Those who wait are counted as having joined. The window of `level`
    /// stays.
    AMI_DECL void reset(std::string_view queue_name = {});

    /// What cannot be counted, and why: of each class of events that the user does not get, known after `client::async_rights`.
    /// Without class call, callers who have given up are `unknown`, and a talk ends with its AgentComplete.
    AMI_DECL std::vector<fault> faults() const;

    /// How fast callers were answered, of those whose wait has ended in the window (`statistics_options::window`).
    AMI_DECL service_level level(std::string_view queue_name, std::chrono::milliseconds within) const;

    /// How long the caller who waits longest has waited; nothing if nobody waits.
    AMI_DECL std::optional<std::chrono::milliseconds> longest_wait(std::string_view queue_name) const;

    /// What an interface does now, across all queues.
    AMI_DECL agent_activity activity(std::string_view interface) const;

    /// Invokes `handler` once for each wait that lasts this long, also of callers who wait already. If there is no name, in
    /// any queue.
    AMI_DECL subscription on_waiting_longer(std::string_view queue_name, std::chrono::milliseconds time,
        std::function<void(const queue_caller&)> handler);

    /// Invokes `handler` with what an interface did, and what it does now.
    AMI_DECL subscription on_activity(
        std::function<void(const agent_activity& before, const agent_activity& now)> handler);

private:
    std::shared_ptr<::ami::detail::queue_statistics_core> core_;
};

} // namespace ami::live

#ifdef AMI_HEADER_ONLY
#include <ami/live/impl/queue_statistics.ipp>
#endif

#endif // AMI_LIVE_QUEUE_STATISTICS_HPP
