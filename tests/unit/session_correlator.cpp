// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Which packet is whose answer.

#include "support/catch.hpp"
#include "support/correlating.hpp"

#include <ami/session/actions/answer_shapes.hpp>

#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <vector>

using ami::action;
using ami::errc;
using namespace tests;

TEST_CASE("correlator: what is written", "[session][correlator]")
{
    correlating s;
    s.queue(action("Ping"));
    s.queue(action("Getvar").add("Variable", "X"));
    CHECK(s.written.empty());
    s.write();
    CHECK(s.written ==
          "Action: Ping\r\nActionID: p-1\r\n\r\nAction: Getvar\r\nActionID: p-2\r\nVariable: X\r\n\r\n");
    CHECK(s.counts.actions_started == 2);
}

TEST_CASE("correlator: ActionIDs stay within 32 bytes and never come again", "[session][correlator]")
{
    correlating s;
    const auto first = s.send("Ping");
    s.lose();
    s.c.start("twelve-bytes", s.limits);
    const auto second = s.send("Ping");
    CHECK(second->id > first->id);
    CHECK(s.written.find("ActionID: twelve-bytes2\r\n") != std::string::npos);
    // An answer with an ActionID of the connection before is nobody's.
    CHECK_FALSE(s.respond(first));
    CHECK_FALSE(s.receive("Response: Success\nActionID: @2\n\n"));
    CHECK(second->pending());
    CHECK(s.receive("Response: Success\nActionID: twelve-bytes2\n\n"));
    CHECK(second->answered());
}

TEST_CASE("correlator: an answer completes its action alone", "[session][correlator]")
{
    correlating s;
    const auto a = s.send("Ping");
    const auto b = s.send("Getvar");
    CHECK(s.c.in_flight() == 2);
    CHECK(s.respond(a, "Ping: Pong\n"));
    REQUIRE(a->answered());
    CHECK(a->got.ok());
    CHECK(a->got["Ping"] == "Pong");
    CHECK(a->got.events().empty());
    CHECK(b->pending());
    CHECK(s.c.in_flight() == 1);
    CHECK(s.counts.actions_answered == 1);
}

TEST_CASE("correlator: an error is an answer", "[session][correlator]")
{
    correlating s;
    const auto a = s.send("Hangup");
    CHECK(s.refuse(a, "No such channel"));
    REQUIRE(a->answered());
    CHECK_FALSE(a->got.ok());
    CHECK(a->got.message() == "No such channel");
    CHECK(s.counts.actions_answered == 1);
}

TEST_CASE("correlator: many in flight, answered in any order", "[session][correlator]")
{
    constexpr int count = 2000;
    correlating s;
    std::vector<waiting> all;
    for (int i = 0; i != count; ++i)
        all.push_back(s.send("Ping"));
    CHECK(s.c.in_flight() == count);

    std::vector<std::size_t> order(count);
    for (std::size_t i = 0; i != order.size(); ++i)
        order[i] = i;
    std::shuffle(order.begin(), order.end(), std::mt19937(1));
    for (const auto i : order) {
        REQUIRE(all[i]->pending());
        REQUIRE(s.respond(all[i], fmt::format("Number: {}\n", i)));
        REQUIRE(all[i]->answered());
        REQUIRE(all[i]->got["Number"] == std::to_string(i));
    }
    CHECK(s.c.in_flight() == 0);
    CHECK_FALSE(s.c.next_deadline() == std::nullopt); // old marks may remain ...
    s.pass(1h);
    CHECK(s.c.next_deadline() == std::nullopt); // ... but mean nothing
    CHECK(s.counts.actions_answered == count);
    CHECK(s.ended() == s.counts.actions_started);
}

