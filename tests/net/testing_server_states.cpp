// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// What a test sets in the test server, and what that leads to: devices, hints, members, contacts, mailboxes; and how long
// a caller waits in a queue.

#include "support/catch.hpp"
#include "testing_server_socket.hpp"

#include <ami/testing/server.hpp>

#include <chrono>
#include <string>

using namespace ami::testing;
using namespace std::chrono_literals;
using tests::crlf;
using tests::raw_socket;

TEST_CASE("test server: set_device_state -> the device, its members and its hints are told")
{
    queue_member member("Local/1@none", "Ana");
    member.state_interface = "PJSIP/alice";
    server pbx(options()
                   .with_hint("100", "default", "PJSIP/alice&Custom:lamp")
                   .with_queue(queue("desk").with_member(member)));
    raw_socket client(pbx);
    client.log_in("hello", "world", "call,agent");
    pbx.set_device_state("PJSIP/alice", ami::device_state::ringing);
    CHECK(client.packet() ==
          crlf("Event: DeviceStateChange\nPrivilege: call,all\nDevice: PJSIP/alice\nState: RINGING\n\n"));
    const auto told = client.packet();
    CHECK(told.starts_with("Event: QueueMemberStatus\r\nPrivilege: agent,all\r\nQueue: desk\r\n"));
    CHECK(told.find("\r\nStatus: 6\r\n") != std::string::npos);
    const std::string hint = "Event: ExtensionStatus\nPrivilege: call,all\nExten: 100\nContext: default\n"
                             "Hint: PJSIP/alice&Custom:lamp\n";
    CHECK(client.packet() == crlf(hint + "Status: 8\nStatusText: Ringing\n\n"));

    // The same state once more is nothing new.
    pbx.set_device_state("PJSIP/alice", ami::device_state::ringing);
    pbx.set_device_state("Custom:lamp", ami::device_state::in_use);
    CHECK(client.packet() ==
          crlf("Event: DeviceStateChange\nPrivilege: call,all\nDevice: Custom:lamp\nState: INUSE\n\n"));
    CHECK(client.packet() == crlf(hint + "Status: 9\nStatusText: InUse&Ringing\n\n"));
    CHECK(client.ask("Action: ExtensionState\nActionID: e\nExten: 100") ==
          crlf("Response: Success\nActionID: e\nMessage: Extension Status\nExten: 100\nContext: default\n"
               "Hint: PJSIP/alice&Custom:lamp\nStatus: 9\nStatusText: InUse&Ringing\n\n"));
}

TEST_CASE("test server: set_contact -> an endpoint is reached, and is not")
{
    server pbx(options().with_endpoint("alice"));
    raw_socket client(pbx);
    client.log_in("hello", "world", "call,system");
    const auto contact = [](const char* status) {
        return crlf(std::string("Event: ContactStatus\nPrivilege: system,all\nURI: sip:a@192.0.2.1\n"
                                "ContactStatus: ") +
                    status + "\nAOR: alice\nEndpointName: alice\nRoundtripUsec: 0\n\n");
    };
    const auto peer = [](const char* status) {
        return crlf(std::string("Event: PeerStatus\nPrivilege: system,all\nChannelType: PJSIP\n"
                                "Peer: PJSIP/alice\nPeerStatus: ") +
                    status + "\n\n");
    };
    const auto device = [](const char* state) {
        return crlf(std::string("Event: DeviceStateChange\nPrivilege: call,all\nDevice: PJSIP/alice\n"
                                "State: ") +
                    state + "\n\n");
    };
    client.packet_with("FullyBooted");
    pbx.set_contact("alice", "sip:a@192.0.2.1", "NonQualified");
    CHECK(client.packets(3) == peer("Reachable") + contact("NonQualified") + device("NOT_INUSE"));
    pbx.set_contact("alice", "sip:a@192.0.2.1", "Reachable");
    CHECK(client.packet() == contact("Reachable"));
    pbx.set_contact("alice", "sip:a@192.0.2.1", "Unreachable");
    CHECK(client.packets(3) == peer("Unreachable") + contact("Unreachable") + device("UNAVAILABLE"));
    pbx.set_contact("alice", "sip:a@192.0.2.1", "Removed");
    CHECK(client.packet() == contact("Removed"));
    pbx.set_contact("nobody", "sip:b@192.0.2.1", "Reachable");
    CHECK(client.ask("Action: PJSIPShowContacts\nActionID: p")
              .starts_with("Response: Error\r\nActionID: p\r\nMessage: No Contacts found\n"));
}

TEST_CASE("test server: set_messages -> MessageWaiting and the counts")
{
    server pbx(options().with_mailbox("100@default", 2, 1));
    raw_socket client(pbx);
    client.log_in("hello", "world", "call");
    const std::string count = "Response: Success\nActionID: m\nMessage: Mailbox Message Count\nMailbox: 100\n"
                              "UrgMessages: 0\n";
    CHECK(client.ask("Action: MailboxCount\nActionID: m\nMailbox: 100") ==
          crlf(count + "NewMessages: 2\nOldMessages: 1\n\n"));
    pbx.set_messages("100", 2, 1);
    pbx.set_messages("100", 0, 3);
    CHECK(client.packet() == crlf("Event: MessageWaiting\nPrivilege: call,all\nMailbox: 100@default\n"
                                  "Waiting: 0\nNew: 0\nOld: 3\n\n"));
    CHECK(client.ask("Action: MailboxCount\nActionID: m\nMailbox: 100") ==
          crlf(count + "NewMessages: 0\nOldMessages: 3\n\n"));
    CHECK(client.ask("Action: MailboxStatus\nActionID: m\nMailbox: 100") ==
          crlf("Response: Success\nActionID: m\nMessage: Mailbox Status\nMailbox: 100\nWaiting: 0\n\n"));
}

TEST_CASE("test server: a caller whom no member answers -> members are rung again, until the time is over")
{
    server pbx(options().with_dialplan_second(2ms));
    raw_socket client(pbx);
    client.log_in("hello", "world", "agent,dialplan");
    client.send_lines("Action: Originate\nAsync: true\nChannel: Local/2002@from-internal/n\n"
                      "ChannelId: waits\nApplication: Queue\nData: support,,,,30\n\n");
    client.packet_with("Event: QueueCallerJoin");
    client.packet_with("Event: AgentCalled");
    client.packet_with("Event: AgentCalled");
    client.packet_with("Event: QueueCallerAbandon");
    const auto left = client.packet_with("Event: QueueCallerLeave");
    CHECK(left.find("\r\nQueue: support\r\nPosition: 1\r\nCount: 0\r\n") != std::string::npos);
    const auto status = client.packet_with("Variable: QUEUESTATUS");
    CHECK(status.find("\r\nValue: TIMEOUT\r\n") != std::string::npos);
}
