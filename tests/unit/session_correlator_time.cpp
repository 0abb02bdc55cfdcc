// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Deadlines, tombstones, the end of the connection.

#include "support/catch.hpp"
#include "support/correlating.hpp"

#include <boost/asio/error.hpp>

#include <string>
#include <string_view>
#include <vector>

using ami::action;
using ami::errc;
using ami::detail::action_terms;
using ami::detail::duration;
using namespace tests;

TEST_CASE("correlator: an action that is not answered times out", "[session][correlator][time]")
{
    correlating s;
    const auto a = s.send("Ping");
    CHECK(s.c.next_deadline() == s.now + 10s);
    s.pass(10s - 1ns);
    CHECK(a->pending());
    s.pass(1ns);
    REQUIRE(a->failed(errc::timed_out));
    CHECK(a->how.text == "action Ping: no answer within 10 s");
    CHECK(s.counts.actions_timed_out == 1);
    CHECK(s.c.in_flight() == 0);

    // The late answer is swallowed.
    CHECK(s.respond(a));
    CHECK(s.counts.late_answers == 1);
    CHECK(s.counts.orphan_responses == 0);
    // Once: then it is nobody's.
    CHECK_FALSE(s.respond(a));
    CHECK(s.counts.orphan_responses == 1);
    CHECK(a->completions == 1);
}

TEST_CASE("correlator: the texts for actions that may not be answered at all", "[session][correlator][time]")
{
    const struct {
        std::string_view name;
        std::string_view text;
    } rows[] = {
        {"IAXnetstats",
            "action IAXnetstats: no answer within 10 s; Asterisk never answers IAXnetstats with a response"},
        {"Queues",
            "action Queues: no answer within 10 s; Asterisk up to 13 answers Queues with plain text, which "
            "no client can tell apart"},
        {"Events",
            "action Events: no answer within 10 s; with brokeneventsaction=yes in manager.conf Asterisk does "
            "not answer it"},
        {"FAXStats", "action FAXStats: no answer within 10 s"},
    };
    for (const auto& row : rows) {
        correlating s;
        const auto a = s.send(row.name);
        s.pass(10s);
        CHECK(a->failed(errc::timed_out));
        CHECK(a->how.text == row.text);
    }
}

TEST_CASE("correlator: the time counts from the head of the line", "[session][correlator][time]")
{
    correlating s;
    const auto a = s.send("Ping");
    s.pass(4s);
    const auto b = s.send("Ping");
    s.pass(5s);
    s.respond(a); // at 9 s: b becomes the oldest
    CHECK(s.c.next_deadline() == s.now + 10s);
    s.pass(10s - 1ns);
    CHECK(b->pending());
    s.pass(1ns);
    CHECK(b->failed(errc::timed_out));
}

TEST_CASE("correlator: the line goes on when its head times out", "[session][correlator][time]")
{
    correlating s;
    const auto a = s.send("Ping");
    const auto b = s.send("Ping");
    const auto c = s.send("Ping");
    s.pass(10s);
    CHECK(a->failed(errc::timed_out));
    CHECK(b->pending());
    s.pass(10s);
    CHECK(b->failed(errc::timed_out));
    CHECK(c->pending());
    // The answer of one that left the line does not restart the clock of the head.
    s.pass(9s);
    CHECK(s.respond(a));
    CHECK(s.respond(b));
    s.pass(1s);
    CHECK(c->failed(errc::timed_out));
    CHECK(s.c.next_deadline() != std::nullopt);
    s.pass(5min);
    CHECK(s.c.next_deadline() == std::nullopt);
}

TEST_CASE("correlator: answers out of order do not move the head", "[session][correlator][time]")
{
    correlating s;
    const auto a = s.send("Ping");
    const auto b = s.send("Ping");
    const auto c = s.send("Ping");
    s.pass(6s);
    s.respond(b);
    s.pass(4s);
    CHECK(a->failed(errc::timed_out));
    CHECK(c->pending());
    s.pass(10s);
    CHECK(c->failed(errc::timed_out));
}

