// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// ConfBridge.

#include "support/calls.hpp"
#include "sweep/sweep.hpp"

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

// ConfBridge adds the time to its name.
bool has_recording(const std::string& name)
{
    for (const auto& file : std::filesystem::directory_iterator(asterisk_value("SPOOL") + "/monitor")) {
        if (file.path().filename().string().starts_with(name))
            return true;
    }
    return false;
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
    const auto bridges = co_await s.list(actions::bridge_list{});
    const auto bridge = first<events::bridge_list_item>(
        bridges, [](const auto& e) { return e.bridge_creator() == "ConfBridge"; });
    CHECK(bridge.bridge_video_source_mode() == "single");

    const auto file = unique("conference");
    co_await s.done(actions::confbridge_start_record{conference}.record_file(file + ".wav"));
    co_await s.until_so("there is a recording", [&]() -> asio::awaitable<bool> {
        co_await s.pbx().async_ping();
        co_return has_recording(file);
    });
    co_await s.done(actions::confbridge_stop_record{conference});
    co_await s.refused(
        actions::confbridge_stop_record{conference}, "Internal error while stopping recording");

    co_await s.done(actions::confbridge_kick{conference, name});
    co_await left.next("Uniqueid", user);
    co_await departure(s.pbx(), id);
}

} // namespace tests
