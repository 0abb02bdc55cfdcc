// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SIMULATION_SETTINGS_HPP
#define AMI_TESTS_SIMULATION_SETTINGS_HPP

#include "simulation/choices.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string_view>

namespace simulation {

// What a step can be.
enum class kind : unsigned {
    put,      // an action that may be carried out once
    ask,      // an action whose answer names what was asked
    list,     // CoreShowChannels
    dial,     // async_originate
    hang_up,  // a channel that there is
    redirect, // a channel that there is
    ping,     // async_ping
    event,    // one more numbered event
    flood,    // hundreds of them
    cancel,   // an operation that is under way
    renew,    // a client is destroyed and another one made
    close,    // a client is closed and connects again
    listen,   // a client subscribes, or ceases to
    throws,   // the next handler of an event throws
    inside,   // the next handler of an event starts an action
    destroys, // the next handler of an event destroys its client
    slow,     // the network delays and splits
    stall,    // a connection stands still
    cut,      // a connection is reset
    half,     // the server closes its half of all connections
    refuse,   // nobody listens for a while
    restart,  // the server dies and is there again
    count
};

inline constexpr std::array<std::string_view, static_cast<std::size_t>(kind::count)> kind_names{"put", "ask",
    "list", "dial", "hang_up", "redirect", "ping", "event", "flood", "cancel", "renew", "close", "listen",
    "throws", "inside", "destroys", "slow", "stall", "cut", "half", "refuse", "restart"};

constexpr bool is_fault(kind of) noexcept
{
    return of >= kind::slow;
}

// One run: a seed, and what was taken out of it.
struct settings {
    std::uint64_t seed = 0;
    std::chrono::seconds length{3600};
    std::uint32_t off = 0; // kinds, beside those that the seed leaves out
    std::set<std::uint64_t> dropped;
    std::uint64_t last_step = ~std::uint64_t{0};
    bool shown = false;
};

// Swarm testing: most seeds leave something out, so that rare things meet often.
inline std::uint32_t kinds_of(std::uint64_t seed)
{
    auto choose = choices::of(seed, 1, 0);
    std::uint32_t on = 0;
    for (unsigned i = 0; i != static_cast<unsigned>(kind::count); ++i)
        on |= choose.chance(60) ? 1U << i : 0U;
    return on | 1U << static_cast<unsigned>(kind::put) | 1U << static_cast<unsigned>(kind::event);
}

} // namespace simulation

#endif // AMI_TESTS_SIMULATION_SETTINGS_HPP
