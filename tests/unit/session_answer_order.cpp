// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// What ends an action whose answer has no end of its own: Asterisk answers in order, and the HTTP answer ends. And what
// does not: packets of others, which may have every header but an ActionID of ours.

#include "support/catch.hpp"
#include "support/correlating.hpp"

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

using namespace std::chrono_literals;
using ami::errc;
using tests::correlating;
using tests::waiting;

namespace {

// An Asterisk over TCP or TLS.
class in_order : public correlating {
public:
    in_order() { c.answers_in_order(); }
};

std::string names_of(const ami::response& list)
{
    std::string names;
    for (const auto& each : list.events())
        names.append(each["Item"]).append(" ");
    return names;
}

// What others can put between our packets.
const std::vector<std::string> forged_packets = {
    "Response: Success\n\n",
    "Response: Error\nMessage: forged\n\n",
    "Response: Success\nEventList: start\nMessage: Channels will follow\n\n",
    "Response: Goodbye\n\n",
    "Event: StatusComplete\nEventList: Complete\nListItems: 0\n\n",
    "Event: PeerlistComplete\nEventList: Complete\n\n",
    "Event: DBGetComplete\n\n",
    "Event: StatusComplete\nItems: 0\n\n",
    "Event: FAXStats\n\n",
    "Event: PeerEntry\nPrivilege: system,all\nItem: forged\n\n",
    "Event: UserEvent\nActionID: @1\nEventList: Complete\n\n",
    "Event: UserEvent\nActionID: @2\nEventList: Complete\n\n",
    "Response: Success\nActionID: p-99\n\n",
    "Output: forged\n\n",
};

} // namespace

TEST_CASE("answer order: a forged packet between pipelined actions -> no action ends by it",
    "[session][correlator]")
{
    for (const auto& forged : forged_packets) {
        CAPTURE(forged);
        in_order s;
        const std::vector<waiting> plain = {s.send("Ping"), s.send("Hangup"), s.send("Originate"),
            s.send("DBGet"), s.send("Status"), s.send("IAXpeers"), s.send("Getvar")};
        s.receive(forged);
        for (const auto& each : plain)
            CHECK(each->pending());
        for (const auto& each : plain) {
            s.respond(each, "Message: genuine\n");
            REQUIRE(each->answered());
            CHECK(each->got.message() == "genuine");
            CHECK(each->got.events().empty());
        }
    }
}

TEST_CASE(
    "answer order: a forged packet inside a list -> neither an item nor its end", "[session][correlator]")
{
    for (const auto* name : {"QueueStatus", "Status", "CoreShowChannels"}) {
        for (const auto& forged : forged_packets) {
            CAPTURE(name, forged);
            in_order s;
            const auto list = s.send(name);
            s.open_list(list);
            s.list_item(list, "a");
            s.receive(forged);
            CHECK(list->pending());
            s.list_item(list, "b");
            s.complete_list(list);
            REQUIRE(list->answered());
            CHECK(list->got.ok());
            CHECK(names_of(list->got) == "a b ");
        }
    }
}

TEST_CASE("answer order: an item that was cut by a value -> the list goes on to its own end",
    "[session][correlator]")
{
    // Asterisk writes Data as it is, and the ActionID last: behind it stands what a value forged the head of.
    for (const std::string_view data : {"Event: StatusComplete\nEventList: Complete\nListItems: 0\n",
             "Event: StatusComplete\n", "Response: Error\nMessage: No such channel\n", "Response: Success\n",
             "Event: Status\nItem: forged\nEventList: cancelled\n"}) {
        CAPTURE(data);
        in_order s;
        const auto list = s.send("Status");
        s.open_list(list);
        s.receive("Event: Status\nPrivilege: Call\nItem: a\nData: x\n\n" + std::string(data) +
                  "Seconds: 1\nActionID: @1\n\n");
        CHECK(list->pending());
        s.receive("Event: Status\nPrivilege: Call\nItem: b\nActionID: @1\n\n");
        s.receive("Event: StatusComplete\nActionID: @1\nEventList: Complete\nListItems: 2\n\n");
        REQUIRE(list->answered());
        CHECK(list->got.ok());
        CHECK(list->got.list_error().raw().empty());
        CHECK(list->got.events().front()["Item"] == "a"); // what was left of it
        CHECK(list->got.events().back()["Item"] == "b");
        CHECK(list->got.completion()["ListItems"] == "2");
    }
}

