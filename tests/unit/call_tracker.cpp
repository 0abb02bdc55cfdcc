// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Calls are followed by events in any order.

#include "support/call_tracking.hpp"
#include "support/catch.hpp"

#include <ami/session/channels/call_tracker.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace ami;
using namespace ami::detail;
using namespace std::chrono_literals;
using namespace tests::call_tracking;

TEST_CASE("call tracker: a call that is answered and ends")
{
    world w;
    const auto call = w.dial();
    CHECK(call->state == call_state::starting);
    w.newchannel("PJSIP/a-1", 0, "c1", "c1");
    CHECK(call->state == call_state::dialing);
    CHECK(call->channel == "PJSIP/a-1");
    w.newstate("PJSIP/a-1", 5, "c1", "c1");
    CHECK(call->state == call_state::ringing);
    w.advance(4s);
    w.newstate("PJSIP/a-1", 6, "c1", "c1");
    CHECK(call->state == call_state::up);
    CHECK_FALSE(call->outcome); // the report is about to come
    w.report(call, "Success", 4);
    CHECK(call->outcome == call_outcome::answered);
    CHECK(call->report["Reason"] == "4");
    w.advance(10s);
    w.say("Event: HangupRequest\n" + channel("PJSIP/a-1", 6, "c1", "c1") + "Cause: 16\n");
    w.hangup("PJSIP/a-1", "c1", "c1", 16);
    CHECK(call->state == call_state::ended);
    CHECK(call->cause == hangup_cause::normal_clearing);
    CHECK(call->cause_known);
    CHECK(call->hangup.by() == hung_up_by::party);
    CHECK(*call->ended_at - *call->answered_at == 10s);
    CHECK(w.tracker.empty());
    CHECK(w.tracker.calls().channels().size() == 0);
    CHECK_FALSE(w.tracker.deadline());
}

TEST_CASE("call tracker: every order of the same events tells the same")
{
    // As Asterisk 16 and 22 send them for a SIP phone that is busy, in every order: nothing promises one.
    std::vector<int> order{0, 1, 2, 3, 4};
    int orders = 0;
    do {
        world w;
        const auto call = w.dial();
        for (const int each : order) {
            switch (each) {
            case 0: w.newchannel("PJSIP/a-1", 0, "c1", "c1"); break;
            case 1: w.say("Event: DialBegin\n" + channel("PJSIP/a-1", 0, "c1", "c1", "Dest")); break;
            case 2: w.dial_end("PJSIP/a-1", "c1", "c1", "BUSY"); break;
            case 3: w.report(call, "Failure", 0); break;
            default: w.hangup("PJSIP/a-1", "c1", "c1", 17); break;
            }
        }
        CAPTURE(order[0], order[1], order[2], order[3], order[4]);
        w.advance(2s);
        CHECK(call->outcome == call_outcome::busy);
        CHECK(call->state == call_state::ended);
        CHECK(call->cause == hangup_cause::user_busy);
        CHECK(w.tracker.empty());
        CHECK(w.tracker.calls().channels().size() == 0);
        ++orders;
    } while (std::next_permutation(order.begin(), order.end()));
    CHECK(orders == 120);
}

TEST_CASE("call tracker: what comes twice changes nothing")
{
    world w;
    const auto call = w.dial();
    for (int i = 0; i != 2; ++i)
        w.newchannel("PJSIP/a-1", 0, "c1", "c1");
    for (int i = 0; i != 2; ++i)
        w.newstate("PJSIP/a-1", 6, "c1", "c1");
    const auto answered = call->answered_at;
    w.advance(1s);
    // States do not go back.
    w.newstate("PJSIP/a-1", 5, "c1", "c1");
    w.newstate("PJSIP/a-1", 6, "c1", "c1");
    CHECK(call->state == call_state::up);
    CHECK(call->answered_at == answered);
    w.report(call, "Success", 4);
    w.report(call, "Failure", 5);
    CHECK(call->outcome == call_outcome::answered);
    for (int i = 0; i != 2; ++i)
        w.hangup("PJSIP/a-1", "c1", "c1", i == 0 ? 21 : 16);
    CHECK(call->cause == hangup_cause::call_rejected);
    w.newchannel("PJSIP/a-1", 0, "c1", "c1");
    CHECK(call->state == call_state::ended);
}

TEST_CASE("call tracker: what a report and a cause mean together")
{
    const struct {
        int reason;
        int cause;
        const char* dial_status;
        call_outcome outcome;
        hangup_cause ends;
    } rows[] = {
        {5, 0, "", call_outcome::busy, hangup_cause::user_busy},
        {5, 0, "BUSY", call_outcome::busy, hangup_cause::user_busy},
        {8, 34, "CONGESTION", call_outcome::congested, hangup_cause::normal_circuit_congestion},
        {3, 0, "", call_outcome::no_answer, hangup_cause::no_answer},
        {3, 19, "", call_outcome::no_answer, hangup_cause::no_answer},
        {1, 16, "", call_outcome::failed, hangup_cause::normal_clearing},
        {1, 17, "", call_outcome::busy, hangup_cause::user_busy},
        {1, 19, "", call_outcome::no_answer, hangup_cause::no_answer},
        {1, 21, "", call_outcome::failed, hangup_cause::call_rejected},
        {0, 17, "", call_outcome::busy, hangup_cause::user_busy},
        {0, 0, "BUSY", call_outcome::busy, hangup_cause::user_busy},
        {0, 0, "CONGESTION", call_outcome::congested, hangup_cause::normal_circuit_congestion},
        {0, 34, "NOANSWER", call_outcome::congested, hangup_cause::normal_circuit_congestion},
        {0, 18, "NOANSWER", call_outcome::no_answer, hangup_cause::no_user_response},
        {0, 21, "NOANSWER", call_outcome::failed, hangup_cause::call_rejected},
        {0, 0, "NOANSWER", call_outcome::failed, hangup_cause::none},
        {0, 0, "", call_outcome::failed, hangup_cause::none},
    };
    for (const auto& row : rows) {
        CAPTURE(row.reason, row.cause, row.dial_status);
        world w;
        const auto call = w.dial();
        w.newchannel("PJSIP/a-1", 0, "c1", "c1");
        w.report(call, "Failure", row.reason);
        if (*row.dial_status)
            w.dial_end("PJSIP/a-1", "c1", "c1", row.dial_status);
        w.hangup("PJSIP/a-1", "c1", "c1", row.cause);
        CHECK(call->outcome == row.outcome);
        CHECK(call->state == call_state::ended);
        CHECK(call->cause == row.ends);
    }
}

