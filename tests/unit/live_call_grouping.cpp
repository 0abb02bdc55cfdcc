// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// The live model's calls: which channels are one call, while Asterisk changes their linked ids, partly untold.

#include "support/catch.hpp"
#include "support/live_phones.hpp"

#include <string>
#include <string_view>

using namespace tests::live_calls;

using origin = live::change_origin;

TEST_CASE("live call: channels with one linked id are one call, which is not named anew")
{
    phones w;
    w.make("a", "a", ring);
    w.make("b", "a", ringing);
    w.make("x", "x", ring);
    CHECK(w.side.calls().size() == 2);
    CHECK(ids_of(w.call("a").parties()) == ids{"a", "b"});
    CHECK(ids_of(w.call("x").parties()) == ids{"x"});
    // Both get the linked id of nobody who is there.
    w.set("a", "0", up);
    w.set("b", "0", up);
    CHECK(w.side.calls().size() == 2);
    CHECK(w.call_of("a").id() == "a");
    CHECK(w.call_of("b").id() == "a");
    w.make("c", "0", ring);
    CHECK(w.call_of("c").id() == "a");
    w.hang_up("a");
    w.hang_up("b");
    // Its id is not used again as long as it lives.
    w.make("a", "a", ring);
    CHECK(w.call_of("a").id() == "a");
    CHECK(ids_of(w.call("a").parties()) == ids{"c", "a"});
    w.hang_up("a");
    w.hang_up("c");
    CHECK(w.side.calls().size() == 1);
    w.make("a", "a", ring);
    CHECK(w.last().has_appeared());
    CHECK(w.call("a").former_parties().empty());
}

TEST_CASE("live call: the other half of a Local channel keeps the old linked id and stays in the call")
{
    phones w;
    w.make("a", "a", ring);
    w.pass(1s);
    w.make("l1", "l1", up, "Local/7@x-00000001;1");
    w.make("l2", "l1", ring, "Local/7@x-00000001;2");
    CHECK(w.side.calls().size() == 2);
    w.set("l1", "a", up, "Local/7@x-00000001;1");
    CHECK(w.side.calls().size() == 1);
    CHECK(w.channel("l2").linked_id() == "l1");
    CHECK(ids_of(w.call("a").parties()) == ids{"a", "l1", "l2"});
    // What that half calls belongs to the call as well.
    w.make("b", "l1", ringing);
    CHECK(w.call_of("b").id() == "a");

    SECTION("also if a list shows them so")
    {
        phones other;
        other.list(
            all_channels, {channel_item({"l2", "l1", "Local/7@x-00000001;2"}), channel_item({"b", "l1"}),
                              channel_item({"l1", "a", "Local/7@x-00000001;1"}), channel_item({"a"})});
        CHECK(other.side.calls().size() == 1);
        CHECK(other.changes().size() == 1);
        CHECK(ids_of(other.call_of("b").parties()).size() == 4);
    }
}

