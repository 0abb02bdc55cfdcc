// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_LIVE_IMPL_FEED_IPP
#define AMI_LIVE_IMPL_FEED_IPP

#include <ami/client/client_core.hpp>
#include <ami/client/operation/own_executor.hpp>
#include <ami/live/feed.hpp>
#include <ami/net/erased_function.hpp>

#include <ami/client/operation/impl/action_operation.hpp>
#include <ami/detail/shared_object.hpp>
#include <ami/live/impl/feed_hub.hpp>
#include <ami/live/impl/feed_state.hpp>

#include <boost/asio/associated_cancellation_slot.hpp>

#include <utility>

namespace ami::detail {

AMI_DECL feed_pointer open_feed(live_core& model, std::size_t limit)
{
    const auto hub = feed_hub::of(model);
    auto made = make_shared_object<feed_state>(hub, model.client(), model.shared_executor(), limit);
    if (model.is_over())
        made->end();
    else
        hub->add(made);
    return made;
}

// On the executor, because a feed may be destroyed on any thread.
AMI_DECL void close_feed(feed_pointer state)
{
    if (!state || state->is_over())
        return;
    const auto& executor = state->executor();
    dispatch_function(executor, [state] {
        const auto hub = state->hub().lock(); // it goes with the model
        state->end();
        if (hub)
            hub->on_closed();
    });
}

AMI_DECL const boost::asio::any_io_executor& executor_of(const feed_pointer& state) noexcept
{
    return state->executor();
}

AMI_DECL void start_feed_next(
    const feed_pointer& state, user_handler<live::feed_item> done, diagnostics* diag)
{
    auto slot = boost::asio::get_associated_cancellation_slot(done);
    auto waiter = make_shared_object<feed_state::waiter>(std::move(done), diag, state->executor());
    connect_cancellation(slot, state->client(), state->shared_executor(), waiter,
        [weak = std::weak_ptr(state)](client_core&, const std::shared_ptr<feed_state::waiter>& found,
            boost::asio::cancellation_type_t) {
            const auto living = weak.lock();
            return !living || living->cancel(found);
        });
    if (runs_in_this_thread(state->executor()))
        state->wait(std::move(waiter));
    else
        dispatch_function(state->executor(),
            [state, waiter = std::move(waiter)]() mutable { state->wait(std::move(waiter)); });
}

} // namespace ami::detail

#endif // AMI_LIVE_IMPL_FEED_IPP
