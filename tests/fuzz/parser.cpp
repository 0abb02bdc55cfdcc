// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// The parser: whatever the stream, its limits and its division, the same packets come out; without limits they are
// those of a plain parser.
//
// An input is four bytes of settings and the stream.

#include "fuzz/check.hpp"
#include "support/naive_parser.hpp"
#include "support/parsing.hpp"

#include <ami/protocol/wire/banner.hpp>
#include <ami/protocol/wire/header_index.hpp>
#include <ami/protocol/wire/parser.hpp>
#include <ami/protocol/wire/response.hpp>
#include <ami/protocol/wire/scan.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace {

ami::limits limits_from(std::uint8_t byte)
{
    ami::limits bounds;
    constexpr std::size_t line_sizes[] = {16u << 20, 0, 10, 40};
    constexpr std::size_t line_counts[] = {1u << 20, 0, 2, 6};
    constexpr std::size_t packet_sizes[] = {64u << 20, 0, 30, 100};
    bounds.max_line = line_sizes[byte & 3];
    bounds.max_headers = line_counts[byte >> 2 & 3];
    bounds.max_packet = packet_sizes[byte >> 4 & 3];
    return bounds;
}

bool lies_in(std::string_view part, std::string_view whole)
{
    return part.empty() ||
           (part.data() >= whole.data() && part.data() + part.size() <= whole.data() + whole.size());
}

// Looks at a packet in every way that there is.
void look_at(const ami::packet_view& packet, const ami::limits& bounds)
{
    const auto lines = packet.header_lines();
    FUZZ_CHECK(lies_in(lines, packet.raw()) && lies_in(packet.body(), packet.raw()));
    FUZZ_CHECK(!lines.empty() && lines.data() == packet.raw().data());
    FUZZ_CHECK(packet.raw().size() <= bounds.max_packet);

    std::vector<ami::header_view> headers(packet.begin(), packet.end());
    FUZZ_CHECK(headers.size() == static_cast<std::size_t>(std::count(lines.begin(), lines.end(), '\n')) +
                                     (lines.back() == '\n' ? 0 : 1));
    FUZZ_CHECK(packet.body().data() != nullptr || headers.size() <= bounds.max_headers);
    for (const auto& header : headers) {
        FUZZ_CHECK(lies_in(header.name, lines) && lies_in(header.value, lines) &&
                   lies_in(header.raw_value(), lines));
        FUZZ_CHECK(header.name.find_first_of(":\n") == std::string_view::npos);
        FUZZ_CHECK(header.value.find('\n') == std::string_view::npos);
        FUZZ_CHECK(header.raw_value().ends_with(header.value));
        FUZZ_CHECK(header.is_raw_line() == header.name.empty());
    }

    const ami::header_index index(packet);
    FUZZ_CHECK(index.size() == headers.size());
    for (std::size_t i = 0; i != index.size(); ++i) {
        FUZZ_CHECK(index[i].name == headers[i].name && index[i].value.data() == headers[i].value.data());
        FUZZ_CHECK(index[i].value.size() == headers[i].value.size());
    }

    // Looking a name up agrees with going through the lines. A few are enough, the whole would be quadratic.
    for (std::size_t i = 0; i < std::min<std::size_t>(headers.size(), 20); ++i) {
        const auto name = headers[i].name;
        if (name.empty())
            continue;
        const auto is_named = [name](
                                  const ami::header_view& h) { return ami::detail::iequals(h.name, name); };
        const auto first = std::find_if(headers.begin(), headers.end(), is_named);
        const auto value = packet.find(name);
        FUZZ_CHECK(value && value->data() == first->value.data() && *value == first->value);
        const auto range = packet.all(name);
        FUZZ_CHECK(std::distance(range.begin(), range.end()) ==
                   std::count_if(headers.begin(), headers.end(), is_named));
    }
    FUZZ_CHECK(!packet.find(""));

    const bool has_id_first = ami::detail::iequals(headers.front().name, "actionid");
    const auto first = has_id_first ? headers.size() > 1 ? headers[1] : ami::header_view{} : headers.front();
    const bool is_event = ami::detail::iequals(first.name, "event");
    const bool is_response = ami::detail::iequals(first.name, "response");
    FUZZ_CHECK((packet.kind() == ami::packet_kind::event) == is_event);
    FUZZ_CHECK((packet.kind() == ami::packet_kind::response) == is_response);
    FUZZ_CHECK(ami::event_view(packet).name() == first.value);

    ami::response owned(packet);
    FUZZ_CHECK(owned.raw() == packet.raw() && owned.body() == packet.body());
    FUZZ_CHECK(owned.header_lines() == lines && owned.kind() == packet.kind());
    const auto output = owned.output();
    std::size_t output_size = 0;
    for (const auto& line : output)
        output_size += line.size();
    FUZZ_CHECK(output_size <= packet.raw().size());
    FUZZ_CHECK(!owned.ok() || owned.list_error().raw().empty());
    owned.add_event(ami::event_view(packet));
    const auto moved = std::move(owned);
    FUZZ_CHECK(moved.body() == packet.body() && moved.events().size() == 1);
}

