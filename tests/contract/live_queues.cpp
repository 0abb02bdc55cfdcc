// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Counts of queues on the real servers: what becomes of callers, and what an agent does.

#include "support/calls.hpp"
#include "support/catch.hpp"
#include "support/contract.hpp"
#include "support/contract_queues.hpp"

#include <ami/actions.hpp>
#include <ami/live.hpp>
#include <ami/values.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/steady_timer.hpp>
#include <fmt/format.h>

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

using namespace tests;
using namespace ami::actions;
namespace live = ami::live;

namespace {

constexpr auto context = "from-internal";
constexpr auto interface = "Local/3050@from-internal/n"; // answers

// A queue of the test's own with one member, extensions that lead to it, and counts.
class counted_queue {
public:
    explicit counted_queue(ami::client& pbx)
        : model(pbx), counts(model), maker_(&pbx), timer_(pbx.get_executor())
    {}

    asio::awaitable<void> make()
    {
        co_await model.async_filled();
        if (server() != server_kind::embedded)
            co_await configure_new();
        const bool is_known =
            co_await comes([&] { return model.find_queue(name) && activity().queues == 1; });
        if (!is_known)
            throw std::runtime_error("the model does not show the queue");
    }
    asio::awaitable<void> unmake()
    {
        if (server() == server_kind::embedded)
            co_return;
        auto ended = queue_config();
        ended.add("Action-000000", "DelCat").add("Cat-000000", name);
        co_await configure(*maker_, std::move(ended), name, false);
        for (const std::string end : {"", "-short"}) {
            co_await maker_->async_execute(
                ami::action{"DialplanExtensionRemove"}.add("Context", context).add("Extension", name + end),
                asio::as_tuple(asio::deferred));
        }
    }

    // A caller runs the dialplan that leads to the queue.
    asio::awaitable<void> call(std::string id, std::string end = "")
    {
        const auto answer = co_await maker_->async_originate(originate{"Local/3090@from-internal/n"}
                                                                 .dialplan(context, name + end)
                                                                 .channel_id(id)
                                                                 .ring_time(5s));
        if (!answer.answered())
            throw std::runtime_error("the call was not answered");
    }
    asio::awaitable<void> hang_up(std::string id)
    {
        co_await maker_->async_execute(hangup{id}.to_action(), asio::as_tuple(asio::deferred));
    }

    live::queue_counters now() const { return counts.counts(name); }
    live::agent_activity activity() const { return counts.activity(interface); }

    // Whether it is so within the time.
    asio::awaitable<bool> comes(std::function<bool()> condition)
    {
        const auto deadline = std::chrono::steady_clock::now() + 15s;
        while (!condition()) {
            if (std::chrono::steady_clock::now() >= deadline)
                co_return false;
            timer_.expires_after(20ms);
            co_await timer_.async_wait(asio::as_tuple(asio::deferred));
        }
        co_return true;
    }

    // The embedded server has one, and no queues.conf that could be written.
    const std::string name = server() == server_kind::embedded ? "counted" : unique("counted");
    live::model model;
    live::queue_statistics counts;

private:
    asio::awaitable<void> configure_new()
    {
        auto made = queue_config();
        made.add("Action-000000", "NewCat").add("Cat-000000", name);
        made.add("Action-000001", "Append")
            .add("Cat-000001", name)
            .add("Var-000001", "member")
            .add("Value-000001", interface);
        co_await configure(*maker_, std::move(made), name, true);
        co_await add_extension("", name);
        co_await add_extension("-short", name + ",,,,2");
    }

    asio::awaitable<void> add_extension(std::string end, std::string data)
    {
        auto add = ami::action{"DialplanExtensionAdd"};
        add.add("Context", context).add("Extension", name + end).add("Priority", "1");
        add.add("Application", "Queue").add("ApplicationData", data);
        co_await maker_->async_execute(std::move(add));
        auto stay = ami::action{"DialplanExtensionAdd"};
        stay.add("Context", context).add("Extension", name + end).add("Priority", "2");
        stay.add("Application", "Wait").add("ApplicationData", "30");
        co_await maker_->async_execute(std::move(stay));
    }

    ami::client* maker_;
    asio::steady_timer timer_;
};

} // namespace

TEST_CASE("live queues: a caller is answered, and the agent talks, wraps nothing up, and is idle")
{
    run(
        []() -> asio::awaitable<void> {
            auto pbx = co_await connected();
            counted_queue queue(pbx);
            co_await queue.make();
            const auto id = unique("answered");
            co_await queue.call(id);
            const bool is_answered = co_await queue.comes([&] { return queue.now().answered == 1; });
            CHECK(is_answered);
            CHECK(queue.now().joined == 1);
            const bool is_talking = co_await queue.comes([&] {
                return queue.activity().state == live::activity::talking &&
                       queue.activity().queue == queue.name;
            });
            CHECK(is_talking);
            CHECK(queue.counts.agent(interface, queue.name).answered == 1);
            co_await queue.hang_up(id);
            const bool is_over = co_await queue.comes(
                [&] { return queue.now().talks == 1 && queue.activity().state == live::activity::idle; });
            CHECK(is_over);
            CHECK(queue.counts.level(queue.name, 10s).ratio() == 1.0);
            co_await queue.unmake();
        },
        60s);
}

TEST_CASE("live queues: the agent is paused, and callers give up, are timed out and redirected")
{
    run(
        []() -> asio::awaitable<void> {
            auto pbx = co_await connected();
            counted_queue queue(pbx);
            co_await queue.make();
            co_await pbx.async_perform(queue_pause{interface, true}.queue(queue.name).reason("lunch"));
            const bool is_paused =
                co_await queue.comes([&] { return queue.activity().state == live::activity::paused; });
            CHECK(is_paused);
            CHECK(queue.activity().paused_reason == "lunch");
            CHECK(queue.activity().paused_since);

            int told = 0;
            queue.counts.on_waiting_longer(queue.name, 1s, [&](const live::queue_caller&) { ++told; });
            const auto timed_out = unique("late");
            co_await queue.call(timed_out, "-short");
            const bool is_timed_out = co_await queue.comes([&] { return queue.now().timed_out == 1; });
            CHECK(is_timed_out);
            CHECK(told == 1);
            co_await queue.hang_up(timed_out);

            const auto abandons = unique("abandons");
            co_await queue.call(abandons);
            const bool waits = co_await queue.comes([&] { return queue.now().joined == 2; });
            CHECK(waits);
            CHECK(queue.counts.longest_wait(queue.name));
            co_await queue.hang_up(abandons);
            const bool has_abandoned = co_await queue.comes([&] { return queue.now().abandoned == 1; });
            CHECK(has_abandoned);
            CHECK_FALSE(queue.counts.longest_wait(queue.name));

            const auto redirected = unique("redirected");
            co_await queue.call(redirected);
            const bool waits_too = co_await queue.comes([&] { return queue.now().joined == 3; });
            CHECK(waits_too);
            co_await pbx.async_redirect(redirect{redirected}.dialplan("sets", "103"));
            const bool is_elsewhere = co_await queue.comes([&] { return queue.now().elsewhere == 1; });
            CHECK(is_elsewhere);
            co_await queue.hang_up(redirected);
            CHECK(queue.now().abandoned == 1);
            CHECK(queue.now().unknown == 0);
            CHECK(queue.counts.level(queue.name, 10s).ratio() == 0.0);
            co_await queue.unmake();
        },
        60s);
}
