// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0

#ifndef AMI_TESTS_SUPPORT_TYPED_READING_HPP
#define AMI_TESTS_SUPPORT_TYPED_READING_HPP

// Reads each header of an event by the accessor of its type.

#include "support/event_facts.hpp"
#include "support/typed_accessors.hpp"

#include <ami/protocol/values/channel_variable.hpp>
#include <ami/protocol/wire/ascii.hpp>
#include <ami/protocol/wire/escaped_text.hpp>
#include <ami/typed/numbered_name.hpp>

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tests {

// The accessors of one event.
struct accessors {
    std::vector<const field_accessor*> fields;
    std::vector<const numbered_accessor*> numbered;
    std::vector<const snapshot_accessor<ami::channel_snapshot>*> channels;
    std::vector<const snapshot_accessor<ami::bridge_snapshot>*> bridges;
};

inline const std::map<std::string_view, accessors>& accessors_by_event()
{
    static const auto all = [] {
        std::map<std::string_view, accessors> made;
        for (const auto& name : event_names)
            made[name];
        for (const auto& each : field_accessors)
            made[each.event].fields.push_back(&each);
        for (const auto& each : numbered_accessors)
            made[each.event].numbered.push_back(&each);
        for (const auto& each : channel_accessors)
            made[each.event].channels.push_back(&each);
        for (const auto& each : bridge_accessors)
            made[each.event].bridges.push_back(&each);
        return made;
    }();
    return all;
}

// What the captures have and the types do not, one by one: `e["..."]` gives it.
inline bool is_exception(std::string_view event, std::string_view header)
{
    // These carry what their sender likes.
    if (event == "UserEvent" || event == "TestEvent")
        return true;
    // mxml spells the channel in `ChanVariable(channel)` so that nobody can tell which one it is.
    if (event == "OriginateResponse" && header.starts_with("chanvariable_"))
        return true;
    // Asterisk 16 sends a NULL pointer as a header.
    if (event == "AsyncAGIEnd" && header == "(null)")
        return true;
    // The list's last item and its end are in one packet: a blank line is missing.
    return event == "DevicelistComplete" || event == "LinelistComplete";
}

// What no document and no source of Asterisk calls a value of the kind.
inline bool may_be_malformed(std::string_view text)
{
    return text == "(null)";
}

// mxml has lower case, and `_` for what is no letter or digit.
inline bool is_spelt(std::string_view sent, std::string_view name)
{
    return std::equal(sent.begin(), sent.end(), name.begin(), name.end(), [](char a, char b) {
        const char low = ami::detail::to_lower(b);
        const bool plain = ami::detail::is_digit(b) || (low >= 'a' && low <= 'z');
        return ami::detail::to_lower(a) == low || (a == '_' && !plain);
    });
}

// What was found in packets.
struct findings {
    std::size_t packets = 0;
    std::size_t headers = 0;
    std::set<std::string> reached;
    std::set<std::string> missed;
    std::set<std::string> malformed;

    void add(const std::string& place, const found_field& field, std::string_view sent)
    {
        ++headers;
        (field.text == sent ? reached : missed).insert(place);
        if (field.is_malformed && !may_be_malformed(sent))
            malformed.insert(place + ": " + std::string(sent));
    }
};

template <class Accessors, class Fields>
bool find_in_snapshots(const Accessors& snapshots, const Fields& fields, const ami::event_view& event,
    std::string_view header, found_field& to)
{
    for (const auto* const each : snapshots) {
        if (!ami::detail::istarts_with(header, each->prefix))
            continue;
        for (const auto& field : fields) {
            if (ami::detail::iequals(field.header, header.substr(each->prefix.size()))) {
                to = field.read(each->read(event));
                return true;
            }
        }
    }
    return false;
}

inline found_field find(const accessors& known, const ami::event_view& event, std::string_view header)
{
    found_field found;
    for (const auto* const each : known.fields) {
        if (is_spelt(header, each->header))
            return each->read(event);
    }
    for (const auto* const each : known.numbered) {
        for (std::size_t number = 0; number != 32; ++number) {
            if (ami::detail::iequals(header, ami::detail::numbered_name(each->pattern, number).view()))
                return each->read(event, number);
        }
    }
    if (!find_in_snapshots(known.channels, channel_fields, event, header, found))
        find_in_snapshots(known.bridges, bridge_fields, event, header, found);
    return found;
}

inline bool is_variable(std::string_view header)
{
    constexpr std::string_view name = "ChanVariable";
    return ami::detail::istarts_with(header, "ChanVariable(") ||
           (header.size() >= name.size() &&
               ami::detail::iequals(header.substr(header.size() - name.size()), name));
}

// `DestChanVariable: name=value`: the snapshot with the prefix has the variable; `ChanVariable(channel): name=value`: it is
// among all.
inline bool has_variable(
    const accessors& known, const ami::event_view& event, std::string_view header, std::string_view sent)
{
    const auto equals = sent.find('=');
    const auto name = sent.substr(0, equals);
    const auto value = sent.substr(equals + 1);
    const auto all = ami::channel_variables(event);
    if (const auto bracket = header.find('('); bracket != header.npos) {
        const auto of_channel = header.substr(bracket + 1, header.size() - bracket - 2);
        return std::any_of(all.begin(), all.end(), [&](const ami::channel_variable& each) {
            return each.channel == of_channel && each.name == name && each.value == value;
        });
    }
    const auto plain = ami::unescape(value);
    for (const auto* const each : known.channels) {
        if (!ami::detail::iequals(header, std::string(each->prefix) + "ChanVariable"))
            continue;
        const auto snapshot = each->read(event);
        const auto of_snapshot = snapshot.variables();
        return snapshot.variable(name).text() == value &&
               std::find(of_snapshot.begin(), of_snapshot.end(), std::pair(std::string(name), plain)) !=
                   of_snapshot.end() &&
               std::any_of(all.begin(), all.end(), [&](const ami::channel_variable& in_all) {
                   return in_all.name == name && in_all.value == plain;
               });
    }
    return false;
}

inline void read_event(const ami::event_view& event, findings& found)
{
    const auto known = accessors_by_event().find(event.name());
    if (known == accessors_by_event().end()) {
        found.missed.insert(std::string(event.name()));
        return;
    }
    ++found.packets;
    for (const auto& line : event) {
        if (is_of_every_event(line.name) || is_exception(event.name(), line.name))
            continue;
        const auto place = std::string(event.name()) + "." + std::string(line.name);
        if (is_variable(line.name)) {
            ++found.headers;
            const bool has = has_variable(known->second, event, line.name, line.value);
            (has ? found.reached : found.missed).insert(place);
        } else {
            found.add(place, find(known->second, event, line.name), event[line.name]);
        }
    }
}

} // namespace tests

#endif // AMI_TESTS_SUPPORT_TYPED_READING_HPP
