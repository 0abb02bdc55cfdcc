// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_CALLS_ORIGINATE_OUTCOME_HPP
#define AMI_CLIENT_CALLS_ORIGINATE_OUTCOME_HPP

#include <ami/protocol/values/call_outcome.hpp>
#include <ami/protocol/values/hangup_cause.hpp>
#include <ami/protocol/wire/packet.hpp>

#include <ami/detail/macros.hpp>

#include <string>
#include <utility>

namespace ami {
namespace detail {

struct tracked_call;

} // namespace detail

/// How an originated call came to its first end: answered or not. Not being answered is no error.
class originate_outcome {
public:
    originate_outcome() = default;

    /// `report` is an OriginateResponse event.
    AMI_DECL explicit originate_outcome(event report);

    /// With what the events of the call's channels told: the report alone does not know a SIP phone that is busy.
    AMI_DECL explicit originate_outcome(const detail::tracked_call& call);

    /// The outcome.
    call_outcome value() const noexcept { return value_; }
    /// Whether the outcome is `call_outcome::answered`.
    bool answered() const noexcept { return value_ == call_outcome::answered; }

    /// The channel's name if there was a channel; otherwise what was dialled.
    const std::string& channel() const& noexcept { return channel_; }
    const std::string& channel() const&& = delete;

    /// The channel's unique id.
    const std::string& unique_id() const& noexcept { return unique_id_; }
    const std::string& unique_id() const&& = delete;

    /// The number that the report gave: the code of the control frame that ended the attempt. 0 says nothing.
    int reason() const noexcept { return reason_; }

    /// Why the channel was hung up, if it was not answered and Asterisk reports the cause.
    hangup_cause cause() const noexcept { return cause_; }

    /// The OriginateResponse; empty where the outcome was known without it.
    const event& report() const& noexcept { return report_; }
    event report() && { return std::move(report_); }

private:
    event report_;
    std::string channel_;
    std::string unique_id_;
    call_outcome value_ = call_outcome::failed;
    int reason_ = 0;
    hangup_cause cause_ = hangup_cause::none;
};

} // namespace ami

#ifdef AMI_HEADER_ONLY
#include <ami/client/calls/impl/originate_outcome.ipp>
#endif

#endif // AMI_CLIENT_CALLS_ORIGINATE_OUTCOME_HPP