TEST_CASE(
    "call tracker: OriginateResponse says why nobody answered -> the outcome waits for the cause in the Hangup")
{
    const int reason = GENERATE(3, 5, 8);
    CAPTURE(reason);
    world w;
    const auto call = w.dial();
    w.local_pair();
    w.report(call, "Failure", reason);
    CHECK_FALSE(call->outcome);
    const auto expected = reason == 5   ? call_outcome::busy
                          : reason == 8 ? call_outcome::congested
                                        : call_outcome::no_answer;
    SECTION("the Hangup comes in time")
    {
        w.advance(call_timing::cause_time - 1ms);
        CHECK_FALSE(call->outcome);
        w.hangup(one, "c1", "c1", 27);
        CHECK(call->outcome == expected);
        CHECK(call->cause == hangup_cause(27));
        CHECK(call->state == call_state::ended);
    }
    SECTION("it does not, and other events do not lengthen the wait")
    {
        w.advance(call_timing::cause_time - 1ms);
        w.dial_end(one, "c1", "c1", "NOANSWER");
        CHECK_FALSE(call->outcome);
        w.advance(1ms);
        CHECK(call->outcome == expected);
        CHECK(call->cause == hangup_cause::none);
    }
    SECTION("the connection is lost meanwhile")
    {
        w.lose_connection();
        CHECK(call->outcome == expected);
    }
    SECTION("the session ends meanwhile")
    {
        w.lose_connection();
        w.tracker.end_all({errc::closed, "x"});
        CHECK(call->outcome == expected);
        CHECK(call->lost.ec == errc::closed);
    }
}

TEST_CASE("call tracker: a Local half without a cause has that of the other half")
{
    for (const bool other_first : {true, false}) {
        world w;
        const auto call = w.dial();
        w.local_pair();
        w.report(call, "Failure", 5);
        if (other_first)
            w.hangup(two, "c1;2", "c1", 17);
        w.hangup(one, "c1", "c1", 0);
        CHECK(call->state == call_state::ended);
        CHECK(call->cause == hangup_cause::user_busy);
    }
}

TEST_CASE("call tracker: missing events")
{
    world w;
    const auto call = w.dial();
    SECTION("no event of the channel at all, and a failure")
    {
        w.report(call, "Failure", 0);
        CHECK_FALSE(call->outcome);
        w.advance(call_timing::settle_time_unseen);
        CHECK(call->outcome == call_outcome::failed);
        CHECK(call->state == call_state::ended);
        CHECK_FALSE(call->cause_known);
    }
    SECTION("no report")
    {
        w.newchannel("PJSIP/a-1", 0, "c1", "c1");
        w.hangup("PJSIP/a-1", "c1", "c1", 17);
        CHECK_FALSE(call->outcome);
        w.advance(call_timing::settle_time);
        CHECK(call->outcome == call_outcome::busy);
        CHECK(call->state == call_state::ended);
        // It comes after all.
        w.report(call, "Failure", 5);
        CHECK(call->outcome == call_outcome::busy);
    }
    SECTION("no report, and its time is over")
    {
        w.newchannel("PJSIP/a-1", 5, "c1", "c1");
        w.advance(w.report_time);
        CHECK(call->lost.ec == errc::timed_out);
        CHECK(w.tracker.empty());
    }
    SECTION("no report of a call that is up")
    {
        w.newstate("PJSIP/a-1", 6, "c1", "c1");
        w.advance(w.report_time);
        CHECK_FALSE(call->lost);
        CHECK(call->outcome == call_outcome::answered);
        w.hangup("PJSIP/a-1", "c1", "c1", 16);
        CHECK(call->state == call_state::ended);
    }
    SECTION("only a report of success and a Hangup")
    {
        w.report(call, "Success", 4);
        CHECK(call->state == call_state::up);
        CHECK(call->channel == one);
        w.hangup(one, "c1", "c1", 16);
        CHECK(call->state == call_state::ended);
    }
    SECTION("up, and the report does not come")
    {
        w.newstate("PJSIP/a-1", 6, "c1", "c1");
        w.advance(call_timing::settle_time - 1ms);
        CHECK_FALSE(call->outcome);
        w.advance(1ms);
        CHECK(call->outcome == call_outcome::answered);
    }
    SECTION("up, and the report says that it failed: the channel is somebody else's")
    {
        w.newstate("PJSIP/a-1", 6, "c1", "c1");
        w.report(call, "Failure", 0);
        w.advance(call_timing::settle_time);
        CHECK(call->outcome == call_outcome::failed);
    }
    SECTION("only a Hangup of a channel that was up")
    {
        w.hangup("PJSIP/a-1", "c1", "c1", 16, 6);
        CHECK(call->outcome == call_outcome::answered);
        CHECK(call->state == call_state::ended);
    }
    SECTION("no Hangup of a call that failed")
    {
        w.newchannel("PJSIP/a-1", 0, "c1", "c1");
        w.report(call, "Failure", 5);
        w.advance(call_timing::cause_time);
        CHECK(call->outcome == call_outcome::busy);
        CHECK(call->state == call_state::dialing);
        w.advance(call_timing::hangup_time);
        REQUIRE(w.tracker.take_probes().size() == 1);
        SECTION("the channel is gone")
        {
            w.tracker.channel_is_gone(call, w.now);
            w.advance(call_timing::settle_time);
            CHECK(call->state == call_state::ended);
            CHECK_FALSE(call->cause_known);
            CHECK(call->cause == hangup_cause::user_busy);
        }
        SECTION("it was sent elsewhere before it was answered: Asterisk reports a failure and it goes on")
        {
            const auto status = parsed("Event: Status\n" + channel("PJSIP/a-1", 5, "c1", "c1"));
            w.tracker.channel_lives(call, status.view(), w.now);
            CHECK(call->state == call_state::ringing);
            w.hangup("PJSIP/a-1", "c1", "c1", 16);
            CHECK(call->state == call_state::ended);
            CHECK(call->cause_known);
        }
    }
}

