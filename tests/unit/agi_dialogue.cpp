// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// The test server's half of a FastAGI session: what Asterisk does with bytes, digits, time and the end of the call.

#include "support/catch.hpp"

#include <ami/testing/detail/agi_dialogue.hpp>
#include <ami/testing/detail/scripted_channel.hpp>

#include <string>
#include <string_view>
#include <vector>

using namespace ami::testing::detail;
using texts = std::vector<std::string>;

namespace {

struct session {
    explicit session(const agi_dialogue_settings& settings = {})
        : dialogue(host, settings, [this](std::string_view command, const agi_reply* answer) {
              log.push_back(answer ? "end: " + std::string(command) + " -> " + answer->text
                                   : "begin: " + std::string(command));
          })
    {
        host.on_hangup = [this] { dialogue.on_hangup(); };
    }

    std::string says(std::string_view bytes)
    {
        dialogue.on_received(bytes);
        return dialogue.take_output();
    }
    std::string time_passes()
    {
        dialogue.on_time();
        return dialogue.take_output();
    }
    std::string hears(char digit)
    {
        dialogue.on_digit(digit);
        return dialogue.take_output();
    }
    std::string hung_up()
    {
        dialogue.on_hangup();
        return dialogue.take_output();
    }
    std::string closed()
    {
        dialogue.on_end_of_input();
        return dialogue.take_output();
    }

    scripted_channel host;
    texts log;
    agi_dialogue dialogue;
};

} // namespace

TEST_CASE("agi dialogue: commands one by one -> answered, and told to the observer")
{
    session s;
    CHECK(s.says("NOOP\n") == "200 result=0\n");
    CHECK(s.says("GET VARIABLE A\n") == "200 result=0\n");
    CHECK(s.says("\n") == "510 Invalid or unknown command\n");
    CHECK(s.log == texts{"begin: NOOP", "end: NOOP -> 200 result=0", "begin: GET VARIABLE A",
                       "end: GET VARIABLE A -> 200 result=0",
                       "begin: ", "end:  -> 510 Invalid or unknown command"});
    CHECK(s.closed() == "HANGUP\n");
    CHECK(s.dialogue.is_over());
    CHECK(to_string(s.dialogue.status()) == "SUCCESS");
}

TEST_CASE("agi dialogue: two commands in one segment -> the second waits for further bytes")
{
    session s;
    CHECK(s.says("NOOP\nANSWER\n") == "200 result=0\n");
    CHECK(s.says("CHANNEL STATUS\n") == "200 result=0\n200 result=6\n");
    CHECK(s.says("NOOP\nCHANNEL STATUS\n") == "200 result=0\n");
    CHECK(s.closed() == "200 result=6\nHANGUP\n");
}

TEST_CASE("agi dialogue: a burst of commands -> the last block of stdio stays unanswered")
{
    session s;
    std::string burst;
    for (int i = 0; i != 6000; ++i)
        burst += "NOOP\n";
    const auto answers = s.says(burst).size() / std::string_view("200 result=0\n").size();
    CHECK(answers < 6000);
    CHECK(answers > 6000 - 4096 / 5);
}

TEST_CASE("agi dialogue: a long line -> cut, and the rest is another command whose answer comes late")
{
    for (const std::size_t longest : {2047U, 8191U}) {
        agi_dialogue_settings settings;
        settings.longest_line = longest;
        session fits(settings);
        const std::string begin = "SET VARIABLE Q ";
        const std::string value(longest - begin.size() - 1, 'x');
        CHECK(fits.says(begin + value + "\n") == "200 result=1\n");
        CHECK(fits.host.variables["Q"] == value);
        session cut(settings);
        CHECK(cut.says(begin + value + "y\n") == "200 result=1\n");
        CHECK(cut.host.variables["Q"] == value + "y");
        CHECK(cut.says("ANSWER\n") == "510 Invalid or unknown command\n200 result=0\n");
    }
}

