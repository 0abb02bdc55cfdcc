// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_CHANNELS_CALL_TIMING_HPP
#define AMI_SESSION_CHANNELS_CALL_TIMING_HPP

#include <ami/session/connection/deadline.hpp>

namespace ami::detail {

// How long what is known of a call may take to arrive.
struct call_timing {
    // The rest of the evidence about a failed originate comes within this time.
    static constexpr duration settle_time = std::chrono::seconds(2);
    // The same if no event has told of a channel: there may never have been one.
    static constexpr duration settle_time_unseen = std::chrono::seconds(1);
    // OriginateResponse often arrives before the Hangup that has the cause. If OriginateResponse says why the call was not
    // answered, the Hangup has so long to arrive.
    static constexpr duration cause_time = std::chrono::milliseconds(500);
    // A session that sees no event of class call so long after it made a call has no right to see any.
    static constexpr duration visible_time = std::chrono::seconds(3);
    // Over HTTP events are fetched once a second or so, the first of them after the answers of a queue of requests.
    static constexpr duration visible_time_http = std::chrono::seconds(6);
    // A failed originate's channel is gone by then, unless it was sent elsewhere.
    static constexpr duration hangup_time = std::chrono::seconds(10);
    // Calls without events for so long are looked up at times: a filter may keep their Hangup back.
    static constexpr duration quiet_time = std::chrono::minutes(5);
    // Events of a channel may come so long after its Hangup.
    static constexpr duration late_time = std::chrono::seconds(10);
    // If another party leaves, and the call ends so soon after it, that party has ended the call.
    static constexpr duration leaving_time = std::chrono::seconds(2);
};

} // namespace ami::detail

#endif // AMI_SESSION_CHANNELS_CALL_TIMING_HPP
