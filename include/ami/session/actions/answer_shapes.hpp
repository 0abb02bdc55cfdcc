// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_SESSION_ACTIONS_ANSWER_SHAPES_HPP
#define AMI_SESSION_ACTIONS_ANSWER_SHAPES_HPP

#include <ami/protocol/wire/ascii.hpp>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string_view>

namespace ami::detail {

// How an action answers that does not answer like all others: one response, or a response with
// `EventList: start`, items, and an event with `EventList: Complete`. (protocol/README.md 3.2 to 3.5)
struct answer_shape {
    std::string_view name;

    // One event with our ActionID comes after the response, without a list.
    std::string_view follow_up = {};

    // Up to Asterisk 13.1 the response to this list has no `EventList`, but a message that ends in "will follow". The
    // event of this name ends the list.
    std::string_view completion = {};

    // The items have no ActionID. Nor has, from some modules, the event that completes the list.
    bool items_have_no_id = false;

    // It never completes on some server. Its items are all there when the next action is answered.
    bool may_lack_completion = false;

    // The items have values of others before their ActionID. If such a value has an empty line, the item is cut: first comes
    // an event of this name without ActionID, then the rest. No event for subscribers has this name.
    std::string_view broken_item = {};

    // An error in the open list is its end: no completion will come.
    bool error_ends_list = false;

    // It answers twice, and the second answer counts, unless the first one is an error.
    bool answers_twice = false;

    // The value of this header, the answer's last one, is everything that follows.
    std::string_view last_header = {};

    // A packet of its answer has no blank line, so that the next packet follows in the same one.
    bool lacks_blank_lines = false;

    // Some server answers it without ActionID.
    bool may_lack_id = false;

    // If no answer comes, it was carried out.
    bool silence_is_success = false;

    // Why no answer may come at all.
    std::string_view silence = {};
};

inline constexpr answer_shape answer_shapes[] = {
    {.name = "FAXStats", .follow_up = "FAXStats"},
    {.name = "FAXSession", .follow_up = "FAXSession"},
    {.name = "ShowDialPlan", .error_ends_list = true},
    {.name = "CoreShowChannelMap", .error_ends_list = true},
    {.name = "Getvar", .last_header = "Value"},
    {.name = "JabberSend", .answers_twice = true},
    {.name = "Status", .completion = "StatusComplete", .broken_item = "Status"},
    {.name = "QueueStatus", .completion = "QueueStatusComplete", .broken_item = "QueueEntry"},
    {.name = "QueueSummary", .completion = "QueueSummaryComplete"},
    {.name = "ParkedCalls", .completion = "ParkedCallsComplete"},
    {.name = "Parkinglots", .completion = "ParkinglotsComplete", .items_have_no_id = true},
    {.name = "Agents", .completion = "AgentsComplete"},
    {.name = "DBGet",
        .completion = "DBGetComplete",
        .may_lack_completion = true,
        .broken_item = "DBGetResponse"},
    {.name = "DBGetTree", .broken_item = "DBGetTreeResponse"},
    {.name = "VoicemailUsersList", .completion = "VoicemailUserEntryComplete"},
    {.name = "IAXpeers", .completion = "PeerlistComplete", .items_have_no_id = true},
    {.name = "IAXpeerlist", .completion = "PeerlistComplete"},
    {.name = "SIPpeers", .completion = "PeerlistComplete"},
    {.name = "SIPpeerstatus", .completion = "SIPpeerstatusComplete"},
    {.name = "DAHDIShowChannels", .completion = "DAHDIShowChannelsComplete"},
    {.name = "PRIShowSpans", .completion = "PRIShowSpansComplete"},
    {.name = "BridgeList", .completion = "BridgeListComplete"},
    {.name = "BridgeInfo", .completion = "BridgeInfoComplete"},
    {.name = "BridgeTechnologyList", .completion = "BridgeTechnologyListComplete"},
    // chan-sccp's lists have no ActionID after their response. So have all of its SCCPShow actions.
    {.name = "SCCPListDevices", .items_have_no_id = true},
    {.name = "SCCPListLines", .items_have_no_id = true},
    {.name = "smscommand", .may_lack_id = true},
    {.name = "SKINNYdevices", .lacks_blank_lines = true},
    {.name = "SKINNYlines", .lacks_blank_lines = true},
    {.name = "CheckFreeze", .lacks_blank_lines = true},
    {.name = "IAXnetstats", .silence = "Asterisk never answers IAXnetstats with a response"},
    {.name = "SKINNYshowdevice", .silence = "Asterisk does not answer SKINNYshowdevice with a response"},
    {.name = "SKINNYshowline", .silence = "Asterisk does not answer SKINNYshowline with a response"},
    {.name = "SIPqualifypeer", .silence = "Asterisk up to 11 does not answer SIPqualifypeer with a response"},
    {.name = "DataGet", .silence = "Asterisk does not answer DataGet with a response if it has a result"},
    {.name = "RptLocalNodes", .silence = "app_rpt answers RptLocalNodes with XML"},
    {.name = "Queues",
        .silence = "Asterisk up to 13 answers Queues with plain text, which no client can tell apart"},
    {.name = "Events",
        .may_lack_id = true,
        .silence_is_success = true,
        .silence = "with brokeneventsaction=yes in manager.conf Asterisk does not answer it"},
};

// Which of these may have a name: most actions' names have none, and cost one look here.
class answer_shape_index {
public:
    constexpr answer_shape_index() noexcept
    {
        std::uint64_t bit = 1;
        for (const auto& shape : answer_shapes) {
            buckets_[bucket(shape.name)] |= bit;
            bit <<= 1;
        }
    }

    constexpr std::uint64_t candidates(std::string_view name) const noexcept
    {
        return name.empty() ? 0 : buckets_[bucket(name)];
    }

private:
    static constexpr std::size_t bucket(std::string_view name) noexcept
    {
        const auto of = [](char letter) { return static_cast<unsigned char>(to_lower(letter)); };
        // With these factors few of the names that are used most share a bucket with a shape.
        return (name.size() * 2 + of(name.front()) * 31 + of(name.back()) * 53) & 63;
    }

    std::array<std::uint64_t, 64> buckets_{};
};

inline constexpr answer_shape sccp_show{.name = "SCCPShow", .items_have_no_id = true};

static_assert(std::size(answer_shapes) <= 64);
inline constexpr answer_shape_index answer_shapes_by_name;

constexpr const answer_shape* find_answer_shape(std::string_view name) noexcept
{
    for (auto rest = answer_shapes_by_name.candidates(name); rest != 0; rest &= rest - 1) {
        const auto& shape = answer_shapes[std::countr_zero(rest)];
        if (iequals(shape.name, name))
            return &shape;
    }
    return istarts_with(name, sccp_show.name) ? &sccp_show : nullptr;
}

} // namespace ami::detail

#endif // AMI_SESSION_ACTIONS_ANSWER_SHAPES_HPP
