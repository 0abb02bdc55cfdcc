// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Event masks, judged by a model of how Asterisk reads them (support/asterisk_model.hpp, protocol/README.md 2.5).

#include "support/asterisk_model.hpp"
#include "support/catch.hpp"

#include <ami/protocol/values/event_mask.hpp>

#include <string>
#include <string_view>
#include <vector>

using namespace std::string_view_literals;
using tests::asterisk::read_event_mask;

namespace {

constexpr unsigned unchanged = 1u << 30;

unsigned bit(std::string_view label)
{
    for (std::size_t i = 0; i != tests::asterisk::classes().size(); ++i) {
        if (tests::asterisk::classes()[i] == label)
            return 1u << i;
    }
    FAIL("no class " << label);
    return 0;
}

} // namespace

TEST_CASE("event mask: the model reads like Asterisk", "[protocol][event_mask]")
{
    // The pitfalls of protocol/README.md 2.5, as that page tells them.
    CHECK(read_event_mask("", unchanged) == unchanged);
    CHECK(read_event_mask("on", unchanged) == tests::asterisk::all_classes());
    CHECK(read_event_mask("YES", unchanged) == tests::asterisk::all_classes());
    CHECK(read_event_mask("off", unchanged) == 0);
    CHECK(read_event_mask("0", unchanged) == 0);
    CHECK(read_event_mask("1", unchanged) == bit("system"));
    CHECK(read_event_mask("call", unchanged) == bit("call"));
    CHECK(read_event_mask("call,system", unchanged) == (bit("call") | bit("system")));
    CHECK(read_event_mask("system, call", unchanged) == bit("system"));
    CHECK(read_event_mask("a,system", unchanged) == tests::asterisk::all_classes());
    CHECK(read_event_mask(",call", unchanged) == tests::asterisk::all_classes());
    CHECK(read_event_mask("call,,log", unchanged) == tests::asterisk::all_classes());
    CHECK(read_event_mask("bogus", unchanged) == 0);
    CHECK(read_event_mask("ag,call", unchanged) == (bit("agent") | bit("agi") | bit("call")));
    CHECK(read_event_mask("call,ag", unchanged) == bit("call"));
}

TEST_CASE("event mask: what is taken and what is sent for it", "[protocol][event_mask]")
{
    struct row {
        std::string_view classes;
        std::string_view text;
        unsigned bits;
    };
    const auto all = tests::asterisk::all_classes();
    const std::vector<row> rows = {
        {"on", "on", all},
        {"ON", "on", all},
        {"all", "on", all},
        {"All", "on", all},
        {"off", "off", 0},
        {"OFF", "off", 0},
        {"none", "off", 0},
        {"None", "off", 0},
        {"system", "system", bit("system")},
        {"System", "system", bit("system")},
        {"system,call,agent", "system,call,agent", bit("system") | bit("call") | bit("agent")},
        {"call,system", "call,system", bit("system") | bit("call")},
        {"system, call", "system,call", bit("system") | bit("call")},
        {" system ,\tcall\t", "system,call", bit("system") | bit("call")},
        {"CALL,Log", "call,log", bit("call") | bit("log")},
        {"call,call", "call,call", bit("call")},
        {"agi,cc,aoc", "agi,cc,aoc", bit("agi") | bit("cc") | bit("aoc")},
        {"1", "1", bit("system")},
        {"3", "3", bit("system") | bit("call")},
        {"0", "0", 0},
        {"system,call,log,verbose,command,agent,user,config,dtmf,reporting,cdr,dialplan,originate,agi,cc,aoc,test,"
         "security,message",
            "system,call,log,verbose,command,agent,user,config,dtmf,reporting,cdr,dialplan,originate,agi,cc,aoc,test,"
            "security,message",
            all},
    };
    for (const auto& c : rows) {
        INFO(c.classes);
        const ami::event_mask mask{c.classes};
        CHECK_FALSE(mask.fault().failed());
        CHECK(mask.fault_text().empty());
        CHECK(mask.text() == c.text);
        CHECK(read_event_mask(mask.text(), unchanged) == c.bits);
    }
}

TEST_CASE("event mask: every class alone, first, last and in the middle", "[protocol][event_mask]")
{
    for (const auto& label : tests::asterisk::classes()) {
        INFO(label);
        for (const auto& text : {label, label + ",user", "user," + label, "user," + label + ",test"}) {
            const ami::event_mask mask{text};
            CHECK_FALSE(mask.fault().failed());
            CHECK(mask.text() == text);
            const unsigned others = read_event_mask(text == label             ? "off"
                                                    : text.ends_with(",test") ? "user,test"
                                                                              : "user",
                0);
            CHECK(read_event_mask(mask.text(), unchanged) == (bit(label) | others));
        }
    }
}

