// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Queues, their members and callers, as events and lists of Asterisk 16 and 22 tell of them.

#include "support/live_queues.hpp"

using namespace tests::live_state;

TEST_CASE("live queues: the first list -> records that appear, found, of the first fill")
{
    queue_world world;
    world.list(
        "", {queue_params("support", 1), member_facts().item(), queue_entry("support", "a", 1, 12, 5)});
    const auto queues = changes_of(world.store.queues());
    REQUIRE(queues.size() == 1);
    CHECK(queues[0].has_appeared());
    CHECK(queues[0].is_first_fill());
    CHECK(queues[0].origin() == change_origin::found);
    const auto queue = queues[0].now();
    CHECK(queue.name() == "support");
    CHECK(queue.max().value() == 0);
    CHECK(queue.strategy() == "ringall");
    CHECK(queue.calls().value() == 1);
    CHECK(queue.hold_time().value() == 7s);
    CHECK(queue.talk_time().value() == 0s);
    CHECK(queue.completed().value() == 3);
    CHECK(queue.abandoned().value() == 1);
    CHECK(queue.service_level().value() == 20s);
    CHECK(queue.service_level_performance().value() == 66.7);
    CHECK(queue.service_level_performance_2().value() == 50);
    CHECK(queue.weight().value() == 0);
    CHECK_FALSE(queue.contains("ActionID"));
    CHECK_FALSE(queue.contains("Event"));

    const auto members = changes_of(world.store.members());
    REQUIRE(members.size() == 1);
    CHECK(members[0].is_first_fill());
    const auto member = members[0].now();
    CHECK(member.queue() == "support");
    CHECK(member.interface() == "PJSIP/a");
    CHECK(member.name() == "Ana");
    CHECK(member.membership() == "static");
    CHECK(member.status().value() == device_state::not_in_use);
    CHECK_FALSE(member.paused().value());
    CHECK_FALSE(member.in_call().value());
    CHECK(member.penalty().value() == 0);
    CHECK(member.calls_taken().value() == 0);
    CHECK(member.last_call().value().time_since_epoch() == 0s);
    CHECK(member.login_time().value().time_since_epoch() == 1795224924s);
    CHECK(member.wrapup_time().value() == 0s);
    CHECK_FALSE(member.ring_in_use().present()); // no list has it

    const auto callers = changes_of(world.store.callers());
    REQUIRE(callers.size() == 1);
    const auto caller = callers[0].now();
    CHECK(caller.queue() == "support");
    CHECK(caller.channel_id() == "a");
    CHECK(caller.channel() == "PJSIP/t-a");
    CHECK(caller.position().value() == 1);
    CHECK(caller.priority().value() == 5);
    CHECK(caller.caller_id_number() == "<unknown>");
    CHECK(caller.caller_id_name() == "<unknown>");
    CHECK(caller.connected_line_number() == "<unknown>");
    CHECK(caller.connected_line_name() == "<unknown>");
    CHECK(caller.waiting_since() == world.time.wall() - 12s);
    CHECK_FALSE(caller.contains("Wait"));
    CHECK(world.wanted.empty());
}

TEST_CASE("live queues: a list that says the same -> no change")
{
    queue_world world;
    const std::vector<std::string> items{
        queue_params("support", 1), member_facts().item(), queue_entry("support", "a", 1, 12)};
    world.fill(items);
    world.list("", items);
    CHECK_FALSE(world.has_changes());
}

TEST_CASE("live queues: a later list -> what it lacks is gone, and not of the first fill")
{
    queue_world world;
    world.fill({queue_params("support", 1), member_facts().item(), queue_entry("support", "a", 1)});
    world.list("", {});
    const auto queues = changes_of(world.store.queues());
    REQUIRE(queues.size() == 1);
    CHECK(queues[0].is_gone());
    CHECK(queues[0].latest().name() == "support");
    CHECK_FALSE(queues[0].is_first_fill());
    const auto members = changes_of(world.store.members());
    REQUIRE(members.size() == 1);
    CHECK(members[0].is_gone());
    CHECK_FALSE(members[0].is_first_fill());
    CHECK(members[0].origin() == change_origin::found);
    const auto callers = changes_of(world.store.callers());
    REQUIRE(callers.size() == 1);
    CHECK(callers[0].is_gone());
    CHECK_FALSE(callers[0].is_first_fill());
}

