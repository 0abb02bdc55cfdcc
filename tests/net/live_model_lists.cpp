// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Which lists a live model asks for, when, and what becomes of refusals.

#include "support/live_model.hpp"

#include <ami/live/impl/live_registry.hpp>

#include <algorithm>

using namespace tests;
using namespace std::chrono_literals;

namespace {

constexpr auto never = live::options::duration::max();

// Without audits, that time can pass.
live::options quiet(live::part parts = live::part::all)
{
    return {parts, never, never};
}

strings faults_of(const live::model& model)
{
    strings all;
    for (const auto& each : model.faults())
        all.push_back(each.text());
    return all;
}

const strings one_queue{live_state::queue_params("support"), member_item("support", "PJSIP/a")};

} // namespace

TEST_CASE("live lists: no right -> a fault, and it is not asked for again in this session", "[live]")
{
    live_world w;
    w.refuses("PJSIPShowEndpoints", "Permission denied");
    w.refuses("QueueStatus", "Permission denied");
    w.fill();
    CHECK(faults_of(*w.live) ==
          strings{"QueueStatus: Permission denied", "PJSIPShowEndpoints: Permission denied"});
    CHECK(w.live->faults()[1].of() == live::part::pjsip);
    w.say("Event: Reload\n\n");
    w.say("Event: AgentComplete\nQueue: support\nInterface: PJSIP/a\n\n");
    w.advance(1h);
    auto lists = w.asked();
    CHECK(lists.size() > 6 * 11);
    CHECK(std::erase(lists, "QueueStatus") + std::erase(lists, "QueueStatus support") == 0);
    CHECK(std::erase(lists, "PJSIPShowEndpoints") == 0);
    CHECK(w.live->state() == freshness::live);
    // The next session may be another user's.
    w.lose();
    w.lists("PJSIPShowEndpoints", {"Event: EndpointList\nActionID: x\nObjectName: alice\n"});
    w.wait_for_attempt();
    CHECK(faults_of(*w.live) == strings{"QueueStatus: Permission denied"});
    CHECK(w.live->endpoints().size() == 1);
}

TEST_CASE("live lists: no module -> a fault, and it is asked for again until it works", "[live]")
{
    live_world w(quiet());
    w.refuses("PJSIPShowEndpoints", "Invalid/unknown command: PJSIPShowEndpoints. Use Action: ListCommands");
    w.fill();
    CHECK(w.live->faults().size() == 1);
    w.advance(5500ms);
    w.asked(); // calls are listed once more
    w.told();
    for (const auto pause : {4s, 8s, 16s, 32s, 64s, 128s, 256s, 512s, 600s, 600s}) {
        INFO(pause.count());
        // Asked for at 1 and 3 s; at 7 s, and so on: half a second before and after.
        w.advance(pause == 4s ? 1s : pause - 1s);
        CHECK(w.asked() == strings{});
        w.advance(1s);
        CHECK(w.asked() == strings{"PJSIPShowEndpoints"});
        CHECK(w.live->faults().size() == 1);
    }
    w.lists("PJSIPShowEndpoints", {"Event: EndpointList\nActionID: x\nObjectName: alice\n"});
    w.advance(10min);
    CHECK(w.told() == strings{"+endpoint alice found first"});
    CHECK(w.live->faults().empty());
    w.asked();
    w.advance(1h);
    CHECK(w.asked() == strings{});
    // From the shortest pause again.
    w.refuses("PJSIPShowEndpoints", "Invalid/unknown command");
    w.say("Event: Reload\n\n");
    w.asked();
    w.advance(1s);
    CHECK(w.asked() == strings{"PJSIPShowEndpoints"});
    CHECK(w.live->endpoints().size() == 1);
}

