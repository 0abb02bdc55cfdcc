// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_CHANNELS_IMPL_FOLLOWED_CALLS_IPP
#define AMI_SESSION_CHANNELS_IMPL_FOLLOWED_CALLS_IPP

#include <ami/session/channels/followed_calls.hpp>

#include <utility>

namespace ami::detail {

AMI_DECL error_code followed_calls::follow(
    const call_pointer& call, const std::string& channel_id, time_point now)
{
    if (calls_.has_known(channel_id))
        return errc::call_exists;
    if (calls_.is_full())
        return errc::too_many_calls;
    call->began = now;
    call->last_heard = now;
    questions_.watch_silence(now);
    calls_.add(call, channel_id);
    return {};
}

AMI_DECL followed_calls::call_pointer followed_calls::follow_new(std::string_view channel_id, time_point now)
{
    if (calls_.is_full()) {
        changes_.count_not_followed();
        return nullptr;
    }
    auto call = make_();
    return follow(call, std::string(channel_id), now) ? nullptr : call;
}

AMI_DECL void followed_calls::drop(const call_pointer& call)
{
    if (!std::exchange(call->is_tracked, false))
        return;
    reports_.on_answered(*call);
    if (call->report.raw().empty())
        reports_.remove(*call);
    call->settle_by.reset();
    call->probe_at.reset();
    call->report_by.reset();
    schedule(call);
    calls_.remove(call);
    if (calls_.empty())
        questions_.ignore_silence();
}

AMI_DECL void followed_calls::settle_by(const call_pointer& call, time_point time)
{
    if (!call->settle_by)
        call->settle_by = time;
    schedule(call);
}

AMI_DECL void followed_calls::probe_by(const call_pointer& call, time_point time)
{
    if (!call->probe_at || time < *call->probe_at)
        call->probe_at = time;
    schedule(call);
}

AMI_DECL void followed_calls::schedule(const call_pointer& call)
{
    auto next = call->settle_by;
    for (const auto& time : {call->probe_at, call->report_by}) {
        if (time && (!next || *time < *next))
            next = time;
    }
    deadlines_.set(call, next);
}

AMI_DECL void followed_calls::remember_gone(std::string_view channel_id, time_point now)
{
    calls_.count_step(follows_incoming_ ? hangups_.add(channel_id, now, calls_.max_channels())
                                        : hangups_.remove_old(now, calls_.max_channels()));
}

} // namespace ami::detail

#endif // AMI_SESSION_CHANNELS_IMPL_FOLLOWED_CALLS_IPP
