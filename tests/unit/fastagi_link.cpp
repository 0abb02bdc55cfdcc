// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// A FastAGI session without a socket and a clock: its steps, its limits, its ends.

#include "support/catch.hpp"
#include "support/fastagi_linked.hpp"
#include "support/fastagi_text.hpp"

#include <boost/asio/error.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

using namespace ami;
using namespace std::chrono_literals;
using tests::fastagi_environment;
using tests::linked;

namespace {

fastagi_limits with(fastagi_limits::duration fastagi_limits::*member, fastagi_limits::duration value)
{
    fastagi_limits limits;
    limits.*member = value;
    return limits;
}

const std::string hung_up = make_error_code(errc::agi_hung_up).message();
const std::string unknown = make_error_code(errc::outcome_unknown).message();
const std::string dead = make_error_code(errc::agi_dead_channel).message();

} // namespace

TEST_CASE("fastagi link: a session from the environment to the end of its handler")
{
    linked l;
    CHECK(l.receive(fastagi_environment().substr(0, 411)).empty());
    CHECK_FALSE(l.link.is_open());
    CHECK(l.receive(fastagi_environment().substr(411)) == "begin");
    CHECK(l.link.is_open());
    CHECK_FALSE(l.add("ANSWER"));
    CHECK_FALSE(l.add("NOOP"));
    CHECK(l.steps() == "send:ANSWER");
    CHECK(l.receive("200 result=0\n") == "1=0 send:NOOP");
    CHECK(l.receive("200 resu").empty());
    CHECK(l.receive("lt=0\n") == "2=0");
    l.link.leave();
    CHECK_FALSE(l.link.is_open());
    CHECK(l.add("NOOP") == errc::agi_hung_up);
    CHECK(l.steps() == "finish");
    CHECK(l.receive("HANGUP\n").empty()); // Asterisk writes it at every end
    CHECK(l.lose() == "close");
    CHECK_FALSE(l.cause());
    CHECK(l.link.deadline() == detail::fastagi_link::time_point::max());
}

TEST_CASE("fastagi link: the environment and what follows it may come in one segment")
{
    linked l;
    CHECK(l.receive(fastagi_environment() + "HANGUP\n") == "begin hung_up");
    CHECK(l.link.is_open());
    CHECK(l.link.is_hung_up());
}

TEST_CASE("fastagi link: when the handler has ended, awaited commands run, others do not delay the end")
{
    linked l;
    l.receive(fastagi_environment());
    l.add("STREAM FILE x \"\"");
    l.add("VERBOSE x 1");
    l.steps();
    l.link.leave();
    CHECK(l.steps().empty());
    CHECK(l.receive("200 result=0 endpos=1\n") == "1=0 send:VERBOSE x 1");
    SECTION("the last one is answered")
    {
        CHECK(l.receive("200 result=1\n") == "2=1 finish");
    }
    SECTION("the last one was cancelled")
    {
        CHECK(l.link.withdraw(2));
        CHECK(l.steps() == "finish");
    }
}

TEST_CASE("fastagi link: a handler that throws ends the session by the line failure, whatever runs")
{
    linked l;
    l.receive(fastagi_environment());
    l.add("STREAM FILE x \"\"");
    l.steps();
    l.link.fail({}, l.now);
    CHECK(l.steps() == "1=" + unknown + " send:failure finish");
    CHECK(l.receive("HANGUP\n").empty());
    CHECK(l.pass(5s) == "close");
}

TEST_CASE("fastagi link: after the hang-up the session goes on")
{
    linked l;
    l.receive(fastagi_environment());
    l.add("EXEC Dial x");
    l.add("ANSWER");
    l.add("GET VARIABLE DIALSTATUS");
    l.steps();
    // A command written when the call has just ended gets HANGUP first.
    CHECK(l.receive("HANGUP\n") == "hung_up");
    CHECK(l.receive("200 result=-1\n") == "1=-1 send:GET VARIABLE DIALSTATUS 2=" + dead);
    CHECK(l.receive("200 result=1 (ANSWER)\nHANGUP\n") == "3=1");
    CHECK(l.link.is_open());
    l.link.leave();
    CHECK(l.steps() == "finish");
}

TEST_CASE("fastagi link: a sound that a hang-up ended is told as such")
{
    linked l;
    l.receive(fastagi_environment());
    l.add("STREAM FILE x \"\"");
    l.steps();
    SECTION("the hang-up follows")
    {
        CHECK(l.receive("200 result=-1 endpos=0\n") == "send:CHANNEL STATUS");
        CHECK(l.receive("HANGUP\n") == "hung_up");
        CHECK(l.receive("511 Command Not Permitted on a dead channel or intercept routine\n") ==
              "1=" + hung_up);
    }
    SECTION("in the same segment: nothing has to be asked")
    {
        CHECK(l.receive("200 result=-1 endpos=0\nHANGUP\n") == "hung_up 1=" + hung_up);
    }
}

