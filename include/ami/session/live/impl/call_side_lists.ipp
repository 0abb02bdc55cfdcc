// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_IMPL_CALL_SIDE_LISTS_IPP
#define AMI_SESSION_LIVE_IMPL_CALL_SIDE_LISTS_IPP

#include <ami/session/connection/deadline.hpp>
#include <ami/session/live/call_side.hpp>
#include <ami/session/live/recent_removals.hpp>

#include <cstddef>
#include <vector>

namespace ami::detail {

AMI_DECL void call_side::begin_list(const wanted_list& list) noexcept
{
    switch (list.which) {
    case live_list::channels: channels_.begin_list(); break;
    case live_list::bridges: bridges_.begin_list(); break;
    case live_list::conferences: conferences_.begin_list(); break;
    case live_list::conference: conferences_.begin_users(); break;
    case live_list::parked_calls: parking_.begin_list(); break;
    default: break;
    }
}

AMI_DECL void call_side::on_item(const wanted_list& list, const event_view& item, const moment& at)
{
    const auto before = here();
    switch (list.which) {
    case live_list::channels: channels_.on_item(item, at); break;
    case live_list::bridges: bridges_.on_item(item, at); break;
    case live_list::conferences: conferences_.on_item(item, at); break;
    case live_list::conference: conferences_.on_user(item, at); break;
    case live_list::parked_calls: parking_.on_item(item, at); break;
    default: break;
    }
    follow(before, at);
}

AMI_DECL void call_side::end_list(const wanted_list& list, const moment& at)
{
    const auto before = here();
    switch (list.which) {
    case live_list::channels: channels_.end_list(at); break;
    case live_list::bridges: bridges_.end_list(); break;
    case live_list::conferences: conferences_.end_list(at); break;
    case live_list::conference: conferences_.end_users(list.of, at); break;
    case live_list::parked_calls: parking_.end_list(at); break;
    default: break;
    }
    follow(before, at);
    calls_.tell();
    want_again(list, at.now);
}

AMI_DECL void call_side::on_empty_list(const wanted_list& list, const moment& at)
{
    if (list.which == live_list::conference) {
        conferences_.on_not_found(list.of, at);
        return;
    }
    if (list.which == live_list::channel) {
        const auto before = here();
        channels_.on_not_found(list.of);
        end_for_gone_channels(before.channel, at);
        follow(before, at);
        calls_.tell();
        return;
    }
    begin_list(list);
    end_list(list, at);
}

AMI_DECL void call_side::on_not_listed(const wanted_list& list)
{
    if (list.which == live_list::conference)
        conferences_.on_not_listed(list.of);
    calls_.tell();
}

AMI_DECL void call_side::want_all(time_point now, bool is_after_gap)
{
    for (const auto each :
        {live_list::channels, live_list::bridges, live_list::conferences, live_list::parked_calls})
        wanted_.want({each, {}}, now);
    if (is_after_gap)
        again_ = {live_list::channels, live_list::conferences, live_list::parked_calls};
}

AMI_DECL void call_side::want_again(const wanted_list& list, time_point now)
{
    if (std::erase(again_, list.which) != 0)
        wanted_.want({list.which, {}}, deadline_after(now, recent_removals::time));
}

AMI_DECL void call_side::on_time(const moment& at)
{
    const auto before = here();
    channels_.on_time(at.now);
    end_for_gone_channels(before.channel, at);
    bridges_.on_time(at.now);
    follow(before, at);
    calls_.tell();
}

AMI_DECL void call_side::end_for_gone_channels(std::size_t first, const moment& at)
{
    const auto& changes = channels_.changes();
    for (auto i = first; i != changes.size(); ++i) {
        if (!changes[i].is_gone())
            continue;
        const auto id = changes[i].before().id();
        conferences_.on_channel_gone(id, live::change_origin::found, at);
        parking_.on_channel_gone(id, live::change_origin::found, at);
    }
}

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_IMPL_CALL_SIDE_LISTS_IPP
