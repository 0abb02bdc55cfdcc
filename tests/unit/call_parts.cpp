// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// The parts of the call tracker that decide one thing each.

#include "support/call_tracking.hpp"
#include "support/catch.hpp"

#include <ami/session/channels/call_outcome_rules.hpp>
#include <ami/session/channels/call_parties.hpp>
#include <ami/session/channels/hangup_attribution.hpp>
#include <ami/session/channels/originate_reports.hpp>
#include <ami/session/channels/recent_hangups.hpp>
#include <ami/session/channels/status_questions.hpp>

#include <memory>
#include <string>

using namespace ami;
using namespace ami::detail;
using namespace std::chrono_literals;
using tests::call_tracking::parsed;

TEST_CASE("hangup attribution: the first request -> counts, unless the call goes on")
{
    const time_point now{1h};
    hangup_attribution hangup;
    CHECK(hangup.by() == hung_up_by::unknown);
    hangup.on_requested(false, false, false, now);
    hangup.on_requested(true, true, false, now + 1s);
    CHECK(hangup.by() == hung_up_by::other_party);
    hangup.on_continued();
    CHECK(hangup.by() == hung_up_by::unknown);
    hangup.on_requested(true, true, false, now + 2s);
    CHECK(hangup.by() == hung_up_by::asterisk);
    hangup.on_ended(now + 1h);
    CHECK(hangup.by() == hung_up_by::asterisk);
}

TEST_CASE("hangup attribution: a phone says that it was hung up -> it was, whatever came before")
{
    const time_point now{1h};
    hangup_attribution hangup;
    hangup.on_requested(false, false, false, now);
    hangup.on_requested(true, false, true, now + 1s);
    CHECK(hangup.by() == hung_up_by::party);
}

TEST_CASE("hangup attribution: another party left long before the end -> it did not end the call")
{
    const time_point now{1h};
    hangup_attribution hangup;
    hangup.on_requested(false, false, false, now);
    hangup.on_ended(now + call_timing::leaving_time + 1ms);
    CHECK(hangup.by() == hung_up_by::unknown);
}

TEST_CASE("hangup attribution: this client's request fails -> it did not end the call")
{
    const time_point now{1h};
    hangup_attribution hangup;
    hangup.on_own_request();
    hangup.on_requested(true, true, false, now);
    CHECK(hangup.by() == hung_up_by::this_client);
    hangup.on_own_request_failed();
    CHECK(hangup.by() == hung_up_by::asterisk);
    hangup.on_own_request_failed();
    CHECK(hangup.own_requests() == 0);

    hangup_attribution unheard;
    unheard.on_own_request();
    unheard.on_own_request();
    unheard.on_own_request_failed();
    unheard.on_ended(now);
    CHECK(unheard.by() == hung_up_by::this_client);
    unheard.on_own_request_failed();
    CHECK(unheard.by() == hung_up_by::unknown);
}

TEST_CASE("recent hangups: a channel is remembered for a time, and so many of them")
{
    const time_point now{1h};
    recent_hangups gone;
    CHECK(gone.add("c1", now, 3) == 0);
    CHECK(gone.add("c1", now + 1s, 3) == 0); // the first time counts
    CHECK(gone.contains("c1", now + call_timing::late_time - 1ms));
    CHECK_FALSE(gone.contains("c1", now + call_timing::late_time));
    CHECK_FALSE(gone.contains("c2", now));
    gone.add("c2", now + 1s, 3);
    gone.add("c3", now + 1s, 3);
    CHECK(gone.add("c4", now + 1s, 3) == 1); // the oldest goes
    CHECK_FALSE(gone.contains("c1", now + 1s));
    CHECK(gone.contains("c4", now + 1s));
    CHECK(gone.remove_old(now + 1h, 3) == 3);
}

TEST_CASE("originate reports: an early report -> is kept until the last originate is answered")
{
    const auto report = parsed("Event: OriginateResponse\nActionID: a1\nResponse: Success\n");
    originate_reports reports;
    reports.keep_early(report.view());
    CHECK(reports.early_count() == 0); // no originate is without an answer
    tracked_call call;
    reports.on_sent(call);
    CHECK(call.awaits_report());
    reports.keep_early(report.view());
    CHECK(reports.early_count() == 1);
    CHECK_FALSE(reports.take_early("a2"));
    const auto early = reports.take_early("a1");
    REQUIRE(early);
    CHECK((*early)["Response"] == "Success");
    reports.keep_early(report.view());
    reports.on_answered(call);
    reports.on_answered(call);
    CHECK(reports.early_count() == 0);
    CHECK_FALSE(call.awaits_report());
}

TEST_CASE("originate reports: more early reports than originates -> so many are kept, not more")
{
    originate_reports reports;
    tracked_call call;
    reports.on_sent(call);
    for (std::size_t i = 0; i != originate_reports::max_spare_reports + 10; ++i) {
        const auto report = parsed("Event: OriginateResponse\nActionID: a" + std::to_string(i) + "\n");
        reports.keep_early(report.view());
    }
    CHECK(reports.early_count() == originate_reports::max_spare_reports + 1);
}

TEST_CASE("originate reports: a report -> finds its call by the ActionID")
{
    originate_reports reports;
    const auto call = std::make_shared<tracked_call>();
    call->action_id = "a1";
    reports.await(call);
    CHECK(reports.find("a1") == call);
    CHECK_FALSE(reports.find("a2"));
    CHECK(reports.awaiting().size() == 1);
    reports.remove(*call);
    CHECK_FALSE(reports.find("a1"));
}

