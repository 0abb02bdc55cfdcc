// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_CHANNELS_CALL_PROBES_HPP
#define AMI_SESSION_CHANNELS_CALL_PROBES_HPP

#include <ami/session/channels/call_progress.hpp>
#include <ami/session/connection/server_settings.hpp>

#include <ami/detail/macros.hpp>

namespace ami::detail {

// The answers of the server about the channel of one call (`Status`).
class call_probes {
public:
    using call_pointer = followed_calls::call_pointer;

    // `server`: see `call_tracker`.
    call_probes(followed_calls& followed, call_progress& progress, const server_settings* server)
        : followed_(followed), progress_(progress), server_(server)
    {}

    AMI_DECL void on_channel_lives(const call_pointer& call, const event_view& status, time_point now);
    AMI_DECL void on_channel_gone(const call_pointer& call, time_point now);
    AMI_DECL void on_probe_failed(const call_pointer& call, time_point now);

private:
    followed_calls& followed_;
    call_progress& progress_;
    const server_settings* server_;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/channels/impl/call_probes.ipp>
#endif

#endif // AMI_SESSION_CHANNELS_CALL_PROBES_HPP