TEST_CASE("live queues: the list of one queue -> the others stay")
{
    queue_world world;
    member_facts other;
    other.queue = "sales";
    member_facts alike;
    alike.queue = "support2";
    world.fill({queue_params("support", 1), member_facts().item(), queue_entry("support", "a", 1),
        alike.item(), queue_params("sales", 1), other.item(), queue_entry("sales", "b", 1)});
    world.list("support", {queue_params("support")});
    CHECK_FALSE(world.member("support", "PJSIP/a"));
    CHECK(world.member("sales", "PJSIP/a"));
    CHECK(world.member("support2", "PJSIP/a"));
    CHECK(world.line("support").empty());
    CHECK(world.line("sales") == "b1");
    world.list("support", {}); // the queue is no longer there
    CHECK(world.store.queues().size() == 1);
    CHECK(world.store.queues().find("sales"));
}

TEST_CASE("live queues: names of an event and of a list -> the same headers of a member")
{
    queue_world world;
    world.fill({queue_params("support")});
    world.time.pass(1500ms);
    world.tell(member_facts().event("Added"));
    const auto told = changes_of(world.store.members());
    REQUIRE(told.size() == 1);
    CHECK(told[0].has_appeared());
    CHECK(told[0].origin() == change_origin::told);
    CHECK_FALSE(told[0].is_first_fill());
    CHECK(told[0].now()["Interface"] == "PJSIP/a");
    CHECK(told[0].now()["MemberName"] == "Ana");
    CHECK(world.wanted.empty());
    // Ringinuse, which lists do not have, stays.
    world.list("", {queue_params("support"), member_facts().item()});
    CHECK_FALSE(world.has_changes());
    CHECK(world.member("support", "PJSIP/a").ring_in_use().value());
    auto facts = member_facts();
    facts.ring_in_use = 0;
    world.tell(facts.event("Ringinuse"));
    CHECK_FALSE(world.member("support", "PJSIP/a").ring_in_use().value());
    facts.penalty = 3;
    world.list("support", {queue_params("support"), facts.item()});
    CHECK_FALSE(world.member("support", "PJSIP/a").ring_in_use().value());
    CHECK(world.member("support", "PJSIP/a").penalty().value() == 3);
}

TEST_CASE("live queues: each event of a member -> what it says, with what was before")
{
    queue_world world;
    world.fill({queue_params("support"), member_facts().item()});
    auto facts = member_facts();
    const auto tell = [&](std::string_view type) {
        world.tell(facts.event(type));
        const auto changes = changes_of(world.store.members());
        REQUIRE(changes.size() == 1);
        CHECK(changes[0].origin() == change_origin::told);
        CHECK(changes[0].before());
        return changes[0].now();
    };
    facts.penalty = 4;
    CHECK(tell("Penalty").penalty().value() == 4);
    facts.ring_in_use = 0;
    CHECK_FALSE(tell("Ringinuse").ring_in_use().value());
    facts.paused = 1;
    facts.reason = "lunch";
    const auto paused = tell("Pause");
    CHECK(paused.paused().value());
    CHECK(paused.paused_reason() == "lunch");
    facts.status = 6;
    CHECK(tell("Status").status().value() == device_state::ringing);
    world.tell(facts.event("Removed"));
    const auto changes = changes_of(world.store.members());
    REQUIRE(changes.size() == 1);
    CHECK(changes[0].is_gone());
    CHECK(changes[0].before().paused_reason() == "lunch");
    world.tell(facts.event("Removed")); // told again, after a list that was ahead
    CHECK_FALSE(world.has_changes());
}

