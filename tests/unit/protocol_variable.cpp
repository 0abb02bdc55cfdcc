// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// `Variable` headers, judged by a model of Asterisk's own parser (support/asterisk_model.hpp).

#include "support/asterisk_model.hpp"
#include "support/catch.hpp"

#include <ami/protocol/wire/action.hpp>
#include <ami/protocol/wire/variable.hpp>

#include <string>
#include <string_view>
#include <vector>

using namespace std::string_view_literals;
using ami::errc;
using tests::asterisk::pairs;
using tests::asterisk::read_variables;

namespace {

// The variables that a server sets for this action.
pairs set_by(const ami::action& a)
{
    std::string bytes;
    a.serialize(bytes, "1");
    pairs variables;
    for (const std::string_view line : tests::asterisk::read_message(bytes).lines) {
        if (!line.starts_with("Variable:"))
            continue;
        for (auto& variable : read_variables(line.substr(9)))
            variables.push_back(std::move(variable));
    }
    return variables;
}

} // namespace

TEST_CASE("variable: the model reads like Asterisk", "[protocol][variable]")
{
    // By hand from protocol/README.md 3.5.
    struct row {
        std::string_view value;
        pairs variables;
    };
    const std::vector<row> rows = {
        {"", {}},
        {"A=1", {{"A", "1"}}},
        {" \t\x01"
         "A=1",
            {{"A", "1"}}},
        {"A=1,B=2", {{"A", "1"}, {"B", "2"}}},
        {"A=1,", {{"A", "1"}}},
        {",A=1", {{"A", "1"}}},
        {"A=", {{"A", ""}}},
        {"A", {}},
        {"=1", {}},
        {"A=1=2", {{"A", "1=2"}}},
        {"A=\"x,y\"", {{"A", "x,y"}}},
        {"A=\"x,B=2", {{"A", "x,B=2"}}},
        {"A=f(x,y),B=2", {{"A", "f(x,y)"}, {"B", "2"}}},
        {"A=[x,y],B=2", {{"A", "[x,y]"}, {"B", "2"}}},
        {"A=(x,B=2", {{"A", "(x,B=2"}}},
        {"A=x),B=2", {{"A", "x)"}, {"B", "2"}}},
        {"A=(,B=2,C=3", {{"A", "(,B=2,C=3"}}},
        {"A=\\(,B=2", {{"A", "("}, {"B", "2"}}},
        {"A=x\\,y", {{"A", "x,y"}}},
        {"A=x\\\\y", {{"A", "x\\y"}}},
        {"A=x\\\"y,B=2", {{"A", "x\"y"}, {"B", "2"}}},
        {"A=x\\y", {{"A", "xy"}}},
        {"A=x\\", {{"A", "x"}}},
    };
    for (const auto& c : rows) {
        INFO(c.value);
        CHECK(read_variables(c.value) == c.variables);
    }
}

TEST_CASE("variable: what is escaped", "[protocol][variable]")
{
    CHECK(ami::escape_variable("").empty());
    CHECK(ami::escape_variable("plain text = 1; 'x' {y} \xc3\x9c") == "plain text = 1; 'x' {y} \xc3\x9c");
    CHECK(ami::escape_variable("a,b") == "a\\,b");
    CHECK(ami::escape_variable("\\\",()[]") == "\\\\\\\"\\,\\(\\)\\[\\]");
    CHECK(ami::escape_variable("a\\,b") == "a\\\\\\,b");
}