TEST_CASE("correlator: an action's own time", "[session][correlator][time]")
{
    SECTION("shorter")
    {
        correlating s;
        const auto a = s.send(action("Ping").timeout(2s));
        CHECK(s.c.next_deadline() == s.now + 2s);
        s.pass(2s);
        CHECK(a->failed(errc::timed_out));
        CHECK(a->how.text == "action Ping: no answer within 2 s");
    }
    SECTION("longer than the bound for all: the bound gives way")
    {
        correlating s;
        const auto a = s.send(action("Originate").timeout(10min));
        s.pass(6min);
        CHECK(a->pending());
        s.pass(4min);
        CHECK(a->failed(errc::timed_out));
    }
    SECTION("fractions")
    {
        correlating s;
        const auto a = s.send(action("Ping").timeout(1500ms));
        s.pass(1500ms);
        CHECK(a->how.text == "action Ping: no answer within 1.5 s");
    }
    SECTION("zero or less is over at the next look, once")
    {
        for (const duration time : {duration(0), duration(-5s), duration::min()}) {
            correlating s;
            const auto a = s.send(action("Ping").timeout(time));
            s.pass(1ns);
            CHECK(a->failed(errc::timed_out));
        }
        // Starting it anew from its own end must not go on for ever.
        correlating s;
        int rounds = 0;
        std::vector<waiting> all;
        const std::function<void()> again = [&] {
            if (++rounds == 1000)
                return;
            auto next = std::make_shared<recorded>();
            next->then = again;
            all.push_back(next);
            s.send(action("Ping").timeout(duration(0)), usual_terms, next);
        };
        again();
        s.pass(1ns);
        CHECK(rounds == 2);
    }
    SECTION("for ever")
    {
        correlating s;
        const auto a = s.send(action("WaitEvent").timeout(duration::max()));
        s.pass(24h * 365 * 100);
        CHECK(a->pending());
        s.respond(a);
        CHECK(a->answered());
    }
}

TEST_CASE("correlator: list items restart the time", "[session][correlator][time]")
{
    correlating s;
    const auto a = s.send("Status");
    s.pass(9s);
    s.open_list(a);
    CHECK(s.c.next_deadline() == s.now + 10s);
    for (int i = 0; i != 20; ++i) {
        s.pass(9s);
        REQUIRE(a->pending());
        s.list_item(a);
    }
    s.pass(10s - 1ns);
    CHECK(a->pending());
    s.pass(1ns);
    REQUIRE(a->failed(errc::timed_out));
    CHECK(a->how.text == "action Status: no answer within 10 s");

    // What comes of it later is swallowed.
    CHECK(s.list_item(a));
    CHECK(s.complete_list(a));
    CHECK_FALSE(s.complete_list(a));
}

TEST_CASE("correlator: items of another list do not restart the timeout", "[session][correlator][time]")
{
    correlating s;
    const auto a = s.send("Ping");
    const auto b = s.send("Status");
    s.open_list(b); // out of order
    s.pass(9s);
    s.list_item(b);
    s.pass(1s);
    CHECK(a->failed(errc::timed_out));
    CHECK(b->pending());
}

TEST_CASE("correlator: the bound beside the head's time", "[session][correlator][time]")
{
    correlating s;
    SECTION("others stood before it")
    {
        const auto terms = action_terms{10s, 25s};
        const auto a = s.send("Ping");
        const auto b = s.send("Ping");
        const auto c = s.send(action("Getvar"), terms);
        s.pass(10s);
        CHECK(a->failed(errc::timed_out));
        s.pass(10s);
        CHECK(b->failed(errc::timed_out));
        s.pass(5s - 1ns);
        CHECK(c->pending());
        CHECK(s.c.next_deadline() == s.now + 1ns);
        s.pass(1ns);
        REQUIRE(c->failed(errc::timed_out));
        CHECK(c->how.text == "action Getvar: no answer in time, earlier actions were not answered");
        // It stays in line: the server still works at it.
        CHECK(s.respond(c));
        CHECK(s.counts.late_answers == 1);
        CHECK(s.c.in_flight() == 0);
    }
    SECTION("a list that never ends")
    {
        const auto a = s.send("Status");
        s.open_list(a);
        for (int i = 0; i != 33; ++i) {
            s.pass(9s);
            s.list_item(a);
        }
        CHECK(a->pending());
        s.pass(3s);
        REQUIRE(a->failed(errc::timed_out));
        CHECK(a->how.text == "action Status: its list did not end in time");
        // The endless list still holds the line up, so who is behind it gets no answer either.
        s.list_item(a);
        const auto b = s.send("Ping");
        for (int i = 0; i != 33; ++i) {
            s.pass(9s);
            s.list_item(a);
        }
        CHECK(b->pending());
        s.pass(3s);
        CHECK(b->failed(errc::timed_out));
    }
    SECTION("the network takes nothing")
    {
        const auto a = s.send(action("Ping").timeout(20s));
        const auto b = s.queue(action("Setvar"), {10s, 15s});
        s.pass(15s);
        REQUIRE(b->failed(errc::not_sent));
        CHECK(b->how.text == "action Setvar: it could not be written in time");
        CHECK(a->pending());
        CHECK(s.c.queue().empty());
        CHECK(s.counts.actions_not_sent == 1);
    }
}

