// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_IMPL_CLIENT_CORE_VISIBILITY_IPP
#define AMI_CLIENT_IMPL_CLIENT_CORE_VISIBILITY_IPP

#include <ami/client/client_core.hpp>
#include <ami/protocol/values/redaction.hpp>
#include <ami/session/events/event_visibility.hpp>

#include <utility>

// Which events can come: by the mask, the filters and the rights of the user.

namespace ami::detail {

AMI_DECL void client_core::set_rights(user_rights found)
{
    rights_ = std::make_unique<known_rights>(known_rights{std::move(found), session().connections()});
    tell_silent_subscriptions();
}

AMI_DECL assessment client_core::assess(const subscription_entry& of) const
{
    return event_visibility{server(), rights(), routes()->seen()}.of(of);
}

AMI_DECL void client_core::tell_silent(subscription_entry& of)
{
    const bool may_be_told = is_active() && !of.is_internal && !of.was_told_silent && !of.cancelled;
    if (!may_be_told || !session().logs(log_level::error))
        return;
    const auto found = assess(of);
    if (found.answer != certainty::no)
        return;
    of.was_told_silent = true;
    log(log_level::error, "a subscription gets no events",
        {{"event", of.names.empty() ? std::string() : printable(of.names.front())},
            {"reason", found.reason}});
}

AMI_DECL void client_core::tell_silent_subscriptions()
{
    if (!session().logs(log_level::error))
        return;
    for (const auto& each : routes()->all())
        tell_silent(*each);
}

} // namespace ami::detail

#endif // AMI_CLIENT_IMPL_CLIENT_CORE_VISIBILITY_IPP