TEST_CASE("fastagi link: the peer closes")
{
    linked l;
    SECTION("before its first byte: a health check")
    {
        CHECK(l.link.was_silent());
        CHECK(l.lose() == "close");
        CHECK(l.link.was_silent());
    }
    SECTION("in the environment")
    {
        l.receive("agi_network: yes\n");
        CHECK_FALSE(l.link.was_silent());
        CHECK(l.lose() == "close");
        CHECK(l.cause() == errc::invalid_agi_environment);
    }
    SECTION("while it runs")
    {
        l.receive(fastagi_environment());
        CHECK(l.lose() == "close");
        CHECK(l.cause() == errc::agi_hung_up);
        CHECK(l.add("NOOP") == errc::agi_hung_up);
        CHECK_FALSE(l.link.is_open());
    }
    SECTION("while commands run")
    {
        l.receive(fastagi_environment());
        l.add("NOOP");
        l.add("NOOP");
        l.steps();
        CHECK(l.lose() == "1=" + unknown + " 2=" + hung_up + " close");
    }
    CHECK(l.lose().empty());
    CHECK(l.pass(1h).empty());
}

TEST_CASE("fastagi link: silence before the environment has a limit")
{
    linked l(with(&fastagi_limits::environment_timeout, 5s));
    CHECK(l.link.deadline() == l.now + 5s);
    CHECK(l.pass(4s).empty());
    l.receive("agi_network: yes\n"); // a slow one has no more time
    CHECK(l.pass(1s) == "send:failure finish");
    CHECK(l.cause() == errc::agi_environment_timeout);
    CHECK(l.receive("anything\n").empty());
}

TEST_CASE("fastagi link: no command for long")
{
    auto limits = with(&fastagi_limits::idle_timeout, 10s);
    limits.hangup_timeout = 30s;
    linked l(limits);
    l.now += 1s;
    l.receive(fastagi_environment());
    CHECK(l.link.deadline() == l.now + 10s);
    l.now += 9s;
    l.add("EXEC Dial x");
    l.steps();
    CHECK(l.link.deadline() == detail::fastagi_link::time_point::max());
    CHECK(l.pass(70min).empty()); // asterisk-java #274
    l.receive("200 result=0\n");
    SECTION("while the call is up")
    {
        CHECK(l.pass(9999ms).empty());
        CHECK(l.pass(1ms) == "send:failure finish");
        CHECK(l.cause() == errc::agi_idle_timeout);
        CHECK(l.add("NOOP") == errc::agi_idle_timeout);
    }
    SECTION("after the hang-up")
    {
        l.now += 9s;
        l.receive("HANGUP\n");
        CHECK(l.pass(29s).empty());
        l.add("NOOP");
        l.steps();
        l.receive("200 result=0\n");
        CHECK(l.pass(29s).empty());
        CHECK(l.pass(1s) == "finish");
        CHECK(l.cause() == errc::agi_hangup_timeout);
    }
}

TEST_CASE("fastagi link: a command's time")
{
    linked l(with(&fastagi_limits::command_timeout, 10s));
    l.receive(fastagi_environment());
    l.add("EXEC Wait 100");
    l.steps();
    CHECK(l.link.deadline() == l.now + 10s);
    CHECK(l.pass(10s) == "1=" + make_error_code(errc::timed_out).message());
    CHECK(l.link.is_open());
    l.add("NOOP");
    CHECK(l.steps().empty());
    CHECK(l.receive("200 result=0\n") == "send:NOOP");
    CHECK(l.receive("200 result=7\n") == "2=7");
}

TEST_CASE("fastagi link: bytes that belong to nothing end the session")
{
    linked l;
    SECTION("the rest of an environment that a name has ended")
    {
        const auto forged =
            fastagi_environment("menu", "x\nagi_threadid: 1\nagi_arg_1: evil\n\n200 result=1 (admin)");
        CHECK(l.receive(forged) == "send:failure finish");
        CHECK(l.link.environment().is_doubtful());
        CHECK(l.cause() == errc::invalid_agi_result);
    }
    SECTION("the rest of a value")
    {
        l.receive(fastagi_environment());
        l.add("GET VARIABLE X");
        l.add("NOOP");
        l.steps();
        CHECK(l.receive("200 result=1 (a)\nb)\n") ==
              "1=1 2=" + make_error_code(errc::invalid_agi_result).message() + " send:failure finish");
    }
    SECTION("a hang-up among them is none")
    {
        l.receive(fastagi_environment());
        l.add("GET VARIABLE X");
        l.steps();
        CHECK(l.receive("200 result=1 (a)\n200 result=0\nHANGUP\nb)\n") == "1=1 send:failure finish");
        CHECK_FALSE(l.link.is_hung_up());
    }
    SECTION("an answer too many")
    {
        l.receive(fastagi_environment());
        CHECK(l.receive("200 result=0\n") == "send:failure finish");
        CHECK(l.cause() == errc::invalid_agi_result);
    }
}

