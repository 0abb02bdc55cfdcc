// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// The test server's actions that need no call, byte for byte as Asterisk answers them.

#include "support/catch.hpp"
#include "testing_server_socket.hpp"

#include <ami/testing/server.hpp>

#include <regex>
#include <string>

using namespace ami::testing;
using tests::crlf;
using tests::raw_socket;

namespace {

bool matches(const std::string& text, const std::string& pattern)
{
    return std::regex_match(text, std::regex(crlf(pattern)));
}

} // namespace

TEST_CASE("test server: Ping")
{
    server pbx;
    raw_socket client(pbx);
    client.log_in();
    CHECK(matches(client.ask("Action: Ping"), "Response: Success\nPing: Pong\nTimestamp: \\d+\\.\\d{6}\n\n"));
    CHECK(matches(client.ask("ActionID: a b  \naction:ping"),
        "Response: Success\nActionID: a b  \nPing: Pong\nTimestamp: \\d+\\.\\d{6}\n\n"));
}

TEST_CASE("test server: event masks are read as Asterisk reads them, traps included")
{
    server pbx;
    raw_socket client(pbx);
    client.log_in();
    const std::string on = crlf("Response: Success\nEvents: On\n\n");
    const std::string off = crlf("Response: Success\nEvents: Off\n\n");
    struct {
        const char* mask;
        bool is_on;
        bool gets_call;
        bool gets_user;
    } const cases[] = {
        {"on", true, true, true},
        {"Yes", true, true, true},
        {"1", true, false, false}, // the class system
        {"2", true, true, false},
        {"66", true, true, true},
        {"0", false, false, false},
        {"off", false, false, false},
        {"bogus", false, false, false},
        {"none", false, false, false},
        {"all", true, true, true},
        {"call", true, true, false},
        {"call ", false, false, false},
        {"system, call", true, false, false}, // the blank hides a class
        {"user,call", true, true, true},
        {"us,x", true, false, true}, // all but the last need only begin a name
        {",call", true, true, true}, // an empty one is every class
        {"call,", true, true, false},
    };
    for (const auto& each : cases) {
        INFO(each.mask);
        CHECK(client.ask(std::string("Action: Events\nEventMask: ") + each.mask) == (each.is_on ? on : off));
        pbx.inject(packet_text::event("One").add("Privilege", "call,all"));
        pbx.inject(packet_text::event("Two").add("Privilege", "user,all"));
        pbx.inject(packet_text::event("Three").add("Privilege", "call,user,all"));
        std::string expected;
        if (each.gets_call)
            expected += crlf("Event: One\nPrivilege: call,all\n\n");
        if (each.gets_user)
            expected += crlf("Event: Two\nPrivilege: user,all\n\n");
        if (each.gets_call && each.gets_user)
            expected += crlf("Event: Three\nPrivilege: call,user,all\n\n");
        pbx.inject("Event: End");
        CHECK(client.packets_until("Event: End") == expected + crlf("Event: End\n\n"));
    }
    CHECK(client.ask("Action: Events\nActionID: 1") ==
          crlf("Response: Error\nActionID: 1\nMessage: Invalid event mask\n\n"));
    CHECK(
        client.ask("Action: Events\nEventMask:") == crlf("Response: Error\nMessage: Invalid event mask\n\n"));
}

