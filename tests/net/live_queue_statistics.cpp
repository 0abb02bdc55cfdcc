// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Counts of queues beside a model: what they are fed, their timer, and the lives of model, client and handlers.

#include "support/live_counts.hpp"
#include "support/live_model.hpp"

#include <chrono>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace tests;
using namespace std::chrono_literals;

namespace {

using live_state::queue_entry;
using live_state::queue_params;

class counted_world : public live_world {
public:
    counted_world()
    {
        lists("QueueStatus", {queue_params("support", 1), member_item("support", "PJSIP/a"),
                                 queue_entry("support", "a", 1, 20)});
    }
    void begin()
    {
        fill();
        counts.emplace(*live);
    }
    void join(const std::string& id, int position)
    {
        say(live_state::joined("support", id, position, position) + "\n");
    }
    ami::live::subscription watch_waits(std::chrono::milliseconds time, std::string_view queue = "support")
    {
        return counts->on_waiting_longer(queue, time, [this](const ami::live::queue_caller& caller) {
            waits.push_back(std::string(caller["Uniqueid"]));
        });
    }

    std::optional<ami::live::queue_statistics> counts;
    strings waits;
};

} // namespace

TEST_CASE("live statistics: made before the model is filled, or after -> the same", "[live]")
{
    counted_world w;
    SECTION("before")
    {
        w.live.emplace(*w.pbx);
        w.counts.emplace(*w.live);
        w.connect();
    }
    SECTION("after")
    {
        w.begin();
    }
    auto& counts = *w.counts;
    CHECK(counts.counts("support").joined == 1);
    REQUIRE(counts.longest_wait("support"));
    CHECK(*counts.longest_wait("support") / 1s == 20);
    CHECK(counts.activity("PJSIP/a").state == ami::live::activity::idle);
    w.advance(5s);
    w.say(live_state::of_agent("Connect", "support", "a", "x") + "\n");
    CHECK(counts.counts("support").answered == 1);
    CHECK(counts.counts("support").answered_wait / 1s == 25);
    CHECK(counts.level("support", 30s).answered_within == 1);
    CHECK(counts.level("support", 10s).ratio() == 0.0);
    CHECK(counts.agent("PJSIP/a").answered == 1);
    CHECK_FALSE(counts.longest_wait("support"));
    CHECK(counts.activity("PJSIP/a").queue == "support");
    counts.reset();
    CHECK(counts.counts("support").answered == 0);
}

TEST_CASE("live statistics: on_waiting_longer -> once for each wait, by the client's timer", "[live]")
{
    counted_world w;
    w.begin();
    auto told = w.watch_waits(30s);
    w.join("b", 2);
    w.run();
    CHECK(w.waits == strings{});
    w.advance(11s);
    CHECK(w.waits == strings{"a"});
    w.advance(20s);
    CHECK(w.waits == strings{"a", "b"});
    SECTION("another subscription: who has waited that long is told of, in a later turn")
    {
        w.waits.clear();
        w.watch_waits(10s, "");
        CHECK(w.waits == strings{});
        w.advance(1ms);
        CHECK(w.waits.size() == 2);
    }
    SECTION("it is cancelled")
    {
        w.join("c", 3);
        told.cancel();
        w.advance(1min);
        CHECK(w.waits.size() == 2);
    }
    SECTION("the connection is lost: a wait is told of when it is known to go on")
    {
        w.join("c", 3);
        w.lists("QueueStatus", {queue_params("support", 1), member_item("support", "PJSIP/a"),
                                   queue_entry("support", "c", 1, 40)});
        w.waits.clear();
        w.lose();
        w.wait_for_attempt();
        CHECK(w.waits == strings{});
        w.advance(40s);
        CHECK(w.waits == strings{"c"});
        CHECK(w.counts->counts("support").unknown == 2);
        CHECK(w.counts->counts("support").joined == 3);
    }
}

TEST_CASE("live statistics: on_activity -> what it did and does", "[live]")
{
    counted_world w;
    w.begin();
    std::vector<std::pair<ami::live::activity, ami::live::activity>> changes;
    w.counts->on_activity([&](const ami::live::agent_activity& before, const ami::live::agent_activity& now) {
        CHECK(now.interface == "PJSIP/a");
        changes.emplace_back(before.state, now.state);
    });
    using ami::live::activity;
    w.say(live_state::of_agent("Called", "support", "a", "x") + "\n");
    REQUIRE(changes.size() == 1);
    CHECK(changes[0] == std::pair(activity::idle, activity::ringing));
    w.say(hangup_of("x"));
    REQUIRE(changes.size() == 2);
    CHECK(changes[1] == std::pair(activity::ringing, activity::idle));
}

TEST_CASE("live statistics: counted from zero while a caller waits", "[live]")
{
    counted_world w;
    w.begin();
    w.counts->reset("support");
    CHECK(w.counts->counts("support").joined == 1);
    w.say(live_state::of_agent("Connect", "support", "a", "x") + "\n");
    CHECK(w.counts->counts("support").joined == 1);
    CHECK(w.counts->counts("support").answered == 1);
}

TEST_CASE("live statistics: a talk whose channel is not there after a reconnect is over", "[live]")
{
    counted_world w;
    w.begin();
    w.say(live_calls::told("Newchannel", live_calls::snapshot{"x"}.text()) + "\n");
    w.say(live_state::of_agent("Connect", "support", "a", "x") + "\n");
    // Since then the member has answered another one.
    live_state::member_facts busy;
    busy.in_call = 1;
    busy.status = 2;
    w.lists("QueueStatus", {queue_params("support"), busy.item()});
    w.lose();
    w.wait_for_attempt();
    w.advance(3s);
    CHECK(w.counts->counts("support").unknown_talks == 1);
    CHECK(w.counts->activity("PJSIP/a").queue == "");
}

TEST_CASE("live statistics: handlers that end what calls them", "[live]")
{
    counted_world w;
    w.begin();
    int told = 0;
    const auto ends = GENERATE(0, 1, 2, 3);
    CAPTURE(ends);
    w.counts->on_waiting_longer("support", 30s, [&](const ami::live::queue_caller&) {
        ++told;
        if (ends == 0)
            w.counts.reset();
        else if (ends == 1)
            w.live.reset();
        else if (ends == 2)
            w.pbx.reset();
        else
            throw std::runtime_error("a handler");
    });
    w.watch_waits(30s);
    w.advance(1min);
    CHECK(told == 1);
    CHECK(w.waits.size() == (ends == 3 ? 1 : 0));
    w.run();
}

TEST_CASE(
    "live statistics: the model or the client is gone -> the figures stay, nothing is waited for", "[live]")
{
    counted_world w;
    w.begin();
    w.watch_waits(30s);
    SECTION("the model")
    {
        w.live.reset();
    }
    SECTION("the client")
    {
        w.pbx.reset();
    }
    w.advance(1min);
    CHECK(w.waits == strings{});
    CHECK(w.counts->counts("support").joined == 1);
    w.counts.reset();
}

TEST_CASE("live statistics: moved -> it goes on", "[live]")
{
    counted_world w;
    w.begin();
    w.watch_waits(30s);
    ami::live::model moved_model = std::move(*w.live);
    ami::live::queue_statistics moved = std::move(*w.counts);
    w.advance(11s);
    CHECK(w.waits == strings{"a"});
    moved = ami::live::queue_statistics(moved_model);
    CHECK(moved.counts("support").joined == 1);
}
