// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// The live model's calls: what one call is told of, from the first ring to the record of its end.

#include "support/catch.hpp"
#include "support/live_phones.hpp"

#include <string>
#include <string_view>

using namespace tests::live_calls;

using origin = live::change_origin;
using role = live::call_role;

TEST_CASE("live call: no record -> empty values")
{
    const live::call none;
    CHECK_FALSE(none);
    CHECK(none.id().empty());
    CHECK(none.parties().empty());
    CHECK(none.former_parties().empty());
    CHECK_FALSE(none.is_ringing());
    CHECK_FALSE(none.is_answered());
    CHECK_FALSE(none.answered());
    CHECK_FALSE(none.ended());
    CHECK_FALSE(none.hangup_cause());
    CHECK_FALSE(none.hung_up_by());
    CHECK_FALSE(none.agent());
    CHECK_FALSE(none.variable("x"));
    CHECK(none.bridge_ids().empty());
    CHECK(none == live::call());
}

TEST_CASE("live call: begins, rings, is answered and ends")
{
    phones w;
    const auto began = w.at.wall;
    w.make("a", "a", ring);
    REQUIRE(w.changes().size() == 1);
    CHECK(w.last().has_appeared());
    CHECK(w.last().origin() == origin::told);
    CHECK_FALSE(w.last().is_first_fill());
    CHECK(w.last().began_to_ring().empty());
    CHECK(w.call("a").id() == "a");
    CHECK(w.call("a").began() == began);
    CHECK(w.call("a").dialled() == "200");
    CHECK(w.call_of("a") == w.call("a"));

    w.pass(1s);
    w.make("b", "a", down);
    w.set("b", "a", ringing);
    const auto rang = w.at.wall;
    REQUIRE(w.last().began_to_ring().size() == 1);
    CHECK(w.last().began_to_ring()[0].channel().id() == "b");
    CHECK(w.call("a").is_ringing());
    w.tell("NewConnectedLine", phones::text("b", "a", ringing) + "X: y\n");
    w.pass(5s);
    w.set("b", "a", up);
    const auto lifted = w.at.wall;
    CHECK(w.last().began_to_ring().empty());
    CHECK_FALSE(w.call("a").is_ringing());
    CHECK_FALSE(w.call("a").is_answered());
    w.enter("br", "b", "a", 1);
    CHECK_FALSE(w.call("a").is_answered());
    w.pass(1s);
    w.enter("br", "a", "a", 2);
    const auto& talking = w.call("a");
    CHECK(talking.is_answered());
    CHECK(talking.answered() == w.at.wall);
    CHECK(talking.bridge_ids() == ids{"br"});
    REQUIRE(ids_of(talking.parties()) == ids{"a", "b"});
    CHECK(talking.parties()[0].role() == role::caller);
    CHECK(talking.parties()[1].role() == role::called);
    CHECK(talking.parties()[1].ringing_since() == rang);
    CHECK(talking.parties()[1].answered_since() == lifted);
    CHECK(talking.parties()[1].has_answered());
    CHECK_FALSE(talking.parties()[1].is_ringing());
    CHECK(talking.parties()[1].channel() == w.channel("b"));

    w.pass(60s);
    w.request("b");
    w.leave("br", "b", "a", 1);
    w.leave("br", "a", "a", 0);
    w.hang_up("b", 17);
    CHECK_FALSE(w.last().is_gone());
    CHECK(ids_of(w.call("a").former_parties()) == ids{"b"});
    const auto& before = w.call("a");
    w.pass(1s);
    w.hang_up("a");
    CHECK_FALSE(w.call("a"));
    CHECK_FALSE(w.call_of("a"));
    CHECK(w.side.calls().size() == 0);
    CHECK(w.last().is_gone());
    CHECK(w.last().before() == before);
    CHECK_FALSE(w.last().is_first_fill());
    const auto& record = w.last().ended();
    REQUIRE(record);
    CHECK(record.id() == "a");
    CHECK(record.began() == began);
    CHECK(record.answered() == talking.answered());
    CHECK(record.ended() == w.at.wall);
    CHECK(record.hung_up_by().id() == "b");
    CHECK(record.hangup_cause() == hangup_cause::user_busy);
    CHECK(record.merged_into().empty());
    CHECK(record.parties().empty());
    CHECK(ids_of(record.former_parties()) == ids{"b", "a"});
    // A record never changes.
    CHECK(ids_of(talking.parties()) == ids{"a", "b"});
    CHECK_FALSE(talking.ended());
}

