// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// The live model's channels: what makes, changes and ends them.

#include "support/catch.hpp"
#include "support/live_calls.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

using namespace tests::live_calls;

using origin = live::change_origin;

TEST_CASE("live channels: Newchannel makes a channel with all its values")
{
    world w;
    w.tell("Newchannel", snapshot{"c1", "c0", "PJSIP/a-1", 4, R"(O\'Brien)"}.text());
    const auto& c = w.channel("c1");
    REQUIRE(c);
    CHECK(c.id() == "c1");
    CHECK(c.name() == "PJSIP/a-1");
    CHECK(c.linked_id() == "c0");
    CHECK(c.first_linked_id() == "c0");
    CHECK(c.state() == channel_state::ring);
    CHECK(c.caller_number() == "100");
    CHECK(c.caller_name() == "O'Brien");
    CHECK(c.connected_number().empty());
    CHECK(c.connected_name().empty());
    CHECK(c["ConnectedLineNum"] == "<unknown>");
    CHECK(c.account().empty());
    CHECK(c.context() == "home");
    CHECK(c.exten() == "200");
    CHECK(c.priority() == 3);
    CHECK(c.language() == "en");
    CHECK(c.application().empty());
    CHECK(c.application_data().empty());
    CHECK(c.bridge_id().empty());
    CHECK(c.since() == w.at.wall);
    CHECK_FALSE(c.variable("x"));

    REQUIRE(w.side.channels().changes().size() == 1);
    const auto& change = w.side.channels().changes()[0];
    CHECK(change.has_appeared());
    CHECK(change.now() == c);
    CHECK(change.origin() == origin::told);
    CHECK_FALSE(change.is_first_fill());
    CHECK_FALSE(change.hangup_cause());
}

TEST_CASE("live channels: no record -> empty values")
{
    const live::channel none;
    CHECK_FALSE(none);
    CHECK(none.id().empty());
    CHECK(none.first_linked_id().empty());
    CHECK(none.state() == channel_state::down);
    CHECK(none.caller_name().empty());
    CHECK(none.priority() == 0);
    CHECK_FALSE(none.variable("x"));
}

TEST_CASE("live channels: variables of channelvars, without escapes, from events and lists")
{
    world w;
    snapshot c{"c1"};
    c.variables = "ChanVariable: a=one\\nline\nChanVariable: ab=two=2\nChanVariable: empty=\n";
    w.tell("Newchannel", c.text());
    CHECK(w.channel("c1").variable("a") == "one\nline");
    CHECK(w.channel("c1").variable("ab") == "two=2");
    CHECK(w.channel("c1").variable("empty") == "");
    CHECK_FALSE(w.channel("c1").variable("b"));
    w.list(all_channels, {channel_item(c)});
    CHECK(w.channel("c1").variable("ab") == "two=2");
    c.variables = "ChanVariable: a=other\n";
    w.tell("Newstate", c.text());
    CHECK(w.channel("c1").variable("a") == "other");
    CHECK_FALSE(w.channel("c1").variable("ab"));
}

TEST_CASE("live channels: only Newchannel and lists make channels")
{
    world w;
    for (const auto* const name : {"Newstate", "NewConnectedLine", "Newexten", "Hangup", "BridgeEnter",
             "BridgeLeave", "ConfbridgeLeave", "VarSet"}) {
        w.tell(name, bridge_text("b1", 1) + snapshot{"c1"}.text());
        CHECK_FALSE(w.channel("c1"));
    }
    w.tell("ParkedCallGiveUp", snapshot{"c1"}.text("Parkee") + "Parkinglot: default\nParkingSpace: 701\n");
    w.tell("DialBegin", snapshot{"c1"}.text("Dest"));
    CHECK_FALSE(w.channel("c1"));
    CHECK(w.side.channels().changes().empty());
}

TEST_CASE("live channels: an event of a channel after its Hangup does not make it again")
{
    world w;
    w.tell("Newchannel", snapshot{"c1"}.text());
    w.tell("Hangup", snapshot{"c1"}.text() + "Cause: 17\nCause-txt: User busy\n");
    w.tell("NewConnectedLine", snapshot{"c1"}.text());
    CHECK_FALSE(w.channel("c1"));
    REQUIRE(w.side.channels().changes().size() == 2);
    const auto& gone = w.side.channels().changes()[1];
    CHECK(gone.is_gone());
    CHECK(gone.before().id() == "c1");
    CHECK(gone.latest().id() == "c1");
    CHECK(gone.hangup_cause() == hangup_cause::user_busy);

    // The id may be used again.
    w.tell("Newchannel", snapshot{"c1"}.text());
    CHECK(w.channel("c1"));
}

