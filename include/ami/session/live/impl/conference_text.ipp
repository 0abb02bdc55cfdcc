// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_IMPL_CONFERENCE_TEXT_IPP
#define AMI_SESSION_LIVE_IMPL_CONFERENCE_TEXT_IPP

#include <ami/session/live/conference_keys.hpp>
#include <ami/session/live/conference_store.hpp>

namespace ami::detail {

AMI_DECL void conference_store::put(std::string_view name, const event_view* item, std::string_view bridge,
    const moment& at, live::change_origin origin)
{
    const auto key = conference_key(name);
    const auto known = conferences_.get(key);
    text_.clear();
    text_.line("Conference", known ? known.name() : name);
    for (const auto* const flag : {"Locked", "Muted"}) {
        if (const auto value = item != nullptr ? item->find(flag) : known.find(flag))
            text_.line(flag, *value);
    }
    if (bridge.empty())
        bridge = known.bridge_id();
    if (!bridge.empty())
        text_.line("BridgeUniqueid", bridge);
    conferences_.put(key, text_.lines(), {known ? known.since() : at.wall}, origin);
}

AMI_DECL void conference_store::put_user(const event_view& from,
    std::chrono::system_clock::time_point joined_at, live::change_origin origin, const user_flag& flag)
{
    const auto conference = from["Conference"];
    const auto id = from["Uniqueid"];
    const auto key = conference_user_key(conference, id);
    const auto known = users_.get(key);
    text_.clear();
    for (const auto* const name :
        {"Conference", "Admin", "MarkedUser", "WaitMarked", "EndMarked", "EndMarkedAny", "Waiting", "Muted",
            "Talking", "Channel", "CallerIDNum", "CallerIDName", "Uniqueid"}) {
        auto value = name == flag.name ? flag.value : from.find(name);
        if (!value)
            value = known.find(name);
        if (value)
            text_.line(name, *value);
    }
    if (users_.put(key, text_.lines(), {joined_at}, origin) && !known) {
        users_of_.enter(conference_key(conference), key);
        users_by_channel_.enter(id, key);
    }
}

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_IMPL_CONFERENCE_TEXT_IPP