TEST_CASE("status questions: a gap -> a resync, repeated while it fails; older questions are void")
{
    const time_point now{1h};
    status_questions questions;
    const auto call = std::make_shared<tracked_call>();
    questions.probe(call);
    questions.probe(call);
    questions.check_by(now);
    questions.watch_silence(now);
    questions.on_gap(true);
    CHECK(questions.awaits_resync());
    CHECK(questions.take_probes().empty());
    CHECK_FALSE(questions.deadline());
    questions.on_resync_failed(now);
    CHECK(questions.deadline() == now + call_timing::hangup_time);
    questions.on_time(now + call_timing::hangup_time, true);
    CHECK(questions.take_resync());
    CHECK_FALSE(questions.take_resync());
    questions.on_resync_failed(now);
    questions.on_resynced();
    CHECK_FALSE(questions.awaits_resync());
    CHECK_FALSE(questions.deadline());
    questions.on_resync_failed(now);
    CHECK_FALSE(questions.deadline());
    questions.on_gap(false);
    CHECK_FALSE(questions.awaits_resync());
}

TEST_CASE("status questions: a check -> comes at the earliest time, if there is a call")
{
    const time_point now{1h};
    status_questions questions;
    questions.check_by(now + 5s);
    questions.check_by(now + 3s);
    questions.check_by(now + 4s);
    CHECK(questions.deadline() == now + 3s);
    questions.on_time(now + 2s, true);
    CHECK_FALSE(questions.take_check());
    questions.on_time(now + 3s, true);
    CHECK(questions.take_check());
    CHECK_FALSE(questions.is_check_due());
    questions.check_by(now + 3s);
    questions.on_time(now + 3s, false);
    CHECK_FALSE(questions.take_check());
}

TEST_CASE("status questions: a probe -> is asked once, and forgotten with its call")
{
    status_questions questions;
    const auto call = std::make_shared<tracked_call>();
    const auto other = std::make_shared<tracked_call>();
    questions.probe(call);
    questions.probe(call);
    questions.probe(other);
    questions.forget(call);
    const auto probes = questions.take_probes();
    REQUIRE(probes.size() == 1);
    CHECK(probes.front() == other);
    CHECK(questions.take_probes().empty());
}

TEST_CASE("call index: channels of a call's linked ids -> are remembered until its end")
{
    call_index calls;
    const auto call = std::make_shared<tracked_call>();
    CHECK_FALSE(calls.update({"c2", "c1", "PJSIP/b-2", "6"}));
    calls.add(call, "c1");
    CHECK(calls.update({"c1", "c1", "PJSIP/a-1", "6"}));
    CHECK(calls.update({"c2", "c1", "PJSIP/b-2", "6"}));
    CHECK_FALSE(calls.update({"c3", "c3", "PJSIP/c-3", "6"}));
    CHECK_FALSE(calls.update({"", "c1", "PJSIP/d-4", "6"}));
    CHECK(calls.channels().size() == 2);
    // A bridge gives the call's channel the linked id of an older one.
    CHECK(calls.update({"c1", "c0", "PJSIP/a-1", "6"}));
    CHECK(calls.update({"c5", "c0", "PJSIP/e-5", "6"}));
    REQUIRE(calls.with_linked_id("c0"));
    CHECK(calls.with_linked_id("c0")->contains(call.get()));
    calls.replace_channel(call, *calls.channels().find("c2"));
    CHECK(calls.find("c2") == call);
    CHECK_FALSE(calls.find("c1"));
    CHECK(calls.has_known("c1"));
    CHECK(call->channel == "PJSIP/b-2");
    calls.remove(call);
    CHECK(calls.empty());
    CHECK(calls.channels().size() == 0);
    CHECK_FALSE(calls.with_linked_id("c0"));
}

TEST_CASE("call parties: the other half of a Local channel, and what it dialled -> are on the call's side")
{
    call_index calls;
    const auto call = std::make_shared<tracked_call>();
    calls.add(call, "c1");
    for (const auto* const id : {"c1", "c1;2", "c3", "c4"})
        REQUIRE(calls.update({id, "c1", id, "6"}));
    calls.channels().find("c1;2")->other_half = "c1";
    calls.channels().find("c3")->dialled_by = "c1;2";
    calls.channels().find("c4")->dialled_by = "c1";
    CHECK(is_own_side(calls, *call, "c1"));
    CHECK(is_own_side(calls, *call, "c1;2"));
    CHECK(is_own_side(calls, *call, "c3"));
    CHECK_FALSE(is_own_side(calls, *call, "c4"));
    CHECK_FALSE(is_own_side(calls, *call, "c9"));
    CHECK(calls_near(calls, "c3").size() == 1);
    CHECK(calls_near(calls, "c9").empty());

    // The half goes away: the one channel that is in a bridge with the other half takes its place.
    CHECK(successor_of_half(calls, "c1", "c1;2", "").empty());
    auto& channels = calls.channels();
    channels.set_bridge(*channels.find("c1;2"), "b1");
    CHECK(successor_of_half(calls, "c1", "c1;2", "").empty());
    channels.set_bridge(*channels.find("c3"), "b1");
    CHECK(successor_of_half(calls, "c1", "c1;2", "") == "c3");
    CHECK_FALSE(is_in_conference(calls, "c3"));
    channels.set_bridge(*channels.find("c4"), "b1");
    CHECK(is_in_conference(calls, "c3"));
    CHECK(successor_of_half(calls, "c1", "c1;2", "").empty());
    CHECK(successor_of_half(calls, "c1", "c1;2", "c4") == "c4");
}
