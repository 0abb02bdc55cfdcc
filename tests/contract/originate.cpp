// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// What becomes of an originate.

#include "support/calls.hpp"
#include "support/catch.hpp"
#include "support/contract.hpp"
#include "support/inbox.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>

#include <vector>

using namespace tests;
using ami::call_outcome;
using ami::actions::originate;

TEST_CASE("originate: answered")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto id = unique("answered");
        inbox reported(
            pbx, "OriginateResponse", [id](const ami::event_view& e) { return e["Uniqueid"] == id; });
        const auto call = co_await pbx.async_originate(originate{"Local/2001@from-internal"}
                                                           .dialplan("sets", "103")
                                                           .caller_id("Demo <100>")
                                                           .channel_id(id));
        CHECK(call.value() == call_outcome::answered);
        CHECK(call.answered());
        CHECK(call.reason() == 4);
        CHECK(call.channel().starts_with("Local/2001@from-internal-"));
        CHECK(call.channel().ends_with(";1"));
        CHECK(call.unique_id() == id);
        CHECK(call.report()["Response"] == "Success");
        CHECK(call.report()["Context"] == "sets");
        CHECK(call.report()["Exten"] == "103");
        CHECK(call.report()["CallerIDNum"] == "100");
        CHECK(call.report()["CallerIDName"] == "Demo");
        // Subscribers hear of it too.
        const auto same = co_await reported.next();
        CHECK(same.raw() == call.report().raw());

        const auto channel = co_await show_channel(pbx, id);
        CHECK(channel["Channel"] == call.channel());
        CHECK(channel["ChannelStateDesc"] == "Up");
        co_await pbx.async_hangup(ami::actions::hangup{id});
    });
}

TEST_CASE("originate: with an application")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto id = unique("application");
        const auto call = co_await pbx.async_originate(
            originate{"Local/2001@from-internal/n"}.application("Wait", "20").channel_id(id));
        CHECK(call.answered());
        CHECK(call.report()["Application"] == "Wait");
        CHECK(call.report()["Data"] == "20");
        co_await pbx.async_hangup(ami::actions::hangup{id});
    });
}

TEST_CASE("originate: not answered is an outcome and no error")
{
    struct row {
        const char* channel;
        call_outcome value;
        int reason;
    };
    const row rows[] = {
        {"Local/2003@from-internal", call_outcome::busy, 5},
        {"Local/2004@from-internal", call_outcome::no_answer, 3},
        {"Local/2005@from-internal", call_outcome::congested, 8},
        {"Local/2006@from-internal", call_outcome::failed, 0},  // refused with cause 21
        {"Local/98765@from-internal", call_outcome::failed, 0}, // no such extension
        {"Local/2001@no-such-context", call_outcome::failed, 0},
        {"NoSuchTechnology/1", call_outcome::failed, 0},
    };
    for (const auto& each : rows) {
        run([&]() -> asio::awaitable<void> {
            INFO(each.channel);
            auto pbx = co_await connected();
            // A server under load takes its time to say busy.
            const auto time = each.value == call_outcome::no_answer ? 1s : 10s;
            const auto call =
                co_await pbx.async_originate(originate{each.channel}.dialplan("sets", "103").ring_time(time));
            CHECK(call.value() == each.value);
            CHECK(call.reason() == each.reason);
            CHECK_FALSE(call.answered());
            // The channel that there was, or what was dialled.
            CHECK(call.channel().starts_with(each.channel));
            CHECK(call.unique_id().starts_with("ami-"));
            CHECK(call.report()["Response"] == "Failure");
            CHECK(call.report()["Channel"] == each.channel);
            co_await pbx.async_ping();
        });
    }
}

TEST_CASE("originate: what Asterisk does not even try is refused with its words")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto exten = co_await failure_of(
            pbx.async_originate(originate{"Local/2001@from-internal"}.dialplan("sets", "98765")));
        CHECK(exten.code == ami::errc::action_refused);
        CHECK(exten.says("Extension does not exist."));
        const auto channel =
            co_await failure_of(pbx.async_originate(originate{"nothing"}.dialplan("sets", "103")));
        CHECK(channel.code == ami::errc::invalid_header_value);
        CHECK(channel.says("TECHNOLOGY"));

        auto limited = co_await connected("limited");
        const auto forbidden = co_await failure_of(
            limited.async_originate(originate{"Local/2001@from-internal"}.dialplan("sets", "103")));
        CHECK(forbidden.code == ami::errc::action_refused);
        CHECK(forbidden.says("Permission denied"));
    });
}