TEST_CASE("test server: actions need permission")
{
    server pbx(options().with_user(user("limited", "limited").with_read("call").with_write("call")));
    raw_socket client(pbx);
    client.log_in("limited", "limited");
    const std::string denied = crlf("Response: Error\nMessage: Permission denied\n\n");
    for (const char* const name : {"Command", "CoreSettings", "Originate", "DBPut", "DBGet", "UserEvent",
             "CoreStatus", "CoreShowChannels", "Filter", "IAXnetstats"}) {
        INFO(name);
        CHECK(client.ask(std::string("Action: ") + name) == denied);
    }
    CHECK(client.ask("Action: Getvar\nVariable: x") == crlf("Response: Success\nVariable: x\nValue: \n\n"));
    CHECK(client.ask("Action: Redirect") == crlf("Response: Error\nMessage: Channel not specified\n\n"));
    CHECK(client.ask("Action: ListCommands") ==
          crlf("Response: Success\n"
               "Atxfer: Attended transfer.  (Priv: call,all)\n"
               "BlindTransfer: Blind transfer channel(s) to the given destination  (Priv: call,all)\n"
               "Bridge: Bridge two channels already in the PBX.  (Priv: call,all)\n"
               "BridgeInfo: Get information about a bridge.  (Priv: <none>)\n"
               "BridgeList: Get a list of bridges in the system.  (Priv: <none>)\n"
               "CancelAtxfer: Cancel an attended transfer.  (Priv: call,all)\n"
               "Challenge: Generate Challenge for MD5 Auth.  (Priv: <none>)\n"
               "ConfbridgeKick: Kick a Confbridge user.  (Priv: call,all)\n"
               "ConfbridgeLock: Lock a Confbridge conference.  (Priv: call,all)\n"
               "ConfbridgeMute: Mute a Confbridge user.  (Priv: call,all)\n"
               "ConfbridgeUnlock: Unlock a Confbridge conference.  (Priv: call,all)\n"
               "ConfbridgeUnmute: Unmute a Confbridge user.  (Priv: call,all)\n"
               "DeviceStateList: List the current known device states.  (Priv: call,reporting,all)\n"
               "Events: Control Event Flow.  (Priv: <none>)\n"
               "ExtensionState: Check Extension Status.  (Priv: call,reporting,all)\n"
               "ExtensionStateList: List the current known extension states.  (Priv: call,reporting,all)\n"
               "Getvar: Gets a channel variable or function value.  (Priv: call,reporting,all)\n"
               "Hangup: Hangup channel.  (Priv: system,call,all)\n"
               "ListCommands: List available manager commands.  (Priv: <none>)\n"
               "Login: Login Manager.  (Priv: <none>)\n"
               "Logoff: Logoff Manager.  (Priv: <none>)\n"
               "MailboxCount: Check Mailbox Message Count.  (Priv: call,reporting,all)\n"
               "MailboxStatus: Check mailbox.  (Priv: call,reporting,all)\n"
               "Park: Park a channel.  (Priv: call,all)\n"
               "ParkedCalls: List parked calls.  (Priv: call,all)\n"
               "Ping: Keepalive command.  (Priv: <none>)\n"
               "PlayDTMF: Play DTMF signal on a specific channel.  (Priv: call,all)\n"
               "PresenceStateList: List the current known presence states.  (Priv: call,reporting,all)\n"
               "QueueStatus: Show queue status.  (Priv: <none>)\n"
               "QueueSummary: Show queue summary.  (Priv: <none>)\n"
               "Redirect: Redirect (transfer) a call.  (Priv: call,all)\n"
               "Setvar: Sets a channel variable or function value.  (Priv: call,all)\n"
               "Status: List channel status.  (Priv: system,call,reporting,all)\n"
               "VoicemailUsersList: List All Voicemail User Information.  (Priv: call,reporting,all)\n"
               "WaitEvent: Wait for an event to occur.  (Priv: <none>)\n\n"));
}

