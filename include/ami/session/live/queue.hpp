// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_QUEUE_HPP
#define AMI_SESSION_LIVE_QUEUE_HPP

#include <ami/session/live/record.hpp>

#include <chrono>
#include <string_view>

namespace ami::live {

/// A queue, as QueueParams of QueueStatus describes it. Events tell of `Calls` alone: all else is as old as the last list.
/// The figures are Asterisk's own, which a reload sets to zero.
class queue : public record<queue, ::ami::detail::no_values> {
public:
    using record::record;

    /// `Queue`, the key.
    text_field name() const& noexcept { return header("Queue"); }
    text_field name() const&& = delete;
    /// `Strategy`, for example `ringall`.
    text_field strategy() const& noexcept { return header("Strategy"); }
    text_field strategy() const&& = delete;
    /// `Max`: how many callers may wait; 0 means any number.
    field<int> max() const& noexcept { return header("Max"); }
    /// `Calls`: how many callers wait, as Asterisk counts.
    field<int> calls() const& noexcept { return header("Calls"); }
    /// `Holdtime`: how long callers waited, a running average.
    field<std::chrono::seconds> hold_time() const& noexcept { return header("Holdtime"); }
    /// `TalkTime`: a running average.
    field<std::chrono::seconds> talk_time() const& noexcept { return header("TalkTime"); }
    /// `Completed`: calls that a member answered.
    field<int> completed() const& noexcept { return header("Completed"); }
    /// `Abandoned`: callers who left unanswered, for any reason.
    field<int> abandoned() const& noexcept { return header("Abandoned"); }
    /// `ServiceLevel`: the time within which calls shall be answered.
    field<std::chrono::seconds> service_level() const& noexcept { return header("ServiceLevel"); }
    /// `ServicelevelPerf`: percent of the answered calls that were answered within that time.
    field<double> service_level_performance() const& noexcept { return header("ServicelevelPerf"); }
    /// `ServicelevelPerf2`: the same, of all calls.
    field<double> service_level_performance_2() const& noexcept { return header("ServicelevelPerf2"); }
    /// `Weight`.
    field<int> weight() const& noexcept { return header("Weight"); }
};

} // namespace ami::live

#endif // AMI_SESSION_LIVE_QUEUE_HPP
