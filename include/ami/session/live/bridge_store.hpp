// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_BRIDGE_STORE_HPP
#define AMI_SESSION_LIVE_BRIDGE_STORE_HPP

#include <ami/protocol/wire/packet_view.hpp>
#include <ami/session/connection/deadline.hpp>
#include <ami/session/live/bridge.hpp>
#include <ami/session/live/channel_store.hpp>
#include <ami/session/live/header_blocks.hpp>
#include <ami/session/live/moment.hpp>
#include <ami/session/live/record_store.hpp>
#include <ami/session/live/timed_ids.hpp>
#include <ami/session/live/wanted_lists.hpp>

#include <ami/detail/chrono.hpp>
#include <ami/detail/macros.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ami::detail {

// All bridges, by their unique ids. Asterisk's count of a bridge's channels is compared with the channels that are known to be
// in it: if they still differ when the events of a list are over, the channels are listed again.
class bridge_store {
public:
    using change = live::change<live::bridge>;

    // Events that a list was ahead of come within this time.
    static constexpr auto time_to_settle = std::chrono::seconds(2);
    // If the list did not help, the bridge is not looked at before.
    static constexpr auto time_between_lists = std::chrono::seconds(60);

    bridge_store(const channel_store& channels, wanted_lists& wanted) : channels_(channels), wanted_(wanted)
    {}
    bridge_store(const bridge_store&) = delete;
    bridge_store& operator=(const bridge_store&) = delete;

    // BridgeCreate
    AMI_DECL void on_created(const event_view& event, const moment& at);
    // BridgeEnter and BridgeLeave, after the channels got them.
    AMI_DECL void on_entered(const event_view& event, const moment& at);
    AMI_DECL void on_left(const event_view& event, const moment& at);
    // Any event that describes a bridge, if the bridge is known.
    AMI_DECL void on_described(const event_view& event, std::string_view prefix = {});
    AMI_DECL void on_destroyed(const event_view& event);

    // BridgeList
    void begin_list() noexcept { bridges_.begin_list(); }
    AMI_DECL void on_item(const event_view& item, const moment& at);
    AMI_DECL void end_list();

    AMI_DECL void on_time(time_point now);
    AMI_DECL std::optional<time_point> deadline() const noexcept;

    record_store<live::bridge>& all() noexcept { return bridges_; }
    const record_store<live::bridge>& all() const noexcept { return bridges_; }
    std::vector<change>& changes() noexcept { return bridges_.changes(); }

private:
    AMI_DECL void put(const bridge_block& seen, const moment& at, live::change_origin origin);
    AMI_DECL void check(std::string_view id, time_point now);
    AMI_DECL bool has_other_count(std::string_view id) const noexcept;

    const channel_store& channels_;
    wanted_lists& wanted_;
    record_store<live::bridge> bridges_;
    timed_ids unsettled_{time_to_settle};
    timed_ids listed_for_{time_between_lists};
    std::string unprefixed_;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/live/impl/bridge_store.ipp>
#endif

#endif // AMI_SESSION_LIVE_BRIDGE_STORE_HPP
