// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Calls that are followed from their beginning to their end.

#include "support/calls.hpp"

#include "support/catch.hpp"
#include "support/contract.hpp"
#include "support/inbox.hpp"
#include "support/relay.hpp"

#include <ami/http.hpp>
#include <ami/values.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/detached.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <optional>
#include <utility>
#include <vector>

using namespace tests;
using ami::call_outcome;
using ami::call_state;
using ami::hangup_cause;
using ami::actions::originate;

TEST_CASE("calls: answered, moved, hung up")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto id = unique("followed");
        ami::call call = co_await pbx.async_start_call(call_named(id));
        CHECK(call.id() == id);
        CHECK(call.dialled());
        std::vector<call_state> states;
        // Over HTTP the call may be up before the answer to the originate is here.
        call.on_state([&](call_state now) { states.push_back(now); });

        const auto answer = co_await call.async_wait_outcome();
        CHECK(answer.value() == call_outcome::answered);
        CHECK(answer.unique_id() == id);
        CHECK(call.state() == call_state::up);
        CHECK(call.channel() == answer.channel());
        CHECK(call.channel().starts_with("Local/3020@from-internal-"));
        CHECK(call.channel().ends_with(";1"));
        // It is known already.
        const auto again = co_await call.async_wait_outcome();
        CHECK(again.answered());

        co_await call.async_set_variable("ORDER", "it's 42?");
        const auto order = co_await call.async_get_variable("ORDER");
        CHECK(order == "it's 42?");
        co_await arrival(pbx, id, "103");
        // Asterisk's report of the answer may overtake events of the other half.
        const auto deadline = std::chrono::steady_clock::now() + 5s;
        while (call.channels().size() < 2 && std::chrono::steady_clock::now() < deadline)
            co_await pbx.async_ping();
        auto other_half = call.channel();
        other_half.back() = '2';
        CHECK(call.channels() == std::vector<std::string>{call.channel(), other_half});
        co_await call.async_redirect("sets", "209");
        co_await arrival(pbx, id, "209");
        CHECK(call.state() == call_state::up);

        co_await call.async_hangup(hangup_cause::user_busy);
        const auto end = co_await call.async_wait_end();
        CHECK(end.cause() == hangup_cause::user_busy);
        CHECK(end.cause_known());
        CHECK(end.hung_up_by() == ami::hung_up_by::this_client);
        CHECK(end.talk_time().count() > 0);
        CHECK(end.total_time() >= end.talk_time());
        CHECK(call.state() == call_state::ended);
        REQUIRE_FALSE(states.empty());
        CHECK(std::is_sorted(states.begin(), states.end()));
        CHECK(states.back() == call_state::ended);
        CHECK(std::find(states.begin(), states.end(), call_state::up) != states.end());

        const auto late = co_await failure_of(call.async_hangup());
        CHECK(late.code == ami::errc::call_ended);
        const auto never = co_await failure_of(call.async_set_variable("A", "1"));
        CHECK(never.code == ami::errc::call_ended);
    });
}

TEST_CASE("calls: every outcome and its cause")
{
    struct row {
        const char* channel;
        call_outcome value;
        hangup_cause cause;
    };
    const row rows[] = {
        {"Local/2003@from-internal", call_outcome::busy, hangup_cause::user_busy},
        {"Local/2004@from-internal", call_outcome::no_answer, hangup_cause::no_answer},
        {"Local/2005@from-internal", call_outcome::congested, hangup_cause::normal_circuit_congestion},
        {"Local/2006@from-internal", call_outcome::failed, hangup_cause::call_rejected},
        {"Local/98765@from-internal", call_outcome::failed, hangup_cause::none},
        {"NoSuchTechnology/1", call_outcome::failed, hangup_cause::none},
    };
    run([&]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        for (const auto& each : rows) {
            CAPTURE(each.channel);
            ami::call call =
                co_await pbx.async_start_call(originate{each.channel}.dialplan("sets", "103").ring_time(1s));
            const auto answer = co_await call.async_wait_outcome();
            CHECK(answer.value() == each.value);
            CHECK(call.outcome() == each.value);
            const auto end = co_await call.async_wait_end();
            CHECK(end.cause() == each.cause);
            CHECK(end.talk_time().count() == 0);

            // Waiting for the outcome alone says the same.
            const auto outcome =
                co_await pbx.async_originate(originate{each.channel}.dialplan("sets", "103").ring_time(1s));
            CHECK(outcome.value() == each.value);
        }
    });
}

