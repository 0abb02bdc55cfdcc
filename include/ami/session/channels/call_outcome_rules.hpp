// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_CHANNELS_CALL_OUTCOME_RULES_HPP
#define AMI_SESSION_CHANNELS_CALL_OUTCOME_RULES_HPP

#include <ami/session/channels/tracked_call.hpp>

#include <ami/detail/macros.hpp>

#include <optional>

namespace ami::detail {

// How the attempt to call ended, from all the evidence together. Nothing if more is to come; `at_once`: none is.
AMI_DECL std::optional<call_outcome> outcome_of(const tracked_call& call, bool at_once);

// The cause of a call whose Hangup has none: so Asterisk often ends the half of a Local channel that was dialled.
AMI_DECL hangup_cause cause_of(call_outcome outcome) noexcept;

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/channels/impl/call_outcome_rules.ipp>
#endif

#endif // AMI_SESSION_CHANNELS_CALL_OUTCOME_RULES_HPP