TEST_CASE("variable: the channel gets the bytes that were given", "[protocol][variable]")
{
    const std::vector<std::string_view> texts = {"", "x", "a,b", ",", ",,,", "a=b", "=", "\\", "\\\\", "\"",
        "\"\"", "(", ")", ")(", "[", "]", "][", "([)]", "f(x,y)", "a\\,b", "\\\"", "\"a,b\"", "a,B=2", "\\(",
        "x ", " x", " ", "\t", "\x01", "Ana \xc3\x9cnal <100>", "sip:1@h;p=q,r?s", "${EXTEN:1}", "$[1+2]",
        "a|b", "\xff\x80", "; rm -rf /", "\\n", "\\\\\","};
    for (const auto value : texts) {
        INFO("value " << value);
        CHECK(set_by(ami::action{"Originate"}.variable("V", value)) == pairs{{"V", std::string(value)}});
        // Something behind it is still a variable of its own.
        CHECK(set_by(ami::action{"Originate"}.variable("V", value).variable("W", "w")) ==
              pairs{{"V", std::string(value)}, {"W", "w"}});
    }
    for (const auto name : texts) {
        if (name.empty() || name.find('=') != std::string_view::npos ||
            static_cast<unsigned char>(name[0]) <= ' ')
            continue;
        INFO("name " << name);
        CHECK(set_by(ami::action{"Originate"}.variable(name, "a,b")) == pairs{{std::string(name), "a,b"}});
    }
    CHECK(
        set_by(ami::action{"Originate"}.variable("CALLERID(num)", "100")) == pairs{{"CALLERID(num)", "100"}});
    CHECK(set_by(ami::action{"Originate"}.variable("__INHERITED", "1")) == pairs{{"__INHERITED", "1"}});
}

TEST_CASE("variable: every byte and every pair of special bytes", "[protocol][variable]")
{
    const std::string special = "\\\",()[]=|x \t";
    std::vector<std::string> values;
    for (int byte = 1; byte != 256; ++byte) {
        if (byte != '\r' && byte != '\n')
            values.emplace_back(1, static_cast<char>(byte));
    }
    for (const char a : special) {
        for (const char b : special) {
            for (const char c : special)
                values.push_back({a, b, c});
        }
    }
    for (const auto& value : values) {
        if (set_by(ami::action{"Originate"}.variable("V", value).variable("W", "w")) ==
            pairs{{"V", value}, {"W", "w"}})
            continue;
        FAIL_CHECK("not the same: " << value);
    }
}

TEST_CASE("variable: names and values that are refused", "[protocol][variable]")
{
    struct row {
        const char* what;
        std::string_view name;
        std::string_view value;
        errc code;
    };
    const std::vector<row> rows = {
        {"no name", "", "s3cr3t", errc::invalid_header_value},
        {"an equals sign in the name", "A=B", "s3cr3t", errc::invalid_header_value},
        {"nothing but it as the name", "=", "s3cr3t", errc::invalid_header_value},
        {"LF in the name", "A\nB", "s3cr3t", errc::invalid_header_value},
        {"CR in the name", "A\rB", "s3cr3t", errc::invalid_header_value},
        {"NUL in the name", "A\0B"sv, "s3cr3t", errc::invalid_header_value},
        {"a blank before the name", " A", "s3cr3t", errc::invalid_header_value},
        {"a tab before the name", "\tA", "s3cr3t", errc::invalid_header_value},
        {"a control byte before the name",
            "\x01"
            "A",
            "s3cr3t", errc::invalid_header_value},
        {"LF in the value", "A", "s3cr3t\nB", errc::invalid_header_value},
        {"CR in the value", "A", "s3cr3t\rB", errc::invalid_header_value},
        {"NUL in the value", "A", "s3cr3t\0B"sv, errc::invalid_header_value},
    };
    for (const auto& c : rows) {
        INFO(c.what);
        const auto a = ami::action{"Originate"}.variable(c.name, c.value);
        CHECK(a.fault() == c.code);
        CHECK(a.fault_text().find("Variable") != std::string::npos);
        const bool in_name = std::string_view(c.what).ends_with("name");
        CHECK(in_name == (a.fault_text().find("cannot be a variable's name") != std::string::npos));
        CHECK(a.fault_text().find("s3cr3t") == std::string::npos);
        CHECK(a.header_lines().empty());
    }
}

TEST_CASE("variable: the line's limit counts the escaped bytes", "[protocol][variable]")
{
    // "Variable: V=" has 12 bytes.
    CHECK_FALSE(ami::action{"Originate"}.variable("V", std::string(1010, 'x')).fault().failed());
    CHECK(ami::action{"Originate"}.variable("V", std::string(1011, 'x')).fault() == errc::header_too_long);
    const auto fits = ami::action{"Originate"}.variable("V", std::string(505, ','));
    CHECK_FALSE(fits.fault().failed());
    CHECK(set_by(fits) == pairs{{"V", std::string(505, ',')}});
    CHECK(ami::action{"Originate"}.variable("V", std::string(506, ',')).fault() == errc::header_too_long);
}
