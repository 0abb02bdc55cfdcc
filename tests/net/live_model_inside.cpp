// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// A live model, its client and their handlers do anything to each other, in any order.

#include "support/live_model.hpp"

#include <functional>
#include <memory>
#include <stdexcept>
#include <thread>
#include <vector>

using ami::errc;
using namespace tests;
using namespace std::chrono_literals;

namespace {

// The handlers of a model, and what a wait for it completes with: each can do something when its time comes.
enum class place { first_record, change, filling, live, stale, filled };

const auto all_places = {
    place::first_record, place::change, place::filling, place::live, place::stale, place::filled};

class inside_world : public live_world {
public:
    inside_world(place where, std::function<void(inside_world&)> what)
    {
        lists("CoreShowChannels", {channel_item("a"), channel_item("b")});
        live.emplace(*pbx);
        const auto once = [this, what = std::move(what)] {
            if (std::exchange(did, true))
                return;
            what(*this);
            after = 0;
        };
        live->on_channel([this, where, once](const live::change<live::channel>& change) {
            const auto kept = change.now();
            ++after;
            if (where == (change.is_first_fill() ? place::first_record : place::change))
                once();
            CHECK(kept == change.now()); // as long as the handler runs
        });
        live->on_channel([this](const auto&) { ++after; });
        live->on_state([this, where, once](freshness now) {
            ++after;
            if ((now == freshness::filling && where == place::filling) ||
                (now == freshness::live && where == place::live) ||
                (now == freshness::stale && where == place::stale))
                once();
        });
        live->on_state([this](freshness) { ++after; });
        connecting = begin_connect(*pbx, config);
        connecting->then = [this, where, once] {
            waiting = begin_filled(*live);
            if (where == place::filled)
                waiting->then = once;
        };
    }

    void go()
    {
        run();
        if (!pbx || !pbx->is_ready())
            return;
        say(channel_event("Newchannel", "c") + channel_event("Newchannel", "d"));
        if (pbx && pbx->is_ready())
            lose();
    }

    bool did = false;
    int after = 0; // calls of handlers since
    operation<> connecting;
    operation<> waiting;
};

} // namespace

TEST_CASE("live inside: the model is destroyed", "[live][inside]")
{
    for (const auto where : all_places) {
        INFO(static_cast<int>(where));
        inside_world w(where, [](inside_world& world) { world.live.reset(); });
        w.go();
        CHECK(w.did);
        CHECK(w.after == 0);
        CHECK((!w.waiting || w.waiting->completions == 1));
        w.pbx->close();
        w.run();
        CHECK_FALSE(w.net->armed());
    }
}

TEST_CASE("live inside: the client is destroyed", "[live][inside]")
{
    for (const auto where : all_places) {
        INFO(static_cast<int>(where));
        inside_world w(where, [](inside_world& world) { world.pbx.reset(); });
        w.go();
        CHECK(w.did);
        CHECK(w.after == 0);
        CHECK(w.live->state() == freshness::stale);
        CHECK((!w.waiting || w.waiting->completions == 1));
        CHECK_FALSE(w.net->armed());
        w.live.reset();
        w.run();
    }
}

TEST_CASE("live inside: both are destroyed", "[live][inside]")
{
    for (const auto where : all_places) {
        INFO(static_cast<int>(where));
        for (const bool client_first : {true, false}) {
            inside_world w(where, [client_first](inside_world& world) {
                if (!client_first)
                    world.live.reset();
                world.pbx.reset();
                world.live.reset();
            });
            w.go();
            CHECK(w.did);
            CHECK(w.after == 0);
            CHECK_FALSE(w.net->armed());
        }
    }
}

TEST_CASE("live inside: the client is closed, and connected again", "[live][inside]")
{
    for (const auto where : all_places) {
        INFO(static_cast<int>(where));
        inside_world w(where, [](inside_world& world) { world.pbx->close(); });
        std::vector<freshness> states;
        w.live->on_state([&](freshness now) { states.push_back(now); });
        w.go();
        CHECK(w.did);
        CHECK(states.back() == freshness::stale);
        CHECK(w.live->state() == freshness::stale);
        CHECK(w.waiting->completions == 1);
        CHECK_FALSE(w.net->armed());
        w.connect();
        CHECK(states.back() == freshness::live);
        CHECK(w.live->channels().size() >= 2);
    }
}

TEST_CASE("live inside: handlers that throw are counted, and the others are called", "[live][inside]")
{
    live_world w;
    w.lists("CoreShowChannels", {channel_item("a"), channel_item("b")});
    w.live.emplace(*w.pbx);
    w.live->on_channel([](const auto&) { throw std::runtime_error("oh"); });
    w.live->on_state([](freshness) { throw std::runtime_error("oh"); });
    w.watch(*w.live);
    w.connect();
    CHECK(w.told().size() == 4);
    CHECK(w.live->state() == freshness::live);
    CHECK(w.pbx->get_counters().handler_exceptions == 4);
    CHECK(w.logged(ami::log_level::error, "a handler of live state threw"));
}

TEST_CASE("live inside: handlers are added and cancelled in a handler", "[live][inside]")
{
    live_world w;
    auto& model = w.fill();
    int first = 0;
    int second = 0;
    int later = 0;
    live::subscription own;
    live::subscription other;
    own = model.on_channel([&](const auto&) {
        ++first;
        own.cancel();
        own.cancel();
        other.cancel();
        model.on_channel([&](const auto&) { ++later; });
    });
    other = model.on_channel([&](const auto&) { ++second; });
    w.say(channel_event("Newchannel", "a") + channel_event("Newchannel", "b"));
    CHECK(first == 1);
    CHECK(second == 0);
    CHECK(later == 1);
    auto state = model.on_state([&](freshness) { ++second; });
    state.cancel();
    w.lose();
    CHECK(second == 0);
    w.live.reset();
    own.cancel(); // of a model that is gone
}

