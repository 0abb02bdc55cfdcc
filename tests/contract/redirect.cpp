// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Moving channels and hanging them up.

#include "support/calls.hpp"
#include "support/catch.hpp"
#include "support/contract.hpp"
#include "support/inbox.hpp"

#include <ami/actions.hpp>

#include <set>

using namespace tests;
using ami::actions::hangup;
using ami::actions::redirect;

namespace {

asio::awaitable<std::string> variable(ami::client& pbx, std::string channel, std::string name)
{
    const auto answer =
        co_await pbx.async_execute(ami::action{"Getvar"}.add("Channel", channel).add("Variable", name));
    co_return std::string(answer["Value"]);
}

} // namespace

TEST_CASE("redirect: a channel goes where it is sent")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto id = unique("redirect");
        const auto call = co_await answered_call(pbx, id);
        co_await arrival(pbx, id, "103");
        const auto answer = co_await pbx.async_redirect(redirect{call.channel()}.dialplan("sets", "209"));
        CHECK(answer.ok());
        CHECK(answer.message() == "Redirect successful");

        const auto there = co_await arrival(pbx, id, "209");
        CHECK(there["Context"] == "sets");
        CHECK(there["Channel"] == call.channel());
        const auto exten = co_await variable(pbx, id, "EXTEN");
        CHECK(exten == "209");
        const auto status = co_await pbx.async_execute(ami::action{"Status"}.add("Channel", id));
        REQUIRE(status.events().size() == 1);
        CHECK(status.events().front()["Context"] == "sets");
        CHECK(status.events().front()["Exten"] == "209");

        // And back, by its unique id.
        co_await pbx.async_redirect(redirect{id}.dialplan("sets", "103"));
        co_await arrival(pbx, id, "103");
        co_await pbx.async_hangup(hangup{id});
    });
}

TEST_CASE("redirect: two channels to one place")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto a = unique("pair");
        const auto b = unique("pair");
        const auto first = co_await answered_call(pbx, a);
        const auto second = co_await answered_call(pbx, b);
        co_await arrival(pbx, a, "103");
        co_await arrival(pbx, b, "103");
        const auto answer = co_await pbx.async_redirect(
            redirect{first.channel()}.dialplan("sets", "209").extra_channel(second.channel()));
        CHECK(answer.message() == "Dual Redirect successful");
        co_await arrival(pbx, a, "209");
        co_await arrival(pbx, b, "209");
        co_await pbx.async_hangup(hangup{a});
        co_await pbx.async_hangup(hangup{b});
    });
}

TEST_CASE("redirect: two channels to two places")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        // The halves of one call: the second is in the context from-internal.
        const auto id = unique("halves");
        const auto call = co_await answered_call(pbx, id);
        co_await arrival(pbx, id, "103");
        std::string other(call.channel());
        other.back() = '2';
        co_await pbx.async_redirect(redirect{call.channel()}
                                        .dialplan("sets", "209")
                                        .extra_channel(other)
                                        .extra_dialplan("sets", "103"));
        co_await arrival(pbx, id, "209");
        co_await arrival(pbx, id + ";2", "103");
        co_await pbx.async_hangup(hangup{id});
    });
}

// It dials one that rings until somebody ends it.
static ami::actions::originate dials_for_ever(const std::string& id)
{
    return ami::actions::originate{"Local/3090@from-internal/n"}
        .dialplan("from-internal", "2023")
        .channel_id(id)
        .ring_time(5s);
}

TEST_CASE("redirect: one who dials, while the other side rings")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        for (const bool is_hung_up : {false, true}) {
            const auto id = unique("dials");
            const auto of_own = [id](const ami::event_view& e) { return e["Uniqueid"] == id; };
            inbox states(pbx, "DialState", of_own);
            inbox ends(pbx, "DialEnd", of_own);
            inbox ended(pbx, "Hangup");
            co_await pbx.async_originate(dials_for_ever(id));
            const auto ringing = co_await states.next("DialStatus", "RINGING");
            CHECK(ringing["DestExten"] == "2023");
            CHECK(ringing["DestCallerIDNum"] == "2023");
            if (is_hung_up)
                co_await pbx.async_hangup(hangup{id}.cause(21));
            else
                co_await pbx.async_redirect(redirect{id}.dialplan("sets", "103"));
            const auto end = co_await ends.next();
            CHECK(end["DialStatus"] == "CANCEL");
            CHECK(end["DestUniqueid"] == ringing["DestUniqueid"]);
            const auto leg = co_await ended.next("Uniqueid", std::string(ringing["DestUniqueid"]));
            CHECK(leg["Cause"] == (is_hung_up ? "21" : "16"));
            CHECK(leg["ChannelStateDesc"] == "Ringing");
            if (!is_hung_up) {
                co_await arrival(pbx, id, "103");
                const auto status = co_await variable(pbx, id, "DIALSTATUS");
                CHECK(status == "CANCEL");
                co_await pbx.async_hangup(hangup{id});
            }
            CHECK(ends.size() == 1);
        }
    });
}