tests::outcome check(const std::uint8_t* data, std::size_t size)
{
    const auto bounds = limits_from(data[0]);
    const auto first = (data[1] & 1) != 0 ? ami::parser::greeting::banner : ami::parser::greeting::none;
    std::uint32_t state = data[2] | static_cast<std::uint32_t>(data[3]) << 8;
    const std::string_view stream(reinterpret_cast<const char*>(data) + 4, size - 4);

    // At once, by hand: the views are looked at where the parser found them.
    tests::command_ids commands;
    if ((data[1] & 2) != 0)
        commands = (data[1] & 4) != 0 ? "" : "7";
    auto parser = tests::make_parser(bounds, first, commands);
    parser.feed(stream);
    tests::outcome whole;
    for (bool more = true; more;) {
        switch (parser.next(whole.error)) {
        case ami::parser::result::banner: {
            whole.banner = std::string(parser.banner());
            ami::detail::failure why;
            const auto banner = ami::parse_banner(parser.banner(), why);
            FUZZ_CHECK(static_cast<bool>(why) == banner.version().empty());
            break;
        }
        case ami::parser::result::packet: look_at(parser.packet(), bounds); break;
        default: more = false; break;
        }
    }

    parser.reset();
    whole = tests::parse_with(parser, stream, [&] { return stream.size(); });
    std::string why;
    const auto banner_size = whole.banner ? stream.find('\n') + 1 : 0;
    if (!tests::tiles(stream, whole, banner_size, why))
        fuzz_failed(why.c_str());

    if (!whole.error.failed() && first == ami::parser::greeting::none)
        FUZZ_CHECK(tests::naive_parser(stream, commands).packets() == whole.packets);
    FUZZ_CHECK(tests::parse_bytewise(stream, bounds, first, commands) == whole);
    parser.reset();
    FUZZ_CHECK(tests::parse_with(parser, stream, [&] {
        state = state * 1'664'525 + 1'013'904'223;
        return std::size_t{1} + (state >> 24) % (1u << (state >> 20 & 7));
    }) == whole);

    // A packet alone is the same packet.
    for (std::size_t i = 0; i < std::min<std::size_t>(whole.packets.size(), 8); ++i) {
        const auto alone =
            tests::parse_whole(whole.packets[i].raw, bounds, ami::parser::greeting::none, commands);
        FUZZ_CHECK(alone.packets.size() == 1 && !alone.error.failed() && alone.pending.empty());
        FUZZ_CHECK(alone.packets[0].kind == whole.packets[i].kind &&
                   alone.packets[0].body == whole.packets[i].body &&
                   alone.packets[0].header_lines == whole.packets[i].header_lines);
    }
    return whole;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using ami::detail::instructions;
    if (size < 4)
        return 0;
    // With every set of instructions that this machine has.
    FUZZ_CHECK(ami::detail::use_instructions(instructions::plain));
    const auto expected = check(data, size);
    for (const auto kind :
        {instructions::sse2, instructions::avx2, instructions::avx512, instructions::neon}) {
        if (ami::detail::use_instructions(kind))
            FUZZ_CHECK(check(data, size) == expected);
    }
    return 0;
}
