// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// The ActionIDs of a connection.

#include "support/catch.hpp"

#include <ami/session/actions/action_ids.hpp>

#include <cstdint>
#include <string>
#include <string_view>

using ami::detail::action_ids;

TEST_CASE(
    "ActionIDs: used one after another -> the prefix and numbers that count up", "[session][action_ids]")
{
    const std::string prefix = GENERATE("p-", "0123456789ab", "99");
    action_ids ids;
    ids.start(prefix);
    for (std::uint64_t number = 1; number != 12'345; ++number) {
        const auto expected = prefix + std::to_string(number);
        REQUIRE(ids.next() == expected);
        REQUIRE(ids.use() == number);
        REQUIRE(ids.last() == number);
        REQUIRE(ids.number_of(expected) == number);
    }
}

TEST_CASE("ActionIDs: another connection -> another prefix, and numbers go on", "[session][action_ids]")
{
    action_ids ids;
    ids.start("a-");
    for (int i = 0; i != 99; ++i)
        ids.use();
    ids.stop();
    CHECK(ids.number_of("a-99") == 0);
    ids.start("bcd-");
    CHECK(ids.next() == "bcd-100");
    CHECK(ids.number_of("bcd-99") == 99);
    CHECK(ids.number_of("a-99") == 0);
}

TEST_CASE("ActionIDs: what is none of ours -> 0", "[session][action_ids]")
{
    action_ids ids;
    ids.start("p-");
    struct row {
        std::string_view action_id;
        std::uint64_t number;
    };
    for (const auto& [action_id, number] :
        {row{"p-1", 1}, row{"p-18446744073709551615", 0}, row{"p-9999999999999999999", 9999999999999999999u},
            row{"", 0}, row{"p", 0}, row{"p-", 0}, row{"q-1", 0}, row{"P-1", 0}, row{"p-x", 0},
            row{"p-1x", 0}, row{"p-+1", 0}, row{"p--1", 0}, row{"p- 1", 0}, row{"p-1 ", 0}, row{"p-0", 0},
            row{" p-1", 0}, row{"p-1/", 0}, row{"p-1:", 0}, row{"p-11111111111111111111111111111", 0}}) {
        CAPTURE(action_id);
        CHECK(ids.number_of(action_id) == number);
    }
    CHECK(action_ids().number_of("1") == 0);
}

TEST_CASE(
    "ActionIDs: numbers of every size, and a byte that is no digit at every place", "[session][action_ids]")
{
    action_ids ids;
    ids.start("p-");
    std::string digits;
    std::uint64_t number = 0;
    for (std::uint64_t i = 1; i != 20; ++i) {
        digits += static_cast<char>('0' + i % 10);
        number = number * 10 + i % 10;
        CAPTURE(digits);
        CHECK(ids.number_of("p-" + digits) == number);
        CHECK(ids.number_of("p-0" + digits) == (i == 19 ? 0 : number));
        for (std::size_t at = 0; at != digits.size(); ++at) {
            for (const char other : {'/', ':', ' ', '\0', '\r', '\x80', '\xb1', '\xff'}) {
                auto changed = "p-" + digits;
                changed[2 + at] = other;
                CHECK(ids.number_of(changed) == 0);
            }
        }
    }
}

TEST_CASE(
    "ActionIDs: a line that is one of ours -> its number, and the line is taken", "[session][action_ids]")
{
    action_ids ids;
    ids.start("p-");
    struct row {
        std::string_view lines;
        std::uint64_t number;
    };
    for (const auto& [lines, number] :
        {row{"p-1\r\nMessage: a\r\n", 1}, row{"p-1\r\n", 1}, row{"p-12345678\r\n", 12345678},
            row{"p-123456789\r\nA: b\r\n", 123456789}, row{"p-1\nA: b\n", 0}, row{"p-1\r", 0}, row{"p-1", 0},
            row{"p-12345678", 0}, row{"p-1 \r\n", 0}, row{" p-1\r\n", 0}, row{"p-\r\n", 0}, row{"p-0\r\n", 0},
            row{"q-1\r\n", 0}, row{"", 0}, row{"p-99999999999999999999\r\n", 0}}) {
        CAPTURE(lines);
        auto rest = lines;
        CHECK(ids.take_number(rest) == number);
        CHECK(rest == (number == 0 ? lines : lines.substr(lines.find('\n') + 1)));
    }
}
