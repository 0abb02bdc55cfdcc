// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// What the stores of the live model are made of.

#include "support/catch.hpp"
#include "support/live_calls.hpp"

#include <ami/session/live/conference_keys.hpp>
#include <ami/session/live/header_blocks.hpp>
#include <ami/session/live/id_groups.hpp>
#include <ami/session/live/recent_removals.hpp>
#include <ami/session/live/timed_ids.hpp>
#include <ami/session/live/wanted_lists.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace tests::live_calls;

namespace {

constexpr time_point start{1h};

} // namespace

TEST_CASE("live: timed ids expire in their order, each after the whole time since it was added last")
{
    timed_ids ids(2s);
    CHECK(ids.empty());
    CHECK_FALSE(ids.deadline());
    ids.add("a", start);
    ids.add("b", start + 1s);
    ids.add("c", start + 1s);
    CHECK(ids.deadline() == start + 2s);
    ids.add("a", start + 1500ms);
    CHECK(ids.deadline() == start + 3s);
    CHECK(ids.end_of("a") == start + 3500ms);
    ids.remove("b");
    ids.remove("none");
    CHECK(ids.deadline() == start + 3s);
    CHECK_FALSE(ids.take_expired(start + 2999ms));
    CHECK(ids.take_expired(start + 3s) == "c");
    CHECK_FALSE(ids.take_expired(start + 3s));
    CHECK(ids.contains("a"));
    ids.remove_expired(start + 4s);
    CHECK_FALSE(ids.contains("a"));
    CHECK(ids.empty());
    CHECK_FALSE(ids.deadline());
}

TEST_CASE("live: an id that is removed and added again counts from then on")
{
    timed_ids ids(2s);
    ids.add("a", start);
    ids.remove("a");
    ids.add("a", start + 1s);
    CHECK(ids.deadline() == start + 3s);
    CHECK_FALSE(ids.take_expired(start + 2s));
    CHECK(ids.take_expired(start + 3s) == "a");
}

TEST_CASE("live: a removal is in doubt for five seconds, or until it is forgotten")
{
    recent_removals removals;
    CHECK_FALSE(removals.doubt_until("a", start));
    removals.note("a", start);
    CHECK(removals.doubt_until("a", start) == start + 5s);
    CHECK(removals.doubt_until("a", start + 4999ms) == start + 5s);
    CHECK_FALSE(removals.doubt_until("a", start + 5s));
    removals.note("b", start + 4s);
    removals.forget("b");
    CHECK_FALSE(removals.doubt_until("b", start + 4s));
}

TEST_CASE("live: ids in groups")
{
    id_groups groups;
    groups.enter("", "a");
    CHECK(groups.in("").empty());
    groups.enter("g", "a");
    groups.enter("g", "b");
    groups.enter("h", "a");
    CHECK(groups.in("g") == id_groups::ids{"a", "b"});
    groups.leave("g", "a");
    groups.leave("g", "none");
    groups.leave("none", "a");
    CHECK(groups.in("g") == id_groups::ids{"b"});
    CHECK(groups.in("h") == id_groups::ids{"a"});
    groups.leave("g", "b");
    CHECK(groups.in("g").empty());
}

TEST_CASE("live: a list that is wanted several times is asked for at the first and at the last of them")
{
    wanted_lists wanted;
    const wanted_list one{live_list::queues, "one"};
    wanted.want(one, start + 2s);
    wanted.want(one, start + 1s);
    wanted.want(one, start + 5s);
    wanted.want(one, start + 3s);
    CHECK(wanted.deadline() == start + 1s);
    CHECK_FALSE(wanted.take(start));
    CHECK(wanted.take(start + 1s) == one);
    CHECK(wanted.deadline() == start + 5s);
    CHECK_FALSE(wanted.take(start + 4s));
    CHECK(wanted.take(start + 5s) == one);
    CHECK(wanted.empty());

    // Both are over: once.
    wanted.want(one, start + 1s);
    wanted.want(one, start + 2s);
    CHECK(wanted.take(start + 2s) == one);
    CHECK_FALSE(wanted.take(start + 2s));
}

