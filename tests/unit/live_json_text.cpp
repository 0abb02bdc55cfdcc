// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Text of a PBX as JSON: valid UTF-8, whatever the bytes are. Boost.JSON, which refuses what is no UTF-8, reads it again.

#include "support/catch.hpp"

#include <ami/session/live/json_writer.hpp>

#include <boost/json/src.hpp>

#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>
#include <random>
#include <string>
#include <string_view>

using namespace ami::detail;
using namespace std::chrono_literals;
using namespace std::string_view_literals;

namespace {

// {"x": the text}, and its bytes in base64 if it is no UTF-8.
std::string written(std::string_view text)
{
    std::string json;
    json_writer to(json);
    to.begin_object();
    to.text("x", text);
    to.end_object();
    return json;
}

std::string value_of(std::string_view text)
{
    return std::string(boost::json::parse(written(text)).at("x").as_string());
}

// Bit by bit, otherwise than the library does.
std::string from_base64(std::string_view text)
{
    constexpr auto digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"sv;
    std::string bytes;
    unsigned value = 0;
    int bits = 0;
    for (const char c : text) {
        if (c == '=')
            break;
        const auto digit = digits.find(c);
        REQUIRE(digit != digits.npos);
        value = (value << 6 | static_cast<unsigned>(digit)) & 0xFFFF;
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            bytes += static_cast<char>(value >> bits & 0xFF);
        }
    }
    REQUIRE(text.size() % 4 == 0);
    return bytes;
}

// Every character of Unicode, also surrogates, which are none.
std::string encoded(std::uint32_t point)
{
    const auto byte = [](std::uint32_t value) { return static_cast<char>(value); };
    if (point < 0x80)
        return {byte(point)};
    if (point < 0x800)
        return {byte(0xC0 | point >> 6), byte(0x80 | (point & 0x3F))};
    if (point < 0x10000)
        return {byte(0xE0 | point >> 12), byte(0x80 | (point >> 6 & 0x3F)), byte(0x80 | (point & 0x3F))};
    return {byte(0xF0 | point >> 18), byte(0x80 | (point >> 12 & 0x3F)), byte(0x80 | (point >> 6 & 0x3F)),
        byte(0x80 | (point & 0x3F))};
}

} // namespace

TEST_CASE("live json: what is no UTF-8 -> U+FFFD, and base64 beside it", "[live][json]")
{
    struct row {
        std::string_view text;
        std::string_view shown; // with ? for U+FFFD
    };
    const row rows[] = {
        {"M\xFCnchen", "M?nchen"}, // Latin-1
        {"\xFC", "?"},
        {"\x80", "?"},         // no character begins so
        {"a\xC3", "a?"},       // cut at the end
        {"\xE2\x82", "?"},     // two of three bytes are one
        {"\xF0\x9F\x98", "?"}, // three of four
        {"\xF0\x9F\x98x", "?x"},
        {"\xC3(", "?("},
        {"\xC0\xAF", "??"}, // overlong
        {"\xC1\xBF", "??"},
        {"\xE0\x80\xAF", "???"},
        {"\xE0\x9F\xBF", "???"},
        {"\xF0\x80\x80\xAF", "????"},
        {"\xF0\x8F\xBF\xBF", "????"},
        {"\xED\xA0\x80", "???"}, // a surrogate
        {"\xED\xBF\xBF", "???"},
        {"\xED\xA0\xBD\xED\xB8\x80", "??????"}, // two that would be a pair
        {"\xF4\x90\x80\x80", "????"},           // beyond U+10FFFF
        {"\xF5\x80\x80\x80", "????"},
        {"\xF8\x88\x80\x80\x80", "?????"},
        {"\xFE\xFF", "??"},
        {"\xE2\x82\xE2\x82\xAC", "?\xE2\x82\xAC"}, // the next character is not lost
        {"\xF1\x80\x80\xE1\x80\xC2 \x80", "??? ?"},
    };
    for (const auto& each : rows) {
        const auto json = written(each.text);
        INFO(json);
        std::string expected;
        for (const char c : each.shown)
            c == '?' ? expected += "\xEF\xBF\xBD" : expected += c;
        const auto parsed = boost::json::parse(json);
        CHECK(parsed.at("x").as_string() == expected);
        CHECK(from_base64(std::string(parsed.at("x_base64").as_string())) == each.text);
    }
    CHECK(written("M\xFCnchen") == R"({"x":"M)"
                                   "\xEF\xBF\xBD"
                                   R"(nchen","x_base64":"TfxuY2hlbg=="})");
}

