// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_VALUES_CHANNEL_STATE_HPP
#define AMI_PROTOCOL_VALUES_CHANNEL_STATE_HPP

#include <ami/protocol/values/named_number.hpp>

#include <optional>
#include <string_view>

namespace ami {

/// The state of a channel: `ChannelState` of every event about a channel (include/asterisk/channelstate.h). Any other
/// number is kept.
enum class channel_state : int {
    down = 0,
    reserved = 1,
    off_hook = 2,
    dialing = 3,
    /// It calls us: the line rings at the other end.
    ring = 4,
    /// We call it, and it rings.
    ringing = 5,
    up = 6,
    busy = 7,
    dialing_off_hook = 8,
    pre_ring = 9
};

namespace detail {

// As ChannelStateDesc spells them.
inline constexpr named_number<channel_state> channel_state_names[] = {
    {channel_state::down, "Down"},
    {channel_state::reserved, "Rsrvd"},
    {channel_state::off_hook, "OffHook"},
    {channel_state::dialing, "Dialing"},
    {channel_state::ring, "Ring"},
    {channel_state::ringing, "Ringing"},
    {channel_state::up, "Up"},
    {channel_state::busy, "Busy"},
    {channel_state::dialing_off_hook, "Dialing Offhook"},
    {channel_state::pre_ring, "Pre-ring"},
};

} // namespace detail

/// What Asterisk calls it; empty for a number that it has no name for.
constexpr std::string_view to_string(channel_state value) noexcept
{
    return detail::name_in(detail::channel_state_names, value);
}

/// Reads a `ChannelState` (a number) or a `ChannelStateDesc` (a name).
inline std::optional<channel_state> parse_channel_state(std::string_view text) noexcept
{
    if (const auto named = detail::number_in(detail::channel_state_names, text))
        return named;
    return detail::parse_number<channel_state>(text);
}

} // namespace ami

/// Prints the name, or `unknown (NUMBER)`.
template <>
struct fmt::formatter<ami::channel_state> : ami::detail::named_number_formatter<ami::channel_state> {};

#endif // AMI_PROTOCOL_VALUES_CHANNEL_STATE_HPP