TEST_CASE(
    "correlator: an action that was never written and times out at the head", "[session][correlator][time]")
{
    correlating s;
    const auto a = s.queue(action("Setvar"));
    const auto b = s.queue(action("Ping"));
    s.pass(10s);
    REQUIRE(a->failed(errc::not_sent));
    CHECK(a->how.text == "action Setvar: no answer within 10 s");
    CHECK(s.counts.actions_not_sent == 1);
    s.write();
    CHECK(s.written == "Action: Ping\r\nActionID: p-2\r\n\r\n");
    CHECK(b->pending());
    // It becomes the head now, with its whole time before it.
    s.pass(10s - 1ns);
    CHECK(b->pending());
    s.pass(1ns);
    CHECK(b->failed(errc::timed_out));
    // No tombstone: nothing can come for one that was never sent.
    CHECK_FALSE(s.respond(a));
    CHECK(s.counts.orphan_responses == 1);
}

TEST_CASE(
    "correlator: cancelling the unwritten head gives the next its whole time", "[session][correlator][time]")
{
    correlating s;
    const auto a = s.queue(action("Ping"));
    s.pass(9s);
    const auto b = s.queue(action("Ping"));
    s.cancel(a);
    s.pass(9s);
    CHECK(b->pending());
    s.pass(1s);
    CHECK(b->failed(errc::not_sent));
}

TEST_CASE(
    "correlator: a partly written action that is given up -> its rest is written, it is never \"not sent\"",
    "[session][correlator][time]")
{
    correlating s;
    const auto first = s.send(action("Status"), {10s, 10s});
    const auto a = s.queue(action("Setvar"), {10s, 10s});
    const auto b = s.queue(action("Getvar"), {10s, 10s});
    s.written.clear();
    s.write_some(5);
    CHECK_FALSE(s.c.was_sent(a->id));
    CHECK_FALSE(s.c.can_withdraw(a->id));
    CHECK(s.c.can_withdraw(b->id));
    SECTION("its whole time is over")
    {
        s.pass(10s);
        CHECK(first->failed(errc::timed_out));
        CHECK(a->failed(errc::timed_out));
        CHECK(b->failed(errc::not_sent));
    }
    SECTION("it is cancelled")
    {
        s.cancel(a);
        CHECK(a->failed(errc::closed));
        s.cancel(b);
    }
    s.write();
    CHECK(s.written == "Action: Setvar\r\nActionID: p-2\r\n\r\n");
    CHECK(s.respond(a)); // the tombstone takes it
    CHECK(s.counts.late_answers == 1);
    CHECK(s.counts.orphan_responses == 0);
}

TEST_CASE(
    "correlator: the connection is lost in the middle of an action -> not sent", "[session][correlator]")
{
    correlating s;
    const auto a = s.queue(action("Setvar"));
    const auto b = s.queue(action("Setvar"));
    const auto c = s.queue(action("Setvar"));
    s.write_some(s.c.queue().size() * 2 / 3 - 1);
    s.lose();
    CHECK(a->failed(errc::outcome_unknown));
    CHECK(b->failed(errc::not_sent));
    CHECK(c->failed(errc::not_sent));
}

TEST_CASE("correlator: the event after FAXStats has the action's time", "[session][correlator][time]")
{
    correlating s;
    const auto fax = s.send("FAXStats");
    s.pass(9s);
    s.respond(fax);
    s.pass(10s);
    REQUIRE(fax->failed(errc::timed_out));
    CHECK(fax->how.text == "action FAXStats: the event that follows its answer did not come in time");
}

// --- cancelling -------------------------------------------------------------------------------------------------

