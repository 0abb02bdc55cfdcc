// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.
//
// Every event of the captures goes through its type: an accessor gives each header as it was sent, and none is malformed.

#include "support/catch.hpp"
#include "support/data.hpp"
#include "support/parsing.hpp"
#include "support/typed_accessors.hpp"

#include <ami/protocol/values/channel_variable.hpp>
#include <ami/protocol/wire/parser.hpp>

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace {

using ami::detail::iequals;
using tests::found_field;

// The accessors of one event.
struct accessors {
    std::vector<const tests::field_accessor*> fields;
    std::vector<const tests::snapshot_accessor<ami::channel_snapshot>*> channels;
    std::vector<const tests::snapshot_accessor<ami::bridge_snapshot>*> bridges;
};

const std::map<std::string_view, accessors>& accessors_by_event()
{
    static const auto all = [] {
        std::map<std::string_view, accessors> made;
        for (const auto& name : tests::event_names)
            made[name];
        for (const auto& each : tests::field_accessors)
            made[each.event].fields.push_back(&each);
        for (const auto& each : tests::channel_accessors)
            made[each.event].channels.push_back(&each);
        for (const auto& each : tests::bridge_accessors)
            made[each.event].bridges.push_back(&each);
        return made;
    }();
    return all;
}

// Headers that belong to the packet, and not to an event.
bool is_of_packet(std::string_view header)
{
    for (const std::string_view each :
        {"Event", "Privilege", "ActionID", "Timestamp", "SequenceNumber", "File", "Line", "Func"}) {
        if (iequals(each, header))
            return true;
    }
    return false;
}

// What the captures have and the types do not, one by one: `e["..."]` gives it.
bool is_exception(std::string_view event, std::string_view header)
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
bool may_be_malformed(std::string_view text)
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
            if (iequals(field.header, header.substr(each->prefix.size()))) {
                to = field.read(each->read(event));
                return true;
            }
        }
    }
    return false;
}

bool find(const accessors& known, const ami::event_view& event, std::string_view header, found_field& to)
{
    for (const auto* const each : known.fields) {
        if (iequals(each->header, header)) {
            to = each->read(event);
            return true;
        }
    }
    return find_in_snapshots(known.channels, tests::channel_fields, event, header, to) ||
           find_in_snapshots(known.bridges, tests::bridge_fields, event, header, to);
}

} // namespace

TEST_CASE("typed captures: an accessor gives each header of each event", "[typed][captures]")
{
    std::size_t events = 0;
    std::size_t headers = 0;
    std::set<std::string> reached;
    std::set<std::string> missed;
    std::set<std::string> malformed;
    for (const char* const file : {"asterisk-16-events.ami", "asterisk-16-answers.ami",
             "asterisk-22-events.ami", "asterisk-22-answers.ami"}) {
        const auto found = tests::parse_whole(tests::read_data(file), {}, ami::parser::greeting::banner);
        for (const auto& packet : found.packets) {
            if (packet.kind != ami::packet_kind::event)
                continue;
            const ami::event_view event(
                ami::packet_view(packet.raw, packet.header_lines.size(), packet.body, packet.kind));
            const auto known = accessors_by_event().find(event.name());
            if (known == accessors_by_event().end()) {
                missed.insert(std::string(event.name()));
                continue;
            }
            ++events;
            for (const auto& line : event) {
                if (is_of_packet(line.name) || is_exception(event.name(), line.name))
                    continue;
                ++headers;
                const auto place = std::string(event.name()) + "." + std::string(line.name);
                if (line.name.find("ChanVariable") != line.name.npos) {
                    if (ami::channel_variables(event).empty())
                        missed.insert(place);
                    continue;
                }
                found_field field;
                if (!find(known->second, event, line.name, field)) {
                    missed.insert(place);
                } else if (field.text == event.find(line.name)) {
                    reached.insert(place);
                } else {
                    missed.insert(place);
                }
                if (field.is_malformed && !may_be_malformed(field.text.value_or("")))
                    malformed.insert(place + ": " + std::string(field.text.value_or("")));
            }
        }
    }
    CHECK(missed == std::set<std::string>());
    CHECK(malformed == std::set<std::string>());
    CHECK(events > 7000);
    CHECK(headers > 100'000);
    CHECK(reached.size() > 1000);
    // Shown with -s.
    UNSCOPED_INFO(events << " events, " << headers << " headers, " << reached.size() << " different fields");
    CHECK(accessors_by_event().size() == 251);
}
