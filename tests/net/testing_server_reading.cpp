// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// How the test server reads actions: limits, blank lines, line ends. The expected answers are those that Asterisk 16
// and 22 gave to the same bytes.

#include "support/catch.hpp"
#include "testing_server_socket.hpp"

#include <ami/testing/server.hpp>

#include <cstddef>
#include <string>

using namespace ami::testing;
using tests::crlf;
using tests::raw_socket;

namespace {

const std::string off = crlf("Response: Success\nEvents: Off\n\n");

std::string error(const std::string& id, const std::string& text)
{
    return crlf(
        "Response: Error\n" + (id.empty() ? "" : "ActionID: " + id + "\n") + "Message: " + text + "\n\n");
}

// An action with a line of this size, its line end not counted.
std::string with_line(std::size_t size, const char* line_end)
{
    const std::string end = line_end;
    return "Action: Events" + end + "EventMask: off" + end + "X: " + std::string(size - 3, 'x') + end + end;
}

std::string with_lines(int count)
{
    std::string lines = "Action: Events\r\nEventMask: off\r\n";
    for (int i = 2; i < count; ++i)
        lines += "X: 1\r\n";
    return lines + "\r\n";
}

} // namespace

TEST_CASE("test server: a line has at most 1022 bytes before its CRLF")
{
    server pbx;
    raw_socket client(pbx);
    client.log_in();
    const auto refused = error("", "Failed to parse message: line too long");

    client.send(with_line(1022, "\r\n"));
    CHECK(client.packet() == off);

    // The CR fills the buffer, is kept, and makes an empty line with the LF: the message ends there, and the blank
    // line that should end it is an action of its own.
    client.send(with_line(1023, "\r\n"));
    CHECK(client.packets(2) == refused + error("", "Missing action in request"));

    for (const std::size_t size : {1024u, 1025u, 1026u, 2100u, 100'000u}) {
        INFO(size);
        client.send(with_line(size, "\r\n"));
        CHECK(client.packet() == refused);
    }
    client.send(with_line(1023, "\n"));
    CHECK(client.packet() == off);
    client.send(with_line(1024, "\n"));
    CHECK(client.packet() == refused);

    client.send("ActionID: kept\r\n" + with_line(3000, "\r\n"));
    CHECK(client.packet() == error("kept", "Failed to parse message: line too long"));
    client.send(with_line(3, "\r\n"));
    CHECK(client.packet() == off);
}

TEST_CASE("test server: an action has at most 128 lines")
{
    server pbx;
    raw_socket client(pbx);
    client.log_in();
    client.send(with_lines(128));
    CHECK(client.packet() == off);
    client.send(with_lines(129));
    CHECK(client.packet() == error("", "Too many lines in message or allocation failure"));
    client.send(with_lines(128));
    CHECK(client.packet() == off);

    // Both faults at once: the mark of the long line stays for the next action.
    client.send("X: " + std::string(2000, 'x') + "\r\n" + with_lines(129) + with_lines(3) + with_lines(3));
    CHECK(client.packets(3) == error("", "Too many lines in message or allocation failure") +
                                   error("", "Failed to parse message: line too long") + off);
}

TEST_CASE("test server: blank lines, missing names and odd headers")
{
    server pbx;
    raw_socket client(pbx);
    client.log_in();
    const auto missing = error("", "Missing action in request");
    client.send("\r\n");
    CHECK(client.packet() == missing);
    client.send("\n\n");
    CHECK(client.packets(2) == missing + missing);
    CHECK(client.ask("ActionID: a\nX: 1") == error("a", "Missing action in request"));
    CHECK(client.ask("Action:\nActionID: a") == error("a", "Missing action in request"));
    CHECK(client.ask("Action :Ping") == missing);
    CHECK(client.ask("Action:\naCTION:Events\nEventMask:off\nEventMask: on") == off);
    CHECK(client.ask("Action: Events\nEventMask:off\nActionID:") == off);
}

TEST_CASE("test server: any line end and any splitting is read alike")
{
    server pbx;
    raw_socket client(pbx);
    client.log_in();
    client.send("Action: Events\nEventMask: off\n\n");
    CHECK(client.packet() == off);
    client.send("Action: Events\nEventMask: off\r\n\n");
    CHECK(client.packet() == off);
    for (const char c : std::string("Action: Events\r\nEventMask: off\r\n\r\n"))
        client.send(std::string(1, c));
    CHECK(client.packet() == off);
    client.send(std::string("Action: Events\r\nEventMask: off\0 and more\r\n\r\n", 44));
    CHECK(client.packet() == off);
}

TEST_CASE("test server: actions are answered in their order")
{
    server pbx;
    raw_socket client(pbx);
    client.log_in();
    std::string actions;
    std::string answers;
    for (int i = 0; i < 500; ++i) {
        actions += "Action: Events\r\nEventMask: off\r\nActionID: " + std::to_string(i) + "\r\n\r\n";
        answers += "Response: Success\r\nActionID: " + std::to_string(i) + "\r\nEvents: Off\r\n\r\n";
    }
    client.send(actions);
    CHECK(client.packets(500) == answers);
}
