// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_CHANNEL_STORE_HPP
#define AMI_SESSION_LIVE_CHANNEL_STORE_HPP

#include <ami/protocol/wire/packet_view.hpp>
#include <ami/session/connection/deadline.hpp>
#include <ami/session/live/channel.hpp>
#include <ami/session/live/doubted_channels.hpp>
#include <ami/session/live/header_blocks.hpp>
#include <ami/session/live/id_groups.hpp>
#include <ami/session/live/missing_channels.hpp>
#include <ami/session/live/moment.hpp>
#include <ami/session/live/recent_removals.hpp>
#include <ami/session/live/record_store.hpp>
#include <ami/session/live/record_text.hpp>
#include <ami/session/live/wanted_lists.hpp>

#include <ami/detail/chrono.hpp>
#include <ami/detail/macros.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ami::detail {

// All channels, by their unique ids. Each function is for one event or one step of a list. A list shows what events tell later,
// and never less than what they told before; only membership of bridges can be older.
class channel_store {
public:
    using change = live::change<live::channel>;

    // How long a channel that a list has not may wait for its own Hangup, which tells why it is gone.
    static constexpr auto time_for_hangup = std::chrono::seconds(2);
    // How many of these go in one turn.
    static constexpr int gone_at_once = 250;

    explicit channel_store(wanted_lists& wanted) : wanted_(wanted) {}
    channel_store(const channel_store&) = delete;
    channel_store& operator=(const channel_store&) = delete;

    // Newchannel. It can come after a list that has the channel.
    AMI_DECL void on_created(const event_view& event, const moment& at);
    // Any event: what it says of a channel that is known. Others can tell of a channel after its Hangup. Gives the id.
    AMI_DECL std::string_view on_described(const event_view& event);
    AMI_DECL void on_described(const event_view& event, std::string_view prefix);
    // Newexten
    AMI_DECL void on_application(const event_view& event);
    AMI_DECL void on_hung_up(std::string_view id, std::string_view cause);
    AMI_DECL void on_bridge_entered(const event_view& event);
    AMI_DECL void on_bridge_left(const event_view& event, const moment& at);
    // Nobody is in the bridge, although some may not have been told to leave.
    AMI_DECL void on_bridge_gone(std::string_view bridge, const moment& at);

    // CoreShowChannels, or Status of all channels.
    void begin_list() noexcept
    {
        channels_.begin_list();
        doubted_.begin_list();
    }
    AMI_DECL void on_item(const event_view& item, const moment& at);
    AMI_DECL void end_list(const moment& at);
    // Status of this one channel: there is none, whatever is listed.
    void on_not_found(std::string_view id)
    {
        doubted_.on_not_found(id);
        erase(id, live::change_origin::found, {});
    }

    AMI_DECL void on_time(time_point now);
    std::optional<time_point> deadline() const noexcept { return missing_.deadline(); }

    record_store<live::channel>& all() noexcept { return channels_; }
    const record_store<live::channel>& all() const noexcept { return channels_; }
    const id_groups::ids& in_bridge(std::string_view bridge) const noexcept { return bridges_.in(bridge); }
    AMI_DECL id_groups::ids linked_to(std::string_view linked_id) const;

    std::vector<change>& changes() noexcept { return channels_.changes(); }

private:
    using place = record_store<live::channel>::place;

    // As if an event had described it so.
    static channel_block block_of(const live::channel& known) noexcept
    {
        return {known.snapshot_lines(), known.id(), known.linked_id(), known.state()};
    }

    // The description of a known channel, what it runs, which nothing here changes, and its bridge.
    AMI_DECL void put(const place& at, const channel_block& seen, std::string_view bridge);
    AMI_DECL void update(const place& at, const channel_block& seen);
    // Of `text_`, all but the bridge.
    AMI_DECL void put_text(const place& at, const channel_block& seen, std::string_view bridge,
        std::chrono::system_clock::time_point since, live::change_origin origin);
    AMI_DECL void erase(
        std::string_view id, live::change_origin origin, const live::change_details<live::channel>& more);
    AMI_DECL std::string_view membership(std::string_view id, std::string_view bridge);

    wanted_lists& wanted_;
    record_store<live::channel> channels_;
    id_groups bridges_;
    id_groups linked_; // without those whose id is their linked id, as that of the first channel of a call is
    recent_removals left_bridges_;
    missing_channels missing_{time_for_hangup};
    doubted_channels doubted_;
    record_text text_;
    std::string unprefixed_;
    std::string membership_;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/live/impl/channel_list.ipp>
#include <ami/session/live/impl/channel_store.ipp>
#endif

#endif // AMI_SESSION_LIVE_CHANNEL_STORE_HPP
