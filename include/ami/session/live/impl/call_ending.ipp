// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_IMPL_CALL_ENDING_IPP
#define AMI_SESSION_LIVE_IMPL_CALL_ENDING_IPP

#include <ami/protocol/values/channel_state.hpp>
#include <ami/session/live/call_ending.hpp>

#include <algorithm>

namespace ami::detail {

AMI_DECL bool call_ending::has_transferred(const live::channel& channel) const
{
    if (transferers_.empty())
        return false;
    const auto id = channel_text::id(channel);
    const auto name = channel_text::name(channel);
    return std::any_of(transferers_.begin(), transferers_.end(), [&](const transferer& each) {
        return each.id == id || (!each.both_halves.empty() && name.starts_with(each.both_halves));
    });
}

AMI_DECL void call_ending::on_requested(const live::channel& channel, time_point now)
{
    forget_settled(now);
    if (!requested_.who && !has_transferred(channel))
        requested_.who = channel;
}

// Who hangs up leaves the bridge first, whatever comes first of the requests and the Hangups.
AMI_DECL void call_ending::on_left(const live::channel& channel, time_point now)
{
    forget_settled(now);
    if (left_.who || has_transferred(channel))
        return;
    left_.who = channel;
    left_.left_others = now;
}

AMI_DECL void call_ending::on_gone(
    const live::change<live::channel>& change, bool others_go_on, time_point now)
{
    const auto& channel = change.before();
    if (has_transferred(channel))
        return;
    forget_settled(now);
    if (change.origin() == live::change_origin::found)
        is_missed_ = true;
    else if (!first_.who)
        first_ = {channel, change.hangup_cause(), {}};
    for (auto* const each : {&left_, &requested_}) {
        if (each->who && channel_text::id(each->who) == channel_text::id(channel))
            each->cause = change.hangup_cause();
    }
    if (others_go_on)
        is_missed_ = false;
    for (auto* const each : {&left_, &requested_, &first_}) {
        if (!each->who || channel_text::id(each->who) != channel_text::id(channel))
            continue;
        // If one of several phones stops ringing, that is not the end of the call.
        if (others_go_on && channel.state() != channel_state::up)
            *each = {};
        else if (!each->left_others)
            each->left_others = now;
    }
}

AMI_DECL void call_ending::forget()
{
    left_ = requested_ = first_ = {};
    is_missed_ = false;
}

AMI_DECL void call_ending::on_transferred_by(std::string_view channel_id, std::string_view channel_name)
{
    forget();
    const auto number = channel_name.starts_with("Local/") ? channel_name.rfind(';') : std::string_view::npos;
    const bool is_half = number != std::string_view::npos;
    transferers_.push_back(
        {std::string(channel_id), std::string(channel_name.substr(0, is_half ? number + 1 : 0))});
}

// A party that was gone so long ago did not end the call.
AMI_DECL void call_ending::forget_settled(time_point now)
{
    for (auto* const each : {&left_, &requested_, &first_}) {
        if (each->left_others && now - *each->left_others >= settle_time)
            *each = {};
    }
}

AMI_DECL const call_ending::hangup* call_ending::first() const noexcept
{
    for (const auto* const each : {&left_, &requested_, &first_}) {
        if (each->who && !(is_missed_ && (each == &first_ || !each->cause)))
            return each;
    }
    return nullptr;
}

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_IMPL_CALL_ENDING_IPP
