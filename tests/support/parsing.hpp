// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SUPPORT_PARSING_HPP
#define AMI_TESTS_SUPPORT_PARSING_HPP

// Runs the parser over a whole stream, divided in any way, and keeps what it found. Shared by the unit tests and
// the fuzz targets.

#include <ami/protocol/wire/parser.hpp>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tests {

/// A packet, copied out of the parser, and where it begins on the stream.
struct found_packet {
    ami::packet_kind kind;
    std::string raw;
    std::string header_lines;
    std::string body;
    std::size_t begin;

    friend bool operator==(const found_packet&, const found_packet&) = default;

    friend std::ostream& operator<<(std::ostream& out, const found_packet& packet)
    {
        out << "packet at " << packet.begin << ", kind " << static_cast<int>(packet.kind) << ", headers "
            << packet.header_lines.size() << " bytes, body " << packet.body.size() << " bytes: ";
        for (const char c : packet.raw) {
            if (c == '\r')
                out << "\\r";
            else if (c == '\n')
                out << "\\n";
            else
                out << c;
        }
        return out;
    }
};

/// All that came of a stream.
struct outcome {
    std::optional<std::string> banner;
    std::vector<found_packet> packets;
    ami::error_code error;
    std::uint64_t in_packets = 0;
    std::uint64_t skipped = 0;
    std::string pending;

    /// Whether the same was found. What is pending behind an error depends on the division and does not count.
    friend bool operator==(const outcome& a, const outcome& b)
    {
        return a.banner == b.banner && a.packets == b.packets && a.error == b.error &&
               a.in_packets == b.in_packets && a.skipped == b.skipped &&
               (a.error.failed() || a.pending == b.pending);
    }

    friend std::ostream& operator<<(std::ostream& out, const outcome& o)
    {
        out << "banner " << o.banner.value_or("(none)") << ", error " << o.error.message() << ", "
            << o.in_packets << " bytes in packets, " << o.skipped << " skipped, " << o.pending.size()
            << " pending\n";
        for (const auto& packet : o.packets)
            out << "  " << packet << '\n';
        return out;
    }
};

/// Takes out of the parser what is there.
inline void drain(ami::parser& parser, outcome& into)
{
    for (;;) {
        switch (parser.next(into.error)) {
        case ami::parser::result::need_more: break;
        case ami::parser::result::error: break;
        case ami::parser::result::banner: into.banner = std::string(parser.banner()); continue;
        case ami::parser::result::packet: {
            const auto& packet = parser.packet();
            const auto end = static_cast<std::size_t>(parser.bytes_in_packets() + parser.bytes_skipped());
            into.packets.push_back({packet.kind(), std::string(packet.raw()),
                std::string(packet.header_lines()), std::string(packet.body()), end - packet.raw().size()});
            continue;
        }
        }
        break;
    }
}

/// Feeds `stream` in pieces; `next_size` says how long each is. Every other piece goes through `prepare` and
/// `commit`, with some more room than it needs.
template <class NextSize>
outcome parse_with(ami::parser& parser, std::string_view stream, NextSize next_size)
{
    outcome result;
    bool copy = true;
    drain(parser, result);
    while (!stream.empty() && !result.error.failed()) {
        const auto size = std::clamp<std::size_t>(next_size(), 1, stream.size());
        const auto piece = stream.substr(0, size);
        stream.remove_prefix(size);
        if (copy) {
            parser.feed(piece);
        } else {
            const auto room = parser.prepare(size + size / 2);
            std::memcpy(room.data(), piece.data(), size);
            parser.commit(size);
        }
        copy = !copy;
        drain(parser, result);
    }
    result.in_packets = parser.bytes_in_packets();
    result.skipped = parser.bytes_skipped();
    result.pending = std::string(parser.pending());
    return result;
}

/// Of which ActionIDs a `Response: Follows` is accepted as the output of a Command; of all, if there is no text.
using command_ids = std::optional<std::string>;

inline ami::parser make_parser(
    const ami::limits& limits, ami::parser::greeting first, const command_ids& commands)
{
    ami::parser parser(limits, first);
    if (commands)
        parser.accept_command_output_of(*commands);
    return parser;
}

inline outcome parse_in_pieces(std::string_view stream, std::size_t size, const ami::limits& limits = {},
    ami::parser::greeting first = ami::parser::greeting::none, const command_ids& commands = {})
{
    auto parser = make_parser(limits, first, commands);
    return parse_with(parser, stream, [size] { return size; });
}

inline outcome parse_whole(std::string_view stream, const ami::limits& limits = {},
    ami::parser::greeting first = ami::parser::greeting::none, const command_ids& commands = {})
{
    return parse_in_pieces(stream, stream.size(), limits, first, commands);
}

inline outcome parse_bytewise(std::string_view stream, const ami::limits& limits = {},
    ami::parser::greeting first = ami::parser::greeting::none, const command_ids& commands = {})
{
    return parse_in_pieces(stream, 1, limits, first, commands);
}

/// Divided at one or two points.
inline outcome parse_split(std::string_view stream, std::size_t at, std::size_t again,
    const ami::limits& limits = {}, ami::parser::greeting first = ami::parser::greeting::none,
    const command_ids& commands = {})
{
    auto parser = make_parser(limits, first, commands);
    const std::size_t sizes[] = {at, again - at, stream.size() - again};
    std::size_t piece = 0;
    return parse_with(parser, stream, [&] {
        while (piece < 2 && sizes[piece] == 0)
            ++piece;
        return sizes[std::min<std::size_t>(piece++, 2)];
    });
}

/// Whether what was found lies on the stream without a gap: every packet's bytes are the stream's, and between
/// them there are empty lines and nothing else. On failure `why` says where.
inline bool tiles(std::string_view stream, const outcome& found, std::size_t banner_size, std::string& why)
{
    std::size_t at = banner_size;
    std::uint64_t in_packets = banner_size;
    std::uint64_t skipped = 0;
    const auto only_line_ends = [&](std::size_t from, std::size_t to) {
        const auto gap = stream.substr(from, to - from);
        skipped += gap.size();
        return gap.find_first_not_of("\r\n") == std::string_view::npos && (gap.empty() || gap.back() == '\n');
    };
    for (const auto& packet : found.packets) {
        if (packet.begin < at || packet.begin > stream.size() || !only_line_ends(at, packet.begin)) {
            why = "a gap before byte " + std::to_string(packet.begin);
            return false;
        }
        if (stream.substr(packet.begin, packet.raw.size()) != packet.raw) {
            why = "other bytes than the stream's at " + std::to_string(packet.begin);
            return false;
        }
        at = packet.begin + packet.raw.size();
        in_packets += packet.raw.size();
    }
    if (found.error.failed()) {
        if (in_packets != found.in_packets || skipped > found.skipped) {
            why = "the counters disagree with the packets";
            return false;
        }
        return true;
    }
    const auto rest = stream.size() - found.pending.size();
    if (found.pending.size() > stream.size() || rest < at || !only_line_ends(at, rest) ||
        stream.substr(rest) != found.pending) {
        why = "the pending bytes are not the stream's last";
        return false;
    }
    if (in_packets != found.in_packets || skipped != found.skipped) {
        why = "the counters disagree with the packets";
        return false;
    }
    return true;
}

} // namespace tests

#endif // AMI_TESTS_SUPPORT_PARSING_HPP
