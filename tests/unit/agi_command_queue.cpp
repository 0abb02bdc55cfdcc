// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// What is sent to a channel in AGI(agi:async), and what the answers mean. The channel is the test.

#include "support/catch.hpp"

#include <ami/agi/command_queue.hpp>

#include <fmt/format.h>

#include <string>
#include <vector>

using namespace ami;
using ami::detail::agi_command_queue;
using ami::detail::agi_output;

namespace {

using kind = agi_command_queue::order_kind;

// A queue, with what was sent and what is over as text.
struct channel {
    explicit channel(bool stale = false) : queue("c1-x-", stale) {}

    // "1:NOOP 2:ANSWER": what is sent now, with the numbers of the CommandIDs.
    std::string sends(bool is_ready = true)
    {
        std::string sent;
        while (const auto order = queue.next_order(is_ready)) {
            if (!sent.empty())
                sent += ' ';
            if (order->kind != kind::leave) {
                CHECK(order->command_id.starts_with("c1-x-"));
                sent += order->command_id.substr(5) + ':';
            }
            sent += order->text;
        }
        return sent;
    }

    void acknowledged(int position, detail::failure error = {})
    {
        queue.on_acknowledged(id(position), std::move(error));
    }
    void result(int position, std::string_view encoded = "200%20result%3D0%0A")
    {
        queue.on_result(id(position), agi_output(encoded));
    }

    // "1 2:agi_hung_up": the commands that are over, with their errors.
    std::string over()
    {
        std::string text;
        while (const auto finished = queue.next_finished()) {
            text += fmt::format("{}{}", text.empty() ? "" : " ", finished->number);
            if (finished->error.ec == errc::outcome_unknown)
                text += ":unknown";
            else if (finished->error.ec == errc::not_sent)
                text += ":not_sent";
            else if (finished->error.ec == errc::agi_hung_up)
                text += ":hung_up";
            else if (finished->error.ec == errc::invalid_agi_result)
                text += ":invalid";
            else if (finished->error)
                text += ":error";
        }
        return text;
    }

    static std::string id(int position) { return fmt::format("c1-x-{}", position); }

    agi_command_queue queue;
};

const std::string cut(1024, 'x');

} // namespace

TEST_CASE("agi queue: commands added together -> all are sent before the first result", "[agi]")
{
    channel c;
    for (int i = 0; i != 20; ++i)
        c.queue.add("NOOP");
    int sent = 0;
    while (c.queue.next_order(true))
        ++sent;
    CHECK(sent == 20);
    CHECK(c.over().empty());
}

TEST_CASE("agi queue: more commands than Asterisk may have -> the others wait", "[agi]")
{
    channel c;
    const auto most = static_cast<int>(ami::detail::agi_output_guard::max_sent);
    for (int i = 0; i != most + 2; ++i)
        c.queue.add("NOOP");
    int sent = 0;
    while (c.queue.next_order(true))
        ++sent;
    CHECK(sent == most);
    c.result(1);
    CHECK(c.sends() == fmt::format("{}:NOOP", most + 1));
}

TEST_CASE("agi queue: results -> matched by CommandID, told in order", "[agi]")
{
    channel c;
    for (const auto* text : {"ANSWER", "NOOP", "VERBOSE x"})
        c.queue.add(text);
    CHECK(c.sends() == "1:ANSWER 2:NOOP 3:VERBOSE x");
    c.queue.on_result("other", agi_output("200%20result%3D0%0A"));
    c.queue.on_result("c1-x-4", agi_output("200%20result%3D0%0A"));
    c.queue.on_result("c1-x-", agi_output("200%20result%3D0%0A"));
    CHECK(c.over().empty());
    c.result(1);
    CHECK(c.over() == "1");
    c.result(1); // twice
    CHECK(c.over().empty());
    SECTION("a result that was missed")
    {
        c.result(3);
        CHECK(c.over() == "2:unknown 3");
    }
    SECTION("a refusal waits for its turn")
    {
        c.acknowledged(3, {errc::action_refused, "no"});
        CHECK(c.over().empty());
        c.result(2);
        CHECK(c.over() == "2 3:error");
    }
}

