// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_CLIENT_CALLS_IMPL_DROPPED_CALLS_IPP
#define AMI_CLIENT_CALLS_IMPL_DROPPED_CALLS_IPP

#include <ami/actions/hangup.hpp>
#include <ami/client/calls/dropped_calls.hpp>
#include <ami/client/client_core.hpp>

#include <utility>

namespace ami::detail {

AMI_DECL void dropped_calls::hang_up(const entry_pointer& entry)
{
    if (core_.is_released() || entry->state == call_state::ended || entry->lost)
        return;
    if (!core_.is_ready()) {
        waiting_.push_back(entry);
        return;
    }
    core_.internal().ask_even_at_the_end(
        actions::hangup(entry->channel_id).to_action(), [](const failure&, const response&) {});
}

AMI_DECL void dropped_calls::hang_up_waiting()
{
    for (const auto& each : std::exchange(waiting_, {})) {
        if (each->handle.expired())
            hang_up(each);
    }
}

} // namespace ami::detail

#endif // AMI_CLIENT_CALLS_IMPL_DROPPED_CALLS_IPP
