// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_CHANNELS_CALL_PROGRESS_HPP
#define AMI_SESSION_CHANNELS_CALL_PROGRESS_HPP

#include <ami/session/channels/channel_change.hpp>
#include <ami/session/channels/followed_calls.hpp>
#include <ami/session/channels/tracked_call.hpp>

#include <ami/detail/macros.hpp>

#include <string_view>

namespace ami::detail {

// How each call goes on from its first channel to its end. States only go forward, and what comes twice changes nothing.
class call_progress {
public:
    using call_pointer = followed_calls::call_pointer;

    explicit call_progress(followed_calls& followed) : followed_(followed), calls_(followed.calls()) {}

    // What an event says of the channel that stands for a call.
    AMI_DECL void on_event(
        const call_pointer& call, const event_view& event, const channel_headers& headers, time_point now);
    // The same of an item of a list of channels.
    AMI_DECL void on_status(const call_pointer& call, const event_view& status, time_point now);
    AMI_DECL void on_seen(const call_pointer& call);
    AMI_DECL void on_gone(const call_pointer& call, hangup_cause cause, time_point now);
    AMI_DECL void set_state(const call_pointer& call, call_state to, time_point now);
    AMI_DECL void set_name(const call_pointer& call, std::string_view channel_name);
    // Another channel stands for the call from now on: the one that it was connected with.
    AMI_DECL void replace_channel(const call_pointer& call, std::string_view successor, time_point now);
    // Asterisk moved the call to another channel of the same name.
    AMI_DECL void move_channel(const call_pointer& call, const channel_headers& successor);
    // The server gave the channel another unique id than this client asked for.
    AMI_DECL void change_id(const call_pointer& call, std::string_view channel_id);

    // Sets the outcome if it is known, else waits for more evidence. `at_once`: there will be none.
    AMI_DECL void decide(const call_pointer& call, time_point now, bool at_once);
    AMI_DECL void end_gone(const call_pointer& call, time_point now);
    // Nothing more will be learned of the call.
    AMI_DECL void lose(const call_pointer& call, failure error);

private:
    AMI_DECL void take_over(const call_pointer& call, const call_index::channel& successor);
    AMI_DECL void set_outcome(const call_pointer& call, call_outcome value, time_point now);
    AMI_DECL void end(const call_pointer& call, time_point now);

    followed_calls& followed_;
    call_index& calls_;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/channels/impl/call_progress.ipp>
#endif

#endif // AMI_SESSION_CHANNELS_CALL_PROGRESS_HPP
