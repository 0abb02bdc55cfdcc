// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_AGENT_CALLS_HPP
#define AMI_SESSION_LIVE_AGENT_CALLS_HPP

#include <ami/protocol/wire/packet_view.hpp>
#include <ami/session/channels/by_id.hpp>
#include <ami/session/connection/deadline.hpp>
#include <ami/session/live/timed_ids.hpp>

#include <ami/detail/macros.hpp>

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::detail {

// The calls of queues that ring at members' phones or are talked on, by the member's channel.
//
// A talk ends when that channel leaves the bridge for good, or hangs up. AgentComplete does not tell it: it is late after a
// transfer or a Redirect, and missing if a caller without a dialplan hangs up. It counts only if no event tells of channels.
class agent_calls {
public:
    // A channel that is moved is in another bridge within this time.
    static constexpr std::chrono::seconds settle_time{2};

    struct call {
        std::string queue;
        std::string interface;
        std::string caller; // the other channel
        std::string bridge;
        time_point since;
        time_point ended;
        bool is_talk = false;
        bool is_second = false;  // rings while the member talks
        bool is_doubted = false; // events were missed since it began
    };

    AMI_DECL void ring(const event_view& event, bool is_second, time_point now);
    AMI_DECL void answer(const event_view& event, time_point now);
    AMI_DECL void stop_ringing(const event_view& event);
    // AgentComplete, where the events of channels are not seen.
    AMI_DECL void complete(const event_view& event, time_point now);
    AMI_DECL void enter_bridge(const event_view& event);
    AMI_DECL void leave_bridge(const event_view& event, time_point now);
    // A Local channel goes: its talks are followed by the caller's channel.
    AMI_DECL void optimize(const event_view& event);
    AMI_DECL void hang_up(std::string_view channel_id, time_point now);

    // The channel is not there any more, and when it ended was not seen. Gives the talk that is forgotten.
    AMI_DECL std::optional<call> drop(std::string_view channel_id);
    bool has_doubts() const noexcept { return doubts_ != 0; }

    // Events will be missed: nobody knows what rings.
    AMI_DECL void on_lost();
    // Forgets the doubted talks for which this is false, and gives them. The others stay doubted until their channel is told of: a
    // member can be in another call since.
    template <class Predicate>
    std::vector<call> drop_doubted_unless(Predicate goes_on);

    AMI_DECL void on_time(time_point now);
    std::optional<time_point> deadline() const noexcept { return left_.deadline(); }

    // The talks that have ended, once.
    std::vector<call> take_ended() { return std::exchange(ended_, {}); }

    // The interfaces whose calls have changed, once.
    std::vector<std::string> take_touched() { return std::exchange(touched_, {}); }

    // The talk of a member that began last, else what rings. Null if there is none.
    AMI_DECL const call* find(std::string_view interface) const;

private:
    using calls = by_id<call>;

    AMI_DECL calls::iterator put(std::string_view channel, call&& made);
    AMI_DECL void erase(calls::iterator which);
    AMI_DECL void end(calls::iterator which, time_point ended);
    AMI_DECL void follow(calls::iterator which, std::string_view channel);

    calls calls_;
    by_id<std::vector<std::string>> channels_; // by interface
    std::size_t doubts_ = 0;                   // doubted talks
    timed_ids left_{settle_time};              // channels that are in no bridge
    std::vector<call> ended_;
    std::vector<std::string> touched_;
};

template <class Predicate>
std::vector<agent_calls::call> agent_calls::drop_doubted_unless(Predicate goes_on)
{
    std::vector<std::string> over;
    for (auto& [channel, each] : calls_) {
        if (each.is_doubted && !goes_on(each))
            over.push_back(channel);
    }
    std::vector<call> dropped;
    for (const auto& channel : over) {
        const auto found = calls_.find(channel);
        dropped.push_back(found->second);
        erase(found);
    }
    return dropped;
}

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/live/impl/agent_calls.ipp>
#endif

#endif // AMI_SESSION_LIVE_AGENT_CALLS_HPP