TEST_CASE(
    "live channels: a Newchannel after the list that has the channel is a change, and keeps what only lists know")
{
    world w;
    w.list(all_channels, {channel_item({"c1"}, "b1")});
    const auto listed = w.channel("c1");
    w.pass(1s);
    w.tell("Newchannel", snapshot{"c1", "c1", "PJSIP/c1", 0}.text());
    const auto& c = w.channel("c1");
    CHECK(c.state() == channel_state::down);
    CHECK(c.since() == listed.since());
    CHECK(c.application() == "Dial");
    CHECK(c.bridge_id() == "b1");
    CHECK(w.side.channels().changes().back().before() == listed);
    CHECK(w.side.channels().all().size() == 1);
}

TEST_CASE("live channels: a failed originate with the id of another channel does not end that one")
{
    world w;
    w.tell("Newchannel", snapshot{"c1"}.text());
    w.tell("OriginateResponse", "ActionID: y\nResponse: Failure\nChannel: Local/1@x\nContext: \nExten: \n"
                                "Reason: 0\nUniqueid: c1\nCallerIDNum: <null>\nCallerIDName: <null>\n");
    CHECK(w.channel("c1"));
    CHECK(w.side.channels().changes().size() == 1);
}

TEST_CASE("live channels: each event with a channel's headers changes it, an event without news does not")
{
    world w;
    w.tell("Newchannel", snapshot{"c1"}.text());
    const auto before = w.channel("c1");
    w.pass(1s);
    for (const auto* const name : {"Newstate", "Hold", "NewAccountCode", "Newchannel"}) {
        w.tell(name, snapshot{"c1"}.text() + "Class: default\n");
        // The very same bytes.
        CHECK(w.channel("c1").header_lines().data() == before.header_lines().data());
    }
    CHECK(w.side.channels().changes().size() == 1);

    w.tell("Hold", snapshot{"c1", "c0"}.text() + "Class: default\n");
    CHECK(w.channel("c1").linked_id() == "c0");
    CHECK(w.channel("c1").first_linked_id() == "c1");
    CHECK(w.channel("c1").since() == before.since());
    REQUIRE(w.side.channels().changes().size() == 2);
    CHECK(w.side.channels().changes()[1].before() == before);
    CHECK(before.linked_id() == "c1"); // a record never changes
}

TEST_CASE("live channels: headers with a prefix that describe a channel")
{
    const struct {
        const char* event;
        const char* prefix;
    } rows[] = {{"DialBegin", "Dest"}, {"DialState", "Dest"}, {"DialEnd", "Dest"},
        {"LocalBridge", "LocalOne"}, {"LocalBridge", "LocalTwo"}, {"BlindTransfer", "Transferer"},
        {"BlindTransfer", "Transferee"}, {"ParkedCall", "Parkee"}, {"UnParkedCall", "Parkee"}};
    for (const auto& row : rows) {
        CAPTURE(row.event, row.prefix);
        world w;
        w.tell("Newchannel", snapshot{"c1"}.text());
        w.tell("Newchannel", snapshot{"c2"}.text());
        auto changed = snapshot{"c2", "c1", "PJSIP/c2", 5};
        w.tell(row.event, snapshot{"c1"}.text() + changed.text(row.prefix) + "DialString: x\n");
        CHECK(w.channel("c2").state() == channel_state::ringing);
        CHECK(w.channel("c2").linked_id() == "c1");
        CHECK(w.channel("c2").header_lines().starts_with("Channel: PJSIP/c2\r\nChannelState: 5\r\n"));
        const auto changes = w.side.channels().changes().size();
        w.tell(row.event, snapshot{"c1"}.text() + changed.text(row.prefix) + "DialString: x\n");
        CHECK(w.side.channels().changes().size() == changes);
    }
}

TEST_CASE("live channels: a UserEvent says nothing of channels, as anybody may send it")
{
    world w;
    w.tell("Newchannel", snapshot{"c1"}.text());
    w.tell("UserEvent", snapshot{"c1", "forged"}.text());
    CHECK(w.channel("c1").linked_id() == "c1");
}