TEST_CASE("correlator: responses without an action", "[session][correlator]")
{
    correlating s;
    const auto a = s.send("Ping");
    const auto unsent = s.queue(action("Ping"));
    const char* const packets[] = {
        "Response: Success\n\n",
        "Response: Success\nActionID: \n\n",
        "Response: Success\nActionID: p-\n\n",
        "Response: Success\nActionID: 1\n\n",
        "Response: Success\nActionID: q-1\n\n",
        "Response: Success\nActionID: P-1\n\n",
        "Response: Success\nActionID: @99\n\n",
        "Response: Success\nActionID: @0\n\n",
        "Response: Success\nActionID: @-1\n\n",
        "Response: Success\nActionID: @1 \n\n",
        "Response: Success\nActionID: @1x\n\n",
        "Response: Success\nActionID: @18446744073709551617\n\n", // 2^64 + 1
        "Response: Success\nActionID: @0x1\n\n",
        "Response: Success\nActionID: x@1\n\n",
        "Response: Success\nActionID: @\n\n",
        // Its bytes are still here: nobody can know it yet.
        "Response: Success\nActionID: @2\n\n",
        "Response: Error\nActionID: @2\n\n",
        "Response: Success\nActionID: @2\nEventList: start\n\n",
    };
    std::uint64_t orphans = 0;
    for (const auto* packet : packets) {
        CAPTURE(packet);
        CHECK_FALSE(s.receive(packet));
        CHECK(s.counts.orphan_responses == ++orphans);
    }
    CHECK(a->pending());
    CHECK(unsent->pending());
    CHECK(s.respond(a));
    CHECK(a->answered());
    s.write();
    CHECK(s.respond(unsent));
    CHECK(unsent->answered());
}

TEST_CASE("correlator: only the first ActionID of a response counts", "[session][correlator]")
{
    correlating s;
    const auto a = s.send("Ping");
    const auto b = s.send("Ping");
    CHECK(s.receive("Response: Success\nactionid: @2\nActionID: @1\n\n"));
    CHECK(a->pending());
    CHECK(b->answered());
}

