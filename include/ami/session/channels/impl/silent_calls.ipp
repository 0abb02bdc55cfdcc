// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_CHANNELS_IMPL_SILENT_CALLS_IPP
#define AMI_SESSION_CHANNELS_IMPL_SILENT_CALLS_IPP

#include <ami/session/channels/silent_calls.hpp>

#include <boost/unordered/unordered_flat_set.hpp>

#include <string_view>
#include <utility>

namespace ami::detail {

// Asterisk 16 lists a channel for a moment after its Hangup, which this session has seen before or never will.
AMI_DECL void silent_calls::want(const call_pointer& call, time_point time)
{
    if (!call->is_tracked)
        return;
    call->check = tracked_call::list_check::wanted;
    followed_.questions().check_by(time);
}

AMI_DECL void silent_calls::look_for(time_point now)
{
    followed_.questions().ignore_silence();
    if (calls_.empty())
        return;
    followed_.questions().watch_silence(now);
    for (const auto& [id, call] : calls_.all()) {
        // A call that is still being set up needs no check: OriginateResponse or its timeout decides it.
        const bool is_set_up = call->awaits_report() && !call->outcome;
        const bool is_silent = now - call->last_heard >= call_timing::quiet_time;
        if (is_silent && !is_set_up && call->check == tracked_call::list_check::none && !call->is_unconfirmed)
            want(call, now);
    }
}

AMI_DECL void silent_calls::check(const std::vector<event>& channels, time_point now)
{
    using list_check = tracked_call::list_check;
    boost::unordered_flat_set<std::string_view> listed;
    for (const auto& status : channels)
        listed.insert(status["Uniqueid"]);
    std::vector<call_pointer> gone;
    bool repeats = false;
    for (const auto& [id, call] : calls_.all()) {
        if (call->check == list_check::none)
            continue;
        const auto before = std::exchange(call->check, list_check::none);
        if (listed.contains(id)) {
            call->last_heard = now;
        } else if (before == list_check::missing_once) {
            gone.push_back(call);
        } else {
            // A Status answer can overtake events: the Hangup may be on its way, and knows more.
            call->check = list_check::missing_once;
            repeats = true;
        }
    }
    if (repeats)
        followed_.questions().check_at(deadline_after(now, call_timing::settle_time));
    for (const auto& call : gone)
        progress_.end_gone(call, now);
}

AMI_DECL void silent_calls::on_check_failed(time_point now)
{
    if (!followed_.questions().awaits_resync() && !calls_.empty())
        followed_.questions().check_at(deadline_after(now, call_timing::hangup_time));
}

} // namespace ami::detail

#endif // AMI_SESSION_CHANNELS_IMPL_SILENT_CALLS_IPP
