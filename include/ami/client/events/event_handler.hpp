// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_EVENTS_EVENT_HANDLER_HPP
#define AMI_CLIENT_EVENTS_EVENT_HANDLER_HPP

#include <ami/client/events/shared_function.hpp>
#include <ami/protocol/wire/packet.hpp>
#include <ami/session/events/subscription_entry.hpp>

#include <ami/detail/asio_awaitable.hpp>
#include <ami/detail/shared_object.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/co_spawn.hpp>

#include <concepts>
#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>

namespace ami {

/// Called with a view, which is valid during the call, and returns nothing.
template <class F>
concept view_handler =
    std::invocable<F&, const event_view&> && std::same_as < std::invoke_result_t<F&, const event_view&>,
void > ;

/// Called with an event of its own, and returns a coroutine, which is spawned.
template <class F>
concept coroutine_handler = !view_handler<F> && std::invocable<F&, event> &&
                            std::same_as<std::invoke_result_t<F&, event>, boost::asio::awaitable<void>>;

/// What `client::on` takes.
template <class F>
concept event_handler = view_handler<F> || coroutine_handler<F>;

namespace detail {

// A coroutine runs when the view that it was called with is not valid any more.
template <class F>
concept view_coroutine = !event_handler<F> && returns_coroutine<F, const event_view&>;

// What is accepted, and what is refused with a text.
template <class F>
concept event_handler_or_mistake = event_handler<F> || view_coroutine<F>;

using spawn_failure_handler = std::function<void(const event_view&, std::exception_ptr)>;

template <view_handler F>
event_function make_handler(F&& f, const asio::any_io_executor&, spawn_failure_handler)
{
    return shared_function(std::forward<F>(f));
}

template <coroutine_handler F>
event_function make_handler(F&& f, const asio::any_io_executor& executor, spawn_failure_handler failed)
{
    // The function object and the event must outlive the coroutine, which may refer to both.
    struct running {
        running(std::shared_ptr<std::decay_t<F>> function, const event_view& event_seen)
            : f(std::move(function)), seen(event_seen),
              heading(event_seen.raw().substr(0, event_seen.raw().find('\n')))
        {}
        std::shared_ptr<std::decay_t<F>> f;
        event seen;
        std::string heading; // names the event where `seen` was moved from
    };
    return [shared = make_shared_object<std::decay_t<F>>(std::forward<F>(f)), executor,
               failed = std::move(failed)](const event_view& seen) {
        auto run = make_shared_object<running>(shared, seen);
        auto coroutine = (*run->f)(std::move(run->seen));
        asio::co_spawn(executor, std::move(coroutine), [run, failed](std::exception_ptr error) {
            if (error)
                failed(event_view({run->heading, run->heading.size(), {}, packet_kind::event}), error);
        });
    };
}

template <view_coroutine F>
event_function make_handler(F&&, const asio::any_io_executor&, spawn_failure_handler)
{
    static_assert(!view_coroutine<F>,
        "a coroutine runs after the view of the event has expired: let the handler take ami::event by value");
    return {};
}

} // namespace detail
} // namespace ami

#endif // AMI_CLIENT_EVENTS_EVENT_HANDLER_HPP
