// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// What came of the callers of queues: how waits end, talk times, the service level. The captures are of Asterisk 16.28 and 22.10
// (events of classes agent, call and dialplan): calls that are answered, abandoned, redirected and so on, one after another.

#include "support/data.hpp"
#include "support/live_counts.hpp"

#include <cstdlib>
#include <sstream>

using namespace tests::live_state;

namespace {

constexpr auto support = "support";

// Plays a capture: blocks of lines, "# what happens" or "@seconds" and an event.
void play(counting_world& world, const std::string& file)
{
    std::istringstream lines(tests::read_data(file));
    std::string line;
    std::string block;
    double last = 0;
    const auto end_block = [&] {
        if (block.starts_with('@')) {
            const auto end = block.find('\n');
            const auto when = std::strtod(block.c_str() + 1, nullptr);
            world.pass(std::chrono::milliseconds(static_cast<int>((when - last) * 1000)));
            last = when;
            world.hear(block.substr(end + 1));
        }
        block.clear();
    };
    while (std::getline(lines, line)) {
        if (line.empty())
            end_block();
        else
            block += line + '\n';
    }
    end_block();
    world.pass(5s);
}

} // namespace

TEST_CASE("live counts: captures of 16 and 22 -> what came of each caller")
{
    const std::string version = GENERATE("16", "22");
    CAPTURE(version);
    counting_world world;
    world.figures_come_first = GENERATE(false, true);
    play(world, "asterisk-" + version + "-queue-waits.txt");
    CHECK(world.counts("support") == "5 joined, 2 abandoned, 1 timed out, 2 elsewhere");
    CHECK(world.counts("empty") == "1 joined, 1 left empty");
    CHECK(world.counts("keys") == "1 joined, 1 abandoned");
    CHECK(world.counts("sales") == "5 joined, 5 answered, 1 transferred, 5 talks");
    const auto talk = world.figures.tally().counts("sales").talk;
    CHECK(talk > 10s); // 3.3 + 2.8 + 2.8 + 2.8 + 1.5, and the transferred one
    CHECK(talk < 20s);
    CHECK(world.figures.tally().agent("Local/2001@from-internal/n", "").answered == 5);
    CHECK(world.figures.tally().agent("Local/2004@from-internal/n", "keys").not_answered >= 2);
    CHECK_FALSE(world.figures.visits().longest_wait("support", world.time.now().now));
}

TEST_CASE("live counts: QueueCallerAbandon -> what follows decides")
{
    counting_world world;
    world.figures_come_first = GENERATE(false, true);
    world.hear(joined(support, "a", 1, 1));
    world.pass(5s);
    world.hear(abandoned(support, "a") + "Context: in\nExten: 1\nPriority: 4\n");
    world.hear(left(support, "a", 1, 0));
    SECTION("Hangup")
    {
        world.pass(900ms);
        world.hear(hung_up("a"));
        CHECK(world.counts() == "1 joined, 1 abandoned");
        CHECK(world.figures.tally().counts(support).abandoned_wait == 5s);
    }
    SECTION("QUEUESTATUS is TIMEOUT")
    {
        world.hear(status_set("a", "TIMEOUT"));
        world.hear(hung_up("a"));
        CHECK(world.counts() == "1 joined, 1 timed out");
    }
    SECTION("QUEUESTATUS is LEAVEUNAVAIL")
    {
        world.hear(status_set("a", "LEAVEUNAVAIL"));
        CHECK(world.counts() == "1 joined, 1 left empty");
    }
    SECTION("QUEUESTATUS is WITHDRAW")
    {
        world.hear(status_set("a", "WITHDRAW"));
        CHECK(world.counts() == "1 joined, 1 elsewhere");
    }
    SECTION("nothing: the channel lives on")
    {
        world.pass(1999ms);
        CHECK(world.counts() == "1 joined");
        CHECK(world.figures.deadline() == world.time.now().now + 1ms);
        world.pass(1ms);
        CHECK(world.counts() == "1 joined, 1 elsewhere");
        world.hear(hung_up("a"));
        CHECK(world.counts() == "1 joined, 1 elsewhere");
    }
    SECTION("the caller joins another queue")
    {
        world.hear(joined("sales", "a", 1, 1));
        CHECK(world.counts() == "1 joined, 1 elsewhere");
        CHECK(world.counts("sales") == "1 joined");
    }
    SECTION("the connection is lost")
    {
        world.figures.on_lost(world.time.now());
        CHECK(world.counts() == "1 joined, 1 unknown");
        world.hear(hung_up("a"));
        CHECK(world.counts() == "1 joined, 1 unknown");
    }
}

