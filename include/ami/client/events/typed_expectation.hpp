// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_EVENTS_TYPED_EXPECTATION_HPP
#define AMI_CLIENT_EVENTS_TYPED_EXPECTATION_HPP

#include <ami/client/events/expectation.hpp>
#include <ami/client/events/typed_stream.hpp>

#include <cstddef>
#include <type_traits>
#include <utility>

namespace ami {

/// As `expectation`, for an event of one type. Made by `client::expect<E>`.
template <class E>
class [[nodiscard]] typed_expectation : public expectation {
public:
    using expectation::expectation;

    /// Waits for the event.
    ///
    /// \par Completion signature
    /// `void(error_code, owned<E>)`
    /// \par Completes when
    /// The event has come; at once if it came already. Another wait gives the same event again.
    /// \par Errors
    /// Those of `expectation::async_wait`.
    /// \par Cancellation
    /// Any type: the wait ends; the event is not lost. A new wait can follow any error.
    /// \par Server rights
    /// `read` with the class of the event.
    /// \par Thread safety
    /// Any thread, one wait at a time.
    /// \par Time
    /// `timeout`, from the start of the operation.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_wait(std::chrono::steady_clock::duration timeout, Token&& token = Token())
    {
        return detail::start_as<owned<E>, &detail::start_expect>(state(), token, timeout);
    }
};

namespace detail {

// What `client::expect<E>` returns for a predicate that must not be written inside a co_await expression.
template <class E>
class typed_expectation_with_a_name : public typed_expectation<E> {
public:
    using typed_expectation<E>::typed_expectation;

    template <class... Args>
    [[nodiscard]] auto async_wait(Args&&... args) &
    {
        return typed_expectation<E>::async_wait(std::forward<Args>(args)...);
    }

    template <class... Args>
    void async_wait(Args&&...) &&
    {
        static_assert(sizeof...(Args) == ~std::size_t(),
            "g++ 12 would destroy the captures of this function object twice: give the expectation a name before the "
            "co_await expression (auto expected = pbx.expect<E>(...);)");
    }
};

template <class E, class F>
using typed_expectation_with =
    std::conditional_t<dies_twice<F>, typed_expectation_with_a_name<E>, typed_expectation<E>>;

} // namespace detail
} // namespace ami

#endif // AMI_CLIENT_EVENTS_TYPED_EXPECTATION_HPP
