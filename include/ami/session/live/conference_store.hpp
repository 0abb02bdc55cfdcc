// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_CONFERENCE_STORE_HPP
#define AMI_SESSION_LIVE_CONFERENCE_STORE_HPP

#include <ami/protocol/wire/packet_view.hpp>
#include <ami/session/live/change.hpp>
#include <ami/session/live/conference.hpp>
#include <ami/session/live/conference_user.hpp>
#include <ami/session/live/id_groups.hpp>
#include <ami/session/live/moment.hpp>
#include <ami/session/live/recent_removals.hpp>
#include <ami/session/live/record_store.hpp>
#include <ami/session/live/record_text.hpp>
#include <ami/session/live/wanted_lists.hpp>

#include <ami/detail/chrono.hpp>
#include <ami/detail/macros.hpp>

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace ami::detail {

// All conferences by their names, and their users by conference and channel. The list of conferences makes the list of each
// one's users wanted. A user can be listed after the event that tells of the end, and is not believed then.
class conference_store {
public:
    using change = live::change<live::conference>;
    using user_change = live::change<live::conference_user>;

    explicit conference_store(wanted_lists& wanted) : wanted_(wanted) {}
    conference_store(const conference_store&) = delete;
    conference_store& operator=(const conference_store&) = delete;

    AMI_DECL void on_started(const event_view& event, const moment& at);
    AMI_DECL void on_ended(const event_view& event, const moment& at);
    AMI_DECL void on_joined(const event_view& event, const moment& at);
    AMI_DECL void on_left(const event_view& event, const moment& at);
    // ConfbridgeMute, ConfbridgeUnmute: they come before the user of a channel that just joins.
    AMI_DECL void on_muted(const event_view& event, bool is_muted);
    AMI_DECL void on_talking(const event_view& event);
    AMI_DECL void on_channel_gone(std::string_view id, live::change_origin origin, const moment& at);

    // ConfbridgeListRooms. The error `No active conferences.` is a list without items.
    void begin_list() noexcept { conferences_.begin_list(); }
    AMI_DECL void on_item(const event_view& item, const moment& at);
    AMI_DECL void end_list(const moment& at);

    // ConfbridgeList of one conference.
    void begin_users() noexcept { users_.begin_list(); }
    AMI_DECL void on_user(const event_view& item, const moment& at);
    AMI_DECL void end_users(std::string_view conference, const moment& at);
    // The error `No Conference by that name found.`: it has ended.
    AMI_DECL void on_not_found(std::string_view conference, const moment& at);
    // Any other error.
    AMI_DECL void on_not_listed(std::string_view conference);

    // Names in any letter case.
    AMI_DECL live::conference find(std::string_view name) const;
    AMI_DECL live::conference_user find_user(std::string_view conference, std::string_view channel_id) const;

    // Keys of users: of a conference, and of a channel.
    AMI_DECL const id_groups::ids& users_in(std::string_view conference) const;
    const id_groups::ids& users_by_channel(std::string_view id) const noexcept
    {
        return users_by_channel_.in(id);
    }

    record_store<live::conference>& all() noexcept { return conferences_; }
    const record_store<live::conference>& all() const noexcept { return conferences_; }
    record_store<live::conference_user>& users() noexcept { return users_; }
    const record_store<live::conference_user>& users() const noexcept { return users_; }

    std::vector<change>& changes() noexcept { return conferences_.changes(); }
    std::vector<user_change>& user_changes() noexcept { return users_.changes(); }

private:
    // What an event or an item says that no header of it says, or another one.
    struct user_flag {
        std::string_view name;
        std::string_view value;
    };

    // `item` is null if an event told it: only lists have the flags of a conference.
    AMI_DECL void put(std::string_view name, const event_view* item, std::string_view bridge,
        const moment& at, live::change_origin origin);
    AMI_DECL void put_user(const event_view& from, std::chrono::system_clock::time_point joined_at,
        live::change_origin origin, const user_flag& flag = {});
    AMI_DECL void set_flag(const event_view& event, const user_flag& flag);
    AMI_DECL void remove(std::string_view name, live::change_origin origin, const moment& at);
    AMI_DECL void remove_user(std::string_view key, live::change_origin origin, const moment& at);
    AMI_DECL void end_wait_for(std::string_view key);

    wanted_lists& wanted_;
    record_store<live::conference> conferences_;
    record_store<live::conference_user> users_;
    id_groups users_of_; // keys of users by the key of the conference
    id_groups users_by_channel_;
    recent_removals ended_;                      // conferences and users
    std::set<std::string, std::less<>> awaited_; // conferences whose users belong to the first fill
    record_text text_;
};

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/live/impl/conference_list.ipp>
#include <ami/session/live/impl/conference_store.ipp>
#include <ami/session/live/impl/conference_text.ipp>
#endif

#endif // AMI_SESSION_LIVE_CONFERENCE_STORE_HPP