TEST_CASE("live call: an event that changes nothing of its channels is no change")
{
    phones w;
    w.talk("a", "b", "br");
    const auto count = w.changes().size();
    w.tell("MusicOnHoldStart", phones::text("a", "a", up) + "Class: default\n");
    w.set("a", "a", up);
    w.tell("BridgeVideoSourceUpdate", bridge_text("br", 2));
    CHECK(w.changes().size() == count);
}

TEST_CASE("live call: the caller whom a phone shows; if Asterisk has not told it, the call's own")
{
    phones w;
    w.make("a", "a", ring);
    w.make("b", "a", down, "PJSIP/my-desk-00000003");
    w.tell("Newstate", phones::text("b", "a", ringing, "PJSIP/my-desk-00000003"));
    {
        REQUIRE(w.last().began_to_ring().size() == 1);
        const auto& rings = w.last().began_to_ring()[0];
        CHECK(rings.device() == "PJSIP/my-desk");
        CHECK_FALSE(rings.is_local());
        CHECK(rings.calling_number() == "100");
        CHECK(rings.calling_name().empty());
    }
    snapshot shown{"c", "a", "Local/7@x-00000001;1", ringing};
    auto text = shown.text();
    const auto replace = [&](std::string_view from, std::string_view to) {
        text.replace(text.find(from), from.size(), to);
    };
    replace("ConnectedLineNum: <unknown>", "ConnectedLineNum: 4711");
    replace("ConnectedLineName: <unknown>", "ConnectedLineName: O\\'Hara");
    w.tell("Newchannel", text);
    REQUIRE(w.last().began_to_ring().size() == 1); // b rang already
    const auto& rings = w.last().began_to_ring()[0];
    CHECK(rings.device() == "Local/7@x");
    CHECK(rings.is_local());
    CHECK(rings.calling_number() == "4711");
    CHECK(rings.calling_name() == "O'Hara");
    CHECK(w.call("a").is_ringing());
    // Whom nobody calls has no caller.
    w.make("d", "d", ringing);
    CHECK(w.last().began_to_ring()[0].calling_number().empty());
}

TEST_CASE("live call: the first extension that the first channel dialled")
{
    phones w;
    // Asterisk calls it.
    w.make("a", "a", down);
    w.set("a", "a", ringing);
    CHECK(w.call("a").dialled().empty());
    w.make("b", "a", ring);
    CHECK(w.call("a").dialled().empty());
    w.set("a", "a", up);
    CHECK(w.call("a").dialled().empty());
    auto text = phones::text("a", "a", up);
    const auto go_to = [&](std::string_view exten) {
        text.replace(text.find("Exten: ") + 7, 3, exten);
        w.tell("Newexten", text + "Application: Dial\nAppData: x\n");
    };
    go_to("300");
    CHECK(w.call("a").dialled() == "300");
    go_to("400");
    CHECK(w.channel("a").exten() == "400");
    CHECK(w.call("a").dialled() == "300");
}

TEST_CASE("live call: a list that shows more of a call does not change who began it")
{
    phones w;
    w.make("a", "0", ring); // its linked id is that of none it has
    snapshot b{"b", "0"};
    w.list(all_channels, {channel_item({"a", "0"}), channel_item(b, "", "Dial", "x", "00:01:00")});
    const auto& call = w.call("0");
    CHECK(ids_of(call.parties()) == ids{"a", "b"});
    CHECK(call.parties()[0].role() == role::caller);
    CHECK(call.parties()[1].role() == role::called);
    CHECK(call.dialled() == "200");
}

TEST_CASE("live call: variables of its channels, also of those who have left")
{
    phones w;
    snapshot a{"a"};
    a.variables = "ChanVariable: customer=\nChanVariable: none=\n";
    w.tell("Newchannel", a.text());
    snapshot b{"b", "a"};
    b.variables = "ChanVariable: customer=42\n";
    w.tell("Newchannel", b.text());
    CHECK(w.call("a").variable("customer") == "42");
    CHECK(w.call("a").variable("none") == "");
    CHECK_FALSE(w.call("a").variable("other"));
    w.tell("Hangup", b.text() + "Cause: 16\n");
    CHECK(w.call("a").variable("customer") == "42");
}