TEST_CASE("correlator: cancelling what was not written", "[session][correlator][cancel]")
{
    correlating s;
    const auto a = s.queue(action("A"));
    const auto b = s.queue(action("B"));
    const auto c = s.queue(action("C"));
    CHECK_FALSE(s.c.was_sent(b->id));
    s.cancel(b);
    CHECK(b->failed(errc::closed));
    CHECK(s.counts.actions_cancelled == 1);
    s.write();
    CHECK(s.c.was_sent(a->id));
    CHECK(s.c.was_sent(c->id));
    CHECK(s.written == "Action: A\r\nActionID: p-1\r\n\r\nAction: C\r\nActionID: p-3\r\n\r\n");
    CHECK_FALSE(s.respond(b)); // nothing was left behind
    s.respond(a);
    s.respond(c);
    CHECK(a->answered());
    CHECK(c->answered());
    CHECK(s.c.in_flight() == 0);
    s.cancel(b);
    s.cancel(a);
    CHECK(a->completions == 1);
    CHECK(b->completions == 1);
}

TEST_CASE("correlator: a cancelled action swallows its answer", "[session][correlator][cancel]")
{
    correlating s;
    const auto a = s.send("Ping");
    const auto b = s.send("Ping");
    s.pass(3s);
    s.cancel(a);
    REQUIRE(a->failed(errc::closed));
    CHECK(s.counts.actions_cancelled == 1);
    CHECK(s.c.in_flight() == 1); // its answer is outstanding
    s.pass(6s);
    CHECK(s.respond(a));
    CHECK(s.counts.late_answers == 1);
    CHECK(a->completions == 1);
    CHECK(s.c.in_flight() == 1);
    // b waited behind the tombstone, whose place in line was real.
    s.pass(10s - 1ns);
    CHECK(b->pending());
    s.respond(b);
    CHECK(b->answered());
}

TEST_CASE("correlator: a cancelled action swallows its list", "[session][correlator][cancel]")
{
    correlating s;
    const auto a = s.send("Status");
    const auto b = s.send("Ping");
    SECTION("before it began")
    {
        s.cancel(a);
    }
    s.open_list(a);
    SECTION("before its items")
    {
        s.cancel(a);
    }
    CHECK(s.list_item(a));
    SECTION("in its middle")
    {
        s.cancel(a);
    }
    CHECK(s.list_item(a));
    CHECK(s.refuse(a)); // an error in it
    CHECK(s.list_item(a));
    CHECK(s.complete_list(a));
    CHECK(a->completions == 1);
    CHECK(s.c.in_flight() == 1);
    s.respond(b);
    CHECK(b->answered());
    CHECK_FALSE(s.list_item(a));
}

TEST_CASE("correlator: a deadline of a cancelled action passes -> it is overdue, once",
    "[session][correlator][cancel]")
{
    correlating s;
    SECTION("at the head of the line")
    {
        const auto a = s.send("A");
        s.pass(2s);
        s.cancel(a);
        CHECK(s.c.next_deadline() == s.now + 8s);
        CHECK_FALSE(s.pass(8s - 1ns));
        CHECK(s.pass(1ns));
        CHECK_FALSE(s.c.is_waiting());
        CHECK_FALSE(s.pass(10min));
        CHECK(s.counts.actions_timed_out == 0);
    }
    SECTION("behind another one")
    {
        s.send(action("Long").timeout(20s));
        const auto b = s.send("B");
        s.cancel(b);
        CHECK_FALSE(s.pass(20s - 1ns));
        CHECK(s.pass(1ns));
        CHECK_FALSE(s.pass(10s - 1ns));
        CHECK(s.pass(1ns));
    }
    SECTION("the bound of the whole")
    {
        s.send(action("Long").timeout(20min), {10s, 5min, false, false, s.now + 20min});
        const auto b = s.send("B");
        s.cancel(b);
        CHECK_FALSE(s.pass(5min - 1ns));
        CHECK(s.pass(1ns));
        CHECK(s.c.is_waiting());
        CHECK_FALSE(s.pass(10min));
    }
    SECTION("its list")
    {
        const auto list = s.send("Status");
        s.open_list(list);
        s.cancel(list);
        CHECK_FALSE(s.pass(9s));
        s.list_item(list);
        CHECK_FALSE(s.pass(9s));
        CHECK(s.pass(1s));
    }
    SECTION("the event that follows its answer")
    {
        const auto fax = s.send("FAXStats");
        s.cancel(fax);
        s.respond(fax);
        CHECK_FALSE(s.c.is_waiting());
        CHECK_FALSE(s.pass(10s - 1ns));
        CHECK(s.pass(1ns));
        CHECK_FALSE(s.pass(10min));
    }
    SECTION("an action that nobody cancelled is overdue too, sent or not")
    {
        s.send("A");
        CHECK(s.pass(10s));
        s.queue(action("B"));
        CHECK(s.pass(10s));
        CHECK(s.counts.actions_not_sent == 1);
    }
    SECTION("an answer in time")
    {
        const auto a = s.send("A");
        s.cancel(a);
        s.pass(9s);
        s.respond(a);
        CHECK_FALSE(s.pass(10min));
    }
}