TEST_CASE("call tracker: a Local channel is optimised away")
{
    // Local/1;1 is bridged with b, Local/1;2 with a, whom it dialled.
    world w;
    const auto call = w.dial();
    w.local_pair();
    w.newchannel("PJSIP/a-1", 0, "a", "c1");
    w.say("Event: DialBegin\n" + channel(two, 4, "c1;2", "c1") + channel("PJSIP/a-1", 0, "a", "c1", "Dest"));
    w.newstate("PJSIP/a-1", 6, "a", "c1");
    CHECK(call->state == call_state::dialing);
    w.newstate(one, 6, "c1", "c1");
    w.report(call, "Success", 4);
    w.newchannel("PJSIP/b-2", 0, "b", "c1");
    w.say("Event: DialBegin\n" + channel(one, 6, "c1", "c1") + channel("PJSIP/b-2", 0, "b", "c1", "Dest"));
    w.enter("A", "PJSIP/a-1", "a");
    w.enter("A", two, "c1;2");
    w.enter("B", "PJSIP/b-2", "b");
    w.enter("B", one, "c1");
    CHECK(
        w.tracker.calls().channels_of(*call) == std::vector<std::string>{one, two, "PJSIP/a-1", "PJSIP/b-2"});
    const auto begin = [&](std::string_view source) {
        w.say("Event: LocalOptimizationBegin\n" + channel(one, 6, "c1", "c1", "LocalOne") +
              channel(two, 6, "c1;2", "c1", "LocalTwo") + fmt::format("SourceUniqueid: {}\n", source));
    };
    const auto halves_go = [&] {
        w.say("Event: SoftHangupRequest\n" + channel(two, 6, "c1;2", "c1") + "Cause: 16\n");
        w.hangup(two, "c1;2", "c1", 16);
        w.say("Event: SoftHangupRequest\n" + channel(one, 6, "c1", "c1") + "Cause: 16\n");
        w.hangup(one, "c1", "c1", 16);
    };
    SECTION("what is behind it moves, as Asterisk 22 was seen to do")
    {
        begin("a");
        w.leave("A", "PJSIP/a-1", "a");
        w.leave("B", one, "c1");
        w.enter("B", "PJSIP/a-1", "a", "SwapUniqueid: c1\n");
        w.leave("A", two, "c1;2");
        halves_go();
    }
    SECTION("the other side moves, as Asterisk 16 was seen to do")
    {
        begin("b");
        w.leave("B", "PJSIP/b-2", "b");
        w.leave("A", two, "c1;2");
        w.enter("A", "PJSIP/b-2", "b", "SwapUniqueid: c1;2\n");
        w.leave("B", one, "c1");
        halves_go();
    }
    SECTION("its beginning was not seen")
    {
        w.leave("A", "PJSIP/a-1", "a");
        w.leave("B", one, "c1");
        w.enter("B", "PJSIP/a-1", "a", "SwapUniqueid: c1\n");
        halves_go();
    }
    CHECK(call->state == call_state::up);
    CHECK(call->channel == "PJSIP/a-1");
    CHECK(call->channel_id == "a");
    CHECK(call->id == "c1");
    w.hangup("PJSIP/b-2", "b", "c1", 16);
    CHECK(call->state == call_state::up);
    w.hangup("PJSIP/a-1", "a", "c1", 16);
    CHECK(call->state == call_state::ended);
    CHECK(w.tracker.empty());
    CHECK(w.tracker.calls().channels().size() == 0);
}

TEST_CASE("call tracker: a Local channel in front of a conference is optimised away")
{
    // Whoever is in the conference is not the call: its other half is.
    for (const auto* const source : {"b", "m2"}) {
        world w;
        const auto call = w.dial();
        w.local_pair();
        w.newstate(one, 6, "c1", "c1");
        w.report(call, "Success", 4);
        w.enter("B", "PJSIP/b-2", "b");
        w.enter("B", one, "c1");
        for (const auto* id : {"m1", "m2", "m3"})
            w.enter("A", fmt::format("PJSIP/{}", id), id);
        w.enter("A", two, "c1;2");
        w.say("Event: LocalOptimizationBegin\n" + channel(one, 6, "c1", "c1", "LocalOne") +
              channel(two, 6, "c1;2", "c1", "LocalTwo") + fmt::format("SourceUniqueid: {}\n", source));
        CAPTURE(source);
        CHECK(call->channel_id == (source == std::string("b") ? "c1" : "m2"));
        w.hangup(two, "c1;2", "c1", 16);
        w.hangup(one, "c1", "c1", 16);
        CHECK((call->state == call_state::ended) == (source == std::string("b")));
    }
}

TEST_CASE("call tracker: a channel replaces a phone in a bridge -> it is another party")
{
    world w;
    const auto call = w.dial();
    w.newstate("PJSIP/a-1", 6, "c1", "c1");
    w.enter("A", "PJSIP/a-1", "c1");
    w.enter("A", "PJSIP/b-2", "b");
    // a transfers b to c, and goes.
    w.enter("A", "PJSIP/c-3", "c", "SwapUniqueid: c1\n");
    w.hangup("PJSIP/a-1", "c1", "c1", 16);
    CHECK(call->state == call_state::ended);
}

TEST_CASE("call tracker: renames and changes of the linked id")
{
    world w;
    const auto call = w.dial();
    w.newstate("PJSIP/a-1", 6, "c1", "c1");
    w.say("Event: Rename\nChannel: PJSIP/a-1\nNewname: PJSIP/a-1<MASQ>\nUniqueid: c1\n");
    CHECK(call->channel == "PJSIP/a-1"); // for the time of a masquerade
    w.say("Event: Rename\nChannel: PJSIP/a-1<MASQ>\nNewname: PJSIP/a-9\nUniqueid: c1\n");
    CHECK(call->channel == "PJSIP/a-9");
    w.newstate("PJSIP/a-9", 6, "c1", "older");
    // A channel of the older call belongs to it now.
    w.enter("A", "PJSIP/z-1", "z", "", "older");
    CHECK(w.tracker.calls().channels_of(*call) == std::vector<std::string>{"PJSIP/a-9", "PJSIP/z-1"});
    w.hangup("PJSIP/a-9", "c1", "older", 16);
    CHECK(call->state == call_state::ended);
    CHECK(w.tracker.calls().channels().size() == 0);
}

