// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Reading headers: look-up, all values of a name, walking over the lines.

#include "support/catch.hpp"

#include <ami/protocol/wire/packet.hpp>
#include <ami/protocol/wire/packet_view.hpp>

#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace std::string_view_literals;

namespace {

// A view of header lines without the blank line behind them; the kind does not matter here.
ami::packet_view view_of(std::string_view lines)
{
    return {lines, lines.size(), {}, ami::packet_kind::other};
}

std::vector<std::string> all_of(const ami::packet_view& packet, std::string_view name)
{
    std::vector<std::string> values;
    for (const auto value : packet.all(name))
        values.emplace_back(value);
    return values;
}

using strings = std::vector<std::string>;

constexpr std::string_view lines = "Event: Status\r\n"
                                   "ChannelState: 6\r\n"
                                   "Channel: PJSIP/alice-1\r\n"
                                   "Variable: A=1\r\n"
                                   "channel: second\r\n"
                                   "variable: B=2\r\n"
                                   "Empty: \r\n"
                                   "Bare:\r\n"
                                   "Spaced : x\r\n"
                                   "a raw line\r\n"
                                   ":colon first\r\n"
                                   "Text: Channel: inner\r\n"
                                   "VARIABLE: C=3\n"
                                   "Last:\t end ";

} // namespace

TEST_CASE("headers: the first value of a name, in any letter case", "[protocol][headers]")
{
    struct row {
        std::string_view name;
        std::optional<std::string_view> value;
    };
    const std::vector<row> rows = {
        {"Event", "Status"},
        {"event", "Status"},
        {"EVENT", "Status"},
        {"Channel", "PJSIP/alice-1"},
        {"cHANNEL", "PJSIP/alice-1"},
        {"ChannelState", "6"},
        {"Variable", "A=1"},
        {"Empty", ""},
        {"Bare", ""},
        {"Spaced ", "x"},
        {"Text", "Channel: inner"},
        {"Last", "end "},
        {"Spaced", std::nullopt},
        {"Chan", std::nullopt},
        {"ChannelStat", std::nullopt},
        {"ChannelStates", std::nullopt},
        {"Channel:", std::nullopt},
        {" Channel", std::nullopt},
        {"Channel ", std::nullopt},
        {"a raw line", std::nullopt},
        {"colon first", std::nullopt},
        {"inner", std::nullopt},
        {"", std::nullopt},
        {"Text: Channel", std::nullopt}, // no name has a colon
        {"No such header, and longer than any line that this packet has", std::nullopt},
    };
    const auto packet = view_of(lines);
    for (const auto& [name, value] : rows) {
        INFO("'" << name << "'");
        CHECK(packet.find(name) == value);
        CHECK(packet.contains(name) == value.has_value());
        CHECK(packet[name] == value.value_or(""));
        CHECK(packet.all(name).empty() == !value.has_value());
        if (value && !packet.all(name).empty())
            CHECK(*packet.all(name).begin() == *value);
    }
}

TEST_CASE("headers: bytes after a name in memory are not read", "[protocol][headers]")
{
    const auto packet = view_of(lines);
    const auto name = "ChannelState"sv.substr(0, 7);
    CHECK(packet[name] == "PJSIP/alice-1");
    CHECK(all_of(packet, name) == strings{"PJSIP/alice-1", "second"});
    CHECK_FALSE(packet.find("ChannelState"sv.substr(0, 11)));
    CHECK(packet.all("ChannelState"sv.substr(0, 11)).empty());
    CHECK_FALSE(ami::detail::iequals("Events", "Events"sv.substr(0, 5)));
    CHECK_FALSE(ami::detail::iequals("Events"sv.substr(0, 5), "Events"));
}

