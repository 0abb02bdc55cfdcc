// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.
//
// Every packet of the captures goes through its type: an accessor gives each header as it was sent, and none is malformed.

#include "support/catch.hpp"
#include "support/data.hpp"
#include "support/event_facts.hpp"
#include "support/parsing.hpp"
#include "support/typed_accessors.hpp"
#include "support/typed_answers.hpp"

#include <ami/protocol/http/mxml_decoder.hpp>
#include <ami/protocol/values/channel_variable.hpp>
#include <ami/protocol/wire/escaped_text.hpp>
#include <ami/protocol/wire/parser.hpp>
#include <ami/typed/numbered_name.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace {

using ami::detail::iequals;
using ami::detail::numbered_name;
using tests::found_field;
using names = std::set<std::string>;

constexpr const char* files[] = {"asterisk-16-forms.ami", "asterisk-16-events.ami", "asterisk-16-answers.ami",
    "asterisk-22-forms.ami", "asterisk-22-events.ami", "asterisk-22-answers.ami"};

// The accessors of one event.
struct accessors {
    std::vector<const tests::field_accessor*> fields;
    std::vector<const tests::numbered_accessor*> numbered;
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
        for (const auto& each : tests::numbered_accessors)
            made[each.event].numbered.push_back(&each);
        for (const auto& each : tests::channel_accessors)
            made[each.event].channels.push_back(&each);
        for (const auto& each : tests::bridge_accessors)
            made[each.event].bridges.push_back(&each);
        return made;
    }();
    return all;
}

// What the captures have and the types do not, one by one: `e["..."]` gives it.
bool is_exception(std::string_view event, std::string_view header)
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
bool may_be_malformed(std::string_view text)
{
    return text == "(null)";
}

// mxml has lower case, and `_` for what is no letter or digit.
bool is_spelt(std::string_view sent, std::string_view name)
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
    names reached;
    names missed;
    names malformed;

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
            if (iequals(field.header, header.substr(each->prefix.size()))) {
                to = field.read(each->read(event));
                return true;
            }
        }
    }
    return false;
}

found_field find(const accessors& known, const ami::event_view& event, std::string_view header)
{
    found_field found;
    for (const auto* const each : known.fields) {
        if (is_spelt(header, each->header))
            return each->read(event);
    }
    for (const auto* const each : known.numbered) {
        for (std::size_t number = 0; number != 32; ++number) {
            if (iequals(header, numbered_name(each->pattern, number).view()))
                return each->read(event, number);
        }
    }
    if (!find_in_snapshots(known.channels, tests::channel_fields, event, header, found))
        find_in_snapshots(known.bridges, tests::bridge_fields, event, header, found);
    return found;
}

bool is_variable(std::string_view header)
{
    constexpr std::string_view name = "ChanVariable";
    return ami::detail::istarts_with(header, "ChanVariable(") ||
           (header.size() >= name.size() && iequals(header.substr(header.size() - name.size()), name));
}

