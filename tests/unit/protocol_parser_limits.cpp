// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// What a server may make the parser hold: every limit exactly at its bound and one past it.

#include "support/catch.hpp"
#include "support/parsing.hpp"

#include <ami/protocol/wire/parser.hpp>

#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace {

using ami::errc;
using ami::limits;

limits with_line(std::size_t size)
{
    limits bounds;
    bounds.max_line = size;
    return bounds;
}

limits with_headers(std::size_t count)
{
    limits bounds;
    bounds.max_headers = count;
    return bounds;
}

limits with_packet(std::size_t size)
{
    limits bounds;
    bounds.max_packet = size;
    return bounds;
}

struct limit_case {
    const char* what;
    limits bounds;
    std::string stream;
    std::size_t packets;
    ami::error_code error;
};

std::vector<limit_case> limit_cases()
{
    const std::string follows = "Response: Follows\r\n0123456789\n--END COMMAND--\r\n\r\n";
    return {
        {"a line at its bound, CRLF", with_line(10), "0123456789\r\n\r\n", 1, {}},
        {"a line at its bound, LF", with_line(10), "0123456789\n\n", 1, {}},
        {"a line one past it, CRLF", with_line(10), "0123456789a\r\n\r\n", 0, errc::line_too_long},
        {"a line one past it, LF", with_line(10), "0123456789a\n\n", 0, errc::line_too_long},
        {"a CR that is no part of the line end counts", with_line(10), "0123456789\r\r\n\r\n", 0,
            errc::line_too_long},
        {"so does a CR within", with_line(10), "0123456\r89\r\n\r\n", 1, {}},
        {"a line far past it", with_line(10), std::string(1000, 'x') + "\r\n\r\n", 0, errc::line_too_long},
        {"a line that never ends", with_line(10), "0123456789ab", 0, errc::line_too_long},
        {"a line at its bound that has not ended", with_line(10), "0123456789", 0, {}},
        {"the second line too", with_line(10), "Event: A\r\n0123456789a\r\n\r\n", 0, errc::line_too_long},
        {"lines at their bound, many", with_line(10), "Event: ABC\r\n0123456789\r\n0123456789\r\n\r\n", 1,
            {}},
        {"packets before the breach are found", with_line(10),
            "Event: A\r\n\r\n\r\nEvent: B\r\n\r\n0123456789ab\r\n\r\n", 2, errc::line_too_long},
        {"no line at all", with_line(0), "\r\n\n\r\n", 0, {}},
        {"no line at all, and one comes", with_line(0), "x\n\n", 0, errc::line_too_long},

        {"lines of a packet at their bound", with_headers(3), "Event: A\r\nB: c\r\nD: e\r\n\r\n", 1, {}},
        {"one more", with_headers(3), "Event: A\r\nB: c\r\nD: e\r\nF: g\r\n\r\n", 0,
            errc::packet_has_too_many_headers},
        {"each packet counts for itself", with_headers(2), "Event: A\r\nB: c\r\n\r\n\r\nEvent: D\nE: f\n\n",
            2, {}},
        {"blank lines between packets do not count", with_headers(1),
            "\r\n\r\n\r\nEvent: A\r\n\r\n\n\nEvent: B\n\n", 2, {}},
        {"raw lines count", with_headers(2), "Event: A\r\nraw\r\nraw\r\n\r\n", 0,
            errc::packet_has_too_many_headers},
        {"the line that is too many has not ended", with_headers(1), "Event: A\r\nB: c", 0, {}},
        {"no header at all", with_headers(0), "\r\nE\r\n", 0, errc::packet_has_too_many_headers},

        {"a packet at its bound, CRLF", with_packet(18), "Event: A\r\nB: c\r\n\r\n", 1, {}},
        {"one past it, CRLF", with_packet(17), "Event: A\r\nB: c\r\n\r\n", 0, errc::packet_too_large},
        {"a packet at its bound, LF", with_packet(15), "Event: A\nB: c\n\n", 1, {}},
        {"one past it, LF", with_packet(14), "Event: A\nB: c\n\n", 0, errc::packet_too_large},
        {"a packet that never ends", with_packet(30), "Event: A\r\n" + std::string(40, 'x'), 0,
            errc::packet_too_large},
        {"a packet of lines that never ends", with_packet(30),
            "Event: A\nB: c\nB: c\nB: c\nB: c\nB: c\nB: c\n", 0, errc::packet_too_large},
        {"as many bytes as are allowed, and no end", with_packet(10), "Event: A\r\n", 0,
            errc::packet_too_large},
        {"one byte fewer, and no end", with_packet(11), "Event: A\r\n", 0, {}},
        {"each packet is measured alone", with_packet(12), "Event: A\r\n\r\n\r\n\r\nEvent: B\r\n\r\n", 2, {}},
        {"blank lines do not count", with_packet(12), std::string(100, '\n') + "Event: A\r\n\r\n", 1, {}},
        {"nothing is allowed and nothing came", with_packet(0), "", 0, {}},
        {"nothing is allowed, blank lines are no packet", with_packet(0), "\r\n\n\r\n", 0, {}},
        {"nothing is allowed and something came", with_packet(0), "x", 0, errc::packet_too_large},

        {"from source: Command's text at its bound", with_packet(follows.size()), follows, 1, {}},
        {"from source: one past it", with_packet(follows.size() - 1), follows, 0, errc::packet_too_large},
        {"from source: a text that never ends", with_packet(100),
            "Response: Follows\r\n" + std::string(200, 'x'), 0, errc::packet_too_large},
        {"from source: a text that ends with half its marker, at its bound", with_packet(34),
            "Response: Follows\r\n--END COMMAND--", 0, {}},
        {"from source: the same, one past it", with_packet(33), "Response: Follows\r\n--END COMMAND--", 0,
            errc::packet_too_large},
        {"from source: lines of the text do not count as headers", with_headers(1), follows, 1, {}},
        {"from source: nor as lines of a packet", with_line(17),
            "Response: Follows\r\n" + std::string(50, 'x') + "\n--END COMMAND--\r\n\r\n", 1, {}},
    };
}

} // namespace

