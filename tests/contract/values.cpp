// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Values are bytes: variables, the AstDB, UserEvents; what numbers and escaped texts mean.

#include "support/calls.hpp"
#include "support/catch.hpp"
#include "support/contract.hpp"
#include "support/inbox.hpp"

#include <ami/values.hpp>

#include <fmt/format.h>

#include <cstdio>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace tests;
using ami::actions::hangup;

namespace {

const std::vector<std::string> odd_values = {
    "plain",
    "gr\xC3\xBC\xC3\x9F \xE2\x82\xAC", // UTF-8
    "Latin-1 \xFC\xE4\xF6",
    "it's \"quoted\"",
    "back\\slash \\\\ \\n",
    "100% %s %d ${EXTEN} $[1+1]",
    "a,b;c|d&e=f:g(h)[i]{j}<k>#l?m!n~o@p*q",
    "ends with blanks  ",
    "Event: Hangup",
    "control bytes \x01\x7F\x1B[0m",
};

asio::awaitable<std::string> get_variable(ami::client& pbx, std::string name, std::string channel = {})
{
    ami::action get{"Getvar"};
    get.add("Variable", name);
    if (!channel.empty())
        get.add("Channel", channel);
    const auto answer = co_await pbx.async_execute(get);
    if (!answer.ok())
        throw std::runtime_error(std::string(answer.message()));
    co_return std::string(answer["Value"]);
}

asio::awaitable<void> set_variable(
    ami::client& pbx, std::string name, std::string value, std::string channel = {})
{
    ami::action set{"Setvar"};
    set.add("Variable", name).add("Value", value);
    if (!channel.empty())
        set.add("Channel", channel);
    const auto answer = co_await pbx.async_execute(set);
    if (!answer.ok())
        throw std::runtime_error(std::string(answer.message()));
}

} // namespace

TEST_CASE("values: global variables keep every byte")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto name = unique("AMI");
        const auto before = co_await get_variable(pbx, name);
        CHECK(before.empty());
        for (const auto& value : odd_values) {
            co_await set_variable(pbx, name, value);
            const auto found = co_await get_variable(pbx, name);
            CHECK(found == as_received(value));
        }
        co_await set_variable(pbx, name, {});
        const auto cleared = co_await get_variable(pbx, name);
        CHECK(cleared.empty());
    });
}

TEST_CASE("values: a channel's variables keep every byte and are its own")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto id = unique("values");
        const auto call = co_await answered_call(pbx, id);
        const auto name = unique("AMI");
        for (const auto& value : odd_values) {
            co_await set_variable(pbx, name, value, id);
            // By its unique id and by its name.
            const auto by_id = co_await get_variable(pbx, name, id);
            CHECK(by_id == as_received(value));
            const auto by_name = co_await get_variable(pbx, name, std::string(call.channel()));
            CHECK(by_name == as_received(value));
        }
        const auto global = co_await get_variable(pbx, name);
        CHECK(global.empty());
        const auto unset = co_await get_variable(pbx, unique("AMI"), id);
        CHECK(unset.empty());
        co_await pbx.async_hangup(ami::actions::hangup{id});
    });
}

TEST_CASE("values: variables of a channel that does not exist")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        for (const auto* name : {"Getvar", "Setvar"}) {
            const auto answer = co_await pbx.async_execute(
                ami::action{name}.add("Channel", unique("nobody")).add("Variable", "X").add("Value", "1"));
            CHECK_FALSE(answer.ok());
            CHECK(answer.message() == "No such channel");
        }
        const auto nameless = co_await pbx.async_execute(ami::action{"Getvar"});
        CHECK_FALSE(nameless.ok());
        CHECK(nameless.message() == "No variable specified");
    });
}

