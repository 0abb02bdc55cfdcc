// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Inputs of the tests of other AGI libraries, and of defects that were reported to them, as cases of a whole session.

#include "support/catch.hpp"
#include "support/fastagi_linked.hpp"
#include "support/fastagi_text.hpp"

#include <ami/agi/fast/environment_reader.hpp>
#include <ami/agi/fast/request.hpp>
#include <ami/agi/result.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace ami;
using tests::fastagi_environment;
using tests::linked;

namespace {

agi_result parsed(std::string_view text)
{
    detail::failure error;
    auto made = parse_agi_result(std::string(text) + "\n", error);
    INFO(text);
    CHECK_FALSE(error);
    return made;
}

fastagi_request request_of(const std::string& script)
{
    const fastagi_limits limits;
    detail::environment_reader reader(limits);
    reader.read(fastagi_environment(script));
    REQUIRE(reader.is_complete());
    const auto data = std::make_shared<detail::fastagi_request_data>();
    data->environment = reader.take_environment();
    data->arguments = reader.take_arguments();
    return fastagi_request(data);
}

} // namespace

TEST_CASE("other libraries: panoramisk, test_fast_agi.py: a call from its environment to its end")
{
    linked l;
    CHECK(
        l.receive("agi_network: yes\nagi_network_script: call_waiting\n"
                  "agi_request: agi://127.0.0.1:4574/call_waiting\nagi_channel: SIP/xxxxxx-00000000\n"
                  "agi_language: en_US\nagi_type: SIP\nagi_uniqueid: 1437920906.0\nagi_version: asterisk\n"
                  "agi_callerid: 201\nagi_calleridname: user 201\nagi_callingpres: 0\nagi_callingani2: 0\n"
                  "agi_callington: 0\nagi_callingtns: 0\nagi_dnid: 9011\nagi_rdnis: unknown\n"
                  "agi_context: default\nagi_extension: 9011\nagi_priority: 2\nagi_enhanced: 0.0\n"
                  "agi_accountcode: default\nagi_threadid: -1260881040\nagi_arg_1: answered\n\n") == "begin");
    auto& environment = l.link.environment();
    CHECK_FALSE(environment.is_doubtful());
    CHECK(environment.take_arguments() == std::vector<std::string>{"answered"});
    const auto values = environment.take_environment();
    CHECK(values["agi_calleridname"] == "user 201");
    CHECK(values["agi_threadid"] == "-1260881040");
    l.add("ANSWER");
    CHECK(l.steps() == "send:ANSWER");
    CHECK(l.receive("100 Trying...\n").empty()); // without a result
    CHECK(l.receive("200 result=0\n") == "1=0");
    CHECK(l.lose() == "close"); // the peer closes at once
}

TEST_CASE("other libraries: panoramisk, test_utils.py and issues: answers")
{
    const auto number = parsed("200 result=1234");
    CHECK(number.text() == "1234");
    const auto timeout = parsed("200 result= (timeout)");
    CHECK(timeout.text().empty());
    CHECK(timeout.data() == "timeout");
    CHECK(parsed("510 Invalid or unknown command").code() == 510);
    CHECK(parsed("520 Use this").code() == 520); // in one line
    // #104, #105
    CHECK(parsed("200 result=1 (2001)").data() == "2001");
}

TEST_CASE(
    "other libraries: panoramisk #78, adhearsion #345: a hang-up while a command waits is a typed error")
{
    linked l;
    l.receive(fastagi_environment());
    l.add("WAIT FOR DIGIT 1000");
    l.steps();
    CHECK(l.receive("HANGUP\n") == "hung_up");
    CHECK(l.receive("200 result=-1\n") == "1=" + make_error_code(errc::agi_hung_up).message());
}

TEST_CASE("other libraries: panoramisk, code: a usage block has more lines than one")
{
    linked l;
    l.receive(fastagi_environment());
    l.add("DATABASE DEL x");
    l.add("NOOP");
    l.steps();
    CHECK(l.receive("520-Invalid command syntax.  Proper usage follows:\n").empty());
    CHECK(
        l.receive(
             " Usage: DATABASE DEL <family> <key>\n        Deletes an entry in the Asterisk database for a\n"
             " given family and key.\n Returns 1 if succesful, 0 otherwise\n")
            .empty());
    CHECK(l.receive("520 End of proper usage.\n").ends_with(" send:NOOP"));
    CHECK(l.receive("200 result=7\n") == "2=7");
}

