// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// What `on`, `events`, `expect` and `on_incoming_call` are given: names of events, and coroutines.

#include "support/client_world.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <string>

using namespace tests;

namespace {

constexpr auto three_events = "Event: Cdr\nN: 1\n\nEvent: Hangup\nN: 2\n\nEvent: CEL\nN: 3\n\n";

} // namespace

TEST_CASE("handlers: several names -> the events with these names", "[client][names]")
{
    client_world w;
    w.ready();
    std::string seen;
    const auto note = [&](const ami::event_view& event) { seen += event["N"]; };
    auto several = w.pbx->on(ami::names("cdr", "CEL"), note);
    w.pbx->on_if(
        ami::names("Hangup", "CEL"), [](const ami::event_view& event) { return event["N"] != "2"; }, note);
    w.say(three_events);
    CHECK(seen == "133");
    several.cancel();
    CHECK_FALSE(several.active());
    w.say(three_events);
    CHECK(seen == "1333");
}

TEST_CASE("handlers: a stream of several names -> these events in order", "[client][names][stream]")
{
    client_world w;
    w.ready();
    auto stream = w.pbx->events(ami::names("Cdr", "CEL"));
    w.say(three_events);
    CHECK(stream.size() == 2);
    const auto batch = begin<std::vector<ami::streamed_event>>(
        [&](auto handler) { stream.async_next_batch(std::move(handler)); });
    w.run();
    REQUIRE(batch->succeeded());
    CHECK(batch->value().at(0)["N"] == "1");
    CHECK(batch->value().at(1)["N"] == "3");
}

TEST_CASE(
    "handlers: an expectation of several names -> the first, or all names in the text", "[client][names]")
{
    client_world w;
    w.ready();
    auto wanted = [](const ami::event_view& event) { return event["N"] == "3"; };
    auto found = w.pbx->expect(ami::names("Cdr", "CEL"), wanted);
    auto missed = w.pbx->expect(ami::names("Newchannel", "Newstate"));
    w.say(three_events);
    const auto first = begin<ami::event>([&](auto handler) { found.async_wait(1s, std::move(handler)); });
    const auto none = begin<ami::event>([&](auto handler) { missed.async_wait(1s, std::move(handler)); });
    w.run();
    REQUIRE(first->succeeded());
    CHECK(first->value().name() == "CEL");
    w.advance(1s);
    CHECK(none->failed(ami::errc::event_timeout));
    CHECK(none->text() == "no Newchannel or Newstate within 1 s");
}

TEST_CASE("handlers: a coroutine that refers to its call -> the call lives as long", "[client][calls]")
{
    client_world w;
    w.ready();
    std::string seen;
    w.pbx->on_incoming_call([&](const ami::call& call) -> asio::awaitable<void> {
        co_await asio::post(co_await asio::this_coro::executor, asio::use_awaitable);
        seen = call.id();
    });
    w.run();
    w.say("Event: Newchannel\nChannel: SIP/a-1\nChannelState: 4\nChannelStateDesc: Ring\nCallerIDNum: 100\n"
          "CallerIDName: \nConnectedLineNum: \nContext: sets\nExten: 103\nPriority: 1\nUniqueid: 17.1\n"
          "Linkedid: 17.1\n\n");
    CHECK(seen == "17.1");
}
