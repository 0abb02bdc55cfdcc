// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// What a test can make the test server say, and what it can ask about what the server heard.

#include "support/catch.hpp"
#include "testing_server_socket.hpp"

#include <ami/testing/server.hpp>

#include <chrono>
#include <stdexcept>
#include <string>
#include <thread>

using namespace ami::testing;
using namespace std::chrono_literals;
using tests::crlf;
using tests::raw_socket;

namespace {

const std::string off = crlf("Response: Success\nEvents: Off\n\n");

} // namespace

TEST_CASE("test server: any action's answer can be scripted")
{
    server pbx;
    raw_socket client(pbx);
    client.log_in();
    pbx.script("QueueStatus", [](const request& r) {
        return reply::list(r, "Queue status will follow")
            .add(packet_text::event("QueueParams").add("Queue", "q").add("Calls", 3).action_id(r.action_id()))
            .complete(r, "QueueStatusComplete", 1);
    });
    CHECK(client.ask("Action: queuestatus\nActionID: q", 3) ==
          crlf("Response: Success\nActionID: q\nEventList: start\nMessage: Queue status will follow\n\n"
               "Event: QueueParams\nQueue: q\nCalls: 3\nActionID: q\n\n"
               "Event: QueueStatusComplete\nActionID: q\nEventList: Complete\nListItems: 1\n\n"));
    pbx.script("Unheard", [](const request& r) { return reply::error(r, "No, " + std::string(r["Who"])); });
    CHECK(client.ask("Action: Unheard\nWho: Ana") == crlf("Response: Error\nMessage: No, Ana\n\n"));
    pbx.script("Raw", [](const request&) { return reply::raw("any\r\nbytes: \x01\r\n\r\n"); });
    CHECK(client.ask("Action: Raw") == "any\r\nbytes: \x01\r\n\r\n");
    pbx.unscript("QueueStatus");
    CHECK(client.ask("Action: QueueStatus\nQueue: none", 2).ends_with("ListItems: 0\r\n\r\n"));
}

TEST_CASE("test server: a script may leave an action to the server, or throw")
{
    server pbx;
    pbx.script("", [](const request& r) {
        if (r.name() == "Login")
            return reply::built_in();
        if (r.name() == "Throw")
            throw std::runtime_error("on purpose");
        return reply::success(r, std::string(r.name()));
    });
    raw_socket client(pbx);
    client.log_in();
    CHECK(client.ask("Action: Anything") == crlf("Response: Success\nMessage: Anything\n\n"));
    CHECK(client.ask("Action: Throw") ==
          crlf("Response: Error\nMessage: the test server's script threw: on purpose\n\n"));
}

TEST_CASE("test server: a script may answer never, late, in pieces, or with the end")
{
    server pbx;
    raw_socket client(pbx);
    client.log_in("hello", "world", "user");
    SECTION("never")
    {
        pbx.script("Ping", [](const request&) { return reply::never(); });
        CHECK(client.ask("Action: Ping\n\nAction: Events\nEventMask: off") == off);
    }
    SECTION("late: nothing else is done on the connection meanwhile")
    {
        pbx.script("Ping", [](const request& r) { return reply::success(r).after(300ms); });
        const auto begin = raw_socket::clock::now();
        client.send_lines("Action: Ping\n\nAction: Events\nEventMask: off\n\n");
        REQUIRE(pbx.wait_for_request("Ping"));
        pbx.inject("Foo", {{"Privilege", "user,all"}});
        CHECK(client.packets(3) == crlf("Response: Success\n\nEvent: Foo\nPrivilege: user,all\n\n") + off);
        CHECK(raw_socket::clock::now() - begin >= 300ms);
    }
    SECTION("in pieces")
    {
        pbx.script("Ping", [](const request& r) { return reply::success(r).fragments(7, 100ms); });
        client.send_lines("Action: Ping\n\nAction: Events\nEventMask: off\n\n");
        int reads = 0;
        std::string all;
        while (all.size() < 21) {
            ++reads;
            all += client.some(21 - all.size());
        }
        CHECK(all == "Response: Success\r\n\r\n");
        CHECK(reads > 1);
        CHECK(client.packet() == off);
    }
    SECTION("and then the end")
    {
        pbx.script("Ping", [](const request& r) { return reply::success(r, "bye").then_close(); });
        client.send_lines("Action: Ping\n\n");
        CHECK(client.rest() == crlf("Response: Success\nMessage: bye\n\n"));
        CHECK_FALSE(client.was_reset());
    }
    SECTION("or a reset in the middle of a packet")
    {
        pbx.script(
            "Ping", [](const request&) { return reply::raw("Response: Suc").then_close(ending::rst); });
        client.send_lines("Action: Ping\n\n");
        client.rest();
        CHECK(client.was_reset());
    }
}

