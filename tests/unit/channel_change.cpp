// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// What an event says of channels, and which events are read at all.

#include "support/call_tracking.hpp"
#include "support/catch.hpp"

#include <ami/session/channels/channel_change.hpp>

using namespace ami;
using namespace ami::detail;
using namespace tests::call_tracking;

using kind = channel_change::kind;

TEST_CASE("channel change: each event of channels -> its kind, within its scope")
{
    const struct {
        const char* name;
        kind type;
        channel_scope from;
    } rows[] = {
        {"Newchannel", kind::described, channel_scope::linked_ids},
        {"Newstate", kind::described, channel_scope::linked_ids},
        {"DialBegin", kind::dial_begun, channel_scope::linked_ids},
        {"DialState", kind::dial_progressed, channel_scope::linked_ids},
        {"DialEnd", kind::dial_ended, channel_scope::linked_ids},
        {"Hangup", kind::gone, channel_scope::unique_ids},
        {"HangupRequest", kind::hangup_requested, channel_scope::unique_ids},
        {"SoftHangupRequest", kind::soft_hangup_requested, channel_scope::unique_ids},
        {"softhanguprequest", kind::soft_hangup_requested, channel_scope::unique_ids},
        {"Rename", kind::renamed, channel_scope::linked_ids},
        {"LocalBridge", kind::paired, channel_scope::linked_ids},
        {"LocalOptimizationBegin", kind::optimizing, channel_scope::linked_ids},
        {"BridgeEnter", kind::bridge_entered, channel_scope::linked_ids},
        {"BridgeLeave", kind::bridge_left, channel_scope::linked_ids},
        {"OriginateResponse", kind::originate_reported, channel_scope::linked_ids},
    };
    for (const auto& row : rows) {
        CAPTURE(row.name);
        const auto event = parsed(std::string("Event: ") + row.name + "\nUniqueid: c1\n");
        CHECK_FALSE(read_channel_change(event.view(), channel_scope::nothing));
        const auto of_known = read_channel_change(event.view(), channel_scope::unique_ids);
        CHECK(of_known.has_value() == (row.from == channel_scope::unique_ids));
        const auto change = read_channel_change(event.view(), channel_scope::linked_ids);
        REQUIRE(change);
        CHECK(change->type == row.type);
    }
    for (const auto* const other : {"VarSet", "Hangups", "AsyncAGIEnd"}) {
        const auto event = parsed(std::string("Event: ") + other + "\nUniqueid: c1\n");
        CHECK_FALSE(read_channel_change(event.view(), channel_scope::linked_ids));
    }
}

TEST_CASE("channel change: the headers of the channels that an event is about")
{
    const auto read = [](const event& from) {
        const auto change = read_channel_change(from.view(), channel_scope::linked_ids);
        REQUIRE(change);
        return *change;
    };
    const auto hangup = parsed("Event: Hangup\n" + channel("PJSIP/a-1", 6, "c1", "c0"));
    CHECK(read(hangup).channel.id == "c1");
    CHECK(read(hangup).channel.linked_id == "c0");
    CHECK(read(hangup).channel.name == "PJSIP/a-1");
    CHECK(read(hangup).channel.state == "6");

    const auto dial = parsed("Event: DialEnd\n" + channel("PJSIP/a-1", 6, "c1", "c1") +
                             channel("PJSIP/b-2", 5, "c2", "c1", "Dest"));
    CHECK(read(dial).channel.id == "c2");

    const auto rename = parsed("Event: Rename\nChannel: PJSIP/a-1\nNewname: PJSIP/a-2\nUniqueid: c1\n");
    CHECK(read(rename).channel.id == "c1");
    CHECK(read(rename).channel.name == "PJSIP/a-2");

    for (const auto* const name : {"LocalBridge", "LocalOptimizationBegin"}) {
        const auto pair =
            parsed(std::string("Event: ") + name + "\n" + channel(one, 0, "c1", "c1", "LocalOne") +
                   channel(two, 4, "c1;2", "c1", "LocalTwo"));
        CHECK(read(pair).channel.id == "c1");
        CHECK(read(pair).other.id == "c1;2");
    }
}
