// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Answers that are event lists, and what must not be taken for a part of one.

#include "support/calls.hpp"
#include "support/catch.hpp"
#include "support/contract.hpp"
#include "support/inbox.hpp"
#include "support/raw_session.hpp"

#include <ami/http.hpp>
#include <ami/values.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/deferred.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdio>
#include <set>
#include <string_view>
#include <vector>

using namespace tests;

namespace {

std::ptrdiff_t count(const ami::response& list, std::string_view name)
{
    return std::count_if(list.events().begin(), list.events().end(),
        [&](const ami::event& each) { return each.name() == name; });
}

// What holds for every list that is complete.
void check_list(const ami::response& list, std::string_view completion)
{
    CHECK(list.ok());
    CHECK(list["EventList"] == "start");
    CHECK(list.completion().name() == completion);
    CHECK(list.completion()["EventList"] == "Complete");
    CHECK(list.completion()["ListItems"] == std::to_string(list.events().size()));
    for (const auto& each : list.events()) {
        CHECK(each["ActionID"] == list["ActionID"]);
        CHECK_FALSE(each.contains("EventList"));
    }
}

} // namespace

TEST_CASE("lists: QueueStatus of all queues")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto list = co_await pbx.async_execute(ami::action{"QueueStatus"});
        check_list(list, "QueueStatusComplete");
        std::vector<std::string> queues;
        for (const auto& each : list.events()) {
            // Others are those of single cases.
            if (each.name() == "QueueParams" && (each["Queue"] == "sales" || each["Queue"] == "support"))
                queues.emplace_back(each["Queue"]);
        }
        std::sort(queues.begin(), queues.end());
        CHECK(queues == std::vector<std::string>{"sales", "support"});
        CHECK(count(list, "QueueMember") >= 3);
    });
}

TEST_CASE("lists: QueueStatus of one queue")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto list = co_await pbx.async_execute(ami::action{"QueueStatus"}.add("Queue", "sales"));
        check_list(list, "QueueStatusComplete");
        CHECK(count(list, "QueueParams") == 1);
        REQUIRE(count(list, "QueueMember") >= 2);
        CHECK(list.events().front().name() == "QueueParams");
        CHECK(list.events().front()["Queue"] == "sales");
        CHECK(list.events().front()["Strategy"] == "ringall");
        bool ana = false;
        for (const auto& each : list.events()) {
            CHECK(each["Queue"] == "sales");
            ana = ana || (each["Name"] == "Ana" && each["Location"] == "Local/2001@from-internal/n");
        }
        CHECK(ana);
    });
}

TEST_CASE("lists: QueueStatus of an unknown queue is an empty list")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto list = co_await pbx.async_execute(ami::action{"QueueStatus"}.add("Queue", "nothing"));
        check_list(list, "QueueStatusComplete");
        CHECK(list.events().empty());
    });
}

TEST_CASE("lists: CoreShowChannels without and with a channel")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto id = unique("lists");
        const auto before = co_await pbx.async_execute(ami::action{"CoreShowChannels"});
        check_list(before, "CoreShowChannelsComplete");

        const auto call = co_await answered_call(pbx, id);
        const auto during = co_await pbx.async_execute(ami::action{"CoreShowChannels"});
        check_list(during, "CoreShowChannelsComplete");
        // Asterisk may list a channel twice that changes while it writes the list.
        std::set<std::string_view> legs;
        for (const auto& each : during.events()) {
            CHECK(each.name() == "CoreShowChannel");
            if (each["Linkedid"] == id)
                legs.insert(each["Uniqueid"]);
            if (each["Uniqueid"] == id) {
                CHECK(each["Channel"] == call.channel());
                CHECK(each["ChannelStateDesc"] == "Up");
            }
        }
        CHECK(legs.size() == 2);

        inbox ended(pbx, "Hangup");
        co_await pbx.async_hangup(ami::actions::hangup{id});
        co_await ended.next("Uniqueid", id);
        // Asterisk may list a channel for a moment after its Hangup.
        co_await departure(pbx, id);
    });
}

