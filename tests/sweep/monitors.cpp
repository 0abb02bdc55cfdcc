// Copyright (c) 2026 the ami authors
// SPDX-License-Identifier: BSL-1.0
//
// Recordings of a channel.

#include "sweep/sweep.hpp"

#include <filesystem>

namespace tests {

namespace {

asio::awaitable<void> record_mixed(sweep& s, std::string name)
{
    const auto file = unique("mix") + ".wav";
    const auto path = asterisk_value("SPOOL") + "/monitor/" + file;
    const auto begun =
        co_await s.answer(actions::mix_monitor{name}.file(file).options("i(SWEEP_MIX)").command("/bin/true"));
    const std::string id(begun.mix_monitor_id());
    CHECK_FALSE(id.empty());
    const auto noted = co_await s.done(actions::get_variable{"SWEEP_MIX"}.of(name));
    CHECK(noted["Value"] == id);
    inbox muted(s.pbx(), "MixMonitorMute");
    co_await s.done(actions::mix_monitor_mute{name, "read", true}.mix_monitor_id(id));
    if (s.is_22()) {
        const auto seen = co_await muted.next("Channel", name);
        CHECK(seen["State"] == "1");
    }
    co_await s.done(actions::stop_mix_monitor{name}.mix_monitor_id(id));
    co_await s.until_so(path + " is there", [&]() -> asio::awaitable<bool> {
        co_await s.pbx().async_ping();
        co_return std::filesystem::exists(path);
    });
    co_await s.refused(actions::stop_mix_monitor{name}.mix_monitor_id(id), "Could not stop");
}

asio::awaitable<void> record(sweep& s, std::string name)
{
    if (s.is_22()) {
        co_await s.absent(actions::monitor{name}.file("sweep").format("wav").mix(), "res_monitor");
        co_await s.absent(actions::change_monitor{name, "sweep"}, "res_monitor");
        co_await s.absent(actions::pause_monitor{name}, "res_monitor");
        co_await s.absent(actions::unpause_monitor{name}, "res_monitor");
        co_await s.absent(actions::stop_monitor{name}, "res_monitor");
        co_return;
    }
    const auto file = unique("monitor");
    co_await s.done(actions::monitor{name}.file(unique("monitor")).format("wav").mix(false));
    co_await s.done(actions::change_monitor{name, file});
    co_await s.done(actions::pause_monitor{name});
    co_await s.done(actions::unpause_monitor{name});
    co_await s.done(actions::stop_monitor{name});
    CHECK(std::filesystem::exists(asterisk_value("SPOOL") + "/monitor/" + file + "-in.wav"));
}

} // namespace

asio::awaitable<void> sweep_monitors(sweep& s)
{
    const auto id = co_await s.call("2019");
    const auto name = co_await s.name_of(id);
    co_await record_mixed(s, name);
    co_await record(s, name);
    co_await s.hang_up(id);
}

} // namespace tests
