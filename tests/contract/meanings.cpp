// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.
//
// What numbers and texts of channels mean.

#include "support/calls.hpp"
#include "support/catch.hpp"
#include "support/contract.hpp"
#include "support/inbox.hpp"

#include <ami/values.hpp>

#include <fmt/format.h>

using namespace tests;
using ami::actions::hangup;

TEST_CASE("meanings: every hangup cause has the name that the server gives it")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        inbox ended(pbx, "Hangup");
        for (int number = 1; number <= 127; ++number) {
            const auto id = unique("cause");
            co_await answered_call(pbx, id);
            co_await pbx.async_hangup(hangup{id}.cause(number));
            const auto gone = co_await ended.next("Uniqueid", id);
            const auto cause = ami::parse_hangup_cause(gone["Cause"]);
            REQUIRE(cause);
            CHECK(static_cast<int>(*cause) == number);
            const auto name = ami::to_string(*cause);
            CHECK(gone[header("Cause-txt")] == (name.empty() ? std::string_view("Unknown") : name));
        }
    });
}

TEST_CASE("meanings: names and variables of channels are escaped, and taken back")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto id = unique("escaped");
        const std::string order = "it's \\ 1?";
        inbox states(pbx, "Newstate", [id](const ami::event_view& e) { return e["Uniqueid"] == id; });
        inbox dials(pbx, "DialBegin", [id](const ami::event_view& e) { return e["DestUniqueid"] == id; });
        const auto call = co_await pbx.async_originate(
            call_named(id).caller_id("\"O'Brien?\" <100>").variable("ORDER", order));
        REQUIRE(call.answered());

        const auto state = co_await states.next();
        CHECK(state["CallerIDName"] == "O\\'Brien\\?");
        CHECK(ami::unescaped(state, "CallerIDName") == "O'Brien?");
        CHECK(ami::parse_channel_state(state["ChannelState"]) ==
              ami::parse_channel_state(state["ChannelStateDesc"]));
        auto found = ami::channel_variables(state);
        REQUIRE(found.size() == 2);
        CHECK(found[0].channel == call.channel());
        CHECK(found[0].name == "ORDER");
        CHECK(found[0].value == order);
        CHECK(found[1].name == "CALLERID(num)");
        CHECK(found[1].value == "100");

        const auto dial = co_await dials.next();
        CHECK(ami::unescaped(dial, "DestCallerIDName") == "O'Brien?");
        found = ami::channel_variables(dial);
        REQUIRE(found.size() == 2);
        CHECK(found[0].channel == call.channel());
        CHECK(found[0].value == order);

        // Not escaped here.
        CHECK(call.report()["CallerIDName"] == "O'Brien?");
        CHECK(ami::unescaped(call.report(), "CallerIDName") == "O'Brien?");
        // mxml makes another name of `ChanVariable(channel)`.
        if (!over_mxml()) {
            found = ami::channel_variables(call.report());
            REQUIRE(found.size() == 2);
            CHECK(found[0].channel == call.channel());
            CHECK(found[0].value == order);
        }

        const auto status = co_await pbx.async_execute(ami::action{"Status"}.add("Channel", id));
        REQUIRE(status.events().size() == 1);
        CHECK(ami::unescaped(status.events().front(), "CallerIDName") == "O'Brien?");

        inbox sets(pbx, "VarSet", [id](const ami::event_view& e) { return e["Uniqueid"] == id; });
        co_await pbx.async_execute(
            ami::action{"Setvar"}.add("Channel", id).add("Variable", "AMI_ODD").add("Value", order));
        const auto set = co_await sets.next("Variable", "AMI_ODD");
        CHECK(set["Value"] == "it\\'s \\\\ 1\\?");
        CHECK(ami::unescaped(set, "Value") == order);
        co_await pbx.async_hangup(hangup{id});
    });
}
