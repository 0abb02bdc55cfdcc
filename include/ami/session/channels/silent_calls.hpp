// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_CHANNELS_SILENT_CALLS_HPP
#define AMI_SESSION_CHANNELS_SILENT_CALLS_HPP

#include <ami/session/channels/call_progress.hpp>

#include <ami/detail/macros.hpp>

#include <vector>

namespace ami::detail {

// Finds calls that have ended without an event: they are not in a list of all channels (`Status`), twice.
class silent_calls {
public:
    using call_pointer = followed_calls::call_pointer;

    silent_calls(followed_calls& followed, call_progress& progress)
        : followed_(followed), progress_(progress), calls_(followed.calls())
    {}

    // Calls of which nothing was heard for long.
    AMI_DECL void look_for(time_point now);
    // This call is to be looked for by then.
    AMI_DECL void want(const call_pointer& call, time_point time);
    AMI_DECL void check(const std::vector<event>& channels, time_point now);
    AMI_DECL void on_check_failed(time_point now);

private:
    followed_calls& followed_;
    call_progress& progress_;
    call_index& calls_;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/channels/impl/silent_calls.ipp>
#endif

#endif // AMI_SESSION_CHANNELS_SILENT_CALLS_HPP