TEST_CASE("live queues: the reason of a member that is not paused -> ignored")
{
    queue_world world;
    world.fill({queue_params("support"), member_facts().item()});
    auto facts = member_facts();
    facts.paused = 1;
    facts.reason = "lunch";
    world.tell(facts.event("Pause", "Reason: lunch\n")); // of 16
    CHECK_FALSE(world.member("support", "PJSIP/a").contains("Reason"));
    facts.paused = 0;
    facts.reason = "back";
    world.tell(facts.event("Pause"));
    CHECK(world.member("support", "PJSIP/a").paused_reason().empty());
    world.forget_changes();
    facts.reason = "";
    world.list("support", {queue_params("support"), facts.item()});
    CHECK_FALSE(world.has_changes());
}

TEST_CASE("live queues: since when a member is paused -> LastPause, else the event's time")
{
    queue_world world;
    world.fill({queue_params("support"), member_facts().item()});
    const auto since = [&] { return world.member("support", "PJSIP/a").paused_since(); };
    auto facts = member_facts();
    CHECK_FALSE(since());
    facts.paused = 1;
    facts.last_pause = 1795225181;
    world.tell(facts.event("Pause"));
    CHECK(since() == std::chrono::system_clock::time_point(1795225181s));
    facts.paused = 0;
    world.tell(facts.event("Pause"));
    CHECK_FALSE(since());
    facts.paused = 1;
    facts.last_pause = 0;
    const auto began = world.time.wall();
    world.tell(facts.event("Pause"));
    world.time.pass(10s);
    facts.penalty = 1;
    world.tell(facts.event("Penalty"));
    CHECK(since() == began);
    world.list("support", {queue_params("support"), facts.item()});
    CHECK(since() == began);
    // A list alone does not say it.
    facts.paused = 0;
    world.list("support", {queue_params("support"), facts.item()});
    facts.paused = 1;
    world.list("support", {queue_params("support"), facts.item()});
    CHECK_FALSE(since());
}

TEST_CASE("live queues: a member of realtime, which lists call static -> realtime")
{
    queue_world world;
    auto facts = member_facts();
    world.fill({queue_params("support"), facts.item()});
    CHECK(world.member("support", "PJSIP/a").membership() == "static");
    facts.membership = "realtime";
    world.tell(facts.event("Status"));
    facts.membership = "static";
    world.list("support", {queue_params("support"), facts.item()});
    CHECK(world.member("support", "PJSIP/a").membership() == "realtime");
    world.tell(facts.event("Status")); // an event that says static means it
    CHECK(world.member("support", "PJSIP/a").membership() == "static");
    facts.membership = "dynamic";
    world.list("support", {queue_params("support"), facts.item()});
    CHECK(world.member("support", "PJSIP/a").membership() == "dynamic");
}

TEST_CASE("live queues: two members with one state interface -> both say so, as long as there are two")
{
    queue_world world;
    auto second = member_facts();
    second.interface = "Local/1@agents";
    auto other_queue = member_facts();
    other_queue.queue = "sales";
    world.fill({queue_params("support"), member_facts().item(), queue_params("sales"), other_queue.item()});
    const auto shares = [&](std::string_view queue, std::string_view interface) {
        return world.member(queue, interface).shares_state_interface();
    };
    CHECK_FALSE(shares("support", "PJSIP/a"));
    world.tell(second.event("Added"));
    CHECK(shares("support", "PJSIP/a"));
    CHECK(shares("support", "Local/1@agents"));
    CHECK_FALSE(shares("sales", "PJSIP/a"));
    second.state_interface = "PJSIP/b"; // by a reload
    world.list("support", {queue_params("support"), member_facts().item(), second.item()});
    CHECK_FALSE(shares("support", "PJSIP/a"));
    CHECK_FALSE(shares("support", "Local/1@agents"));
    second.state_interface = "PJSIP/a";
    world.list("support", {queue_params("support"), member_facts().item(), second.item()});
    CHECK(shares("support", "PJSIP/a"));
    world.tell(member_facts().event("Removed"));
    CHECK_FALSE(shares("support", "Local/1@agents"));
    world.tell(member_facts().event("Added"));
    CHECK(shares("support", "Local/1@agents"));
    world.list("support", {queue_params("support"), member_facts().item()});
    CHECK_FALSE(shares("support", "PJSIP/a"));
}