TEST_CASE("live call: who hung up")
{
    phones w;
    SECTION("the caller: Asterisk ends the called channel first")
    {
        w.talk("a", "b", "br");
        w.request("a");
        w.hang_up("b");
        w.hang_up("a", 21);
        CHECK(w.last().ended().hung_up_by().id() == "a");
        CHECK(w.last().ended().hangup_cause() == hangup_cause::call_rejected);
    }
    SECTION("an action of AMI")
    {
        w.talk("a", "b", "br");
        w.request("b", "SoftHangupRequest");
        w.request("a");
        w.hang_up("a");
        w.hang_up("b", 17);
        CHECK(w.last().ended().hung_up_by().id() == "b");
        CHECK(w.last().ended().hangup_cause() == hangup_cause::user_busy);
    }
    SECTION("nobody was asked to: who was gone first")
    {
        w.talk("a", "b", "br");
        w.hang_up("b", 17);
        w.hang_up("a");
        CHECK(w.last().ended().hung_up_by().id() == "b");
        CHECK(w.last().ended().hangup_cause() == hangup_cause::user_busy);
    }
    SECTION("the caller gives up, while two phones ring")
    {
        w.make("a", "a", ring);
        w.make("b", "a", ringing);
        w.make("c", "a", ringing);
        w.request("a");
        w.hang_up("b", 26);
        w.hang_up("c", 26);
        w.hang_up("a");
        CHECK(w.last().ended().hung_up_by().id() == "a");
        CHECK_FALSE(w.last().ended().is_answered());
    }
    SECTION("one of two phones rejects, then the caller gives up")
    {
        w.make("a", "a", ring);
        w.make("b", "a", ringing);
        w.make("c", "a", ringing);
        w.request("b");
        w.hang_up("b", 21);
        w.request("a");
        w.hang_up("c", 26);
        w.hang_up("a");
        CHECK(w.last().ended().hung_up_by().id() == "a");
    }
    SECTION("who transfers a call hangs up before its end")
    {
        w.talk("a", "b", "br");
        w.request("b");
        w.leave("br", "b", "a", 1);
        w.hang_up("b");
        w.make("c", "a", ringing);
        w.set("c", "a", up);
        w.request("a");
        w.hang_up("c");
        w.hang_up("a");
        CHECK(w.last().ended().hung_up_by().id() == "a");
    }
    SECTION("a party whose channel is gone while the channels that it called are still connected")
    {
        w.talk("a", "b", "br");
        w.make("c", "a", up);
        w.make("d", "a", up);
        w.enter("br2", "c", "a", 1);
        w.enter("br2", "d", "a", 2);
        w.request("a");
        w.hang_up("a", 17);
        w.pass(100ms);
        w.request("c");
        w.hang_up("b");
        w.hang_up("c");
        w.hang_up("d");
        CHECK(w.last().ended().hung_up_by().id() == "a");
        CHECK(w.last().ended().hangup_cause() == hangup_cause::user_busy);
    }
    SECTION("who leaves while others go on has not ended the call")
    {
        w.talk("a", "b", "br");
        w.make("c", "a", up);
        w.enter("br", "c", "a", 3);
        w.request("a");
        w.hang_up("a", 17);
        w.pass(2s);
        w.request("c");
        w.hang_up("b");
        w.hang_up("c");
        CHECK(w.last().ended().hung_up_by().id() == "c");
        CHECK(w.last().ended().hangup_cause() == hangup_cause::normal_clearing);
    }
    SECTION("who transfers another leaves first, and the other one goes on alone")
    {
        w.talk("a", "b", "br");
        w.request("b");
        w.leave("br", "b", "a", 1);
        w.leave("br", "a", "a", 0);
        w.hang_up("b", 17);
        w.pass(3min);
        w.hang_up("a");
        CHECK(w.last().ended().hung_up_by().id() == "a");
        CHECK(w.last().ended().hangup_cause() == hangup_cause::normal_clearing);
    }
    SECTION("the only phone rejects, and the caller goes to the voicemail")
    {
        w.make("a", "a", up);
        w.make("b", "a", ringing);
        w.request("b");
        w.hang_up("b", 21);
        w.pass(3min);
        w.hang_up("a");
        CHECK(w.last().ended().hung_up_by().id() == "a");
        CHECK(w.last().ended().hangup_cause() == hangup_cause::normal_clearing);
    }
    SECTION("Local channels that are not needed any more")
    {
        w.talk("a", "b", "br");
        w.make("l", "a", up);
        w.request("l");
        w.hang_up("l");
        w.pass(2s);
        w.hang_up("b");
        w.hang_up("a");
        CHECK(w.last().ended().hung_up_by().id() == "b");
    }
}