TEST_CASE("fastagi link: what is no Asterisk")
{
    linked l;
    CHECK(l.receive("GET / HTTP/1.1\r\nHost: x\r\n\r\n") == "send:failure finish");
    CHECK(l.cause() == errc::invalid_agi_environment);
    CHECK(l.pass(5s) == "close");
}

TEST_CASE("fastagi link: limits of answers and of commands that wait")
{
    fastagi_limits limits;
    limits.answer = 100;
    limits.waiting_commands = 2;
    limits.command = 20;
    linked l(limits);
    l.receive(fastagi_environment());
    CHECK(l.add(std::string(21, 'x')) == errc::agi_command_too_long);
    CHECK(l.add("NOOP\n") == errc::invalid_agi_command);
    CHECK_FALSE(l.add("NOOP 1"));
    CHECK_FALSE(l.add("NOOP 2"));
    CHECK(l.add("NOOP 3") == errc::too_many_in_flight);
    CHECK(l.steps() == "send:NOOP 1"); // nothing was sent of those that were refused
    CHECK_FALSE(l.add("NOOP 3"));
    const auto too_large = make_error_code(errc::agi_answer_too_large).message();
    CHECK(l.receive(std::string(101, '2')) ==
          "1=" + too_large + " 2=" + too_large + " 3=" + too_large + " send:failure finish");
}

TEST_CASE("fastagi link: if no command may wait, one can still be sent")
{
    fastagi_limits limits;
    limits.waiting_commands = 0;
    linked l(limits);
    l.receive(fastagi_environment());
    CHECK_FALSE(l.add("NOOP 1"));
    CHECK(l.steps() == "send:NOOP 1");
    CHECK(l.add("NOOP 2") == errc::too_many_in_flight);
    CHECK(l.receive("200 result=0\n") == "1=0");
    CHECK_FALSE(l.add("NOOP 3"));
    CHECK(l.steps() == "send:NOOP 3");
}

TEST_CASE("fastagi link: a connection that is refused at once")
{
    linked l;
    l.link.fail({errc::too_many_agi_sessions}, l.now);
    CHECK(l.steps() == "send:failure finish");
    CHECK(l.receive(fastagi_environment()).empty());
    CHECK(l.cause() == errc::too_many_agi_sessions);
    CHECK(l.lose() == "close");
}

TEST_CASE("fastagi link: after the hang-up the time begins with the last answer, though the rest is refused")
{
    linked l(with(&fastagi_limits::hangup_timeout, 30s));
    l.receive(fastagi_environment());
    l.add("EXEC Dial x");
    l.add("ANSWER");
    l.steps();
    l.receive("HANGUP\n");
    CHECK(l.pass(70min).empty());
    CHECK(l.receive("200 result=-1\n") == "1=-1 2=" + dead);
    CHECK(l.pass(29s).empty()); // DIALSTATUS can be read
    CHECK(l.link.is_open());
    CHECK(l.pass(1s) == "finish");
}