TEST_CASE("calls: the party hangs up")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        ami::call call = co_await pbx.async_start_call(
            originate{"Local/2007@from-internal/n"}.dialplan("sets", "103").ring_time(5s));
        const auto end = co_await call.async_wait_end();
        CHECK(call.outcome() == call_outcome::answered);
        CHECK(end.cause_known());
        CHECK(end.hung_up_by() != ami::hung_up_by::this_client);
        CHECK(end.talk_time() >= 500ms);
    });
}

TEST_CASE("calls: what is refused is no call")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto exten = co_await failure_of(
            pbx.async_start_call(originate{"Local/2001@from-internal"}.dialplan("sets", "98765")));
        CHECK(exten.code == ami::errc::action_refused);
        CHECK(exten.says("Extension does not exist."));
        const auto nowhere = co_await failure_of(pbx.async_start_call(originate{"Local/2001@from-internal"}));
        CHECK(nowhere.code == ami::errc::invalid_header_value);
        CHECK(nowhere.says("has no target"));

        const auto id = unique("reused");
        ami::call call = co_await pbx.async_start_call(call_named(id));
        const auto answer = co_await call.async_wait_outcome();
        CHECK(answer.answered());
        const auto reused = co_await failure_of(pbx.async_start_call(call_named(id)));
        CHECK(reused.code == ami::errc::call_exists);
        // Another session does not know: Asterisk fails the second one, under the id of the first.
        auto other = co_await connected();
        const auto second = co_await other.async_originate(call_named(id));
        CHECK(second.value() == call_outcome::failed);
        // And one that is the beginning of another's, which Asterisk 16 takes.
        const auto beginning =
            co_await other.async_originate(call_named(id.substr(0, id.size() - 1)).ring_time(5s));
        CHECK(beginning.value() ==
              (server() == server_kind::asterisk_16 ? call_outcome::answered : call_outcome::failed));
        if (beginning.answered())
            co_await other.async_hangup(ami::actions::hangup{beginning.unique_id()});
        co_await call.async_hangup();
        co_await call.async_wait_end();

        auto deaf = settings();
        deaf.events = ami::event_mask{"system,dialplan"};
        auto blind = co_await connected(deaf);
        const auto masked = co_await failure_of(blind.async_start_call(call_named(unique("masked"))));
        CHECK(masked.code == ami::errc::outcome_not_visible);
        CHECK(masked.says("system,dialplan"));
        const auto same = co_await failure_of(blind.async_originate(call_named(unique("masked"))));
        CHECK(same.code == ami::errc::outcome_not_visible);
    });
}

TEST_CASE("calls: a user without read=call -> outcome_not_visible while the call exists")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected("blind");
        const auto id = unique("unseen");
        const auto began = std::chrono::steady_clock::now();
        const auto failed = co_await failure_of(pbx.async_originate(call_named(id).ring_time(25s)));
        CHECK(failed.code == ami::errc::outcome_not_visible);
        CHECK(failed.says("read=call"));
        CHECK(std::chrono::steady_clock::now() - began < 10s);
        ami::call call = co_await pbx.async_start_call(call_named(id + "_2").ring_time(25s));
        const auto unseen = co_await failure_of(call.async_wait_outcome());
        CHECK(unseen.code == ami::errc::outcome_not_visible);
        const auto end = co_await failure_of(call.async_wait_end());
        CHECK(end.code == ami::errc::outcome_not_visible);
        co_await pbx.async_hangup(ami::actions::hangup{id});
        co_await pbx.async_hangup(ami::actions::hangup{id + "_2"});
    });
}

