// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// The test server before and at the login: banner, permissions, Login, Challenge, Logoff.

#include "support/catch.hpp"
#include "testing_server_socket.hpp"

#include <ami/testing/server.hpp>

#include <openssl/evp.h>

#include <chrono>
#include <string>

using namespace ami::testing;
using namespace std::chrono_literals;
using tests::crlf;
using tests::raw_socket;

namespace {

std::string md5_of(const std::string& text)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    EVP_Digest(text.data(), text.size(), digest, &size, EVP_md5(), nullptr);
    std::string hex;
    for (unsigned int i = 0; i != size; ++i) {
        hex += "0123456789abcdef"[digest[i] >> 4];
        hex += "0123456789abcdef"[digest[i] & 15];
    }
    return hex;
}

const std::string refused = crlf("Response: Error\nMessage: Authentication failed\n\n");

} // namespace

TEST_CASE("test server: the banner is the era's")
{
    CHECK(raw_socket(server()).line() == "Asterisk Call Manager/11.0.0\r\n");
    CHECK(
        raw_socket(server(options().with_era(era::asterisk_16))).line() == "Asterisk Call Manager/5.0.4\r\n");
    CHECK(raw_socket(server(options().with_era(era::asterisk_13))).line() ==
          "Asterisk Call Manager/2.10.6\r\n");
    options own;
    own.banner = "Fork/1";
    CHECK(raw_socket(server(own)).line() == "Fork/1\r\n");
}

TEST_CASE("test server: its URL escapes what a URL must")
{
    server pbx;
    const auto place = "127.0.0.1:" + std::to_string(pbx.port());
    CHECK(pbx.url() == "ami://hello:world@" + place);
    CHECK(pbx.url("a b", "p@ss:/\xC3\xBC") == "ami://a%20b:p%40ss%3A%2F%C3%BC@" + place);
}

TEST_CASE("test server: before the login all but three actions are refused")
{
    server pbx;
    raw_socket client(pbx);
    client.line();
    const auto denied = crlf("Response: Error\nActionID: 1\nMessage: Permission denied\n\n");
    CHECK(client.ask("Action: Ping\nActionID: 1") == denied);
    CHECK(client.ask("Action: Nope\nActionID: 1") == denied);
    CHECK(client.ask("Action: Events\nActionID: 1\nEventMask: on") == denied);
    CHECK(client.ask("ActionID: 1") ==
          crlf("Response: Error\nActionID: 1\nMessage: Missing action in request\n\n"));
    CHECK(client.ask("Action: Challenge\nActionID: 1") ==
          crlf("Response: Error\nActionID: 1\nMessage: Must specify AuthType\n\n"));
    client.send_lines("Action: Logoff\nActionID: 1\n\n");
    CHECK(client.rest() == crlf("Response: Goodbye\nActionID: 1\nMessage: Thanks for all the fish.\n\n"));
    CHECK_FALSE(client.was_reset());
}

TEST_CASE("test server: the plain login")
{
    server pbx;
    raw_socket client(pbx);
    client.line();
    CHECK(client.ask("Action: Login\nActionID: 7\nUsername: HELLO\nSecret: world\nEvents: off") ==
          crlf("Response: Success\nActionID: 7\nMessage: Authentication accepted\n\n"));
    CHECK(pbx.wait_for_sessions(1));
    CHECK(client.ask("Action: Login\nActionID: 8\nUsername: nobody") ==
          crlf("Response: Success\nActionID: 8\nMessage: Already authenticated\n\n"));
    CHECK(
        client.ask("Action: Nope") ==
        crlf(
            "Response: Error\nMessage: Invalid/unknown command: Nope. Use Action: ListCommands to show available "
            "commands.\n\n"));
}

TEST_CASE("test server: a refused login looks always the same and ends the connection")
{
    server pbx(options().with_user(user("walled", "walled").with_denied()));
    for (const char* const login : {"Username: hello\nSecret: World", "Username: hello\nSecret: world ",
             "Username: nobody\nSecret: world", "Username: walled\nSecret: walled", "Secret: world",
             "Username:", "Username: hello\nAuthType: MD5\nKey: 123"}) {
        INFO(login);
        raw_socket client(pbx);
        client.line();
        client.send_lines(std::string("Action: Login\n") + login + "\n\n");
        CHECK(client.rest() == refused);
        CHECK_FALSE(client.was_reset());
    }
    CHECK(pbx.wait_for_connections(0));
}

TEST_CASE("test server: it may sleep before it refuses a login, as Asterisk does")
{
    server pbx(options().with_login_failure_delay(30ms));
    raw_socket client(pbx);
    client.line();
    const auto begin = raw_socket::clock::now();
    client.send_lines("Action: Login\nUsername: hello\nSecret: bad\n\n");
    CHECK(client.rest() == refused);
    CHECK(raw_socket::clock::now() - begin >= 30ms);
}

