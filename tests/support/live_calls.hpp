// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SUPPORT_LIVE_CALLS_HPP
#define AMI_TESTS_SUPPORT_LIVE_CALLS_HPP

// The live model's stores of channels, bridges, conferences and parked calls, the packets that they get and their time.

#include <ami/protocol/wire/packet.hpp>
#include <ami/session/live/call_side.hpp>

#include <fmt/format.h>

#include <chrono>
#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tests::live_calls {

using namespace ami;
using namespace ami::detail;
using namespace std::chrono_literals;

// Of lines that end with LF.
inline event packet_of(std::string_view lines)
{
    std::string bytes;
    for (const char c : lines)
        bytes.append(c == '\n' ? "\r\n" : std::string(1, c));
    return event(packet_view(bytes, bytes.size(), {}, packet_kind::event));
}

// What Asterisk says of a channel.
struct snapshot {
    std::string id;
    std::string linked_id = id;
    std::string name = "PJSIP/" + id;
    int state = 6;
    std::string caller_name = "<unknown>";
    std::string variables{}; // header lines

    std::string text(std::string_view prefix = "") const
    {
        auto all = fmt::format(
            "{0}Channel: {1}\n{0}ChannelState: {2}\n{0}ChannelStateDesc: Up\n"
            "{0}CallerIDNum: 100\n{0}CallerIDName: {3}\n{0}ConnectedLineNum: <unknown>\n"
            "{0}ConnectedLineName: <unknown>\n{0}Language: en\n{0}AccountCode: \n"
            "{0}Context: home\n{0}Exten: 200\n{0}Priority: 3\n{0}Uniqueid: {4}\n{0}Linkedid: {5}\n",
            prefix, name, state, caller_name, id, linked_id);
        return all + variables;
    }
};

inline std::string bridge_text(
    std::string_view id, std::size_t channels, std::string_view type = "basic", std::string_view prefix = "")
{
    return fmt::format("{0}BridgeUniqueid: {1}\n{0}BridgeType: {2}\n{0}BridgeTechnology: simple_bridge\n"
                       "{0}BridgeCreator: <unknown>\n{0}BridgeName: <unknown>\n{0}BridgeNumChannels: {3}\n"
                       "{0}BridgeVideoSourceMode: none\n",
        prefix, id, type, channels);
}

inline std::string told(std::string_view name, std::string_view rest)
{
    return fmt::format("Event: {}\nPrivilege: call,all\n{}", name, rest);
}

inline std::string channel_item(const snapshot& channel, std::string_view bridge = "",
    std::string_view application = "Dial", std::string_view data = "PJSIP/b",
    std::string_view duration = "00:00:02")
{
    return fmt::format("Event: CoreShowChannel\nActionID: x\n{}Application: {}\nApplicationData: {}\n"
                       "Duration: {}\nBridgeId: {}\n",
        channel.text(), application, data, duration, bridge);
}

inline std::string bridge_item(std::string_view id, std::size_t channels, std::string_view type = "basic")
{
    return "Event: BridgeListItem\nActionID: x\n" + bridge_text(id, channels, type);
}

inline const wanted_list all_channels{live_list::channels, {}};
inline const wanted_list all_bridges{live_list::bridges, {}};
inline const wanted_list all_conferences{live_list::conferences, {}};
inline const wanted_list all_parked{live_list::parked_calls, {}};
inline wanted_list users_of(std::string conference)
{
    return {live_list::conference, std::move(conference)};
}

class world {
public:
    wanted_lists wanted;
    call_side side{wanted};
    moment at{time_point(1h), std::chrono::system_clock::time_point(480'000h)};

    void tell(std::string_view name, std::string_view rest)
    {
        const auto event = packet_of(told(name, rest));
        side.on_event(event.view(), at);
    }

    void list(const wanted_list& which, const std::vector<std::string>& items)
    {
        side.begin_list(which);
        for (const auto& each : items) {
            const auto item = packet_of(each);
            side.on_item(which, item.view(), at);
        }
        side.end_list(which, at);
    }

    // Deadlines are kept on the way.
    void pass(duration time)
    {
        const auto end = at.now + time;
        while (const auto next = side.deadline()) {
            if (*next > end)
                break;
            go_to(*next);
            side.on_time(at);
        }
        go_to(end);
        side.on_time(at);
    }

    // What is wanted now.
    std::vector<wanted_list> due()
    {
        std::vector<wanted_list> lists;
        while (auto list = wanted.take(at.now))
            lists.push_back(*std::move(list));
        return lists;
    }

    // Texts are not taken from temporary records: these live as long as the world.
    const live::channel& channel(std::string_view id)
    {
        return known(channel_, side.channels().all().get(id));
    }
    const live::call& call(std::string_view id) { return known(call_, side.calls().find(id)); }
    const live::call& call_of(std::string_view channel_id)
    {
        return known(call_, side.calls().of_channel(channel_id));
    }
    const live::bridge& bridge(std::string_view id) { return known(bridge_, side.bridges().all().get(id)); }
    const live::conference& conference(std::string_view name)
    {
        return known(conference_, side.conferences().find(name));
    }
    const live::conference_user& user(std::string_view conference, std::string_view channel_id)
    {
        return known(user_, side.conferences().find_user(conference, channel_id));
    }
    const live::parked_call& parked(std::string_view space)
    {
        return known(parked_, side.parking().find("default", space));
    }

private:
    template <class Record>
    static const Record& known(std::deque<Record>& kept, Record record)
    {
        kept.push_back(std::move(record));
        return kept.back();
    }

    std::deque<live::call> call_;
    std::deque<live::channel> channel_;
    std::deque<live::bridge> bridge_;
    std::deque<live::conference> conference_;
    std::deque<live::conference_user> user_;
    std::deque<live::parked_call> parked_;

    void go_to(time_point to)
    {
        at.wall += std::chrono::duration_cast<std::chrono::system_clock::duration>(to - at.now);
        at.now = to;
    }
};

} // namespace tests::live_calls

#endif // AMI_TESTS_SUPPORT_LIVE_CALLS_HPP
