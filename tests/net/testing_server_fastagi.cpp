// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// The test server calls a FastAGI server from its dialplan. The session itself is in unit/agi_dialogue.cpp.

#include "support/catch.hpp"
#include "testing_server_socket.hpp"

#include <ami/testing/server.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

using namespace ami::testing;
using namespace std::chrono_literals;
using tests::crlf;
using tests::raw_listener;
using tests::raw_socket;

namespace {

// Extension 700 answers, runs AGI with these arguments, and sends the UserEvent `Left` afterwards.
options with_agi(const std::string& arguments, era asterisk = era::asterisk_22)
{
    options how;
    how.with_era(asterisk);
    how.with_dialplan_second(20ms);
    extension entry("from-internal", "700");
    entry.step("Answer").step("AGI", arguments);
    entry.step("UserEvent", "Left,Status: ${AGISTATUS},Q: ${Q}").step("Wait", "1000000");
    how.with_extension(entry);
    return how;
}

std::string url(const raw_listener& fastagi, const std::string& script)
{
    return "agi://127.0.0.1:" + std::to_string(fastagi.port()) + script;
}

// An AMI session that has made a call to extension 700; its channel in AGI is `me;2`.
struct call {
    explicit call(const server& pbx, const std::string& more = "") : ami(pbx)
    {
        ami.log_in("hello", "world", "agi,call,dialplan,user");
        ami.send_lines(
            "Action: Originate\nChannel: Local/700@from-internal/n\nApplication: Wait\nData: 1000000\n"
            "ChannelId: me\nAsync: true\nCallerID: Joe <123>\n" +
            more + "\n");
    }

    // What the UserEvent says of AGISTATUS.
    std::string status()
    {
        const auto left = ami.packet_with("UserEvent: Left");
        const auto begin = left.find("Status: ") + 8;
        return left.substr(begin, left.find("\r\n", begin) - begin);
    }

    void hang_up() { ami.send_lines("Action: Hangup\nChannel: me;2\n\n"); }

    raw_socket ami;
};

// The environment's lines up to the empty one.
std::vector<std::string> environment(raw_socket& link)
{
    std::vector<std::string> lines;
    for (;;) {
        auto line = link.line();
        if (line == "\n")
            return lines;
        line.pop_back();
        lines.push_back(line);
    }
}

std::string ask(raw_socket& link, std::string_view command)
{
    link.send(std::string(command) + "\n");
    return link.line();
}

} // namespace

TEST_CASE("test server: AGI with a URL -> a FastAGI session with script, arguments and variables")
{
    raw_listener fastagi;
    const auto request = url(fastagi, "/menu?lang=de");
    server pbx(with_agi(request + ",one, two ,\"q,r\",,${EXTEN}"));
    call made(pbx);
    auto link = fastagi.accept();
    const auto lines = environment(link);
    REQUIRE(lines.size() == 27);
    CHECK(lines[0] == "agi_network: yes");
    CHECK(lines[1] == "agi_network_script: menu?lang=de");
    CHECK(lines[2] == "agi_request: " + request);
    CHECK(lines[3] == "agi_channel: Local/700@from-internal-00000000;2");
    CHECK(lines[6] == "agi_uniqueid: me;2");
    CHECK(lines[8] == "agi_callerid: 123");
    CHECK(lines[9] == "agi_calleridname: Joe");
    CHECK(lines[17] == "agi_extension: 700");
    CHECK(lines[18] == "agi_priority: 2");
    CHECK(lines[22] == "agi_arg_1: one");
    CHECK(lines[23] == "agi_arg_2:  two ");
    CHECK(lines[24] == "agi_arg_3: q,r");
    CHECK(lines[25] == "agi_arg_4: ");
    CHECK(lines[26] == "agi_arg_5: 700");

    CHECK(ask(link, "CHANNEL STATUS") == "200 result=6\n");
    CHECK(ask(link, "SET VARIABLE Q \"a b\"") == "200 result=1\n");
    CHECK(ask(link, "GET FULL VARIABLE ${EXTEN}-${CALLERID(num)}") == "200 result=1 (700-123)\n");
    CHECK(ask(link, "DATABASE PUT family key value") == "200 result=1\n");
    CHECK(ask(link, "EXEC UserEvent Hello,A: b") == "200 result=0\n");
    CHECK(ask(link, "STREAM FILE beep \"\"") == "200 result=0 endpos=3520\n");
    link.finish_writing();
    CHECK(link.line() == "HANGUP\n");
    CHECK(link.rest().empty());
    CHECK(pbx.database("family/key") == "value");
    CHECK(made.ami.packets_until("Event: AGIExecStart").find("Application: AGI\r\n") != std::string::npos);
    CHECK(made.ami.packets_until("Event: UserEvent").find("Command: EXEC UserEvent Hello,A: b\r\n") !=
          std::string::npos);
    const auto left = made.ami.packet_with("UserEvent: Left");
    CHECK(left.find("Status: SUCCESS\r\nQ: a b\r\n") != std::string::npos);
}