TEST_CASE("call tracker: who hung up")
{
    world w;
    const auto call = w.dial();
    w.local_pair();
    w.newchannel("PJSIP/a-1", 0, "a", "c1");
    w.say("Event: DialBegin\n" + channel(two, 4, "c1;2", "c1") + channel("PJSIP/a-1", 0, "a", "c1", "Dest"));
    w.newstate(one, 6, "c1", "c1");
    w.newchannel("PJSIP/b-2", 0, "b", "c1");
    w.say("Event: DialBegin\n" + channel(one, 6, "c1", "c1") + channel("PJSIP/b-2", 0, "b", "c1", "Dest"));
    const auto request = [&](std::string_view kind, std::string_view name, std::string_view id) {
        w.say(fmt::format("Event: {}\n", kind) + channel(name, 6, id, "c1"));
    };
    hung_up_by expected{};
    SECTION("the phone behind the Local channel")
    {
        request("HangupRequest", "PJSIP/a-1", "a");
        request("HangupRequest", "PJSIP/b-2", "b");
        expected = hung_up_by::party;
    }
    SECTION("whom it was connected with")
    {
        request("HangupRequest", "PJSIP/b-2", "b");
        request("SoftHangupRequest", one, "c1");
        expected = hung_up_by::other_party;
    }
    SECTION("the dialplan, or another manager")
    {
        request("SoftHangupRequest", one, "c1");
        request("HangupRequest", two, "c1;2");
        expected = hung_up_by::asterisk;
    }
    SECTION("this client")
    {
        call->hangup.on_own_request();
        request("SoftHangupRequest", one, "c1");
        expected = hung_up_by::this_client;
    }
    SECTION("nobody says")
    {
        expected = hung_up_by::unknown;
    }
    w.hangup(one, "c1", "c1", 16);
    CHECK(call->state == call_state::ended);
    CHECK(call->hangup.by() == expected);
}

TEST_CASE("call tracker: a request to hang up that was refused ends nothing")
{
    world w;
    const auto call = w.dial();
    w.newstate("PJSIP/a-1", 6, "c1", "c1");
    w.report(call, "Success", 4);
    const auto request = [&](std::string_view kind) {
        w.say(fmt::format("Event: {}\n", kind) + channel("PJSIP/a-1", 6, "c1", "c1"));
    };
    const auto hangup = [&] { w.hangup("PJSIP/a-1", "c1", "c1", 16); };
    call->hangup.on_own_request();
    SECTION("the party hangs up later")
    {
        call->hangup.on_own_request_failed();
        w.advance(5min);
        request("HangupRequest");
        hangup();
        CHECK(call->hangup.by() == hung_up_by::party);
    }
    SECTION("it ends later, and nobody says by whom")
    {
        call->hangup.on_own_request_failed();
        hangup();
        CHECK(call->hangup.by() == hung_up_by::unknown);
    }
    SECTION("another manager was quicker, and the refusal comes last")
    {
        request("SoftHangupRequest");
        hangup();
        call->hangup.on_own_request_failed();
        CHECK(call->hangup.by() == hung_up_by::asterisk);
    }
    SECTION("it ended meanwhile, without a word")
    {
        hangup();
        call->hangup.on_own_request_failed();
        CHECK(call->hangup.by() == hung_up_by::unknown);
    }
    SECTION("one of two was")
    {
        call->hangup.on_own_request();
        call->hangup.on_own_request_failed();
        request("SoftHangupRequest");
        hangup();
        CHECK(call->hangup.by() == hung_up_by::this_client);
    }
}

TEST_CASE("call tracker: who left before did not hang up")
{
    world w;
    const auto call = w.dial();
    w.newstate("PJSIP/a-1", 6, "c1", "c1");
    w.report(call, "Success", 4);
    const auto request = [&](std::string_view kind, std::string_view name, std::string_view id) {
        w.say(fmt::format("Event: {}\n", kind) + channel(name, 6, id, "c1"));
    };
    const auto agent = [&](std::string_view name, std::string_view id) {
        w.newchannel(name, 0, id, "c1");
        w.say(
            "Event: DialBegin\n" + channel("PJSIP/a-1", 6, "c1", "c1") + channel(name, 0, id, "c1", "Dest"));
    };
    // The first agent refuses, as Asterisk 22 tells of a SIP phone that answers 486.
    agent("PJSIP/b-2", "b");
    request("HangupRequest", "PJSIP/b-2", "b");
    w.hangup("PJSIP/b-2", "b", "c1", 17);
    hung_up_by expected{};
    SECTION("the party hangs up minutes later")
    {
        w.advance(5min);
        request("HangupRequest", "PJSIP/a-1", "c1");
        expected = hung_up_by::party;
    }
    SECTION("the party hangs up at once")
    {
        request("HangupRequest", "PJSIP/a-1", "c1");
        expected = hung_up_by::party;
    }
    SECTION("the call ends minutes later, and nobody says by whom")
    {
        w.advance(5min);
        expected = hung_up_by::unknown;
    }
    SECTION("the next one is dialled at once, and the dialplan ends")
    {
        agent("PJSIP/d-3", "d");
        expected = hung_up_by::unknown;
    }
    SECTION("the next one takes the call and hangs up")
    {
        agent("PJSIP/d-3", "d");
        w.enter("A", "PJSIP/d-3", "d");
        w.enter("A", "PJSIP/a-1", "c1");
        w.advance(5min);
        request("HangupRequest", "PJSIP/d-3", "d");
        w.hangup("PJSIP/d-3", "d", "c1", 16);
        expected = hung_up_by::other_party;
    }
    SECTION("another manager hangs up minutes later")
    {
        w.advance(5min);
        request("SoftHangupRequest", "PJSIP/a-1", "c1");
        expected = hung_up_by::asterisk;
    }
    SECTION("this client hangs up minutes later")
    {
        w.advance(5min);
        call->hangup.on_own_request();
        expected = hung_up_by::this_client;
    }
    SECTION("its end is not reported: it vanishes minutes later")
    {
        w.advance(5min);
        w.lose_connection();
        w.tracker.resync({}, w.now);
        expected = hung_up_by::unknown;
    }
    w.hangup("PJSIP/a-1", "c1", "c1", 16);
    CHECK(call->state == call_state::ended);
    CHECK(call->hangup.by() == expected);
}

