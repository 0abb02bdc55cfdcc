// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// AsyncAGI: waiting for the hang-up, reading variables of any bytes, commands that a dead channel does not permit.

#include "support/agi_world.hpp"
#include "support/catch.hpp"

#include <boost/asio/cancellation_type.hpp>
#include <fmt/format.h>

#include <string>
#include <string_view>

using namespace tests;
using ami::errc;

namespace {

struct hung_world : agi_world {
    hung_world() : agi_world("c1")
    {
        say("AsyncAGIStart", "Env: agi_channel%3A%20PJSIP%2Fa-1%0A\n");
        REQUIRE(agi.has_value());
    }
    void say(std::string_view name, std::string_view more = "")
    {
        w.say(
            fmt::format("Event: {}\nPrivilege: agi,all\nChannel: PJSIP/a-1\nUniqueid: c1\n{}\n", name, more));
    }
    void result(const request& of, std::string_view text)
    {
        say("AsyncAGIExec", fmt::format("CommandId: {}\nResult: {}\n", of["CommandID"], text));
    }
    operation<> begin_wait()
    {
        auto op = begin<>([&](auto handler) { agi->async_wait_hangup(std::move(handler)); });
        w.run();
        return op;
    }
};

} // namespace

TEST_CASE("agi hangup: a wait completes with the hang-up, while a command runs", "[client][agi]")
{
    hung_world l;
    const auto waits = l.begin_wait();
    const auto command = l.begin_answer();
    l.queued();
    CHECK(waits->completions == 0);
    CHECK_FALSE(l.agi->is_hung_up());
    l.say("HangupRequest");
    CHECK(waits->succeeded());
    CHECK(l.agi->is_hung_up());
    CHECK(command->completions == 0);
    const auto late = l.begin_wait();
    CHECK(late->succeeded());
}

TEST_CASE("agi hangup: a wait completes when the channel leaves AGI, and with the session's reason",
    "[client][agi]")
{
    hung_world l;
    const auto waits = l.begin_wait();
    SECTION("it has left AGI")
    {
        l.say("AsyncAGIEnd");
        CHECK(waits->succeeded());
        CHECK_FALSE(l.agi->is_hung_up());
        CHECK(l.begin_wait()->succeeded());
    }
    SECTION("the client is closed")
    {
        l.w.pbx->close();
        l.w.run();
        CHECK(waits->failed(errc::closed));
        CHECK(l.begin_wait()->failed(errc::closed));
    }
}

TEST_CASE("agi hangup: a wait is cancelled alone", "[client][agi]")
{
    hung_world l;
    const auto other = l.begin_wait();
    const auto waits = l.begin_wait();
    waits->cancel(asio::cancellation_type::total);
    l.w.run();
    CHECK(waits->aborted());
    CHECK(other->completions == 0);
    l.say("HangupRequest");
    CHECK(other->succeeded());
}

TEST_CASE("agi hangup: what a dead channel does not permit has its error", "[client][agi]")
{
    hung_world l;
    const auto answer = l.begin_answer();
    l.result(l.queued(), "511%20Command%20Not%20Permitted%20on%20a%20dead%20channel%0A");
    CHECK(answer->failed(errc::agi_dead_channel));
}

TEST_CASE("agi: a variable of any bytes is read by an encoding function", "[client][agi]")
{
    hung_world l;
    const auto value = begin<std::string>(
        [&](auto handler) { l.agi->async_get_variable_encoded("CALLERID(name)", std::move(handler)); });
    l.w.run();
    const auto sent = l.queued();
    const std::string command(sent["Command"]);
    const std::string_view front = "GET FULL VARIABLE \"${URIENCODE(${STRREPLACE(CALLERID(name),:,";
    REQUIRE(command.starts_with(front));
    const auto colon = command.substr(front.size(), command.find(')', front.size()) - front.size());
    l.result(sent, "200%20result%3D1%20%28a%250A%29%2525" + colon + colon + "%29%0A");
    REQUIRE(value->succeeded());
    CHECK(value->value() == "a\n)%::");
    const auto bad = begin<std::string>(
        [&](auto handler) { l.agi->async_get_variable_encoded("X}${Y", std::move(handler)); });
    CHECK(bad->completions == 0);
    l.w.run();
    CHECK(bad->failed(errc::invalid_agi_command));
}