TEST_CASE("redirect: the one who rings")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto id = unique("rung");
        const auto of_own = [id](const ami::event_view& e) { return e["Uniqueid"] == id; };
        inbox states(pbx, "DialState", of_own);
        inbox ends(pbx, "DialEnd", of_own);
        inbox sets(pbx, "VarSet", of_own);
        inbox ended(pbx, "Hangup");
        co_await pbx.async_originate(dials_for_ever(id));
        const auto ringing = co_await states.next("DialStatus", "RINGING");
        const std::string leg(ringing["DestUniqueid"]);
        co_await pbx.async_redirect(redirect{leg}.dialplan("sets", "103"));
        // Its caller goes on, and hangs up; no end of the dialling is told.
        co_await sets.next("Value", "CHANUNAVAIL");
        const auto gone = co_await ended.next("Uniqueid", id);
        CHECK(gone["Cause"] == "16");
        co_await arrival(pbx, leg, "103");
        CHECK(ends.size() == 0);
        co_await pbx.async_hangup(hangup{leg});
    });
}

TEST_CASE("redirect: what cannot be moved is refused with Asterisk's words")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto id = unique("vanished");
        const auto call = co_await answered_call(pbx, id);
        inbox ended(pbx, "Hangup");
        co_await pbx.async_hangup(hangup{id});
        co_await ended.next("Uniqueid", id);

        // Not the "No such channel" of other actions.
        const auto vanished =
            co_await failure_of(pbx.async_redirect(redirect{call.channel()}.dialplan("sets", "209")));
        CHECK(vanished.code == ami::errc::action_refused);
        CHECK(vanished.says("Channel does not exist: " + std::string(call.channel())));

        // A second channel that is not there stops the first one too.
        const auto stays = unique("stays");
        const auto staying = co_await answered_call(pbx, stays);
        co_await arrival(pbx, stays, "103");
        const auto extra = co_await failure_of(pbx.async_redirect(
            redirect{staying.channel()}.dialplan("sets", "209").extra_channel(call.channel())));
        CHECK(extra.code == ami::errc::action_refused);
        INFO(extra.text);
        CHECK(extra.says("does not exist"));
        const auto exten = co_await variable(pbx, stays, "EXTEN");
        CHECK(exten == "103");

        // Asterisk asks for a place.
        const auto nowhere = co_await failure_of(pbx.async_redirect(redirect{staying.channel()}));
        CHECK(nowhere.code == ami::errc::action_refused);
        co_await pbx.async_hangup(hangup{stays});
    });
}

TEST_CASE("hangup: by name and the cause reaches the event")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        inbox ended(pbx, "Hangup");
        for (const int cause : {16, 17, 21, 34}) {
            const auto id = unique("hangup");
            const auto call = co_await answered_call(pbx, id);
            const auto answer = co_await pbx.async_hangup(hangup{call.channel()}.cause(cause));
            CHECK(answer.message() == "Channel Hungup");
            CHECK(answer.events().empty());
            const auto gone = co_await ended.next("Uniqueid", id);
            CHECK(gone["Channel"] == call.channel());
            CHECK(gone["Cause"] == std::to_string(cause));
            CHECK_FALSE(gone[header("Cause-txt")].empty());
        }
    });
}

