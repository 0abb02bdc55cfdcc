// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// A live model: how it is filled, what its handlers get, and what a lost connection means.

#include "support/live_model.hpp"

#include <ami/testing/virtual_time.hpp>

using ami::errc;
using namespace tests;
using namespace std::chrono_literals;

namespace {

const strings all_lists{"CoreShowChannels", "BridgeList", "QueueStatus", "ConfbridgeListRooms", "ParkedCalls",
    "DeviceStateList", "ExtensionStateList", "PresenceStateList", "PJSIPShowEndpoints", "PJSIPShowContacts",
    "PJSIPShowRegistrationsOutbound", "Agents", "VoicemailUsersList"};

} // namespace

TEST_CASE("live: ready -> lists are asked for one after another, and their items are records", "[live]")
{
    live_world w;
    for (const auto& each : all_lists)
        w.is_silent(each);
    w.is_silent("ConfbridgeList");
    w.live.emplace(*w.pbx);
    CHECK(w.live->state() == freshness::none);
    w.connect();
    auto& server = w.server();
    const auto next = [&](const std::string& action, const strings& items) {
        INFO(action);
        CHECK(w.live->state() == freshness::filling);
        CHECK(w.asked() == strings{action});
        w.answer(action.substr(0, action.find(' ')), list_of(items));
    };
    server.fragment(50);
    next("CoreShowChannels", {channel_item("a"), channel_item("b")});
    CHECK(w.live->channels().size() == 2);
    const auto a = w.live->find_channel("a");
    CHECK(a.name() == "PJSIP/a");
    CHECK_FALSE(w.live->find_channel("c"));
    CHECK(w.live->channels_linked_to("b").size() == 1);
    next("BridgeList", {live_calls::bridge_item("br", 2)});
    CHECK(w.live->bridges().size() == 1);
    next("QueueStatus", {live_state::queue_params("support", 1), member_item("support", "PJSIP/a"),
                            live_state::queue_entry("support", "b", 1)});
    CHECK(w.live->queues().size() == 1);
    CHECK(w.live->find_queue("support"));
    CHECK(w.live->queue_members().size() == 1);
    CHECK(w.live->queue_callers("support").size() == 1);
    next("ConfbridgeListRooms", {"Event: ConfbridgeListRooms\nActionID: x\nConference: 8000\nParties: 1\n"
                                 "Marked: 0\nLocked: No\nMuted: No\n"});
    CHECK(w.live->conferences().size() == 1);
    next("ConfbridgeList 8000", {"Event: ConfbridgeList\nActionID: x\nConference: 8000\nAdmin: Yes\n" +
                                    live_calls::snapshot{"a"}.text()});
    CHECK(w.live->conference_users().size() == 1);
    next("ParkedCalls", {});
    next("DeviceStateList", {device_text("PJSIP/a", "INUSE"), device_text("PJSIP/b", "NOT_INUSE")});
    CHECK(w.live->devices().size() == 2);
    CHECK(w.device("PJSIP/a") == "INUSE");
    for (std::size_t i = 6; i != all_lists.size(); ++i)
        next(all_lists[i], {});
    CHECK(w.live->state() == freshness::live);
    CHECK(w.live->faults().empty());
    CHECK(w.asked() == strings{});
}

TEST_CASE("live: states in their order, and each change once", "[live]")
{
    live_world w;
    w.lists("CoreShowChannels", {channel_item("a")});
    w.lists("QueueStatus", {live_state::queue_params("support"), member_item("support", "PJSIP/a")});
    w.live.emplace(*w.pbx);
    w.watch(*w.live);
    w.connect();
    CHECK(w.asked() == all_lists);
    CHECK(w.told() == strings{"filling", "+channel a found first", "+queue support found first",
                          "+member PJSIP/a found first", "live"});
    w.say(channel_event("Newchannel", "b", 0));
    CHECK(w.told() == strings{"+channel b told"});
    w.say(channel_event("Newstate", "b", 0));
    CHECK(w.told() == strings{});
    std::string states;
    w.live->on_channel([&](const live::change<live::channel>& change) {
        states = fmt::format("{} {}", change.before()["ChannelState"], change.now()["ChannelState"]);
    });
    w.say(channel_event("Newstate", "b", 5));
    CHECK(w.told() == strings{"~channel b told"});
    CHECK(states == "0 5");
    w.say(hangup_of("b") + hangup_of("b"));
    CHECK(w.told() == strings{"-channel b told 16"});
    CHECK(states == "5 ");
    w.lose();
    CHECK(w.told() == strings{"stale"});
    CHECK(w.live->channels().size() == 1);
    w.wait_for_attempt();
    CHECK(w.told() == strings{"filling", "live"});
}

