// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// What servers other than Asterisk 16 and 22 send, as users of AMI clients have reported it: modules, old versions, proxies.

#include "support/client_world.hpp"

#include <string>
#include <string_view>
#include <vector>

using ami::action;
using ami::errc;
using ami::event_view;
using namespace std::string_view_literals;
using namespace tests;

namespace {

// A client of a server with this banner, which says who heard what.
class other_server : public client_world {
public:
    explicit other_server(std::string_view banner = "Asterisk Call Manager/11.0.0")
    {
        net->greet_with(std::string(banner) + "\r\n");
        ready();
        pbx->on_any([this](const event_view& event) { heard.emplace_back(event.raw()); });
    }

    // Sends the action; the server answers with these bytes, in pieces.
    operation<ami::response> ask(const action& request, std::string_view answer)
    {
        const auto started = begin_execute(*pbx, request);
        run();
        last = server().next();
        CHECK(last.name() == request.name());
        server().fragment(7);
        server().say(answer, last.id());
        run();
        return started;
    }
    operation<ami::response> ask(std::string_view name, std::string_view answer)
    {
        return ask(action(name), answer);
    }

    // The server answers the Pings that the client has sent by itself.
    void answer_barrier()
    {
        CHECK_FALSE(server().idle());
        while (!server().idle()) {
            const auto ping = server().next();
            CHECK(ping.name() == "Ping");
            server().success(ping, "Ping: Pong\n");
            run();
        }
    }

    ~other_server()
    {
        CHECK(pbx->is_ready());
        const auto counters = pbx->get_counters();
        CHECK(counters.actions_timed_out == 0);
        CHECK(counters.reconnects == 0);
        // The session goes on.
        const auto ping = begin_ping(*pbx);
        run();
        answer_barrier();
        CHECK(ping->succeeded());
    }

    std::vector<std::string> heard;
    request last;
};

} // namespace

TEST_CASE(
    "other servers: app_rpt writes the ActionID before the response -> it is the answer", "[client][servers]")
{
    other_server w;
    const auto answer =
        w.ask("RptStatus", "ActionID: $ID\nResponse: Success\nNode: 1999\nConn: 2000 0 -1 -1\n"
                           "LinkedNodes: T2000\nVar: RPT_RXKEYED=0\nparrot_ena: 0\n\n");
    REQUIRE(answer->succeeded());
    CHECK(answer->value().ok());
    CHECK(answer->value()["LinkedNodes"] == "T2000");
    CHECK(answer->value()["parrot_ena"] == "0");
}

TEST_CASE("other servers: app_rpt answers with XML -> the action ends, and the text is in its response",
    "[client][servers]")
{
    other_server w;
    const auto answer =
        w.ask("RptLocalNodes", "<?xml version=\"1.0\"?>\n<nodes>\n  <node>1999</node>\n</nodes>\n\n");
    CHECK(answer->pending());
    w.answer_barrier();
    CHECK(answer->failed(errc::outcome_unknown));
    CHECK(answer->text().find("app_rpt answers RptLocalNodes with XML") != std::string::npos);
    CHECK(answer->value().raw().find("<node>1999</node>") != std::string_view::npos);
}

TEST_CASE("other servers: Queues as text, and an action after it -> both end", "[client][servers]")
{
    other_server w;
    const auto queues = begin_execute(*w.pbx, "Queues");
    const auto next = begin_ping(*w.pbx);
    w.run();
    CHECK(w.server().next().name() == "Queues");
    w.server().say(
        "support has 0 calls (max unlimited) in 'ringall' strategy (2s holdtime, 4s talktime), W:0\n"
        "   Members: \n      111 (Local/111@from-internal/n) has taken no calls yet\n"
        "   No Callers\n\n\n");
    w.answer_barrier();
    CHECK(next->succeeded());
    CHECK(queues->failed(errc::outcome_unknown));
    CHECK(queues->value().raw().find("No Callers") != std::string_view::npos);
}

TEST_CASE("other servers: Status without EventList -> a list", "[client][servers]")
{
    constexpr auto list =
        "Response: Success\nActionID: $ID\nMessage: Channel status will follow\n\n"
        "Event: Status\nPrivilege: Call\nChannel: SIP/a-00000001\nCallerIDNum: 100\nAccountcode: \nChannelState: 6\n"
        "ChannelStateDesc: Up\nContext: sets\nExtension: 103\nPriority: 1\nSeconds: 5\nUniqueid: 1.1\nActionID: $ID\n\n"
        "Event: StatusComplete\nActionID: $ID\nItems: 1\n\n"sv;
    other_server w("Asterisk Call Manager/1.3");
    const auto answer = w.ask("Status", list);
    REQUIRE(answer->succeeded());
    REQUIRE(answer->value().events().size() == 1);
    CHECK(answer->value().events()[0]["Uniqueid"] == "1.1");
    CHECK(answer->value().completion()["Items"] == "1");
    CHECK(w.heard.empty());
    w.answer_barrier(); // such a list may lack its end
}

