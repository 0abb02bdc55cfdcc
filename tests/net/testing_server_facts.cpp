// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Each event that the test server writes of itself is one of the facts (support/event_facts.hpp), and has the headers that
// a real Asterisk gave it, in their order.

#include "support/catch.hpp"
#include "support/data.hpp"
#include "support/event_facts.hpp"
#include "support/parsing.hpp"
#include "testing_server_socket.hpp"

#include <ami/testing/server.hpp>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <regex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

using namespace ami::testing;
using namespace std::chrono_literals;
using tests::raw_socket;

namespace {

options with_everything(era which)
{
    options how;
    how.with_era(which)
        .with_dialplan_second(5ms)
        .with_user(user("limited", "limited").with_read("call").with_write("call"))
        .with_user(user("single", "single").with_one_session_only())
        .with_user(user("denied", "denied").with_denied());
    for (auto& each : how.extensions) {
        for (auto& [application, data] : each.steps) {
            if (application == "Wait" && data == "60")
                data = "1000000"; // calls that stay do so
        }
    }
    how.with_hint("4001", "from-internal", "PJSIP/alice")
        .with_endpoint("alice")
        .with_mailbox("100@default")
        .with_agent("1001", "Ana");
    how.queues.front().with_caller(queue_caller("PJSIP/a-1", "1.1"));
    // As the servers had them that the data is from.
    how.channel_variables = {"ORDER", "CALLERID(num)"};
    return how;
}

// Drives a server through all that makes it write events, and keeps what it wrote.
class drive {
public:
    explicit drive(server& pbx) : pbx_(pbx), observer_(pbx), actor_(pbx)
    {
        observer_.line();
        observer_.send_lines("Action: Login\nUsername: hello\nSecret: world\nEvents: on\n\n");
        bytes_ = observer_.packets_until("SuccessfulAuth");
        actor_.log_in();
    }

    const std::string& run()
    {
        refuse_logins();
        act("Action: UserEvent\nUserEvent: Plain\nBody: x");
        act("Action: Setvar\nVariable: GLOBAL\nValue: a\"b");
        act("Action: DBPut\nFamily: facts\nKey: a\nVal: b");
        list("Action: DBGet\nFamily: facts\nKey: a", "DBGetComplete");
        list("Action: DBGetTree\nFamily: facts", "DBGetTreeComplete");
        list("Action: QueueStatus", "QueueStatusComplete");
        list("Action: QueueSummary", "QueueSummaryComplete");
        list("Action: WaitEvent\nTimeout: 0", "WaitEventComplete");
        follow_states();
        change_members();
        wait_in_queues();
        confer();
        log_an_agent_in();
        call_and_park();
        calls_that_fail();
        transfer();
        run_agi();
        list("Action: Hangup\nChannel: /^Local/", "ChannelsHungupListComplete");
        act("Action: UserEvent\nUserEvent: Done");
        await("UserEvent: Done");
        return bytes_;
    }

private:
    static std::string with_id(std::string_view lines) { return std::string(lines) + "\nActionID: q"; }

    void act(std::string_view lines) { bytes_ += actor_.ask(with_id(lines)); }

    void list(std::string_view lines, std::string_view end)
    {
        actor_.send_lines(with_id(lines) + "\n\n");
        bytes_ += actor_.packets_until(std::string("Event: ").append(end));
    }

    void await(std::string_view text) { bytes_ += observer_.packets_until(text); }

    // What comes before a login, or is refused: events of the class security.
    void attempt(std::string_view lines, std::string_view event)
    {
        others_.push_back(std::make_unique<raw_socket>(pbx_));
        others_.back()->send_lines(std::string(lines) + "\n\n");
        await(std::string("Event: ").append(event));
    }

    void refuse_logins()
    {
        await("SuccessfulAuth"); // the actor's
        attempt("Action: Login\nUsername: hello\nSecret: wrong", "InvalidPassword");
        attempt("Action: Login\nUsername: nobody\nSecret: wrong", "InvalidAccountID");
        attempt("Action: Login\nUsername: denied\nSecret: denied", "FailedACL");
        attempt("Action: Login\nUsername: hello\nAuthType: MD5\nKey: 00", "ChallengeResponseFailed");
        attempt("Action: Login\nUsername: single\nSecret: single", "SuccessfulAuth");
        attempt("Action: Login\nUsername: single\nSecret: single", "SessionLimit");
        attempt("Action: Ping", "RequestNotAllowed");
        attempt("Action: Login\nUsername: limited\nSecret: limited\n\nAction: Command\nCommand: x",
            "RequestNotAllowed");
        attempt("Action: Login\nUsername: limited\nSecret: limited\n\nAction: Nothing", "RequestBadFormat");
    }

