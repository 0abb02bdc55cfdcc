// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// What following many calls costs, in steps: the calls and channels that loops look at. And what it may hold.

#include "support/call_tracking.hpp"
#include "support/catch.hpp"

#include <fmt/format.h>

#include <string>
#include <vector>

using namespace ami;
using namespace ami::detail;
using namespace std::chrono_literals;
using namespace tests::call_tracking;

namespace {

constexpr int many = 5000;

std::string id_of(int i)
{
    return fmt::format("c{}", i);
}
std::string name_of(int i)
{
    return fmt::format("PJSIP/a-{}", i);
}

// Many calls that are up. With `linked` all of them have that linked id.
std::vector<world::pointer> many_calls(world& w, std::string_view linked = {})
{
    std::vector<world::pointer> calls;
    for (int i = 0; i != many; ++i) {
        calls.push_back(w.dial(id_of(i)));
        w.newstate(name_of(i), 6, id_of(i), linked.empty() ? id_of(i) : linked);
        w.report(calls.back(), "Success", 4);
    }
    w.tracker.take_changes();
    return calls;
}

std::string hangup_request(int i, std::string_view linked)
{
    return "Event: HangupRequest\n" + channel(name_of(i), 6, id_of(i), linked);
}

} // namespace

TEST_CASE("call tracker cost: an event of one of many calls -> a constant number of steps")
{
    world w;
    many_calls(w);
    const auto before = w.tracker.calls().steps();
    for (int i = 0; i != many; ++i) {
        w.newstate(name_of(i), 6, id_of(i), id_of(i));
        (void)w.tracker.deadline();
    }
    CHECK(w.tracker.calls().steps() == before);
}

TEST_CASE(
    "call tracker cost: many calls are hung up one after another -> a constant number of steps for each")
{
    const bool linked = GENERATE(false, true); // as in one conference
    world w;
    const auto calls = many_calls(w, linked ? "all" : "");
    const auto before = w.tracker.calls().steps();
    for (int i = 0; i != many; ++i) {
        const auto id = linked ? std::string("all") : id_of(i);
        w.say(hangup_request(i, id));
        w.hangup(name_of(i), id_of(i), id, 16, 6);
        CHECK(calls[static_cast<std::size_t>(i)]->hangup.by() == hung_up_by::party);
        (void)w.tracker.deadline();
    }
    CHECK(w.tracker.calls().steps() - before <= 100 * many);
    CHECK(w.tracker.empty());
    CHECK(w.tracker.calls().channels().size() == 0);
    CHECK(w.tracker.take_changes().size() == many);
}

TEST_CASE("call tracker cost: the session ends with many calls -> a few steps for each")
{
    world w;
    many_calls(w);
    const auto before = w.tracker.calls().steps();
    w.lose_connection();
    w.tracker.end_all({errc::closed, "x"});
    CHECK(w.tracker.calls().steps() - before <= 10 * many);
    CHECK(w.tracker.empty());
    CHECK(w.tracker.calls().channels().size() == 0);
    CHECK(w.tracker.take_changes().size() == many);
}

TEST_CASE(
    "call tracker cost: many calls with a deadline each -> only those are looked at whose time has come")
{
    world w;
    std::vector<world::pointer> calls;
    for (int i = 0; i != many; ++i) {
        calls.push_back(w.dial(id_of(i)));
        w.report(calls.back(), "Failure", 0);
        w.advance(1ms);
    }
    w.advance(call_timing::settle_time);
    CHECK(w.tracker.calls().steps() <= 10 * many);
    for (const auto& each : calls)
        CHECK(each->outcome == call_outcome::failed);
    CHECK_FALSE(w.tracker.deadline());
}

TEST_CASE("call tracker cost: a bridge of many -> a constant number of steps for each event")
{
    world w;
    many_calls(w);
    for (int i = 0; i != many; ++i)
        w.enter("B", name_of(i), id_of(i), "", id_of(i));
    const auto before = w.tracker.calls().steps();
    for (int i = 0; i != many; ++i) {
        w.say(hangup_request(i, id_of(i)));
        w.say("Event: LocalOptimizationBegin\n" + channel(name_of(i), 6, id_of(i), id_of(i), "LocalOne") +
              channel(name_of(i), 6, id_of((i + 1) % many), id_of(i), "LocalTwo"));
    }
    CHECK(w.tracker.calls().steps() - before <= 200 * many);
}

TEST_CASE("call tracker limits: forged events -> what is held is bounded")
{
    world w;
    w.tracker.limit(10);
    w.tracker.follow_incoming(true);
    const auto call = w.dial();
    const auto bound = w.tracker.calls().max_channels();
    SECTION("calls that come in")
    {
        for (int i = 0; i != many; ++i)
            w.newchannel(name_of(i), 4, id_of(i + 100), id_of(i + 100));
        CHECK(w.tracker.calls().size() == 10);
        CHECK(w.tracker.take_incoming().size() == 9);
        CHECK(w.tracker.take_not_followed() == many - 9);
        CHECK(w.tracker.take_not_followed() == 0);
    }
    SECTION("channels of one call")
    {
        for (int i = 0; i != many; ++i)
            w.newchannel(name_of(i), 0, id_of(i + 100), "c1");
        CHECK(w.tracker.calls().channels().size() <= bound);
        // The call itself is followed on.
        w.newstate("PJSIP/z", 6, "c1", "c1");
        CHECK(call->state == call_state::up);
    }
    SECTION("linked ids of one call")
    {
        for (int i = 0; i != many; ++i)
            w.newstate("PJSIP/z", 5, "c1", fmt::format("l{}", i));
        CHECK(call->linked_ids.size() <= call_index::max_linked_ids);
        CHECK(call->linked_ids.front() == "c1");
        CHECK(call->linked_ids.back() == fmt::format("l{}", many - 1));
        w.hangup("PJSIP/z", "c1", fmt::format("l{}", many - 1), 16);
        w.advance(call_timing::settle_time);
        CHECK(w.tracker.calls().channels().size() == 0);
    }
    SECTION("a channel that changes its linked id all the time")
    {
        w.newchannel("PJSIP/y", 0, "y", "c1");
        const auto before = w.tracker.calls().steps();
        for (int i = 0; i != many; ++i)
            w.newstate("PJSIP/y", 5, "y", fmt::format("l{}", i));
        CHECK(w.tracker.calls().steps() - before <= 2 * many);
        CHECK(w.tracker.calls().channels().size() <= 2);
    }
}

TEST_CASE("call tracker limits: as many calls as allowed are followed -> dial fails until one ends")
{
    world w;
    w.tracker.limit(1);
    const auto call = w.dial();
    const auto other = std::make_shared<tracked_call>();
    CHECK(w.tracker.originate(other, "c2", w.now) == errc::too_many_calls);
    CHECK_FALSE(other->is_tracked);
    w.tracker.forget(call);
    CHECK_FALSE(w.tracker.originate(other, "c2", w.now));
    w.tracker.limit(0);
    const auto none = std::make_shared<tracked_call>();
    CHECK(w.tracker.originate(none, "c3", w.now) == errc::too_many_calls);
}
