// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// The test server's calls: Originate, Redirect, Hangup, CoreShowChannels, Status, and the events of a call in the order
// in which Asterisk 16 and 22 send them.

#include "support/catch.hpp"
#include "testing_server_socket.hpp"

#include <ami/testing/server.hpp>

#include <chrono>
#include <regex>
#include <string>
#include <vector>

using namespace ami::testing;
using namespace std::chrono_literals;
using tests::crlf;
using tests::raw_socket;

namespace {

// A second of the dialplan lasts 2 ms, but calls that stay do so.
options fast()
{
    options how;
    how.with_dialplan_second(2ms);
    // They come when the channels are done with, in between of what follows.
    how.users.front().with_event_filter("!Event: DeviceStateChange");
    for (auto& each : how.extensions) {
        for (auto& [application, data] : each.steps) {
            if (application == "Wait" && data == "60")
                data = "1000000";
        }
    }
    return how;
}

std::string header(const std::string& packet, const std::string& name)
{
    const auto begin = packet.find("\n" + name + ": ");
    if (begin == std::string::npos)
        return "-";
    const auto value = begin + name.size() + 3;
    return packet.substr(value, packet.find("\r\n", value) - value);
}

// What an event is about in one line: its name, which half, and what is interesting.
std::string summary(const std::string& packet)
{
    std::string text = packet.substr(7, packet.find("\r\n") - 7);
    for (const char* const name : {"Channel", "DestChannel"}) {
        const auto channel = header(packet, name);
        if (channel != "-")
            text += " " + channel.substr(channel.size() - 2);
    }
    for (const char* const name : {"ChannelStateDesc", "Application", "DialStatus", "Cause", "Reason"}) {
        const auto value = header(packet, name);
        if (value != "-")
            text += " " + value;
    }
    return text;
}

std::vector<std::string> summaries_until(raw_socket& client, const std::string& last)
{
    std::vector<std::string> result;
    do {
        result.push_back(summary(client.packet()));
    } while (result.back() != last);
    return result;
}

std::string originate(const std::string& exten, const std::string& more = "")
{
    return "Action: Originate\nActionID: o\nChannel: Local/" + exten +
           "@from-internal/n\nContext: sets\nExten: 103\nPriority: 1\nAsync: true\nCallerID: Demo <100>\n" +
           (more.find("ChannelId: ") == 0 ? more : "ChannelId: me" + (more.empty() ? "" : "\n" + more));
}

const std::string queued = crlf("Response: Success\nActionID: o\nMessage: Originate successfully queued\n\n");

const std::vector<std::string> beginning = {"Newchannel ;1 Down", "Newchannel ;2 Ring",
    "Newexten ;1 Down AppDial2", "NewCallerid ;1 Down", "NewConnectedLine ;1 Down", "NewCallerid ;2 Ring",
    "NewConnectedLine ;2 Ring", "LocalBridge", "DialBegin ;1"};

std::vector<std::string> after_beginning(std::initializer_list<const char*> more)
{
    auto result = beginning;
    result.insert(result.end(), more.begin(), more.end());
    return result;
}

} // namespace

TEST_CASE("test server: a call that is answered")
{
    server pbx(fast());
    raw_socket client(pbx);
    client.log_in("hello", "world", "call,dialplan");
    CHECK(client.ask(originate("2001")) == queued);
    CHECK(summaries_until(client, "OriginateResponse ;1 4") ==
          after_beginning({"Newexten ;2 Ring Answer", "Newstate ;2 Up", "Newstate ;1 Up", "DialEnd ;1 ANSWER",
              "OriginateResponse ;1 4"}));
    client.packet_with("Priority: 3\r\n"); // the first half waits in sets,103,3
    CHECK(pbx.channels() == std::vector<std::string>{"Local/2001@from-internal-00000000;1",
                                "Local/2001@from-internal-00000000;2"});
    CHECK(client.ask("Action: Hangup\nActionID: h\nChannel: me\nCause: 21") ==
          crlf("Response: Success\nActionID: h\nMessage: Channel Hungup\n\n"));
    CHECK(summaries_until(client, "Hangup ;1 Up 21") ==
          std::vector<std::string>{"SoftHangupRequest ;1 Up 16", "HangupRequest ;2 Up 21",
              "SoftHangupRequest ;2 Up 16", "Hangup ;2 Up 21", "Hangup ;1 Up 21"});
    CHECK(pbx.channels().empty());
}