    void originate(std::string_view extension, std::string_view id, std::string_view more)
    {
        act("Action: Originate\nAsync: true\nChannel: Local/" + std::string(extension) +
            "@from-internal/n\nChannelId: " + std::string(id) + "\nActionID: " + std::string(id) + "\n" +
            std::string(more));
    }

    void originate(std::string_view extension, std::string_view id)
    {
        originate(extension, id, "Application: Wait\nData: 1000000");
    }

    void follow_states()
    {
        pbx_.set_device_state("PJSIP/alice", ami::device_state::in_use);
        await("Event: ExtensionStatus");
        list("Action: DeviceStateList", "DeviceStateListComplete");
        list("Action: ExtensionStateList", "ExtensionStateListComplete");
        list("Action: PresenceStateList", "PresenceStateListComplete");
        pbx_.set_contact("alice", "sip:alice@192.0.2.1", "Reachable");
        list("Action: PJSIPShowContacts", "ContactListComplete");
        list("Action: PJSIPShowEndpoints", "EndpointListComplete");
        list("Action: PJSIPShowRegistrationsOutbound", "OutboundRegistrationDetailComplete");
        pbx_.set_messages("100", 1, 0);
        await("Event: MessageWaiting");
        list("Action: VoicemailUsersList", "VoicemailUserEntryComplete");
    }

    void change_members()
    {
        const std::string member = "\nQueue: support\nInterface: Local/1@none";
        act("Action: QueueAdd" + member);
        act("Action: QueuePause\nPaused: true\nReason: lunch" + member);
        act("Action: QueuePause\nPaused: false" + member);
        act("Action: QueuePenalty\nPenalty: 5" + member);
        act("Action: QueueMemberRingInUse\nRingInUse: no" + member);
        act("Action: QueueRemove" + member);
        await("Event: QueueMemberRemoved");
        list("Action: Agents", "AgentsComplete");
    }

    void wait_in_queues()
    {
        originate("2001", "lost", "Application: Queue\nData: support");
        await("DialStatus: RINGING");
        act("Action: Hangup\nChannel: lost");
        await("Event: QueueCallerLeave");
        originate("2001", "vain", "Application: Queue\nData: support,,,,1");
        await("Event: AgentRingNoAnswer");
        await("Event: QueueCallerLeave");
        originate("2001", "served", "Context: from-internal\nExten: 2009\nPriority: 1");
        await("Event: AgentConnect");
        await("BridgeNumChannels: 2");
        act("Action: Hangup\nChannel: served");
        await("Event: AgentComplete");
    }

    void log_an_agent_in()
    {
        originate("2001", "agent", "Application: AgentLogin\nData: 1001\nCallerID: \"Ana\" <1>");
        await("Event: AgentLogin");
        list("Action: Agents", "AgentsComplete");
        act("Action: AgentLogoff\nAgent: 1001");
        await("Event: AgentLogoff");
    }

    void confer()
    {
        originate("2001", "user", "Application: ConfBridge\nData: room");
        await("Event: ConfbridgeJoin");
        list("Action: ConfbridgeListRooms", "ConfbridgeListRoomsComplete");
        list("Action: ConfbridgeList\nConference: room", "ConfbridgeListComplete");
        list("Action: BridgeList", "BridgeListComplete");
        list(
            "Action: BridgeInfo\nBridgeUniqueid: 00000000-0000-4000-8000-000000000002", "BridgeInfoComplete");
        act("Action: ConfbridgeMute\nConference: room\nChannel: all");
        act("Action: ConfbridgeUnmute\nConference: room\nChannel: all");
        act("Action: ConfbridgeKick\nConference: room\nChannel: all");
        await("Event: ConfbridgeEnd");
    }

    void call_and_park()
    {
        originate("2001", "parked",
            "Application: Wait\nData: 1000000\nAccount: 77\nCallerID: \"A 'x'\" <5>\nVariable: ORDER=7");
        await("Event: OriginateResponse");
        list("Action: Status\nVariables: ORDER\nAllVariables: true", "StatusComplete");
        list("Action: Status\nChannel: parked", "StatusComplete");
        list("Action: CoreShowChannels", "CoreShowChannelsComplete");
        act("Action: PlayDTMF\nChannel: parked\nDigit: 5");
        act("Action: PlayDTMF\nChannel: parked\nDigit: 5\nReceive: true");
        act("Action: Park\nChannel: parked");
        await("Event: ParkedCall");
        act("Action: BlindTransfer\nChannel: parked\nContext: from-internal\nExten: 2001");
        act("Action: Hangup\nChannel: parked");
        await("Event: ParkedCallGiveUp");
        originate("2001", "back");
        await("ActionID: back");
        act("Action: Park\nChannel: back");
        list("Action: ParkedCalls", "ParkedCallsComplete");
        originate("2001", "taker", "Context: from-internal\nExten: 701\nPriority: 1");
        await("Event: UnParkedCall");
        originate("2001", "forgotten");
        await("ActionID: forgotten");
        act("Action: Park\nChannel: forgotten\nTimeout: 1");
        await("Event: ParkedCallTimeOut");
    }

