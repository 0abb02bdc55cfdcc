// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// mistake 1: let the handler take ami::event by value
// mistake 2: let the handler take ami::event by value
// mistake 3: let the handler take ami::event by value
// mistake 4: let the handler take ami::event by value
// mistake 5: let the handler take ami::event by value
// mistake 6: on_item returns nothing
// mistake 7: a handler of on_state returns nothing
// mistake 8: a handler of on_state returns nothing
// mistake 9: a handler of calls returns nothing

#include <ami/agi.hpp>
#include <ami/client.hpp>

#include <functional>

#ifndef MISTAKE
#define MISTAKE 0
#endif

namespace asio = boost::asio;

struct listener {
    asio::awaitable<void> right(ami::event) { co_return; }
    asio::awaitable<void> wrong(const ami::event_view&) { co_return; }
};

void events(ami::client& pbx, listener& here)
{
    pbx.on("Cdr", [](ami::event) -> asio::awaitable<void> { co_return; });
    pbx.on("Cdr", [](const ami::event&) -> asio::awaitable<void> { co_return; });
    pbx.on("Cdr", [](const auto&) -> asio::awaitable<void> { co_return; });
    pbx.on("Cdr", std::bind_front(&listener::right, &here));
    pbx.on("Cdr", [](ami::event_view) {});
#if MISTAKE == 1
    pbx.on("Cdr", [](const ami::event_view&) -> asio::awaitable<void> { co_return; });
#elif MISTAKE == 2
    pbx.on("Cdr", [](ami::event_view) -> asio::awaitable<void> { co_return; });
#elif MISTAKE == 3
    pbx.on("Cdr", std::bind_front(&listener::wrong, &here));
#elif MISTAKE == 4
    pbx.on_any([](const ami::event_view&) -> asio::awaitable<void> { co_return; });
#elif MISTAKE == 5
    pbx.on_if([](const ami::event_view&) { return true; },
        [](const ami::event_view&) -> asio::awaitable<void> { co_return; });
#endif
}

asio::awaitable<void> others(ami::client& pbx, ami::call& call)
{
    co_await pbx.async_execute_each(ami::action{"CoreShowChannels"}, [](const ami::event_view&) {});
    pbx.on_state([](const ami::state_change&) {});
    call.on_state([](ami::call_state) {});
    pbx.on_incoming_call([](ami::call) {});
    pbx.on_incoming_call([](const ami::call&) -> asio::awaitable<void> { co_return; });
    ami::agi_service service{pbx, [](const ami::agi_environment&) { return true; },
        [](const ami::agi_session&) -> asio::awaitable<void> { co_return; }};
#if MISTAKE == 6
    co_await pbx.async_execute_each(
        ami::action{"CoreShowChannels"}, [](const ami::event_view&) -> asio::awaitable<void> { co_return; });
#elif MISTAKE == 7
    pbx.on_state([](const ami::state_change&) -> asio::awaitable<void> { co_return; });
#elif MISTAKE == 8
    call.on_state([](ami::call_state) -> asio::awaitable<void> { co_return; });
#elif MISTAKE == 9
    pbx.on_incoming_call([](ami::call) { return 1; });
#endif
}

int main() {}
