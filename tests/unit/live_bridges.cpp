// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// The live model's bridges, and who is in them.

#include "support/catch.hpp"
#include "support/live_calls.hpp"

using namespace tests::live_calls;

using origin = live::change_origin;

namespace {

const snapshot c1{"c1"};
const snapshot c2{"c2"};

void enter(world& w, std::string_view bridge, const snapshot& channel, std::size_t count)
{
    w.tell("BridgeEnter", bridge_text(bridge, count) + channel.text());
}

void leave(world& w, std::string_view bridge, const snapshot& channel, std::size_t count)
{
    w.tell("BridgeLeave", bridge_text(bridge, count) + channel.text());
}

} // namespace

TEST_CASE("live bridges: BridgeCreate and BridgeEnter make a bridge, BridgeDestroy ends it")
{
    world w;
    w.tell("BridgeLeave", bridge_text("b1", 0));
    w.tell("BridgeVideoSourceUpdate", bridge_text("b1", 0));
    CHECK_FALSE(w.bridge("b1"));

    w.tell("BridgeCreate", "BridgeUniqueid: b1\nBridgeType: base\nBridgeTechnology: softmix\n"
                           "BridgeCreator: ConfBridge\nBridgeName: rig\nBridgeNumChannels: 0\n"
                           "BridgeVideoSourceMode: none\n");
    const auto& b = w.bridge("b1");
    REQUIRE(b);
    CHECK(b.id() == "b1");
    CHECK(b.type() == "base");
    CHECK(b.technology() == "softmix");
    CHECK(b.creator() == "ConfBridge");
    CHECK(b.name() == "rig");
    CHECK(b.channel_count() == 0);
    CHECK(b.since() == w.at.wall);
    CHECK(b["BridgeVideoSourceMode"] == "none");

    w.pass(1s);
    enter(w, "b2", c1, 1);
    CHECK(w.bridge("b2").creator().empty());
    CHECK(w.bridge("b2").name().empty());
    CHECK(w.bridge("b2").channel_count() == 1);
    w.tell("BridgeVideoSourceUpdate", bridge_text("b2", 2) + "BridgePreviousVideoSource: x\n");
    CHECK(w.bridge("b2").channel_count() == 2);
    w.tell("BridgeDestroy", bridge_text("b2", 0));
    CHECK_FALSE(w.bridge("b2"));
    CHECK(w.bridge("b1") == b);
    const auto& gone = w.side.bridges().changes().back();
    CHECK(gone.is_gone());
    CHECK(gone.origin() == origin::told);
}

TEST_CASE("live bridges: a list replaces all")
{
    world w;
    w.list(all_bridges, {bridge_item("b1", 2), bridge_item("b2", 1)});
    const auto since = w.bridge("b1").since();
    REQUIRE(w.side.bridges().changes().size() == 2);
    CHECK(w.side.bridges().changes()[0].is_first_fill());
    w.pass(1s);
    w.list(all_bridges, {bridge_item("b1", 2), bridge_item("b3", 1)});
    CHECK(w.side.bridges().changes().size() == 4);
    CHECK(w.bridge("b1").since() == since);
    CHECK_FALSE(w.bridge("b2"));
    CHECK(w.bridge("b3"));
    for (std::size_t i = 2; i != 4; ++i) {
        CHECK(w.side.bridges().changes()[i].origin() == origin::found);
        CHECK_FALSE(w.side.bridges().changes()[i].is_first_fill());
    }
}

TEST_CASE("live bridges: BridgeEnter and BridgeLeave say where a channel is")
{
    world w;
    w.tell("Newchannel", c1.text());
    enter(w, "b1", snapshot{"c1", "c0"}, 1);
    CHECK(w.channel("c1").bridge_id() == "b1");
    CHECK(w.channel("c1").linked_id() == "c0");     // told by no event of its own
    CHECK(w.side.channels().changes().size() == 2); // one change for both
    enter(w, "b2", c1, 1);                          // before it leaves the other one
    leave(w, "b1", c1, 0);
    CHECK(w.channel("c1").bridge_id() == "b2");
    leave(w, "b2", c1, 0);
    CHECK(w.channel("c1").bridge_id().empty());
}

TEST_CASE("live bridges: BridgeDestroy without the Leaves empties the bridge")
{
    world w;
    w.list(all_channels, {channel_item(c1, "b1"), channel_item(c2, "b1"), channel_item({"c3"}, "b2")});
    w.tell("BridgeDestroy", bridge_text("b1", 0));
    CHECK(w.channel("c1").bridge_id().empty());
    CHECK(w.channel("c2").bridge_id().empty());
    CHECK(w.channel("c3").bridge_id() == "b2");
    CHECK(w.side.channels().in_bridge("b1").empty());
    CHECK(w.side.channels().changes().back().origin() == origin::told);
    // Nor is a list believed that still has it.
    w.list(all_channels, {channel_item(c1, "b1"), channel_item({"c4"}, "b1"), channel_item({"c3"}, "b2")});
    CHECK(w.channel("c1").bridge_id().empty());
    CHECK(w.channel("c4").bridge_id().empty());
    CHECK(w.due().empty());
    w.pass(5s);
    CHECK(w.due() == std::vector{all_channels});
}

