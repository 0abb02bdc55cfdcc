// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// The stores of live state get what real Asterisks sent: the lists of a recorded connection, then the events of another one.

#include "support/data.hpp"
#include "support/live_listed.hpp"
#include "support/live_queues.hpp"
#include "support/parsing.hpp"

#include <ami/session/live/device_store.hpp>
#include <ami/session/live/endpoint_store.hpp>
#include <ami/session/live/extension_store.hpp>

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

using namespace tests::live_state;

namespace {

// The events of a file; of a list, or of none.
std::vector<event> events_of(const std::string& file, bool of_list)
{
    std::vector<event> events;
    for (const auto& each :
        tests::parse_whole(tests::read_data(file), {}, ami::parser::greeting::banner).packets) {
        const packet_view view(each.raw, each.header_lines.size(), each.body, each.kind);
        if (each.kind == packet_kind::event && view.contains("ActionID") == of_list)
            events.emplace_back(view);
    }
    return events;
}

template <class Store>
void fill(Store& store, const std::vector<event>& items, const moment& at)
{
    store.begin_list();
    for (const auto& each : items)
        store.on_item(each, at);
    store.end_list();
}

} // namespace

TEST_CASE("live captures: queues of 16 and 22 -> what was there at the end")
{
    const std::string version = GENERATE("16", "22");
    CAPTURE(version);
    queue_world world;
    world.store.begin_list(world.time.now());
    for (const auto& each : events_of("asterisk-" + version + "-answers.ami", true))
        world.store.on_item(each, world.time.now());
    world.store.end_list("");
    CHECK(world.store.queues().size() == 2);
    CHECK(world.store.members().size() == 2);
    world.forget_changes();
    world.time.pass(2s);

    std::size_t joined = 0;
    std::size_t left = 0;
    for (const auto& each : events_of("asterisk-" + version + "-events.ami", false)) {
        world.store.on_event(each, world.time.now());
        // The positions and counts of all agree.
        if (each.name() == "QueueCallerJoin" || each.name() == "QueueCallerLeave") {
            ++(each.name() == "QueueCallerJoin" ? joined : left);
            CHECK(world.wanted.empty());
            CHECK(world.store.callers().size() == joined - left);
        }
        world.wanted.clear();
    }
    CHECK(joined == 7);
    CHECK(world.store.callers().size() == 0);
    CHECK(world.store.members().size() == 2); // one came and went
    const auto& member = world.member("support", "Local/2001@from-internal/n");
    CHECK(member.name() == "Agent One");
    CHECK(member.status().value() == device_state::not_in_use);
    CHECK(member.ring_in_use().value());
}

TEST_CASE("live captures: devices, extensions and endpoints of 16 and 22 -> the last state of each")
{
    const std::string version = GENERATE("16", "22");
    CAPTURE(version);
    time_line time;
    device_store devices;
    extension_store extensions;
    endpoint_store endpoints;
    const auto items = events_of("asterisk-" + version + "-answers.ami", true);
    fill(devices, items, time.now());
    fill(extensions, items, time.now());
    fill(endpoints, items, time.now());
    CHECK(extensions.records().size() > 0);
    CHECK(endpoints.records().get("softphone_a").state().value() == device_state::unavailable);

    std::map<std::string, std::string> last;
    for (const auto& each : items) {
        if (each.name() == "DeviceStateChange")
            last[std::string(each["Device"])] = each["State"];
    }
    devices.records().changes().clear();
    std::size_t told = 0;
    for (const auto& each : events_of("asterisk-" + version + "-events.ami", false)) {
        devices.on_event(each, time.now());
        if (each.name() == "DeviceStateChange") {
            ++told;
            last[std::string(each["Device"])] = each["State"];
        }
    }
    // Of a Local channel that is over nothing is kept.
    std::erase_if(last, [](const auto& each) {
        return each.first.starts_with("Local/") && each.second != "INUSE" && each.second != "RINGING";
    });
    CHECK(devices.records().changes().size() < told / 2);
    CHECK(devices.records().size() == last.size());
    for (const auto& [name, state] : last) {
        const auto known = devices.records().get(name);
        CHECK(known["State"] == state);
    }
}
