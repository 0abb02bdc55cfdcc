// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_CHANNELS_IMPL_CALL_OUTCOME_RULES_IPP
#define AMI_SESSION_CHANNELS_IMPL_CALL_OUTCOME_RULES_IPP

#include <ami/protocol/wire/ascii.hpp>
#include <ami/session/channels/call_outcome_rules.hpp>

namespace ami::detail {

AMI_DECL std::optional<call_outcome> outcome_of(const tracked_call& call, bool at_once)
{
    // The channel is up. The report follows at once; if the report says that the originate failed, the channel belongs to
    // another call, which took the same id.
    if (call.state == call_state::up && !call.reason) {
        if (at_once || call.hung_up || !call.originated_here || call.report_failure)
            return call_outcome::answered;
        return std::nullopt;
    }
    if (const auto reported = outcome_of_reason(call.reason.value_or(0))) {
        if (call.hung_up || at_once)
            return reported;
        return std::nullopt; // the outcome is known, and its cause comes with the Hangup
    }
    // Reason 0 says nothing: a SIP phone that is busy is reported so.
    if (call.reason || at_once) {
        if (iequals(call.dial_status, "BUSY"))
            return call_outcome::busy;
        if (iequals(call.dial_status, "CONGESTION"))
            return call_outcome::congested;
    }
    if (!at_once && !(call.hung_up && call.reason))
        return std::nullopt;
    switch (call.cause) {
    case hangup_cause::user_busy: return call_outcome::busy;
    case hangup_cause::no_user_response:
    case hangup_cause::no_answer: return call_outcome::no_answer;
    case hangup_cause::normal_circuit_congestion:
    case hangup_cause::switch_congestion: return call_outcome::congested;
    default: return call_outcome::failed;
    }
}

AMI_DECL hangup_cause cause_of(call_outcome outcome) noexcept
{
    switch (outcome) {
    case call_outcome::busy: return hangup_cause::user_busy;
    case call_outcome::no_answer: return hangup_cause::no_answer;
    case call_outcome::congested: return hangup_cause::normal_circuit_congestion;
    default: return hangup_cause::none;
    }
}

} // namespace ami::detail

#endif // AMI_SESSION_CHANNELS_IMPL_CALL_OUTCOME_RULES_IPP