// `DestChanVariable: name=value`: the snapshot with the prefix has the variable; `ChanVariable(channel): name=value`: it is
// among all.
bool has_variable(
    const accessors& known, const ami::event_view& event, std::string_view header, std::string_view sent)
{
    const auto equals = sent.find('=');
    const auto name = sent.substr(0, equals);
    const auto value = sent.substr(equals + 1);
    const auto all = ami::channel_variables(event);
    if (const auto bracket = header.find('('); bracket != header.npos) {
        const auto channel = header.substr(bracket + 1, header.size() - bracket - 2);
        return std::any_of(all.begin(), all.end(), [&](const ami::channel_variable& each) {
            return each.channel == channel && each.name == name && each.value == value;
        });
    }
    const auto plain = ami::unescape(value);
    for (const auto* const each : known.channels) {
        if (!iequals(header, std::string(each->prefix) + "ChanVariable"))
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

void read_event(const ami::event_view& event, findings& found)
{
    const auto known = accessors_by_event().find(event.name());
    if (known == accessors_by_event().end()) {
        found.missed.insert(std::string(event.name()));
        return;
    }
    ++found.packets;
    for (const auto& line : event) {
        if (tests::is_of_every_event(line.name) || is_exception(event.name(), line.name))
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

template <class Packets>
void read_events(const Packets& packets, findings& found)
{
    for (const auto& packet : packets) {
        if (packet.kind == ami::packet_kind::event)
            read_event(ami::event_view(ami::packet_view(
                           packet.raw, packet.header_lines.size(), packet.body, packet.kind)),
                found);
    }
}

// Headers that every response can have.
bool is_of_every_response(std::string_view header)
{
    for (const std::string_view each : {"Response", "ActionID", "Message", "EventList"}) {
        if (iequals(each, header))
            return true;
    }
    return false;
}

// Answers without a type: the header that they are known by.
bool has_no_type(const ami::response& response)
{
    // Command, ListCommands, Getvar (its type was written by hand), and those that belong to the session.
    for (const char* const header : {"Output", "AbsoluteTimeout", "Variable", "Events", "Challenge"}) {
        if (response.contains(header))
            return true;
    }
    return false;
}

// Reads a header of a response by the accessors of an action.
tests::found_header find(std::string_view action, const ami::response& response, std::string_view header)
{
    for (const auto& each : tests::answer_accessors) {
        if (each.action != action)
            continue;
        // As many numbers as there may be in the captures, where the pattern has them.
        const std::size_t most = each.pattern.find('#') == each.pattern.npos ? 1 : 8;
        for (std::size_t first = 0; first != most; ++first) {
            for (std::size_t second = 0; second != most; ++second) {
                if (is_spelt(header, numbered_name(each.pattern, first, second).view()))
                    return each.read(response, first, second);
            }
        }
    }
    return {};
}

// Whether the accessors of an action reach all of a response.
bool reaches_all(std::string_view action, const ami::response& response, names& malformed)
{
    for (const auto& line : response) {
        if (is_of_every_response(line.name))
            continue;
        const auto field = find(action, response, line.name);
        if (field.text != response[line.name])
            return false;
        if (field.is_malformed)
            malformed.insert(
                std::string(action) + "." + std::string(line.name) + ": " + std::string(line.value));
    }
    return true;
}

// The actions whose answers a packet may be; nothing of it says which it is.
names actions_of(const ami::response& response, names& malformed)
{
    names found;
    for (const auto& each : tests::answer_accessors) {
        if (!found.contains(std::string(each.action)) && reaches_all(each.action, response, malformed))
            found.insert(std::string(each.action));
    }
    return found;
}

// The packets of a recorded HTTP answer.
std::vector<tests::found_packet> packets_of_http(const std::string& file)
{
    const auto text = tests::read_data(file);
    auto bytes = text.substr(std::min(text.size(), text.find("\r\n\r\n") + 4));
    if (file.find("mxml") != file.npos) {
        std::string decoded;
        ami::detail::decode_mxml(bytes, decoded);
        bytes = decoded;
    }
    return tests::parse_whole(bytes, {}, ami::parser::greeting::none).packets;
}

} // namespace

TEST_CASE("typed captures: an accessor gives each header of each event", "[typed][captures]")
{
    findings found;
    for (const char* const file : files)
        read_events(
            tests::parse_whole(tests::read_data(file), {}, ami::parser::greeting::banner).packets, found);
    CHECK(found.missed == names());
    CHECK(found.malformed == names());
    CHECK(found.packets > 7000);
    CHECK(found.headers > 100'000);
    CHECK(found.reached.size() > 1000);
    for (const char* const place : {"DialBegin.DestChanVariable", "LocalBridge.LocalTwoChanVariable",
             "Hangup.ChanVariable", "RTCPReceived.Report0DLSR", "RTCPSent.Report0SourceSSRC"}) {
        INFO(place);
        CHECK(found.reached.contains(place));
    }
    // Shown with -s.
    UNSCOPED_INFO(found.packets << " events, " << found.headers << " headers, " << found.reached.size()
                                << " different fields");
    CHECK(accessors_by_event().size() == 251);
}

TEST_CASE("typed captures: an accessor gives each header of each event over HTTP", "[typed][captures]")
{
    for (const std::string encoding : {"rawman", "mxml"}) {
        findings found;
        for (const std::string version : {"16", "22"}) {
            for (const char* const step : {"hangup", "queuestatus", "status", "waitevent", "waitevent-empty"})
                read_events(
                    packets_of_http("http-" + version + "-" + encoding + "-" + step + ".http"), found);
        }
        INFO(encoding);
        CHECK(found.missed == names());
        CHECK(found.malformed == names());
        CHECK(found.packets > 50);
        CHECK(found.reached.contains(encoding == "mxml" ? "Hangup.cause_txt" : "Hangup.Cause-txt"));
    }
}

TEST_CASE("typed captures: an accessor gives each header of each answer", "[typed][captures]")
{
    names known;
    names unknown;
    names malformed;
    std::vector<tests::found_packet> packets;
    const auto add = [&packets](std::vector<tests::found_packet> more) {
        packets.insert(packets.end(), more.begin(), more.end());
    };
    for (const char* const file : files)
        add(tests::parse_whole(tests::read_data(file), {}, ami::parser::greeting::banner).packets);
    for (const std::string version : {"16", "22"}) {
        for (const std::string encoding : {"rawman", "mxml"}) {
            for (const char* const step : {"getconfig", "ping"})
                add(packets_of_http("http-" + version + "-" + encoding + "-" + step + ".http"));
        }
    }
    for (const auto& packet : packets) {
        if (packet.kind != ami::packet_kind::response)
            continue;
        const ami::response response(
            ami::packet_view(packet.raw, packet.header_lines.size(), packet.body, packet.kind));
        const bool is_plain = std::all_of(response.begin(), response.end(),
            [](const ami::header_view& line) { return is_of_every_response(line.name); });
        if (is_plain || has_no_type(response))
            continue;
        const auto actions = actions_of(response, malformed);
        known.insert(actions.begin(), actions.end());
        if (actions.empty())
            unknown.insert(packet.header_lines);
    }
    CHECK(unknown == names());
    CHECK(malformed == names());
    names expected;
    for (const auto& each : tests::answer_accessors)
        expected.insert(std::string(each.action));
    CHECK(known == expected);
}
