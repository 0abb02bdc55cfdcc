// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// How a stream is cut into packets. Every stream here is also fed byte by byte and split at every one or two points.

#include "support/catch.hpp"
#include "support/naive_parser.hpp"
#include "support/parsing.hpp"

#include <ami/protocol/wire/parser.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace std::string_view_literals;
using tests::outcome;

namespace {

using ami::packet_kind;

struct expected_packet {
    packet_kind kind;
    std::vector<std::pair<std::string_view, std::string_view>> headers; // a raw line has no name
};

struct framing_case {
    const char* what;
    std::string_view stream;
    std::vector<expected_packet> packets;
    std::size_t skipped = 0;
    std::string_view pending = {};
};

std::vector<std::pair<std::string, std::string>> headers_of(const tests::found_packet& packet)
{
    std::vector<std::pair<std::string, std::string>> headers;
    const ami::packet_view view(packet.raw, packet.header_lines.size(), {}, packet.kind);
    for (const auto& [name, value] : view)
        headers.emplace_back(name, value);
    return headers;
}

void check_every_division(
    std::string_view stream, const outcome& whole, ami::parser::greeting first = ami::parser::greeting::none)
{
    CHECK(tests::parse_bytewise(stream, {}, first) == whole);
    for (std::size_t at = 0; at <= stream.size(); ++at) {
        for (std::size_t again = at; again <= stream.size(); ++again) {
            if (tests::parse_split(stream, at, again, {}, first) == whole)
                continue;
            FAIL_CHECK("differs when split at " << at << " and " << again);
            return;
        }
    }
}

const std::vector<framing_case>& framing_cases()
{
    static const std::vector<framing_case> cases = {
        {"CRLF", "Event: Hangup\r\nCause: 16\r\n\r\n",
            {{packet_kind::event, {{"Event", "Hangup"}, {"Cause", "16"}}}}},
        {"LF alone", "Event: Hangup\nCause: 16\n\n",
            {{packet_kind::event, {{"Event", "Hangup"}, {"Cause", "16"}}}}},
        {"LF between headers, as in the Agents list",
            "Event: Agents\r\nCallStarted: 17\nLoggedInTime: 5\r\n\r\n",
            {{packet_kind::event, {{"Event", "Agents"}, {"CallStarted", "17"}, {"LoggedInTime", "5"}}}}},
        {"a packet that ends in CRLF LF, as in CoreShowChannelMap",
            "Event: CoreShowChannelMap\r\nConnectedChannel1: A\r\n\nEvent: B\r\n\r\n",
            {{packet_kind::event, {{"Event", "CoreShowChannelMap"}, {"ConnectedChannel1", "A"}}},
                {packet_kind::event, {{"Event", "B"}}}}},
        {"a packet that ends in LF CRLF", "Event: A\n\r\nEvent: B\r\n\r\n",
            {{packet_kind::event, {{"Event", "A"}}}, {packet_kind::event, {{"Event", "B"}}}}},
        {"a message that ends in LF, as in the PJSIPShow errors",
            "Response: Error\r\nMessage: No endpoints found\n\r\n\r\nEvent: B\r\n\r\n",
            {{packet_kind::response, {{"Response", "Error"}, {"Message", "No endpoints found"}}},
                {packet_kind::event, {{"Event", "B"}}}},
            2},
        {"two blank lines, as behind QueueRule and TestEvent",
            "Response: Success\r\n\r\n\r\nEvent: B\r\n\r\n\r\n",
            {{packet_kind::response, {{"Response", "Success"}}}, {packet_kind::event, {{"Event", "B"}}}}, 4},
        {"blank lines of both kinds before a packet", "\n\r\n\n\r\nEvent: A\r\n\r\n",
            {{packet_kind::event, {{"Event", "A"}}}}, 6},
        {"nothing but a bare CRLF, as from IAXnetstats", "\r\n", {}, 2},
        {"nothing at all", "", {}},

        {"a lone CR stays in the value", "Event: A\r\nText: a\rb\r\n\r\n",
            {{packet_kind::event, {{"Event", "A"}, {"Text", "a\rb"}}}}},
        {"one CR belongs to the line end, one more does not", "Event: A\r\nText: a\r\r\n\r\n",
            {{packet_kind::event, {{"Event", "A"}, {"Text", "a\r"}}}}},
        {"a line of one CR is no blank line", "Event: A\r\n\r\r\nB: c\r\n\r\n",
            {{packet_kind::event, {{"Event", "A"}, {"", "\r"}, {"B", "c"}}}}},
        {"a line of one CR between packets is a packet", "\r\r\n\r\nEvent: A\r\n\r\n",
            {{packet_kind::other, {{"", "\r"}}}, {packet_kind::event, {{"Event", "A"}}}}},
        {"a line of one blank is no blank line", "Event: A\r\n \r\nB: c\r\n\r\n",
            {{packet_kind::event, {{"Event", "A"}, {"", " "}, {"B", "c"}}}}},
        {"CR at the end of what came", "Event: A\r\n\r", {}, 0, "Event: A\r\n\r"},

        {"the kind in any letter case", "rEsPoNsE: x\r\n\r\nEVENT: y\r\n\r\n",
            {{packet_kind::response, {{"rEsPoNsE", "x"}}}, {packet_kind::event, {{"EVENT", "y"}}}}},
        {"an event with a Response header",
            "Event: OriginateResponse\r\nPrivilege: call,all\r\nResponse: Failure\r\n\r\n",
            {{packet_kind::event,
                {{"Event", "OriginateResponse"}, {"Privilege", "call,all"}, {"Response", "Failure"}}}}},
        {"a response with an Event header", "Response: Success\r\nEvent: Fake\r\n\r\n",
            {{packet_kind::response, {{"Response", "Success"}, {"Event", "Fake"}}}}},
        {"an event whose Response says Follows is no Command output",
            "Event: UserEvent\r\nResponse: Follows\r\n\r\nEvent: B\r\n\r\n",
            {{packet_kind::event, {{"Event", "UserEvent"}, {"Response", "Follows"}}},
                {packet_kind::event, {{"Event", "B"}}}}},
        {"any other first header", "Message: hello\r\nEvent: A\r\nResponse: Success\r\n\r\n",
            {{packet_kind::other, {{"Message", "hello"}, {"Event", "A"}, {"Response", "Success"}}}}},
        {"a blank before the colon", "Response : Success\r\n\r\nEvent : A\r\n\r\n",
            {{packet_kind::other, {{"Response ", "Success"}}}, {packet_kind::other, {{"Event ", "A"}}}}},
        {"a blank before the name", " Event: A\r\n\r\n", {{packet_kind::other, {{" Event", "A"}}}}},
        {"a longer name", "Events: On\r\n\r\nResponses: 1\r\n\r\nEven: 2\r\n\r\n",
            {{packet_kind::other, {{"Events", "On"}}}, {packet_kind::other, {{"Responses", "1"}}},
                {packet_kind::other, {{"Even", "2"}}}}},
        {"each packet has its own kind",
            "Event: A\r\n\r\nraw\r\n\r\nResponse: B\r\n\r\n:\r\n\r\nEvent: C\r\n\r\n",
            {{packet_kind::event, {{"Event", "A"}}}, {packet_kind::other, {{"", "raw"}}},
                {packet_kind::response, {{"Response", "B"}}}, {packet_kind::other, {{"", ":"}}},
                {packet_kind::event, {{"Event", "C"}}}}},
        {"raw text first", "Asterisk says\r\nEvent: A\r\n\r\n",
            {{packet_kind::other, {{"", "Asterisk says"}, {"Event", "A"}}}}},
        {"Event without a colon", "Event\r\n\r\n", {{packet_kind::other, {{"", "Event"}}}}},

        {"no blank behind the colon", "Event:A\r\nCause:16\r\n\r\n",
            {{packet_kind::event, {{"Event", "A"}, {"Cause", "16"}}}}},
        {"leading blanks and tabs go, trailing ones stay", "Event: A\r\nX:  \t v \t\r\n\r\n",
            {{packet_kind::event, {{"Event", "A"}, {"X", "v \t"}}}}},
        {"empty values", "Event: A\r\nX:\r\nY: \r\nZ: z\r\n\r\n",
            {{packet_kind::event, {{"Event", "A"}, {"X", ""}, {"Y", ""}, {"Z", "z"}}}}},
        {"colons in the value", "Event: A\r\nURI: sip:1@h:5060\r\n\r\n",
            {{packet_kind::event, {{"Event", "A"}, {"URI", "sip:1@h:5060"}}}}},
        {"repeated headers keep their order", "Event: A\r\nV: 2\r\nv: 1\r\nV: 2\r\n\r\n",
            {{packet_kind::event, {{"Event", "A"}, {"V", "2"}, {"v", "1"}, {"V", "2"}}}}},
        {"raw lines, with a colon in front too",
            "Response: Success\r\nNo categories found\r\n:foo\r\n:\r\nA: b\r\n\r\n",
            {{packet_kind::response, {{"Response", "Success"}, {"", "No categories found"}, {"", ":foo"},
                                         {"", ":"}, {"A", "b"}}}}},
        {"bytes outside ASCII, and NUL", "Event: \xc3\x9cnal\r\nX: \xff\0\x01\r\n\r\n"sv,
            {{packet_kind::event, {{"Event", "\xc3\x9cnal"}, {"X", "\xff\0\x01"sv}}}}},

        {"a packet that has not ended", "Event: A\r\n\r\nEvent: B\r\nX: y\r\n",
            {{packet_kind::event, {{"Event", "A"}}}}, 0, "Event: B\r\nX: y\r\n"},
        {"a line that has not ended", "\nEvent: A\r\n\nEv", {{packet_kind::event, {{"Event", "A"}}}}, 1,
            "Ev"},
    };
    return cases;
}

} // namespace

