// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Calls and expectations in virtual time: what servers cannot be made to do when they are asked.

#include "support/client_world.hpp"

#include <fmt/format.h>

#include <utility>
#include <vector>

using namespace tests;
using ami::call_outcome;
using ami::call_state;
using ami::errc;
using ami::event_view;
using namespace std::chrono_literals;

namespace {

const ami::actions::originate some_call =
    ami::actions::originate("PJSIP/a").dialplan("x", "1").channel_id("c1");

operation<ami::call> begin_dial(ami::client& pbx, const ami::actions::originate& what)
{
    return begin<ami::call>([&](auto handler) { pbx.async_start_call(what, std::move(handler)); });
}
operation<ami::originate_outcome> begin_answered(ami::call& call)
{
    return begin<ami::originate_outcome>([&](auto handler) { call.async_wait_outcome(std::move(handler)); });
}
operation<ami::call_end> begin_ended(ami::call& call)
{
    return begin<ami::call_end>([&](auto handler) { call.async_wait_end(std::move(handler)); });
}
operation<ami::event> begin_wait(ami::expectation& what, duration time)
{
    return begin<ami::event>([&](auto handler) { what.async_wait(time, std::move(handler)); });
}

std::string about(std::string_view event, int state, std::string_view more = "")
{
    return fmt::format("Event: {}\nPrivilege: call,all\nChannel: PJSIP/a-1\nChannelState: {}\nUniqueid: c1\n"
                       "Linkedid: c1\n{}\n",
        event, state, more);
}

// Dials and is answered with "queued".
ami::call dialled(client_world& w)
{
    const auto op = begin_dial(*w.pbx, some_call);
    w.run();
    CHECK(op->pending());
    const auto sent = w.server().next();
    CHECK(sent["ChannelId"] == "c1");
    CHECK(sent["Async"] == "true");
    w.server().success(sent, "Message: Originate successfully queued\n");
    w.run();
    REQUIRE(op->succeeded());
    return op->value();
}

} // namespace

TEST_CASE("calls: a dial that is not taken", "[client][calls]")
{
    client_world w;
    auto& server = w.ready();
    SECTION("refused")
    {
        const auto op = begin_dial(*w.pbx, some_call);
        w.run();
        server.error(server.next(), "Permission denied");
        w.run();
        CHECK(op->failed(errc::action_refused));
        // The id is free again.
        dialled(w);
    }
    SECTION("cancelled")
    {
        const auto op = begin_dial(*w.pbx, some_call);
        w.run();
        server.next();
        op->cancel();
        w.run();
        CHECK(op->aborted());
        dialled(w);
    }
    SECTION("the connection is lost before the answer")
    {
        const auto op = begin_dial(*w.pbx, some_call);
        w.run();
        server.next();
        server.eof();
        w.run();
        CHECK(op->failed(errc::outcome_unknown));
    }
}

TEST_CASE("calls: a call object tells of its call before other handlers hear of the event", "[client][calls]")
{
    client_world w;
    auto& server = w.ready();
    std::vector<call_state> seen;
    std::optional<ami::call> call;
    w.pbx->on("Newstate", [&](const event_view&) { seen.push_back(call->state()); });
    call = dialled(w);
    server.say(about("Newchannel", 0) + about("Newstate", 5) + about("Newstate", 6));
    w.run();
    CHECK(seen == std::vector<call_state>{call_state::ringing, call_state::up});
}

TEST_CASE("calls: handlers of states may throw, cancel and destroy the client", "[client][calls]")
{
    client_world w;
    auto& server = w.ready();
    auto call = dialled(w);
    int heard = 0;
    SECTION("throw")
    {
        call.on_state([&](call_state) {
            ++heard;
            throw std::runtime_error("mine");
        });
        server.say(about("Newchannel", 0) + about("Newstate", 6));
        w.run();
        CHECK(heard == 3); // starting, dialing, up
        CHECK(w.pbx->get_counters().handler_exceptions == 3);
        CHECK(call.state() == call_state::up);
    }
    SECTION("cancel")
    {
        ami::call_subscription own;
        own = call.on_state([&](call_state) {
            ++heard;
            own.cancel();
        });
        server.say(about("Newchannel", 0) + about("Newstate", 6));
        w.run();
        CHECK(heard == 1);
    }
    SECTION("destroy")
    {
        const auto end = begin_ended(call);
        call.on_state([&](call_state) {
            ++heard;
            w.pbx.reset();
        });
        server.say(about("Newchannel", 0) + about("Newstate", 6) + about("Hangup", 6, "Cause: 16\n"));
        w.run();
        CHECK(heard == 1);
        CHECK(end->aborted());
        const auto late = begin_ended(call);
        w.run();
        CHECK(late->completions == 1);
        CHECK(late->ec);
    }
}