TEST_CASE("headers: only ASCII letters have a case", "[protocol][headers]")
{
    const auto packet = view_of("\xc3\x9c: 1\r\nA[: 2\r\nA@: 3\r\nA`: 4\r\nA{: 5\r\nA_B: 6\r\n");
    CHECK(packet["\xc3\x9c"] == "1");
    CHECK_FALSE(packet.contains("\xc3\xbc"));
    CHECK(packet["a["] == "2");
    CHECK(packet["a@"] == "3");
    CHECK(packet["a`"] == "4");
    CHECK(packet["a{"] == "5");
    CHECK(packet["a_b"] == "6");
    for (char c = 'A'; c <= 'Z'; ++c) {
        const std::string upper(3, c);
        const std::string lower(3, static_cast<char>(c - 'A' + 'a'));
        CHECK(view_of(upper + ": x\n")[lower] == "x");
        CHECK(view_of(lower + ": x\n")[upper] == "x");
    }
}

TEST_CASE("headers: all values of a name in wire order", "[protocol][headers]")
{
    const auto packet = view_of(lines);
    CHECK(all_of(packet, "Variable") == strings{"A=1", "B=2", "C=3"});
    CHECK(all_of(packet, "CHANNEL") == strings{"PJSIP/alice-1", "second"});
    CHECK(all_of(packet, "Event") == strings{"Status"});
    CHECK(all_of(packet, "Last") == strings{"end "});
    CHECK(all_of(packet, "Empty") == strings{""});
    CHECK(all_of(packet, "None").empty());
    CHECK(packet.all("None").empty());
    CHECK_FALSE(packet.all("Empty").empty());
    CHECK(all_of(packet, "").empty()); // raw lines have no name
}

TEST_CASE("headers: the range of a name is a forward range", "[protocol][headers]")
{
    const auto packet = view_of(lines);
    const auto range = packet.all("variable");
    auto it = range.begin();
    const auto first = it;
    CHECK(it == range.begin());
    CHECK(*it++ == "A=1");
    CHECK(it->size() == 3);
    CHECK(it != first);
    auto third = ++it;
    CHECK(*third == "C=3");
    CHECK(third == it);
    CHECK(++it == range.end());
    CHECK(*first == "A=1");
    CHECK(std::distance(range.begin(), range.end()) == 3);
    static_assert(std::forward_iterator<ami::value_range::iterator>);
}

TEST_CASE("headers: walking over the lines", "[protocol][headers]")
{
    const std::vector<std::pair<std::string, std::string>> expected = {
        {"Event", "Status"},
        {"ChannelState", "6"},
        {"Channel", "PJSIP/alice-1"},
        {"Variable", "A=1"},
        {"channel", "second"},
        {"variable", "B=2"},
        {"Empty", ""},
        {"Bare", ""},
        {"Spaced ", "x"},
        {"", "a raw line"},
        {"", ":colon first"},
        {"Text", "Channel: inner"},
        {"VARIABLE", "C=3"},
        {"Last", "end "},
    };
    const auto packet = view_of(lines);
    std::vector<std::pair<std::string, std::string>> walked;
    for (const auto& [name, value] : packet)
        walked.emplace_back(name, value);
    CHECK(walked == expected);
    CHECK(std::distance(packet.begin(), packet.end()) == static_cast<std::ptrdiff_t>(expected.size()));
}

TEST_CASE("headers: the iterator goes over the lines more than once", "[protocol][headers]")
{
    const auto packet = view_of("A: 1\r\nB: 2\r\nA: 1\r\n");
    auto it = packet.begin();
    const auto saved = it;
    CHECK(it->name == "A");
    CHECK((it++)->name == "A");
    CHECK(it->name == "B");
    CHECK((++it)->name == "A");
    CHECK(it != saved); // an equal header elsewhere is another position
    CHECK(saved == packet.begin());
    CHECK(++it == packet.end());
    CHECK(it == ami::header_iterator{});
    CHECK(saved->value == "1");
    static_assert(std::forward_iterator<ami::header_iterator>);
}

TEST_CASE("headers: a packet without bytes has none", "[protocol][headers]")
{
    const ami::packet_view nothing;
    CHECK(nothing.begin() == nothing.end());
    CHECK_FALSE(nothing.find("Event"));
    CHECK(nothing["Event"].empty());
    CHECK(nothing.all("Event").empty());
    CHECK(nothing.raw().empty());
    CHECK(nothing.body().empty());
    CHECK(nothing.header_lines().empty());
    CHECK(nothing.kind() == ami::packet_kind::other);
    CHECK(ami::event_view{}.name().empty());
}