TEST_CASE("parser: what is a packet and what kind it is", "[protocol][parser]")
{
    for (const auto& c : framing_cases()) {
        INFO(c.what);
        const auto found = tests::parse_whole(c.stream);
        CHECK_FALSE(found.error.failed());
        CHECK(found.skipped == c.skipped);
        CHECK(found.pending == c.pending);
        CHECK(found.in_packets + found.skipped + found.pending.size() == c.stream.size());
        std::string why;
        CHECKED_ELSE(tests::tiles(c.stream, found, 0, why))
        {
            FAIL_CHECK(why);
        }

        CHECKED_IF(found.packets.size() == c.packets.size())
        {
            for (std::size_t i = 0; i != c.packets.size(); ++i) {
                INFO(found.packets[i]);
                CHECK(found.packets[i].kind == c.packets[i].kind);
                CHECK(found.packets[i].body.empty());
                const std::vector<std::pair<std::string, std::string>> wanted(
                    c.packets[i].headers.begin(), c.packets[i].headers.end());
                CHECK(headers_of(found.packets[i]) == wanted);
            }
        }
        CHECK(tests::naive_parser(c.stream).packets() == found.packets);
        check_every_division(c.stream, found);
    }
}

TEST_CASE("parser: header lines end before the blank line, the raw bytes after it", "[protocol][parser]")
{
    const auto found = tests::parse_whole("Event: A\r\nX: y\n\r\n\r\nEvent: B\n\n");
    REQUIRE(found.packets.size() == 2);
    CHECK(found.packets[0].raw == "Event: A\r\nX: y\n\r\n");
    CHECK(found.packets[0].header_lines == "Event: A\r\nX: y\n");
    CHECK(found.packets[0].begin == 0);
    CHECK(found.packets[1].raw == "Event: B\n\n");
    CHECK(found.packets[1].header_lines == "Event: B\n");
    CHECK(found.packets[1].begin == 19);
    CHECK(found.skipped == 2);
}

