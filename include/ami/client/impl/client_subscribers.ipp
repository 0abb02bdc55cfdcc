// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_IMPL_CLIENT_SUBSCRIBERS_IPP
#define AMI_CLIENT_IMPL_CLIENT_SUBSCRIBERS_IPP

#include <ami/client/client_subscribers.hpp>

namespace ami::detail {

AMI_DECL void client_subscribers::dispatch(const event_view& event)
{
    handlers_.begin_event();
    // Before any handler: what it asks a call object or an AGI session is true then.
    if (const auto change = read_channel_change(event, followers_.scope())) {
        followers_.on_channel_change(*change, driver_.turn_time(), [&] { return handlers_.is_over(); });
        driver_.time_has_passed(); // in what was no handler of an event
        if (handlers_.is_over())
            return;
    }
    router_->dispatch(event, handlers_);
}

AMI_DECL void client_subscribers::notify_state(const state_change& change)
{
    for (const auto& observer : state_observers_->all()) {
        if (!observer->cancelled && !owner_.is_abandoned())
            handlers_.guarded([&] { observer->handle(change); }, "a handler of state changes threw");
    }
}

AMI_DECL void client_subscribers::release()
{
    router_->clear();
    state_observers_->clear(); // like handlers of events, they may refer to what goes with the client
}

AMI_DECL void client_subscribers::abandoned(const failure& error)
{
    followers_.abandoned(error);
    streams_.session_ended(error);
}

AMI_DECL void client_subscribers::tell_abandoned()
{
    streams_.tell();
}

AMI_DECL void client_subscribers::drop() noexcept
{
    streams_.drop();
    state_observers_->clear();
    followers_.drop();
    router_->clear();
}

} // namespace ami::detail

#endif // AMI_CLIENT_IMPL_CLIENT_SUBSCRIBERS_IPP