TEST_CASE("values: pipelined reads and writes run in order")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto name = unique("AMI");
        int right = 0;
        for (int i = 0; i < 200; ++i) {
            pbx.async_execute(ami::action{"Setvar"}.add("Variable", name).add("Value", i),
                [](ami::error_code, ami::response) {});
            pbx.async_execute(ami::action{"Getvar"}.add("Variable", name),
                [&, i](ami::error_code ec, ami::response answer) {
                    right += !ec && answer["Value"] == std::to_string(i) && answer["Variable"] == name;
                });
        }
        co_await pbx.async_ping();
        CHECK(right == 200);
        co_await set_variable(pbx, name, {});
    });
}

TEST_CASE("values: DBPut and DBGet")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto family = unique("ami");
        const auto about_key = [&](const char* name) {
            return ami::action{name}.add("Family", family).add("Key", "a/key");
        };
        for (const auto& value : odd_values) {
            const auto put = co_await pbx.async_execute(about_key("DBPut").add("Val", value));
            REQUIRE(put.ok());
            // The answer is a list of exactly one.
            const auto got = co_await pbx.async_execute(about_key("DBGet"));
            REQUIRE(got.ok());
            REQUIRE(got.events().size() == 1);
            const auto& item = got.events().front();
            CHECK(item.name() == "DBGetResponse");
            CHECK(item["Family"] == family);
            CHECK(item["Key"] == "a/key");
            CHECK(item["Val"] == as_received(value));
            CHECK(got.completion().name() == "DBGetComplete");
            CHECK(got.completion()["ListItems"] == "1");
        }
        const auto deleted = co_await pbx.async_execute(about_key("DBDel"));
        CHECK(deleted.ok());
        const auto gone = co_await pbx.async_execute(about_key("DBGet"));
        CHECK_FALSE(gone.ok());
        CHECK(gone.message() == "Database entry not found");
        CHECK(gone.events().empty());
        const auto again = co_await pbx.async_execute(about_key("DBDel"));
        CHECK_FALSE(again.ok());
    });
}

TEST_CASE("values: a DBGetTree lists what is below")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto family = unique("ami");
        constexpr int count = 50;
        for (int i = 0; i < count; ++i) {
            const auto put = co_await pbx.async_execute(ami::action{"DBPut"}
                                                            .add("Family", family)
                                                            .add("Key", "key" + std::to_string(i))
                                                            .add("Val", i));
            REQUIRE(put.ok());
        }
        const auto tree = co_await pbx.async_execute(ami::action{"DBGetTree"}.add("Family", family));
        CHECK(tree.ok());
        CHECK(tree.events().size() == count);
        // Asterisk 16 does not count them.
        CHECK(tree.completion()["ListItems"] == (server() == server_kind::asterisk_16 ? "1" : "50"));
        const auto deleted = co_await pbx.async_execute(ami::action{"DBDelTree"}.add("Family", family));
        CHECK(deleted.ok());
        const auto nothing = co_await pbx.async_execute(ami::action{"DBDelTree"}.add("Family", family));
        CHECK_FALSE(nothing.ok());
    });
}

TEST_CASE("values: a UserEvent arrives byte for byte and in its order")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        auto other = co_await connected();
        inbox here(pbx, "UserEvent");
        inbox there(other, "UserEvent");
        co_await other.async_ping(); // from now on the server collects events for it
        const auto mark = unique("bytes");
        ami::action send{"UserEvent"};
        send.add("UserEvent", mark);
        for (const auto& value : odd_values)
            send.add("Value", value);
        send.add("Empty", "").add("value", "another spelling");
        const auto sent = co_await pbx.async_execute(send);
        CHECK(sent.ok());

        std::vector<std::string> expected;
        for (const auto& value : odd_values)
            expected.push_back(as_received(value));
        expected.emplace_back("another spelling");
        for (auto* each : {&here, &there}) {
            const auto seen = co_await each->next("UserEvent", mark);
            std::vector<std::string> values;
            for (const auto value : seen.all("VALUE"))
                values.emplace_back(value);
            CHECK(values == expected);
            CHECK(seen.contains("Empty"));
            CHECK(seen["Empty"].empty());
            CHECK(seen["Privilege"].find("user") != std::string_view::npos);
        }
    });
}

