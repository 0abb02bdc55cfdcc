// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_CHANNELS_CALL_RESYNC_HPP
#define AMI_SESSION_CHANNELS_CALL_RESYNC_HPP

#include <ami/session/channels/call_progress.hpp>
#include <ami/session/channels/silent_calls.hpp>

#include <ami/detail/macros.hpp>

#include <vector>

namespace ami::detail {

// What the lists of all channels (`Status`) say of calls: after a gap in the events, and of calls that were there before.
class call_resync {
public:
    using call_pointer = followed_calls::call_pointer;

    call_resync(followed_calls& followed, call_progress& progress, silent_calls& silent)
        : followed_(followed), progress_(progress), silent_(silent), calls_(followed.calls())
    {}

    // Nothing is known until `resync` gets a list.
    AMI_DECL void on_gap(time_point now);
    AMI_DECL void resync(const std::vector<event>& channels, time_point now);

    // Calls that are there already: one for each linked id.
    AMI_DECL std::vector<call_pointer> adopt(const std::vector<event>& channels, time_point now);

private:
    AMI_DECL void read_bridges(const std::vector<event>& channels);
    AMI_DECL void resync_unlisted(const call_pointer& call, const event* successor, time_point now);
    AMI_DECL call_pointer adopt_channel(const event_view& status, time_point now);

    followed_calls& followed_;
    call_progress& progress_;
    silent_calls& silent_;
    call_index& calls_;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/channels/impl/call_resync.ipp>
#endif

#endif // AMI_SESSION_CHANNELS_CALL_RESYNC_HPP
