// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// What an interface does across all queues, and who is told of long waits.

#include "support/live_counts.hpp"

#include <ami/session/live/fault.hpp>

#include <fmt/format.h>

using namespace tests::live_state;
using live::activity;

namespace {

constexpr auto support = "support";
constexpr auto ana = "PJSIP/a";

std::string status(int state, const std::string& queue = "support")
{
    member_facts facts;
    facts.queue = queue;
    facts.status = state;
    return facts.event("Status");
}
std::string pause(bool is_paused, const std::string& reason, const std::string& queue = "support")
{
    member_facts facts;
    facts.queue = queue;
    facts.paused = is_paused ? 1 : 0;
    facts.reason = reason;
    return facts.event("Pause");
}

live::agent_activity now(const counting_world& world)
{
    return world.figures.activities().of(ana, world.time.now());
}

} // namespace

TEST_CASE("live activity: a call of a queue -> ringing, talking, wrapping up, idle, each with its time")
{
    counting_world world;
    CHECK(now(world).state == activity::idle);
    CHECK_FALSE(now(world).since); // it was so before
    world.hear(joined(support, "a", 1, 1));
    world.hear(of_agent("Called", support, "a", "x"));
    world.hear(status(6));
    CHECK(world.activities() == "ringing support");
    world.pass(3s);
    CHECK(now(world).since == world.time.wall() - 3s);
    world.hear(status(2));
    world.hear(of_agent("Connect", support, "a", "x"));
    CHECK(world.activities() == "talking support");
    world.pass(60s);
    CHECK(now(world).since == world.time.wall() - 60s);
    CHECK(now(world).queue == support);
    world.hear(status(1));
    world.hear(hung_up("x"));
    CHECK(world.activities() == "wrapping up support");
    CHECK(now(world).until == world.time.wall() + 10s);
    world.pass(4s);
    CHECK(now(world).until == world.time.wall() + 6s);
    CHECK(world.figures.deadline() == world.time.now().now + 6s);
    world.pass(6s);
    CHECK(world.activities() == "idle");
    CHECK(now(world).since == world.time.wall());
    CHECK_FALSE(now(world).until);
}

TEST_CASE("live activity: printed -> its name, as other enumerations")
{
    CHECK(fmt::format("{:<8}{}", activity::idle, activity::wrapping_up) == "idle    wrapping up");
    CHECK(to_string(activity::unknown) == "unknown");
    CHECK(fmt::format("{} {}", live::freshness::filling, live::freshness::stale) == "filling stale");
    CHECK(to_string(live::freshness::none) == "none");
}

TEST_CASE("live activity: nobody answers -> idle again")
{
    counting_world world;
    world.hear(of_agent("Called", support, "a", "x"));
    CHECK(world.activities() == "ringing support");
    world.hear(GENERATE(of_agent("RingNoAnswer", support, "a", "x", "RingTime: 3000\n"), hung_up("x")));
    CHECK(world.activities() == "idle");
}

TEST_CASE("live activity: what rings while events are missed -> not known any more")
{
    counting_world world;
    world.hear(of_agent("Called", support, "a", "x"));
    world.activities();
    world.figures.on_lost(world.time.now());
    CHECK(world.activities() == "idle");
}

TEST_CASE("live activity: a call that is no queue's -> talking, in no queue")
{
    counting_world world;
    world.hear(status(GENERATE(2, 3, 7, 8)));
    CHECK(world.activities() == "talking");
    world.hear(of_agent("Called", support, "a", "x")); // the second line
    CHECK(world.activities().empty());
    CHECK(now(world).queue.empty());
}

TEST_CASE("live activity: the states of devices")
{
    counting_world world;
    const auto [state, text] = GENERATE(table<int, const char*>(
        {{0, "unknown"}, {4, "unavailable"}, {5, "unavailable"}, {6, "ringing"}, {99, "unknown"}}));
    world.hear(status(state));
    CHECK(world.activities() == text);
}

