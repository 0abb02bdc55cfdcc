// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Actions and their answers, in virtual time: what succeeds, what fails, and with which words.

#include "support/client_world.hpp"

#include <ami/actions.hpp>

#include <boost/asio/deferred.hpp>
#include <fmt/format.h>

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using ami::action;
using ami::errc;
using ami::event_view;
using namespace std::string_view_literals;
using namespace tests;
namespace actions = ami::actions;

namespace {

const actions::originate some_call = actions::originate("Local/1@x").dialplan("x", "1");

} // namespace

// --- answers ----------------------------------------------------------------------------------------------------

TEST_CASE("execute: a plain answer", "[client][execute]")
{
    client_world w;
    auto& server = w.ready();
    const auto op = begin_execute(*w.pbx, action("Getvar").add("Variable", "X"));
    w.run();
    const auto sent = server.next();
    CHECK(sent.name() == "Getvar");
    CHECK(sent["Variable"] == "X");
    CHECK(op->pending());
    server.success(sent, "Variable: X\nValue:  two  blanks \n");
    w.run();
    REQUIRE(op->succeeded());
    CHECK(op->value().ok());
    CHECK(op->value()["value"] == " two  blanks ");
    CHECK(op->text().empty());
}

TEST_CASE("execute: an error is an answer", "[client][execute][bad]")
{
    const struct {
        const char* name;
        const char* words;
    } rows[] = {
        {"Command", "Permission denied"}, // not permitted
        {"Nonsense",
            "Invalid/unknown command: Nonsense. Use Action: ListCommands to show available commands."},
        {"Hangup", "No such channel"},
    };
    for (const auto& row : rows) {
        client_world w;
        auto& server = w.ready();
        const auto op = begin_execute(*w.pbx, row.name);
        w.run();
        server.error(server.next(), row.words);
        w.run();
        REQUIRE(op->succeeded());
        CHECK_FALSE(op->value().ok());
        CHECK(op->value().message() == row.words);
        CHECK(w.pbx->is_ready());
    }
}

TEST_CASE("execute: an operation that is kept -> each start sends the whole action", "[client][execute]")
{
    client_world w;
    auto& server = w.ready();
    ami::action request{"UserEvent"};
    request.add("UserEvent", "Told").add("Text", std::string(200, 'x'));
    const auto kept = w.pbx->async_execute(request, boost::asio::deferred);
    int answered = 0;
    for (int i = 0; i != 3; ++i)
        kept([&](ami::error_code ec, const ami::response& answer) { answered += !ec && answer.ok(); });
    w.run();
    for (int i = 0; i != 3; ++i) {
        const auto sent = server.next();
        CHECK(sent.name() == "UserEvent");
        CHECK(sent["Text"] == std::string(200, 'x'));
        server.success(sent);
    }
    w.run();
    CHECK(answered == 3);
    CHECK(request.header_lines().find("xxx") != std::string::npos); // and the caller's own stays
}

TEST_CASE("execute: a list", "[client][execute]")
{
    client_world w;
    auto& server = w.ready();
    int heard = 0;
    w.pbx->on_any([&](const event_view&) { ++heard; });
    const auto op = begin_execute(*w.pbx, "CoreShowChannels");
    w.run();
    server.fragment(7);
    server.say("Response: Success\nActionID: $ID\nEventList: start\nMessage: m\n\n"
               "Event: CoreShowChannel\nActionID: $ID\nChannel: a\n\n"
               "Event: CoreShowChannel\nChannel: b\nActionID: $ID\n\n"
               "Event: CoreShowChannelsComplete\nActionID: $ID\nEventList: Complete\nListItems: 2\n\n",
        server.next().id());
    w.run();
    REQUIRE(op->succeeded());
    REQUIRE(op->value().events().size() == 2);
    CHECK(op->value().events()[0]["Channel"] == "a");
    CHECK(op->value().events()[1]["Channel"] == "b");
    CHECK(op->value().completion()["ListItems"] == "2");
    CHECK(heard == 0); // items reach only the action that asked
    CHECK(w.pbx->get_counters().events_received == 3);
    CHECK(w.pbx->get_counters().events_delivered == 0);
}

TEST_CASE("execute: items as they come", "[client][execute]")
{
    client_world w;
    auto& server = w.ready();
    std::vector<std::string> items;
    const auto op =
        begin_each(*w.pbx, "Status", [&](const event_view& e) { items.emplace_back(e["Channel"]); });
    w.run();
    const auto id = server.next().id();
    server.say(
        "Response: Success\nActionID: $ID\nEventList: start\n\nEvent: Status\nActionID: $ID\nChannel: a\n\n",
        id);
    w.run();
    CHECK(items == std::vector<std::string>{"a"});
    CHECK(op->pending());
    server.say(
        "Event: Status\nActionID: $ID\nChannel: b\n\nEvent: StatusComplete\nActionID: $ID\nEventList: Complete\n\n",
        id);
    op->then = [&] { items.emplace_back("(end)"); };
    w.run();
    CHECK(items == std::vector<std::string>{"a", "b", "(end)"});
    CHECK(op->value().events().empty());
    CHECK(op->value().completion().name() == "StatusComplete");
}

TEST_CASE("execute: several at once, answered in any order", "[client][execute]")
{
    client_world w;
    auto& server = w.ready();
    std::vector<operation<ami::response>> all;
    for (int i = 0; i != 200; ++i)
        all.push_back(begin_execute(*w.pbx, action("Getvar").add("N", i)));
    w.run();
    std::vector<request> sent;
    for (int i = 0; i != 200; ++i) {
        sent.push_back(server.next());
        CHECK(sent.back()["N"] == std::to_string(i)); // written in order
    }
    for (std::size_t i = 0; i != 200; ++i) {
        const auto& each = sent[(i * 77) % 200];
        server.success(each, "N: " + std::string(each["N"]) + "\n");
    }
    w.run();
    for (std::size_t i = 0; i != 200; ++i) {
        REQUIRE(all[i]->succeeded());
        CHECK(all[i]->value()["N"] == std::to_string(i));
    }
}

TEST_CASE("execute: what is started while bytes are read goes out together", "[client][execute]")
{
    client_world w;
    auto& server = w.ready();
    w.pbx->on("Ring", [&](const event_view&) {
        for (int i = 0; i != 10; ++i)
            begin_execute(*w.pbx, "Getvar");
    });
    const auto before = server.writes();
    w.say("Event: Ring\n\nEvent: Ring\n\nEvent: Ring\n\n");
    CHECK(server.writes() == before + 1);
    for (int i = 0; i != 30; ++i)
        server.next();
    CHECK(server.idle());
}

TEST_CASE("execute: an answer that overtakes the end of the write", "[client][execute]")
{
    client_world w;
    auto& server = w.ready();
    server.answer_before_written();
    w.net->expect("Ping").success("Ping: Pong\n");
    w.net->expect("Ping").success("Ping: Pong\n");
    const auto a = begin_ping(*w.pbx);
    const auto b = begin_ping(*w.pbx);
    w.run();
    CHECK(a->succeeded());
    CHECK(b->succeeded());
}

// --- the typed ones ---------------------------------------------------------------------------------------------