TEST_CASE("originate: a user who sees no call events never learns the outcome")
{
    run([]() -> asio::awaitable<void> {
        auto how = settings("blind");
        how.originate_margin = 300ms;
        auto pbx = co_await connected(how);
        const auto failed = co_await failure_of(pbx.async_originate(
            originate{"Local/2003@from-internal"}.dialplan("sets", "103").ring_time(200ms)));
        CHECK(failed.code == ami::errc::timed_out);
        CHECK(failed.says("read"));
        CHECK(failed.says("call"));
        co_await pbx.async_ping();
    });
}

TEST_CASE("originate: variables arrive byte for byte")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const std::vector<std::string> values = {
            "plain",
            "gr\xC3\xBC\xC3\x9F \xE2\x82\xAC",
            "it's \"quoted\", really",
            "back\\slash \\\\ \\n",
            "a,b,c;d|e&f=g",
            "(round) [square] {curly} <angle>",
            ")unbalanced([\"",
            "100% #hash @at ~",
            "ends with blanks  ",
            " begins with one",
            "",
        };
        // Each is a variable of the channel.
        const auto id = unique("variables");
        auto call = call_named(id);
        for (std::size_t i = 0; i < values.size(); ++i)
            call.variable("AMI_ODD" + std::to_string(i), values[i]);
        const auto result = co_await pbx.async_originate(call);
        REQUIRE(result.answered());
        for (std::size_t i = 0; i < values.size(); ++i) {
            const auto found = co_await pbx.async_execute(
                ami::action{"Getvar"}.add("Channel", id).add("Variable", "AMI_ODD" + std::to_string(i)));
            CHECK(found["Value"] == as_received(values[i]));
        }
        co_await pbx.async_hangup(ami::actions::hangup{id});

        // And the dialplan sees it: 2015 stores VALUE as ami/KEY.
        const auto key = unique("key");
        const std::string value = "gr\xC3\xBC\xC3\x9F, \"quoted\" \\ (100%) [x]";
        inbox stored(pbx, "UserEvent", [](const ami::event_view& e) { return e["UserEvent"] == "Stored"; });
        const auto storing = co_await pbx.async_originate(originate{"Local/2015@from-internal"}
                                                              .application("Wait", "1")
                                                              .variable("KEY", key)
                                                              .variable("VALUE", value));
        CHECK(storing.answered());
        co_await stored.next("Key", key);
        const auto got =
            co_await pbx.async_execute(ami::action{"DBGet"}.add("Family", "ami").add("Key", key));
        REQUIRE(got.events().size() == 1);
        CHECK(got.events().front()["Val"] == value);
        co_await pbx.async_execute(ami::action{"DBDel"}.add("Family", "ami").add("Key", key));
    });
}

TEST_CASE("originate: several at once each get their own outcome")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const std::vector<std::pair<std::string, call_outcome>> calls = {
            {"2003", call_outcome::busy},
            {"2001", call_outcome::answered},
            {"2004", call_outcome::no_answer},
            {"2005", call_outcome::congested},
            {"2001", call_outcome::answered},
            {"2006", call_outcome::failed},
            {"2003", call_outcome::busy},
        };
        std::size_t ended = 0;
        std::vector<std::string> ids;
        inbox reported(pbx, "OriginateResponse");
        for (const auto& [exten, expected] : calls) {
            ids.push_back(unique("several"));
            pbx.async_originate(originate{"Local/" + exten + "@from-internal/n"}
                                    .dialplan("sets", "103")
                                    .ring_time(1s)
                                    .channel_id(ids.back()),
                [&, want = expected, id = ids.back()](ami::error_code ec, ami::originate_outcome call) {
                    CHECK_FALSE(ec);
                    CHECK(call.value() == want);
                    if (call.answered())
                        CHECK(call.unique_id() == id);
                    ++ended;
                });
        }
        // A call under way does not keep other actions waiting.
        co_await pbx.async_ping();
        CHECK(ended < calls.size());
        for (std::size_t i = 0; i != calls.size(); ++i)
            co_await reported.next();
        // An outcome may wait for its Hangup.
        while (ended < calls.size())
            co_await pbx.async_ping();
        for (const auto& id : {ids[1], ids[4]})
            co_await pbx.async_hangup(ami::actions::hangup{id});
    });
}