TEST_CASE("live inside: another model is made in a handler, and this one replaced", "[live][inside]")
{
    for (const auto where : all_places) {
        INFO(static_cast<int>(where));
        std::optional<live::model> second;
        inside_world w(where, [&](inside_world& world) {
            second.emplace(*world.pbx);
            world.live = live::model(*world.pbx);
        });
        w.run();
        if (where == place::change)
            w.say(channel_event("Newchannel", "c"));
        if (where == place::stale)
            w.lose();
        REQUIRE(w.did);
        w.advance(5s);
        CHECK(second->state() == freshness::live);
        CHECK(second->channels().size() == 2);
        CHECK(w.live->state() == freshness::live);
        CHECK(w.live->channels().size() == 2);
        second.reset();
    }
}

TEST_CASE("live: models that are made when the client is ready, and several of one client", "[live]")
{
    live_world w;
    w.lists("CoreShowChannels", {channel_item("a")});
    w.connect();
    w.live.emplace(*w.pbx, live::options{live::part::calls});
    CHECK(w.live->state() == freshness::none); // not inside the constructor
    const auto op = begin_filled(*w.live);
    w.run();
    CHECK(op->succeeded());
    CHECK(w.live->channels().size() == 1);
    live::model other(*w.pbx, {live::part::states});
    w.run();
    CHECK(other.state() == freshness::live);
    CHECK(other.channels().empty());
    w.say(hangup_of("a") + device_event("PJSIP/a", "INUSE"));
    CHECK(w.live->channels().empty());
    CHECK(w.live->devices().empty());
    CHECK(other.devices().size() == 1);
    w.live.reset();
    w.say(device_event("PJSIP/b", "INUSE"));
    CHECK(other.devices().size() == 2);
    {
        live::model brief(*w.pbx);
        const auto filled = begin_filled(brief);
        w.lose(); // it has just begun
        CHECK(brief.state() == freshness::stale);
        w.wait_for_attempt();
        CHECK(brief.state() == freshness::live);
        CHECK(filled->succeeded());
    }
    CHECK(other.state() == freshness::live);
}

TEST_CASE("live: a model is moved", "[live]")
{
    live_world w;
    w.lists("CoreShowChannels", {channel_item("a")});
    int calls = 0;
    live::model first(*w.pbx);
    first.on_channel([&](const auto&) { ++calls; });
    live::model second(std::move(first));
    w.connect();
    CHECK(calls == 1);
    live::model third(*w.pbx);
    int ended = 0;
    third.on_channel([&](const auto&) { ++ended; });
    const auto waiting = begin_filled(third);
    third = std::move(second);
    auto& same = third;
    third = std::move(same);
    w.run();
    CHECK(waiting->aborted());
    CHECK(third.channels().size() == 1);
    w.say(hangup_of("a"));
    CHECK(calls == 2);
    CHECK(ended == 0);
}

TEST_CASE("live: a model outlives its client, and records outlive the model", "[live]")
{
    live_world w;
    w.lists("CoreShowChannels", {channel_item("a")});
    w.lists("QueueStatus", {live_state::queue_params("support"), member_item("support", "PJSIP/a")});
    auto& model = w.fill();
    w.pbx.reset();
    const bool soon = GENERATE(true, false);
    if (!soon)
        w.run();
    CHECK(model.channels().size() == 1);
    auto subscribed = model.on_channel([](const auto&) {});
    const auto op = begin_filled(model);
    w.run();
    CHECK(op->aborted());
    CHECK(model.state() == freshness::stale);
    CHECK_FALSE(w.net->armed());
    subscribed.cancel();

    const auto channel = model.find_channel("a");
    auto members = model.queue_members();
    w.live.reset();
    std::thread reader([channel, members] {
        for (int i = 0; i != 100; ++i) {
            const auto copy = channel;
            if (copy.name() != "PJSIP/a" || members.front()["Queue"] != "support")
                std::terminate();
        }
    });
    members.clear();
    CHECK(channel.caller_number() == "100");
    reader.join();
}

TEST_CASE("live: the execution context goes before the model", "[live]")
{
    auto net = std::shared_ptr<virtual_network>();
    std::optional<live::model> model;
    std::optional<ami::client> pbx;
    {
        asio::io_context context;
        net = std::make_shared<virtual_network>(context);
        net->always("Login").success("Message: Authentication accepted\n");
        for (const auto* const each : {"CoreShowChannels", "BridgeList", "ParkedCalls"})
            net->always(each).reply(list_of({channel_item("a")}));
        net->always("ConfbridgeListRooms"); // it hangs here
        pbx.emplace(context.get_executor(), net);
        model.emplace(*pbx, live::options{live::part::calls});
        bool is_over = false;
        auto config = usual_config();
        pbx->async_connect(config, [&](ami::error_code ec) { CHECK_FALSE(ec); });
        net->run();
        model->async_filled([&](ami::error_code) { is_over = true; });
        net->run();
        CHECK(model->state() == freshness::filling);
        CHECK_FALSE(is_over);
    }
    CHECK(model->channels().size() == 1);
    CHECK(model->state() == freshness::stale);
    model.reset();
    pbx.reset();
}
