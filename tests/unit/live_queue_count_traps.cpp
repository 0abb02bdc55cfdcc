// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Counts of queues where Asterisk tells little: gaps in events, missing rights, other clocks, devices that are shared.

#include "support/live_counts.hpp"

#include <ami/session/live/channel_store.hpp>

using namespace tests::live_state;
using live::activity;

namespace {

constexpr auto support = "support";
constexpr auto ana = "PJSIP/a";

live::agent_activity now(const counting_world& world, std::string_view interface = ana)
{
    return world.figures.activities().of(interface, world.time.now());
}

member_facts talking()
{
    member_facts facts;
    facts.in_call = 1;
    facts.status = 2;
    return facts;
}

} // namespace

TEST_CASE("live counts: a talk that ended unseen, while its member is in another call -> over")
{
    counting_world world;
    world.hear(of_agent("Connect", support, "a", "x"));
    world.pass(10s);
    world.figures.on_lost(world.time.now());
    world.list_all({queue_params(support), talking().item()});
    world.figures.on_live(world.time.now());
    CHECK(now(world).queue == support); // as far as is known
    SECTION("a later list has the member in no call")
    {
        world.list_all({queue_params(support), member_facts().item()});
    }
    SECTION("its channel is not listed")
    {
        channel_store channels{world.wanted};
        const auto made = packet_of("Event: Newchannel\nChannel: PJSIP/a-1\nChannelState: 6\n"
                                    "ChannelStateDesc: Up\nUniqueid: x\nLinkedid: x\n");
        channels.on_created(made, world.time.now());
        channels.changes().clear();
        channels.on_not_found("x");
        REQUIRE(channels.changes().size() == 1);
        world.figures.on_channel(channels.changes().front(), world.time.now());
        world.list_all({queue_params(support), member_facts().item()});
    }
    CHECK(world.counts() == "1 joined, 1 answered, 1 unknown talks");
    CHECK(now(world).state == activity::idle);
    CHECK(now(world).queue.empty());
    world.hear(hung_up("x"));
    CHECK(world.counts() == "1 joined, 1 answered, 1 unknown talks");
}

TEST_CASE("live counts: a talk that goes on after a gap is counted when it ends")
{
    counting_world world;
    world.hear(of_agent("Connect", support, "a", "x"));
    world.hear(of_bridge("Enter", "x", "b"));
    world.pass(10s);
    world.figures.on_lost(world.time.now());
    world.list_all({queue_params(support), talking().item()});
    world.figures.on_live(world.time.now());
    world.hear(of_bridge("Leave", "x", "b"));
    world.hear(of_bridge("Enter", "x", "b2")); // it is seen again
    world.list_all({queue_params(support), member_facts().item()});
    world.pass(20s);
    world.hear(hung_up("x"));
    CHECK(world.counts() == "1 joined, 1 answered, 1 talks");
    CHECK(world.figures.tally().counts(support).talk == 30s);
}

TEST_CASE(
    "live counts: no events of class call -> what became of callers is unknown, a talk ends with AgentComplete")
{
    counting_world world;
    world.figures.set_sees_channels(false);
    world.hear(joined(support, "a", 1, 1));
    world.hear(joined(support, "b", 2, 2));
    world.hear(abandoned(support, "a"));
    world.hear(left(support, "a", 1, 1));
    world.pass(2s);
    CHECK(world.counts() == "2 joined, 1 unknown");
    world.hear(left(support, "b", 1, 0));
    world.hear(of_agent("Connect", support, "b", "x"));
    world.pass(30s);
    world.hear(of_agent("Complete", support, "b", "x", "Reason: caller\n"));
    CHECK(world.counts() == "2 joined, 1 answered, 1 unknown, 1 talks");
    CHECK(world.figures.tally().counts(support).talk == 30s);
    CHECK(now(world).state == activity::wrapping_up);
}