TEST_CASE("live channels: Newexten sets the application")
{
    world w;
    w.tell("Newchannel", snapshot{"c1"}.text());
    w.tell("Newexten", snapshot{"c1", "c1", "PJSIP/c1", 4}.text() +
                           "Extension: 200\nApplication: Queue\nAppData: support\n");
    CHECK(w.channel("c1").application() == "Queue");
    CHECK(w.channel("c1").application_data() == "support");
    CHECK(w.channel("c1")["ApplicationData"] == "support");
    CHECK(w.channel("c1").state() == channel_state::ring);
    CHECK(w.side.channels().changes().size() == 2);
    w.tell("Newstate", snapshot{"c1"}.text());
    CHECK(w.channel("c1").application() == "Queue");
}

TEST_CASE("live channels: the first list fills, another one finds")
{
    world w;
    w.list(all_channels, {channel_item({"c1"}, "", "Dial", "PJSIP/b", "01:00:05"), channel_item({"c2"})});
    REQUIRE(w.side.channels().changes().size() == 2);
    for (const auto& each : w.side.channels().changes()) {
        CHECK(each.has_appeared());
        CHECK(each.origin() == origin::found);
        CHECK(each.is_first_fill());
    }
    CHECK(w.channel("c1").since() == w.at.wall - 1h - 5s);
    CHECK(w.channel("c1").application_data() == "PJSIP/b");

    w.pass(10s);
    w.list(all_channels, {channel_item({"c1"}, "", "Dial", "PJSIP/b", "01:00:16"), channel_item({"c2"}),
                             channel_item({"c3"})});
    REQUIRE(w.side.channels().changes().size() == 3);
    CHECK(w.side.channels().changes()[2].now().id() == "c3");
    CHECK(w.side.channels().changes()[2].origin() == origin::found);
    CHECK_FALSE(w.side.channels().changes()[2].is_first_fill());
}

TEST_CASE("live channels: a channel twice in one list -> the later one is newer")
{
    world w;
    w.list(all_channels, {channel_item({"c1", "c1", "PJSIP/c1", 4}), channel_item({"c1", "c0"}, "b1")});
    CHECK(w.side.channels().all().size() == 1);
    CHECK(w.channel("c1").state() == channel_state::up);
    CHECK(w.channel("c1").bridge_id() == "b1");
    CHECK(w.channel("c1").first_linked_id() == "c1");
}

TEST_CASE("live channels: items of Status have other names for the same")
{
    world w;
    w.list(all_channels,
        {"Event: Status\nPrivilege: Call\n" + snapshot{"c1"}.text() +
            "Type: Local\nDNID: \nBridgeID: b1\nApplication: Queue\nData: support\nSeconds: 3\n"});
    CHECK(w.channel("c1").bridge_id() == "b1");
    CHECK(w.channel("c1").application_data() == "support");
    CHECK(w.channel("c1").since() == w.at.wall - 3s);
}

TEST_CASE("live channels: what is listed hours after it began is asked for, and gone if Status has it not")
{
    const auto item = [](std::string id, std::string_view duration) {
        return channel_item({std::move(id)}, "", "", "", duration);
    };
    const wanted_list c1{live_list::channel, "c1"};
    world w;
    w.list(all_channels, {item("c1", "02:00:00"), item("c2", "01:59:59")});
    CHECK(w.due() == std::vector{c1});
    w.list(all_channels, {item("c1", "02:10:00"), item("c2", "01:59:59")});
    CHECK(w.due().empty()); // not each time
    w.side.on_empty_list(c1, w.at);
    CHECK_FALSE(w.channel("c1"));
    CHECK(w.channel("c2"));
    CHECK(w.side.channels().changes().back().origin() == origin::found);
    CHECK_FALSE(w.call_of("c1"));
    // It is listed for ever.
    w.pass(2h);
    w.list(all_channels, {item("c1", "04:10:00")});
    CHECK_FALSE(w.channel("c1"));
    CHECK(w.due().empty());
    SECTION("its id is used again")
    {
        w.tell("Newchannel", snapshot{"c1"}.text());
        CHECK(w.channel("c1"));
        w.list(all_channels, {item("c1", "00:00:01")});
        CHECK(w.channel("c1"));
    }
    SECTION("a list lacks it: the next one is believed")
    {
        w.list(all_channels, {});
        w.list(all_channels, {item("c1", "00:00:01")});
        CHECK(w.channel("c1"));
    }
}

TEST_CASE("live channels: of many that are there for hours, some are asked for after each list")
{
    std::vector<std::string> items;
    for (int i = 0; i != 150; ++i)
        items.push_back(channel_item({fmt::format("c{}", i)}, "", "", "", "03:00:00"));
    world w;
    w.list(all_channels, items);
    const auto first = w.due();
    CHECK(first.size() == 100);
    w.list(all_channels, items);
    auto all = w.due();
    CHECK(all.size() == 50);
    all.insert(all.end(), first.begin(), first.end());
    CHECK(std::set<wanted_list>(all.begin(), all.end()).size() == 150);
    w.list(all_channels, items);
    CHECK(w.due().empty());
    w.pass(2h);
    w.list(all_channels, items);
    CHECK(w.due().size() == 100);
}

