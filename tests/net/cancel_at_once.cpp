// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// What a program sees that cancels its own actions: when a cancellation takes effect, and that a server that does not
// answer is noticed all the same.

#include "support/client_world.hpp"

#include <functional>
#include <string>
#include <vector>

using namespace std::chrono_literals;
using ami::errc;
using ami::event_view;
using tests::begin_closed;
using tests::begin_connect;
using tests::begin_each;
using tests::begin_execute;
using tests::begin_originate;
using tests::client_world;

namespace {

namespace asio = boost::asio;

std::string list_of(const std::string& id, int items)
{
    std::string all = "Response: Success\r\nActionID: " + id + "\r\nEventList: start\r\n\r\n";
    for (int i = 0; i != items; ++i)
        all += "Event: Status\r\nActionID: " + id + "\r\n\r\n";
    return all + "Event: StatusComplete\r\nActionID: " + id + "\r\nEventList: Complete\r\n\r\n";
}

} // namespace

TEST_CASE("liveness: every action is cancelled and nothing is answered -> the loss is noticed",
    "[client][cancel][liveness]")
{
    client_world w;
    auto& server = w.ready();
    const auto closed = begin_closed(*w.pbx);
    // As if nobody had cancelled: overdue after 10 s, a Ping after 30 s of silence, 10 s for its answer.
    for (int seconds = 0; seconds < 40; seconds += 5) {
        CHECK(w.pbx->is_ready());
        const auto poll = begin_execute(*w.pbx, "Status");
        w.advance(2s);
        poll->cancel();
        w.run();
        CHECK(poll->aborted());
        w.advance(3s);
    }
    CHECK_FALSE(w.pbx->is_ready());
    REQUIRE(closed->succeeded());
    CHECK(closed->value().code() == errc::connection_lost);
    bool pinged = false;
    while (!server.idle())
        pinged = server.next().name() == "Ping" || pinged;
    CHECK(pinged);
}

TEST_CASE("liveness: cancelled actions whose answers come late -> the connection stays",
    "[client][cancel][liveness]")
{
    client_world w;
    auto& server = w.ready();
    for (int i = 0; i != 20; ++i) {
        const auto poll = begin_execute(*w.pbx, "Status");
        w.advance(2s);
        poll->cancel();
        w.advance(3s);
        server.success(server.next());
        w.run();
        CHECK(poll->aborted());
    }
    CHECK(w.pbx->is_ready());
    CHECK(server.idle()); // no Ping
    CHECK(w.pbx->get_counters().late_answers == 20);
}

TEST_CASE("limits: more cancelled actions than max_cancelled -> the connection is lost", "[client][cancel]")
{
    client_world w;
    w.config.log_level = ami::log_level::error;
    w.config.limits.max_cancelled = 20;
    w.config.limits.max_in_flight = 5;
    w.ready();
    const auto closed = begin_closed(*w.pbx);
    for (int i = 0; i != 20; ++i) {
        const auto poll = begin_execute(*w.pbx, "Status"); // max_in_flight is not in its way
        w.run();
        poll->cancel();
        w.run();
        CHECK(poll->aborted());
    }
    CHECK(w.pbx->is_ready());
    const auto pending = begin_execute(*w.pbx, "Pending");
    const auto one_more = begin_execute(*w.pbx, "Status");
    w.run();
    one_more->cancel();
    CHECK(pending->pending());
    CHECK(closed->pending()); // not inside emit
    w.run();
    CHECK(one_more->aborted());
    CHECK(pending->failed(errc::outcome_unknown));
    REQUIRE(closed->succeeded());
    CHECK(closed->value().code() == errc::too_many_cancelled);
    CHECK(closed->value().message().find("limits::max_cancelled is 20") != std::string::npos);
}

TEST_CASE("cancel: a list from inside its item handler -> no further item", "[client][cancel]")
{
    client_world w;
    auto& server = w.ready();
    int items = 0;
    tests::operation<ami::response> list;
    list = begin_each(*w.pbx, "Status", [&](const event_view&) {
        ++items;
        list->cancel();
        CHECK(list->pending()); // not inside emit
    });
    const auto next = begin_execute(*w.pbx, "Ping");
    w.run();
    server.send(list_of(server.next().id(), 5));
    server.success(server.next());
    w.run();
    CHECK(items == 1);
    CHECK(list->aborted());
    CHECK(next->succeeded());
    CHECK(w.pbx->get_counters().late_answers == 0);
}

