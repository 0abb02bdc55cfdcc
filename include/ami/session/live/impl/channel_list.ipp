// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_IMPL_CHANNEL_LIST_IPP
#define AMI_SESSION_LIVE_IMPL_CHANNEL_LIST_IPP

#include <ami/protocol/values/named_number.hpp>
#include <ami/session/live/channel_store.hpp>
#include <ami/typed/decoder.hpp>

namespace ami::detail {

// CoreShowChannels says how long a channel has been there as `HH:MM:SS`, Status in seconds.
inline std::chrono::seconds age_of(const event_view& item) noexcept
{
    std::chrono::seconds age{};
    if (hours_minutes_seconds::decode(item["Duration"], age))
        return age;
    return std::chrono::seconds(parse_int(item["Seconds"]).value_or(0));
}

AMI_DECL void channel_store::on_item(const event_view& item, const moment& at)
{
    const auto seen = find_channel_block(item);
    if (seen.lines.empty() || doubted_.is_gone(seen.id))
        return;
    const auto known = channels_.locate(seen.id);
    auto data = item.find("ApplicationData");
    if (!data)
        data = item.find("Data"); // of Status
    auto bridge = item["BridgeId"];
    if (!bridge.empty()) {
        auto until = left_bridges_.doubt_until(membership(seen.id, bridge), at.now);
        if (!until)
            until = left_bridges_.doubt_until(bridge, at.now);
        if (until) {
            bridge = known ? known->bridge_id() : std::string_view();
            wanted_.want({live_list::channels, {}}, *until);
        }
    }
    const auto since = known ? known->since() : at.wall - age_of(item);
    if (doubted_.is_to_be_asked(seen.id, at.wall - since, at.now))
        wanted_.want({live_list::channel, std::string(seen.id)}, at.now);
    text_.clear();
    text_.whole_lines(seen.lines)
        .line("Application", item["Application"])
        .line("ApplicationData", data.value_or(std::string_view()));
    put_text(known, seen, bridge, since, live::change_origin::found);
}

AMI_DECL void channel_store::end_list(const moment& at)
{
    missing_.add_unlisted(channels_, at.now);
    channels_.end_first_fill();
    doubted_.end_list();
}

AMI_DECL void channel_store::on_time(time_point now)
{
    // After a restart of Asterisk these may be all: the next turn goes on, because the deadline is over.
    for (int i = 0; i != gone_at_once; ++i) {
        const auto gone = missing_.take_expired(channels_, now);
        if (!gone)
            return;
        erase(gone.id(), live::change_origin::found, {});
    }
}

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_IMPL_CHANNEL_LIST_IPP