TEST_CASE("live channels: a channel that a list has not waits two seconds for its Hangup")
{
    world w;
    w.list(all_channels,
        {channel_item({"c1"}), channel_item({"c2"}), channel_item({"c3"}), channel_item({"c4"})});
    w.pass(60s);
    w.list(all_channels, {channel_item({"c4"})});
    CHECK(w.side.channels().all().size() == 4);
    CHECK(w.side.deadline() == w.at.now + 2s);

    w.pass(1s);
    w.tell("Newstate", snapshot{"c1", "c1", "PJSIP/c1", 4}.text()); // told late
    w.tell("Hangup", snapshot{"c1"}.text() + "Cause: 16\n");
    CHECK(w.side.channels().changes().back().hangup_cause() == hangup_cause::normal_clearing);
    w.tell("Newchannel", snapshot{"c2"}.text());                        // its id is used again
    w.list(all_channels, {channel_item({"c2"}), channel_item({"c4"})}); // does not prolong the wait

    w.pass(999ms);
    CHECK(w.channel("c3"));
    w.pass(1ms);
    CHECK_FALSE(w.channel("c3"));
    CHECK(w.channel("c2"));
    CHECK(w.channel("c4"));
    const auto& gone = w.side.channels().changes().back();
    CHECK(gone.before().id() == "c3");
    CHECK(gone.origin() == origin::found);
    CHECK_FALSE(gone.hangup_cause());
    CHECK_FALSE(w.side.deadline());
    w.pass(60s);
    CHECK(w.side.channels().all().size() == 2);
}

TEST_CASE("live channels: an id that is used again while its channel waits is not ended by the wait")
{
    world w;
    w.list(all_channels, {channel_item({"c1"})});
    w.list(all_channels, {});
    w.tell("Newchannel", snapshot{"c1"}.text());
    w.pass(10s);
    CHECK(w.channel("c1"));
}

TEST_CASE("live channels: a channel that is listed again does not go")
{
    world w;
    w.list(all_channels, {channel_item({"c1"})});
    w.list(all_channels, {});
    w.list(all_channels, {channel_item({"c1"})});
    w.pass(10s);
    CHECK(w.channel("c1"));
}

TEST_CASE("live channels: by linked id and by bridge")
{
    world w;
    const auto& channels = w.side.channels();
    w.list(
        all_channels, {channel_item({"c1"}, "b1"), channel_item({"c2", "c1"}, "b1"), channel_item({"c3"})});
    const auto sorted = [](id_groups::ids ids) {
        std::sort(ids.begin(), ids.end());
        return ids;
    };
    CHECK(sorted(channels.linked_to("c1")) == id_groups::ids{"c1", "c2"});
    CHECK(sorted(channels.in_bridge("b1")) == id_groups::ids{"c1", "c2"});
    CHECK(channels.in_bridge("").empty());
    w.tell("Newstate", snapshot{"c2", "c3"}.text());
    CHECK(channels.linked_to("c1") == id_groups::ids{"c1"});
    CHECK(sorted(channels.linked_to("c3")) == id_groups::ids{"c2", "c3"});
    w.tell("BridgeEnter", bridge_text("b2", 1) + snapshot{"c2", "c3"}.text());
    CHECK(channels.in_bridge("b1") == id_groups::ids{"c1"});
    CHECK(channels.in_bridge("b2") == id_groups::ids{"c2"});
    w.tell("Hangup", snapshot{"c2"}.text());
    CHECK(channels.in_bridge("b2").empty());
    CHECK(channels.linked_to("c3") == id_groups::ids{"c3"});
}

TEST_CASE("live channels: many that are gone at once go in several turns")
{
    std::vector<std::string> items;
    for (int i = 0; i != 600; ++i)
        items.push_back(channel_item(snapshot{std::to_string(i)}));
    world w;
    w.list(all_channels, items);
    w.list(all_channels, {});
    w.at.now += 2s;
    std::vector<std::size_t> left;
    while (w.side.deadline() && *w.side.deadline() <= w.at.now) {
        w.side.on_time(w.at);
        left.push_back(w.side.channels().all().size());
    }
    CHECK(left == std::vector<std::size_t>{350, 100, 0});
}
