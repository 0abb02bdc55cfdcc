// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// The bytes of real servers, tests/data/. The figures were counted by another program.

#include "support/catch.hpp"
#include "support/data.hpp"
#include "support/naive_parser.hpp"
#include "support/parsing.hpp"

#include <ami/protocol/wire/banner.hpp>
#include <ami/protocol/wire/parser.hpp>
#include <ami/protocol/wire/response.hpp>

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace {

using ami::packet_kind;

struct capture {
    const char* file;
    const char* banner;
    int major_version;
    std::size_t events;
    std::size_t responses;
    std::size_t refused; // responses that are errors
    std::size_t headers;
    std::size_t skipped; // bytes of blank lines between packets
    std::map<std::string, std::size_t> some_events;
};

const std::vector<capture>& captures()
{
    static const std::vector<capture> all = {
        {"asterisk-16-events.ami", "Asterisk Call Manager/5.0.4", 5, 3087, 3, 0, 49'972, 22,
            {{"VarSet", 547}, {"Newexten", 360}, {"TestEvent", 198}, {"Hangup", 150},
                {"OriginateResponse", 60}}},
        {"asterisk-16-answers.ami", "Asterisk Call Manager/5.0.4", 5, 590, 145, 23, 13'144, 6,
            {{"Status", 230}, {"ListDialplan", 159}, {"CoreShowChannel", 118}, {"PeerlistComplete", 3}}},
        {"asterisk-22-events.ami", "Asterisk Call Manager/11.0.0", 11, 3179, 3, 0, 51'587, 22,
            {{"VarSet", 630}, {"Newexten", 360}, {"TestEvent", 198}, {"Hangup", 150},
                {"OriginateResponse", 60}}},
        {"asterisk-22-answers.ami", "Asterisk Call Manager/11.0.0", 11, 570, 145, 25, 12'980, 6,
            {{"Status", 230}, {"ListDialplan", 138}, {"CoreShowChannel", 118}, {"QueueParams", 2}}},
    };
    return all;
}

constexpr auto banner = ami::parser::greeting::banner;

const capture& any_capture()
{
    return captures()[GENERATE(std::size_t{0}, std::size_t{1}, std::size_t{2}, std::size_t{3})];
}

} // namespace

TEST_CASE("captures: what is in them", "[protocol][captures]")
{
    const auto& expected = any_capture();
    INFO(expected.file);
    const auto found = tests::parse_whole(tests::read_data(expected.file), {}, banner);
    CHECK_FALSE(found.error.failed());
    CHECK(found.banner == expected.banner);
    CHECK(found.pending.empty());
    CHECK(found.skipped == expected.skipped);

    ami::detail::failure why;
    CHECK(ami::parse_banner(found.banner.value_or(""), why).major_version() == expected.major_version);
    CHECK_FALSE(why);

    std::map<packet_kind, std::size_t> kinds;
    std::map<std::string, std::size_t, std::less<>> events;
    std::size_t headers = 0;
    std::size_t raw_lines = 0;
    std::size_t refused = 0;
    for (const auto& packet : found.packets) {
        ++kinds[packet.kind];
        const ami::packet_view view(packet.raw, packet.header_lines.size(), packet.body, packet.kind);
        if (packet.kind == packet_kind::event)
            ++events[std::string(ami::event_view(view).name())];
        else if (!ami::response(view).ok())
            ++refused;
        for (const auto& header : view) {
            ++headers;
            raw_lines += header.is_raw_line() ? 1 : 0;
        }
    }
    CHECK(kinds[packet_kind::event] == expected.events);
    CHECK(kinds[packet_kind::response] == expected.responses);
    CHECK(kinds[packet_kind::other] == 0);
    CHECK(refused == expected.refused);
    CHECK(headers == expected.headers);
    CHECK(raw_lines == 0);
    for (const auto& [name, count] : expected.some_events) {
        INFO(name);
        CHECK(events[name] == count);
    }
}

