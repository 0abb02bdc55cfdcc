// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_CALLS_CALL_END_HPP
#define AMI_CLIENT_CALLS_CALL_END_HPP

#include <ami/protocol/values/call_outcome.hpp>
#include <ami/protocol/values/hangup_cause.hpp>
#include <ami/session/channels/tracked_call.hpp>

#include <ami/detail/chrono.hpp>

namespace ami {

/// How a call ended.
class call_end {
public:
    /// The type of all times here.
    using duration = std::chrono::steady_clock::duration;

    call_end() = default;
    explicit call_end(const detail::tracked_call& call)
        : cause_(call.cause), cause_known_(call.cause_known), by_(call.hangup.by())
    {
        const auto ended = call.ended_at.value_or(call.began);
        total_time_ = ended - call.began;
        if (call.answered_at)
            talk_time_ = ended - *call.answered_at;
    }

    /// Why, as Asterisk told.
    hangup_cause cause() const noexcept { return cause_; }

    /// False where the channel vanished while there was no connection, or never was there.
    bool cause_known() const noexcept { return cause_known_; }

    /// From the answer to the end; zero if nobody answered. For a call that was there before this client, from its
    /// beginning.
    duration talk_time() const noexcept { return talk_time_; }

    /// From the beginning to the end.
    duration total_time() const noexcept { return total_time_; }

    /// Who ended the call, as far as Asterisk tells it.
    ami::hung_up_by hung_up_by() const noexcept { return by_; }

private:
    hangup_cause cause_ = hangup_cause::none;
    bool cause_known_ = false;
    ami::hung_up_by by_ = ami::hung_up_by::unknown;
    duration talk_time_{};
    duration total_time_{};
};

} // namespace ami

#endif // AMI_CLIENT_CALLS_CALL_END_HPP