TEST_CASE("live: the lines that describe a channel")
{
    const snapshot c{"c1", "c0"};
    const auto block_of = [](const std::string& text, std::string_view prefix = {}) {
        const auto event = packet_of(text);
        const auto found = find_channel_block(event.view(), prefix);
        return std::pair(
            std::string(found.lines), std::string(found.id) + '/' + std::string(found.linked_id));
    };
    const auto sent = [](const std::string& text) {
        const auto packet = packet_of(text);
        return std::string(packet.header_lines());
    };

    CHECK(block_of(told("Newstate", c.text())) == std::pair(sent(c.text()), std::string("c1/c0")));
    CHECK(block_of(told("VarSet", c.text() + "ChanVariable: a=1\nChanVariable: b=2\nVariable: b\nValue: 2\n"))
              .first == sent(c.text() + "ChanVariable: a=1\nChanVariable: b=2\n"));
    const auto dial = told("DialBegin", snapshot{"c0"}.text() + c.text("Dest") + "DialString: x\n");
    CHECK(block_of(dial).second == "c0/c0");
    CHECK(block_of(dial, "Dest").second == "c1/c0");
    std::string without;
    append_without_prefix(without, block_of(dial, "Dest").first, "Dest");
    CHECK(without == sent(c.text()));

    const auto block = sent(c.text());
    const auto has = [&](const std::string& text) {
        const auto event = packet_of(text);
        const auto known = find_channel_block(std::string_view(block));
        const auto id_at = static_cast<std::size_t>(known.id.data() - block.data());
        return has_channel_block(event.header_lines(), event["Uniqueid"], block, id_at);
    };
    CHECK(has(told("Newstate", c.text())));
    CHECK(has(told("VarSet", c.text() + "Variable: a\n")));
    CHECK_FALSE(has(told("VarSet", c.text() + "ChanVariable: a=1\n")));
    CHECK_FALSE(has(told("Newstate", snapshot{"c1"}.text())));
    // The id is too near to the beginning, or no line begins in front of it where the block would.
    CHECK_FALSE(has("Event: VarSet\nUniqueid: c1\n"));
    CHECK_FALSE(has("Event: VarSet\nNoise: " + c.text()));
    const auto has_dest = [&](const std::string& text, const std::string& of) {
        const auto event = packet_of(text);
        const auto known = find_channel_block(std::string_view(of));
        const auto id_at = static_cast<std::size_t>(known.id.data() - of.data());
        return has_channel_block(event.header_lines(), "Dest", event["DestUniqueid"], of, id_at);
    };
    CHECK(has_dest(dial, block));
    CHECK_FALSE(has_dest(dial, sent(snapshot{"c2", "c0"}.text())));
    CHECK_FALSE(has_dest(dial, block + "Exten: 1\r\n"));
    CHECK_FALSE(has_dest(told("DialBegin", c.text("Dest") + "DestChanVariable: a=1\n"), block));
    CHECK_FALSE(has_dest("Event: DialBegin\nDestUniqueid: c1\n", block));
    CHECK_FALSE(has_dest("Event: DialBegin\nDestUniqueid: c1\nDestLinkedid: c0\n", block));

    // A Channel that is no description, a description without its end or its id, and none.
    CHECK(block_of("Event: OriginateResponse\nChannel: a\nContext: \nUniqueid: c1\nLinkedid: c1\n").first ==
          "");
    CHECK(
        block_of("Event: Cdr\nChannel: a\nChannel: b\nChannelState: 1\nUniqueid: c1\nLinkedid: c2\n").first ==
        "Channel: b\r\nChannelState: 1\r\nUniqueid: c1\r\nLinkedid: c2\r\n");
    CHECK(block_of("Event: Newchannel\nChannel: a\nChannelState: 1\nUniqueid: c1\n").first == "");
    CHECK(block_of("Event: Newchannel\nChannel: a\nChannelState: 1\nLinkedid: c1\n").first == "");
    CHECK(block_of("Event: DialBegin\nDestChannel: a\nDestChannelState: 1\nDestUniqueid: c1\nX: y\n", "Dest")
              .first == "");
    CHECK(block_of("Event: Reload\n").first == "");
    CHECK(find_channel_block(event_view()).lines.empty());
}

