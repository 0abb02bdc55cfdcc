// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// The other channel drivers: chan_iax2, and of Asterisk 16 chan_sip and chan_skinny.

#include "sweep/phone.hpp"
#include "sweep/sweep.hpp"

namespace tests {

namespace {

asio::awaitable<void> see_sip(sweep& s)
{
    co_await s.done(actions::module_load{ami::module_load_type::load}.module("chan_sip.so"));
    const auto peers = co_await s.list(actions::sip_peers{});
    CHECK(only<events::peer_entry>(peers).object_name() == "peer1");
    const auto status = co_await s.list(actions::sip_peer_status{}.peer("peer1"));
    CHECK(only<events::peer_status>(status).peer() == "SIP/peer1");
    const auto peer = co_await s.answer(actions::sip_show_peer{"peer1"});
    CHECK(peer.object_name() == "peer1");
    CHECK(peer.context() == "from-internal");
    const auto registry = co_await s.list(actions::sip_show_registry{});
    CHECK(only<events::registry_entry>(registry).username() == "me");
    phone peer1(s.pbx().get_executor(), 5063);
    co_await s.done(actions::sip_qualify_peer{"peer1"});
    co_await peer1.next("OPTIONS");
    co_await s.done(actions::sip_notify{"peer1", "Event", "sweep"});
    const auto notified = co_await peer1.next("NOTIFY");
    CHECK(contains(notified, "Event: sweep"));
    co_await s.refused(actions::sip_notify{"peer1", "Event", "sweep"}.call_id("none"), "Call-ID not found");
    co_await s.refused(actions::sip_show_peer{"none"}, "Peer none not found");
}

asio::awaitable<void> see_skinny(sweep& s)
{
    co_await s.done(actions::module_load{ami::module_load_type::load}.module("chan_skinny.so"));
    co_await s.list(actions::skinny_devices{});
    co_await s.list(actions::skinny_lines{});
}

} // namespace

asio::awaitable<void> sweep_sip(sweep& s)
{
    const auto peers = co_await s.list(actions::iax_peers{});
    CHECK(only<events::peer_entry>(peers).object_name() == "trunk");
    const auto listed = co_await s.list(actions::iax_peer_list{});
    CHECK(only<events::peer_entry>(listed).object_name() == "trunk");
    const auto registry = co_await s.list(actions::iax_registry{});
    CHECK(only<events::registry_entry>(registry).username() == "me");

    if (!s.is_22()) {
        co_await see_sip(s);
        co_await see_skinny(s);
        co_return;
    }
    co_await s.absent(actions::sip_peers{}, "chan_sip");
    co_await s.absent(actions::sip_peer_status{}.peer("peer1"), "chan_sip");
    co_await s.absent(actions::sip_show_peer{"peer1"}, "chan_sip");
    co_await s.absent(actions::sip_show_registry{}, "chan_sip");
    co_await s.absent(actions::sip_qualify_peer{"peer1"}, "chan_sip");
    co_await s.absent(actions::sip_notify{"peer1", "Event", "sweep"}, "chan_sip");
    co_await s.absent(actions::skinny_devices{}, "chan_skinny");
    co_await s.absent(actions::skinny_lines{}, "chan_skinny");
}

} // namespace tests
