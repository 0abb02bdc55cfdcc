// Copyright (c) 2026 the ami authors. Distributed under the Boost Software License, Version 1.0.
//
// ConfBridge.

#include "sweep/sweep.hpp"

#include "support/calls.hpp"

#include <filesystem>

namespace tests {

namespace {

const std::string conference = "room";

asio::awaitable<void> check_muted(sweep& s, std::string name, bool wanted)
{
    const auto users = co_await s.list(actions::confbridge_list{conference});
    const auto user = only<events::confbridge_list>(users);
    CHECK(user.channel() == name);
    CHECK(user.muted().value() == wanted);
}

asio::awaitable<void> check_locked(sweep& s, bool wanted)
{
    const auto rooms = co_await s.list(actions::confbridge_list_rooms{});
    CHECK(only<events::confbridge_list_rooms>(rooms).locked().value() == wanted);
}

} // namespace

asio::awaitable<void> sweep_conferences(sweep& s)
{
    co_await s.refused(actions::confbridge_list_rooms{}, "No active conferences");
    co_await s.refused(actions::confbridge_list{conference}, "No active conferences");
    inbox joined(s.pbx(), "ConfbridgeJoin");
    inbox left(s.pbx(), "ConfbridgeLeave");
    const auto id = co_await s.call("2010");
    const auto user = id + ";2";
    co_await joined.next("Uniqueid", user);
    co_await s.refused(actions::confbridge_list{unique("none")}, "No Conference by that name found");
    const auto name = co_await s.name_of(user);

    co_await check_locked(s, false);
    co_await s.done(actions::confbridge_lock{conference});
    co_await check_locked(s, true);
    co_await s.done(actions::confbridge_unlock{conference});
    co_await check_locked(s, false);

    co_await check_muted(s, name, false);
    co_await s.done(actions::confbridge_mute{conference, name});
    co_await check_muted(s, name, true);
    co_await s.done(actions::confbridge_unmute{conference, name});
    co_await check_muted(s, name, false);
    co_await s.done(actions::confbridge_set_single_video_src{conference, name});

    const auto file = unique("conference") + ".wav";
    const auto path = asterisk_value("SPOOL") + "/monitor/" + file;
    co_await s.done(actions::confbridge_start_record{conference}.record_file(file));
    co_await s.done(actions::confbridge_stop_record{conference});
    CHECK(std::filesystem::exists(path));
    co_await s.refused(actions::confbridge_stop_record{conference}, "Internal error while stopping recording");

    co_await s.done(actions::confbridge_kick{conference, name});
    co_await left.next("Uniqueid", user);
    co_await s.hang_up(id);
}

} // namespace tests
