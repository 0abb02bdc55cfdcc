// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_CALL_HPP
#define AMI_SESSION_LIVE_CALL_HPP

#include <ami/protocol/values/hangup_cause.hpp>
#include <ami/session/live/call_facts.hpp>
#include <ami/session/live/call_party.hpp>
#include <ami/session/live/change.hpp>
#include <ami/session/live/channel.hpp>
#include <ami/session/live/queue_member.hpp>

#include <ami/detail/macros.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ami {
namespace detail {

class call_store;

} // namespace detail

namespace live {

/// A call, as people mean it: all channels that belong together, from the first one until none is left.
///
/// **Which channels belong together**: those with one `Linkedid`, those that talk in one bridge, and the halves of a Local channel.
/// Asterisk changes linked ids, partly untold; channels that have belonged together stay so. If two calls become one,
/// the one that began later is over, `merged_into` the other: each channel is in exactly one call. A conference joins nothing:
/// each of its users is in a call of its own. An agent of app_agent_pool is in one call with all callers, as its channel
/// stays.
///
/// A record never changes, and copies share it: keep it and take it to other threads.
class call {
public:
    call() = default;

    /// Whether it is a record of anything.
    explicit operator bool() const noexcept { return content_.get() != nullptr; }

    /// The `Linkedid` under which the call became known. It never changes, also if Asterisk gives its channels another one.
    std::string_view id() const& noexcept { return facts().id.view(); }
    std::string_view id() const&& = delete;

    /// Who is in the call, in the order in which they came; of a call that was merged into another, who was until then.
    const std::vector<call_party>& parties() const& { return content().parties(); }
    std::vector<call_party> parties() const&& { return content().parties(); }

    /// Who has left it, in that order; of a call that has ended, everybody. If there are more than 16, callers and those who had
    /// answered are kept first.
    const std::vector<call_party>& former_parties() const& { return content().former(); }
    std::vector<call_party> former_parties() const&& { return content().former(); }

    /// Whether any party rings.
    bool is_ringing() const noexcept { return facts().is_ringing; }

    /// When its first channel was made; to a second if a list showed it.
    std::chrono::system_clock::time_point began() const noexcept { return facts().began; }

    /// Whether two of its channels have talked to each other: what an IVR, a queue or a mailbox answers is not yet answered.
    bool is_answered() const noexcept { return facts().is_answered; }

    /// Since when; nothing if that was not seen.
    std::optional<std::chrono::system_clock::time_point> answered() const noexcept
    {
        return facts().answered;
    }

    /// The extension that the first channel dialled, for example the DID of a call from outside; of a channel that Asterisk called,
    /// the first one that it went to. Of a channel that a list showed, the extension that it was in. Empty if it has dialled none.
    std::string_view dialled() const& noexcept { return facts().dialled.view(); }
    std::string_view dialled() const&& = delete;

    /// The queue that it waits in or waited in last; empty if in none. Needs `part::queues`.
    std::string_view queue() const& noexcept { return facts().queue.view(); }
    std::string_view queue() const&& = delete;

    /// The member of that queue who answered last, as it was then; no record if none did. Needs `part::queues`, and a member whose
    /// interface is the device of its channel.
    const queue_member& agent() const& noexcept { return facts().agent; }
    queue_member agent() const&& noexcept { return facts().agent; }

    /// The value of a channel variable that `channelvars` in manager.conf names, of the first party that has a value, then of those
    /// who have left. Nothing if Asterisk does not tell it.
    AMI_DECL std::optional<std::string> variable(std::string_view name) const;

    /// The bridges that its channels are in.
    AMI_DECL std::vector<std::string> bridge_ids() const;

    /// When it was over; nothing if it is not.
    std::optional<std::chrono::system_clock::time_point> ended() const noexcept { return facts().ended; }

    /// Of a call that has ended: the channel that hung up first, and the cause that its Hangup told; `to_string` gives its
    /// text. No record and no cause if the end was not seen.
    const channel& hung_up_by() const& noexcept { return facts().hung_up_by; }
    channel hung_up_by() const&& noexcept { return facts().hung_up_by; }
    /// Of a call that has ended: the cause that the Hangup of the first channel told; nothing if the end was
    /// not seen.
    std::optional<::ami::hangup_cause> hangup_cause() const noexcept { return facts().cause; }

    /// The call that its channels are in now; empty if it was not merged.
    std::string_view merged_into() const& noexcept { return facts().merged_into.view(); }
    std::string_view merged_into() const&& = delete;

    /// Whether both say the same.
    friend bool operator==(const call& a, const call& b) noexcept
    {
        return a.content_.get() == b.content_.get() || (a && b && a.facts() == b.facts());
    }

private:
    friend ::ami::detail::call_store;
    explicit call(::ami::detail::call_pointer content) noexcept : content_(std::move(content)) {}

    AMI_DECL const ::ami::detail::call_content& content() const noexcept;
    const ::ami::detail::call_facts& facts() const noexcept { return content().facts(); }

    ::ami::detail::call_pointer content_;
};

/// Of a call: who begins to ring, and what is left of one that is over.
template <>
class change_details<call> {
public:
    change_details() = default;
    /// For the model.
    change_details(std::vector<call_party> began_to_ring, call ended)
        : began_to_ring_(std::move(began_to_ring)), ended_(std::move(ended))
    {}

    /// The parties that ring now and did not before: what a screen pop is for.
    const std::vector<call_party>& began_to_ring() const& noexcept { return began_to_ring_; }
    std::vector<call_party> began_to_ring() const&& { return began_to_ring_; }

    /// The whole call with its end, if it is over; else no record.
    const call& ended() const& noexcept { return ended_; }
    call ended() const&& noexcept { return ended_; }

private:
    std::vector<call_party> began_to_ring_;
    call ended_;
};

} // namespace live
} // namespace ami

#ifdef AMI_HEADER_ONLY
#include <ami/session/live/impl/call.ipp>
#endif

#endif // AMI_SESSION_LIVE_CALL_HPP