TEST_CASE("call tracker: who leaves a conference ends nobody's call but their own")
{
    world w;
    const auto first = w.dial("c1");
    const auto second = w.dial("c2");
    const auto third = w.dial("c3");
    for (const auto* id : {"c1", "c2", "c3"})
        w.newstate(fmt::format("PJSIP/{}", id), 6, id, id);
    for (const auto* id : {"c1", "c2", "c3"})
        w.enter("A", fmt::format("PJSIP/{}", id), id);
    const auto request = [&](std::string_view kind, std::string_view id) {
        w.say(fmt::format("Event: {}\n", kind) + channel(fmt::format("PJSIP/{}", id), 6, id, "c1"));
    };
    request("HangupRequest", "c1");
    w.leave("A", "PJSIP/c1", "c1");
    w.hangup("PJSIP/c1", "c1", "c1", 16);
    request("SoftHangupRequest", "c2");
    w.leave("A", "PJSIP/c2", "c2");
    w.hangup("PJSIP/c2", "c2", "c1", 16);
    w.hangup("PJSIP/c3", "c3", "c1", 16);
    w.advance(call_timing::settle_time);
    CHECK(first->hangup.by() == hung_up_by::party);
    CHECK(second->hangup.by() == hung_up_by::asterisk);
    // Two were left of three, and the other one went.
    CHECK(third->hangup.by() == hung_up_by::asterisk);
}

TEST_CASE("call tracker: two calls that are bridged keep apart")
{
    world w;
    const auto first = w.dial("c1");
    const auto second = w.dial("c2");
    w.newstate("PJSIP/a-1", 6, "c1", "c1");
    w.newstate("PJSIP/b-2", 6, "c2", "c2");
    w.newstate("PJSIP/b-2", 6, "c2", "c1");
    w.hangup("PJSIP/a-1", "c1", "c1", 16);
    CHECK(first->state == call_state::ended);
    CHECK(second->state == call_state::up);
    w.hangup("PJSIP/b-2", "c2", "c1", 16);
    CHECK(second->state == call_state::ended);
    CHECK(w.tracker.calls().channels().size() == 0);
}

TEST_CASE("call tracker: an id that is followed already")
{
    world w;
    const auto call = w.dial();
    auto again = std::make_shared<tracked_call>();
    CHECK(w.tracker.originate(again, "c1", w.now) == errc::call_exists);
    CHECK_FALSE(again->is_tracked);
    w.newstate("PJSIP/a-1", 6, "c1", "c1");
    CHECK(call->state == call_state::up);
}

TEST_CASE("call tracker: others' calls are not looked at")
{
    world w;
    const auto call = w.dial();
    for (int i = 0; i != 100; ++i) {
        const auto id = fmt::format("x{}", i);
        w.newchannel("PJSIP/x", 0, id, id);
        w.newchannel("PJSIP/in", 4, id + "i", id + "i");
        w.enter("Z", "PJSIP/x", id, "", id);
    }
    CHECK(w.tracker.calls().channels().size() == 0);
    CHECK(w.tracker.take_incoming().empty());
    CHECK(call->state == call_state::starting);
}

TEST_CASE("call tracker: calls that come in")
{
    world w;
    w.tracker.follow_incoming(true);
    w.newchannel("PJSIP/a-1", 4, "i1", "i1");
    auto arrived = w.tracker.take_incoming();
    REQUIRE(arrived.size() == 1);
    const auto call = arrived.front();
    CHECK(call->state == call_state::ringing);
    CHECK_FALSE(call->originated_here);
    // Once; and not what Asterisk dials, nor the second half of a Local channel.
    w.newstate("PJSIP/a-1", 4, "i1", "i1");
    w.newchannel("PJSIP/b-2", 0, "b", "i1");
    w.newchannel("PJSIP/c-3", 0, "c", "c");
    w.newchannel(two, 4, "l;2", "l");
    CHECK(w.tracker.take_incoming().empty());
    // One whose channel was down first.
    w.newchannel("DAHDI/1-1", 0, "d", "d");
    w.newstate("DAHDI/1-1", 4, "d", "d");
    CHECK(w.tracker.take_incoming().size() == 1);
    w.newstate("PJSIP/a-1", 6, "i1", "i1");
    CHECK(call->state == call_state::up);
    w.say("Event: HangupRequest\n" + channel("PJSIP/b-2", 6, "b", "i1"));
    w.hangup("PJSIP/a-1", "i1", "i1", 16);
    CHECK(call->state == call_state::ended);
}

TEST_CASE("call tracker: an event behind a Hangup makes no new call")
{
    world w;
    w.tracker.follow_incoming(true);
    w.newchannel("PJSIP/a-1", 4, "i1", "i1");
    REQUIRE(w.tracker.take_incoming().size() == 1);
    w.hangup("PJSIP/a-1", "i1", "i1", 16, 4);
    w.newstate("PJSIP/a-1", 4, "i1", "i1");
    w.newchannel("PJSIP/a-1", 4, "i1", "i1");
    // Nor one whose channel was not followed.
    w.newchannel("PJSIP/b-2", 0, "i2", "i2");
    w.hangup("PJSIP/b-2", "i2", "i2", 16, 4);
    w.newstate("PJSIP/b-2", 4, "i2", "i2");
    CHECK(w.tracker.take_incoming().empty());
    CHECK(w.tracker.empty());
    CHECK(w.tracker.calls().channels().size() == 0);
    // Whoever gives channels ids of their own may use them again.
    w.advance(call_timing::late_time);
    w.newchannel("PJSIP/a-1", 4, "i1", "i1");
    CHECK(w.tracker.take_incoming().size() == 1);
}

TEST_CASE("call tracker: calls of which nothing is heard are looked for")
{
    world w;
    w.tracker.follow_incoming(true);
    const auto call = w.dial();
    w.newstate("PJSIP/a-1", 6, "c1", "c1");
    w.report(call, "Success", 4);
    w.newchannel("PJSIP/i-1", 4, "i", "i");
    const auto incoming = w.tracker.take_incoming().at(0);
    const auto look = [&](const std::vector<event>& channels) {
        REQUIRE(w.tracker.take_check());
        w.tracker.check(channels, w.now);
    };
    const auto is_there = parsed("Event: Status\n" + channel("PJSIP/i-1", 6, "i", "i"));
    w.advance(call_timing::quiet_time - 1ms);
    CHECK_FALSE(w.tracker.take_check());
    w.advance(1ms);
    look({is_there});
    CHECK(call->state == call_state::up);
    w.advance(call_timing::settle_time);
    look({is_there});
    CHECK(call->state == call_state::ended);
    CHECK_FALSE(call->cause_known);
    CHECK(incoming->state == call_state::ringing);
    // One that is heard of is not asked for.
    w.advance(call_timing::quiet_time - 10s);
    w.newstate("PJSIP/i-1", 6, "i", "i");
    w.advance(10s);
    CHECK_FALSE(w.tracker.take_check());
    w.hangup("PJSIP/i-1", "i", "i", 16);
    CHECK(w.tracker.empty());
    w.advance(1h);
    CHECK_FALSE(w.tracker.take_check());
    CHECK_FALSE(w.tracker.deadline());
}

