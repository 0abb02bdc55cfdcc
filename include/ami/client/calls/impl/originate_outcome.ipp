// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_CALLS_IMPL_ORIGINATE_OUTCOME_IPP
#define AMI_CLIENT_CALLS_IMPL_ORIGINATE_OUTCOME_IPP

#include <ami/client/calls/originate_outcome.hpp>
#include <ami/session/channels/tracked_call.hpp>

#include <charconv>
#include <utility>

namespace ami {

AMI_DECL originate_outcome::originate_outcome(event report) : report_(std::move(report))
{
    channel_ = report_["Channel"];
    unique_id_ = report_["Uniqueid"];
    const auto reason = report_["Reason"];
    std::from_chars(reason.data(), reason.data() + reason.size(), reason_);
    if (detail::iequals(report_["Response"], "Success")) {
        value_ = call_outcome::answered;
        return;
    }
    value_ = detail::outcome_of_reason(reason_).value_or(call_outcome::failed);
}

AMI_DECL originate_outcome::originate_outcome(const detail::tracked_call& call)
    : originate_outcome(event(call.report))
{
    unique_id_ = call.id;
    if (!call.channel.empty())
        channel_ = call.channel;
    if (call.outcome)
        value_ = *call.outcome;
    if (value_ != call_outcome::answered)
        cause_ = call.cause;
}

} // namespace ami

#endif // AMI_CLIENT_CALLS_IMPL_ORIGINATE_OUTCOME_IPP
