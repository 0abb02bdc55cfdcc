// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_EVENTS_IMPL_EVENT_STREAM_IPP
#define AMI_CLIENT_EVENTS_IMPL_EVENT_STREAM_IPP

#include <ami/client/events/event_stream.hpp>
#include <ami/client/events/stream_state.hpp>
#include <ami/net/erased_function.hpp>

#include <ami/detail/shared_object.hpp>

#include <type_traits>
#include <utility>

namespace ami {
namespace detail {

template <class Value, Value (*Take)(event_queue&)>
class stream_waiter final : public stream_state::waiter {
public:
    explicit stream_waiter(completion<Value> done)
        : waiter(std::type_identity<stream_waiter>(), !std::is_same_v<Value, streamed_event>),
          done_(std::move(done))
    {}
    void serve(event_queue& from) { done_.finish({}, Take(from)); }
    void fail(failure error) { done_.finish(std::move(error), {}); }

private:
    completion<Value> done_;
};

inline streamed_event take_one(event_queue& from)
{
    return from.pop();
}

inline std::vector<streamed_event> take_all(event_queue& from)
{
    return from.pop_all();
}

template <class Waiter, class Value>
void start_stream_wait(const stream_pointer& state, handler_for<Value> done, diagnostics* diag)
{
    const auto slot = asio::get_associated_cancellation_slot(done);
    auto pending = make_shared_object<Waiter>(completion<Value>(std::move(done), diag, state->executor()));
    connect_wait_cancellation(slot, state, std::shared_ptr<stream_state::waiter>(pending));
    if (runs_in_this_thread(state->executor()))
        state->wait(std::move(pending));
    else
        dispatch_function(state->executor(),
            [state, pending = std::move(pending)]() mutable { state->wait(std::move(pending)); });
}

AMI_DECL void start_next(const stream_pointer& state, handler_for<streamed_event> done, diagnostics* diag)
{
    start_stream_wait<stream_waiter<streamed_event, &take_one>, streamed_event>(state, std::move(done), diag);
}

AMI_DECL void start_next_batch(
    const stream_pointer& state, handler_for<std::vector<streamed_event>> done, diagnostics* diag)
{
    start_stream_wait<stream_waiter<std::vector<streamed_event>, &take_all>, std::vector<streamed_event>>(
        state, std::move(done), diag);
}

AMI_DECL const asio::any_io_executor& executor_of(const stream_pointer& state) noexcept
{
    return state->executor();
}

// On the executor, because the handle may be destroyed on any thread; at once where this is the executor.
AMI_DECL void close_stream(stream_pointer state)
{
    if (!state || state->is_dropped())
        return;
    const auto executor = state->executor();
    dispatch_function(executor, [state = std::move(state)] { state->close(); });
}

} // namespace detail

AMI_DECL event_stream& event_stream::operator=(event_stream&& other) noexcept
{
    if (this != &other) {
        detail::close_stream(std::move(state_));
        state_ = std::move(other.state_);
    }
    return *this;
}

AMI_DECL event_stream::~event_stream()
{
    detail::close_stream(std::move(state_));
}

AMI_DECL std::size_t event_stream::size() const noexcept
{
    return state_->queue().size();
}

AMI_DECL std::uint64_t event_stream::lost() const noexcept
{
    return state_->queue().lost();
}

} // namespace ami

#endif // AMI_CLIENT_EVENTS_IMPL_EVENT_STREAM_IPP
