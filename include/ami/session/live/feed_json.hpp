// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_FEED_JSON_HPP
#define AMI_SESSION_LIVE_FEED_JSON_HPP

#include <ami/session/live/all_records.hpp>
#include <ami/session/live/change.hpp>
#include <ami/session/live/fault.hpp>
#include <ami/session/live/json_writer.hpp>
#include <ami/session/live/record_json.hpp>

#include <ami/detail/macros.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace ami::detail {

// The items of a feed as JSON: <ami/live/feed.hpp> describes it. Each is one object; its end is left to the caller.
AMI_DECL void begin_item_json(json_writer& to, std::uint64_t number, std::string_view type);

AMI_DECL std::string snapshot_json(std::uint64_t number, live::freshness state,
    const std::vector<live::fault>& faults, const all_records& records);
AMI_DECL std::string state_json(std::uint64_t number, live::freshness state);
AMI_DECL std::string faults_json(std::uint64_t number, const std::vector<live::fault>& faults);

template <class Record>
std::string change_json(std::uint64_t number, const live::change<Record>& change)
{
    std::string text;
    json_writer to(text);
    begin_item_json(to, number, change.has_appeared() ? "appeared" : change.is_gone() ? "gone" : "changed");
    to.text("origin", change.origin() == live::change_origin::told ? "told" : "found");
    to.flag("first_fill", change.is_first_fill());
    to.begin_object("record");
    write_key(to, change.is_gone() ? change.before() : change.now());
    if (!change.is_gone())
        write_members(to, change.now());
    else if constexpr (std::is_same_v<Record, live::channel>)
        write_cause(to, change.hangup_cause());
    else if constexpr (std::is_same_v<Record, live::call>)
        write_end(to, change.ended());
    to.end_object();
    if constexpr (std::is_same_v<Record, live::call>)
        write_parties(to, "began_to_ring", change.began_to_ring());
    to.end_object();
    return text;
}

} // namespace ami::detail

#ifdef AMI_HEADER_ONLY
#include <ami/session/live/impl/feed_json.ipp>
#endif

#endif // AMI_SESSION_LIVE_FEED_JSON_HPP
