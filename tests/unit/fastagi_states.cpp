// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// The states of a FastAGI session, and what each event does in each of them.

#include "support/catch.hpp"
#include "support/fastagi_linked.hpp"
#include "support/fastagi_text.hpp"

#include <chrono>
#include <functional>
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

using namespace ami;
using namespace std::chrono_literals;
using tests::fastagi_environment;
using tests::linked;

namespace {

constexpr auto sound = "STREAM FILE x \"\"";

fastagi_limits limits()
{
    fastagi_limits made;
    made.environment_timeout = 5s;
    made.command_timeout = 10s;
    made.idle_timeout = 100s;
    made.hangup_timeout = 30s;
    made.hangup_check = 60s;
    made.close_timeout = 3s;
    return made;
}

struct event {
    const char* name;
    std::function<std::string(linked&)> happen;
};

// In the order of the cells below.
const event events[] = {
    {"submit",
        [](linked& l) {
            const auto error = l.add("VERBOSE y 1");
            return error ? error.message() : l.steps();
        }},
    {"answer", [](linked& l) { return l.receive("200 result=7\n"); }},
    {"answer 511", [](linked& l) { return l.receive("511 Command Not Permitted on a dead channel\n"); }},
    {"HANGUP", [](linked& l) { return l.receive("HANGUP\n"); }},
    {"end of file", [](linked& l) { return l.lose(); }},
    {"network error",
        [](linked& l) {
            return l.lose({ETIMEDOUT, boost::system::system_category()});
        }},
    {"deadline",
        [](linked& l) {
            const auto at = l.link.deadline();
            if (at == detail::fastagi_link::time_point::max())
                return std::string("none");
            const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(at - l.now);
            return std::to_string(seconds.count()) + "s: " + l.pass(seconds);
        }},
    {"cancel",
        [](linked& l) {
            const bool done = l.link.withdraw(1);
            return std::string(done ? "yes " : "no ") + l.steps();
        }},
    {"handler returns",
        [](linked& l) {
            l.link.leave();
            return l.steps();
        }},
    {"handler throws",
        [](linked& l) {
            l.link.fail({errc::agi_hung_up}, l.now);
            return l.steps();
        }},
    {"stop",
        [](linked& l) {
            l.link.fail({errc::closed}, l.now);
            return l.steps();
        }},
};

struct state {
    const char* name;
    std::function<void(linked&)> enter;
    std::map<std::string_view, std::string_view> cells; // what happens: by event
};

void begin(linked& l)
{
    l.receive(fastagi_environment());
}

void run(linked& l, const char* command)
{
    begin(l);
    l.add(command);
    l.steps();
}

// "3s: close": after 3 s. "1=7": command 1 gets the answer 7.
const state states[] = {
    {"environment", [](linked& l) { l.receive("agi_network: yes\n"); },
        {{"submit", "HUNG_UP"}, {"answer", ""}, {"answer 511", ""}, {"HANGUP", ""}, {"end of file", "close"},
            {"network error", "close"}, {"deadline", "5s: send:failure finish"}, {"cancel", "no "},
            {"handler returns", ""}, {"handler throws", "send:failure finish"},
            {"stop", "send:failure finish"}}},
    {"idle", begin,
        {{"submit", "send:VERBOSE y 1"}, {"answer", "send:failure finish"},
            {"answer 511", "send:failure finish"}, {"HANGUP", "hung_up"}, {"end of file", "close"},
            {"network error", "close"}, {"deadline", "60s: send:CHANNEL STATUS"}, {"cancel", "no "},
            {"handler returns", "finish"}, {"handler throws", "send:failure finish"},
            {"stop", "send:failure finish"}}},
    {"command", [](linked& l) { run(l, sound); },
        {{"submit", ""}, {"answer", "1=7"}, {"answer 511", "send:GET VARIABLE CHANNEL(checkhangup)"},
            {"HANGUP", "hung_up"}, {"end of file", "1=UNKNOWN close"}, {"network error", "1=UNKNOWN close"},
            {"deadline", "10s: 1=TIMED_OUT"}, {"cancel", "yes "}, {"handler returns", ""},
            {"handler throws", "1=UNKNOWN send:failure finish"}, {"stop", "1=CLOSED send:failure finish"}}},
    {"command and queue",
        [](linked& l) {
            run(l, sound);
            l.add("ANSWER");
            l.add("NOOP");
        },
        {{"submit", ""}, {"answer", "1=7 send:ANSWER"},
            {"answer 511", "send:GET VARIABLE CHANNEL(checkhangup)"}, {"HANGUP", "hung_up"},
            {"end of file", "1=UNKNOWN 2=HUNG_UP 3=HUNG_UP close"},
            {"network error", "1=UNKNOWN 2=Connection timed out 3=Connection timed out close"},
            {"deadline", "10s: 1=TIMED_OUT 2=NOT_SENT 3=NOT_SENT"}, {"cancel", "yes "},
            {"handler returns", ""}, {"handler throws", "1=UNKNOWN 2=HUNG_UP 3=HUNG_UP send:failure finish"},
            {"stop", "1=CLOSED 2=CLOSED 3=CLOSED send:failure finish"}}},
    {"cancelled command and queue",
        [](linked& l) {
            run(l, sound);
            l.add("NOOP");
            l.link.withdraw(1);
            l.steps();
        },
        {{"submit", ""}, {"answer", "send:NOOP"}, {"answer 511", "send:GET VARIABLE CHANNEL(checkhangup)"},
            {"HANGUP", "hung_up"}, {"end of file", "2=HUNG_UP close"},
            {"network error", "2=Connection timed out close"}, {"deadline", "10s: 2=NOT_SENT"},
            {"cancel", "no "}, {"handler returns", ""}, {"handler throws", "2=HUNG_UP send:failure finish"},
            {"stop", "2=CLOSED send:failure finish"}}},
    {"asked after -1",
        [](linked& l) {
            run(l, sound);
            l.add("NOOP");
            l.receive("200 result=-1 endpos=0\n");
        },
        {{"submit", ""}, {"answer", "1=-1 send:NOOP"}, {"answer 511", "hung_up 1=HUNG_UP send:NOOP"},
            {"HANGUP", "hung_up"}, {"end of file", "1=HUNG_UP 2=HUNG_UP close"},
            {"network error", "1=Connection timed out 2=Connection timed out close"},
            {"deadline", "10s: 1=TIMED_OUT 2=NOT_SENT"}, {"cancel", "yes "}, {"handler returns", ""},
            {"handler throws", "1=HUNG_UP 2=HUNG_UP send:failure finish"},
            {"stop", "1=CLOSED 2=CLOSED send:failure finish"}}},
    {"asked after 511",
        [](linked& l) {
            run(l, "ANSWER");
            l.add("NOOP");
            l.receive("511 x\n");
        },
        {{"submit", ""}, {"answer", "hung_up 1=x send:NOOP"}, {"answer 511", "hung_up 1=x send:NOOP"},
            {"HANGUP", "hung_up"}, {"end of file", "1=x 2=HUNG_UP close"},
            {"network error", "1=x 2=Connection timed out close"},
            {"deadline", "10s: 1=TIMED_OUT 2=NOT_SENT"}, {"cancel", "yes "}, {"handler returns", ""},
            {"handler throws", "1=x 2=HUNG_UP send:failure finish"},
            {"stop", "1=x 2=CLOSED send:failure finish"}}},
    {"asked while idle",
        [](linked& l) {
            begin(l);
            l.pass(60s);
        },
        {{"submit", ""}, {"answer", ""}, {"answer 511", "send:GET VARIABLE CHANNEL(checkhangup)"},
            {"HANGUP", "hung_up"}, {"end of file", "close"}, {"network error", "close"},
            {"deadline", "40s: send:failure finish"}, {"cancel", "no "}, {"handler returns", "finish"},
            {"handler throws", "send:failure finish"}, {"stop", "send:failure finish"}}},
    {"asked again while idle",
        [](linked& l) {
            begin(l);
            l.pass(60s);
            l.receive("511 x\n");
        },
        {{"submit", ""}, {"answer", "hung_up"}, {"answer 511", "hung_up"}, {"HANGUP", "hung_up"},
            {"end of file", "close"}, {"network error", "close"}, {"deadline", "40s: send:failure finish"},
            {"cancel", "no "}, {"handler returns", "finish"}, {"handler throws", "send:failure finish"},
            {"stop", "send:failure finish"}}},
    {"NOOP after EXEC",
        [](linked& l) {
            run(l, "EXEC X");
            l.receive("200 result=1\n");
            l.add("VERBOSE x 1");
            l.steps();
        },
        {{"submit", ""}, {"answer", "send:VERBOSE x 1"}, {"answer 511", "send:VERBOSE x 1"},
            {"HANGUP", "hung_up"}, {"end of file", "2=HUNG_UP close"},
            {"network error", "2=Connection timed out close"}, {"deadline", "10s: 2=NOT_SENT"},
            {"cancel", "no "}, {"handler returns", ""}, {"handler throws", "2=HUNG_UP send:failure finish"},
            {"stop", "2=CLOSED send:failure finish"}}},
    {"hung up",
        [](linked& l) {
            begin(l);
            l.receive("HANGUP\n");
        },
        {{"submit", "send:VERBOSE y 1"}, {"answer", "send:failure finish"},
            {"answer 511", "send:failure finish"}, {"HANGUP", ""}, {"end of file", "close"},
            {"network error", "close"}, {"deadline", "30s: finish"}, {"cancel", "no "},
            {"handler returns", "finish"}, {"handler throws", "send:failure finish"},
            {"stop", "send:failure finish"}}},
    {"hung up, command and queue",
        [](linked& l) {
            run(l, "EXEC Wait 9");
            l.add("ANSWER");
            l.receive("HANGUP\n");
        },
        {{"submit", ""}, {"answer", "1=7 2=DEAD"},
            {"answer 511", "1=Command Not Permitted on a dead channel 2=DEAD"}, {"HANGUP", ""},
            {"end of file", "1=HUNG_UP 2=HUNG_UP close"},
            {"network error", "1=UNKNOWN 2=Connection timed out close"},
            {"deadline", "10s: 1=TIMED_OUT 2=NOT_SENT"}, {"cancel", "yes "}, {"handler returns", ""},
            {"handler throws", "1=HUNG_UP 2=HUNG_UP send:failure finish"},
            {"stop", "1=CLOSED 2=CLOSED send:failure finish"}}},
    {"handler ended, command",
        [](linked& l) {
            run(l, sound);
            l.link.leave();
            l.steps();
        },
        {{"submit", "HUNG_UP"}, {"answer", "1=7 finish"},
            {"answer 511", "send:GET VARIABLE CHANNEL(checkhangup)"}, {"HANGUP", "hung_up"},
            {"end of file", "1=UNKNOWN close"}, {"network error", "1=UNKNOWN close"},
            {"deadline", "10s: 1=TIMED_OUT finish"}, {"cancel", "yes finish"}, {"handler returns", ""},
            {"handler throws", "1=UNKNOWN send:failure finish"}, {"stop", "1=CLOSED send:failure finish"}}},
    {"closing",
        [](linked& l) {
            run(l, sound);
            l.link.fail({errc::agi_idle_timeout}, l.now);
            l.steps();
        },
        {{"submit", "IDLE"}, {"answer", ""}, {"answer 511", ""}, {"HANGUP", ""}, {"end of file", "close"},
            {"network error", "close"}, {"deadline", "3s: close"}, {"cancel", "no "}, {"handler returns", ""},
            {"handler throws", ""}, {"stop", ""}}},
};

// The names of errors instead of their texts.
std::string named(std::string text)
{
    static const std::pair<errc, const char*> names[] = {{errc::agi_hung_up, "HUNG_UP"},
        {errc::agi_dead_channel, "DEAD"}, {errc::outcome_unknown, "UNKNOWN"}, {errc::timed_out, "TIMED_OUT"},
        {errc::not_sent, "NOT_SENT"}, {errc::closed, "CLOSED"}, {errc::agi_idle_timeout, "IDLE"}};
    for (const auto& [code, name] : names) {
        const auto message = make_error_code(code).message();
        for (std::size_t at; (at = text.find(message)) != std::string::npos;)
            text.replace(at, message.size(), name);
    }
    return text;
}

} // namespace

TEST_CASE("fastagi states: each event in each state")
{
    for (const auto& state : states) {
        REQUIRE(state.cells.size() == std::size(events));
        for (const auto& event : events) {
            linked l(limits());
            state.enter(l);
            INFO(state.name << ", " << event.name);
            CHECK(named(event.happen(l)) == state.cells.at(event.name));
        }
    }
}

TEST_CASE("fastagi states: after any event, the end of the connection ends all")
{
    for (const auto& state : states) {
        for (const auto& event : events) {
            linked l(limits());
            state.enter(l);
            event.happen(l);
            INFO(state.name << ", " << event.name);
            l.lose();
            CHECK(l.link.has_ended());
            CHECK(l.link.deadline() == detail::fastagi_link::time_point::max());
            CHECK(l.lose().empty());
            CHECK(l.add("NOOP"));
        }
    }
}
