// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Who waits in which queue at which position.

#include "support/live_queues.hpp"

using namespace tests::live_state;

namespace {

constexpr auto support = "support";

// A queue in which a, b and c wait.
class three_callers : public queue_world {
public:
    three_callers()
    {
        fill({queue_params(support, 3), queue_entry(support, "a", 1, 30), queue_entry(support, "b", 2, 20),
            queue_entry(support, "c", 3, 10)});
    }
};

} // namespace

TEST_CASE("live callers: a caller joins and leaves -> the positions of the others follow")
{
    three_callers world;
    world.tell(joined(support, "d", 2, 4));
    CHECK(world.line(support) == "a1 d2 b3 c4");
    world.tell(left(support, "a", 1, 3));
    CHECK(world.line(support) == "d1 b2 c3");
    world.tell(joined(support, "e", 4, 4));
    CHECK(world.line(support) == "d1 b2 c3 e4");
    world.tell(left(support, "e", 4, 3));
    world.tell(left(support, "d", 1, 2));
    CHECK(world.line(support) == "b1 c2");
    CHECK(world.wanted.empty());
    CHECK(world.store.queues().find(support)->calls().value() == 2);
}

TEST_CASE("live callers: a caller joins -> a change for each whose position is another, told")
{
    three_callers world;
    world.tell(joined(support, "d", 3, 4));
    const auto changes = changes_of(world.store.callers());
    REQUIRE(changes.size() == 2);
    CHECK(changes[0].has_appeared());
    CHECK(changes[0].now()["Uniqueid"] == "d");
    CHECK(changes[0].now()["Priority"].empty()); // the event has that of the dialplan
    CHECK(changes[0].now().waiting_since() == world.time.wall());
    CHECK(changes[1].before()["Position"] == "3");
    CHECK(changes[1].now()["Position"] == "4");
    CHECK(changes[1].origin() == change_origin::told);
    const auto queues = changes_of(world.store.queues());
    REQUIRE(queues.size() == 1);
    CHECK(queues[0].now()["Calls"] == "4");
}

TEST_CASE("live callers: a priority that no event tells -> the next list has it, and events keep it")
{
    three_callers world;
    world.list(support, {queue_params(support), queue_entry(support, "b", 1, 20, 9),
                            queue_entry(support, "a", 2, 30), queue_entry(support, "c", 3, 10)});
    CHECK(world.line(support) == "b1 a2 c3");
    CHECK(world.store.callers().find("support\nb")->priority().value() == 9);
    world.tell(left(support, "b", 1, 2));
    world.tell(joined(support, "b", 3, 3)); // anew
    CHECK(world.store.callers().find("support\nb")->priority().present() == false);
    CHECK(world.store.callers().find("support\na")->priority().value() == 0);
}

TEST_CASE("live callers: a caller who abandons -> gone with QueueCallerLeave")
{
    three_callers world;
    world.tell("Event: QueueCallerAbandon\nQueue: support\nUniqueid: b\nPosition: 2\nOriginalPosition: 2\n"
               "HoldTime: 20\n");
    CHECK(world.line(support) == "a1 b2 c3");
    world.tell(left(support, "b", 2, 2));
    CHECK(world.line(support) == "a1 c2");
    CHECK(world.wanted.empty());
}

TEST_CASE("live callers: since when a caller waits -> the event's time, which later lists do not move")
{
    three_callers world;
    const auto since = [&] { return world.store.callers().find("support\nd")->waiting_since(); };
    world.tell(joined(support, "d", 4, 4));
    const auto began = world.time.wall();
    world.time.pass(9900ms);
    world.list(support, {queue_params(support, 1), queue_entry(support, "d", 1, 8)});
    CHECK(since() == began);
    // Another wait: what happened between was not told.
    world.list(support, {queue_params(support, 1), queue_entry(support, "d", 1, 1)});
    CHECK(since() == world.time.wall() - 1s);
}

TEST_CASE("live callers: a list that was ahead of the events -> the events change nothing")
{
    three_callers world;
    world.list(support, {queue_params(support, 3), queue_entry(support, "d", 1), queue_entry(support, "b", 2),
                            queue_entry(support, "c", 3)});
    world.forget_changes();
    world.tell(joined(support, "d", 1, 4));
    world.tell(left(support, "a", 2, 3));
    CHECK(world.line(support) == "d1 b2 c3");
    CHECK_FALSE(world.has_changes());
    CHECK(world.wanted.empty());
}

TEST_CASE("live callers: a list was ahead of a caller who came and went -> the positions come right")
{
    three_callers world;
    world.list(
        support, {queue_params(support, 2), queue_entry(support, "b", 1), queue_entry(support, "c", 2)});
    world.tell(joined(support, "d", 2, 4));
    world.tell(left(support, "a", 1, 3));
    world.tell(left(support, "d", 1, 2));
    CHECK(world.line(support) == "b1 c2");
}

TEST_CASE("live callers: a count or a position that does not agree -> a list of the queue")
{
    three_callers world;
    SECTION("a caller left untold, another one joins")
    {
        world.tell(joined(support, "d", 3, 3));
    }
    SECTION("another one joins at a position that is not there")
    {
        world.tell(joined(support, "d", 5, 4));
    }
    SECTION("another one leaves")
    {
        world.tell(left(support, "b", 1, 1));
    }
    SECTION("the order is another one")
    {
        world.tell(left(support, "b", 1, 2));
    }
    CHECK(world.due_at(1500ms) == support);
    CHECK(world.wanted.empty());
}

