// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TYPED_STATE_NUMBERS_HPP
#define AMI_TYPED_STATE_NUMBERS_HPP

#include <ami/protocol/values/named_number.hpp>

#include <string_view>

namespace ami {

/// The `Reason` of OriginateResponse (include/asterisk/frame.h). Any other number is kept. `client::async_originate` knows
/// more than this number says.
enum class originate_reason : int {
    /// Nothing is known: an invalid number or a device that is not there, for example.
    failure = 0,
    hung_up = 1,
    no_answer = 3,
    answered = 4,
    busy = 5,
    congestion = 8
};

/// The `Status` of ExtensionStatus (include/asterisk/pbx.h). Any other number is kept.
enum class extension_state : int {
    removed = -2,
    deactivated = -1,
    idle = 0,
    in_use = 1,
    busy = 2,
    unavailable = 4,
    ringing = 8,
    in_use_and_ringing = 9,
    on_hold = 16,
    in_use_and_on_hold = 17
};

namespace detail {

// Asterisk has no texts for a reason.
inline constexpr named_number<originate_reason> originate_reason_names[] = {
    {originate_reason::failure, "failure"},
    {originate_reason::hung_up, "hung up"},
    {originate_reason::no_answer, "no answer"},
    {originate_reason::answered, "answered"},
    {originate_reason::busy, "busy"},
    {originate_reason::congestion, "congestion"},
};

// As StatusText spells them; the first two it calls `Unknown`.
inline constexpr named_number<extension_state> extension_state_names[] = {
    {extension_state::removed, "Removed"},
    {extension_state::deactivated, "Deactivated"},
    {extension_state::idle, "Idle"},
    {extension_state::in_use, "InUse"},
    {extension_state::busy, "Busy"},
    {extension_state::unavailable, "Unavailable"},
    {extension_state::ringing, "Ringing"},
    {extension_state::in_use_and_ringing, "InUse&Ringing"},
    {extension_state::on_hold, "Hold"},
    {extension_state::in_use_and_on_hold, "InUse&Hold"},
};

} // namespace detail

/// Its name; empty for a number that has none.
constexpr std::string_view to_string(originate_reason value) noexcept
{
    return detail::name_in(detail::originate_reason_names, value);
}
/// Its name, for example `InUse&Ringing`; empty for a number that has none.
constexpr std::string_view to_string(extension_state value) noexcept
{
    return detail::name_in(detail::extension_state_names, value);
}

} // namespace ami

/// Prints the name, or `unknown (NUMBER)`.
template <>
struct fmt::formatter<ami::originate_reason> : ami::detail::named_number_formatter<ami::originate_reason> {};
template <>
struct fmt::formatter<ami::extension_state> : ami::detail::named_number_formatter<ami::extension_state> {};

#endif // AMI_TYPED_STATE_NUMBERS_HPP
