// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_LIVE_OPTIONS_HPP
#define AMI_LIVE_OPTIONS_HPP

#include <ami/session/live/parts.hpp>

#include <chrono>

namespace ami::live {

/// What a model follows, and how often it looks for what no event tells.
struct options {
    /// The type of all times here.
    using duration = std::chrono::steady_clock::duration;

    /// The parts that are followed. Others cost nothing.
    part parts = part::all;

    /// Each queue is listed again after this time, one queue after another: Asterisk tells nothing of reloads and of members
    /// in a data base. With `duration::max()` never.
    duration queue_audit = std::chrono::seconds(60);

    /// Everything but the queues is listed again after this time. With `duration::max()` never.
    duration audit = std::chrono::minutes(10);
};

} // namespace ami::live

#endif // AMI_LIVE_OPTIONS_HPP