TEST_CASE("calls: neither a waiter that is cancelled nor a handle that is dropped touches the call")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto id = unique("dropped");
        asio::cancellation_signal stop;
        ami::error_code ended;
        {
            ami::call call = co_await pbx.async_start_call(call_named(id));
            call.async_wait_end(asio::bind_cancellation_slot(
                stop.slot(), [&](ami::error_code ec, ami::call_end) { ended = ec; }));
            const auto answer = co_await call.async_wait_outcome();
            CHECK(answer.answered());
            stop.emit(asio::cancellation_type::total);
            co_await pbx.async_ping();
            co_await until([&] { return ended.failed(); });
            CHECK(ended == asio::error::operation_aborted);
        }
        co_await pbx.async_ping();
        const auto there = co_await show_channel(pbx, id);
        CHECK(there["Uniqueid"] == id);

        inbox gone(pbx, "Hangup");
        {
            const auto calls = co_await pbx.async_list_calls();
            const auto found = std::find_if(
                calls.begin(), calls.end(), [&](const ami::call& each) { return each.id() == id; });
            REQUIRE(found != calls.end());
            CHECK(found->dialled());
            auto call = *found;
            call.hangup_when_dropped();
        }
        co_await gone.next("Uniqueid", id);
    });
}

TEST_CASE("calls: a call is dropped together with its client -> it is hung up")
{
    if (tests::needs_tcp("where a request goes out at once"))
        return;
    run([]() -> asio::awaitable<void> {
        auto watcher = co_await connected();
        inbox gone(watcher, "Hangup");
        const auto id = unique("together");
        {
            auto pbx = co_await connected();
            ami::call call = co_await pbx.async_start_call(call_named(id));
            call.hangup_when_dropped();
            const auto answer = co_await call.async_wait_outcome();
            CHECK(answer.answered());
        }
        co_await gone.next("Uniqueid", id);

        // From a handler of an event.
        const auto other = unique("together");
        auto client = co_await connected();
        auto pbx = std::make_optional(std::move(client));
        ami::call call = co_await pbx->async_start_call(call_named(other));
        call.hangup_when_dropped();
        const auto answer = co_await call.async_wait_outcome();
        CHECK(answer.answered());
        pbx->on("UserEvent", [&](const ami::event_view& what) {
            if (what["Id"] != other)
                return;
            call = {};
            pbx.reset();
        });
        co_await pbx->async_in_force();
        co_await watcher.async_execute(ami::action{"UserEvent"}.add("UserEvent", "Go").add("Id", other));
        co_await gone.next("Uniqueid", other);
    });
}

TEST_CASE("calls: those that are there already")
{
    run([]() -> asio::awaitable<void> {
        auto maker = co_await connected();
        const auto id = unique("there");
        co_await answered_call(maker, id);

        auto pbx = co_await connected();
        const auto calls = co_await pbx.async_list_calls();
        const auto found =
            std::find_if(calls.begin(), calls.end(), [&](const ami::call& each) { return each.id() == id; });
        REQUIRE(found != calls.end());
        ami::call call = *found;
        CHECK(call.state() == call_state::up);
        CHECK_FALSE(call.dialled());
        const auto channels = call.channels();
        CHECK(channels.size() == 2);
        co_await maker.async_hangup(ami::actions::hangup{id}.cause(21));
        const auto end = co_await call.async_wait_end();
        CHECK(end.cause() == hangup_cause::call_rejected);
        CHECK(end.hung_up_by() != ami::hung_up_by::this_client);
    });
}