TEST_CASE("other libraries: asterisk-java, AgiReplyImplTest: answers")
{
    const auto digit = parsed("200 result=49 endpos=2240");
    CHECK(digit.number() == 49);
    CHECK(digit.endpos() == 2240);
    const auto speech = parsed(
        "200 result=1 (speech) endpos=0 results=1 score0=969 text0=\"hi \\\"joe!\\\"\" grammar0=digits");
    CHECK(speech.data() == "speech");
    CHECK(speech.endpos() == 0);
    CHECK(parsed("200 result=1 ((hello)(world))").data() == "(hello)(world)");
    const auto both = parsed("200 result=1 ((hello)(world)) endpos=2240");
    CHECK(both.data() == "(hello)(world)");
    CHECK(both.endpos() == 2240);
}

TEST_CASE("other libraries: asterisk-java, AgiReaderImplTest: the end instead of an answer is told")
{
    linked l;
    l.receive(fastagi_environment());
    l.add("NOOP");
    l.steps();
    CHECK(l.lose() == "1=" + make_error_code(errc::outcome_unknown).message() + " close");
    CHECK(l.cause() == errc::agi_hung_up);
}

TEST_CASE("other libraries: asterisk-java, AgiRequestImplTest: the script's parameters")
{
    const auto single = request_of("myscript.agi?param1=value1&param2=value2");
    CHECK(single.name() == "myscript.agi");
    CHECK(single.query("param1") == "value1");
    CHECK_FALSE(single.query("param3"));
    CHECK(single.queries().size() == 2);
    CHECK(request_of("myscript.agi").queries().empty());
    const auto several = request_of("myscript.agi?param1=value1&param1=value2");
    CHECK(several.query("param1") == "value1");
    CHECK(several.queries().at(1) == std::pair<std::string, std::string>("param1", "value2"));
    CHECK(request_of("myscript.agi?param1").query("param1") == "");
    CHECK(request_of("myscript.agi?param1=my%20value").query("param1") == "my value");
}

TEST_CASE("other libraries: asterisk-java, AgiRequestImplTest: lines of no environment")
{
    linked l;
    CHECK(l.receive("var without agi prefix: a value\nagi_without_colon another value\n") ==
          "send:failure finish");
    CHECK(l.cause() == errc::invalid_agi_environment);
}

TEST_CASE(
    "other libraries: asterisk-java #123, ding-dong #23: a stranger connects and leaves, and that is no error")
{
    linked l;
    CHECK(l.lose() == "close");
    CHECK(l.link.was_silent());
}

TEST_CASE(
    "other libraries: asterisk-java #260, CyCoreSystems/agi #13: DIALSTATUS after the caller has hung up in Dial")
{
    linked l;
    l.receive(fastagi_environment());
    l.add("EXEC Dial PJSIP/1");
    l.steps();
    CHECK(l.receive("200 result=-1\nHANGUP\n") == "hung_up 1=-1");
    l.add("GET VARIABLE DIALSTATUS");
    CHECK(l.steps() == "send:GET VARIABLE DIALSTATUS");
    CHECK(l.receive("200 result=1 (CANCEL)\n") == "2=1");
}

TEST_CASE("other libraries: pyst2 #31, #34, #56: a recording that silence ends, bytes of any kind, a hang-up")
{
    linked l;
    // #34: no text of any encoding.
    CHECK(l.receive(fastagi_environment("menu", "J\xf6rg \xff")) == "begin");
    const auto values = l.link.environment().take_environment();
    CHECK(values["agi_calleridname"] == "J\xf6rg \xff");
    l.add("RECORD FILE x wav \"\" 60000 0 s=2");
    l.steps();
    CHECK(l.receive("200 result=16117 (timeout) endpos=8000\n") == "1=16117");
    CHECK(l.receive("HANGUP\n") == "hung_up");
}

TEST_CASE("other libraries: StarPy, code: a sound that ends where it began has not failed")
{
    linked l;
    l.receive(fastagi_environment());
    l.add("STREAM FILE x \"\" 800");
    l.steps();
    CHECK(l.receive("200 result=0 endpos=800\n") == "1=0");
    l.add("CONTROL STREAM FILE x \"\""); // PR #23: with and without endpos
    l.steps();
    CHECK(l.receive("200 result=0\n") == "2=0");
}