TEST_CASE(
    "correlator: more cancelled actions than max_cancelled -> too many", "[session][correlator][cancel]")
{
    ami::limits limits;
    limits.max_cancelled = 2;
    correlating s(limits);
    const auto a = s.send("A");
    const auto b = s.send("B");
    const auto c = s.send("C");
    const auto unsent = s.queue(action("D"));
    s.cancel(a);
    s.cancel(b);
    s.cancel(unsent); // leaves nothing behind
    CHECK_FALSE(s.c.has_too_many_cancelled());
    SECTION("answers make room")
    {
        s.respond(a);
        s.cancel(c);
        CHECK_FALSE(s.c.has_too_many_cancelled());
    }
    SECTION("those that are overdue do not count: a server may answer some actions never")
    {
        s.pass(10s);
        s.cancel(c);
        CHECK_FALSE(s.c.has_too_many_cancelled());
        s.cancel(s.send("E"));
        CHECK(s.c.has_too_many_cancelled());
    }
    SECTION("one more")
    {
        s.cancel(c);
        CHECK(s.c.has_too_many_cancelled());
        s.lose();
        CHECK_FALSE(s.c.has_too_many_cancelled());
    }
}

TEST_CASE("correlator: a cancelled list that ends with an error", "[session][correlator][cancel]")
{
    correlating s;
    const auto a = s.send("ShowDialPlan");
    s.open_list(a);
    s.list_item(a);
    s.cancel(a);
    CHECK(s.refuse(a));
    CHECK(s.c.in_flight() == 0);
    CHECK_FALSE(s.list_item(a));
    CHECK(a->failed(errc::closed));
}

TEST_CASE(
    "correlator: cancelled while the event behind its answer is awaited", "[session][correlator][cancel]")
{
    correlating s;
    const auto fax = s.send("FAXStats");
    SECTION("before the answer")
    {
        s.cancel(fax);
        CHECK(s.respond(fax));
        CHECK(s.counts.late_answers == 1);
    }
    SECTION("after the answer")
    {
        s.respond(fax);
        s.cancel(fax);
    }
    CHECK(fax->failed(errc::closed));
    CHECK(s.c.in_flight() == 0);
    CHECK(s.receive("Event: FAXStats\nActionID: @1\n\n")); // nobody else's
    CHECK_FALSE(s.receive("Event: FAXStats\nActionID: @1\n\n"));
    CHECK(fax->completions == 1);
}

TEST_CASE("correlator: cancelled actions whose event never comes take no room for ever",
    "[session][correlator][cancel]")
{
    ami::limits limits;
    limits.max_in_flight = 10;
    for (const bool before_answer : {true, false}) {
        correlating s(limits);
        for (int i = 0; i != 100; ++i) {
            const auto call = s.send("FAXStats");
            REQUIRE_FALSE(s.refused);
            if (before_answer)
                s.cancel(call);
            s.respond(call);
            if (!before_answer)
                s.cancel(call);
            REQUIRE(call->failed(errc::closed));
        }
        CHECK(s.c.in_flight() == 0);
    }
}

TEST_CASE("correlator: tombstones out of the line are bounded", "[session][correlator][cancel]")
{
    correlating s;
    std::vector<waiting> calls;
    for (int i = 0; i != 3000; ++i) {
        calls.push_back(s.send(action(i % 3 == 0 ? "Status" : "FAXStats")));
        if (i % 3 != 0)
            s.respond(calls.back());
        if (i % 3 != 1)
            s.pass(40s); // times out, at the head or awaiting its outcome
        else
            s.cancel(calls.back());
        REQUIRE(calls.back()->completions == 1);
    }
    CHECK(s.c.in_flight() == 0);
    // The newest still swallow.
    CHECK(s.open_list(calls[2997]));
    CHECK(s.list_item(calls[2997]));
    CHECK(s.complete_list(calls[2997]));
    // The oldest are forgotten.
    CHECK_FALSE(s.respond(calls[0]));
    std::size_t swallowed = 0;
    for (std::size_t i = 0; i != calls.size(); i += 3)
        swallowed += s.respond(calls[i]);
    CHECK(swallowed >= 300);
    CHECK(swallowed <= 1024);
    // And no list is taken for open that is not: events are not looked at any more.
    const auto a = s.send("Ping");
    CHECK(s.respond(a));
    CHECK(a->answered());
}