TEST_CASE("execute: verbs fail where Asterisk refuses", "[client][verbs][bad]")
{
    client_world w;
    auto& server = w.ready();
    const auto refused = [&](const auto& op, const char* words) {
        w.run();
        server.error(server.next(), words);
        w.run();
        CHECK(op->failed(errc::action_refused));
        CHECK(op->text() == "Asterisk says \"" + std::string(words) + "\"");
    };
    refused(begin_hangup(*w.pbx, actions::hangup("nobody")), "No such channel");
    refused(begin_redirect(*w.pbx, actions::redirect("nobody").dialplan("sets", "1")),
        "Channel does not exist: nobody");
    refused(begin_originate(*w.pbx, some_call), "Extension does not exist.");
    refused(begin_ping(*w.pbx), "Permission denied");
    refused(begin_command(*w.pbx, "module load x"), "Command blacklisted");
    refused(begin_mask(*w.pbx, ami::event_mask("call")), "Invalid event mask");
    const auto silent = begin_hangup(*w.pbx, actions::hangup("nobody"));
    w.run();
    server.say("Response: Fail\nActionID: $ID\n\n", server.next().id());
    w.run();
    CHECK(silent->failed(errc::action_refused));
    CHECK(silent->text() == "Asterisk says \"Fail\"");
    CHECK(w.pbx->is_ready());
}

TEST_CASE("execute: verbs", "[client][verbs]")
{
    client_world w;
    auto& server = w.ready();
    SECTION("hangup")
    {
        const auto op = begin_hangup(*w.pbx, actions::hangup("PJSIP/a-1").cause(17));
        w.run();
        const auto sent = server.next();
        CHECK(sent.name() == "Hangup");
        CHECK(sent["Channel"] == "PJSIP/a-1");
        CHECK(sent["Cause"] == "17");
        server.success(sent);
        w.run();
        CHECK(op->succeeded());
    }
    SECTION("hangup by a regular expression is a list")
    {
        const auto op = begin_hangup(*w.pbx, actions::hangup::matching("^PJSIP/.*"));
        w.run();
        const auto sent = server.next();
        CHECK(sent["Channel"] == "/^PJSIP/.*/");
        server.say("Response: Success\nActionID: $ID\nEventList: start\n\n"
                   "Event: ChannelHungup\nChannel: PJSIP/a-1\nActionID: $ID\n\n"
                   "Event: ChannelsHungupListComplete\nActionID: $ID\nEventList: Complete\n\n",
            sent.id());
        w.run();
        CHECK(op->value().events().size() == 1);
    }
    SECTION("redirect of two")
    {
        const auto op = begin_redirect(*w.pbx, actions::redirect("a")
                                                   .dialplan("sets", "1", "lab")
                                                   .extra_channel("b")
                                                   .extra_dialplan("other", "2"));
        w.run();
        const auto sent = server.next();
        CHECK(sent["Channel"] == "a");
        CHECK(sent["Priority"] == "lab");
        CHECK(sent["ExtraChannel"] == "b");
        CHECK(sent["ExtraContext"] == "other");
        CHECK(sent["ExtraPriority"] == "1");
        server.success(sent, "Message: Dual Redirect successful\n");
        w.run();
        CHECK(op->value().message() == "Dual Redirect successful");
    }
    SECTION("ping tells the time that it took")
    {
        const auto op = begin_ping(*w.pbx);
        w.advance(130ms);
        server.success(server.next(), "Ping: Pong\n");
        w.run();
        CHECK(op->value() == 130ms);
    }
    SECTION("a pong of 1.4")
    {
        const auto op = begin_ping(*w.pbx);
        w.run();
        server.say("Response: Pong\nActionID: $ID\n\n", server.next().id());
        w.run();
        CHECK(op->succeeded());
    }
    SECTION("event mask")
    {
        const auto op = begin_mask(*w.pbx, ami::event_mask("call,agent"));
        w.run();
        const auto sent = server.next();
        CHECK(sent.name() == "Events");
        CHECK(sent["EventMask"] == "call,agent");
        server.success(sent, "Events: On\n");
        w.run();
        CHECK(op->succeeded());
    }
    SECTION("a faulty event mask")
    {
        const auto op = begin_mask(*w.pbx, ami::event_mask("call,,agent"));
        w.run();
        CHECK(op->failed(errc::invalid_event_mask));
        CHECK(
            op->text() ==
            "the event mask has an empty element, which Asterisk takes for every class; use \"off\" for none");
        CHECK(server.idle());
    }
}

TEST_CASE("execute: each verb takes the time of its own for the answer", "[client][verbs]")
{
    using namespace ami::actions;
    client_world w;
    w.config.ping_after_silence = duration::max();
    auto& server = w.ready();
    std::vector<std::pair<std::string, std::function<operation<ami::response>(duration)>>> verbs;
    const auto perform = [&](auto request) {
        return begin<ami::response>([&](auto handler) { w.pbx->async_perform(request, std::move(handler)); });
    };
    verbs.emplace_back(
        "QueueReload", [&](duration time) { return perform(ami::action("QueueReload").timeout(time)); });
    verbs.emplace_back(
        "Park", [&](duration time) { return perform(park("a").parking_time(90s).timeout(time)); });
    verbs.emplace_back(
        "Setvar", [&](duration time) { return perform(set_variable("A", "b").timeout(time)); });
    verbs.emplace_back(
        "Hangup", [&](duration time) { return begin_hangup(*w.pbx, hangup("a").cause(16).timeout(time)); });
    verbs.emplace_back("Redirect", [&](duration time) {
        return begin_redirect(*w.pbx, redirect("a").timeout(time).dialplan("x", "1"));
    });
    for (const auto& [name, start] : verbs) {
        for (const duration time : {duration(3s), duration(60s)}) {
            CAPTURE(name);
            const auto op = start(time);
            w.run();
            CHECK(server.next().name() == name);
            w.advance(time - 1ns);
            CHECK(op->pending());
            w.advance(1ns);
            CHECK(op->failed(errc::timed_out));
        }
    }
    const auto command = begin<ami::command_output>([&](auto handler) {
        w.pbx->async_command(ami::actions::command("core show channels").timeout(30s), std::move(handler));
    });
    const auto usual = begin_command(*w.pbx, "core show calls");
    w.run();
    CHECK(server.next()["Command"] == "core show channels");
    CHECK(server.next()["Command"] == "core show calls");
    w.advance(30s - 1ns);
    CHECK(command->pending());
    w.advance(1ns);
    CHECK(command->failed(errc::timed_out));
    w.advance(9s);
    CHECK(usual->pending()); // from when it is the oldest one
    w.advance(1s);
    CHECK(usual->failed(errc::timed_out));
    const auto call =
        begin_originate(*w.pbx, originate("PJSIP/a").dialplan("x", "1").ring_time(60s).timeout(2s));
    w.run();
    CHECK(server.next()["Timeout"] == "60000");
    w.advance(2s);
    CHECK(call->failed(errc::timed_out));
}