TEST_CASE("fastagi link: AGISIGHUP=no: while no command runs, the session asks whether the call is up")
{
    auto limits = with(&fastagi_limits::hangup_check, 60s);
    limits.hangup_timeout = 30s;
    SECTION("it is")
    {
        limits.idle_timeout = 150s; // which a question does not prolong
        linked l(limits);
        l.receive(fastagi_environment());
        for (int i = 0; i != 2; ++i) {
            CHECK(l.pass(59s).empty());
            CHECK(l.pass(1s) == "send:CHANNEL STATUS");
            CHECK(l.receive("200 result=6\n").empty());
        }
        CHECK_FALSE(l.link.is_hung_up());
        CHECK(l.pass(30s) == "send:failure finish");
        CHECK(l.cause() == errc::agi_idle_timeout);
    }
    SECTION("it is over: the handler is told, and has a time")
    {
        linked l(limits);
        l.receive(fastagi_environment());
        CHECK(l.pass(60s) == "send:CHANNEL STATUS");
        CHECK(l.pass(60s).empty()); // one question at a time
        CHECK(l.receive("511 Command Not Permitted on a dead channel or intercept routine\n") ==
              "send:GET VARIABLE CHANNEL(checkhangup)");
        CHECK(l.receive("200 result=1 (1)\n") == "hung_up");
        CHECK(l.link.is_hung_up());
        CHECK(l.pass(29s).empty());
        CHECK(l.pass(1s) == "finish");
        CHECK(l.cause() == errc::agi_hangup_timeout);
    }
    SECTION("in an interception routine: it is up, and is asked again; the questions prolong nothing")
    {
        limits.idle_timeout = 150s;
        linked l(limits);
        l.receive(fastagi_environment());
        for (int i = 0; i != 2; ++i) {
            CHECK(l.pass(60s) == "send:CHANNEL STATUS");
            CHECK(l.receive("511 Command Not Permitted on a dead channel or intercept routine\n") ==
                  "send:GET VARIABLE CHANNEL(checkhangup)");
            CHECK(l.receive("200 result=1 (0)\n").empty());
        }
        CHECK_FALSE(l.link.is_hung_up());
        CHECK(l.pass(30s) == "send:failure finish");
        CHECK(l.cause() == errc::agi_idle_timeout);
    }
    SECTION("a command waits for its answer")
    {
        linked l(limits);
        l.receive(fastagi_environment());
        CHECK(l.pass(60s) == "send:CHANNEL STATUS");
        l.add("NOOP");
        CHECK(l.steps().empty());
        CHECK(l.receive("200 result=6\n") == "send:NOOP");
        CHECK(l.receive("200 result=5\n") == "1=5");
    }
    SECTION("not while a command runs, nor after the hang-up, nor if there is no limit")
    {
        linked running(limits);
        running.receive(fastagi_environment());
        running.add("EXEC Dial x");
        running.steps();
        CHECK(running.pass(2h).empty());
        running.receive("HANGUP\n200 result=-1\n");
        CHECK(running.pass(29s).empty());

        limits.hangup_check = fastagi_limits::duration::max();
        linked l(limits);
        l.receive(fastagi_environment());
        CHECK(l.link.deadline() == detail::fastagi_link::time_point::max());
    }
}

TEST_CASE("fastagi link: a network that fails is no hang-up, a reset by Asterisk is one")
{
    linked l;
    l.receive(fastagi_environment());
    l.add("NOOP");
    l.add("NOOP");
    l.steps();
    SECTION("it fails")
    {
        const auto error = make_error_code(boost::system::errc::timed_out);
        CHECK(l.lose(error) == "1=" + unknown + " 2=" + error.message() + " close");
        CHECK(l.cause() == error);
    }
    SECTION("a reset")
    {
        CHECK(l.lose(boost::asio::error::connection_reset) == "1=" + unknown + " 2=" + hung_up + " close");
        CHECK(l.cause() == errc::agi_hung_up);
    }
}

TEST_CASE("fastagi link: in the extension h the call is mostly over: it is asked at once, if no command runs")
{
    auto in_h = fastagi_environment();
    const std::string extension = "agi_extension: 2018\n";
    in_h.replace(in_h.find(extension), extension.size(), "agi_extension: h\n");
    const std::string refused = "511 Command Not Permitted on a dead channel or intercept routine\n";
    linked l;
    CHECK(l.receive(in_h) == "begin");
    CHECK(l.link.deadline() == l.now);
    SECTION("it is over")
    {
        CHECK(l.pass(0s) == "send:CHANNEL STATUS");
        CHECK(l.receive(refused) == "send:GET VARIABLE CHANNEL(checkhangup)");
        CHECK(l.receive("200 result=1 (1)\n") == "hung_up");
        CHECK(l.pass(30s) == "finish");
        CHECK(l.cause() == errc::agi_hangup_timeout);
    }
    SECTION("the dialplan went there by Goto: it is up, and the next question comes after the usual time")
    {
        CHECK(l.pass(0s) == "send:CHANNEL STATUS");
        CHECK(l.receive("200 result=6\n").empty());
        CHECK_FALSE(l.link.is_hung_up());
        CHECK(l.link.deadline() == l.now + 60s);
    }
    SECTION("the handler runs a command first")
    {
        l.add("GET VARIABLE AGISTATUS");
        CHECK(l.steps() == "send:GET VARIABLE AGISTATUS");
        CHECK(l.pass(0s).empty());
        CHECK(l.receive("200 result=1 (HANGUP)\n") == "1=1");
        CHECK(l.pass(0s) == "send:CHANNEL STATUS");
    }
    SECTION("without a limit nothing is asked")
    {
        linked never(with(&fastagi_limits::hangup_check, fastagi_limits::duration::max()));
        never.receive(in_h);
        CHECK(never.link.deadline() == detail::fastagi_link::time_point::max());
    }
}
