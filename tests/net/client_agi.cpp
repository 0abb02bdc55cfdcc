// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.
//
// AsyncAGI in virtual time: results that are none, hang-ups in between, lost connections.

#include "support/client_world.hpp"

#include <ami/agi.hpp>

#include <boost/asio/redirect_error.hpp>
#include <fmt/format.h>

using namespace tests;
using ami::errc;

namespace {

// A channel that has entered AGI, and the session that leads it.
struct led_world {
    led_world()
    {
        w.ready();
        service = ami::agi_service(
            *w.pbx, [](const ami::agi_environment&) { return true; },
            [this](ami::agi_session session) -> asio::awaitable<void> {
                agi = session;
                asio::steady_timer for_ever(w.context, asio::steady_timer::time_point::max());
                stop = &for_ever;
                ami::error_code ignored;
                co_await for_ever.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
                stop = nullptr;
            });
        w.say(event("AsyncAGIStart", "Env: agi_channel%3A%20PJSIP%2Fa-1%0A\n"));
    }
    ~led_world()
    {
        if (stop)
            stop->cancel();
        w.run();
    }

    static std::string event(std::string_view name, std::string_view more = "")
    {
        return fmt::format(
            "Event: {}\nPrivilege: agi,all\nChannel: PJSIP/a-1\nUniqueid: c1\n{}\n", name, more);
    }

    void result(const request& of, std::string_view text)
    {
        w.say(event("AsyncAGIExec", fmt::format("CommandId: {}\nResult: {}\n", of["CommandID"], text)));
    }

    request queued()
    {
        const auto sent = w.server().next();
        CHECK(sent.name() == "AGI");
        CHECK(sent["Channel"] == "c1");
        w.server().success(sent, "Message: Added AGI command to queue\n");
        w.run();
        return sent;
    }

    operation<> begin_answer()
    {
        auto op = begin<>([&](auto&, auto handler) { agi->async_answer(std::move(handler)); });
        w.run();
        return op;
    }

    client_world w;
    std::optional<ami::agi_session> agi;
    ami::agi_service service;
    asio::steady_timer* stop = nullptr;
};

} // namespace

TEST_CASE("agi: one command in flight, and a malformed result breaks it alone", "[client][agi]")
{
    led_world l;
    REQUIRE(l.agi.has_value());
    CHECK((*l.agi)["agi_channel"] == "PJSIP/a-1");
    const auto first = l.begin_answer();
    const auto second = l.begin_answer();
    const auto sent = l.queued();
    CHECK(sent["Command"] == "ANSWER");
    CHECK_FALSE(!l.w.server().idle());
    // Somebody else's command, and one of another channel.
    l.w.say(led_world::event("AsyncAGIExec", "CommandId: other\nResult: 200%20result%3D-1%0A\n"));
    CHECK(first->pending());
    l.result(sent, "%24");
    CHECK(first->failed(errc::invalid_agi_result));
    CHECK(second->pending());
    l.result(l.queued(), "200%20result%3D0%0A");
    CHECK(second->succeeded());
}

TEST_CASE("agi: hang-ups, refusals and lost connections", "[client][agi]")
{
    led_world l;
    REQUIRE(l.agi.has_value());
    const auto first = l.begin_answer();
    const auto second = l.begin_answer();
    SECTION("hung up while it runs")
    {
        l.queued();
        l.w.say(led_world::event("AsyncAGIEnd"));
        CHECK(first->failed(errc::agi_hung_up));
        CHECK(second->failed(errc::agi_hung_up));
        CHECK_FALSE(l.agi->is_open());
    }
    SECTION("the result of a sound that a hang-up ended")
    {
        const auto sent = l.queued();
        l.w.say(led_world::event("HangupRequest"));
        l.result(sent, "200%20result%3D-1%20endpos%3D0%0A");
        CHECK(first->failed(errc::agi_hung_up));
    }
    SECTION("the channel is not there any more")
    {
        l.w.server().error(l.w.server().next(), "Channel c1 does not exist.");
        l.w.run();
        CHECK(first->failed(errc::agi_hung_up));
    }
    SECTION("no right to send AGI commands")
    {
        l.w.server().error(l.w.server().next(), "Permission denied");
        l.w.run();
        CHECK(first->failed(errc::action_refused));
        CHECK(second->pending());
    }
    SECTION("the connection is lost")
    {
        l.queued();
        l.w.server().eof();
        l.w.run();
        CHECK(first->completions == 1);
        CHECK(second->completions == 1);
        CHECK(first->ec);
        CHECK(second->ec);
    }
}