TEST_CASE("test server: Command")
{
    options how;
    how.commands["core show nothing"] = "";
    how.commands["sip show"] = "\n  indented\n\nlast";
    server pbx(how);
    raw_socket client(pbx);
    client.log_in();
    CHECK(matches(client.ask("Action: Command\nActionID: c\nCommand: core show version"),
        "Response: Success\nActionID: c\nMessage: Command output follows\nOutput: Asterisk 22\\.10\\.1 built by "
        "nobody @ buildd.debian.org on a unknown running Linux on .* UTC\n\n"));
    CHECK(matches(client.ask("Action: Command\nCommand: core show uptime"),
        "Response: Success\nMessage: Command output follows\nOutput: System uptime: \\d+ seconds?\n"
        "Output: Last reload: \\d+ seconds?\n\n"));
    CHECK(
        client.ask("Action: Command\nCommand: core show channels") ==
        crlf(
            "Response: Success\nMessage: Command output follows\nOutput: Channel                                      "
            "                    Location                         State   Application(Data)             \n"
            "Output: 0 active channels\nOutput: 0 active calls\nOutput: 0 calls processed\n\n"));
    CHECK(
        client.ask("Action: Command\nActionID: c\nCommand: nope  nope") ==
        crlf(
            "Response: Error\nActionID: c\nMessage: Command output follows\nOutput: No such command 'nope  nope' (type "
            "'core show help nope nope' for other possible commands)\n\n"));
    CHECK(client.ask("Action: Command") == crlf("Response: Error\nMessage: No command provided\n\n"));
    CHECK(client.ask("Action: Command\nCommand: module  LOAD x") ==
          crlf("Response: Error\nMessage: Command blacklisted\n\n"));
    CHECK(
        client.ask("Action: Command\nCommand: dialplan show sets") ==
        crlf(
            "Response: Success\nMessage: Command output follows\n"
            "Output: [ Context 'sets' created by 'pbx_config' ]\n"
            "Output:   '103' =>          1. NoOp(set 103)                              [extensions.conf:26]\n"
            "Output:                     2. Answer()                                   [extensions.conf:27]\n"
            "Output:                     3. Wait(60)                                   [extensions.conf:28]\n"
            "Output:                     4. Hangup()                                   [extensions.conf:29]\n"
            "Output:   '209' =>          1. NoOp(set 209)                              [extensions.conf:30]\n"
            "Output:                     2. Answer()                                   [extensions.conf:31]\n"
            "Output:                     3. Wait(60)                                   [extensions.conf:32]\n"
            "Output:                     4. Hangup()                                   [extensions.conf:33]\n"
            "Output: \n"
            "Output: -= 2 extensions (8 priorities) in 1 context. =-\n\n"));
    CHECK(
        client.ask("Action: Command\nCommand: dialplan show nope") ==
        crlf(
            "Response: Error\nMessage: Command output follows\nOutput: There is no existence of 'nope' context\n"
            "Output: Command 'dialplan show nope' failed.\n\n"));
    CHECK(client.ask("Action: Command\nCommand: core show nothing") ==
          crlf("Response: Success\nMessage: Command output follows\nOutput: \n\n"));
    CHECK(client.ask("Action: Command\nCommand: SIP  show") ==
          crlf("Response: Success\nMessage: Command output follows\nOutput: \nOutput:   indented\nOutput: \n"
               "Output: last\n\n"));
}

TEST_CASE("test server: Command of Asterisk 13")
{
    auto how = options().with_era(era::asterisk_13);
    how.commands["some text"] = "one\n\n  two: 2\n";
    how.commands["glued"] = "no line end";
    server pbx(how);
    raw_socket client(pbx);
    client.log_in();
    CHECK(client.ask("Action: Command\nActionID: c\nCommand: some text") ==
          crlf("Response: Follows\nPrivilege: Command\nActionID: c\n") +
              "one\n\n  two: 2\n--END COMMAND--\r\n\r\n");
    CHECK(client.ask("Action: Command\nCommand: glued") ==
          crlf("Response: Follows\nPrivilege: Command\n") + "no line end--END COMMAND--\r\n\r\n");
}