TEST_CASE("live call: many who did not answer are not kept for ever")
{
    phones w;
    w.make("a", "a", ring);
    w.make("first", "a", up);
    w.hang_up("first");
    for (int i = 0; i != 40; ++i) {
        const auto id = fmt::format("q{}", i);
        w.make(id, "a", ringing);
        w.hang_up(id, 26);
    }
    const auto& former = w.call("a").former_parties();
    CHECK(former.size() == call_course::most_former);
    CHECK(former.front().channel().id() == "first");
    CHECK(former.back().channel().id() == "q39");
}

TEST_CASE("live call: of the first list, and what is not known then")
{
    phones w;
    snapshot a{"a"};
    snapshot b{"b", "a"};
    snapshot c{"c", "c"};
    snapshot d{"d", "c"};
    d.state = ringing;
    auto caller = channel_item(a, "br", "Dial", "x", "00:01:02");
    caller.replace(caller.find("Exten: 200"), 10, "Exten: 300");
    w.list(all_channels, {channel_item(b, "br", "Dial", "x", "00:01:00"), caller, channel_item(c),
                             channel_item(d, "", "Dial", "x", "00:00:07")});
    REQUIRE(w.changes().size() == 2); // each once
    for (const auto& each : w.changes()) {
        CHECK(each.has_appeared());
        CHECK(each.is_first_fill());
        CHECK(each.origin() == origin::found);
    }
    // The list has the called party first.
    CHECK(w.call("a").parties()[0].channel().id() == "b");
    CHECK(w.call("a").parties()[0].role() == role::called);
    CHECK(w.call("a").parties()[1].role() == role::caller);
    CHECK(w.call("a").began() == w.at.wall - 62s);
    CHECK(w.call("a").dialled() == "300");
    CHECK(w.call("c").parties()[1].ringing_since() == w.at.wall - 7s);
    CHECK(w.call("c").is_ringing());
    CHECK_FALSE(w.call("a").is_answered());
    w.list(all_bridges, {bridge_item("br", 2)});
    REQUIRE(w.changes().size() == 3);
    CHECK(w.call("a").is_answered());
    CHECK_FALSE(w.call("a").answered());
    CHECK(w.call("a").parties()[0].has_answered());
    CHECK_FALSE(w.call("a").parties()[0].answered_since());
}

TEST_CASE("live call: after events were missed it goes on, or is gone with an unknown cause")
{
    phones w;
    w.talk("a", "b", "br");
    w.make("c", "c", ring);
    w.make("d", "c", ringing);
    w.make("e", "e", up);
    const auto answered = w.call("a").answered();
    auto& changes = w.side.calls().changes();
    changes.clear();
    // e is gone; d has answered.
    w.list(all_channels, {channel_item({"a"}, "br"), channel_item({"b", "a"}, "br"),
                             channel_item({"c"}, "b2"), channel_item({"d", "c"}, "b2")});
    w.list(all_bridges, {bridge_item("br", 2), bridge_item("b2", 2)});
    CHECK(w.call("a").answered() == answered);
    CHECK(w.call("c").is_answered());
    CHECK_FALSE(w.call("c").answered());
    CHECK_FALSE(w.call("c").parties()[1].answered_since());
    CHECK(w.call("e"));
    w.pass(2s);
    CHECK_FALSE(w.call("e"));
    const auto& record = changes.back().ended();
    CHECK(changes.back().is_gone());
    CHECK(changes.back().origin() == origin::found);
    CHECK(record.id() == "e");
    CHECK(record.ended());
    CHECK_FALSE(record.hung_up_by());
    CHECK_FALSE(record.hangup_cause());

    // An end of which a part was told.
    w.hang_up("a");
    w.list(all_channels, {channel_item({"c"}, "b2"), channel_item({"d", "c"}, "b2")});
    w.pass(2s);
    CHECK_FALSE(w.call("a"));
    CHECK_FALSE(changes.back().ended().hung_up_by());
    CHECK_FALSE(changes.back().ended().hangup_cause());
}
