// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Every packet of the captures goes through its type: an accessor gives each header as it was sent, and none is malformed.

#include "support/catch.hpp"
#include "support/data.hpp"
#include "support/parsing.hpp"
#include "support/typed_answers.hpp"
#include "support/typed_reading.hpp"

#include <ami/protocol/http/mxml_decoder.hpp>
#include <ami/protocol/wire/parser.hpp>
#include <ami/typed/numbered_name.hpp>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace {

using ami::detail::iequals;
using ami::detail::numbered_name;
using tests::accessors_by_event;
using tests::findings;
using tests::is_spelt;
using tests::read_event;
using names = std::set<std::string>;

constexpr const char* files[] = {"asterisk-16-forms.ami", "asterisk-16-events.ami", "asterisk-16-answers.ami",
    "asterisk-22-forms.ami", "asterisk-22-events.ami", "asterisk-22-answers.ami"};

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