TEST_CASE("test server: a script may use the server")
{
    server pbx;
    raw_socket client(pbx);
    client.log_in("hello", "world", "user");
    pbx.script("Ping", [&](const request& r) {
        pbx.inject("Foo", {{"Privilege", "user,all"}});
        pbx.unscript("Ping");
        pbx.faults().fragment(3);
        return reply::success(r, std::to_string(pbx.sessions()) + " " + pbx.url().substr(0, 6));
    });
    CHECK(client.ask("Action: Ping", 2) ==
          crlf("Response: Success\nMessage: 1 ami://\n\nEvent: Foo\nPrivilege: user,all\n\n"));
}

TEST_CASE("test server: events can be injected")
{
    server pbx(options().with_user(user("caller", "caller").with_read("call")));
    raw_socket all(pbx);
    all.log_in("hello", "world", "on");
    all.packet_with("SuccessfulAuth");
    raw_socket caller(pbx);
    caller.log_in("caller", "caller", "on");
    all.packet_with("SuccessfulAuth");
    raw_socket stranger(pbx);
    stranger.line();

    pbx.inject("Event: A\nPrivilege: user,all\nX: 1");
    pbx.inject("Event: B\r\nPrivilege: call,all\r\n\r\n");
    pbx.inject(packet_text::event("C").add("n", 5));
    pbx.inject("D", {{"Privilege", "call,all"}, {"e", ""}});
    CHECK(all.packets(4) ==
          crlf("Event: A\nPrivilege: user,all\nX: 1\n\nEvent: B\nPrivilege: call,all\n\nEvent: C\nn: 5\n\n"
               "Event: D\nPrivilege: call,all\ne: \n\n"));
    CHECK(caller.packets(3) ==
          crlf("Event: B\nPrivilege: call,all\n\nEvent: C\nn: 5\n\nEvent: D\nPrivilege: call,all\ne: \n\n"));
    // Raw bytes go to strangers too.
    pbx.write("not a packet\n");
    CHECK(stranger.line() == "not a packet\n");
    CHECK(caller.line() == "not a packet\n");
    pbx.write(3, "only here\n");
    CHECK(stranger.line() == "only here\n");
    CHECK(caller.ask("Action: Events\nEventMask: off") == off);
}

TEST_CASE("test server: it tells what it received")
{
    server pbx;
    raw_socket client(pbx);
    client.log_in();
    client.ask("ActionID: 1\nAction: Events\nEventMask: off\nX: a\nX: b");
    const auto heard = pbx.wait_for_request("events");
    REQUIRE(heard);
    CHECK(heard->name() == "Events");
    CHECK(heard->action_id() == "1");
    CHECK((*heard)["x"] == "a");
    CHECK(heard->user() == "hello");
    CHECK(heard->session() == 1);
    CHECK(heard->raw() == crlf("ActionID: 1\nAction: Events\nEventMask: off\nX: a\nX: b\n\n"));
    const auto all = pbx.requests();
    REQUIRE(all.size() == 2);
    CHECK(all[0].name() == "Login");
    CHECK(all[0].user().empty());

    pbx.clear_requests();
    CHECK_FALSE(pbx.wait_for_request("Events", 0ms));
    std::thread later([&] { client.ask("Action: Ping\nActionID: 2"); });
    const auto by_id = pbx.wait_for_request([](const request& r) { return r.action_id() == "2"; });
    later.join();
    REQUIRE(by_id);
    CHECK(by_id->name() == "Ping");
}

TEST_CASE("test server: it counts connections and sessions")
{
    server pbx;
    CHECK(pbx.connections() == 0);
    {
        raw_socket one(pbx);
        raw_socket two(pbx);
        one.line();
        CHECK(pbx.wait_for_connections(2));
        CHECK(pbx.sessions() == 0);
        two.log_in();
        CHECK(pbx.wait_for_sessions(1));
    }
    CHECK(pbx.wait_for_connections(0));
    CHECK(pbx.sessions() == 0);
    CHECK(pbx.accepted() == 2);
    CHECK_FALSE(pbx.wait_for_accepted(3, 0ms));
}

TEST_CASE("test server: it may be destroyed with connections, calls and answers outstanding")
{
    for (int i = 0; i < 5; ++i) {
        auto pbx = std::make_unique<server>();
        raw_socket client(*pbx);
        client.log_in();
        pbx->script("Slow", [](const request& r) { return reply::success(r).after(1h); });
        client.ask("Action: Originate\nChannel: Local/2004@from-internal\nApplication: Wait\nAsync: true");
        client.send_lines(
            "Action: Originate\nChannel: Local/2001@from-internal\nApplication: Wait\n\nAction: Slow\n\n");
        raw_socket other(*pbx);
        pbx.reset();
        client.rest();
    }
    server first;
    options same_port;
    same_port.port = first.port();
    CHECK_THROWS(server(same_port));
}
