// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Building actions, and refusing what Asterisk would misread.

#include "support/asterisk_model.hpp"
#include "support/catch.hpp"

#include <ami/protocol/wire/action.hpp>

#include <chrono>
#include <concepts>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

using namespace std::string_view_literals;
using ami::action;
using ami::errc;

namespace {

std::string sent(const action& a, std::string_view id = "id-1")
{
    std::string bytes;
    a.serialize(bytes, id);
    return bytes;
}

template <class Value>
concept can_be_added = requires(action a, Value value)
{
    a.add("Header", value);
};

} // namespace

TEST_CASE("action: what is sent", "[protocol][action]")
{
    CHECK(sent(action{"Ping"}) == "Action: Ping\r\nActionID: id-1\r\n\r\n");
    CHECK(sent(action{"Getvar"}.add("Channel", "PJSIP/a-1").add("Variable", "CALLERID(num)"), "x") ==
          "Action: Getvar\r\nActionID: x\r\nChannel: PJSIP/a-1\r\nVariable: CALLERID(num)\r\n\r\n");
    CHECK(action{"Ping"}.header_lines().empty());
    CHECK(action{"Getvar"}.add("Channel", "c").header_lines() == "Channel: c\r\n");
    CHECK(action{"Ping"}.name() == "Ping");
    CHECK_FALSE(action{"Ping"}.fault().failed());
    CHECK(action{"Ping"}.fault_text().empty());

    // Appended, whatever was there before.
    std::string bytes = "before";
    action{"Ping"}.serialize(bytes, "1");
    action{"Ping"}.serialize(bytes, "2");
    CHECK(bytes == "beforeAction: Ping\r\nActionID: 1\r\n\r\nAction: Ping\r\nActionID: 2\r\n\r\n");
}

TEST_CASE("action: values that are taken as they are", "[protocol][action]")
{
    struct row {
        const char* what;
        std::string_view name;
        std::string_view value;
    };
    const std::vector<row> rows = {
        {"empty", "Key", ""},
        {"trailing blanks", "Key", "value \t "},
        {"blanks inside", "Key", "a \t b"},
        {"blanks inside the name", "The own  Key", "value"},
        {"colons", "Key", ": a: b"},
        {"bytes outside ASCII", "Key", "\xc3\x9cnal \xff\x80"},
        {"quotes, backslashes, commas", "Key", "\"a\\\",b=c"},
        {"control bytes inside", "Key", "a\x01\x1b\x7f"},
        {"DEL in front is no blank", "Key", "\x7fx"},
        {"a name with punctuation", "Action-000000", "x"},
        {"a name with brackets", "UnitAmount(0)", "x"},
        {"a name with bytes outside ASCII", "\xc3\x9c", "x"},
        {"names that only begin like the reserved ones", "ActionIDs", "x"},
        {"and", "Actions", "x"},
        {"and", "Actio", "x"},
    };
    for (const auto& [what, name, value] : rows) {
        INFO(what);
        const auto a = action{"Test"}.add(name, value);
        CHECK_FALSE(a.fault().failed());
        const auto bytes = sent(a);
        CHECK(bytes == "Action: Test\r\nActionID: id-1\r\n" + std::string(name) + ": " + std::string(value) +
                           "\r\n\r\n");

        const auto read = tests::asterisk::read_message(bytes);
        CHECK(read.complete);
        CHECK(read.rest.empty());
        CHECK(read.lines.size() == 3);
        CHECK(tests::asterisk::header(read, name) == value);
    }
}

TEST_CASE("action: repeats keep their order", "[protocol][action]")
{
    const auto a = action{"X"}.add("V", "2").add("W", "w").add("V", "1").add("v", "2");
    CHECK(a.header_lines() == "V: 2\r\nW: w\r\nV: 1\r\nv: 2\r\n");
}