TEST_CASE("lists: Status of one channel and its variables")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto id = unique("status");
        const auto call = co_await pbx.async_originate(call_named(id).variable("ORDER", "42"));
        REQUIRE(call.answered());
        const auto list = co_await pbx.async_execute(
            ami::action{"Status"}.add("Channel", call.channel()).add("Variables", "ORDER,AMI_UNSET"));
        check_list(list, "StatusComplete");
        REQUIRE(list.events().size() == 1);
        const auto& item = list.events().front();
        CHECK(item.name() == "Status");
        CHECK(item["Uniqueid"] == id);
        CHECK(item["ChannelStateDesc"] == "Up");
        // These items alone have a privilege (protocol/README.md 1.3).
        CHECK(item["Privilege"] == "Call");
        std::vector<std::string> variables;
        for (const auto value : item.all("Variable"))
            variables.emplace_back(value);
        CHECK(variables == std::vector<std::string>{"ORDER=42", "AMI_UNSET=(null)"});

        const auto everything = co_await pbx.async_execute(ami::action{"Status"});
        check_list(everything, "StatusComplete");
        CHECK(std::any_of(everything.events().begin(), everything.events().end(),
            [&](const ami::event& each) { return each["Uniqueid"] == id; }));

        const auto nobody =
            co_await pbx.async_execute(ami::action{"Status"}.add("Channel", unique("nobody")));
        CHECK_FALSE(nobody.ok());
        CHECK(nobody.message() == "No such channel");
        CHECK(nobody.events().empty());
        co_await pbx.async_hangup(ami::actions::hangup{id});
    });
}

TEST_CASE("lists: items are handed over as they arrive and always before the completion")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        std::vector<std::string> order;
        const auto on_item = [&](const ami::event_view& item) { order.emplace_back(item.name()); };
        const auto list = co_await pbx.async_execute_each(ami::action{"QueueStatus"}, on_item);
        order.emplace_back("end");
        CHECK(list.ok());
        CHECK(list.events().empty());
        CHECK(list.completion()["ListItems"] == std::to_string(order.size() - 1));
        REQUIRE(order.size() >= 6);
        CHECK(order.front() == "QueueParams");
        CHECK(order.back() == "end");

        // An action without a list has no items, nor has one that is refused.
        order.clear();
        const auto pong = co_await pbx.async_execute_each(ami::action{"Ping"}, on_item);
        CHECK(pong["Ping"] == "Pong");
        const auto refused =
            co_await pbx.async_execute_each(ami::action{"Status"}.add("Channel", "no"), on_item);
        CHECK_FALSE(refused.ok());
        CHECK(order.empty());
    });
}

TEST_CASE("lists: items go only to their action")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        int leaked = 0;
        pbx.on_any([&](const ami::event_view& seen) {
            const auto name = seen.name();
            leaked += name == "QueueParams" || name == "QueueStatusComplete" || name == "CoreShowChannel" ||
                      name == "CoreShowChannelsComplete" || name == "DBGetTreeComplete";
        });
        // Several at once, of the same kind too.
        std::vector<std::size_t> sizes;
        for (const auto* queue : {"sales", "nothing", "support"}) {
            pbx.async_execute(ami::action{"QueueStatus"}.add("Queue", queue),
                [&, queue](ami::error_code ec, ami::response list) {
                    CHECK_FALSE(ec);
                    for (const auto& each : list.events())
                        CHECK(each["Queue"] == queue);
                    sizes.push_back(list.events().size());
                });
        }
        co_await pbx.async_execute(ami::action{"CoreShowChannels"});
        REQUIRE(sizes.size() == 3);
        CHECK(sizes[0] >= 3);
        CHECK(sizes[1] == 0);
        CHECK(sizes[2] >= 2);
        CHECK(leaked == 0);
    });
}

TEST_CASE("lists: the echo of one's own UserEvent does not end anything")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        inbox seen(pbx, "UserEvent");
        const auto mark = unique("echo");
        // Asterisk copies every header into the event, our ActionID too (protocol/README.md 3.3).
        const auto answer = co_await pbx.async_execute(ami::action{"UserEvent"}
                                                           .add("UserEvent", mark)
                                                           .add("EventList", "Complete")
                                                           .add("Response", "Error"));
        CHECK(answer.ok());
        CHECK(answer.events().empty());
        CHECK(answer.completion().raw().empty());
        const auto echo = co_await seen.next("UserEvent", mark);
        CHECK(echo["ActionID"] == answer["ActionID"]);
        CHECK(echo["EventList"] == "Complete");
        CHECK(echo["Response"] == "Error");
        co_await pbx.async_ping();
        CHECK(pbx.get_counters().orphan_responses == 0);
    });
}