TEST_CASE(
    "execute: async_perform sends any action -> it fails where Asterisk refuses it", "[client][verbs][bad]")
{
    client_world w;
    auto& server = w.ready();
    const auto begin_perform = [&] {
        auto op = begin<ami::response>(
            [&](auto handler) { w.pbx->async_perform(ami::action("QueueReload"), std::move(handler)); });
        w.run();
        return op;
    };
    const auto refused = begin_perform();
    server.error(server.next(), "Permission denied");
    w.run();
    CHECK(refused->failed(errc::action_refused));
    CHECK(refused->text().find("Permission denied") != std::string::npos);
    const auto taken = begin_perform();
    server.success(server.next());
    w.run();
    CHECK(taken->succeeded());
}

TEST_CASE("execute: commands of both eras", "[client][verbs]")
{
    client_world w;
    auto& server = w.ready();
    const auto op = begin_command(*w.pbx, "core show  version");
    w.run();
    const auto sent = server.next();
    CHECK(sent["Command"] == "core show  version");
    SECTION("14 and newer")
    {
        server.say(
            "Response: Success\nActionID: $ID\nMessage: Command output follows\nOutput: one\nOutput:   two\n"
            "Output: \nOutput: four: 4 \n\n",
            sent.id());
        w.run();
        CHECK(op->value().ok());
        CHECK(op->value().lines() == std::vector<std::string>{"one", "  two", "", "four: 4 "});
        CHECK(op->value().text() == "one\n  two\n\nfour: 4 ");
    }
    SECTION("13 and older")
    {
        server.say(
            "Response: Follows\nPrivilege: Command\nActionID: $ID\none\n  two\n\nfour: 4 --END COMMAND--\n\n",
            sent.id());
        w.run();
        CHECK(op->value().ok());
        CHECK(op->value().lines() == std::vector<std::string>{"one", "  two", "", "four: 4 "});
    }
    SECTION("a command that failed and said why")
    {
        server.say(
            "Response: Error\nActionID: $ID\nMessage: Command output follows\nOutput: No such command\n\n",
            sent.id());
        w.run();
        CHECK(op->succeeded());
        CHECK_FALSE(op->value().ok());
        CHECK(op->value().text() == "No such command");
    }
}

// --- originate --------------------------------------------------------------------------------------------------

TEST_CASE("originate: every outcome", "[client][originate]")
{
    const struct {
        std::string_view response;
        std::string_view reason;
        ami::call_outcome outcome;
        std::string_view name;
    } rows[] = {
        {"Success", "4", ami::call_outcome::answered, "answered"},
        {"success", "0", ami::call_outcome::answered, "answered"},
        {"Failure", "5", ami::call_outcome::busy, "busy"},
        {"Failure", "1", ami::call_outcome::failed, "failed"},
        {"Failure", "3", ami::call_outcome::no_answer, "no answer"},
        {"Failure", "8", ami::call_outcome::congested, "congested"},
        {"Failure", "0", ami::call_outcome::failed, "failed"},
        {"Failure", "99", ami::call_outcome::failed, "failed"},
        {"Failure", "", ami::call_outcome::failed, "failed"},
        {"Failure", "x5", ami::call_outcome::failed, "failed"},
        {"", "4", ami::call_outcome::failed, "failed"},
    };
    for (const auto& row : rows) {
        client_world w;
        CAPTURE(row.response, row.reason);
        auto& server = w.ready();
        int heard = 0;
        w.pbx->on("OriginateResponse", [&](const event_view&) { ++heard; });
        const auto op = begin_originate(*w.pbx, some_call);
        w.run();
        const auto sent = server.next();
        CHECK(sent.name() == "Originate");
        CHECK(sent["Async"] == "true");
        server.success(sent, "Message: Originate successfully queued\n");
        w.run();
        CHECK(op->pending());
        server.say(fmt::format("Event: Newchannel\nChannel: Local/1@x-1;1\n\n"
                               "Event: OriginateResponse\nPrivilege: call,all\nActionID: $ID\nResponse: {}\n"
                               "Channel: Local/1@x-1;1\nReason: {}\nUniqueid: 1.2\n\n",
                       row.response, row.reason),
            sent.id());
        w.run();
        // A report of failure waits for the Hangup, which has the cause and here does not come.
        if (row.outcome != ami::call_outcome::answered) {
            CHECK(op->pending());
            w.advance(1s);
        }
        REQUIRE(op->succeeded());
        CHECK(op->value().value() == row.outcome);
        CHECK(op->value().answered() == (row.outcome == ami::call_outcome::answered));
        CHECK(ami::to_string(op->value().value()) == row.name);
        CHECK(op->value().channel() == "Local/1@x-1;1");
        // Asterisk ignores a ChannelId up to 12.1.
        const bool answered = row.outcome == ami::call_outcome::answered;
        CHECK(op->value().unique_id() == (answered ? "1.2" : sent["ChannelId"]));
        CHECK(op->value().report().name() == "OriginateResponse");
        CHECK(heard == 1); // subscribers see it too
    }
}

TEST_CASE("originate: the outcome's time is the ring time and a margin", "[client][originate]")
{
    client_world w;
    w.config.ping_after_silence = duration::max();
    auto& server = w.ready();
    duration time = 40s;
    auto call = some_call;
    SECTION("Asterisk's own ring time") {}
    SECTION("another")
    {
        call.ring_time(5s);
        time = 15s;
    }
    SECTION("a longer one than the bound of other actions")
    {
        call.ring_time(10min);
        time = 10min + 10s;
    }
    const auto op = begin_originate(*w.pbx, call);
    w.advance(9s);
    const auto sent = server.next();
    server.success(sent);
    w.run();
    w.advance(time - 1ns);
    CHECK(op->pending());
    SECTION("reported in time")
    {
        server.say("Event: OriginateResponse\nActionID: $ID\nResponse: Failure\nReason: 3\n\n", sent.id());
        w.advance(500ms); // for a Hangup, which does not come
        CHECK(op->value().value() == ami::call_outcome::no_answer);
    }
    SECTION("not reported")
    {
        w.advance(1ns);
        CHECK(op->failed(errc::timed_out));
        CHECK(
            op->text() ==
            "action Originate: Asterisk accepted it and did not report its outcome in time; possible cause: the "
            "user has no read=call in manager.conf");
    }
}

TEST_CASE("originate: OriginateResponse arrives before the Hangup -> the outcome has the cause of the Hangup",
    "[client][originate]")
{
    client_world w;
    auto& server = w.ready();
    auto call = some_call;
    call.channel_id("c1");
    const auto op = begin_originate(*w.pbx, call);
    w.run();
    const auto sent = server.next();
    server.success(sent);
    server.say("Event: Newchannel\nChannel: PJSIP/a-1\nChannelState: 0\nUniqueid: c1\nLinkedid: c1\n\n");
    server.say("Event: OriginateResponse\nActionID: $ID\nResponse: Failure\nReason: 5\n\n", sent.id());
    w.advance(499ms);
    CHECK(op->pending());
    SECTION("within 500 ms")
    {
        server.say("Event: Hangup\nChannel: PJSIP/a-1\nChannelState: 0\nUniqueid: c1\nLinkedid: c1\n"
                   "Cause: 27\n\n");
        w.run();
        CHECK(op->value().value() == ami::call_outcome::busy);
        CHECK(op->value().cause() == ami::hangup_cause(27));
    }
    SECTION("later")
    {
        w.advance(1ms);
        CHECK(op->value().value() == ami::call_outcome::busy);
        CHECK(op->value().cause() == ami::hangup_cause::none);
    }
}