TEST_CASE(
    "call on_state: the handler gets the present state first, from a later turn, then every change once",
    "[client][calls]")
{
    client_world w;
    auto& server = w.ready();
    auto call = dialled(w);
    std::vector<call_state> seen;
    const auto note = [&](call_state state) { seen.push_back(state); };
    SECTION("before anything is known")
    {
        call.on_state(note);
        CHECK(seen.empty());
        w.run();
        CHECK(seen == std::vector{call_state::starting});
        w.say(about("Newchannel", 0) + about("Newstate", 5) + about("Newstate", 6) +
              about("Hangup", 6, "Cause: 16\n"));
        CHECK(seen == std::vector{call_state::starting, call_state::dialing, call_state::ringing,
                          call_state::up, call_state::ended});
    }
    SECTION("while the call rings")
    {
        w.say(about("Newchannel", 0) + about("Newstate", 5));
        call.on_state(note);
        w.say(about("Newstate", 6));
        CHECK(seen == std::vector{call_state::ringing, call_state::up});
    }
    SECTION("inside the handler of an event, the changes of the same batch behind it")
    {
        w.pbx->on("Newstate", [&, first = true](const event_view&) mutable {
            if (std::exchange(first, false))
                call.on_state(note);
            CHECK(seen.empty());
        });
        w.say(about("Newchannel", 0) + about("Newstate", 5) + about("Newstate", 6) +
              about("Hangup", 6, "Cause: 16\n"));
        CHECK(seen == std::vector{call_state::ringing, call_state::up, call_state::ended});
    }
    SECTION("inside another handler of states, whose change is the present state")
    {
        call.on_state([&, first = true](call_state state) mutable {
            if (state == call_state::ringing && std::exchange(first, false))
                call.on_state(note);
        });
        w.run();
        w.say(about("Newchannel", 0) + about("Newstate", 5) + about("Newstate", 6));
        CHECK(seen == std::vector{call_state::ringing, call_state::up});
    }
    SECTION("after the end")
    {
        w.say(about("Newchannel", 0) + about("Hangup", 6, "Cause: 16\n"));
        server.say("Event: OriginateResponse\nResponse: Failure\nReason: 0\nUniqueid: c1\n\n");
        w.advance(2s);
        REQUIRE(call.state() == call_state::ended);
        call.on_state(note);
        w.run();
        CHECK(seen == std::vector{call_state::ended});
    }
    SECTION("cancelled before the first invocation")
    {
        call.on_state(note).cancel();
        w.say(about("Newchannel", 0));
        CHECK(seen.empty());
    }
    SECTION("the client is destroyed before the first invocation")
    {
        call.on_state(note);
        w.pbx.reset();
        w.run();
        CHECK(seen.empty());
    }
}

