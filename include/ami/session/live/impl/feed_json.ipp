// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_LIVE_IMPL_FEED_JSON_IPP
#define AMI_SESSION_LIVE_IMPL_FEED_JSON_IPP

#include <ami/session/live/feed_json.hpp>

namespace ami::detail {

constexpr std::string_view name_of(live::part part) noexcept
{
    switch (part) {
    case live::part::calls: return "calls";
    case live::part::queues: return "queues";
    case live::part::states: return "states";
    case live::part::pjsip: return "pjsip";
    case live::part::agents: return "agents";
    case live::part::mailboxes: return "mailboxes";
    default: return {};
    }
}

inline void write_faults(json_writer& to, const std::vector<live::fault>& faults)
{
    to.begin_array("faults");
    for (const auto& each : faults) {
        to.begin_object();
        to.text("part", name_of(each.of()));
        to.text("text", each.text());
        to.end_object();
    }
    to.end_array();
}

AMI_DECL void begin_item_json(json_writer& to, std::uint64_t number, std::string_view type)
{
    to.begin_object();
    to.number("v", 1);
    to.number("number", static_cast<std::int64_t>(number));
    to.text("type", type);
}

AMI_DECL std::string snapshot_json(std::uint64_t number, live::freshness state,
    const std::vector<live::fault>& faults, const all_records& records)
{
    std::string text;
    json_writer to(text);
    begin_item_json(to, number, "snapshot");
    to.text("state", to_string(state));
    write_faults(to, faults);
    to.begin_array("records");
    records.for_each([&](const auto& each) {
        to.begin_object();
        write_key(to, each);
        write_members(to, each);
        to.end_object();
    });
    to.end_array();
    to.end_object();
    return text;
}

AMI_DECL std::string state_json(std::uint64_t number, live::freshness state)
{
    std::string text;
    json_writer to(text);
    begin_item_json(to, number, "state");
    to.text("state", to_string(state));
    to.end_object();
    return text;
}

AMI_DECL std::string faults_json(std::uint64_t number, const std::vector<live::fault>& faults)
{
    std::string text;
    json_writer to(text);
    begin_item_json(to, number, "faults");
    write_faults(to, faults);
    to.end_object();
    return text;
}

} // namespace ami::detail

#endif // AMI_SESSION_LIVE_IMPL_FEED_JSON_IPP