TEST_CASE(
    "live bridges: a list that has a channel in the bridge that it was told to have left is not believed")
{
    world w;
    w.list(all_channels, {channel_item(c1, "b1"), channel_item(c2, "b1")});
    leave(w, "b1", c1, 1);
    w.pass(1s);
    w.list(all_channels, {channel_item(c1, "b1"), channel_item(c2, "b1")});
    CHECK(w.channel("c1").bridge_id().empty());
    CHECK(w.channel("c2").bridge_id() == "b1");
    CHECK(w.due().empty());
    w.pass(3999ms);
    CHECK(w.due().empty());
    w.pass(1ms);
    CHECK(w.due() == std::vector{all_channels});
    // Five seconds after, a list is right: the event of its return was lost.
    w.list(all_channels, {channel_item(c1, "b1"), channel_item(c2, "b1")});
    CHECK(w.channel("c1").bridge_id() == "b1");
    CHECK(w.wanted.empty());
}

TEST_CASE("live bridges: a stale list does not take a channel out of its new bridge")
{
    world w;
    w.list(all_channels, {channel_item(c1, "b1")});
    leave(w, "b1", c1, 0);
    enter(w, "b2", c1, 1);
    w.list(all_channels, {channel_item(c1, "b1")});
    CHECK(w.channel("c1").bridge_id() == "b2");
}

TEST_CASE("live bridges: a channel that was told to be back is believed to be back")
{
    world w;
    w.list(all_channels, {channel_item(c1, "b1")});
    leave(w, "b1", c1, 0);
    enter(w, "b1", c1, 1);
    w.list(all_channels, {channel_item(c1, "b1")});
    CHECK(w.channel("c1").bridge_id() == "b1");
    CHECK(w.wanted.empty());
}

TEST_CASE("live bridges: what was told to have left is known also of channels that are not")
{
    world w;
    leave(w, "b1", c1, 0);
    w.list(all_channels, {channel_item(c1, "b1")});
    CHECK(w.channel("c1").bridge_id().empty());
}

TEST_CASE("live bridges: events that a list was ahead of come right by themselves")
{
    world w;
    w.list(all_bridges, {bridge_item("b1", 2)});
    w.list(all_channels, {channel_item(c1, "b1"), channel_item(c2, "b1")});
    enter(w, "b0", c1, 1);
    leave(w, "b0", c1, 0);
    enter(w, "b1", c1, 1);
    w.pass(1s);
    enter(w, "b1", c2, 2);
    CHECK(w.channel("c1").bridge_id() == "b1");
    CHECK(w.channel("c2").bridge_id() == "b1");
    w.pass(10s);
    CHECK(w.wanted.empty()); // the counts differed for a second only
}

TEST_CASE("live bridges: a count that differs for two seconds makes the channels wanted")
{
    world w;
    w.tell("Newchannel", c1.text());
    enter(w, "b1", c1, 2); // the other one was not seen
    w.pass(1999ms);
    CHECK(w.due().empty());
    w.pass(1ms);
    CHECK(w.due() == std::vector{all_channels});
    w.list(all_channels, {channel_item(c1, "b1"), channel_item(c2, "b1")});
    w.pass(10s);
    CHECK(w.due().empty());

    // One too many.
    leave(w, "b1", snapshot{"c3"}, 1);
    w.pass(50s);
    CHECK(w.due().empty()); // not a minute after the list before
    leave(w, "b1", snapshot{"c3"}, 1);
    w.pass(2s);
    CHECK(w.due() == std::vector{all_channels});
}

TEST_CASE("live bridges: a count that differs does so for two seconds, whatever else is told of the bridge")
{
    world w;
    w.tell("Newchannel", c1.text());
    enter(w, "b1", c1, 2);
    for (int i = 0; i != 3; ++i) {
        w.pass(1s);
        leave(w, "b1", c2, 2);
    }
    CHECK(w.due() == std::vector{all_channels});
}

TEST_CASE("live bridges: channels that Asterisk keeps to itself do not make lists wanted")
{
    world w;
    w.tell("Newchannel", c1.text());
    w.tell("BridgeEnter", bridge_text("b1", 2, "base") + c1.text());
    w.pass(10s);
    CHECK(w.due().empty());
    w.tell("BridgeLeave", bridge_text("b1", 0, "base") + c2.text());
    w.pass(10s);
    CHECK(w.due() == std::vector{all_channels}); // fewer than are known are too few
}

TEST_CASE("live bridges: a bridge that is destroyed in between is not counted")
{
    world w;
    w.tell("Newchannel", c1.text());
    enter(w, "b1", c1, 2);
    w.tell("BridgeDestroy", bridge_text("b1", 0));
    CHECK_FALSE(w.side.deadline());
    w.pass(10s);
    CHECK(w.due().empty());
}

TEST_CASE("live bridges: BridgeMerge describes both, and moves nobody")
{
    world w;
    w.list(all_channels, {channel_item(c1, "b1"), channel_item(c2, "b2")});
    w.list(all_bridges, {bridge_item("b1", 1), bridge_item("b2", 1)});
    w.tell("BridgeMerge", bridge_text("b2", 2, "basic", "To") + bridge_text("b1", 3, "basic", "From"));
    CHECK(w.bridge("b2").channel_count() == 2);
    CHECK(w.bridge("b1").channel_count() == 3);
    CHECK(w.bridge("b1").header_lines().starts_with("BridgeUniqueid: b1\r\nBridgeType: basic\r\n"));
    CHECK(w.channel("c1").bridge_id() == "b1");
    w.tell("BridgeMerge", bridge_text("b8", 2, "basic", "To") + bridge_text("b9", 3, "basic", "From"));
    CHECK(w.side.bridges().all().size() == 2);
}
