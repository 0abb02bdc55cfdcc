// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// What Asterisk 16 and 22 sent, read by the live model: it fits together.

#include "support/catch.hpp"
#include "support/data.hpp"
#include "support/live_calls.hpp"
#include "support/parsing.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

using namespace tests::live_calls;

namespace {

std::vector<event> events_of(const std::string& file)
{
    std::vector<event> all;
    for (const auto& each : tests::parse_whole(tests::read_data(file)).packets) {
        if (each.kind == packet_kind::event)
            all.emplace_back(packet_view(each.raw, each.header_lines.size(), each.body, each.kind));
    }
    return all;
}

void list(world& w, const wanted_list& which, const std::vector<event>& from, std::string_view name)
{
    w.side.begin_list(which);
    for (const auto& each : from) {
        if (each.name() == name)
            w.side.on_item(which, each.view(), w.at);
    }
    w.side.end_list(which, w.at);
}

// In the conference there is a channel for announcements, of which Asterisk does not tell.
bool has_all(const world& w, const live::bridge& bridge)
{
    const auto members = static_cast<int>(w.side.channels().in_bridge(bridge.id()).size());
    return bridge.channel_count() == members ||
           (bridge.creator() == "ConfBridge" && bridge.channel_count() == members + 1);
}

} // namespace

TEST_CASE("live captures: what all events of a session tell fits together, and nothing is left")
{
    const auto* const file = GENERATE("asterisk-16-events.ami", "asterisk-22-events.ami");
    CAPTURE(file);
    world w;
    std::size_t most = 0;
    std::size_t counted = 0;
    std::size_t most_users = 0;
    for (const auto& each : events_of(file)) {
        w.side.on_event(each.view(), w.at);
        most = std::max(most, w.side.channels().all().size());
        most_users = std::max(most_users, w.side.conferences().users().size());
        if (each.name() == "BridgeEnter" || each.name() == "BridgeLeave") {
            CHECK(has_all(w, w.bridge(each["BridgeUniqueid"])));
            ++counted;
        }
        if (each.name() == "Hangup")
            CHECK(w.side.channels().changes().back().hangup_cause());
    }
    CHECK(most > 10);
    CHECK(most_users == 7);
    CHECK(counted == 70);
    CHECK(w.side.channels().all().size() == 0);
    CHECK(w.side.bridges().all().size() == 0);
    CHECK(w.side.conferences().all().size() == 0);
    CHECK(w.side.conferences().users().size() == 0);
    w.pass(1min);
    CHECK(w.wanted.empty());
}

TEST_CASE("live captures: the lists of one moment fit together")
{
    const auto* const file = GENERATE("asterisk-16-answers.ami", "asterisk-22-answers.ami");
    CAPTURE(file);
    const auto answers = events_of(file);
    world w;
    list(w, all_channels, answers, "CoreShowChannel");
    CHECK(w.side.channels().all().size() == 118);
    list(w, all_bridges, answers, "BridgeListItem");
    CHECK(w.side.bridges().all().size() == 15);
    std::size_t in_bridges = 0;
    w.side.bridges().all().for_each([&](const live::bridge& each) {
        in_bridges += w.side.channels().in_bridge(each.id()).size();
        CHECK(has_all(w, each));
    });
    CHECK(in_bridges > 20);
    list(w, all_conferences, answers, "ConfbridgeListRooms");
    list(w, users_of("rig"), answers, "ConfbridgeList");
    CHECK(w.side.conferences().users_in("rig").size() == 7);
    w.side.conferences().users().for_each([&](const live::conference_user& each) {
        CHECK(w.channel(each.channel_id()).name() == each.channel_name());
        CHECK(w.channel(each.channel_id()).application() == "ConfBridge");
        CHECK(each.is_marked() == false);
    });

    // Status says the same in other words.
    const auto changes = w.side.channels().changes().size();
    list(w, all_channels, answers, "Status");
    for (auto i = changes; i != w.side.channels().changes().size(); ++i) {
        const auto& each = w.side.channels().changes()[i];
        CAPTURE(each.before().header_lines(), each.now().header_lines());
        CHECK(each.has_appeared());
    }
    // Two have hung up in between.
    w.pass(1min);
    CHECK(w.side.channels().all().size() == 116);
}