TEST_CASE("originate: a forged outcome", "[client][originate]")
{
    client_world w;
    auto& server = w.ready();
    const auto op = begin_originate(*w.pbx, some_call);
    w.run();
    const auto sent = server.next();
    server.success(sent);
    server.say(
        "Event: UserEvent\nUserEvent: x\nEvent: OriginateResponse\nActionID: $ID\nResponse: Success\n\n",
        sent.id());
    w.run();
    CHECK(op->pending());
}

// --- deadlines --------------------------------------------------------------------------------------------------

TEST_CASE("execute: an action that is never answered", "[client][deadline][bad]")
{
    client_world w;
    auto& server = w.ready();
    const auto op = begin_execute(*w.pbx, "IAXnetstats");
    const auto next = begin_ping(*w.pbx);
    w.run();
    server.next();
    w.say("\n"); // all that it says without IAX calls
    w.say("IAX2/x-1  10 0 0\nIAX2/y-2 11 0 0\n\n");
    CHECK(w.pbx->get_counters().other_packets == 1);
    w.advance(10s - 1ns);
    CHECK(op->pending());
    w.advance(1ns);
    CHECK(op->failed(errc::timed_out));
    CHECK(op->text() ==
          "action IAXnetstats: no answer within 10 s; Asterisk never answers IAXnetstats with a response");
    CHECK(next->pending());
    server.success(server.next());
    w.run();
    CHECK(next->succeeded());
}

TEST_CASE("execute: the time counts from the head of the line", "[client][deadline]")
{
    client_world w;
    auto& server = w.ready();
    const auto slow = begin_execute(*w.pbx, action("Originate").timeout(1min)); // a synchronous one
    const auto ping = begin_ping(*w.pbx);
    w.advance(50s);
    CHECK(ping->pending());
    server.success(server.next());
    w.run();
    CHECK(slow->succeeded());
    w.advance(10s - 1ns);
    CHECK(ping->pending());
    w.advance(1ns);
    CHECK(ping->failed(errc::timed_out));
    CHECK(w.pbx->is_ready());
}

TEST_CASE("execute: settings of time", "[client][deadline]")
{
    client_world w;
    w.config.action_timeout = 3s;
    w.config.action_total_timeout = 7s;
    w.ready();
    std::vector<operation<ami::response>> all;
    for (int i = 0; i != 5; ++i)
        all.push_back(begin_execute(*w.pbx, "Getvar"));
    w.advance(3s);
    CHECK(all[0]->failed(errc::timed_out));
    CHECK(all[0]->text() == "action Getvar: no answer within 3 s");
    CHECK(all[1]->pending());
    w.advance(3s);
    CHECK(all[1]->failed(errc::timed_out));
    CHECK(all[2]->pending());
    w.advance(1s);
    for (std::size_t i = 2; i != 5; ++i) {
        CHECK(all[i]->failed(errc::timed_out));
        CHECK(all[i]->text() == "action Getvar: no answer in time, earlier actions were not answered");
    }
}

TEST_CASE("execute: a list's items restart its time", "[client][deadline]")
{
    client_world w;
    auto& server = w.ready();
    const auto op = begin_execute(*w.pbx, "Status");
    w.run();
    const auto id = server.next().id();
    w.advance(9s);
    server.say("Response: Success\nActionID: $ID\nEventList: start\n\n", id);
    for (int i = 0; i != 10; ++i) {
        w.advance(9s);
        server.say("Event: Status\nActionID: $ID\n\n", id);
        w.run();
    }
    w.advance(10s - 1ns);
    CHECK(op->pending());
    w.advance(1ns);
    CHECK(op->failed(errc::timed_out));
    CHECK(op->text() == "action Status: no answer within 10 s");
    // The late rest of the list reaches nobody.
    int heard = 0;
    w.pbx->on_any([&](const event_view&) { ++heard; });
    server.say(
        "Event: Status\nActionID: $ID\n\nEvent: StatusComplete\nActionID: $ID\nEventList: Complete\n\n", id);
    w.run();
    CHECK(heard == 0);
}

TEST_CASE("execute: events do not restart the time of an action", "[client][deadline]")
{
    client_world w;
    w.ready();
    const auto op = begin_ping(*w.pbx);
    for (int i = 0; i != 10; ++i) {
        CHECK(op->pending());
        w.advance(1s);
        w.say("Event: Ring\n\n");
    }
    CHECK(op->failed(errc::timed_out));
}

TEST_CASE("execute: no wish for a deadline", "[client][deadline]")
{
    client_world w;
    w.config.resolve_timeout = w.config.connect_timeout = w.config.banner_timeout = w.config.login_timeout =
        w.config.action_timeout = w.config.action_total_timeout = w.config.originate_margin =
            w.config.logoff_timeout = w.config.slow_handler = duration::max();
    auto& server = w.ready();
    const auto ping = begin_ping(*w.pbx);
    const auto call = begin_originate(*w.pbx, some_call);
    w.run();
    server.next();
    server.success(server.next());
    w.advance(24h * 365);
    CHECK(ping->pending());
    CHECK(call->pending());
    const auto off = begin_logoff(*w.pbx);
    w.advance(24h * 365);
    CHECK(off->pending());
    server.eof();
    w.run();
    CHECK(off->succeeded());
    CHECK(ping->failed(errc::outcome_unknown));
    CHECK(call->failed(errc::outcome_unknown));
}

TEST_CASE("execute: an action whose time is zero", "[client][deadline][bad]")
{
    for (const duration time : {duration(0), duration(-1s)}) {
        client_world w;
        w.ready();
        const auto op = begin_execute(*w.pbx, action("Ping").timeout(time));
        w.run();
        w.advance(1ns);
        CHECK(op->failed(errc::timed_out));
    }
}

// --- what is refused before a byte is written -------------------------------------------------------------------

