// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// What the test server and agi_caller put in for `${...}`. contract/agi.cpp has the same on Asterisk.

#include "support/catch.hpp"

#include <ami/testing/detail/substitution.hpp>

#include <map>
#include <optional>
#include <string>
#include <string_view>

using ami::testing::detail::read_value;
using ami::testing::detail::substitute;

namespace {

std::optional<std::string> known_value(std::string_view name)
{
    static const std::map<std::string, std::string, std::less<>> values{
        {"A", "a:b"}, {"NAME", "A"}, {"CALLERID(num)", "4711"}, {"BIG", std::string(700, 'x')}};
    return read_value(name, [](std::string_view asked) {
        const auto found = values.find(asked);
        return found == values.end() ? std::nullopt : std::optional(found->second);
    });
}

} // namespace

TEST_CASE("substitution: functions of the host can have a place too", "[testing][substitution]")
{
    CHECK(substitute("${CALLERID(num):1:2}", known_value) == "71");
    CHECK(substitute("${CALLERID(num):1}", known_value) == "711");
    CHECK(substitute("a${A:1:0}b${", known_value) == "ab");
    CHECK(substitute("{${A}}", known_value) == "{a:b}");
    CHECK(substitute("$[1+1] $5", known_value) == "$[1+1] $5");
}

TEST_CASE("substitution: STRREPLACE takes a name, and at most so many", "[testing][substitution]")
{
    CHECK(substitute("${STRREPLACE(BIG,x,y,2):0:4}", known_value) == "yyxx");
    CHECK(substitute("${STRREPLACE(UNSET,a,b)}${STRREPLACE(A,,b)}${STRREPLACE(A)}", known_value) == "");
    CHECK(substitute("${LEN(${STRREPLACE(BIG,x,xxxxxxxxxx)})}", known_value) == "7000");
}

TEST_CASE("substitution: what Asterisk's buffer cuts", "[testing][substitution]")
{
    CHECK(substitute("${LEN(${URIENCODE(${STRREPLACE(BIG,x,xxxxxxxxxx)})})}", known_value) == "4095");
}
