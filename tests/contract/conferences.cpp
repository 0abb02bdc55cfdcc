// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Conferences and parked calls: what their actions answer. What a model shows of them is in live.cpp.

#include "support/calls.hpp"
#include "support/catch.hpp"
#include "support/contract.hpp"

#include <ami/actions.hpp>
#include <ami/client.hpp>

#include <string>
#include <utility>

using namespace tests;
using namespace ami::actions;

namespace {

asio::awaitable<void> answers(ami::client& pbx, ami::action request, const char* text)
{
    const auto answer = co_await pbx.async_execute(std::move(request));
    CHECK(answer.message() == text);
}

ami::action about_room(const char* name, const std::string& room, const std::string& channel = {})
{
    ami::action request{name};
    if (!room.empty())
        request.add("Conference", room);
    if (!channel.empty())
        request.add("Channel", channel);
    return request;
}

} // namespace

TEST_CASE("conferences: what their actions answer")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto room = unique("answers");
        const auto id = unique("user");
        bool has_joined = false;
        auto joins = pbx.on("ConfbridgeJoin",
            [&](const ami::event_view& event) { has_joined = has_joined || event["Uniqueid"] == id; });
        const auto call = co_await pbx.async_originate(originate{"Local/3030@from-internal/n"}
                                                           .application("ConfBridge", room)
                                                           .channel_id(id)
                                                           .ring_time(5s));
        CHECK(call.answered());
        co_await until([&] { return has_joined; });

        auto request = about_room("ConfbridgeMute", room, "all");
        co_await answers(pbx, request, "User muted");
        request = about_room("ConfbridgeUnmute", room, "all");
        co_await answers(pbx, request, "User unmuted");
        request = about_room("ConfbridgeMute", room, "nobody");
        co_await answers(pbx, request, "No Channel by that name found in Conference.");
        request = about_room("ConfbridgeMute", room + "x", "all");
        co_await answers(pbx, request, "No Conference by that name found.");
        request = about_room("ConfbridgeMute", room);
        co_await answers(pbx, request, "No channel name provided.");
        request = about_room("ConfbridgeLock", "");
        co_await answers(pbx, request, "No Conference name provided.");
        request = about_room("ConfbridgeLock", room);
        co_await answers(pbx, request, "Conference locked");
        request = about_room("ConfbridgeUnlock", room);
        co_await answers(pbx, request, "Conference unlocked");

        request = about_room("ConfbridgeList", room);
        const auto users = co_await pbx.async_execute(std::move(request));
        REQUIRE(users.events().size() == 1);
        CHECK(users.events().front()["Uniqueid"] == id);
        request = about_room("ConfbridgeKick", room + "x", "all");
        co_await answers(pbx, request, "No Conference by that name found.");
        request = about_room("ConfbridgeKick", room, "nobody");
        co_await answers(pbx, request, "No Channel by that name found in Conference.");
        request = about_room("ConfbridgeKick", room, call.channel());
        co_await answers(pbx, request, "User kicked");
    });
}

TEST_CASE("parking: a call that nobody takes back is told")
{
    run([]() -> asio::awaitable<void> {
        auto pbx = co_await connected();
        const auto id = unique("forgotten");
        co_await answered_call(pbx, id);
        co_await arrival(pbx, id, "103");
        bool is_over = false;
        auto ends = pbx.on("ParkedCallTimeOut",
            [&](const ami::event_view& event) { is_over = is_over || event["ParkeeUniqueid"] == id; });
        co_await pbx.async_perform(park{id}.parking_time(1s));
        co_await until([&] { return is_over; });
        ami::action wrong{"ParkedCalls"};
        wrong.add("ParkingLot", "nowhere");
        co_await answers(pbx, wrong, "Requested parking lot could not be found.");
    });
}
