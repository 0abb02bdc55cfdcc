// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#include "sweep/sweep.hpp"

namespace tests {

asio::awaitable<void> sweep_parking(sweep& s)
{
    const auto lots = co_await s.list(actions::parking_lots{});
    CHECK(only<events::parking_lot>(lots).name() == "default");
    const auto id = co_await s.call("3020");
    const auto name = co_await s.name_of(id);
    const auto other = co_await s.name_of(id + ";2");
    inbox parked(s.pbx(), "ParkedCall");
    co_await s.done(actions::park{name}
                        .timeout_channel(name)
                        .announce_channel(other)
                        .parking_time(std::chrono::milliseconds(30'000))
                        .lot("default"));
    co_await parked.next("ParkeeUniqueid", id);
    const auto calls = co_await s.list(actions::parked_calls{}.parking_lot("default"));
    const auto call = only<events::parked_call>(calls);
    CHECK(call.parkee().unique_id() == id);
    CHECK(call.parking_timeout().value() <= 30s);
    co_await s.hang_up(id);
}

} // namespace tests
