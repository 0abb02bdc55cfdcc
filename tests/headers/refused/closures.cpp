// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// mistake 1: give it a name before the co_await
// mistake 2: give it a name before the co_await
// mistake 3: give it a name before the co_await
// mistake 4: give the expectation a name before the co_await
// mistake 5: give the stream a name before the co_await

#include <ami/client.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>

#include <functional>
#include <memory>

#ifndef MISTAKE
#define MISTAKE 0
#endif

#if MISTAKE && !AMI_CLOSURES_DIE_TWICE
#error \
    "this compiler is right: nothing to say like: give it a name before the co_await; give the expectation a name before the co_await; give the stream a name before the co_await"
#endif

namespace asio = boost::asio;
using namespace std::chrono_literals;

class counter {
public:
    explicit counter(std::shared_ptr<int> count) : count_(std::move(count)) {}
    void operator()(const ami::event_view&) const { ++*count_; }

private:
    std::shared_ptr<int> count_;
};

asio::awaitable<void> right(ami::client& pbx, ami::action action)
{
    const auto shared = std::make_shared<int>();
    int plain = 0;
    const auto named = [shared](const ami::event_view&) { ++*shared; };
    const auto moved = [own = std::make_unique<int>()](const ami::event_view&) { ++*own; };
    const auto wanted = [shared](const ami::event_view&) { return *shared == 0; };
    co_await pbx.async_execute_each(action, named);
    co_await pbx.async_execute_each(action, std::ref(moved));
    co_await pbx.async_execute_each(action, counter(shared));
    co_await pbx.async_execute_each(action, [&](const ami::event_view&) { ++plain; });
    pbx.async_execute_each(
           action, [shared](const ami::event_view&) {}, asio::use_future)
        .get();
    co_await pbx.expect("Cdr", wanted).async_wait(1s);
    auto expected = pbx.expect("Cdr", [shared](const ami::event_view&) { return true; });
    co_await expected.async_wait(1s);
    co_await pbx.events_if(wanted).async_next();
    auto stream = pbx.events_if([shared](const ami::event_view&) { return true; });
    co_await stream.async_next();
#if MISTAKE == 1
    co_await pbx.async_execute_each(action, [shared](const ami::event_view&) {});
#elif MISTAKE == 2
    co_await pbx.async_execute_each(
        action, [shared](const ami::event_view&) {}, asio::use_awaitable);
#elif MISTAKE == 3
    co_await pbx.async_execute_each(
        action, [shared](const ami::event_view&) {}, asio::as_tuple(asio::deferred));
#elif MISTAKE == 4
    co_await pbx.expect("Cdr", [shared](const ami::event_view&) { return true; }).async_wait(1s);
#elif MISTAKE == 5
    co_await pbx.events_if([shared](const ami::event_view&) { return true; }).async_next();
#endif
}

int main() {}