TEST_CASE("live lists: what says that there is nothing is no fault, and sweeps", "[live]")
{
    live_world w(quiet());
    w.lists("ConfbridgeListRooms", {"Event: ConfbridgeListRooms\nActionID: x\nConference: 8000\n"});
    w.lists("ConfbridgeList",
        {"Event: ConfbridgeList\nActionID: x\nConference: 8000\n" + live_calls::snapshot{"a"}.text()});
    w.fill();
    CHECK(w.live->conference_users().size() == 1);
    w.refuses("ConfbridgeListRooms", "No active conferences.");
    w.say("Event: Reload\n\n");
    CHECK(w.live->faults().empty());
    CHECK(w.live->conferences().empty());
    CHECK(w.live->conference_users().empty());
    CHECK(w.told() == strings{"-user a found"});
}

TEST_CASE("live lists: a Success without a list, a list that ends with an error, no answer in time", "[live]")
{
    live_world w(quiet());
    w.lists("QueueStatus", one_queue);
    w.fill();
    w.advance(10s);
    w.asked();
    SECTION("a Success without a list")
    {
        w.net->always("QueueStatus").success("Message: Something else\n");
        w.say("Event: Reload\n\n");
        CHECK(faults_of(*w.live) == strings{"QueueStatus: Something else"});
    }
    SECTION("no answer in time")
    {
        w.is_silent("QueueStatus");
        w.say("Event: Reload\n\n");
        CHECK(w.asked() == strings{"CoreShowChannels", "BridgeList", "QueueStatus"});
        w.advance(9s);
        CHECK(w.asked() == strings{});
        w.advance(1s);
        CHECK(w.live->faults().size() == 1);
    }
    SECTION("a list that is cut off")
    {
        w.is_silent("QueueStatus");
        w.say("Event: Reload\n\n");
        w.answer("QueueStatus", list_begin() + item_of(one_queue[0]));
        w.advance(9s); // from its last item on
        CHECK(w.live->faults().empty());
        w.advance(1s);
        CHECK(w.live->faults().size() == 1);
    }
    CHECK(w.live->queue_members().size() == 1);
    CHECK(w.live->state() == freshness::live);
    w.lists("QueueStatus", {one_queue[0]});
    w.asked();
    w.advance(1s);
    CHECK(w.asked() == strings{"QueueStatus"});
    CHECK(w.live->faults().empty());
    CHECK(w.told() == strings{"-member PJSIP/a found"});
}

TEST_CASE("live lists: FullyBooted and Reload -> everything is listed again, and nothing flickers", "[live]")
{
    live_world w(quiet());
    w.lists("CoreShowChannels", {channel_item("a")});
    w.lists("QueueStatus", one_queue);
    w.lists("DeviceStateList", {device_text("PJSIP/a", "INUSE")});
    w.fill();
    w.say(GENERATE("Event: FullyBooted\n\n", "Event: Reload\nModule: All\n\n"));
    CHECK(w.asked().size() == 13);
    w.advance(1min);
    CHECK(w.told() == strings{});
    CHECK(w.live->state() == freshness::live);
}

TEST_CASE("live lists: FullyBooted while the lists are asked for -> none of them is from before", "[live]")
{
    live_world w(quiet());
    w.is_silent("VoicemailUsersList");
    w.live.emplace(*w.pbx, w.options);
    w.connect();
    w.asked();
    w.say("Event: FullyBooted\n\n");
    w.answer("VoicemailUsersList", list_of({}));
    CHECK(w.asked().size() == 13);
    CHECK(w.live->state() == freshness::filling);
    w.answer("VoicemailUsersList", list_of({}));
    CHECK(w.live->state() == freshness::live);
}

TEST_CASE("live lists: a reload -> everything is listed, and not once more", "[live]")
{
    live_world w(quiet());
    w.fill();
    w.advance(6s);
    w.asked(); // once more: events may have been missed
    w.say("Event: Reload\nPrivilege: system,all\n\n");
    w.advance(6s);
    CHECK(std::ranges::count(w.asked(), "CoreShowChannels") == 1);
}