TEST_CASE("live queues: an event of a member that changes nothing -> the record stays, bytes and all")
{
    queue_world world;
    world.fill({queue_params("support")});
    world.time.pass(1500ms);
    world.tell(member_facts().event("Added"));
    world.forget_changes();
    const auto before = world.member("support", "PJSIP/a");
    const auto* const bytes = before.header_lines().data();
    world.tell(member_facts().event("Penalty"));
    CHECK_FALSE(world.has_changes());
    const auto after = world.member("support", "PJSIP/a");
    CHECK(after.header_lines().data() == bytes);
    CHECK(world.wanted.empty());
}

TEST_CASE("live queues: events after which figures change untold -> one list of the queue, 1.5 s later")
{
    queue_world world;
    auto facts = member_facts();
    world.fill({queue_params("support"), facts.item()});
    SECTION("AgentConnect")
    {
        world.tell(agent_event("AgentConnect", "support", "PJSIP/a"));
        world.tell(agent_event("AgentConnect", "support", "PJSIP/a"));
    }
    SECTION("AgentComplete")
    {
        world.tell(agent_event("AgentComplete", "support", "PJSIP/a"));
    }
    SECTION("QueueMemberStatus")
    {
        facts.status = 2;
        world.tell(facts.event("Status"));
    }
    // The list was ahead of the event, and of what follows it untold.
    SECTION("QueueMemberStatus that changes nothing")
    {
        world.tell(facts.event("Status"));
    }
    SECTION("AgentCalled of an unknown member")
    {
        world.tell(agent_event("AgentCalled", "support", "PJSIP/b"));
    }
    SECTION("AgentRingNoAnswer of an unknown member")
    {
        world.tell(agent_event("AgentRingNoAnswer", "support", "PJSIP/b"));
    }
    CHECK(world.due_at(1500ms) == "support");
    CHECK(world.wanted.empty());
}

TEST_CASE("live queues: events of a known member that change no figures -> no list")
{
    queue_world world;
    world.fill({queue_params("support"), member_facts().item()});
    world.time.pass(1500ms);
    for (const auto* const name : {"AgentCalled", "AgentRingNoAnswer", "AgentDump", "AgentLogin"})
        world.tell(agent_event(name, "support", "PJSIP/a"));
    world.tell("Event: AgentLogin\nAgent: 1001\n");
    auto facts = member_facts();
    facts.penalty = 2;
    world.tell(facts.event("Penalty"));
    CHECK(world.wanted.empty());
}

TEST_CASE("live queues: a list that was made before an event has settled -> one more list")
{
    queue_world world;
    const std::vector<std::string> items{queue_params("support"), member_facts().item()};
    world.fill(items);
    world.tell(agent_event("AgentConnect", "support", "PJSIP/a"));
    world.time.pass(1400ms);
    world.tell(agent_event("AgentComplete", "support", "PJSIP/a"));
    world.time.pass(100ms);
    CHECK(world.due_at(0ms) == "support");
    world.list("support", items);
    CHECK(world.due_at(1400ms) == "support");
    world.time.pass(1400ms);
    world.list("support", items);
    CHECK(world.wanted.empty());
}

TEST_CASE("live queues: an event of an unknown member -> the member, and a list of the queue")
{
    queue_world world;
    world.fill({queue_params("support")});
    world.tell(member_facts().event("Pause"));
    CHECK(world.member("support", "PJSIP/a"));
    CHECK(world.due_at(1500ms) == "support");
}

TEST_CASE("live queues: an event of an unknown queue -> a list of the queue")
{
    queue_world world;
    world.fill({});
    world.time.pass(2s);
    SECTION("of a member")
    {
        world.tell(member_facts().event("Added"));
    }
    SECTION("of a caller")
    {
        world.tell(joined("support", "a", 1, 1));
    }
    CHECK(world.due_at(1500ms) == "support");
}

