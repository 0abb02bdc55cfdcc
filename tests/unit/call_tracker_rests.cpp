// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Calls that ended too early or never, as random sequences showed (call_tracker_model.cpp).

#include "support/call_tracking.hpp"
#include "support/catch.hpp"

using namespace ami;
using namespace ami::detail;
using namespace std::chrono_literals;
using namespace tests::call_tracking;

TEST_CASE("call tracker: a Status overtakes the report of a call that was hung up -> it has an outcome")
{
    world w;
    const auto call = w.dial();
    w.advance(call_timing::visible_time); // the client asks for the channel
    REQUIRE(w.tracker.take_probes().size() == 1);
    w.newstate("PJSIP/a-1", 5, "c1", "c1");
    w.hangup("PJSIP/a-1", "c1", "c1", 17);
    w.tracker.channel_is_gone(call, w.now);
    CHECK(call->state != call_state::ended);
    SECTION("the report comes")
    {
        w.report(call, "Failure", 5);
    }
    SECTION("the report does not come")
    {
        w.advance(call_timing::settle_time);
    }
    CHECK(call->state == call_state::ended);
    CHECK(call->outcome == call_outcome::busy);
}

TEST_CASE("call tracker: a Status says that a call is gone whose report says nothing -> it ends")
{
    world w;
    const auto call = w.dial();
    w.newstate("PJSIP/a-1", 5, "c1", "c1");
    w.report(call, "Failure", 0);
    w.tracker.channel_is_gone(call, w.now); // the answer to a question after a refused action
    w.advance(call_timing::settle_time);
    CHECK(call->state == call_state::ended);
    CHECK(call->outcome == call_outcome::failed);
    CHECK_FALSE(w.tracker.deadline());
}

TEST_CASE("call tracker: a call that rang on a lost connection, its Hangup is kept back -> it ends")
{
    const auto rings = parsed("Event: Status\n" + channel("PJSIP/a-1", 5, "c1", "c1"));
    world w;
    const auto call = w.dial();
    w.newstate("PJSIP/a-1", 5, "c1", "c1");
    w.lose_connection();
    w.tracker.resync({rings}, w.now);
    w.advance(call_timing::hangup_time);
    REQUIRE(w.tracker.take_check());
    w.tracker.check({rings}, w.now);
    w.advance(2 * call_timing::quiet_time);
    REQUIRE(w.tracker.take_check());
    w.tracker.check({}, w.now);
    w.advance(call_timing::settle_time);
    REQUIRE(w.tracker.take_check());
    w.tracker.check({}, w.now);
    CHECK(call->state == call_state::ended);
    CHECK(call->lost.ec == errc::outcome_unknown);
}

TEST_CASE("call tracker: a Local channel is gone, the channel behind it is another call -> the call ends")
{
    world w;
    const auto local = w.dial("c1");
    const auto phone = w.dial("p1");
    w.newstate("Local/1@x-1;1", 6, "c1", "c1");
    w.report(local, "Success", 4);
    w.newstate("PJSIP/p-1", 6, "p1", "c1");
    w.report(phone, "Success", 4);
    w.lose_connection();
    w.tracker.resync({parsed("Event: Status\n" + channel("PJSIP/p-1", 6, "p1", "c1"))}, w.now);
    CHECK(local->state == call_state::ended);
    CHECK(phone->state == call_state::up);
    CHECK(w.tracker.calls().size() == 1);
}

TEST_CASE("call tracker: a review fails before the list after a gap comes -> it is repeated")
{
    const auto there = parsed("Event: Status\n" + channel("PJSIP/a-1", 6, "c1", "c1"));
    world w;
    const auto old = w.dial("old");
    w.newstate("PJSIP/o-1", 6, "old", "old");
    w.report(old, "Success", 4);
    w.tracker.events_missed(w.now); // only events were missed
    const auto adopted = w.tracker.adopt({there}, w.now);
    REQUIRE(adopted.size() == 1);
    w.advance(call_timing::hangup_time);
    REQUIRE(w.tracker.take_check());
    w.tracker.check_failed(w.now);
    w.tracker.resync({there}, w.now);
    CHECK(old->state == call_state::ended);
    for (int i = 0; i != 2; ++i) {
        w.advance(call_timing::hangup_time);
        REQUIRE(w.tracker.take_check());
        w.tracker.check({}, w.now);
    }
    CHECK(adopted.front()->state == call_state::ended);
    CHECK(w.tracker.empty());
}

TEST_CASE("call tracker: events are missed while an originate has no channel -> its report decides")
{
    world w;
    const auto call = w.dial();
    w.tracker.events_missed(w.now); // only events were missed: the originate goes on
    w.tracker.resync({}, w.now);
    CHECK(call->is_tracked);
    CHECK_FALSE(call->lost);
    w.newstate("PJSIP/a-1", 6, "c1", "c1");
    w.report(call, "Success", 4);
    CHECK(call->outcome == call_outcome::answered);
    CHECK(call->state == call_state::up);
}

TEST_CASE("call tracker: a call ends at the time when its channel was to be asked for -> no question")
{
    world w;
    const auto call = w.dial();
    w.advance(call_timing::visible_time - call_timing::settle_time_unseen);
    w.report(call, "Failure", 0);
    w.advance(1h);
    CHECK(call->state == call_state::ended);
    CHECK(w.tracker.take_probes().empty());
}
