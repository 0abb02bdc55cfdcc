// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_SESSION_LIVE_CALL_COURSE_HPP
#define AMI_SESSION_LIVE_CALL_COURSE_HPP

#include <ami/protocol/values/hangup_cause.hpp>
#include <ami/session/connection/deadline.hpp>
#include <ami/session/live/call.hpp>
#include <ami/session/live/call_party.hpp>
#include <ami/session/live/change.hpp>
#include <ami/session/live/channel.hpp>
#include <ami/session/live/moment.hpp>
#include <ami/session/live/queue_member.hpp>

#include <ami/detail/macros.hpp>

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ami::detail {

// What happens in one call. Which channels are in it, `call_store` decides.
class call_course {
public:
    // How many of those who have left are kept.
    static constexpr std::size_t most_former = 16;

    explicit call_course(std::string_view id) { facts_.id = id; }

    AMI_DECL void join(const live::change<live::channel>& change, const moment& at);
    AMI_DECL void update(const live::change<live::channel>& change, const moment& at);
    AMI_DECL void leave(const live::change<live::channel>& change, const moment& at);
    // All that the other one is goes on here.
    AMI_DECL void merge(call_course& other);

    AMI_DECL void on_hangup_requested(std::string_view channel_id, const moment& at);
    AMI_DECL void on_queued(std::string_view queue, std::string_view channel_id);
    // Two of its channels talk to each other.
    AMI_DECL void on_connected(live::change_origin origin, const moment& at);
    bool has_agent() const noexcept { return static_cast<bool>(facts_.agent); }
    void on_agent(const live::queue_member& member) { facts_.agent = member; }

    bool has_parties() const noexcept { return !parties_.empty(); }
    const std::vector<call_party_facts>& parties() const noexcept { return parties_; }
    const std::string& id() const noexcept { return facts_.id; }
    const std::string& queue() const noexcept { return facts_.queue; }
    // The channel that was in the queue.
    const std::string& queued_channel() const noexcept { return queued_channel_; }
    std::chrono::system_clock::time_point began() const noexcept { return facts_.began; }

    AMI_DECL call_facts facts() const;
    // What is left when it is over: nobody is in it any more. Or: it is a part of another one.
    AMI_DECL call_facts ended(const moment& at) const;
    AMI_DECL call_facts merged(std::string_view into, const moment& at) const;

private:
    // If one of two who talk hangs up, the other one's channel ends within this time, or the call goes on without the first.
    static constexpr std::chrono::seconds settle_time{2};

    struct hangup {
        live::channel who;
        std::optional<hangup_cause> cause;
        std::optional<time_point> left_others; // when it left the others
    };

    AMI_DECL bool is_first(const live::change<live::channel>& change) const;
    AMI_DECL void note_dialled(const live::channel& channel);
    AMI_DECL void note_state(
        call_party_facts& of, const live::change<live::channel>& change, const moment& at);
    AMI_DECL void note_end(const live::change<live::channel>& change, const moment& at);
    AMI_DECL void note_left(const live::channel& channel, const moment& at);
    AMI_DECL void forget_settled(time_point now);
    AMI_DECL bool goes_on() const noexcept;
    AMI_DECL void keep_former(const call_party_facts& party);
    void forget_end()
    {
        left_ = requested_ = first_ = {};
        is_end_missed_ = false;
    }

    call_facts facts_; // without the parties
    std::vector<call_party_facts> parties_;
    std::string first_channel_;
    bool is_first_certain_ = false; // another one may have been first that a list shows later
    std::string queued_channel_;

    // Since somebody came, rang, answered or was connected: who left a bridge first, of whom a hangup was asked for first, and who
    // was gone first. Asterisk often ends the other channel first.
    hangup left_;
    hangup requested_;
    hangup first_;
    bool is_end_missed_ = false;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/live/impl/call_course.ipp>
#endif

#endif // AMI_SESSION_LIVE_CALL_COURSE_HPP