TEST_CASE("live activity: paused in all queues -> paused, why, and since when")
{
    counting_world world;
    member_facts sales;
    sales.queue = "sales";
    world.hear(sales.event("Added"));
    world.activities();
    world.hear(pause(true, "lunch"));
    CHECK(now(world).state == activity::idle);
    CHECK(now(world).queues == 2);
    CHECK(now(world).paused_queues == 1);
    world.activities();
    world.pass(2s);
    world.hear(pause(true, "training", "sales"));
    CHECK(world.activities() == "paused");
    CHECK(now(world).paused_reason == "training");
    CHECK(now(world).paused_since == world.time.wall());
    world.pass(5s);
    CHECK(now(world).since == world.time.wall() - 5s);
    world.hear(of_agent("Connect", support, "a", "x"));
    CHECK(now(world).state == activity::talking);
    CHECK(now(world).paused_queues == 2);
    world.hear(hung_up("x"));
    world.hear(pause(false, "back", "sales"));
    CHECK(now(world).state == activity::wrapping_up);
    CHECK(now(world).paused_reason == "lunch");
}

TEST_CASE("live activity: two members share a state interface -> the state that Asterisk keeps")
{
    counting_world world;
    member_facts sales;
    sales.queue = "sales";
    sales.status = 0;
    world.hear(sales.event("Added"));
    CHECK(now(world).state == activity::idle);
    world.hear(status(2));
    CHECK(now(world).state == activity::talking);
}

TEST_CASE("live activity: the wall clock is set -> how long it lasts does not change")
{
    counting_world world;
    world.hear(of_agent("Connect", support, "a", "x"));
    world.pass(60s);
    auto at = world.time.now();
    at.wall += 1h;
    CHECK(world.figures.activities().of(ana, at).since == at.wall - 60s);
}

TEST_CASE("live activity: a wrap-up that began unseen -> until LastCall and the wrap-up time")
{
    counting_world world;
    world.figures.on_lost(world.time.now());
    world.activities();
    member_facts facts;
    facts.last_call = static_cast<int>(
        std::chrono::duration_cast<std::chrono::seconds>(world.time.wall().time_since_epoch()).count() - 4);
    world.list_all({queue_params(support), facts.item()});
    CHECK(world.activities() == "wrapping up support");
    CHECK(now(world).until == world.time.wall() + 6s);
}

TEST_CASE("live activity: no member has the interface -> unknown")
{
    counting_world world;
    world.hear(member_facts().event("Removed"));
    CHECK(world.activities() == "unknown");
    CHECK(now(world).state == activity::unknown);
    CHECK(now(world).interface == ana);
    CHECK(world.figures.activities().of("PJSIP/nobody", world.time.now()).queues == 0);
}

TEST_CASE("live activity: a long wait -> told once for each wait, also of those who wait already")
{
    counting_world world;
    const auto told = [&] {
        std::string text;
        while (const auto due = world.figures.take_alarm(world.time.now().now))
            text += fmt::format("{} {} {};", due->alarm, due->queue, due->caller);
        return text;
    };
    world.hear(joined(support, "a", 1, 1));
    world.pass(20s);
    world.figures.add_alarm(support, 30s);
    world.figures.add_alarm("", 10s);
    CHECK(told() == "2 support a;");
    world.hear(joined(support, "b", 2, 2));
    world.hear(joined("sales", "c", 1, 1));
    CHECK(world.figures.deadline() == world.time.now().now + 10s);
    world.pass(9999ms);
    CHECK(told().empty());
    world.pass(1ms);
    CHECK(told() == "1 support a;2 sales c;2 support b;");
    CHECK(told().empty());
    SECTION("who has left is not told of")
    {
        world.hear(left(support, "b", 2, 1));
        world.pass(1h);
        CHECK(told().empty());
    }
    SECTION("a removed alarm")
    {
        world.figures.alarms().remove(1);
        world.pass(1h);
        CHECK(told().empty());
    }
    SECTION("another wait of the same caller")
    {
        world.hear(left(support, "a", 1, 1));
        world.hear(joined(support, "a", 2, 2));
        world.pass(10s);
        CHECK(told() == "2 support a;");
    }
    SECTION("while the connection is lost, nobody is told")
    {
        world.figures.on_lost(world.time.now());
        world.pass(1min);
        CHECK(told().empty());
        CHECK_FALSE(world.figures.deadline());
        world.list_all({queue_params(support, 1), member_facts().item(), queue_entry(support, "b", 1, 70)});
        world.figures.on_live(world.time.now());
        CHECK(told() == "1 support b;");
    }
}
