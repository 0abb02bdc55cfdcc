// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_CONNECTION_IMPL_SESSION_FOLLOWERS_IPP
#define AMI_CLIENT_CONNECTION_IMPL_SESSION_FOLLOWERS_IPP

#include <ami/client/connection/session_followers.hpp>

#include <algorithm>

namespace ami::detail {

AMI_DECL bool session_followers::wants_events() const noexcept
{
    return std::any_of(
        all_.begin(), all_.end(), [](const auto& each) { return each && each.wants_events(); });
}

AMI_DECL channel_scope session_followers::scope() const noexcept
{
    auto widest = channel_scope::nothing;
    for_each([&](const session_follower& each) { widest = std::max(widest, each.scope()); });
    return widest;
}

AMI_DECL void session_followers::tell_action_started(const action& request, pending_action& operation)
{
    for_each([&](const session_follower& each) { each.on_action_started(request, operation); });
}

AMI_DECL void session_followers::tell_action_ended(
    pending_action& operation, const failure& error, const response& answer)
{
    for_each([&](const session_follower& each) { each.on_action_ended(operation, error, answer); });
}

AMI_DECL void session_followers::disconnected(const failure& error)
{
    for_each([&](const session_follower& each) { each.disconnected(error); });
}

AMI_DECL void session_followers::lost()
{
    for_each([&](const session_follower& each) { each.lost(); });
}

AMI_DECL void session_followers::events_missed()
{
    for_each([&](const session_follower& each) { each.events_missed(); });
    ready();
}

AMI_DECL void session_followers::ready()
{
    for_each([&](const session_follower& each) { each.ready(); });
}

AMI_DECL void session_followers::over(const failure& error)
{
    for_each([&](const session_follower& each) { each.over(error); });
}

AMI_DECL void session_followers::abandoned(const failure& error)
{
    for_each([&](const session_follower& each) { each.abandoned(error); });
}

AMI_DECL void session_followers::drop() noexcept
{
    for_each([&](const session_follower& each) { each.drop(); });
}

} // namespace ami::detail

#endif // AMI_CLIENT_CONNECTION_IMPL_SESSION_FOLLOWERS_IPP
