// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// What finds line ends, names and colons, with every set of instructions that this machine has, beside loops that look
// at one byte after another.

#include "support/catch.hpp"
#include "support/naive_parser.hpp"
#include "support/parsing.hpp"

#include <ami/protocol/wire/header_index.hpp>
#include <ami/protocol/wire/scan.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#if defined(__x86_64__)
#include <cpuid.h>
#endif

using ami::detail::instructions;

namespace {

constexpr instructions all_instructions[] = {
    instructions::plain, instructions::sse2, instructions::avx2, instructions::avx512, instructions::neon};

// Uses each set that there is in turn, then the best again.
template <class Test>
void with_each(Test test)
{
    for (const auto kind : all_instructions) {
        if (!ami::detail::use_instructions(kind))
            continue;
        INFO("instructions " << static_cast<int>(kind));
        test(*ami::detail::find_scan_functions(kind));
    }
    ami::detail::scan_functions_in_use = nullptr;
}

// A text of few different bytes, so that what is looked for is there often and at every place.
std::string random_text(std::mt19937& random, std::size_t size, std::string_view alphabet)
{
    std::string text(size, '\0');
    for (char& c : text)
        c = alphabet[random() % alphabet.size()];
    return text;
}

std::string capture(const char* name)
{
    std::ifstream file(std::string(AMI_TESTS_DIR "/data/") + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::size_t naive_packet_end(std::string_view text)
{
    for (std::size_t i = 1; i < text.size(); ++i) {
        if (text[i] == '\n' && (text[i - 1] == '\n' || (i > 1 && text[i - 1] == '\r' && text[i - 2] == '\n')))
            return i + 1;
    }
    return std::string_view::npos;
}

// Every line by header_iterator.
void check_index(std::string_view lines)
{
    ami::header_index index;
    const ami::packet_view packet(lines, lines.size(), {}, ami::packet_kind::other);
    for (int again = 0; again != 2; ++again) {
        index.assign(packet);
        const std::vector<ami::header_view> expected(packet.begin(), packet.end());
        REQUIRE(index.size() == expected.size());
        CHECK(index.empty() == expected.empty());
        for (std::size_t i = 0; i != index.size(); ++i) {
            REQUIRE(index[i].name == expected[i].name);
            REQUIRE(index[i].value == expected[i].value);
            REQUIRE(index[i].raw_value() == expected[i].raw_value());
            REQUIRE(index[i].value.data() == expected[i].value.data());
        }
    }
}

} // namespace

TEST_CASE("scan: plain instructions are always there, and the best are used", "[protocol][scan]")
{
    CHECK(ami::detail::find_scan_functions(instructions::plain) != nullptr);
    ami::detail::scan_functions_in_use = nullptr;
    const auto best = ami::detail::scan().kind;
    CHECK(ami::detail::scan().kind == best);
#if defined(__x86_64__) && defined(_WIN32)
    CHECK(best == instructions::sse2);
#elif defined(__x86_64__)
    CHECK(best == (__builtin_cpu_supports("avx512vbmi2") ? instructions::avx512
                      : __builtin_cpu_supports("avx2")   ? instructions::avx2
                                                         : instructions::sse2));
    CHECK_FALSE(ami::detail::use_instructions(instructions::neon));
#endif
    CHECK(ami::detail::scan().kind == best);
    CHECK(ami::detail::use_instructions(instructions::plain));
    CHECK(ami::detail::scan().kind == instructions::plain);
    ami::detail::scan_functions_in_use = nullptr;
}

TEST_CASE("scan: the end of a packet, from wherever it is looked for", "[protocol][scan]")
{
    std::mt19937 random(1);
    with_each([&](const ami::detail::scan_functions& scan) {
        for (int round = 0; round != 3000; ++round) {
            auto text = "x" + random_text(random, random() % 200, round % 3 == 0 ? "\n\r" : "\n\rabcdefgh");
            const auto size = text.size();
            text += random_text(random, ami::detail::scan_slack, "\n\r"); // must not be taken for part of it
            const std::string_view packet(text.data(), size);
            const auto expected = naive_packet_end(packet);
            const auto* const end = packet.data() + size;
            // No end has its LF before `from`.
            const auto latest = expected == std::string_view::npos ? size : expected - 1;
            for (std::size_t from = 0; from <= latest; from += 1 + random() % 20) {
                const auto* const found = scan.packet_end(packet.data(), packet.data() + from, end);
                const auto at =
                    found ? static_cast<std::size_t>(found - packet.data()) : std::string_view::npos;
                REQUIRE(at == expected);
            }
        }
    });
}

TEST_CASE("scan: a header by its name", "[protocol][scan]")
{
    std::mt19937 random(2);
    const std::string_view names[] = {
        "a", "A", "ab", "bA", "abc", "b", "a b", "ba\r", "", ":", "a:", "a\nb", "\n"};
    with_each([&](const ami::detail::scan_functions&) {
        for (int round = 0; round != 3000; ++round) {
            const auto text = random_text(random, random() % 300, round % 2 == 0 ? "aAb: \n\r" : "abc:\n");
            const std::vector<char> exact(
                text.begin(), text.end()); // a byte too far is seen by AddressSanitizer
            const std::string_view lines(exact.data(), exact.size());
            const ami::packet_view packet(lines, lines.size(), {}, ami::packet_kind::other);
            for (const auto name : names) {
                const auto found = packet.find(name);
                const auto at = std::find_if(packet.begin(), packet.end(), [&](const ami::header_view& h) {
                    return !h.is_raw_line() && ami::detail::iequals(h.name, name);
                });
                INFO("text \"" << text << "\", name \"" << name << "\"");
                REQUIRE(found.has_value() == (at != packet.end()));
                if (found) {
                    REQUIRE(found->data() == at->value.data());
                    REQUIRE(*found == at->value);
                }
            }
        }
    });
}

TEST_CASE("scan: an index of every header", "[protocol][scan]")
{
    std::mt19937 random(3);
    with_each([&](const ami::detail::scan_functions&) {
        for (int round = 0; round != 1500; ++round) {
            const auto text = random_text(random, random() % 1500,
                round % 3 == 0   ? ":\n"
                : round % 3 == 1 ? "a: \r\n"
                                 : "abcdefg:h \n");
            const std::vector<char> exact(text.begin(), text.end());
            check_index({exact.data(), exact.size()});
        }
        check_index({});
        check_index(std::string(5000, '\n'));
        check_index(std::string(5000, ':'));
        check_index("no colon\n:\nName: value\r\n: x: y\nlast");
    });
}

TEST_CASE("scan: the packets of the captures", "[protocol][scan]")
{
    for (const auto* const name : {"asterisk-22-events.ami", "asterisk-16-answers.ami"}) {
        const auto stream = capture(name);
        REQUIRE(stream.size() > 100'000);
        const auto expected = tests::naive_parser(stream).packets();
        with_each([&](const ami::detail::scan_functions&) {
            for (const std::size_t size : {stream.size(), std::size_t{1000}, std::size_t{65}}) {
                const auto found = tests::parse_in_pieces(stream, size);
                REQUIRE(found.packets.size() == expected.size());
                CHECK(found.packets == expected);
            }
            ami::parser parser({}, ami::parser::greeting::none);
            parser.feed(std::string_view(stream).substr(0, 60'000));
            ami::error_code ec;
            while (parser.next(ec) == ami::parser::result::packet)
                check_index(parser.packet().header_lines());
        });
    }
}

#if defined(__x86_64__)

namespace {

// Whether the processor says which parts of its registers are in use.
bool knows_parts_in_use()
{
    unsigned a = 0;
    unsigned b = 0;
    unsigned c = 0;
    unsigned d = 0;
    return __get_cpuid_count(0xd, 1, &a, &b, &c, &d) && (a & 4) != 0 && __builtin_cpu_supports("avx2");
}

__attribute__((noinline)) bool upper_halves_are_in_use()
{
    unsigned low = 0;
    unsigned high = 0;
    __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(1));
    return (low & 0b1000100) != 0; // YMM, ZMM
}

} // namespace

// Other code is several times slower while they are in use. Compilers see to it from -O2 on.
TEST_CASE("scan: the upper halves of wide registers are not in use afterwards", "[scan]")
{
    if (!knows_parts_in_use())
        return;
    const std::string lines =
        "A: 1\r\n" + std::string(300, 'x') + ": 2\r\nName: value\r\n\r\n" + std::string(64, ' ');
    for (const auto kind : {instructions::avx2, instructions::avx512}) {
        const auto* const scan = find_scan_functions(kind);
        if (!scan)
            continue;
        __asm__ volatile("vzeroupper" ::: "xmm0");
        if (upper_halves_are_in_use())
            return; // this processor does not tell
        const auto value = scan->find_value(lines, "Name");
        const bool after_value = upper_halves_are_in_use();
        const auto* const end = scan->packet_end(
            lines.data(), lines.data(), lines.data() + lines.size() - ami::detail::scan_slack);
        const bool after_end = upper_halves_are_in_use();
        INFO("instructions " << static_cast<int>(kind));
        CHECK(value == " value");
        CHECK(end != nullptr);
        CHECK_FALSE(after_value);
        CHECK_FALSE(after_end);
    }
}

#endif
