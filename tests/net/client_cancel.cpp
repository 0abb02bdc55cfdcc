// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Every operation, every type of cancellation, every phase.

#include "support/client_world.hpp"

#include <string>
#include <vector>

using ami::errc;
using ami::event_view;
using namespace tests;
namespace actions = ami::actions;

namespace {

constexpr asio::cancellation_type types[] = {
    asio::cancellation_type::terminal, asio::cancellation_type::partial, asio::cancellation_type::total};

const actions::originate some_call = actions::originate("Local/1@x").dialplan("x", "1");

// That the connection is as good as before.
void check_alive(client_world& w)
{
    const auto ping = begin_ping(*w.pbx);
    w.run();
    request sent = w.server().next();
    while (sent.name() != "Ping")
        sent = w.server().next();
    w.server().success(sent);
    w.run();
    CHECK(ping->succeeded());
    CHECK(w.pbx->is_ready());
}

} // namespace

TEST_CASE("cancel: before it was written, nothing happened", "[client][cancel]")
{
    for (const auto type : types) {
        CAPTURE(static_cast<int>(type));
        client_world w;
        auto& server = w.ready();
        server.stop_taking();
        const auto stuck = begin_execute(*w.pbx, "Stuck");
        w.run();
        const auto plain = begin_execute(*w.pbx, "Plain");
        const auto each = begin_each(*w.pbx, "Each", [](const event_view&) {});
        const auto call = begin_originate(*w.pbx, some_call);
        const auto hangup = begin_hangup(*w.pbx, actions::hangup("a"));
        const auto ping = begin_ping(*w.pbx);
        const auto command = begin_command(*w.pbx, "core show version");
        const auto mask = begin_mask(*w.pbx, ami::event_mask());
        w.run();
        plain->cancel(type);
        each->cancel(type);
        call->cancel(type);
        hangup->cancel(type);
        ping->cancel(type);
        command->cancel(type);
        mask->cancel(type);
        CHECK(plain->pending()); // not inside emit
        w.run();
        CHECK(plain->aborted());
        CHECK(each->aborted());
        CHECK(call->aborted());
        CHECK(hangup->aborted());
        CHECK(ping->aborted());
        CHECK(command->aborted());
        CHECK(mask->aborted());
        CHECK(w.pbx->get_counters().actions_cancelled == 7);
        server.take_again();
        w.run();
        CHECK(server.next().name() == "Stuck");
        CHECK(server.idle()); // not a byte of them was written
        CHECK(stuck->pending());
        check_alive(w);
    }
}

TEST_CASE("cancel: in the moment in which it is started", "[client][cancel]")
{
    for (const auto type : types) {
        client_world w;
        auto& server = w.ready();
        const auto op = begin_execute(*w.pbx, "Plain");
        op->cancel(type); // behind the start, which is on its way to the executor too
        w.run();
        // It was written by then.
        CHECK(server.next().name() == "Plain");
        CHECK(op->aborted() == (type != asio::cancellation_type::total));
        check_alive(w);
    }
}

TEST_CASE("cancel: after it was written", "[client][cancel]")
{
    for (const auto type : types) {
        const bool total = type == asio::cancellation_type::total;
        CAPTURE(total);
        client_world w;
        auto& server = w.ready();
        const auto plain = begin_execute(*w.pbx, "Plain");
        const auto hangup = begin_hangup(*w.pbx, actions::hangup("a"));
        const auto ping = begin_ping(*w.pbx);
        const auto command = begin_command(*w.pbx, "core show version");
        const auto mask = begin_mask(*w.pbx, ami::event_mask());
        w.run();
        plain->cancel(type);
        hangup->cancel(type);
        ping->cancel(type);
        command->cancel(type);
        mask->cancel(type);
        w.run();
        CHECK(plain->aborted() == !total);
        CHECK(hangup->aborted() == !total);
        CHECK(ping->aborted() == !total);
        CHECK(command->aborted() == !total);
        CHECK(mask->aborted() == !total);
        // The late answers: swallowed, or not late at all.
        for (int i = 0; i != 5; ++i)
            server.success(server.next());
        w.run();
        CHECK(plain->completions == 1);
        CHECK(plain->succeeded() == total);
        CHECK(ping->succeeded() == total);
        CHECK(command->completions == 1);
        CHECK(w.pbx->get_counters().late_answers == (total ? 0u : 5u));
        CHECK(w.pbx->get_counters().orphan_responses == 0);
        check_alive(w);
    }
}