TEST_CASE("live lists: events may have been lost -> everything is listed again", "[live]")
{
    live_world w(quiet());
    w.lists("CoreShowChannels", {channel_item("a")});
    w.fill();
    w.lists("CoreShowChannels", {});
    w.is_silent("BridgeList");
    auto& followers = ami::detail::client_access::core(*w.pbx)->followers();
    followers.events_missed(); // as HTTP tells
    w.run();
    CHECK(w.told() == strings{"filling"});
    followers.events_missed(); // the answer to the list that is under way is not the next one's
    w.answer("BridgeList", list_of({}));
    w.answer("BridgeList", list_of({}));
    CHECK(w.told() == strings{"live"});
    w.advance(2s);
    CHECK(w.told() == strings{"-channel a found"});
}

TEST_CASE("live lists: what no event tells of queues", "[live]")
{
    live_world w(quiet(live::part::queues));
    w.lists("QueueStatus", one_queue);
    w.fill();
    w.advance(10s);
    SECTION("a member that nothing told of")
    {
        w.say(device_event("Queue:support_pause_PJSIP/a", "NOT_INUSE"));
        w.advance(5s);
        CHECK(w.asked() == strings{});
        w.say(device_event("Queue:support_pause_PJSIP/b", "NOT_INUSE"));
    }
    SECTION("figures of members: once for several events")
    {
        for (int i = 0; i != 3; ++i)
            w.say(live_state::agent_event("AgentComplete", "support", "PJSIP/a") + "\n");
    }
    w.advance(1499ms);
    CHECK(w.asked() == strings{});
    w.advance(1ms);
    CHECK(w.asked() == strings{"QueueStatus support"});
    w.advance(5s);
    CHECK(w.asked() == strings{});
}

TEST_CASE("live lists: a list of one queue says nothing of the others", "[live]")
{
    live_world w(quiet(live::part::queues));
    w.lists("QueueStatus",
        {one_queue[0], one_queue[1], live_state::queue_params("sales"), member_item("sales", "PJSIP/b")});
    w.fill();
    w.advance(10s);
    w.lists("QueueStatus", {one_queue[0]});
    w.say(live_state::agent_event("AgentConnect", "support", "PJSIP/a") + "\n");
    w.advance(2s);
    CHECK(w.told() == strings{"-member PJSIP/a found"});
}

TEST_CASE("live lists: queues are audited one after another, and everything now and then", "[live]")
{
    SECTION("queues")
    {
        live_world w({live::part::queues, 60s, never});
        w.lists("QueueStatus",
            {live_state::queue_params("a"), live_state::queue_params("b"), live_state::queue_params("c")});
        w.fill();
        w.advance(59s);
        CHECK(w.asked() == strings{});
        w.advance(1s);
        CHECK(w.asked() == strings{"QueueStatus a"});
        w.advance(19s);
        CHECK(w.asked() == strings{});
        w.advance(1s);
        CHECK(w.asked() == strings{"QueueStatus b"});
        w.advance(60s);
        CHECK(w.asked() == strings{"QueueStatus c", "QueueStatus a", "QueueStatus b"});
    }
    SECTION("everything")
    {
        live_world w({live::part::all, never, 10min});
        w.lists("QueueStatus", one_queue);
        w.fill();
        w.advance(1min);
        w.asked();
        w.advance(9min - 1ms);
        CHECK(w.asked() == strings{});
        w.advance(1ms);
        const auto asked = w.asked();
        CHECK(asked.size() == 12);
        CHECK(std::find(asked.begin(), asked.end(), "QueueStatus") == asked.end()); // never of all queues
        w.advance(1min);
        w.asked();
        w.advance(9min);
        CHECK(w.asked().size() == 12);
        CHECK(w.told() == strings{});
    }
    SECTION("the usual options")
    {
        live_world w;
        w.fill();
        w.advance(1h);
        CHECK(w.sent("QueueStatus") == 1); // there is no queue
        CHECK(w.sent("Agents") == 7);
    }
}