TEST_CASE("calls: two hundred at once, each followed to its end")
{
    run(
        []() -> asio::awaitable<void> {
            auto pbx = co_await connected();
            constexpr int count = 200;
            int answered = 0;
            int busy = 0;
            int ended = 0;
            asio::steady_timer done(co_await asio::this_coro::executor, 50s);
            const auto follow = [&](int number) -> asio::awaitable<void> {
                // Three of four are answered and stay two seconds; all of them are there at one time.
                const bool is_busy = number % 4 == 3;
                ami::call call = co_await pbx.async_start_call(
                    originate{is_busy ? "Local/2003@from-internal/n" : "Local/3002@from-internal/n"}
                        .dialplan("sets", "103")
                        .ring_time(20s));
                const auto answer = co_await call.async_wait_outcome();
                answered += answer.value() == call_outcome::answered;
                busy += answer.value() == call_outcome::busy;
                const auto end = co_await call.async_wait_end();
                CAPTURE(number, fmt::format("{}", answer.value()), answer.reason(), call.channel());
                CHECK(end.cause_known());
                if (++ended == count)
                    done.cancel();
            };
            const auto executor = co_await asio::this_coro::executor;
            for (int i = 0; i < count; ++i)
                asio::co_spawn(executor, follow(i), asio::detached);
            co_await done.async_wait(asio::as_tuple(asio::deferred));
            CHECK(answered == 150);
            CHECK(busy == 50);
            CHECK(ended == count);
        },
        55s);
}

TEST_CASE("calls: a client that goes ends the wait, not the call")
{
    run([]() -> asio::awaitable<void> {
        auto watcher = co_await connected();
        const auto id = unique("left");
        ami::error_code ended;
        asio::steady_timer told(co_await asio::this_coro::executor, 5s);
        {
            auto pbx = co_await connected();
            ami::call call = co_await pbx.async_start_call(call_named(id));
            const auto answer = co_await call.async_wait_outcome();
            CHECK(answer.answered());
            call.async_wait_end([&](ami::error_code ec, ami::call_end) {
                ended = ec;
                told.expires_after(0s);
            });
        }
        co_await told.async_wait(asio::as_tuple(asio::deferred));
        CHECK(ended == asio::error::operation_aborted);
        const auto there = co_await show_channel(watcher, id);
        CHECK(there["Uniqueid"] == id);
        co_await watcher.async_hangup(ami::actions::hangup{id});
    });
}

TEST_CASE("calls: a session that ends tells its waiters why")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto id = unique("closed");
        ami::call call = co_await pbx.async_start_call(call_named(id));
        co_await call.async_wait_outcome();
        ami::error_code ended;
        asio::steady_timer told(co_await asio::this_coro::executor, 5s);
        call.async_wait_end([&](ami::error_code ec, ami::call_end) {
            ended = ec;
            told.expires_after(0s);
        });
        co_await pbx.async_logoff();
        co_await told.async_wait(asio::as_tuple(asio::deferred));
        CHECK(ended == ami::errc::logged_off);
        const auto late = co_await failure_of(call.async_hangup());
        CHECK(late.code == ami::errc::call_ended);
        co_await pbx.async_connect(settings());
        co_await pbx.async_hangup(ami::actions::hangup{id});
    });
}

