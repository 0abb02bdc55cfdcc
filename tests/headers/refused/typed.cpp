// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// mistake 1: get it with client::async_list
// mistake 2: get it with client::async_list
// mistake 3: let the handler take ami::owned<E> by value
// mistake 4: let the handler take ami::owned<E> by value
// mistake 5: use client::async_list
// mistake 6: use client::async_perform
// mistake 7: deleted
// mistake 8: deleted
// mistake 9: items
// mistake 10: deleted
// mistake 11: on
// mistake 12: queue_add
// mistake 13: deleted
// mistake 14: get it with client::async_list
// mistake 15: get it with client::async_list

#include <ami/actions/queue.hpp>
#include <ami/actions/system.hpp>
#include <ami/client.hpp>
#include <ami/events/channel.hpp>
#include <ami/events/queue.hpp>

#include <string_view>

#ifndef MISTAKE
#define MISTAKE 0
#endif

namespace asio = boost::asio;
namespace actions = ami::actions;
namespace events = ami::events;

actions::queue_status::list_type queues();
ami::answer<actions::core_status> status();
ami::owned<events::hangup> hangup();

asio::awaitable<void> typed(ami::client& pbx)
{
    std::string_view text;
    auto a = pbx.on<events::hangup>([](const events::hangup&) {});
    auto b = pbx.on<events::hangup>([](const auto&) {});
    auto c = pbx.on<events::hangup>([](ami::owned<events::hangup>) -> asio::awaitable<void> { co_return; });
    auto all = queues();
    for (auto member : all.items<events::queue_member>())
        text = member.name();
    const auto answer = status();
    text = answer.core_startup_date();
    const auto kept = hangup();
    text = kept->channel();
    co_await pbx.async_perform(actions::queue_add{"support", "PJSIP/alice"});
#if MISTAKE == 1
    pbx.on<events::queue_member>([](const events::queue_member&) {});
#elif MISTAKE == 2
    pbx.expect<events::queue_status_complete>();
#elif MISTAKE == 3
    pbx.on<events::hangup>([](const events::hangup&) -> asio::awaitable<void> { co_return; });
#elif MISTAKE == 4
    pbx.on<events::hangup>([](auto) -> asio::awaitable<void> { co_return; });
#elif MISTAKE == 5
    co_await pbx.async_perform(actions::queue_status{});
#elif MISTAKE == 6
    co_await pbx.async_list(actions::queue_add{"support", "PJSIP/alice"});
#elif MISTAKE == 7
    for (auto member : queues().items<events::queue_member>())
        text = member.name();
#elif MISTAKE == 8
    text = status().core_startup_date();
#elif MISTAKE == 9
    all.items<events::hangup>();
#elif MISTAKE == 10
    text = hangup()->channel();
#elif MISTAKE == 11
    pbx.on<events::hangup>([](const events::newchannel&) {});
#elif MISTAKE == 12
    co_await pbx.async_perform(actions::queue_add{"support"});
#elif MISTAKE == 13
    queues().completion();
#elif MISTAKE == 14
    pbx.events<events::queue_member>();
#elif MISTAKE == 15
    pbx.on_if<events::queue_member>([](const auto&) { return true; }, [](const auto&) {});
#endif
}

int main() {}