TEST_CASE("test server: events of FastAGI's commands -> as Asterisk sends them")
{
    raw_listener fastagi;
    server pbx(with_agi(url(fastagi, "/x")));
    call made(pbx);
    auto link = fastagi.accept();
    environment(link);
    struct row {
        const char* command;
        const char* end;
    };
    for (const auto& each : {row{"NOOP", "ResultCode: 200\r\nResult: Success\r\n\r\n"},
             row{"FOO", "ResultCode: 510\r\nResult: Invalid or unknown command\r\n\r\n"},
             row{"GET VARIABLE", "ResultCode: 520\r\nResult: Usage\r\n\r\n"},
             row{"EXEC NoSuch", "ResultCode: 200\r\nResult: Unknown Result\r\n\r\n"},
             row{"GOSUB a 1 1", "ResultCode: -1\r\nResult: Failure\r\n\r\n"}}) {
        CAPTURE(each.command);
        link.send(std::string(each.command) + "\n");
        const auto begin = made.ami.packet_with("Event: AGIExecStart");
        const auto end = made.ami.packet_with("Event: AGIExecEnd");
        CHECK(begin.ends_with("Command: " + std::string(each.command) + "\r\n\r\n"));
        CHECK(end.ends_with("Command: " + std::string(each.command) + "\r\n" + each.end));
        const auto id = begin.substr(begin.find("CommandId: "), 14);
        CHECK(end.find(id) != std::string::npos);
    }
}

TEST_CASE("test server: digits during FastAGI -> reach the command that runs")
{
    raw_listener fastagi;
    server pbx(with_agi(url(fastagi, "/x")));
    call made(pbx);
    auto link = fastagi.accept();
    environment(link);
    const auto press = [&](char digit) {
        made.ami.send_lines("Action: PlayDTMF\nChannel: me\nDigit: " + std::string(1, digit) + "\n\n");
    };
    link.send("GET DATA beep 1000000 2\n");
    made.ami.packet_with("Event: AGIExecStart");
    press('1');
    press('2');
    CHECK(link.line() == "200 result=12\n");
    link.send("WAIT FOR DIGIT -1\n");
    made.ami.packet_with("Event: AGIExecStart");
    press('#');
    CHECK(link.line() == "200 result=35\n");
    link.send("STREAM FILE demo-congrats 9\n");
    made.ami.packet_with("Event: AGIExecStart");
    press('1');
    press('9');
    CHECK(link.line() == "200 result=57 endpos=240000\n");
}

TEST_CASE("test server: a hang-up during FastAGI -> told, and the channel stays until the AGI server closes")
{
    raw_listener fastagi;
    server pbx(with_agi(url(fastagi, "/x")));
    call made(pbx);
    auto link = fastagi.accept();
    environment(link);
    link.send("WAIT FOR DIGIT -1\n");
    made.ami.packet_with("Event: AGIExecStart");
    made.hang_up();
    CHECK(link.line() == "200 result=-1\n");
    CHECK(link.line() == "HANGUP\n");
    CHECK(ask(link, "GET VARIABLE CHANNEL") == "200 result=1 (Local/700@from-internal-00000000;2)\n");
    CHECK(ask(link, "ANSWER") == "511 Command Not Permitted on a dead channel or intercept routine\n");
    CHECK(pbx.channels() == std::vector<std::string>{
                                "Local/700@from-internal-00000000;1", "Local/700@from-internal-00000000;2"});
    link.finish_writing();
    CHECK(link.line() == "HANGUP\n");
    CHECK(link.rest().empty());
    const auto end = made.ami.packets_until("Event: Hangup\r\nPrivilege: call,all\r\nChannel: Local/"
                                            "700@from-internal-00000000;2");
    CHECK(end.find("Variable: AGISTATUS\r\nValue: HANGUP\r\n") != std::string::npos);
    CHECK(pbx.channels().empty());
}

TEST_CASE("test server: the other side hangs up during FastAGI -> told")
{
    raw_listener fastagi;
    server pbx(with_agi(url(fastagi, "/x")));
    call made(pbx);
    auto link = fastagi.accept();
    environment(link);
    made.ami.send_lines("Action: Hangup\nChannel: me\n\n");
    CHECK(link.line() == "HANGUP\n");
}

TEST_CASE("test server: HANGUP, AUTOHANGUP and EXEC Hangup -> end the call, and the session goes on")
{
    for (const std::string command : {"HANGUP", "SET AUTOHANGUP 1", "EXEC Hangup"}) {
        CAPTURE(command);
        raw_listener fastagi;
        server pbx(with_agi(url(fastagi, "/x")));
        call made(pbx);
        auto link = fastagi.accept();
        environment(link);
        CHECK(ask(link, command).starts_with("200 result="));
        CHECK(link.line() == "HANGUP\n");
        CHECK(ask(link, "NOOP") == "200 result=0\n");
    }
}

