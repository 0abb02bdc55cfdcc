// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_SESSION_CHANNELS_CALL_RESYNC_HPP
#define AMI_SESSION_CHANNELS_CALL_RESYNC_HPP

#include <ami/session/channels/call_progress.hpp>
#include <ami/session/connection/server_settings.hpp>

#include <ami/detail/macros.hpp>

#include <vector>

namespace ami::detail {

// What the lists of channels (`Status`) say of calls whose events are missing: after a gap in the events, and after a long
// silence.
class call_resync {
public:
    using call_pointer = call_progress::call_pointer;

    // `server`: see `call_tracker`.
    call_resync(call_progress& progress, const server_settings* server)
        : progress_(progress), calls_(progress.calls()), server_(server)
    {}

    // Nothing is known until `resync` gets a list.
    AMI_DECL void on_gap(time_point now);
    AMI_DECL void resync(const std::vector<event>& channels, time_point now);

    // Calls that are there already: one for each linked id.
    AMI_DECL std::vector<call_pointer> adopt(const std::vector<event>& channels, time_point now);

    AMI_DECL void check_silent_calls(time_point now);
    AMI_DECL void check(const std::vector<event>& channels, time_point now);
    AMI_DECL void on_check_failed(time_point now);

    // The answers to a probe.
    AMI_DECL void on_channel_lives(const call_pointer& call, const event_view& status, time_point now);
    AMI_DECL void on_channel_gone(const call_pointer& call, time_point now);
    AMI_DECL void on_probe_failed(const call_pointer& call, time_point now);

private:
    AMI_DECL void read_status(const call_pointer& call, const event_view& status, time_point now);
    AMI_DECL void read_bridges(const std::vector<event>& channels);
    AMI_DECL void check_by(const call_pointer& call, time_point time);
    AMI_DECL void resync_unlisted(const call_pointer& call, const event* successor, time_point now);
    AMI_DECL call_pointer adopt_channel(const event_view& status, time_point now);

    call_progress& progress_;
    call_index& calls_;
    const server_settings* server_;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/channels/impl/call_resync.ipp>
#endif

#endif // AMI_SESSION_CHANNELS_CALL_RESYNC_HPP
