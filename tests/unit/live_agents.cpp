// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Agents of agents.conf and mailboxes, and what it means that a list is refused.

#include "support/live_listed.hpp"

#include <ami/session/live/agent_store.hpp>
#include <ami/session/live/list_fault.hpp>
#include <ami/session/live/mailbox_store.hpp>

#include <fmt/format.h>

using namespace tests::live_state;

namespace {

constexpr auto logged_off = "Event: Agents\nAgent: 1001\nName: Ana\nStatus: AGENT_LOGGEDOFF\nActionID: 1\n";
constexpr auto login =
    "Event: AgentLogin\nPrivilege: agent,all\nChannel: PJSIP/a-1\nUniqueid: 1.1\nLinkedid: 1.1\nAgent: 1001\n";
constexpr auto logoff =
    "Event: AgentLogoff\nPrivilege: agent,all\nChannel: PJSIP/a-1\nUniqueid: 1.1\nAgent: 1001\nLogintime: 9\n";

std::string logged_on(std::string_view status, std::int64_t since, std::string_view talking_to = "")
{
    return fmt::format(
        "Event: Agents\nAgent: 1001\nName: Ana\nStatus: {}\n{}LoggedInTime: {}\nChannel: PJSIP/a-1\n"
        "ChannelState: 6\nUniqueid: 1.1\nLinkedid: 1.1\nActionID: 1\n",
        status,
        talking_to.empty() ? "" : fmt::format("TalkingToChan: {}\nCallStarted: 1795225000\n", talking_to),
        since);
}

std::string device(std::string_view name, std::string_view state)
{
    return fmt::format("Event: DeviceStateChange\nDevice: {}\nState: {}\n", name, state);
}

std::string mailbox(std::string_view box, int new_messages, int old_messages)
{
    return fmt::format(
        "Event: VoicemailUserEntry\nActionID: 1\nVMContext: default\nVoiceMailbox: {}\nFullname: Ana\n"
        "Email: ana@example.com\nNewMessageCount: {}\nOldMessageCount: {}\n",
        box, new_messages, old_messages);
}

std::string waiting(std::string_view name, int is_waiting, int new_messages, int old_messages)
{
    return fmt::format(
        "Event: MessageWaiting\nPrivilege: call,all\nMailbox: {}\nWaiting: {}\nNew: {}\nOld: {}\n", name,
        is_waiting, new_messages, old_messages);
}

class agent_world : public listed_world<agent_store> {
public:
    agent_world() : listed_world(wanted) {}

    std::int64_t seconds() const { return time.wall().time_since_epoch() / 1s; }

    static inline wanted_lists wanted;
};

} // namespace

TEST_CASE("live agents: login and logoff -> the state, the channel and since when")
{
    agent_world world;
    world.list({logged_off});
    const auto first = world.change().now();
    CHECK(first.id() == "1001");
    CHECK(first.name() == "Ana");
    CHECK(first.status().value() == agent_state::agent_loggedoff);
    CHECK_FALSE(first.logged_in_since());
    world.tell(login);
    const auto in = world.change().now();
    CHECK(in.status().value() == agent_state::agent_idle);
    CHECK(in.channel_id() == "1.1");
    CHECK(in.channel() == "PJSIP/a-1");
    CHECK(in.logged_in_since() == world.time.wall());
    // The list's seconds are older than the event.
    world.list({logged_on("AGENT_IDLE", world.seconds() - 1)});
    CHECK(world.changes().empty());
    world.tell(logoff);
    const auto off = world.change().now();
    CHECK(off.status().value() == agent_state::agent_loggedoff);
    CHECK(off.channel_id().empty());
    CHECK_FALSE(off.logged_in_since());
    world.list({logged_off});
    CHECK(world.changes().empty());
    CHECK(agent_world::wanted.empty());
}

TEST_CASE("live agents: a list that was ahead -> its login stays as it is")
{
    agent_world world;
    const auto since = world.seconds() - 30;
    world.list({logged_on("AGENT_ONCALL", since, "PJSIP/b-1")});
    const auto first = world.change().now();
    CHECK(first.status().value() == agent_state::agent_oncall);
    CHECK(first.talking_to() == "PJSIP/b-1");
    CHECK(first.logged_in_since() == std::chrono::system_clock::time_point(std::chrono::seconds(since)));
    world.tell(login);
    CHECK(world.changes().empty());
    world.list({logged_on("AGENT_IDLE", since)});
    CHECK(world.change().now()["TalkingToChan"].empty());
}

