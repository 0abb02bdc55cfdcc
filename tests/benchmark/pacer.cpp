// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// The events of a server that is not in a hurry: so many in a second, each with the time at which it was sent.

#include "benchmark/paced.hpp"
#include "benchmark/serving.hpp"
#include "benchmark/traffic.hpp"

#include <ctime>
#include <string>

namespace bench {
namespace {

std::vector<std::string> packets_without_end()
{
    const traffic events;
    std::vector<std::string> all;
    for (std::string_view rest = events.bytes(); !rest.empty();) {
        const auto size = rest.find("\r\n\r\n") + 4;
        all.emplace_back(rest.substr(0, size - 2));
        rest.remove_prefix(size);
    }
    return all;
}

void sleep_until(long long nanoseconds)
{
    constexpr long long second = 1'000'000'000;
    timespec when{};
    when.tv_sec = static_cast<time_t>(nanoseconds / second);
    when.tv_nsec = static_cast<long>(nanoseconds % second);
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &when, nullptr) == EINTR) {}
}

} // namespace

void pace(const std::vector<int>& clients, std::size_t rate, std::size_t count, std::string_view last)
{
    static const auto packets = packets_without_end();
    constexpr long long tick = 1'000'000;
    run_on_processor(1);
    auto next = monotonic_nanoseconds();
    const auto batch = std::max<std::size_t>(1, rate / 1000);
    std::string text;
    for (std::size_t sent = 0; sent < count;) {
        sleep_until(next += tick * 1000 * static_cast<long long>(batch) / static_cast<long long>(rate));
        for (std::size_t i = 0; i != batch && sent < count; ++i, ++sent) {
            text = packets[sent % packets.size()];
            text += sent_header;
            text += std::to_string(monotonic_nanoseconds());
            text += "\r\n\r\n";
            send_all(clients[sent % clients.size()], text);
        }
    }
    send_all(clients.front(), last);
}

} // namespace bench