TEST_CASE("hangup: the cause that a channel has if nobody gives one")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        inbox ended(pbx, "Hangup");
        const auto call_in = [](std::string application, std::string data, std::string id) {
            return ami::actions::originate{"Local/3090@from-internal/n"}
                .application(application, data)
                .channel_id(id)
                .ring_time(5s);
        };
        // Whom it dials refuses the call.
        const auto refused = unique("refused");
        co_await pbx.async_originate(call_in("Dial", "Local/2006@from-internal/n,5", refused));
        const auto as_told = co_await ended.next("Uniqueid", refused);
        CHECK(as_told["Cause"] == "21");

        // From a bridge it is cleared as usual.
        const auto user = unique("user");
        inbox joined(
            pbx, "ConfbridgeJoin", [user](const ami::event_view& e) { return e["Uniqueid"] == user; });
        co_await pbx.async_originate(call_in("ConfBridge", unique("room"), user));
        co_await joined.next();
        co_await pbx.async_hangup(hangup{user});
        const auto from_room = co_await ended.next("Uniqueid", user);
        CHECK(from_room["Cause"] == "16");

        const auto parked = unique("parked");
        const auto is_parked = [parked](const ami::event_view& e) { return e["Uniqueid"] == parked; };
        inbox begins(pbx, "MusicOnHoldStart", is_parked);
        inbox stops(pbx, "MusicOnHoldStop", is_parked);
        inbox requests(pbx, "SoftHangupRequest", is_parked);
        co_await answered_call(pbx, parked);
        co_await arrival(pbx, parked, "103");
        co_await pbx.async_perform(ami::actions::park{parked});
        const auto music = co_await begins.next();
        CHECK(music["Class"] == "default");
        co_await pbx.async_hangup(hangup{parked});
        const auto from_lot = co_await ended.next("Uniqueid", parked);
        CHECK(from_lot["Cause"] == "16");
        CHECK(stops.size() == 1);
        CHECK(requests.size() == 0); // it was in no dialplan

        // In none of them there is no cause.
        const auto alone = unique("alone");
        co_await answered_call(pbx, alone);
        co_await arrival(pbx, alone, "103");
        co_await pbx.async_hangup(hangup{alone});
        const auto from_dialplan = co_await ended.next("Uniqueid", alone);
        CHECK(from_dialplan["Cause"] == "0");
    });
}

TEST_CASE("hangup: no such channel")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto nobody = co_await failure_of(pbx.async_hangup(hangup{unique("nobody")}));
        CHECK(nobody.code == ami::errc::action_refused);
        CHECK(nobody.says("No such channel"));

        const auto id = unique("twice");
        co_await answered_call(pbx, id);
        inbox ended(pbx, "Hangup");
        co_await pbx.async_hangup(hangup{id});
        co_await ended.next("Uniqueid", id);
        const auto twice = co_await failure_of(pbx.async_hangup(hangup{id}));
        CHECK(twice.code == ami::errc::action_refused);

        // A name that would be taken for a regular expression is not sent.
        const auto slashes = co_await failure_of(pbx.async_hangup(hangup{"/.*/"}));
        CHECK(slashes.code == ami::errc::invalid_header_value);
        co_await pbx.async_ping();
    });
}

TEST_CASE("hangup: a regular expression answers with a list")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto a = unique("regex");
        const auto b = unique("regex");
        const auto first = co_await answered_call(pbx, a);
        const auto second = co_await answered_call(pbx, b);
        const auto bystander = unique("regex");
        co_await answered_call(pbx, bystander);
        inbox ended(pbx, "Hangup");
        int leaked = 0;
        pbx.on("ChannelHungup", [&](const ami::event_view&) { ++leaked; });

        const auto expression = "^(" + hangup::escape_expression(first.channel()) + "|" +
                                hangup::escape_expression(second.channel()) + ")$";
        const auto answer = co_await pbx.async_hangup(hangup::matching(expression).cause(21));
        CHECK(answer.completion().name() == "ChannelsHungupListComplete");
        CHECK(answer.completion()["ListItems"] == "2");
        std::set<std::string> names;
        for (const auto& each : answer.events()) {
            CHECK(each.name() == "ChannelHungup");
            names.emplace(each["Channel"]);
        }
        CHECK(names == std::set<std::string>{std::string(first.channel()), std::string(second.channel())});
        CHECK(leaked == 0);
        for (int i = 0; i < 2; ++i) {
            ami::event gone;
            do
                gone = co_await ended.next();
            while (gone["Uniqueid"] != a && gone["Uniqueid"] != b);
            CHECK(gone["Cause"] == "21");
        }
        const auto still_there = co_await show_channel(pbx, bystander);
        CHECK(still_there["Uniqueid"] == bystander);
        co_await pbx.async_hangup(hangup{bystander});

        // No match is an empty list.
        const auto none = co_await pbx.async_hangup(hangup::matching("^" + unique("nobody") + "$"));
        CHECK(none.ok());
        CHECK(none.events().empty());
        CHECK(none.completion()["ListItems"] == "0");
    });
}