TEST_CASE("test server: the MD5 login")
{
    server pbx;
    raw_socket client(pbx);
    client.line();
    const auto challenge = client.ask("Action: Challenge\nActionID: c\nAuthType: md5");
    CHECK(client.ask("Action: Challenge\nActionID: c\nAuthType: MD5") == challenge);
    const std::string before = "Response: Success\r\nActionID: c\r\nChallenge: ";
    REQUIRE(challenge.starts_with(before));
    const auto digits = challenge.substr(before.size(), challenge.size() - before.size() - 4);
    CHECK(digits.size() <= 9);
    CHECK(digits.find_first_not_of("0123456789") == std::string::npos);
    const auto key = md5_of(digits + "world");

    SECTION("the right key")
    {
        CHECK(client.ask("Action: Login\nAuthType: MD5\nUsername: hello\nEvents: off\nKey: " + key) ==
              crlf("Response: Success\nMessage: Authentication accepted\n\n"));
    }
    SECTION("the same in upper case")
    {
        std::string upper = key;
        for (char& c : upper)
            c = c >= 'a' && c <= 'f' ? static_cast<char>(c - 'a' + 'A') : c;
        client.send_lines("Action: Login\nAuthType: MD5\nUsername: hello\nKey: " + upper + "\n\n");
        // A key without letters is the same key.
        CHECK((client.packet() == refused) == (upper != key));
    }
    SECTION("the key of another secret")
    {
        client.send_lines(
            "Action: Login\nAuthType: MD5\nUsername: hello\nKey: " + md5_of(digits + "mundo") + "\n\n");
        CHECK(client.rest() == refused);
    }
}

TEST_CASE("test server: one session at a time")
{
    server pbx(options().with_user(user("single", "single").with_one_session_only()));
    const std::string in_use = crlf("Response: Error\nMessage: Login Already In Use\n\n");
    {
        raw_socket first(pbx);
        first.log_in("single", "single");
        raw_socket second(pbx);
        second.line();
        second.send_lines("Action: Login\nUsername: single\nSecret: single\n\n");
        CHECK(second.rest() == in_use);
        raw_socket third(pbx);
        third.line();
        third.send_lines("Action: Challenge\nAuthType: MD5\nUsername: Single\n\n");
        CHECK(third.rest() == in_use);
    }
    REQUIRE(pbx.wait_for_connections(0));
    raw_socket again(pbx);
    again.log_in("single", "single");
}

TEST_CASE("test server: FullyBooted comes when mask and permission have the class system")
{
    server pbx(options().with_user(user("caller", "caller").with_read("call")));
    const auto accepted = crlf("Response: Success\nMessage: Authentication accepted\n\n");
    const auto booted = crlf("Event: FullyBooted\nPrivilege: system,all\nUptime: ");
    for (const char* const events : {"", "Events: on\n", "Events: system\n", "Events: 1\n"}) {
        INFO(events);
        raw_socket client(pbx);
        client.line();
        CHECK(
            client.ask(std::string("Action: Login\nUsername: hello\nSecret: world\n") + events) == accepted);
        const auto event = client.packet();
        CHECK(event.starts_with(booted));
        CHECK(event.ends_with("\r\nStatus: Fully Booted\r\n\r\n"));
    }
    for (const char* const login :
        {"Username: hello\nSecret: world\nEvents: call", "Username: caller\nSecret: caller"}) {
        INFO(login);
        raw_socket client(pbx);
        client.line();
        client.send_lines(std::string("Action: Login\n") + login + "\n\nAction: Ping\nActionID: next\n\n");
        CHECK(client.packet() == accepted);
        CHECK(client.packet().starts_with(crlf("Response: Success\nActionID: next\nPing: Pong\n")));
    }

    options old;
    old.asterisk = era::asterisk_13;
    old.security_events = false;
    server asterisk_13(old);
    raw_socket client(asterisk_13);
    client.line();
    CHECK(client.ask("Action: Login\nUsername: hello\nSecret: world", 2) ==
          accepted + crlf("Event: FullyBooted\nPrivilege: system,all\nStatus: Fully Booted\n\n"));

    options starting;
    starting.fully_booted = false;
    starting.security_events = false;
    server not_yet(starting);
    raw_socket early(not_yet);
    early.line();
    early.send_lines("Action: Login\nUsername: hello\nSecret: world\n\nAction: Logoff\n\n");
    CHECK(early.rest() == accepted + crlf("Response: Goodbye\nMessage: Thanks for all the fish.\n\n"));
}

TEST_CASE("test server: a login -> sessions with class security get an event")
{
    server pbx;
    raw_socket watcher(pbx);
    watcher.log_in("hello", "world", "security");
    CHECK(watcher.packet().starts_with(crlf("Event: SuccessfulAuth\nPrivilege: security,all\nEventTV: ")));
    raw_socket stranger(pbx);
    stranger.line();
    stranger.send_lines("Action: Login\nUsername: nobody\nSecret: x\n\n");
    const auto event = watcher.packet();
    CHECK(event.starts_with(crlf("Event: InvalidAccountID\nPrivilege: security,all\nEventTV: ")));
    CHECK(event.find(crlf("\nAccountID: nobody\nSessionID: 0x")) != std::string::npos);
}

TEST_CASE("test server: a connection that does not log in is closed")
{
    options how;
    how.authentication_timeout = 20ms;
    server pbx(how);
    raw_socket idle(pbx);
    CHECK(idle.rest() == "Asterisk Call Manager/11.0.0\r\n");
    CHECK_FALSE(idle.was_reset());
}

TEST_CASE("test server: Logoff ends the session")
{
    server pbx;
    raw_socket client(pbx);
    client.log_in();
    client.send_lines("Action: Logoff\nActionID: bye\n\nAction: Ping\n\n");
    CHECK(client.rest() == crlf("Response: Goodbye\nActionID: bye\nMessage: Thanks for all the fish.\n\n"));
    CHECK(pbx.wait_for_connections(0));
    CHECK(pbx.sessions() == 0);
    CHECK(pbx.accepted() == 1);
}
