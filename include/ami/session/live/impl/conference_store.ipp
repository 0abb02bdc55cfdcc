// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_IMPL_CONFERENCE_STORE_IPP
#define AMI_SESSION_LIVE_IMPL_CONFERENCE_STORE_IPP

#include <ami/session/live/conference_keys.hpp>
#include <ami/session/live/conference_store.hpp>
#include <ami/session/live/flag_text.hpp>

namespace ami::detail {

AMI_DECL void conference_store::on_started(const event_view& event, const moment& at)
{
    const auto name = event["Conference"];
    if (name.empty())
        return;
    ended_.forget(conference_key(name));
    put(name, nullptr, event["BridgeUniqueid"], at, live::change_origin::told);
}

AMI_DECL void conference_store::on_ended(const event_view& event, const moment& at)
{
    ended_.note(conference_key(event["Conference"]), at.now);
    remove(event["Conference"], live::change_origin::told, at);
}

AMI_DECL void conference_store::on_joined(const event_view& event, const moment& at)
{
    const auto name = event["Conference"];
    if (name.empty() || event["Uniqueid"].empty())
        return;
    // Its beginning was not seen: others may be in it.
    if (!find(name) && conferences_.is_filled())
        wanted_.want({live_list::conference, std::string(name)}, at.now);
    ended_.forget(conference_key(name));
    ended_.forget(conference_user_key(name, event["Uniqueid"]));
    put(name, nullptr, event["BridgeUniqueid"], at, live::change_origin::told);
    put_user(event, at.wall, live::change_origin::told);
}

AMI_DECL void conference_store::on_left(const event_view& event, const moment& at)
{
    const auto key = conference_user_key(event["Conference"], event["Uniqueid"]);
    ended_.note(key, at.now);
    remove_user(key, live::change_origin::told, at);
}

AMI_DECL void conference_store::on_muted(const event_view& event, bool is_muted)
{
    set_flag(event, {"Muted", is_muted ? "Yes" : "No"});
}

AMI_DECL void conference_store::on_talking(const event_view& event)
{
    set_flag(event, {"Talking", flag_in(event["TalkingStatus"]).value_or(false) ? "Yes" : "No"});
}

AMI_DECL void conference_store::on_channel_gone(
    std::string_view id, live::change_origin origin, const moment& at)
{
    const auto keys = users_by_channel_.in(id); // a copy: each is removed
    for (const auto& key : keys)
        remove_user(key, origin, at);
}

AMI_DECL live::conference conference_store::find(std::string_view name) const
{
    return conferences_.get(conference_key(name));
}

AMI_DECL live::conference_user conference_store::find_user(
    std::string_view conference, std::string_view channel_id) const
{
    return users_.get(conference_user_key(conference, channel_id));
}

AMI_DECL const id_groups::ids& conference_store::users_in(std::string_view conference) const
{
    return users_of_.in(conference_key(conference));
}

AMI_DECL void conference_store::set_flag(const event_view& event, const user_flag& flag)
{
    if (const auto known = find_user(event["Conference"], event["Uniqueid"]))
        put_user(event, known.joined_at().value_or(std::chrono::system_clock::time_point()),
            live::change_origin::told, flag);
}

AMI_DECL void conference_store::remove(std::string_view name, live::change_origin origin, const moment& at)
{
    const auto key = conference_key(name);
    const auto users = users_of_.in(key); // a copy: each is removed
    for (const auto& each : users)
        remove_user(each, origin, at);
    conferences_.erase(key, origin);
    end_wait_for(key);
}

AMI_DECL void conference_store::remove_user(
    std::string_view key, live::change_origin origin, const moment& at)
{
    if (!users_.erase(key, origin))
        return;
    users_of_.leave(conference_in(key), key);
    users_by_channel_.leave(channel_in(key), key);
    if (origin == live::change_origin::told)
        ended_.note(key, at.now);
}

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_IMPL_CONFERENCE_STORE_IPP