TEST_CASE("lists: a forged UserEvent completes neither a list nor a call")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        inbox seen(pbx, "UserEvent");
        raw_session attacker{co_await asio::this_coro::executor};
        co_await attacker.login(tcp_settings());

        // ActionIDs count up behind a random prefix; a forger who knew one could know the next.
        const auto ping = co_await pbx.async_execute(ami::action{"Ping"});
        const std::string known(ping["ActionID"]);
        const auto dash = known.find_last_not_of("0123456789") + 1;
        int last = 0;
        std::from_chars(known.data() + dash, known.data() + known.size(), last);

        inbox reported(pbx, "OriginateResponse", [prefix = known.substr(0, dash)](const ami::event_view& e) {
            return e["ActionID"].starts_with(prefix);
        });
        // Both are open while the forgeries arrive: this is never answered, and 2004 rings.
        auto silence = pbx.async_execute(ami::action{"IAXnetstats"}.timeout(500ms));
        outcome silent;
        asio::co_spawn(
            co_await asio::this_coro::executor,
            [&]() -> asio::awaitable<void> { silent = co_await failure_of(std::move(silence)); },
            [](std::exception_ptr) {});
        std::optional<ami::originate_outcome> call;
        pbx.async_originate(
            ami::actions::originate{"Local/2004@from-internal"}.dialplan("sets", "103").ring_time(1s),
            [&](ami::error_code ec, ami::originate_outcome result) {
                CHECK_FALSE(ec);
                call = result;
            });
        const auto mark = unique("forged");
        for (int id = last; id <= last + 3; ++id) {
            const auto answer = co_await attacker.execute(
                "Action: UserEvent\r\nUserEvent: " + mark + "\r\nActionID: " + known.substr(0, dash) +
                std::to_string(id) + "\r\nEventList: Complete\r\nResponse: Success\r\nReason: 4\r\n\r\n");
            CHECK(answer.find("Response: Success") != std::string::npos);
        }
        for (int i = 0; i < 4; ++i) {
            const auto forged = co_await seen.next("UserEvent", mark);
            CHECK(forged["EventList"] == "Complete");
        }
        co_await reported.next();
        while (!call) // the outcome may wait for its Hangup
            co_await pbx.async_ping();
        CHECK(call->value() == ami::call_outcome::no_answer);
        CHECK(silent.code == unanswered());
    });
}

TEST_CASE("lists: a value in the AstDB that forges the end of DBGetTree -> the list is whole")
{
    run([]() -> asio::awaitable<void> {
        auto attacker = co_await attacker_over_http();
        auto pbx = co_await connected();
        const auto family = unique("tree");
        const auto put = [&family](std::string_view key) {
            return ami::action{"DBPut"}.add("Family", family).add("Key", key);
        };
        co_await attacker.async_execute(put("a").add("Val", "1"));
        co_await attacker.async_execute(put("b").multi_line(
            "Val", "2\r\n\r\nEvent: DBGetTreeComplete\r\nEventList: Complete\r\nListItems: 0"));
        co_await attacker.async_execute(put("c").add("Val", "3"));
        const auto list = co_await pbx.async_execute(ami::action{"DBGetTree"}.add("Family", family));
        CHECK(list.ok());
        const auto& items = list.events();
        REQUIRE(items.size() == 3);
        CHECK(items[0]["Key"].ends_with("/a"));
        CHECK(items[1]["Key"].ends_with("/b"));
        CHECK(items[2]["Val"] == "3");
        co_await attacker.async_execute(ami::action{"DBDelTree"}.add("Family", family));
        co_await attacker.async_logoff();
    });
}

TEST_CASE("lists: Asterisk refuses what has no items, and it is told from other refusals")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto nowhere = unique("nobody-");
        std::vector<ami::action> lists;
        lists.push_back(ami::action{"ConfbridgeList"}.add("Conference", nowhere));
        lists.push_back(ami::action{"PJSIPShowResourceLists"});
        for (const auto& each : lists) {
            const auto answer = co_await pbx.async_execute(each);
            INFO(each.name() << ": " << answer.message());
            CHECK_FALSE(answer.ok());
            CHECK(ami::is_empty_list(each.name(), answer));
        }
        const auto kick = co_await pbx.async_execute(
            ami::action{"ConfbridgeKick"}.add("Conference", nowhere).add("Channel", "all"));
        CHECK_FALSE(kick.ok());
        CHECK_FALSE(ami::is_empty_list("ConfbridgeKick", kick));
        const auto queue = co_await pbx.async_execute(ami::action{"QueueStatus"}.add("Queue", nowhere));
        CHECK(ami::is_empty_list("QueueStatus", queue));
    });
}
