// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_LIVE_IMPL_QUEUE_STATISTICS_IPP
#define AMI_LIVE_IMPL_QUEUE_STATISTICS_IPP

#include <ami/live/queue_statistics.hpp>

#include <chrono>
#include <functional>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::live {

AMI_DECL queue_counters queue_statistics::counts(std::string_view queue_name) const
{
    return core_->figures().tally().counts(queue_name);
}

AMI_DECL agent_counters queue_statistics::agent(std::string_view interface, std::string_view queue_name) const
{
    return core_->figures().tally().agent(interface, queue_name);
}

AMI_DECL void queue_statistics::reset(std::string_view queue_name)
{
    core_->figures().reset(queue_name, core_->at());
}

AMI_DECL std::vector<fault> queue_statistics::faults() const
{
    return core_->faults();
}

AMI_DECL service_level queue_statistics::level(
    std::string_view queue_name, std::chrono::milliseconds within) const
{
    return core_->figures().tally().level(queue_name, within, core_->at().now);
}

AMI_DECL std::optional<std::chrono::milliseconds> queue_statistics::longest_wait(
    std::string_view queue_name) const
{
    const auto longest = core_->figures().visits().longest_wait(queue_name, core_->at().now);
    if (!longest)
        return std::nullopt;
    return std::chrono::duration_cast<std::chrono::milliseconds>(*longest);
}

AMI_DECL agent_activity queue_statistics::activity(std::string_view interface) const
{
    return core_->figures().activities().of(interface, core_->at());
}

AMI_DECL subscription queue_statistics::on_waiting_longer(std::string_view queue_name,
    std::chrono::milliseconds time, std::function<void(const queue_caller&)> handler)
{
    return core_->add_alarm(queue_name, time, std::move(handler));
}

AMI_DECL subscription queue_statistics::on_activity(
    std::function<void(const agent_activity& before, const agent_activity& now)> handler)
{
    return core_->add_activity_handler(std::move(handler));
}

} // namespace ami::live

#endif // AMI_LIVE_IMPL_QUEUE_STATISTICS_IPP
