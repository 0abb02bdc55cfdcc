// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// AsyncAGI of Asterisk up to 11, in virtual time: one event, and channels by name. From source (res_agi.c).

#include "support/agi_world.hpp"

#include <fmt/format.h>

#include <string>

using namespace tests;
using ami::errc;

namespace {

struct old_agi_world : agi_world {
    old_agi_world() : agi_world("1320835995.0", true)
    {
        step("Start", "Env: agi_request%3A%20async%0Aagi_channel%3A%20SIP/100-1%0A"
                      "agi_uniqueid%3A%201320835995.0%0Aagi_context%3A%20default%0A%0A\n");
    }

    void step(std::string_view name, std::string_view more = "", std::string_view of = "SIP/100-1")
    {
        w.say(fmt::format(
            "Event: AsyncAGI\nPrivilege: agi,all\nSubEvent: {}\nChannel: {}\n{}\n", name, of, more));
    }

    void answer(const request& to, std::string_view of = "SIP/100-1")
    {
        step("Exec", fmt::format("CommandID: {}\nResult: 200%20result%3D0%0A\n", to["CommandID"]), of);
    }
};

} // namespace

TEST_CASE("agi, up to 11: a channel enters and leaves -> it is led, its events are known by its name",
    "[client][agi]")
{
    old_agi_world l;
    REQUIRE(l.agi.has_value());
    CHECK((*l.agi)["agi_uniqueid"] == "1320835995.0");
    auto first = l.begin_answer();
    const auto sent = l.queued();
    l.answer(sent, "SIP/200-1"); // of another channel
    CHECK_FALSE(first->done());
    l.answer(sent);
    CHECK(first->succeeded());
    auto waits = l.begin_answer();
    l.queued();
    l.step("End", "", "SIP/200-1");
    CHECK_FALSE(waits->done());
    l.step("End");
    CHECK(waits->failed(errc::agi_hung_up));
}

TEST_CASE("agi, up to 11: the channel is renamed -> its events are known by the new name", "[client][agi]")
{
    old_agi_world l;
    REQUIRE(l.agi.has_value());
    l.w.say("Event: Rename\nPrivilege: call,all\nChannel: SIP/100-1\nNewname: SIP/100-1<MASQ>\n"
            "Uniqueid: 1320835995.0\n\n");
    auto first = l.begin_answer();
    const auto sent = l.queued();
    l.answer(sent, "SIP/100-1<MASQ>");
    CHECK(first->succeeded());
    auto waits = l.begin_answer();
    l.queued();
    l.w.say("Event: Hangup\nPrivilege: call,all\nChannel: SIP/100-1<MASQ>\nUniqueid: 1320835995.0\n\n");
    CHECK(waits->failed(errc::agi_hung_up));
}

TEST_CASE("agi, up to 11: reconnect -> a channel that exists is taken to be in AGI", "[client][agi]")
{
    for (const bool exists : {true, false}) {
        INFO(exists);
        old_agi_world l;
        REQUIRE(l.agi.has_value());
        l.w.server().eof();
        l.w.run();
        l.w.advance(2s);
        l.w.log_in();
        auto waits = l.begin_answer();
        const auto status = l.w.server().next();
        REQUIRE(status.name() == "Status");
        l.w.server().success(status, "Message: Channel status will follow\n");
        if (exists)
            l.w.say("Event: Status\nPrivilege: Call\nChannel: SIP/100-1\nUniqueid: 1320835995.0\nActionID: " +
                    status.id() + "\n\n");
        l.w.say("Event: StatusComplete\nActionID: " + status.id() + "\nItems: 1\n\n");
        if (!exists) {
            CHECK(waits->failed(errc::agi_hung_up));
            continue;
        }
        // A result may have been missed: a NOOP goes before the command (agi/output_guard.hpp).
        const auto first = l.queued();
        CHECK(first["Command"] == "NOOP");
        l.answer(first);
        const auto second = l.queued();
        CHECK(second["Command"] == "ANSWER");
        l.answer(second);
        CHECK(waits->succeeded());
    }
}