TEST_CASE("live: async_filled", "[live]")
{
    live_world w;
    auto& live = w.live.emplace(*w.pbx);
    SECTION("before the client is connected")
    {
        const auto op = begin_filled(live);
        w.run();
        CHECK(op->failed(errc::not_connected));
    }
    w.is_silent("Agents");
    w.connect();
    const auto op = begin_filled(live);
    w.run();
    CHECK(op->pending());
    SECTION("everything was listed; after that it completes at once, but later")
    {
        w.answer("Agents", list_of({}));
        CHECK(op->succeeded());
        const auto next = begin_filled(live);
        w.run();
        CHECK(next->succeeded());
    }
    SECTION("cancelled")
    {
        op->cancel(asio::cancellation_type::total);
        CHECK(op->pending());
        w.run();
        CHECK(op->aborted());
        op->cancel();
    }
    SECTION("cancelled at once, and from a handler")
    {
        const auto second = begin_filled(live);
        second->cancel();
        operation<> third;
        w.pbx->on("Some", [&](const ami::event_view&) {
            third = begin_filled(live);
            third->cancel();
            CHECK(third->pending());
            op->cancel();
            CHECK(op->pending());
        });
        w.say("Event: Some\n\n");
        CHECK(second->aborted());
        CHECK(third->aborted());
        CHECK(op->aborted());
    }
    SECTION("the connection is lost: it waits; the session ends: it fails")
    {
        w.lose();
        CHECK(op->pending());
        const auto second = begin_filled(live);
        w.wait_for_attempt();
        CHECK(second->pending());
        w.pbx->close();
        CHECK(op->pending());
        w.run();
        CHECK(op->failed(errc::closed));
        CHECK(second->failed(errc::closed));
        CHECK(live.state() == freshness::stale);
    }
    SECTION("the client is destroyed")
    {
        w.pbx.reset();
        CHECK(op->pending());
        w.run();
        CHECK(op->aborted());
    }
    SECTION("the model is destroyed")
    {
        w.live.reset();
        CHECK(op->pending());
        w.run();
        CHECK(op->aborted());
    }
}

TEST_CASE("live: after a lost connection the differences are changes, once", "[live]")
{
    live_world w;
    w.lists("CoreShowChannels", {channel_item("a"), channel_item("b"), channel_item("gone")});
    w.lists("QueueStatus", {live_state::queue_params("support"), member_item("support", "PJSIP/a"),
                               member_item("support", "PJSIP/b")});
    w.lists("DeviceStateList", {device_text("PJSIP/a", "INUSE"), device_text("PJSIP/b", "INUSE")});
    w.fill();
    w.lose();
    CHECK(w.told() == strings{"stale"});
    w.lists("CoreShowChannels", {channel_item("a", 4), channel_item("b"), channel_item("new")});
    w.lists("QueueStatus", {live_state::queue_params("support"), member_item("support", "PJSIP/a")});
    w.lists("DeviceStateList", {device_text("PJSIP/a", "INUSE"), device_text("PJSIP/b", "RINGING")});
    while (w.net->streams().size() == 1)
        w.advance(50ms);
    CHECK(w.told() == strings{"filling", "~channel a found", "+channel new found", "-member PJSIP/b found",
                          "~device PJSIP/b found", "live"});
    CHECK(w.live->find_channel("gone"));

    SECTION("who is not listed has 2 s for the own Hangup")
    {
        w.advance(1s);
        w.say(hangup_of("gone"));
        CHECK(w.told() == strings{"-channel gone told 16"});
    }
    SECTION("and is gone for an unknown cause then")
    {
        w.advance(1900ms);
        CHECK(w.told() == strings{});
        w.advance(100ms);
        CHECK(w.told() == strings{"-channel gone found"});
        w.say(hangup_of("gone"));
    }
    w.advance(1h);
    CHECK(w.told() == strings{});
}