TEST_CASE("parser: the banner is the first line", "[protocol][parser]")
{
    struct row {
        const char* what;
        std::string_view stream;
        std::string_view banner;
        std::size_t packets;
    };
    const std::vector<row> rows = {
        {"CRLF", "Asterisk Call Manager/11.0.0\r\nEvent: FullyBooted\r\n\r\n", "Asterisk Call Manager/11.0.0",
            1},
        {"LF", "Asterisk Call Manager/11.0.0\nEvent: FullyBooted\n\n", "Asterisk Call Manager/11.0.0", 1},
        {"alone", "Asterisk Call Manager/5.0.4\r\n", "Asterisk Call Manager/5.0.4", 0},
        {"one CR is kept of two", "a/1\r\r\n", "a/1\r", 0},
        {"blank lines behind it", "a/1\r\n\r\n\r\nEvent: A\r\n\r\n", "a/1", 1},
        {"whatever it says", "Event: A\r\n\r\n", "Event: A", 0},
        {"an empty line", "\r\nEvent: A\r\n\r\n", "", 1},
    };
    for (const auto& c : rows) {
        INFO(c.what);
        const auto found = tests::parse_whole(c.stream, {}, ami::parser::greeting::banner);
        REQUIRE(found.banner.has_value());
        CHECK(*found.banner == c.banner);
        CHECK(found.packets.size() == c.packets);
        const auto line = c.stream.find('\n') + 1;
        std::string why;
        CHECKED_ELSE(tests::tiles(c.stream, found, line, why))
        {
            FAIL_CHECK(why);
        }
        check_every_division(c.stream, found, ami::parser::greeting::banner);
    }
}

