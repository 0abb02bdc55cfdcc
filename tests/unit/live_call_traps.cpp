// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// The live model's calls: transfers, calls that become one while phones ring, and what is tied to a call that is no more.

#include "support/catch.hpp"
#include "support/live_phones.hpp"

#include <string>
#include <string_view>

using namespace tests::live_calls;

TEST_CASE("live call: who transfers has not hung up, although the one who is left ends at once")
{
    phones w;
    w.talk("a", "b", "br");
    const std::string blind = snapshot{"b", "a"}.text("Transferer") + snapshot{"a"}.text("Transferee") +
                              "IsExternal: Yes\nContext: home\nExtension: 300\n";
    SECTION("told before it leaves")
    {
        w.tell("BlindTransfer", "Result: Success\n" + blind);
        w.leave("br", "b", "a", 1);
        w.leave("br", "a", "a", 0);
        w.hang_up("b", 17);
    }
    SECTION("told when it is gone")
    {
        w.leave("br", "b", "a", 1);
        w.leave("br", "a", "a", 0);
        w.hang_up("b", 17);
        w.tell("BlindTransfer", "Result: Success\n" + blind);
    }
    SECTION("somebody else comes meanwhile")
    {
        w.tell("BlindTransfer", "Result: Success\n" + blind);
        w.leave("br", "b", "a", 1);
        w.make("c", "a", ringing);
        w.hang_up("b", 17);
        w.request("a");
        w.hang_up("c", 26);
    }
    SECTION("with consultation")
    {
        w.tell("AttendedTransfer", "Result: Success\nDestType: App\n" +
                                       snapshot{"b", "a"}.text("OrigTransferer") +
                                       snapshot{"z"}.text("SecondTransferer"));
        w.leave("br", "b", "a", 1);
        w.hang_up("b", 17);
    }
    w.pass(500ms);
    w.hang_up("a", 16);
    REQUIRE(w.last().ended());
    CHECK(w.last().ended().hung_up_by().id() == "a");
    CHECK(w.last().ended().hangup_cause() == hangup_cause::normal_clearing);
}

// Of the far half a hangup is requested, and it is gone within the same time.
TEST_CASE("live call: who transfers is a Local channel -> its far half has not hung up")
{
    phones w;
    const snapshot transferer{"b", "a", "Local/3090@home-00000001;1"};
    const snapshot other_half{"b;2", "a", "Local/3090@home-00000001;2"};
    w.talk("a", "b", "br");
    w.tell("Newchannel", other_half.text());
    const auto blind = "Result: Success\n" + transferer.text("Transferer") +
                       snapshot{"a"}.text("Transferee") + "IsExternal: Yes\nContext: home\nExtension: 300\n";
    SECTION("as 22 tells it")
    {
        w.tell("BlindTransfer", blind);
        w.leave("br", "a", "a", 1);
        w.leave("br", "b", "a", 0);
        w.pass(1s); // over HTTP, events come with pauses
        w.tell("HangupRequest", other_half.text() + "Cause: 16\n");
        w.hang_up("b", 16);
        w.tell("Hangup", other_half.text() + "Cause: 16\n");
        w.pass(1500ms);
    }
    SECTION("as 16 tells it")
    {
        w.leave("br", "a", "a", 1);
        w.leave("br", "b", "a", 0);
        w.tell("BlindTransfer", blind);
        w.tell("HangupRequest", other_half.text() + "Cause: 16\n");
        w.hang_up("b", 16);
        w.tell("Hangup", other_half.text() + "Cause: 16\n");
        w.pass(500ms);
    }
    w.hang_up("a", 16);
    REQUIRE(w.last().ended());
    CHECK(w.last().ended().hung_up_by().id() == "a");
}

TEST_CASE("live call: a transfer that failed, or made one of three -> the first one to leave has hung up")
{
    phones w;
    w.talk("a", "b", "br");
    w.tell(GENERATE("BlindTransfer", "AttendedTransfer"),
        std::string(GENERATE("Result: Fail\n", "Result: Success\nDestType: Threeway\n")) +
            snapshot{"b", "a"}.text("OrigTransferer"));
    w.leave("br", "b", "a", 1);
    w.leave("br", "a", "a", 0);
    w.hang_up("b", 17);
    w.hang_up("a");
    CHECK(w.last().ended().hung_up_by().id() == "b");
}

TEST_CASE("live call: two calls become one while a phone rings -> it is told of once")
{
    phones w;
    w.make("a", "a", ring);
    w.pass(1s);
    w.make("b", "b", ring);
    w.make("p", "b", ringing);
    w.make("q", "a", ringing);
    int told = 0;
    for (const auto& each : w.changes())
        told += static_cast<int>(each.began_to_ring().size());
    REQUIRE(told == 2);
    const auto count = w.changes().size();
    w.set("b", "a", up);
    CHECK(w.call_of("p").id() == "a");
    CHECK(w.call("a").parties().size() == 4);
    for (auto i = count; i != w.changes().size(); ++i)
        CHECK(w.changes()[i].began_to_ring().empty());
    // One that begins to ring just now is.
    w.make("r", "b", ringing);
    CHECK(w.call_of("r").id() == "a");
    CHECK(ids_of(w.last().began_to_ring()) == ids{"r"});
}

TEST_CASE(
    "live call: the linked id of a call that was merged leads to the other one, as long as a channel has it")
{
    phones w;
    w.make("a", "a", up);
    w.pass(1s);
    w.make("b", "b", up);
    w.make("c", "b", up);
    w.set("b", "a", up);
    CHECK(w.call_of("c").id() == "a");
    w.make("d", "b", up);
    CHECK(w.call_of("d").id() == "a");
    w.hang_up("c");
    w.make("e", "b", up);
    CHECK(w.call_of("e").id() == "a");
    w.hang_up("d");
    w.hang_up("e");
    // Nobody has it any more.
    w.make("f", "b", up);
    CHECK(w.call_of("f").id() == "b");
    CHECK(w.side.calls().size() == 2);
    w.hang_up("f");
    w.hang_up("a");
    w.hang_up("b");
    CHECK(w.side.calls().size() == 0);
    w.make("g", "a", up);
    CHECK(w.call_of("g").id() == "a");
}