TEST_CASE("action: numbers", "[protocol][action]")
{
    const auto a = action{"X"}
                       .add("Int", -5)
                       .add("Unsigned", 7u)
                       .add("Short", short{3})
                       .add("Byte", std::uint8_t{255})
                       .add("SignedByte", std::int8_t{-1})
                       .add("Long", std::numeric_limits<std::int64_t>::min())
                       .add("Size", std::numeric_limits<std::uint64_t>::max())
                       .add("Zero", 0);
    CHECK(
        a.header_lines() ==
        "Int: -5\r\nUnsigned: 7\r\nShort: 3\r\nByte: 255\r\nSignedByte: -1\r\nLong: -9223372036854775808\r\n"
        "Size: 18446744073709551615\r\nZero: 0\r\n");

    static_assert(can_be_added<int>);
    static_assert(can_be_added<const char*>);
    static_assert(can_be_added<std::string>);
    static_assert(!can_be_added<bool>); // Asterisk spells it in a dozen ways
    static_assert(!can_be_added<char>);
    static_assert(!can_be_added<double>);
}

TEST_CASE("action: every refusal has its code, names the header and never the value", "[protocol][action]")
{
    constexpr std::string_view secret = "s3cr3t";
    const auto s = [&](std::string_view before, std::string_view after = "") {
        return std::string(before) + std::string(secret) + std::string(after);
    };
    struct row {
        const char* what;
        std::string name;
        std::string value;
        errc code;
        std::string_view says; // has to be in the text
    };
    const std::vector<row> rows = {
        {"CR", "Key", s("", "\r"), errc::invalid_header_value, "CR"},
        {"LF", "Key", s("", "\nAction: Command"), errc::invalid_header_value, "LF"},
        {"LF first", "Key", s("\n"), errc::invalid_header_value, "LF at byte 0"},
        {"CRLF", "Key", s("", "\r\n\r\n"), errc::invalid_header_value, "CR at byte 6"},
        {"NUL", "Key", s("", "\0x"sv), errc::invalid_header_value, "NUL at byte 6"},
        {"NUL first", "Key", s("\0"sv), errc::invalid_header_value, "NUL at byte 0"},
        {"a leading blank", "Key", s(" "), errc::invalid_header_value, "blank"},
        {"a leading tab", "Key", s("\t"), errc::invalid_header_value, "blank"},
        {"nothing but a blank", "Key", " ", errc::invalid_header_value, "blank"},
        {"a leading control byte, which Asterisk skips as a blank", "Key", s("\x01"),
            errc::invalid_header_value, "begins with"},
        {"another", "Key", s("\x1f"), errc::invalid_header_value, "begins with"},
        {"vertical tab", "Key", s("\x0b"), errc::invalid_header_value, "begins with"},
        {"no name", "", s(""), errc::invalid_header_name, "no name"},
        {"a colon in the name", "Key:", s(""), errc::invalid_header_name, "Key:"},
        {"a colon first", ":Key", s(""), errc::invalid_header_name, ":Key"},
        {"a blank behind the name", "Key ", s(""), errc::invalid_header_name, "Key "},
        {"a blank before the name", " Key", s(""), errc::invalid_header_name, " Key"},
        {"a tab in the name", "The\tKey", s(""), errc::invalid_header_name, "The\\x09Key"},
        {"LF in the name", "A\nKey", s(""), errc::invalid_header_name, "A\\x0aKey"},
        {"CR in the name", "A\rKey", s(""), errc::invalid_header_name, "A\\x0dKey"},
        {"NUL in the name", std::string("A\0Key", 5), s(""), errc::invalid_header_name, "A\\x00Key"},
        {"DEL in the name", "A\x7fKey", s(""), errc::invalid_header_name, "A\\x7fKey"},
        {"ActionID", "ActionID", s(""), errc::reserved_header, "ActionID"},
        {"in other letter case", "actionid", s(""), errc::reserved_header, "ActionID"},
        {"Action", "Action", s(""), errc::reserved_header, "Action"},
        {"in other letter case", "aCTION", s(""), errc::reserved_header, "Action"},
        {"a line that is too long", "Key", s("", std::string(2000, 'x')), errc::header_too_long, "1022"},
        {"a name that is too long", std::string(1021, 'K'), "", errc::header_too_long, "1023"},
    };
    for (const auto& c : rows) {
        INFO(c.what);
        const auto a = action{"Test"}.add(c.name, c.value);
        CHECK(a.fault() == c.code);
        INFO(a.fault_text());
        CHECK(a.fault_text().find(c.says) != std::string::npos);
        CHECK(a.fault_text().find(secret) == std::string::npos);
        const bool named = c.name.empty() || c.says.find("\\x") != std::string_view::npos ||
                           c.code == errc::reserved_header ||
                           a.fault_text().find('"' + c.name + '"') != std::string::npos;
        CHECK(named);
        CHECK(a.header_lines().empty());
    }
}