TEST_CASE("values: every hangup cause has the name that the server gives it")
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

TEST_CASE("values: names and variables of channels are escaped, and taken back")
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

TEST_CASE("values: a variable with line ends or leading blanks -> its exact bytes")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const struct {
            const char* base64;
            std::string_view bytes;
        } rows[] = {
            {"b25lCnR3bzogMgo=", "one\ntwo: 2\n"},
            {"ICBhICA=", "  a  "},
            {"TWVzc2FnZTogbm9uZQpNZXNzYWdlOiBmb3JnZWQ=", "Message: none\nMessage: forged"},
        };
        for (const auto& row : rows) {
            const auto name = fmt::format("BASE64_DECODE({})", row.base64);
            const auto answer = co_await pbx.async_execute(ami::action{"Getvar"}.add("Variable", name));
            CAPTURE(answer.raw());
            CHECK(answer.message().empty());
            // Asterisk's mxml has a value's lines as attributes of their own.
            if (!over_mxml())
                CHECK(answer["Value"] == row.bytes);
        }
    });
}

TEST_CASE("values: functions that are set tell what they change")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto id = unique("functions");
        co_await answered_call(pbx, id);
        const auto set = [&](std::string name, std::string value) {
            return ami::action{"Setvar"}.add("Channel", id).add("Variable", name).add("Value", value);
        };
        const auto is_own = [id](const ami::event_view& e) { return e["Uniqueid"] == id; };
        inbox callers(pbx, "NewCallerid", is_own);
        inbox lines(pbx, "NewConnectedLine", is_own);
        inbox accounts(pbx, "NewAccountCode", is_own);
        inbox globals(pbx, "VarSet", [](const ami::event_view& e) { return e["Uniqueid"] == "none"; });
        co_await pbx.async_execute(set("CALLERID(num)", "12"));
        co_await pbx.async_execute(set("CALLERID(name)", "Bob"));
        co_await callers.next("CallerIDNum", "12");
        const auto named = co_await callers.next();
        CHECK(named["CallerIDName"] == "Bob");
        co_await pbx.async_execute(set("CONNECTEDLINE(num)", "77"));
        co_await lines.next("ConnectedLineNum", "77");
        co_await pbx.async_execute(set("CHANNEL(accountcode)", "acc"));
        const auto account = co_await accounts.next("AccountCode", "acc");
        CHECK(account["OldAccountCode"] == "");
        const auto name = unique("GLOBAL_");
        co_await pbx.async_execute(set("GLOBAL(" + name + ")", "x"));
        co_await globals.next("Variable", name);

        // Who inherits a variable is no part of its name.
        co_await pbx.async_execute(set("__KEPT", "1"));
        const std::pair<std::string, std::string> rows[] = {{"KEPT", "1"}, {"__KEPT", ""},
            {"GLOBAL(" + name + ")", "x"}, {name, "x"}, {"LEN(abc)", "3"}, {"CALLERID(all)", "\"Bob\" <12>"}};
        for (const auto& [asked, value] : rows) {
            CAPTURE(asked);
            const auto answer =
                co_await pbx.async_execute(ami::action{"Getvar"}.add("Channel", id).add("Variable", asked));
            CHECK(answer["Value"] == value);
        }
        // What could do harm is not for AMI (asterisk.conf, live_dangerously).
        const auto refused = co_await pbx.async_execute(set("DB(ami/" + name + ")", "x"));
        CHECK(refused.message() == "Variable not set");
        co_await pbx.async_hangup(hangup{id});
    });
}

TEST_CASE("values: a header's name with blanks inside -> sent and received")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        inbox seen(pbx, "UserEvent");
        const auto mark = unique("named");
        co_await pbx.async_execute(
            ami::action{"UserEvent"}.add("UserEvent", mark).add("My own  header", "a b"));
        const auto own = co_await seen.next("UserEvent", mark);
        CHECK(own[header("My own  header")] == "a b");
    });
}
