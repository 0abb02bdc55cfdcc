// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// This library's line of the table that peers/run.sh prints. It does what the programs of the peers do.

#include "benchmark/connected_client.hpp"
#include "benchmark/measure.hpp"
#include "benchmark/pinger.hpp"
#include "benchmark/process.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string>
#include <vector>

namespace bench {
namespace {

// The median of three runs.
template <class Run>
taken median_of_three(Run run)
{
    std::array<taken, 3> all;
    for (auto& each : all)
        each = measure(run);
    std::sort(all.begin(), all.end(), [](const taken& a, const taken& b) { return a.wall < b.wall; });
    return all[1];
}

} // namespace

// peer PORT EVENTS PINGS: name, version, events in a second, processor time of each in nanoseconds, Pings in turn and
// Pings of which 1,000 are pending, in a second.
int run_peer(const std::vector<std::string>& arguments)
{
    const auto events = std::stoul(arguments.at(1));
    const auto pings = std::stoul(arguments.at(2));
    connected_client client(std::stoi(arguments.at(0)));
    std::size_t seen = 0;
    std::size_t sizes = 0;
    client.pbx.on_any([&](const ami::event_view& event) {
        sizes += event["Uniqueid"].size();
        ++seen;
    });
    const auto flood = median_of_three([&] {
        seen = 0;
        client.flood(events);
        if (seen != events)
            throw std::runtime_error("events were lost");
    });
    pinger pinging(client);
    const auto in_turn = median_of_three([&] { pinging.in_turn(pings); });
    const auto pending = median_of_three([&] { pinging.at_once(pings, 1000); });
    report(fmt::format("ami {} {:.0f} {:.0f} {:.0f} {:.0f}", AMI_BENCHMARK_VERSION,
        static_cast<double>(events) / flood.wall, flood.processor / static_cast<double>(events) * 1e9,
        static_cast<double>(pings) / in_turn.wall, static_cast<double>(pings) / pending.wall));
    return 0;
}

} // namespace bench
