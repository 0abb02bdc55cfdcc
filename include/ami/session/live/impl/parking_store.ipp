// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_IMPL_PARKING_STORE_IPP
#define AMI_SESSION_LIVE_IMPL_PARKING_STORE_IPP

#include <ami/protocol/values/named_number.hpp>
#include <ami/session/live/parking_store.hpp>

#include <optional>
#include <utility>

namespace ami::detail {

inline std::string parking_key(std::string_view lot, std::string_view space)
{
    return std::string(lot).append("\n").append(space);
}

inline std::string parked_channel_key(std::string_view key, std::string_view channel_id)
{
    return std::string(key).append("\n").append(channel_id);
}

// The tail of an unsigned number is what Asterisk makes of a time without an end.
inline std::optional<std::chrono::seconds> seconds_in(std::string_view text) noexcept
{
    const auto number = parse_int(text);
    return number && *number > 0 ? std::optional(std::chrono::seconds(*number)) : std::nullopt;
}

AMI_DECL void parking_store::on_parked(const event_view& event, const moment& at)
{
    if (event["ParkingSpace"].empty() || event["ParkeeUniqueid"].empty())
        return;
    left_.forget(
        parked_channel_key(parking_key(event["Parkinglot"], event["ParkingSpace"]), event["ParkeeUniqueid"]));
    put(event, at, live::change_origin::told);
}

AMI_DECL void parking_store::on_left(const event_view& event, const moment& at)
{
    const auto key = parking_key(event["Parkinglot"], event["ParkingSpace"]);
    left_.note(parked_channel_key(key, event["ParkeeUniqueid"]), at.now);
    const auto known = calls_.get(key);
    if (known.channel_id() == event["ParkeeUniqueid"])
        remove(key, live::change_origin::told, at);
}

AMI_DECL void parking_store::on_channel_gone(
    std::string_view id, live::change_origin origin, const moment& at)
{
    const auto keys = by_channel_.in(id); // a copy: each is removed
    for (const auto& key : keys)
        remove(key, origin, at);
}

AMI_DECL void parking_store::on_item(const event_view& item, const moment& at)
{
    if (item["ParkingSpace"].empty() || item["ParkeeUniqueid"].empty())
        return;
    const auto key = parking_key(item["Parkinglot"], item["ParkingSpace"]);
    if (const auto until = left_.doubt_until(parked_channel_key(key, item["ParkeeUniqueid"]), at.now))
        wanted_.want({live_list::parked_calls, {}}, *until);
    else
        put(item, at, live::change_origin::found);
}

AMI_DECL void parking_store::end_list(const moment& at)
{
    std::vector<std::string> gone;
    calls_.for_each_unlisted(
        [&](const live::parked_call& each) { gone.push_back(parking_key(each.lot(), each.space())); });
    for (auto& key : gone)
        remove(std::move(key), live::change_origin::found, at);
    calls_.end_first_fill();
}

AMI_DECL live::parked_call parking_store::find(std::string_view lot, std::string_view space) const
{
    return calls_.get(parking_key(lot, space));
}

AMI_DECL void parking_store::put(const event_view& from, const moment& at, live::change_origin origin)
{
    const auto key = parking_key(from["Parkinglot"], from["ParkingSpace"]);
    const auto id = from["ParkeeUniqueid"];
    const auto known = calls_.get(key);
    parked_call_values when{at.wall - seconds_in(from["ParkingDuration"]).value_or(std::chrono::seconds(0))};
    if (const auto left = seconds_in(from["ParkingTimeout"]))
        when.times_out_at = at.wall + *left;
    if (known.channel_id() == id) {
        if (std::chrono::abs(when.since - known.since()) <= time_tolerance)
            when.since = known.since();
        const auto end = known.times_out_at();
        if (end && std::chrono::abs(when.times_out_at - *end) <= time_tolerance)
            when.times_out_at = *end;
    }
    text_.clear();
    for (const auto* const name : {"ParkeeChannel", "ParkeeCallerIDNum", "ParkeeCallerIDName",
             "ParkeeUniqueid", "ParkerDialString", "Parkinglot", "ParkingSpace"})
        text_.line(name, from[name]);
    if (calls_.put(key, text_.lines(), when, origin) && known.channel_id() != id) {
        by_channel_.leave(known.channel_id(), key);
        by_channel_.enter(id, key);
    }
}

AMI_DECL void parking_store::remove(std::string key, live::change_origin origin, const moment& at)
{
    const auto known = calls_.get(key);
    if (!calls_.erase(key, origin))
        return;
    by_channel_.leave(known.channel_id(), key);
    if (origin == live::change_origin::told)
        left_.note(parked_channel_key(key, known.channel_id()), at.now);
}

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_IMPL_PARKING_STORE_IPP
