// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// The live model's parked calls.

#include "support/catch.hpp"
#include "support/live_calls.hpp"

using namespace tests::live_calls;

using origin = live::change_origin;

namespace {

const snapshot c1{"c1", "c1", "PJSIP/c1", 6, R"(O\'Brien)"};
const snapshot c2{"c2"};

std::string parked(const snapshot& channel, std::string_view space, std::string_view timeout = "45",
    std::string_view age = "0")
{
    return channel.text("Parkee") +
           fmt::format(
               "ParkerDialString: PJSIP/bob\nParkinglot: default\nParkingSpace: {}\nParkingTimeout: {}\n"
               "ParkingDuration: {}\n",
               space, timeout, age);
}

std::string item(const snapshot& channel, std::string_view space, std::string_view timeout = "45",
    std::string_view age = "0")
{
    return "Event: ParkedCall\nActionID: x\n" + parked(channel, space, timeout, age);
}

} // namespace

TEST_CASE("live parking: ParkedCall makes, each of three events removes")
{
    for (const auto* const end : {"UnParkedCall", "ParkedCallTimeOut", "ParkedCallGiveUp"}) {
        CAPTURE(end);
        world w;
        w.tell("ParkedCall", parked(c1, "701"));
        const auto& call = w.parked("701");
        REQUIRE(call);
        CHECK(call.lot() == "default");
        CHECK(call.space() == "701");
        CHECK(call.channel_id() == "c1");
        CHECK(call.channel_name() == "PJSIP/c1");
        CHECK(call.caller_number() == "100");
        CHECK(call.caller_name() == "O'Brien");
        CHECK(call.parker() == "PJSIP/bob");
        CHECK(call.since() == w.at.wall);
        CHECK(call.times_out_at() == w.at.wall + 45s);

        w.tell(end, parked(c1, "702", "40", "5")); // it may have been in two spaces
        CHECK(w.parked("701"));
        w.tell(end, parked(c1, "701", "40", "5"));
        CHECK_FALSE(w.parked("701"));
        REQUIRE(w.side.parking().changes().size() == 2);
        CHECK(w.side.parking().changes()[1].origin() == origin::told);
    }
}

TEST_CASE("live parking: no time-out")
{
    world w;
    w.tell("ParkedCall", parked(c1, "701", "0"));
    CHECK_FALSE(w.parked("701").times_out_at());
    w.list(all_parked, {item(c1, "701", "18446744073709551611", "5")});
    CHECK_FALSE(w.parked("701").times_out_at());
}

TEST_CASE("live parking: ParkedCallSwap puts another channel into the space, and nothing tells of the first")
{
    world w;
    w.tell("ParkedCall", parked(c1, "701"));
    w.pass(10s);
    w.tell("ParkedCallSwap", parked(c2, "701", "35", "10"));
    CHECK(w.parked("701").channel_id() == "c2");
    CHECK(w.side.parking().all().size() == 1);
    REQUIRE(w.side.parking().changes().size() == 2);
    CHECK(w.side.parking().changes()[1].before().channel_id() == "c1");
    w.tell("Hangup", c1.text());
    w.tell("ParkedCallGiveUp", parked(c1, "701"));
    CHECK(w.parked("701").channel_id() == "c2");
    w.tell("Hangup", c2.text());
    CHECK_FALSE(w.parked("701"));
}

TEST_CASE("live parking: a list replaces all, and its times in whole seconds are no change")
{
    world w;
    w.tell("ParkedCall", parked(c1, "701"));
    w.tell("ParkedCall", parked(c2, "702"));
    w.pass(10s);
    w.list(all_parked, {item(c1, "701", "34", "11"), item({"c3"}, "703", "20", "25")});
    CHECK(w.side.parking().changes().size() == 4);
    CHECK_FALSE(w.parked("702"));
    CHECK(w.parked("703").since() == w.at.wall - 25s);
    CHECK(w.parked("703").times_out_at() == w.at.wall + 20s);
    CHECK(w.side.parking().changes()[2].origin() == origin::found);
    CHECK(w.side.parking().changes()[2].is_first_fill());

    // Another stay of the same channel in the same space.
    w.list(all_parked, {item(c1, "701", "44", "1"), item({"c3"}, "703", "20", "25")});
    CHECK(w.side.parking().changes().size() == 5);
    CHECK(w.parked("701").times_out_at() == w.at.wall + 44s);
    w.side.on_empty_list(all_parked, w.at);
    CHECK(w.side.parking().all().size() == 0);
}

TEST_CASE("live parking: who was told to have left is not believed for five seconds")
{
    world w;
    w.tell("ParkedCallGiveUp", parked(c1, "701")); // also if it was not known
    w.list(all_parked, {item(c1, "701")});
    CHECK_FALSE(w.parked("701"));
    w.tell("ParkedCall", parked(c1, "701"));
    w.tell("ParkedCallGiveUp", parked(c1, "701"));
    w.pass(1s);
    w.list(all_parked, {item(c1, "701")});
    CHECK_FALSE(w.parked("701"));
    CHECK(w.due().empty());
    w.list(all_parked, {item(c2, "701")}); // another one in its space
    CHECK(w.parked("701").channel_id() == "c2");
    w.pass(4s);
    CHECK(w.due() == std::vector{all_parked});
    w.list(all_parked, {item(c1, "701")});
    CHECK(w.parked("701").channel_id() == "c1");
    CHECK(w.wanted.empty());
}

TEST_CASE("live parking: who was told to be back is listed rightly")
{
    world w;
    w.tell("ParkedCall", parked(c1, "701"));
    w.tell("UnParkedCall", parked(c1, "701"));
    w.tell("ParkedCall", parked(c1, "701"));
    w.list(all_parked, {item(c1, "701")});
    CHECK(w.parked("701"));
    CHECK(w.wanted.empty());
}

TEST_CASE("live parking: Hangup ends what is parked, and a list can have it for a time")
{
    world w;
    w.tell("Newchannel", c1.text());
    w.tell("ParkedCall", parked(c1, "701"));
    w.tell("ParkedCall", parked(c2, "702"));
    w.tell("Hangup", c1.text());
    CHECK_FALSE(w.parked("701"));
    CHECK(w.side.parking().changes().back().origin() == origin::told);
    w.list(all_parked, {item(c1, "701"), item(c2, "702")});
    CHECK_FALSE(w.parked("701"));
    CHECK(w.parked("702"));
    w.tell("ParkedCallGiveUp", parked(c1, "701"));
    CHECK(w.side.parking().all().size() == 1);
}

TEST_CASE("live parking: a channel that is found gone is not parked")
{
    world w;
    w.list(all_channels, {channel_item(c1)});
    w.tell("ParkedCall", parked(c1, "701"));
    w.list(all_channels, {});
    w.pass(2s);
    CHECK_FALSE(w.parked("701"));
    CHECK(w.side.parking().changes().back().origin() == origin::found);
}
