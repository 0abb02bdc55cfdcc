// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SIMULATION_SETTINGS_HPP
#define AMI_TESTS_SIMULATION_SETTINGS_HPP

#include "simulation/choices.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <set>
#include <string_view>

namespace simulation {

// What a step can be.
enum class kind : unsigned {
    put,      // an action that may be carried out once
    ask,      // an action whose answer names what was asked
    command,  // an action Command
    list,     // CoreShowChannels, QueueStatus, Status
    dial,     // async_originate
    call,     // async_start_call
    hang_up,  // a channel that there is
    redirect, // a channel that there is
    park,     // a channel that there is
    member,   // a member of a queue comes, goes or pauses
    device,   // the state of a device changes, messages come
    ping,     // async_ping
    mask,     // async_set_event_mask
    event,    // one more numbered event
    flood,    // hundreds of them
    cancel,   // an operation that is under way
    burst,    // many actions at once, of which some are cancelled
    brief,    // an action that is cancelled at once, or a little later
    renew,    // a client is destroyed and another one made
    close,    // a client is closed and connects again
    listen,   // a client subscribes, or ceases to
    throws,   // the next handler of an event throws
    inside,   // the next handler of an event starts an action
    destroys, // the next handler of an event destroys its client
    slow,     // the network delays and splits
    stall,    // a connection stands still, for ever too
    cut,      // a connection is reset
    half,     // the server closes its half of all connections
    shred,    // the server writes a few bytes at a time, and ends connections in the middle
    mute,     // who connects gets no banner for a while
    refuse,   // nobody listens for a while
    restart,  // the server dies and is there again, sometimes before it has booted
    rights,   // as `restart`, with other rights
    deny,     // an action is refused for a while
    silent,   // an action is not answered for a while
    forget,   // the server forgets sessions over HTTP, or their nonces
    pages,    // the web server answers with pages, late or not
    stop,     // the server refuses everything, as it does before it stops, says so and restarts, or stays
    odd,      // answers as no server should give them, for a while
    debris,   // packets of others, empty lines and text between answers
    late,     // an answer comes after those to later actions
    proxy,    // who connects gets the banner of a proxy for a while, or a banner that is late
    count
};

inline constexpr std::array<std::string_view, static_cast<std::size_t>(kind::count)> kind_names{"put", "ask",
    "command", "list", "dial", "call", "hang_up", "redirect", "park", "member", "device", "ping", "mask",
    "event", "flood", "cancel", "burst", "brief", "renew", "close", "listen", "throws", "inside", "destroys",
    "slow", "stall", "cut", "half", "shred", "mute", "refuse", "restart", "rights", "deny", "silent",
    "forget", "pages", "stop", "odd", "debris", "late", "proxy"};

constexpr bool is_fault(kind of) noexcept
{
    return of >= kind::slow;
}

constexpr std::uint64_t bit_of(kind of) noexcept
{
    return std::uint64_t{1} << static_cast<unsigned>(of);
}

// One run: a seed, and what was taken out of it.
struct settings {
    std::uint64_t seed = 0;
    std::chrono::seconds length{3600};
    std::uint64_t off = 0; // kinds, beside those that the seed leaves out
    std::set<std::uint64_t> dropped;
    std::uint64_t last_step = ~std::uint64_t{0};
    bool shown = false;
    std::function<std::size_t()> memory; // blocks that are allocated
};

// Swarm testing: most seeds leave something out, so that rare things meet often.
inline std::uint64_t kinds_of(std::uint64_t seed)
{
    auto choose = choices::of(seed, 1, 0);
    std::uint64_t on = 0;
    for (unsigned i = 0; i != static_cast<unsigned>(kind::count); ++i)
        on |= choose.chance(60) ? bit_of(static_cast<kind>(i)) : 0;
    return on | bit_of(kind::put) | bit_of(kind::event);
}

} // namespace simulation

#endif // AMI_TESTS_SIMULATION_SETTINGS_HPP