TEST_CASE(
    "correlator: a placeholder at the head times out -> nothing completes", "[session][correlator][cancel]")
{
    correlating s;
    const auto a = s.send("IAXnetstats");
    const auto b = s.send("Ping");
    s.cancel(a);
    s.pass(10s);
    CHECK(a->completions == 1);
    CHECK(s.counts.actions_timed_out == 0);
    CHECK(b->pending());
    s.pass(9s);
    CHECK(s.respond(b));
    CHECK(b->answered());
}

// --- the end ----------------------------------------------------------------------------------------------------

TEST_CASE("correlator: the connection ends", "[session][correlator][end]")
{
    correlating s;
    const auto answered = s.send("Answered");
    const auto sent = s.send("Sent");
    const auto list = s.send("List");
    const auto call = s.send("FAXStats");
    const auto cancelled = s.send("Cancelled");
    const auto unsent = s.queue(action("Unsent"));
    s.respond(answered);
    s.open_list(list);
    s.list_item(list);
    s.respond(call);
    s.cancel(cancelled);

    SECTION("each is told what became of it, oldest first")
    {
        auto ended = s.c.connection_ended("the cable broke", {}, false);
        REQUIRE(ended.size() == 4);
        CHECK(ended[0].operation == sent);
        CHECK(ended[0].error.ec == errc::outcome_unknown);
        CHECK(ended[0].error.text == "action Sent: the cable broke");
        CHECK(ended[1].operation == list);
        CHECK(ended[1].error.ec == errc::outcome_unknown);
        CHECK(ended[1].error.text == "action List: the cable broke");
        CHECK(ended[2].operation == call);
        CHECK(ended[2].error.ec == errc::outcome_unknown);
        CHECK(ended[2].error.text == "action FAXStats: Asterisk accepted it, then the cable broke");
        CHECK(ended[3].operation == unsent);
        CHECK(ended[3].error.ec == errc::not_sent);
        CHECK(ended[3].error.text == "action Unsent: the cable broke");
        // The caller completes them.
        CHECK(sent->pending());
        CHECK(s.counts.actions_outcome_unknown == 3);
        CHECK(s.counts.actions_not_sent == 1);
        CHECK(s.ended() == s.counts.actions_started);
    }
    SECTION("with a code of the caller's")
    {
        const auto ended = s.c.connection_ended("destroyed", boost::asio::error::operation_aborted, false);
        REQUIRE(ended.size() == 4);
        for (const auto& each : ended)
            CHECK(each.error.ec == boost::asio::error::operation_aborted);
        CHECK(s.counts.actions_cancelled == 5);
        CHECK(s.ended() == s.counts.actions_started);
    }
    CHECK(s.c.in_flight() == 0);
    CHECK(s.c.queue().empty());
    CHECK(s.c.next_deadline() == std::nullopt);
    CHECK(s.c.connection_ended("again", {}, false).empty());
    // Nothing of it is left.
    for (const auto& who : {answered, sent, list, call, cancelled, unsent}) {
        CHECK_FALSE(s.respond(who));
        CHECK_FALSE(s.complete_list(who));
    }
    s.pass(1h);
    CHECK(sent->pending());

    // And it can go on.
    s.c.start("n-", s.limits);
    const auto next = s.send("Next");
    CHECK(s.receive(fmt::format("Response: Success\nActionID: n-{}\n\n", next->id)));
    CHECK(next->answered());
}

TEST_CASE("correlator: before the start no ActionID is ours", "[session][correlator][end]")
{
    correlating s;
    s.lose();
    // Without a prefix an ActionID of digits only would look like ours.
    s.queue(action("Ping"));
    s.write();
    CHECK_FALSE(s.receive("Response: Success\nActionID: 1\n\n"));
    CHECK(s.counts.orphan_responses == 1);
}

// --- reentrancy -------------------------------------------------------------------------------------------------