TEST_CASE("live queues: before the first list -> nothing is asked for; what is too new for it is, after it")
{
    queue_world world;
    world.tell(member_facts().event("Status"));
    CHECK(world.wanted.empty());
    world.list("", {queue_params("support"), member_facts().item()});
    CHECK(world.due_at(1500ms) == "support");
    CHECK(world.wanted.empty());
}

TEST_CASE("live queues: the device of a member's pause -> a list if the member is unknown")
{
    queue_world world;
    auto facts = member_facts();
    facts.queue = "a_pause_b";
    world.fill({queue_params("support"), member_facts().item(), queue_params("a_pause_b"), facts.item()});
    const auto tell = [&](std::string_view device) {
        world.tell(fmt::format("Event: DeviceStateChange\nDevice: {}\nState: NOT_INUSE\n", device));
    };
    tell("Queue:support_pause_PJSIP/a");
    tell("Queue:a_pause_b_pause_PJSIP/a");
    tell("Queue:support");
    tell("PJSIP/a_pause_PJSIP/b");
    CHECK(world.wanted.empty());
    tell("Queue:support_pause_PJSIP/b");
    CHECK(world.due_at(1500ms) == "support");
    tell("Queue:a_pause_b_pause_PJSIP/b");
    CHECK(world.due_at(1500ms) == "a_pause_b");
    tell("Queue:new_pause_PJSIP/a");
    CHECK(world.due_at(1500ms) == "new");
}

TEST_CASE("live queues: an event that changes a member just after a list -> one more list of the queue")
{
    // The event may be older than the list, which shows what a reload has done since.
    queue_world world;
    auto other = member_facts();
    other.interface = "PJSIP/b";
    other.state_interface = "PJSIP/b";
    world.fill({queue_params("support"), member_facts().item()});
    world.time.pass(1499ms);
    SECTION("added")
    {
        world.tell(other.event("Added"));
    }
    SECTION("removed")
    {
        world.tell(member_facts().event("Removed"));
    }
    SECTION("changed")
    {
        auto facts = member_facts();
        facts.name = "Anna";
        world.tell(facts.event("Penalty"));
    }
    CHECK(world.has_changes());
    CHECK(world.due_at(1500ms) == "support");
    CHECK(world.wanted.empty());
}

TEST_CASE("live queues: an event that changes nothing just after a list -> no list")
{
    queue_world world;
    world.fill({queue_params("support"), member_facts().item()});
    world.tell(member_facts().event("Ringinuse"));
    world.wanted.clear();
    world.forget_changes();
    auto other = member_facts();
    other.interface = "PJSIP/b";
    world.tell(member_facts().event("Penalty"));
    world.tell(other.event("Removed"));
    CHECK_FALSE(world.has_changes());
    CHECK(world.wanted.empty());
}

TEST_CASE(
    "live queues: a member of a shared state interface is gone in the list that ends the sharing -> gone")
{
    queue_world world;
    auto second = member_facts();
    second.interface = "Local/1@agents";
    world.fill({queue_params("support"), second.item(), member_facts().item()});
    CHECK(world.member("support", "PJSIP/a").shares_state_interface());
    second.state_interface = "PJSIP/b";
    world.list("support", {queue_params("support"), second.item()});
    CHECK_FALSE(world.member("support", "PJSIP/a"));
}

TEST_CASE("live queues: events without a queue, a member or a caller -> nothing")
{
    queue_world world;
    world.fill({queue_params("support")});
    for (const auto* const name : {"QueueMemberAdded", "QueueMemberStatus", "QueueMemberRemoved",
             "QueueCallerJoin", "QueueCallerLeave", "AgentConnect", "AgentCalled"})
        world.tell(fmt::format("Event: {}\n", name));
    world.tell("Event: QueueMemberAdded\nQueue: support\n");
    world.tell("Event: QueueCallerJoin\nQueue: support\n");
    CHECK_FALSE(world.has_changes());
    CHECK(world.store.members().size() == 0);
    CHECK(world.store.callers().size() == 0);
}
