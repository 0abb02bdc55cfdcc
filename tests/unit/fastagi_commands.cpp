// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Commands of FastAGI: what may be sent, and when.

#include "support/catch.hpp"

#include <ami/agi/fast/command_check.hpp>
#include <ami/agi/fast/command_gate.hpp>
#include <ami/agi/result.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <utility>

using namespace ami;
using namespace std::chrono_literals;

namespace {

error_code check(std::string_view command, std::size_t limit = 2046)
{
    return detail::check_agi_command(command, limit).ec;
}

const std::pair<errc, const char*> names[] = {{errc::agi_hung_up, "hung_up"},
    {errc::agi_dead_channel, "dead"}, {errc::outcome_unknown, "unknown"}, {errc::timed_out, "timed_out"},
    {errc::not_sent, "not_sent"}, {errc::invalid_agi_result, "invalid"}, {errc::closed, "closed"}};

struct gated {
    using clock = std::chrono::steady_clock;

    // What is sent now: the line without its end, "-" if there is none.
    std::string sent()
    {
        const auto line = gate.next_line();
        if (!line)
            return "-";
        CHECK(line->ends_with('\n'));
        CHECK(line->find('\n') + 1 == line->size());
        return line->substr(0, line->size() - 1);
    }

    // "1=0 2:agi_dead_channel": results and errors.
    std::string over()
    {
        std::string text;
        while (const auto each = gate.next_finished()) {
            text += (text.empty() ? "" : " ") + std::to_string(each->number);
            if (!each->error)
                text += "=" + each->answer.text();
            for (const auto& [code, name] : names) {
                if (each->error.ec == code)
                    text += std::string(":") + name;
            }
        }
        return text;
    }

    detail::command_gate gate;
};

} // namespace

TEST_CASE("fastagi command: what would be two commands, or none, is refused")
{
    CHECK_FALSE(check("SET VARIABLE \"X\" \"a b\""));
    CHECK_FALSE(check("")); // Asterisk answers 510
    for (const std::string_view command :
        {std::string_view("NOOP x\nEXEC System y"), std::string_view("NOOP \"a\nb\""),
            std::string_view("NOOP\r"), std::string_view("NOOP\0junk", 9), std::string_view("\n")})
        CHECK(check(command) == errc::invalid_agi_command);
    for (const std::string_view command :
        {"failure", "FAILURE is not an option", "Failures", " failure", "\tfailure"})
        CHECK(check(command) == errc::invalid_agi_command);
    CHECK_FALSE(check("NOOP failure"));
    CHECK_FALSE(check("\"failure\""));
}

TEST_CASE("fastagi command: GET OPTION without a time-out, on which Asterisk may crash, is refused")
{
    for (const std::string_view command :
        {"GET OPTION beep 12", "get  option \"a b\" \"\"", "Get Option x y "})
        CHECK(check(command) == errc::invalid_agi_command);
    for (const std::string_view command :
        {"GET OPTION beep 12 5000", "GET OPTION beep", "GET OPTIONS beep 12"})
        CHECK_FALSE(check(command));
}

TEST_CASE("fastagi command: its length is that of the oldest Asterisk, or of a newer one")
{
    CHECK_FALSE(check(std::string(2046, 'x')));
    CHECK(check(std::string(2047, 'x')) == errc::agi_command_too_long);
    CHECK_FALSE(check(std::string(8190, 'x'), 8190));
    CHECK(check(std::string(8191, 'x'), 8190) == errc::agi_command_too_long);
}

TEST_CASE("fastagi command: words are counted as Asterisk does, its own too")
{
    using detail::count_agi_words;
    CHECK(count_agi_words("") == 0);
    CHECK(count_agi_words(" \t ") == 0);
    CHECK(count_agi_words(" STREAM\tFILE  \"a b\" \"\"") == 4);
    CHECK(count_agi_words("a\"b c\"d") == 1);
    CHECK(count_agi_words("\"a\"\"b\"") == 1);
    CHECK(count_agi_words("a\\ b c") == 2);
    CHECK(count_agi_words("\"a\\\" b\" c") == 2);
    CHECK(count_agi_words("\"a b c") == 1);
    CHECK(count_agi_words("a\\") == 1);
    for (const std::string_view word : {" x", " \"x\""}) {
        std::string command = "NOOP";
        for (int i = 0; i != 126; ++i)
            command += word;
        CHECK_FALSE(check(command));
        CHECK(check(command + std::string(word)) == errc::invalid_agi_command);
    }
}

