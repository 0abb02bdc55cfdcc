// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_EVENTS_EVENT_STREAM_HPP
#define AMI_CLIENT_EVENTS_EVENT_STREAM_HPP

#include <ami/client/operation/operation.hpp>
#include <ami/session/events/streamed_event.hpp>

#include <ami/detail/closure.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

namespace ami {
namespace detail {

class stream_state;
using stream_pointer = std::shared_ptr<stream_state>;

AMI_DECL void start_next(const stream_pointer& state, handler_for<streamed_event> done, diagnostics* diag);
AMI_DECL void start_next_batch(
    const stream_pointer& state, handler_for<std::vector<streamed_event>> done, diagnostics* diag);
AMI_DECL const asio::any_io_executor& executor_of(const stream_pointer& state) noexcept;

} // namespace detail

/// A bounded queue of a client's events, for a consumer that is slower than the events. Made by `client::events`.
/// Destroying it ends it.
///
/// A full queue loses events by the policy that was chosen, and counts them. It never delays the connection, other
/// consumers or answers.
///
/// A stream outlives the connection: events of the next one follow. When the session ends, and all earlier events were
/// taken, `async_next` completes with the reason, for example `errc::closed`. If the client is connected again, the
/// stream goes on.
///
/// **Threads.** `async_next` and `async_next_batch` may be called from any thread, one at a time; everything else only
/// on the client's executor.
///
/// A stream that was made without a client, or moved from, can only be assigned to and destroyed.
class [[nodiscard]] event_stream {
public:
    event_stream() = default;
    event_stream(event_stream&&) noexcept = default;
    /// Ends the stream that this object had, as the destructor does.
    AMI_DECL event_stream& operator=(event_stream&& other) noexcept;
    AMI_DECL ~event_stream();

    explicit event_stream(detail::stream_pointer state) noexcept : state_(std::move(state)) {}

    /// Waits for the next event.
    ///
    /// \par Completion signature
    /// `void(error_code, streamed_event)`; `streamed_event::lost()` counts the events that were lost directly before
    /// it.
    /// \par Completes when
    /// The queue has an event.
    /// \par Errors
    /// - `errc::already_waiting`: another wait for the stream's next event is in progress.
    /// - `errc::stream_overflow`: the queue was full, with policy `overflow::fail`.
    /// - the reason of the session's end, for example `errc::closed`, `logged_off` or `connection_lost`, after all
    ///   earlier events were taken.
    /// - `asio::error::operation_aborted`: the operation was cancelled, or the stream or the client was destroyed.
    /// \par Cancellation
    /// Any type: the wait ends; no event is lost.
    /// \par Server rights
    /// `read` with the class of the event.
    /// \par Thread safety
    /// Any thread, one wait at a time.
    /// \par Time
    /// No limit.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_next(Token&& token = Token())
    {
        return detail::start<&detail::start_next>(state_, token);
    }

    /// Waits until the queue has an event, and takes all events that it has then. If events are read together, they
    /// are one batch, up to the stream's capacity, and up to the next answer to an action. Their handlers have run before.
    ///
    /// \par Completion signature
    /// `void(error_code, std::vector<streamed_event>)`; at most the stream's capacity.
    /// \par Completes when
    /// The queue has an event.
    /// \par Errors
    /// - `errc::already_waiting`: another wait for the stream's next event is in progress.
    /// - `errc::stream_overflow`: the queue was full, with policy `overflow::fail`.
    /// - the reason of the session's end, for example `errc::closed`, `logged_off` or `connection_lost`, after all
    ///   earlier events were taken.
    /// - `asio::error::operation_aborted`: the operation was cancelled, or the stream or the client was destroyed.
    /// \par Cancellation
    /// Any type: the wait ends; no event is lost.
    /// \par Server rights
    /// `read` with the class of the event.
    /// \par Thread safety
    /// Any thread, one wait at a time.
    /// \par Time
    /// No limit.
    template <operation_token Token = default_token>
    [[nodiscard]] auto async_next_batch(Token&& token = Token())
    {
        return detail::start<&detail::start_next_batch>(state_, token);
    }

    /// The number of events in the queue.
    AMI_DECL std::size_t size() const noexcept;
    /// How many events were lost since the stream was made.
    AMI_DECL std::uint64_t lost() const noexcept;

protected:
    const detail::stream_pointer& state() const noexcept { return state_; }

private:
    detail::stream_pointer state_;
};

namespace detail {

// What `client::events_if` returns for a predicate that must not be written inside a co_await expression.
class stream_with_a_name : public event_stream {
public:
    using event_stream::event_stream;

    template <class... Args>
    [[nodiscard]] auto async_next(Args&&... args) &
    {
        return event_stream::async_next(std::forward<Args>(args)...);
    }

    template <class... Args>
    [[nodiscard]] auto async_next_batch(Args&&... args) &
    {
        return event_stream::async_next_batch(std::forward<Args>(args)...);
    }

    template <class... Args>
    void async_next(Args&&...) &&
    {
        refuse<Args...>();
    }

    template <class... Args>
    void async_next_batch(Args&&...) &&
    {
        refuse<Args...>();
    }

private:
    template <class... Args>
    static constexpr void refuse()
    {
        static_assert(sizeof...(Args) == ~std::size_t(),
            "g++ 12 would destroy the captures of this function object twice: give the stream a name before the "
            "co_await expression (auto stream = pbx.events_if(...);)");
    }
};

template <class F>
using stream_with = std::conditional_t<dies_twice<F>, stream_with_a_name, event_stream>;

} // namespace detail
} // namespace ami

#ifdef AMI_HEADER_ONLY
#include <ami/client/events/impl/event_stream.ipp>
#endif

#endif // AMI_CLIENT_EVENTS_EVENT_STREAM_HPP