TEST_CASE("agi queue: a failed command -> those after it go on", "[agi]")
{
    channel c;
    c.queue.add("SET VARIABLE");
    c.queue.add("EXEC NoSuch");
    c.queue.add("GET DATA nothing 50 1");
    CHECK(c.sends() == "1:SET VARIABLE 2:EXEC NoSuch 3:GET DATA nothing 50 1");
    c.result(1, "520-Invalid%20command%20syntax.%0A520%20End%20of%20proper%20usage.%0A");
    c.result(2, "200%20result%3D-2%0A");
    c.result(3, "200%20result%3D-1%0A");
    CHECK(c.over() == "1 2 3");
    c.queue.add("NOOP");
    CHECK(c.sends() == "4:NOOP");
}

TEST_CASE("agi queue: a failed sound takes the channel out of AGI -> nothing more is sent", "[agi]")
{
    channel c;
    c.queue.add("STREAM FILE nothing \"\"");
    CHECK(c.sends() == "1:STREAM FILE nothing \"\"");
    c.result(1, "200%20result%3D-1%20endpos%3D0%0A");
    CHECK(c.over() == "1");
    c.queue.add("NOOP");
    c.queue.leave();
    CHECK(c.sends().empty());
    c.queue.end(detail::agi_hung_up());
    CHECK(c.over() == "2:hung_up");
}

TEST_CASE("agi queue: the channel is hung up -> all commands end in order", "[agi]")
{
    channel c;
    c.queue.add("STREAM FILE long \"\"");
    c.queue.add("GET FULL VARIABLE x");
    c.queue.add("NOOP");
    CHECK(c.sends() == "1:STREAM FILE long \"\" 2:GET FULL VARIABLE x");
    c.queue.on_hangup_request();
    c.result(1, "200%20result%3D-1%20endpos%3D0%0A");
    c.queue.end(detail::agi_hung_up());
    CHECK(c.over() == "1:hung_up 2:hung_up 3:hung_up");
}

TEST_CASE("agi queue: WAIT FOR DIGIT answers -1 -> hung up, also before an event tells", "[agi]")
{
    channel c;
    c.queue.add("WAIT FOR DIGIT 100");
    c.queue.add("GET DATA beep 50 1");
    CHECK(c.sends() == "1:WAIT FOR DIGIT 100 2:GET DATA beep 50 1");
    c.result(1, "200%20result%3D-1%0A");
    c.result(2, "200%20result%3D-1%0A");
    CHECK(c.over() == "1:hung_up 2");
}

TEST_CASE("agi queue: an answer that may be a little longer -> a NOOP before the next command", "[agi]")
{
    channel c;
    c.queue.add("GET VARIABLE a");
    CHECK(c.sends() == "1:GET VARIABLE a"); // alone, it needs none
    c.queue.add("get variable b");
    c.queue.add("ANSWER");
    CHECK(c.sends() == "2:NOOP 3:get variable b 4:NOOP 5:ANSWER");
    SECTION("its rest concerns nobody else")
    {
        c.result(1, cut);
        c.result(2, "xx%29%0A200%20result%3D0%0A");
        c.result(3, "200%20result%3D1%20%28b%29%0A");
        c.result(4);
        c.result(5);
        CHECK(c.over() == "1:invalid 2 3");
    }
    SECTION("without a rest")
    {
        for (int i = 1; i != 6; ++i)
            c.result(i);
        CHECK(c.over() == "1 2 3");
    }
    SECTION("its result is here already")
    {
        for (int i = 1; i != 6; ++i)
            c.result(i);
        c.queue.add("GET VARIABLE c");
        CHECK(c.sends() == "6:GET VARIABLE c");
        c.result(6);
        c.queue.add("ANSWER");
        CHECK(c.sends() == "7:ANSWER");
    }
}

