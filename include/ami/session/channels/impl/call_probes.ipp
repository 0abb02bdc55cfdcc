// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_CHANNELS_IMPL_CALL_PROBES_IPP
#define AMI_SESSION_CHANNELS_IMPL_CALL_PROBES_IPP

#include <ami/session/channels/call_probes.hpp>

#include <string>
#include <utility>

namespace ami::detail {

AMI_DECL void call_probes::on_channel_lives(
    const call_pointer& call, const event_view& status, time_point now)
{
    call->is_probed = false;
    const bool tests_visibility = std::exchange(call->tests_visibility, false);
    if (!call->is_tracked)
        return;
    if (tests_visibility && !followed_.has_seen_events() && !call->outcome)
        return progress_.lose(call,
            {errc::outcome_not_visible,
                "the channel is there, and no event of class call came: the user needs read=call in manager.conf" +
                    (server_ ? server_->filters_in_force() : std::string())});
    progress_.on_status(call, status, now);
}

AMI_DECL void call_probes::on_channel_gone(const call_pointer& call, time_point now)
{
    call->is_probed = false;
    call->tests_visibility = false;
    if (!call->is_tracked)
        return;
    if (call->hung_up && !call->outcome && call->settle_by)
        return; // its report has this long to come
    if (!call->seen || call->hung_up || call->is_unconfirmed)
        return progress_.end_gone(call, now);
    // A Status answer can overtake events: the Hangup may be on its way, and knows more.
    call->awaits_hangup = true;
    call->settle_by = deadline_after(now, call_timing::settle_time);
    followed_.schedule(call);
}

// Whatever it was asked for is of the same use later.
AMI_DECL void call_probes::on_probe_failed(const call_pointer& call, time_point now)
{
    call->is_probed = false;
    call->tests_visibility = false;
    if (call->is_tracked && !call->is_unconfirmed)
        followed_.probe_by(call, deadline_after(now, call_timing::hangup_time));
}

} // namespace ami::detail

#endif // AMI_SESSION_CHANNELS_IMPL_CALL_PROBES_IPP