TEST_CASE("call tracker: legs go, whatever was missed of them")
{
    world w;
    const auto call = w.dial();
    w.newstate("PJSIP/a-1", 6, "c1", "c1");
    w.report(call, "Success", 4);
    const auto add = [&] {
        for (int i = 0; i != 100; ++i)
            w.newchannel("PJSIP/q", 0, fmt::format("q{}", i), "c1");
    };
    SECTION("they ended while there was no connection")
    {
        add();
        w.lose_connection();
        w.tracker.resync({parsed("Event: Status\n" + channel("PJSIP/a-1", 6, "c1", "c1")),
                             parsed("Event: Status\n" + channel("PJSIP/q", 6, "q7", "c1"))},
            w.now);
        CHECK(w.tracker.calls().channels().size() == 2);
    }
    SECTION("they belong to another call now")
    {
        add();
        for (int i = 0; i != 100; ++i)
            w.newstate("PJSIP/q", 6, fmt::format("q{}", i), "other");
    }
    w.hangup("PJSIP/a-1", "c1", "c1", 16);
    CHECK(w.tracker.empty());
    CHECK(w.tracker.calls().channels().size() == 0);
}

TEST_CASE("call tracker: calls that are there already")
{
    world w;
    const auto own = w.dial();
    w.newstate("PJSIP/a-1", 6, "c1", "c1");
    const auto list = std::vector<event>{
        parsed("Event: Status\nSeconds: 0\n" + channel("PJSIP/a-1", 6, "c1", "c1")),
        parsed("Event: Status\nSeconds: 30\nBridgeID: B\n" + channel("PJSIP/x-1", 6, "x", "x")),
        parsed("Event: Status\nSeconds: 20\nBridgeID: B\n" + channel("PJSIP/y-1", 6, "y", "x")),
        parsed("Event: Status\nSeconds: 5\n" + channel("PJSIP/z-1", 5, "z", "gone")),
    };
    const auto found = w.tracker.adopt(list, w.now);
    REQUIRE(found.size() == 3);
    CHECK(found[0] == own);
    CHECK(found[1]->channel == "PJSIP/x-1");
    CHECK(found[1]->state == call_state::up);
    CHECK(w.now - found[1]->began == 30s);
    CHECK(w.tracker.calls().channels_of(*found[1]) == std::vector<std::string>{"PJSIP/x-1", "PJSIP/y-1"});
    CHECK(found[2]->channel == "PJSIP/z-1");
    CHECK(found[2]->state == call_state::ringing);
    CHECK(w.tracker.adopt(list, w.now).size() == 3);
    w.hangup("PJSIP/x-1", "x", "x", 16);
    CHECK(found[1]->state == call_state::ended);
    // One that had gone before, and was listed all the same, is found out by two more lists.
    w.report(own, "Success", 4);
    for (const auto wait : {call_timing::hangup_time, call_timing::settle_time}) {
        CHECK(found[2]->state == call_state::ringing);
        w.advance(wait);
        REQUIRE(w.tracker.take_check());
        w.tracker.check({}, w.now);
    }
    CHECK(found[2]->state == call_state::ended);
    CHECK_FALSE(found[2]->cause_known);
    CHECK(own->state == call_state::up); // its Hangup will come
    CHECK(w.tracker.take_probes().empty());
}

TEST_CASE("call tracker: nothing of class call was seen")
{
    world w;
    const auto call = w.dial();
    w.advance(call_timing::visible_time - 1ms);
    CHECK(w.tracker.take_probes().empty());
    w.advance(1ms);
    REQUIRE(w.tracker.take_probes().size() == 1);
    SECTION("and the channel lives")
    {
        const auto status = parsed("Event: Status\n" + channel("PJSIP/a-1", 5, "c1", "c1"));
        w.tracker.channel_lives(call, status.view(), w.now);
        CHECK(call->lost.ec == errc::outcome_not_visible);
        CHECK(call->lost.text.find("read=call") != std::string::npos);
    }
    SECTION("and there is no channel: the report's time decides")
    {
        w.tracker.channel_is_gone(call, w.now);
        CHECK_FALSE(call->lost);
        CHECK_FALSE(call->outcome);
        w.advance(w.report_time);
        CHECK(call->lost.ec == errc::timed_out);
    }
    SECTION("and it is not known")
    {
        w.tracker.probe_failed(call, w.now);
        CHECK_FALSE(call->lost);
        // It is asked again.
        w.advance(call_timing::hangup_time);
        REQUIRE(w.tracker.take_probes().size() == 1);
        const auto status = parsed("Event: Status\n" + channel("PJSIP/a-1", 5, "c1", "c1"));
        w.tracker.channel_lives(call, status.view(), w.now);
        CHECK(call->lost.ec == errc::outcome_not_visible);
    }
    // Nor of a call that was answered meanwhile: its end is told by an event that may come later than a Status.
    world answered;
    const auto up = answered.dial();
    answered.newstate("PJSIP/a-1", 6, "c1", "c1");
    answered.report(up, "Success", 4);
    answered.advance(10s);
    CHECK(answered.tracker.take_probes().empty());
    // A session that has seen any does not ask.
    world other;
    other.dial();
    other.newchannel("PJSIP/x", 0, "x", "x");
    other.tracker.forget(other.dial("c2"));
    const auto later = other.dial("c3");
    other.newchannel("PJSIP/c3", 0, "c3", "c3");
    other.advance(10s);
    CHECK_FALSE(later->lost);
}

TEST_CASE("call tracker: over HTTP events may take longer")
{
    world w;
    const auto call = std::make_shared<tracked_call>();
    REQUIRE_FALSE(w.tracker.originate(call, "c1", w.now));
    w.tracker.accepted(call, "p-c1", w.report_time, w.now, call_timing::visible_time_http);
    w.advance(call_timing::visible_time_http - 1ms);
    CHECK(w.tracker.take_probes().empty());
    w.advance(1ms);
    CHECK(w.tracker.take_probes().size() == 1);
}

