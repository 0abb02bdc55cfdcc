// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Many changes at once are told in portions: other work of the executor goes on between them.

#include "support/live_model.hpp"

#include <ami/live/feed.hpp>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

using ami::errc;
using namespace tests;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t many = 3'000;
constexpr std::size_t most_per_turn = 512;

class portions_world : public live_world {
public:
    portions_world()
    {
        strings items;
        for (std::size_t i = 0; i != many; ++i)
            items.push_back(channel_item(std::to_string(i)));
        lists("CoreShowChannels", items);
        live.emplace(*pbx);
    }

    // Looks at a number in each turn of the executor until it is what it shall be: the most by which it grew in one.
    void watch_turns(const std::size_t& number, std::size_t end)
    {
        look_ = [this, &number, end] {
            most = std::max(most, number - seen_);
            seen_ = number;
            if (number != end)
                boost::asio::post(context, look_);
        };
        boost::asio::post(context, look_);
    }

    std::size_t most = 0;

private:
    std::size_t seen_ = 0;
    std::function<void()> look_;
};

} // namespace

TEST_CASE("live portions: a first fill of channels and calls", "[live]")
{
    portions_world w;
    std::size_t channels = 0;
    std::size_t calls = 0;
    std::size_t told = 0;
    bool is_in_order = true;
    w.live->on_channel([&](const auto&) {
        is_in_order = is_in_order && calls == 0;
        ++channels;
        ++told;
    });
    w.live->on_call([&](const live::change<live::call>& change) {
        CHECK(change.is_first_fill());
        ++calls;
        ++told;
    });
    w.live->on_state([&](freshness now) {
        if (now == freshness::live)
            is_in_order = is_in_order && calls == many;
    });
    std::size_t at_filled = 0;
    w.watch_turns(told, 2 * many);
    const auto connecting = begin_connect(*w.pbx, w.config);
    operation<> filled;
    connecting->then = [&] {
        filled = begin_filled(*w.live);
        filled->then = [&] { at_filled = told; };
    };
    w.run();
    CHECK(channels == many);
    CHECK(calls == many);
    CHECK(is_in_order);
    CHECK(w.most <= most_per_turn);
    REQUIRE(filled);
    CHECK(filled->succeeded());
    CHECK(at_filled == 2 * many);
    CHECK(w.live->calls().size() == many);
}

TEST_CASE("live portions: what happens meanwhile is told after them", "[live]")
{
    portions_world w;
    strings told;
    w.live->on_channel([&](const live::change<live::channel>& change) {
        const auto id = std::string(change.latest().id());
        told.push_back((change.is_gone() ? "-" : "+") + id);
        if (told.size() == 700) { // in the second portion
            w.server().say(channel_event("Newchannel", "new") + hangup_of("5") + hangup_of("2999"));
            CHECK(w.live->channels().size() == many);
        }
    });
    w.connect();
    REQUIRE(told.size() == many + 3);
    CHECK(strings(told.end() - 3, told.end()) == strings{"+new", "-5", "-2999"});
    CHECK(w.live->channels().size() == many - 1);
}

TEST_CASE("live portions: who subscribes meanwhile is not told again what the model shows", "[live]")
{
    portions_world w;
    std::size_t told = 0;
    strings late;
    w.live->on_channel([&](const live::change<live::channel>&) {
        if (++told == 700)
            w.live->on_channel(
                [&](const live::change<live::channel>& change) { late.emplace_back(change.latest().id()); });
    });
    w.connect();
    CHECK(told == many);
    CHECK(late.empty());
    w.say(channel_event("Newchannel", "new"));
    CHECK(late == strings{"new"});
}

TEST_CASE(
    "live portions: the model ends, the connection is lost, or the client is closed between two", "[live]")
{
    portions_world w;
    std::size_t told = 0;
    std::function<void()> at_700;
    freshness last = freshness::none;
    w.live->on_state([&](freshness now) { last = now; });
    w.live->on_channel([&](const live::change<live::channel>&) {
        if (++told == 700)
            boost::asio::post(w.context, [&] { at_700(); }); // it runs before the next portion
    });
    SECTION("the model ends: nothing more is told")
    {
        at_700 = [&] { w.live.reset(); };
        w.connect();
        CHECK(told == 2 * most_per_turn);
    }
    SECTION("the client goes: nothing more is told")
    {
        at_700 = [&] { w.pbx.reset(); };
        const auto connecting = begin_connect(*w.pbx, w.config);
        w.run();
        CHECK(told == 2 * most_per_turn);
    }
    SECTION("the connection is lost: the rest is told before the state")
    {
        at_700 = [&] {
            w.server().eof();
            w.lists("CoreShowChannels", {channel_item("0")});
        };
        w.connect();
        CHECK(told == many);
        CHECK(last == freshness::stale);
        w.wait_for_attempt();
        CHECK(last == freshness::live);
        w.advance(1min); // they are listed again
        CHECK(w.live->channels().size() == 1);
        CHECK(told == many + many - 1);
    }
    SECTION("the client is closed: the rest is told, and a feed ends after it")
    {
        live::feed feed(*w.live, 100);
        const auto reading =
            begin<live::feed_item>([&](auto handler) { feed.async_next(std::move(handler)); });
        at_700 = [&] { w.pbx->close(); };
        const auto connecting = begin_connect(*w.pbx, w.config);
        w.run();
        CHECK(told == many);
        CHECK_FALSE(reading->pending());
    }
}

TEST_CASE("live portions: the snapshot of a feed that opens late", "[live]")
{
    portions_world w;
    w.connect();
    REQUIRE(w.live->state() == freshness::live);
    live::feed feed{*w.live};
    const auto op = begin<live::feed_item>([&](auto handler) { feed.async_next(std::move(handler)); });
    std::size_t turns = 0;
    std::function<void()> look = [&] {
        if (!op->pending())
            return;
        if (++turns == 4)
            w.server().say(hangup_of("7") + hangup_of("2999") + channel_event("Newchannel", "new") +
                           channel_event("Newchannel", "short") + hangup_of("short") +
                           channel_event("Newstate", "8", 4));
        boost::asio::post(w.context, look);
    };
    boost::asio::post(w.context, look);
    w.run();
    REQUIRE(op->succeeded());
    CHECK(turns >= 2 * many / (2 * most_per_turn));
    const auto item = op->value();
    const auto json = item.json();
    const auto count = [&](std::string_view text) {
        std::size_t found = 0;
        for (auto at = json.find(text); at != json.npos; at = json.find(text, at + 1))
            ++found;
        return found;
    };
    CHECK(item.number() == 12); // each of them is a change of a channel and of a call, but for a new state
    CHECK(count(R"({"kind":"channel",)") == many - 1);
    CHECK(count(R"({"kind":"call",)") == many - 1);
    for (const std::string_view id : {"7", "2999", "short"})
        CHECK(count(fmt::format(R"("channel","id":"{}",)", id)) == 0);
    for (const std::string_view id : {"8", "new", "2998"})
        CHECK(count(fmt::format(R"("channel","id":"{}",)", id)) == 1);
    CHECK(count(R"("state":"Ring")") == 1);
    // It goes on from there.
    const auto next = begin<live::feed_item>([&](auto handler) { feed.async_next(std::move(handler)); });
    w.say(hangup_of("9"));
    CHECK(next->value().number() == 13);
}