TEST_CASE("correlator: a completion may do anything", "[session][correlator][reentrancy]")
{
    // Each way in which an action ends, each thing that may be done then.
    enum class end { answer, list, error_list, follow_up, timeout, total, cancel, cancel_unsent, too_large };
    enum class deed { add, add_many, cancel_next, cancel_all, lose, lose_and_start, take };
    for (int e = 0; e <= static_cast<int>(end::too_large); ++e) {
        for (int d = 0; d <= static_cast<int>(deed::take); ++d) {
            CAPTURE(e, d);
            ami::limits limits;
            limits.max_list_items = 2;
            limits.max_in_flight = 100'000;
            correlating s(limits);
            const auto how = static_cast<end>(e);
            const auto what = static_cast<deed>(d);

            std::vector<waiting> others;
            others.push_back(s.send(action("Before").timeout(how == end::timeout ? 20s : 10s)));
            if (how == end::timeout)
                s.respond(others.back());
            const auto victim = how == end::cancel_unsent ? s.queue(action("Victim"))
                                : how == end::follow_up   ? s.send("FAXStats")
                                : how == end::error_list  ? s.send("ShowDialPlan")
                                : how == end::total       ? s.send(action("Victim"), action_terms{1s, 9s})
                                                          : s.send("Victim");
            for (int i = 0; i != 3; ++i)
                others.push_back(s.queue(action("After")));

            std::vector<waiting> added;
            victim->then = [&] {
                switch (what) {
                case deed::add: added.push_back(s.send("Added")); break;
                case deed::add_many:
                    for (int i = 0; i != 1000; ++i) // the table grows
                        added.push_back(s.send("Added"));
                    break;
                case deed::cancel_next: s.cancel(others[1]); break;
                case deed::cancel_all:
                    for (const auto& each : others)
                        s.cancel(each);
                    s.cancel(victim);
                    break;
                case deed::lose: s.lose(); break;
                case deed::lose_and_start:
                    s.lose();
                    s.c.start("n-", s.limits);
                    added.push_back(s.send("Added"));
                    break;
                case deed::take: s.write(); break;
                }
            };
            switch (how) {
            case end::answer: s.respond(victim); break;
            case end::list:
                s.open_list(victim);
                s.list_item(victim);
                s.complete_list(victim);
                break;
            case end::error_list:
                s.open_list(victim);
                s.refuse(victim);
                break;
            case end::follow_up:
                s.respond(victim);
                s.receive(fmt::format("Event: FAXStats\nActionID: @{}\n\n", victim->id));
                break;
            case end::timeout: s.pass(10s); break;
            case end::total: s.pass(9s); break;
            case end::cancel:
            case end::cancel_unsent: s.cancel(victim); break;
            case end::too_large:
                s.open_list(victim);
                for (int i = 0; i != 5; ++i)
                    s.list_item(victim);
                break;
            }
            REQUIRE(victim->completions == 1);
            s.write();
            s.pass(1h);
            s.pass(1h);
            s.lose();
            for (const auto& each : others)
                REQUIRE(each->completions == 1);
            for (const auto& each : added)
                REQUIRE(each->completions == 1);
            REQUIRE(s.ended() == s.counts.actions_started);
            REQUIRE(s.c.in_flight() == 0);
        }
    }
}

TEST_CASE("correlator: an item's handler may do anything", "[session][correlator][reentrancy]")
{
    correlating s;
    const auto list = s.send_each("Status");
    const auto other = s.send("Ping");
    std::vector<waiting> added;
    s.open_list(list);
    SECTION("add many")
    {
        list->on_item = [&] {
            for (int i = 0; i != 1000; ++i)
                added.push_back(s.send("Added"));
        };
        CHECK(s.list_item(list));
        CHECK(list->pending());
        CHECK(s.complete_list(list));
        CHECK(list->answered());
    }
    SECTION("cancel itself")
    {
        list->on_item = [&] { s.cancel(list); };
        CHECK(s.list_item(list));
        CHECK(list->failed(errc::closed));
        CHECK(s.list_item(list));
        CHECK(list->items.size() == 1);
        CHECK(s.complete_list(list));
        CHECK(s.respond(other));
        CHECK(other->answered());
    }
    SECTION("end the connection")
    {
        list->on_item = [&] { s.lose(); };
        CHECK(s.list_item(list));
        CHECK(list->failed(errc::outcome_unknown));
        CHECK_FALSE(s.list_item(list));
        CHECK(list->items.size() == 1);
    }
    s.lose();
    CHECK(other->completions == 1);
    for (const auto& each : added)
        CHECK(each->completions == 1);
}

