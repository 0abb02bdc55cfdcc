// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Inputs that once went wrong, found by fuzzing or by reading. Add a row for each new one: its stream, its limits and
// what has to come out. All of them are fed whole, byte by byte and split at every point.

#include "support/catch.hpp"
#include "support/parsing.hpp"

#include <ami/protocol/wire/parser.hpp>

#include <limits>
#include <string_view>
#include <vector>

namespace {

constexpr auto none = std::numeric_limits<std::size_t>::max();

struct regression {
    const char* what;
    std::string_view stream;
    std::size_t max_line;
    std::size_t max_packet;
    std::size_t packets;
    ami::error_code error;
};

const std::vector<regression>& regressions()
{
    static const std::vector<regression> all = {
        {"at once the line's limit, byte by byte the packet's", "xxxxxxxxxxxx", 10, 11, 0,
            ami::errc::packet_too_large},
        {"the same, one byte on", "xxxxxxxxxxxx", 10, 12, 0, ami::errc::line_too_long},
        {"without a limit every line was too long", "Event: A\r\n\r\n", none, none, 1, {}},
        {"the CR of an empty line was a packet that is too large", "\r\n\r\n", none, 1, 0, {}},
        {"nothing was a packet that is too large", "", none, 0, 0, {}},
    };
    return all;
}

} // namespace

TEST_CASE("regressions: streams", "[protocol][regressions]")
{
    for (const auto& c : regressions()) {
        INFO(c.what);
        ami::limits bounds;
        bounds.max_line = c.max_line;
        bounds.max_packet = c.max_packet;
        const auto whole = tests::parse_whole(c.stream, bounds);
        CHECK(whole.packets.size() == c.packets);
        CHECK(whole.error == c.error);
        CHECK(tests::parse_bytewise(c.stream, bounds) == whole);
        for (std::size_t at = 0; at <= c.stream.size(); ++at)
            CHECK(tests::parse_split(c.stream, at, c.stream.size(), bounds) == whole);
    }
}
