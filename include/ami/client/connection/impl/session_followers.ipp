// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_CLIENT_CONNECTION_IMPL_SESSION_FOLLOWERS_IPP
#define AMI_CLIENT_CONNECTION_IMPL_SESSION_FOLLOWERS_IPP

#include <ami/client/calls/call_registry.hpp>
#include <ami/client/client_core.hpp>
#include <ami/client/connection/session_followers.hpp>

#include <algorithm>

namespace ami::detail {

AMI_DECL session_followers::session_followers() = default;
AMI_DECL session_followers::~session_followers() = default;

AMI_DECL call_registry& session_followers::calls(client_core& core)
{
    if (!calls_)
        calls_ = std::make_unique<call_registry>(core);
    return *calls_;
}

AMI_DECL bool session_followers::wants_events() const noexcept
{
    return calls_ && calls_->wants_events();
}

AMI_DECL channel_scope session_followers::scope() const noexcept
{
    return std::max(
        calls_ ? calls_->scope() : channel_scope::nothing, agi_ ? agi_->scope() : channel_scope::nothing);
}

AMI_DECL void session_followers::tell_calls(const channel_change& change, time_point now)
{
    if (calls_ && calls_->scope() != channel_scope::nothing)
        calls_->on_channel_change(change, now);
}

AMI_DECL void session_followers::on_action_started(const action& request, pending_action& operation)
{
    if (calls_)
        operation.hangup = calls_->begin_hangup(request);
}

AMI_DECL void session_followers::on_action_ended(
    pending_action& operation, const failure& error, const response& answer)
{
    if (calls_)
        calls_->on_hangup_answered(operation, error, answer);
}

AMI_DECL void session_followers::disconnected(const failure& error)
{
    if (calls_)
        calls_->connection_lost(error);
}

AMI_DECL void session_followers::ready()
{
    if (calls_)
        calls_->ready();
    if (agi_)
        agi_->ready();
}

AMI_DECL void session_followers::lost()
{
    if (agi_)
        agi_->connection_lost();
}

AMI_DECL void session_followers::events_missed()
{
    if (calls_)
        calls_->events_missed();
    lost();
    ready();
}

AMI_DECL void session_followers::over(const failure& error)
{
    if (calls_)
        calls_->over(error, false);
    over_for_agi(error);
}

AMI_DECL void session_followers::abandoned(const failure& error)
{
    if (!calls_)
        return;
    calls_->connection_lost(error);
    calls_->over(error, true);
}

AMI_DECL void session_followers::over_for_agi(const failure& error)
{
    if (agi_)
        agi_->over(error);
}

AMI_DECL void session_followers::drop() noexcept
{
    if (calls_)
        calls_->drop();
    if (agi_)
        agi_->drop();
}

} // namespace ami::detail

#endif // AMI_CLIENT_CONNECTION_IMPL_SESSION_FOLLOWERS_IPP