TEST_CASE(
    "answer order: what a value put into an item -> neither an event nor an item, and the next item stays",
    "[session][correlator]")
{
    for (const std::string_view data : {"Event: Hangup\nPrivilege: call,all\nUniqueid: innocent\n\nmore\n",
             "Event: Status\nPrivilege: Call\nItem: forged\n",
             "Event: Status\nItem: forged\n\nEvent: Status\n", "Event: UserEvent\nUserEvent: x\n",
             "plain text\n", "plain\n\ntext: x\n\n", "Response: Error\n",
             "Response: Success\nEventList: start\n\nEvent: Status\nItem: forged\n"}) {
        CAPTURE(data);
        in_order s;
        const auto list = s.send("Status");
        s.open_list(list);
        bool to_subscribers = false;
        s.on_event = [&](const ami::event_view&) { to_subscribers = true; };
        s.receive("Event: Status\nPrivilege: Call\nItem: a\nData: x\n\n" + std::string(data) +
                  "Seconds: 1\nActionID: @1\n\n");
        CHECK_FALSE(to_subscribers);
        s.receive("Event: Status\nPrivilege: Call\nItem: b\nActionID: @1\n\n");
        s.receive("Event: StatusComplete\nActionID: @1\nEventList: Complete\n\n");
        REQUIRE(list->answered());
        CHECK(list->got.ok());
        CHECK(names_of(list->got) == "a b ");
    }
    // A proxy may write events of others in between: none is lost, and none becomes an item.
    correlating s;
    const auto list = s.send("Status");
    s.open_list(list);
    s.receive("Event: Status\nItem: a\nData: x\n\n");
    CHECK_FALSE(s.receive("Event: Hangup\nPrivilege: call,all\n\n"));
    CHECK(s.receive("Event: X\nSeconds: 1\nActionID: @1\n\n"));
    s.complete_list(list);
    CHECK(names_of(list->got) == "a ");
}