TEST_CASE("agi dialogue: a NUL -> the next line is a part of the command")
{
    session s;
    CHECK(s.says(std::string_view("NOOP\0junk\n", 10)).empty());
    CHECK(s.says(" more\n") == "200 result=0\n");
    CHECK(s.log[0] == "begin: NOOP more");
}

TEST_CASE("agi dialogue: another command while one runs -> aborted, answered or awaited")
{
    SECTION("a sound is aborted without an answer")
    {
        session s;
        CHECK(s.says("STREAM FILE beep \"\"\n").empty());
        CHECK(s.says("NOOP\n") == "200 result=0\n");
        CHECK(s.time_passes().empty());
    }
    SECTION("digits of GET DATA are lost")
    {
        session s;
        CHECK(s.says("GET DATA beep 5000\n").empty());
        CHECK(s.hears('1').empty());
        CHECK(s.says("CHANNEL STATUS\n") == "200 result=6\n");
    }
    SECTION("WAIT FOR DIGIT answers 1")
    {
        session s;
        CHECK(s.says("WAIT FOR DIGIT -1\n").empty());
        CHECK_FALSE(s.dialogue.wait());
        CHECK(s.says("CHANNEL STATUS\n") == "200 result=1\n200 result=6\n");
    }
    SECTION("GET OPTION: aborted while it plays, answered in its wait")
    {
        session s;
        CHECK(s.says("GET OPTION beep \"\" 200\n").empty());
        CHECK(s.says("GET OPTION beep \"\" 200\n").empty());
        CHECK(s.time_passes().empty());
        CHECK(s.says("CHANNEL STATUS\n") == "200 result=0 endpos=3520\n200 result=6\n");
    }
    SECTION("others run to their end")
    {
        for (const std::string line : {"EXEC Wait 1", "CONTROL STREAM FILE beep \"\"", "SAY DIGITS 1 \"\"",
                 "RECORD FILE f wav \"\" 99", "RECEIVE TEXT 9"}) {
            session s;
            CHECK(s.says(line + "\n").empty());
            CHECK(s.says("CHANNEL STATUS\n").empty());
            CHECK(s.time_passes().ends_with("\n200 result=6\n"));
        }
    }
    SECTION("what stdio has does not abort a sound")
    {
        session s;
        CHECK(s.says("STREAM FILE beep \"\"\nNOOP\n").empty());
        CHECK(s.time_passes() == "200 result=0 endpos=3520\n");
    }
}

TEST_CASE("agi dialogue: digits and time -> the answer of the command that runs")
{
    session s;
    CHECK(s.says("GET DATA beep 1000 4\n").empty());
    CHECK(s.dialogue.wait() == 440.0);
    const auto number = s.dialogue.wait_number();
    CHECK(s.time_passes().empty());
    CHECK(s.dialogue.wait() == 1000.0);
    CHECK(s.dialogue.wait_number() != number);
    CHECK(s.hears('1').empty());
    CHECK(s.hears('2').empty());
    CHECK(s.time_passes() == "200 result=12 (timeout)\n");
    CHECK(s.hears('3').empty());
    CHECK(s.says("GET DATA beep 1000 4\n").empty());
    CHECK(s.time_passes().empty());
    CHECK(s.time_passes() == "200 result= (timeout)\n");
}