TEST_CASE("calls: limits::max_followed_calls calls are followed -> new ones are refused or counted",
    "[client][calls][limits]")
{
    client_world w;
    w.config.limits.max_followed_calls = 2;
    int records = 0;
    w.config.log = [&](const ami::log_record& record) {
        records += record.text().find("max_followed_calls") != std::string_view::npos;
    };
    w.ready();
    std::vector<ami::call> arrived;
    w.pbx->on_incoming_call([&](ami::call call) { arrived.push_back(std::move(call)); });
    const auto newchannel = [](std::string_view id) {
        return fmt::format("Event: Newchannel\nPrivilege: call,all\nChannel: PJSIP/{0}-1\nChannelState: 4\n"
                           "Uniqueid: {0}\nLinkedid: {0}\n\n",
            id);
    };
    const auto first = dialled(w);
    w.say(newchannel("i1") + newchannel("i2") + newchannel("i3"));
    REQUIRE(arrived.size() == 1);
    CHECK(arrived.front().id() == "i1");
    CHECK(w.pbx->get_counters().calls_not_followed == 2);
    w.say(newchannel("i4"));
    CHECK(w.pbx->get_counters().calls_not_followed == 3);
    CHECK(records == 1);
    const auto more = ami::actions::originate("PJSIP/a").dialplan("x", "1").channel_id("c2");
    SECTION("async_start_call and async_originate fail, and nothing is sent")
    {
        const auto dial = begin_dial(*w.pbx, more);
        const auto originate = begin_originate(*w.pbx, more);
        w.run();
        CHECK(dial->failed(errc::too_many_calls));
        CHECK(originate->failed(errc::too_many_calls));
        CHECK(dial->text() ==
              "limits::max_followed_calls is 2; wait for the end of a call, or raise the limit");
        CHECK(w.server().idle());
    }
    SECTION("async_list_calls finds no more")
    {
        const auto op =
            begin<std::vector<ami::call>>([&](auto handler) { w.pbx->async_list_calls(std::move(handler)); });
        w.run();
        const auto sent = w.server().next();
        w.server().say(
            "Response: Success\nActionID: $ID\nEventList: start\n\n"
            "Event: Status\nChannel: PJSIP/i1-1\nChannelState: 4\nUniqueid: i1\nLinkedid: i1\nActionID: $ID\n\n"
            "Event: Status\nChannel: PJSIP/i9-1\nChannelState: 4\nUniqueid: i9\nLinkedid: i9\nActionID: $ID\n\n"
            "Event: StatusComplete\nActionID: $ID\nEventList: Complete\nListItems: 2\n\n",
            sent.id());
        w.run();
        REQUIRE(op->succeeded());
        CHECK(op->value().size() == 1);
        CHECK(w.pbx->get_counters().calls_not_followed == 4);
    }
    SECTION("the end of a call makes room")
    {
        w.say(
            "Event: Hangup\nChannel: PJSIP/i1-1\nChannelState: 4\nUniqueid: i1\nLinkedid: i1\nCause: 16\n\n");
        const auto dial = begin_dial(*w.pbx, more);
        w.run();
        CHECK(w.server().next()["ChannelId"] == "c2");
        CHECK(dial->pending());
    }
}

TEST_CASE("calls: a reconnect", "[client][calls][reconnect]")
{
    client_world w;
    w.config.reconnect.enabled = true;
    w.config.reconnect.initial_delay = 1s;
    w.config.ping_after_silence = duration::max();
    w.ready();
    auto call = dialled(w);
    const auto answer = begin_answered(call);
    const auto end = begin_ended(call);
    bool was_up = false;
    SECTION("while it rings")
    {
        w.say(about("Newstate", 5));
    }
    SECTION("while it is up")
    {
        w.say(about("Newstate", 6));
        w.advance(2s); // its report does not come
        was_up = true;
    }
    w.server().eof();
    w.run();
    CHECK(end->pending());
    CHECK(answer->pending() == !was_up);
    for (int i = 0; i != 100 && w.server().idle(); ++i)
        w.advance(1s);
    w.log_in();
    auto& server = w.server();
    // The mask and a Ping restore the session; the calls are asked for behind them.
    std::optional<request> status;
    while (!server.idle()) {
        const auto sent = server.next();
        if (sent.name() == "Status")
            status = sent;
        else
            server.success(sent);
        w.run();
    }
    REQUIRE(status.has_value());
    SECTION("it is still there")
    {
        server.say(
            "Response: Success\nActionID: $ID\nEventList: start\n\n"
            "Event: Status\nPrivilege: Call\nChannel: PJSIP/a-1\nChannelState: 6\nUniqueid: c1\nLinkedid: c1\n"
            "ActionID: $ID\n\nEvent: StatusComplete\nActionID: $ID\nEventList: Complete\nListItems: 1\n\n",
            status->id());
        w.run();
        CHECK(answer->succeeded());
        CHECK(call.state() == call_state::up);
        CHECK(end->pending());
        w.say(about("Hangup", 6, "Cause: 17\n"));
        REQUIRE(end->succeeded());
        CHECK(end->value().cause() == ami::hangup_cause::user_busy);
    }
    SECTION("it has vanished")
    {
        SECTION("and Asterisk does not say so at first")
        {
            w.advance(w.config.action_timeout);
            CHECK(end->pending());
            CHECK(server.idle());
            w.advance(10s);
            status = server.next();
            CHECK(status->name() == "Status");
        }
        server.say("Response: Success\nActionID: $ID\nEventList: start\n\n"
                   "Event: StatusComplete\nActionID: $ID\nEventList: Complete\nListItems: 0\n\n",
            status->id());
        w.run();
        REQUIRE(end->succeeded());
        CHECK_FALSE(end->value().cause_known());
        if (was_up)
            CHECK(answer->value().answered());
        else
            CHECK(answer->failed(errc::outcome_unknown));
    }
}