TEST_CASE(
    "live counts: counted from zero while callers wait -> joined is the sum of outcomes and of those who wait")
{
    counting_world world;
    world.hear(joined(support, "a", 1, 1));
    world.hear(joined(support, "b", 2, 2));
    world.hear(joined(support, "c", 3, 3));
    world.hear(joined("sales", "d", 1, 1));
    world.hear(left(support, "b", 2, 2));
    world.pass(2s);
    CHECK(world.counts() == "3 joined, 1 elsewhere");
    world.hear(abandoned(support, "a"));
    world.figures.reset(support, world.time.now());
    CHECK(world.counts() == "2 joined");
    CHECK(world.counts("sales") == "1 joined");
    world.hear(hung_up("a"));
    CHECK(world.counts() == "2 joined, 1 abandoned");
    // An answer that comes after it was counted otherwise, before the reset.
    world.hear(of_agent("Connect", support, "b", "x"));
    CHECK(world.counts() == "3 joined, 1 answered, 1 abandoned");
    world.hear(of_agent("Connect", support, "c", "y"));
    CHECK(world.counts() == "3 joined, 2 answered, 1 abandoned");
    world.figures.reset("", world.time.now());
    CHECK(world.counts() == "");
    CHECK(world.counts("sales") == "1 joined");
}

TEST_CASE("live activity: the server's clock is another one -> its times by ours")
{
    const auto ahead = GENERATE(300s, -300s);
    CAPTURE(ahead.count());
    counting_world world;
    const auto seconds_there = [&] {
        return std::chrono::duration_cast<std::chrono::seconds>(world.time.wall().time_since_epoch() + ahead)
            .count();
    };
    member_facts facts;
    SECTION("events say when they were sent")
    {
        world.hear(fmt::format(
            "Event: Hangup\nPrivilege: call,all\nTimestamp: {}.250000\nUniqueid: z\n", seconds_there()));
        world.figures.on_lost(world.time.now());
        world.activities();
        facts.last_call = static_cast<int>(seconds_there() - 4);
        world.list_all({queue_params(support), facts.item()});
        CHECK(world.activities() == "wrapping up support");
        const auto until = now(world).until;
        REQUIRE(until);
        CHECK(*until - world.time.wall() >= 5s);
        CHECK(*until - world.time.wall() <= 7s);
    }
    SECTION("a member is paused")
    {
        facts.paused = 1;
        facts.last_pause = static_cast<int>(seconds_there());
        world.hear(facts.event("Pause"));
        CHECK(now(world).paused_since == world.time.wall());
    }
    SECTION("nothing has told it: no wrap-up is longer than the wrap-up time")
    {
        world.figures.on_lost(world.time.now());
        facts.last_call = static_cast<int>(seconds_there());
        world.list_all({queue_params(support), facts.item()});
        if (ahead > 0s)
            CHECK(now(world).until == world.time.wall() + 10s);
        else
            CHECK(now(world).state == activity::idle);
    }
}

TEST_CASE("live activity: two members of a queue share a device -> it is of the one who has the call")
{
    counting_world world;
    constexpr auto bert = "Local/b@x/n";
    member_facts other;
    other.interface = bert;
    other.name = "Bert";
    other.status = 0; // Asterisk keeps that of the first alone
    world.hear(other.event("Added"));
    CHECK(now(world, bert).state == activity::idle);
    world.activities();
    world.hear("Event: AgentCalled\nPrivilege: agent,all\nUniqueid: a\nDestUniqueid: y\nQueue: support\n"
               "Interface: Local/b@x/n\nMemberName: Bert\n");
    member_facts device;
    device.status = 6;
    world.hear(device.event("Status"));
    CHECK(now(world, bert).state == activity::ringing);
    CHECK(now(world).state == activity::idle);
    world.hear("Event: AgentConnect\nPrivilege: agent,all\nUniqueid: a\nDestUniqueid: y\nQueue: support\n"
               "Interface: Local/b@x/n\nMemberName: Bert\n");
    device.status = 2;
    world.hear(device.event("Status"));
    CHECK(now(world, bert).state == activity::talking);
    CHECK(now(world, bert).queue == support);
    CHECK(now(world).state == activity::idle);
    CHECK(world.activities() == "ringing support, talking support");
    // A call that is no queue's is of either.
    world.hear(hung_up("y"));
    CHECK(now(world).state == activity::talking);
    CHECK(now(world).queue.empty());
    world.hear(other.event("Removed"));
    world.hear(member_facts().event("Status"));
    CHECK(now(world).state == activity::idle);
}