TEST_CASE("captures: packets and skipped bytes make up the whole, byte for byte", "[protocol][captures]")
{
    const auto& expected = any_capture();
    INFO(expected.file);
    const auto stream = tests::read_data(expected.file);
    const auto found = tests::parse_whole(stream, {}, banner);

    std::string why;
    CHECKED_ELSE(tests::tiles(stream, found, std::string_view(expected.banner).size() + 2, why))
    {
        FAIL_CHECK(why);
    }
    CHECK(found.in_packets + found.skipped == stream.size());

    // Put together again: the banner, each packet where it began, CRLF in the gaps (all that these servers skip).
    std::string again = found.banner.value_or("") + "\r\n";
    std::vector<std::string_view> before_gaps;
    for (std::size_t i = 0; i != found.packets.size(); ++i) {
        const auto& packet = found.packets[i];
        if (packet.begin != again.size() && i != 0)
            before_gaps.push_back(found.packets[i - 1].raw);
        while (again.size() < packet.begin)
            again += "\r\n";
        again += packet.raw;
    }
    CHECK(found.packets.back().begin + found.packets.back().raw.size() == stream.size());
    const bool same = again == stream;
    CHECK(same);

    // Behind which packets there is a blank line too many: TestEvent; a PJSIPShow error, QueueRule, and the reply
    // before the bare CRLF of IAXnetstats.
    CHECK(before_gaps.size() == expected.skipped / 2);
    for (const auto packet : before_gaps) {
        INFO(packet);
        const bool known = packet.starts_with("Event: TestEvent\r\n") ||
                           packet.find("\r\nMessage: No Contacts found\n\r\n") != std::string_view::npos ||
                           packet == "Response: Success\r\nActionID: rq-127\r\n\r\n" ||
                           packet.starts_with("Event: PeerlistComplete\r\nActionID: rq-105\r\n");
        CHECK(known);
    }
}

TEST_CASE("captures: the packets are those of a plain parser", "[protocol][captures]")
{
    const auto& expected = any_capture();
    INFO(expected.file);
    const auto stream = tests::read_data(expected.file);
    const auto packets = std::string_view(stream).substr(std::string_view(expected.banner).size() + 2);
    const bool same = tests::naive_parser(packets).packets() == tests::parse_whole(packets).packets;
    CHECK(same);
}