TEST_CASE("calls: a Hangup event was missed -> the next action finds the end of the call", "[client][calls]")
{
    client_world w;
    auto& server = w.ready();
    auto call = dialled(w);
    w.say(about("Newstate", 6));
    const auto end = begin_ended(call);
    const auto op = begin<>([&](auto handler) { call.async_set_variable("A", "1", std::move(handler)); });
    w.run();
    const auto sent = server.next();
    CHECK(sent.name() == "Setvar");
    CHECK(sent["Channel"] == "c1");
    server.error(sent, "No such channel");
    w.run();
    CHECK(op->failed(errc::action_refused));
    const auto status = server.next();
    CHECK(status.name() == "Status");
    server.error(status, "No such channel");
    w.run();
    CHECK(end->pending()); // its Hangup may be on its way
    w.advance(2s);
    REQUIRE(end->succeeded());
    CHECK_FALSE(end->value().cause_known());
}

TEST_CASE("calls: a call that is dropped is hung up", "[client][calls]")
{
    client_world w;
    w.config.reconnect.enabled = true;
    w.config.reconnect.initial_delay = 1s;
    w.config.ping_after_silence = duration::max();
    auto& server = w.ready();
    auto call = dialled(w);
    call.hangup_when_dropped();
    w.say(about("Newstate", 6));
    SECTION("by its last handle only")
    {
        auto other = call;
        call = {};
        w.run();
        CHECK(server.idle());
        other = {};
        w.run();
        CHECK(server.next().name() == "Hangup");
    }
    SECTION("where there is no connection")
    {
        server.eof();
        w.run();
        call = {};
        w.run();
        for (int i = 0; i != 100 && w.server().idle(); ++i)
            w.advance(1s);
        w.log_in();
        bool hung_up = false;
        while (!w.server().idle()) {
            const auto sent = w.server().next();
            if (sent.name() == "Status")
                w.server().say(
                    "Response: Success\nActionID: $ID\nEventList: start\n\n"
                    "Event: Status\nPrivilege: Call\nChannel: PJSIP/a-1\nChannelState: 6\nUniqueid: c1\n"
                    "Linkedid: c1\nActionID: $ID\n\nEvent: StatusComplete\nActionID: $ID\n"
                    "EventList: Complete\nListItems: 1\n\n",
                    sent.id());
            else
                w.server().success(sent);
            hung_up = hung_up || (sent.name() == "Hangup" && sent["Channel"] == "c1");
            w.run();
        }
        CHECK(hung_up);
    }
}

TEST_CASE("calls: a refused hang-up -> the call was not ended by it", "[client][calls]")
{
    for (const bool refused : {true, false}) {
        client_world w;
        auto& server = w.ready();
        auto call = dialled(w);
        w.say(about("Newstate", 6));
        const auto end = begin_ended(call);
        const auto op = begin<ami::response>(
            [&](auto handler) { call.async_hangup(ami::hangup_cause::normal_clearing, std::move(handler)); });
        w.run();
        const auto sent = server.next();
        CHECK(sent.name() == "Hangup");
        if (refused) {
            server.error(sent, "Permission denied");
            w.run();
            CHECK(op->failed(errc::action_refused));
            const auto status = server.next();
            server.say("Response: Success\nActionID: $ID\nEventList: start\n\n"
                       "Event: Status\nPrivilege: Call\nChannel: PJSIP/a-1\nChannelState: 6\nUniqueid: c1\n"
                       "Linkedid: c1\nActionID: $ID\n\nEvent: StatusComplete\nActionID: $ID\n"
                       "EventList: Complete\nListItems: 1\n\n",
                status.id());
            w.run();
        } else {
            server.say("Response: Success\nActionID: $ID\nMessage: Channel Hungup\n\n", sent.id());
            w.run();
            CHECK(op->succeeded());
        }
        CHECK(call.state() == ami::call_state::up);
        w.say(about("Hangup", 6, "Cause: 16\n"));
        REQUIRE(end->succeeded());
        CHECK(
            end->value().hung_up_by() == (refused ? ami::hung_up_by::unknown : ami::hung_up_by::this_client));
    }
}

