// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Answers of AGI commands.

#include "support/catch.hpp"

#include <ami/agi/result.hpp>

#include <string>
#include <string_view>

using namespace ami;

namespace {

agi_result parsed(std::string_view text)
{
    detail::failure why;
    auto made = parse_agi_result(text, why);
    INFO(text);
    INFO(why.text);
    CHECK_FALSE(why);
    return made;
}

} // namespace

TEST_CASE("agi result: as Asterisk 16 and 22 were seen to answer")
{
    CHECK(parsed("200 result=0\n").number() == 0);
    CHECK(parsed("200 result=-1\n").number() == -1);
    const auto played = parsed("200 result=50 endpos=4960\n");
    CHECK(played.number() == 50);
    CHECK(played.endpos() == 4960);
    CHECK_FALSE(played.data());
    CHECK(parsed("200 result=0 endpos=-1\n").endpos() == -1);
    const auto value = parsed("200 result=1 (Local/2011@from-internal-00000010;2)\n");
    CHECK(value.data() == "Local/2011@from-internal-00000010;2");
    CHECK(value.number() == 1);
    const auto none = parsed("200 result= (timeout)\n");
    CHECK(none.text().empty());
    CHECK_FALSE(none.number());
    CHECK(none.data() == "timeout");
    const auto some = parsed("200 result=12* (timeout)\n");
    CHECK(some.text() == "12*");
    const auto recorded = parsed("200 result=0 (timeout) endpos=8000\n");
    CHECK(recorded.data() == "timeout");
    CHECK(recorded.endpos() == 8000);
    CHECK(parsed("200 result=-1 (writefile)\n").data() == "writefile");
    CHECK(parsed("200 result=1 ()\n").data() == "");
    // A value with everything in it, a line break too.
    CHECK(parsed("200 result=1 (a (b) c)\n").data() == "a (b) c");
    CHECK(parsed("200 result=1 (two\nlines)\n").data() == "two\nlines");
    CHECK(parsed("200 result=1 (x) endpos=)\n").data() == "x) endpos=");
    const auto unknown = parsed("510 Invalid or unknown command\n");
    CHECK(unknown.code() == 510);
    CHECK_FALSE(unknown.ok());
    CHECK(unknown.text() == "Invalid or unknown command");
    const auto usage = parsed(
        "520-Invalid command syntax.  Proper usage follows:\nSets a variable.\n520 End of proper usage.\n");
    CHECK(usage.code() == 520);
    CHECK(usage.raw().ends_with("520 End of proper usage."));
    CHECK(parsed("511 Command Not Permitted on a dead channel or intercept routine\n").code() == 511);
    const auto returned = parsed("100 result=0 Trying...\n200 result=0 Gosub complete\n");
    CHECK(returned.ok());
    CHECK(returned.number() == 0);
    CHECK(parsed("200 result=-1 Gosub label not found\n").number() == -1);
    CHECK(parsed("100 result=0 Trying...\n").code() == 100);
}

TEST_CASE("agi result: malformed and cut off")
{
    for (const std::string_view text : {"", "\n", "x", "20", "2000 result=0", "200", "200 ", "200 Result=0",
             "200result=0", "200 result=1 (cut of", "200 result=1 (", "200 result=0 endpos=x", "-20 result=0",
             "%24", "510x", "200 result=0", "200 result=1 (a)", "200 result=1 (a) endpos=1", "x\n", "200 \n",
             "200 Result=0\n", "200result=0\n", "200 result=1 (cut of\n", "200 result=0 endpos=x\n",
             "510x\n"}) {
        detail::failure why;
        const auto made = parse_agi_result(text, why);
        CAPTURE(text);
        CHECK(why.ec == errc::invalid_agi_result);
    }
}

TEST_CASE("agi output: what may have been cut")
{
    const auto cut = [](const std::string& encoded) { return detail::agi_output(encoded).may_be_cut; };
    CHECK(detail::agi_output("200%20result%3D0%0A").text == "200 result=0\n");
    CHECK_FALSE(cut(""));
    CHECK_FALSE(cut("200%20result%3D0%0A"));
    CHECK_FALSE(cut(std::string(1020, 'x') + "%0A"));
    CHECK_FALSE(cut(std::string(1023, 'x')));
    CHECK(cut(std::string(1024, 'x')));
    CHECK(cut(std::string(1023, 'x') + "%0A"));
    std::string escapes;
    for (int i = 0; i != 681; ++i)
        escapes += "%25";
    CHECK_FALSE(cut(escapes)); // 2,043 bytes
    CHECK(cut(escapes + "xx"));
}

TEST_CASE("agi result: arguments are quoted")
{
    CHECK(detail::quote_agi("plain") == "\"plain\"");
    CHECK(detail::quote_agi("it's \"quoted\" \\") == "\"it's \\\"quoted\\\" \\\\\"");
    CHECK(detail::quote_agi("") == "\"\"");
}

TEST_CASE("agi environment: lines")
{
    const agi_environment found("agi_request: async\nagi_channel: Local/1@a-1;2\nagi_callerid: \nbroken\n\n");
    CHECK(found.size() == 3);
    CHECK(found["agi_channel"] == "Local/1@a-1;2");
    CHECK(found["agi_callerid"].empty());
    CHECK(found["missing"].empty());
    CHECK(agi_environment("").size() == 0);
    // The last line was cut off.
    const agi_environment cut("agi_channel: a\nagi_extension: 20");
    CHECK(cut.size() == 1);
    CHECK(cut["agi_extension"].empty());
    CHECK(agi_environment("agi_channel: a").size() == 0);
    // A value with a line break in it overrides nothing, before it or behind.
    const agi_environment forged("agi_channel: a\nagi_calleridname: x\nagi_channel: b\nagi_extension: 1\n"
                                 "agi_extension: 2\nagi_extension: 2\n");
    CHECK(forged["agi_channel"].empty());
    CHECK(forged["agi_extension"].empty());
    CHECK(forged["agi_calleridname"] == "x");
    CHECK(forged.size() == 1);
}
