// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_PARKING_STORE_HPP
#define AMI_SESSION_LIVE_PARKING_STORE_HPP

#include <ami/protocol/wire/packet_view.hpp>
#include <ami/session/live/change.hpp>
#include <ami/session/live/id_groups.hpp>
#include <ami/session/live/moment.hpp>
#include <ami/session/live/parked_call.hpp>
#include <ami/session/live/recent_removals.hpp>
#include <ami/session/live/record_store.hpp>
#include <ami/session/live/record_text.hpp>
#include <ami/session/live/wanted_lists.hpp>

#include <ami/detail/chrono.hpp>
#include <ami/detail/macros.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace ami::detail {

// All parked calls, by lot and space: another channel can take a space without an event for the old one. A call can be listed
// after the event that tells of its end, and is not believed then.
class parking_store {
public:
    using change = live::change<live::parked_call>;

    // Asterisk tells times in whole seconds, so that each list gives others.
    static constexpr auto time_tolerance = std::chrono::seconds(2);

    explicit parking_store(wanted_lists& wanted) : wanted_(wanted) {}
    parking_store(const parking_store&) = delete;
    parking_store& operator=(const parking_store&) = delete;

    // ParkedCall, ParkedCallSwap
    AMI_DECL void on_parked(const event_view& event, const moment& at);
    // UnParkedCall, ParkedCallTimeOut, ParkedCallGiveUp
    AMI_DECL void on_left(const event_view& event, const moment& at);
    AMI_DECL void on_channel_gone(std::string_view id, live::change_origin origin, const moment& at);

    // ParkedCalls
    void begin_list() noexcept { calls_.begin_list(); }
    AMI_DECL void on_item(const event_view& item, const moment& at);
    AMI_DECL void end_list(const moment& at);

    AMI_DECL live::parked_call find(std::string_view lot, std::string_view space) const;

    record_store<live::parked_call>& all() noexcept { return calls_; }
    const record_store<live::parked_call>& all() const noexcept { return calls_; }
    std::vector<change>& changes() noexcept { return calls_.changes(); }

private:
    AMI_DECL void put(const event_view& from, const moment& at, live::change_origin origin);
    // By value: the key can be that of the record.
    AMI_DECL void remove(std::string key, live::change_origin origin, const moment& at);

    wanted_lists& wanted_;
    record_store<live::parked_call> calls_;
    id_groups by_channel_; // keys by the unique id of the parked channel
    recent_removals left_; // of a channel out of a space
    record_text text_;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/live/impl/parking_store.ipp>
#endif

#endif // AMI_SESSION_LIVE_PARKING_STORE_HPP
