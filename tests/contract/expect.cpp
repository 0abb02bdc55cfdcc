// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Waiting for what an action causes.

#include "support/calls.hpp"
#include "support/catch.hpp"
#include "support/contract.hpp"

#include <ami/actions.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>

using namespace tests;

TEST_CASE("expect: what comes before anybody waits is not missed")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto name = unique("Order");
        auto order =
            pbx.expect("UserEvent", [&](const ami::event_view& e) { return e["UserEvent"] == name; });
        co_await pbx.async_execute(ami::action{"UserEvent"}.add("UserEvent", name).add("Number", "17"));
        co_await pbx.async_execute(ami::action{"UserEvent"}.add("UserEvent", name).add("Number", "18"));
        for (int i = 0; i < 3; ++i)
            co_await pbx.async_ping();
        const auto seen = co_await order.async_wait(10s);
        CHECK(seen["Number"] == "17");
        // The first one stays the first one.
        const auto again = co_await order.async_wait(10s);
        CHECK(again["Number"] == "17");
    });
}

TEST_CASE("expect: a call's state")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto id = unique("expected");
        auto answered = pbx.expect("Newstate",
            [&](const ami::event_view& e) { return e["Uniqueid"] == id && e["ChannelStateDesc"] == "Up"; });
        auto ended = pbx.expect("hangup", [&](const ami::event_view& e) { return e["Uniqueid"] == id; });
        co_await pbx.async_start_call(call_named(id));
        const auto up = co_await answered.async_wait(10s);
        CHECK(up["Channel"].ends_with(";1"));
        co_await pbx.async_perform(ami::actions::hangup{id}.cause(ami::hangup_cause::call_rejected));
        const auto gone = co_await ended.async_wait(10s);
        CHECK(gone["Cause"] == "21");
    });
}

TEST_CASE("expect: what does not come, and waits that are given up")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto name = unique("Never");
        auto never =
            pbx.expect("UserEvent", [&](const ami::event_view& e) { return e["UserEvent"] == name; });
        const auto timed_out = co_await failure_of(never.async_wait(20ms));
        CHECK(timed_out.code == ami::errc::event_timeout);
        CHECK(timed_out.says("no UserEvent within 0.02 s"));

        asio::cancellation_signal stop;
        ami::error_code cancelled;
        ami::error_code second;
        never.async_wait(10s, asio::bind_cancellation_slot(
                                  stop.slot(), [&](ami::error_code ec, ami::event) { cancelled = ec; }));
        never.async_wait(10s, [&](ami::error_code ec, ami::event) { second = ec; });
        stop.emit(asio::cancellation_type::total);
        co_await pbx.async_ping();
        co_await until([&] { return cancelled.failed() && second.failed(); });
        CHECK(cancelled == asio::error::operation_aborted);
        CHECK(second == ami::errc::already_waiting);

        // It comes after all.
        co_await pbx.async_execute(ami::action{"UserEvent"}.add("UserEvent", name));
        const auto seen = co_await never.async_wait(10s);
        CHECK(seen["UserEvent"] == name);

        auto none = pbx.expect("NoSuchEvent");
        ami::error_code ended;
        none.async_wait(10s, [&](ami::error_code ec, ami::event) { ended = ec; });
        co_await pbx.async_logoff();
        CHECK(ended == ami::errc::logged_off);
    });
}
