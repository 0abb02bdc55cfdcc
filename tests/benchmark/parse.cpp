// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.
//
// How fast a stream of events is parsed, beside bare loops over the same bytes in the same process.
//
// Every iteration times the parser and then the bare loops, so that all see the same machine. Processor time is taken,
// because others may be at work there, and the best iteration of each counts:
//   packets/s     packets that the parser gave
//   bytes/s       bytes of the stream
//   x_memmem      the parser's time, in times of a loop that finds every CRLF CRLF with memmem
//   x_lines       the same with a loop that finds every LF with memchr
//   x_memcpy      the same with copying the bytes (block/... only: there the parser's time has a copy in it)
//
// AMI_BENCHMARK_MB is the size of the stream, 256 unless set. Give a small one where only the running is tested.

#include <ami/protocol/parser.hpp>

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fstream>
#include <iterator>
#include <limits>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace {

/// The packets of a capture of Asterisk 22, again and again, behind its banner.
const std::string& stream()
{
    static const std::string bytes = [] {
        std::ifstream file(AMI_TESTS_DIR "/data/asterisk-22-events.ami", std::ios::binary);
        const std::string capture{std::istreambuf_iterator<char>(file), {}};
        const auto banner = capture.find('\n') + 1;
        if (banner == 0)
            throw std::runtime_error("tests/data/asterisk-22-events.ami is not there");
        const char* const megabytes = std::getenv("AMI_BENCHMARK_MB");
        const auto size = std::strtoul(megabytes != nullptr ? megabytes : "256", nullptr, 10) << 20;
        std::string all = capture;
        all.reserve(size + capture.size());
        while (all.size() < size)
            all.append(capture, banner);
        return all;
    }();
    return bytes;
}

double processor_seconds()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

/// The shortest time that something took.
struct best_time {
    double seconds = std::numeric_limits<double>::infinity();

    template <class Work>
    double measure(Work work)
    {
        const auto start = processor_seconds();
        work();
        const auto taken = processor_seconds() - start;
        seconds = std::min(seconds, taken);
        return taken;
    }
};

/// The least that finding packets can cost.
std::size_t find_packet_ends(std::string_view bytes)
{
    std::size_t count = 0;
    for (const char* at = bytes.data();; ++count) {
        const auto left = static_cast<std::size_t>(bytes.data() + bytes.size() - at);
        const void* const found = memmem(at, left, "\r\n\r\n", 4);
        if (found == nullptr)
            return count;
        at = static_cast<const char*>(found) + 4;
    }
}

/// The least that finding lines can cost.
std::size_t find_line_ends(std::string_view bytes)
{
    std::size_t count = 0;
    for (const char* at = bytes.data();; ++count) {
        const auto left = static_cast<std::size_t>(bytes.data() + bytes.size() - at);
        const void* const found = left == 0 ? nullptr : std::memchr(at, '\n', left);
        if (found == nullptr)
            return count;
        at = static_cast<const char*>(found) + 1;
    }
}

struct times {
    best_time parser;
    best_time memmem;
    best_time lines;
    best_time copying;
    std::size_t packets = 0; // of one iteration

    void measure_bare_loops()
    {
        memmem.measure([] { benchmark::DoNotOptimize(find_packet_ends(stream())); });
        lines.measure([] { benchmark::DoNotOptimize(find_line_ends(stream())); });
    }

    void report(benchmark::State& state) const
    {
        state.counters["packets/s"] = static_cast<double>(packets) / parser.seconds;
        state.counters["bytes/s"] = static_cast<double>(stream().size()) / parser.seconds;
        state.counters["x_memmem"] = parser.seconds / memmem.seconds;
        state.counters["x_lines"] = parser.seconds / lines.seconds;
        if (copying.seconds < std::numeric_limits<double>::infinity())
            state.counters["x_memcpy"] = parser.seconds / copying.seconds;
    }
};

// What is done with every packet.

/// Looks at the kind and the name of the event: what a packet that nobody subscribed to costs.
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

/// Also finds the name and the value of every header.
struct every_header {
    std::size_t sum = 0;
    std::vector<ami::header_view> headers;

    void operator()(const ami::packet_view& packet)
    {
        headers.clear();
        for (const auto& header : packet)
            headers.push_back(header);
        for (const auto& header : headers)
            sum += header.name.size() + header.value.size();
    }
};

template <class Use>
std::size_t take_all(ami::parser& parser, Use& use)
{
    ami::error_code ec;
    std::size_t packets = 0;
    for (;;) {
        switch (parser.next(ec)) {
        case ami::parser::result::packet:
            use(parser.packet());
            ++packets;
            break;
        case ami::parser::result::banner: break;
        default: return packets;
        }
    }
}

void check(benchmark::State& state, const ami::parser& parser, std::size_t packets)
{
    if (packets == 0 || parser.bytes_pending() != 0)
        state.SkipWithError("the parser did not get through");
}

/// The whole stream lies in the parser's buffer already: parsing alone.
template <class Use>
void parse_all(benchmark::State& state)
{
    times t;
    ami::parser parser;
    Use use;
    for (auto _ : state) {
        parser.reset();
        parser.feed(stream());
        state.SetIterationTime(t.parser.measure([&] { t.packets = take_all(parser, use); }));
        benchmark::DoNotOptimize(use.sum);
        check(state, parser, t.packets);
        t.measure_bare_loops();
    }
    t.report(state);
}

/// As it comes from a socket: read into the parser's room in blocks (here copied), parsed while in the cache.
template <class Use>
void parse_blocks(benchmark::State& state)
{
    const auto block = static_cast<std::size_t>(state.range(0));
    times t;
    ami::parser parser;
    Use use;
    std::vector<char> elsewhere(block);
    const auto for_each_block = [block](auto work) {
        for (std::string_view rest = stream(); !rest.empty();
             rest.remove_prefix(std::min(block, rest.size())))
            work(rest.substr(0, block));
    };
    for (auto _ : state) {
        parser.reset();
        t.packets = 0;
        state.SetIterationTime(t.parser.measure([&] {
            for_each_block([&](std::string_view bytes) {
                std::memcpy(parser.prepare(block).data(), bytes.data(), bytes.size());
                parser.commit(bytes.size());
                t.packets += take_all(parser, use);
            });
        }));
        benchmark::DoNotOptimize(use.sum);
        check(state, parser, t.packets);
        t.copying.measure([&] {
            for_each_block([&](std::string_view bytes) {
                std::memcpy(elsewhere.data(), bytes.data(), bytes.size());
                benchmark::ClobberMemory();
            });
        });
        t.measure_bare_loops();
    }
    t.report(state);
}

} // namespace

BENCHMARK(parse_all<kind_and_name>)
    ->Name("parse/kind_and_name")
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK(parse_all<every_header>)
    ->Name("parse/every_header")
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK(parse_blocks<kind_and_name>)
    ->Name("block/kind_and_name")
    ->Arg(16 << 10)
    ->Arg(64 << 10)
    ->Arg(1 << 20)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK(parse_blocks<every_header>)
    ->Name("block/every_header")
    ->Arg(64 << 10)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);
