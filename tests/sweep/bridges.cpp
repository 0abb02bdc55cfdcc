// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Bridges and the channels in them.

#include "support/calls.hpp"
#include "sweep/sweep.hpp"

namespace tests {

namespace {

// The bridge that this channel is in.
asio::awaitable<std::string> bridge_of(sweep& s, std::string id)
{
    std::string bridge;
    co_await s.until_so("the channel is in a bridge", [&]() -> asio::awaitable<bool> {
        const auto channel = co_await show_channel(s.pbx(), id);
        bridge = channel["BridgeId"];
        co_return !bridge.empty();
    });
    co_return bridge;
}

asio::awaitable<void> check_suspended(sweep& s, std::string technology, bool wanted)
{
    const auto list = co_await s.list(actions::bridge_technology_list{});
    const auto item = first<events::bridge_technology_list_item>(
        list, [&](const auto& e) { return e.bridge_technology() == technology; });
    CHECK(item.bridge_suspended().value() == wanted);
}

} // namespace

asio::awaitable<void> sweep_bridges(sweep& s)
{
    const std::string technology = "native_rtp";
    co_await check_suspended(s, technology, false);
    co_await s.done(actions::bridge_technology_suspend{technology});
    co_await check_suspended(s, technology, true);
    co_await s.done(actions::bridge_technology_unsuspend{technology});
    co_await check_suspended(s, technology, false);

    const auto a = co_await s.call("3020");
    const auto b = co_await s.call("3020");
    const auto a_name = co_await s.name_of(a);
    const auto b_name = co_await s.name_of(b);
    co_await s.done(actions::bridge{a_name, b_name}.play(actions::bridge::tone::both));
    const auto bridge = co_await bridge_of(s, a);
    // Asterisk compares the type with the technology.
    const auto bridges = co_await s.list(actions::bridge_list{}.bridge_type("simple_bridge"));
    const auto item = first<events::bridge_list_item>(
        bridges, [&](const auto& e) { return e.bridge_unique_id() == bridge; });
    CHECK(item.bridge_num_channels().value() == 2);
    const auto inside = co_await s.list(actions::bridge_info{bridge});
    CHECK(inside.items<events::bridge_info_channel>().size() == 2);
    if (s.is_22()) {
        const auto map = co_await s.list(actions::core_show_channel_map{}.channel(a_name));
        CHECK_FALSE(map.empty());
    } else {
        co_await s.absent(actions::core_show_channel_map{}.channel(a_name), "Asterisk 18");
    }
    co_await s.done(actions::local_optimize_away{a});
    co_await s.done(actions::bridge_kick{a}.bridge_unique_id(bridge));
    co_await departure(s.pbx(), a);

    const auto c = co_await s.call("3020");
    const auto d = co_await s.call("3020");
    const auto c_name = co_await s.name_of(c);
    const auto d_name = co_await s.name_of(d);
    co_await s.done(actions::bridge{c_name, d_name});
    const auto second = co_await bridge_of(s, c);
    co_await s.done(actions::bridge_destroy{second});
    co_await s.until_so("the bridge is gone", [&]() -> asio::awaitable<bool> {
        const auto gone = co_await failure_of(s.pbx().async_list(actions::bridge_info{second}));
        co_return static_cast<bool>(gone.code);
    });
    co_await s.refused(actions::bridge_info{second}, "Specified BridgeUniqueid not found");
}

} // namespace tests