TEST_CASE("agi queue: an answer of any length -> the next command waits, then its rest is fetched", "[agi]")
{
    const std::string command = GENERATE(as<std::string>{}, "GET FULL VARIABLE ${A}", "DATABASE GET f k",
        "RECEIVE TEXT 50", "SPEECH RECOGNIZE x 1", "NO SUCH COMMAND", "GET VARIABLES");
    channel c;
    c.queue.add(command);
    c.queue.add("ANSWER");
    CHECK(c.sends() == fmt::format("1:{}", command));
    SECTION("it is long")
    {
        c.result(1, cut);
        CHECK(c.over() == "1:invalid");
        CHECK(c.sends() == "2:NOOP");
        c.result(2, cut);
        CHECK(c.sends() == "3:NOOP");
        c.result(3, "xx%0A200%20result%3D0%0A");
        CHECK(c.sends() == "4:ANSWER");
        c.result(4);
        CHECK(c.over() == "2");
    }
    SECTION("it is short")
    {
        c.result(1);
        CHECK(c.sends() == "2:ANSWER");
    }
    SECTION("the NOOP is not answered")
    {
        c.result(1, cut);
        CHECK(c.sends() == "2:NOOP");
        c.acknowledged(2, {errc::timed_out, "late"});
        CHECK(c.over() == "1:invalid 2:not_sent");
    }
    SECTION("the next command is withdrawn")
    {
        c.result(1, cut);
        CHECK(c.sends() == "2:NOOP");
        CHECK(c.queue.withdraw(2));
        c.result(2);
        CHECK(c.sends().empty());
        CHECK(c.over() == "1:invalid");
    }
}

TEST_CASE("agi queue: the rest of anybody's answer -> the command that gets it fails", "[agi]")
{
    channel c;
    c.queue.add("ANSWER");
    c.queue.add("NOOP");
    CHECK(c.sends() == "1:ANSWER 2:NOOP");
    c.queue.on_result("other", agi_output(cut));
    c.result(1);
    c.result(2);
    CHECK(c.over() == "1:invalid 2");
}

TEST_CASE("agi queue: withdrawing -> only what was not sent", "[agi]")
{
    channel c;
    for (const auto* text : {"GET FULL VARIABLE x", "NOOP", "ANSWER", "VERBOSE x"})
        c.queue.add(text);
    CHECK(c.sends() == "1:GET FULL VARIABLE x");
    CHECK_FALSE(c.queue.withdraw(1));
    CHECK(c.queue.withdraw(3));
    CHECK_FALSE(c.queue.withdraw(3));
    CHECK(c.queue.withdraw(2));
    CHECK_FALSE(c.queue.withdraw(9));
    CHECK(c.queue.unsent() == 1);
    c.result(1);
    CHECK(c.sends() == "2:VERBOSE x");
    CHECK_FALSE(c.queue.withdraw(4));
    CHECK(c.queue.unsent() == 0);
}

TEST_CASE(
    "agi queue: the connection is lost -> what Asterisk had is unknown, and a NOOP comes first", "[agi]")
{
    channel c;
    for (const auto* text : {"ANSWER", "NOOP", "VERBOSE x"})
        c.queue.add(text);
    CHECK(c.sends() == "1:ANSWER 2:NOOP 3:VERBOSE x");
    c.acknowledged(1);
    c.acknowledged(2, {errc::outcome_unknown, "lost"});
    c.acknowledged(3, {errc::not_sent, "lost"});
    CHECK(c.over().empty());
    c.queue.on_connection_lost();
    CHECK(c.over() == "1:unknown 2:unknown 3:not_sent");
    CHECK(c.queue.is_in_doubt());
    c.queue.add("ANSWER");
    CHECK(c.sends() == "4:NOOP");
    c.result(4);
    CHECK(c.sends() == "5:ANSWER");
}

TEST_CASE("agi queue: Status on the next connection -> whether the channel is still in AGI", "[agi]")
{
    channel c;
    c.queue.on_connection_lost();
    SECTION("in AGI")
    {
        CHECK(c.queue.on_status("AGI", "agi:async,x"));
        CHECK_FALSE(c.queue.is_in_doubt());
    }
    SECTION("elsewhere")
    {
        CHECK_FALSE(c.queue.on_status("Wait", "20"));
        CHECK_FALSE(c.queue.on_status("AGI", "agi://host"));
    }
    SECTION("in an application that a command runs")
    {
        c.queue.add("EXEC Wait 20");
        CHECK(c.sends() == "1:NOOP");
        c.result(1);
        CHECK(c.sends() == "2:EXEC Wait 20");
        CHECK(c.queue.on_status("Wait", "20"));
        c.result(2);
        CHECK_FALSE(c.queue.on_status("Wait", "20"));
    }
}

