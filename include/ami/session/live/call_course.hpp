// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_CALL_COURSE_HPP
#define AMI_SESSION_LIVE_CALL_COURSE_HPP

#include <ami/session/live/bridge_counts.hpp>
#include <ami/session/live/call_ending.hpp>
#include <ami/session/live/call_facts.hpp>
#include <ami/session/live/call_parties.hpp>
#include <ami/session/live/call_party.hpp>
#include <ami/session/live/change.hpp>
#include <ami/session/live/channel.hpp>
#include <ami/session/live/moment.hpp>
#include <ami/session/live/queue_member.hpp>
#include <ami/session/live/shared_text.hpp>

#include <ami/detail/macros.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami::detail {

// What happens in one call. Which channels are in it, `call_store` decides; it names them by the numbers that `join` gives. There
// are as many of these as calls: what most of them do not need has a place of its own.
class call_course {
public:
    // How many of those who have left are kept.
    static constexpr std::size_t most_former = 16;

    explicit call_course(std::string_view id) : id_(id) {}

    AMI_DECL std::uint32_t join(const live::change<live::channel>& change, const moment& at);
    AMI_DECL void update(std::uint32_t party, const live::change<live::channel>& change, const moment& at);
    AMI_DECL void leave(std::uint32_t party, const live::change<live::channel>& change, const moment& at);
    // All that the other one is goes on here. The function gets each of its parties, with the number that it has now.
    template <class Function>
    void merge(call_course& other, Function moved);

    AMI_DECL void on_hangup_requested(std::uint32_t party, const moment& at);
    // This channel has transferred the others.
    void on_transferred_by(std::string_view channel_id, std::string_view channel_name)
    {
        end().on_transferred_by(channel_id, channel_name);
    }
    AMI_DECL void on_queued(std::string_view queue, std::string_view channel_id);
    // Two of its channels talk to each other.
    AMI_DECL void on_connected(live::change_origin origin, const moment& at);
    bool has_agent() const noexcept { return rest_ && rest_->agent; }
    void on_agent(const live::queue_member& member) { rest().agent = member; }
    // AgentConnect told it: who is in the call already is not the agent by its name.
    void on_agent_told(const live::queue_member& member)
    {
        on_agent(member);
        rest().before_agent = last_number_;
    }
    bool may_be_agent(std::uint32_t party) const noexcept { return !rest_ || party > rest_->before_agent; }

    bool has_parties() const noexcept { return !parties_.empty(); }
    const call_parties& parties() const noexcept { return parties_; }
    std::string_view id() const noexcept { return id_.view(); }
    std::string_view queue() const noexcept { return rest_ ? rest_->queue.view() : std::string_view(); }
    // The channel that was in the queue.
    std::string_view queued_channel() const noexcept
    {
        return rest_ ? rest_->queued_channel : std::string_view();
    }
    std::chrono::system_clock::time_point began() const noexcept { return began_; }

    // Those who began to ring since the last call, and still do.
    AMI_DECL std::vector<live::call_party> take_began_to_ring();
    void forget_began_to_ring() noexcept { began_to_ring_.reset(); }

    AMI_DECL call_facts facts() const;
    // What is left when it is over: nobody is in it any more. Or: it is a part of another one.
    AMI_DECL call_facts ended(const moment& at) const;
    AMI_DECL call_facts merged(std::string_view into, const moment& at) const;

private:
    struct rest_of_call {
        call_parties former;
        shared_text queue;
        std::string queued_channel;
        live::queue_member agent;
        std::uint32_t before_agent = 0;
        call_ending end;
    };

    rest_of_call& rest()
    {
        if (!rest_)
            rest_ = std::make_unique<rest_of_call>();
        return *rest_;
    }
    call_ending& end() { return rest().end; }
    void forget_end()
    {
        if (rest_)
            rest_->end.forget();
    }

    AMI_DECL bool is_first(const live::change<live::channel>& change) const;
    void note_began_to_ring(std::uint32_t party)
    {
        if (!began_to_ring_)
            began_to_ring_ = std::make_unique<std::vector<std::uint32_t>>();
        began_to_ring_->push_back(party);
    }
    AMI_DECL void note_dialled(const live::channel& channel, std::uint32_t party);
    AMI_DECL void note_state(kept_party& of, const live::change<live::channel>& change, const moment& at);
    AMI_DECL void keep_former(const kept_party& party);
    AMI_DECL void merge_rest(call_course& other);

    shared_text id_;
    shared_text dialled_;
    call_parties parties_;
    std::chrono::system_clock::time_point began_;
    std::chrono::system_clock::time_point answered_ = kept_party::no_time;
    std::unique_ptr<rest_of_call> rest_;
    std::unique_ptr<std::vector<std::uint32_t>> began_to_ring_; // not yet told
    bridge_counts bridges_;
    std::uint32_t ringing_ = 0; // how many do
    std::uint32_t last_number_ = 0;
    std::uint32_t first_ = 0;       // the party that it began with
    bool is_first_certain_ = false; // another one may have been first that a list shows later
    bool is_answered_ = false;
};

template <class Function>
void call_course::merge(call_course& other, Function moved)
{
    const auto parties = std::exchange(other.parties_, {});
    const auto ringing = std::exchange(other.began_to_ring_, {});
    std::size_t next_ringing = 0;
    parties.for_each([&](kept_party each) {
        const bool began_to_ring =
            ringing && next_ringing != ringing->size() && (*ringing)[next_ringing] == each.number;
        each.number = ++last_number_;
        if (began_to_ring) {
            ++next_ringing;
            note_began_to_ring(each.number);
        }
        moved(each);
        parties_.add(std::move(each));
    });
    merge_rest(other);
}

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/live/impl/call_course.ipp>
#endif

#endif // AMI_SESSION_LIVE_CALL_COURSE_HPP