TEST_CASE("fastagi command: names of variables that go into an expression")
{
    for (const std::string_view name :
        {"X", "CALLERID(name)", "DB(a/b)", "__X", "CDR(dst,u)", "HASH(a,b-c.d:e@f)"})
        CHECK(detail::is_plain_variable_name(name));
    for (const std::string_view name : {"", "a b", "${X}", "X}", "{", "$", "[1]", "\"", "\\", "a\nb", "'",
             "\x7f", "X)", "X(", "A,B", "F(a)),x("})
        CHECK_FALSE(detail::is_plain_variable_name(name));
}

TEST_CASE("fastagi command: what a dead channel permits")
{
    for (const std::string_view command :
        {"NOOP", "noop x", "GET VARIABLE X", "get  variable X", "SET VARIABLE X y", "GET FULL VARIABLE ${X}",
            "DATABASE GET a b", "DATABASE DELTREE a", "EXEC System x", "VERBOSE x 1", "ASYNCAGI BREAK",
            "SPEECH DESTROY", "SPEECH UNLOAD GRAMMAR x", "NO SUCH COMMAND"})
        CHECK(detail::is_permitted_when_dead(command));
    for (const std::string_view command :
        {"ANSWER", "HANGUP", "CHANNEL STATUS", "GOSUB a b c", "SET CALLERID x", "SET CONTEXT x",
            "SET PRIORITY 1", "STREAM FILE x \"\"", "Stream  File x", "GET DATA x", "GET OPTION x y",
            "CONTROL STREAM FILE x y", "RECEIVE TEXT 1", "SPEECH CREATE x", "WAIT FOR DIGIT 1"})
        CHECK_FALSE(detail::is_permitted_when_dead(command));
}

TEST_CASE("fastagi gate: one command is on the wire at a time, in their order")
{
    gated g;
    CHECK(g.gate.is_idle());
    CHECK(g.gate.add("NOOP 1") == 1);
    CHECK(g.gate.add("NOOP 2") == 2);
    CHECK_FALSE(g.gate.is_idle());
    CHECK(g.sent() == "NOOP 1");
    CHECK(g.sent() == "-");
    g.gate.on_answer("200 result=5\n");
    CHECK(g.over() == "1=5");
    CHECK(g.sent() == "NOOP 2");
    g.gate.on_answer("510 Invalid or unknown command\n");
    CHECK(g.over() == "2=Invalid or unknown command");
    CHECK(g.gate.is_idle());
    CHECK(g.sent() == "-");
}

TEST_CASE("fastagi gate: a command that nobody awaits keeps its place, one that was not sent is withdrawn")
{
    gated g;
    g.gate.add("STREAM FILE x \"\"");
    g.gate.add("NOOP 2");
    g.gate.add("NOOP 3");
    CHECK(g.sent() == "STREAM FILE x \"\"");
    CHECK(g.gate.withdraw(1));
    CHECK_FALSE(g.gate.withdraw(1));
    CHECK(g.gate.withdraw(2));
    CHECK_FALSE(g.gate.withdraw(2));
    CHECK_FALSE(g.gate.withdraw(9));
    CHECK_FALSE(g.gate.withdraw(0));
    CHECK(g.sent() == "-");
    g.gate.on_answer("200 result=0 endpos=1\n");
    CHECK(g.over().empty());
    CHECK(g.sent() == "NOOP 3");
    g.gate.on_answer("200 result=3\n");
    CHECK(g.over() == "3=3");
    CHECK_FALSE(g.gate.withdraw(3));
}

TEST_CASE(
    "fastagi gate: after the hang-up the command in hand still waits, the rest is sent if it is permitted")
{
    gated g;
    for (const auto* const command :
        {"NOOP 1", "ANSWER", "GET VARIABLE DIALSTATUS", "STREAM FILE x \"\"", "NOOP 5"})
        g.gate.add(command);
    CHECK(g.sent() == "NOOP 1");
    g.gate.on_hangup();
    CHECK(g.gate.is_hung_up());
    CHECK(g.sent() == "-");
    CHECK(g.over().empty());
    g.gate.on_hangup(); // twice is nothing new
    g.gate.on_answer("200 result=0\n");
    CHECK(g.sent() == "GET VARIABLE DIALSTATUS");
    CHECK(g.over() == "1=0 2:dead");
    g.gate.on_answer("200 result=1 (ANSWER)\n");
    CHECK(g.sent() == "NOOP 5");
    CHECK(g.over() == "3=1 4:dead");
    g.gate.on_answer("200 result=0\n");
    CHECK(g.over() == "5=0");
    CHECK(g.gate.add("SET CONTEXT x") == 6);
    CHECK(g.sent() == "-");
    CHECK(g.over() == "6:dead");
    CHECK(g.gate.is_idle());
}

