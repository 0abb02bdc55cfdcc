// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_SESSION_ACTIONS_ODD_ACTIONS_HPP
#define AMI_SESSION_ACTIONS_ODD_ACTIONS_HPP

#include <ami/protocol/wire/ascii.hpp>

#include <cstdint>
#include <string_view>

namespace ami::detail {

// How an action answers that does not answer like all others: one response, or a response with
// `EventList: start`, items, and an event with `EventList: Complete`.
struct odd_action {
    std::string_view name;

    // One event with our ActionID comes behind the response, without a list (protocol/README.md 3.4).
    std::string_view follow_up;

    // An error in the open list is its end: no completion will come (protocol/README.md 3.2).
    bool error_ends_list;

    // The value of this header, the answer's last one, is everything that follows (protocol/README.md 3.5).
    std::string_view last_header;

    // Why no answer may come at all (protocol/README.md 3.2, 2.5).
    std::string_view silence;
};

inline constexpr odd_action odd_actions[] = {
    {"FAXStats", "FAXStats", false, {}, {}},
    {"FAXSession", "FAXSession", false, {}, {}},
    {"ShowDialPlan", {}, true, {}, {}},
    {"CoreShowChannelMap", {}, true, {}, {}},
    {"Getvar", {}, false, "Value", {}},
    {"IAXnetstats", {}, false, {}, "Asterisk never answers IAXnetstats with a response"},
    {"Queues", {}, false, {},
        "Asterisk up to 13 answers Queues with plain text, which no client can tell apart"},
    {"Events", {}, false, {}, "with brokeneventsaction=yes in manager.conf Asterisk does not answer it"},
};

// A bit for each length that a name of these has: most actions' names have none of them.
inline constexpr auto odd_action_lengths = [] {
    std::uint32_t bits = 0;
    for (const auto& odd : odd_actions)
        bits |= std::uint32_t{1} << odd.name.size();
    return bits;
}();

constexpr const odd_action* find_odd_action(std::string_view name) noexcept
{
    if (name.size() >= 32 || (odd_action_lengths >> name.size() & 1) == 0)
        return nullptr;
    for (const auto& odd : odd_actions) {
        if (iequals(odd.name, name))
            return &odd;
    }
    return nullptr;
}

} // namespace ami::detail

#endif // AMI_SESSION_ACTIONS_ODD_ACTIONS_HPP