    void calls_that_fail()
    {
        for (const std::string_view extension : {"2003", "2005", "2006", "2007", "2099"}) {
            originate(extension, extension);
            await("ActionID: " + std::string(extension));
        }
        originate("2004", "2004", "Application: Wait\nData: 1\nTimeout: 1");
        await("ActionID: 2004");
    }

    void transfer()
    {
        originate("2013", "arrived", "Context: from-internal\nExten: 2001\nPriority: 1\nVariable: ORDER=9");
        await("UserEvent: Arrived");
        originate("2008", "dialling");
        await("BridgeNumChannels: 2");
        act("Action: BlindTransfer\nChannel: dialling;2\nContext: from-internal\nExten: 2001");
        await("Event: BridgeDestroy");
        act("Action: BlindTransfer\nChannel: arrived\nContext: from-internal\nExten: 2001");
        await("Result: Invalid");
        act("Action: Redirect\nChannel: arrived\nContext: sets\nExten: 103\nPriority: 1");
    }

    void run_agi()
    {
        originate("2011", "agi");
        await("Event: AsyncAGIStart");
        for (const std::string_view command :
            {"NOOP\nCommandID: c9", "NOOP", "NOTHING", "SET VARIABLE x", "ASYNCAGI BREAK"}) {
            act("Action: AGI\nChannel: agi;2\nCommand: " + std::string(command));
            await("Event: AsyncAGIExec");
        }
        await("Event: AsyncAGIEnd");
    }

    server& pbx_;
    raw_socket observer_;
    raw_socket actor_;
    std::vector<std::unique_ptr<raw_socket>> others_;
    std::string bytes_;
};

template <class Function>
void for_each_event(const std::string& bytes, const Function& function)
{
    const auto found = tests::parse_whole(bytes, {}, ami::parser::greeting::banner);
    for (const auto& packet : found.packets) {
        if (packet.kind == ami::packet_kind::event)
            function(ami::event_view(
                ami::packet_view(packet.raw, packet.header_lines.size(), packet.body, packet.kind)));
    }
}

// The names of an event's headers in their order. What is repeated counts once, what the sender chose does not.
std::string form_of(const ami::event_view& event)
{
    std::string form;
    std::string last;
    for (const auto& line : event) {
        auto name = tests::name_in_facts(line.name);
        if (name == last)
            continue;
        last = name;
        form += name + ' ';
        if (name == "UserEvent")
            break;
    }
    return std::string(event.name()) + ": " + form;
}

// The names of the events that the server's sources write.
std::set<std::string> names_in_sources()
{
    const std::regex written(
        R"((?:event|emit_channel|emit_dial|emit_member|emit_parked|complete|list_end)\((?:action, )?"(\w+)\"|emit_security\([^"]*"(\w+)\")");
    std::set<std::string> names;
    for (const auto& file :
        std::filesystem::directory_iterator(AMI_TESTS_DIR "/../include/ami/testing/impl")) {
        std::ifstream stream(file.path());
        const std::string text{std::istreambuf_iterator<char>(stream), {}};
        for (std::sregex_iterator each(text.begin(), text.end(), written), end; each != end; ++each)
            names.insert((*each)[1].matched ? (*each)[1] : (*each)[2]);
    }
    return names;
}

} // namespace

TEST_CASE("testing server: every event that it writes -> one of the facts, in the form of a real server")
{
    const auto which = GENERATE(era::asterisk_13, era::asterisk_16, era::asterisk_22);
    INFO("era " << static_cast<int>(which));
    server pbx(with_everything(which));
    const auto bytes = "Asterisk Call Manager/11.0.0\r\n" + drive(pbx).run();

    std::set<std::string> real;
    const std::string version = which == era::asterisk_22 ? "22" : "16";
    for (const std::string file : {"forms", "events"})
        for_each_event(tests::read_data("asterisk-" + version + "-" + file + ".ami"),
            [&](const ami::event_view& event) { real.insert(form_of(event)); });
    // The recorded 16 polled no mailboxes.
    real.insert("MessageWaiting: Event Privilege Mailbox Waiting New Old ");
    // No recorded server was a 13: its FullyBooted has no times.
    if (which == era::asterisk_13)
        real.insert("FullyBooted: Event Privilege Status ");

    std::set<std::string> faults;
    std::set<std::string> unreal;
    std::set<std::string> written;
    for_each_event(bytes, [&](const ami::event_view& event) {
        tests::check_by_facts(event, faults);
        written.insert(std::string(event.name()));
        if (!real.contains(form_of(event)))
            unreal.insert(form_of(event));
    });
    CHECK(faults == std::set<std::string>());
    CHECK(unreal == std::set<std::string>());
    CHECK(written == names_in_sources());
}
