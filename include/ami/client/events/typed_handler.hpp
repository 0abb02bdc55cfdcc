// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_EVENTS_TYPED_HANDLER_HPP
#define AMI_CLIENT_EVENTS_TYPED_HANDLER_HPP

#include <ami/client/events/shared_function.hpp>
#include <ami/protocol/values/names.hpp>
#include <ami/protocol/wire/ascii.hpp>
#include <ami/protocol/wire/packet.hpp>
#include <ami/session/events/subscription_entry.hpp>

#include <boost/asio/awaitable.hpp>

#include <concepts>
#include <string_view>
#include <type_traits>
#include <utility>

namespace ami {

template <class E>
class owned;
template <class E>
class typed_stream;
template <class E>
class typed_expectation;

namespace detail {

// A class of ami::events, or one that a program wrote in the same way (<ami/typed/typed_event.hpp>).
template <class E>
concept typed_event = std::constructible_from<E, const event_view&> && requires
{
    {
        E::event_name
        } -> std::convertible_to<std::string_view>;
};

template <class E>
concept item_of_lists_only = requires
{
    requires E::only_in_lists;
};

template <class E>
concept typed_user_event = requires
{
    {
        E::user_event
        } -> std::convertible_to<std::string_view>;
};

// A handler is tried with these two arguments only. One with `auto` accepts both; as a coroutine it would keep the view.
template <class F, class E>
concept typed_view_handler =
    std::invocable<F&, const E&> && std::is_void_v<std::invoke_result_t<F&, const E&>>;

template <class F, class E>
concept typed_view_coroutine = std::invocable<F&, const E&> && returns_coroutine<F, const E&>;

template <class F, class E>
concept typed_coroutine_handler = !std::invocable<F&, const E&> && returns_coroutine<F, owned<E>>;

// What is accepted, and what is refused with a text.
template <class F, class E>
concept typed_handler_or_mistake =
    typed_view_handler<F, E> || typed_view_coroutine<F, E> || typed_coroutine_handler<F, E>;

template <class E>
constexpr void check_subscribable() noexcept
{
    static_assert(!item_of_lists_only<E>,
        "Asterisk sends this event only in the answer to an action: get it with client::async_list, or async_perform");
}

// The handler of untyped events that invokes a typed one.
template <class E, class F>
auto untyped_handler(F&& handler)
{
    static_assert(!typed_view_coroutine<F, E>,
        "a coroutine runs after the view of the event has expired: let the handler take ami::owned<E> by value");
    if constexpr (typed_coroutine_handler<F, E>)
        // A coroutine, so that a handler that takes the event by reference finds it as long as it runs.
        return [f = std::forward<F>(handler)](event seen) mutable -> boost::asio::awaitable<void> {
            owned<E> kept(std::move(seen));
            auto running = f(std::move(kept));
            co_await std::move(running);
        };
    else
        return [f = std::forward<F>(handler)](const event_view& seen) mutable { f(E(seen)); };
}

// Whether an event of the right name is one of these: a UserEvent has a name of its own.
template <class E>
bool has_user_name([[maybe_unused]] const event_view& seen) noexcept
{
    if constexpr (typed_user_event<E>)
        return iequals(seen["UserEvent"], E::user_event);
    else
        return true;
}

template <class E>
event_predicate untyped_predicate()
{
    if constexpr (typed_user_event<E>)
        return &has_user_name<E>;
    else
        return {};
}

template <class E, class P>
event_predicate untyped_predicate(P&& wants)
{
    return shared_function([f = std::forward<P>(wants)](const event_view& seen) mutable {
        return has_user_name<E>(seen) && static_cast<bool>(f(E(seen)));
    });
}

} // namespace detail
} // namespace ami

#endif // AMI_CLIENT_EVENTS_TYPED_HANDLER_HPP
