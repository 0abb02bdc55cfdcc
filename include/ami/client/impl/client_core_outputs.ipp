// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_IMPL_CLIENT_CORE_OUTPUTS_IPP
#define AMI_CLIENT_IMPL_CLIENT_CORE_OUTPUTS_IPP

#include <ami/client/client_core.hpp>
#include <ami/client/operation/complete_later.hpp>

#include <utility>

// The outputs of the session, told to the user.

namespace ami::detail {

AMI_DECL void client_core::perform(output& told)
{
    // What came before it on the wire is told before it.
    if (told.type != output::kind::event && told.type != output::kind::item)
        tell_rest();
    switch (told.type) {
    case output::kind::complete: return complete(told);
    case output::kind::disconnect: return subscribers_.followers().disconnected(told.error);
    case output::kind::ready: return on_ready();
    case output::kind::lost: return subscribers_.followers().lost();
    case output::kind::events_missed: return subscribers_.followers().events_missed();
    case output::kind::ended: return on_ended(told);
    default: break;
    }
    if (is_abandoned())
        return;
    switch (told.type) {
    case output::kind::item: told.operation->item(event_view(*told.packet)); break;
    case output::kind::event: return subscribers_.dispatch(event_view(*told.packet));
    case output::kind::state: return subscribers_.notify_state(*told.change);
    case output::kind::log: return subscribers_.handlers().write_log(*told.record);
    default: return;
    }
    driver_.time_has_passed();
}

AMI_DECL void client_core::on_ready()
{
    routes()->forget_seen();
    tell_silent_subscriptions();
    subscribers_.followers().ready();
}

AMI_DECL bool client_core::tell_rest()
{
    if (!subscribers_.streams().has_due())
        return false;
    subscribers_.streams().tell_due();
    driver_.time_has_passed();
    return true;
}

AMI_DECL void client_core::complete(output& told)
{
    if (is_abandoned())
        return complete_later(
            executor(), std::move(told.operation), std::move(told.error), std::move(told.answer));
    const auto operation = std::move(told.operation);
    subscribers_.followers().on_action_ended(*operation, told.error, told.answer);
    operation->complete(std::move(told.error), std::move(told.answer));
    driver_.time_has_passed();
}

AMI_DECL void client_core::on_ended(const output& told)
{
    subscribers_.followers().over(told.error);
    // A handler may have begun the next one already.
    if (told.epoch != session().epoch())
        return;
    subscribers_.streams().session_ended(told.error);
    subscribers_.streams().tell();
}

} // namespace ami::detail

#endif // AMI_CLIENT_IMPL_CLIENT_CORE_OUTPUTS_IPP
