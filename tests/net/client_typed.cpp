// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Typed events, lists and answers through the client.

#include "support/client_world.hpp"

#include <ami/actions/pjsip.hpp>
#include <ami/actions/queue.hpp>
#include <ami/actions/system.hpp>
#include <ami/actions/variable.hpp>
#include <ami/events/channel.hpp>
#include <ami/events/parking.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

using namespace tests;
using ami::errc;
namespace actions = ami::actions;
namespace events = ami::events;

namespace {

class order_placed : public ami::typed_event_base {
public:
    static constexpr std::string_view event_name = "UserEvent";
    static constexpr std::string_view user_event = "OrderPlaced";
    using typed_event_base::typed_event_base;

    ami::text_field customer() const noexcept { return header("Customer"); }
};

constexpr auto two_hangups =
    "Event: Hangup\nChannel: PJSIP/a-1\nCause: 17\n\nEvent: Newstate\nChannel: PJSIP/b-2\n\n"
    "Event: Hangup\nChannel: PJSIP/b-2\nCause: 16\n\n";

template <class Value, class Start>
operation<Value> begin_typed(Start start)
{
    return begin<Value>([&](auto handler) { start(std::move(handler)); });
}

} // namespace

TEST_CASE("typed: a handler gets its events as their type", "[client][typed]")
{
    client_world w;
    w.ready();
    std::string seen;
    auto by_view = w.pbx->on<events::hangup>([&](const events::hangup& e) {
        seen.append(e.channel()).append(e.cause().value() == ami::hangup_cause::user_busy ? "! " : " ");
    });
    auto by_auto =
        w.pbx->on<events::hangup>([&](const auto& e) { seen.append(e.snapshot().channel()).append("; "); });
    auto wanted =
        w.pbx->on_if<events::hangup>([](const events::hangup& e) { return e.channel() == "PJSIP/b-2"; },
            [&](const events::hangup&) { seen += "b "; });
    w.say(two_hangups);
    CHECK(seen == "PJSIP/a-1! PJSIP/a-1; PJSIP/b-2 PJSIP/b-2; b ");
    by_view.cancel();
    by_auto.cancel();
    seen.clear();
    w.say(two_hangups);
    CHECK(seen == "b ");
}

TEST_CASE("typed: a coroutine owns its event", "[client][typed]")
{
    client_world w;
    w.ready();
    std::vector<std::string> seen;
    auto subscription = w.pbx->on<events::hangup>([&](ami::owned<events::hangup> e) -> asio::awaitable<void> {
        co_await asio::post(asio::use_awaitable);
        seen.emplace_back(e->channel());
        seen.emplace_back(e["Cause"]);
    });
    w.say(two_hangups);
    w.run();
    CHECK(seen == std::vector<std::string>{"PJSIP/a-1", "17", "PJSIP/b-2", "16"});
}

TEST_CASE(
    "typed: a coroutine that takes its event by reference -> finds it as long as it runs", "[client][typed]")
{
    client_world w;
    w.ready();
    std::vector<std::string> seen;
    auto by_reference =
        w.pbx->on<events::hangup>([&](const ami::owned<events::hangup>& e) -> asio::awaitable<void> {
            co_await asio::post(asio::use_awaitable);
            seen.emplace_back(e->channel());
        });
    auto to_be_taken =
        w.pbx->on<events::hangup>([&](ami::owned<events::hangup>&& e) -> asio::awaitable<void> {
            co_await asio::post(asio::use_awaitable);
            seen.emplace_back(e["Cause"]);
        });
    w.say(two_hangups);
    w.run();
    std::sort(seen.begin(), seen.end());
    CHECK(seen == std::vector<std::string>{"16", "17", "PJSIP/a-1", "PJSIP/b-2"});
}

TEST_CASE("typed: a UserEvent by its own name", "[client][typed]")
{
    client_world w;
    w.ready();
    std::string seen;
    auto subscription = w.pbx->on<order_placed>([&](const order_placed& e) { seen.append(e.customer()); });
    auto some = w.pbx->on_if<order_placed>(
        [](const order_placed& e) { return e.customer() == "y"; }, [&](const order_placed&) { seen += "!"; });
    w.say(
        "Event: UserEvent\nUserEvent: OrderPlaced\nCustomer: x\n\nEvent: UserEvent\nUserEvent: Other\nCustomer: y\n\n"
        "Event: UserEvent\nUserEvent: orderplaced\nCustomer: y\n\n");
    CHECK(seen == "xy!");
}

TEST_CASE("typed: a stream gives owned events, and what was lost", "[client][typed]")
{
    client_world w;
    w.ready();
    auto stream = w.pbx->events<events::hangup>(1);
    w.say(two_hangups);
    const auto one =
        begin_typed<ami::owned<events::hangup>>([&](auto handler) { stream.async_next(std::move(handler)); });
    w.run();
    REQUIRE(one->succeeded());
    CHECK(one->value()->channel() == "PJSIP/b-2");
    CHECK(one->value().lost() == 1);
    w.say(two_hangups);
    const auto batch = begin_typed<std::vector<ami::owned<events::hangup>>>(
        [&](auto handler) { stream.async_next_batch(std::move(handler)); });
    w.run();
    REQUIRE(batch->succeeded());
    REQUIRE(batch->value().size() == 1);
    CHECK(batch->value()[0]->cause().value() == ami::hangup_cause::normal_clearing);
    CHECK(stream.lost() == 2);
}

