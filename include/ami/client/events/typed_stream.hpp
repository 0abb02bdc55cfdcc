// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_EVENTS_TYPED_STREAM_HPP
#define AMI_CLIENT_EVENTS_TYPED_STREAM_HPP

#include <ami/client/events/event_stream.hpp>
#include <ami/client/events/typed_handler.hpp>
#include <ami/client/operation/converted_value.hpp>

#include <utility>
#include <vector>

namespace ami {
namespace detail {

template <class E>
struct value_from<owned<E>> {
    static owned<E> make(event&& from) { return owned<E>(std::move(from)); }
    static owned<E> make(streamed_event&& from)
    {
        const auto lost = from.lost();
        return owned<E>(event(std::move(from)), lost);
    }
};

template <class E>
struct value_from<std::vector<owned<E>>> {
    static std::vector<owned<E>> make(std::vector<streamed_event>&& from)
    {
        std::vector<owned<E>> made;
        made.reserve(from.size());
        for (auto& each : from)
            made.push_back(value_from<owned<E>>::make(std::move(each)));
        return made;
    }
};

} // namespace detail

/// As `event_stream`, for the events of one type. Made by `client::events<E>`.
template <class E>
class [[nodiscard]] typed_stream : public event_stream {
public:
    using event_stream::event_stream;

    /// Waits for the next event.
    ///
    /// \par Completion signature
    /// `void(error_code, owned<E>)`; `owned::lost()` counts the events that were lost directly before it.
    /// \par Completes when
    /// The queue has an event.
    /// \par Errors
    /// Those of `event_stream::async_next`.
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
        return detail::start_as<owned<E>, &detail::start_next>(state(), token);
    }

    /// Waits until the queue has an event, and takes all events that it has then.
    ///
    /// \par Completion signature
    /// `void(error_code, std::vector<owned<E>>)`; at most the stream's capacity.
    /// \par Completes when
    /// The queue has an event.
    /// \par Errors
    /// Those of `event_stream::async_next_batch`.
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
        return detail::start_as<std::vector<owned<E>>, &detail::start_next_batch>(state(), token);
    }
};

} // namespace ami

#endif // AMI_CLIENT_EVENTS_TYPED_STREAM_HPP
