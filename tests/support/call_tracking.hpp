// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SUPPORT_CALL_TRACKING_HPP
#define AMI_TESTS_SUPPORT_CALL_TRACKING_HPP

// A call tracker, the events that it gets and its time.

#include "support/catch.hpp"

#include <ami/protocol/wire/parser.hpp>
#include <ami/session/channels/call_tracker.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tests::call_tracking {

using namespace ami;
using namespace ami::detail;
using namespace std::chrono_literals;

inline event parsed(const std::string& lines)
{
    parser reader;
    std::string bytes = "Asterisk Call Manager/11.0.0\r\n";
    for (const char c : lines)
        bytes.append(c == '\n' ? "\r\n" : std::string(1, c));
    bytes.append("\r\n");
    const auto space = reader.prepare(bytes.size());
    std::memcpy(space.data(), bytes.data(), bytes.size());
    reader.commit(bytes.size());
    error_code ec;
    REQUIRE(reader.next(ec) == parser::result::banner);
    REQUIRE(reader.next(ec) == parser::result::packet);
    return event(reader.packet());
}

// A channel's headers, as far as they are looked at.
inline std::string channel(std::string_view name, int state, std::string_view id, std::string_view linked,
    std::string_view prefix = "")
{
    return fmt::format("{0}Channel: {1}\n{0}ChannelState: {2}\n{0}Uniqueid: {3}\n{0}Linkedid: {4}\n", prefix,
        name, state, id, linked);
}

inline constexpr auto one = "Local/1@x-1;1";
inline constexpr auto two = "Local/1@x-1;2";

class world {
public:
    using pointer = call_tracker::call_pointer;
    static constexpr auto report_time = 2min;

    pointer dial(const std::string& id = "c1")
    {
        auto made = begin_dial(id);
        tracker.accepted(made, action_id(id), report_time, now);
        return made;
    }
    /// Up to the answer to the originate.
    pointer begin_dial(const std::string& id)
    {
        auto made = std::make_shared<tracked_call>();
        REQUIRE_FALSE(tracker.originate(made, id, now));
        return made;
    }
    static std::string action_id(const std::string& id) { return "p-" + id; }

    void say(const std::string& lines)
    {
        const auto what = parsed(lines);
        const auto change = read_channel_change(what.view(), channel_scope::linked_ids);
        if (change && change->type == channel_change::kind::originate_reported)
            tracker.on_report(what.view(), what["ActionID"].starts_with("p-"), now);
        else if (change)
            tracker.on_change(*change, now);
    }

    void report(const pointer& call, std::string_view result, int reason)
    {
        say(fmt::format("Event: OriginateResponse\nActionID: {}\nResponse: {}\nChannel: {}\nReason: {}\n"
                        "Uniqueid: {}\n",
            action_id(call->id), result, one, reason, call->id));
    }
    void lose_connection() { tracker.connection_lost({errc::outcome_unknown, "x"}, now); }

    void advance(duration time)
    {
        const auto end = now + time;
        while (const auto next = tracker.deadline()) {
            if (*next > end)
                break;
            now = std::max(now, *next);
            tracker.on_time(now);
        }
        now = end;
    }

    void newchannel(std::string_view name, int state, std::string_view id, std::string_view linked)
    {
        say("Event: Newchannel\n" + channel(name, state, id, linked));
    }
    void newstate(std::string_view name, int state, std::string_view id, std::string_view linked)
    {
        say("Event: Newstate\n" + channel(name, state, id, linked));
    }
    void hangup(std::string_view name, std::string_view id, std::string_view linked, int cause, int state = 0)
    {
        say("Event: Hangup\n" + channel(name, state, id, linked) + fmt::format("Cause: {}\n", cause));
    }
    void dial_end(
        std::string_view name, std::string_view id, std::string_view linked, std::string_view status)
    {
        say("Event: DialEnd\n" + channel(name, 0, id, linked, "Dest") +
            fmt::format("DialStatus: {}\n", status));
    }
    void local_pair(std::string_view linked = "c1")
    {
        newchannel(one, 0, "c1", linked);
        newchannel(two, 4, "c1;2", linked);
        say("Event: LocalBridge\n" + channel(one, 0, "c1", linked, "LocalOne") +
            channel(two, 4, "c1;2", linked, "LocalTwo"));
    }
    void enter(std::string_view bridge, std::string_view name, std::string_view id,
        std::string_view more = "", std::string_view linked = "c1")
    {
        say(fmt::format(
            "Event: BridgeEnter\nBridgeUniqueid: {}\n{}{}", bridge, channel(name, 6, id, linked), more));
    }
    void leave(std::string_view bridge, std::string_view name, std::string_view id)
    {
        say(fmt::format("Event: BridgeLeave\nBridgeUniqueid: {}\n{}", bridge, channel(name, 6, id, "c1")));
    }

    time_point now{1h};
    std::vector<pointer> arrived;
    call_tracker tracker{[this] {
        arrived.push_back(std::make_shared<tracked_call>());
        return arrived.back();
    }};
};

} // namespace tests::call_tracking

#endif // AMI_TESTS_SUPPORT_CALL_TRACKING_HPP