TEST_CASE("live lists: parts that are left out are neither listed nor subscribed to", "[live]")
{
    SECTION("states and mailboxes")
    {
        live_world w({live::part::states | live::part::mailboxes});
        w.fill();
        CHECK(w.sent("DeviceStateList") == 1);
        w.say(channel_event("Newchannel", "a"));
        w.say("Event: AgentComplete\nQueue: support\nInterface: PJSIP/a\n\n");
        CHECK(w.live->channels().empty());
        CHECK(w.told() == strings{});
        w.say(device_event("Queue:support_pause_PJSIP/b", "NOT_INUSE"));
        w.say(device_event("PJSIP/a", "INUSE"));
        CHECK(w.live->devices().size() == 2);
        w.advance(9min);
        CHECK(w.asked() == strings{});
        w.advance(1min);
        CHECK(w.asked() ==
              strings{"DeviceStateList", "ExtensionStateList", "PresenceStateList", "VoicemailUsersList"});
    }
    SECTION("nothing")
    {
        live_world w({live::part::none});
        w.fill();
        CHECK(w.told() == strings{});
        w.say("Event: Reload\n\n");
        w.advance(1h);
        CHECK(w.asked() == strings{});
    }
}

TEST_CASE("live: events that the user may not see -> a fault of each part, although it is listed", "[live]")
{
    live_world w;
    w.lists("QueueStatus", one_queue);
    w.user_reads("system,call");
    w.fill();
    CHECK(w.live->queues().size() == 1);
    CHECK(faults_of(*w.live) ==
          strings{
              "no event tells what changes: QueueCallerJoin needs read = agent in manager.conf; the user has "
              "read = system,call",
              "no event tells what changes: AgentLogin needs read = agent in manager.conf; the user has "
              "read = system,call"});
    // The next session may be another user's.
    w.lose();
    w.user_reads("all");
    w.wait_for_attempt();
    CHECK(faults_of(*w.live) == strings{});
}

TEST_CASE("live: nobody can know which events come -> a fault until some have", "[live]")
{
    live_world w;
    w.options = quiet(live::part::calls | live::part::queues);
    w.lists("QueueStatus", one_queue);
    const std::string doubt =
        "maybe no event tells what changes, and what is shown is as old as its last list: ";
    SECTION("Command is not permitted")
    {
        w.net->always("ListCommands").success("Ping: Keepalive command.  (Priv: <none>)\n");
        w.fill();
        const auto text = doubt + "the user may not ask for its rights: that needs write = command";
        CHECK(faults_of(*w.live) == strings{text, text});
        CHECK(w.live->faults()[0].of() == live::part::calls);
        CHECK(w.live->faults()[1].of() == live::part::queues);
        w.say(live_state::agent_event("AgentComplete", "support", "PJSIP/a") + "\n");
        REQUIRE(w.live->faults().size() == 1);
        CHECK(w.live->faults()[0].of() == live::part::calls);
        w.say(channel_event("Newchannel", "c", 0));
        CHECK(faults_of(*w.live) == strings{});
    }
    SECTION("the question is refused")
    {
        w.net->always("ListCommands").error("Permission denied");
        w.fill();
        CHECK(faults_of(*w.live) ==
              strings(2, doubt + "the rights of the user are not known; see async_rights"));
    }
}

TEST_CASE("live: filled only when it is known which events come", "[live]")
{
    live_world w;
    w.is_silent("ListCommands");
    w.live.emplace(*w.pbx, w.options);
    bool is_filled = false;
    w.connect();
    w.live->async_filled([&](ami::error_code ec) { is_filled = !ec; });
    w.run();
    CHECK(w.live->state() == freshness::live);
    CHECK_FALSE(is_filled);
    CHECK(faults_of(*w.live) == strings{});
    w.answer(
        "ListCommands", "Response: Success\nActionID: $ID\nPing: Keepalive command.  (Priv: <none>)\n\n");
    CHECK(is_filled);
    CHECK(w.live->faults().size() == 6);
}