TEST_CASE("other servers: Asterisk 1.4 -> Pong and Events Off are success", "[client][servers]")
{
    other_server w("Asterisk Call Manager/1.0");
    const auto mask = begin_mask(*w.pbx, ami::event_mask::none());
    const auto ping = begin_ping(*w.pbx);
    w.run();
    w.server().say("Response: Events Off\nActionID: $ID\n\n", w.server().next().id());
    while (!w.server().idle()) // the client sends one by itself, as some servers do not answer Events
        w.server().say("Response: Pong\nActionID: $ID\n\n", w.server().next().id());
    w.run();
    CHECK(mask->succeeded());
    CHECK(ping->succeeded());
}

TEST_CASE("other servers: chan-sccp announces a list and fails -> the error is in the response",
    "[client][servers]")
{
    other_server w;
    const auto answer = w.ask("SCCPShowDevice",
        "Response: Success\nActionID: $ID\nEventList: start\nMessage: SCCPShowDevice list will follow\n\n"
        "Response: Error\nActionID: $ID\nMessage: Device SEP001 not found\n\n"
        "Response: Error\nActionID: $ID\nMessage: Execution Failed\n\n\n");
    w.answer_barrier();
    REQUIRE(answer->succeeded());
    CHECK_FALSE(answer->value().ok());
    CHECK(answer->value().message() == "Device SEP001 not found");
}

TEST_CASE("other servers: a refusal without a message -> the error has the word of the response",
    "[client][servers]")
{
    other_server w;
    const auto perform = begin<ami::response>(
        [&](auto handler) { w.pbx->async_perform(action("CheckFreeze"), std::move(handler)); });
    const auto hangup = begin_hangup(*w.pbx, ami::actions::hangup{"SIP/a"});
    w.run();
    w.server().say("Response: Fail\nActionID: $ID\n\n", w.server().next().id());
    w.server().say("Response: Error\nActionID: $ID\n\n", w.server().next().id());
    w.run();
    CHECK(perform->failed(errc::action_refused));
    CHECK(perform->text() == "Asterisk says \"Fail\"");
    CHECK(hangup->failed(errc::action_refused));
    CHECK(hangup->text() == "Asterisk says \"Error\"");
}

TEST_CASE(
    "other servers: astmanproxy passes on answers to other clients -> they end nothing", "[client][servers]")
{
    constexpr auto of_others =
        "Response: Success\nActionID: amp6-1663154465.6838\nEventList: start\nMessage: Queue status will follow\n"
        "Server: localhost\n\nEvent: QueueStatusComplete\nActionID: amp6-1663154465.6838\nEventList: Complete\n"
        "ListItems: 0\nServer: localhost\n\nResponse: Success\nMessage: Event Sent\nServer: localhost\n\n"sv;
    const std::string start = "Response: Success\nActionID: $ID\nEventList: start\nServer: localhost\n\n";
    const std::string end =
        "Event: QueueStatusComplete\nActionID: $ID\nEventList: Complete\nListItems: 0\nServer: localhost\n\n";
    other_server w("Asterisk Call Manager Proxy/1.30.0");
    w.say(of_others);
    const auto waits = begin_execute(*w.pbx, "QueueStatus");
    w.run();
    const auto sent = w.server().next();
    w.say(of_others);
    w.server().say(start, sent.id());
    w.say(of_others); // between the start and the end of the list
    CHECK(waits->pending());
    w.server().say(end, sent.id());
    w.run();
    REQUIRE(waits->succeeded());
    CHECK(waits->value().events().empty());
    CHECK(waits->value().completion()["Server"] == "localhost");
    CHECK(w.heard.size() == 3);
    CHECK(w.pbx->get_counters().orphan_responses == 6);
}

TEST_CASE("other servers: items of IAXpeers have no ActionID -> they are in its list", "[client][servers]")
{
    other_server w;
    const auto answer = w.ask("IAXpeers",
        "Response: Success\nActionID: $ID\nEventList: start\nMessage: Peer status list will follow\n\n"
        "Event: PeerEntry\nChanneltype: IAX2\nObjectName: peer1\nChanObjectType: peer\nIPaddress: 127.0.0.1\n"
        "IPport: 4569\nDynamic: no\nTrunk: no\nEncryption: no\nStatus: Unmonitored\nDescription: \n\n"
        "Event: PeerlistComplete\nActionID: $ID\nEventList: Complete\nListItems: 1\n\n");
    REQUIRE(answer->succeeded());
    REQUIRE(answer->value().events().size() == 1);
    CHECK(answer->value().events()[0]["ObjectName"] == "peer1");
    CHECK(w.heard.empty());
}