TEST_CASE("test server: the core's settings and status")
{
    server new_one;
    raw_socket client(new_one);
    client.log_in();
    CHECK(
        client.ask("Action: CoreSettings\nActionID: s") ==
        crlf(
            "Response: Success\nActionID: s\nAMIversion: 11.0.0\nAsteriskVersion: 22.10.1\nSystemName: \n"
            "CoreMaxCalls: 0\nCoreMaxLoadAvg: 0.000000\nCoreRunUser: \nCoreRunGroup: \nCoreMaxFilehandles: 0\n"
            "CoreRealTimeEnabled: No\nCoreCDRenabled: Yes\nCoreHTTPenabled: Yes\nSoundsSearchCustomDir: No\n\n"));
    CHECK(matches(client.ask("Action: CoreStatus"),
        "Response: Success\nCoreStartupDate: \\d{4}-\\d\\d-\\d\\d\nCoreStartupTime: \\d\\d:\\d\\d:\\d\\d\n"
        "CoreReloadDate: \\d{4}-\\d\\d-\\d\\d\nCoreReloadTime: \\d\\d:\\d\\d:\\d\\d\nCoreCurrentCalls: 0\n"
        "CoreProcessedCalls: 0\n\n"));
    server old_one(options().with_era(era::asterisk_16));
    raw_socket old_client(old_one);
    old_client.log_in();
    CHECK(old_client.ask("Action: CoreSettings").ends_with("\r\nCoreHTTPenabled: Yes\r\n\r\n"));
    CHECK(old_client.ask("Action: CoreStatus").ends_with("\r\nCoreCurrentCalls: 0\r\n\r\n"));
}

TEST_CASE("test server: an action that answers with a bare line end")
{
    server pbx;
    raw_socket client(pbx);
    client.log_in();
    client.send_lines("Action: IAXnetstats\nActionID: lost\n\nAction: Events\nEventMask: off\n\n");
    CHECK(client.line() == "\r\n");
    CHECK(client.packet() == crlf("Response: Success\nEvents: Off\n\n"));
}

TEST_CASE("test server: UserEvent goes to everybody with every header")
{
    server pbx(options().with_user(user("caller", "caller").with_read("call")));
    raw_socket sender(pbx);
    sender.log_in("hello", "world", "user");
    raw_socket other(pbx);
    other.log_in("hello", "world", "user");
    raw_socket blind(pbx);
    blind.log_in("caller", "caller", "on");
    CHECK(
        sender.ask(
            "Action: UserEvent\nActionID: u\nuserevent: Foo\nA: 1\na: 2\nAction: x\nEventList: Complete",
            2) ==
        crlf(
            "Response: Success\nActionID: u\nMessage: Event Sent\n\n"
            "Event: UserEvent\nPrivilege: user,all\nUserEvent: Foo\nActionID: u\nA: 1\na: 2\nEventList: Complete\n\n"));
    CHECK(
        other.packet() ==
        crlf(
            "Event: UserEvent\nPrivilege: user,all\nUserEvent: Foo\nActionID: u\nA: 1\na: 2\nEventList: Complete\n\n"));
    CHECK(blind.ask("Action: Events\nEventMask: off") == crlf("Response: Success\nEvents: Off\n\n"));
}

TEST_CASE("test server: event filters")
{
    server pbx(options().with_user(user("filtered", "filtered").with_event_filter("Event: UserEvent")));
    raw_socket filtered(pbx);
    filtered.log_in("filtered", "filtered", "user");
    raw_socket choosy(pbx);
    choosy.log_in("hello", "world", "user");
    CHECK(choosy.ask("Action: Filter") == crlf("Response: Error\nMessage: Unknown operation\n\n"));
    CHECK(
        choosy.ask("Action: Filter\nOperation: Add\nFilter: (") ==
        crlf("Response: Error\nMessage: Filter did not compile.  Check the syntax of the filter given.\n\n"));
    CHECK(
        choosy.ask("Action: Filter\nOperation: Add") ==
        crlf(
            "Response: Error\nMessage: Filter was formatted incorrectly.  Check the syntax of the filter given.\n\n"));
    CHECK(choosy.ask("Action: Filter\nOperation: add\nFilter: !Key: (a|b)") ==
          crlf("Response: Success\nMessage: Success\n\n"));
    pbx.inject("Foo", {{"Privilege", "user,all"}, {"Key", "c"}});
    pbx.inject("UserEvent", {{"Privilege", "user,all"}, {"Key", "a"}});
    pbx.inject("UserEvent", {{"Privilege", "user,all"}, {"Key", "d"}});
    CHECK(
        filtered.packets(2) ==
        crlf(
            "Event: UserEvent\nPrivilege: user,all\nKey: a\n\nEvent: UserEvent\nPrivilege: user,all\nKey: d\n\n"));
    CHECK(
        choosy.packets(2) ==
        crlf("Event: Foo\nPrivilege: user,all\nKey: c\n\nEvent: UserEvent\nPrivilege: user,all\nKey: d\n\n"));
}

