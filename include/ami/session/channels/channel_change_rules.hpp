// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_CHANNELS_CHANNEL_CHANGE_RULES_HPP
#define AMI_SESSION_CHANNELS_CHANNEL_CHANGE_RULES_HPP

#include <ami/session/channels/call_progress.hpp>
#include <ami/session/channels/channel_change.hpp>
#include <ami/session/channels/masquerades.hpp>

#include <ami/detail/macros.hpp>

namespace ami::detail {

// What changes of channels mean for calls.
class channel_change_rules {
public:
    channel_change_rules(followed_calls& followed, call_progress& progress)
        : followed_(followed), progress_(progress), calls_(followed.calls())
    {}

    AMI_DECL void on_change(const channel_change& change, time_point now);

private:
    using call_pointer = call_progress::call_pointer;

    AMI_DECL void on_described(const channel_change& change, time_point now);
    AMI_DECL void on_dial(const channel_change& change, time_point now);
    AMI_DECL void on_dial_ended(const call_pointer& call, std::string_view status, time_point now);
    AMI_DECL void on_gone(const channel_change& change, time_point now);
    AMI_DECL void on_hangup_requested(const channel_change& change, time_point now);
    AMI_DECL void on_renamed(const channel_change& change);
    AMI_DECL void on_paired(const channel_change& change);
    AMI_DECL void on_optimizing(const channel_change& change, time_point now);
    AMI_DECL void on_bridge_entered(const channel_change& change, time_point now);
    AMI_DECL void on_bridge_left(const channel_change& change);
    AMI_DECL bool comes_in(const channel_change& change, time_point now) const;

    followed_calls& followed_;
    call_progress& progress_;
    call_index& calls_;
    masquerades masquerades_;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/channels/impl/channel_change_rules.ipp>
#endif

#endif // AMI_SESSION_CHANNELS_CHANNEL_CHANGE_RULES_HPP