TEST_CASE("live: the connection is lost in the middle of a list -> nothing is swept", "[live]")
{
    live_world w;
    const strings channels{channel_item("a"), channel_item("b")};
    const strings queues{live_state::queue_params("support"), member_item("support", "PJSIP/a")};
    w.lists("CoreShowChannels", channels);
    w.lists("QueueStatus", queues);
    w.fill();
    w.lose();
    const bool of_channels = GENERATE(true, false);
    w.is_silent(of_channels ? "CoreShowChannels" : "QueueStatus");
    w.wait_for_attempt();
    if (of_channels)
        w.answer("CoreShowChannels", list_begin() + item_of(channels[0]));
    else
        w.answer("QueueStatus", list_begin() + item_of(queues[0]));
    w.lose();
    w.advance(10ms);
    w.lists("CoreShowChannels", channels);
    w.lists("QueueStatus", queues);
    w.wait_for_attempt();
    w.advance(10s);
    CHECK(w.told() == strings{"stale", "filling", "stale", "filling", "live"});
    CHECK(w.live->channels().size() == 2);
    CHECK(w.live->queue_members().size() == 1);
}

TEST_CASE("live: events before the answer to a list are older than it, those after it are newer", "[live]")
{
    live_world w;
    w.is_silent("CoreShowChannels");
    w.is_silent("DeviceStateList");
    w.live.emplace(*w.pbx);
    w.watch(*w.live);
    w.connect();
    w.say(channel_event("Newchannel", "short") + channel_event("Newchannel", "stays"));
    w.say(device_event("PJSIP/a", "RINGING"));
    w.answer("CoreShowChannels", list_of({channel_item("stays"), channel_item("early")}));
    w.told();
    // It was over when the list was made.
    CHECK(w.live->channels().size() == 3);
    w.say(hangup_of("short"));
    CHECK(w.told() == strings{"-channel short told 16"});
    w.say(channel_event("Newchannel", "early"));
    CHECK(w.told() == strings{}); // known

    w.say(device_event("PJSIP/a", "INUSE"));
    w.answer("DeviceStateList", list_of({device_text("PJSIP/a", "NOT_INUSE")}));
    CHECK(w.device("PJSIP/a") == "NOT_INUSE");
    w.say(device_event("PJSIP/a", "INUSE"));
    CHECK(w.device("PJSIP/a") == "INUSE");
    CHECK(w.live->state() == freshness::live);
}

TEST_CASE("live: the automatic mask has what the followed parts need", "[live]")
{
    live_world w({live::part::states});
    w.config.events = ami::config("ami://user:s3cr3t@pbx").events;
    w.live.emplace(*w.pbx, w.options);
    w.connect();
    CHECK(w.server().written().find("call") != std::string::npos);
    CHECK(w.server().written().find("agent") == std::string::npos);
    CHECK(w.live->state() == freshness::live);
}

TEST_CASE("live: the event mask is refused -> stale until it is accepted, then listed anew", "[live]")
{
    asio::io_context context;
    ami::testing::virtual_time time{context};
    ami::testing::server pbx{time};
    ami::client client{context, time.network()};
    client.async_connect(ami::config{pbx.url()}, [](ami::error_code) {});
    time.run();
    pbx.script("Events", [](const ami::testing::request& asked) {
        return ami::testing::reply::error(asked, "Asterisk is shutting down");
    });
    ami::live::model model{client};
    time.run_for(30s);
    CHECK(model.state() == freshness::stale);
    REQUIRE_FALSE(model.faults().empty());
    CHECK(model.faults().front().text() == "no event tells what changes: Asterisk refuses the event mask");
    pbx.set_device_state("Custom:one", ami::device_state::in_use); // nobody is told
    pbx.unscript("Events");
    time.run_for(66s);
    CHECK(model.state() == freshness::live);
    CHECK(model.faults().empty());
    const auto device = model.find_device("Custom:one");
    CHECK(device["State"] == "INUSE");
}