TEST_CASE("headers: only the header lines are looked at", "[protocol][headers]")
{
    const std::string_view raw =
        "Response: Follows\r\nPrivilege: Command\r\nInner: 1\n--END COMMAND--\r\n\r\n";
    const std::size_t size = raw.find("Inner");
    const ami::packet_view packet(raw, size, raw.substr(size, 9), ami::packet_kind::response);
    CHECK_FALSE(packet.contains("Inner"));
    CHECK(packet["Privilege"] == "Command");
    CHECK(std::distance(packet.begin(), packet.end()) == 2);
    CHECK(packet.body() == "Inner: 1\n");
    CHECK(packet.raw() == raw);
}

TEST_CASE("headers: the value as it was written", "[protocol][headers]")
{
    struct row {
        std::string_view line;
        std::string_view name;
        std::string_view value;
        std::string_view raw_value;
        bool raw_line;
    };
    const std::vector<row> rows = {
        {"Output:   two blanks kept ", "Output", "two blanks kept ", "   two blanks kept ", false},
        {"Output: x", "Output", "x", " x", false},
        {"Output:x", "Output", "x", "x", false},
        {"Output:\t x", "Output", "x", "\t x", false},
        {"Output: ", "Output", "", " ", false},
        {"Output:", "Output", "", "", false},
        {"Output::x", "Output", ":x", ":x", false},
        {"Output: \x01\x0b", "Output", "\x01\x0b", " \x01\x0b", false}, // control bytes are no blanks here
        {"raw", "", "raw", "raw", true},
        {"  raw", "", "  raw", "  raw", true},
        {":x", "", ":x", ":x", true},
        {": x", "", ": x", ": x", true},
    };
    for (const auto& c : rows) {
        INFO("'" << c.line << "'");
        const auto packet = view_of(c.line);
        REQUIRE(packet.begin() != packet.end());
        const auto header = *packet.begin();
        CHECK(header.name == c.name);
        CHECK(header.value == c.value);
        CHECK(header.raw_value() == c.raw_value);
        CHECK(header.is_raw_line() == c.raw_line);
    }
}

TEST_CASE("headers: lines end in LF, with one CR before it or none", "[protocol][headers]")
{
    struct row {
        std::string_view text;
        std::vector<std::string_view> lines;
    };
    const std::vector<row> rows = {
        {"", {}},
        {"a", {"a"}},
        {"a\n", {"a"}},
        {"a\r\n", {"a"}},
        {"a\r", {"a"}},
        {"a\r\r\n", {"a\r"}},
        {"a\rb\nc", {"a\rb", "c"}},
        {"\n", {""}},
        {"\r\n\n\r\n", {"", "", ""}},
        {"a\n\nb\r\n", {"a", "", "b"}},
        {"a\0b\nc"sv, {"a\0b"sv, "c"}},
    };
    for (const auto& c : rows) {
        auto rest = c.text;
        std::vector<std::string_view> taken;
        while (!rest.empty())
            taken.push_back(ami::detail::take_line(rest));
        CHECK(taken == c.lines);
    }
}

TEST_CASE("headers: equal names have equal hashes", "[protocol][headers]")
{
    using ami::detail::ihash;
    CHECK(ihash("OriginateResponse") == ihash("ORIGINATEresponse"));
    CHECK(ihash("Hangup") != ihash("Hangups"));
    CHECK(ihash("") != ihash("a"));
    CHECK(ihash("ab") != ihash("ba"));
    CHECK(ihash("[") != ihash("{"));
}

TEST_CASE("headers: prefixes without case", "[protocol][headers]")
{
    using ami::detail::istarts_with;
    CHECK(istarts_with("HTTP/1.1", "http/"));
    CHECK(istarts_with("http/", "HTTP/"));
    CHECK(istarts_with("x", ""));
    CHECK_FALSE(istarts_with("HTTP", "HTTP/"));
    CHECK_FALSE(istarts_with("xHTTP/", "HTTP/"));
}