TEST_CASE("action: names of actions", "[protocol][action]")
{
    struct row {
        std::string name;
        ami::error_code code;
        std::string_view says;
    };
    const std::vector<row> rows = {
        {"CoreShowChannels", {}, ""},
        {std::string(1014, 'A'), {}, ""}, // with "Action: " 1022 bytes
        {"", errc::invalid_header_name, "no name"},
        {"Core Show", errc::invalid_header_name, "Core Show"},
        {"Ping\r\nAction", errc::invalid_header_name, "Ping\\x0d\\x0aAction"},
        {"Ping:", errc::invalid_header_name, "Ping:"},
        {std::string("Pi\0ng", 5), errc::invalid_header_name, "Pi\\x00ng"},
        {" Ping", errc::invalid_header_name, " Ping"},
        {std::string(1015, 'A'), errc::header_too_long, "AAAA"},
    };
    for (const auto& c : rows) {
        INFO(c.name.substr(0, 60));
        const action a{c.name};
        CHECK(a.fault() == c.code);
        CHECK(a.name() == c.name);
        CHECK(a.fault_text().find(c.says) != std::string::npos);
        CHECK(a.fault_text().empty() == !c.code.failed());
        CHECK(a.fault_text().size() < 200);
    }
    const auto longest = sent(action{std::string(1014, 'A')});
    CHECK(longest.find("\r\n") == 1022);
    CHECK_FALSE(tests::asterisk::read_message(longest).line_too_long);
}

TEST_CASE("action: a line of 1022 bytes fits, one of 1023 does not", "[protocol][action]")
{
    STATIC_REQUIRE(action::max_line == 1022);
    for (const std::size_t name_size : {1u, 3u, 500u, 1020u}) {
        CAPTURE(name_size);
        const std::string name(name_size, 'N');
        const std::string value(1022 - 2 - name_size, 'v');
        const auto fits = action{"X"}.add(name, value);
        CHECK_FALSE(fits.fault().failed());
        CHECK(fits.header_lines().size() == 1022 + 2);
        CHECK_FALSE(tests::asterisk::read_message(sent(fits)).line_too_long);
        const auto too_long = action{"X"}.add(name, value + 'v');
        CHECK(too_long.fault() == errc::header_too_long);
        CHECK(too_long.fault_text().find("1023") != std::string::npos);
        CHECK(too_long.fault_text().find("vvv") == std::string::npos);
    }
    // The model agrees that one byte more is one too many.
    CHECK(tests::asterisk::read_message("N: " + std::string(1020, 'v') + "\r\n\r\n").line_too_long);
}

TEST_CASE("action: 128 lines fit with Action and ActionID, 129 do not", "[protocol][action]")
{
    STATIC_REQUIRE(action::max_lines == 128);
    action a{"UpdateConfig"};
    for (int i = 0; i != 126; ++i)
        a.add("H" + std::to_string(i), i);
    CHECK_FALSE(a.fault().failed());
    const auto read = tests::asterisk::read_message(sent(a));
    CHECK(read.lines.size() == 128);
    CHECK_FALSE(read.too_many_lines);

    a.add("Extra", "s3cr3t");
    CHECK(a.fault() == errc::too_many_headers);
    CHECK(a.fault_text().find("\"Extra\"") != std::string::npos);
    CHECK(a.fault_text().find("129") != std::string::npos);
    CHECK(a.fault_text().find("128") != std::string::npos);
    CHECK(a.fault_text().find("UpdateConfig") != std::string::npos);
    CHECK(a.fault_text().find("s3cr3t") == std::string::npos);
    CHECK(a.header_lines().find("Extra") == std::string::npos);
}