TEST_CASE("parser limits: at the bound and past it", "[protocol][parser][limits]")
{
    for (const auto& c : limit_cases()) {
        INFO(c.what);
        const auto whole = tests::parse_whole(c.stream, c.bounds);
        CHECK(whole.packets.size() == c.packets);
        CHECK(whole.error == c.error);
        std::string why;
        CHECKED_ELSE(tests::tiles(c.stream, whole, 0, why))
        {
            FAIL_CHECK(why);
        }
        CHECK(tests::parse_bytewise(c.stream, c.bounds) == whole);
        for (std::size_t at = 0; at <= c.stream.size(); ++at) {
            if (tests::parse_split(c.stream, at, c.stream.size(), c.bounds) == whole)
                continue;
            FAIL_CHECK("differs when split at " << at);
            break;
        }
    }
}

TEST_CASE(
    "parser limits: which one is broken does not depend on how the bytes came", "[protocol][parser][limits]")
{
    const std::vector<std::string_view> streams = {"xxxxxxxxxxxxxxxxxx", "xxxxxxxxxx\n\n",
        "xxxxxxxxxx\r\n\r\n", "xxxxxxxxxx\r\r\n\r\n", "A: b\r\nxxxxxxx\r\n\r\n",
        "A: b\nC: d\n\nE: f\nG: h\ni\n\n", "\r\n\r\nA: b\r\n\r\n\r\nC\r\n", "a\rb\rc\r\rd\r\n\r\r\n\r\n",
        "\r\r\r\r\r\n\r\n", "\n\n\n\r", "Response: Follows\r\nab\n--END COMMAND--\r\n\r\n"};
    for (const auto stream : streams) {
        for (std::size_t line = 0; line <= 18; ++line) {
            for (std::size_t packet = 0; packet <= stream.size() + 1; ++packet) {
                for (std::size_t headers = 0; headers <= 3; ++headers) {
                    limits bounds;
                    bounds.max_line = line;
                    bounds.max_packet = packet;
                    bounds.max_headers = headers;
                    const auto whole = tests::parse_whole(stream, bounds);
                    bool same = tests::parse_bytewise(stream, bounds) == whole;
                    for (std::size_t at = 1; same && at < stream.size(); ++at)
                        same = tests::parse_split(stream, at, stream.size(), bounds) == whole;
                    if (same)
                        continue;
                    FAIL("max_line " << line << ", max_packet " << packet << ", max_headers " << headers
                                     << ", stream " << stream << '\n'
                                     << whole << tests::parse_bytewise(stream, bounds));
                }
            }
        }
    }
}

TEST_CASE("parser limits: the one that is broken first on the stream counts", "[protocol][parser][limits]")
{
    const std::string stream = "Event: A\r\n" + std::string(100, 'x');
    limits bounds;
    bounds.max_line = 20;
    for (std::size_t packet = 10; packet != 60; ++packet) {
        bounds.max_packet = packet;
        const auto error = tests::parse_whole(stream, bounds).error;
        CAPTURE(packet);
        // The line begins at byte 10; only with 22 bytes of it can it be no line of 20 with its CR.
        CHECK(error == (packet < 32 ? errc::packet_too_large : errc::line_too_long));
    }
}