TEST_CASE(
    "live counts: QueueCallerAbandon from another place of the dialplan -> redirected, whatever follows")
{
    counting_world world;
    world.hear(joined(support, "a", 1, 1));
    const std::string place =
        GENERATE("Context: in\nExten: 2\nPriority: 4\n", "Context: in\nExten: 1\nPriority: 1\n");
    world.hear(abandoned(support, "a") + place);
    CHECK(world.counts() == "1 joined, 1 elsewhere");
    world.hear(left(support, "a", 1, 0));
    world.hear(hung_up("a"));
    CHECK(world.counts() == "1 joined, 1 elsewhere");
}

TEST_CASE("live counts: QueueCallerLeave alone -> answered, or elsewhere")
{
    counting_world world;
    world.hear(joined(support, "a", 1, 1));
    world.pass(5s);
    world.hear(left(support, "a", 1, 0));
    SECTION("AgentConnect, also after a long subroutine")
    {
        world.pass(GENERATE(0s, 1s, 10s));
        world.hear(of_agent("Connect", support, "a", "x", "HoldTime: 5\n"));
        CHECK(world.counts() == "1 joined, 1 answered");
        CHECK(world.figures.tally().counts(support).answered_wait == 5s);
    }
    SECTION("a key: the channel lives on")
    {
        world.pass(2s);
        CHECK(world.counts() == "1 joined, 1 elsewhere");
        world.hear(hung_up("a"));
        CHECK(world.counts() == "1 joined, 1 elsewhere");
    }
    SECTION("in a bridge before its AgentConnect")
    {
        world.hear(of_bridge("Enter", "a", "b"));
        world.hear(of_agent("Connect", support, "a", "x"));
        CHECK(world.counts() == "1 joined, 1 answered");
    }
    SECTION("the connection is lost before the AgentConnect of a long subroutine")
    {
        world.figures.on_lost(world.time.now());
        CHECK(world.counts() == "1 joined, 1 unknown");
        world.figures.on_live(world.time.now());
        world.hear(of_agent("Connect", support, "a", "x"));
        CHECK(world.counts() == "1 joined, 1 answered");
    }
}

TEST_CASE("live counts: a caller is taken away untold -> elsewhere, or unknown")
{
    counting_world world;
    world.figures_come_first = GENERATE(false, true);
    world.hear(joined(support, "a", 1, 1));
    SECTION("parked")
    {
        world.hear(parked("a"));
        CHECK(world.counts() == "1 joined, 1 elsewhere");
    }
    SECTION("bridged by an action")
    {
        world.hear(of_bridge("Enter", "a", "b"));
        CHECK(world.counts() == "1 joined, 1 elsewhere");
    }
    SECTION("redirected without a dialplan: neither QueueCallerAbandon nor QueueCallerLeave")
    {
        world.pass(2s);
        world.hear(hung_up("a"));
        CHECK(world.counts() == "1 joined, 1 unknown");
    }
    CHECK_FALSE(world.figures.visits().longest_wait(support, world.time.now().now));
}

TEST_CASE("live counts: a list that is ahead of the events -> the events count")
{
    counting_world world;
    world.hear(joined(support, "a", 1, 1));
    world.pass(5s);
    world.list_all({queue_params(support, 1), queue_entry(support, "b", 1, 2)});
    CHECK(world.counts() == "2 joined");
    world.pass(500ms);
    world.hear(abandoned(support, "a"));
    world.hear(left(support, "a", 1, 0));
    world.hear(hung_up("a"));
    world.hear(joined(support, "b", 1, 1));
    CHECK(world.counts() == "2 joined, 1 abandoned");
    CHECK(world.figures.visits().longest_wait(support, world.time.now().now) == 2500ms);
}