TEST_CASE("parser: no banner before its line end has come", "[protocol][parser]")
{
    const auto found = tests::parse_whole("Asterisk Call Manager/1.0", {}, ami::parser::greeting::banner);
    CHECK_FALSE(found.banner.has_value());
    CHECK_FALSE(found.error.failed());
    CHECK(found.pending == "Asterisk Call Manager/1.0");
    CHECK(found.in_packets == 0);
}

TEST_CASE("parser: without a greeting the first line is a packet's", "[protocol][parser]")
{
    const auto found = tests::parse_whole("Response: Success\r\n\r\n");
    CHECK_FALSE(found.banner.has_value());
    REQUIRE(found.packets.size() == 1);
    CHECK(found.packets[0].kind == packet_kind::response);
}

TEST_CASE("parser: next finds one thing at a time", "[protocol][parser]")
{
    ami::parser parser;
    ami::error_code ec = ami::errc::closed;
    CHECK(parser.next(ec) == ami::parser::result::need_more);
    CHECK_FALSE(ec.failed());

    parser.feed("a/1\r\nEvent: A\r\n\r\n\r\nEvent: B\r\n\r\nEv");
    REQUIRE(parser.next(ec) == ami::parser::result::banner);
    CHECK(parser.banner() == "a/1");
    CHECK(parser.bytes_in_packets() == 5);

    REQUIRE(parser.next(ec) == ami::parser::result::packet);
    CHECK(parser.packet()["Event"] == "A");
    CHECK(parser.bytes_in_packets() == 5 + 12);
    CHECK(parser.bytes_skipped() == 0);
    CHECK(parser.bytes_pending() == 2 + 12 + 2);

    REQUIRE(parser.next(ec) == ami::parser::result::packet);
    CHECK(parser.packet()["Event"] == "B");
    CHECK(parser.bytes_in_packets() == 5 + 24);
    CHECK(parser.bytes_skipped() == 2);

    CHECK(parser.next(ec) == ami::parser::result::need_more);
    CHECK(parser.next(ec) == ami::parser::result::need_more);
    CHECK(parser.pending() == "Ev");
    CHECK(parser.bytes_pending() == 2);
}

TEST_CASE("parser: packets of one block are valid together", "[protocol][parser]")
{
    std::string stream;
    for (int i = 0; i != 500; ++i)
        stream += "Event: E" + std::to_string(i) + "\r\nN: " + std::to_string(i) + "\r\n\r\n";
    ami::parser parser({}, ami::parser::greeting::none);
    parser.feed(stream);
    std::vector<ami::packet_view> views;
    ami::error_code ec;
    while (parser.next(ec) == ami::parser::result::packet)
        views.push_back(parser.packet());
    REQUIRE(views.size() == 500);
    for (std::size_t i = 0; i != views.size(); ++i) {
        CHECK(views[i]["Event"] == "E" + std::to_string(i));
        CHECK(views[i]["n"] == std::to_string(i));
        if (i != 0)
            CHECK(views[i].raw().data() == views[i - 1].raw().data() + views[i - 1].raw().size());
    }
}