TEST_CASE("cancel: a list, before, between and after its items", "[client][cancel]")
{
    for (const auto type : types) {
        for (int phase = 0; phase != 4; ++phase) {
            const bool total = type == asio::cancellation_type::total;
            CAPTURE(total, phase);
            client_world w;
            auto& server = w.ready();
            int heard = 0;
            w.pbx->on_any([&](const event_view&) { ++heard; });
            int items = 0;
            const auto list = begin_execute(*w.pbx, "Status");
            const auto each = begin_each(*w.pbx, "Status", [&](const event_view&) { ++items; });
            w.run();
            const auto ids = {server.next().id(), server.next().id()};
            const auto cancel = [&](int now) {
                if (now != phase)
                    return;
                list->cancel(type);
                each->cancel(type);
                w.run();
                CHECK(list->aborted() == !total);
                CHECK(each->aborted() == !total);
            };
            cancel(0);
            for (const auto& id : ids)
                server.say("Response: Success\nActionID: $ID\nEventList: start\n\n", id);
            w.run();
            cancel(1);
            for (const auto& id : ids)
                server.say("Event: Status\nActionID: $ID\n\n", id);
            w.run();
            cancel(2);
            for (const auto& id : ids)
                server.say("Event: Status\nActionID: $ID\n\n", id);
            w.run();
            cancel(3);
            for (const auto& id : ids)
                server.say("Event: StatusComplete\nActionID: $ID\nEventList: Complete\n\n", id);
            w.run();
            CHECK(heard == 0);
            CHECK(items == (total ? 2 : phase == 0 || phase == 1 ? 0 : phase - 1));
            CHECK(list->succeeded() == total);
            CHECK(each->succeeded() == total);
            CHECK(list->completions == 1);
            check_alive(w);
        }
    }
}

TEST_CASE("cancel: a call, whose outcome is awaited", "[client][cancel]")
{
    for (const auto type : types) {
        for (const bool accepted : {false, true}) {
            const bool total = type == asio::cancellation_type::total;
            CAPTURE(total, accepted);
            client_world w;
            auto& server = w.ready();
            int heard = 0;
            w.pbx->on("OriginateResponse", [&](const event_view&) { ++heard; });
            const auto call = begin_originate(*w.pbx, some_call);
            w.run();
            const auto sent = server.next();
            if (accepted) {
                server.success(sent);
                w.run();
            }
            call->cancel(type);
            w.run();
            CHECK(call->aborted() == !total);
            if (!accepted) {
                server.success(sent);
                w.run();
            }
            server.say("Event: OriginateResponse\nActionID: $ID\nResponse: Success\n\n", sent.id());
            w.run();
            CHECK(heard == 1); // the call went on, and subscribers see it
            CHECK(call->completions == 1);
            CHECK(call->succeeded() == total);
            check_alive(w);
        }
    }
}

TEST_CASE("cancel: a logoff", "[client][cancel]")
{
    for (const auto type : types) {
        const bool total = type == asio::cancellation_type::total;
        client_world w;
        auto& server = w.ready();
        const auto off = begin_logoff(*w.pbx);
        const auto closed = begin_closed(*w.pbx);
        w.run();
        off->cancel(type);
        w.run();
        CHECK(off->aborted() == !total);
        // It was said: the session ends all the same.
        CHECK(closed->pending());
        server.say("Response: Goodbye\nActionID: $ID\n\n", server.next().id());
        server.eof();
        w.run();
        CHECK(off->completions == 1);
        CHECK(closed->value().code() == errc::logged_off);
    }
}

