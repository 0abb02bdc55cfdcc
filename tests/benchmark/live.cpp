// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// What the live state costs: of each event, of each record, and of a list of many at its end.

#include "benchmark/measure.hpp"
#include "benchmark/traffic.hpp"

#include <ami/protocol/wire/parser.hpp>
#include <ami/session/live/all_records.hpp>
#include <ami/session/live/audit_comparison.hpp>
#include <ami/session/live/channel_store.hpp>
#include <ami/session/live/pbx_state.hpp>
#include <ami/session/live/queue_figures.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <malloc.h>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace bench {
namespace {

using ami::detail::live_list;
using ami::detail::moment;
using ami::detail::pbx_state;
using ami::detail::time_point;

volatile std::size_t sink;

constexpr moment at{time_point{std::chrono::hours(1)}, std::chrono::system_clock::time_point{}};

template <class Use>
std::size_t parse(std::string_view bytes, Use use)
{
    ami::parser parser(ami::limits{}, ami::parser::greeting::none);
    parser.feed(bytes);
    std::size_t packets = 0;
    ami::error_code ec;
    while (parser.next(ec) == ami::parser::result::packet) {
        use(ami::event_view(parser.packet()));
        ++packets;
    }
    return packets;
}

// What handlers are told is thrown away, as without handlers.
void forget_changes(pbx_state& state)
{
    state.for_each_changes([](auto& changes) { changes.clear(); });
}

// Lists one part, and nothing else that is asked for. The longest that one step took, by the processor's time: other processes
// stop this one, too.
double list(pbx_state& state, live_list wanted, std::string_view items)
{
    double longest = 0;
    const auto step = [&](auto work) { longest = std::max(longest, measure(work).processor); };
    state.on_ready(at);
    while (const auto asked = state.next_list(at.now)) {
        state.on_asked(at);
        if (asked->which == wanted)
            parse(items, [&](const ami::event_view& item) { step([&] { state.on_item(item, at); }); });
        step([&] { state.on_listed(at); });
    }
    forget_changes(state);
    return longest;
}

// The longest portion of what handlers are told of calls. They are told in a turn of the executor each.
double tell_calls(pbx_state& state)
{
    double longest = 0;
    auto& calls = state.calls().calls();
    std::size_t told = calls.changes().size();
    calls.changes().clear();
    while (!calls.has_told_all()) {
        longest = std::max(longest, measure([&] { calls.tell(); }).processor);
        told += calls.changes().size();
        calls.changes().clear();
    }
    sink = told;
    return longest;
}

// After a restart of Asterisk: the list is empty, and no Hangup comes.
double end_all(pbx_state& state)
{
    double longest = list(state, live_list::channels, {});
    const moment later{at.now + std::chrono::seconds(3), at.wall};
    while (state.calls().channels().all().size() != 0 && state.deadline() && *state.deadline() <= later.now) {
        longest = std::max(longest, measure([&] { state.on_time(later); }).processor);
        forget_changes(state);
    }
    return longest;
}

// The longest portion of an audit's comparison.
double compare_all(const pbx_state& model, const pbx_state& listed)
{
    double longest = 0;
    ami::detail::audit_comparison comparison;
    for (bool is_over = false; !is_over;)
        longest = std::max(longest, measure([&] { is_over = comparison.step(model, listed); }).processor);
    if (!comparison.report(model, listed).is_exact())
        throw std::runtime_error("equal states differ");
    return longest;
}

// The longest portion of a feed's snapshot.
double copy_all(const pbx_state& state, std::size_t records)
{
    double longest = 0;
    ami::detail::all_records copies;
    for (bool is_over = false; !is_over;)
        longest = std::max(longest, measure([&] { is_over = copies.collect(state); }).processor);
    std::size_t count = 0;
    copies.for_each([&](const auto&) { ++count; });
    if (count != records)
        throw std::runtime_error("a snapshot lacks records");
    return longest;
}

std::string channel_item(std::size_t number)
{
    return fmt::format(
        "Event: CoreShowChannel\r\nActionID: 1\r\nChannel: PJSIP/trunk-{0:08x}\r\nChannelState: 6\r\n"
        "ChannelStateDesc: Up\r\nCallerIDNum: +15550{0:06}\r\nCallerIDName: Alice Example\r\n"
        "ConnectedLineNum: 2001\r\nConnectedLineName: Bob Example\r\nLanguage: en\r\nAccountCode: sales\r\n"
        "Context: from-internal\r\nExten: 2001\r\nPriority: 3\r\nUniqueid: pbx-1795225169.{0}\r\n"
        "Linkedid: pbx-1795225169.{0}\r\nApplication: Dial\r\nApplicationData: PJSIP/2001,30,tT\r\n"
        "Duration: 00:00:41\r\nBridgeId: \r\n\r\n",
        number);
}

std::string member_item(std::size_t number)
{
    return fmt::format(
        "Event: QueueMember\r\nActionID: 1\r\nQueue: support\r\nName: Agent {0}\r\nLocation: PJSIP/{0}\r\n"
        "StateInterface: PJSIP/{0}\r\nMembership: dynamic\r\nPenalty: 0\r\nCallsTaken: 3\r\n"
        "LastCall: 1795225100\r\nLastPause: 0\r\nLoginTime: 1795220000\r\nInCall: 0\r\nStatus: 1\r\n"
        "Paused: 0\r\nPausedReason: \r\nWrapuptime: 0\r\n\r\n",
        number);
}

template <class Item>
std::string items(std::size_t count, Item item)
{
    std::string all;
    for (std::size_t i = 0; i != count; ++i)
        all += item(i);
    return all;
}

row figure(std::string what, std::string unit, double value, double reach)
{
    row made;
    made.what = std::move(what);
    made.unit = std::move(unit);
    made.ours = made.ratio = value;
    made.reach = reach;
    return made;
}

void events(const options& how, std::vector<row>& rows)
{
    const traffic source;
    const auto stream = source.repeated(how.quick ? 4u << 20 : 64u << 20);
    const auto count = static_cast<double>(stream.size() / source.bytes().size() * source.packets());
    const auto names = pbx_state(ami::live::part::all, {}).event_names();
    const std::set<std::string_view> wanted(names.begin(), names.end());
    // The client's router finds subscribers by name before; it has rows of its own.
    std::vector<bool> is_wanted;
    parse(stream, [&](const ami::event_view& event) { is_wanted.push_back(wanted.contains(event.name())); });
    const auto add = [&](std::string what, bool is_watched) {
        pbx_state state(ami::live::part::all, {});
        list(state, live_list::channels, {});
        state.calls().calls().watch(is_watched);
        rows.push_back(compare(
            how, std::move(what), count, direction::time, 2,
            [&] {
                std::size_t i = 0;
                parse(stream, [&](const ami::event_view& event) {
                    if (!is_wanted[i++])
                        return;
                    state.on_event(event, at);
                    forget_changes(state);
                });
            },
            [&] {
                std::size_t sum = 0;
                parse(stream, [&](const ami::event_view& event) { sum += event.name().size(); });
                sink = sum;
            }));
    };
    add("live state of everything, an event, to framing and name", false);
    add("the same with a handler of calls, who is told of each change", true);
}

double bytes_without_calls(std::string_view channel_items)
{
    const auto before = mallinfo2().uordblks;
    ami::detail::wanted_lists wanted;
    ami::detail::channel_store channels(wanted);
    channels.begin_list();
    parse(channel_items, [&](const ami::event_view& item) {
        channels.on_item(item, at);
        channels.changes().clear();
    });
    channels.end_list(at);
    // What was made for one change and for texts stays, and is little.
    return static_cast<double>(mallinfo2().uordblks - before);
}

void lists(const options& how, std::vector<row>& rows)
{
    const std::size_t channels = how.quick ? 1'000 : 100'000;
    const std::size_t members = how.quick ? 1'000 : 40'000;
    const auto channel_items = items(channels, &channel_item);
    const auto member_items =
        "Event: QueueParams\r\nActionID: 1\r\nQueue: support\r\nStrategy: ringall\r\n\r\n" +
        items(members, &member_item);
    pbx_state state(ami::live::part::all, {});
    state.calls().calls().watch(false); // as without a handler

    const auto before = mallinfo2().uordblks;
    const auto channels_stop = list(state, live_list::channels, channel_items);
    const auto bytes = static_cast<double>(mallinfo2().uordblks - before);
    if (state.calls().channels().all().size() != channels)
        throw std::runtime_error("the live state lost channels");
    rows.push_back(figure("live state, heap of a channel with its call (bytes)", "B",
        bytes / static_cast<double>(channels), 650));
    rows.push_back(figure("live state, heap of a channel without its call (bytes)", "B",
        bytes_without_calls(channel_items) / static_cast<double>(channels), 650));
    rows.push_back(figure("100,000 channels listed, the longest stop (ms)", "ms", channels_stop * 1e3, 10));

    rows.push_back(
        figure("100,000 channels and their calls in a feed's first snapshot, the longest stop (ms)", "ms",
            copy_all(state, 2 * channels) * 1e3, 10));

    pbx_state watched(ami::live::part::all, {});
    const auto watched_stop =
        std::max(list(watched, live_list::channels, channel_items), tell_calls(watched));
    rows.push_back(figure("100,000 channels listed, and their calls told to a handler, the longest stop (ms)",
        "ms", watched_stop * 1e3, 10));

    pbx_state queues(ami::live::part::all, {});
    const auto members_stop = list(queues, live_list::queues, member_items);
    rows.push_back(
        figure("40,000 members of a queue listed, the longest stop (ms)", "ms", members_stop * 1e3, 10));

    pbx_state listed(ami::live::part::all, {});
    list(listed, live_list::channels, channel_items);
    rows.push_back(figure(
        "100,000 channels audited, the longest stop (ms)", "ms", compare_all(state, listed) * 1e3, 10));

    const auto ends_stop = end_all(state);
    if (state.calls().channels().all().size() != 0)
        throw std::runtime_error("the live state kept channels");
    rows.push_back(
        figure("100,000 channels that a list has no more, the longest stop (ms)", "ms", ends_stop * 1e3, 10));
}

std::string party_event(std::string_view name, std::size_t number, int state)
{
    return fmt::format("Event: {0}\r\nChannel: PJSIP/{1}-{1:08x}\r\nChannelState: {2}\r\n"
                       "ChannelStateDesc: Up\r\nCallerIDNum: 2001\r\nCallerIDName: Bob Example\r\n"
                       "Language: en\r\nContext: from-internal\r\nExten: 2001\r\nPriority: 3\r\n"
                       "Uniqueid: pbx-1795225169.{1}\r\nLinkedid: pbx-1795225169.0\r\nCause: 16\r\n\r\n",
        name, number, state);
}

// A group call: all phones ring, answer and hang up, and a handler is told of each change.
void many_parties(const options& how, std::vector<row>& rows)
{
    const std::size_t parties = how.quick ? 100 : 1'000;
    std::string stream;
    const auto add = [&](std::string_view name, int state) {
        stream += items(parties, [&](std::size_t number) { return party_event(name, number, state); });
    };
    add("Newchannel", 0);
    add("Newstate", 5);
    add("Newstate", 6);
    add("Hangup", 6);
    pbx_state state(ami::live::part::calls, {});
    const auto cost = measure([&] {
        parse(stream, [&](const ami::event_view& event) {
            state.on_event(event, at);
            forget_changes(state);
        });
    });
    if (state.calls().calls().size() != 0)
        throw std::runtime_error("a call is left");
    rows.push_back(figure("an event of a call of 1,000 parties (us)", "us",
        cost.wall * 1e6 / static_cast<double>(4 * parties), 20));
}

// Callers of a queue, all at a time: each joins, is answered, talks, and hangs up.
void statistics(const options& how, std::vector<row>& rows)
{
    const std::size_t calls = how.quick ? 1'000 : 10'000;
    std::string stream;
    const auto add = [&](std::string_view name, std::string_view id, std::string_view rest) {
        stream += items(calls, [&](std::size_t number) {
            return fmt::format("Event: {0}\r\nUniqueid: {1}{2}\r\nQueue: support\r\n"
                               "Interface: PJSIP/{2}\r\nDestUniqueid: agent-{2}\r\n{3}\r\n",
                name, id, number, rest);
        });
    };
    add("QueueCallerJoin", "caller-", "Position: 1\r\n");
    add("AgentCalled", "caller-", "");
    add("QueueCallerLeave", "caller-", "Position: 1\r\n");
    add("AgentConnect", "caller-", "HoldTime: 3\r\n");
    add("BridgeEnter", "agent-", "BridgeUniqueid: b\r\n");
    add("Hangup", "agent-", "Cause: 16\r\n");
    ami::detail::queue_figures figures(std::chrono::hours(1), 10'000, {});
    figures.tally().begin(at);
    figures.on_live(at);
    const auto cost =
        measure([&] { parse(stream, [&](const ami::event_view& event) { figures.on_event(event, at); }); });
    if (figures.tally().counts("support").talks != calls)
        throw std::runtime_error("talks were not counted");
    rows.push_back(figure("an event of 10,000 calls of a queue, counted (us)", "us",
        cost.wall * 1e6 / static_cast<double>(6 * calls), 10));
}

} // namespace

void live(const options& how, std::vector<row>& rows)
{
    events(how, rows);
    lists(how, rows);
    many_parties(how, rows);
    statistics(how, rows);
}

} // namespace bench