TEST_CASE("test server: the events of a call, byte for byte")
{
    auto how = fast();
    how.channel_variables = {"ORDER", "CALLERID(num)"};
    server pbx(how);
    raw_socket client(pbx);
    client.log_in("hello", "world", "call,dialplan");
    CHECK(client.ask(
              "Action: Originate\nActionID: o\nChannel: Local/2001@from-internal/n\nApplication: Wait\n"
              "Data: 100000\nAsync: yes\nChannelId: one\nOtherChannelId: two\nCallerID: \"D\\\"E\" <100>\n"
              "Account: acc\nVariable: ORDER=it's \\\"4\\,2\\\"") == queued);
    const auto channel = [](const std::string& prefix, const std::string& half, const std::string& state,
                             const std::string& caller, const std::string& connected,
                             const std::string& account, const std::string& order) {
        const auto name = [](const std::string& number) {
            return number == "100" ? std::string("D\\\"E") : std::string("<unknown>");
        };
        std::string text;
        const std::string lines =
            "Channel: Local/2001@from-internal-00000000;" + half + "\nChannelState: " + state +
            "\nCallerIDNum: " + caller + "\nCallerIDName: " + name(caller) +
            "\nConnectedLineNum: " + connected + "\nConnectedLineName: " + name(connected) +
            "\nLanguage: en\nAccountCode: " + account +
            "\nContext: from-internal\nExten: 2001\nPriority: 1\nUniqueid: " + (half == "1" ? "one" : "two") +
            "\nLinkedid: one\nChanVariable: ORDER=" + order +
            "\nChanVariable: CALLERID(num)=" + (caller == "100" ? "100" : "");
        for (std::size_t at = 0; at <= lines.size();) {
            const auto end = std::min(lines.find('\n', at), lines.size());
            text += prefix + lines.substr(at, end - at) + "\n";
            at = end + 1;
        }
        return text;
    };
    const std::string none = "<unknown>";
    const std::string order = "it\\'s \\\"4,2\\\"";
    const std::string call = "Privilege: call,all\n";
    CHECK(client.packet() == crlf("Event: Newchannel\n" + call +
                                  channel("", "1", "0\nChannelStateDesc: Down", none, none, "", "") + "\n"));
    CHECK(client.packet() == crlf("Event: Newchannel\n" + call +
                                  channel("", "2", "4\nChannelStateDesc: Ring", none, none, "", "") + "\n"));
    CHECK(client.packet() == crlf("Event: Newexten\nPrivilege: dialplan,all\n" +
                                  channel("", "1", "0\nChannelStateDesc: Down", none, none, "", "") +
                                  "Extension: 2001\nApplication: AppDial2\nAppData: (Outgoing Line)\n\n"));
    CHECK(client.packet() == crlf("Event: VarSet\nPrivilege: dialplan,all\n" +
                                  channel("", "1", "0\nChannelStateDesc: Down", none, none, "", order) +
                                  "Variable: ORDER\nValue: " + order + "\n\n"));
    CHECK(client.packet() == crlf("Event: NewAccountCode\n" + call +
                                  channel("", "1", "0\nChannelStateDesc: Down", none, none, "acc", order) +
                                  "OldAccountCode: \n\n"));
    CHECK(client.packet() == crlf("Event: NewCallerid\n" + call +
                                  channel("", "1", "0\nChannelStateDesc: Down", "100", none, "acc", order) +
                                  "CID-CallingPres: 0 (Presentation Allowed, Not Screened)\n\n"));
    CHECK(client.packet() ==
          crlf("Event: NewConnectedLine\n" + call +
               channel("", "1", "0\nChannelStateDesc: Down", "100", "100", "acc", order) + "\n"));
    const auto local = client.packet_with("Event: LocalBridge");
    CHECK(local == crlf("Event: LocalBridge\n" + call +
                        channel("LocalOne", "1", "0\nChannelStateDesc: Down", "100", "100", "acc", order) +
                        channel("LocalTwo", "2", "4\nChannelStateDesc: Ring", "100", "100", "acc", order) +
                        "Context: from-internal\nExten: 2001\nLocalOptimization: No\n\n"));
    CHECK(client.packet() ==
          crlf("Event: DialBegin\n" + call +
               channel("Dest", "1", "0\nChannelStateDesc: Down", "100", "100", "acc", order) +
               "DialString: 2001@from-internal/n\n\n"));
    CHECK(
        client.packet_with("Event: OriginateResponse") ==
        crlf(
            "Event: OriginateResponse\nPrivilege: call,all\nActionID: o\nResponse: Success\n"
            "Channel: Local/2001@from-internal-00000000;1\nApplication: Wait\nData: 100000\nReason: 4\nUniqueid: one\n"
            "CallerIDNum: 100\nCallerIDName: D\"E\n"
            "ChanVariable(Local/2001@from-internal-00000000;1): ORDER=it's \"4,2\"\n"
            "ChanVariable(Local/2001@from-internal-00000000;1): CALLERID(num)=100\n\n"));
}

