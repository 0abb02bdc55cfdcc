// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// What the test server answers to commands of AGI. tests/contract/agi_answers.cpp compares the answers with Asterisk's.

#include "support/agi_answers.hpp"
#include "support/catch.hpp"

#include <ami/testing/detail/agi_commands.hpp>
#include <ami/testing/detail/agi_start.hpp>
#include <ami/testing/detail/agi_words.hpp>
#include <ami/testing/detail/scripted_channel.hpp>
#include <ami/testing/detail/variables.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace ami::testing::detail;
using words = std::vector<std::string>;

namespace {

// The answer after `digits`, then the time; `hangup` instead of the time.
std::string answer(agi_host& host, std::string_view line, std::string_view digits = {}, bool dead = false,
    bool hangup = false)
{
    auto reply = run_agi_command(host, line, dead);
    for (const char digit : digits) {
        const auto wait = reply.wait;
        REQUIRE(wait);
        if (!wait->on_digit)
            continue;
        if (const auto next = wait->on_digit(digit))
            reply = *next;
    }
    while (reply.wait) {
        const auto wait = reply.wait;
        reply = hangup ? wait->at_hangup : wait->at_end();
    }
    return reply.text;
}

} // namespace

TEST_CASE("agi words: quotes and backslashes -> as res_agi.c splits a line")
{
    CHECK(agi_words("").empty());
    CHECK(agi_words(" \t ").empty());
    CHECK(agi_words("  NOOP\ta  b ") == words{"NOOP", "a", "b"});
    CHECK(agi_words("SET \"a b\" \"\" x") == words{"SET", "a b", "", "x"});
    CHECK(agi_words("a\"b c\"d") == words{"ab cd"});
    CHECK(agi_words("\"x\\ny\\\"\\\\\"") == words{"xny\"\\"});
    CHECK(agi_words("a\\ b") == words{"a b"});
    CHECK(agi_words("\"open end") == words{"open end"});
    CHECK(agi_words("end\\") == words{"end"});
    CHECK(agi_words("NOOP\r") == words{"NOOP\r"});
}

TEST_CASE("agi words: more than 127 -> the rest is dropped")
{
    std::string line = "NOOP";
    for (int i = 1; i != 200; ++i)
        line += " " + std::to_string(i);
    const auto found = agi_words(line);
    CHECK(found.size() == 127);
    CHECK(found.back() == "126");
}

TEST_CASE("agi commands: the list that contract/agi_answers.cpp asks Asterisk -> the same answers")
{
    scripted_channel host;
    host.on_hangup = [] {};
    for (const auto& each : tests::agi_answers) {
        CAPTURE(each.command);
        CHECK(tests::is_answer(answer(host, each.command), each.answer));
    }
    for (const auto& each : tests::agi_answers_of_dead_channel) {
        CAPTURE(each.command);
        CHECK(tests::is_answer(answer(host, each.command, {}, true), each.answer));
    }
}

TEST_CASE("agi commands: a long value -> GET VARIABLE cuts it, GET FULL VARIABLE does not")
{
    scripted_channel host;
    host.variables = {{"LONG", std::string(1500, 'x')}};
    CHECK(answer(host, "GET VARIABLE LONG") == "200 result=1 (" + std::string(1023, 'x') + ")");
    CHECK(answer(host, "GET FULL VARIABLE ${LONG}") == "200 result=1 (" + std::string(1500, 'x') + ")");
}

TEST_CASE("agi commands: what the handler returned -> as AGIExecEnd says it")
{
    scripted_channel host;
    using outcome = std::pair<std::string_view, std::string_view>;
    const auto of = [&](std::string_view line, bool dead = false) {
        return agi_outcome(run_agi_command(host, line, dead));
    };
    CHECK(of("NOOP") == outcome("200", "Success"));
    CHECK(of("FOO") == outcome("510", "Invalid or unknown command"));
    CHECK(of("GET VARIABLE") == outcome("520", "Usage"));
    CHECK(of("EXEC NoSuch") == outcome("200", "Unknown Result"));
    CHECK(of("STREAM FILE no-such-file x") == outcome("-1", "Failure"));
    CHECK(of("CONTROL STREAM FILE no-such-file x") == outcome("-1", "Failure"));
    CHECK(of("GET DATA no-such-file") == outcome("200", "Success"));
    CHECK(
        of("ANSWER", true) == outcome("511", "Command Not Permitted on a dead channel or intercept routine"));
}