TEST_CASE("cancel: from a handler whose event comes before the answer -> aborted", "[client][cancel]")
{
    client_world w;
    auto& server = w.ready();
    std::vector<std::function<void()>> cancel;
    w.pbx->on("Stop", [&](const event_view&) {
        for (const auto& each : cancel)
            each();
    });
    const auto plain = begin_execute(*w.pbx, "Plain");
    const auto list = begin_execute(*w.pbx, "List");
    const auto call = begin_originate(*w.pbx, ami::actions::originate("Local/1@x").dialplan("x", "1"));
    auto stream = w.pbx->events("Ring");
    const auto ring =
        tests::begin<ami::streamed_event>([&](auto handler) { stream.async_next(std::move(handler)); });
    auto expected = w.pbx->expect("Ring");
    const auto seen =
        tests::begin<ami::event>([&](auto handler) { expected.async_wait(10s, std::move(handler)); });
    w.run();
    cancel = {[&] { plain->cancel(); }, [&] { list->cancel(); }, [&] { call->cancel(); },
        [&] { ring->cancel(); }, [&] { seen->cancel(); }};
    const auto plain_id = server.next().id();
    const auto list_id = server.next().id();
    const auto call_id = server.next().id();
    server.send("Event: Stop\r\n\r\nEvent: Ring\r\n\r\nResponse: Success\r\nActionID: " + plain_id +
                "\r\n\r\n" + list_of(list_id, 2) + "Response: Error\r\nActionID: " + call_id + "\r\n\r\n");
    w.run();
    CHECK(plain->aborted());
    CHECK(list->aborted());
    CHECK(call->aborted());
    CHECK(ring->aborted());
    CHECK(seen->aborted());
    CHECK(stream.size() == 1); // nothing is lost by it
    const auto again =
        tests::begin<ami::event>([&](auto handler) { expected.async_wait(10s, std::move(handler)); });
    w.run();
    CHECK(again->succeeded());
}

TEST_CASE("cancel: emitted before the start has reached the executor -> it is not lost", "[client][cancel]")
{
    client_world w;
    w.ready();
    // The start is posted when it does not run on the executor, and here comes after the cancellation.
    const auto op = begin_execute(*w.pbx, "Plain");
    const auto closed = begin_closed(*w.pbx);
    asio::post(w.context, [&] { op->cancel(); });
    asio::post(w.context, [&] { closed->cancel(); });
    w.run();
    CHECK(op->aborted());
    CHECK(closed->aborted());

    tests::operation<ami::response> early;
    tests::operation<ami::session_end> waits;
    asio::post(w.context, [&] {
        early->cancel();
        waits->cancel();
    });
    early = begin_execute(*w.pbx, "Plain");
    waits = begin_closed(*w.pbx);
    w.run();
    CHECK(early->aborted());
    CHECK(waits->aborted());
}

TEST_CASE("cancel: async_connect, async_wait_closed and async_logoff -> never completed inside emit",
    "[client][cancel]")
{
    client_world w;
    const auto connecting = begin_connect(*w.pbx, w.config);
    const auto closed = begin_closed(*w.pbx);
    bool checked = false;
    w.run();
    asio::post(w.context, [&] {
        connecting->cancel();
        closed->cancel();
        checked = connecting->pending() && closed->pending();
    });
    w.run();
    CHECK(checked);
    CHECK(connecting->aborted());
    CHECK(closed->completions == 1);
}

TEST_CASE("counters: a refused action -> started and rejected", "[client]")
{
    client_world w;
    w.config.limits.max_in_flight = 1;
    const auto too_early = begin_execute(*w.pbx, "Status");
    w.ready();
    const auto pending = begin_execute(*w.pbx, "Status");
    const auto refused = begin_execute(*w.pbx, "Status");
    const auto faulty = begin_execute(*w.pbx, ami::action("Status").add("a:b", "c"));
    w.run();
    const auto& counts = w.pbx->get_counters();
    CHECK(counts.actions_rejected == 3);
    const auto ended = counts.actions_answered + counts.actions_timed_out + counts.actions_cancelled +
                       counts.actions_not_sent + counts.actions_outcome_unknown + counts.actions_rejected;
    CHECK(counts.actions_started == ended + 1); // `pending`
}