TEST_CASE("test server: calls that fail, each in its own way")
{
    server pbx(fast());
    raw_socket client(pbx);
    client.log_in("hello", "world", "call,dialplan");
    const auto failed = [](const std::string& exten, int reason) {
        return crlf(
            "Event: OriginateResponse\nPrivilege: call,all\nActionID: o\nResponse: Failure\nChannel: Local/" +
            exten + "@from-internal/n\nContext: sets\nExten: 103\nReason: " + std::to_string(reason) +
            "\nUniqueid: me\nCallerIDNum: 100\nCallerIDName: Demo\n\n");
    };
    SECTION("busy")
    {
        CHECK(client.ask(originate("2003")) == queued);
        CHECK(summaries_until(client, "HangupRequest ;2 Busy 0") ==
              after_beginning({"Newexten ;2 Ring Busy", "Newstate ;2 Busy", "DialEnd ;1 BUSY",
                  "HangupRequest ;2 Busy 0"}));
        CHECK(client.packet() == failed("2003", 5));
        CHECK(summaries_until(client, "Hangup ;2 Busy 17") == std::vector<std::string>{"Hangup ;1 Down 0",
                                                                  "SoftHangupRequest ;2 Busy 16",
                                                                  "Hangup ;2 Busy 17"});
    }
    SECTION("no answer")
    {
        CHECK(client.ask(originate("2004", "Timeout: 20")) == queued);
        CHECK(summaries_until(client, "HangupRequest ;2 Ring 19") ==
              after_beginning({"Newexten ;2 Ring Ringing", "Newstate ;1 Ringing", "DialState ;1 RINGING",
                  "Newexten ;2 Ring Wait", "HangupRequest ;2 Ring 19"}));
        CHECK(client.packet() == failed("2004", 3));
        CHECK(summary(client.packet()) == "SoftHangupRequest ;2 Ring 16");
        CHECK(client.packet().ends_with("\r\nCause: 19\r\nCause-txt: User alerting, no answer\r\n\r\n"));
        CHECK(summary(client.packet()) == "Hangup ;1 Ringing 19");
    }
    SECTION("congestion")
    {
        CHECK(client.ask(originate("2005")) == queued);
        CHECK(client.packet_with("Event: OriginateResponse") == failed("2005", 8));
        CHECK(client.packet_with("Event: Hangup").ends_with("\r\nCause: 0\r\nCause-txt: Unknown\r\n\r\n"));
        CHECK(client.packet_with("Event: Hangup")
                  .ends_with("\r\nCause: 34\r\nCause-txt: Circuit/channel congestion\r\n\r\n"));
    }
    SECTION("refused")
    {
        CHECK(client.ask(originate("2006")) == queued);
        CHECK(summaries_until(client, "Hangup ;1 Down 21") ==
              after_beginning(
                  {"Newexten ;2 Ring Hangup", "SoftHangupRequest ;2 Ring 16", "HangupRequest ;1 Down 21",
                      "Hangup ;2 Ring 21", "DialEnd ;1 NOANSWER", "Hangup ;1 Down 21"}));
        CHECK(client.packet() == failed("2006", 0));
    }
    SECTION("hung up while it rings")
    {
        CHECK(client.ask(originate("2004")) == queued);
        client.packet_with("Application: Wait");
        CHECK(client.ask("Action: Hangup\nChannel: Local/2004@from-internal-00000000;1") ==
              crlf("Response: Success\nMessage: Channel Hungup\n\n"));
        CHECK(summaries_until(client, "Hangup ;2 Ring 0") ==
              std::vector<std::string>{"DialEnd ;1 NOANSWER", "HangupRequest ;2 Ring 0",
                  "SoftHangupRequest ;2 Ring 16", "Hangup ;2 Ring 0"});
        CHECK(client.packet() == failed("2004", 0));
        CHECK(summary(client.packet()) == "Hangup ;1 Ringing 0");
    }
    SECTION("an extension that is not there")
    {
        CHECK(client.ask(originate("9999")) == queued);
        CHECK(client.packet_with("Event: OriginateResponse") == failed("9999", 0));
        CHECK(summary(client.packet()) == "Hangup ;2 Ring 0");
        CHECK(summary(client.packet()) == "Hangup ;1 Down 0");
    }
    SECTION("a technology that is not there")
    {
        CHECK(
            client.ask("Action: Originate\nActionID: o\nChannel: Nosuch/abc\nApplication: Wait\nAsync: 1") ==
            queued);
        CHECK(
            client.packet() ==
            crlf(
                "Event: OriginateResponse\nPrivilege: call,all\nActionID: o\nResponse: Failure\nChannel: Nosuch/abc\n"
                "Application: Wait\nData: \nReason: 0\nUniqueid: <unknown>\nCallerIDNum: <unknown>\n"
                "CallerIDName: <unknown>\n\n"));
    }
    CHECK(pbx.channels().empty());
}

