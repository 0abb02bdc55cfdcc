// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_EVENTS_IMPL_SUBSCRIPTION_IPP
#define AMI_CLIENT_EVENTS_IMPL_SUBSCRIPTION_IPP

#include <ami/client/client_core.hpp>
#include <ami/client/events/subscription.hpp>
#include <ami/client/operation/completion.hpp>
#include <ami/client/operation/operations.hpp>
#include <ami/net/erased_function.hpp>
#include <ami/session/events/router.hpp>

#include <ami/client/operation/impl/in_force_operation.hpp>

#include <boost/asio/error.hpp>

#include <utility>

namespace ami {
namespace detail {

AMI_DECL const asio::any_io_executor& executor_of(const subscription_place& place) noexcept
{
    return place.executor->get();
}

AMI_DECL void start_subscription_in_force(
    const subscription_place& place, user_handler<> done, diagnostics* diag)
{
    run_in_force(place.client, place.executor, std::move(done), diag,
        [weak = place.entry](client_core& living) -> failure {
            const auto entry = weak.lock();
            if (!entry || entry->cancelled)
                return asio::error::make_error_code(asio::error::operation_aborted);
            if (!living.is_active())
                return {}; // the wait fails because of that
            auto found = living.assess(*entry);
            if (found.answer != certainty::no)
                return {};
            return {errc::event_not_visible, std::move(found.reason)};
        });
}

} // namespace detail

AMI_DECL void subscription::cancel()
{
    const auto client = place_.client.lock();
    const auto entry = place_.entry.lock();
    if (client && entry)
        client->routes()->remove(entry);
}

AMI_DECL bool subscription::active() const noexcept
{
    const auto entry = place_.entry.lock();
    return entry && !entry->cancelled && !place_.client.expired();
}

AMI_DECL assessment subscription::can_fire() const
{
    const auto client = place_.client.lock();
    const auto entry = place_.entry.lock();
    if (!client || !entry || entry->cancelled)
        return {certainty::no, "the subscription has ended"};
    return client->assess(*entry);
}

} // namespace ami

#endif // AMI_CLIENT_EVENTS_IMPL_SUBSCRIPTION_IPP