TEST_CASE("live counts: a lost connection -> nothing twice, and what was not seen is unknown")
{
    counting_world world;
    world.hear(joined(support, "a", 1, 1));
    world.hear(joined(support, "b", 2, 2));
    world.pass(10s);
    world.figures.on_lost(world.time.now());
    world.pass(10s);
    world.list_all({queue_params(support, 2), member_facts().item(), queue_entry(support, "b", 1, 20),
        queue_entry(support, "c", 2, 3)});
    world.figures.on_live(world.time.now());
    CHECK(world.counts() == "3 joined");
    world.pass(2s);
    CHECK(world.counts() == "3 joined, 1 unknown");
    CHECK(world.figures.visits().longest_wait(support, world.time.now().now) == 22s);
    world.hear(of_agent("Connect", support, "b", "x"));
    world.hear(of_agent("Connect", support, "c", "y"));
    CHECK(world.counts() == "3 joined, 2 answered, 1 unknown");
    CHECK(world.figures.tally().counts(support).answered_wait == 22s + 5s);
}

TEST_CASE("live counts: a caller was missing in one list -> the wait goes on")
{
    counting_world world;
    world.hear(joined(support, "a", 1, 1));
    world.pass(5s);
    world.list_all({queue_params(support)});
    world.pass(1s);
    world.list_all({queue_params(support, 1), queue_entry(support, "a", 1, 6)});
    world.pass(10s);
    CHECK(world.counts() == "1 joined");
    CHECK(world.figures.visits().longest_wait(support, world.time.now().now) == 16s);
}

TEST_CASE("live counts: a caller of whom nothing was known -> Asterisk's HoldTime")
{
    counting_world world;
    SECTION("answered")
    {
        world.hear(of_agent("Connect", support, "a", "x", "HoldTime: 7\n"));
        CHECK(world.figures.tally().counts(support).answered_wait == 7s);
    }
    SECTION("abandoned")
    {
        world.hear(abandoned(support, "a", 7));
        world.hear(hung_up("a"));
        CHECK(world.figures.tally().counts(support).abandoned_wait == 7s);
    }
    CHECK(world.figures.tally().counts(support).joined == 1);
}