TEST_CASE("agi dialogue: the call ends -> HANGUP, after the answer of the command that runs")
{
    SECTION("idle")
    {
        session s;
        CHECK(s.hung_up() == "HANGUP\n");
        CHECK(s.says("GET VARIABLE A\n") == "200 result=0\n");
        CHECK(s.says("ANSWER\n") == "511 Command Not Permitted on a dead channel or intercept routine\n");
        CHECK(s.says("EXEC Wait 2\n").empty());
        CHECK(s.time_passes() == "200 result=0\n");
        CHECK_FALSE(s.dialogue.is_over());
        CHECK(s.closed() == "HANGUP\n");
        CHECK(to_string(s.dialogue.status()) == "HANGUP");
    }
    SECTION("a command runs")
    {
        session s;
        CHECK(s.says("WAIT FOR DIGIT -1\n").empty());
        CHECK(s.hung_up() == "200 result=-1\nHANGUP\n");
    }
    SECTION("the command HANGUP")
    {
        session s;
        CHECK(s.says("HANGUP\n") == "200 result=1\nHANGUP\n");
        CHECK(s.says("NOOP\n") == "200 result=0\n");
    }
    SECTION("EXEC Hangup")
    {
        session s;
        CHECK(s.says("EXEC Hangup\n") == "200 result=-1\nHANGUP\n");
    }
    SECTION("half a line: unnoticed until its end")
    {
        session s;
        CHECK(s.says("WAIT FOR DIGIT").empty());
        CHECK(s.hung_up().empty());
        CHECK(s.says(" -1\n") == "200 result=-1\nHANGUP\n");
    }
}

TEST_CASE("agi dialogue: AGISIGHUP and AGIEXITONHANGUP -> which HANGUP lines come, and whether it ends")
{
    agi_dialogue_settings silent;
    silent.sends_hangup = false;
    session quiet(silent);
    CHECK(quiet.hung_up().empty());
    CHECK(quiet.says("ANSWER\n").starts_with("511"));
    CHECK(quiet.closed().empty());

    agi_dialogue_settings leaving;
    leaving.exits_on_hangup = true;
    session left(leaving);
    CHECK(left.hung_up() == "HANGUP\nHANGUP\n");
    CHECK(left.dialogue.is_over());

    leaving.sends_hangup = false;
    session both(leaving);
    CHECK(both.hung_up().empty());
    CHECK(both.dialogue.is_over());
}

TEST_CASE("agi dialogue: in the extension h -> dead from the beginning, and no HANGUP before the end")
{
    agi_dialogue_settings settings;
    settings.begins_dead = true;
    session s(settings);
    CHECK(s.says("ANSWER\n").starts_with("511"));
    CHECK(s.says("NOOP\n") == "200 result=0\n");
    CHECK(s.closed() == "HANGUP\n");
}

TEST_CASE("agi dialogue: how it ends -> AGISTATUS")
{
    SECTION("the line failure")
    {
        session s;
        CHECK(s.says("FAILURE is not an option\n") == "HANGUP\n");
        CHECK(s.dialogue.is_over());
        CHECK(to_string(s.dialogue.status()) == "FAILURE");
        CHECK(s.log.empty());
    }
    SECTION("510, 520, EXEC -2, GET DATA -1")
    {
        session s;
        for (const std::string line : {"FOO", "GET VARIABLE", "EXEC NoSuch", "GET DATA no-such"})
            s.says(line + "\n");
        s.closed();
        CHECK(to_string(s.dialogue.status()) == "SUCCESS");
    }
    SECTION("one failure of a sound stays, after a hang-up too")
    {
        session s;
        CHECK(s.says("STREAM FILE no-such \"\"\n") == "200 result=-1 endpos=0\n");
        CHECK(s.says("NOOP\n") == "200 result=0\n");
        s.hung_up();
        s.closed();
        CHECK(to_string(s.dialogue.status()) == "FAILURE");
    }
    SECTION("the last line without its end")
    {
        session s;
        CHECK(s.says("NOOP").empty());
        CHECK(s.closed() == "200 result=0\nHANGUP\n");
    }
    SECTION("closed while a sound plays: at once")
    {
        session s;
        s.says("STREAM FILE beep \"\"\n");
        CHECK(s.closed() == "HANGUP\n");
        CHECK(to_string(s.dialogue.status()) == "SUCCESS");
    }
    SECTION("closed while an application runs: at its end")
    {
        session s;
        s.says("EXEC Wait 1\n");
        CHECK(s.closed().empty());
        CHECK(s.time_passes() == "200 result=0\nHANGUP\n");
    }
}