TEST_CASE("typed: an expectation by fields", "[client][typed]")
{
    client_world w;
    w.ready();
    auto parked =
        w.pbx->expect<events::parked_call>([](const auto& e) { return e.parkee().channel() == "PJSIP/b-2"; });
    auto any = w.pbx->expect<events::parked_call>();
    w.say("Event: ParkedCall\nParkeeChannel: PJSIP/a-1\nParkingSpace: 701\n\n"
          "Event: ParkedCall\nParkeeChannel: PJSIP/b-2\nParkingSpace: 702\n\n");
    for (auto* const each : {&parked, &any}) {
        const auto op = begin_typed<ami::owned<events::parked_call>>(
            [&](auto handler) { each->async_wait(1s, std::move(handler)); });
        w.run();
        REQUIRE(op->succeeded());
        CHECK(op->value()->parking_space() == (each == &parked ? "702" : "701"));
    }
}

TEST_CASE("typed: an answer with typed headers", "[client][typed]")
{
    client_world w;
    auto& server = w.ready();
    const auto op = begin_typed<ami::answer<actions::core_status>>(
        [&](auto handler) { w.pbx->async_perform(actions::core_status{}, std::move(handler)); });
    w.run();
    server.success(server.next(), "CoreCurrentCalls: 5\n");
    w.run();
    REQUIRE(op->succeeded());
    CHECK(op->value().core_current_calls().value() == 5);

    const auto refused = begin_typed<ami::answer<actions::get_variable>>(
        [&](auto handler) { w.pbx->async_perform(actions::get_variable{"X"}, std::move(handler)); });
    w.run();
    server.say("Response: Error\nActionID: $ID\nMessage: No such channel\n\n", server.next().id());
    w.run();
    CHECK(refused->failed(errc::action_refused));
    CHECK(refused->text() == "Asterisk says \"No such channel\"");
}

TEST_CASE("typed: an action that breaks a rule -> not sent, with the reason", "[client][typed]")
{
    client_world w;
    w.ready();
    const auto op = begin_typed<ami::response>(
        [&](auto handler) { w.pbx->async_perform(actions::pjsip_notify{}.option("x"), std::move(handler)); });
    w.run();
    CHECK(op->failed(errc::invalid_header_value));
    CHECK(op->text() == "header \"Endpoint\": it is missing; PJSIPNotify needs Endpoint or URI or channel");
}

TEST_CASE("typed: a list", "[client][typed]")
{
    client_world w;
    auto& server = w.ready();
    const auto op = begin_typed<actions::queue_status::list_type>(
        [&](auto handler) { w.pbx->async_list(actions::queue_status{}.queue("a"), std::move(handler)); });
    w.run();
    server.say("Response: Success\nActionID: $ID\nEventList: start\n\n"
               "Event: QueueParams\nActionID: $ID\nQueue: a\n\n"
               "Event: QueueMember\nActionID: $ID\nQueue: a\nName: x\nPaused: 0\n\n"
               "Event: QueueStatusComplete\nActionID: $ID\nEventList: Complete\nListItems: 2\n\n",
        server.next().id());
    w.run();
    REQUIRE(op->succeeded());
    REQUIRE(op->value().items<events::queue_member>().size() == 1);
    CHECK((*op->value().items<events::queue_member>().begin()).name() == "x");
    CHECK(op->value().completion().list_items().value() == 2);
}

TEST_CASE("typed: nothing to list is no error, a refusal is one", "[client][typed]")
{
    client_world w;
    auto& server = w.ready();
    const auto list = [&](std::string_view answer) {
        const auto op = begin_typed<actions::pjsip_show_contacts::list_type>(
            [&](auto handler) { w.pbx->async_list(actions::pjsip_show_contacts{}, std::move(handler)); });
        w.run();
        server.say(
            "Response: Error\nActionID: $ID\nMessage: " + std::string(answer) + "\n\n", server.next().id());
        w.run();
        return op;
    };
    const auto empty = list("No Contacts found");
    REQUIRE(empty->succeeded());
    CHECK(empty->value().empty());
    const auto refused = list("Permission denied");
    CHECK(refused->failed(errc::action_refused));
    CHECK(refused->text().find("Permission denied") != std::string::npos);

    const auto any = begin_typed<ami::response>(
        [&](auto handler) { w.pbx->async_list(ami::action("PJSIPShowContacts"), std::move(handler)); });
    w.run();
    server.say("Response: Error\nActionID: $ID\nMessage: No Contacts found\n\n", server.next().id());
    w.run();
    CHECK(any->succeeded());
}

TEST_CASE("typed: in a coroutine, with the default token", "[client][typed]")
{
    client_world w;
    auto& server = w.ready();
    std::string seen;
    const auto program = [&]() -> asio::awaitable<void> {
        const auto status = co_await w.pbx->async_perform(actions::core_status{});
        seen.append(status.core_current_calls().text());
        const auto members = co_await w.pbx->async_list(actions::queue_status{}.queue("a").member("b"));
        seen += members.empty() ? " none" : " some";
        auto stream = w.pbx->events<events::hangup>();
        const auto hangup = co_await stream.async_next();
        seen.append(" ").append(hangup->channel());
    };
    asio::co_spawn(w.pbx->get_executor(), program(), asio::detached);
    w.run();
    server.success(server.next(), "CoreCurrentCalls: 5\n");
    w.run();
    server.success(server.next(), "");
    w.run();
    w.say(two_hangups);
    w.run();
    CHECK(seen == "5 none PJSIP/a-1");
}
