// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_PROTOCOL_VALUES_DEVICE_STATE_HPP
#define AMI_PROTOCOL_VALUES_DEVICE_STATE_HPP

#include <ami/protocol/values/named_number.hpp>

#include <optional>
#include <string_view>

namespace ami {

/// The state of a device (include/asterisk/devicestate.h): by name in `State` of DeviceStateChange, by number in
/// `Status` of QueueMember and QueueMemberStatus. Any other number is kept.
enum class device_state : int {
    unknown = 0,
    not_in_use = 1,
    in_use = 2,
    busy = 3,
    invalid = 4,
    unavailable = 5,
    ringing = 6,
    ringing_in_use = 7,
    on_hold = 8
};

namespace detail {

// As DeviceStateChange spells them.
inline constexpr named_number<device_state> device_state_names[] = {
    {device_state::unknown, "UNKNOWN"},
    {device_state::not_in_use, "NOT_INUSE"},
    {device_state::in_use, "INUSE"},
    {device_state::busy, "BUSY"},
    {device_state::invalid, "INVALID"},
    {device_state::unavailable, "UNAVAILABLE"},
    {device_state::ringing, "RINGING"},
    {device_state::ringing_in_use, "RINGINUSE"},
    {device_state::on_hold, "ONHOLD"},
};

} // namespace detail

/// What Asterisk calls it; empty for a number that it has no name for.
constexpr std::string_view to_string(device_state value) noexcept
{
    return detail::name_in(detail::device_state_names, value);
}

/// Reads a `State` (a name) or a `Status` (a number).
inline std::optional<device_state> parse_device_state(std::string_view text) noexcept
{
    if (const auto named = detail::number_in(detail::device_state_names, text))
        return named;
    return detail::parse_number<device_state>(text);
}

/// A queue's member is in the state of its device (app_queue.c).
using queue_member_state = device_state;

} // namespace ami

/// Prints the name, or `unknown (NUMBER)`.
template <>
struct fmt::formatter<ami::device_state> : ami::detail::named_number_formatter<ami::device_state> {};

#endif // AMI_PROTOCOL_VALUES_DEVICE_STATE_HPP