TEST_CASE("fastagi gate: the answer -1 is a hang-up if the channel is dead")
{
    gated g;
    g.gate.add("STREAM FILE x \"\"");
    g.gate.add("NOOP 2");
    CHECK(g.sent() == "STREAM FILE x \"\"");
    SECTION("the hang-up came before")
    {
        g.gate.on_hangup();
        g.gate.on_answer("200 result=-1 endpos=0\n");
        CHECK(g.over() == "1:hung_up");
        CHECK(g.sent() == "NOOP 2");
    }
    SECTION("the hang-up comes in the same segment")
    {
        g.gate.on_answer("200 result=-1 endpos=0\n");
        g.gate.on_hangup();
        CHECK(g.over() == "1:hung_up");
        CHECK(g.sent() == "NOOP 2");
    }
    SECTION("the channel's state says so")
    {
        g.gate.on_answer("200 result=-1 endpos=0\n");
        CHECK(g.over().empty());
        CHECK(g.sent() == "CHANNEL STATUS");
        CHECK(g.sent() == "-");
        SECTION("by its answer (AGISIGHUP=no)")
        {
            g.gate.on_answer("511 Command Not Permitted on a dead channel or intercept routine\n");
            CHECK(g.over() == "1:hung_up");
        }
        SECTION("after the hang-up")
        {
            g.gate.on_hangup();
            g.gate.on_answer("511 Command Not Permitted on a dead channel or intercept routine\n");
            CHECK(g.over() == "1:hung_up");
        }
        SECTION("it is up: the sound failed")
        {
            g.gate.on_answer("200 result=6\n");
            CHECK(g.over() == "1=-1");
        }
        SECTION("the connection ends")
        {
            g.gate.end({errc::agi_hung_up}, true);
            CHECK(g.over() == "1:hung_up 2:hung_up");
            return;
        }
        CHECK(g.sent() == "NOOP 2");
    }
}

TEST_CASE("fastagi gate: the answer 511 is no hang-up by itself: the channel is asked")
{
    const std::string refused = "511 Command Not Permitted on a dead channel or intercept routine\n";
    const std::string text = "Command Not Permitted on a dead channel or intercept routine";
    const auto asked = "GET VARIABLE CHANNEL(checkhangup)";
    gated g;
    g.gate.add("ANSWER");
    g.gate.add("GET VARIABLE X");
    CHECK(g.sent() == "ANSWER");
    SECTION("in an interception routine it is up")
    {
        g.gate.on_answer(refused);
        CHECK(g.over().empty());
        CHECK(g.sent() == asked);
        CHECK(g.sent() == "-");
        g.gate.on_answer("200 result=1 (0)\n");
        CHECK(g.over() == "1=" + text);
        CHECK_FALSE(g.gate.is_hung_up());
        CHECK(g.sent() == "GET VARIABLE X");
        g.gate.on_answer("200 result=1 (y)\n");
        g.gate.add("ANSWER"); // the call may be over now
        CHECK(g.over() == "2=1");
        CHECK(g.sent() == "ANSWER");
        g.gate.on_answer(refused);
        CHECK(g.sent() == asked);
        g.gate.on_answer("200 result=1 (1)\n");
        CHECK(g.over() == "3=" + text);
        CHECK(g.gate.is_hung_up());
        return;
    }
    SECTION("it was hung up (AGISIGHUP=no)")
    {
        g.gate.on_answer(refused);
        CHECK(g.sent() == asked);
        g.gate.on_answer("200 result=1 (1)\n");
    }
    SECTION("a version that does not know the function")
    {
        g.gate.on_answer(refused);
        CHECK(g.sent() == asked);
        g.gate.on_answer("200 result=0\n");
    }
    SECTION("the hang-up comes before the question is sent")
    {
        g.gate.on_answer(refused);
        g.gate.on_hangup();
    }
    SECTION("the hang-up comes before the question's answer")
    {
        g.gate.on_answer(refused);
        CHECK(g.sent() == asked);
        g.gate.on_hangup();
        CHECK(g.over().empty());
        g.gate.on_answer("200 result=1 (1)\n");
    }
    SECTION("the hang-up came before: nothing has to be asked")
    {
        g.gate.on_hangup();
        g.gate.on_answer(refused);
    }
    SECTION("the connection ends: the answer is here")
    {
        g.gate.on_answer(refused);
        CHECK(g.sent() == asked);
        g.gate.end({errc::agi_hung_up}, true);
        CHECK(g.over() == "1=" + text + " 2:hung_up");
        return;
    }
    SECTION("an answer before the question was sent belongs to nothing")
    {
        g.gate.on_answer(refused);
        g.gate.on_answer("200 result=1 (1)\n");
        CHECK(g.gate.error().ec == errc::invalid_agi_result);
        return;
    }
    SECTION("its deadline passes, or nobody waits any more")
    {
        g.gate.on_answer(refused);
        CHECK(g.sent() == asked);
        CHECK(g.gate.withdraw(1));
        g.gate.on_answer("200 result=1 (1)\n");
        CHECK(g.over().empty());
        CHECK(g.sent() == "GET VARIABLE X");
        return;
    }
    CHECK(g.gate.is_hung_up());
    CHECK(g.sent() == "GET VARIABLE X");
    CHECK(g.over() == "1=" + text);
}