TEST_CASE("live lists: a channel that CoreShowChannels lists for ever is not shown", "[live]")
{
    live_world w;
    w.options = quiet(live::part::calls);
    live_calls::snapshot old{"old"};
    w.lists("CoreShowChannels",
        {channel_item("new"), live_calls::channel_item(old, "", "Dial", "PJSIP/b", "05:00:00")});
    SECTION("Status has it not")
    {
        w.refuses("Status", "No such channel");
        w.fill();
        CHECK(w.sent("Status") == 1);
        CHECK(w.live->channels().size() == 1);
        CHECK_FALSE(w.live->find_channel("old"));
        CHECK(faults_of(*w.live) == strings{});
        std::optional<live::audit_report> report;
        w.live->async_audit([&](ami::error_code, live::audit_report found) { report = std::move(found); });
        w.advance(10s);
        REQUIRE(report);
        CHECK(report->is_exact());
    }
    SECTION("Status has it")
    {
        w.lists("Status", {"Event: Status\nActionID: x\n" + old.text() + "BridgeID: \n"});
        w.fill();
        CHECK(w.live->find_channel("old"));
        CHECK(faults_of(*w.live) == strings{});
    }
}

TEST_CASE("live lists: nothing is asked for while Asterisk boots, whatever is told", "[live]")
{
    constexpr auto fully_booted = "Event: FullyBooted\nPrivilege: system,all\nStatus: Fully Booted\n\n";
    live_world w;
    w.config.ready_when = ami::ready_when::booted;
    w.lists("QueueStatus", one_queue);
    w.live.emplace(*w.pbx, w.options);
    const auto op = begin_connect(*w.pbx, w.config);
    w.run();
    w.say(fully_booted);
    REQUIRE(op->succeeded());
    w.lose();
    w.wait_for_attempt();
    w.say(live_state::agent_event("AgentComplete", "support", "PJSIP/a") + "\n");
    w.say("Event: Reload\n\n");
    w.asked();
    w.advance(3s);
    CHECK(w.live->state() == freshness::stale);
    CHECK(w.asked() == strings{});
    w.say(fully_booted);
    CHECK(w.live->state() == freshness::live);
    const auto asked = w.asked();
    CAPTURE(asked);
    CHECK(asked.size() == 14); // FullyBooted came while the channels were being listed: these once more
}

TEST_CASE(
    "live lists: more records than limits::max_live_records -> the part is stale, and it is logged once",
    "[live]")
{
    live_world w(quiet());
    w.config.limits.max_live_records = 2;
    w.lists("CoreShowChannels", {channel_item("a"), channel_item("b"), channel_item("c")});
    w.fill();
    CHECK(w.live->channels().size() == 2);
    CHECK(w.live->state(live::part::calls) == freshness::stale);
    CHECK(w.live->state(live::part::queues) == freshness::live);
    CHECK(faults_of(*w.live) == strings{"limits::max_live_records is 2: not all is shown"});
    const auto count = [&] {
        return std::ranges::count_if(w.log,
            [](const auto& each) { return each.second.find("max_live_records") != std::string::npos; });
    };
    CHECK(count() == 1);
    w.say(channel_event("Newchannel", "d"));
    CHECK(w.live->channels().size() == 2);
    CHECK(count() == 1);
    w.lists("CoreShowChannels", {channel_item("c")});
    w.say("Event: Reload\nPrivilege: system,all\n\n");
    w.advance(2s);
    CHECK(w.live->state(live::part::calls) == freshness::stale); // what is not listed waits for its Hangup
    w.say("Event: Reload\nPrivilege: system,all\n\n");
    CHECK(w.live->state(live::part::calls) == freshness::live);
    CHECK(w.live->faults().empty());
    CHECK(w.live->channels().size() == 1);
}