TEST_CASE("correlator: time passes while a completion acts", "[session][correlator][reentrancy]")
{
    // Three time out at one look; the first one's end cancels the second, which has ended too, and starts a fourth.
    correlating s;
    const auto terms = action_terms{1s, 1s};
    const auto a = s.send(action("A"), terms);
    const auto b = s.send(action("B"), terms);
    const auto c = s.send(action("C"), terms);
    waiting d;
    a->then = [&] {
        s.cancel(b);
        d = s.send(action("D"), terms);
    };
    s.pass(1s);
    CHECK(a->failed(errc::timed_out));
    CHECK(b->failed(errc::timed_out));
    CHECK(c->failed(errc::timed_out));
    REQUIRE(d);
    CHECK(d->pending());
    s.pass(1s);
    CHECK(d->failed(errc::timed_out));
    CHECK(s.ended() == 4);
}

TEST_CASE("correlator: an item's handler may be all that keeps its owner alive",
    "[session][correlator][reentrancy]")
{
    correlating s;
    auto list = s.send_each("Status");
    const auto id = list->id;
    s.open_list(list);
    const std::weak_ptr<recorded> alive = list;
    list->on_item = [&, raw = list.get()] {
        static_cast<void>(s.c.connection_ended("gone", {}, false)); // drops whom it gives out
        CHECK_FALSE(alive.expired());
        CHECK(raw->items.size() == 1);
    };
    list.reset();
    s.receive(fmt::format("Event: ListItem\nActionID: @{}\nItem: x\n\n", id));
    CHECK(alive.expired());
}

TEST_CASE("correlator: deadlines of answered actions are forgotten", "[session][correlator][time]")
{
    correlating s;
    const auto first = s.send(action("WaitEvent").timeout(10h));
    const auto begin = s.now;
    for (int i = 0; i != 10'000; ++i) {
        s.now += 1ms;
        s.respond(s.send("Ping"));
    }
    // The first of them would be over then.
    CHECK(s.c.next_deadline() > begin + 5min + 1s);
    CHECK(s.c.in_flight() == 1);
    CHECK(first->pending());
    s.respond(first);
    CHECK(s.ended() == 10'001);
}

TEST_CASE("correlator: the bounds of the whole are kept in any order", "[session][correlator][time]")
{
    correlating s;
    const auto with_bound = [&](ami::detail::duration bound) {
        return s.send(action("Ping"), ami::detail::action_terms{bound, bound});
    };
    const auto head = with_bound(10h);
    const auto second = with_bound(30s);
    const auto third = with_bound(20s);
    const auto fourth = with_bound(20s);
    const auto fifth = with_bound(40s);
    std::vector<char> order;
    second->then = [&] { order.push_back('2'); };
    third->then = [&] { order.push_back('3'); };
    fourth->then = [&] { order.push_back('4'); };
    fifth->then = [&] { order.push_back('5'); };
    CHECK(s.c.next_deadline() == s.now + 20s);
    s.pass(20s - 1ns);
    CHECK(order.empty());
    s.pass(1ns);
    CHECK(order == std::vector<char>{'3', '4'});
    CHECK(s.c.next_deadline() == s.now + 10s);
    s.pass(1min);
    CHECK(order == std::vector<char>{'3', '4', '2', '5'});
    for (const auto& each : {second, third, fourth, fifth})
        CHECK(each->failed(errc::timed_out));
    CHECK(head->pending());
    CHECK(s.respond(head));
    CHECK(head->answered());
}

TEST_CASE("correlator: an action that waits long for its event is not mistaken for what came after",
    "[session][correlator]")
{
    correlating s;
    const auto fax = s.send("FAXStats");
    CHECK(s.respond(fax));
    std::uint64_t before = fax->id;
    for (int i = 0; i != 100; ++i) {
        const auto ping = s.send("Ping");
        CHECK(ping->id == before + 1);
        for (const auto old : {ping->id - 8, ping->id - 16, ping->id + 8}) {
            if (old != fax->id)
                CHECK_FALSE(s.receive(fmt::format("Response: Success\nActionID: @{}\n\n", old)));
        }
        CHECK(ping->pending());
        CHECK(s.respond(ping));
        CHECK(ping->answered());
        before = ping->id;
    }
    CHECK(fax->pending());
    CHECK(s.receive(fmt::format("Event: FAXStats\nActionID: @{}\n\n", fax->id)));
    CHECK(fax->answered());
}
