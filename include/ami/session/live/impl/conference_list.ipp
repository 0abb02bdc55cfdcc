// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_IMPL_CONFERENCE_LIST_IPP
#define AMI_SESSION_LIVE_IMPL_CONFERENCE_LIST_IPP

#include <ami/protocol/wire/ascii.hpp>
#include <ami/session/live/conference_keys.hpp>
#include <ami/session/live/conference_store.hpp>

namespace ami::detail {

AMI_DECL void conference_store::on_item(const event_view& item, const moment& at)
{
    const std::string name(item["Conference"]);
    if (name.empty())
        return;
    const auto key = conference_key(name);
    if (const auto until = ended_.doubt_until(key, at.now)) {
        wanted_.want({live_list::conferences, {}}, *until);
        return;
    }
    put(name, &item, {}, at, live::change_origin::found);
    wanted_.want({live_list::conference, name}, at.now);
    if (!users_.is_filled())
        awaited_.insert(key);
}

AMI_DECL void conference_store::end_list(const moment& at)
{
    std::vector<std::string> ended;
    conferences_.for_each_unlisted([&](const live::conference& each) { ended.emplace_back(each.name()); });
    for (const auto& name : ended)
        remove(name, live::change_origin::found, at);
    conferences_.end_first_fill();
    end_wait_for({});
}

AMI_DECL void conference_store::on_user(const event_view& item, const moment& at)
{
    const auto conference = item["Conference"];
    if (conference.empty() || item["Uniqueid"].empty())
        return;
    auto until = ended_.doubt_until(conference_user_key(conference, item["Uniqueid"]), at.now);
    if (!until)
        until = ended_.doubt_until(conference_key(conference), at.now);
    if (until) {
        wanted_.want({live_list::conference, std::string(conference)}, *until);
        return;
    }
    const auto known = find_user(conference, item["Uniqueid"]);
    put_user(item, known.joined_at().value_or(std::chrono::system_clock::time_point()),
        live::change_origin::found);
}

AMI_DECL void conference_store::end_users(std::string_view conference, const moment& at)
{
    const auto key = conference_key(conference);
    std::vector<std::string> gone;
    users_.for_each_unlisted([&](const live::conference_user& each) {
        if (iequals(each.conference(), conference))
            gone.push_back(conference_user_key(conference, each.channel_id()));
    });
    for (const auto& user : gone)
        remove_user(user, live::change_origin::found, at);
    end_wait_for(key);
}

AMI_DECL void conference_store::on_not_found(std::string_view conference, const moment& at)
{
    remove(conference, live::change_origin::found, at);
}

AMI_DECL void conference_store::on_not_listed(std::string_view conference)
{
    end_wait_for(conference_key(conference));
}

AMI_DECL void conference_store::end_wait_for(std::string_view key)
{
    if (const auto found = awaited_.find(key); found != awaited_.end())
        awaited_.erase(found);
    if (conferences_.is_filled() && awaited_.empty())
        users_.end_first_fill();
}

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_IMPL_CONFERENCE_LIST_IPP