TEST_CASE("test server: global variables")
{
    server pbx;
    raw_socket client(pbx);
    client.log_in("hello", "world", "dialplan");
    CHECK(client.ask("Action: Setvar\nActionID: s\nVariable: G\nValue:   hello, \"world\" ", 2) ==
          crlf("Response: Success\nActionID: s\nMessage: Variable Set\n\n"
               "Event: VarSet\nPrivilege: dialplan,all\nChannel: none\nUniqueid: none\nVariable: G\n"
               "Value: hello, \\\"world\\\" \n\n"));
    CHECK(client.ask("Action: Getvar\nVariable: G") ==
          crlf("Response: Success\nVariable: G\nValue: hello, \"world\" \n\n"));
    CHECK(client.ask("Action: Getvar\nActionID: g\nVariable: CALLERID(num)") ==
          crlf("Response: Success\nActionID: g\nVariable: CALLERID(num)\nValue: \n\n"));
    CHECK(client.ask("Action: Getvar") == crlf("Response: Error\nMessage: No variable specified\n\n"));
    CHECK(client.ask("Action: Setvar\nValue: x") ==
          crlf("Response: Error\nMessage: No variable specified\n\n"));
    CHECK(client.ask("Action: Setvar\nVariable: NOSUCH(a)\nValue: x") ==
          crlf("Response: Error\nMessage: Variable not set\n\n"));
    for (const char* const name : {"Getvar", "Setvar"}) {
        CHECK(client.ask(std::string("Action: ") + name + "\nChannel: none\nVariable: x") ==
              crlf("Response: Error\nMessage: No such channel\n\n"));
    }
}

TEST_CASE("test server: the database")
{
    server pbx;
    raw_socket client(pbx);
    client.log_in();
    const auto error = [](const char* text) {
        return crlf(std::string("Response: Error\nMessage: ") + text + "\n\n");
    };
    CHECK(client.ask("Action: DBPut\nActionID: d\nFamily: cap\nKey: k/1\nVal: a b: c ") ==
          crlf("Response: Success\nActionID: d\nMessage: Updated database successfully\n\n"));
    CHECK(pbx.database("cap/k/1") == "a b: c ");
    CHECK(client.ask("Action: DBPut\nKey: k") == error("No family specified"));
    CHECK(client.ask("Action: DBPut\nFamily: f") == error("No key specified"));
    CHECK(client.ask("Action: DBGet\nActionID: d\nFamily: cap\nKey: k/1", 3) ==
          crlf("Response: Success\nActionID: d\nEventList: start\nMessage: Result will follow\n\n"
               "Event: DBGetResponse\nFamily: cap\nKey: k/1\nVal: a b: c \nActionID: d\n\n"
               "Event: DBGetComplete\nActionID: d\nEventList: Complete\nListItems: 1\n\n"));
    CHECK(client.ask("Action: DBGet\nFamily: cap\nKey: k") == error("Database entry not found"));
    CHECK(client.ask("Action: DBGet\nKey: k") == error("No family specified."));
    CHECK(client.ask("Action: DBGet\nFamily: cap") == error("No key specified."));
    CHECK(client.ask("Action: DBGetTree\nActionID: d\nFamily: cap", 3) ==
          crlf("Response: Success\nActionID: d\nEventList: start\nMessage: Result will follow\n\n"
               "Event: DBGetTreeResponse\nKey: /cap/k/1\nVal: a b: c \nActionID: d\n\n"
               "Event: DBGetTreeComplete\nActionID: d\nEventList: Complete\nListItems: 1\n\n"));
    CHECK(client.ask("Action: DBGetTree\nFamily: ca", 2) ==
          crlf("Response: Success\nEventList: start\nMessage: Result will follow\n\n"
               "Event: DBGetTreeComplete\nEventList: Complete\nListItems: 0\n\n"));
    CHECK(client.ask("Action: Command\nCommand: database show cap") ==
          crlf("Response: Success\nMessage: Command output follows\n"
               "Output: /cap/k/1                                          : a b: c                   \n"
               "Output: 1 results found.\n\n"));
    CHECK(client.ask("Action: DBDel\nFamily: cap\nKey: k/1") ==
          crlf("Response: Success\nMessage: Key deleted successfully\n\n"));
    CHECK(client.ask("Action: DBDel\nFamily: cap\nKey: k/1") == error("Database entry could not be deleted"));
    CHECK(client.ask("Action: DBDelTree\nFamily: cap") == error("Database entry not found"));
    CHECK_FALSE(pbx.database("cap/k/1"));
}

