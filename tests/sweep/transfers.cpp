// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#include "support/calls.hpp"
#include "sweep/sweep.hpp"

namespace tests {

namespace {

// A call of two whose legs are bridged and may transfer: the dialling leg.
asio::awaitable<std::string> bridged_call(sweep& s)
{
    const auto id = co_await s.call("2021");
    co_await s.until_so("the call is bridged", [&]() -> asio::awaitable<bool> {
        const auto channel = co_await show_channel(s.pbx(), id + ";2");
        co_return !channel["BridgeId"].empty();
    });
    co_return id + ";2";
}

} // namespace

asio::awaitable<void> sweep_transfers(sweep& s)
{
    const auto first_call = co_await bridged_call(s);
    inbox blind(s.pbx(), "BlindTransfer");
    co_await s.done(actions::blind_transfer{first_call, "209", "sets"});
    const auto moved = co_await blind.next("TransfererUniqueid", first_call);
    CHECK(moved["Result"] == "Success");

    const auto second_call = co_await bridged_call(s);
    // contract/transfers.cpp has what becomes of it.
    co_await s.done(actions::attended_transfer{second_call, "103", "sets"});
    co_await s.done(actions::cancel_attended_transfer{second_call});
    co_await s.hang_up(second_call.substr(0, second_call.find(';')));
}

} // namespace tests
