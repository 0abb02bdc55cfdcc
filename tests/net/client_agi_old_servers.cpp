// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.
//
// AsyncAGI of Asterisk up to 11, in virtual time: one event, and channels by name. From source (res_agi.c).

#include "support/client_world.hpp"

#include <ami/agi.hpp>

#include <boost/asio/redirect_error.hpp>
#include <fmt/format.h>

#include <string>

using namespace tests;
using ami::errc;

namespace {

struct old_agi_world {
    old_agi_world()
    {
        w.config.reconnect.enabled = true;
        w.config.reconnect.initial_delay = 1s;
        w.ready();
        service = ami::agi_service(
            *w.pbx, [](const ami::agi_environment& e) { return e["agi_context"] == "default"; },
            [this](ami::agi_session session) -> asio::awaitable<void> {
                agi = session;
                asio::steady_timer for_ever(w.context, asio::steady_timer::time_point::max());
                stop = &for_ever;
                ami::error_code ignored;
                co_await for_ever.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
                stop = nullptr;
            });
        step("Start", "Env: agi_request%3A%20async%0Aagi_channel%3A%20SIP/100-1%0A"
                      "agi_uniqueid%3A%201320835995.0%0Aagi_context%3A%20default%0A%0A\n");
    }
    ~old_agi_world()
    {
        if (stop)
            stop->cancel();
        w.run();
    }

    void step(std::string_view name, std::string_view more = "", std::string_view channel = "SIP/100-1")
    {
        w.say(fmt::format(
            "Event: AsyncAGI\nPrivilege: agi,all\nSubEvent: {}\nChannel: {}\n{}\n", name, channel, more));
    }

    operation<> begin_answer()
    {
        auto op = begin<>([&](auto handler) { agi->async_answer(std::move(handler)); });
        w.run();
        return op;
    }

    request queued(std::string_view channel = "SIP/100-1")
    {
        const auto sent = w.server().next();
        CHECK(sent.name() == "AGI");
        CHECK(sent["Channel"] == channel);
        w.server().success(sent, "Message: Added AGI command to queue\n");
        w.run();
        return sent;
    }

    void answer(const request& of, std::string_view channel = "SIP/100-1")
    {
        step("Exec", fmt::format("CommandID: {}\nResult: 200%20result%3D0%0A\n", of["CommandID"]), channel);
    }

    client_world w;
    std::optional<ami::agi_session> agi;
    ami::agi_service service;
    asio::steady_timer* stop = nullptr;
};

} // namespace

TEST_CASE("agi, up to 11: a channel enters and leaves -> it is led by its name", "[client][agi]")
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

TEST_CASE("agi, up to 11: the channel is renamed -> commands name it by the new name", "[client][agi]")
{
    old_agi_world l;
    REQUIRE(l.agi.has_value());
    l.w.say("Event: Rename\nPrivilege: call,all\nChannel: SIP/100-1\nNewname: SIP/100-1<MASQ>\n"
            "Uniqueid: 1320835995.0\n\n");
    auto first = l.begin_answer();
    const auto sent = l.queued("SIP/100-1<MASQ>");
    l.answer(sent, "SIP/100-1<MASQ>");
    CHECK(first->succeeded());
    auto waits = l.begin_answer();
    l.queued("SIP/100-1<MASQ>");
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
