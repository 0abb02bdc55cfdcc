// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// All headers of an event by their names, as a class reads them that has a member for each: 20 times `event["Name"]`, in
// the order of the wire and in another one. The bare loop goes once over the lines, and keeps each value as it comes.

#include "benchmark/measure.hpp"
#include "benchmark/traffic.hpp"

#include <ami/events/channel.hpp>
#include <ami/protocol/wire/header_index.hpp>
#include <ami/protocol/wire/packet_view.hpp>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace bench {
namespace {

constexpr std::size_t headers_read = 20;
using values = std::array<std::string_view, headers_read>;

// Keeps the compiler from leaving out a loop whose result nobody needs.
volatile std::size_t kept;

struct long_event {
    ami::event_view event;
    std::array<std::string, headers_read> names;     // as they come
    std::array<std::string, headers_read> other_way; // the same, each far from the one before
};

// The events of the capture that have so many headers.
std::vector<long_event> long_events(const traffic& source)
{
    std::vector<long_event> found;
    for (std::string_view rest = source.bytes(); !rest.empty();) {
        const auto size = rest.find("\r\n\r\n") + 4;
        const ami::event_view event(
            {rest.substr(0, size), size - 2, std::string_view(), ami::packet_kind::event});
        std::vector<std::string> names;
        for (const auto& each : event) {
            if (std::find(names.begin(), names.end(), each.name) == names.end())
                names.emplace_back(each.name);
        }
        if (names.size() >= headers_read) {
            auto& made = found.emplace_back(long_event{event, {}, {}});
            for (std::size_t i = 0; i != headers_read; ++i) {
                made.names[i] = names[i];
                made.other_way[i] = names[i * 7 % headers_read];
            }
        }
        rest.remove_prefix(size);
    }
    if (found.empty())
        throw std::runtime_error("the capture has no event with 20 headers");
    return found;
}

values one_pass(std::string_view lines)
{
    values all;
    for (std::size_t i = 0; i != headers_read; ++i) {
        const auto end = lines.find("\r\n");
        const auto colon = lines.find(": ");
        all[i] = lines.substr(colon + 2, end - colon - 2);
        lines.remove_prefix(end + 2);
    }
    return all;
}

values by_name(const ami::event_view& event, const std::array<std::string, headers_read>& names)
{
    values all;
    for (std::size_t i = 0; i != headers_read; ++i)
        all[i] = event[names[i]];
    return all;
}

void use(const values& all)
{
    std::size_t sum = 0;
    for (const auto& each : all)
        sum += each.size();
    kept = sum;
}

// Three headers, as a handler of the event reads them.
std::size_t three_by_name(const ami::event_view& event)
{
    return event["Channel"].size() + event["Uniqueid"].size() + event["AppData"].size();
}

std::size_t three_by_type(const ami::event_view& event)
{
    const ami::events::newexten typed(event);
    const std::string_view channel = typed.channel();
    const std::string_view unique_id = typed.snapshot().unique_id();
    const std::string_view data = typed.app_data();
    return channel.size() + unique_id.size() + data.size();
}

} // namespace

void headers(const options& how, std::vector<row>& rows)
{
    const traffic source;
    const auto events = long_events(source);
    const std::size_t rounds = (how.quick ? 100'000 : 1'000'000) / events.size();
    const auto items = static_cast<double>(rounds * events.size());
    const auto for_all = [&](auto read) {
        return [&events, rounds, read] {
            for (std::size_t i = 0; i != rounds; ++i) {
                for (const auto& each : events)
                    use(read(each));
            }
        };
    };
    const auto bare = for_all([](const long_event& each) { return one_pass(each.event.header_lines()); });
    rows.push_back(
        compare(how, "20 headers of an event by `event[\"A\"]`, to one pass", items, direction::time, 1.5,
            for_all([](const long_event& each) { return by_name(each.event, each.names); }), bare));
    rows.push_back(
        compare(how, "20 headers in another order than the event's, to one pass", items, direction::time, 1.5,
            for_all([](const long_event& each) { return by_name(each.event, each.other_way); }), bare));
    ami::header_index index;
    rows.push_back(compare(how, "20 headers by `ami::header_index`, to one pass", items, direction::time, 1.5,
        for_all([&](const long_event& each) {
            index.assign(each.event);
            values all;
            for (std::size_t i = 0; i != headers_read; ++i)
                all[i] = index[i].value;
            return all;
        }),
        bare));
    const auto thrice = [&](auto read) {
        return [&events, rounds, read] {
            std::size_t sum = 0;
            for (std::size_t i = 0; i != rounds; ++i) {
                for (const auto& each : events)
                    sum += read(each.event);
            }
            kept = sum;
        };
    };
    rows.push_back(compare(how, "3 fields of a typed event, to `event[\"A\"]` thrice", items, direction::time,
        1.1, thrice(&three_by_type), thrice(&three_by_name)));
}

} // namespace bench
