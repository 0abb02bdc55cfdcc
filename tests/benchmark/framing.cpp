// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// The parser alone, over 256 MB in memory, beside loops that look at every byte and do next to nothing with it.

#include "benchmark/measure.hpp"
#include "benchmark/traffic.hpp"

#include <ami/protocol/wire/header_index.hpp>
#include <ami/protocol/wire/parser.hpp>

#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace bench {
namespace {

// Keeps the compiler from leaving out a loop whose result nobody needs.
volatile std::size_t sink;

#if defined(__x86_64__)

__attribute__((target("avx2,popcnt"))) std::size_t count_line_ends_avx2(std::string_view bytes)
{
    std::size_t count = 0;
    std::size_t i = 0;
    const __m256i lf = _mm256_set1_epi8('\n');
    const auto mask = [&](std::size_t at) __attribute__((target("avx2,popcnt")))
    {
        const auto block = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(bytes.data() + at));
        return static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(block, lf)));
    };
    for (; i + 64 <= bytes.size(); i += 64)
        count += static_cast<std::size_t>(
            __builtin_popcountll(mask(i) | static_cast<std::uint64_t>(mask(i + 32)) << 32));
    for (; i < bytes.size(); ++i)
        count += bytes[i] == '\n';
    return count;
}

// The end of every line and its first colon are found, as a splitter needs them, and nothing is stored.
__attribute__((target("avx2,popcnt,bmi"))) std::size_t find_lines_and_colons_avx2(std::string_view bytes)
{
    std::size_t sum = 0;
    std::size_t colon = 0;
    std::size_t start = 0;
    bool have_colon = false;
    const __m256i lf = _mm256_set1_epi8('\n');
    const __m256i separator = _mm256_set1_epi8(':');
    for (std::size_t i = 0; i + 32 <= bytes.size(); i += 32) {
        const auto block = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(bytes.data() + i));
        const auto ends = static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(block, lf)));
        const auto colons =
            static_cast<std::uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(block, separator)));
        for (auto left = ends | colons; left != 0; left &= left - 1) {
            const auto bit = static_cast<unsigned>(__builtin_ctz(left));
            const auto at = i + bit;
            if (ends >> bit & 1) {
                sum += have_colon ? (colon - start) & 1 : 0;
                sum += at - start > 1;
                start = at + 1;
                have_colon = false;
            } else if (!have_colon) {
                have_colon = true;
                colon = at;
            }
        }
    }
    return sum;
}

#endif

std::size_t count_line_ends_plainly(std::string_view bytes)
{
    std::size_t count = 0;
    const char* const end = bytes.data() + bytes.size();
    for (const char* at = bytes.data();
         (at = static_cast<const char*>(std::memchr(at, '\n', static_cast<std::size_t>(end - at)))) !=
         nullptr;
         ++at)
        ++count;
    return count;
}

std::size_t find_lines_and_colons_plainly(std::string_view bytes)
{
    std::size_t sum = 0;
    while (!bytes.empty()) {
        const auto line = bytes.substr(0, bytes.find('\n'));
        sum += line.find(':');
        bytes.remove_prefix(std::min(bytes.size(), line.size() + 1));
    }
    return sum;
}

bool has_avx2()
{
#if defined(__x86_64__)
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi");
#else
    return false;
#endif
}

std::size_t count_line_ends(std::string_view bytes)
{
#if defined(__x86_64__)
    if (has_avx2())
        return count_line_ends_avx2(bytes);
#endif
    return count_line_ends_plainly(bytes);
}

std::size_t find_lines_and_colons(std::string_view bytes)
{
#if defined(__x86_64__)
    if (has_avx2())
        return find_lines_and_colons_avx2(bytes);
#endif
    return find_lines_and_colons_plainly(bytes);
}

// What is done with every packet.

struct kind_and_name {
    std::size_t sum = 0;

    void operator()(const ami::packet_view& packet)
    {
        if (packet.kind() == ami::packet_kind::event) {
            const auto name = ami::event_view(packet).name();
            sum += name.size() + static_cast<unsigned char>(name.empty() ? '\0' : name.front());
        }
    }
};

struct every_header : kind_and_name {
    ami::header_index headers;

    void operator()(const ami::packet_view& packet)
    {
        kind_and_name::operator()(packet);
        headers.assign(packet);
        sum += headers.size() + headers[headers.size() - 1].value.size();
    }
};

template <class Use>
void parse(const std::string& stream, std::size_t expected, std::size_t rounds, const char* what,
    double reach, std::size_t (*bare)(std::string_view), std::vector<row>& rows)
{
    ami::parser parser(ami::limits{}, ami::parser::greeting::none);
    Use use;
    // What is timed begins when the bytes are in memory.
    const auto begin = [&] {
        parser.reset();
        parser.feed(stream);
    };
    pairs times;
    for (std::size_t i = 0; i != rounds; ++i) {
        begin();
        std::size_t packets = 0;
        const auto a = measure([&] {
            ami::error_code ec;
            while (parser.next(ec) == ami::parser::result::packet) {
                use(parser.packet());
                ++packets;
            }
        });
        sink = use.sum;
        if (packets != expected)
            throw std::runtime_error("the parser lost packets");
        const auto b = measure([&] { sink = bare(stream); });
        times.add(a.processor / static_cast<double>(packets), b.processor / static_cast<double>(packets));
    }
    rows.push_back(times.summary(what, "ns", 1e9, direction::time, reach));
    if (!has_avx2())
        rows.back().note = "no AVX2 here: the bare loop is plain";
}

} // namespace

void framing(const options& how, std::vector<row>& rows)
{
    const traffic source;
    const auto stream = source.repeated(how.quick ? 16u << 20 : 256u << 20);
    const auto packets = stream.size() / source.bytes().size() * source.packets();
    const auto rounds = static_cast<std::size_t>(how.quick ? 1 : how.rounds);
    parse<kind_and_name>(
        stream, packets, rounds, "in memory: framing, kind, name of every packet", 2, &count_line_ends, rows);
    parse<every_header>(stream, packets, rounds, "in memory: and an index of every header", 1.3,
        &find_lines_and_colons, rows);
}

} // namespace bench
