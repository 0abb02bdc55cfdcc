// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Devices, extensions and presence: events and lists say the same in the same words.

#include "support/live_listed.hpp"

#include <ami/session/live/device_store.hpp>
#include <ami/session/live/extension_store.hpp>
#include <ami/session/live/presence_store.hpp>

#include <fmt/format.h>

using namespace tests::live_state;

namespace {

std::string device(
    std::string_view name, std::string_view state, std::string_view more = "Privilege: call,all\n")
{
    return fmt::format("Event: DeviceStateChange\n{}Device: {}\nState: {}\n", more, name, state);
}

std::string extension(std::string_view exten, int status, std::string_view text)
{
    return fmt::format(
        "Event: ExtensionStatus\nActionID: rq-90\nExten: {}\nContext: demo\nHint: PJSIP/{}\nStatus: {}\n"
        "StatusText: {}\n",
        exten, exten, status, text);
}

} // namespace

TEST_CASE("live devices: Local channels that are over leave no device behind")
{
    listed_world<device_store> world;
    for (const std::string_view over : {"NOT_INUSE", "INVALID", "UNKNOWN"}) {
        world.tell(device("Local/5551234567@dialer", "INUSE"));
        CHECK(world.change().has_appeared());
        world.tell(device("Local/5551234567@dialer", over));
        CHECK(world.change().is_gone());
        world.tell(device("Local/5551234568@dialer", over));
        CHECK(world.changes().empty());
    }
    world.tell(device("Custom:lamp", "NOT_INUSE"));
    CHECK(world.change().has_appeared());
}

TEST_CASE("live devices: the first list after events were missed has all there is")
{
    listed_world<device_store> world;
    world.tell(device("Custom:lamp", "INUSE"));
    world.changes();
    world.list({}); // a list that never has it says nothing of it
    CHECK(world.changes().empty());
    world.store.begin_list();
    world.store.end_list(true);
    CHECK(world.change().is_gone());
}

TEST_CASE("live devices: a list and events -> the states, with what was before")
{
    listed_world<device_store> world;
    world.list({device("PJSIP/a", "NOT_INUSE", "ActionID: 1\n")});
    auto filled = world.change();
    CHECK(filled.has_appeared());
    CHECK(filled.is_first_fill());
    CHECK(filled.origin() == change_origin::found);
    const auto record = filled.now();
    CHECK(record.name() == "PJSIP/a");
    CHECK(record.state().value() == device_state::not_in_use);

    world.tell(device("PJSIP/a", "INUSE"));
    const auto told = world.change();
    CHECK(told.before()["State"] == "NOT_INUSE");
    CHECK(told.now()["State"] == "INUSE");
    CHECK(told.origin() == change_origin::told);
    CHECK_FALSE(told.is_first_fill());

    world.list({device("PJSIP/a", "INUSE", "ActionID: 2\n")});
    CHECK(world.changes().empty());
    world.list({device("PJSIP/a", "RINGING", "ActionID: 3\n")});
    const auto found = world.change();
    CHECK(found.origin() == change_origin::found);
    CHECK_FALSE(found.is_first_fill());
    world.tell("Event: QueueMemberStatus\nDevice: PJSIP/a\nState: BUSY\n");
    world.tell("Event: DeviceStateChange\nState: BUSY\n");
    CHECK(world.changes().empty());
}

TEST_CASE("live devices: a device that no list ever had -> its absence means nothing")
{
    listed_world<device_store> world;
    world.tell(device("Local/1@x", "INUSE"));
    CHECK_FALSE(world.change().is_first_fill()); // told, not found
    world.list({device("PJSIP/a", "INUSE"), device("Custom:day", "BUSY")});
    CHECK(world.at("Local/1@x").state().value() == device_state::in_use);
    world.changes();
    // One that was listed is gone, also if an event told of it since.
    world.tell(device("PJSIP/a", "NOT_INUSE"));
    world.changes();
    world.list({device("Custom:day", "BUSY")});
    const auto gone = world.change();
    CHECK(gone.is_gone());
    CHECK(gone.before()["Device"] == "PJSIP/a");
    CHECK(world.at("Local/1@x"));
}

TEST_CASE("live devices: an event that changes nothing -> the record stays, bytes and all")
{
    listed_world<device_store> world;
    world.list({device("PJSIP/a", "INUSE")});
    world.changes();
    const auto before = world.at("PJSIP/a");
    for (int i = 0; i != 3; ++i)
        world.tell(device("PJSIP/a", "INUSE"));
    CHECK(world.changes().empty());
    CHECK(world.at("PJSIP/a").header_lines().data() == before.header_lines().data());
}

TEST_CASE("live extensions: a status -> its bits")
{
    listed_world<extension_store> world;
    const auto bits = [&](int status) {
        world.tell(extension("100", status, "x"));
        const auto& of = world.at("100\ndemo");
        REQUIRE(of);
        return fmt::format("{:d}{:d}{:d}{:d}{:d}", of.is_in_use(), of.is_busy(), of.is_unavailable(),
            of.is_ringing(), of.is_on_hold());
    };
    CHECK(bits(0) == "00000");
    CHECK(bits(1) == "10000");
    CHECK(bits(2) == "01000");
    CHECK(bits(4) == "00100");
    CHECK(bits(8) == "00010");
    CHECK(bits(9) == "10010");
    CHECK(bits(16) == "00001");
    CHECK(bits(17) == "10001");
}

TEST_CASE("live extensions: key, headers, and an extension that the dialplan no longer has")
{
    listed_world<extension_store> world;
    world.list({extension("100", 0, "Idle"), extension("101", 4, "Unavailable")});
    CHECK(world.changes().size() == 2);
    const auto record = world.at("100\ndemo");
    CHECK(record.exten() == "100");
    CHECK(record.context() == "demo");
    CHECK(record.hint() == "PJSIP/100");
    CHECK(record.state().value() == extension_state::idle);
    CHECK(record["StatusText"] == "Idle");
    for (const int status : {-1, -2}) {
        world.tell(extension("100", status, "Unknown"));
        CHECK(world.change().is_gone());
        world.tell(extension("100", status, "Unknown"));
        CHECK(world.changes().empty());
        world.tell(extension("100", 0, "Idle"));
        CHECK(world.change().has_appeared());
    }
    // Of a pattern: told, and in no list.
    world.tell(extension("_2XX", 0, "Idle"));
    world.changes();
    world.list({extension("100", 0, "Idle")});
    CHECK(world.change().before()["Exten"] == "101");
    CHECK(world.at("_2XX\ndemo"));
}

TEST_CASE("live presence: an event -> what it says")
{
    listed_world<presence_store> world;
    world.tell(
        "Event: PresenceStateChange\nPrivilege: call,all\nPresentity: CustomPresence:ana\nStatus: away\n"
        "Subtype: lunch\nMessage: at \\\"noon\\\"\n");
    const auto record = world.change().now();
    CHECK(record.presentity() == "CustomPresence:ana");
    CHECK(record.status() == "away");
    CHECK(record.subtype() == "lunch");
    CHECK(record.message().value() == "at \"noon\"");
    world.tell(
        "Event: PresenceStatus\nExten: 100\nContext: demo\nHint: PJSIP/a,CustomPresence:ana\nStatus: away\n"
        "Subtype: lunch\nMessage: \n");
    CHECK(world.changes().empty());
    world.list({"Event: PresenceStateChange\nActionID: 1\nPresentity: CustomPresence:ana\nStatus: available\n"
                "Subtype: \nMessage: \n"});
    CHECK(world.change().now()["Status"] == "available");
}