TEST_CASE("call tracker: a Status overtakes a Hangup")
{
    world w;
    const auto call = w.dial();
    w.newstate("PJSIP/a-1", 6, "c1", "c1");
    w.report(call, "Success", 4);
    w.advance(1min);
    w.tracker.channel_is_gone(call, w.now); // says the answer to a question behind a refused action
    CHECK(call->state == call_state::up);
    SECTION("it comes")
    {
        w.advance(call_timing::settle_time - 1ms);
        w.hangup("PJSIP/a-1", "c1", "c1", 21);
        CHECK(call->state == call_state::ended);
        CHECK(call->cause == hangup_cause::call_rejected);
        CHECK(call->cause_known);
    }
    SECTION("it does not")
    {
        w.advance(call_timing::settle_time);
        CHECK(call->state == call_state::ended);
        CHECK_FALSE(call->cause_known);
    }
    CHECK_FALSE(w.tracker.deadline());
}

TEST_CASE("call tracker: a Status overtakes a Hangup and a report")
{
    world w;
    const auto call = w.dial();
    w.newstate("PJSIP/a-1", 5, "c1", "c1");
    w.tracker.channel_is_gone(call, w.now);
    w.hangup("PJSIP/a-1", "c1", "c1", 17);
    SECTION("the report comes")
    {
        w.report(call, "Failure", 5);
    }
    SECTION("it does not")
    {
        w.advance(call_timing::settle_time);
    }
    CHECK(call->outcome == call_outcome::busy);
    CHECK(call->state == call_state::ended);
}

TEST_CASE("call tracker: only a call that was just made is asked whether events can be seen")
{
    const auto lives = parsed("Event: Status\n" + channel("PJSIP/a-1", 5, "c1", "c1"));
    world w;
    const auto call = w.dial();
    SECTION("a refused action asks, before any event")
    {
        w.tracker.channel_lives(call, lives.view(), w.now);
        CHECK_FALSE(call->lost);
    }
    SECTION("a refused action asks on the next connection, before any event")
    {
        w.newstate("PJSIP/a-1", 5, "c1", "c1");
        w.lose_connection();
        w.tracker.resync({lives}, w.now);
        w.tracker.channel_lives(call, lives.view(), w.now);
        CHECK_FALSE(call->lost);
    }
    SECTION("one is asked while another question is under way")
    {
        call->is_probed = true;
        w.advance(call_timing::visible_time);
        CHECK(w.tracker.take_probes().empty());
        w.tracker.probe_failed(call, w.now);
        w.advance(call_timing::settle_time);
        REQUIRE(w.tracker.take_probes().size() == 1);
        w.tracker.channel_lives(call, lives.view(), w.now);
        CHECK(call->lost.ec == errc::outcome_not_visible);
        return;
    }
    CHECK(call->is_tracked);
    CHECK(call->state == call_state::ringing);
}

TEST_CASE("call tracker: what was not answered is asked again")
{
    world w;
    const auto call = w.dial();
    w.newchannel("PJSIP/a-1", 0, "c1", "c1");
    SECTION("for the channel of a call that failed")
    {
        w.report(call, "Failure", 5);
        w.advance(call_timing::cause_time);
        for (int i = 0; i != 3; ++i) {
            w.advance(call_timing::hangup_time);
            REQUIRE(w.tracker.take_probes().size() == 1);
            w.tracker.probe_failed(call, w.now);
        }
        w.advance(call_timing::hangup_time);
        REQUIRE(w.tracker.take_probes().size() == 1);
        w.tracker.channel_is_gone(call, w.now);
        w.advance(call_timing::settle_time);
        CHECK(call->state == call_state::ended);
    }
    SECTION("for all channels after a lost connection")
    {
        w.lose_connection();
        for (int i = 0; i != 3; ++i) {
            w.tracker.resync_failed(w.now);
            w.advance(call_timing::hangup_time - 1ms);
            CHECK_FALSE(w.tracker.take_resync());
            w.advance(1ms);
            CHECK(w.tracker.take_resync());
        }
        w.tracker.resync({}, w.now);
        CHECK(call->lost.ec == errc::outcome_unknown);
        CHECK_FALSE(w.tracker.take_resync());
    }
    SECTION("for all channels, to find those that went")
    {
        w.newstate("PJSIP/a-1", 6, "c1", "c1");
        w.report(call, "Success", 4);
        w.advance(call_timing::quiet_time);
        REQUIRE(w.tracker.take_check());
        w.tracker.check_failed(w.now);
        w.advance(call_timing::hangup_time);
        REQUIRE(w.tracker.take_check());
        w.tracker.check({}, w.now);
        w.advance(call_timing::settle_time);
        REQUIRE(w.tracker.take_check());
        w.tracker.check({}, w.now);
        CHECK(call->state == call_state::ended);
    }
    w.advance(1h);
    CHECK_FALSE(w.tracker.deadline());
}