TEST_CASE("test server: AGISIGHUP and AGIEXITONHANGUP of the channel -> are obeyed")
{
    raw_listener fastagi;
    server pbx(with_agi(url(fastagi, "/x")));
    {
        call made(pbx, "Variable: AGISIGHUP=no\n");
        auto link = fastagi.accept();
        environment(link);
        made.hang_up();
        made.ami.packet_with("Event: SoftHangupRequest");
        CHECK(ask(link, "ANSWER").starts_with("511"));
        link.finish_writing();
        CHECK(link.rest().empty());
        made.ami.packet_with(
            "Event: Hangup\r\nPrivilege: call,all\r\nChannel: Local/700@from-internal-00000000;2");
    }
    call made(pbx, "Variable: AGIEXITONHANGUP=yes\n");
    auto link = fastagi.accept();
    environment(link);
    made.hang_up();
    CHECK(link.rest() == "HANGUP\nHANGUP\n");
}

TEST_CASE("test server: how a FastAGI session ends -> AGISTATUS, and the dialplan goes on")
{
    raw_listener fastagi;
    server pbx(with_agi(url(fastagi, "/x")));
    call made(pbx);
    SECTION("closed at once")
    {
        fastagi.accept();
        CHECK(made.status() == "SUCCESS");
    }
    SECTION("the line failure")
    {
        auto link = fastagi.accept();
        link.send("failure\n");
        CHECK(made.status() == "FAILURE");
    }
    SECTION("SET PRIORITY leads past a step")
    {
        auto link = fastagi.accept();
        environment(link);
        CHECK(ask(link, "SET CONTEXT sets") == "200 result=0\n");
        CHECK(ask(link, "SET EXTENSION 103") == "200 result=0\n");
        CHECK(ask(link, "SET PRIORITY 3") == "200 result=0\n");
        link.finish_writing();
        const auto next = made.ami.packet_with("Application: Wait\r\nAppData: 60\r\n");
        CHECK(next.find("Extension: 103\r\n") != std::string::npos);
    }
    SECTION("a Redirect: as a hang-up, and the channel goes there afterwards")
    {
        auto link = fastagi.accept();
        environment(link);
        made.ami.send_lines("Action: Redirect\nChannel: me;2\nContext: sets\nExten: 103\nPriority: 1\n\n");
        CHECK(link.line() == "HANGUP\n");
        link.finish_writing();
        made.ami.packet_with("Extension: 103\r\nApplication: NoOp\r\n");
    }
}

TEST_CASE("test server: a FastAGI server that is not there -> FAILURE, and no session for other URLs")
{
    struct row {
        std::string url;
        const char* status;
    };
    std::string refused;
    {
        raw_listener closed;
        refused = url(closed, "/x");
    }
    for (const auto& each : {row{refused, "FAILURE"}, row{"agi://127.0.0.1:99999/x", "FAILURE"},
             row{"hagi://nowhere/x", "FAILURE"}, row{"agi:/x", "NOTFOUND"}, row{"http://x/", "NOTFOUND"}}) {
        CAPTURE(each.url);
        server pbx(with_agi(each.url));
        call made(pbx);
        CHECK(made.status() == each.status);
    }
}

TEST_CASE("test server: a long command -> the limit of the era")
{
    for (const auto asterisk : {era::asterisk_16, era::asterisk_22}) {
        raw_listener fastagi;
        server pbx(with_agi(url(fastagi, "/x"), asterisk));
        call made(pbx);
        auto link = fastagi.accept();
        environment(link);
        CHECK(ask(link, "NOOP " + std::string(2041, 'x')) == "200 result=0\n");
        CHECK(ask(link, "NOOP " + std::string(2042, 'x')) == "200 result=0\n");
        CHECK(ask(link, "NOOP") ==
              (asterisk == era::asterisk_16 ? "510 Invalid or unknown command\n" : "200 result=0\n"));
    }
}

TEST_CASE("test server: destroyed with FastAGI sessions -> they are closed")
{
    raw_listener fastagi;
    auto pbx = std::make_unique<server>(with_agi(url(fastagi, "/x")));
    call made(*pbx);
    auto link = fastagi.accept();
    environment(link);
    link.send("WAIT FOR DIGIT -1\n");
    made.ami.packet_with("Event: AGIExecStart");
    pbx.reset();
    CHECK(link.rest().empty());
}

TEST_CASE("test server: Originate with the application AGI -> the session on the calling half")
{
    raw_listener fastagi;
    server pbx(with_agi(url(fastagi, "/x")));
    raw_socket client(pbx);
    client.log_in("hello", "world", "call,dialplan");
    client.send_lines("Action: Originate\nChannel: Local/3060@from-internal/n\nApplication: AGI\nData: " +
                      url(fastagi, "/y") + "\nChannelId: you\nAsync: true\n\n");
    auto link = fastagi.accept();
    CHECK(environment(link)[6] == "agi_uniqueid: you");
    link.finish_writing();
    client.packet_with("Variable: AGISTATUS\r\nValue: SUCCESS\r\n");
    client.packet_with("Event: Hangup");
}