TEST_CASE("execute: actions that cannot be sent", "[client][bad]")
{
    std::string long_value(1023 - 3, 'x'); // with "X: " a line of 1,023 bytes
    action many("Many");
    for (int i = 0; i != 127; ++i)
        many.add("Header", i);
    const struct {
        action what;
        errc code;
        std::string text;
    } rows[] = {
        {action("X").add("Channel", "a\rb"), errc::invalid_header_value,
            "header \"Channel\": its value has CR at byte 1, which would end the line; multi_line() sends several lines over HTTP, some actions have a Base64 form"},
        {action("X").add("Channel", "ab\nAction: Originate"), errc::invalid_header_value,
            "header \"Channel\": its value has LF at byte 2, which would end the line; multi_line() sends several lines over HTTP, some actions have a Base64 form"},
        {action("X").add("Channel", "abc\0d"sv), errc::invalid_header_value,
            "header \"Channel\": its value has NUL at byte 3, which would end the line; multi_line() sends several lines over HTTP, some actions have a Base64 form"},
        {action("X").add("X", long_value), errc::header_too_long,
            "header \"X\": the line has 1023 bytes, Asterisk reads at most 1022"},
        {many, errc::too_many_headers,
            "header \"Header\": it is line 129 of action Many with Action and ActionID, Asterisk reads at most 128"},
        {action("X").add("", "v"), errc::invalid_header_name, "action X: a header has no name"},
        {action(""), errc::invalid_header_name, "the action has no name"},
        {action("X").add("Name ", "v"), errc::invalid_header_name,
            "header \"Name \": its name has a colon, a control byte or a blank at an end"},
        {action("Na me"), errc::invalid_header_name,
            "action \"Na me\": its name has a blank, a colon or a control byte"},
        {action("X").add("Channel", " a"), errc::invalid_header_value,
            "header \"Channel\": its value begins with a blank or a control byte, which Asterisk would drop"},
        {action("X").add("ActionID", "mine"), errc::reserved_header,
            "header \"ActionID\": it cannot be set, the client generates it to match answers; originate::channel_id() "
            "identifies a call, a UserEvent can have a header of another name"},
        {action("X").add("Action", "Y"), errc::reserved_header,
            "header \"Action\": set the action's name in the constructor"},
    };
    client_world w;
    auto& server = w.ready();
    for (const auto& row : rows) {
        const auto op = begin_execute(*w.pbx, row.what);
        w.run();
        CAPTURE(row.text);
        CHECK(op->failed(row.code));
        CHECK(op->text() == row.text);
        CHECK(server.idle());
    }
    CHECK(w.pbx->get_counters().actions_rejected == std::size(rows));
    CHECK(w.pbx->get_counters().actions_started == 1 + std::size(rows));
    // The same without a connection.
    client_world idle;
    const auto op = begin_execute(*idle.pbx, action("X").add("ActionID", "mine"));
    idle.run();
    CHECK(op->failed(errc::reserved_header));
    // Exactly as much as Asterisk reads is sent.
    long_value.pop_back();
    begin_execute(*w.pbx, action("X").add("X", long_value));
    w.run();
    CHECK(server.next()["X"] == long_value);
}

TEST_CASE("execute: a ring time that is none", "[client][bad]")
{
    client_world w;
    w.ready();
    for (const auto time : {0ms, -5000ms, std::chrono::milliseconds::min()}) {
        auto call = some_call;
        const auto op = begin_originate(*w.pbx, call.ring_time(time));
        w.run();
        CHECK(op->failed(errc::invalid_header_value));
        CHECK(op->text().find("must be longer than zero") != std::string::npos);
    }
    CHECK(w.server().idle());
    auto call = some_call;
    begin_originate(*w.pbx, call.ring_time(std::chrono::milliseconds::max()));
    w.run();
    CHECK(w.server().next()["Timeout"] == "2147483647");
}

TEST_CASE("execute: typed actions that cannot be sent", "[client][bad]")
{
    client_world w;
    w.ready();
    const auto regex = begin_hangup(*w.pbx, actions::hangup("/.*/"));
    const auto cause = begin_hangup(*w.pbx, actions::hangup("a").cause(128));
    const auto call = begin_originate(*w.pbx, actions::originate("Local/1\r@x").dialplan("x", "1"));
    const auto move = begin_redirect(*w.pbx, actions::redirect("a").dialplan("x", "1\n2"));
    const auto command = begin_command(*w.pbx, "core show\nversion");
    w.run();
    CHECK(regex->failed(errc::invalid_header_value));
    CHECK(regex->text().find("actions::hangup::matching") != std::string::npos);
    CHECK(cause->failed(errc::invalid_header_value));
    CHECK(cause->text() == "header \"Cause\": 128 is not from 0 to 127; Asterisk would ignore it");
    CHECK(call->failed(errc::invalid_header_value));
    CHECK(move->failed(errc::invalid_header_value));
    CHECK(command->failed(errc::invalid_header_value));
    CHECK(
        command->text() ==
        "header \"Command\": its value has LF at byte 9, which would end the line; multi_line() sends several lines over HTTP, some actions have a Base64 form");
}

// --- states -----------------------------------------------------------------------------------------------------

TEST_CASE("execute: without a connection", "[client][bad]")
{
    client_world w;
    const auto refused = [&](const char* text) {
        const auto op = begin_execute(*w.pbx, "Getvar");
        const auto ping = begin_ping(*w.pbx);
        const auto call = begin_originate(*w.pbx, some_call);
        const auto off = begin_logoff(*w.pbx);
        const auto mask = begin_mask(*w.pbx, ami::event_mask());
        w.run();
        CHECK(op->failed(errc::not_connected));
        CHECK(op->text() == "action Getvar: " + std::string(text));
        CHECK(ping->failed(errc::not_connected));
        CHECK(call->failed(errc::not_connected));
        CHECK(off->failed(errc::not_connected));
        CHECK(off->text() == "action Logoff: " + std::string(text));
        CHECK(mask->failed(errc::not_connected));
    };
    SECTION("never connected")
    {
        refused("call async_connect first");
    }
    SECTION("while connecting")
    {
        const auto connected = begin_connect(*w.pbx, w.config);
        refused("the client is still connecting; wait for async_connect");
        w.log_in();
        CHECK(connected->succeeded());
    }
    SECTION("after close")
    {
        w.ready();
        w.pbx->close();
        refused("the session has ended: the client was closed; close() was called");
    }
    SECTION("after a loss")
    {
        w.ready().eof();
        w.run();
        refused("the session has ended: the connection was lost; pbx:5038: the server closed the connection");
    }
    SECTION("after a failed login")
    {
        const auto connected = begin_connect(*w.pbx, w.config);
        w.run();
        w.server().error(w.server().next(), "Authentication failed");
        w.run();
        const auto op = begin_ping(*w.pbx);
        w.run();
        CHECK(op->failed(errc::not_connected));
        CHECK(
            op->text().find("action Ping: the session has ended: authentication failed; pbx:5038 says") == 0);
    }
    SECTION("after a logoff")
    {
        auto& server = w.ready();
        const auto off = begin_logoff(*w.pbx);
        w.run();
        server.say("Response: Goodbye\nActionID: $ID\n\n", server.next().id());
        w.run();
        CHECK(off->succeeded());
        refused("the session has ended: logged off; pbx:5038");
    }
    SECTION("during a logoff")
    {
        w.ready();
        begin_logoff(*w.pbx);
        refused("the session has ended");
    }
    CHECK(w.pbx->get_counters().actions_rejected >= 1);
}

TEST_CASE("close: ends everything, later and not inside the call", "[client][close]")
{
    client_world w;
    auto& server = w.ready();
    const auto sent = begin_execute(*w.pbx, "Getvar");
    w.run();
    server.stop_taking();
    const auto stuck = begin_execute(*w.pbx, "Getvar");
    const auto unsent = begin_execute(*w.pbx, "Setvar");
    const auto closed = begin_closed(*w.pbx);
    w.run();
    w.pbx->close();
    CHECK_FALSE(w.pbx->is_ready());
    CHECK(sent->pending());
    CHECK(unsent->pending());
    CHECK(closed->pending());
    CHECK(server.closed());
    w.run();
    CHECK(sent->failed(errc::outcome_unknown));
    CHECK(sent->text() == "action Getvar: the client was closed: close() was called");
    CHECK(stuck->failed(errc::not_sent)); // the network took no byte of it
    CHECK(unsent->failed(errc::not_sent));
    CHECK(unsent->text() == "action Setvar: the client was closed: close() was called");
    CHECK(closed->succeeded());
    CHECK(closed->value().code() == errc::closed);
    CHECK(closed->value().message() == "close() was called");
    w.pbx->close(); // nothing
    w.run();
    const auto& counts = w.pbx->get_counters();
    CHECK(counts.actions_outcome_unknown == 1);
    CHECK(counts.actions_not_sent == 2);
}

