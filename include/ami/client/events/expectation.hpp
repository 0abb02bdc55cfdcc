// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_EVENTS_EXPECTATION_HPP
#define AMI_CLIENT_EVENTS_EXPECTATION_HPP

#include <ami/client/operation/operation.hpp>
#include <ami/protocol/wire/packet.hpp>

#include <ami/detail/chrono.hpp>
#include <ami/detail/closure.hpp>
#include <ami/detail/macros.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <cstddef>
#include <memory>
#include <type_traits>
#include <utility>

namespace ami {
namespace detail {

struct expectation_state;
using expectation_pointer = std::shared_ptr<expectation_state>;

AMI_DECL void start_expect(const expectation_pointer& state, handler_for<event> done, diagnostics* diag,
    std::chrono::steady_clock::duration timeout);
AMI_DECL const asio::any_io_executor& executor_of(const expectation_pointer& state) noexcept;
AMI_DECL void close_expectation(expectation_pointer state);

} // namespace detail

/// An event that is to come. It is kept from the moment in which `client::expect` returned, so that nothing is missed
/// between an action and the wait for its effect:
///
///     ami::expectation answered = pbx.expect("Newstate", [&](const ami::event_view& e) { ... });
///     co_await pbx.async_execute(...);
///     ami::event state = co_await answered.async_wait(30s);
///
/// The first event that fits is kept; waiting again gives it again. Destroying the expectation ends it. It outlives the
/// connection, and sees the events of the next one. The end of the session ends the wait.
///
/// **Threads.** `async_wait` may be called from any thread, everything else only on the client's executor.
///
/// An expectation that was moved from can only be assigned to and destroyed.
class [[nodiscard]] expectation {
public:
    expectation() = default;
    expectation(expectation&&) noexcept = default;
    /// Ends the expectation that this object had, as the destructor does.
    expectation& operator=(expectation&& other) noexcept
    {
        if (this != &other)
            detail::close_expectation(std::exchange(state_, std::move(other.state_)));
        return *this;
    }
    ~expectation() { detail::close_expectation(std::move(state_)); }

    explicit expectation(detail::expectation_pointer state) noexcept : state_(std::move(state)) {}

    /// Waits for the event.
    ///
    /// \par Completion signature
    /// `void(error_code, event)`
    /// \par Completes when
    /// The event has come; at once if it came already. Another wait gives the same event again.
    /// \par Errors
    /// - `errc::event_timeout`: the event did not come within `timeout`.
    /// - `errc::already_waiting`: another wait of this expectation is in progress.
    /// - the reason of the session's end, for example `errc::closed`, `logged_off` or `connection_lost`.
    /// - `asio::error::operation_aborted`: the operation was cancelled, or the expectation or the client was destroyed.
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
        return detail::start<&detail::start_expect>(state_, token, timeout);
    }

protected:
    const detail::expectation_pointer& state() const noexcept { return state_; }

private:
    detail::expectation_pointer state_;
};

namespace detail {

// What `client::expect` returns for a predicate that must not be written inside a co_await expression.
class expectation_with_a_name : public expectation {
public:
    using expectation::expectation;

    template <class... Args>
    [[nodiscard]] auto async_wait(Args&&... args) &
    {
        return expectation::async_wait(std::forward<Args>(args)...);
    }

    template <class... Args>
    void async_wait(Args&&...) &&
    {
        static_assert(sizeof...(Args) == ~std::size_t(),
            "g++ 12 would destroy the captures of this function object twice: give the expectation a name before the "
            "co_await expression (auto expected = pbx.expect(...);)");
    }
};

template <class F>
using expectation_with = std::conditional_t<dies_twice<F>, expectation_with_a_name, expectation>;

} // namespace detail
} // namespace ami

#ifdef AMI_HEADER_ONLY
#include <ami/client/events/impl/expectation.ipp>
#endif

#endif // AMI_CLIENT_EVENTS_EXPECTATION_HPP