TEST_CASE("live call: two calls become one: the younger is over, nobody is in two calls")
{
    phones w;
    w.talk("a", "b", "br");
    w.pass(1s);
    w.talk("b2", "c", "br2");
    const auto younger = w.call("b2");
    auto& changes = w.side.calls().changes();
    changes.clear();

    SECTION("Asterisk tells a linked id")
    {
        w.set("c", "a", ring);
        REQUIRE(changes.size() == 2);
    }
    SECTION("a bridge of channels of both; only later Asterisk tells the linked id")
    {
        w.leave("br2", "c", "b2", 1);
        changes.clear();
        w.tell("BridgeEnter", bridge_text("br", 3) + phones::text("c", "b2", up));
        REQUIRE(changes.size() == 2);
    }
    SECTION("the older one takes the linked id of the younger")
    {
        w.set("b", "b2", ring);
        REQUIRE(changes.size() == 2);
    }
    const auto& over = changes[0];
    CHECK(over.is_gone());
    CHECK(over.latest().id() == "b2");
    CHECK(over.ended().merged_into() == "a");
    CHECK(over.ended().ended() == w.at.wall);
    CHECK_FALSE(over.ended().hung_up_by());
    CHECK(ids_of(over.ended().parties()) == ids{"b2", "c"});
    CHECK(over.ended().answered() == younger.answered());
    const auto& goes_on = changes[1];
    CHECK_FALSE(goes_on.is_gone());
    CHECK(ids_of(goes_on.now().parties()) == ids{"a", "b", "b2", "c"});
    CHECK(w.side.calls().size() == 1);
    CHECK_FALSE(w.call("b2"));
    for (const auto* const each : {"a", "b", "b2", "c"})
        CHECK(w.call_of(each).id() == "a");
    w.hang_up("a");
    w.hang_up("b");
    w.hang_up("b2");
    CHECK(ids_of(w.call("a").parties()) == ids{"c"});
    // The name of the one that is over is free again, unless somebody has that linked id.
    w.set("c", "a", up);
    w.make("b2", "b2", ring);
    CHECK(w.call_of("b2").id() == "b2");
    w.hang_up("c");
    w.hang_up("b2");
    CHECK(w.side.calls().size() == 0);
}

TEST_CASE("live call: nobody sees a call that a list made and merged at once")
{
    phones w;
    w.list(all_channels, {channel_item({"b", "b"}, "br"), channel_item({"a", "a"}, "br")});
    w.side.calls().changes().clear();
    phones other;
    other.tell("BridgeCreate", bridge_text("br", 2));
    other.list(all_channels, {channel_item({"b", "b"}, "br"), channel_item({"a", "a"}, "br")});
    REQUIRE(other.changes().size() == 1);
    CHECK(other.last().has_appeared());
    CHECK(other.last().now().parties().size() == 2);

    // Bridges are listed after the channels.
    w.list(all_bridges, {bridge_item("br", 2)});
    CHECK(w.side.calls().size() == 1);
    REQUIRE(w.changes().size() == 2);
    CHECK(w.changes()[0].ended().merged_into() == w.changes()[1].now().id());
}

TEST_CASE("live call: conferences and places to wait join nobody")
{
    const auto* const type = GENERATE("base", "holding");
    phones w;
    w.make("a", "a", up);
    w.make("b", "b", up);
    const auto bridge = [&](std::size_t count) {
        auto text = bridge_text("br", count, type);
        const std::string_view technology = "simple_bridge";
        return text.replace(text.find(technology), technology.size(),
            type == std::string_view("base") ? "softmix" : "holding_bridge");
    };
    w.tell("BridgeEnter", bridge(1) + phones::text("a", "a", up));
    w.tell("BridgeEnter", bridge(2) + phones::text("b", "b", up));
    CHECK(w.side.calls().size() == 2);
    CHECK_FALSE(w.call("a").is_answered());
    CHECK(w.call("a").bridge_ids() == ids{"br"});
    // Until it becomes a conversation.
    w.tell("BridgeVideoSourceUpdate", bridge_text("br", 2));
    CHECK(w.side.calls().size() == 1);
    CHECK(w.call("a").is_answered());
    CHECK(w.call("a").answered() == w.at.wall);
}

TEST_CASE("live call: a channel that gets another name")
{
    phones w;
    w.make("l1", "l1", up, "Local/7@x-00000001;1");
    w.make("l2", "l2", up, "Local/7@x-00000002;2");
    CHECK(w.side.calls().size() == 2);
    w.set("l2", "l2", up, "Local/7@x-00000001;2");
    CHECK(w.side.calls().size() == 1);
    w.set("l2", "l2", up, "PJSIP/a-00000001");
    w.hang_up("l1");
    w.make("n", "n", up, "Local/7@x-00000001;1");
    CHECK(w.call_of("n").id() == "n");
}
