// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Packets and events that own their bytes.

#include "support/catch.hpp"

#include <ami/protocol/wire/packet.hpp>
#include <ami/protocol/wire/parser.hpp>

#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace {

constexpr std::string_view event_bytes = "Event: Hangup\r\nChannel: PJSIP/alice-1\r\nCause: 16\r\n\r\n";
constexpr std::string_view tiny_bytes = "Event: A\n\n"; // small enough to lie inside of a std::string
constexpr std::string_view command_bytes =
    "Response: Follows\r\nPrivilege: Command\r\nActionID: 7\r\nline 1\nline 2\n--END COMMAND--\r\n\r\n";
constexpr std::string_view tiny_command_bytes = "Response:Follows\nx--END COMMAND--\n\n";

// Copies the only packet of `bytes` out of a parser whose buffer is gone afterwards.
template <class Packet>
Packet copy_of(std::string_view bytes)
{
    ami::parser parser({}, ami::parser::greeting::none);
    parser.feed(bytes);
    ami::error_code ec;
    REQUIRE(parser.next(ec) == ami::parser::result::packet);
    Packet copy(parser.packet());
    parser.reset();
    parser.feed(std::string(bytes.size(), '#')); // over the packet
    return copy;
}

void check_is_event(const ami::event& e)
{
    CHECK(e.kind() == ami::packet_kind::event);
    CHECK(e.raw() == event_bytes);
    CHECK(e.header_lines() == event_bytes.substr(0, event_bytes.size() - 2));
    CHECK(e.body().empty());
    CHECK(e.name() == "Hangup");
    CHECK(e["channel"] == "PJSIP/alice-1");
    CHECK(e["Cause"] == "16");
    CHECK(std::distance(e.begin(), e.end()) == 3);
}

void check_is_command(const ami::packet& p)
{
    CHECK(p.kind() == ami::packet_kind::response);
    CHECK(p.raw() == command_bytes);
    CHECK(p.body() == "line 1\nline 2\n");
    CHECK(p["ActionID"] == "7");
    CHECK(std::distance(p.begin(), p.end()) == 3);
    CHECK(p.view().body() == p.body());
    CHECK(p.view().header_lines() == p.header_lines());
}

void check_may_be_looked_at(const ami::packet& p)
{
    // What a moved-from packet holds is not said; looking at it has to be harmless.
    CHECK(p.body().size() <= command_bytes.size());
    CHECK(p.raw().size() <= command_bytes.size());
    CHECK(p.header_lines().size() <= p.raw().size());
    CHECK(p.view().raw().size() == p.raw().size());
    CHECK(std::distance(p.begin(), p.end()) <= 3);
}

} // namespace

TEST_CASE("packet: a copy outlives the parser's buffer", "[protocol][packet]")
{
    check_is_event(copy_of<ami::event>(event_bytes));
    check_is_command(copy_of<ami::packet>(command_bytes));
    const auto tiny_event = copy_of<ami::event>(tiny_bytes);
    CHECK(tiny_event.name() == "A");
    const auto tiny_command = copy_of<ami::packet>(tiny_command_bytes);
    CHECK(tiny_command.body() == "x");
}

TEST_CASE("packet: a body that does not begin directly after the headers", "[protocol][packet]")
{
    const std::string_view raw = "Response: Follows\r\n...the body\n--END COMMAND--\r\n\r\n";
    const ami::packet copy(ami::packet_view(raw, 19, raw.substr(22, 9), ami::packet_kind::response));
    CHECK(copy.header_lines() == "Response: Follows\r\n");
    CHECK(copy.body() == "the body\n");
}

TEST_CASE("packet: copies are independent", "[protocol][packet]")
{
    auto first = copy_of<ami::event>(event_bytes);
    const auto second = first;
    CHECK(second.raw().data() != first.raw().data());
    first = copy_of<ami::event>(tiny_bytes);
    check_is_event(second);
    first = second;
    check_is_event(first);

    const auto command = copy_of<ami::packet>(command_bytes);
    const ami::packet other = command;
    check_is_command(other);
    CHECK(other.body().data() != command.body().data());
}

TEST_CASE("packet: moves keep everything", "[protocol][packet]")
{
    auto first = copy_of<ami::event>(event_bytes);
    auto second = std::move(first);
    check_is_event(second);
    check_may_be_looked_at(first);
    first = std::move(second);
    check_is_event(first);
    check_may_be_looked_at(second);

    auto command = copy_of<ami::packet>(command_bytes);
    const auto moved = std::move(command);
    check_is_command(moved);
    check_may_be_looked_at(command);
    command = copy_of<ami::packet>(tiny_command_bytes);
    CHECK(command.body() == "x");

    // One whose bytes lie inside of the string itself moves with its address.
    auto tiny = copy_of<ami::event>(tiny_bytes);
    const auto there = std::move(tiny);
    CHECK(there.name() == "A");
    CHECK(there.raw() == tiny_bytes);
    check_may_be_looked_at(tiny);
}

TEST_CASE("packet: events in a vector that grows", "[protocol][packet]")
{
    std::vector<ami::event> events;
    for (int i = 0; i != 100; ++i)
        events.push_back(copy_of<ami::event>(i % 2 == 0 ? event_bytes : tiny_bytes));
    for (std::size_t i = 0; i != events.size(); ++i)
        CHECK(events[i].name() == (i % 2 == 0 ? "Hangup" : "A"));
    static_assert(std::is_nothrow_move_constructible_v<ami::event>);
    static_assert(std::is_nothrow_move_assignable_v<ami::event>);
}

TEST_CASE("packet: an empty one", "[protocol][packet]")
{
    const ami::event nothing;
    CHECK(nothing.kind() == ami::packet_kind::other);
    CHECK(nothing.raw().empty());
    CHECK(nothing.body().empty());
    CHECK(nothing.name().empty());
    CHECK(nothing.begin() == nothing.end());
    const ami::packet from_empty_view{ami::packet_view{}};
    CHECK(from_empty_view.raw().empty());
    CHECK(from_empty_view.body().empty());
    CHECK_FALSE(from_empty_view.contains("Event"));
}

TEST_CASE("packet: owned events pass where views are taken", "[protocol][packet]")
{
    const auto name_of = [](const ami::event_view& e) { return std::string(e.name()); };
    const auto owned = copy_of<ami::event>(event_bytes);
    CHECK(name_of(owned) == "Hangup");
    CHECK(owned.view().raw().data() == owned.raw().data());
    CHECK(owned.view().kind() == ami::packet_kind::event);
    check_is_event(ami::event(owned.view()));
}

TEST_CASE("packet: an event's name is its first value as it was spelt", "[protocol][packet]")
{
    struct row {
        std::string_view bytes;
        std::string_view name;
    };
    const std::vector<row> rows = {
        {"Event: Newexten\r\n\r\n", "Newexten"},
        {"event:HANGUP\r\n\r\n", "HANGUP"},
        {"Event:   Two words \r\n\r\n", "Two words "},
        {"Event: A\r\nEvent: B\r\n\r\n", "A"},
        {"Event:\r\n\r\n", ""},
        {"Event: a:b\n\n", "a:b"},
    };
    for (const auto& c : rows) {
        const auto event = copy_of<ami::event>(c.bytes);
        CHECK(event.name() == c.name);
        ami::parser parser({}, ami::parser::greeting::none);
        parser.feed(c.bytes);
        ami::error_code ec;
        REQUIRE(parser.next(ec) == ami::parser::result::packet);
        CHECK(ami::event_view(parser.packet()).name() == c.name);
    }
}