TEST_CASE("test server: queues")
{
    options how;
    how.queues.clear();
    how.with_queue(queue("sales")
                       .with_member(queue_member("Local/1@x/n", "Ana", 2))
                       .with_caller(queue_caller("SIP/1", "7")));
    how.with_queue(queue("empty", "rrmemory"));
    server pbx(how);
    raw_socket client(pbx);
    client.log_in();
    const auto answer = client.ask("Action: QueueStatus\nActionID: q", 6);
    CHECK(matches(answer,
        "Response: Success\nActionID: q\nEventList: start\nMessage: Queue status will follow\n\n"
        "Event: QueueParams\nQueue: sales\nMax: 0\nStrategy: ringall\nCalls: 1\nHoldtime: 0\nTalkTime: 0\nCompleted: 0\n"
        "Abandoned: 0\nServiceLevel: 0\nServicelevelPerf: 0.0\nServicelevelPerf2: 0.0\nWeight: 0\nActionID: q\n\n"
        "Event: QueueMember\nQueue: sales\nName: Ana\nLocation: Local/1@x/n\nStateInterface: Local/1@x/n\n"
        "Membership: static\nPenalty: 2\nCallsTaken: 0\nLastCall: 0\nLastPause: 0\nLoginTime: \\d+\nInCall: 0\nStatus: 1\n"
        "Paused: 0\nPausedReason: \nWrapuptime: 0\nActionID: q\n\n"
        "Event: QueueEntry\nQueue: sales\nPosition: 1\nChannel: SIP/1\nUniqueid: 7\nCallerIDNum: unknown\n"
        "CallerIDName: unknown\nConnectedLineNum: unknown\nConnectedLineName: unknown\nWait: 0\nPriority: 0\n"
        "ActionID: q\n\n"
        "Event: QueueParams\nQueue: empty\nMax: 0\nStrategy: rrmemory\nCalls: 0\nHoldtime: 0\nTalkTime: 0\nCompleted: 0\n"
        "Abandoned: 0\nServiceLevel: 0\nServicelevelPerf: 0.0\nServicelevelPerf2: 0.0\nWeight: 0\nActionID: q\n\n"
        "Event: QueueStatusComplete\nActionID: q\nEventList: Complete\nListItems: 4\n\n"));
    CHECK(client.ask("Action: QueueStatus\nActionID: q\nQueue: none", 2) ==
          crlf("Response: Success\nActionID: q\nEventList: start\nMessage: Queue status will follow\n\n"
               "Event: QueueStatusComplete\nActionID: q\nEventList: Complete\nListItems: 0\n\n"));
    CHECK(
        client.ask("Action: QueueSummary\nActionID: q\nQueue: sales", 3) ==
        crlf(
            "Response: Success\nActionID: q\nEventList: start\nMessage: Queue summary will follow\n\n"
            "Event: QueueSummary\nQueue: sales\nLoggedIn: 1\nAvailable: 1\nCallers: 1\nHoldTime: 0\nTalkTime: 0\n"
            "LongestHoldTime: 0\nActionID: q\n\n"
            "Event: QueueSummaryComplete\nActionID: q\nEventList: Complete\nListItems: 1\n\n"));
}
