// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_CALL_SIDE_HPP
#define AMI_SESSION_LIVE_CALL_SIDE_HPP

#include <ami/protocol/wire/packet_view.hpp>
#include <ami/session/connection/deadline.hpp>
#include <ami/session/live/bridge_store.hpp>
#include <ami/session/live/call_store.hpp>
#include <ami/session/live/channel_store.hpp>
#include <ami/session/live/conference_store.hpp>
#include <ami/session/live/live_events.hpp>
#include <ami/session/live/moment.hpp>
#include <ami/session/live/parking_store.hpp>
#include <ami/session/live/wanted_lists.hpp>

#include <ami/detail/macros.hpp>

#include <cstddef>
#include <optional>
#include <vector>

namespace ami::detail {

// Channels, bridges, conferences and parked calls, and what one means for the others: who hangs up leaves them all, and a bridge
// that is destroyed has nobody in it.
class call_side {
public:
    explicit call_side(wanted_lists& wanted)
        : wanted_(wanted), channels_(wanted), bridges_(channels_, wanted), conferences_(wanted),
          parking_(wanted), calls_(channels_, bridges_)
    {}
    call_side(const call_side&) = delete;
    call_side& operator=(const call_side&) = delete;

    // Any event that is no item of a list, by what it means.
    AMI_DECL void on_event(live_meaning meaning, const event_view& event, const moment& at);
    void on_event(const event_view& event, const moment& at)
    {
        on_event(live_event_index::meaning_of(event.name()), event, at);
    }

    // Each of these takes lists of channels, bridges, conferences, one conference, and parked calls. A list is given when it
    // is complete: no event comes between its beginning and its end.
    AMI_DECL void begin_list(const wanted_list& list) noexcept;
    AMI_DECL void on_item(const wanted_list& list, const event_view& item, const moment& at);
    AMI_DECL void end_list(const wanted_list& list, const moment& at);
    // An answer without a list: nothing is there to be listed.
    AMI_DECL void on_empty_list(const wanted_list& list, const moment& at);
    // Any other error. What is known stays.
    AMI_DECL void on_not_listed(const wanted_list& list);

    // If events were missed, what can be listed although events told its end is listed once more, when that time is over: the
    // events may have come before.
    AMI_DECL void want_all(time_point now, bool is_after_gap = true);

    AMI_DECL void on_time(const moment& at);
    std::optional<time_point> deadline() const noexcept
    {
        return earlier_of(channels_.deadline(), bridges_.deadline());
    }

    channel_store& channels() noexcept { return channels_; }
    bridge_store& bridges() noexcept { return bridges_; }
    conference_store& conferences() noexcept { return conferences_; }
    parking_store& parking() noexcept { return parking_; }
    call_store& calls() noexcept { return calls_; }
    const channel_store& channels() const noexcept { return channels_; }
    const bridge_store& bridges() const noexcept { return bridges_; }
    const conference_store& conferences() const noexcept { return conferences_; }
    const parking_store& parking() const noexcept { return parking_; }
    const call_store& calls() const noexcept { return calls_; }

private:
    // What changed from here on is what calls follow from.
    struct mark {
        std::size_t channel;
        std::size_t bridge;
    };
    mark here() noexcept { return {channels_.changes().size(), bridges_.changes().size()}; }
    AMI_DECL void follow(const mark& since, const moment& at);

    AMI_DECL void apply(live_meaning meaning, const event_view& event, const moment& at);
    AMI_DECL void want_again(const wanted_list& list, time_point now);
    // Of the changes of channels from this one on.
    AMI_DECL void end_for_gone_channels(std::size_t first, const moment& at);

    wanted_lists& wanted_;
    channel_store channels_;
    bridge_store bridges_;
    conference_store conferences_;
    parking_store parking_;
    call_store calls_;
    std::vector<live_list> again_; // to be listed once more
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/live/impl/call_side.ipp>
#include <ami/session/live/impl/call_side_lists.ipp>
#endif

#endif // AMI_SESSION_LIVE_CALL_SIDE_HPP