TEST_CASE("parser: a packet is whole although the buffer grew and moved under it", "[protocol][parser]")
{
    // Packets of growing size, so that every one begins in a buffer that is too small for it.
    std::string stream;
    std::vector<std::string> values;
    for (std::size_t size = 1; size < 300'000; size = size * 3 + 1) {
        values.push_back(std::string(size, static_cast<char>('a' + values.size())));
        stream += "Event: A\r\nShort: s\r\nValue: " + values.back() + "\r\nLast: l\r\n\r\n";
    }
    for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, std::size_t{1000}, std::size_t{65'536}}) {
        INFO("pieces of " << piece);
        ami::parser parser({}, ami::parser::greeting::none);
        std::size_t seen = 0;
        ami::error_code ec;
        for (std::size_t at = 0; at < stream.size(); at += piece) {
            parser.feed(std::string_view(stream).substr(at, piece));
            while (parser.next(ec) == ami::parser::result::packet) {
                REQUIRE(seen < values.size());
                const auto& packet = parser.packet();
                REQUIRE(packet["Value"] == values[seen]);
                REQUIRE(packet["Short"] == "s");
                REQUIRE(packet["Last"] == "l");
                ++seen;
            }
        }
        CHECK(seen == values.size());
        CHECK(parser.bytes_pending() == 0);
    }
}

TEST_CASE("parser: prepare gives the room that was asked for and keeps what is pending", "[protocol][parser]")
{
    ami::parser parser({}, ami::parser::greeting::none);
    ami::error_code ec;
    CHECK(parser.prepare(0).size() == 0);
    const auto first = parser.prepare(10);
    REQUIRE(first.size() >= 10);
    std::memcpy(first.data(), "Event: A\r\n", 10);
    parser.commit(10);
    CHECK(parser.next(ec) == ami::parser::result::need_more);

    const auto second = parser.prepare(5000);
    REQUIRE(second.size() >= 5000);
    CHECK(parser.pending() == "Event: A\r\n");
    parser.commit(0); // a read that brought nothing
    CHECK(parser.next(ec) == ami::parser::result::need_more);
    std::memcpy(parser.prepare(2).data(), "\r\n", 2);
    parser.commit(2);
    REQUIRE(parser.next(ec) == ami::parser::result::packet);
    CHECK(parser.packet().raw() == "Event: A\r\n\r\n");
}

TEST_CASE("parser: feeding nothing changes nothing", "[protocol][parser]")
{
    ami::parser parser({}, ami::parser::greeting::none);
    parser.feed("");
    parser.feed("Event: A\r\n\r\nE");
    ami::error_code ec;
    REQUIRE(parser.next(ec) == ami::parser::result::packet);
    parser.feed("");
    CHECK(parser.packet().raw() == "Event: A\r\n\r\n");
    CHECK(parser.pending() == "E");
}

TEST_CASE("parser: reset starts anew in the middle of anything", "[protocol][parser]")
{
    const std::string_view stream = "a/1\r\nEvent: A\r\n\r\n\r\nResponse: Success\r\nX: y\r\n\r\n";
    const auto clean = tests::parse_whole(stream, {}, ami::parser::greeting::banner);
    REQUIRE(clean.banner == "a/1");
    REQUIRE(clean.packets.size() == 2);

    const std::vector<std::string> before = {"", "Aster", "b/2\r\n", "b/2\r\nEv",
        "b/2\r\nEvent: A\r\nX: y\r\n", "b/2\r\nEvent: A\r\n\r\n",
        "b/2\r\nResponse: Follows\r\nPrivilege: Command\r\ntext\n--END COMM", std::string(5000, 'x'),
        "b/2\r\n" + std::string(5000, 'x')};
    ami::limits small;
    small.max_line = 4000;
    for (const auto& first : before) {
        INFO("after " << first.substr(0, 70));
        ami::parser parser(small);
        tests::parse_with(parser, first, [] { return std::size_t{3}; });
        parser.reset();
        CHECK(parser.pending().empty());
        CHECK(parser.bytes_in_packets() == 0);
        CHECK(parser.bytes_skipped() == 0);
        CHECK(parser.banner().empty());
        CHECK(parser.packet().raw().empty());
        CHECK(tests::parse_with(parser, stream, [] { return std::size_t{5}; }) == clean);
    }
}

