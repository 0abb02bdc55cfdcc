// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// What the test server can do to its connections.

#include "support/catch.hpp"
#include "testing_server_socket.hpp"

#include <ami/testing/server.hpp>

#include <chrono>
#include <string>

using namespace ami::testing;
using namespace std::chrono_literals;
using tests::crlf;
using tests::raw_socket;

namespace {

const std::string banner = "Asterisk Call Manager/11.0.0\r\n";
const std::string off = crlf("Response: Success\nEvents: Off\n\n");

} // namespace

TEST_CASE("test server faults: every write in pieces")
{
    server pbx;
    pbx.faults().fragment(10, 100ms);
    raw_socket client(pbx);
    int reads = 0;
    std::string first;
    while (first.size() < banner.size()) {
        ++reads;
        first += client.some();
    }
    CHECK(first == banner);
    CHECK(reads > 1);
    pbx.faults().fragment(0);
    CHECK(client.ask("Action: Events") == crlf("Response: Error\nMessage: Permission denied\n\n"));
}

TEST_CASE("test server faults: the banner late, missing or another")
{
    server pbx;
    SECTION("late")
    {
        pbx.faults().delay_banner(30ms);
        const auto begin = raw_socket::clock::now();
        raw_socket client(pbx);
        CHECK(client.line() == banner);
        CHECK(raw_socket::clock::now() - begin >= 30ms);
    }
    SECTION("missing")
    {
        pbx.faults().no_banner();
        raw_socket client(pbx);
        CHECK(client.ask("Action: Ping") == crlf("Response: Error\nMessage: Permission denied\n\n"));
    }
    SECTION("another")
    {
        pbx.faults().banner("SSH-2.0-OpenSSH_9.2");
        CHECK(raw_socket(pbx).line() == "SSH-2.0-OpenSSH_9.2\r\n");
        pbx.faults().clear();
        CHECK(raw_socket(pbx).line() == banner);
    }
    SECTION("half of it")
    {
        pbx.faults().first_bytes("Asterisk Call").close_at_once();
        CHECK(raw_socket(pbx).rest().empty());
        pbx.faults().clear().first_bytes("Asterisk Call").cut_after(13);
        raw_socket client(pbx);
        CHECK(client.rest() == "Asterisk Call");
        CHECK_FALSE(client.was_reset());
    }
}

TEST_CASE("test server faults: closed at once, as beyond authlimit")
{
    server pbx;
    pbx.faults().close_at_once();
    raw_socket client(pbx);
    CHECK(client.rest().empty());
    CHECK_FALSE(client.was_reset());
    CHECK(pbx.accepted() == 1);
    pbx.faults().close_at_once(ending::rst);
    raw_socket reset(pbx);
    reset.rest();
    CHECK(reset.was_reset());
}

TEST_CASE("test server faults: a stall holds everything back, and nothing is lost")
{
    server pbx;
    raw_socket client(pbx);
    client.log_in("hello", "world", "user");
    pbx.faults().stall();
    client.send_lines("Action: Events\nEventMask: off\n\n");
    pbx.inject("One", {{"Privilege", "user,all"}});
    raw_socket late(pbx); // the kernel accepts it
    CHECK(client.is_silent(30ms));
    CHECK(late.is_silent(0ms));
    pbx.inject("Two", {{"Privilege", "user,all"}});
    pbx.faults().resume();
    CHECK(client.packets(3) ==
          crlf("Event: One\nPrivilege: user,all\n\nEvent: Two\nPrivilege: user,all\n\n") + off);
    CHECK(late.line() == banner);
}

TEST_CASE("test server faults: the end after so many bytes")
{
    server pbx;
    raw_socket client(pbx);
    client.log_in();
    SECTION("in order")
    {
        pbx.faults().cut_after(10);
        client.send_lines("Action: Events\nEventMask: off\n\n");
        CHECK(client.rest() == off.substr(0, 10));
        CHECK_FALSE(client.was_reset());
        // The next connection counts from its first byte.
        CHECK(raw_socket(pbx).rest() == banner.substr(0, 10));
    }
    SECTION("with a reset")
    {
        pbx.faults().cut_after(10, ending::rst);
        client.send_lines("Action: Events\nEventMask: off\n\n");
        client.rest();
        CHECK(client.was_reset());
    }
    SECTION("counted from when it was asked for, whatever other fault comes")
    {
        pbx.faults().cut_after(off.size() + 10);
        CHECK(client.ask("Action: Events\nEventMask: off") == off);
        pbx.faults().fragment(3, 0us);
        client.send_lines("Action: Events\nEventMask: off\n\n");
        CHECK(client.rest() == off.substr(0, 10));
    }
    SECTION("at once")
    {
        pbx.faults().cut_after(0);
        CHECK(client.rest().empty());
    }
}

TEST_CASE("test server faults: cutting and half-closing")
{
    server pbx;
    raw_socket client(pbx);
    client.log_in();
    SECTION("in order")
    {
        pbx.faults().cut();
        CHECK(client.rest().empty());
        CHECK_FALSE(client.was_reset());
        CHECK(pbx.connections() == 0);
    }
    SECTION("with a reset")
    {
        pbx.faults().cut(ending::rst);
        client.rest();
        CHECK(client.was_reset());
    }
    SECTION("one connection of two")
    {
        raw_socket other(pbx);
        other.log_in();
        pbx.close(2);
        CHECK(other.rest().empty());
        CHECK(client.ask("Action: Events\nEventMask: off") == off);
    }
    SECTION("half of it: the server still reads")
    {
        pbx.faults().half_close();
        CHECK(client.rest().empty());
        client.send_lines("Action: Ping\nActionID: after\n\n");
        CHECK(pbx.wait_for_request([](const request& r) { return r.action_id() == "after"; }));
    }
}

TEST_CASE("test server faults: stop listening, then listen again on the same port")
{
    server pbx;
    raw_socket open(pbx);
    open.log_in();
    const auto port = pbx.port();
    pbx.faults().stop_listening();
    CHECK_THROWS(raw_socket(port));
    CHECK(open.ask("Action: Events\nEventMask: off") == off);
    pbx.faults().listen();
    CHECK(pbx.port() == port);
    CHECK(raw_socket(port).line() == banner);
}

TEST_CASE("test server: a client that does not read is cut off, as Asterisk does")
{
    server pbx;
    raw_socket client(pbx);
    client.log_in("hello", "world", "user");
    const std::string big(1 << 20, 'x');
    for (int i = 0; i < 64; ++i)
        pbx.inject("Big", {{"Privilege", "user,all"}, {"X", big}});
    CHECK(pbx.wait_for_connections(0));
}

TEST_CASE("test server: a client that ends its half gets its answers and is let go")
{
    server pbx;
    raw_socket client(pbx);
    client.log_in();
    pbx.faults().fragment(20, 10ms);
    client.send_lines("Action: Events\nEventMask: off\n\nAction: Events\nEventMask: off\n\n");
    client.finish_writing();
    CHECK(client.rest() == off + off);
    CHECK(pbx.wait_for_connections(0));
}
