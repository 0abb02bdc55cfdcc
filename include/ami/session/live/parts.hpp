// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_PARTS_HPP
#define AMI_SESSION_LIVE_PARTS_HPP

#include <ami/session/live/wanted_lists.hpp>

#include <cstdint>
#include <string_view>

namespace ami::live {

/// Parts of the PBX that a model can follow. Add them with `|`.
enum class part : std::uint8_t {
    none = 0,
    /// Calls with their channels, bridges, conferences with their users, parked calls.
    calls = 1,
    /// Queues with their members and callers.
    queues = 2,
    /// Devices, extensions with hints, presence.
    states = 4,
    /// Endpoints, contacts and outbound registrations of PJSIP.
    pjsip = 8,
    /// Agents of app_agent_pool.
    agents = 16,
    /// Mailboxes.
    mailboxes = 32,
    all = 63
};

/// The parts that are in either.
constexpr part operator|(part a, part b) noexcept
{
    return static_cast<part>(static_cast<std::uint8_t>(a) | static_cast<std::uint8_t>(b));
}

/// The parts that are in both.
constexpr part operator&(part a, part b) noexcept
{
    return static_cast<part>(static_cast<std::uint8_t>(a) & static_cast<std::uint8_t>(b));
}

/// All other parts.
constexpr part operator~(part which) noexcept
{
    return static_cast<part>(~static_cast<std::uint8_t>(which) & static_cast<std::uint8_t>(part::all));
}

/// Whether `a` has all of `b`.
constexpr bool includes(part a, part b) noexcept
{
    return (static_cast<std::uint8_t>(b) & ~static_cast<std::uint8_t>(a)) == 0;
}

} // namespace ami::live

namespace ami::detail {

// Each part, and an event without which nobody knows what changes in it.
struct single_part {
    live::part which;
    std::string_view event;
};
inline constexpr single_part single_parts[] = {{live::part::calls, "Newchannel"},
    {live::part::queues, "QueueCallerJoin"}, {live::part::states, "DeviceStateChange"},
    {live::part::pjsip, "ContactStatus"}, {live::part::agents, "AgentLogin"},
    {live::part::mailboxes, "MessageWaiting"}};

constexpr live::part part_of(live_list list) noexcept
{
    switch (list) {
    case live_list::channels:
    case live_list::channel:
    case live_list::bridges:
    case live_list::conferences:
    case live_list::conference:
    case live_list::parked_calls: return live::part::calls;
    case live_list::queues: return live::part::queues;
    case live_list::devices:
    case live_list::extensions:
    case live_list::presence: return live::part::states;
    case live_list::endpoints:
    case live_list::contacts:
    case live_list::registrations: return live::part::pjsip;
    case live_list::agents: return live::part::agents;
    case live_list::mailboxes: return live::part::mailboxes;
    }
    return live::part::none;
}

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_PARTS_HPP