TEST_CASE("live agents: the device of an agent -> its state, and a list that tells of the call")
{
    agent_world world;
    world.list({logged_on("AGENT_IDLE", world.seconds())});
    world.changes();
    world.tell(device("Agent:1001", "INUSE"));
    const auto record = world.change().now();
    CHECK(record.device().value() == device_state::in_use);
    CHECK(record.logged_in_since());
    CHECK_FALSE(agent_world::wanted.take(world.time.now().now + 1499ms));
    CHECK(agent_world::wanted.take(world.time.now().now + 1500ms) == wanted_list{live_list::agents, {}});
    world.tell(device("Agent:1001", "INUSE"));
    world.tell(device("Agent:1002", "INUSE"));
    world.tell(device("PJSIP/1001", "INUSE"));
    CHECK(world.changes().empty());
    CHECK(agent_world::wanted.empty());
    world.list({logged_on("AGENT_ONCALL", world.seconds(), "PJSIP/b-1")});
    CHECK(world.change().now()["DeviceState"] == "INUSE");
}

TEST_CASE("live agents: the login of an unknown agent -> a list")
{
    agent_world world;
    world.tell(login);
    CHECK(agent_world::wanted.empty()); // the first list is on its way
    world.list({});
    world.tell(login);
    world.tell(logoff);
    CHECK(world.changes().empty());
    CHECK(agent_world::wanted.take(world.time.now().now) == wanted_list{live_list::agents, {}});
}

TEST_CASE("live mailboxes: the list's names and the event's -> the same headers")
{
    listed_world<mailbox_store> world;
    world.list({mailbox("100", 0, 2)});
    const auto record = world.change().now();
    CHECK(record.name() == "100@default");
    CHECK_FALSE(record.is_waiting().value());
    CHECK(record.new_messages().value() == 0);
    CHECK(record.old_messages().value() == 2);
    CHECK(record.full_name() == "Ana");
    CHECK_FALSE(record.contains("Email"));
    world.tell(waiting("100@default", 0, 0, 2));
    CHECK(world.changes().empty());
    world.tell(waiting("100@default", 1, 1, 2));
    CHECK(world.change().now()["Fullname"] == "Ana");
    world.list({mailbox("100", 1, 2)});
    CHECK(world.changes().empty());
    // Of another module: in no list.
    world.tell(waiting("x", 1, 3, 0));
    world.changes();
    world.list({});
    CHECK(world.change().before()["Mailbox"] == "100@default");
    CHECK(world.at("x").new_messages().value() == 3);
    world.tell("Event: MessageWaiting\nWaiting: 1\n");
    CHECK(world.changes().empty());
}

TEST_CASE("live lists: a refusal -> nothing to list, a right, a module, or something else")
{
    const struct {
        live_list list;
        const char* message;
        list_fault fault;
    } rows[] = {
        {live_list::conferences, "No active conferences.", list_fault::empty},
        {live_list::conference, "No active conferences.", list_fault::empty},
        {live_list::conference, "No Conference by that name found.", list_fault::empty},
        {live_list::extensions, "No dialplan hints are available", list_fault::empty},
        {live_list::contacts, "No Contacts found", list_fault::empty},
        {live_list::endpoints, "No endpoints found", list_fault::empty},
        {live_list::mailboxes, "There are no voicemail users currently defined.", list_fault::empty},
        {live_list::contacts, "No endpoints found", list_fault::other},
        {live_list::channels, "Permission denied", list_fault::not_permitted},
        {live_list::mailboxes,
            "Invalid/unknown command: VoicemailUsersList. Use Action: ListCommands to show available commands.",
            list_fault::no_module},
        {live_list::queues, "Authentication Required", list_fault::other},
        {live_list::queues, "", list_fault::other},
    };
    for (const auto& row : rows) {
        CAPTURE(row.message);
        CHECK(fault_of(row.list, row.message) == row.fault);
    }
}

TEST_CASE("live lists: every list -> an action")
{
    for (auto list = live_list::channels; list <= live_list::mailboxes;
         list = static_cast<live_list>(static_cast<int>(list) + 1))
        CHECK_FALSE(action_of(list).empty());
}