TEST_CASE("calls: a connection that is lost with calls alive")
{
    if (needs_tcp("over HTTP there is no one connection to lose"))
        return;
    run([]() -> asio::awaitable<void> {
        auto maker = co_await connected();
        auto how = settings();
        const auto executor = co_await asio::this_coro::executor;
        relay cable(executor, how.host, how.port);
        how = cable.lead(std::move(how));
        how.reconnect.enabled = true;
        how.reconnect.initial_delay = 20ms;
        how.reconnect.max_delay = 100ms;
        auto pbx = co_await connected(how);

        const auto stays = unique("stays");
        const auto goes = unique("goes");
        const auto rings = unique("rings");
        ami::call staying = co_await pbx.async_start_call(call_named(stays));
        ami::call going = co_await pbx.async_start_call(call_named(goes));
        ami::call ringing = co_await pbx.async_start_call(
            originate{"Local/2004@from-internal/n"}.dialplan("sets", "103").channel_id(rings).ring_time(25s));
        co_await staying.async_wait_outcome();
        co_await going.async_wait_outcome();

        asio::steady_timer lost(executor, 10s);
        auto states = pbx.on_state([&](const ami::state_change& now) {
            if (now.state() == ami::session_state::lost)
                lost.cancel();
        });
        cable.cut();
        const auto [cancelled] = co_await lost.async_wait(asio::as_tuple(asio::deferred));
        REQUIRE(cancelled);
        states.cancel();
        co_await maker.async_hangup(ami::actions::hangup{goes});
        co_await departure(maker, goes);
        CHECK(going.state() == call_state::up); // as far as this client knows
        cable.mend();

        const auto gone = co_await going.async_wait_end();
        CHECK_FALSE(gone.cause_known());
        CHECK(gone.hung_up_by() == ami::hung_up_by::unknown);
        CHECK(going.outcome() == call_outcome::answered);
        CHECK(staying.state() == call_state::up);
        co_await staying.async_set_variable("AMI_AGAIN", "1");

        // Its report comes to the new connection.
        co_await maker.async_hangup(ami::actions::hangup{rings});
        const auto answer = co_await ringing.async_wait_outcome();
        CHECK_FALSE(answer.answered());
        const auto unanswered = co_await ringing.async_wait_end();
        CHECK(unanswered.talk_time().count() == 0);
        CHECK(unanswered.cause_known());

        co_await staying.async_hangup(hangup_cause::user_busy);
        const auto end = co_await staying.async_wait_end();
        CHECK(end.cause() == hangup_cause::user_busy);
        CHECK(end.hung_up_by() == ami::hung_up_by::this_client);
        CHECK(pbx.get_counters().reconnects == 1);
    });
}

TEST_CASE("calls: application data that forges the end of Status -> no call is lost")
{
    if (tests::server() == tests::server_kind::embedded) {
        std::printf("SKIPPED: the embedded server does not report this call\n");
        return;
    }
    run([]() -> asio::awaitable<void> {
        // A value of several lines needs HTTP to be sent. Echo takes any data.
        auto attacker = co_await tests::attacker_over_http();
        const auto first = unique("innocent");
        const auto forging = unique("forging");
        inbox reported(attacker, "OriginateResponse");
        const auto data =
            "60\r\n\r\nEvent: Hangup\r\nPrivilege: call,all\r\nUniqueid: " + first +
            "\r\nCause: 16\r\n\r\nEvent: StatusComplete\r\nEventList: Complete\r\nListItems: 0\r\n";
        const auto asked = co_await attacker.async_execute(ami::action{"Originate"}
                                                               .add("Channel", "Local/2002@from-internal")
                                                               .add("ChannelId", forging)
                                                               .add("Application", "Echo")
                                                               .multi_line("Data", data)
                                                               .add("Async", "true"));
        CHECK(asked.ok());
        co_await reported.next("Application", "Echo"); // its Uniqueid is cut off
        // OriginateResponse, Newexten and Cdr have the data too, and there no client can tell: they are over now.
        auto how = settings();
        how.events = ami::event_mask{"call"};
        auto pbx = co_await connected(how);
        auto call = co_await pbx.async_start_call(call_named(first));
        REQUIRE((co_await call.async_wait_outcome()).answered());
        const auto last = unique("innocent");
        co_await answered_call(pbx, last);
        const auto list = co_await pbx.async_execute(ami::action{"Status"});
        CHECK(list.ok());
        const auto lists = [&list](std::string_view id) {
            return std::any_of(list.events().begin(), list.events().end(),
                [id](const ami::event& each) { return each["Uniqueid"] == id; });
        };
        CHECK(lists(first));
        CHECK(lists(forging));
        CHECK(lists(last));
        CHECK(list.completion()["ListItems"] == std::to_string(list.events().size()));
        co_await pbx.async_ping();
        CHECK(call.state() == call_state::up);
        const auto calls = co_await pbx.async_list_calls();
        for (const auto& id : {first, last})
            CHECK(std::any_of(
                calls.begin(), calls.end(), [&](const ami::call& each) { return each.id() == id; }));
        for (const auto& id : {first, last, forging})
            co_await pbx.async_hangup(ami::actions::hangup{id});
        co_await attacker.async_logoff();
    });
}