TEST_CASE("calls: this client hangs up by a plain action -> it ended the call", "[client][calls]")
{
    const std::string hung_up = "Response: Success\nActionID: $ID\nMessage: Channel Hungup\n\n";
    const struct {
        ami::action request;
        std::string answer;
        ami::hung_up_by by;
    } rows[] = {
        {ami::actions::hangup("c1").to_action(), hung_up, ami::hung_up_by::this_client},
        {ami::actions::hangup("PJSIP/a-1").to_action(), hung_up, ami::hung_up_by::this_client},
        {ami::action("hangup").add("channel", "PJSIP/a-1"), hung_up, ami::hung_up_by::this_client},
        {ami::action("PJSIPHangup").add("Channel", "PJSIP/a-1"), hung_up, ami::hung_up_by::this_client},
        {ami::actions::hangup::starting_with("PJSIP/a-").to_action(),
            "Response: Success\nActionID: $ID\nEventList: start\n\n"
            "Event: ChannelHungup\nActionID: $ID\nChannel: PJSIP/a-1\n\n"
            "Event: ChannelsHungupListComplete\nActionID: $ID\nEventList: Complete\nListItems: 1\n\n",
            ami::hung_up_by::this_client},
        {ami::actions::hangup::starting_with("PJSIP/b-").to_action(),
            "Response: Success\nActionID: $ID\nEventList: start\n\n"
            "Event: ChannelHungup\nActionID: $ID\nChannel: PJSIP/b-1\n\n"
            "Event: ChannelsHungupListComplete\nActionID: $ID\nEventList: Complete\nListItems: 1\n\n",
            ami::hung_up_by::asterisk},
        {ami::actions::hangup("PJSIP/b-1").to_action(), hung_up, ami::hung_up_by::asterisk},
        {ami::actions::hangup("c1").to_action(),
            "Response: Error\nActionID: $ID\nMessage: Permission denied\n\n", ami::hung_up_by::asterisk},
        {ami::action("Redirect").add("Channel", "c1"), hung_up, ami::hung_up_by::asterisk},
    };
    for (const auto& row : rows) {
        CAPTURE(row.request.name(), row.request.header_lines(), row.answer);
        client_world w;
        auto& server = w.ready();
        auto call = dialled(w);
        w.say(about("Newstate", 6));
        const auto end = begin_ended(call);
        const auto op = begin_execute(*w.pbx, row.request);
        w.run();
        server.say(row.answer, server.next().id());
        w.say(about("SoftHangupRequest", 6, "Cause: 16\n"));
        w.say(about("Hangup", 6, "Cause: 16\n"));
        CHECK(op->succeeded());
        REQUIRE(end->succeeded());
        CHECK(end->value().hung_up_by() == row.by);
    }
}