TEST_CASE("test server: a call that ends of itself")
{
    server pbx(fast());
    raw_socket client(pbx);
    client.log_in("hello", "world", "call");
    CHECK(
        client.ask(
            "Action: Originate\nActionID: o\nChannel: Local/2007@from-internal\nApplication: Echo\nAsync: true") ==
        queued);
    client.packet_with("Event: OriginateResponse");
    CHECK(summaries_until(client, "Hangup ;2 Up 16") == std::vector<std::string>{"SoftHangupRequest ;2 Up 16",
                                                            "HangupRequest ;1 Up 16", "Hangup ;1 Up 16",
                                                            "Hangup ;2 Up 16"});

    CHECK(
        client.ask(
            "Action: Originate\nActionID: o\nChannel: Local/2001@from-internal\nApplication: Wait\nData: 1\n"
            "Async: true") == queued);
    client.packet_with("Event: OriginateResponse");
    CHECK(summaries_until(client, "Hangup ;1 Up 0") == std::vector<std::string>{"HangupRequest ;2 Up 0",
                                                           "SoftHangupRequest ;2 Up 16", "Hangup ;2 Up 0",
                                                           "Hangup ;1 Up 0"});
}

TEST_CASE("test server: a synchronous Originate holds its session until it is decided")
{
    server pbx(fast());
    raw_socket client(pbx);
    client.log_in("hello", "world", "call");
    client.send_lines(
        "Action: Originate\nActionID: o\nChannel: Local/2004@from-internal\nApplication: Wait\nTimeout: 50\n"
        "\nAction: Events\nActionID: after\nEventMask: off\n\n");
    CHECK(client.packet() == crlf("Response: Error\nActionID: o\nMessage: Originate failed\n\n"));
    // The events of the call were held back, and no OriginateResponse is among them.
    const auto events = client.packets_until("ActionID: after");
    CHECK(events.starts_with("Event: Newchannel"));
    CHECK(events.find("OriginateResponse") == std::string::npos);
    CHECK(client.ask(
              "Action: Originate\nActionID: o\nChannel: Local/2001@from-internal\nContext: sets\nExten: 103\n"
              "Priority: 1") == queued);
    CHECK(client.ask("Action: Originate\nActionID: o\nChannel: Nosuch/1\nApplication: Wait") ==
          crlf("Response: Error\nActionID: o\nMessage: Originate failed\n\n"));
}