TEST_CASE("correlator: ten thousand replies for one ActionID", "[session][correlator]")
{
    correlating s;
    const auto a = s.send("Ping");
    const auto b = s.send("Ping");
    for (int i = 0; i != 10'000; ++i)
        s.respond(a);
    CHECK(a->answered());
    CHECK(b->pending());
    CHECK(s.counts.orphan_responses == 9'999);
    CHECK(s.counts.late_answers == 0);
    CHECK(s.c.in_flight() == 1);

    SECTION("the same for a list")
    {
        const auto list = s.send("Status");
        for (int i = 0; i != 10'000; ++i)
            s.open_list(list);
        CHECK(list->pending());
        CHECK(s.list_item(list));
        CHECK(s.complete_list(list));
        CHECK(list->answered());
        CHECK(list->got.events().size() == 1);
    }
    SECTION("errors in an open list")
    {
        const auto list = s.send("Status");
        s.open_list(list);
        for (int i = 0; i != 10'000; ++i)
            s.refuse(list, std::to_string(i));
        CHECK(s.complete_list(list));
        CHECK(list->answered());
        CHECK_FALSE(list->got.ok());
    }
}

TEST_CASE("correlator: event lists in any letter case, the ActionID first or last", "[session][correlator]")
{
    for (const std::string_view start : {"start", "Start", "START", "sTaRt"}) {
        for (const std::string_view complete : {"Complete", "complete", "COMPLETE"}) {
            for (const std::string_view header : {"EventList", "eventlist", "EVENTLIST"}) {
                correlating s;
                const auto a = s.send("FAXSessions");
                CAPTURE(start, complete, header);
                CHECK(s.receive(
                    fmt::format("Response: Success\nActionID: @1\n{}: {}\nMessage: m\n\n", header, start)));
                CHECK(a->pending());
                CHECK(s.receive("Event: FAXSessionsEntry\nActionID: @1\nItem: a\n\n"));
                CHECK(s.receive("Event: FAXSessionsEntry\nItem: b\nActionID: @1\n\n"));
                CHECK(a->pending());
                CHECK(s.receive(fmt::format(
                    "Event: FAXSessionsComplete\nActionID: @1\n{}: {}\nTotal: 2\n\n", header, complete)));
                REQUIRE(a->answered());
                CHECK(a->got.ok());
                CHECK(a->got.message() == "m");
                REQUIRE(a->got.events().size() == 2);
                CHECK(a->got.events()[0]["Item"] == "a");
                CHECK(a->got.events()[1]["Item"] == "b");
                CHECK(a->got.completion().name() == "FAXSessionsComplete");
                CHECK(a->got.completion()["Total"] == "2");
                CHECK(s.c.in_flight() == 0);
            }
        }
    }
}

TEST_CASE("correlator: a list without items", "[session][correlator]")
{
    correlating s;
    const auto a = s.send("CoreShowChannels");
    s.open_list(a);
    s.complete_list(a);
    REQUIRE(a->answered());
    CHECK(a->got.ok());
    CHECK(a->got.events().empty());
}

TEST_CASE("correlator: whose is an event", "[session][correlator]")
{
    correlating s;
    const auto list = s.send("Status");
    const auto plain = s.send("Ping");
    const auto unsent = s.queue(action("Ping"));
    s.open_list(list);

    // Everything but an item of the list is for subscribers, whatever its ActionID.
    CHECK_FALSE(s.receive("Event: Newchannel\nPrivilege: call,all\n\n"));
    CHECK_FALSE(s.receive("Event: Newchannel\nActionID: \n\n"));
    CHECK_FALSE(s.receive("Event: Newchannel\nActionID: q-1\n\n"));
    CHECK_FALSE(s.receive("Event: Newchannel\nActionID: @99\n\n"));
    CHECK_FALSE(s.receive("Event: Status\nActionID: @2\n\n")); // no list is open there
    CHECK_FALSE(s.receive("Event: Status\nActionID: @3\n\n")); // not even sent
    CHECK_FALSE(s.receive("Event: X\nActionID: @2\nEventList: Complete\n\n"));
    CHECK(s.receive("Event: Status\nActionID: @1\n\n"));
    CHECK(list->pending());
    CHECK(plain->pending());
    CHECK(unsent->pending());
    s.complete_list(list);
    CHECK(list->got.events().size() == 1);
    // Behind its end it is an event like any other.
    CHECK_FALSE(s.list_item(list));
    CHECK_FALSE(s.complete_list(list));
    CHECK(list->completions == 1);
}

TEST_CASE("correlator: items of several lists at once", "[session][correlator]")
{
    correlating s;
    const auto a = s.send("Status");
    const auto b = s.send("QueueStatus");
    s.open_list(b);
    s.open_list(a);
    s.list_item(a, "a1");
    s.list_item(b, "b1");
    s.list_item(a, "a2");
    s.complete_list(b);
    s.list_item(a, "a3");
    s.complete_list(a);
    REQUIRE(a->answered());
    REQUIRE(b->answered());
    CHECK(a->got.events().size() == 3);
    CHECK(b->got.events().size() == 1);
}

TEST_CASE("correlator: a UserEvent is never part of an answer", "[session][correlator]")
{
    correlating s;
    const auto list = s.send("Status");
    const auto fax = s.send("FAXStats");
    s.open_list(list);
    s.respond(fax);
    for (const auto& who : {list, fax}) {
        for (const std::string_view name : {"UserEvent", "userevent", "USEREVENT"}) {
            CHECK_FALSE(
                s.receive(fmt::format("Event: {}\nActionID: @{}\nEventList: Complete\n\n", name, who->id)));
            CHECK_FALSE(s.receive(fmt::format("Event: {}\nActionID: @{}\nItem: forged\n\n", name, who->id)));
            // The action copies headers: a second Event header changes nothing.
            CHECK_FALSE(
                s.receive(fmt::format("Event: {}\nEvent: FAXStats\nActionID: @{}\n\n", name, who->id)));
        }
        CHECK(who->pending());
    }
    s.complete_list(list);
    REQUIRE(list->answered());
    CHECK(list->got.events().empty());
}

TEST_CASE("correlator: an error inside a list", "[session][correlator]")
{
    SECTION("ends those of ShowDialPlan and CoreShowChannelMap")
    {
        for (const std::string_view name : {"ShowDialPlan", "showdialplan", "CoreShowChannelMap"}) {
            correlating s;
            const auto a = s.send(name);
            const auto next = s.send("Ping");
            s.open_list(a);
            s.list_item(a);
            CHECK(s.refuse(a, "no such extension"));
            REQUIRE(a->answered());
            CHECK_FALSE(a->got.ok());
            CHECK(a->got.message() == "no such extension");
            CHECK(a->got.list_error()["Message"] == "no such extension");
            CHECK(a->got.events().size() == 1);
            CHECK(s.c.in_flight() == 1);
            s.respond(next);
            CHECK(next->answered());
        }
    }
    SECTION("those of other actions go on")
    {
        correlating s;
        const auto a = s.send("PJSIPShowEndpoint");
        s.open_list(a);
        s.list_item(a, "1");
        CHECK(s.refuse(a, "Unable to format"));
        CHECK(a->pending());
        s.list_item(a, "2");
        s.complete_list(a);
        REQUIRE(a->answered());
        CHECK_FALSE(a->got.ok());
        CHECK(a->got.message() == "Unable to format");
        CHECK(a->got.events().size() == 2);
        CHECK(a->got.completion().name() == "ListComplete");
    }
    SECTION("a second success is no error")
    {
        for (const std::string_view name : {"ShowDialPlan", "PJSIPShowEndpoint"}) {
            correlating s;
            const auto a = s.send(name);
            s.open_list(a);
            CHECK(s.respond(a));
            CHECK(a->pending());
            s.complete_list(a);
            REQUIRE(a->answered());
            CHECK(a->got.ok());
        }
    }
    SECTION("before a list it is a plain answer")
    {
        correlating s;
        const auto a = s.send("ShowDialPlan");
        s.refuse(a);
        CHECK(a->answered());
        CHECK(a->got.list_error().raw().empty());
    }
    SECTION("a completion that is none")
    {
        // `cancelled` stands in a comment of Asterisk's source; no code emits it.
        correlating s;
        const auto a = s.send("Status");
        s.open_list(a);
        CHECK(s.receive("Event: StatusComplete\nActionID: @1\nEventList: cancelled\nMessage: why\n\n"));
        REQUIRE(a->answered());
        CHECK_FALSE(a->got.ok());
        CHECK(a->got.message() == "why");
    }
}

TEST_CASE("correlator: items handed over as they come", "[session][correlator]")
{
    correlating s;
    const auto a = s.send_each("Status");
    s.open_list(a);
    s.list_item(a, "1");
    CHECK(a->items == std::vector<std::string>{"1"});
    s.list_item(a, "2");
    s.refuse(a, "bad");
    s.list_item(a, "3");
    s.complete_list(a);
    REQUIRE(a->answered());
    CHECK(a->items == std::vector<std::string>{"1", "2", "3"});
    CHECK(a->got.events().empty());
    CHECK(a->got.completion().name() == "ListComplete");
    CHECK_FALSE(a->got.ok());
}

TEST_CASE("correlator: an event that follows the answer", "[session][correlator]")
{
    for (const std::string_view name : {"FAXStats", "FAXSession", "faxstats"}) {
        correlating s;
        CAPTURE(name);
        const auto a = s.send(name);
        const auto next = s.send("Ping");
        s.respond(a, "Message: here it comes\n");
        CHECK(a->pending());
        // It left the line: the server goes on with the next action.
        CHECK(s.respond(next));
        CHECK(next->answered());
        // Another event with its ActionID is for subscribers.
        CHECK_FALSE(s.receive("Event: Other\nActionID: @1\n\n"));
        CHECK(a->pending());
        // The one that it waits for is not.
        CHECK(s.receive(fmt::format("Event: {}\nActionID: @1\nCompleted: 4\n\n", name)));
        REQUIRE(a->answered());
        CHECK(a->got.ok());
        CHECK(a->got.message() == "here it comes");
        REQUIRE(a->got.events().size() == 1);
        CHECK(a->got.events()[0]["Completed"] == "4");
        CHECK(s.c.in_flight() == 0);
    }
    SECTION("an error is the whole answer")
    {
        correlating s;
        const auto a = s.send("FAXSession");
        s.refuse(a, "Unable to find session");
        REQUIRE(a->answered());
        CHECK(a->got.message() == "Unable to find session");
    }
}

TEST_CASE("correlator: an Originate ends with its answer -> its outcome is an event", "[session][correlator]")
{
    correlating s;
    const auto call = s.send("Originate");
    CHECK_FALSE(s.receive("Event: OriginateResponse\nActionID: @1\nResponse: Success\n\n"));
    CHECK(call->pending());
    s.respond(call, "Message: Originate successfully queued\n");
    REQUIRE(call->answered());
    CHECK(call->got.events().empty());
    CHECK_FALSE(s.receive("Event: OriginateResponse\nActionID: @1\nResponse: Success\n\n"));
    CHECK(s.c.is_own("p-1"));
    CHECK_FALSE(s.c.is_own("q-1"));
}

TEST_CASE("correlator: an action that gets no answer", "[session][correlator]")
{
    correlating s;
    s.c.start("http-", s.limits);
    const auto first = s.send(action("Originate").retry_if_unsent());
    const auto second = s.send(action("Ping"));
    const auto third = s.send(action("Ping"));
    CHECK_FALSE(s.c.fail(2, {errc::outcome_unknown, "closed"}, true, s.now));
    s.tell();
    CHECK(second->how.ec == errc::outcome_unknown);
    CHECK(second->how.text == "action Ping: closed");
    CHECK_FALSE(s.c.fail(9, {errc::outcome_unknown, "closed"}, true, s.now));
    const auto again = s.c.fail(1, {errc::not_sent, "closed"}, true, s.now);
    REQUIRE(again);
    CHECK(again->operation == first);
    CHECK(first->pending());
    CHECK(third->pending());
    CHECK(s.c.in_flight() == 1);
    CHECK(s.counts.actions_outcome_unknown == 1);
}

TEST_CASE("correlator: what add refuses", "[session][correlator]")
{
    correlating s;
    const auto who = s.queue(action("Ping").add("ActionID", "mine"));
    CHECK(s.refused.ec == errc::reserved_header);
    CHECK(s.refused.text.find("ActionID") != std::string::npos);
    CHECK(who->pending());
    CHECK(who->id == 0);
    CHECK(s.c.queue().empty());
    CHECK(s.c.in_flight() == 0);
    CHECK(s.counts.actions_started == 0);
}

TEST_CASE("correlator: limit of actions in flight", "[session][correlator]")
{
    ami::limits limits;
    limits.max_in_flight = 3;
    correlating s(limits);
    const auto a = s.send("Ping");
    const auto b = s.send("Originate");
    const auto c = s.queue(action("Ping"));
    CHECK_FALSE(s.refused);
    const auto d = s.queue(action("Ping"));
    CHECK(s.refused.ec == errc::too_many_in_flight);
    CHECK(s.refused.text == "limits::max_in_flight is 3");
    CHECK(d->pending());

    SECTION("an answer makes room")
    {
        s.respond(a);
        s.queue(action("Ping"));
        CHECK_FALSE(s.refused);
        s.queue(action("Ping"));
        CHECK(s.refused.ec == errc::too_many_in_flight);
    }
    SECTION("one that was never written makes room when it is cancelled")
    {
        s.cancel(c);
        s.queue(action("Ping"));
        CHECK_FALSE(s.refused);
    }
    SECTION("one that was cancelled takes none, though its answer is outstanding")
    {
        s.write();
        s.cancel(c);
        s.queue(action("Ping"));
        CHECK_FALSE(s.refused);
        s.queue(action("Ping"));
        CHECK(s.refused.ec == errc::too_many_in_flight);
    }
    SECTION("one that timed out takes none")
    {
        s.write();
        s.pass(10s);
        CHECK(a->failed(errc::timed_out));
        s.queue(action("Ping"));
        CHECK_FALSE(s.refused);
    }
    SECTION("zero allows nothing")
    {
        limits.max_in_flight = 0;
        correlating none(limits);
        none.queue(action("Ping"));
        CHECK(none.refused.ec == errc::too_many_in_flight);
    }
}

TEST_CASE("correlator: limit of bytes that wait", "[session][correlator]")
{
    const std::string ping = "Action: Ping\r\nActionID: p-1\r\n\r\n";
    ami::limits limits;
    limits.max_write_queue = 2 * ping.size();
    correlating s(limits);
    s.queue(action("Ping"));
    s.queue(action("Ping"));
    CHECK_FALSE(s.refused);
    CHECK(s.c.queue().size() == 2 * ping.size());
    const auto who = s.queue(action("Ping"));
    CHECK(s.refused.ec == errc::write_queue_full);
    CHECK(s.refused.text == fmt::format("{0} bytes wait, limits::max_write_queue is {0}", 2 * ping.size()));
    CHECK(who->id == 0);
    CHECK(s.c.queue().size() == 2 * ping.size());

    // What the network has does not count any more.
    s.write();
    s.queue(action("Ping"));
    CHECK_FALSE(s.refused);
    s.queue(action("Ping").add("X", "y"));
    CHECK(s.refused.ec == errc::write_queue_full);

    limits.max_write_queue = ping.size() - 1;
    correlating less(limits);
    less.queue(action("Ping"));
    CHECK(less.refused.ec == errc::write_queue_full);
    CHECK(less.c.in_flight() == 0);
}

TEST_CASE("correlator: limits of lists", "[session][correlator]")
{
    ami::limits limits;
    SECTION("items")
    {
        limits.max_list_items = 3;
        correlating s(limits);
        const auto a = s.send("Status");
        const auto next = s.send("Ping");
        s.open_list(a);
        for (int i = 0; i != 3; ++i)
            s.list_item(a);
        CHECK(a->pending());
        CHECK(s.list_item(a));
        CHECK(a->failed(errc::list_too_large));
        CHECK(a->how.text.find("the list of Status has more than 3 events") == 0);
        CHECK(a->how.text.find("max_list_items") != std::string::npos);
        CHECK(s.counts.actions_answered == 1);
        CHECK(s.ended() == 1);
        // The rest is swallowed, and the connection goes on.
        CHECK(s.list_item(a));
        CHECK(s.complete_list(a));
        CHECK(s.respond(next));
        CHECK(next->answered());
        CHECK(s.c.in_flight() == 0);
    }
    SECTION("exactly as many")
    {
        limits.max_list_items = 3;
        correlating s(limits);
        const auto a = s.send("Status");
        s.open_list(a);
        for (int i = 0; i != 3; ++i)
            s.list_item(a);
        s.complete_list(a);
        CHECK(a->answered());
    }
    SECTION("bytes")
    {
        const std::string item = "Event: ListItem\r\nActionID: p-1\r\nItem: x\r\n\r\n";
        limits.max_list_bytes = 2 * item.size();
        correlating s(limits);
        const auto a = s.send("Status");
        s.open_list(a);
        s.list_item(a);
        s.list_item(a);
        CHECK(a->pending());
        s.list_item(a);
        CHECK(a->failed(errc::list_too_large));
        CHECK(a->how.text.find("max_list_bytes") != std::string::npos);
    }
    SECTION("none where items are handed over")
    {
        limits.max_list_items = 1;
        limits.max_list_bytes = 1;
        correlating s(limits);
        const auto a = s.send_each("Status");
        s.open_list(a);
        for (int i = 0; i != 10; ++i)
            s.list_item(a);
        s.complete_list(a);
        CHECK(a->answered());
        CHECK(a->items.size() == 10);
    }
    SECTION("zero allows the empty list")
    {
        limits.max_list_items = 0;
        correlating s(limits);
        const auto a = s.send("Status");
        s.open_list(a);
        s.complete_list(a);
        CHECK(a->answered());
        const auto b = s.send("Status");
        s.open_list(b);
        s.list_item(b);
        CHECK(b->failed(errc::list_too_large));
    }
}

TEST_CASE("correlator: a Command's answer of Asterisk 13 is an answer", "[session][correlator]")
{
    correlating s;
    const auto a = s.send("Command");
    s.receive(
        "Response: Follows\nPrivilege: Command\nActionID: @1\nline: one\n\nline two\n--END COMMAND--\n\n");
    REQUIRE(a->answered());
    CHECK(a->got.ok());
    CHECK(a->got.output() == std::vector<std::string>{"line: one", "", "line two"});
}

TEST_CASE("correlator: no action takes events -> events are not examined", "[session][correlator]")
{
    correlating s;
    const auto a = s.send("Ping");
    CHECK_FALSE(s.receive("Event: X\nActionID: @1\nEventList: Complete\n\n"));
    const auto list = s.send("Status");
    s.open_list(list);
    s.complete_list(list);
    CHECK_FALSE(s.receive("Event: X\nActionID: @1\nEventList: Complete\n\n"));
    CHECK(a->pending());
}

TEST_CASE("answer shapes: the table", "[session][correlator]")
{
    std::set<std::string> names;
    for (const auto& shape : ami::detail::answer_shapes) {
        CAPTURE(shape.name);
        CHECK(names.insert(std::string(shape.name)).second);
        CHECK(ami::detail::find_answer_shape(shape.name) == &shape);
    }
    const auto* const lower = ami::detail::find_answer_shape("iaxNETSTATS");
    REQUIRE(lower);
    CHECK(lower->name == "IAXnetstats");
    CHECK(ami::detail::find_answer_shape("SCCPShowDevices")->items_have_no_id);
    CHECK(ami::detail::find_answer_shape("Ping") == nullptr);
    CHECK(ami::detail::find_answer_shape("") == nullptr);
    CHECK(ami::detail::find_answer_shape("ShowDialPlanX") == nullptr);
    CHECK(ami::detail::find_answer_shape("SCCP") == nullptr);
}
