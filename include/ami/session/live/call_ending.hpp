// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_CALL_ENDING_HPP
#define AMI_SESSION_LIVE_CALL_ENDING_HPP

#include <ami/protocol/values/hangup_cause.hpp>
#include <ami/session/connection/deadline.hpp>
#include <ami/session/live/change.hpp>
#include <ami/session/live/channel.hpp>

#include <ami/detail/macros.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ami::detail {

// Who ends a call: what is known of that since somebody came, rang, answered or was connected. Who left a bridge first, of whom a
// hangup was asked for first, and who was gone first. Asterisk often ends the other channel first.
class call_ending {
public:
    struct hangup {
        live::channel who;
        std::optional<hangup_cause> cause;
        std::optional<time_point> left_others; // when it left the others
    };

    AMI_DECL void on_requested(const live::channel& channel, time_point now);
    // It has left the bridge.
    AMI_DECL void on_left(const live::channel& channel, time_point now);
    // `others_go_on`: somebody rings, or two talk.
    AMI_DECL void on_gone(const live::change<live::channel>& change, bool others_go_on, time_point now);
    // Nobody has yet.
    AMI_DECL void forget();
    // It has transferred the others, and has no part in what becomes of them.
    AMI_DECL void on_transferred_by(std::string_view channel_id, std::string_view channel_name);

    // Null if nobody has, or if that was missed.
    AMI_DECL const hangup* first() const noexcept;

private:
    // If one of two who talk hangs up, the other one's channel ends within this time, or the call goes on without the first.
    static constexpr std::chrono::seconds settle_time{2};

    AMI_DECL void forget_settled(time_point now);
    // Of a Local channel both halves have.
    AMI_DECL bool has_transferred(const live::channel& channel) const;

    struct transferer {
        std::string id;
        std::string both_halves; // how the names of a Local channel's halves begin; empty if it is none
    };

    hangup left_;
    hangup requested_;
    hangup first_;
    bool is_missed_ = false;
    std::vector<transferer> transferers_;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/live/impl/call_ending.ipp>
#endif

#endif // AMI_SESSION_LIVE_CALL_ENDING_HPP