TEST_CASE("agi commands: digits -> collected, or the end of a sound")
{
    scripted_channel host;
    CHECK(answer(host, "STREAM FILE beep 1#", "91") == "200 result=49 endpos=3520");
    CHECK(answer(host, "CONTROL STREAM FILE beep 1", "1") == "200 result=49 endpos=440");
    CHECK(answer(host, "SAY DIGITS 123 5", "5") == "200 result=53");
    CHECK(answer(host, "RECORD FILE f wav 1 -1", "1") == "200 result=49 (dtmf) endpos=0");
    CHECK(answer(host, "WAIT FOR DIGIT -1", "*") == "200 result=42");
    CHECK(answer(host, "GET OPTION beep 1 200", "1") == "200 result=49 endpos=3520");
    CHECK(answer(host, "GET DATA beep 200 2", "12") == "200 result=12");
    CHECK(answer(host, "GET DATA beep 200", "1*2#") == "200 result=1*2");
    CHECK(answer(host, "GET DATA beep 200", "12") == "200 result=12 (timeout)");
    CHECK(answer(host, "GET DATA beep 200", "#") == "200 result=");
    CHECK(answer(host, "EXEC Wait 1", "1") == "200 result=0");
}

TEST_CASE("agi commands: the call ends -> each command's own answer")
{
    scripted_channel host;
    const auto after_hangup = [&](std::string_view line) { return answer(host, line, {}, false, true); };
    CHECK(after_hangup("STREAM FILE beep \"\"") == "200 result=-1 endpos=3520");
    CHECK(after_hangup("CONTROL STREAM FILE beep \"\"") == "200 result=-1 endpos=-1");
    CHECK(after_hangup("GET DATA beep 200") == "200 result=-1");
    CHECK(after_hangup("WAIT FOR DIGIT -1") == "200 result=-1");
    CHECK(after_hangup("RECORD FILE f wav \"\" -1") == "200 result=-1 (hangup) endpos=0");
    CHECK(after_hangup("RECEIVE CHAR 100") == "200 result=-1 (hangup)");
    CHECK(after_hangup("EXEC Wait 9") == "200 result=-1");
    CHECK(after_hangup("EXEC Playback beep") == "200 result=-1");
    CHECK(after_hangup("SAY DIGITS 1 \"\"") == "200 result=-1");
}

TEST_CASE("agi start: URLs -> those to which Asterisk connects")
{
    const auto url = parse_agi_url("AGI://127.0.0.1:99/menu?x=1&y=a%20b");
    REQUIRE(url);
    CHECK(url->host == "127.0.0.1");
    CHECK(url->port == 99);
    CHECK(url->script == "menu?x=1&y=a%20b");
    CHECK(parse_agi_url("agi://host")->port == 4573);
    CHECK(parse_agi_url("agi://h:1/")->script.empty());
    CHECK(parse_agi_url("agi://[::1]:4573/x")->host == "::1");
    for (const std::string_view bad :
        {"agi://", "agi://h:4573?q=1", "agi://user:pw@h/", "agi://h:99999/", "agi://h:x/", "http://h/"}) {
        CAPTURE(bad);
        CHECK_FALSE(parse_agi_url(bad));
    }
    CHECK(is_agi_url("hagi://name/x"));
    CHECK_FALSE(is_agi_url("agi:/x"));
}

TEST_CASE("agi start: arguments of the application -> split as the dialplan does")
{
    CHECK(split_arguments("agi://h/x,one, two ,\"q,r\",a\\,b,,end") ==
          words{"agi://h/x", "one", " two ", "q,r", "a,b", "", "end"});
    CHECK(split_arguments("a,b,c", 2) == words{"a", "b,c"});
}

TEST_CASE("agi start: an environment -> the lines of Asterisk in their order")
{
    agi_call_facts call;
    call.request = "agi://h/x";
    call.script = "x";
    call.channel = "Local/1@a-0;1";
    call.unique_id = "u";
    call.version = "22";
    call.context = "c";
    call.extension = "e";
    call.arguments = {"one", ""};
    CHECK(agi_environment_text(agi_environment_lines(call)) ==
          "agi_network: yes\nagi_network_script: x\nagi_request: agi://h/x\nagi_channel: Local/1@a-0;1\n"
          "agi_language: en\nagi_type: Local\nagi_uniqueid: u\nagi_version: 22\nagi_callerid: unknown\n"
          "agi_calleridname: unknown\nagi_callingpres: 0\nagi_callingani2: 0\nagi_callington: 0\n"
          "agi_callingtns: 0\nagi_dnid: unknown\nagi_rdnis: unknown\nagi_context: c\nagi_extension: e\n"
          "agi_priority: 1\nagi_enhanced: 0.0\nagi_accountcode: \nagi_threadid: 1\nagi_arg_1: one\n"
          "agi_arg_2: \n\n");
    call.script.clear();
    CHECK(agi_environment_lines(call)[1].first == "agi_request");
}