TEST_CASE("live callers: a caller who was taken away -> gone at once, and a list of the queue")
{
    three_callers world;
    SECTION("hung up")
    {
        world.store.on_channel_gone("b", world.time.now());
    }
    SECTION("in a bridge")
    {
        world.store.on_bridge_entered("b", world.time.now());
    }
    SECTION("parked")
    {
        world.store.on_parked("b", world.time.now());
    }
    const auto changes = changes_of(world.store.callers());
    REQUIRE(changes.size() == 1);
    CHECK(changes[0].is_gone());
    CHECK(changes[0].origin() == change_origin::told);
    // Asterisk may have the place still: the list will say it.
    CHECK(world.line(support) == "a1 c3");
    CHECK(world.due_at(1500ms) == support);
    world.time.pass(1500ms);
    world.list(
        support, {queue_params(support, 2), queue_entry(support, "a", 1), queue_entry(support, "c", 2)});
    CHECK(world.line(support) == "a1 c2");
    world.tell(joined(support, "d", 3, 3));
    CHECK(world.line(support) == "a1 c2 d3");
    CHECK(world.wanted.empty());
}

TEST_CASE("live callers: the event of a caller who was taken away comes later -> the positions follow")
{
    three_callers world;
    world.store.on_channel_gone("b", world.time.now());
    world.tell(left(support, "b", 2, 2));
    CHECK(world.line(support) == "a1 c2");
    world.tell(left(support, "a", 1, 1));
    CHECK(world.line(support) == "c1");
}

TEST_CASE("live callers: a list still has a caller who was taken away -> the caller does not come back")
{
    three_callers world;
    world.store.on_bridge_entered("b", world.time.now());
    world.forget_changes();
    for (int i = 0; i != 2; ++i) {
        world.list(support, {queue_params(support, 3), queue_entry(support, "a", 1, 30),
                                queue_entry(support, "b", 2, 20), queue_entry(support, "c", 3, 10)});
        CHECK_FALSE(world.has_changes());
        CHECK(world.line(support) == "a1 c3");
    }
    // With the channel, Asterisk forgets the place.
    CHECK(world.due_at(1500ms) == support);
    world.time.pass(2s);
    world.store.on_channel_gone("b", world.time.now());
    CHECK_FALSE(world.has_changes());
    CHECK(world.due_at(1500ms) == support);
    world.tell(left(support, "a", 1, 2));
    CHECK(world.line(support) == "c2");
    // The caller joins again: Asterisk had a parked call return, for example.
    world.tell(joined(support, "b", 2, 2));
    CHECK(world.line(support) == "c1 b2");
}

TEST_CASE("live callers: a channel that does not wait -> nothing")
{
    three_callers world;
    world.store.on_channel_gone("x", world.time.now());
    world.tell(left(support, "a", 1, 2));
    world.forget_changes();
    world.store.on_bridge_entered("a", world.time.now());
    CHECK_FALSE(world.has_changes());
    CHECK(world.wanted.empty());
}

TEST_CASE("live callers: a caller goes from queue to queue -> waits in the second one only")
{
    three_callers world;
    world.list("sales", {queue_params("sales")});
    world.tell(left(support, "b", 2, 2));
    world.tell(joined("sales", "b", 1, 1));
    CHECK(world.line(support) == "a1 c2");
    CHECK(world.line("sales") == "b1");
    SECTION("told") {}
    SECTION("and back, found")
    {
        world.list("", {queue_params("sales"), queue_params(support, 3), queue_entry(support, "a", 1),
                           queue_entry(support, "c", 2), queue_entry(support, "b", 3)});
        CHECK(world.line(support) == "a1 c2 b3");
        CHECK(world.line("sales").empty());
    }
    SECTION("and back and forth, found")
    {
        world.list("", {queue_params("sales"), queue_params(support, 3), queue_entry(support, "b", 1)});
        world.list("", {queue_params("sales", 1), queue_entry("sales", "b", 1), queue_params(support)});
        CHECK(world.line("sales") == "b1");
    }
    world.store.on_channel_gone("b", world.time.now());
    CHECK(world.store.callers().find("sales\nb") == nullptr);
    CHECK(world.store.callers().find("support\nb") == nullptr);
}

TEST_CASE("live callers: events while a list is read -> the caller who joined stays, the other one is gone")
{
    three_callers world;
    world.store.begin_list(world.time.now());
    const auto item = [&](const std::string& lines) {
        const auto packet = packet_of(lines);
        world.store.on_item(packet, world.time.now());
    };
    item(queue_params(support, 3));
    item(queue_entry(support, "a", 1));
    item(queue_entry(support, "b", 2));
    item(queue_entry(support, "x", 3));
    world.tell(joined(support, "d", 4, 4));
    world.tell(left(support, "a", 1, 3));
    world.tell(left(support, "x", 2, 3));
    item(queue_entry(support, "c", 4));
    world.store.end_list(support);
    CHECK(world.line(support) == "b1 c2 d3");
    CHECK(world.store.callers().size() == 3);
}

TEST_CASE(
    "live callers: a list that is not read to its end -> its callers are gone if the next one lacks them")
{
    three_callers world;
    world.store.begin_list(world.time.now());
    for (const auto& lines :
        {queue_params(support, 2), queue_entry(support, "d", 1), queue_entry(support, "a", 2)}) {
        const auto item = packet_of(lines);
        world.store.on_item(item, world.time.now());
    }
    // The connection is lost here.
    world.list("", {queue_params(support, 1), queue_entry(support, "b", 1)});
    CHECK(world.line(support) == "b1");
    CHECK(world.store.callers().size() == 1);
}
