// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_CHANNELS_HANGUP_ATTRIBUTION_HPP
#define AMI_SESSION_CHANNELS_HANGUP_ATTRIBUTION_HPP

#include <ami/protocol/values/call_outcome.hpp>
#include <ami/session/channels/call_timing.hpp>

namespace ami::detail {

// Decides which party hung up a call. The first of all channels of a call that is asked to go ends the call, if the call
// does end.
class hangup_attribution {
public:
    hung_up_by by() const noexcept { return by_; }

    // This client asks for it, and: Asterisk refused that.
    void on_own_request() noexcept { ++own_requests_; }
    void on_own_request_failed() noexcept
    {
        if (own_requests_ == 0 || --own_requests_ != 0 || by_ != hung_up_by::this_client)
            return;
        // It was another manager's request, or nothing was heard of any.
        by_ = was_heard_ ? hung_up_by::asterisk : hung_up_by::unknown;
    }
    int own_requests() const noexcept { return own_requests_; }

    // A channel of the call is asked to go. `own_side`: the call's channel, or one on its side. `is_phone`: a phone says so
    // when it is hung up, and never because another channel was.
    void on_requested(bool own_side, bool is_soft, bool is_phone, time_point now) noexcept
    {
        const bool is_late = !own_side_ && now - since_ > call_timing::leaving_time;
        const bool corrects = is_phone && by_ == hung_up_by::other_party;
        if (by_ != hung_up_by::unknown && !is_late && !corrects)
            return;
        own_side_ = own_side;
        since_ = now;
        was_heard_ = true;
        if (own_requests_ != 0 && !is_phone)
            by_ = hung_up_by::this_client;
        else if (is_soft)
            by_ = hung_up_by::asterisk;
        else
            by_ = own_side ? hung_up_by::party : hung_up_by::other_party;
    }

    // The call goes on, with the same party or another one.
    void on_continued() noexcept
    {
        by_ = hung_up_by::unknown;
        own_side_ = false;
        was_heard_ = false;
    }

    // The call has ended. A party that left long ago, or that refused the call, did not end it.
    void on_ended(time_point now) noexcept
    {
        if (!own_side_ && now - since_ > call_timing::leaving_time)
            on_continued();
        if (by_ == hung_up_by::unknown && own_requests_ != 0)
            by_ = hung_up_by::this_client;
    }

private:
    hung_up_by by_ = hung_up_by::unknown;
    bool own_side_ = false;
    bool was_heard_ = false; // in an event
    time_point since_{};
    int own_requests_ = 0; // except those that failed
};

} // namespace ami::detail

#endif // AMI_SESSION_CHANNELS_HANGUP_ATTRIBUTION_HPP