TEST_CASE("live: what events of applications and devices say, in any order of their headers")
{
    const auto application = [](const std::string& text) {
        const auto packet = packet_of(text);
        const auto found = find_application(packet.header_lines());
        return std::string(found.name) + '/' + std::string(found.data);
    };
    CHECK(application("Event: Newexten\nApplication: Dial\nAppData: PJSIP/1\n") == "Dial/PJSIP/1");
    CHECK(application("Event: Newexten\nApplication: \nX: y\nAppData: \n") == "/");
    CHECK(application("Event: Newexten\nAppData: a\nApplication: b\n") == "b/a");
    CHECK(application("Event: Newexten\nappdata: a\n") == "/a");
    CHECK(application("Event: Newexten\n") == "/");
    const auto device = [](const std::string& text) {
        const auto packet = packet_of(text);
        const auto found = find_device_state(packet.view());
        return std::string(found.device) + '=' + std::string(found.state);
    };
    CHECK(device("Event: DeviceStateChange\nDevice: PJSIP/a\nState: INUSE\n") == "PJSIP/a=INUSE");
    CHECK(device("Event: DeviceStateChange\nState: BUSY\nDevice: a\n") == "a=BUSY");
    CHECK(device("Event: DeviceStateChange\ndevice: a\nX: y\nstate: BUSY\n") == "a=BUSY");
    CHECK(device("Event: DeviceStateChange\nDevice: a\nStateful: BUSY\n") == "a=");
}

TEST_CASE("live: the lines that describe a bridge")
{
    const auto merge = packet_of(
        told("BridgeMerge", bridge_text("b1", 1, "basic", "To") + bridge_text("b2", 2, "basic", "From")));
    CHECK(find_bridge_block(merge.view()).lines.empty());
    CHECK(find_bridge_block(merge.view(), "To").id == "b1");
    CHECK(find_bridge_block(merge.view(), "From").id == "b2");
    const auto enter = packet_of(
        told("BridgeEnter", bridge_text("b3", 1) + "BridgeVideoSource: c1\n" + snapshot{"c1"}.text()));
    const auto found = find_bridge_block(enter.view());
    CHECK(found.id == "b3");
    CHECK(found.lines.ends_with("BridgeVideoSourceMode: none\r\nBridgeVideoSource: c1\r\n"));
    CHECK(find_bridge_block(event_view()).lines.empty());
}

TEST_CASE("live: packets without what names a thing make nothing")
{
    for (const auto* const name : {"Newchannel", "Newstate", "Newexten", "Hangup", "BridgeCreate",
             "BridgeEnter", "BridgeLeave", "BridgeMerge", "BridgeDestroy", "ConfbridgeStart", "ConfbridgeEnd",
             "ConfbridgeJoin", "ConfbridgeLeave", "ConfbridgeMute", "ConfbridgeTalking", "ParkedCall",
             "ParkedCallSwap", "UnParkedCall", "DialBegin", "LocalBridge", "BlindTransfer", "Reload"}) {
        for (const auto* const rest : {"", "Conference: \nBridgeUniqueid: \nUniqueid: \nParkingSpace: \n",
                 "Channel: a\nChannelState: 1\nUniqueid: \nLinkedid: \nParkeeUniqueid: c1\n"}) {
            CAPTURE(name, rest);
            world w;
            w.list(all_conferences, {});
            w.tell(name, rest);
            for (const auto& which : {all_channels, all_bridges, all_conferences, users_of("x"), all_parked})
                w.list(which, {std::string("Event: x\n") + rest});
            CHECK(w.side.channels().all().size() == 0);
            CHECK(w.side.bridges().all().size() == 0);
            CHECK(w.side.conferences().all().size() == 0);
            CHECK(w.side.conferences().users().size() == 0);
            CHECK(w.side.parking().all().size() == 0);
            CHECK(w.wanted.empty());
        }
    }
}

TEST_CASE("live: keys of conferences have no letter case, those of channels do")
{
    CHECK(conference_key("Rig") == "rig");
    CHECK(conference_user_key("Rig", "Local/A") == "rig\nLocal/A");
    CHECK(conference_in("rig\nc1") == "rig");
    CHECK(channel_in("rig\nc1") == "c1");
}

TEST_CASE("live: records are equal if they say the same")
{
    world w;
    w.tell("Newchannel", snapshot{"c1"}.text());
    world other;
    other.tell("Newchannel", snapshot{"c1"}.text());
    const auto c = w.channel("c1");
    CHECK(c == other.channel("c1"));
    CHECK_FALSE(c == live::channel());
    CHECK(live::channel() == live::channel());
    other.tell("Newstate", snapshot{"c1", "c0"}.text());
    CHECK_FALSE(c == other.channel("c1"));
    // Only what no header says differs.
    w.tell("Newstate", snapshot{"c1", "c0"}.text());
    world third;
    third.tell("Newchannel", snapshot{"c1", "c0"}.text());
    CHECK_FALSE(w.channel("c1") == third.channel("c1"));
}