TEST_CASE("other servers: values in any encoding -> every byte arrives", "[client][servers]")
{
    constexpr auto names =
        "Event: Newchannel\r\nPrivilege: call,all\r\nChannel: SIP/1-1\r\n"
        "CallerIDName: \xc2\xe8\xf2\xe0\xeb\xe8\xe9 \xca\xe0\xeb\xe8\xed\xe8\xed\r\n"
        "ConnectedLineName: M\xfc"
        "ller\r\nCut: \xd0\xbf\xd0\r\nNul: a\0b\r\nBell: \x07\x1b[0m\r\nUniqueid: 1.1\r\n\r\n"sv;
    for (const std::size_t piece : {1, 7, 1000}) {
        other_server w;
        w.server().fragment(piece);
        w.server().send(names);
        w.run();
        REQUIRE(w.heard.size() == 1);
        CHECK(w.heard[0] == names);
    }
}

TEST_CASE("other servers: a megabyte in a value, 20,000 headers, 300,000 lines -> nothing is lost",
    "[client][servers]")
{
    const auto repeated = [](int count, std::string_view text) {
        std::string result;
        for (int i = 0; i != count; ++i)
            result += text;
        return result;
    };
    other_server w;
    const auto value = repeated(125'000, "T1234567");
    w.say("Event: VarSet\nPrivilege: dialplan,all\nVariable: RPT_LINKS\nValue: " + value + "\n\n");
    w.say("Event: Many\nPrivilege: user,all\n" +
          repeated(20'000,
              "Conn: 2530      192.0.2.1     0           OUT        93:13:46            ESTABLISHED\n") +
          "Last: yes\n\n");
    REQUIRE(w.heard.size() == 2);
    CHECK(w.heard[0].find("\r\nValue: " + value + "\r\n\r\n") != std::string::npos);
    CHECK(w.heard[1].ends_with("\r\nLast: yes\r\n\r\n"));

    const auto command = begin_command(*w.pbx, "x");
    w.run();
    w.server().say("Response: Success\nActionID: $ID\nMessage: Command output follows\n" +
                       repeated(300'000, "Output:   some line of output: with a colon\n") +
                       "Output: \nOutput: last\n\n",
        w.server().next().id());
    w.run();
    REQUIRE(command->succeeded());
    REQUIRE(command->value().lines().size() == 300'002);
    CHECK(command->value().lines().front() == "  some line of output: with a colon");
    CHECK(command->value().lines()[300'000].empty());
    CHECK(command->value().lines().back() == "last");
}

TEST_CASE("other servers: the data of an application forges the end of Status -> every call is listed",
    "[client][servers]")
{
    // The rest of B's headers, with the right ActionID, comes after what the data of B's application holds.
    const auto answer = [](other_server& w) {
        w.server().say(
            "Response: Success\nActionID: $ID\nEventList: start\nMessage: Channel status will follow\n\n"
            "Event: Status\nPrivilege: Call\nChannel: Local/a@x-1;1\nChannelState: 6\nUniqueid: 1.1\n"
            "Linkedid: 1.1\nActionID: $ID\n\n"
            "Event: Status\nPrivilege: Call\nChannel: Local/b@x-2;1\nChannelState: 6\nUniqueid: 1.2\n"
            "Linkedid: 1.2\nApplication: NoOp\nData: a\n\n"
            "Event: StatusComplete\nEventList: Complete\nX: b\nSeconds: 1\nActionID: $ID\n\n"
            "Event: Status\nPrivilege: Call\nChannel: Local/c@x-3;1\nChannelState: 6\nUniqueid: 1.3\n"
            "Linkedid: 1.3\nActionID: $ID\n\n"
            "Event: StatusComplete\nActionID: $ID\nEventList: Complete\nListItems: 3\nItems: 3\n\n",
            w.server().next().id());
        w.run();
    };
    other_server w;
    const auto list = begin_execute(*w.pbx, "Status");
    w.run();
    answer(w);
    REQUIRE(list->succeeded());
    std::string ids;
    for (const auto& item : list->value().events())
        ids += std::string(item["Uniqueid"]) + ' ';
    CHECK(ids == "1.1 1.2 1.3 ");
    CHECK(list->value().completion()["ListItems"] == "3");
    const auto calls =
        begin<std::vector<ami::call>>([&](auto handler) { w.pbx->async_list_calls(std::move(handler)); });
    w.run();
    answer(w);
    REQUIRE(calls->succeeded());
    CHECK(calls->value().size() == 3);
    CHECK(w.heard.empty());
}

TEST_CASE("other servers: Getvar of a value with line ends -> its exact bytes", "[client][servers]")
{
    other_server w;
    const auto read = begin_execute(*w.pbx, action("Getvar").add("Variable", "X"));
    w.run();
    w.server().send("Response: Success\r\nActionID: " + std::string(w.server().next().id()) +
                    "\r\nVariable: X\r\nValue: one\ntwo: 2\n\r\n\r\n");
    w.run();
    REQUIRE(read->succeeded());
    CHECK(read->value()["Value"] == "one\ntwo: 2\n");
}