TEST_CASE("call tracker: the connection is lost and comes back")
{
    world w;
    const auto up = w.dial("up");
    w.newstate("PJSIP/up-1", 6, "up", "up");
    const auto gone = w.dial("gone");
    w.newstate("PJSIP/gone-1", 6, "gone", "gone");
    const auto ringing = w.dial("ringing");
    w.newstate("PJSIP/r-1", 5, "ringing", "ringing");
    const auto vanished = w.dial("vanished");
    const auto answered = w.dial("answered");
    const auto optimised = w.dial("opt");
    w.newstate("Local/9@x-1;1", 6, "opt", "opt");
    w.lose_connection();
    CHECK(w.tracker.awaits_resync());
    CHECK_FALSE(vanished->lost);
    w.advance(20s);
    w.tracker.resync(
        {
            parsed("Event: Status\n" + channel("PJSIP/up-1", 6, "up", "up")),
            parsed("Event: Status\n" + channel("PJSIP/r-1", 5, "ringing", "ringing")),
            parsed("Event: Status\n" + channel("PJSIP/an-1", 6, "answered", "answered")),
            parsed("Event: Status\n" + channel("PJSIP/o-1", 6, "o", "opt")),
        },
        w.now);
    CHECK(up->state == call_state::up);
    CHECK(gone->state == call_state::ended);
    CHECK_FALSE(gone->cause_known);
    CHECK(gone->outcome == call_outcome::answered);
    CHECK(vanished->state == call_state::ended);
    CHECK(vanished->lost.ec == errc::outcome_unknown);
    CHECK(answered->outcome == call_outcome::answered);
    CHECK(answered->channel == "PJSIP/an-1");
    CHECK(optimised->channel == "PJSIP/o-1");
    CHECK(optimised->state == call_state::up);
    CHECK(ringing->state == call_state::ringing);
    // Its report comes on the new connection, for an ActionID of the old one.
    w.report(ringing, "Failure", 3);
    w.hangup("PJSIP/r-1", "ringing", "ringing", 19);
    CHECK(ringing->outcome == call_outcome::no_answer);
    CHECK(ringing->state == call_state::ended);
    // Asterisk 16 may have listed a channel that was hung up before the session saw anything of it.
    w.advance(call_timing::hangup_time - 1ms);
    CHECK_FALSE(w.tracker.take_check());
    w.advance(1ms);
    REQUIRE(w.tracker.take_check());
    w.tracker.check({parsed("Event: Status\n" + channel("PJSIP/o-1", 6, "o", "opt"))}, w.now);
    CHECK(up->state == call_state::up);
    w.advance(call_timing::settle_time);
    REQUIRE(w.tracker.take_check());
    w.tracker.check({}, w.now);
    CHECK(up->state == call_state::ended);
    CHECK_FALSE(up->cause_known);
    CHECK(optimised->state == call_state::up); // it was there once
    CHECK(w.tracker.deadline() > w.now + call_timing::hangup_time);
}

TEST_CASE("call tracker: the connection is lost between the answer and its report")
{
    for (const bool is_there : {true, false}) {
        world w;
        const auto call = w.dial();
        w.newstate("PJSIP/a-1", 6, "c1", "c1");
        w.lose_connection();
        CHECK_FALSE(call->outcome);
        std::vector<event> channels;
        if (is_there)
            channels.push_back(parsed("Event: Status\n" + channel("PJSIP/a-1", 6, "c1", "c1")));
        w.tracker.resync(channels, w.now);
        CHECK(call->outcome == call_outcome::answered);
        CHECK(call->state == (is_there ? call_state::up : call_state::ended));
        CHECK_FALSE(call->lost);
    }
}

TEST_CASE("call tracker: the session is over")
{
    world w;
    const auto call = w.dial("a");
    const auto unsure = w.dial("b");
    w.newstate("PJSIP/a-1", 6, "a", "a");
    w.report(call, "Success", 4);
    w.lose_connection();
    const auto later = w.dial("c"); // of the next session
    w.tracker.end_all({errc::closed, "y"});
    CHECK(call->lost.ec == errc::closed);
    CHECK(unsure->lost.ec == errc::outcome_unknown);
    CHECK_FALSE(later->lost);
    CHECK(later->is_tracked);
}

TEST_CASE("call tracker: events that lack everything")
{
    world w;
    w.tracker.follow_incoming(true);
    const auto call = w.dial();
    for (const auto* name : {"Newchannel", "Newstate", "DialBegin", "DialState", "DialEnd", "Hangup",
             "HangupRequest", "SoftHangupRequest", "Rename", "LocalBridge", "LocalOptimizationBegin",
             "BridgeEnter", "BridgeLeave", "OriginateResponse"}) {
        w.say(fmt::format("Event: {}\n", name));
        w.say(fmt::format("Event: {}\nUniqueid: c1\nDestUniqueid: c1\nLocalOneUniqueid: c1\n", name));
    }
    w.advance(1min);
    w.tracker.take_probes();
    CHECK(w.tracker.take_incoming().empty());
    CHECK(call->state == call_state::ended); // by a Hangup without a cause
}

TEST_CASE("call tracker: an OriginateResponse comes before the answer to the originate -> it counts (HTTP)")
{
    world w;
    const auto call = w.begin_dial("c1");
    const auto other = w.begin_dial("c2");
    // No channel could be made: the ActionID alone says whose it is.
    w.say("Event: OriginateResponse\nActionID: p-c1\nResponse: Failure\nReason: 0\nUniqueid: <null>\n");
    CHECK_FALSE(call->reason);
    w.tracker.accepted(call, "p-c1", w.report_time, w.now);
    REQUIRE(call->reason == 0);
    w.advance(call_timing::settle_time_unseen);
    CHECK(call->outcome == call_outcome::failed);
    CHECK(call->state == call_state::ended);
    CHECK_FALSE(other->reason);
}

TEST_CASE("call tracker: the only originate is reported before its answer -> it counts (HTTP)")
{
    world w;
    const auto call = w.begin_dial("c1");
    w.report(call, "Success", 4);
    w.tracker.accepted(call, "p-c1", w.report_time, w.now);
    CHECK(call->outcome == call_outcome::answered);
    CHECK(w.tracker.early_report_count() == 0);
}

TEST_CASE("call tracker: an OriginateResponse of somebody else, with the id of our channel -> ignored")
{
    world w;
    const auto call = w.dial();
    w.say("Event: OriginateResponse\nActionID: other-1\nResponse: Failure\nReason: 5\nUniqueid: c1\n");
    w.say("Event: OriginateResponse\nResponse: Failure\nReason: 5\nUniqueid: c1\n");
    CHECK_FALSE(call->reason);
    w.report(call, "Success", 4);
    CHECK(call->outcome == call_outcome::answered);
}

TEST_CASE("call tracker: OriginateResponses that nobody waits for are not kept without end")
{
    world w;
    const auto call = w.begin_dial("c1");
    for (int i = 0; i != 100'000; ++i)
        w.say(fmt::format("Event: OriginateResponse\nActionID: p-x{}\nResponse: Failure\nReason: 5\n", i));
    CHECK(w.tracker.early_report_count() <= 1001);
    w.tracker.forget(call); // Asterisk refused it
    CHECK(w.tracker.early_report_count() == 0);
}

TEST_CASE("call tracker: the OriginateResponse does not come in time")
{
    world w;
    const auto call = w.dial();
    w.newchannel("PJSIP/a-1", 5, "c1", "c1");
    w.advance(w.report_time - 1ms);
    CHECK_FALSE(call->lost);
    w.advance(1ms);
    CHECK(call->lost.ec == errc::timed_out);
    CHECK(call->lost.text.find("read=call") != std::string::npos);
    CHECK(call->is_unreported);
}
