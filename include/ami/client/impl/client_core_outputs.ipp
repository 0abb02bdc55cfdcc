// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_CLIENT_IMPL_CLIENT_CORE_OUTPUTS_IPP
#define AMI_CLIENT_IMPL_CLIENT_CORE_OUTPUTS_IPP

#include <ami/client/client_core.hpp>

#include <boost/asio/post.hpp>

#include <utility>

// The outputs of the session, told to the user.

namespace ami::detail {

AMI_DECL void client_core::perform(output& told)
{
    switch (told.type) {
    case output::kind::complete: return complete(told);
    case output::kind::disconnect: return followers_.disconnected(told.error);
    case output::kind::ready: return followers_.ready();
    case output::kind::lost: return followers_.lost();
    case output::kind::events_missed: return followers_.events_missed();
    case output::kind::ended: return on_ended(told);
    default: break;
    }
    if (is_abandoned())
        return;
    switch (told.type) {
    case output::kind::item: told.operation->item(event_view(*told.packet)); break;
    case output::kind::event: return dispatch(event_view(*told.packet));
    case output::kind::state: return notify_state(*told.change);
    case output::kind::log: return handlers_.write_log(*told.record);
    default: return;
    }
    driver_.time_has_passed();
}

AMI_DECL void client_core::complete(output& told)
{
    if (is_abandoned())
        return complete_later(told);
    const auto operation = std::move(told.operation);
    followers_.on_action_ended(*operation, told.error, told.answer);
    operation->complete(std::move(told.error), std::move(told.answer));
    driver_.time_has_passed();
}

// The client is destroyed.
AMI_DECL void client_core::complete_later(output& told)
{
    asio::post(executor(), [operation = std::move(told.operation), error = std::move(told.error),
                               answer = std::move(told.answer)]() mutable {
        operation->complete(std::move(error), std::move(answer));
    });
}

AMI_DECL void client_core::dispatch(const event_view& event)
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

AMI_DECL void client_core::on_ended(const output& told)
{
    followers_.over(told.error);
    // A handler may have begun the next one already.
    if (told.epoch != session().epoch())
        return;
    streams_.session_ended(told.error);
    streams_.tell();
}

AMI_DECL void client_core::notify_state(const state_change& change)
{
    for (const auto& observer : state_observers_->all()) {
        if (!observer->cancelled && !is_abandoned())
            guarded([&] { observer->handle(change); }, "a handler of state changes threw");
    }
}

} // namespace ami::detail

#endif // AMI_CLIENT_IMPL_CLIENT_CORE_OUTPUTS_IPP