TEST_CASE("parser limits: no limit", "[protocol][parser][limits]")
{
    limits none;
    none.max_line = none.max_headers = none.max_packet = std::numeric_limits<std::size_t>::max();
    const std::string stream = "Event: A\r\nB: " + std::string(100'000, 'x') + "\r\n\r\n";
    const auto found = tests::parse_in_pieces(stream, 1000, none);
    CHECK_FALSE(found.error.failed());
    CHECK(found.packets.size() == 1);
}

TEST_CASE("parser limits: a breach is seen before the line or the packet ends", "[protocol][parser][limits]")
{
    struct row {
        limits bounds;
        std::string first;
        char endless;
        std::size_t at_most; // bytes that may come before the parser gives up
    };
    const std::vector<row> rows = {
        {with_line(100), "", 'x', 102},
        {with_line(100), "Event: A\r\n", 'x', 112},
        {with_packet(100), "", 'x', 100},
        {with_packet(100), "Response: Follows\r\n", 'x', 101},
        {with_packet(100), "Response: Follows\r\n", '-', 101},
    };
    for (const auto& c : rows) {
        ami::parser parser(c.bounds, ami::parser::greeting::none);
        ami::error_code ec;
        std::size_t fed = c.first.size();
        parser.feed(c.first);
        while (parser.next(ec) == ami::parser::result::need_more && fed < 1000) {
            parser.feed({&c.endless, 1});
            ++fed;
        }
        CHECK(ec.failed());
        CHECK(fed == c.at_most);
    }
}

TEST_CASE("parser limits: the banner has 1024 bytes at most", "[protocol][parser][limits]")
{
    const auto first = ami::parser::greeting::banner;
    struct row {
        const char* what;
        std::string stream;
        bool found;
        ami::error_code error;
    };
    const std::vector<row> rows = {
        {"at its bound, LF", std::string(1024, 'b') + "\n", true, {}},
        {"at its bound, the CR counts", std::string(1023, 'b') + "\r\n", true, {}},
        {"at its bound, no end yet", std::string(1024, 'b'), false, {}},
        {"one past it, LF", std::string(1025, 'b') + "\n", false, errc::not_ami},
        {"one past it, no end yet", std::string(1025, 'b'), false, errc::not_ami},
        {"a line end far behind", std::string(5000, 'b') + "\r\nEvent: A\r\n\r\n", false, errc::not_ami},
    };
    for (const auto& c : rows) {
        INFO(c.what);
        const auto whole = tests::parse_whole(c.stream, {}, first);
        CHECK(whole.banner.has_value() == c.found);
        CHECK(whole.error == c.error);
        CHECK(whole.packets.empty());
        CHECK(tests::parse_bytewise(c.stream, {}, first) == whole);
        CHECK(tests::parse_split(c.stream, 1024, c.stream.size(), {}, first) == whole);
        CHECK(tests::parse_split(c.stream, 1023, 1025 <= c.stream.size() ? 1025 : 1024, {}, first) == whole);
    }
}

TEST_CASE("parser limits: an error stays until reset", "[protocol][parser][limits]")
{
    struct row {
        limits bounds;
        std::string stream;
        errc error;
    };
    const std::vector<row> rows = {
        {with_line(10), "a/1\n0123456789abc", errc::line_too_long},
        {with_headers(1), "a/1\nEvent: A\r\nB: c\r\n", errc::packet_has_too_many_headers},
        {with_packet(10), "a/1\nEvent: A\r\nB: c\r\n", errc::packet_too_large},
        {with_packet(40), "a/1\nResponse: Follows\r\n" + std::string(50, 'x'), errc::packet_too_large},
        {{}, std::string(2000, 'b'), errc::not_ami},
    };
    for (const auto& c : rows) {
        ami::parser parser(c.bounds);
        auto found = tests::parse_with(parser, c.stream, [] { return std::size_t{1000}; });
        REQUIRE(found.error == c.error);
        for (const std::string_view more :
            {"", "\r\n\r\n", "x", "--END COMMAND--\r\n\r\n", "Event: B\r\n\r\n"}) {
            parser.feed(more);
            ami::error_code ec;
            CHECK(parser.next(ec) == ami::parser::result::error);
            CHECK(ec == c.error);
        }
        parser.reset();
        found = tests::parse_with(parser, "a/1\nE: A\r\n\r\n", [] { return std::size_t{1000}; });
        CHECK_FALSE(found.error.failed());
        CHECK(found.banner == "a/1");
        CHECK(found.packets.size() == 1);
    }
}

TEST_CASE("parser limits: the defaults let pass what Asterisk sends", "[protocol][parser][limits]")
{
    SECTION("a line of many megabytes, as from GetConfigJSON")
    {
        const std::string stream = "Response: Success\r\nJSON: " + std::string(15u << 20, 'j') + "\r\n\r\n";
        const auto found = tests::parse_in_pieces(stream, 1 << 20);
        CHECK_FALSE(found.error.failed());
        CHECK(found.packets.size() == 1);
    }
    SECTION("half a million lines, as from a long Command")
    {
        std::string stream = "Response: Success\r\n";
        for (int i = 0; i != 500'000; ++i)
            stream += "Output: line\r\n";
        const auto found = tests::parse_in_pieces(stream + "\r\n", 1 << 20);
        CHECK_FALSE(found.error.failed());
        CHECK(found.packets.size() == 1);
    }
}