TEST_CASE("live json: UTF-8 stays as it is, without base64", "[live][json]")
{
    CHECK(written("") == R"({"x":""})");
    CHECK(written("M\xC3\xBCnchen") == "{\"x\":\"M\xC3\xBCnchen\"}");
    CHECK(written("\xEF\xBF\xBD") == "{\"x\":\"\xEF\xBF\xBD\"}"); // U+FFFD itself
    CHECK(written("a\"b\\c/") == R"({"x":"a\"b\\c/"})");
    CHECK(written("\0\x01\t\r\n\x1F\x7F"sv) == "{\"x\":\"\\u0000\\u0001\\u0009\\u000d\\u000a\\u001f\x7F\"}");
    CHECK(value_of("\0\x01\t\r\n\x1F\x7F"sv) == "\0\x01\t\r\n\x1F\x7F"sv);
    for (std::uint32_t point = 0; point <= 0x10FFFF; point += point < 0x3000 ? 1 : 61) {
        const auto text = encoded(point);
        const bool is_surrogate = point >= 0xD800 && point < 0xE000;
        std::string json;
        if (append_json_text(json, text) == is_surrogate)
            FAIL(point);
        if (!is_surrogate && boost::json::parse(json).as_string() != text)
            FAIL(point);
    }
    for (const std::uint32_t point : {0xD7FFu, 0xE000u, 0xFFFFu, 0x10000u, 0x10FFFFu})
        CHECK(value_of(encoded(point)) == encoded(point));
}

TEST_CASE("live json: random bytes -> JSON that a strict reader takes, and nothing is lost", "[live][json]")
{
    std::mt19937 random(17);
    const auto up_to = [&](std::uint32_t most) { return static_cast<std::uint32_t>(random() % (most + 1)); };
    // Bytes with which characters begin and go on, so that most texts are nearly right.
    constexpr auto likely = "\x80\x8F\x90\x9F\xA0\xBF\xC0\xC2\xDF\xE0\xE1\xED\xEF\xF0\xF1\xF4\xF5\"\\ a\0"sv;
    int valid = 0;
    for (int i = 0; i != 20'000; ++i) {
        std::string text;
        for (auto size = up_to(12); size != 0; --size) {
            switch (up_to(3)) {
            case 0: text += static_cast<char>(up_to(255)); break;
            case 1: text += encoded(up_to(0x10FFFF)); break;
            default: text += likely[up_to(likely.size() - 1)];
            }
        }
        const auto json = written(text);
        boost::json::error_code error;
        const auto parsed = boost::json::parse(json, error);
        if (error)
            FAIL(json);
        const auto& members = parsed.as_object();
        const std::string shown(members.at("x").as_string());
        if (const auto* const original = members.if_contains("x_base64")) {
            CHECK(from_base64(std::string(original->as_string())) == text);
            CHECK(shown != text);
            CHECK(shown.find("\xEF\xBF\xBD") != shown.npos);
            // Its ASCII is all there, in its order.
            std::string ascii;
            std::string ascii_shown;
            for (const char c : text)
                ascii += static_cast<unsigned char>(c) < 0x80 ? std::string(1, c) : "";
            for (const char c : shown)
                ascii_shown += static_cast<unsigned char>(c) < 0x80 ? std::string(1, c) : "";
            CHECK(ascii == ascii_shown);
        } else {
            ++valid;
            CHECK(shown == text);
        }
    }
    CHECK(valid > 500);
    CHECK(valid < 10'000);
}

TEST_CASE("live json: base64 of all lengths, also of long texts", "[live][json]")
{
    for (const std::size_t size : {1, 2, 3, 4, 5, 12'287, 12'288, 12'289, 40'000}) {
        const std::string bytes(size, '\xFC');
        std::string text;
        append_base64(text, bytes);
        CHECK(from_base64(text) == bytes);
    }
    std::string none;
    append_base64(none, "");
    CHECK(none.empty());
}

TEST_CASE("live json: numbers, flags, times", "[live][json]")
{
    using time = json_writer::wall_time;
    std::string json;
    json_writer to(json);
    to.begin_object();
    to.number("a", 7);
    to.number("b", std::nullopt);
    to.number("c", std::numeric_limits<std::int64_t>::min());
    to.flag("d", true);
    to.flag("e", std::nullopt);
    to.real("f", 87.5);
    to.real("g", std::numeric_limits<double>::infinity());
    to.real("h", std::numeric_limits<double>::quiet_NaN());
    to.seconds("i", 1500us);
    to.seconds("j", 2s);
    to.seconds("k", -2500ms);
    to.time("l", time(1'700'000'000s));
    to.time("m", time(1'700'000'000s + 123'456us));
    to.time("n", time(-1us));
    to.time("o", std::nullopt);
    to.begin_array("p");
    to.begin_object();
    to.end_object();
    to.begin_object();
    to.null("x");
    to.flag("y", false);
    to.end_object();
    to.end_array();
    to.begin_array("q");
    to.end_array();
    to.begin_object("r");
    to.number("x", 1);
    to.end_object();
    to.number("s", 1);
    to.end_object();
    CHECK(json == R"({"a":7,"b":null,"c":-9223372036854775808,"d":true,"e":null,"f":87.5,"g":null,"h":null,)"
                  R"("i":0.001500,"j":2,"k":-2.500000,"l":1700000000,"m":1700000000.123456,"n":-0.000001,)"
                  R"("o":null,"p":[{},{"x":null,"y":false}],"q":[],"r":{"x":1},"s":1})");
    CHECK_NOTHROW(boost::json::parse(json));
}