TEST_CASE("test server: what Originate refuses at once")
{
    server pbx(fast());
    raw_socket client(pbx);
    client.log_in();
    struct {
        const char* headers;
        const char* message;
    } const cases[] = {
        {"Async: true", "Channel not specified"},
        {"Channel: foo", "Invalid channel"},
        {"Channel: Local/1\nPriority: abc\nContext: sets\nExten: 103", "Invalid priority"},
        {"Channel: Local/1\nApplication: Wait\nTimeout: abc", "Invalid timeout"},
        {"Channel: Local/1\nContext: sets\nExten: 104\nPriority: 1", "Extension does not exist."},
        {"Channel: Local/1\nApplication: Wait\nPriority: 1", "Extension does not exist."},
        {"Channel: Local/1\nExten: 103\nContext: sets",
            "Originate with 'Exten' requires 'Context' and 'Priority'"},
        {"Channel: Local/1", "Originate with 'Exten' requires 'Context' and 'Priority'"},
    };
    for (const auto& each : cases) {
        INFO(each.headers);
        CHECK(client.ask(std::string("Action: Originate\n") + each.headers) ==
              crlf(std::string("Response: Error\nMessage: ") + each.message + "\n\n"));
    }
    client.send_lines("Action: Originate\nChannel: Local/1\nApplication: Wait\nChannelId: " +
                      std::string(150, '1') + "\n\nAction: Events\nEventMask: off\n\n");
    CHECK(client.packet() == "Response: Error\r\nMessage: Uniqueid length exceeds maximum of 149\n\r\n\r\n");
    CHECK(client.packet() == crlf("Response: Success\nEvents: Off\n\n"));
}

TEST_CASE("test server: a user without read=call -> gets no OriginateResponse")
{
    server pbx(fast().with_user(user("blind", "blind").with_read("system").with_write("originate")));
    raw_socket client(pbx);
    client.log_in("blind", "blind", "call,user");
    CHECK(client.ask(originate("2006")) == queued);
    raw_socket other(pbx);
    other.log_in();
    while (!pbx.channels().empty())
        other.ask("Action: Events\nEventMask: off");
    CHECK(client.ask("Action: Events\nEventMask: on") == crlf("Response: Success\nEvents: On\n\n"));
}

TEST_CASE("test server: variables reach the channel as Asterisk's parser leaves them")
{
    server pbx(fast());
    raw_socket client(pbx);
    client.log_in();
    client.ask(originate(
        "2001", "Variable: A=1,B=x\\,y,C=\"p,q\",D\nVariable: E=f(a,b)[c,d]\nVariable: F=\\\\\\\"="));
    const auto value = [&](const std::string& name) {
        return header(client.ask("Action: Getvar\nChannel: me\nVariable: " + name), "Value");
    };
    while (value("F").empty()) {}
    CHECK(value("A") == "1");
    CHECK(value("B") == "x,y");
    CHECK(value("C") == "p,q");
    CHECK(value("D").empty());
    CHECK(value("E") == "f(a,b)[c,d]");
    CHECK(value("F") == "\\\"=");
    CHECK(value("CALLERID(num)") == "100");
    CHECK(value("CALLERID(name)") == "Demo");
    CHECK(value("UNIQUEID") == "me");
    CHECK(client.ask("Action: Setvar\nChannel: me\nVariable: A\nValue: 2") ==
          crlf("Response: Success\nMessage: Variable Set\n\n"));
    CHECK(value("A") == "2");
    CHECK(client.ask("Action: Setvar\nChannel: me\nVariable: CALLERID(num)\nValue: 200") ==
          crlf("Response: Success\nMessage: Variable Set\n\n"));
    CHECK(value("CALLERID(num)") == "200");
    CHECK(client.ask("Action: Setvar\nVariable: G\nValue: global") ==
          crlf("Response: Success\nMessage: Variable Set\n\n"));
    CHECK(value("G") == "global");
}

TEST_CASE("test server: the dialplan can store a variable and tell about itself")
{
    server pbx(fast());
    raw_socket client(pbx);
    client.log_in("hello", "world", "user");
    client.ask(originate("2015", "Variable: KEY=k,VALUE=a \\\"b\\\""));
    const auto event = client.packet();
    CHECK(event.starts_with(crlf(
        "Event: UserEvent\nPrivilege: user,all\nChannel: Local/2015@from-internal-00000000;2\nChannelState: 6\n")));
    CHECK(event.ends_with(crlf("\nLinkedid: me\nUserEvent: Stored\nKey: k\n\n")));
    CHECK(pbx.database("ami/k") == "a \"b\"");
}