TEST_CASE("closed: waits for the end, whatever it is", "[client][close]")
{
    client_world w;
    SECTION("there was none yet")
    {
        const auto op = begin_closed(*w.pbx);
        w.run();
        CHECK(op->succeeded());
        CHECK(op->value().code() == errc::not_connected);
        CHECK(op->value().message() == "there was no session yet");
    }
    SECTION("the end before the next beginning")
    {
        w.ready();
        w.pbx->close();
        const auto op = begin_closed(*w.pbx);
        begin_connect(*w.pbx, w.config);
        w.run();
        CHECK(op->succeeded());
        CHECK(op->value().code() == errc::closed);
    }
    SECTION("several wait, one is cancelled")
    {
        auto& server = w.ready();
        const auto a = begin_closed(*w.pbx);
        const auto b = begin_closed(*w.pbx);
        const auto c = begin_closed(*w.pbx);
        w.run();
        b->cancel(asio::cancellation_type::total);
        w.run();
        CHECK(b->aborted());
        CHECK(w.pbx->is_ready());
        server.reset();
        w.run();
        CHECK(a->value().code() == errc::connection_lost);
        CHECK(a->value().message() == "pbx:5038: Connection reset by peer");
        CHECK(c->succeeded());
        CHECK(b->completions == 1);
    }
}

// --- logoff -----------------------------------------------------------------------------------------------------

TEST_CASE("logoff: every way", "[client][logoff]")
{
    client_world w;
    auto& server = w.ready();
    const auto before = begin_execute(*w.pbx, "Getvar");
    const auto closed = begin_closed(*w.pbx);
    const auto off = begin_logoff(*w.pbx);
    w.run();
    const auto getvar = server.next();
    const auto goodbye = server.next();
    CHECK(goodbye.name() == "Logoff");
    SECTION("the usual one")
    {
        server.success(getvar);
        w.run();
        CHECK(before->succeeded()); // what was started before is answered first
        server.say("Response: Goodbye\nActionID: $ID\nMessage: Thanks for all the fish.\n\n", goodbye.id());
        w.run();
    }
    SECTION("the server only closes")
    {
        server.eof();
        w.run();
        CHECK(before->failed(errc::outcome_unknown));
    }
    SECTION("the server resets the connection")
    {
        server.reset();
        w.run();
    }
    SECTION("the server says nothing")
    {
        w.advance(5s - 1ns);
        CHECK(off->pending());
        w.advance(1ns);
    }
    SECTION("an error")
    {
        server.error(goodbye, "Asterisk is shutting down");
        w.run();
    }
    CHECK(off->succeeded());
    CHECK(closed->succeeded());
    CHECK(closed->value().code() == errc::logged_off);
    CHECK(closed->value().message() == "pbx:5038");
    CHECK(server.closed());
    CHECK(before->done());
    w.advance(1h);
    CHECK_FALSE(w.net->armed());
}

TEST_CASE("logoff: twice", "[client][logoff]")
{
    client_world w;
    auto& server = w.ready();
    const auto first = begin_logoff(*w.pbx);
    const auto second = begin_logoff(*w.pbx);
    w.run();
    CHECK(second->failed(errc::not_connected));
    server.eof();
    w.run();
    CHECK(first->succeeded());
}

TEST_CASE("logoff: one that cannot be started leaves the session alone", "[client][logoff]")
{
    client_world w;
    w.config.limits.max_in_flight = 1;
    auto& server = w.ready();
    const auto ping = begin_ping(*w.pbx);
    const auto off = begin_logoff(*w.pbx);
    w.run();
    CHECK(off->failed(errc::too_many_in_flight));
    w.advance(6s);
    CHECK(w.pbx->is_ready());
    server.success(server.next());
    w.run();
    CHECK(ping->succeeded());
}

TEST_CASE("logoff: the network takes nothing", "[client][logoff]")
{
    client_world w;
    auto& server = w.ready();
    server.stop_taking();
    const auto ping = begin_ping(*w.pbx);
    const auto off = begin_logoff(*w.pbx);
    const auto closed = begin_closed(*w.pbx);
    w.advance(5s);
    CHECK(off->succeeded());
    CHECK(closed->value().code() == errc::logged_off);
    CHECK(ping->done());
    CHECK(server.closed());
}

// --- losing the connection --------------------------------------------------------------------------------------

TEST_CASE("lost: in the middle of things", "[client][lost][bad]")
{
    client_world w;
    auto& server = w.ready();
    const auto list = begin_execute(*w.pbx, "Status");
    const auto call = begin_originate(*w.pbx, some_call);
    const auto closed = begin_closed(*w.pbx);
    w.run();
    const auto list_id = server.next().id();
    server.success(server.next());
    server.say(
        "Response: Success\nActionID: $ID\nEventList: start\n\nEvent: Status\nActionID: $ID\n\n", list_id);
    std::string cut;
    SECTION("of a list") {}
    SECTION("of a packet")
    {
        server.say("Event: Status\nActionID: $ID\nChann", list_id);
        cut = " in the middle of a packet that begins with \"Event: Status\"";
    }
    SECTION("of a line")
    {
        server.say("Event: Sta");
        cut = " in the middle of a packet that begins with \"Event: Sta\"";
    }
    server.eof();
    w.run();
    const auto why = "the connection was lost: pbx:5038: the server closed the connection" + cut;
    CHECK(list->failed(errc::outcome_unknown));
    CHECK(list->text() == "action Status: " + why);
    CHECK(call->failed(errc::outcome_unknown));
    CHECK(call->text() == "action Originate: Asterisk accepted it, then " + why);
    CHECK(closed->value().code() == errc::connection_lost);
    CHECK(closed->value().message() == "pbx:5038: the server closed the connection" + cut);
    CHECK(w.logged(
        ami::log_level::error, "session ended cause=the connection was lost details=pbx:5038: the server"));
    CHECK_FALSE(w.pbx->is_ready());
}

TEST_CASE("lost: what was not written is safe to start again", "[client][lost]")
{
    client_world w;
    auto& server = w.ready();
    server.stop_taking(10);
    const auto partly = begin_execute(*w.pbx, "Originate");
    const auto unsent = begin_execute(*w.pbx, "Originate");
    w.run();
    server.reset();
    w.run();
    CHECK(partly->failed(errc::not_sent)); // its last byte never went
    CHECK(unsent->failed(errc::not_sent));
    CHECK(server.written().find("ActionID", server.written().find("Secret")) == std::string::npos);
}

