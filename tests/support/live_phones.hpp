// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SUPPORT_LIVE_PHONES_HPP
#define AMI_TESTS_SUPPORT_LIVE_PHONES_HPP

#include "support/live_calls.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tests::live_calls {

// Values of ChannelState.
constexpr int down = 0;
constexpr int ring = 4;
constexpr int ringing = 5;
constexpr int up = 6;

// What happens to the channels of calls.
class phones : public world {
public:
    void make(const std::string& id, const std::string& linked_id, int state, std::string_view name = "")
    {
        tell("Newchannel", text(id, linked_id, state, name));
    }
    void set(const std::string& id, const std::string& linked_id, int state, std::string_view name = "")
    {
        tell("Newstate", text(id, linked_id, state, name));
    }
    void enter(const std::string& bridge, const std::string& id, const std::string& linked_id,
        std::size_t count, std::string_view type = "basic")
    {
        if (count == 1)
            tell("BridgeCreate", bridge_text(bridge, 0, type));
        tell("BridgeEnter", bridge_text(bridge, count, type) + text(id, linked_id, up));
    }
    void leave(
        const std::string& bridge, const std::string& id, const std::string& linked_id, std::size_t count)
    {
        tell("BridgeLeave", bridge_text(bridge, count) + text(id, linked_id, up));
    }
    void request(const std::string& id, std::string_view event = "HangupRequest")
    {
        const auto& known = channel(id);
        tell(
            event, text(id, std::string(known.linked_id()), static_cast<int>(known.state())) + "Cause: 16\n");
    }
    void hang_up(const std::string& id, int cause = 16)
    {
        const auto& known = channel(id);
        tell("Hangup", text(id, std::string(known.linked_id()), static_cast<int>(known.state())) +
                           fmt::format("Cause: {}\nCause-txt: x\n", cause));
    }

    // a calls b, who answers: a bridge of the two.
    void talk(const std::string& a, const std::string& b, const std::string& bridge)
    {
        make(a, a, ring);
        make(b, a, down);
        set(b, a, ringing);
        pass(3s);
        set(b, a, up);
        enter(bridge, b, a, 1);
        enter(bridge, a, a, 2);
    }

    const std::vector<live::change<live::call>>& changes() { return side.calls().changes(); }
    const live::change<live::call>& last() { return changes().back(); }

    static std::string text(
        const std::string& id, const std::string& linked_id, int state, std::string_view name = "")
    {
        snapshot channel{id, linked_id};
        if (!name.empty())
            channel.name = name;
        channel.state = state;
        return channel.text();
    }
};

using ids = std::vector<std::string>;

inline ids ids_of(const std::vector<live::call_party>& parties)
{
    ids all;
    for (const auto& each : parties)
        all.emplace_back(each.channel().id());
    return all;
}

} // namespace tests::live_calls

#endif // AMI_TESTS_SUPPORT_LIVE_PHONES_HPP