TEST_CASE("cancel: a logoff that was not written never happened", "[client][cancel]")
{
    for (const auto type : types) {
        client_world w;
        auto& server = w.ready();
        server.stop_taking();
        const auto stuck = begin_execute(*w.pbx, "Stuck");
        const auto off = begin_logoff(*w.pbx);
        w.run();
        CHECK_FALSE(w.pbx->is_ready());
        off->cancel(type);
        w.run();
        CHECK(off->aborted());
        CHECK(w.pbx->is_ready());
        w.advance(9s); // longer than a logoff may take
        server.take_again();
        check_alive(w);
        CHECK(stuck->pending());
        CHECK(server.written().find("Logoff") == std::string::npos);
    }
}

TEST_CASE("cancel: async_wait_closed leaves the session alone", "[client][cancel]")
{
    for (const auto type : types) {
        client_world w;
        w.ready();
        const auto closed = begin_closed(*w.pbx);
        w.run();
        closed->cancel(type);
        w.run();
        CHECK(closed->aborted());
        check_alive(w);
    }
}

TEST_CASE("cancel: what is over, or refused", "[client][cancel]")
{
    client_world w;
    const auto refused = begin_ping(*w.pbx);
    refused->cancel(); // its refusal is on the way
    w.run();
    CHECK(refused->failed(errc::not_connected));
    w.ready();
    const auto op = begin_ping(*w.pbx);
    w.run();
    w.server().success(w.server().next());
    w.run();
    CHECK(op->succeeded());
    op->cancel();
    refused->cancel();
    w.run();
    CHECK(op->completions == 1);
    // Twice.
    const auto twice = begin_ping(*w.pbx);
    w.run();
    twice->cancel(asio::cancellation_type::total);
    twice->cancel(asio::cancellation_type::partial);
    twice->cancel(asio::cancellation_type::terminal);
    w.run();
    CHECK(twice->aborted());
    w.server().success(w.server().next());
    w.run();
    CHECK(twice->completions == 1);
}

TEST_CASE("cancel: together with close", "[client][cancel]")
{
    for (const bool cancel_first : {true, false}) {
        client_world w;
        w.ready();
        const auto op = begin_ping(*w.pbx);
        const auto closed = begin_closed(*w.pbx);
        w.run();
        if (!cancel_first)
            w.pbx->close();
        op->cancel();
        closed->cancel();
        if (cancel_first)
            w.pbx->close();
        w.run();
        CHECK(op->completions == 1);
        CHECK(closed->completions == 1);
    }
}

TEST_CASE("cancel: together with the answer", "[client][cancel]")
{
    for (const bool cancel_first : {true, false}) {
        client_world w;
        auto& server = w.ready();
        const auto op = begin_ping(*w.pbx);
        w.run();
        const auto sent = server.next();
        if (cancel_first)
            op->cancel();
        server.success(sent);
        if (!cancel_first)
            op->cancel();
        w.run();
        CHECK(op->completions == 1);
        CHECK(op->aborted() == cancel_first);
        check_alive(w);
    }
}

TEST_CASE("cancel: ten thousand cancelled actions leave nothing behind", "[client][cancel]")
{
    client_world w;
    w.config.log_level = ami::log_level::error;
    w.config.limits.max_in_flight = 100;
    auto& server = w.ready();
    for (int i = 0; i != 10'000; ++i) {
        const auto op = begin_originate(*w.pbx, some_call);
        w.run();
        if (i % 2 == 0)
            op->cancel();
        server.success(server.next());
        w.run();
        op->cancel();
        w.run();
        REQUIRE(op->aborted());
    }
    check_alive(w);
}