TEST_CASE("test server: Redirect")
{
    server pbx(fast());
    raw_socket client(pbx);
    client.log_in("hello", "world", "call,dialplan");
    client.ask(originate("2001", "OtherChannelId: you"));
    client.packet_with("Event: OriginateResponse");
    client.packet_with("Priority: 3\r\n");
    const auto newexten = [&] {
        const auto packet = client.packet_with("Event: Newexten");
        return header(packet, "Uniqueid") + " " + header(packet, "Context") + " " + header(packet, "Exten") +
               " " + header(packet, "Priority");
    };
    CHECK(client.ask("Action: Redirect\nActionID: r\nChannel: me\nContext: sets\nExten: 209\nPriority: 1") ==
          crlf("Response: Success\nActionID: r\nMessage: Redirect successful\n\n"));
    CHECK(newexten() == "me sets 209 1");
    CHECK(newexten() == "me sets 209 2");
    CHECK(newexten() == "me sets 209 3");
    CHECK(client.ask(
              "Action: Redirect\nChannel: me\nExtraChannel: you\nContext: sets\nExten: 103\nPriority: 3") ==
          crlf("Response: Success\nMessage: Dual Redirect successful\n\n"));
    CHECK(newexten() == "me sets 103 3");
    CHECK(newexten() == "you sets 103 3");
    CHECK(client.ask(
              "Action: Redirect\nChannel: me\nExtraChannel: you\nContext: sets\nExten: 103\nPriority: 3\n"
              "ExtraContext: sets\nExtraExten: 209\nExtraPriority: 3") ==
          crlf("Response: Success\nMessage: Dual Redirect successful\n\n"));
    CHECK(newexten() == "me sets 103 3");
    CHECK(newexten() == "you sets 209 3");

    struct {
        const char* headers;
        const char* message;
    } const cases[] = {
        {"", "Channel not specified"},
        {"Channel: x\n", "Context not specified"},
        {"Channel: x\nContext: sets\n", "Exten not specified"},
        {"Channel: x\nContext: sets\nExten: 209\n", "Priority not specified"},
        {"Channel: x\nContext: sets\nExten: 209\nPriority: no\n", "Priority is invalid"},
        {"Channel: x\nContext: sets\nExten: 209\nPriority: 1\n", "Channel does not exist: x"},
        {"Channel: me\nContext: sets\nExten: 209\nPriority: 1\nExtraChannel: y\n",
            "ExtraChannel does not exist: y"},
        {"Channel: me\nContext: sets\nExten: 209\nPriority: 1\nExtraChannel: you\nExtraContext: sets\n",
            "ExtraExten not specified"},
    };
    for (const auto& each : cases) {
        INFO(each.headers);
        CHECK(client.ask(std::string("Action: Redirect\n") + each.headers + "ActionID: r") ==
              crlf(std::string("Response: Error\nActionID: r\nMessage: ") + each.message + "\n\n"));
    }

    // Nowhere to go: the call ends.
    CHECK(client.ask("Action: Redirect\nChannel: me\nContext: sets\nExten: 999\nPriority: 1") ==
          crlf("Response: Success\nMessage: Redirect successful\n\n"));
    CHECK(header(client.packet_with("Event: Hangup\r\n"), "Uniqueid") == "you");
    CHECK(header(client.packet_with("Event: Hangup\r\n"), "Uniqueid") == "me");
}

TEST_CASE("test server: Hangup by name, by uniqueid and by expression")
{
    server pbx(fast());
    raw_socket client(pbx);
    client.log_in();
    CHECK(client.ask("Action: Hangup") == crlf("Response: Error\nMessage: No channel specified\n\n"));
    CHECK(
        client.ask("Action: Hangup\nChannel: none") == crlf("Response: Error\nMessage: No such channel\n\n"));
    CHECK(client.ask("Action: Hangup\nChannel: /(/") ==
          crlf("Response: Error\nMessage: Regex compile failed on: /(/\n\n"));
    const std::string start =
        "Response: Success\nActionID: h\nEventList: start\nMessage: Channels hung up will follow\n\n";
    CHECK(client.ask("Action: Hangup\nActionID: h\nChannel: /none/", 2) ==
          crlf(start +
               "Event: ChannelsHungupListComplete\nActionID: h\nEventList: Complete\nListItems: 0\n\n"));
    client.ask(originate("2001"));
    client.ask(originate("2002", "ChannelId: second"));
    client.ask(originate("2001", "ChannelId: third"));
    CHECK(client.ask("Action: Hangup\nActionID: h\nChannel: /^Local/2001@.*;1$/\nCause: 999", 4) ==
          crlf(start +
               "Event: ChannelHungup\nChannel: Local/2001@from-internal-00000000;1\nActionID: h\n\n"
               "Event: ChannelHungup\nChannel: Local/2001@from-internal-00000002;1\nActionID: h\n\n"
               "Event: ChannelsHungupListComplete\nActionID: h\nEventList: Complete\nListItems: 2\n\n"));
    CHECK(client.ask("Action: Hangup\nChannel: local/2002@from-internal-00000001;2") ==
          crlf("Response: Success\nMessage: Channel Hungup\n\n"));
    CHECK(pbx.channels().empty());
}