TEST_CASE("agi queue: leaving -> after the commands so far, once per connection", "[agi]")
{
    channel c;
    c.queue.add("GET FULL VARIABLE x");
    c.queue.add("NOOP");
    c.queue.leave();
    CHECK(c.queue.is_leaving());
    CHECK(c.sends() == "1:GET FULL VARIABLE x");
    c.result(1);
    CHECK(c.sends(false) == "2:NOOP");
    CHECK(c.sends() == "ASYNCAGI BREAK");
    CHECK(c.sends().empty());
    SECTION("Asterisk has it: never again")
    {
        c.queue.on_leave_acknowledged({});
        c.queue.on_connection_lost();
        CHECK(c.sends().empty());
    }
    SECTION("nobody knows whether Asterisk has it")
    {
        c.queue.on_connection_lost();
        CHECK(c.sends(false).empty());
        CHECK(c.sends() == "ASYNCAGI BREAK");
    }
}

TEST_CASE("agi queue: leaving while a sound runs -> the BREAK waits for its result", "[agi]")
{
    // If it failed, the BREAK would stay in Asterisk's queue and end the channel's next stay.
    channel c;
    c.queue.add("NOOP");
    c.queue.add("STREAM FILE long \"\"");
    CHECK(c.sends() == "1:NOOP 2:STREAM FILE long \"\"");
    c.queue.leave();
    CHECK(c.sends().empty());
    c.result(1);
    CHECK(c.sends().empty());
    SECTION("it is over")
    {
        c.result(2, "200%20result%3D0%20endpos%3D8000%0A");
        CHECK(c.sends() == "ASYNCAGI BREAK");
    }
    SECTION("it failed: the channel leaves by itself")
    {
        c.result(2, "200%20result%3D-1%20endpos%3D0%0A");
        CHECK(c.sends().empty());
    }
    SECTION("it was refused")
    {
        c.acknowledged(2, {errc::action_refused, "no"});
        CHECK(c.sends() == "ASYNCAGI BREAK");
    }
}

TEST_CASE("agi queue: the BREAK is not acknowledged -> sent again only if Asterisk cannot have it", "[agi]")
{
    channel c;
    c.queue.leave();
    CHECK(c.sends() == "ASYNCAGI BREAK");
    SECTION("not sent")
    {
        c.queue.on_leave_acknowledged({errc::not_sent, "lost"});
        CHECK(c.sends(false).empty());
        CHECK(c.sends() == "ASYNCAGI BREAK");
    }
    SECTION("late")
    {
        c.queue.on_leave_acknowledged({errc::timed_out, "late"});
        CHECK(c.sends().empty());
        c.queue.on_connection_lost();
        CHECK(c.sends() == "ASYNCAGI BREAK");
    }
    SECTION("lost with the connection, whichever is told first")
    {
        if (GENERATE(false, true)) {
            c.queue.on_leave_acknowledged({errc::outcome_unknown, "lost"});
            c.queue.on_connection_lost();
        } else {
            c.queue.on_connection_lost();
            c.queue.on_leave_acknowledged({errc::outcome_unknown, "lost"});
        }
        CHECK(c.sends() == "ASYNCAGI BREAK");
    }
}

TEST_CASE("agi queue: a later result after a failed sound -> the channel is still in AGI", "[agi]")
{
    channel c;
    c.queue.add("STREAM FILE nothing \"\"");
    c.queue.add("NOOP");
    CHECK(c.sends() == "1:STREAM FILE nothing \"\" 2:NOOP");
    c.result(1, "200%20result%3D-1%20endpos%3D0%0A");
    c.queue.add("ANSWER");
    CHECK(c.sends().empty());
    c.result(2);
    CHECK(c.sends() == "3:ANSWER");
}

TEST_CASE("agi queue: the program sends a BREAK of its own -> nothing stands behind it", "[agi]")
{
    channel c;
    c.queue.add("asyncagi break");
    c.queue.add("NOOP");
    CHECK(c.sends() == "1:asyncagi break");
    SECTION("it is carried out")
    {
        c.result(1);
        CHECK(c.sends().empty());
        CHECK(c.queue.withdraw(2));
        c.queue.leave();
        CHECK(c.sends().empty());
    }
    SECTION("it is refused")
    {
        c.acknowledged(1, {errc::action_refused, "no"});
        CHECK(c.sends() == "2:NOOP");
    }
}