TEST_CASE("cancel: held for the next connection", "[client][cancel][reconnect]")
{
    for (const auto type : types) {
        CAPTURE(static_cast<int>(type));
        client_world w;
        w.config.reconnect.enabled = true;
        w.config.reconnect.hold_actions = true;
        w.config.reconnect.initial_delay = 1ms;
        w.ready().reset();
        w.net->refuse("192.0.2.1");
        w.run();
        const auto plain = begin_execute(*w.pbx, "Plain");
        const auto each = begin_each(*w.pbx, "Each", [](const event_view&) {});
        const auto call = begin_originate(*w.pbx, some_call);
        const auto redirect = begin_redirect(*w.pbx, actions::redirect("a").dialplan("x", "1"));
        const auto hangup = begin_hangup(*w.pbx, actions::hangup("a"));
        const auto ping = begin_ping(*w.pbx);
        const auto command = begin_command(*w.pbx, "core show version");
        const auto mask = begin_mask(*w.pbx, ami::event_mask());
        const auto filter = begin<>([&](auto handler) {
            w.pbx->async_add_filter(ami::event_filter::matching("x"), std::move(handler));
        });
        w.run();
        for (const auto& one : {plain, each, redirect, hangup})
            one->cancel(type);
        call->cancel(type);
        ping->cancel(type);
        command->cancel(type);
        mask->cancel(type);
        filter->cancel(type);
        w.run();
        for (const auto& one : {plain, each, redirect, hangup})
            CHECK(one->aborted());
        CHECK(call->aborted());
        CHECK(ping->aborted());
        CHECK(command->aborted());
        CHECK(mask->aborted());
        CHECK(filter->aborted());
        w.net->forget("192.0.2.1");
        for (int i = 0; i != 1000 && w.server().idle(); ++i)
            w.advance(100ms);
        w.log_in();
        CHECK(w.server().idle()); // nothing of them comes later
        check_alive(w);
    }
}

TEST_CASE("cancel: redirects and filters that were written", "[client][cancel]")
{
    for (const auto type : types) {
        const bool total = type == asio::cancellation_type::total;
        client_world w;
        auto& server = w.ready();
        const auto redirect = begin_redirect(*w.pbx, actions::redirect("a").dialplan("x", "1"));
        const auto filter = begin<>([&](auto handler) {
            w.pbx->async_add_filter(ami::event_filter::matching("x"), std::move(handler));
        });
        w.run();
        redirect->cancel(type);
        filter->cancel(type);
        w.run();
        CHECK(redirect->aborted() == !total);
        CHECK(filter->aborted() == !total);
        server.success(server.next());
        server.success(server.next());
        w.run();
        CHECK(redirect->completions == 1);
        CHECK(filter->completions == 1);
        CHECK(filter->succeeded() == total);
        check_alive(w);
    }
}

TEST_CASE("cancel: async_connect in every step of the way, and between attempts", "[client][cancel][connect]")
{
    for (const auto type : types) {
        for (int step = 0; step != 5; ++step) {
            CAPTURE(static_cast<int>(type), step);
            client_world w;
            w.config.login_method = ami::login_method::challenge;
            w.config.reconnect.enabled = true;
            w.config.reconnect.retry_initial_connect = true;
            w.config.reconnect.initial_delay = 1h;
            if (step == 0)
                w.net->hanging_host("pbx");
            else if (step == 1)
                w.net->silent("192.0.2.1");
            else if (step == 2)
                w.net->greet_with("");
            else if (step == 4)
                w.net->refuse("192.0.2.1"); // the wait for the next attempt
            const auto op = begin_connect(*w.pbx, w.config);
            w.run(); // 3: the challenge
            CHECK(op->pending());
            op->cancel(type);
            w.run();
            CHECK(op->aborted());
            CHECK_FALSE(w.net->armed());
            w.advance(10h);
            CHECK(w.net->streams().size() <= 1);
        }
    }
}
