// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.

#ifndef AMI_TESTS_SUPPORT_TYPED_READING_HPP
#define AMI_TESTS_SUPPORT_TYPED_READING_HPP

// Any event through the accessors of its type.

#include "support/accessors.hpp"
#include "support/typed_accessors.hpp"

#include <ami/protocol/values/channel_variable.hpp>
#include <ami/protocol/wire/ascii.hpp>

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace tests {

// The accessors of one event.
struct accessors {
    std::vector<const field_accessor*> fields;
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
        for (const auto& each : channel_accessors)
            made[each.event].channels.push_back(&each);
        for (const auto& each : bridge_accessors)
            made[each.event].bridges.push_back(&each);
        return made;
    }();
    return all;
}

// Headers that belong to the packet, and not to an event.
inline bool is_of_packet(std::string_view header)
{
    for (const std::string_view each :
        {"Event", "Privilege", "ActionID", "Timestamp", "SequenceNumber", "File", "Line", "Func"}) {
        if (ami::detail::iequals(each, header))
            return true;
    }
    return false;
}

// What the captures have and the types do not, one by one: `e["..."]` gives it.
inline bool is_exception(std::string_view event, std::string_view header)
{
    // These carry what their sender likes.
    if (event == "UserEvent" || event == "TestEvent")
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

inline bool find(
    const accessors& known, const ami::event_view& event, std::string_view header, found_field& to)
{
    for (const auto* const each : known.fields) {
        if (ami::detail::iequals(each->header, header)) {
            to = each->read(event);
            return true;
        }
    }
    return find_in_snapshots(known.channels, channel_fields, event, header, to) ||
           find_in_snapshots(known.bridges, bridge_fields, event, header, to);
}

/// Which headers the accessors gave as they were sent, as `Event.Header`.
struct readings {
    std::size_t events = 0;
    std::size_t headers = 0;
    std::set<std::string> reached;
    std::set<std::string> missed;
    std::set<std::string> malformed;
};

/// Reads each header of an event by its accessor.
inline void read_by_accessors(const ami::event_view& event, readings& to)
{
    const auto known = accessors_by_event().find(event.name());
    if (known == accessors_by_event().end()) {
        to.missed.insert(std::string(event.name()));
        return;
    }
    ++to.events;
    for (const auto& line : event) {
        if (is_of_packet(line.name) || is_exception(event.name(), line.name))
            continue;
        ++to.headers;
        const auto place = std::string(event.name()) + "." + std::string(line.name);
        if (line.name.find("ChanVariable") != line.name.npos) {
            if (ami::channel_variables(event).empty())
                to.missed.insert(place);
            continue;
        }
        found_field field;
        const bool is_reached =
            find(known->second, event, line.name, field) && field.text == event.find(line.name);
        (is_reached ? to.reached : to.missed).insert(place);
        if (field.is_malformed && !may_be_malformed(field.text.value_or("")))
            to.malformed.insert(place + ": " + std::string(field.text.value_or("")));
    }
}

} // namespace tests

#endif // AMI_TESTS_SUPPORT_TYPED_READING_HPP