TEST_CASE("originate: events of the call carry its channel and its variables")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto id = unique("events");
        const auto mine = [id](const ami::event_view& e) { return e["Uniqueid"] == id; };
        inbox created(pbx, "Newchannel", mine);
        inbox changed(pbx, "Newstate", mine);
        inbox ended(pbx, "Hangup", mine);
        const auto order = unique("order");
        const auto call = co_await pbx.async_originate(call_named(id).variable("ORDER", order));
        REQUIRE(call.answered());
        const auto channel = co_await created.next();
        CHECK(channel["Channel"] == call.channel());
        CHECK(channel["Linkedid"] == id);
        const auto up = co_await changed.next("ChannelStateDesc", "Up");
        co_await pbx.async_hangup(ami::actions::hangup{id});
        const auto gone = co_await ended.next();
        CHECK(gone["Channel"] == call.channel());
        CHECK_FALSE(gone["Cause"].empty());
        // channelvars = ORDER,CALLERID(num)
        std::vector<std::string> variables;
        for (const auto value : gone.all("ChanVariable"))
            variables.emplace_back(value);
        REQUIRE(variables.size() == 2);
        CHECK(variables.front() == "ORDER=" + order);
        CHECK(variables.back().starts_with("CALLERID(num)="));
    });
}

TEST_CASE("originate: cancelling ends the wait and not the call")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto id = unique("cancelled");
        inbox changed(pbx, "Newstate", [id](const ami::event_view& e) { return e["Uniqueid"] == id; });
        asio::cancellation_signal stop;
        ami::error_code ended;
        co_await pbx.async_in_force(); // so that the next bytes are the originate
        const auto before = pbx.get_counters().bytes_sent;
        pbx.async_originate(
            call_named(id), asio::bind_cancellation_slot(stop.slot(),
                                [&](ami::error_code ec, ami::originate_outcome) { ended = ec; }));
        co_await more_is_sent(pbx, before);
        stop.emit(asio::cancellation_type::terminal);
        co_await pbx.async_ping();
        co_await until([&] { return ended.failed(); });
        CHECK(ended == asio::error::operation_aborted);
        co_await changed.next("ChannelStateDesc", "Up");
        co_await pbx.async_hangup(ami::actions::hangup{id});
    });
}

TEST_CASE("originate: filters that let calls through, and filters that do not")
{
    run([]() -> asio::awaitable<void> {
        {
            auto pbx = co_await connected();
            co_await pbx.async_add_filter(
                ami::event_filter::matching("Event: (Newchannel|Newstate|OriginateResponse|Hangup)"));
            const auto id = unique("filtered");
            ami::call call = co_await pbx.async_start_call(call_named(id));
            const auto answer = co_await call.async_wait_outcome();
            CHECK(answer.answered());
            co_await pbx.async_hangup(ami::actions::hangup{call.channel()});
            const auto end = co_await call.async_wait_end();
            CHECK(end.hung_up_by() == ami::hung_up_by::this_client);
            const auto busy = co_await pbx.async_originate(
                originate{"Local/2003@from-internal"}.dialplan("sets", "103").ring_time(5s));
            CHECK(busy.value() == call_outcome::busy);
        }
        {
            auto pbx = co_await connected();
            co_await pbx.async_add_filter(ami::event_filter::matching("Event: (Newchannel|Hangup)"));
            const auto refused =
                co_await failure_of(pbx.async_originate(call_named(unique("hidden")).ring_time(2s)));
            CHECK(refused.code == ami::errc::outcome_not_visible);
            CHECK(refused.says("\"Event: (Newchannel|Hangup)\" keeps back OriginateResponse"));
        }
        {
            // Nothing is certain of this one, and Asterisk keeps the report back.
            auto hasty = settings();
            hasty.originate_margin = 1s;
            auto pbx = co_await connected(hasty);
            co_await pbx.async_add_filter(ami::event_filter::matching("Event: (Newch[a-z]*|Hangup)"));
            const auto id = unique("unsure");
            const auto late = co_await failure_of(pbx.async_originate(call_named(id).ring_time(1s)));
            CHECK(late.code == ami::errc::timed_out);
            CHECK(late.says("filters in force: \"Event: (Newch[a-z]*|Hangup)\""));
            co_await pbx.async_hangup(ami::actions::hangup{id});
        }
    });
}