TEST_CASE("fastagi gate: the answer -1 that has another meaning is given as it is")
{
    for (const auto* const command :
        {"EXEC Busy", "exec\tBusy", "CHANNEL STATUS x", "HANGUP x", "DATABASE GET a b"}) {
        gated g;
        g.gate.add(command);
        CHECK(g.sent() == command);
        g.gate.on_answer("200 result=-1\n");
        CHECK(g.over() == "1=-1");
    }
    gated g; // the recording says it itself
    g.gate.add("RECORD FILE x wav \"\" 1000");
    g.sent();
    g.gate.on_answer("200 result=-1 (hangup) endpos=800\n");
    CHECK(g.over() == "1=-1");
}

TEST_CASE("fastagi gate: the block 520 that follows EXEC with the answer 1 is no command's answer")
{
    const std::string usage = "520-Invalid command syntax.\nUsage\n520 End of proper usage.\n";
    gated g;
    g.gate.add("EXEC X");
    CHECK(g.sent() == "EXEC X");
    g.gate.on_answer("200 result=1\n");
    CHECK(g.over() == "1=1");
    SECTION("it comes before the next command")
    {
        g.gate.on_answer(usage);
        g.gate.add("NOOP 2");
        CHECK(g.sent() == "NOOP 2");
    }
    SECTION("it comes later, or not")
    {
        g.gate.add("NOOP 2");
        CHECK(g.sent() == "NOOP");
        if (GENERATE(true, false))
            g.gate.on_answer(usage);
        CHECK(g.sent() == "-");
        g.gate.on_answer("200 result=0\n");
        CHECK(g.over().empty());
        CHECK(g.sent() == "NOOP 2");
    }
    g.gate.on_answer("200 result=7\n");
    CHECK(g.over() == "2=7");
    CHECK_FALSE(g.gate.error());
}

TEST_CASE("fastagi gate: an answer to no command ends the session")
{
    gated g;
    g.gate.on_answer("200 result=1 (admin)\n");
    CHECK(g.gate.error().ec == errc::invalid_agi_result);
    g.gate.add("NOOP");
    CHECK(g.sent() == "-");
}

TEST_CASE("fastagi gate: an answer that cannot be read is its command's error")
{
    gated g;
    g.gate.add("GET VARIABLE X");
    g.sent();
    g.gate.on_answer("200 nothing\n");
    CHECK(g.over() == "1:invalid");
    CHECK_FALSE(g.gate.error());
}

TEST_CASE("fastagi gate: deadlines of a command in hand, and of those that wait for it")
{
    const auto t0 = gated::clock::time_point() + 1h;
    gated g;
    CHECK(g.gate.deadline() == gated::clock::time_point::max());
    g.gate.add("STREAM FILE x \"\"", t0 + 10s);
    g.gate.add("NOOP 2", t0 + 12s);
    CHECK(g.gate.deadline() == t0 + 10s);
    g.sent();
    CHECK(g.gate.deadline() == t0 + 10s);
    g.gate.on_time(t0 + 9s);
    CHECK(g.over().empty());
    g.gate.on_time(t0 + 10s);
    CHECK(g.over() == "1:timed_out");
    CHECK(g.gate.deadline() == t0 + 12s);
    CHECK(g.sent() == "-"); // it still runs
    g.gate.on_time(t0 + 12s);
    CHECK(g.over() == "2:not_sent");
    g.gate.add("NOOP 3", t0 + 20s);
    CHECK(g.sent() == "-");
    g.gate.on_answer("200 result=0 endpos=1\n");
    CHECK(g.over().empty());
    CHECK(g.sent() == "NOOP 3");
}

TEST_CASE("fastagi gate: the end of the connection")
{
    gated g;
    g.gate.add("NOOP 1");
    g.gate.add("NOOP 2");
    g.sent();
    SECTION("without a hang-up")
    {
        g.gate.end({errc::agi_hung_up}, true);
        CHECK(g.over() == "1:unknown 2:hung_up");
    }
    SECTION("after a hang-up (AGIEXITONHANGUP)")
    {
        g.gate.on_hangup();
        g.gate.end({errc::agi_hung_up}, true);
        CHECK(g.over() == "1:hung_up 2:hung_up");
    }
    SECTION("for another cause")
    {
        g.gate.end({errc::closed}, false);
        CHECK(g.over() == "1:closed 2:closed");
    }
    CHECK(g.gate.is_idle());
}