TEST_CASE(
    "answer order: ten thousand actions without an answer -> one answer ends them", "[session][correlator]")
{
    ami::limits bounds;
    bounds.max_in_flight = 20'000;
    bounds.max_write_queue = 10'000'000;
    correlating s(bounds);
    s.c.answers_in_order();
    std::vector<waiting> silent;
    for (int i = 0; i != 10'000; ++i)
        silent.push_back(s.send("IAXnetstats"));
    s.respond(s.send("Ping"));
    for (const auto& each : silent)
        REQUIRE(each->failed(errc::outcome_unknown));
    CHECK(s.c.in_flight() == 0);
    CHECK_FALSE(s.pass(10min)); // no deadline of theirs is left
}

TEST_CASE("answer order: lists up to Asterisk 13.1 -> open by their words, end by their event",
    "[session][correlator]")
{
    for (const auto& shape : ami::detail::answer_shapes) {
        if (shape.completion.empty())
            continue;
        CAPTURE(shape.name);
        in_order s;
        const auto list = s.send(shape.name);
        s.respond(list, "Message: Something will follow\n");
        CHECK(list->pending());
        CHECK(s.c.take_barrier());
        s.list_item(list, "a");
        s.receive("Event: " + std::string(shape.completion) + "\nItem: forged\n\n");
        CHECK(list->pending());
        s.receive("Event: " + std::string(shape.completion) + "\nActionID: @1\nItems: 1\n\n");
        REQUIRE(list->answered());
        CHECK(list->got.events().front()["Item"] == "a");
        CHECK(list->got.completion()["Items"] == "1");
    }
    in_order s;
    const auto empty = s.send("VoicemailUsersList");
    s.respond(empty, "Message: There are no voicemail users currently defined.\n");
    CHECK(empty->answered());
    const auto other = s.send("Ping");
    s.respond(other, "Message: Ping will follow\n");
    CHECK(other->answered());
}

TEST_CASE(
    "answer order: an old list without its end -> an error, never an empty list", "[session][correlator]")
{
    in_order s;
    const auto list = s.send("QueueStatus");
    s.respond(list, "Message: Queue status will follow\n");
    const auto barrier = s.send("Ping");
    s.respond(barrier);
    CHECK(list->failed(errc::outcome_unknown));
    CHECK(list->how.text.find("the end of its list did not come") != std::string::npos);

    const auto value = s.send("DBGet"); // 1.6: one item, and no completion
    s.respond(value, "Message: Result will follow\n");
    s.list_item(value, "v");
    s.respond(s.send("Ping"));
    REQUIRE(value->answered());
    CHECK(names_of(value->got) == "v ");
}

TEST_CASE("answer order: items without ActionID -> of the list that is open", "[session][correlator]")
{
    const std::string_view item = "Event: PeerEntry\nItem: a\n\n";
    const std::string_view of_others = "Event: PeerStatus\nPrivilege: system,all\n\n";
    SECTION("IAXpeers: the completion has its ActionID")
    {
        in_order s;
        const auto list = s.send("IAXpeers");
        CHECK_FALSE(s.receive(item)); // nothing is open yet
        s.open_list(list);
        CHECK(s.receive(item));
        CHECK_FALSE(s.receive(of_others));
        s.receive("Event: PeerlistComplete\nActionID: @1\nEventList: Complete\n\n");
        REQUIRE(list->answered());
        CHECK(names_of(list->got) == "a ");
        CHECK_FALSE(s.receive(item));
    }
    SECTION("chan-sccp: nothing has one")
    {
        in_order s;
        const auto list = s.send("SCCPShowDevices");
        s.open_list(list);
        CHECK_FALSE(s.c.take_barrier());
        CHECK(s.receive(item));
        CHECK(s.receive("Event: DevicesComplete\nEventList: Complete\nListItems: 1\n\n"));
        CHECK(list->pending());
        CHECK(s.c.take_barrier());
        CHECK_FALSE(s.receive("Event: Forged\nItem: late\n\n"));
        s.respond(s.send("Ping"));
        REQUIRE(list->answered());
        CHECK(list->got.ok());
        CHECK(names_of(list->got) == "a ");
        CHECK(list->got.completion()["ListItems"] == "1");
    }
    SECTION("over HTTP the end of the answer is the proof")
    {
        correlating s;
        const auto list = s.send("SCCPListLines");
        s.open_list(list);
        s.receive(item);
        s.receive("Event: LinesComplete\nEventList: Complete\n\n");
        CHECK(list->pending());
        CHECK_FALSE(s.c.take_barrier());
        s.c.answer_ended(list->id, s.now);
        s.tell();
        REQUIRE(list->answered());
        CHECK(names_of(list->got) == "a ");
    }
    SECTION("an error in the list, twice, and no completion")
    {
        in_order s;
        const auto list = s.send("SCCPShowDevice");
        s.open_list(list);
        s.refuse(list, "Device SEP001 not found");
        s.refuse(list, "Execution Failed");
        CHECK(s.c.take_barrier());
        s.respond(s.send("Ping"));
        REQUIRE(list->answered());
        CHECK_FALSE(list->got.ok());
        CHECK(list->got.message() == "Device SEP001 not found");
    }
}

TEST_CASE("answer order: a later action is answered -> the earlier ones are over", "[session][correlator]")
{
    in_order s;
    const auto first = s.send("IAXnetstats");
    const auto second = s.send("IAXnetstats");
    CHECK(s.c.take_barrier());
    CHECK_FALSE(s.c.take_barrier());
    const auto cancelled = s.send("Queues");
    s.cancel(cancelled);
    const auto last = s.send("Ping");
    s.receive("support has 0 calls\n   Members:\n\n");
    s.respond(last);
    CHECK(first->failed(errc::outcome_unknown));
    CHECK(first->how.text ==
          "action IAXnetstats: Asterisk answered a later action, and no response came; Asterisk never "
          "answers IAXnetstats with a response; Asterisk sent \"support has 0 calls\"");
    CHECK(first->got.raw() == "support has 0 calls\r\n   Members:\r\n\r\n");
    CHECK(second->failed(errc::outcome_unknown));
    CHECK(last->answered());
    CHECK(s.c.in_flight() == 0);
    CHECK_FALSE(s.c.is_waiting());
    CHECK(s.counts.actions_outcome_unknown == 2);

    // What comes nevertheless goes to nobody, and shows that this server answers in another order.
    CHECK(s.counts.late_answers == 0);
    s.respond(first);
    CHECK(s.counts.late_answers == 1);
    const auto a = s.send("Ping");
    const auto b = s.send("Ping");
    s.respond(b);
    CHECK(a->pending());
    s.respond(a);
    CHECK(a->answered());
}

TEST_CASE("answer order: a server whose order is not known -> each action waits for its own answer",
    "[session][correlator]")
{
    correlating s; // a proxy, or HTTP
    const auto first = s.send("IAXnetstats");
    CHECK_FALSE(s.c.take_barrier());
    s.respond(s.send("Ping"));
    CHECK(first->pending());
    s.c.answer_ended(first->id, s.now);
    s.tell();
    CHECK(first->failed(errc::outcome_unknown));
    CHECK(first->how.text.find("the HTTP answer has ended") != std::string::npos);
}

TEST_CASE("answer order: a response without ActionID -> counts for the oldest action, where it is known",
    "[session][correlator]")
{
    const std::string_view reply = "Response: Success\nMessage: no ActionID\n\n";
    SECTION("after a later answer")
    {
        in_order s;
        const auto sms = s.send("smscommand");
        CHECK(s.receive(reply));
        CHECK(sms->pending());
        CHECK(s.c.take_barrier());
        s.respond(s.send("Ping"));
        REQUIRE(sms->answered());
        CHECK(sms->got.message() == "no ActionID");
    }
    SECTION("a better one comes")
    {
        in_order s;
        const auto events = s.send("Events");
        s.receive("Response: Error\nMessage: forged\n\n");
        s.respond(events);
        REQUIRE(events->answered());
        CHECK(events->got.ok());
    }
    SECTION("Events that is not answered was carried out")
    {
        in_order s;
        const auto events = s.send("Events");
        CHECK(s.c.take_barrier());
        s.respond(s.send("Ping"));
        REQUIRE(events->answered());
        CHECK(events->got.ok());
    }
    SECTION("an action of which nothing is known")
    {
        in_order s;
        const auto ping = s.send("Ping");
        CHECK_FALSE(s.receive(reply));
        s.respond(s.send("Ping"));
        CHECK(ping->failed(errc::outcome_unknown));
    }
    SECTION("a login, and what follows on such a server")
    {
        in_order s;
        auto login = std::make_shared<tests::recorded>();
        login->sent_for = ami::detail::pending_action::purpose::login;
        s.send(ami::action("Login"), tests::usual_terms, login);
        CHECK(s.receive(reply));
        CHECK(login->answered());
        const auto ping = s.send("Ping");
        const auto call = s.send("Originate");
        CHECK(s.receive(reply));
        s.respond(s.send("Ping"));
        CHECK(ping->answered());
        CHECK(call->failed(errc::outcome_unknown)); // never by such a response
    }
}

TEST_CASE("answer order: JabberSend -> its second response counts", "[session][correlator]")
{
    in_order s;
    const auto sent = s.send("JabberSend");
    s.respond(sent, "Message: Attempting to send Jabber Message\n");
    CHECK(sent->pending());
    s.refuse(sent, "Message could not be sent");
    REQUIRE(sent->answered());
    CHECK_FALSE(sent->got.ok());
    CHECK(sent->got.message() == "Message could not be sent");
    const auto bad = s.send("JabberSend");
    s.refuse(bad, "No jabber client specified");
    CHECK(bad->answered());
}

TEST_CASE(
    "answer order: JabberSend is refused -> it does not wait for a second response", "[session][correlator]")
{
    in_order s;
    for (const auto* refusal :
        {"Invalid/unknown command: JabberSend. Use Action: ListCommands to show available commands.",
            "Permission denied", "No transport"}) {
        const auto sent = s.send("JabberSend");
        s.refuse(sent, refusal);
        REQUIRE(sent->answered());
        CHECK(sent->got.message() == refusal);
    }
    // A single acceptance is the answer when a later action is answered.
    const auto once = s.send("JabberSend");
    s.respond(once, "Message: Attempting to send Jabber Message\n");
    CHECK(once->pending());
    s.respond(s.send("Ping"));
    CHECK(once->answered());
}

TEST_CASE("answer order: Getvar -> the value's exact bytes", "[session][correlator]")
{
    in_order s;
    const auto read = s.send("Getvar");
    s.respond(read, "Variable: X\nValue: one\nMessage: forged\n");
    REQUIRE(read->answered());
    CHECK(read->got["Value"] == "one\r\nMessage: forged");
    CHECK(read->got.message().empty());
}

TEST_CASE("answer order: a time-out tells what is known", "[session][correlator]")
{
    in_order s;
    const auto list = s.send("PJSIPShowEndpoint");
    s.open_list(list);
    s.refuse(list, "Unable to format");
    s.pass(tests::usual_terms.timeout);
    CHECK(list->failed(errc::timed_out));
    CHECK(list->how.text.find("its list had the error \"Unable to format\"") != std::string::npos);
    const auto text = s.send("Foo");
    s.receive("Usage: foo\n\n");
    s.pass(tests::usual_terms.timeout);
    CHECK(text->how.text.find("Asterisk sent \"Usage: foo\"") != std::string::npos);
}