TEST_CASE("live counts: a talk -> until the agent's channel leaves its bridge for good")
{
    counting_world world;
    world.hear(joined(support, "a", 1, 1));
    world.hear(of_agent("Connect", support, "a", "x"));
    world.hear(of_bridge("Enter", "x", "b1"));
    world.hear(of_bridge("Enter", "a", "b1"));
    world.pass(10s);
    const auto talk = [&] { return world.figures.tally().agent("PJSIP/a", support).talk; };
    SECTION("it leaves, and hangs up later")
    {
        world.hear(of_bridge("Leave", "x", "b1"));
        world.pass(1s);
        world.hear(hung_up("x"));
        CHECK(talk() == 10s);
    }
    SECTION("it leaves, and stays")
    {
        world.hear(of_bridge("Leave", "x", "b1"));
        world.pass(2s);
        CHECK(talk() == 10s);
        world.hear(hung_up("x"));
        CHECK(world.figures.tally().agent("PJSIP/a", support).talks == 1);
    }
    SECTION("it hangs up")
    {
        world.hear(hung_up("x"));
        CHECK(talk() == 10s);
    }
    SECTION("it goes to another bridge and comes back")
    {
        world.hear(of_bridge("Leave", "x", "b1"));
        world.hear(of_bridge("Enter", "x", "b2"));
        world.pass(10s);
        world.hear(of_bridge("Enter", "x", "b1"));
        world.hear(of_bridge("Leave", "x", "b2"));
        world.pass(10s);
        CHECK(talk() == 0s);
        world.hear(hung_up("x"));
        CHECK(talk() == 30s);
    }
    SECTION("its Local channel is optimised away")
    {
        world.hear("Event: LocalOptimizationBegin\nLocalOneUniqueid: x\nLocalTwoUniqueid: x2\nId: 1\n");
        world.hear(of_bridge("Enter", "a", "b2"));
        world.hear(of_bridge("Leave", "a", "b1"));
        world.hear(of_bridge("Leave", "x", "b1"));
        world.hear(hung_up("x"));
        world.pass(10s);
        CHECK(talk() == 0s);
        world.hear(of_bridge("Leave", "a", "b2"));
        world.hear(hung_up("a"));
        CHECK(talk() == 20s);
    }
    SECTION("it goes on while the connection is lost")
    {
        world.figures.on_lost(world.time.now());
        world.pass(10s);
        member_facts ana;
        ana.in_call = 1;
        world.list_all({queue_params(support), ana.item()});
        world.figures.on_live(world.time.now());
        world.hear(hung_up("x"));
        CHECK(talk() == 20s);
    }
    SECTION("it ends while the connection is lost")
    {
        world.figures.on_lost(world.time.now());
        world.pass(10s);
        world.list_all({queue_params(support), member_facts().item()});
        world.figures.on_live(world.time.now());
        CHECK(world.counts() == "1 joined, 1 answered, 1 unknown talks");
    }
    SECTION("another one begins after the members were listed, before all is")
    {
        world.figures.on_lost(world.time.now());
        world.list_all({queue_params(support, 1), member_facts().item(), queue_entry(support, "b", 1, 5)});
        world.hear(of_agent("Connect", support, "b", "y"));
        world.pass(10s);
        world.figures.on_live(world.time.now());
        world.hear(hung_up("y"));
        CHECK(world.counts() == "2 joined, 2 answered, 1 talks, 1 unknown talks");
        CHECK(talk() == 10s);
    }
}

TEST_CASE("live counts: the service level -> of the waits in the window, and of at most so many")
{
    counting_world world;
    const auto answer = [&](std::string_view id, std::chrono::seconds after) {
        world.hear(joined(support, id, 1, 1));
        world.pass(after);
        world.hear(left(support, id, 1, 0));
        world.hear(of_agent("Connect", support, id, "x"));
    };
    const auto level = [&] { return world.figures.tally().level(support, 20s, world.time.now().now); };
    CHECK(level().ratio() == 1.0);
    answer("a", 20s);
    answer("b", 21s);
    world.hear(joined(support, "c", 1, 1));
    world.hear(abandoned(support, "c"));
    world.hear(hung_up("c"));
    world.hear(joined(support, "d", 1, 1));
    world.hear(parked("d"));
    CHECK(level().answered == 2);
    CHECK(level().answered_within == 1);
    CHECK(level().lost == 1);
    CHECK(level().lost_within == 1);
    CHECK(level().ratio() == 1.0 / 3);
    world.pass(1h - 21s);
    CHECK(level().answered == 1);
    world.pass(21s);
    CHECK(level().answered == 0);
    for (int i = 0; i != 1005; ++i)
        answer(fmt::format("e{}", i), 0s);
    CHECK(level().answered == 1000);
}

TEST_CASE("live counts: reset -> counts from zero, the service level stays")
{
    counting_world world;
    world.hear(joined(support, "a", 1, 1));
    world.hear(of_agent("Connect", support, "a", "x"));
    world.hear(joined("sales", "b", 1, 1));
    world.pass(1min);
    const std::string which = GENERATE("", "support");
    world.figures.tally().reset(which, world.time.now());
    CHECK(world.counts().empty());
    CHECK(world.counts("sales") == (which.empty() ? "" : "1 joined"));
    CHECK(world.figures.tally().counts(support).since == world.time.wall());
    CHECK(world.figures.tally().level(support, 1s, world.time.now().now).answered == 1);
    CHECK(world.figures.tally().agent("PJSIP/a", "").answered == 0);
}