TEST_CASE("calls: a filter that hides what calls need -> refused before anything is sent", "[client][calls]")
{
    const struct {
        ami::event_filter filter;
        std::string_view text; // empty: the call is sent
    } rows[] = {
        {ami::event_filter::matching("Event: (Newchannel|Hangup)"),
            "the filter \"Event: (Newchannel|Hangup)\" keeps back OriginateResponse"},
        {ami::event_filter::matching("!Event: Hangup"), "the filter \"!Event: Hangup\" keeps back Hangup"},
        {ami::event_filter::with_criteria("name(OriginateResponse)"),
            "the filter \"name(OriginateResponse)\" keeps back Hangup"},
        {ami::event_filter::matching("Event: (Newchannel|Newstate|OriginateResponse|Hangup)"), ""},
        {ami::event_filter::matching("Channel: SIP/"), ""},
    };
    for (const auto& row : rows) {
        CAPTURE(row.text);
        client_world w;
        w.config.ping_after_silence = duration::max();
        auto& server = w.ready();
        const auto filter =
            begin<>([&](auto handler) { w.pbx->async_add_filter(row.filter, std::move(handler)); });
        w.run();
        server.success(server.next(), "Message: Filter added\n");
        w.run();
        REQUIRE(filter->succeeded());
        const auto dial = begin_dial(*w.pbx, some_call);
        const auto originate = begin_originate(*w.pbx, ami::actions::originate("PJSIP/b").dialplan("x", "1"));
        w.run();
        if (!row.text.empty()) {
            CHECK(server.idle());
            CHECK(dial->failed(errc::outcome_not_visible));
            CHECK(dial->text() == row.text);
            CHECK(originate->failed(errc::outcome_not_visible));
            CHECK(originate->text() == row.text);
            continue;
        }
        for (int i = 0; i != 2; ++i)
            server.success(server.next(), "Message: Originate successfully queued\n");
        w.say(about("Newchannel", 0));
        w.advance(41s);
        CHECK(originate->failed(errc::timed_out));
        const auto filters =
            "; filters in force: \"" + ami::detail::filter_text(row.filter.to_action()) + "\"";
        CHECK(originate->text().ends_with(filters));
    }
}

TEST_CASE("calls: a server that ignores ChannelIds -> the call is the channel of the OriginateResponse",
    "[client][calls]")
{
    client_world w;
    w.config.ping_after_silence = duration::max();
    auto& server = w.ready();
    const auto op = begin_dial(*w.pbx, some_call);
    w.run();
    const auto sent = server.next();
    server.success(sent, "Message: Originate successfully queued\n");
    w.run();
    auto call = op->value();
    const auto answered = begin_answered(call);
    const auto ended = begin_ended(call);
    server.say("Event: Newchannel\nPrivilege: call,all\nChannel: SIP/a-00000001\nChannelState: 0\n"
               "ChannelStateDesc: Down\nCallerIDNum: \nUniqueid: 1400000000.1\n\n"
               "Event: Newstate\nPrivilege: call,all\nChannel: SIP/a-00000001\nChannelState: 5\n"
               "ChannelStateDesc: Ringing\nUniqueid: 1400000000.1\n\n");
    w.advance(5s);
    const auto probe = server.next(); // whether any event can be seen
    CHECK(probe.name() == "Status");
    server.error(probe, "No such channel");
    w.run();
    CHECK(call.state() == call_state::starting);
    server.say("Event: OriginateResponse\nPrivilege: call,all\nActionID: $ID\nResponse: Success\n"
               "Channel: SIP/a-00000001\nContext: x\nExten: 1\nReason: 4\nUniqueid: 1400000000.1\n"
               "CallerIDNum: <unknown>\nCallerIDName: <unknown>\n\n",
        sent.id());
    w.run();
    REQUIRE(answered->succeeded());
    CHECK(answered->value().answered());
    CHECK(answered->value().unique_id() == "1400000000.1");
    CHECK(call.id() == "1400000000.1");
    CHECK(call.channel_id() == "1400000000.1");
    CHECK(call.channel() == "SIP/a-00000001");
    w.advance(2min);
    CHECK(server.idle());
    CHECK(ended->pending());
    SECTION("it can be hung up")
    {
        const auto hangup =
            begin<ami::response>([&](auto handler) { call.async_hangup(std::move(handler)); });
        w.run();
        const auto asked = server.next();
        CHECK(asked["Channel"] == "1400000000.1");
        server.success(asked, "Message: Channel Hungup\n");
        w.run();
        CHECK(hangup->succeeded());
    }
    SECTION("it is parked and hung up: three Renames, and its name on another channel")
    {
        for (const auto* const renamed :
            {"Channel: SIP/a-00000001\nNewname: SIP/a-00000001<MASQ>\nUniqueid: 1400000000.1\n\n",
                "Channel: Parked/SIP/a-00000001\nNewname: SIP/a-00000001\nUniqueid: 1400000000.3\n\n",
                "Channel: SIP/a-00000001<MASQ>\nNewname: Parked/SIP/a-00000001<ZOMBIE>\n"
                "Uniqueid: 1400000000.1\n\n"})
            server.say(std::string("Event: Rename\nPrivilege: call,all\n") + renamed);
        server.say("Event: Hangup\nPrivilege: call,all\nChannel: Parked/SIP/a-00000001<ZOMBIE>\n"
                   "Uniqueid: 1400000000.1\nCause: 0\nCause-txt: Unknown\n\n");
        w.run();
        CHECK(ended->pending());
        const auto hangup =
            begin<ami::response>([&](auto handler) { call.async_hangup(std::move(handler)); });
        w.run();
        const auto asked = server.next();
        CHECK(asked["Channel"] == "1400000000.3");
        server.success(asked, "Message: Channel Hungup\n");
        server.say("Event: Hangup\nPrivilege: call,all\nChannel: SIP/a-00000001\nUniqueid: 1400000000.3\n"
                   "Cause: 16\nCause-txt: Normal Clearing\n\n");
        w.run();
    }
    if (ended->pending()) {
        server.say("Event: Hangup\nPrivilege: call,all\nChannel: SIP/a-00000001\nUniqueid: 1400000000.1\n"
                   "Cause: 16\nCause-txt: Normal Clearing\n\n");
        w.run();
    }
    REQUIRE(ended->succeeded());
    CHECK(ended->value().cause() == ami::hangup_cause::normal_clearing);
    CHECK(ended->value().hung_up_by() == ami::hung_up_by::this_client);
}

