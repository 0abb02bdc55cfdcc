// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// The parts of the queue of AGI commands.

#include "support/catch.hpp"

#include <ami/agi/command_traits.hpp>
#include <ami/agi/output_guard.hpp>
#include <ami/agi/sent_commands.hpp>

#include <string>

using namespace ami;
using namespace ami::detail;

using length = agi_command_traits::length;
using verdict = agi_output_guard::verdict;

TEST_CASE("agi command traits: a command -> is known by its first words, in any case")
{
    CHECK(agi_traits_of("get variable X").answer == length::bounded);
    CHECK(agi_traits_of("GET FULL VARIABLE ${X}").answer == length::unbounded);
    CHECK(agi_traits_of("DATABASE GET a b").answer == length::unbounded);
    CHECK(agi_traits_of("NOOP").answer == length::brief);
    CHECK(agi_traits_of("NOOPS").answer == length::unbounded);
    CHECK(agi_traits_of("EXEC Wait 1").runs_application);
    CHECK(agi_traits_of("ASYNCAGI BREAK").breaks_out);
    CHECK(agi_traits_of("STREAM FILE beep \"\"").ends_on_failure);
    CHECK(agi_traits_of("WAIT FOR DIGIT 5").ends_by_hangup);
}

TEST_CASE("agi sent commands: a command -> is found by its CommandID until it is over")
{
    agi_sent_commands sent("c1-");
    CHECK(sent.add(7, agi_traits_of("ANSWER")) == "c1-1");
    CHECK(sent.add(8, agi_traits_of("NOOP")) == "c1-2");
    CHECK(sent.find("c1-1") == 0u);
    CHECK(sent.find("c1-2") == 1u);
    for (const auto* const other : {"c1-0", "c1-3", "c1-", "c1-1x", "c2-1", ""})
        CHECK_FALSE(sent.find(other));
    // The second one is over first, and waits for the first one.
    sent[1].conclude({errc::timed_out, "x"});
    CHECK_FALSE(sent.find("c1-2"));
    CHECK_FALSE(sent.take_over());
    sent[0].conclude({});
    CHECK(sent.take_over()->number == 7);
    const auto second = sent.take_over();
    REQUIRE(second);
    CHECK(second->number == 8);
    CHECK(second->error.ec == errc::timed_out);
    CHECK(sent.empty());
    CHECK(sent.first_position() == 3);
    CHECK_FALSE(sent.find("c1-1"));
}

TEST_CASE("agi output guard: answers of any length -> keep back what would mix with them")
{
    const struct {
        const char* before;
        verdict next;
    } rows[] = {
        {"ANSWER", verdict::send},
        {"GET VARIABLE X", verdict::send_no_op},
        {"GET FULL VARIABLE ${X}", verdict::wait},
    };
    for (const auto& row : rows) {
        CAPTURE(row.before);
        agi_sent_commands sent("c1-");
        agi_output_guard guard(false);
        CHECK(guard.next(sent) == verdict::send);
        const auto& traits = agi_traits_of(row.before);
        guard.on_sent(sent.end_position(), traits);
        sent.add(1, traits);
        CHECK(guard.next(sent) == row.next);
        sent[0].conclude({});
        CHECK(sent.take_over());
        CHECK(guard.next(sent) == verdict::send);
    }
}

TEST_CASE("agi output guard: output of another command may be left -> a NOOP takes it first")
{
    agi_sent_commands sent("c1-");
    agi_output_guard guard(true);
    CHECK(guard.next(sent) == verdict::send_no_op);
    guard.on_no_op_sent();
    sent.add(0, agi_traits_of("NOOP"));
    CHECK(guard.next(sent) == verdict::wait);
    CHECK(guard.on_output(agi_output("200%20result%3D0%0A")));
    CHECK(guard.next(sent) == verdict::send);
    CHECK_FALSE(guard.on_output(agi_output("200%20result%3D0%0A")));
    guard.on_output_missed();
    CHECK(guard.next(sent) == verdict::wait);
}

TEST_CASE("agi output guard: 64 commands were sent -> the next one waits")
{
    agi_sent_commands sent("c1-");
    agi_output_guard guard(false);
    for (std::size_t i = 0; i != agi_output_guard::max_sent; ++i) {
        CHECK(guard.next(sent) == verdict::send);
        sent.add(i + 1, agi_traits_of("NOOP"));
    }
    CHECK(guard.next(sent) == verdict::wait);
}