TEST_CASE("parser: reset does not ask for a banner where there was none", "[protocol][parser]")
{
    ami::parser parser({}, ami::parser::greeting::none);
    for (int round = 0; round != 3; ++round) {
        const auto found = tests::parse_with(parser, "Event: A\r\n\r\n", [] { return std::size_t{12}; });
        CHECK_FALSE(found.banner.has_value());
        CHECK(found.packets.size() == 1);
        parser.reset();
    }
}

namespace {

// Bytes that the parser moved, seen from outside: whenever the pending bytes lie elsewhere, they were copied.
class copy_counter {
public:
    explicit copy_counter(const ami::parser& parser) : parser_(parser) {}

    void look()
    {
        if (parser_.pending().data() != last_ && parser_.bytes_pending() != 0) {
            copied_ += parser_.bytes_pending();
            last_ = parser_.pending().data();
        }
    }

    std::uint64_t copied() const { return copied_; }

private:
    const ami::parser& parser_;
    const char* last_ = nullptr;
    std::uint64_t copied_ = 0;
};

} // namespace

TEST_CASE("parser: a packet that grows byte by byte is copied a few times at most", "[protocol][parser]")
{
    // The work is counted, not timed: without geometric growth it would be the square of the size.
    const std::size_t room = GENERATE(1u, 100u, 65'536u);
    CAPTURE(room);
    ami::parser parser({}, ami::parser::greeting::none);
    copy_counter counter(parser);
    const std::string stream = "Event: A\r\nValue: " + std::string(1 << 20, 'v') + "\r\n\r\n";
    ami::error_code ec;
    std::size_t packets = 0;
    for (const char c : stream) {
        parser.prepare(room)[0] = c;
        parser.commit(1);
        counter.look();
        packets += parser.next(ec) == ami::parser::result::packet ? 1 : 0;
    }
    CHECK(packets == 1);
    CHECK(parser.packet()["Value"].size() == 1 << 20);
    CHECK(counter.copied() < 4 * stream.size());
}

TEST_CASE("parser: small packets do not make the buffer grow", "[protocol][parser]")
{
    ami::parser parser({}, ami::parser::greeting::none);
    ami::error_code ec;
    const std::string_view stream = "Event: A\r\nX: y\r\n\r\n";
    std::size_t largest = 0;
    std::size_t packets = 0;
    for (int i = 0; i != 20'000; ++i) {
        const auto room = parser.prepare(1000);
        largest = std::max(largest, room.size());
        // In pieces of 11 bytes, so that there is always something pending.
        for (std::size_t k = 0; k != 11; ++k)
            room[k] = stream[(static_cast<std::size_t>(i) * 11 + k) % stream.size()];
        parser.commit(11);
        while (parser.next(ec) == ami::parser::result::packet)
            ++packets;
    }
    CHECK(packets == 20'000 * 11 / stream.size());
    CHECK(largest <= 8000);
}

TEST_CASE("parser: megabytes of every shape get through byte by byte", "[protocol][parser]")
{
    // Whoever looks at the pending bytes again at each new one needs 10^13 steps here and does not come back.
    constexpr std::size_t size = 4 << 20;
    std::string stream;
    SECTION("one line")
    {
        stream = "Event: A\r\nX: " + std::string(size, 'x') + "\r\n\r\n";
    }
    SECTION("many lines")
    {
        stream = "Event: A\r\n";
        while (stream.size() < size)
            stream += "X: y\r\n";
        stream += "\r\n";
    }
    SECTION("a Command's text")
    {
        stream = "Response: Follows\r\nPrivilege: Command\r\n" + std::string(size, 'x') +
                 "--END COMMAND--\r\n\r\n";
    }
    SECTION("a Command's text full of beginnings of its end")
    {
        stream = "Response: Follows\r\nPrivilege: Command\r\n";
        while (stream.size() < size)
            stream += "--END COMMAND--\r\n-";
        stream += "--END COMMAND--\r\n\r\n";
    }
    ami::parser parser({}, ami::parser::greeting::none);
    ami::error_code ec;
    std::size_t packets = 0;
    for (const char& c : stream) {
        parser.feed({&c, 1});
        packets += parser.next(ec) == ami::parser::result::packet ? 1 : 0;
    }
    CHECK(packets == 1);
    CHECK(parser.packet().raw() == stream);
}

TEST_CASE("parser: megabytes of blank lines are skipped and not kept", "[protocol][parser]")
{
    ami::parser parser({}, ami::parser::greeting::none);
    ami::error_code ec;
    std::size_t largest = 0;
    for (int i = 0; i != 100'000; ++i) {
        parser.feed("\r\n\n\r\n\r");
        CHECK_FALSE(parser.next(ec) != ami::parser::result::need_more);
        parser.feed("\n");
        CHECK_FALSE(parser.next(ec) != ami::parser::result::need_more);
        largest = std::max(largest, parser.prepare(1).size());
    }
    CHECK(parser.bytes_skipped() == 700'000);
    CHECK(parser.bytes_pending() == 0);
    CHECK(largest < 1000);
}

TEST_CASE("parser: an ActionID before the first header -> the second one decides", "[parser]")
{
    const struct {
        std::string bytes;
        ami::packet_kind kind;
    } rows[] = {
        {"ActionID: a-1\r\nResponse: Success\r\nNode: 1\r\n\r\n", ami::packet_kind::response}, // app_rpt
        {"actionid:a-1\nEvent: VoicemailUserEntry\nBox: 1\n\n", ami::packet_kind::event},
        {"ActionID: a-1\r\n\r\n", ami::packet_kind::other},
        {"ActionID: a-1\r\nActionID: a-1\r\nEvent: X\r\n\r\n", ami::packet_kind::other},
        {"Text\r\nEvent: X\r\n\r\n", ami::packet_kind::other},
    };
    for (const auto& row : rows) {
        INFO(row.bytes);
        for (const auto max_headers :
            {std::size_t{1000}, std::size_t{3}}) { // the second one looks at each line
            ami::limits bounds;
            bounds.max_headers = max_headers;
            ami::parser parser(bounds, ami::parser::greeting::none);
            parser.feed(row.bytes);
            ami::error_code ec;
            REQUIRE(parser.next(ec) == ami::parser::result::packet);
            CHECK(parser.packet().kind() == row.kind);
        }
    }
    ami::parser parser({}, ami::parser::greeting::none);
    parser.feed("ActionID: a-1\r\nResponse: Follows\r\nPrivilege: Command\r\ntext\n--END COMMAND--\r\n\r\n");
    ami::error_code ec;
    REQUIRE(parser.next(ec) == ami::parser::result::packet);
    CHECK(parser.packet().body() == "text\n");
    CHECK(ami::event_view(parser.packet()).name() == "Follows");
}

TEST_CASE("parser: a packet is cut -> its rest is the next packet", "[protocol][parser]")
{
    const std::string first = "Event: Entry\r\nName: a\r\n";
    const std::string second = "Event: Complete\r\nItems: 1\r\n\r\n";
    const std::string third = "Event: After\r\n\r\n";
    for (const std::string_view lead : {"", "Event: Before\r\n\r\n"}) {
        ami::parser parser({}, ami::parser::greeting::none);
        parser.feed(std::string(lead) + first + second + third);
        ami::error_code ec;
        for (const auto& expected : {std::string(lead), first + second}) {
            if (expected.empty())
                continue;
            REQUIRE(parser.next(ec) == ami::parser::result::packet);
            CHECK(parser.packet().raw() == expected);
        }
        parser.cut_packet(first.size());
        CHECK(parser.packet().raw() == first);
        CHECK(parser.packet().header_lines() == first);
        CHECK(parser.packet()["Name"] == "a");
        CHECK(parser.packet()["Items"] == "");
        CHECK(parser.bytes_in_packets() == lead.size() + first.size());
        for (const auto& expected : {second, third}) {
            REQUIRE(parser.next(ec) == ami::parser::result::packet);
            CHECK(parser.packet().raw() == expected);
        }
        CHECK(parser.next(ec) == ami::parser::result::need_more);
        CHECK(parser.bytes_in_packets() == lead.size() + first.size() + second.size() + third.size());
    }
}
