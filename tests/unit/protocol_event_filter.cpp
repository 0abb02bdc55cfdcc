// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Filters that run in Asterisk.

#include "support/catch.hpp"

#include <ami/protocol/values/event_filter.hpp>

#include <string>
#include <string_view>

using ami::errc;

TEST_CASE("event filter: the classic form", "[protocol][filter]")
{
    const auto filter = ami::event_filter::matching("!Event: (Newexten|VarSet)");
    CHECK_FALSE(filter.to_action().fault());
    std::string bytes;
    filter.to_action().serialize(bytes, "x-1");
    CHECK(bytes ==
          "Action: Filter\r\nActionID: x-1\r\nOperation: Add\r\nFilter: !Event: (Newexten|VarSet)\r\n\r\n");
    for (const auto* empty : {"", "!"}) {
        const auto bad = ami::event_filter::matching(empty);
        CHECK(bad.to_action().fault() == errc::invalid_filter);
        CHECK(bad.to_action().fault_text().find("the filter is empty") != std::string::npos);
    }
    CHECK(
        ami::event_filter::matching("a\r\nAction: Logoff").to_action().fault() == errc::invalid_header_value);
    CHECK(ami::event_filter::matching(std::string(2000, 'x')).to_action().fault() == errc::header_too_long);
}

TEST_CASE("event filter: good criteria", "[protocol][filter]")
{
    const struct {
        const char* criteria;
        const char* pattern;
    } rows[] = {
        {"name(Newexten)", ""},
        {"action(exclude),name(Newexten)", ""},
        {"action(include)", ""},
        {"method(none),name(Hangup)", ""},
        {"name(VarSet),header(Variable),method(exact)", "ORDER"},
        {"header(Channel),method(starts_with)", "PJSIP/"},
        {"method(ends_with),header(Channel)", ";2"},
        {"method(contains)", "alice"},
        {"method(regex),action(exclude)", "^Event: (A|B)"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.criteria);
        const auto filter = ami::event_filter::with_criteria(row.criteria, row.pattern);
        CHECK_FALSE(filter.to_action().fault());
        std::string bytes;
        filter.to_action().serialize(bytes, "x-1");
        CHECK(bytes.find("\r\nMatchCriteria: " + std::string(row.criteria) + "\r\nFilter: " + row.pattern +
                         "\r\n") != std::string::npos);
    }
}

TEST_CASE("event filter: every malformed criterion is refused", "[protocol][filter][bad]")
{
    const struct {
        const char* criteria;
        const char* pattern;
        const char* says;
    } rows[] = {
        {"", "", "expected action, name, header or method"},
        {"action", "", "\"action\" has no parentheses"},
        {"name", "", "\"name\" has no parentheses"},
        {"header", "", "has no parentheses"},
        {"method", "x", "has no parentheses"},
        {"name(A),action", "", "\"action\" has no parentheses"},
        {"colour(red)", "", "unknown criterion \"colour\""},
        {"Name(A)", "", "unknown criterion \"Name\""},
        {" name(A)", "", "unknown criterion"},
        {"name (A)", "", "unknown criterion"},
        {"name(A), action(exclude)", "", "unknown criterion"},
        {"(A)", "", "unknown criterion"},
        {",name(A)", "", "unknown criterion"},
        {"name(A),,action(exclude)", "", "unknown criterion"},
        {"name(A", "", "is not closed"},
        {"name(", "", "is not closed"},
        {"name(A),header(", "", "is not closed"},
        {"name()", "", "\"name\" is empty"},
        {"name(a,b)", "", "misread ( and ,"},
        {"header(a(b)", "", "misread ( and ,"},
        {"action()", "", "\"action\" is empty"},
        {"method()", "x", "\"method\" is empty"},
        {"name(A)name(B)", "", "a comma is missing"},
        {"name(A) ", "", "a comma is missing"},
        {"name(A))", "", "a comma is missing"},
        {"name(A),", "", "a criterion is missing after the last comma"},
        {"name(A),name(B)", "", "\"name\" is given twice"},
        {"action(include),action(exclude)", "", "\"action\" is given twice"},
        {"action(maybe)", "", "action must be include or exclude"},
        {"action(Exclude)", "", "action must be include or exclude"},
        {"method(like),name(A)", "x", "method must be one of"},
        {"method(exact)", "", "method(exact) needs a pattern"},
        {"name(A)", "x", "a pattern needs a method"},
        {"name(A),method(none)", "x", "a pattern needs a method"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.criteria, row.pattern);
        const auto filter = ami::event_filter::with_criteria(row.criteria, row.pattern);
        CHECK(filter.to_action().fault() == errc::invalid_filter);
        CAPTURE(filter.to_action().fault_text());
        CHECK(filter.to_action().fault_text().find("match criteria: ") != std::string::npos);
        CHECK(filter.to_action().fault_text().find(row.says) != std::string::npos);
    }
    CHECK(ami::event_filter::with_criteria("name(A\r\nB)").to_action().fault());
    CHECK(ami::event_filter::with_criteria("method(exact)", "a\nb").to_action().fault() ==
          errc::invalid_header_value);
}