TEST_CASE("lost: a burst of which the network took a part -> only that part is of unknown outcome",
    "[client][lost]")
{
    client_world w;
    auto& server = w.ready();
    constexpr std::size_t taken = 100'000;
    const auto before = server.written().size();
    server.stop_taking(taken);
    const auto answered_before = w.pbx->get_counters().bytes_sent;
    std::vector<operation<ami::response>> all;
    for (int i = 0; i != 9'000; ++i)
        all.push_back(begin_execute(*w.pbx, action("Setvar").add("Number", i)));
    w.run();
    CHECK(w.pbx->get_counters().bytes_sent == answered_before + taken);
    // The whole actions among these bytes.
    const auto text = server.written().substr(before);
    REQUIRE(text.size() == taken);
    std::size_t whole = 0;
    for (auto at = text.find("\r\n\r\n"); at != std::string::npos; at = text.find("\r\n\r\n", at + 4))
        ++whole;
    server.reset();
    w.run();
    std::size_t unknown = 0;
    for (const auto& each : all) {
        unknown += each->failed(errc::outcome_unknown) ? 1 : 0;
        CHECK((each->failed(errc::outcome_unknown) || each->failed(errc::not_sent)));
    }
    CHECK(unknown == whole);
    CHECK(all[whole - 1]->failed(errc::outcome_unknown));
    CHECK(all[whole]->failed(errc::not_sent));
}

TEST_CASE("lost: a write fails", "[client][lost]")
{
    client_world w;
    auto& server = w.ready();
    const auto before = begin_execute(*w.pbx, "Before");
    w.run();
    server.fail_writes();
    const auto failed = begin_execute(*w.pbx, "Failed");
    w.run();
    const auto after = begin_execute(*w.pbx, "After");
    SECTION("what the server still said counts")
    {
        server.success(server.next());
        server.eof();
        w.run();
        CHECK(before->succeeded());
        CHECK(failed->failed(errc::not_sent));
        CHECK(after->failed(errc::not_sent));
    }
    SECTION("a server that says nothing more holds nobody up")
    {
        w.advance(1min);
        CHECK(before->done());
        CHECK(failed->done());
        CHECK(after->failed(errc::not_sent));
    }
    CHECK(server.written().find("Failed") == std::string::npos);
    CHECK(server.written().find("After") == std::string::npos);
}

TEST_CASE("lost: a network that is full for a while", "[client][lost]")
{
    client_world w;
    auto& server = w.ready();
    server.stop_taking(25);
    std::vector<operation<ami::response>> all;
    for (int i = 0; i != 20; ++i)
        all.push_back(begin_execute(*w.pbx, action("Getvar").add("N", i)));
    w.advance(9s);
    CHECK(server.idle());
    server.take_again();
    w.run();
    for (int i = 0; i != 20; ++i) {
        const auto sent = server.next();
        CHECK(sent["N"] == std::to_string(i));
        server.success(sent);
    }
    w.run();
    for (const auto& each : all)
        CHECK(each->succeeded());
}

// --- hostile servers --------------------------------------------------------------------------------------------

TEST_CASE("limits: what one server may send", "[client][limits][bad]")
{
    client_world w;
    errc code{};
    std::string text;
    std::string flood;
    SECTION("a line")
    {
        w.config.limits.max_line = 100;
        flood = "Event: x\nLong: " + std::string(200, 'x') + "\n\n";
        code = errc::line_too_long;
        text = "limits::max_line is 100 bytes; the packet begins with \"Event: x\"";
    }
    SECTION("a line that does not end")
    {
        w.config.limits.max_line = 100;
        flood = "Event: x\n" + std::string(200, 'x');
        code = errc::line_too_long;
        text = "limits::max_line is 100 bytes; the packet begins with \"Event: x\"";
    }
    SECTION("lines")
    {
        w.config.limits.max_headers = 10;
        flood = "Event: x\n";
        for (int i = 0; i != 10; ++i)
            flood += "A: b\n";
        flood += "\n";
        code = errc::packet_has_too_many_headers;
        text = "limits::max_headers is 10; the packet begins with \"Event: x\"";
    }
    SECTION("a packet")
    {
        w.config.limits.max_packet = 200;
        flood = "Event: y\x01\n";
        for (int i = 0; i != 100; ++i)
            flood += "A: b\n";
        code = errc::packet_too_large;
        text = "limits::max_packet is 200 bytes; the packet begins with \"Event: y\\x01\"";
    }
    auto& server = w.ready();
    const auto ping = begin_ping(*w.pbx);
    const auto closed = begin_closed(*w.pbx);
    int heard = 0;
    w.pbx->on_any([&](const event_view&) { ++heard; });
    w.run();
    w.say("Event: Good\n\n" + flood);
    CHECK(heard == 1);
    CHECK(closed->value().code() == code);
    CHECK(closed->value().message() == "pbx:5038: " + text);
    CHECK(ping->failed(errc::outcome_unknown));
    CHECK(ping->text().find(text) != std::string::npos);
    CHECK(server.closed());
}

TEST_CASE("limits: what one program may start", "[client][limits][bad]")
{
    client_world w;
    SECTION("actions in flight")
    {
        w.config.limits.max_in_flight = 2;
        w.ready();
        begin_ping(*w.pbx);
        begin_ping(*w.pbx);
        const auto op = begin_ping(*w.pbx);
        w.run();
        CHECK(op->failed(errc::too_many_in_flight));
        CHECK(op->text() == "limits::max_in_flight is 2");
    }
    SECTION("bytes that wait")
    {
        w.config.limits.max_write_queue = 2000;
        auto& server = w.ready();
        server.stop_taking();
        begin_ping(*w.pbx);
        begin_execute(*w.pbx, action("X").add("A", std::string(1000, 'a')));
        const auto op = begin_execute(*w.pbx, action("X").add("A", std::string(1000, 'a')));
        w.run();
        CHECK(op->failed(errc::write_queue_full));
        CHECK(op->text().find("bytes wait, limits::max_write_queue is 2000") != std::string::npos);
    }
    SECTION("a list")
    {
        w.config.limits.max_list_items = 5;
        auto& server = w.ready();
        const auto op = begin_execute(*w.pbx, "Status");
        const auto ping = begin_ping(*w.pbx);
        w.run();
        const auto id = server.next().id();
        server.say("Response: Success\nActionID: $ID\nEventList: start\n\n", id);
        for (int i = 0; i != 1000; ++i)
            server.say("Event: Status\nActionID: $ID\n\n", id);
        w.run();
        CHECK(op->failed(errc::list_too_large));
        CHECK(op->text() ==
              "the list of Status has more than 5 events or 1073741824 bytes (limits::max_list_items, "
              "limits::max_list_bytes)");
        server.say("Event: StatusComplete\nActionID: $ID\nEventList: Complete\n\n", id);
        server.success(server.next());
        w.run();
        CHECK(ping->succeeded());
    }
    CHECK(w.pbx->is_ready());
}

TEST_CASE("limits: too small for a login", "[client][limits][bad]")
{
    client_world w;
    SECTION("in flight")
    {
        w.config.limits.max_in_flight = 0;
    }
    SECTION("write queue")
    {
        w.config.limits.max_write_queue = 10;
    }
    const auto op = begin_connect(*w.pbx, w.config);
    w.run();
    CHECK(op->failed(errc::invalid_config));
    CHECK(op->text().find("limits::max_") != std::string::npos);
}

TEST_CASE("hostile: responses without an action", "[client][bad]")
{
    client_world w;
    auto& server = w.ready();
    const auto ping = begin_ping(*w.pbx);
    w.run();
    w.say("Response: Success\nActionID: somebody-else-1\nMessage: x\n\n");
    CHECK(w.logged(ami::log_level::info, "a response to no action of ours action_id=somebody-else-1"));
    w.say("Response: Error\nMessage: Missing action in request\n\n");
    CHECK(w.pbx->get_counters().orphan_responses == 2);
    CHECK(ping->pending());
    const auto id = server.next().id();
    std::string many;
    for (int i = 0; i != 10'000; ++i)
        many += "Response: Success\nActionID: $ID\n\n";
    server.say(many, id);
    w.run();
    CHECK(ping->succeeded());
    CHECK(w.pbx->get_counters().orphan_responses == 2 + 9'999);
    CHECK(w.pbx->is_ready());
}

TEST_CASE("hostile: garbage", "[client][bad]")
{
    client_world w;
    auto& server = w.ready();
    std::vector<std::string> heard;
    w.pbx->on_any([&](const event_view& e) { heard.emplace_back(e.name()); });
    const auto ping = begin_ping(*w.pbx);
    w.run();
    server.send("\r\n\n\r\n:\r\n\r\nno colon\r\n\r\n\xff\xfe\x00\x01\r\n\n"sv);
    server.send("Event:\n\nEvent: \r\n\r\nResponse:\r\n\r\nevent: low\n\nEVENT:UP\r\n\r\n");
    server.fragment(1);
    server.success(server.next());
    w.run();
    CHECK(ping->succeeded());
    CHECK(heard == std::vector<std::string>{"", "", "low", "UP"});
    CHECK(w.pbx->get_counters().other_packets == 3);
    CHECK(w.pbx->get_counters().orphan_responses == 1);
    CHECK(w.logged(
        ami::log_level::debug, "a packet that is neither event nor response begins=\\xff\\xfe\\x00\\x01"));
}

TEST_CASE("hostile: a byte a second", "[client]")
{
    client_world w;
    auto& server = w.ready();
    const auto ping = begin_ping(*w.pbx);
    w.run();
    const auto answer = wire("Response: Success\nActionID: $ID\n\n", server.next().id());
    for (const char c : answer.substr(0, 9)) {
        w.advance(1s);
        server.send(std::string_view(&c, 1));
    }
    w.run();
    CHECK(ping->pending());
    w.advance(1s);
    CHECK(ping->failed(errc::timed_out));
    server.send(answer.substr(9));
    w.run();
    CHECK(w.pbx->get_counters().late_answers == 1);
    CHECK(w.pbx->is_ready());
}

// --- the log and the counters -----------------------------------------------------------------------------------

TEST_CASE("log: levels", "[client][log]")
{
    for (const auto level : {ami::log_level::error, ami::log_level::info, ami::log_level::debug}) {
        client_world w;
        w.config.log_level = level;
        auto& server = w.ready();
        begin_ping(*w.pbx);
        w.run();
        server.eof();
        w.run();
        for (const auto& [of, text] : w.log)
            CHECK(of <= level);
        CHECK(w.logged(ami::log_level::error, "cause=the connection was lost"));
        CHECK(w.logged(ami::log_level::info, "logged in") == (level >= ami::log_level::info));
        CHECK(w.logged(ami::log_level::debug, "action started action=Ping number=2") ==
              (level >= ami::log_level::debug));
    }
    client_world silent;
    silent.config.log = nullptr;
    silent.ready().eof();
    silent.run();
    CHECK(silent.log.empty());
}

TEST_CASE("log: a slow handler is counted and named", "[client][log]")
{
    client_world w;
    auto& server = w.ready();
    const auto fast = w.pbx->on("Ring", [&](const event_view&) { w.net->block(99ms); });
    w.pbx->on("Ring", [](const event_view&) {});
    w.say("Event: Ring\n\nEvent: Ring\n\n");
    CHECK(w.pbx->get_counters().slow_handlers == 0);
    const auto slow = w.pbx->on("Ring", [&](const event_view&) { w.net->block(1s); });
    w.say("Event: Ring\n\n");
    CHECK(w.pbx->get_counters().slow_handlers == 1);
    CHECK(w.logged(
        ami::log_level::info, "a handler was slow, and nothing was read meanwhile event=Ring seconds=1.000"));
    CHECK(w.pbx->get_counters().events_delivered == 2 + 2 + 3);
    // Somebody else's time is not put down to the next handler.
    auto subscription = slow;
    subscription.cancel();
    const auto ping = begin_ping(*w.pbx);
    w.run();
    ping->then = [&] { w.net->block(5s); };
    server.say("Response: Success\nActionID: $ID\n\nEvent: Ring\n\n", server.next().id());
    w.run();
    CHECK(ping->succeeded());
    CHECK(w.pbx->get_counters().slow_handlers == 1);
}

TEST_CASE("counters: add up", "[client][log]")
{
    client_world w;
    auto& server = w.ready();
    w.pbx->on("Ring", [](const event_view&) {});
    for (int i = 0; i != 10; ++i)
        begin_ping(*w.pbx);
    w.run();
    for (int i = 0; i != 5; ++i)
        server.success(server.next());
    server.say("Event: Ring\n\nEvent: Other\n\ndebris\n\n");
    w.run();
    const auto cancelled = begin_ping(*w.pbx);
    w.run();
    cancelled->cancel();
    w.advance(10s); // one times out
    w.pbx->close();
    w.run();
    const auto& counts = w.pbx->get_counters();
    CHECK(counts.actions_started == 12); // the login is one
    CHECK(counts.actions_answered == 6);
    CHECK(counts.actions_cancelled == 1);
    CHECK(counts.actions_timed_out == 1);
    CHECK(counts.actions_outcome_unknown == 4);
    CHECK(counts.responses_received == 6);
    CHECK(counts.events_received == 2);
    CHECK(counts.events_delivered == 1);
    CHECK(counts.other_packets == 1);
    CHECK(counts.bytes_sent == server.written().size());
}

TEST_CASE(
    "execute: an Asterisk answers in order -> what it does not answer ends at once", "[client][execute]")
{
    client_world w;
    w.net->greet_with("Asterisk Call Manager/11.0.0\n");
    auto& server = w.ready();
    const auto silent = begin_execute(*w.pbx, action("IAXnetstats"));
    w.run();
    CHECK(server.next().name() == "IAXnetstats");
    const auto barrier = server.next(); // the client's own
    REQUIRE(barrier.name() == "Ping");
    server.success(barrier);
    w.run();
    REQUIRE_FALSE(silent->pending());
    CHECK(silent->failed(errc::outcome_unknown));
    CHECK(w.pbx->get_counters().actions_timed_out == 0);
}

TEST_CASE(
    "originate: a proxy sends the OriginateResponse before the answer -> it counts", "[client][originate]")
{
    client_world w;
    auto& server = w.ready();
    const auto op = begin_originate(*w.pbx, some_call);
    w.run();
    const auto sent = server.next();
    server.say("Event: OriginateResponse\nPrivilege: call,all\nActionID: $ID\nResponse: Success\nReason: 4\n"
               "Uniqueid: 1.1\n\n",
        sent.id());
    w.run();
    CHECK(op->pending());
    server.success(sent);
    w.run();
    REQUIRE(op->succeeded());
    CHECK(op->value().answered());
}