TEST_CASE("calls: events without linked ids -> a call that rings Asterisk comes in", "[client][calls]")
{
    client_world w;
    auto& server = w.ready();
    std::vector<std::string> arrived;
    w.pbx->on_incoming_call([&](ami::call call) { arrived.push_back(call.channel()); });
    const auto newchannel = [&](std::string_view name, int state, std::string_view id) {
        server.say(fmt::format("Event: Newchannel\nPrivilege: call,all\nChannel: {}\nChannelState: {}\n"
                               "CallerIDNum: \nExten: 209\nContext: sets\nUniqueid: {}\n\n",
            name, state, id));
    };
    newchannel("IAX2/127.0.0.1:44569-7057", 0, "1795900143.105");
    newchannel("IAX2/127.0.0.1:44569-451", 4, "1795900143.106");
    newchannel("Local/2001@from-internal-00000031;2", 4, "1795900143.108");
    w.run();
    CHECK(arrived == std::vector<std::string>{"IAX2/127.0.0.1:44569-451"});
}

TEST_CASE("calls: half a redirect is its own failure", "[client][calls]")
{
    client_world w;
    auto& server = w.ready();
    const auto op = begin_redirect(*w.pbx, ami::actions::redirect{"a"}.dialplan("x", "1").extra_channel("b"));
    w.run();
    server.error(server.next(), "Secondary redirect failed"); // from Asterisk's source
    w.run();
    CHECK(op->failed(errc::partly_executed));
}

TEST_CASE("expect: in virtual time", "[client][expect]")
{
    client_world w;
    w.config.ping_after_silence = duration::max();
    auto& server = w.ready();
    auto what = w.pbx->expect("Hangup", [](const event_view& e) { return e["Uniqueid"] == "c1"; });
    auto first = begin_wait(what, 30s);
    w.advance(30s - 1ns);
    CHECK(first->pending());
    w.advance(1ns);
    CHECK(first->failed(errc::event_timeout));
    CHECK(first->text() == "no Hangup within 30 s");
    auto second = begin_wait(what, 30s);
    w.say(about("Newstate", 6));
    CHECK(second->pending());
    w.say(about("Hangup", 6, "Cause: 16\n"));
    CHECK(second->succeeded());
    CHECK(w.pbx->get_counters().events_dropped == 0);
    w.say(about("Hangup", 6, "Cause: 17\n"));
    CHECK(w.pbx->get_counters().events_dropped == 0);
    auto third = begin_wait(what, 30s);
    w.run();
    CHECK(third->value()["Cause"] == "16");

    auto never = w.pbx->expect("Never");
    auto ends = begin_wait(never, 30s);
    server.eof();
    w.run();
    CHECK(ends->failed(errc::connection_lost));
    auto gone = w.pbx->expect("Never");
    auto aborted = begin_wait(gone, 30s);
    gone = ami::expectation();
    w.run();
    CHECK(aborted->completions == 1);
}
