// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_VALUES_CALL_OUTCOME_HPP
#define AMI_PROTOCOL_VALUES_CALL_OUTCOME_HPP

#include <fmt/core.h>

#include <optional>
#include <string_view>

namespace ami {

/// The outcome of an attempt to call a party.
enum class call_outcome : unsigned char {
    /// Somebody or something answered.
    answered,
    busy,
    /// It rang and nobody answered in time.
    no_answer,
    congested,
    /// Anything else: an unknown destination, a call that was refused.
    failed
};

/// The outcome's name, for example `no answer`.
constexpr std::string_view to_string(call_outcome value) noexcept
{
    switch (value) {
    case call_outcome::answered: return "answered";
    case call_outcome::busy: return "busy";
    case call_outcome::no_answer: return "no answer";
    case call_outcome::congested: return "congested";
    case call_outcome::failed: break;
    }
    return "failed";
}

/// The state of a call.
enum class call_state : unsigned char {
    /// Asked for; no channel was seen yet.
    starting,
    /// There is a channel, and nothing rings yet.
    dialing,
    ringing,
    /// Answered.
    up,
    ended
};

/// The state's name, for example `ringing`.
constexpr std::string_view to_string(call_state value) noexcept
{
    switch (value) {
    case call_state::starting: return "starting";
    case call_state::dialing: return "dialing";
    case call_state::ringing: return "ringing";
    case call_state::up: return "up";
    case call_state::ended: break;
    }
    return "ended";
}

/// The party that ended a call, as far as Asterisk reports it.
enum class hung_up_by : unsigned char {
    unknown,
    /// The one that was called, or that calls in.
    party,
    /// Somebody that the party was connected with.
    other_party,
    /// The dialplan, another manager session, the console.
    asterisk,
    /// An action Hangup of this client, for example by `call::async_hangup` or `client::async_hangup`.
    this_client
};

/// For example `other party`.
constexpr std::string_view to_string(hung_up_by value) noexcept
{
    switch (value) {
    case hung_up_by::party: return "party";
    case hung_up_by::other_party: return "other party";
    case hung_up_by::asterisk: return "Asterisk";
    case hung_up_by::this_client: return "this client";
    case hung_up_by::unknown: break;
    }
    return "unknown";
}

namespace detail {

// What the `Reason` of an OriginateResponse says by itself: the AST_CONTROL code (include/asterisk/frame.h) that ended the
// attempt. 0 says nothing. Neither does 1, which Asterisk 1.8 and 11 report where newer versions report 0: the party hung up
// before it answered, for example because it declined the call.
constexpr std::optional<call_outcome> outcome_of_reason(int reason) noexcept
{
    switch (reason) {
    case 3: return call_outcome::no_answer; // still ringing when the time was over
    case 5: return call_outcome::busy;
    case 8: return call_outcome::congested;
    default: return std::nullopt;
    }
}

template <class Enum>
struct name_formatter : fmt::formatter<std::string_view> {
    template <class Context>
    auto format(Enum value, Context& context) const
    {
        return fmt::formatter<std::string_view>::format(to_string(value), context);
    }
};

} // namespace detail
} // namespace ami

template <>
struct fmt::formatter<ami::call_outcome> : ami::detail::name_formatter<ami::call_outcome> {};
template <>
struct fmt::formatter<ami::call_state> : ami::detail::name_formatter<ami::call_state> {};
template <>
struct fmt::formatter<ami::hung_up_by> : ami::detail::name_formatter<ami::hung_up_by> {};

#endif // AMI_PROTOCOL_VALUES_CALL_OUTCOME_HPP