TEST_CASE("captures: byte by byte and in blocks of any size they are the same", "[protocol][captures]")
{
    const auto& expected = any_capture();
    INFO(expected.file);
    const auto stream = tests::read_data(expected.file);
    const auto whole = tests::parse_whole(stream, {}, banner);
    REQUIRE(whole.packets.size() == expected.events + expected.responses);
    for (const std::size_t size : {1u, 2u, 3u, 7u, 63u, 64u, 65u, 1000u, 1448u, 4096u, 65'536u}) {
        INFO("blocks of " << size);
        const bool same = tests::parse_in_pieces(stream, size, {}, banner) == whole;
        CHECK(same);
    }
    // Blocks of changing size.
    unsigned state = 1;
    for (int round = 0; round != 5; ++round) {
        ami::parser parser;
        const bool same = tests::parse_with(parser, stream, [&] {
            state = state * 1'664'525 + 1'013'904'223;
            return std::size_t{1} << (state >> 28) >> ((state >> 20) & 3);
        }) == whole;
        CHECK(same);
    }
}

TEST_CASE("captures: a few packets split at every point are the same", "[protocol][captures]")
{
    // Three packets at a time and what is skipped between them. All windows of all files would take minutes: here
    // every one with a skipped line in it, and some of the others.
    const auto& expected = any_capture();
    INFO(expected.file);
    const auto stream = tests::read_data(expected.file);
    const auto whole = tests::parse_whole(stream, {}, banner);
    const auto& packets = whole.packets;
    std::size_t with_gap = 0;
    for (std::size_t first = 0; first + 3 <= packets.size(); ++first) {
        const auto begin = packets[first].begin;
        const auto end = first + 3 == packets.size() ? stream.size() : packets[first + 3].begin;
        const auto window = std::string_view(stream).substr(begin, end - begin);
        std::size_t in_packets = 0;
        for (std::size_t i = first; i != first + 3; ++i)
            in_packets += packets[i].raw.size();
        const bool gap = in_packets != window.size();
        with_gap += gap ? 1 : 0;
        if (!gap && first % 61 != 0)
            continue;

        const auto one = tests::parse_whole(window);
        REQUIRE(one.packets.size() == 3);
        for (std::size_t i = 0; i != 3; ++i)
            REQUIRE(one.packets[i].raw == packets[first + i].raw);
        for (std::size_t at = 1; at < window.size(); ++at) {
            if (tests::parse_split(window, at, window.size()) == one)
                continue;
            FAIL("the packets at " << begin << " differ when split at " << at);
        }
    }
    CHECK(with_gap >= expected.skipped / 2);
}

TEST_CASE("captures: the parser is used again after reset", "[protocol][captures]")
{
    ami::parser parser;
    for (int round = 0; round != 2; ++round) {
        for (const auto& expected : captures()) {
            INFO(expected.file);
            const auto found = tests::parse_with(
                parser, tests::read_data(expected.file), [] { return std::size_t{10'000}; });
            CHECK(found.banner == expected.banner);
            CHECK(found.packets.size() == expected.events + expected.responses);
            parser.reset();
        }
    }
}

TEST_CASE("captures: OriginateResponse is an event although it has a Response header", "[protocol][captures]")
{
    for (const char* file : {"asterisk-16-events.ami", "asterisk-22-events.ami"}) {
        const auto found = tests::parse_whole(tests::read_data(file), {}, banner);
        std::size_t seen = 0;
        for (const auto& packet : found.packets) {
            if (!packet.raw.starts_with("Event: OriginateResponse\r\n"))
                continue;
            ++seen;
            const ami::packet_view view(packet.raw, packet.header_lines.size(), {}, packet.kind);
            CHECK(packet.kind == packet_kind::event);
            const bool known = view["Response"] == "Success" || view["Response"] == "Failure";
            CHECK(known);
        }
        CHECK(seen == 60);
    }
}

TEST_CASE("captures: bytes outside ASCII are as they were", "[protocol][captures]")
{
    for (const char* file : {"asterisk-16-events.ami", "asterisk-22-events.ami"}) {
        const auto found = tests::parse_whole(tests::read_data(file), {}, banner);
        const bool seen = std::any_of(found.packets.begin(), found.packets.end(), [](const auto& packet) {
            const ami::packet_view view(packet.raw, packet.header_lines.size(), {}, packet.kind);
            return view["CallerIDName"] == "Ana \xc3\x9cnal";
        });
        CHECK(seen);
    }
}

TEST_CASE("captures: Command's output", "[protocol][captures]")
{
    for (const char* file : {"asterisk-16-answers.ami", "asterisk-22-answers.ami"}) {
        INFO(file);
        const auto found = tests::parse_whole(tests::read_data(file), {}, banner);
        std::size_t seen = 0;
        for (const auto& packet : found.packets) {
            const ami::packet_view view(packet.raw, packet.header_lines.size(), {}, packet.kind);
            if (view["Message"] != "Command output follows")
                continue;
            ++seen;
            // As many lines as `Output: ` occurs at the beginning of one, each with one blank less.
            std::string joined;
            for (const auto& line : ami::response(view).output())
                joined += "Output: " + line + "\r\n";
            CHECK(packet.raw.find(joined + "\r\n") != std::string::npos);
            CHECK(packet.raw.find("Output: ") == packet.raw.find(joined));
        }
        CHECK(seen > 0);
    }
}