TEST_CASE("test server: the lists of channels")
{
    auto how = fast();
    how.channel_variables = {"ORDER"};
    server pbx(how);
    raw_socket client(pbx);
    client.log_in("hello", "world", "call");
    CHECK(client.ask("Action: CoreShowChannels\nActionID: c", 2) ==
          crlf("Response: Success\nActionID: c\nEventList: start\nMessage: Channels will follow\n\n"
               "Event: CoreShowChannelsComplete\nActionID: c\nEventList: Complete\nListItems: 0\n\n"));
    CHECK(
        client.ask("Action: Status\nChannel: none") == crlf("Response: Error\nMessage: No such channel\n\n"));
    client.ask(
        "Action: Originate\nChannel: Local/2002@from-internal\nApplication: Wait\nData: 100000\nAsync: true\n"
        "ChannelId: one\nCallerID: \"It's\" <100>\nVariable: ORDER=4'2");
    client.packet_with("Event: OriginateResponse");
    client.ask("Action: Events\nEventMask: off");
    const std::string snapshot =
        "Channel: Local/2002@from-internal-00000000;1\nChannelState: 6\nChannelStateDesc: Up\nCallerIDNum: 100\n"
        "CallerIDName: It\\\\'s\nConnectedLineNum: 100\nConnectedLineName: It\\\\'s\nLanguage: en\nAccountCode: \n"
        "Context: from-internal\nExten: 2002\nPriority: 1\nUniqueid: one\nLinkedid: one\nChanVariable: ORDER=4\\\\'2\n";
    const auto channels = client.ask("Action: CoreShowChannels\nActionID: c", 4);
    CHECK(std::regex_match(channels,
        std::regex(
            crlf("Response: Success\nActionID: c\nEventList: start\nMessage: Channels will follow\n\n"
                 "Event: CoreShowChannel\nActionID: c\n" +
                 snapshot +
                 "Application: Wait\nApplicationData: 100000\nDuration: 00:00:0\\d\nBridgeId: \n\n"
                 "Event: CoreShowChannel\nActionID: c\nChannel: [^]*"
                 "Event: CoreShowChannelsComplete\nActionID: c\nEventList: Complete\nListItems: 2\n\n"))));
    const auto status =
        client.ask("Action: Status\nActionID: s\nChannel: one\nVariables: ORDER,NONE,CALLERID(num)", 3);
    CHECK(std::regex_match(status,
        std::regex(crlf(
            "Response: Success\nActionID: s\nEventList: start\nMessage: Channel status will follow\n\n"
            "Event: Status\nPrivilege: Call\n" +
            snapshot +
            "Type: Local\nDNID: \nEffectiveConnectedLineNum: 100\nEffectiveConnectedLineName: It's\nTimeToHangup: 0\n"
            "BridgeID: \nApplication: Wait\nData: 100000\nNativeformats: \\(slin\\)\nReadformat: slin\nReadtrans: \n"
            "Writeformat: slin\nWritetrans: \nCallgroup: 0\nPickupgroup: 0\nSeconds: \\d\nVariable: ORDER=4'2\n"
            "Variable: NONE=\\(null\\)\nVariable: CALLERID\\(num\\)=100\nActionID: s\n\n"
            "Event: StatusComplete\nActionID: s\nEventList: Complete\nListItems: 1\nItems: 1\n\n"))));
    CHECK(client.ask("Action: Status\nActionID: s", 4).ends_with("\r\nListItems: 2\r\nItems: 2\r\n\r\n"));
    CHECK(client.ask("Action: Command\nCommand: core show channels count")
              .find("2 active channels\r\nOutput: 1 active call\r\n") != std::string::npos);
}

TEST_CASE("test server: an answer may take its time")
{
    auto how = fast();
    how.answer_delay = 20ms;
    server pbx(how);
    raw_socket client(pbx);
    client.log_in("hello", "world", "call");
    const auto begin = raw_socket::clock::now();
    client.ask(originate("2001"));
    client.packet_with("Event: OriginateResponse");
    CHECK(raw_socket::clock::now() - begin >= 20ms);
}