TEST_CASE("action: variables count as lines, refused headers do not", "[protocol][action]")
{
    action a{"Originate"};
    for (int i = 0; i != 126; ++i)
        a.variable("V" + std::to_string(i), "x");
    CHECK_FALSE(a.fault().failed());
    a.variable("W", "x");
    CHECK(a.fault() == errc::too_many_headers);

    action b{"Originate"};
    b.add("Bad name", "x");
    for (int i = 0; i != 126; ++i)
        b.add("V", "x");
    CHECK(tests::asterisk::read_message(sent(b)).lines.size() == 128);
}

TEST_CASE("action: the first fault is kept", "[protocol][action]")
{
    auto a = action{"Test"}.add("Good", "x").add("Bad", "a\nb").add("Bad name", "x").add("ActionID", "x");
    CHECK(a.fault() == errc::invalid_header_value);
    CHECK(a.fault_text().find("\"Bad\"") != std::string::npos);
    const auto text = a.fault_text();
    a.add("Longer", std::string(3000, 'x')).variable("", "x").add("Fine", "y");
    CHECK(a.fault() == errc::invalid_header_value);
    CHECK(a.fault_text() == text);

    const auto named = action{"Bad name"}.add("Bad", "a\nb");
    CHECK(named.fault() == errc::invalid_header_name);
    CHECK(named.fault_text().find("Bad name") != std::string::npos);
}

TEST_CASE("action: nothing of a refused header is sent", "[protocol][action]")
{
    for (const auto evil : {"x\r\nAction: Command\r\nCommand: core stop now\r\n\r\n"sv,
             "\n\nAction: Command"sv, "x\rAction: Command"sv, "x\0\r\nAction: Command"sv}) {
        const auto a = action{"Originate"}.add("CallerID", evil).variable("V", evil).variable(evil, "x");
        CHECK(a.fault().failed());
        CHECK(sent(a) == "Action: Originate\r\nActionID: id-1\r\n\r\n");
    }
}

TEST_CASE("action: chaining works on temporaries and on names", "[protocol][action]")
{
    using std::chrono::seconds;
    action named{"Originate"};
    action& same = named.add("Channel", "c").add("Priority", 1).variable("V", "x").timeout(seconds(5));
    CHECK(&same == &named);
    const auto chained =
        action{"Originate"}.add("Channel", "c").add("Priority", 1).variable("V", "x").timeout(seconds(5));
    CHECK(sent(named) == sent(chained));
    CHECK(named.timeout() == seconds(5));
    CHECK(chained.timeout() == seconds(5));
    CHECK_FALSE(action{"Ping"}.timeout().has_value());

    static_assert(std::is_same_v<decltype(named.add("A", "b")), action&>);
    static_assert(std::is_same_v<decltype(named.add("A", 1)), action&>);
    static_assert(std::is_same_v<decltype(named.variable("A", "b")), action&>);
    static_assert(std::is_same_v<decltype(named.timeout(seconds(1))), action&>);
    static_assert(std::is_same_v<decltype(action{"X"}.add("A", "b")), action&&>);
    static_assert(std::is_same_v<decltype(action{"X"}.add("A", 1)), action&&>);
    static_assert(std::is_same_v<decltype(action{"X"}.variable("A", "b")), action&&>);
    static_assert(std::is_same_v<decltype(action{"X"}.timeout(seconds(1))), action&&>);
    // A plain aggregate would be freed twice in a co_await expression on g++ 12.
    static_assert(!std::is_aggregate_v<action>);
    static_assert(!std::convertible_to<std::string_view, action>);
}

TEST_CASE("action: copies and moves", "[protocol][action]")
{
    auto a = action{"Getvar"}.add("Variable", "X");
    const auto copy = a;
    a.add("Channel", "c");
    CHECK(copy.header_lines() == "Variable: X\r\n");
    const auto moved = std::move(a);
    CHECK(moved.name() == "Getvar");
    CHECK(moved.header_lines() == "Variable: X\r\nChannel: c\r\n");

    const auto faulty = action{"Getvar"}.add("Bad name", "X");
    const auto other = faulty;
    CHECK(other.fault() == faulty.fault());
    CHECK(other.fault_text() == faulty.fault_text());
}
