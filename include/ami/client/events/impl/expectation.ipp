// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_EVENTS_IMPL_EXPECTATION_IPP
#define AMI_CLIENT_EVENTS_IMPL_EXPECTATION_IPP

#include <ami/client/client_core.hpp>
#include <ami/client/events/expectation.hpp>
#include <ami/client/events/expectation_state.hpp>
#include <ami/net/erased_function.hpp>
#include <ami/session/connection/deadline.hpp>

#include <ami/detail/shared_object.hpp>

#include <fmt/format.h>

#include <utility>

namespace ami::detail {

class expectation_waiter final : public stream_state::waiter {
public:
    expectation_waiter(completion<event> done, std::weak_ptr<expectation_state> of)
        : waiter(std::type_identity<expectation_waiter>()), done_(std::move(done)), of_(std::move(of))
    {}

    void serve(event_queue& from)
    {
        timer_.reset();
        event found = from.pop();
        if (const auto state = of_.lock())
            state->found = found;
        done_.finish({}, std::move(found));
    }

    void fail(failure error)
    {
        timer_.reset();
        done_.finish(std::move(error), {});
    }

    void finish(const event& found) { done_.finish({}, event(found)); }

    void arm(std::unique_ptr<timer> with, time_point when)
    {
        timer_ = std::move(with);
        timer_->arm(when);
    }

private:
    completion<event> done_;
    std::weak_ptr<expectation_state> of_;
    std::unique_ptr<timer> timer_;
};

AMI_DECL const asio::any_io_executor& executor_of(const expectation_pointer& state) noexcept
{
    return state->stream->executor();
}

AMI_DECL void close_expectation(expectation_pointer state)
{
    if (!state || state->stream->is_dropped())
        return;
    const auto executor = state->stream->executor();
    dispatch_function(executor, [state = std::move(state)] { state->stream->close(); });
}

AMI_DECL void start_expect(const expectation_pointer& state, handler_for<event> done, diagnostics* diag,
    std::chrono::steady_clock::duration timeout)
{
    const auto slot = asio::get_associated_cancellation_slot(done);
    const auto executor = state->stream->executor();
    const auto pending =
        make_shared_object<expectation_waiter>(completion<event>(std::move(done), diag, executor), state);
    connect_wait_cancellation(slot, state->stream, std::shared_ptr<stream_state::waiter>(pending));
    dispatch_function(executor, [state, pending, timeout, executor] {
        if (state->found) {
            post_function(executor, [state, pending] { pending->finish(*state->found); });
            return;
        }
        auto expired = [weak_stream = std::weak_ptr(state->stream), weak = std::weak_ptr(pending),
                           name = state->name, client = state->client, timeout] {
            const auto living = weak_stream.lock();
            const auto found = weak.lock();
            if (!living || !found)
                return;
            const auto core = client.lock();
            living->give_up(
                found, {errc::event_timeout,
                           fmt::format("{} within {:g} s{}", name.empty() ? "no event" : "no " + name,
                               std::chrono::duration<double>(timeout).count(),
                               core ? core->server().filters_in_force() : std::string())});
        };
        pending->arm(state->world->make_timer(executor, std::move(expired)),
            deadline_after(state->world->now(), timeout));
        state->stream->wait(pending);
    });
}

} // namespace ami::detail

#endif // AMI_CLIENT_EVENTS_IMPL_EXPECTATION_IPP