TEST_CASE("event mask: what Asterisk would misread is refused", "[protocol][event_mask]")
{
    struct row {
        const char* what;
        std::string_view classes;
        std::string_view says;
    };
    const std::vector<row> rows = {
        {"empty", "", "empty element"},
        {"a blank", " ", "empty element"},
        {"an empty element first", ",call", "empty element"},
        {"in the middle", "call,,log", "empty element"},
        {"last", "call,", "empty element"},
        {"blanks between commas", "call, ,log", "empty element"},
        {"nothing but a comma", ",", "empty element"},
        {"an unknown class", "bogus", "\"bogus\""},
        {"behind a good one", "call,bogus", "\"bogus\""},
        {"the beginning of a class", "ag,call", "\"ag\""},
        {"one letter", "a,", "\"a\""},
        {"a longer word", "calls", "\"calls\""},
        {"two classes without a comma", "system call", "\"system call\""},
        {"other separators", "system;call", "\"system;call\""},
        {"a number with too many bits", "2147483648", "2147483648"},
        {"a number beyond 64 bits", "99999999999999999999", "is larger"},
        {"a number in a list", "1,call", "\"1\""},
        {"a negative number", "-1", "\"-1\""},
        {"all in a list", "call,all", "\"all\""},
        {"on in a list", "on,call", "\"on\""},
        {"none in a list", "none,call", "\"none\""},
        {"LF", "call\nAction: x", "\\x0a"},
        {"LF behind a good one", "call,log\n", "\\x0a"},
        {"CR", "call\r", "\\x0d"},
        {"NUL", "call\0"sv, "\\x00"},
    };
    for (const auto& c : rows) {
        INFO(c.what);
        const ami::event_mask mask{c.classes};
        CHECK(mask.fault() == ami::errc::invalid_event_mask);
        INFO(mask.fault_text());
        CHECK(mask.fault_text().find(c.says) != std::string::npos);
        CHECK(mask.text().find_first_of("\r\n\0"sv) == std::string::npos);
    }
    // Whoever mistypes a class is told which ones there are.
    const ami::event_mask typo{"cal"};
    for (const auto& label : tests::asterisk::classes())
        CHECK(typo.fault_text().find(label) != std::string::npos);
}

TEST_CASE("event mask: the beginning of a class is no class, wherever it stands", "[protocol][event_mask]")
{
    for (const auto& label : tests::asterisk::classes()) {
        for (std::size_t size = 1; size != label.size(); ++size) {
            const auto part = label.substr(0, size);
            for (const auto& text : {part, part + ",user", "user," + part}) {
                INFO(text);
                CHECK(ami::event_mask{text}.fault() == ami::errc::invalid_event_mask);
            }
        }
    }
}

TEST_CASE("event mask: all, none and equality", "[protocol][event_mask]")
{
    CHECK(ami::event_mask{}.text() == "on");
    CHECK(ami::event_mask{} == ami::event_mask::all());
    CHECK(ami::event_mask::none().text() == "off");
    CHECK(ami::event_mask{"NONE"} == ami::event_mask::none());
    CHECK(ami::event_mask{"all"} == ami::event_mask::all());
    CHECK(ami::event_mask{"system, call"} == ami::event_mask{"System,Call"});
    CHECK_FALSE(ami::event_mask{"system"} == ami::event_mask{"call"});
    CHECK_FALSE(ami::event_mask::all() == ami::event_mask::none());
}

TEST_CASE("event mask: has -> the classes that pass", "[protocol][event_mask]")
{
    for (const auto& label : tests::asterisk::classes()) {
        INFO(label);
        CHECK(ami::event_mask{}.has(label));
        CHECK_FALSE(ami::event_mask::none().has(label));
        CHECK(ami::event_mask{label}.has(label));
        CHECK(ami::event_mask{"user, " + label}.has(label));
        CHECK(ami::event_mask{"2147483647"}.has(label));
        CHECK_FALSE(ami::event_mask{"0"}.has(label));
        CHECK(ami::event_mask{label == "user" ? "call" : "user"}.has(label) == false);
    }
    CHECK(ami::event_mask{"call"}.has("CALL"));
    CHECK_FALSE(ami::event_mask{"call"}.has("cal"));
    CHECK_FALSE(ami::event_mask{"call"}.has(""));
    // manager.h: EVENT_FLAG_CALL is 1 << 1, EVENT_FLAG_MESSAGE 1 << 30.
    CHECK(ami::event_mask{"2"}.has("call"));
    CHECK_FALSE(ami::event_mask{"2"}.has("system"));
    CHECK(ami::event_mask{"1073741824"}.has("message"));
}

TEST_CASE("event mask: unchecked -> the text as it is", "[protocol][event_mask]")
{
    const auto mask = ami::event_mask::unchecked("call,sccp");
    CHECK_FALSE(mask.fault());
    CHECK(mask.text() == "call,sccp");
    CHECK(mask.has("sccp"));
    CHECK_FALSE(mask.has("user"));
}
